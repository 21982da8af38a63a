"""Rows of who owes what by when, and the questions the boards ask of them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Row, delete, func, insert, or_, select

from kiosk.registrant import Registrant, Standing
from sync.database import Session
from sync.station.board_wire import BoardAsked, DueCount, DueLine, DueState
from sync.station.store.board_tables import COUNTED, OBLIGATIONS
from sync.station.store.form import StoreDamagedError, unpack
from sync.station.store.tables import APPEARANCES, REGISTRANT_VERSIONS, REGISTRANTS

SOON_WEEKS: Final = 4
NO_TIER: Final = "-"


@dataclass(frozen=True, slots=True)
class Obligation:
    """One obligation as it is kept; without ``due`` a fact is missing."""

    rule_id: str
    ruleset: str
    section: str
    what: str
    printed: bool
    missed: bool
    opens: dt.date | None
    due: dt.date | None


@dataclass(frozen=True, slots=True)
class ToCount:
    """One person whose obligations are to be counted."""

    record: Registrant
    last_completed: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """One person whose record is damaged: it keeps nobody else's from being counted."""

    registrant_id: str


def monday(day: dt.date) -> dt.date:
    """The first day of the week of ``day``."""
    return day - dt.timedelta(days=day.weekday())


def forget(session: Session, registrant_id: str) -> None:
    """The person's record has changed: what was counted no longer holds."""
    session.execute(delete(COUNTED).where(COUNTED.c.registrant_id == registrant_id))


def how_many_behind(session: Session, day: dt.date) -> int:
    """How many people have not been counted for ``day``."""
    everybody = session.execute(select(func.count()).select_from(REGISTRANTS)).scalar_one()
    counted = session.execute(
        select(func.count()).select_from(COUNTED).where(COUNTED.c.on_day == day)
    ).scalar_one()
    return int(everybody) - int(counted)


def to_count(session: Session, day: dt.date, most: int, after: str) -> tuple[ToCount | Unreadable, ...]:
    """At most ``most`` people who have not been counted for ``day``, with their records as they stand, in the
    order of their ids and those after ``after`` only."""
    behind = (
        select(REGISTRANTS.c.registrant_id, REGISTRANTS.c.version)
        .outerjoin(COUNTED, COUNTED.c.registrant_id == REGISTRANTS.c.registrant_id)
        .where(or_(COUNTED.c.on_day.is_(None), COUNTED.c.on_day != day))
        .where(REGISTRANTS.c.registrant_id > after)
        .order_by(REGISTRANTS.c.registrant_id)
        .limit(most)
        .subquery()
    )
    rows = session.execute(
        select(REGISTRANT_VERSIONS.c.registrant_id, REGISTRANT_VERSIONS.c.record)
        .join(
            behind,
            (behind.c.registrant_id == REGISTRANT_VERSIONS.c.registrant_id)
            & (behind.c.version == REGISTRANT_VERSIONS.c.version),
        )
        .where(REGISTRANT_VERSIONS.c.withdrawn_at.is_(None))
        .order_by(REGISTRANT_VERSIONS.c.registrant_id)
    ).all()
    completed = _completed(session, [row.registrant_id for row in rows])
    return tuple(_to_count(row.registrant_id, row.record, completed) for row in rows)


def _to_count(person: str, text: str, completed: Mapping[str, dt.datetime]) -> ToCount | Unreadable:
    try:
        record = unpack(Registrant, text)
    except StoreDamagedError:
        return Unreadable(person)
    return ToCount(record, completed.get(person))


def _completed(session: Session, ids: Collection[str]) -> dict[str, dt.datetime]:
    rows = session.execute(
        select(APPEARANCES.c.registrant_id, APPEARANCES.c.completed_at).where(
            APPEARANCES.c.registrant_id.in_(ids), APPEARANCES.c.voided_at.is_(None)
        )
    )
    found: dict[str, dt.datetime] = {}
    for row in rows:
        found[row.registrant_id] = max(row.completed_at, found.get(row.registrant_id, row.completed_at))
    return found


