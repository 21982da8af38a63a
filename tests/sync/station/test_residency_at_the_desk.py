"""The officer is told how near a home lies to a school; nobody else is, and nothing follows by itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from kiosk.audit import AuditEvent
from kiosk.case_papers import NoticePaper
from kiosk.law.residency import Asked
from sync.identity import Role as DeviceRole
from sync.station.client import DeskLink, new_id
from sync.station.desk_wire import CheckInPage, CompletedView, Refused
from sync.station.layers import LayerKind, LayerShelf
from sync.station.residency_wire import (
    EndNotice,
    Manner,
    Notice,
    NoticeEnd,
    Notices,
    Openings,
    ResidencyView,
    ServeNotice,
    Verdict,
)
from sync.station.store.tables import OUTBOX
from tests.specimens import records
from tests.sync.station.a_station import KIOSK, AStation, a_station
from tests.sync.station.test_residency import box, bring, geojson

ALEX = "SYN-0001"
OLD, NEW = records.OLD_HOME.one_line(), records.NEW_HOME.one_line()
STATUTE = records.registrant().offenses[0].statute


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """Alex Quill's two homes as parcels, a school beside the old one, child care far away."""
    folder = tmp_path / "layers"
    homes = {records.OLD_HOME.first_line(): box(0, 0), records.NEW_HOME.first_line(): box(9_000, 0)}
    bring(geojson(tmp_path / "p.geojson", homes), folder, "parcels", LayerKind.PARCELS)
    school, care = {"Elm School": box(600, 0, 300)}, {"Care": box(20_000, 0)}
    bring(geojson(tmp_path / "s.geojson", school, "name"), folder, "schools", LayerKind.SCHOOLS)
    bring(geojson(tmp_path / "c.geojson", care, "name"), folder, "care", LayerKind.CHILD_CARE)
    return folder


@pytest.fixture
def office(tmp_path: Path, shelf: Path) -> Iterator[Callable[[Mapping[str, dt.date]], AStation]]:
    """A station with these layers and, if given, the day the rule reached each offense."""
    opened: list[AStation] = []

    def made(offenses: Mapping[str, dt.date]) -> AStation:
        found = a_station(tmp_path, residency_offenses=offenses)
        found = replace(found, station=replace(found.station, layers=LayerShelf(shelf)))
        found.enrol(records.registrant())
        found.hire()
        opened.append(found)
        return found

    yield made
    for one in opened:
        one.store.close()


@pytest.fixture
def asked(office: Callable[[Mapping[str, dt.date]], AStation]) -> AStation:
    """The rule reached Alex Quill's offense long ago."""
    return office({STATUTE[:4]: dt.date(1990, 1, 1)})


def view(desk: DeskLink, check_in: str = "") -> ResidencyView:
    """What the officer is told."""
    found = desk.residency.view(ALEX, check_in)
    assert isinstance(found, ResidencyView), found
    return found


def served(desk: DeskLink, on: dt.date = records.TODAY) -> Notice:
    """A notice served in person."""
    asked = ServeNotice(new_id(), OLD, on, Manner.IN_PERSON)
    found = desk.residency.serve(ALEX, asked)
    assert isinstance(found, Notices), found
    assert desk.residency.serve(ALEX, asked) == found
    return found.notices[0]


def code(found: object) -> str:
    """Why it was refused."""
    assert isinstance(found, Refused), found
    return found.problem.code


def test_the_home_is_measured_edge_to_edge_and_drawn(asked: AStation) -> None:
    (home,) = view(asked.signed_in()).residences
    assert (home.address, home.asked, home.verdict) == (OLD, Asked.ASKED, Verdict.WITHIN)
    (place,) = home.places
    assert (place.name, place.feet) == ("Elm School", 500)
    own, school = home.drawn
    assert own.kind is None
    xs = [x for outline in own.outlines for x, _ in outline]
    assert (min(xs), max(xs)) == (-50, 50)
    assert school.kind is LayerKind.SCHOOLS
    assert min(x for outline in school.outlines for x, _ in outline) == 550


