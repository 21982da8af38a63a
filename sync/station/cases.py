"""Failure-to-report cases: opened the day after, worked step by step, closed by a code with its proof."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import replace
from typing import Final

from kiosk.audit import AuditEvent
from kiosk.case_papers import LetterPaper
from kiosk.cases import (
    OUTCOMES,
    Case,
    Closing,
    Code,
    Missed,
    Outcome,
    Step,
    StepKind,
    closed,
    with_step,
)
from kiosk.papers import Printing
from kiosk.problems import Problem, problem
from kiosk.registrant import Registrant, Standing
from sync.database import Session, Store
from sync.station import audit, boards, figures, second_checks
from sync.station.accounts import Live
from sync.station.audit import Actor
from sync.station.case_wire import CasePage, Cases, CloseCase, Letters, TakeStep, WriteLetters
from sync.station.office import Office
from sync.station.store import appearances, roster
from sync.station.store import cases as rows
from sync.station.store.counters import LETTER, next_of

SELF: Final = Actor("cases", audit.STATION)
MOST_LETTERS: Final = 1_000
_TOGETHER: Final = "letters "
"""Begins the id of a letter's step; the batch that it was written in follows."""
_CODES: Final = {
    Standing.IN_CUSTODY: Code.IN_CUSTODY,
    Standing.DECEASED: Code.DECEASED,
    Standing.MOVED_OUT: Code.MOVED_OUT,
}


def daily(store: Store, office: Office, now: dt.datetime) -> str:
    """Count everybody for today, then open a case for whoever is newly overdue and close what is settled;
    whose records could not be read, or an empty text.

    How many are accounted for is written down each time: the day's last count stands. The first look of a
    week draws the last one's sample.
    """
    count = boards.count_all(store, office, now)
    with store.writing() as session:
        settle(session, office, now)
        open_new(session, office, now)
        figures.count_day(session, office, now)
        second_checks.draw(session, office, now)
    return ", ".join(count.unreadable)


def open_new(session: Session, office: Office, now: dt.datetime) -> int:
    """A case for everybody who missed what they were told and is not accounted for; how many."""
    day = office.today(now)
    found = rows.overdue_without_case(session, day)
    for one in found:
        missed = Missed(one.rule_id, one.section, one.what, one.due)
        case = Case(secrets.token_hex(8), one.registrant_id, missed, day, SELF.who)
        rows.add(session, case)
        audit.note(
            session, AuditEvent.CASE_OPENED, SELF, now, case=case.case_id, registrant=one.registrant_id
        )
    return len(found)


def settle(session: Session, office: Office, now: dt.datetime) -> int:
    """Close the cases of people who came since, or whose record says where they are; how many."""
    day, done = office.today(now), 0
    for case in rows.open_and_no_longer_overdue(session, day):
        record = roster.readable(session, case.registrant_id)
        closing = None if record is None else _closing(session, office, case, record, day)
        ended = None if closing is None else closed(case, closing, day)
        if isinstance(ended, Case):
            _keep_closed(session, ended, SELF, now)
            done += 1
    return done


def _closing(
    session: Session, office: Office, case: Case, record: Registrant, day: dt.date
) -> Closing | None:
    since = [
        one
        for one in appearances.earlier(session, case.registrant_id)
        if office.today(one.completed_at) >= case.opened_on
    ]
    if since:
        return Closing(
            Code.REPORTED, day, since[-1].officer_id, since[-1].officer_name, since[-1].appearance_id
        )
    code = _CODES.get(record.standing)
    if code is None:
        return None
    version = f"record {record.registrant_id}, version {record.version}"
    return Closing(code, day, SELF.who, SELF.who, version, record.home_county or "-")


def page(session: Session, case_id: str) -> CasePage | Problem:
    """One case with whose it is."""
    case = rows.find(session, case_id)
    record = None if case is None else roster.record(session, case.registrant_id)
    if case is None or record is None:
        return problem("no_such_case")
    listed = roster.listed(session, case.registrant_id)
    return CasePage(
        case,
        record.name.full(),
        listed.address if listed else "",
        record.tier.value if record.tier else "",
        tuple(one.number for one in record.phones),
        tuple(one.employer for one in record.work if one.ended is None),
        _may(case),
    )


def _may(case: Case) -> tuple[StepKind, ...]:
    def could(kind: StepKind) -> bool:
        tried = Step("", kind, case.opened_on, "", "", OUTCOMES[kind][0])
        return isinstance(with_step(replace(case, steps=case.steps), tried, case.opened_on), Case)

    return () if case.closing else tuple(kind for kind in StepKind if could(kind))


def listed(session: Session, *, opened: bool, code: str, step: str) -> Cases:
    """The cases that fit, and how many people are accounted for."""
    found, total = rows.lines(session, opened=opened, code=code, step=step)
    people, sought = rows.people_and_sought(session)
    return Cases(found, total, people, people - sought)


