"""Officers' own entries into records: a new registrant, an amended one, an appearance set right."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace

from kiosk import amendment as core
from kiosk.amendment import Amended
from kiosk.audit import AuditEvent
from kiosk.filled_papers import next_window, set_right
from kiosk.history import PERSONS_OWN, became
from kiosk.law import registry_deadline
from kiosk.papers import CompletionReceiptPaper, Passage, Printing
from kiosk.problems import Problem, problem
from kiosk.registrant import Registrant
from kiosk.registry_update import registry_amendment
from kiosk.words import words
from sync.database import Session
from sync.station import audit, law, replacing
from sync.station.accounts import Live
from sync.station.desk_wire import DeliveryState
from sync.station.office import Office
from sync.station.owing import keep_schedules, photographed_on
from sync.station.people_wire import Amend, AmendedView
from sync.station.store import amendments, appearances, counters, outbox, roster
from sync.station.store.amendments import KeptAmendment
from sync.station.store.appearances import Kept
from sync.station.store.form import pack
from sync.station.store.roster import Cause


def amend(
    session: Session, office: Office, registrant_id: str, asked: Amend, who: Live, now: dt.datetime
) -> AmendedView | Problem:
    """Write an officer's entry: new version, schedules, outbox, audit, and a new paper where an appearance is
    set right; all or nothing. The same entry asked again is answered as the first time."""
    digest = hashlib.sha256(pack(asked).encode()).hexdigest()
    known = amendments.find(session, asked.amendment_id)
    if known is not None:
        return _again(session, known, digest)
    if asked.record.registrant_id != registrant_id:
        return problem("no_such_registrant")
    before = roster.record(session, registrant_id, lock=True)
    new = before is None and asked.record.version == 0
    if before is None and not new:
        return problem("no_such_registrant")
    superseded = _superseded(session, registrant_id, asked.why.supersedes) if asked.why.supersedes else None
    if isinstance(superseded, Problem):
        return superseded
    above = replacing.newer_there(session, registrant_id)
    local = office.local(now)
    made = core.amend(before, asked.record, who.officer, asked.why, asked.amendment_id, local, above)
    if isinstance(made, Problem):
        return made
    cause = Cause(now, who.officer.officer_id, "entered" if new else "amended", asked.why.supersedes)
    roster.keep_version(session, made.record, cause)
    photographed = photographed_on(session, office, registrant_id)
    keep_schedules(session, office, made.record, office.today(now), photographed)
    receipt = _set_right(session, office, superseded, before, made, now) if superseded and before else None
    former = superseded.receipt if superseded else None
    amendments.add(session, KeptAmendment(made.amendment, digest, former))
    if not new:
        # A person who has not registered yet is not the registry's: their first appearance tells it.
        _tell_registry(session, office, made, now)
    _note(session, made, who, now, new=new)
    return AmendedView(registrant_id, made.record.version, receipt, False, made.amendment.letter_due)


def _again(session: Session, known: KeptAmendment, digest: str) -> AmendedView | Problem:
    if known.asked_digest != digest:
        return problem("amendment_id_used")
    amendment = known.amendment
    kept = appearances.by_id(session, amendment.why.supersedes) if amendment.why.supersedes else None
    receipt = kept.receipt if kept else None
    return AmendedView(amendment.registrant_id, amendment.record_version, receipt, True, amendment.letter_due)


def _superseded(session: Session, registrant_id: str, appearance_id: str) -> Kept | Problem:
    """The appearance to be set right: this person's, standing, and no longer held."""
    kept = appearances.by_id(session, appearance_id)
    if kept is None or kept.facts.registrant_id != registrant_id or kept.voided_at is not None:
        return problem("no_such_appearance")
    row = outbox.find(session, appearance_id)
    return problem("undo_instead") if row is not None and row.state is DeliveryState.HELD else kept


def _set_right(
    session: Session, office: Office, kept: Kept, before: Registrant, made: Amended, now: dt.datetime
) -> CompletionReceiptPaper:
    """The paper that takes the place of the appearance's receipt, under the next number."""
    day, record = office.today(now), made.record
    photographed = photographed_on(session, office, record.registrant_id)
    windows = law.windows(office, record, day, photographed)
    number = f"{counters.next_of(session, counters.RECEIPT):06d}"
    passage = Passage(
        words("paper.receipt.takes_place", number=kept.receipt.number),
        (words("paper.receipt.takes_place_why", day=day, officer=made.amendment.officer_name),),
    )
    paper = replace(
        set_right(kept.receipt, became(before, record, PERSONS_OWN), passage),
        number=number,
        registrant=record.name.full(),
        next=tuple(next_window(window, day) for window in windows),
        printing=Printing(office.local(now), made.amendment.officer_name),
    )
    appearances.replace_receipt(session, kept.facts.appearance_id, paper)
    return paper


def _tell_registry(session: Session, office: Office, made: Amended, now: dt.datetime) -> None:
    deadline = registry_deadline(office.local(now), office.rulesets)
    message = registry_amendment(made, office.office, deadline)
    outbox.add(session, message, made.record.name.full(), now + office.hold)


def _note(session: Session, made: Amended, who: Live, now: dt.datetime, *, new: bool) -> None:
    amendment = made.amendment
    audit.note(
        session,
        AuditEvent.REGISTRANT_ENTERED if new else AuditEvent.RECORD_AMENDED,
        who.actor,
        now,
        amendment=amendment.amendment_id,
        registrant=amendment.registrant_id,
        version=amendment.record_version,
        parts=",".join(amendment.parts),
        supersedes=amendment.why.supersedes or "none",
    )
