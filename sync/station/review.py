"""What an officer does with a check-in; completing is one transaction, and asking it twice is harmless."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass, replace
from typing import Final

from kiosk import review as core
from kiosk.appearance import Appearance
from kiosk.audit import AuditEvent
from kiosk.check_in import State, moved
from kiosk.filled_papers import completion_receipt
from kiosk.law import registry_deadline
from kiosk.papers import Printing
from kiosk.problems import Problem, problem
from kiosk.registrant import Registrant
from kiosk.registry_update import registry_update
from kiosk.review import STATE_AFTER, Decision, Role
from sync.database import Session
from sync.station import audit, fee_book, findings_book, law
from sync.station.accounts import Live
from sync.station.desk_wire import Complete, Decide, DeliveryState, Draft, Identify
from sync.station.findings import looked_at
from sync.station.office import Office
from sync.station.owing import keep_schedules, photographed_on
from sync.station.photographs import taken_anew
from sync.station.store import accounts, appearances, check_ins, counters, efforts, outbox, roster
from sync.station.store.appearances import Kept
from sync.station.store.check_ins import Stored
from sync.station.store.form import pack
from sync.station.store.roster import Cause

CALLS_BACK: Final = frozenset({Role.SUPERVISOR})
"""Who may release or undo what another officer holds."""

_EVENT_OF: Final = {
    Decision.SEND_BACK: AuditEvent.CHECK_IN_SENT_BACK,
    Decision.RELEASE: AuditEvent.CHECK_IN_RELEASED,
}


@dataclass(frozen=True, slots=True)
class Approved:
    """The completion stands. ``already``: it was asked before, and nothing was done twice."""

    kept: Kept
    already: bool


def claim(session: Session, check_in_id: str, who: Live, now: dt.datetime) -> Stored | Problem:
    """Take a check-in to work on; ``claimed_by_another`` (with the name) when somebody else has it."""
    stored = _held(session, check_in_id)
    if isinstance(stored, Problem):
        return stored
    if stored.state is State.CLAIMED:
        if stored.claimed_by == who.officer.officer_id:
            return stored
        return _claimed_by_another(session, stored)
    may = moved(stored.state, State.CLAIMED)
    if isinstance(may, Problem):
        return may
    officer_id = who.officer.officer_id
    check_ins.change(session, check_in_id, state=may.value, claimed_by=officer_id, claimed_at=now)
    audit.note(session, AuditEvent.CHECK_IN_CLAIMED, who.actor, now, check_in=check_in_id)
    return _held_again(session, check_in_id)


def keep_draft(
    session: Session, check_in_id: str, draft: Draft, who: Live, now: dt.datetime
) -> Problem | None:
    """Keep what the officer has entered so far; only while they hold the claim."""
    stored = _claimed(session, check_in_id, who)
    if isinstance(stored, Problem):
        return stored
    check_ins.keep_draft(session, check_in_id, who.officer.officer_id, draft, now)
    return None


def identify(
    session: Session, check_in_id: str, said: Identify, who: Live, now: dt.datetime
) -> Stored | Problem:
    """The officer says whose check-in it is, having seen person and document; said again it is corrected."""
    stored = _claimed(session, check_in_id, who)
    if isinstance(stored, Problem):
        return stored
    if not said.reason.strip():
        return problem("reason_missing")
    if roster.listed(session, said.registrant_id) is None:
        return problem("no_such_registrant")
    if stored.registrant_id == said.registrant_id:
        return stored
    check_ins.change(session, check_in_id, registrant_id=said.registrant_id)
    standing = check_ins.open_of(session, said.registrant_id)
    for one in standing if len(standing) > 1 else ():
        check_ins.flag(session, one, "another_check_in_open")
    audit.note(
        session,
        AuditEvent.CHECK_IN_IDENTIFIED,
        who.actor,
        now,
        check_in=check_in_id,
        registrant=said.registrant_id,
        before=stored.registrant_id or "none",
    )
    return _held_again(session, check_in_id)


def decide(session: Session, check_in_id: str, said: Decide, who: Live, now: dt.datetime) -> Stored | Problem:
    """Send back, reject, release, or end a check-in otherwise; the same decision twice is harmless.

    A check-in that another officer holds is theirs to decide, or a supervisor's.
    """
    flaw = core.decision_flaw(said.decision, said.reason)
    if flaw is not None:
        return flaw
    if not who.officer.roles & {Role.OFFICER, Role.SUPERVISOR}:
        return problem("not_an_officer")
    stored = _held(session, check_in_id)
    if isinstance(stored, Problem):
        return stored
    to = moved(stored.state, STATE_AFTER[said.decision])
    if isinstance(to, Problem):
        return to
    if to is stored.state:
        return stored
    if _held_by_another(stored, who):
        return _claimed_by_another(session, stored)
    officer_id = who.officer.officer_id
    check_ins.change(
        session,
        check_in_id,
        state=to.value,
        claimed_by="",
        claimed_at=None,
        decided_by=officer_id,
        decided_at=now,
        reason=said.reason.strip(),
        called_to=said.window.strip(),
        called_at=now if said.window.strip() else None,
        mend_topics=json.dumps(said.topics if said.decision is Decision.SEND_BACK else ()),
    )
    event = _EVENT_OF.get(said.decision, AuditEvent.CHECK_IN_ENDED)
    audit.note(session, event, who.actor, now, to.value, check_in=check_in_id)
    return _held_again(session, check_in_id)


def call(session: Session, check_in_id: str, window: str, who: Live, now: dt.datetime) -> Stored | Problem:
    """Call the number to a window, on the lobby's screens."""
    stored = _held(session, check_in_id)
    if isinstance(stored, Problem):
        return stored
    if stored.state not in check_ins.OPEN:
        return problem("check_in_cannot_move", state=stored.state.value, to=State.CLAIMED.value)
    if _held_by_another(stored, who):
        return _claimed_by_another(session, stored)
    if not window.strip():
        return problem("window_missing")
    check_ins.change(session, check_in_id, called_to=window.strip(), called_at=now)
    return _held_again(session, check_in_id)


