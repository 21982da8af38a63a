"""Fees: due by themselves with a completion, paid or waived by an officer; each payment has its number."""

from __future__ import annotations

import datetime as dt

from kiosk.appearance import AppearanceFacts
from kiosk.audit import AuditEvent
from kiosk.law.fees import most
from kiosk.ledger import FeeAct, FeeLine, dollars, due_cents, fee_flaw, owed
from kiosk.papers import FeeReceiptPaper, Printing
from kiosk.problems import Problem, problem
from sync.database import Session
from sync.station import audit
from sync.station.accounts import Live
from sync.station.cells import Value, csv_of
from sync.station.office import Office
from sync.station.people_wire import DayOfFees, EnterFee
from sync.station.store import counters, fees, roster


def becomes_due(
    session: Session, office: Office, facts: AppearanceFacts, *, initial: bool, who: Live, now: dt.datetime
) -> None:
    """Enter what an appearance makes due (589.400.6-.7); nothing where the office charges nothing."""
    cents = due_cents(
        initial,
        facts.how_many_charged(),
        office.initial_fee_cents,
        office.change_fee_dollars * 100,
        most(office.rulesets, office.today(facts.completed_at)),
    )
    if cents:
        fee_id = f"due-{facts.appearance_id}"
        _add(session, FeeAct.DUE, cents, facts.registrant_id, fee_id, who, now, facts.appearance_id)


def take_back(session: Session, facts: AppearanceFacts, who: Live, now: dt.datetime) -> None:
    """The completion was undone: what it made due is not."""
    lines = fees.of_appearance(session, facts.appearance_id)
    cents = min(owed(lines), owed(fees.of_person(session, facts.registrant_id)))
    if cents:
        fee_id = f"back-{facts.appearance_id}"
        _add(session, FeeAct.TAKEN_BACK, cents, facts.registrant_id, fee_id, who, now, facts.appearance_id)


def enter(
    session: Session, registrant_id: str, asked: EnterFee, who: Live, now: dt.datetime
) -> FeeLine | Problem:
    """Enter a line; the same one again is the same line."""
    known = fees.find(session, asked.fee_id)
    if known is not None:
        same = (known.registrant_id, known.act, known.cents) == (registrant_id, asked.act, asked.cents)
        return known if same else problem("fee_id_used")
    if roster.listed(session, registrant_id) is None:
        return problem("no_such_registrant")
    flaw = fee_flaw(asked.act, asked.cents, asked.reason, owed(fees.of_person(session, registrant_id)))
    if flaw is not None:
        return flaw
    return _add(
        session, asked.act, asked.cents, registrant_id, asked.fee_id, who, now, reason=asked.reason.strip()
    )


def receipt(
    session: Session, office: Office, fee_id: str, who: Live, now: dt.datetime, language: str
) -> FeeReceiptPaper | Problem:
    """The paper for a payment; one that is not made at once is a duplicate."""
    line = fees.find(session, fee_id)
    if line is None or line.act is not FeeAct.PAID:
        return problem("no_such_payment")
    record = roster.record(session, line.registrant_id)
    assert record is not None
    return FeeReceiptPaper(
        number=line.receipt_number,
        office=office.letterhead,
        registrant=record.name.full(),
        cents=line.cents,
        still_owed_cents=owed(fees.of_person(session, line.registrant_id)),
        paid_at=office.local(line.at),
        officer=line.officer_name,
        language=language,
        printing=Printing(office.local(now), who.officer.name, duplicate=now - line.at > _AT_ONCE),
    )


_AT_ONCE = dt.timedelta(minutes=5)


def day_of(session: Session, office: Office, day: dt.date) -> DayOfFees:
    """One day's ledger, by the office's date."""
    first = dt.datetime.combine(day, dt.time(), office.zone)
    end = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), office.zone)
    lines = fees.between(session, first, end)

    def total(act: FeeAct) -> int:
        return sum(line.cents for line in lines if line.act is act)

    due = total(FeeAct.DUE) - total(FeeAct.TAKEN_BACK)
    return DayOfFees(day, lines, due, total(FeeAct.PAID), total(FeeAct.WAIVED))


def exported(session: Session, office: Office, day: dt.date, who: Live, now: dt.datetime) -> bytes:
    """One day's ledger as CSV, its totals last; that it left is written down."""
    found = day_of(session, office, day)
    audit.note(session, AuditEvent.BOARD_EXPORTED, who.actor, now, board="fees", lines=len(found.lines))
    totals = (("due", found.due_cents), ("paid", found.paid_cents), ("waived", found.waived_cents))
    rows: list[tuple[Value, ...]] = [
        (
            *(f"{office.local(line.at):%Y-%m-%d %H:%M}", line.act.value, dollars(line.cents)),
            *(line.receipt_number, line.registrant_id, line.appearance_id, line.officer_name, line.reason),
        )
        for line in found.lines
    ]
    rows += [(f"{day} total", act, dollars(cents), "", "", "", "", "") for act, cents in totals]
    return csv_of(_COLUMNS, rows)


_COLUMNS = ("at", "act", "dollars", "receipt", "registrant_id", "appearance_id", "officer", "reason")


def _add(
    session: Session,
    act: FeeAct,
    cents: int,
    registrant_id: str,
    fee_id: str,
    who: Live,
    now: dt.datetime,
    appearance_id: str = "",
    reason: str = "",
) -> FeeLine:
    # Taken in the transaction that writes the line: a number is used or it is not, none is left out.
    number = f"F{counters.next_of(session, counters.FEE_RECEIPT):06d}" if act is FeeAct.PAID else ""
    officer = who.officer
    line = FeeLine(
        fee_id,
        registrant_id,
        act,
        cents,
        now,
        officer.officer_id,
        officer.name,
        reason,
        appearance_id,
        number,
    )
    fees.add(session, line)
    audit.note(
        session,
        AuditEvent.FEE_ENTERED,
        who.actor,
        now,
        act.value,
        fee=fee_id,
        cents=cents,
        registrant=registrant_id,
        receipt=number or "none",
    )
    return line
