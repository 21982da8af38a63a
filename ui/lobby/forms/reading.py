"""What was typed, read once: a clean value, or why it cannot be, in words for the field."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from kiosk.words import Words, words
from ui.lobby.forms.asks import Ask, Way
from ui.lobby.forms.places import Places

_OLDEST = dt.date(1900, 1, 1)
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_STATES = frozenset(
    re.findall(
        "..",
        "ALAKAZARCACOCTDEFLGAHIIDILINIAKSKYLAMEMDMAMIMNMSMOMTNENVNHNJNMNYNCNDOHOKORPARISCSDTNTXUTVTVAWAWVWIWY"
        "DCPRGUVIASMP",
    )
)


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why what stands in the field cannot be."""

    why: Words


def read(ask: Ask, typed: str, today: dt.date, places: Places) -> str | Wrong:
    """The clean value of ``typed`` (dates as ISO text, phones as ten digits), or why it cannot be."""
    text = " ".join(typed.split())
    if not text:
        return "" if ask.optional else _wrong("empty")
    match ask.way:
        case Way.PHONE:
            return _phone(text)
        case Way.ZIP:
            return _zip(text, places)
        case Way.YEAR:
            return _year(text, today)
        case Way.EMAIL if ask.name == "email":
            return text if _EMAIL.fullmatch(text) else _wrong("email")
        case Way.DATE | Way.PAST | Way.FUTURE:
            return _date(ask.way, text, today)
        case Way.CHOICE:
            return text if text in ask.choices else _wrong("empty")
        case Way.CAPITALS:
            return _capitals(ask, text.upper())
        case _:
            return text


def spelled_date(typed: str) -> dt.date | None:
    """The day that ``typed`` (month, day, year as eight figures, or ISO text) names; None when none."""
    figures = re.sub(r"\D", "", typed)
    if len(figures) != 8:
        return None
    iso = re.fullmatch(r"\d{4}-\d\d-\d\d", typed)
    year, month, day = (
        (figures[:4], figures[4:6], figures[6:]) if iso else (figures[4:], figures[:2], figures[2:4])
    )
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def shown_phone(figures: str) -> str:
    """Ten digits as people write them."""
    return f"({figures[:3]}) {figures[3:6]}-{figures[6:]}" if len(figures) == 10 else figures


def _wrong(code: str, **args: str | int | dt.date) -> Wrong:
    return Wrong(words(f"lobby.wrong.{code}", **args))


def _phone(text: str) -> str | Wrong:
    figures = re.sub(r"\D", "", text)
    if len(figures) == 11 and figures.startswith("1"):
        figures = figures[1:]
    return figures if len(figures) == 10 else _wrong("phone", have=len(figures))


def _zip(text: str, places: Places) -> str | Wrong:
    if not re.fullmatch(r"\d{5}", text):
        return _wrong("zip_short", have=len(text))
    return text if places.cities(text) else _wrong("zip_unknown", zip=text)


def _year(text: str, today: dt.date) -> str | Wrong:
    fits = re.fullmatch(r"\d{4}", text) and 1900 <= int(text) <= today.year + 2
    return text if fits else _wrong("year")


def _capitals(ask: Ask, text: str) -> str | Wrong:
    if ask.name.endswith("_state") and text not in _STATES:
        return _wrong("state")
    return text


def _date(way: Way, text: str, today: dt.date) -> str | Wrong:
    figures = re.sub(r"\D", "", text)
    day = spelled_date(text)
    if day is None:
        return _wrong("date_short") if len(figures) < 8 else _wrong("date_impossible")
    if not _OLDEST <= day <= today.replace(year=today.year + 30, day=1):
        return _wrong("date_impossible")
    if way is Way.PAST and day > today:
        return _wrong("date_not_come", day=day)
    if way is Way.FUTURE and day < today:
        return _wrong("date_gone", day=day)
    return day.isoformat()
