"""Numbers for other services stand in the same queue, are called like any other, and end at the desk."""

from __future__ import annotations

import datetime as dt

import pytest

from kiosk.check_in import Ticket
from kiosk.services import NumberTaken
from sync.envelope import Header, seal
from sync.kiosk_wire import Accepted, AlreadyAccepted, Board, OfficeInfo, TicketPlace
from sync.link import Refused
from sync.station.client import DeskLink
from sync.station.desk_wire import QueueEntry, QueueView
from sync.station.desk_wire import Refused as DeskRefused
from sync.wire import to_wire
from tests.specimens.records import TODAY
from tests.sync.station.a_station import KIOSK, AStation


def take(here: AStation, which: int, minutes_ago: float, service: str = "permits") -> NumberTaken:
    """Somebody takes a number at the kiosk; it is accepted."""
    number = made(here, which, minutes_ago, service)
    answer = send(here, number, which)
    assert isinstance(answer, Accepted), answer
    return number


def made(here: AStation, which: int, minutes_ago: float, service: str = "permits") -> NumberTaken:
    at = here.clock() - dt.timedelta(minutes=minutes_ago)
    return NumberTaken(f"number-{which:08d}-0123456789", KIOSK, Ticket("A", which, TODAY), service, "es", at)


def send(here: AStation, number: NumberTaken, sequence: int) -> object:
    header = Header(KIOSK, "00112233445566ff", sequence, "number", number.number_id, here.clock(), "")
    keys = here.keys
    here.kiosk()
    envelope = seal(to_wire(number), keys.station.public_key(), keys.signing(KIOSK), header)
    return here.kiosk().submit(envelope.to_bytes())


def view(desk: DeskLink) -> QueueView:
    found = desk.visits.queue()
    assert isinstance(found, QueueView)
    return found


def line(desk: DeskLink) -> list[str]:
    return [entry.ticket for entry in view(desk).entries]


@pytest.fixture
def desk(here: AStation) -> DeskLink:
    return here.signed_in()


def test_a_number_stands_between_those_who_came_before_and_after(here: AStation, desk: DeskLink) -> None:
    check_in = here.visit(1, arrived_at=here.clock() - dt.timedelta(minutes=9))
    take(here, 2, 20)
    take(here, 3, 5)
    mine = check_in.ticket.number()
    assert line(desk) == ["A-002", mine, "A-003"]
    first: QueueEntry = view(desk).entries[0]
    assert (first.service, first.name, first.registrant_id, first.language) == ("permits", "", "", "es")
    board = here.kiosk().board()
    assert isinstance(board, Board)
    assert board.waiting == 3


def test_a_number_has_a_place_and_so_has_whoever_waits_behind_it(here: AStation) -> None:
    early, late = take(here, 2, 20), take(here, 3, 1)
    check_in = here.visit(1, arrived_at=here.clock() - dt.timedelta(minutes=9))
    kiosk = here.kiosk()
    assert kiosk.ticket_place(early.number_id) == TicketPlace(1, 0, "")
    behind = kiosk.ticket_place(check_in.check_in_id)
    assert isinstance(behind, TicketPlace)
    assert behind.place == 2
    last = kiosk.ticket_place(late.number_id)
    assert isinstance(last, TicketPlace)
    assert last.place == 3
    assert isinstance(here.kiosk("kiosk-b").ticket_place(early.number_id), Refused)


def test_a_number_is_called_on_every_screen_and_ended_once(here: AStation, desk: DeskLink) -> None:
    number = take(here, 2, 3)
    called = desk.visits.call_number(number.number_id, " 2 ")
    assert isinstance(called, QueueView)
    assert called.entries[0].called_to == "2"
    board = here.kiosk().board()
    assert isinstance(board, Board)
    assert [(call.ticket, call.window) for call in board.calls] == [("A-002", "2")]
    assert board.waiting == 0
    assert here.kiosk().ticket_place(number.number_id) == TicketPlace(None, None, "2")
    for _ in range(2):
        assert line(desk) == [] if isinstance(desk.visits.end_number(number.number_id), QueueView) else False
    assert here.events().count("number_taken") == here.events().count("number_ended") == 1
    assert isinstance(desk.visits.call_number(number.number_id, "2"), DeskRefused)


def test_what_cannot_be_done_with_a_number_is_refused(here: AStation, desk: DeskLink) -> None:
    number = take(here, 2, 3)
    answers = [
        desk.visits.call_number(number.number_id, " "),
        desk.visits.call_number("nobody", "2"),
        desk.visits.end_number("nobody"),
    ]
    codes = [answer.problem.code for answer in answers if isinstance(answer, DeskRefused)]
    assert codes == ["window_missing", "no_such_number", "no_such_number"]


def test_a_number_comes_once_whole_and_is_gone_the_next_day(here: AStation, desk: DeskLink) -> None:
    number = take(here, 2, 3)
    assert isinstance(send(here, number, 2), AlreadyAccepted)
    assert isinstance(send(here, made(here, 3, 1, "x" * 41), 3), Refused)
    assert line(desk) == ["A-002"]
    here.clock.forward(hours=17)
    assert line(here.signed_in()) == []


def test_a_kiosk_whose_clock_is_ahead_puts_nobody_in_the_future(here: AStation, desk: DeskLink) -> None:
    take(here, 2, -90)
    (entry,) = view(desk).entries
    assert entry.arrived_at == here.clock()


def test_the_kiosk_hears_which_services_the_office_has(here: AStation) -> None:
    about = here.kiosk().office()
    assert isinstance(about, OfficeInfo)
    assert about.services == here.office.services