def keep(session: Session, day: dt.date, counted: Sequence[tuple[Registrant, Sequence[Obligation]]]) -> None:
    """Put these people's obligations in the place of those counted before."""
    ids = [record.registrant_id for record, _ in counted]
    session.execute(delete(OBLIGATIONS).where(OBLIGATIONS.c.registrant_id.in_(ids)))
    session.execute(delete(COUNTED).where(COUNTED.c.registrant_id.in_(ids)))
    rows = [
        {
            "registrant_id": record.registrant_id,
            "place": place,
            "rule_id": one.rule_id,
            "ruleset": one.ruleset,
            "section": one.section,
            "what": one.what,
            "printed": one.printed,
            "missed": one.missed,
            "opens": one.opens,
            "due": one.due,
            "tier": _tier(record),
        }
        for record, obligations in counted
        for place, one in enumerate(obligations)
    ]
    if rows:
        session.execute(insert(OBLIGATIONS), rows)
    if ids:
        session.execute(insert(COUNTED), [_counted(record, owed, day) for record, owed in counted])


def _tier(record: Registrant) -> str:
    return record.tier.value if record.tier else NO_TIER


def _counted(record: Registrant, owed: Sequence[Obligation], day: dt.date) -> dict[str, object]:
    dated = [one for one in owed if one.due is not None]
    return {
        "registrant_id": record.registrant_id,
        "on_day": day,
        "tier": _tier(record),
        "first_due": min((one.due for one in dated if one.due), default=None),
        "first_printed_due": min((one.due for one in dated if one.due and one.printed), default=None),
    }


def counts(session: Session, asked: BoardAsked, day: dt.date) -> tuple[DueCount, ...]:
    """How many obligations each schedule has in each week up to the last soon one, and without a date."""
    # In the order of the index, day by day: grouped by week, the database would sort the whole table.
    columns = (OBLIGATIONS.c.due, OBLIGATIONS.c.rule_id, OBLIGATIONS.c.what, OBLIGATIONS.c.ruleset)
    within = (OBLIGATIONS.c.due <= _soon_ends(day), OBLIGATIONS.c.due.is_(None))
    found: Counter[tuple[dt.date | None, str, str, str, DueState]] = Counter()
    for some in within:
        rows = session.execute(select(*columns, func.count()).where(some, *_whose(asked)).group_by(*columns))
        for due, rule_id, what, ruleset, many in rows:
            week = None if due is None else monday(due)
            found[week, rule_id, what, ruleset, state_on(due, day)] += many
    ordered = sorted(found.items(), key=lambda one: (one[0][0] or dt.date.min, *one[0][1:]))
    return tuple(
        DueCount(rule_id, ruleset, what, week, state, many)
        for (week, rule_id, what, ruleset, state), many in ordered
    )


def people_overdue(session: Session, asked: BoardAsked, day: dt.date) -> int:
    """How many people have at least one obligation whose last day is past."""
    first = COUNTED.c.first_printed_due if asked.printed_only else COUNTED.c.first_due
    wanted = [first < day, *([COUNTED.c.tier == asked.tier] if asked.tier else [])]
    return int(session.execute(select(func.count()).select_from(COUNTED).where(*wanted)).scalar_one())


def how_many(session: Session, asked: BoardAsked, day: dt.date) -> int:
    """How many obligations fit."""
    question = select(func.count()).select_from(OBLIGATIONS).where(*_wanted(asked, day))
    return int(session.execute(question).scalar_one())


def lines(
    session: Session, asked: BoardAsked, day: dt.date, most: int, skipped: int = 0
) -> tuple[DueLine, ...]:
    """At most ``most`` obligations that fit, the earliest first, without the first ``skipped``."""
    chosen = (
        select(OBLIGATIONS)
        .where(*_wanted(asked, day))
        .order_by(OBLIGATIONS.c.due.asc().nulls_last(), OBLIGATIONS.c.registrant_id, OBLIGATIONS.c.place)
        .limit(most)
        .offset(skipped)
        .subquery()
    )
    rows = session.execute(
        select(chosen, REGISTRANTS.c.full_name, REGISTRANTS.c.standing, REGISTRANTS.c.address)
        .join(REGISTRANTS, REGISTRANTS.c.registrant_id == chosen.c.registrant_id)
        .order_by(
            chosen.c.due.asc().nulls_last(),
            *(REGISTRANTS.c.last, REGISTRANTS.c.first, chosen.c.registrant_id, chosen.c.place),
        )
    )
    return tuple(_line(row, day) for row in rows)


