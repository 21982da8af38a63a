"""What one kiosk sends or shows on its clock harms nobody else's check-in, and loses none of its own."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

from sqlalchemy import update

from kiosk.audit import AuditEvent
from kiosk.check_in import Disclosure, State
from kiosk.review import Decision
from kiosk.visit.events import HelpKind
from sync.kiosk_wire import Accepted, AlreadyAccepted, Board, Standing
from sync.link import Refused
from sync.station import walk_in
from sync.station.client import DeskLink, new_id
from sync.station.desk_wire import CheckInPage, CompletedView, Outcome, PhotographKept, QueueView
from sync.station.desk_wire import Refused as RefusedAtDesk
from sync.station.store import check_ins, kiosks, log
from sync.station.store.tables import CHECK_INS
from sync.wire import to_wire
from tests.specimens import records
from tests.sync.station.a_station import AStation, jpeg
from tests.sync.station.test_intake import code_of, sealed_as


def seen(desk: DeskLink) -> QueueView:
    """The queue as the desk sees it."""
    found = desk.visits.queue()
    assert isinstance(found, QueueView), found
    return found


def flags(desk: DeskLink, check_in_id: str) -> list[str]:
    """What the officer is told of a check-in."""
    (entry,) = (one for one in seen(desk).entries if one.check_in_id == check_in_id)
    return [flag.key.removeprefix("flag.") for flag in entry.flags]


def completed(here: AStation, desk: DeskLink, check_in_id: str) -> CompletedView:
    """The check-in, claimed and completed at once."""
    page = desk.visits.claim(check_in_id)
    assert isinstance(page, CheckInPage), page
    assert page.record is not None
    checklist = records.checklist(face_seen_at=here.clock())
    done = desk.visits.complete(check_in_id, checklist, page.record.version, new_id())
    assert isinstance(done, CompletedView), done
    return done


def test_a_body_that_would_be_stored_longer_than_it_came_is_refused_and_the_office_goes_on(
    here: AStation, desk: DeskLink
) -> None:
    check_in = here.made()
    strokes = (((0.0, 1.0),) * 150_000,)
    body = to_wire(replace(check_in, signature=replace(check_in.signature, strokes=strokes)))
    poisoned = sealed_as(here, body.replace(b"[0.0,1.0]", b"[0,1]"), item=check_in.check_in_id)
    assert code_of(here.kiosk().submit(poisoned)) == ("envelope_not_understood", 422)
    assert seen(desk).entries == ()
    assert isinstance(here.kiosk("kiosk-b").stand(Standing(here.clock(), 0, 0, None)), Board)


def test_a_damaged_row_is_told_of_and_hides_nobody_else(here: AStation, desk: DeskLink) -> None:
    damaged, well = here.visit(1), here.visit(2, lookup_id="")
    with here.store.writing() as session:
        broken = update(CHECK_INS).where(CHECK_INS.c.check_in_id == damaged.check_in_id)
        session.execute(broken.values(body='{"appear":1,"value":1}', state=State.WAITING.value))
    view = seen(desk)
    assert {entry.check_in_id for entry in view.entries} == {damaged.check_in_id, well.check_in_id}
    assert flags(desk, damaged.check_in_id) == ["unreadable"]
    assert view.alarms == ("check_in_unreadable",)
    assert isinstance(here.kiosk("kiosk-b").stand(Standing(here.clock(), 0, 0, None)), Board)


def test_a_damaged_check_in_is_ended_by_an_officer_and_never_completed(
    here: AStation, desk: DeskLink
) -> None:
    damaged = here.visit(1)
    with here.store.writing() as session:
        broken = update(CHECK_INS).where(CHECK_INS.c.check_in_id == damaged.check_in_id)
        session.execute(broken.values(body="{}"))
    page = desk.visits.claim(damaged.check_in_id)
    assert isinstance(page, CheckInPage), page
    assert page.check_in.ticket == damaged.ticket
    assert page.record is not None
    asked = (records.checklist(face_seen_at=here.clock()), page.record.version, new_id())
    refused = desk.visits.complete(damaged.check_in_id, *asked)
    assert isinstance(refused, RefusedAtDesk), refused
    assert refused.problem.code == "check_in_unreadable"
    ended = desk.visits.decide(damaged.check_in_id, Decision.REJECT, "could not be read")
    assert isinstance(ended, Outcome), ended
    assert seen(desk).entries == ()


def test_an_endless_standing_is_refused(here: AStation) -> None:
    for endless in (("x" * 61,), ("trouble",) * 51):
        found = here.kiosk().stand(Standing(here.clock(), 0, 0, None, endless))
        assert isinstance(found, Refused), found
        assert found.problem.code == "not_understood"


def test_a_clock_set_back_in_a_visit_loses_nothing(here: AStation, desk: DeskLink) -> None:
    check_in = here.made(arrived_at=here.clock() + dt.timedelta(seconds=5), submitted_at=here.clock())
    assert isinstance(here.send(check_in), Accepted)
    assert flags(desk, check_in.check_in_id) == ["times_out_of_order"]
    completed(here, desk, check_in.check_in_id)


def test_a_kiosk_whose_clock_is_ahead_keeps_nobody_waiting(here: AStation, desk: DeskLink) -> None:
    ahead = dt.timedelta(hours=2)
    here.kiosk().stand(Standing(here.clock() + ahead, 0, 0, None))
    now = here.clock()
    check_in = here.made(
        arrived_at=now - dt.timedelta(minutes=4) + ahead,
        submitted_at=now + ahead,
        signature=records.signature(signed_at=now + ahead),
    )
    assert isinstance(here.send(check_in), Accepted)
    assert flags(desk, check_in.check_in_id) == ["kiosk_clock_ahead"]
    (entry,) = seen(desk).entries
    assert (entry.arrived_at, entry.submitted_at) == (now - dt.timedelta(minutes=4), now)
    done = completed(here, desk, check_in.check_in_id)
    assert done.appearance.arrived_at == now - dt.timedelta(minutes=4)


def test_the_kiosks_own_times_are_kept_beside_the_stations(here: AStation) -> None:
    told = here.visit(submitted_at=here.clock() + dt.timedelta(minutes=30))
    with here.store.reading() as session:
        body = session.execute(CHECK_INS.select().with_only_columns(CHECK_INS.c.body)).scalar_one()
        stored = check_ins.find(session, told.check_in_id)
    assert body.encode() == to_wire(told)
    assert stored is not None
    assert stored.check_in.submitted_at == here.clock()


def test_a_clock_years_off_still_gets_the_check_in_in(here: AStation, desk: DeskLink) -> None:
    here.kiosk().stand(Standing(here.clock() - dt.timedelta(days=20_000), 0, 0, None))
    long_ago = dt.datetime(2, 1, 1, tzinfo=dt.UTC)
    signed = records.signature(signed_at=long_ago)
    check_in = here.made(arrived_at=long_ago, submitted_at=long_ago, signature=signed)
    assert isinstance(here.send(check_in), Accepted)
    assert "kiosk_clock_behind" in flags(desk, check_in.check_in_id)


def test_a_kiosk_that_is_behind_does_not_go_first(here: AStation, desk: DeskLink) -> None:
    here.enrol(records.registrant(registrant_id="SYN-0002", id_number="S222", registry_id="X"))
    first = here.visit(1)
    here.clock.forward(minutes=1)
    behind = here.clock() - dt.timedelta(hours=1)
    here.kiosk("kiosk-b").stand(Standing(behind, 0, 0, None))
    second = here.made(
        kiosk_id="kiosk-b",
        lookup_id="",
        disclosure=Disclosure.BLIND,
        arrived_at=behind - dt.timedelta(minutes=4),
        submitted_at=behind,
        signature=records.signature(signed_at=behind),
    )
    assert isinstance(here.send(second), Accepted)
    assert [entry.check_in_id for entry in seen(desk).entries] == [first.check_in_id, second.check_in_id]


def test_a_number_no_store_can_hold_is_refused(here: AStation) -> None:
    assert code_of(here.send(here.made(), 2**31)) == ("envelope_not_understood", 422)


def test_a_card_without_the_pin_ends_nobodys_check_in(here: AStation, desk: DeskLink) -> None:
    theirs = here.visit(1)
    here.clock.forward(minutes=5)
    found = here.visit(2, lookup_id="", disclosure=Disclosure.BLIND, offline=True)
    assert {entry.check_in_id for entry in seen(desk).entries} == {theirs.check_in_id, found.check_in_id}
    assert flags(desk, theirs.check_in_id) == ["another_check_in_open"]
    assert flags(desk, found.check_in_id) == ["offline", "no_second_factor", "another_check_in_open"]


def test_everything_an_officer_should_know_of_other_check_ins_is_said(here: AStation, desk: DeskLink) -> None:
    claimed = here.visit(1)
    desk.visits.claim(claimed.check_in_id)
    older = here.made()
    here.clock.forward(minutes=5)
    newer = here.visit(2)
    here.send(older, 3)
    assert flags(desk, older.check_in_id) == ["other_check_in_claimed", "newer_check_in_exists"]
    assert flags(desk, newer.check_in_id) == ["other_check_in_claimed"]


def test_saying_whose_it_is_tells_of_the_other_check_in(here: AStation, desk: DeskLink) -> None:
    other = here.visit(1)
    unknown = here.visit(2, lookup_id=here.opened(kiosk="kiosk-b"))
    desk.visits.claim(unknown.check_in_id)
    desk.visits.identify(unknown.check_in_id, "SYN-0001", "knows them")
    assert "another_check_in_open" in flags(desk, other.check_in_id)
    assert "another_check_in_open" in flags(desk, unknown.check_in_id)


def test_who_was_not_served_comes_first_however_often_they_submit(here: AStation, desk: DeskLink) -> None:
    first = here.visit(1)
    desk.visits.claim(first.check_in_id)
    ended = desk.visits.decide(first.check_in_id, Decision.APPEARED_NOT_SERVED, "closing")
    assert isinstance(ended, Outcome), ended
    for number in (2, 3, 4):
        here.clock.forward(minutes=5)
        here.visit(number)
        (entry,) = seen(desk).entries
        assert entry.first_place


def test_the_longest_check_in_a_kiosk_may_make_is_accepted(here: AStation, desk: DeskLink) -> None:
    strokes = (tuple((1 / (3 + place), 0.1 + 1 / (7 + place)) for place in range(10_000)),)
    check_in = here.made(signature=records.signature(strokes=strokes, signed_at=here.clock()))
    assert isinstance(here.send(check_in), Accepted)
    completed(here, desk, check_in.check_in_id)


def test_a_kiosk_that_repeats_itself_or_calls_for_ever_does_not_fill_the_station(
    here: AStation, desk: DeskLink
) -> None:
    check_in = here.visit(1)
    for _ in range(9):
        assert isinstance(here.send(check_in, 1), AlreadyAccepted)
    assert here.events().count(AuditEvent.CHECK_IN_REPEATED.value) == 4, "the 1st, 2nd, 4th and 8th"
    here.kiosk("kiosk-b").call_help("b-1", HelpKind.HELP, "welcome", "en")
    for number in range(60):
        here.kiosk().call_help(f"a-{number}", HelpKind.HELP, "welcome", "en")
    assert {call.help_id for call in seen(desk).help_calls} == {"b-1", "a-59"}
    assert here.events().count(AuditEvent.HELP_CALLED.value) == 2


def test_no_kiosk_has_the_letter_of_walk_ins(here: AStation) -> None:
    with here.store.writing() as session:
        letters = [kiosks.letter_of(session, f"kiosk-{number}", here.clock()) for number in range(26)]
    assert walk_in.LETTER not in letters
    assert len(set(letters)) == 26


def test_whoever_looks_is_written_down_and_what_they_typed_is_not(here: AStation, desk: DeskLink) -> None:
    desk.people.search("Quill")
    kept = desk.people.keep_photograph(jpeg())
    assert isinstance(kept, PhotographKept)
    desk.people.photograph(kept.photograph.photograph_id)
    assert here.events()[-2:] == [AuditEvent.ROSTER_SEARCHED.value, AuditEvent.PHOTOGRAPH_VIEWED.value]
    with here.store.reading() as session:
        searched = [line for line in log.lines(session) if line.event == AuditEvent.ROSTER_SEARCHED.value]
    assert [json.loads(line.about) for line in searched] == [{"shown": "1"}]
