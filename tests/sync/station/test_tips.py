"""A tip is taken about whom it means, goes its way, and a wrong door comes on top of the address checks."""

from __future__ import annotations

from dataclasses import replace

from kiosk.audit import AuditEvent
from kiosk.registrant import PersonName
from kiosk.tips import Route, TipKind, TipState
from sync.station.address_wire import Doors
from sync.station.client import DeskLink, new_id
from sync.station.desk_wire import Refused
from sync.station.tip_wire import TakeTip, Tips, TipView
from tests.specimens import records
from tests.sync.station.a_station import AStation
from tests.sync.station.test_address_checks import person

ALEX = records.registrant().registrant_id


def tip(kind: TipKind = TipKind.WRONG_INFORMATION, about: str = "Alex Quill") -> TakeTip:
    """Something a neighbor says."""
    return TakeTip(new_id(), kind, about, "Something is not so", "A. Neighbor")


def taken(desk: DeskLink, said: TakeTip) -> TipView:
    """Written down."""
    found = desk.tips.take(said)
    assert isinstance(found, TipView), found
    return found


def why(found: object) -> str:
    """The code of a refusal."""
    assert isinstance(found, Refused), found
    return found.problem.code


def listed(desk: DeskLink) -> Tips:
    """The book."""
    found = desk.tips.listed()
    assert isinstance(found, Tips), found
    return found


def test_a_tip_about_our_own_stays_here_and_danger_and_strangers_go_on(
    here: AStation, desk: DeskLink
) -> None:
    ours = taken(desk, tip())
    assert (ours.name, ours.tip.registrant_id, ours.tip.route) == ("Alex Rowan Quill", ALEX, Route.HERE)
    danger = taken(desk, tip(TipKind.DANGER))
    assert danger.tip.route is Route.OTHER_AGENCY
    stranger = taken(desk, tip(TipKind.NOT_REGISTERED, "A man in a green van"))
    assert (stranger.name, stranger.tip.registrant_id) == ("", "")
    assert stranger.tip.route is Route.OTHER_AGENCY
    assert why(desk.tips.close(danger.tip.tip_id, "Nothing")) == "tip_not_sent"
    for _ in range(2):
        sent = desk.tips.send_on(danger.tip.tip_id, "Demo City Police")
        assert isinstance(sent, TipView)
        assert (sent.tip.state, sent.tip.agency) == (TipState.SENT_ON, "Demo City Police")
    for _ in range(2):
        assert isinstance(desk.tips.close(ours.tip.tip_id, "True: set right"), TipView)
    book = listed(desk)
    assert (book.total, book.open) == (3, 2)
    assert [one.tip.kind for one in book.lines] == [
        TipKind.DANGER,
        TipKind.NOT_REGISTERED,
        TipKind.WRONG_INFORMATION,
    ]
    events = here.events()
    assert events.count(AuditEvent.TIP_TAKEN.value) == 3
    assert events.count(AuditEvent.TIP_SENT_ON.value) == events.count(AuditEvent.TIP_CLOSED.value) == 1


def test_a_wrong_door_comes_on_top_of_the_address_checks(here: AStation, desk: DeskLink) -> None:
    here.enrol(person(2))
    said = tip(TipKind.DOES_NOT_LIVE_HERE, "Casey Hatch2")
    for _ in range(2):
        assert taken(desk, said).name == "Casey Hatch2"
    doors = desk.addresses.doors()
    assert isinstance(doors, Doors)
    assert (doors.lines[0].registrant_id, doors.lines[0].note) == ("SYN-2", "Something is not so")
    assert here.how_many("address_checks") == here.how_many("tips") == 1


def test_a_tip_that_waits_too_long_says_so(here: AStation, desk: DeskLink) -> None:
    taken(desk, tip())
    assert [one.late for one in listed(desk).lines] == [False]
    here.clock.forward(days=8)
    assert [one.late for one in listed(here.signed_in()).lines] == [True]


def test_what_cannot_be_taken_says_why_and_changes_nothing(here: AStation, desk: DeskLink) -> None:
    here.enrol(*(person(number, name=PersonName("Casey", "", "Hatch")) for number in (2, 3)))
    said = tip()
    for code, wrong in (
        ("tip_needs_words", replace(said, says=" ")),
        ("tip_needs_somebody", replace(said, about=" ")),
        ("tip_needs_registrant", replace(said, kind=TipKind.DOES_NOT_LIVE_HERE, about="A man")),
        ("tip_person_unclear", replace(said, about="Casey Hatch")),
        ("tip_too_long", replace(said, says="x" * 4001)),
        ("tip_too_long", replace(said, said_by="x" * 201)),
    ):
        assert why(desk.tips.take(wrong)) == code
    assert here.how_many("tips") == 0
    taken(desk, said)
    assert why(desk.tips.take(replace(said, says="Other words"))) == "tip_id_used"
    assert why(desk.tips.close(said.tip_id, " ")) == "tip_needs_outcome"
    assert why(desk.tips.send_on(said.tip_id, "x" * 201)) == "tip_too_long"
    assert why(desk.tips.send_on("none", "Demo City Police")) == "no_such_tip"