def test_a_reported_home_is_measured_before_anything_is_completed(asked: AStation) -> None:
    check_in = asked.visit(changes=records.moved_house())
    homes = {one.address: one for one in view(asked.signed_in(), check_in.check_in_id).residences}
    assert homes[NEW].reported
    assert homes[NEW].verdict is Verdict.CLEAR
    assert {one.address for one in view(asked.signed_in()).residences} == {OLD}
    assert code(asked.signed_in().residency.view(ALEX, "none")) == "no_such_check_in"
    assert code(asked.signed_in().residency.view("nobody")) == "no_such_registrant"


@pytest.mark.parametrize(
    ("offenses", "expected", "needs"),
    [
        ({}, Asked.MISSING, {"offense_listed", "enacted_on"}),
        ({"999.": dt.date(1990, 1, 1)}, Asked.NOT_ASKED, set()),
        ({STATUTE[:4]: dt.date(2050, 1, 1)}, Asked.NOT_ASKED, set()),
    ],
)
def test_it_is_asked_by_offense_and_conviction_and_what_is_missing_is_named(
    office: Callable[[Mapping[str, dt.date]], AStation],
    offenses: Mapping[str, dt.date],
    expected: Asked,
    needs: set[str],
) -> None:
    (home,) = view(office(offenses).signed_in()).residences
    assert home.asked is expected
    assert needs <= set(home.needs)
    assert home.verdict is Verdict.WITHIN, "the map says what it says; whether it is asked stands beside it"


def test_the_day_a_school_opened_is_counted_for_each_home(asked: AStation) -> None:
    """Thu 19 Nov 2026 + 7 days = Thanksgiving, so by the Wednesday; whoever moves in later finds it there."""
    check_in, opened = asked.visit(changes=records.moved_house()), dt.date(2026, 11, 19)
    desk = asked.signed_in()

    def told(day: dt.date, check_in_id: str = "") -> dict[str, tuple[str, object]]:
        found = desk.residency.opening(ALEX, check_in_id, day)
        assert isinstance(found, Openings), found
        return {one.address: (one.said.key, dict(one.said.args).get("by")) for one in found.homes}

    assert told(opened) == {OLD: ("law.residency.opening_told", dt.date(2026, 11, 25))}
    assert told(dt.date(2019, 1, 7)) == {OLD: ("law.residency.opening_was_there", None)}
    # Moved to the new home ten days before Mon 23 Nov 2026: before that school, after the other.
    for day, key, by in ((opened, "told", dt.date(2026, 11, 25)), (dt.date(2026, 11, 10), "was_there", None)):
        assert told(day, check_in.check_in_id) == {NEW: (f"law.residency.opening_{key}", by)}
    assert code(desk.residency.opening("nobody", "", opened)) == "no_such_registrant"
    assert code(desk.residency.opening(ALEX, "none", opened)) == "no_such_check_in"
    assert isinstance(desk.residency.opening(ALEX, "", dt.date.max), Refused)


def test_where_the_rule_does_not_reach_nothing_is_told_of_a_school(
    office: Callable[[Mapping[str, dt.date]], AStation],
) -> None:
    found = office({"999.": dt.date(1990, 1, 1)}).signed_in().residency.opening(ALEX, "", records.TODAY)
    assert isinstance(found, Openings)
    assert [one.said.key for one in found.homes] == ["law.residency.offense_not_listed"]


def test_without_layers_nothing_can_be_said(tmp_path: Path) -> None:
    here = a_station(tmp_path)
    here.enrol(records.registrant())
    here.hire()
    (home,) = view(here.signed_in()).residences
    assert (home.verdict, home.drawn) == (Verdict.NO_LAYERS, ())
    assert view(here.signed_in()).layers == ()
    here.store.close()


def test_a_layer_brought_in_while_the_station_runs_is_seen(
    asked: AStation, shelf: Path, tmp_path: Path
) -> None:
    desk = asked.signed_in()
    assert len(view(desk).layers) == 3
    more = geojson(tmp_path / "m.geojson", {"Oak School": box(-900, 0)}, "name")
    bring(more, shelf, "more-schools", LayerKind.SCHOOLS)
    found = view(desk)
    assert len(found.layers) == 4
    assert [place.name for place in found.residences[0].places] == ["Elm School", "Oak School"]


