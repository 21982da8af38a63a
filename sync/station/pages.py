"""The pages a desk shows: one check-in, one person, the deliveries; read from the store, nothing changed."""

from __future__ import annotations

import datetime as dt

from kiosk.check_in import CheckIn
from kiosk.delivery import clock
from kiosk.filled_papers import next_window
from kiosk.id_card import IdCard
from kiosk.papers import Next
from kiosk.registrant import Registrant
from sync.database import Session
from sync.station import candidates, law
from sync.station.desk_wire import (
    CardView,
    CheckInPage,
    CompletedView,
    DeliveryRow,
    DeliveryState,
    Outcome,
    ReceiptState,
    ScheduleView,
)
from sync.station.findings import Looked, looked_at
from sync.station.office import Office
from sync.station.owing import photographed_on
from sync.station.review import Approved
from sync.station.store import accounts, appearances, check_ins, outbox, roster
from sync.station.store.check_ins import Stored
from sync.station.store.outbox import OutboxRow
from sync.station.waiting import line, name_given


def check_in_page(session: Session, office: Office, stored: Stored, now: dt.datetime) -> CheckInPage:
    """Everything the officer needs about one check-in."""
    check_in, day = stored.check_in, office.today(now)
    record = roster.record(session, stored.registrant_id) if stored.registrant_id else None
    schedules, windows = owed(session, office, record, day) if record else ((), ())
    earlier = appearances.earlier(session, record.registrant_id) if record else ()
    seen = looked_at(office, check_in, record, check_in.changes, earlier, now) if record else Looked((), ())
    return CheckInPage(
        entry=line(session, office, (stored,), now)[0],
        check_in=check_in,
        card=card_view(check_in),
        record=record,
        version_shown=check_in.record_version,
        candidates=() if record else candidates.for_identity(session, check_in.identity),
        schedules=schedules,
        windows=windows,
        duties=law.duties(office, check_in.changes, day),
        earlier=earlier,
        draft=check_ins.draft(session, stored),
        outcome=outcome(session, stored, now),
        findings=seen.findings,
        law_flags=tuple(flag.what_to_do for flag in seen.flags),
    )


def outcome(session: Session, stored: Stored, now: dt.datetime) -> Outcome:
    """How a check-in stands."""
    check_in_id = stored.check_in.check_in_id
    kept = appearances.of_check_in(session, check_in_id)
    row = outbox.find(session, kept.facts.appearance_id) if kept else None
    held = row is not None and row.state is DeliveryState.HELD and now < row.hold_until
    receipt = ReceiptState.NONE
    if kept is not None:
        receipt = ReceiptState.VALID if kept.voided_at is None else ReceiptState.VOID
    return Outcome(
        check_in_id=check_in_id,
        state=stored.state,
        reason=stored.reason,
        decided_by=_name(session, stored.decided_by),
        decided_at=stored.decided_at,
        appearance_id=kept.facts.appearance_id if kept else "",
        receipt=receipt,
        undo_until=row.hold_until if row is not None and held else None,
    )


def completed_view(session: Session, approved: Approved, now: dt.datetime) -> CompletedView:
    """What the desk is told of a completion."""
    kept = approved.kept
    stored = check_ins.find(session, kept.facts.check_in_id)
    assert stored is not None
    return CompletedView(kept.facts, kept.receipt, outcome(session, stored, now), approved.already)


def deliveries(session: Session, state: DeliveryState | None, now: dt.datetime) -> tuple[DeliveryRow, ...]:
    """Updates to the registry, the ones that need somebody first."""
    return tuple(delivery(session, row, now) for row in outbox.rows(session, state))


def delivery(session: Session, row: OutboxRow, now: dt.datetime) -> DeliveryRow:
    """One update on its way."""
    finished = row.state in (DeliveryState.DELIVERED, DeliveryState.WITHDRAWN)
    return DeliveryRow(
        update_id=row.update_id,
        registrant_id=row.registrant_id,
        name=row.name,
        version=row.version,
        state=row.state,
        completed_at=row.completed_at,
        deadline=row.deadline,
        clock=clock(row.deadline, row.delivered_at or now),
        tries=row.tries,
        next_try_at=None if finished or row.state is DeliveryState.PARKED else row.next_try_at,
        parked_for=row.parked_for,
        details=row.details,
        receipt=row.receipt,
        behind="" if finished else outbox.unfinished_before(session, row),
    )


def card_view(check_in: CheckIn) -> CardView:
    """What the card or the claim said, for the middle column."""
    identity = check_in.identity
    if not isinstance(identity, IdCard):
        return CardView(
            from_card=False,
            name=name_given(check_in),
            birth_date=identity.birth_date,
            id_number="",
            address="",
            expires=None,
            registration_number=identity.registration_number,
        )
    street = " ".join(part for part in (identity.street, identity.street2) if part)
    place = " ".join(part for part in (identity.state, identity.postal_code) if part)
    return CardView(
        from_card=True,
        name=name_given(check_in),
        birth_date=identity.birth_date,
        id_number=identity.id_number or "",
        address=", ".join(part for part in (street, identity.city or "", place) if part),
        expires=identity.expires,
    )


def owed(
    session: Session, office: Office, record: Registrant, day: dt.date
) -> tuple[tuple[ScheduleView, ...], tuple[Next, ...]]:
    """What the person owes next: every schedule, and the windows as they would be printed."""
    photographed = photographed_on(session, office, record.registrant_id)
    windows = law.windows(office, record, day, photographed)
    return law.schedules(office, record, day, photographed), tuple(next_window(one) for one in windows)


def _name(session: Session, officer_id: str) -> str:
    account = accounts.by_id(session, officer_id) if officer_id else None
    return account.full_name if account else ""
