"""Residence, residency, lanes, fees, signatures and what may be published."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from kiosk.audit import AuditEvent
from kiosk.law.deadlines import school_opening
from kiosk.law.fees import Most, most
from kiosk.law.lanes import Appointment, Coming, Lane, coming, lane_for, starting_times
from kiosk.law.publicity import (
    EVENTS,
    Channel,
    Openness,
    Published,
    convictions,
    may_publish,
    openness,
    openness_of_offense,
    parts,
    publication_of,
)
from kiosk.law.residence import makes_residence, must_report_absence, stay_registers
from kiosk.law.residency import (
    Asked,
    HomeNearPlace,
    ResidencyAnswer,
    feet_asked,
    opening_notice,
    opens_later,
    residency_question,
)
from kiosk.law.rulesets import Agency, Mode
from kiosk.law.signing import Place, SignedBy, signature_flaw
from kiosk.registrant import Fact, Guardian, Offense, Standing
from kiosk.words import words
from sync.rules import load_rulesets
from tests.kiosk.law.ground import amended_from_2027, calendar, printing, rulesets
from tests.specimens.records import registrant

MONDAY = dt.date(2026, 11, 23)
DAY = dt.timedelta(days=1)


def test_seven_nights_make_a_residence_and_six_do_not() -> None:
    nights = [MONDAY + DAY * place for place in range(7)]
    assert makes_residence(nights, rulesets())
    assert makes_residence(reversed(nights), rulesets())
    assert not makes_residence(nights[:6], rulesets())
    assert not makes_residence([*nights[:6], nights[0]], rulesets())
    assert not makes_residence([], rulesets())


def test_seven_nights_may_lie_anywhere_among_more() -> None:
    scattered = [dt.date(2020, 1, 1), dt.date(2022, 1, 1), *[MONDAY + DAY * place for place in range(7)]]
    assert makes_residence(scattered, rulesets())
    assert not makes_residence([dt.date(2020 + place, 1, 1) for place in range(7)], rulesets())


def test_seven_days_away_are_reported() -> None:
    assert must_report_absence(MONDAY, MONDAY + DAY * 7, rulesets())
    assert not must_report_absence(MONDAY, MONDAY + DAY * 6, rulesets())


def test_more_than_seven_days_register_a_stay_while_it_lasts() -> None:
    days = [MONDAY + DAY * place for place in range(8)]
    assert stay_registers(days, rulesets())
    assert not stay_registers(days[:7], rulesets())
    assert not stay_registers([], rulesets())
    assert stay_registers(days, rulesets(), rule_id="M-15")
    assert not stay_registers(days, rulesets(), active=False)
    assert not stay_registers([*days[:7], days[0]], rulesets())
    year, between = dt.date(2025, 11, 23), [MONDAY - DAY * place for place in range(1, 7)]
    assert stay_registers([year, *between, MONDAY], rulesets())
    assert not stay_registers([year - DAY, *between, MONDAY], rulesets())


def test_nights_and_days_are_counted_by_the_version_that_holds_on_the_last_of_them() -> None:
    christmas = dt.date(2026, 12, 25)
    stays = amended_from_2027("20-mo18.toml", "M-16", ("more_than_days = 7", "more_than_days = 9"))
    nights = amended_from_2027("20-mo18.toml", "M-14", ("nights = 7", "nights = 9"))
    eight = [christmas + DAY * place for place in (0, 1, 2, 3, 4, 5, 6, 8)]  # the last is 2 January 2027
    assert not stay_registers(eight, stays)
    assert stay_registers([*eight, eight[-1] + DAY, eight[-1] + 2 * DAY], stays)
    assert stay_registers([day - 8 * DAY for day in eight], stays)
    assert not makes_residence(eight, nights)
    assert makes_residence([*eight, eight[-1] + DAY], nights)
    assert makes_residence([day - 8 * DAY for day in eight], nights)


HOME = HomeNearPlace(
    offense_listed=True,
    convicted_on=dt.date(2012, 5, 1),
    moved_in_on=dt.date(2020, 6, 1),
    place_since=dt.date(1998, 8, 20),
    enacted_on=dt.date(2004, 8, 28),
)


def _asked(**given: Any) -> ResidencyAnswer:
    return residency_question(replace(HOME, **given), feet_asked(rulesets(), MONDAY))


def test_the_distance_is_asked_where_every_gate_is_open() -> None:
    assert _asked() == ResidencyAnswer(Asked.ASKED, (), words("law.residency.asked", feet=1000))
    same_day = dt.date(2020, 6, 1)
    assert _asked(place_since=same_day).asked is Asked.ASKED
    assert _asked(convicted_on=dt.date(2004, 8, 28)).asked is Asked.ASKED


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"licensed_under_197_or_198": True}, "licensed_facility"),
        ({"offense_listed": False}, "offense_not_listed"),
        ({"convicted_on": dt.date(2004, 8, 27)}, "convicted_before"),
        ({"place_since": dt.date(2020, 6, 2)}, "place_came_later"),
        ({"licensed_under_197_or_198": True, "offense_listed": None}, "licensed_facility"),
    ],
)
def test_a_closed_gate_ends_the_question(given: dict[str, Any], why: str) -> None:
    assert _asked(**given) == ResidencyAnswer(Asked.NOT_ASKED, (), words(f"law.residency.{why}"))


@pytest.mark.parametrize(
    "name", ["offense_listed", "convicted_on", "enacted_on", "moved_in_on", "place_since"]
)
def test_a_missing_fact_is_named(name: str) -> None:
    assert _asked(**{name: None}) == ResidencyAnswer(Asked.MISSING, (name,), words("law.residency.missing"))


def test_a_former_victims_home_has_no_opening_date() -> None:
    assert _asked(former_victims_home=True, moved_in_on=None, place_since=None).asked is Asked.ASKED
    assert _asked(former_victims_home=True, place_since=dt.date(2025, 1, 1)).asked is Asked.ASKED
    assert _asked(former_victims_home=True, convicted_on=None).needs == ("convicted_on",)


AT = dt.datetime(2026, 11, 23, 10, 0)
BOOKED = Appointment(AT, 30)


def test_verifications_and_changes_have_their_lanes() -> None:
    assert (lane_for(True), lane_for(False)) == (Lane.PERIODIC, Lane.CHANGES)


@pytest.mark.parametrize(
    ("at", "lane", "appointment", "expected"),
    [
        (AT, Lane.PERIODIC, BOOKED, Coming.ON_TIME),
        (AT - dt.timedelta(minutes=15), Lane.PERIODIC, BOOKED, Coming.ON_TIME),
        (AT - dt.timedelta(minutes=16), Lane.PERIODIC, BOOKED, Coming.EARLY),
        (AT + dt.timedelta(minutes=29), Lane.PERIODIC, BOOKED, Coming.ON_TIME),
        (AT + dt.timedelta(minutes=30), Lane.PERIODIC, BOOKED, Coming.LATE),
        (AT + DAY, Lane.PERIODIC, BOOKED, Coming.NO_APPOINTMENT),
        (AT, Lane.PERIODIC, None, Coming.NO_APPOINTMENT),
        (AT, Lane.CHANGES, None, Coming.WALK_IN),
        (AT, Lane.CHANGES, BOOKED, Coming.WALK_IN),
        (AT.replace(hour=15), Lane.CHANGES, None, Coming.CLOSED),
        (AT + DAY * 3, Lane.PERIODIC, BOOKED, Coming.CLOSED),
    ],
)
def test_how_an_arrival_stands_to_the_book(
    at: dt.datetime, lane: Lane, appointment: Appointment | None, expected: Coming
) -> None:
    assert coming(at, lane, appointment, calendar()) is expected


def test_starting_times_follow_each_other_until_closing() -> None:
    free = starting_times(MONDAY, 90, calendar())
    assert [f"{time:%H:%M}" for time in free] == ["08:00", "09:30", "11:00", "12:30"]
    whole = starting_times(MONDAY, 60, calendar())
    assert (whole[0].hour, whole[-1].hour, len(whole)) == (8, 14, 7)


def test_there_are_no_times_on_a_closed_day_or_of_no_length() -> None:
    assert starting_times(dt.date(2026, 11, 26), 30, calendar()) == ()
    assert starting_times(MONDAY, 0, calendar()) == ()
    assert starting_times(MONDAY, -5, calendar()) == ()
    assert len(starting_times(MONDAY, 1, calendar())) == 7 * 60


ALLOWED = Most(initial_cents=1_000, change_cents=500)


def test_what_may_be_charged_is_what_the_version_of_the_day_says() -> None:
    amended = amended_from_2027("20-mo18.toml", "M-17", ("= 10,", "= 12,"), ("= 5 }", "= 7 }"))
    assert most(amended, dt.date(2026, 12, 31)) == ALLOWED
    assert most(amended, dt.date(2027, 1, 1)) == Most(initial_cents=1_200, change_cents=700)


def test_a_place_that_opens_later_is_told_within_the_days_of_the_version_of_the_day() -> None:
    amended = amended_from_2027("20-mo18.toml", "M-23", ("= 7 }", "= 9 }"), ("566.147.2", "566.147.2a"))
    for day, days, section in (
        (dt.date(2026, 12, 31), 7, "566.147.2"),
        (dt.date(2027, 1, 1), 9, "566.147.2a"),
    ):
        assert opens_later(amended, day) == words("law.residency.opens_later", days=days, section=section)


@pytest.mark.parametrize(
    ("moved_in", "key"),
    [
        (None, "opening_since_when"),
        (dt.date(2026, 11, 18), "opening_told"),
        (dt.date(2026, 11, 19), "opening_was_there"),
        (dt.date(2026, 11, 20), "opening_was_there"),
    ],
)
def test_a_school_that_opened_after_the_person_moved_in_is_told_within_a_week(
    moved_in: dt.date | None, key: str
) -> None:
    """Opened Thu 19 Nov 2026 + 7 days = Thu 26 Nov, Thanksgiving; so by Wed 25 Nov."""
    opened = dt.date(2026, 11, 19)
    found = opening_notice(opened, moved_in, rulesets(), calendar())
    assert found.key == f"law.residency.{key}"
    args = dict(found.args)
    if key == "opening_told":
        total = school_opening(opened, rulesets(), calendar()).arithmetic
        assert args == {"by": dt.date(2026, 11, 25), "sum": total, "section": "566.147.2"}
    if key == "opening_was_there":
        assert args == {"opened": opened, "since": moved_in}


def test_a_week_without_an_open_day_is_told_by_its_last_day() -> None:
    opened = dt.date(2026, 11, 19)
    week = calendar(*(opened + dt.timedelta(days=days) for days in range(8)))
    args = dict(opening_notice(opened, dt.date(2020, 1, 1), rulesets(), week).args)
    assert args["by"] == dt.date(2026, 11, 26)
    assert args["sum"] == school_opening(opened, rulesets(), week).arithmetic


def test_how_near_is_too_near_is_what_the_version_of_the_day_says() -> None:
    amended = amended_from_2027("20-mo18.toml", "M-22", ("= 1000 }", "= 1500 }"))
    assert feet_asked(amended, dt.date(2026, 12, 31)) == 1_000
    assert feet_asked(amended, dt.date(2027, 1, 1)) == 1_500


AUNT = Guardian("May Quill", "aunt", "letters of guardianship")


def _flaw(
    signed_by: SignedBy | None, guardian: Guardian | None, witness: str, place: Place, *on: str
) -> str | None:
    found = signature_flaw(signed_by, guardian, witness, place, printing(*on) if on else rulesets(), MONDAY)
    return None if found is None else found.code


@pytest.mark.parametrize("place", list(Place))
def test_the_persons_own_signature_or_witnessed_mark_is_enough(place: Place) -> None:
    assert _flaw(SignedBy.PERSON, None, "", place) is None
    assert _flaw(SignedBy.WITNESSED_MARK, None, "T. Rivera", place) is None
    assert _flaw(SignedBy.WITNESSED_MARK, None, " ", place) == "mark_without_witness"
    assert _flaw(None, AUNT, "T. Rivera", place) == "signature_missing"


def test_a_guardian_signs_where_the_bill_reaches() -> None:
    assert _flaw(SignedBy.GUARDIAN, AUNT, "", Place.DESK) is None
    assert _flaw(SignedBy.GUARDIAN, AUNT, "", Place.LOBBY) == "guardian_may_not_sign"
    assert _flaw(SignedBy.GUARDIAN, AUNT, "", Place.LOBBY, "S982") is None
    assert _flaw(SignedBy.GUARDIAN, AUNT, "", Place.DESK, "MO18") == "guardian_may_not_sign"


def test_before_the_bill_no_guardian_signs() -> None:
    found = signature_flaw(SignedBy.GUARDIAN, AUNT, "", Place.DESK, rulesets(), dt.date(2026, 8, 27))
    assert found is not None
    assert found.code == "guardian_may_not_sign"


@pytest.mark.parametrize(
    ("guardian", "place", "code"),
    [
        (None, Place.DESK, "guardian_not_named"),
        (Guardian(" ", "aunt", "x"), Place.DESK, "guardian_not_named"),
        (Guardian("May Quill", " ", "x"), Place.DESK, "guardian_not_named"),
        (Guardian("May Quill", "aunt", " "), Place.DESK, "guardian_document_not_seen"),
        (Guardian("May Quill", "aunt"), Place.LOBBY, None),
    ],
)
def test_a_guardian_is_recorded_with_name_relation_and_document(
    guardian: Guardian | None, place: Place, code: str | None
) -> None:
    assert _flaw(SignedBy.GUARDIAN, guardian, "", place, "S982") == code


def test_every_part_of_a_record_and_every_event_has_a_class() -> None:
    assert {openness(part) for part in parts()} == set(Openness)
    assert set(EVENTS) == set(AuditEvent)
    assert set(EVENTS.values()) == {Openness.CLOSED}
    assert openness("a_part_yet_to_be_thought_of") is Openness.CLOSED


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("name", Openness.PUBLIC),
        ("vehicles", Openness.PUBLIC),
        ("tier", Openness.PUBLIC),
        ("online_identifiers", Openness.EXACT_SEARCH),
        ("emails", Openness.EXACT_SEARCH),
        ("ssn_sealed", Openness.NEVER),
        ("passports", Openness.NEVER),
        ("phones", Openness.CLOSED),
        ("mailing", Openness.CLOSED),
        ("travel", Openness.CLOSED),
        ("guardian", Openness.CLOSED),
        ("id_number", Openness.CLOSED),
    ],
)
def test_parts_are_as_open_as_the_law_says(part: str, expected: Openness) -> None:
    assert part in parts()
    assert openness(part) is expected


def test_nothing_that_points_to_a_victim_is_open() -> None:
    assert {openness_of_offense(part) for part in ("victim_age_from", "victim_age_to", "victim_gender")} == {
        Openness.NEVER
    }
    assert openness_of_offense("facts") is Openness.NEVER
    assert openness_of_offense("convicted_on") is Openness.PUBLIC
    assert openness_of_offense("committed_at") is Openness.CLOSED


def test_an_arrest_without_a_conviction_is_never_spoken_of() -> None:
    convicted = registrant().offenses[0]
    arrested = replace(convicted, convicted_on=None)
    assert convictions(registrant(offenses=(arrested, convicted))) == (convicted,)


ACTIVE = Published(Standing.ACTIVE)


def _publish(
    part: str, person: Published, channel: Channel = Channel.PUBLIC_PAGE, day: dt.date = MONDAY
) -> bool:
    return may_publish(part, person, channel, rulesets(), day)


def test_only_public_parts_go_on_the_page() -> None:
    shown = {part for part in parts() if _publish(part, ACTIVE)}
    assert shown == {part for part in parts() if openness(part) is Openness.PUBLIC}


@pytest.mark.parametrize("standing", list(Standing))
def test_people_removed_exempt_gone_or_dead_are_off_the_page(standing: Standing) -> None:
    off = {Standing.REMOVED, Standing.EXEMPT, Standing.DECEASED, Standing.MOVED_OUT}
    assert _publish("name", Published(standing)) is (standing not in off)


def test_juveniles_and_tiers_for_frequency_only_stay_out() -> None:
    assert not _publish("name", replace(ACTIVE, juvenile_class=True))
    only = replace(ACTIVE, tier_for_frequency_only=True)
    assert not _publish("tier", only)
    assert _publish("name", only)


def test_on_request_everything_is_closed_while_the_bills_text_is_unread() -> None:
    request = Channel.RECORDS_REQUEST
    assert not _publish("name", ACTIVE, request)
    opened = replace(ACTIVE, opened=frozenset({"name", "ssn_sealed"}))
    assert _publish("name", opened, request)
    assert not _publish("tier", opened, request)
    assert not _publish("ssn_sealed", opened, request)
    assert _publish("name", ACTIVE, request, dt.date(2026, 8, 27))
    off = load_rulesets(Agency(modes={"S982": Mode.OFF}))
    assert may_publish("name", ACTIVE, request, off, MONDAY)
    assert may_publish("name", replace(ACTIVE, standing=Standing.REMOVED), request, off, MONDAY)


@pytest.mark.parametrize(
    ("fact", "juvenile", "limited"),
    [
        ("juvenile_adjudication", True, True),
        ("registered_because_of_elsewhere", False, True),
        ("adjudicated_elsewhere", False, True),
        ("clean_record", False, False),
    ],
)
def test_a_record_says_itself_what_may_be_published_of_it(fact: str, juvenile: bool, limited: bool) -> None:
    record = registrant(facts=(Fact(fact, True),))
    assert publication_of(record, rulesets(), MONDAY) == Published(record.standing, juvenile, limited)
    denied = registrant(facts=(Fact(fact, False),))
    assert publication_of(denied, rulesets(), MONDAY) == Published(record.standing)
    before = publication_of(record, rulesets(), dt.date(2026, 8, 27))
    assert before == Published(record.standing, juvenile, tier_for_frequency_only=False)


OFFENSE = registrant().offenses[0]


@pytest.mark.parametrize(
    ("born", "offense", "juvenile"),
    [
        (dt.date(2011, 1, 1), replace(OFFENSE, own_age=14), True),
        (MONDAY.replace(year=2008) + DAY, replace(OFFENSE, committed_on=None, convicted_on=None), True),
        (MONDAY.replace(year=2008), replace(OFFENSE, committed_on=None, convicted_on=None), False),
        (dt.date(1980, 11, 5), replace(OFFENSE, own_age=17), True),
        (dt.date(1980, 11, 5), replace(OFFENSE, own_age=18), False),
        (dt.date(1996, 4, 3), OFFENSE, True),
        (dt.date(1996, 4, 2), OFFENSE, False),
        (dt.date(1997, 1, 12), replace(OFFENSE, committed_on=None), True),
    ],
)
def test_until_somebody_answers_whoever_was_young_counts_as_a_juvenile(
    born: dt.date, offense: Offense, juvenile: bool
) -> None:
    record = registrant(birth_date=born, offenses=(offense,), facts=())
    assert publication_of(record, rulesets(), MONDAY).juvenile_class is juvenile
    tried_as_an_adult = replace(record, facts=(Fact("juvenile_adjudication", holds=False),))
    assert not publication_of(tried_as_an_adult, rulesets(), MONDAY).juvenile_class
