"""The live queue, and what the lobby may know of it."""

from __future__ import annotations

import datetime as dt
import threading
from dataclasses import replace

from kiosk.audit import AuditEvent
from kiosk.check_in import Disclosure, State
from kiosk.law.lanes import Lane
from kiosk.review import Decision
from kiosk.visit.events import HelpKind
from kiosk.words import words
from sync.identity import Role as DeviceRole
from sync.kiosk_wire import Board, CallHelp, HelpAnswer, OfficeInfo, Standing, TicketPlace
from sync.link import Refused
from sync.station.client import DeskLink
from sync.station.desk_wire import CheckInPage, HelpCall, Outcome, QueueView
from sync.station.store import check_ins
from sync.wire import to_wire
from tests.specimens import records
from tests.sync.station.a_station import KIOSK, AStation, card
from tests.waiting import until


def view(desk: DeskLink, after: int = 0, wait_s: float = 0.0) -> QueueView:
    """The queue, which must have come."""
    found = desk.visits.queue(after, wait_s)
    assert isinstance(found, QueueView), found
    return found


def test_people_are_listed_in_the_order_they_arrived(here: AStation, desk: DeskLink) -> None:
    here.enrol(records.registrant(registrant_id="SYN-0002", id_number="S222", registry_id="X"))
    later = here.visit(1, arrived_at=here.clock() - dt.timedelta(minutes=2))
    earlier = here.visit(
        2, identity=card(id_number="S222"), arrived_at=here.clock() - dt.timedelta(minutes=9)
    )
    assert [entry.check_in_id for entry in view(desk).entries] == [earlier.check_in_id, later.check_in_id]


def test_who_asks_with_the_version_it_has_waits_until_something_changes(
    here: AStation, desk: DeskLink
) -> None:
    seen = view(desk)
    answers: list[QueueView] = []
    thread = threading.Thread(target=lambda: answers.append(view(desk, seen.version, 20.0)))
    thread.start()
    check_in = here.visit()
    until(lambda: answers, within=10, what="the queue to be pushed")
    thread.join(10)
    assert answers[0].version > seen.version
    assert [entry.check_in_id for entry in answers[0].entries] == [check_in.check_in_id]


def test_a_change_made_behind_the_bells_back_is_noticed_too(here: AStation, desk: DeskLink) -> None:
    check_in = here.visit()
    seen = view(desk)
    answers: list[QueueView] = []
    thread = threading.Thread(target=lambda: answers.append(view(desk, seen.version, 20.0)))
    thread.start()
    with here.store.writing() as session:
        check_ins.change(session, check_in.check_in_id, called_to="2", called_at=here.clock())
    until(lambda: answers, within=10, what="the queue to be pushed")
    thread.join(10)
    assert answers[0].entries[0].called_to == "2"


def test_nothing_new_is_answered_when_the_wait_is_over(here: AStation, desk: DeskLink) -> None:
    seen = view(desk)
    assert view(desk, seen.version, 0.2) == seen


def test_the_queue_says_what_kinds_of_change_were_reported(here: AStation, desk: DeskLink) -> None:
    here.visit(changes=records.moved_house())
    (entry,) = view(desk).entries
    assert [kind.value for kind in entry.kinds] == ["residence"]


# --- what the lobby may know -----------------------------------------------------------------------------


def test_a_kiosk_hears_of_its_office_and_keeps_its_letter(here: AStation) -> None:
    first = here.kiosk("kiosk-a").office()
    second = here.kiosk("kiosk-b").office()
    again = here.kiosk("kiosk-a").office()
    assert isinstance(first, OfficeInfo)
    assert isinstance(second, OfficeInfo)
    assert (first.letter, second.letter) == ("A", "B")
    assert again == first
    assert first.open_now
    assert first.opens_at is None
    assert "BEGIN PUBLIC KEY" in first.station_key


def test_a_closed_office_says_when_it_opens(here: AStation) -> None:
    here.clock.now = dt.datetime(2026, 11, 26, 1, 0, tzinfo=dt.UTC)  # the evening before Thanksgiving
    about = here.kiosk().office()
    assert isinstance(about, OfficeInfo)
    assert not about.open_now
    assert about.opens_at is not None
    # The day after Thanksgiving is a working day of the state's own calendar unless it is observed.
    local = about.opens_at.astimezone(records.OFFICE_ZONE)
    assert local.date() >= dt.date(2026, 11, 27)
    assert local.time() == dt.time(8)
    assert about.holiday is None
    here.clock.now = dt.datetime(2026, 11, 26, 18, 0, tzinfo=dt.UTC)
    thanksgiving = here.kiosk().office()
    assert isinstance(thanksgiving, OfficeInfo)
    assert thanksgiving.holiday == words("law.holiday.thanksgiving")
    here.clock.now = dt.datetime(2026, 11, 25, 12, 0, tzinfo=dt.UTC)  # six in the morning
    early = here.kiosk().office()
    assert isinstance(early, OfficeInfo)
    assert early.opens_at == dt.datetime(2026, 11, 25, 8, 0, tzinfo=records.OFFICE_ZONE)