def test_a_notice_runs_ten_business_days_from_its_service(asked: AStation) -> None:
    notice = served(asked.signed_in())
    assert (notice.served_by, notice.manner, notice.section) == (
        "T. Rivera",
        Manner.IN_PERSON,
        "J-04, county page 2020",
    )
    # Monday 23 November 2026; Thanksgiving is the 26th, and the state also closes on no other day of these.
    assert notice.due == dt.date(2026, 12, 8)
    assert notice.days_left == 10
    asked.clock.forward(days=20)
    assert view(asked.signed_in()).notices[0].days_left < 0
    assert asked.events().count(AuditEvent.RESIDENCY_NOTICE_SERVED.value) == 1


def test_the_paper_names_the_home_and_the_last_day_if_it_is_served_today(asked: AStation) -> None:
    desk = asked.signed_in()
    first, second = desk.residency.paper(ALEX, OLD, "es"), desk.residency.paper(ALEX, OLD, "en")
    assert isinstance(first, NoticePaper)
    assert isinstance(second, NoticePaper)
    assert (first.number, second.number) == ("N-2026-000001", "N-2026-000002")
    assert (first.name, first.address, first.days) == ("Alex Rowan Quill", OLD, 10)
    assert first.leave_by == dt.date(2026, 12, 8)
    assert asked.events().count(AuditEvent.RESIDENCY_NOTICE_MADE.value) == 2
    assert code(desk.residency.paper("nobody", OLD, "en")) == "no_such_registrant"
    assert code(desk.residency.paper(ALEX, " ", "en")) == "notice_without_address"


def test_a_notice_ends_with_what_shows_it(asked: AStation) -> None:
    desk = asked.signed_in()
    notice = served(desk)
    assert code(desk.residency.end(ALEX, notice.notice_id, EndNotice(NoticeEnd.RELOCATED, ""))) == (
        "reason_missing"
    )
    ending = EndNotice(NoticeEnd.RELOCATED, "new lease seen")
    found = desk.residency.end(ALEX, notice.notice_id, ending)
    assert isinstance(found, Notices)
    assert (found.notices[0].ended, found.notices[0].note) == (NoticeEnd.RELOCATED, "new lease seen")
    assert desk.residency.end(ALEX, notice.notice_id, ending) == found
    other = EndNotice(NoticeEnd.WITHDRAWN, "a mistake")
    assert code(desk.residency.end(ALEX, notice.notice_id, other)) == "notice_ended"
    assert code(desk.residency.end(ALEX, "none", other)) == "no_such_notice"


def test_a_notice_that_cannot_be_is_refused(asked: AStation) -> None:
    desk = asked.signed_in()
    tomorrow = ServeNotice(new_id(), OLD, records.TODAY + dt.timedelta(days=1), Manner.AT_THE_HOME)
    assert code(desk.residency.serve(ALEX, tomorrow)) == "notice_in_future"
    nowhere = replace(tomorrow, address=" ", served_on=records.TODAY)
    assert code(desk.residency.serve(ALEX, nowhere)) == "notice_without_address"
    assert code(desk.residency.serve("nobody", replace(nowhere, address=OLD))) == "no_such_registrant"
    used = replace(nowhere, notice_id=served(desk).notice_id)
    assert code(desk.residency.serve("nobody", used)) == "notice_id_used"


def test_nothing_of_it_reaches_the_registry_or_a_kiosk(asked: AStation) -> None:
    desk = asked.signed_in()
    served(desk)
    check_in = asked.visit()
    page = desk.visits.claim(check_in.check_in_id)
    assert isinstance(page, CheckInPage)
    done = desk.visits.complete(check_in.check_in_id, records.checklist(), 3, new_id())
    assert isinstance(done, CompletedView), done
    with asked.store.reading() as session:
        bodies = " ".join(row.body for row in session.execute(select(OUTBOX.c.body)))
    assert bodies
    for word in ("residency", "Elm School", "notice", "relocat"):
        assert word.lower() not in bodies.lower()
    http = asked.http(KIOSK, DeviceRole.KIOSK)
    assert http.get(f"/v1/desk/registrants/{ALEX}/residency").status_code == 403
