"""The log shows any later change, and nothing is done without its line."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, event, update

from kiosk.audit import AuditEvent
from kiosk.review import Decision, Role
from sync.station import audit
from sync.station.audit import FIRST_CHAIN, chain_of, verdict_of
from sync.station.client import DeskLink, new_id
from sync.station.desk_wire import AuditLine, AuditVerdict, QueueView, Refused
from sync.station.store import log
from sync.station.store.log import LogRow
from sync.station.store.tables import AUDIT
from tests.specimens import records
from tests.sync.station.a_station import AStation, card

AT = dt.datetime(2026, 11, 23, 16, 0, tzinfo=dt.UTC)


def a_log(count: int) -> list[LogRow]:
    """``count`` chained lines."""
    lines: list[LogRow] = []
    chain = FIRST_CHAIN
    for number in range(1, count + 1):
        at = AT + dt.timedelta(seconds=number)
        bare = LogRow(number, at, "arrived", "kiosk-a", "kiosk-a", "ok", json.dumps({"n": str(number)}), "")
        chain = chain_of(bare, chain)
        lines.append(replace(bare, chain=chain))
    return lines


def test_a_log_as_it_was_written_holds() -> None:
    assert verdict_of(a_log(5), 5) == AuditVerdict(5, None, "", a_log(5)[-1].chain)
    assert verdict_of([], 0) == AuditVerdict(0, None, "", FIRST_CHAIN)


@given(st.integers(1, 9), st.sampled_from(["event", "who", "place", "outcome", "about", "at", "chain"]))
def test_any_changed_part_of_any_line_is_found_at_its_line(place: int, part: str) -> None:
    lines = a_log(9)
    row = lines[place - 1]
    other: Any = row.at + dt.timedelta(microseconds=1) if part == "at" else getattr(row, part) + " "
    lines[place - 1] = replace(row, **{part: other})
    found = verdict_of(lines, 9)
    assert found.broken_at == place
    assert found.why == "line_changed"


@given(st.lists(st.integers(0, 8), unique=True, min_size=9, max_size=9))
def test_any_other_order_is_found(order: list[int]) -> None:
    lines = [a_log(9)[place] for place in order]
    assert (verdict_of(lines, 9).broken_at is None) is (order == list(range(9)))


@given(st.integers(1, 9))
def test_any_removed_line_is_found(place: int) -> None:
    lines = a_log(9)
    del lines[place - 1]
    found = verdict_of(lines, 9)
    assert (found.broken_at, found.why) == (place, "end_cut_off" if place == 9 else "line_missing")


@given(st.integers(1, 8), st.sampled_from(["event", "who", "place", "outcome", "about"]))
def test_a_changed_line_whose_own_chain_was_made_anew_is_found_by_the_next(place: int, part: str) -> None:
    lines = a_log(9)
    other: dict[str, Any] = {part: "another"}
    changed = replace(lines[place - 1], **other)
    before = lines[place - 2].chain if place > 1 else FIRST_CHAIN
    lines[place - 1] = replace(changed, chain=chain_of(changed, before))
    found = verdict_of(lines, 9)
    assert (found.broken_at, found.why) == (place + 1, "line_changed")


def test_lines_numbered_anew_after_a_removal_are_found() -> None:
    lines = a_log(4)
    moved = [replace(row, sequence=n) for n, row in enumerate(lines[:1] + lines[2:], start=1)]
    assert verdict_of(moved, 3).broken_at == 2


def test_the_stations_own_log_is_checked_in_the_store(here: AStation, desk: DeskLink) -> None:
    check_in = here.visit()
    desk.visits.claim(check_in.check_in_id)
    with here.store.reading() as session:
        good = audit.verify(session)
    assert good.broken_at is None
    with here.store.writing() as session:
        session.execute(update(AUDIT).where(AUDIT.c.sequence == 3).values(who="somebody else"))
    with here.store.reading() as session:
        assert audit.verify(session).broken_at == 3
    with here.store.writing() as session:
        session.execute(delete(AUDIT).where(AUDIT.c.sequence >= 3))
    with here.store.reading() as session:
        found = audit.verify(session)
    assert (found.broken_at, found.why) == (3, "end_cut_off")


def test_the_log_is_read_and_checked_by_auditors_and_not_by_officers(here: AStation) -> None:
    here.hire("okafor")
    here.hire("lee", Role.AUDITOR)
    officer = here.signed_in("okafor")
    for refused in (officer.office.audit(), officer.office.verify_audit()):
        assert isinstance(refused, Refused)
        assert refused.problem.code == "account_not_allowed"
    auditor = here.signed_in("lee", "desk-2")
    lines = auditor.office.audit(after=1)
    assert isinstance(lines, tuple)
    assert [line.sequence for line in lines] == list(range(2, len(lines) + 2))
    assert all(isinstance(line, AuditLine) for line in lines)
    assert auditor.office.verify_audit() == AuditVerdict(len(lines) + 1, None, "", lines[-1].chain)


def test_nothing_is_done_when_its_line_cannot_be_written(here: AStation, desk: DeskLink) -> None:
    here.enrol(records.registrant(registrant_id="SYN-0002", id_number="S222", registry_id="X"))
    claimed, waiting = here.visit(1), here.visit(2, identity=card(id_number="S222"))
    desk.visits.claim(claimed.check_in_id)
    third = here.made(identity=card(id_number="S222"))

    def no_log(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("INSERT INTO audit"):
            raise OSError("the log cannot be written")

    event.listen(here.store.engine, "before_cursor_execute", no_log)
    try:
        asked = [
            here.send(third, 3),
            here.kiosk().find_registrant(card()),
            desk.visits.claim(waiting.check_in_id),
            desk.visits.decide(waiting.check_in_id, Decision.REJECT, "no"),
            desk.visits.complete(claimed.check_in_id, records.checklist(), 3, new_id()),
            desk.people.record("SYN-0001"),
            desk.visits.page(claimed.check_in_id),
        ]
    finally:
        event.remove(here.store.engine, "before_cursor_execute", no_log)
    assert {type(one).__name__ for one in asked} == {"Unreachable"}
    queue = desk.visits.queue()
    assert isinstance(queue, QueueView)
    states = {entry.check_in_id: entry.state.value for entry in queue.entries}
    assert states == {claimed.check_in_id: "claimed", waiting.check_in_id: "waiting"}


HASH_OR_ID = re.compile(r"\b[0-9a-f]{16,}\b")
"""Drawn by chance or computed: four digits in a row happen in it."""
PLANTED = ("Quill", "QUILL", "Alex", "S123456789", "Birchwood", "8165550123", "1980", "2580")


def test_the_log_holds_ids_and_never_a_name_or_a_number(here: AStation, desk: DeskLink) -> None:
    check_in = here.visit(changes=records.moved_house())
    desk.visits.claim(check_in.check_in_id)
    desk.visits.complete(check_in.check_in_id, records.checklist(), 3, new_id())
    desk.visits.receipt(check_in.check_in_id)
    with here.store.reading() as session:
        said = "\n".join(repr(line) for line in log.lines(session))
    said = HASH_OR_ID.sub("", said)
    for planted in PLANTED:
        assert planted not in said, planted


def test_looking_at_a_record_is_written_down(here: AStation, desk: DeskLink) -> None:
    desk.people.record("SYN-0001")
    with here.store.reading() as session:
        (line,) = [line for line in log.lines(session) if line.event == AuditEvent.RECORD_VIEWED.value]
    assert json.loads(line.about) == {"registrant": "SYN-0001"}
    assert line.place == "desk-1"
