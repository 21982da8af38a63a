"""Papers an officer asks for: receipts and their copies, certificates; each making is written down."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from kiosk.audit import AuditEvent
from kiosk.filled_papers import certificate, next_window
from kiosk.papers import CertificatePaper, CompletionReceiptPaper, DatesLetterPaper, Printing
from kiosk.problems import Problem, problem
from sync.database import Session
from sync.station import audit, law
from sync.station.accounts import Live
from sync.station.cases import envelope
from sync.station.office import Office
from sync.station.owing import photographed_on
from sync.station.store import appearances, counters, roster
from sync.station.store.appearances import Kept


def receipt_to_print(
    session: Session, office: Office, check_in_id: str, who: Live, now: dt.datetime
) -> CompletionReceiptPaper | Problem:
    """The receipt for the printer, written down as printed; every copy after the first is marked as one."""
    kept = appearances.of_check_in(session, check_in_id, lock=True)
    if kept is None:
        return problem("not_completed")
    if kept.voided_at is not None:
        return problem("receipt_void")
    _note_copy(session, kept, who, now)
    return _copy(kept, office, who, now)


def receipt_again(
    session: Session, office: Office, appearance_id: str, who: Live, now: dt.datetime
) -> CompletionReceiptPaper | Problem:
    """The receipt of an earlier appearance, free for life; every copy after the first is marked as one."""
    kept = appearances.by_id(session, appearance_id)
    if kept is None:
        return problem("no_such_appearance")
    if kept.voided_at is not None:
        return problem("receipt_void")
    _note_copy(session, kept, who, now)
    return _copy(kept, office, who, now)


def certificate_of(
    session: Session, office: Office, registrant_id: str, language: str, who: Live, now: dt.datetime
) -> CertificatePaper | Problem:
    """A certificate of the appearances that this station holds, newest first, at most 20."""
    record = roster.record(session, registrant_id)
    if record is None:
        return problem("no_such_registrant")
    found = appearances.earlier(session, registrant_id)
    if not found:
        return problem("never_appeared")
    number = f"C{counters.next_of(session, counters.CERTIFICATE):06d}"
    about = {"number": number, "registrant": registrant_id}
    audit.note(session, AuditEvent.PAPER_MADE, who.actor, now, "certificate", **about)
    return certificate(
        record,
        found,
        number=number,
        office=office.letterhead,
        zone=office.zone,
        language=language,
        printing=Printing(office.local(now), who.officer.name),
    )


def dates_letter(
    session: Session, office: Office, registrant_id: str, language: str, who: Live, now: dt.datetime
) -> DatesLetterPaper | Problem:
    """A letter that says the days as they are counted today, for whoever's tier or record was changed."""
    record = roster.record(session, registrant_id)
    if record is None:
        return problem("no_such_registrant")
    day, photographed = office.today(now), photographed_on(session, office, registrant_id)
    windows = law.windows(office, record, day, photographed)
    if not windows:
        return problem("no_days_to_write")
    if not (to := envelope(record)):
        return problem("no_address_to_write_to")
    number = f"L-{day.year}-{counters.next_of(session, counters.LETTER):06d}"
    about = {"number": number, "registrant": registrant_id}
    audit.note(session, AuditEvent.PAPER_MADE, who.actor, now, "dates_letter", **about)
    days = tuple(next_window(window, day) for window in windows)
    printing = Printing(office.local(now), who.officer.name)
    return DatesLetterPaper(number, office.letterhead, day, to, days, language, printing)


def _note_copy(session: Session, kept: Kept, who: Live, now: dt.datetime) -> None:
    appearances.set_printed(session, kept.facts.appearance_id, kept.printed + 1)
    audit.note(
        session,
        AuditEvent.RECEIPT_PRINTED,
        who.actor,
        now,
        appearance=kept.facts.appearance_id,
        copy=kept.printed,
    )


def _copy(kept: Kept, office: Office, who: Live, now: dt.datetime) -> CompletionReceiptPaper:
    printing = Printing(office.local(now), who.officer.name, duplicate=kept.printed > 0)
    return replace(kept.receipt, printing=printing)