def test_a_ticket_has_a_place_until_it_is_called(here: AStation, desk: DeskLink) -> None:
    here.enrol(records.registrant(registrant_id="SYN-0002", id_number="S222", registry_id="X"))
    first = here.visit(1, arrived_at=here.clock() - dt.timedelta(minutes=9))
    second = here.visit(2, identity=card(id_number="S222"))
    link = here.kiosk()
    assert link.ticket_place(first.check_in_id) == TicketPlace(1, 0, "", Lane.PERIODIC)
    place = link.ticket_place(second.check_in_id)
    assert isinstance(place, TicketPlace)
    assert place.place == 2
    assert place.wait_minutes
    assert isinstance(desk.visits.call(first.check_in_id, "2"), Outcome)
    assert link.ticket_place(first.check_in_id) == TicketPlace(None, None, "2")
    board = link.board()
    assert isinstance(board, Board)
    assert [(call.ticket, call.window) for call in board.calls] == [(first.ticket.number(), "2")]
    refused = desk.visits.call(second.check_in_id, " ")
    assert getattr(refused, "status", None) == 422


def test_the_place_in_line_tells_nobody_without_a_second_factor_whose_card_it_is(
    here: AStation, desk: DeskLink
) -> None:
    left_out = here.visit()
    desk.visits.claim(left_out.check_in_id)
    desk.visits.decide(left_out.check_in_id, Decision.APPEARED_NOT_SERVED, "closed")
    here.clock.forward(days=1)
    here.enrol(records.registrant(registrant_id="SYN-0002", id_number="S222", registry_id="X"))
    here.visit(2, identity=card(id_number="S222"))
    here.clock.forward(minutes=1)
    unasked = {"lookup_id": "", "disclosure": Disclosure.BLIND, "offline": True}
    known = here.visit(3, **unasked)
    assert here.kiosk().ticket_place(known.check_in_id) == TicketPlace(2, 10, "")


def test_a_ticket_of_another_kiosk_is_unknown_here(here: AStation) -> None:
    check_in = here.visit()
    for refused in (
        here.kiosk("kiosk-b").ticket_place(check_in.check_in_id),
        here.kiosk().ticket_place("none"),
    ):
        assert isinstance(refused, Refused)
        assert (refused.problem.code, refused.status) == ("ticket_unknown", 404)


def test_a_kiosk_tells_how_it_stands_and_hears_who_is_called(here: AStation, desk: DeskLink) -> None:
    check_in = here.visit()
    desk.visits.call(check_in.check_in_id, "2")
    told = Standing(here.clock() + dt.timedelta(seconds=130), 3, 1, here.clock(), ("printer_gone",))
    board = here.kiosk().stand(told)
    assert isinstance(board, Board)
    assert [(call.ticket, call.window) for call in board.calls] == [("A-014", "2")]
    assert board.waiting == 1
    (seen,) = view(desk).kiosks
    assert (seen.kiosk_id, seen.letter, seen.waiting, seen.parked) == (KIOSK, "A", 3, 1)
    assert seen.clock_off_seconds == 130
    assert seen.troubles == ("printer_gone",)


def test_a_kiosk_that_is_let_in_no_more_is_known_by_its_letter_still_and_as_gone(
    here: AStation, desk: DeskLink
) -> None:
    for kiosk in (KIOSK, "kiosk-b"):
        assert isinstance(here.kiosk(kiosk).stand(Standing(here.clock(), 0, 0, None)), Board)
    here.keys.let_go = frozenset({KIOSK})
    assert {seen.kiosk_id: seen.gone for seen in view(desk).kiosks} == {KIOSK: True, "kiosk-b": False}


def test_the_board_names_nobody(here: AStation, desk: DeskLink) -> None:
    check_in = here.visit()
    desk.visits.call(check_in.check_in_id, "2")
    http = here.http(KIOSK, DeviceRole.KIOSK)
    answer = http.post("/v1/kiosk/standing", content=to_wire(Standing(here.clock(), 0, 0, None)))
    for planted in ("Quill", "QUILL", "SYN-0001", check_in.check_in_id, "S123456789"):
        assert planted not in answer.text


def test_a_call_an_hour_old_leaves_the_board(here: AStation, desk: DeskLink) -> None:
    check_in = here.visit()
    desk.visits.call(check_in.check_in_id, "2")
    here.clock.forward(minutes=61)
    board = here.kiosk().stand(Standing(here.clock(), 0, 0, None))
    assert isinstance(board, Board)
    assert board.calls == ()


# --- calls for help --------------------------------------------------------------------------------------


def test_a_call_for_help_reaches_the_desk_and_its_answer_the_kiosk(here: AStation, desk: DeskLink) -> None:
    link = here.kiosk()
    assert link.call_help("h1", HelpKind.INTERPRETER, "asking_page", "es") == HelpAnswer("h1", "", "")
    assert link.call_help("h1", HelpKind.INTERPRETER, "asking_page", "es") == HelpAnswer("h1", "", "")
    (call,) = view(desk).help_calls
    assert (call.kiosk_id, call.wants, call.screen) == (KIOSK, "interpreter", "asking_page")
    assert desk.office.answer_help("h1", "window", "2") is None
    assert link.help_answer("h1") == HelpAnswer("h1", "window", "2")
    (answered,) = view(desk).help_calls
    assert answered == replace(call, answer="window", window="2")