def _line(row: Row[Any], day: dt.date) -> DueLine:
    state = state_on(row.due, day)
    return DueLine(
        row.registrant_id,
        row.full_name,
        "" if row.tier == NO_TIER else row.tier,
        Standing(row.standing),
        row.address,
        row.rule_id,
        row.ruleset,
        row.section,
        row.what,
        row.printed,
        row.missed,
        row.opens,
        row.due,
        state,
        (day - row.due).days if state is DueState.OVERDUE else 0,
    )


@dataclass(frozen=True, slots=True)
class MayCome:
    """One person whose window is open, with the earliest last day of what they owe."""

    name: str
    birth_date: dt.date
    registry_id: str
    due: dt.date


def may_come(session: Session, day: dt.date, until: dt.date, most: int) -> tuple[MayCome, ...]:
    """At most ``most`` people who owe something printed that is open on ``day`` and due by ``until``, or was
    missed; by name."""
    first = (
        select(OBLIGATIONS.c.registrant_id, func.min(OBLIGATIONS.c.due).label("due"))
        .where(
            OBLIGATIONS.c.printed,
            OBLIGATIONS.c.due <= until,
            or_(OBLIGATIONS.c.opens.is_(None), OBLIGATIONS.c.opens <= day),
        )
        .group_by(OBLIGATIONS.c.registrant_id)
        .subquery()
    )
    rows = session.execute(
        select(first, REGISTRANTS.c.full_name, REGISTRANTS.c.birth_date, REGISTRANTS.c.registry_id)
        .join(REGISTRANTS, REGISTRANTS.c.registrant_id == first.c.registrant_id)
        .order_by(REGISTRANTS.c.last, REGISTRANTS.c.first, REGISTRANTS.c.registrant_id)
        .limit(most)
    )
    return tuple(MayCome(row.full_name, row.birth_date, row.registry_id, row.due) for row in rows)


def state_on(due: dt.date | None, day: dt.date) -> DueState:
    """Where an obligation with this last day stands on ``day``."""
    if due is None:
        return DueState.UNKNOWN
    if due < day:
        return DueState.OVERDUE
    if due <= _week_ends(day):
        return DueState.DUE
    return DueState.SOON if due <= _soon_ends(day) else DueState.LATER


def _week_ends(day: dt.date) -> dt.date:
    return monday(day) + dt.timedelta(days=6)


def _soon_ends(day: dt.date) -> dt.date:
    return _week_ends(day) + dt.timedelta(weeks=SOON_WEEKS)


def _whose(asked: BoardAsked) -> list[Any]:
    wanted: list[Any] = []
    if asked.tier:
        wanted.append(OBLIGATIONS.c.tier == asked.tier)
    if asked.printed_only:
        wanted.append(OBLIGATIONS.c.printed)
    return wanted


def _wanted(asked: BoardAsked, day: dt.date) -> list[Any]:
    wanted = _whose(asked)
    due = OBLIGATIONS.c.due
    match asked.state:
        case DueState.OVERDUE:
            wanted.append(due < day)
        case DueState.DUE:
            wanted += [due >= day, due <= _week_ends(day)]
        case DueState.SOON:
            wanted += [due > _week_ends(day), due <= _soon_ends(day)]
        case DueState.LATER:
            wanted.append(due > _soon_ends(day))
        case DueState.UNKNOWN:
            wanted.append(due.is_(None))
        case None:
            pass
    if asked.rule_id:
        wanted.append(OBLIGATIONS.c.rule_id == asked.rule_id)
    if asked.what:
        wanted.append(OBLIGATIONS.c.what == asked.what)
    if asked.week is not None:
        first = monday(asked.week)
        wanted += [due >= first, due <= first + dt.timedelta(days=6)]
    return wanted
