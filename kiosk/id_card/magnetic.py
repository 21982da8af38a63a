"""Cards whose barcode holds the text of a magnetic stripe, as British Columbia prints it."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from kiosk.id_card.values import date

# Track 1: state, city (13), name (35), address (29 or more), each ended by ^ when shorter. Track 2: issuer,
# number, expiry as YYMM, birth date, the rest of a long number. Track 3: postal code, sex, height and more.
_TRACKS = re.compile(
    r"%([A-Z]{2})([^^?]{13}|[^^?]{0,12}\^)([^^?]{35}|[^^?]{0,34}\^)([^^?]{0,60})\^?\?[\s\x00-\x1f]*"
    r";(\d{6})(\w{1,13})=(\d\d)(\d\d)(\d{8})(\w{0,5})=?\?[\s\x00-\x1f]*"
    r"(?:[_#%+]{1,2}\w{2}([\w ]{11})[\w ]{16}([MFX129 ])([\d ]{3}))?",
    re.ASCII,
)


def elements_of_tracks(text: str) -> tuple[str, dict[str, str]] | None:
    """Issuer and elements (ids as in a barcode) of the tracks in ``text``; ``None`` when it holds none."""
    found = _TRACKS.search(text)
    if found is None:
        return None
    state, city, name, address, issuer, number, year, month, birth, more, postal, sex, height = found.groups(
        ""
    )
    street, *others = [line.strip() for line in address.split("$")]
    # A last line of British Columbia repeats city, province and postal code.
    street2 = [line for line in others if line and not line.upper().startswith(city.strip("^ ").upper())]
    elements = {
        "DAA": name.strip("^ ").replace(",$", "$"),
        "DAQ": number + more,
        "DBB": birth,
        "DBA": _expiry(int(year), int(month), date(birth)),
        "DAG": street,
        "DAH": " ".join(street2),
        "DAI": city.strip("^ "),
        "DAJ": state,
        "DAK": postal,
        "DBC": sex,
        "DAU": height,
    }
    return issuer, elements


def _expiry(year: int, month: int, birth: dt.date | None) -> str:
    """The last day of the month as CCYYMMDD; month 99 means the birthday, 88 the end of its month."""
    if birth is not None and month in (88, 99):
        last = calendar.monthrange(2000 + year, birth.month)[1]
        return f"20{year:02d}{birth.month:02d}{last if month == 88 else min(birth.day, last):02d}"
    if not 1 <= month <= 12:
        return ""
    return f"20{year:02d}{month:02d}{calendar.monthrange(2000 + year, month)[1]:02d}"
