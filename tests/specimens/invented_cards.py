"""A seeded writer of cards of invented people: every version, both countries, as real printers spoil them."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, replace

FIRST = ("ROWAN", "MARISOL", "DARLENE", "DADE", "IAN", "ANNA", "ÉLODIE", "ZOË", "DANIEL", "J")
MIDDLE = ("LEE", "ANN", "DALE", "Q", "DAWN", "")
LAST = ("ASHGROVE", "O'DELL", "HADDAD", "DE LA CRUZ", "SMITH-JONES", "NUÑEZ", "ADDAMS", "DCSON", "Z", "MCDAQ")
SUFFIX = ("", "JR", "SR", "III", "")
STREETS = ("1200 W LARKSPUR ST", "518   S RANDOM STREET", "N1234 PINE RD", "PO BOX 12", "7 DAIRY RD, APT 4")
HEADS = (
    "@\n\x1e\r",
    "@\n\x1e\n",
    "@\n\n",
    "@\r\n\x1e\r\n",
    "\ufeff@\n\x1e\n",
    "\n@\n",
    "@",
    "",
    "]L2@\n\x1e\r",
)
BREAKS = ("\n", "\r", "\r\n", "\n\n", "\n\r")
ISSUERS = {"MO": "636030", "KS": "636022", "IL": "636035", "ON": "636012", "QC": "604428", "AB": "604432"}
CANADA = frozenset({"ON", "QC", "AB"})


@dataclass(frozen=True)
class Invented:
    """What an invented card says, as the card's reader should understand it; empty text where nothing."""

    version: int
    state: str
    first: str
    middle: str
    last: str
    suffix: str
    birth_date: dt.date
    id_number: str
    issued: dt.date
    expires: dt.date
    sex: str
    inches: int
    street: str
    street2: str
    city: str
    postal: str
    truncated: bool = False

    @property
    def country(self) -> str:
        return "CAN" if self.state in CANADA else "USA"

    def fields(self) -> dict[str, object]:
        """What ``as_fields`` must give."""
        return {
            "first": self.first,
            "middle": self.middle or None,
            "last": self.last,
            "suffix": self.suffix or None,
            "birth_date": self.birth_date.isoformat(),
            "id_number": self.id_number,
            "issued": self.issued.isoformat(),
            "expires": self.expires.isoformat(),
            "sex": self.sex,
            "height_cm": round(self.inches * 2.54),
            "street": self.street,
            "street2": self.street2 or None,
            "city": self.city,
            "state": self.state,
            "postal_code": self.postal,
            "country": self.country,
            "issuer": ISSUERS[self.state],
            "aamva_version": self.version,
            "last_truncated": self.truncated,
        }


@dataclass(frozen=True)
class Printing:
    """How a printer (or the scanner after it) writes a card: each a way some real card is written."""

    head: str = "@\n\x1e\r"
    word: str = "ANSI "
    line_break: str = "\n"
    subfile: str = "DL"
    subfile_word: bool = True
    state_fields: str = "after"
    shuffled: int | None = None
    padded: bool = False
    nothing: str = "NONE"


PLAIN = Printing()


def person(seed: int, version: int, state: str) -> Invented:
    """An invented person's card; the same seed gives the same person."""
    pick = random.Random(f"{seed}-{state}")
    born = dt.date(1940, 1, 1) + dt.timedelta(days=pick.randrange(25_000))
    issued = dt.date(2018, 1, 1) + dt.timedelta(days=pick.randrange(2_500))
    canada = state in CANADA
    one = Invented(
        version=version,
        state=state,
        first=pick.choice(FIRST),
        middle=pick.choice(MIDDLE),
        last=pick.choice(LAST),
        suffix=pick.choice(SUFFIX),
        birth_date=born,
        id_number=pick.choice("STK") + pick.choice(("", "-")) + str(pick.randrange(10**8, 10**9)),
        issued=issued,
        expires=issued.replace(year=issued.year + 6, day=min(issued.day, 28)),
        sex=pick.choice("MFX"),
        inches=pick.randrange(50, 84),
        street=pick.choice(STREETS),
        street2=pick.choice(("", "APT 3B", "UNIT 9")),
        city=pick.choice(("KANSAS CITY", "LEE'S SUMMIT", "ST. JOSEPH", "DADEVILLE")),
        postal=pick.choice(("K1A0B1", "H2X1Y4")) if canada else pick.choice(("64106", "641061234")),
    )
    return replace(one, truncated=version >= 4 and pick.random() < 0.2)