def approve(
    session: Session, office: Office, check_in_id: str, asked: Complete, who: Live, now: dt.datetime
) -> Approved | Problem:
    """Complete the appearance: appearance, new version, schedules, receipt, outbox, audit; all or nothing.

    The same question again is answered as the first time (``already``), also after a crash and from another
    desk; another completion of the same check-in is refused.
    """
    digest = hashlib.sha256(pack(asked).encode()).hexdigest()
    stored = _held(session, check_in_id)
    if isinstance(stored, Problem):
        return stored
    standing = appearances.of_check_in(session, check_in_id)
    if standing is not None and standing.voided_at is None:
        same = standing.asked_digest == digest and standing.facts.officer_id == who.officer.officer_id
        return Approved(standing, already=True) if same else problem("already_completed")
    claimed = _claimed(session, check_in_id, who)
    if isinstance(claimed, Problem):
        return claimed
    if claimed.unreadable:
        return problem("check_in_unreadable")
    if appearances.by_id(session, asked.appearance_id) is not None:
        return problem("appearance_id_used")
    record = roster.record(session, claimed.registrant_id, lock=True) if claimed.registrant_id else None
    if record is None:
        return problem("not_identified")
    if record.version != asked.record_version:
        return problem("record_moved_on")
    made = _made(session, office, claimed, record, asked, who, now)
    if isinstance(made, Problem):
        return made
    kept = _write(session, office, claimed, made, digest, who, now)
    initial = record.registered_on is None
    findings_book.completed(session, office, claimed.check_in, record, kept.facts, now)
    fee_book.becomes_due(session, office, kept.facts, initial=initial, who=who, now=now)
    if asked.effort is not None:
        efforts.keep(session, kept.facts.appearance_id, who.officer.officer_id, asked.effort, now)
    return Approved(kept, already=False)


def _made(
    session: Session,
    office: Office,
    claimed: Stored,
    record: Registrant,
    asked: Complete,
    who: Live,
    now: dt.datetime,
) -> core.Completed | Problem:
    """The completion by the core, at its true time, with what the checks and the law say of it."""
    checklist, done_at = asked.checklist, asked.done_at or now
    if asked.done_at is not None and not checklist.day_sheet_number.strip():
        return problem("day_sheet_number_missing")
    if done_at > now:
        return problem("done_in_future")
    before_arrival = done_at < claimed.check_in.arrived_at
    if before_arrival and "walk_in" in claimed.flags:
        return problem("completed_before_arrival")
    accepted = claimed.check_in.changes if checklist.accepted is None else checklist.accepted
    photograph = taken_anew(session, checklist.new_photograph, office.today(done_at))
    if isinstance(photograph, Problem):
        return photograph
    earlier = appearances.earlier(session, record.registrant_id)
    full = checklist.full_verification
    seen = looked_at(office, claimed.check_in, record, accepted, earlier, done_at, full=full)
    if seen.must() - set(checklist.flags):
        return problem("findings_not_looked_at")
    # A kiosk's clock may be wrong: that is noted, and nobody is sent away for it.
    doubtful = ("completed_before_arrival",) if before_arrival else ()
    flags = tuple(dict.fromkeys((*checklist.flags, *(flag.code.value for flag in seen.flags), *doubtful)))
    return core.complete(
        claimed.check_in,
        record,
        who.officer,
        replace(checklist, flags=flags, new_photograph=photograph),
        asked.appearance_id,
        office.local(done_at),
    )


