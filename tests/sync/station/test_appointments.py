"""The appointment book, and what an appointment means for whoever keeps it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from kiosk.audit import AuditEvent
from kiosk.check_in import Claim
from kiosk.law.lanes import Coming, Lane
from sync.kiosk_wire import Opened, QuestionTaken, TicketPlace
from sync.station.appointment_wire import AppointmentDay, Booked, BookedState, BookTime
from sync.station.client import DeskLink, new_id
from sync.station.desk_wire import QueueView, Refused
from sync.station.office import AppointmentBook
from sync.station.store import appointments as rows
from tests.specimens import records
from tests.sync.station.a_station import PIN, AStation, a_station, card

ALEX = "SYN-0001"
MONDAY = dt.date(2026, 11, 23)


def at(here: AStation, hour: int, minute: int = 0, day: dt.date = MONDAY) -> dt.datetime:
    """A time of day at the office."""
    return dt.datetime.combine(day, dt.time(hour, minute), here.office.zone).astimezone(dt.UTC)


@pytest.fixture
def early(here: AStation) -> AStation:
    """The office on Monday 23 November 2026 at 7:30, half an hour before it opens."""
    here.clock.now = at(here, 7, 30)
    return here


@pytest.fixture
def desk(early: AStation) -> DeskLink:
    """Officer Rivera, signed in that morning."""
    return early.signed_in()


def day(desk: DeskLink, on: dt.date = MONDAY) -> AppointmentDay:
    """One day of the book."""
    found = desk.appointments.day(on)
    assert isinstance(found, AppointmentDay), found
    return found


def booked(desk: DeskLink, starts: dt.datetime, person: str = ALEX) -> Booked:
    """An appointment for ``person``."""
    found = desk.appointments.book(BookTime(new_id(), person, Lane.PERIODIC, starts))
    assert isinstance(found, Booked), found
    return found


def code(found: object) -> str:
    """Why it was refused."""
    assert isinstance(found, Refused), found
    return found.problem.code


def view(here: AStation) -> QueueView:
    """The queue, for an officer who has just signed in: mornings are long."""
    found = here.signed_in().visits.queue()
    assert isinstance(found, QueueView)
    return found


def another(here: AStation) -> None:
    """A second person on the roster, Sam Quill."""
    here.enrol(records.registrant(registrant_id="SYN-0002", id_number="S222", registry_id="X"))


# --- the book ---------------------------------------------------------------------------------------------


def test_times_are_offered_within_the_offices_hours_and_none_that_is_past(
    early: AStation, desk: DeskLink
) -> None:
    times = [early.office.local(one.starts) for one in day(desk).free]
    assert [f"{one:%H:%M}" for one in (times[0], times[1], times[-1])] == ["08:00", "08:30", "14:30"]
    assert {one.lane for one in day(desk).free} == {Lane.PERIODIC}
    early.clock.now = at(early, 12, 10)
    assert early.office.local(day(early.signed_in()).free[0].starts).hour == 12


def test_a_closed_day_says_why_and_which_day_is_next(desk: DeskLink) -> None:
    thanksgiving = day(desk, dt.date(2026, 11, 26))
    assert thanksgiving.closed is not None
    assert thanksgiving.free == ()
    assert day(desk, dt.date(2026, 11, 28)).next_open == dt.date(2026, 11, 30)
    assert day(desk, MONDAY + dt.timedelta(days=3650)).free == ()


def test_a_booked_time_is_taken_and_the_same_booking_again_is_one(early: AStation, desk: DeskLink) -> None:
    asked = BookTime(new_id(), ALEX, Lane.PERIODIC, at(early, 9))
    first, again = desk.appointments.book(asked), desk.appointments.book(asked)
    assert first == again
    assert isinstance(first, Booked)
    assert (first.name, first.state) == ("Alex Rowan Quill", BookedState.BOOKED)
    assert at(early, 9) not in [one.starts for one in day(desk).free]
    assert early.events().count(AuditEvent.APPOINTMENT_BOOKED.value) == 1
    assert code(desk.appointments.book(replace(asked, lane=Lane.CHANGES))) == "appointment_id_used"


def test_of_two_officers_who_want_the_last_time_one_is_told(early: AStation, desk: DeskLink) -> None:
    another(early)
    early.hire("osei", full_name="K. Osei")
    booked(desk, at(early, 9))
    second = early.signed_in("osei", "desk-2").appointments.book(
        BookTime(new_id(), "SYN-0002", Lane.PERIODIC, at(early, 9))
    )
    assert code(second) == "appointment_not_free"


def test_as_many_are_seen_at_once_as_the_office_says(tmp_path_factory: pytest.TempPathFactory) -> None:
    book = AppointmentBook(60, {Lane.PERIODIC: 2, Lane.CHANGES: 1})
    here = a_station(tmp_path_factory.mktemp("book"), book=book)
    here.clock.now = at(here, 7)
    here.hire()
    here.enrol(records.registrant())
    another(here)
    desk = here.signed_in()
    booked(desk, at(here, 8))
    free = {(one.lane, one.free) for one in day(desk).free if one.starts == at(here, 8)}
    assert free == {(Lane.PERIODIC, 1), (Lane.CHANGES, 1)}
    booked(desk, at(here, 8), "SYN-0002")
    assert [one.lane for one in day(desk).free if one.starts == at(here, 8)] == [Lane.CHANGES]
    here.store.close()


def free_at(here: AStation, desk: DeskLink) -> list[str]:
    """The free times of Monday, with how many people."""
    return [f"{here.office.local(one.starts):%H:%M} {one.free}" for one in day(desk).free]


@pytest.fixture
def shorter(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int, int], AStation]:
    """An office whose appointments were an hour long when Alex was booked at 9:00, and now are otherwise."""

    def made(minutes: int, desks: int) -> AStation:
        folder = tmp_path_factory.mktemp("book")
        here = a_station(folder, book=AppointmentBook(60))
        here.clock.now = at(here, 7)
        here.hire()
        here.enrol(records.registrant())
        booked(here.signed_in(), at(here, 9))
        here.store.close()
        book = AppointmentBook(minutes, {Lane.PERIODIC: desks})
        return a_station(folder, here.clock, book=book)

    return made


def test_an_appointment_booked_while_they_were_longer_is_still_as_long(
    shorter: Callable[[int, int], AStation],
) -> None:
    here = shorter(30, 1)
    desk = here.signed_in()
    assert free_at(here, desk)[:4] == ["08:00 1", "08:30 1", "10:00 1", "10:30 1"]
    another(here)
    inside = desk.appointments.book(BookTime(new_id(), "SYN-0002", Lane.PERIODIC, at(here, 9, 30)))
    assert code(inside) == "appointment_not_free"
    own = day(desk).booked[0]
    moved = desk.appointments.move(own.appointment_id, at(here, 9, 30))
    assert moved == replace(own, starts=at(here, 9, 30), minutes=30), "it is not in its own way"
    assert free_at(here, desk)[2] == "09:00 1"
    here.store.close()


def test_two_short_appointments_one_after_the_other_take_one_desk_of_two(
    shorter: Callable[[int, int], AStation],
) -> None:
    here = shorter(120, 2)
    desk = here.signed_in()
    assert free_at(here, desk) == ["08:00 1", "10:00 2", "12:00 2"]
    another(here)
    with here.store.writing() as session:
        asked = BookTime(new_id(), "SYN-0002", Lane.PERIODIC, at(here, 8))
        rows.add(session, asked, MONDAY, 60, "off-1", here.clock())
    assert free_at(here, desk)[0] == "08:00 1", "from 8 to 9 one, from 9 to 10 the other"
    here.store.close()


@pytest.mark.parametrize(
    ("hour", "minute", "days"), [(8, 10, 0), (7, 0, 0), (15, 0, 0), (9, 0, 3), (9, 0, 3650)]
)
def test_only_an_offered_time_can_be_booked(
    early: AStation, desk: DeskLink, hour: int, minute: int, days: int
) -> None:
    starts = at(early, hour, minute, MONDAY + dt.timedelta(days=days))
    assert code(desk.appointments.book(BookTime(new_id(), ALEX, Lane.PERIODIC, starts))) == (
        "appointment_not_free"
    )


def test_a_person_has_one_appointment_to_come(early: AStation, desk: DeskLink) -> None:
    booked(desk, at(early, 9))
    refused = desk.appointments.book(BookTime(new_id(), ALEX, Lane.PERIODIC, at(early, 10)))
    assert code(refused) == "appointment_already"
    unknown = desk.appointments.book(BookTime(new_id(), "nobody", Lane.PERIODIC, at(early, 10)))
    assert code(unknown) == "no_such_registrant"


def test_a_moved_appointment_frees_its_time_and_the_log_says_from_when_to_when(
    early: AStation, desk: DeskLink
) -> None:
    made = booked(desk, at(early, 9))
    moved = desk.appointments.move(made.appointment_id, at(early, 13))
    assert moved == replace(made, starts=at(early, 13))
    assert desk.appointments.move(made.appointment_id, at(early, 13)) == moved
    assert at(early, 9) in [one.starts for one in day(desk).free]
    assert [one.starts for one in day(desk).booked] == [at(early, 13)]
    assert early.events().count(AuditEvent.APPOINTMENT_MOVED.value) == 1
    assert code(desk.appointments.move(made.appointment_id, at(early, 13, 5))) == "appointment_not_free"
    assert code(desk.appointments.move("none", at(early, 13))) == "no_such_appointment"


def test_a_cancelled_appointment_is_gone_with_its_reason_kept(early: AStation, desk: DeskLink) -> None:
    made = booked(desk, at(early, 9))
    assert code(desk.appointments.cancel(made.appointment_id, " ")) == "reason_missing"
    assert desk.appointments.cancel(made.appointment_id, "in hospital") is None
    assert desk.appointments.cancel(made.appointment_id, "in hospital") is None
    assert day(desk).booked == ()
    assert desk.appointments.of_person(ALEX) == ()
    assert early.events().count(AuditEvent.APPOINTMENT_CANCELLED.value) == 1
    assert b"in hospital" in early.everything_stored()
    assert code(desk.appointments.cancel("none", "x")) == "no_such_appointment"
    again = desk.appointments.book(BookTime(made.appointment_id, ALEX, Lane.PERIODIC, at(early, 9)))
    assert code(again) == "no_such_appointment"
    booked(desk, at(early, 9))


# --- whoever keeps it -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hour", "minute", "coming"), [(8, 50, Coming.ON_TIME), (8, 30, Coming.EARLY), (10, 0, Coming.LATE)]
)
def test_the_kiosk_is_told_the_lane_and_the_time_once_the_factor_was_right(
    early: AStation, desk: DeskLink, hour: int, minute: int, coming: Coming
) -> None:
    booked(desk, at(early, 9))
    early.clock.now = at(early, hour, minute)
    link = early.kiosk()
    asked = link.find_registrant(card())
    assert isinstance(asked, QuestionTaken)
    opened = link.open_record(asked.lookup_id, PIN)
    assert isinstance(opened, Opened)
    assert (opened.lane, opened.appointment, opened.coming) == (Lane.PERIODIC, at(early, 9), coming)


def test_without_an_appointment_the_kiosk_is_told_the_lane_only_where_the_record_is_shown(
    early: AStation,
) -> None:
    link = early.kiosk()
    typed = Claim("", "Alex", "Quill", dt.date(1980, 11, 5))
    lanes = []
    for identity in (card(), typed):
        asked = link.find_registrant(identity)
        assert isinstance(asked, QuestionTaken)
        opened = link.open_record(asked.lookup_id, PIN)
        assert isinstance(opened, Opened)
        assert opened.appointment is None
        lanes.append(opened.lane)
    assert lanes[0] in tuple(Lane)
    assert lanes[1] is None


def test_who_comes_for_their_time_goes_before_who_only_came_earlier(early: AStation, desk: DeskLink) -> None:
    another(early)
    booked(desk, at(early, 9))
    early.clock.now = at(early, 8, 55)
    other = early.visit(1, identity=card(id_number="S222"), arrived_at=at(early, 8, 5))
    own = early.visit(2, arrived_at=at(early, 8, 50))
    assert [one.check_in_id for one in view(early).entries] == [other.check_in_id, own.check_in_id]
    early.clock.now = at(early, 9)
    first, second = view(early).entries
    assert (first.check_in_id, first.lane, first.appointment, first.coming) == (
        own.check_in_id,
        Lane.PERIODIC,
        at(early, 9),
        Coming.ON_TIME,
    )
    assert (second.appointment, second.coming) == (None, None)
    place = early.kiosk().ticket_place(own.check_in_id)
    assert isinstance(place, TicketPlace)
    assert (place.place, place.lane, place.appointment) == (1, Lane.PERIODIC, at(early, 9))
    behind = early.kiosk().ticket_place(other.check_in_id)
    assert isinstance(behind, TicketPlace)
    assert (behind.place, behind.appointment) == (2, None)


def test_who_missed_their_time_waits_like_everybody_else_and_is_not_refused(
    early: AStation, desk: DeskLink
) -> None:
    another(early)
    booked(desk, at(early, 8))
    early.clock.now = at(early, 9)
    other = early.visit(1, identity=card(id_number="S222"), arrived_at=at(early, 8, 40))
    own = early.visit(2, arrived_at=at(early, 8, 55))
    assert [one.check_in_id for one in view(early).entries] == [other.check_in_id, own.check_in_id]
    assert view(early).entries[1].coming is Coming.LATE


def test_the_queue_shows_who_has_an_appointment_today_and_has_not_come(
    early: AStation, desk: DeskLink
) -> None:
    before = view(early).version
    made = booked(desk, at(early, 9))
    assert view(early).version > before
    assert view(early).appointments == (made,)
    early.clock.now = at(early, 9, 30)
    assert [one.state for one in view(early).appointments] == [BookedState.MISSED]
    early.visit()
    assert view(early).appointments == ()
    assert [one.state for one in day(early.signed_in()).booked] == [BookedState.CAME]


def test_a_completed_appearance_is_seen_in_the_book(early: AStation, desk: DeskLink) -> None:
    made = booked(desk, at(early, 9))
    early.clock.now = at(early, 9)
    check_in, served = early.visit(), early.signed_in()
    page = served.visits.claim(check_in.check_in_id)
    assert not isinstance(page, Refused)
    done = served.visits.complete(check_in.check_in_id, records.checklist(), 3, new_id())
    assert not isinstance(done, Refused), done
    assert [one.state for one in day(early.signed_in()).booked] == [BookedState.SERVED]
    assert served.appointments.of_person(ALEX) == (replace(made, state=BookedState.SERVED),)
    assert code(served.appointments.move(made.appointment_id, at(early, 13))) == "appointment_already"
    assert [one.starts for one in day(early.signed_in()).booked] == [at(early, 9)]
