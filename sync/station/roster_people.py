"""Rows of a roster's file as records: each person whole, or each of their rows refused with its reason."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, TypeAlias, TypeVar

from kiosk.matching import normal_id_number, normal_last_name
from kiosk.problems import Problem, problem
from kiosk.registrant import (
    Address,
    Basis,
    BasisKind,
    Email,
    Fact,
    Offense,
    PersonName,
    Phone,
    Registrant,
    Residence,
    ResidenceKind,
    Standing,
    Tier,
)
from sync.station.roster_columns import Columns
from sync.station.roster_file import LONGEST_CELL, RosterFile

Value = TypeVar("Value")
Getter: TypeAlias = Callable[[str], str]
"""What a row says of a field."""
Dated: TypeAlias = Callable[[str], dt.date | None]

_TIERS: Final[Mapping[str, Tier | None]] = {
    "": None,
    **{tier.value: tier for tier in Tier},
    **{str(number): tier for number, tier in enumerate(Tier, 1)},
}
_STANDINGS: Final[Mapping[str, Standing]] = {
    **{standing.value: standing for standing in Standing},
    # The public status codes of the state's list.
    "y": Standing.ACTIVE,
    "n": Standing.ACTIVE,
    "a": Standing.ACTIVE,
    "i": Standing.IN_CUSTODY,
    "o": Standing.MOVED_OUT,
    "p": Standing.PENDING,
    "yes": Standing.ACTIVE,
    "no": Standing.ACTIVE,
    "": Standing.ACTIVE,
}
_YES_NO: Final = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}
_FACTS: Final = (
    "victim_under_18",
    "ever_convicted_of_failing_to_register",
    "persistent_or_predatory",
    "juvenile_adjudication",
)
_SUFFIXES: Final = frozenset({"JR", "SR", "II", "III", "IV", "V"})
_NO_PLACE: Final = frozenset({"HOMELESS", "TRANSIENT", "NO FIXED ADDRESS", "NO FIXED PLACE"})
_NO_TEXT: Final = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffd\ud800-\udfff]"
)
"""What is not seen, or is only half a letter: two cells that look alike must be alike."""
_COMPUTED: Final = ("=", "@")
_UNIT: Final = re.compile(r"\s+(?:#\s*|(?=(?:apt|unit|lot|ste|trlr|rm)\b))", re.IGNORECASE)


class _NotRead(Exception):
    """Ends the reading of one row; caught where the row began."""

    def __init__(self, found: Problem) -> None:
        super().__init__(found.code)
        self.found = found


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """One row that was not taken, by the number a spreadsheet shows, and why."""

    row: int
    why: Problem


@dataclass(frozen=True, slots=True, repr=False)
class People:
    """The people of a file, each with the number of the first row that names them."""

    records: tuple[tuple[int, Registrant], ...]
    refused: tuple[RefusedRow, ...]


@dataclass(slots=True)
class _Grouped:
    row: int
    record: Registrant
    rows: list[int] = field(default_factory=list)


def people_of(file: RosterFile, columns: Columns, county: str, today: dt.date) -> People:
    """Every person of ``file``. Rows that differ in the offense alone are one person with many offenses, as
    the state publishes them; any other second row of a person is refused."""
    found: dict[str, _Grouped] = {}
    numbers: dict[str, int] = {}
    refused: list[RefusedRow] = []
    for row, cells in file.rows:
        try:
            record = _record(cells, columns, county, today)
            _unite(found, numbers, row, record)
        except _NotRead as not_read:
            refused.append(RefusedRow(row, not_read.found))
    return People(tuple((one.row, one.record) for one in found.values()), tuple(refused))


def _unite(found: dict[str, _Grouped], numbers: dict[str, int], row: int, record: Registrant) -> None:
    before = found.get(record.registrant_id)
    if before is not None:
        alike = replace(record, offenses=()) == replace(before.record, offenses=())
        if not alike or record.offenses[:1] == () or record.offenses[0] in before.record.offenses:
            raise _NotRead(problem("roster_person_twice", row=before.row))
        before.record = replace(before.record, offenses=(*before.record.offenses, *record.offenses))
        return
    number = normal_id_number(record.id_number)
    if number and number in numbers:
        raise _NotRead(problem("roster_id_number_twice", row=numbers[number]))
    if number:
        numbers[number] = row
    found[record.registrant_id] = _Grouped(row, record)


def _record(cells: Sequence[str], columns: Columns, county: str, today: dt.date) -> Registrant:
    if len(cells) != len(columns.seen):
        raise _NotRead(problem("roster_row_shape", cells=len(cells), columns=len(columns.seen)))
    for seen, cell in zip(columns.seen, cells, strict=True):
        if seen.field:
            _look(seen.column, cell)

    def get(name: str) -> str:
        return columns.cell(cells, name)

    def day(name: str) -> dt.date | None:
        return _day(name, get(name), today)

    name = _name(get)
    born = day("birth_date")
    if born is None:
        raise _NotRead(problem("roster_row_without_birth"))
    registered = day("registered_on")
    where = get("county") or county
    return Registrant(
        registrant_id=_id(get("registrant_id"), get("registry_id"), name, born),
        version=1,
        name=name,
        birth_date=born,
        id_number=get("id_number"),
        home_county=where,
        standing=_one_of(_STANDINGS, get("standing").lower(), problem("roster_standing_unknown")),
        tier=_one_of(_TIERS, _tier_said(get("tier")), problem("roster_tier_unknown")),
        registry_id=get("registry_id"),
        registered_on=registered,
        last_full_verification=day("last_full_verification"),
        in_custody_since=day("in_custody_since"),
        facts=tuple(_facts(get)),
        bases=(Basis(BasisKind.RESIDENT, where, registered),),
        residences=tuple(_residences(get)),
        phones=tuple(_phones(get("phone"))),
        emails=(Email("e1", get("email")),) if get("email") else (),
        offenses=tuple(_offenses(get, day)),
    )


def _look(column: str, cell: str) -> None:
    if len(cell) > LONGEST_CELL:
        raise _NotRead(problem("roster_cell_long", column=column))
    if _NO_TEXT.search(cell):
        raise _NotRead(problem("roster_cell_not_text", column=column))
    # What a spreadsheet would compute is no part of a record, and must not wait in one to be computed later.
    if cell.lstrip()[:1] in _COMPUTED or cell[:1] in ("\t", "\r"):
        raise _NotRead(problem("roster_cell_formula", column=column))


def _name(get: Getter) -> PersonName:
    if not (full := get("full_name")):
        name = PersonName(get("first"), get("middle"), get("last"), get("suffix"))
    else:
        last, comma, others = full.partition(",")
        if not comma:
            raise _NotRead(problem("roster_name_not_read"))
        words = others.split()
        if any(word[:1] in _COMPUTED for word in words):
            raise _NotRead(problem("roster_cell_formula", column="full_name"))
        suffix = next((word for word in words if word.strip(".").upper() in _SUFFIXES), "")
        words = [word for word in words if word != suffix]
        name = PersonName(words[0] if words else "", " ".join(words[1:]), last.strip(), suffix)
    if not name.last.strip() or not name.first.strip():
        raise _NotRead(problem("roster_row_without_name"))
    return name


def _id(given: str, registry_id: str, name: PersonName, born: dt.date) -> str:
    """The person's id; where the file has none, one made of what the state's list knows people by."""
    if given:
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", given):
            raise _NotRead(problem("roster_id_not_read"))
        return given
    parts = (
        (normal_id_number(registry_id),)
        if registry_id
        else (
            normal_last_name(name.last),
            normal_last_name(name.first),
            normal_last_name(name.middle),
            born.isoformat(),
        )
    )
    return f"r-{hashlib.sha256('|'.join(parts).encode()).hexdigest()[:24]}"


def _day(column: str, said: str, today: dt.date) -> dt.date | None:
    if not said:
        return None
    iso, american = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00)?)?", said), None
    if iso is None:
        american = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", said)
    try:
        if iso is not None:
            found = dt.date(*(int(part) for part in iso.groups()))
        elif american is not None:
            month, day, year = (int(part) for part in american.groups())
            found = dt.date(year, month, day)
        else:
            raise ValueError
    except ValueError:
        raise _NotRead(problem("roster_date_not_read", column=column)) from None
    if found > today or found.year < 1900:
        raise _NotRead(problem("roster_date_impossible", column=column, day=found))
    return found


def _one_of(known: Mapping[str, Value], said: str, why: Problem) -> Value:
    if said not in known:
        raise _NotRead(why)
    return known[said]


def _tier_said(said: str) -> str:
    return re.sub(r"^(TIER|LEVEL)", "", said.upper()).strip()


def _facts(get: Getter) -> Iterator[Fact]:
    for name in _FACTS:
        if said := get(name).lower():
            if said not in _YES_NO:
                raise _NotRead(problem("roster_fact_not_read", column=name))
            yield Fact(name, _YES_NO[said])


def _residences(get: Getter) -> Iterator[Residence]:
    line = get("address")
    if not line:
        return
    if line.upper() in _NO_PLACE:
        yield Residence("r1", ResidenceKind.NO_FIXED_PLACE, None, line)
        return
    zip_code = re.fullmatch(r"([0-9]{5})(?:-?[0-9]{4})?", get("zip_code") or "00000")
    if zip_code is None:
        raise _NotRead(problem("roster_zip_not_read"))
    state = get("state").upper() or "MO"
    if not re.fullmatch("[A-Z]{2}", state):
        raise _NotRead(problem("roster_state_not_read"))
    street, *units = _UNIT.split(line, maxsplit=1)
    number, _, name = street.partition(" ")
    if not number[:1].isdigit():
        number, name = "", street
    unit = get("unit") or " ".join(units)
    digits = zip_code[1] if get("zip_code") else ""
    home = Address(number, name, unit, get("city"), state, digits, get("county"))
    yield Residence("r1", ResidenceKind.HOME, home)


def _phones(said: str) -> Iterator[Phone]:
    digits = re.sub(r"[^0-9]", "", said).removeprefix("1")
    if said and len(digits) != 10:
        raise _NotRead(problem("roster_phone_not_read"))
    if digits:
        yield Phone("p1", digits)


def _offenses(get: Getter, day: Dated) -> Iterator[Offense]:
    if get("offense") or get("statute"):
        yield Offense(
            get("offense"),
            get("statute"),
            day("offense_date"),
            "",
            day("conviction_date"),
            get("convicted_at"),
        )
