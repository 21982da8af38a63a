"""What the station says by the law: late or not, what the officer looks at, what stays on the record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from kiosk.changes import Added, Changed, ReportedChange, move
from kiosk.check_in import Disclosure, Signer
from kiosk.law import Agency, Mode
from kiosk.law.duties import Move
from kiosk.registrant import Absence, Guardian, Photograph, Registrant, Residence, ResidenceKind, School, Tier
from kiosk.topics import Topic
from kiosk.visit.events import Timing
from kiosk.words import words
from sync.rules import load_rulesets
from sync.station import boards, law
from sync.station.build import office_of
from sync.station.desk_wire import CheckInPage, CompletedView
from sync.station.findings import looked_at
from sync.station.office import Office
from sync.station.settings import StationSettings
from tests.specimens import records
from tests.sync.station.a_station import AStation

THIRD = {"tier": Tier.III, "last_full_verification": dt.date(2026, 9, 21)}
DAY = dt.timedelta(days=1)


@pytest.fixture(scope="module")
def office() -> Office:
    """An office of Jackson County, without a store."""
    return office_of(StationSettings(office="Example County", disclosure=Disclosure.OWN_RECORD), b"p" * 32)


def _flags(
    office: Office, record: Registrant, changes: Sequence[ReportedChange] = (), **check_in: Any
) -> list[str]:
    seen = looked_at(office, records.check_in(**check_in), record, changes, (), records.NOW)
    return [flag.code.value for flag in seen.flags if flag.code.value != "facts_missing"]


def _lodging(nights: int, place: str = "Cedar Motel, room 4", item_id: str = "") -> Residence:
    day = records.TODAY
    kind = ResidenceKind.TEMPORARY
    return Residence(item_id, kind, None, place, started=day - nights * DAY)


@pytest.mark.parametrize("tier", list(Tier))
def test_nobody_brought_in_from_elsewhere_is_late_for_a_photograph_nobody_dated(
    office: Office, tier: Tier
) -> None:
    """Registered in 2015, verified three weeks ago, which affirmed whatever photograph there is."""
    verified = records.TODAY - 20 * DAY
    brought_in = records.registrant(
        tier=tier, photograph=None, registered_on=dt.date(2015, 3, 4), last_full_verification=verified
    )
    owed = law.schedules(office, brought_in, records.TODAY, None)
    assert [one for one in owed if one.what == "photograph" and one.section.startswith("589.407")]
    assert not law.past_due(owed, records.TODAY)
    assert law.timing(office, brought_in, records.TODAY, None) is not Timing.LATE
    board = boards.obligations(office, brought_in, records.TODAY, None)
    assert [one for one in board if one.due is not None and one.due < records.TODAY] == []
    never = replace(brought_in, last_full_verification=None)
    (photograph,) = (
        one
        for one in law.schedules(office, never, records.TODAY, None)
        if one.what == "photograph" and one.section.startswith("589.407")
    )
    assert law.past_due((photograph,), records.TODAY) is (tier is not Tier.II)


def test_a_photograph_affirmed_as_unchanged_is_not_owed_again(here: AStation) -> None:
    """Taken years ago and affirmed in September: nobody is late, in the lobby or at the desk."""
    old = records.registrant(**THIRD, photograph=Photograph("photo-1", dt.date(2019, 5, 6)))
    assert law.timing(here.office, old, records.TODAY, dt.date(2026, 9, 21)) is None
    assert law.timing(here.office, old, records.TODAY, None) is Timing.LATE
    check_in = here.visit()
    desk = here.signed_in()
    desk.visits.claim(check_in.check_in_id)
    done = desk.visits.complete(check_in.check_in_id, records.checklist(), 3, "a" * 32)
    assert isinstance(done, CompletedView)
    later = looked_at(here.office, check_in, old, (), (done.appearance,), done.appearance.completed_at + DAY)
    assert "late" not in [flag.code.value for flag in later.flags]
    assert "late" in _flags(here.office, old)


def test_a_birth_month_that_passed_without_a_visit_is_late(office: Office) -> None:
    only_missouri = replace(office, rulesets=load_rulesets(Agency(modes={"S982": Mode.OFF, "J20": Mode.OFF})))
    may, record = dt.date(2026, 5, 18), records.registrant()
    assert law.timing(only_missouri, record, dt.date(2026, 11, 30), may) is None
    assert law.timing(only_missouri, record, dt.date(2026, 12, 1), may) is Timing.LATE
    for_officers = replace(
        office, rulesets=load_rulesets(Agency(modes={"MO18": Mode.OFFICER, "J20": Mode.OFF}))
    )
    # S-01 alone is printed, and it was due on 18 November.
    assert law.timing(for_officers, record, dt.date(2026, 11, 18), may) is None
    assert law.timing(for_officers, record, dt.date(2026, 11, 19), may) is Timing.LATE


@pytest.mark.parametrize(
    ("old", "new", "how_far"),
    [
        (("MO", "Jackson"), ("MO", "Jackson"), Move.WITHIN_COUNTY),
        (("MO", "Clay"), ("MO", "Clay"), Move.WITHIN_COUNTY),
        (("MO", "Clay"), ("MO", "CLAY COUNTY"), Move.WITHIN_COUNTY),
        (("MO", "Clay"), ("MO", "Jackson"), Move.OTHER_COUNTY),
        (("KS", "Wyandotte"), ("MO", "Jackson"), Move.OTHER_STATE),
    ],
)
def test_how_far_a_move_went_is_counted_from_the_home_that_was_left(
    office: Office, old: tuple[str, str], new: tuple[str, str], how_far: Move
) -> None:
    def home(state: str, county: str) -> Residence:
        address = replace(records.OLD_HOME, state=state, county=county)
        return Residence("home-1", ResidenceKind.HOME, address)

    told = move(Topic.RESIDENCES, home(*old), replace(home(*new), item_id=""), records.TODAY)
    assert [law.move_of(office, told, place) for place in range(2)] == [how_far, how_far]
    assert law.move_of(office, told[:1], 0) is Move.WITHIN_COUNTY


@pytest.mark.parametrize(("nights", "flagged"), [(6, False), (7, True), (500, True)])
def test_seven_nights_at_one_lodging_are_shown_to_the_officer(
    office: Office, nights: int, flagged: bool
) -> None:
    on_file = records.registrant(
        residences=(*records.registrant().residences, _lodging(nights, item_id="t-1"))
    )
    assert ("seven_nights" in _flags(office, on_file)) is flagged
    told = Added(Topic.RESIDENCES, _lodging(nights), records.TODAY)
    assert ("seven_nights" in _flags(office, records.registrant(), (told,))) is flagged


def test_nights_at_one_place_are_counted_together_and_old_ones_not_at_all(office: Office) -> None:
    def stays(*spans: tuple[int, int, str]) -> Registrant:
        lodgings = tuple(
            replace(_lodging(began, place, f"t-{began}"), ended=records.TODAY - ended * DAY)
            for began, ended, place in spans
        )
        return records.registrant(residences=(*records.registrant().residences, *lodgings))

    assert "seven_nights" in _flags(office, stays((20, 16, "Cedar Motel"), (10, 7, "Cedar Motel")))
    assert "seven_nights" not in _flags(office, stays((20, 16, "Cedar Motel"), (10, 7, "Elm Motel")))
    assert "seven_nights" not in _flags(office, stays((500, 400, "Cedar Motel"), (10, 7, "Cedar Motel")))


def test_what_the_law_made_the_officer_see_stays_with_the_appearance(here: AStation) -> None:
    away = Added(Topic.ABSENCES, Absence("", "Springfield", records.TODAY, None), records.TODAY)
    check_in = here.visit(changes=(away,))
    desk = here.signed_in()
    desk.visits.claim(check_in.check_in_id)
    page = desk.visits.page(check_in.check_in_id)
    assert isinstance(page, CheckInPage)
    assert "law.flag.seven_days_away" in [flag.key for flag in page.law_flags]
    done = desk.visits.complete(check_in.check_in_id, records.checklist(), 3, "b" * 32)
    assert isinstance(done, CompletedView), done
    assert "seven_days_away" in done.appearance.flags


def test_whose_hand_signed_is_looked_at_by_the_law_of_the_day(office: Office) -> None:
    """M-18: the person signs. A guardian may under S-05, once an officer has seen the document."""

    def found(record: Registrant, at: dt.datetime = records.NOW, **signed: Any) -> list[str]:
        check_in = records.check_in()
        check_in = replace(check_in, signature=replace(check_in.signature, **signed))
        seen = looked_at(office, check_in, record, (), (), at)
        return [one.name for one in seen.findings if one.name.startswith(("guardian_", "mark_"))]

    aunt: dict[str, Any] = {"signer": Signer.GUARDIAN, "signer_name": "May Quill", "relation": "aunt"}
    plain = records.registrant()
    shown = records.registrant(guardian=Guardian("May Quill", "aunt", "letters of guardianship"))
    assert found(plain) == []
    assert found(plain, **aunt) == ["guardian_document_not_seen"]
    assert found(shown, **aunt) == []
    before = dt.datetime(2026, 8, 20, 10, 0, tzinfo=records.OFFICE_ZONE)
    assert found(shown, before, **aunt) == ["guardian_may_not_sign"]
    assert found(plain, signer=Signer.MARK, read_by=" ") == ["mark_without_witness"]
    assert found(plain, signer=Signer.MARK, read_by="T. Rivera") == []
    assert found(plain, signer=Signer.PAPER) == []


def test_the_officer_reads_how_late_a_change_is_and_who_else_is_told(office: Office) -> None:
    """A car changed on Fri 13 Nov was due on Wed 18: on Mon 23 it is late by 19, 20 and 23 Nov."""
    car = records.registrant().vehicles[0]
    friday, day = dt.date(2026, 11, 13), records.TODAY
    late, undated, moved = law.duties(
        office,
        (
            Changed(Topic.VEHICLES, car.item_id, car, replace(car, color="white"), friday),
            Changed(Topic.VEHICLES, car.item_id, car, replace(car, color="white"), None),
            Added(Topic.SCHOOLS, School("", "Redbud Community College", records.OLD_HOME), day),
        ),
        day,
    )
    assert (late.due, late.late, late.business_days_left) == (dt.date(2026, 11, 18), True, -3)
    assert (undated.due, undated.late, undated.business_days_left) == (None, False, None)
    assert late.also_told == ()
    assert moved.also_told == (words("law.told.city_police"), words("law.told.campus_police"))
    assert (moved.late, moved.business_days_left) == (False, 3)