def take_step(
    session: Session, office: Office, case_id: str, asked: TakeStep, who: Live, now: dt.datetime
) -> Case | Problem:
    """Write a step down; the same ``step_id`` again changes nothing."""
    case = rows.find(session, case_id, lock=True)
    if case is None:
        return problem("no_such_case")
    officer = who.officer
    step = Step(
        asked.step_id,
        asked.kind,
        asked.on,
        officer.officer_id,
        officer.name,
        asked.outcome,
        asked.note.strip(),
        asked.paper.strip(),
    )
    after = with_step(case, step, office.today(now))
    if isinstance(after, Case) and after is not case:
        rows.keep(session, after)
        audit.note(session, AuditEvent.CASE_STEP_TAKEN, who.actor, now, asked.kind.value, case=case_id)
    return after


def close(
    session: Session, office: Office, case_id: str, asked: CloseCase, who: Live, now: dt.datetime
) -> Case | Problem:
    """End a case by its code."""
    case = rows.find(session, case_id, lock=True)
    if case is None:
        return problem("no_such_case")
    officer = who.officer
    closing = Closing(
        asked.code,
        asked.on,
        officer.officer_id,
        officer.name,
        asked.proof.strip(),
        asked.place.strip(),
        asked.until,
    )
    after = closed(case, closing, office.today(now))
    if isinstance(after, Case) and after is not case:
        _keep_closed(session, after, who.actor, now)
    return after


def letters(
    session: Session, office: Office, asked: WriteLetters, who: Live, now: dt.datetime
) -> Letters | Problem:
    """A letter for each case, numbered, and written down as the case's step; all of them or none.

    The same batch asked again is given again, made anew from the steps: an answer may get lost on its way.
    """
    if len(asked.case_ids) > MOST_LETTERS:
        return problem("too_many_letters", most=MOST_LETTERS)
    papers, without = [], []
    for case_id in dict.fromkeys(asked.case_ids):
        case = rows.find(session, case_id, lock=True)
        record = None if case is None else roster.record(session, case.registrant_id)
        if case is None or record is None:
            return problem("no_such_case")
        if not (to := envelope(record)):
            without.append(case_id)
            continue
        step = _written(session, case, f"{_TOGETHER}{asked.batch_id}", who, office, now)
        if isinstance(step, Problem):
            return step
        papers.append(_letter(office, case, step, to, asked.language, who, now))
    return Letters(tuple(papers), tuple(without))


def letters_again(
    session: Session, office: Office, case_id: str, language: str, who: Live, now: dt.datetime
) -> Letters | Problem:
    """The last letter of this case with those written together with it, made anew from their steps: a desk
    may die before they lie in a file. Whose case is closed since gets none, but for this case's own."""
    case = rows.find(session, case_id)
    if case is None:
        return problem("no_such_case")
    written = [step.step_id for step in case.steps if step.step_id.startswith(_TOGETHER)]
    if not written:
        return problem("no_letter_written")
    papers, without = [], []
    for one, step in rows.with_step(session, written[-1]):
        if one.closing is not None and one.case_id != case_id:
            continue
        record = roster.record(session, one.registrant_id)
        if record is None or not (to := envelope(record)):
            without.append(one.case_id)
            continue
        papers.append(_letter(office, one, step, to, language, who, now))
        about = {"number": step.paper, "case": one.case_id, "registrant": one.registrant_id}
        audit.note(session, AuditEvent.PAPER_MADE, who.actor, now, "letter", **about)
    return Letters(tuple(papers), tuple(without))


def _letter(
    office: Office,
    case: Case,
    step: Step,
    to: tuple[str, ...],
    language: str,
    who: Live,
    now: dt.datetime,
) -> LetterPaper:
    printing = Printing(office.local(now), who.officer.name)
    return LetterPaper(step.paper, office.letterhead, step.on, to, case.missed.due, language, printing)


def _written(
    session: Session, case: Case, step_id: str, who: Live, office: Office, now: dt.datetime
) -> Step | Problem:
    """The step of a letter: the one that is there by this id, or a new one with the next number."""
    known = next((one for one in case.steps if one.step_id == step_id), None)
    if known is not None:
        return known
    day, officer = office.today(now), who.officer
    number = f"L-{day.year}-{next_of(session, LETTER):06d}"
    step = Step(step_id, StepKind.LETTER, day, officer.officer_id, officer.name, Outcome.SENT, paper=number)
    after = with_step(case, step, day)
    if isinstance(after, Problem):
        return after
    rows.keep(session, after)
    audit.note(session, AuditEvent.CASE_STEP_TAKEN, who.actor, now, "letter", case=case.case_id)
    return step


def envelope(record: Registrant) -> tuple[str, ...]:
    """Name and address as lines, where mail finds the person; empty where nobody knows."""
    homes = [one.address for one in record.residences if one.ended is None and one.address is not None]
    known = [*(one.address for one in record.mailing), *homes]
    return (record.name.full(), known[0].first_line(), known[0].last_line()) if known else ()


def _keep_closed(session: Session, case: Case, by: Actor, now: dt.datetime) -> None:
    assert case.closing is not None
    rows.keep(session, case)
    audit.note(session, AuditEvent.CASE_CLOSED, by, now, case.closing.code.value, case=case.case_id)
