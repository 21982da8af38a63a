"""Single values as cards write them: dates, heights, sex, postal codes, and the many ways to say nothing."""

from __future__ import annotations

import datetime as dt
import re

from kiosk.id_card.card import Sex

_NOTHING = re.compile(r"|NONE|N/A|UNAVL|UNAVAIL|UNAVAILABLE|(?:NONE\W+)?AUCUNE?", re.IGNORECASE)
_EARLIEST_YEAR = 1800
_SEX: dict[str, Sex] = {
    "1": "M", "M": "M", "MALE": "M", "2": "F", "F": "F", "FEMALE": "F", "9": "X", "X": "X",
}  # fmt: skip
_FEET = re.compile(r"(\d)\D+?(\d{1,2})(?:\D.*)?|(\d) *(?:'|FT|FEET)\D*", re.ASCII | re.DOTALL)
_NUMBER = re.compile(r"0*(\d{0,3})(?:\.\d*)? *([A-Z]*)\W*", re.ASCII)
_CANADIAN = re.compile(r"[A-Z]\d[A-Z]\d[A-Z]\d", re.ASCII)


def text(raw: str | None) -> str | None:
    """``raw`` without blanks and stray commas at its ends; ``None`` when it says nothing."""
    if raw is None:
        return None
    trimmed = raw.strip(" \t,\xa0")
    return None if _NOTHING.fullmatch(trimmed) else trimmed


def date(raw: str | None) -> dt.date | None:
    """A date written CCYYMMDD or MMDDCCYY, whatever follows it; ``None`` when it is neither.

    No text can be both: a century of 19 or later is no month. So the version and the country,
    which cards get wrong, need not be asked.
    """
    eight = re.sub(r"[-/. ]", "", raw or "")[:8]
    if not re.fullmatch(r"\d{8}", eight, re.ASCII):
        return None
    year_first = (int(eight[:4]), int(eight[4:6]), int(eight[6:]))
    month_first = (int(eight[4:]), int(eight[:2]), int(eight[2:4]))
    for year, month, day in (year_first, month_first):
        if year >= _EARLIEST_YEAR:
            try:
                return dt.date(year, month, day)
            except ValueError:
                continue
    return None


def means_nothing(raw: str) -> bool:
    """A date field left open on purpose: blank, a null word, all zeros, or the letters of the pattern."""
    open_date = raw.strip().strip("0").upper()
    return text(raw) is None or open_date in ("", "MMDDCCYY", "CCYYMMDD")


def sex(raw: str | None) -> Sex | None:
    """Sex from its number (1, 2, 9) or letter; ``None`` for anything else."""
    return _SEX.get((raw or "").strip().upper())


def height_cm(raw: str | None) -> int | None:
    """A height in whole centimetres, 30 to 299, from any way cards write one; ``None`` when it is none.

    ``509`` and ``5'-09"`` are feet and inches, ``069 in`` and ``69`` inches, ``175 cm`` and ``175`` cm.
    """
    if raw is None:
        return None
    said = raw.strip().upper()
    cm = _feet_and_inches(said)
    if cm is None:
        number = _NUMBER.fullmatch(said)
        cm = _one_number(int(number[1] or "0"), number[2]) if number else None
    return cm if cm is not None and 30 <= cm < 300 else None


def _feet_and_inches(said: str) -> int | None:
    parts = _FEET.fullmatch(said)
    if parts is None:
        return None
    feet, inches = int(parts[1] or parts[3]), int(parts[2] or 0)
    return _cm(feet * 12 + inches) if inches < 12 else None


def _one_number(number: int, unit: str) -> int | None:
    if unit.startswith("CM"):
        return number
    if unit and not unit.startswith("IN"):
        return None
    feet, inches = divmod(number, 100)
    if 2 < feet < 9 and inches < 12:
        return _cm(feet * 12 + inches)
    return _cm(number) if unit or number < 100 else number


def _cm(inches: int) -> int:
    return round(inches * 2.54)


def postal_code(raw: str | None) -> str | None:
    """A postal code without blanks, hyphens and padding; nine real digits stay nine."""
    said = text(raw)
    if said is None:
        return None
    code = re.sub(r"[\W_]", "", said).upper()
    if re.fullmatch(r"\d+", code, re.ASCII):
        return _zip(code)
    canadian = _CANADIAN.match(code)
    return canadian[0] if canadian else code or None


def _zip(digits: str) -> str | None:
    if not digits.strip("0"):
        return None
    if len(digits) >= 9 and digits[5:9] != "0000":
        return digits[:9]
    return digits[:5]