def undo(
    session: Session, office: Office, check_in_id: str, reason: str, who: Live, now: dt.datetime
) -> Stored | Problem:
    """Take a completion back within the hold: paper void, update withdrawn, the record as it was before.

    The check-in returns to the officer's hands, whoever undid it. This is the one way out of an ending, and
    only because the completion has told nobody yet; once the courier has taken the update, ``hold_is_over``.
    A later appearance of the same person must be undone first.
    """
    if not reason.strip():
        return problem("reason_missing")
    stored = _held(session, check_in_id)
    if isinstance(stored, Problem):
        return stored
    kept = appearances.of_check_in(session, check_in_id)
    if kept is None:
        return problem("not_completed")
    if kept.voided_at is not None:
        return stored
    if who.officer.officer_id != kept.facts.officer_id and not who.officer.roles & CALLS_BACK:
        return problem("completed_by_another", name=kept.facts.officer_name)
    row = outbox.find(session, kept.facts.appearance_id, lock=True)
    if row is None or row.state is not DeliveryState.HELD or now >= row.hold_until:
        return problem("hold_is_over")
    person = roster.listed(session, kept.facts.registrant_id)
    if person is None or person.version != kept.facts.record_version:
        return problem("later_appearance_stands")
    _write_undo(session, office, kept, reason.strip(), now)
    fee_book.take_back(session, kept.facts, who, now)
    officer_id = who.officer.officer_id if Role.OFFICER in who.officer.roles else kept.facts.officer_id
    check_ins.change(
        session,
        check_in_id,
        state=State.CLAIMED.value,
        claimed_by=officer_id,
        claimed_at=now,
        decided_by="",
        decided_at=None,
        reason="",
    )
    audit.note(
        session,
        AuditEvent.COMPLETION_UNDONE,
        who.actor,
        now,
        check_in=check_in_id,
        appearance=kept.facts.appearance_id,
    )
    return _held_again(session, check_in_id)


def _write(
    session: Session,
    office: Office,
    stored: Stored,
    made: core.Completed,
    digest: str,
    who: Live,
    now: dt.datetime,
) -> Kept:
    facts, record, day = made.appearance.facts, made.record, office.today(now)
    # Not today where it was done on paper before: the day that counts is the completion's (D-03).
    seen_on = office.today(facts.completed_at)
    seen_on = max(seen_on, photographed_on(session, office, record.registrant_id) or seen_on)
    number = f"{counters.next_of(session, counters.RECEIPT):06d}"
    receipt = completion_receipt(
        facts,
        record,
        law.windows(office, record, day, seen_on),
        number=number,
        ticket=stored.check_in.ticket.number(),
        office=office.letterhead,
        zone=office.zone,
        language=stored.check_in.language,
        printing=Printing(office.local(now), who.officer.name),
    )
    cause = Cause(now, who.officer.officer_id, "appearance", facts.appearance_id)
    roster.keep_version(session, record, cause)
    kept = Kept(facts, digest, receipt)
    appearances.add(session, kept)
    keep_schedules(session, office, record, day, seen_on)
    _tell_registry(session, office, made.appearance, record, now)
    check_ins.change(
        session,
        facts.check_in_id,
        state=State.COMPLETED.value,
        decided_by=who.officer.officer_id,
        decided_at=now,
    )
    check_ins.drop_draft(session, facts.check_in_id)
    audit.note(
        session,
        AuditEvent.APPEARANCE_COMPLETED,
        who.actor,
        now,
        check_in=facts.check_in_id,
        appearance=facts.appearance_id,
        registrant=record.registrant_id,
        version=record.version,
    )
    return kept


def _tell_registry(
    session: Session, office: Office, appearance: Appearance, record: Registrant, now: dt.datetime
) -> None:
    deadline = registry_deadline(office.local(appearance.facts.completed_at), office.rulesets)
    message = registry_update(appearance, record, office.office, deadline)
    outbox.add(session, message, record.name.full(), now + office.hold)


def _write_undo(session: Session, office: Office, kept: Kept, reason: str, now: dt.datetime) -> None:
    facts = kept.facts
    record = roster.version(session, facts.registrant_id, facts.record_version)
    before = roster.version(session, facts.registrant_id, facts.record_version - 1)
    assert record is not None
    assert before is not None
    appearances.void(session, facts.appearance_id, reason, now)
    roster.withdraw_version(session, record, before, now)
    outbox.change(session, facts.appearance_id, state=DeliveryState.WITHDRAWN.value)
    keep_schedules(
        session, office, before, office.today(now), photographed_on(session, office, before.registrant_id)
    )


def _held(session: Session, check_in_id: str) -> Stored | Problem:
    stored = check_ins.find(session, check_in_id, lock=True)
    return problem("no_such_check_in") if stored is None else stored


def _held_again(session: Session, check_in_id: str) -> Stored:
    stored = check_ins.find(session, check_in_id)
    assert stored is not None
    return stored


def _claimed(session: Session, check_in_id: str, who: Live) -> Stored | Problem:
    stored = _held(session, check_in_id)
    if isinstance(stored, Problem):
        return stored
    if stored.state is not State.CLAIMED:
        return problem("not_claimed")
    if stored.claimed_by != who.officer.officer_id:
        return _claimed_by_another(session, stored)
    return stored


def _held_by_another(stored: Stored, who: Live) -> bool:
    theirs = stored.state is State.CLAIMED and stored.claimed_by != who.officer.officer_id
    return theirs and not who.officer.roles & CALLS_BACK


def _claimed_by_another(session: Session, stored: Stored) -> Problem:
    holder = accounts.by_id(session, stored.claimed_by)
    return problem("claimed_by_another", name=holder.full_name if holder else "?")
