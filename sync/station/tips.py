"""Tips: taken at the desk, looked into here or sent on to whoever can, closed by what came of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from kiosk.audit import AuditEvent
from kiosk.field_sheet import AddressResult
from kiosk.problems import Problem, problem
from kiosk.tips import Tip, TipKind, closed, route_of, sent_on, taken
from sync.database import Session
from sync.station import audit
from sync.station.accounts import Live
from sync.station.address_wire import CheckAddress
from sync.station.naming import meant
from sync.station.office import Office
from sync.station.store import address_checks, roster
from sync.station.store import tips as rows
from sync.station.tip_wire import TIPS_A_PAGE, CloseTip, SendTip, TakeTip, Tips, TipView

LONGEST = 4_000
"""Letters of what somebody says."""
_SHORT = 200


def page(session: Session, office: Office, number: int, now: dt.datetime) -> Tips:
    """One page of tips."""
    day, skipped = office.today(now), number * TIPS_A_PAGE
    return Tips(*rows.page(session, skipped, TIPS_A_PAGE, day, office.zone))


def take(session: Session, office: Office, said: TakeTip, who: Live, now: dt.datetime) -> TipView | Problem:
    """Write a tip down with its route; the same tip again is written once.

    That somebody does not live at the door on file puts this door on top of those to be checked.
    """
    known = _find(session, office, said.tip_id, now)
    if known is not None:
        return known if known.tip.says == said.says.strip() else problem("tip_id_used")
    about = said.about.strip()
    if len(said.says) > LONGEST or max(len(about), len(said.said_by)) > _SHORT:
        return problem("tip_too_long", most=LONGEST, short=_SHORT)
    people = meant(session, about) if about else ()
    if len(people) > 1:
        return problem("tip_person_unclear", people=len(people))
    registrant_id = people[0] if people else ""
    route = route_of(said.kind, ours=bool(registrant_id))
    tip = taken(
        Tip(said.tip_id, said.kind, registrant_id, about, said.says.strip(), said.said_by.strip(), route)
    )
    if isinstance(tip, Problem):
        return tip
    rows.add(session, tip, who.officer.name, now)
    audit.note(
        session,
        AuditEvent.TIP_TAKEN,
        who.actor,
        now,
        tip.kind.value,
        tip=tip.tip_id,
        registrant=registrant_id,
    )
    if tip.kind is TipKind.DOES_NOT_LIVE_HERE:
        _doubt_the_door(session, office, tip, who, now)
    return _known(session, office, tip.tip_id, now)


def _doubt_the_door(session: Session, office: Office, tip: Tip, who: Live, now: dt.datetime) -> None:
    listed = roster.listed(session, tip.registrant_id)
    if listed is not None and listed.address:
        result = AddressResult.DOES_NOT_LIVE_HERE
        check = CheckAddress(tip.tip_id, office.today(now), result, tip.says, listed.address)
        officer = who.officer
        address_checks.add(
            session, tip.registrant_id, listed.address, check, officer.officer_id, officer.name
        )


def send_on(
    session: Session, office: Office, tip_id: str, said: SendTip, who: Live, now: dt.datetime
) -> TipView | Problem:
    """The tip went to another agency."""

    def send(tip: Tip) -> Tip | Problem:
        return sent_on(tip, said.agency)

    return _change(session, office, tip_id, send, AuditEvent.TIP_SENT_ON, who, now)


def close(
    session: Session, office: Office, tip_id: str, said: CloseTip, who: Live, now: dt.datetime
) -> TipView | Problem:
    """The tip ends by what came of it."""

    def end(tip: Tip) -> Tip | Problem:
        return closed(tip, said.outcome)

    return _change(session, office, tip_id, end, AuditEvent.TIP_CLOSED, who, now)


def _change(
    session: Session,
    office: Office,
    tip_id: str,
    change: Callable[[Tip], Tip | Problem],
    event: AuditEvent,
    who: Live,
    now: dt.datetime,
) -> TipView | Problem:
    known = _find(session, office, tip_id, now)
    if known is None:
        return problem("no_such_tip")
    after = change(known.tip)
    if isinstance(after, Problem):
        return after
    if len(after.agency) > _SHORT or len(after.outcome) > LONGEST:
        return problem("tip_too_long", most=LONGEST, short=_SHORT)
    if after != known.tip:
        rows.keep(session, after, who.officer.name, now)
        audit.note(session, event, who.actor, now, after.kind.value, tip=tip_id)
    return _known(session, office, tip_id, now)


def _find(session: Session, office: Office, tip_id: str, now: dt.datetime) -> TipView | None:
    return rows.find(session, tip_id, office.today(now), office.zone)


def _known(session: Session, office: Office, tip_id: str, now: dt.datetime) -> TipView:
    found = _find(session, office, tip_id, now)
    assert found is not None
    return found
