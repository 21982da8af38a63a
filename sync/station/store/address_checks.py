"""Rows of checks of addresses, and whose door is to be knocked at next."""

from __future__ import annotations

from sqlalchemy import ColumnElement, case, func, insert, select

from kiosk.field_sheet import AddressResult
from kiosk.registrant import Standing
from sync.database import Session
from sync.station.address_wire import Area, CheckAddress, Door
from sync.station.store.address_tables import ADDRESS_CHECKS
from sync.station.store.tables import REGISTRANTS

_ADDRESS = REGISTRANTS.c.address
_ZIP = func.substr(_ADDRESS, func.length(_ADDRESS) - 4, 5)
_LIVES = (REGISTRANTS.c.standing == Standing.ACTIVE.value, _ADDRESS != "")


def whose(session: Session, check_id: str) -> str | None:
    """Whose door the check with this id was of, or None."""
    of = select(ADDRESS_CHECKS.c.registrant_id).where(ADDRESS_CHECKS.c.check_id == check_id)
    return session.execute(of).scalar_one_or_none()


def add(
    session: Session, registrant_id: str, address: str, said: CheckAddress, officer_id: str, officer: str
) -> None:
    """Write what was found."""
    session.execute(
        insert(ADDRESS_CHECKS).values(
            check_id=said.check_id,
            registrant_id=registrant_id,
            address=address,
            on_day=said.on,
            result=said.result.value,
            note=said.note.strip(),
            officer_id=officer_id,
            officer_name=officer,
        )
    )


def areas(session: Session) -> tuple[Area, ...]:
    """Every ZIP code in which somebody lives who must register."""
    zip_code, people = _ZIP.label("zip_code"), func.count().label("people")
    rows = session.execute(select(zip_code, people).where(*_LIVES).group_by(zip_code).order_by(zip_code))
    return tuple(Area(row.zip_code, row.people) for row in rows if row.zip_code.isdigit())


def doors(session: Session, area: str, skipped: int, most: int) -> tuple[tuple[Door, ...], int]:
    """At most ``most`` doors of an area (empty: of all), and how many there are."""
    wanted: list[ColumnElement[bool]] = [*_LIVES]
    if area:
        wanted.append(_ZIP.in_([area]))
    there = (
        ADDRESS_CHECKS.c.registrant_id == REGISTRANTS.c.registrant_id,
        ADDRESS_CHECKS.c.address == _ADDRESS,
    )
    newest = select(func.max(ADDRESS_CHECKS.c.row_id)).where(*there).correlate(REGISTRANTS)
    lives = ADDRESS_CHECKS.c.result == AddressResult.LIVES_HERE.value
    seen = select(func.max(ADDRESS_CHECKS.c.on_day)).where(*there, lives).correlate(REGISTRANTS)
    last_seen = seen.scalar_subquery().label("last_seen")
    last = ADDRESS_CHECKS.alias("last")
    gone = last.c.result.in_([AddressResult.DOES_NOT_LIVE_HERE.value, AddressResult.NO_SUCH_PLACE.value])
    rows = session.execute(
        select(
            *(REGISTRANTS.c.registrant_id, REGISTRANTS.c.full_name, REGISTRANTS.c.birth_date, _ADDRESS),
            *(last.c.result, last.c.on_day, last.c.note, last.c.officer_name, last_seen),
        )
        .select_from(REGISTRANTS.outerjoin(last, last.c.row_id == newest.scalar_subquery()))
        .where(*wanted)
        .order_by(
            *(case((gone, 0), else_=1), last_seen.asc().nulls_first(), _ADDRESS, REGISTRANTS.c.registrant_id)
        )
        .offset(skipped)
        .limit(most)
    )
    found = tuple(
        Door(
            row.registrant_id,
            row.full_name,
            row.birth_date,
            row.address,
            row.last_seen,
            AddressResult(row.result) if row.result else None,
            row.on_day,
            row.note or "",
            row.officer_name or "",
        )
        for row in rows
    )
    total = session.execute(select(func.count()).select_from(REGISTRANTS).where(*wanted)).scalar_one()
    return found, int(total)
