"""No day of a record is what a client says or goes back, and no id is taken that could not be named again."""

from __future__ import annotations

import datetime as dt

import pytest

from kiosk.appearance import PhotographAct
from kiosk.changes import Added
from kiosk.law.lanes import Lane
from kiosk.ledger import FeeAct
from kiosk.registrant import Phone, Photograph, Residence, ResidenceKind, Travel
from kiosk.topics import Topic
from sync.station.appointment_wire import BookTime
from sync.station.board_wire import BoardAsked
from sync.station.client import DeskLink, new_id
from sync.station.desk_wire import CheckInPage, CompletedView, PhotographKept
from sync.station.people_wire import EnterFee, WalkIn
from sync.wire import NotUnderstood, from_wire, to_wire
from tests.specimens import records
from tests.sync.station.a_station import AStation, jpeg
from tests.sync.station.test_records_at_the_desk import page_of, refusal


def taken(
    here: AStation, desk: DeskLink, photograph: Photograph, done_at: dt.datetime | None = None
) -> object:
    """A walk-in completed with this photograph as taken anew."""
    arrived = (done_at or here.clock()) - dt.timedelta(minutes=9)
    said = WalkIn(new_id(), "SYN-0001", "en", arrived, ())
    page = desk.records.walk_in(said)
    assert isinstance(page, CheckInPage), page
    assert page.record is not None
    acts = records.checklist(
        photograph=PhotographAct.TAKEN,
        new_photograph=photograph,
        day_sheet_number="17" if done_at else "",
        flags=("verified_in_future", "verified_not_at_last_appearance", "taken_in_future"),
    )
    return desk.visits.complete(said.check_in_id, acts, page.record.version, new_id(), done_at=done_at)


def kept(desk: DeskLink) -> Photograph:
    """A picture, stored."""
    found = desk.people.keep_photograph(jpeg())
    assert isinstance(found, PhotographKept), found
    return found.photograph


def test_a_photograph_counts_from_the_day_the_station_took_it_in(here: AStation, desk: DeskLink) -> None:
    stored = kept(desk)
    done = taken(here, desk, Photograph(stored.photograph_id, dt.date(2099, 1, 1)))
    assert isinstance(done, CompletedView), done
    assert done.receipt.next
    assert page_of(desk).record.photograph == Photograph(
        stored.photograph_id, here.office.today(here.clock())
    )


def test_an_old_picture_is_not_taken_anew(here: AStation, desk: DeskLink) -> None:
    first = kept(desk)
    here.clock.forward(days=200)
    desk = here.signed_in()
    assert kept(desk) == first
    assert refusal(taken(here, desk, first)) == "photograph_not_taken_now"


def test_a_sheet_entered_late_turns_nothing_back(here: AStation, desk: DeskLink) -> None:
    then = here.clock() - dt.timedelta(days=3)
    first = taken(here, desk, kept(desk))
    assert isinstance(first, CompletedView), first
    here.clock.forward(minutes=5)
    late = desk.people.keep_photograph(jpeg(fill=1))
    assert isinstance(late, PhotographKept)
    second = taken(here, desk, late.photograph, done_at=then)
    assert isinstance(second, CompletedView), second
    record, today = page_of(desk).record, here.office.today(here.clock())
    assert record.last_full_verification == today
    assert record.photograph is not None
    assert record.photograph.taken_on == today
    assert second.receipt.next == first.receipt.next


def test_a_sheet_that_is_older_than_the_last_visit_must_be_looked_at(here: AStation, desk: DeskLink) -> None:
    then = here.clock() - dt.timedelta(days=3)
    assert isinstance(taken(here, desk, kept(desk)), CompletedView)
    said = WalkIn(new_id(), "SYN-0001", "en", then - dt.timedelta(minutes=9), ())
    page = desk.records.walk_in(said)
    assert isinstance(page, CheckInPage)
    acts = records.checklist(day_sheet_number="17")
    refused = desk.visits.complete(said.check_in_id, acts, 4, new_id(), done_at=then)
    assert refusal(refused) == "findings_not_looked_at"


def test_a_photograph_that_is_not_on_file_is_not_unchanged(here: AStation, desk: DeskLink) -> None:
    here.enrol(
        records.registrant(registrant_id="SYN-0002", id_number="S222", registry_id="X", photograph=None)
    )
    said = WalkIn(new_id(), "SYN-0002", "en", here.clock(), ())
    assert isinstance(desk.records.walk_in(said), CheckInPage)
    refused = desk.visits.complete(said.check_in_id, records.checklist(), 3, new_id())
    assert refusal(refused) == "no_photograph_on_file"


@pytest.mark.parametrize("odd", ["", "a b", "a\nb", "a/b", "../x", "x" * 57, "ñ"])
def test_an_id_that_no_address_can_hold_is_not_understood(odd: str) -> None:
    fee = EnterFee("fee-1", FeeAct.PAID, 100)
    told = to_wire(fee).replace(b'"fee-1"', to_wire(odd).split(b":", 2)[2].rstrip(b"}"))
    assert isinstance(from_wire(EnterFee, to_wire(fee)), EnterFee)
    assert isinstance(from_wire(EnterFee, told), NotUnderstood)
    with pytest.raises(ValueError, match="drawn"):
        WalkIn(odd, "SYN-0001", "en", records.NOW, ())


@pytest.mark.parametrize("day", [dt.date.min, dt.date.max])
def test_a_day_that_no_calendar_reaches_is_not_understood(desk: DeskLink, day: dt.date) -> None:
    asked = (
        desk.appointments.day(day),
        desk.office.messages(day),
        desk.records.fees_on(day),
        desk.boards.due(BoardAsked(week=day)),
    )
    assert [refusal(one) for one in asked] == ["not_understood"] * len(asked)


@pytest.mark.parametrize("day", [dt.datetime.min, dt.datetime.max.replace(microsecond=0)])
def test_a_time_that_no_calendar_reaches_cannot_be_booked(desk: DeskLink, day: dt.datetime) -> None:
    asked = BookTime(new_id(), "SYN-0001", Lane.PERIODIC, day.replace(tzinfo=dt.UTC))
    assert refusal(desk.appointments.book(asked)) in ("appointment_not_free", "not_understood")


@pytest.mark.parametrize("day", [dt.date.min, dt.date.max])
def test_a_change_on_a_day_that_no_calendar_reaches_can_be_looked_at_and_is_found(
    here: AStation, desk: DeskLink, day: dt.date
) -> None:
    lodging = Residence("", ResidenceKind.TEMPORARY, None, "a friend's sofa", records.TODAY, day)
    told = (
        Added(Topic.PHONES, Phone("", "8165550188"), day),
        Added(Topic.TRAVEL, Travel("", "Canada", day, None), None),
        Added(Topic.RESIDENCES, lodging, day),
    )
    said = WalkIn(new_id(), "SYN-0001", "en", here.clock(), told)
    page = desk.records.walk_in(said)
    assert isinstance(page, CheckInPage), page
    assert [duty.due for duty in page.duties] == [None] * len(told)
    assert {one.topic for one in page.findings} == {Topic.PHONES, Topic.TRAVEL, Topic.RESIDENCES}
