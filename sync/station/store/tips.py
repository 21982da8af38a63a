"""Rows of tips."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from sqlalchemy import Row, Select, case, func, insert, select, update

from kiosk.tips import Route, Tip, TipKind, TipState, late
from sync.database import Session
from sync.station.store.tables import REGISTRANTS
from sync.station.store.tip_tables import TIPS
from sync.station.tip_wire import TipView

_OPEN: Final = TIPS.c.state != TipState.CLOSED.value
_FAST: Final = TIPS.c.kind.in_([TipKind.DANGER.value, TipKind.DOES_NOT_LIVE_HERE.value])


def add(session: Session, tip: Tip, by: str, now: dt.datetime) -> None:
    """A tip was taken."""
    session.execute(
        insert(TIPS).values(
            tip_id=tip.tip_id,
            registrant_id=tip.registrant_id,
            kind=tip.kind.value,
            about=tip.about,
            says=tip.says,
            said_by=tip.said_by,
            taken_at=now,
            taken_by=by,
            **_changing(tip, by, now),
        )
    )


def keep(session: Session, tip: Tip, by: str, now: dt.datetime) -> None:
    """The tip stands so now."""
    session.execute(update(TIPS).where(TIPS.c.tip_id == tip.tip_id).values(**_changing(tip, by, now)))


def _changing(tip: Tip, by: str, now: dt.datetime) -> dict[str, object]:
    return {
        "route": tip.route.value,
        "state": tip.state.value,
        "agency": tip.agency,
        "outcome": tip.outcome,
        "changed_at": now,
        "changed_by": by,
    }


def find(session: Session, tip_id: str, today: dt.date, zone: dt.tzinfo) -> TipView | None:
    """One tip, or None."""
    row = session.execute(_named().where(TIPS.c.tip_id == tip_id).with_for_update(of=TIPS)).first()
    return None if row is None else _view(row, today, zone)


def page(
    session: Session, skipped: int, most: int, today: dt.date, zone: dt.tzinfo
) -> tuple[tuple[TipView, ...], int, int]:
    """At most ``most`` tips, the open and fast ones first; how many there are, and how many are open."""
    order = (case((_OPEN, 0), else_=1), case((_FAST & _OPEN, 0), else_=1), TIPS.c.taken_at.desc())
    rows = session.execute(_named().order_by(*order, TIPS.c.tip_id).offset(skipped).limit(most))
    total = select(func.count()).select_from(TIPS)
    return (
        tuple(_view(row, today, zone) for row in rows),
        int(session.execute(total).scalar_one()),
        int(session.execute(total.where(_OPEN)).scalar_one()),
    )


def not_closed(session: Session, registrant_id: str, today: dt.date, zone: dt.tzinfo) -> tuple[TipView, ...]:
    """What is still to be done about one person, the newest first."""
    asked = _named().where(TIPS.c.registrant_id == registrant_id, _OPEN)
    rows = session.execute(asked.order_by(TIPS.c.taken_at.desc(), TIPS.c.tip_id))
    return tuple(_view(row, today, zone) for row in rows)


def _named() -> Select[Any]:
    return select(TIPS, REGISTRANTS.c.full_name).outerjoin(
        REGISTRANTS, REGISTRANTS.c.registrant_id == TIPS.c.registrant_id
    )


def _view(row: Row[Any], today: dt.date, zone: dt.tzinfo) -> TipView:
    tip = Tip(
        row.tip_id,
        TipKind(row.kind),
        row.registrant_id,
        row.about,
        row.says,
        row.said_by,
        Route(row.route),
        row.agency,
        TipState(row.state),
        row.outcome,
    )
    waits = tip.state is TipState.OPEN and late(tip.kind, row.taken_at.astimezone(zone).date(), today)
    return TipView(
        tip, row.full_name or "", row.taken_at, row.taken_by, row.changed_at, row.changed_by, waits
    )