def payload(one: Invented, printing: Printing = PLAIN) -> str:
    """The text of the card's barcode."""
    elements = _elements(one, printing.nothing)
    if printing.shuffled is not None:
        random.Random(printing.shuffled).shuffle(elements)
    if printing.padded:
        elements = [element + " " * 9 for element in elements]
    state_kind = "Z" + one.state[0]
    ours = (printing.subfile if printing.subfile_word else "") + printing.line_break.join(elements)
    theirs = state_kind + _state_fields(state_kind, printing.line_break)
    parts = [ours] if printing.state_fields == "none" else [ours, theirs]
    if printing.state_fields == "before":
        parts.reverse()
    kinds = [printing.subfile, state_kind][: len(parts)]
    # Offsets and lengths are wrong on purpose, as on most real cards: nobody may rely on them.
    directory = "".join(f"{kind}{41 + 7 * at:04d}{199 + at:04d}" for at, kind in enumerate(kinds))
    versions = f"{one.version:02d}" + ("" if one.version == 1 else "01")
    header = f"{printing.head}{printing.word}{ISSUERS[one.state]}{versions}{len(parts):02d}{directory}"
    return header + (printing.line_break + "\r").join(parts) + printing.line_break + "\r"


def _state_fields(kind: str, line_break: str) -> str:
    """A state's own fields, some of which look like somebody else's card."""
    decoys = ("ADAQ99999999", "BDBB01011901", "CDCSNOBODY", "DDL", "ENONE", "F")
    return line_break.join([*(kind + decoy for decoy in decoys), "DCSNOBODY", "DAQ00000000"])


def _elements(one: Invented, nothing: str) -> list[str]:
    feet, inches = divmod(one.inches, 12)
    sex = {"M": "1", "F": "2", "X": "9"}[one.sex]
    common = [
        f"DAQ{one.id_number}",
        f"DBA{_date(one.expires, one)}",
        f"DBB{_date(one.birth_date, one)}",
        f"DBD{_date(one.issued, one)}",
        f"DAG{one.street}",
        f"DAH{one.street2 or nothing}",
        f"DAI{one.city}",
        f"DAJ{one.state}",
        f"DAK{_postal(one)}",
    ]
    if one.version == 1:
        name = f"DAA{one.last},{one.first},{one.middle},{one.suffix}"
        return [
            name,
            *common,
            f"DBC{one.sex if one.sex != 'X' else '9'}",
            f"DAU{feet}{inches:02d}",
            "DARF",
            "DAS",
        ]
    later = [
        f"DBC{sex}",
        f"DAU{one.inches:03d} in",
        f"DCG{one.country}",
        f"DCU{one.suffix or nothing}",
        "DCAF",
    ]
    if one.version < 4:
        given = f"{one.first},{one.middle}" if one.middle else one.first
        return [f"DCS{one.last}", f"DCT{given}", *common, *later]
    names = [f"DCS{one.last}", f"DDE{'T' if one.truncated else 'N'}", f"DAC{one.first}", "DDFN"]
    return [*names, f"DAD{one.middle or nothing}", "DDGU", *common, *later]


def _date(day: dt.date, one: Invented) -> str:
    return day.strftime("%Y%m%d" if one.version == 1 or one.country == "CAN" else "%m%d%Y")


def _postal(one: Invented) -> str:
    if one.country == "CAN":
        return f"{one.postal[:3]} {one.postal[3:]}    "
    return one.postal.ljust(9, "0") + "  "