def test_help_of_another_kiosk_is_unknown_here(here: AStation) -> None:
    here.kiosk().call_help("h1", HelpKind.HELP, "scanning", "en")
    for refused in (
        here.kiosk("kiosk-b").help_answer("h1"),
        here.kiosk("kiosk-b").call_help("h1", HelpKind.HELP, "scanning", "en"),
        here.kiosk().help_answer("h2"),
    ):
        assert isinstance(refused, Refused)
        assert (refused.problem.code, refused.status) == ("help_unknown", 404)


def test_an_answer_that_is_none_is_refused(here: AStation, desk: DeskLink) -> None:
    here.kiosk().call_help("h1", HelpKind.HELP, "scanning", "en")
    for said, window in (("shouted", ""), ("window", " "), ("window", "x" * 41)):
        assert getattr(desk.office.answer_help("h1", said, window), "status", None) == 422
    assert getattr(desk.office.answer_help("h2", "coming"), "status", None) == 404


def test_a_screens_name_is_short(here: AStation) -> None:
    http = here.http(KIOSK, DeviceRole.KIOSK)
    long = CallHelp("h1", HelpKind.HELP, "x" * 61, "en")
    assert http.post("/v1/kiosk/help", content=to_wire(long)).status_code == 422


# --- people ----------------------------------------------------------------------------------------------


def test_people_are_found_by_the_beginning_of_names_by_numbers_and_by_birth_date(
    here: AStation, desk: DeskLink
) -> None:
    other = records.registrant(
        registrant_id="SYN-0002",
        id_number="S222",
        registry_id="MO-SYN-0002",
        name=replace(records.registrant().name, first="José", last="Núñez-O'Hara"),
        birth_date=dt.date(1971, 2, 3),
    )
    here.enrol(other)

    def ids(text: str, birth_date: dt.date | None = None) -> list[str]:
        found = desk.people.search(text, birth_date)
        assert isinstance(found, tuple), found
        return [one.registrant_id for one in found]

    assert ids("qui") == ["SYN-0001"]
    assert ids("Quill, Alex") == ["SYN-0001"]
    assert ids("jose nunez") == ["SYN-0002"]
    assert ids("nunezohara") == ["SYN-0002"]
    assert ids("s-222") == ["SYN-0002"]
    assert ids("mo-syn-0001") == ["SYN-0001"]
    assert ids("", dt.date(1971, 2, 3)) == ["SYN-0002"]
    assert ids("quill", dt.date(1971, 2, 3)) == []
    assert ids("") == []
    assert ids("% _ ' \" ;") == []


def test_a_page_that_is_only_looked_at_is_not_claimed(here: AStation, desk: DeskLink) -> None:
    check_in = here.visit()
    page = desk.visits.page(check_in.check_in_id)
    assert isinstance(page, CheckInPage)
    assert page.entry.state is State.WAITING
    assert page.version_shown == 3
    assert page.card.name == "ALEX ROWAN QUILL"
    assert page.card.address == "415 BIRCHWOOD TER APT 3B, KANSAS CITY, MO 641060000"


def test_every_look_at_a_record_is_in_the_log(here: AStation, desk: DeskLink) -> None:
    check_in = here.visit()
    for looks in (1, 2, 3):
        assert isinstance(desk.visits.claim(check_in.check_in_id), CheckInPage)
        assert here.events().count(AuditEvent.RECORD_VIEWED.value) == looks


def test_the_same_person_may_be_looked_up_after_every_ending(here: AStation, desk: DeskLink) -> None:
    for number, decision in enumerate((Decision.LEFT, Decision.NO_SHOW, Decision.REJECT), start=1):
        check_in = here.visit(number)
        desk.visits.decide(check_in.check_in_id, decision, "x")
    assert view(desk).entries == ()


def test_the_days_calls_are_listed_with_who_answered_them(here: AStation, desk: DeskLink) -> None:
    link = here.kiosk()
    link.call_help("h-1", HelpKind.INTERPRETER, "scanning", "es")
    assert desk.office.answer_help("h-1", "window", "2") is None
    here.clock.forward(minutes=5)
    link.call_help("h-2", HelpKind.HELP, "scanning", "en")
    today = here.office.today(here.clock())
    newest, oldest = _messages(desk, today)
    assert (newest.help_id, newest.answer, newest.answered_by) == ("h-2", "", "")
    assert (oldest.help_id, oldest.window, oldest.answered_by) == ("h-1", "2", "T. Rivera")
    assert oldest.answered_at is not None
    assert _messages(desk, today - dt.timedelta(days=1)) == ()


def _messages(desk: DeskLink, day: dt.date) -> tuple[HelpCall, ...]:
    found = desk.office.messages(day)
    assert isinstance(found, tuple), found
    return found
