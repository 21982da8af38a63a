"""Requests for records: who is meant by each line, what of it is open, and the answer as it was given."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Final, TypeAlias

from kiosk.audit import AuditEvent
from kiosk.papers import Printing
from kiosk.problems import Problem, problem
from kiosk.records_request import RecordsPack, answer
from kiosk.registrant import Registrant
from sync.database import Session
from sync.station import audit, law
from sync.station.accounts import Live
from sync.station.naming import meant
from sync.station.office import Office
from sync.station.request_wire import MOST_LINES, REQUESTS_A_PAGE, MakePack, PackLine, PackPart, Packs
from sync.station.store import appearances, roster
from sync.station.store import requests as rows
from sync.station.store.counters import RECORDS_REQUEST, next_of
from sync.station.store.requests import Told

Transaction: TypeAlias = Callable[[], AbstractContextManager[Session]]
MOST_PEOPLE: Final = 5_000
"""In one answer; more are written by the console's ``public-list``."""
_LONGEST: Final = 200


def page(session: Session, number: int) -> Packs:
    """One page of requests."""
    return Packs(*rows.listed(session, number * REQUESTS_A_PAGE, REQUESTS_A_PAGE))


def make(
    reading: Transaction, writing: Transaction, office: Office, said: MakePack, who: Live, now: dt.datetime
) -> PackPart | Problem:
    """Answer a request, keep the answer and give its first part; the same request again is answered with what
    was kept. ``reading`` and ``writing`` begin transactions."""
    asked_by = said.asked_by.strip()
    lines = tuple(line.strip() for line in said.lines if line.strip())
    # Read before anything is written: kiosks must not wait for a whole roster.
    with reading() as session:
        known = _known(session, said.request_id, asked_by, lines)
        answers = known or _answers(session, office, asked_by, lines, now)
    if not isinstance(answers, tuple):
        return answers
    with writing() as session:
        if (known := _known(session, said.request_id, asked_by, lines)) is not None:
            return known
        day, officer = office.today(now), who.officer
        number = f"R-{day.year}-{next_of(session, RECORDS_REQUEST):06d}"
        made = Printing(office.local(now), officer.name)
        paper = RecordsPack(number, office.letterhead, asked_by, (), said.language, made)
        given = sum(bool(one.answer.given) for one in answers)
        line = PackLine(said.request_id, number, now, officer.name, asked_by, lines, given, "")
        rows.add(session, line, officer.officer_id, paper, answers)
        _note(session, who, now, said.request_id)
        kept = rows.find(session, said.request_id)
        assert kept is not None
        return kept[1]


def again(session: Session, request_id: str, number: int, who: Live, now: dt.datetime) -> PackPart | Problem:
    """One part of the answer as it was given."""
    known = rows.find(session, request_id, number)
    if known is None:
        return problem("no_such_request")
    if number == 0:
        _note(session, who, now, request_id)
    return known[1]


def _known(
    session: Session, request_id: str, asked_by: str, lines: tuple[str, ...]
) -> PackPart | Problem | None:
    known = rows.find(session, request_id)
    if known is None:
        return None
    return known[1] if known[0] == (asked_by, lines) else problem("request_id_used")


def _answers(
    session: Session, office: Office, asked_by: str, lines: tuple[str, ...], now: dt.datetime
) -> tuple[Told, ...] | Problem:
    if not 0 < len(asked_by) <= _LONGEST:
        return problem("request_needs_name")
    if len(lines) > MOST_LINES or any(len(line) > _LONGEST for line in lines):
        return problem("request_too_long", most=MOST_LINES)
    return _lines(session, office, lines, now) if lines else _everybody(session, office, now)


def _note(session: Session, who: Live, now: dt.datetime, request_id: str) -> None:
    audit.note(session, AuditEvent.RECORDS_GIVEN, who.actor, now, request=request_id)


def _lines(
    session: Session, office: Office, lines: tuple[str, ...], now: dt.datetime
) -> tuple[Told, ...] | Problem:
    answers = []
    for line in lines:
        found = meant(session, line)
        if len(found) > 1:
            return problem("request_line_unclear", line=line, people=len(found))
        answers.append(_answer(session, office, line, found[0] if found else "", now))
    return tuple(answers)


def _everybody(session: Session, office: Office, now: dt.datetime) -> tuple[Told, ...] | Problem:
    if roster.how_many(session) > MOST_PEOPLE:
        return problem("request_too_many_people", most=MOST_PEOPLE)
    found = (_answer(session, office, "", one, now) for one in roster.everybody(session))
    return tuple(one for one in found if one.answer.given)


def _answer(session: Session, office: Office, line: str, registrant_id: str, now: dt.datetime) -> Told:
    record: Registrant | None = roster.record(session, registrant_id) if registrant_id else None
    day = office.today(now)
    owed = appearances.schedules(session, registrant_id) if record is not None else ()
    opened, late = office.records_opened, law.past_due(owed, day)
    return Told(registrant_id, answer(line, record, opened, office.rulesets, day, late=late))
