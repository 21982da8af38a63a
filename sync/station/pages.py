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
    Found,
    Outcome,
    ReceiptState,
    RecordPage,
    RecordVersion,
    ScheduleView,
)
from sync.station.office import Office
from sync.station.review import Approved, photographed_on
from sync.station.store import accounts, appearances, check_ins, outbox, roster
from sync.station.store.check_ins import Stored
from sync.station.store.outbox import OutboxRow
from sync.station.store.roster import Listed
from sync.station.waiting import entries, name_given


def check_in_page(session: Session, office: Office, stored: Stored, now: dt.datetime) -> CheckInPage:
    """Everything the officer needs about one check-in."""
    check_in, day = stored.check_in, office.today(now)
    record = roster.record(session, stored.registrant_id) if stored.registrant_id else None
    schedules, windows = _owed(session, office, record, day) if record else ((), ())
    return CheckInPage(
        entry=entries(session, (stored,))[0],
        check_in=check_in,
        card=card_view(check_in),
        record=record,
        version_shown=check_in.record_version,
        candidates=() if record else candidates.for_identity(session, check_in.identity),
        schedules=schedules,
        windows=windows,
        duties=law.duties(office, check_in.changes, day),
        earlier=appearances.earlier(session, record.registrant_id) if record else (),
        draft=check_ins.draft(session, check_in.check_in_id),
        outcome=outcome(session, stored, now),
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


def record_page(session: Session, office: Office, record: Registrant, now: dt.datetime) -> RecordPage:
    """One person's record with its schedules and its history."""
    schedules, windows = _owed(session, office, record, office.today(now))
    open_ones = check_ins.open_of(session, record.registrant_id)
    versions = tuple(
        RecordVersion(
            row.version,
            row.cause.at,
            _name(session, row.cause.by) or row.cause.by,
            "undone" if row.withdrawn_at is not None else row.cause.cause,
            row.cause.appearance_id,
        )
        for row in roster.versions(session, record.registrant_id)
    )
    return RecordPage(
        record=record,
        schedules=schedules,
        windows=windows,
        earlier=appearances.earlier(session, record.registrant_id),
        versions=versions,
        open_check_ins=tuple(one.check_in.check_in_id for one in open_ones),
    )


def search(session: Session, text: str, birth_date: dt.date | None) -> tuple[Found, ...]:
    """People by the beginnings of their names, by a number, by birth date; at most 50."""
    words = tuple(word for word in text.replace(",", " ").split() if any(c.isalnum() for c in word))[:5]
    return tuple(_found(person) for person in roster.search(session, words, birth_date))


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


def _owed(
    session: Session, office: Office, record: Registrant, day: dt.date
) -> tuple[tuple[ScheduleView, ...], tuple[Next, ...]]:
    photographed = photographed_on(session, office, record.registrant_id)
    windows = law.windows(office, record, day, photographed)
    return law.schedules(office, record, day, photographed), tuple(next_window(one) for one in windows)


def _found(person: Listed) -> Found:
    return Found(
        person.registrant_id,
        person.name,
        person.birth_date,
        person.id_number,
        person.registry_id,
        person.standing,
        person.address,
    )


def _name(session: Session, officer_id: str) -> str:
    account = accounts.by_id(session, officer_id) if officer_id else None
    return account.full_name if account else ""
