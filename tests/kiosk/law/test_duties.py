"""What a reported change requires."""

from __future__ import annotations

import datetime as dt

import pytest

from kiosk.changes import ChangeKind
from kiosk.law.duties import Duty, How, Move, Told, duty_of_change, told_words, who_is_told
from kiosk.law.rulesets import Agency, Mode, Rulesets, for_agency
from kiosk.words import words
from sync.rules import load_rulesets
from tests.kiosk.law.ground import amended_from_2027, calendar, rulesets

FRIDAY = dt.date(2026, 11, 20)
CLAY = Agency(county="Clay")


def _duty(
    kind: ChangeKind,
    on: Rulesets | None = None,
    today: dt.date = FRIDAY,
    move: Move = Move.WITHIN_COUNTY,
) -> Duty:
    return duty_of_change(kind, FRIDAY, today, on or rulesets(), calendar(), move)


@pytest.mark.parametrize(
    ("kind", "rule", "section", "how", "county_how"),
    [
        (ChangeKind.NAME, "M-03", "589.414.1", How.IN_PERSON, How.IN_PERSON),
        (ChangeKind.RESIDENCE, "M-03", "589.414.1", How.IN_PERSON, How.IN_PERSON),
        (ChangeKind.EMPLOYMENT, "M-03", "589.414.1", How.IN_PERSON, How.IN_PERSON),
        (ChangeKind.STUDENT, "M-03", "589.414.1", How.IN_PERSON, How.IN_PERSON),
        (ChangeKind.VEHICLE, "M-04", "589.414.2", How.NOTICE, How.IN_PERSON),
        (ChangeKind.TEMPORARY_RESIDENCE, "M-04", "589.414.2", How.NOTICE, How.IN_PERSON),
        (ChangeKind.PHONE, "M-04", "589.414.2", How.NOTICE, How.IN_PERSON),
        (ChangeKind.ABSENCE, "M-13", "589.400.11", How.NOTICE, How.IN_PERSON),
        (ChangeKind.EMAIL, "M-05", "589.414.9", How.IN_PERSON, How.IN_PERSON),
        (ChangeKind.ONLINE_IDENTIFIER, "M-05", "589.414.9", How.IN_PERSON, How.IN_PERSON),
        (ChangeKind.TRAVEL_ABROAD, "S-06", "589.414", How.IN_PERSON, How.IN_PERSON),
        (ChangeKind.MAILING, "M-12", "589.414.5-7", How.NEXT_VERIFICATION, How.NEXT_VERIFICATION),
        (ChangeKind.DOCUMENT, "M-12", "589.414.5-7", How.NEXT_VERIFICATION, How.NEXT_VERIFICATION),
        (ChangeKind.APPEARANCE, "M-12", "589.414.5-7", How.NEXT_VERIFICATION, How.NEXT_VERIFICATION),
        (ChangeKind.OTHER, "M-12", "589.414.5-7", How.NEXT_VERIFICATION, How.NEXT_VERIFICATION),
    ],
)
def test_each_kind_has_its_rule_and_its_way(
    kind: ChangeKind, rule: str, section: str, how: How, county_how: How
) -> None:
    elsewhere, here = _duty(kind, load_rulesets(CLAY)), _duty(kind)
    assert (elsewhere.rule_id, elsewhere.section, elsewhere.how) == (rule, section, how)
    assert (here.rule_id, here.how) == (rule, county_how)
    assert here.reason == words(f"law.duty.{rule.replace('-', '_').lower()}.{county_how.value}")
    assert here.kind is kind
    if how is How.NEXT_VERIFICATION:
        assert (here.late, here.late_by_statute, here.business_days_left) == (False, False, None)
    assert here.happened_on == FRIDAY


def test_every_kind_of_change_has_a_duty() -> None:
    for kind in ChangeKind:
        duty = _duty(kind)
        assert (duty.due_published is None) is (duty.how is How.NEXT_VERIFICATION)
        assert (duty.arithmetic is None) is (duty.due_published is None)
        assert duty.told[0] is Told.PATROL


def test_a_move_reaches_both_officials() -> None:
    other_county = _duty(ChangeKind.RESIDENCE, move=Move.OTHER_COUNTY)
    other_state = _duty(ChangeKind.RESIDENCE, move=Move.OTHER_STATE)
    assert (other_county.rule_id, other_state.rule_id) == ("M-06", "M-07")
    both = (Told.PATROL, Told.OLD_COUNTY, Told.NEW_COUNTY, Told.CITY_POLICE)
    assert other_county.told == other_state.told == both
    assert other_county.due_statutory == dt.date(2026, 11, 25)


def test_only_a_residence_moves_between_counties() -> None:
    assert _duty(ChangeKind.EMPLOYMENT, move=Move.OTHER_STATE).rule_id == "M-03"
    assert who_is_told(ChangeKind.EMPLOYMENT, Move.OTHER_COUNTY) == (Told.PATROL, Told.CITY_POLICE)


def test_who_is_told_of_what() -> None:
    assert who_is_told(ChangeKind.PHONE) == (Told.PATROL,)
    assert who_is_told(ChangeKind.RESIDENCE) == (Told.PATROL, Told.CITY_POLICE)
    assert who_is_told(ChangeKind.TEMPORARY_RESIDENCE) == (Told.PATROL, Told.CITY_POLICE)
    assert who_is_told(ChangeKind.STUDENT) == (Told.PATROL, Told.CITY_POLICE, Told.CAMPUS_POLICE)
    assert who_is_told(ChangeKind.TRAVEL_ABROAD) == (Told.PATROL, Told.MARSHALS)
    assert told_words(Told.MARSHALS) == words("law.told.marshals")


def test_the_last_day_is_in_time_and_the_next_is_late() -> None:
    due = dt.date(2026, 11, 25)
    on_time, late = _duty(ChangeKind.NAME, today=due), _duty(ChangeKind.NAME, today=dt.date(2026, 11, 26))
    assert (on_time.late, on_time.late_by_statute, on_time.business_days_left) == (False, False, 0)
    assert (late.late, late.late_by_statute, late.business_days_left) == (True, True, 0)
    assert late.show_by == due
    assert _duty(ChangeKind.NAME, today=dt.date(2026, 11, 30)).business_days_left == -2
    assert _duty(ChangeKind.NAME).business_days_left == 3


def test_the_statutes_reading_may_be_over_a_day_before_the_published_one() -> None:
    july = duty_of_change(ChangeKind.NAME, dt.date(2026, 7, 1), dt.date(2026, 7, 7), rulesets(), calendar())
    assert (july.late, july.late_by_statute) == (False, True)
    sixth = duty_of_change(ChangeKind.NAME, dt.date(2026, 7, 1), dt.date(2026, 7, 6), rulesets(), calendar())
    assert (sixth.late, sixth.late_by_statute) == (False, False)


def test_an_online_name_is_told_before_it_is_used() -> None:
    duty = _duty(ChangeKind.ONLINE_IDENTIFIER)
    assert duty.due_published == duty.due_statutory == duty.show_by == FRIDAY
    assert duty.arithmetic == words("law.sum.before_use", due=FRIDAY)
    saturday = duty_of_change(
        ChangeKind.EMAIL, dt.date(2026, 11, 21), dt.date(2026, 11, 23), rulesets(), calendar()
    )
    assert saturday.show_by == FRIDAY
    assert saturday.late


@pytest.mark.parametrize("kind", [ChangeKind.ONLINE_IDENTIFIER, ChangeKind.EMAIL])
def test_an_online_name_given_up_is_told_within_three_days_like_any_other_change(kind: ChangeKind) -> None:
    """M-05 speaks of what is new or changed: who closes an account is not late on the very day."""
    duty = duty_of_change(kind, FRIDAY, dt.date(2026, 11, 23), rulesets(), calendar(), ended=True)
    assert (duty.rule_id, duty.due_published, duty.late) == ("M-04", dt.date(2026, 11, 25), False)
    assert duty.business_days_left == 2
    new = duty_of_change(kind, FRIDAY, dt.date(2026, 11, 23), rulesets(), calendar())
    assert (new.rule_id, new.late) == ("M-05", True)


@pytest.mark.parametrize("kind", [ChangeKind.NAME, ChangeKind.EMAIL, ChangeKind.TRAVEL_ABROAD])
@pytest.mark.parametrize("far", [dt.date.min, dt.date(1899, 12, 31), dt.date(2201, 1, 1), dt.date.max])
def test_a_day_that_no_calendar_reaches_starts_no_deadline(kind: ChangeKind, far: dt.date) -> None:
    duty = duty_of_change(kind, far, dt.date(2026, 11, 23), rulesets(), calendar())
    assert (duty.due_published, duty.show_by, duty.business_days_left, duty.late) == (None, None, None, False)


@pytest.mark.parametrize("edge", [dt.date(1900, 1, 1), dt.date(2200, 12, 31)])
def test_the_first_and_the_last_day_of_the_calendar_start_one(edge: dt.date) -> None:
    duty = duty_of_change(ChangeKind.NAME, edge, dt.date(2026, 11, 23), rulesets(), calendar())
    assert duty.due_published is not None


def test_travel_counts_back_from_the_departure() -> None:
    duty = duty_of_change(
        ChangeKind.TRAVEL_ABROAD, dt.date(2026, 12, 13), dt.date(2026, 11, 22), rulesets(), calendar()
    )
    assert duty.due_published == duty.due_statutory == dt.date(2026, 11, 22)
    assert (duty.show_by, duty.late) == (FRIDAY, False)


def test_with_the_states_rule_off_the_federal_one_is_left() -> None:
    off = load_rulesets(Agency(modes={"MO18": Mode.OFF}))
    assert _duty(ChangeKind.NAME, off).rule_id == "F-02"
    both_off = load_rulesets(Agency(modes={"MO18": Mode.OFF, "FED": Mode.OFF}))
    assert _duty(ChangeKind.NAME, both_off).rule_id == "M-03"


def test_the_first_rule_that_is_not_switched_off_asks() -> None:
    def rule(kind: ChangeKind, *off: str, move: Move = Move.WITHIN_COUNTY) -> tuple[str, How]:
        on = load_rulesets(Agency(county="Clay", modes=dict.fromkeys(off, Mode.OFF)))
        duty = _duty(kind, on, move=move)
        assert duty.reason.key == f"law.duty.{duty.rule_id.replace('-', '_').lower()}.{duty.how.value}"
        return duty.rule_id, duty.how

    assert rule(ChangeKind.EMAIL, "M-05") == ("M-04", How.NOTICE)
    assert rule(ChangeKind.EMAIL, "M-05", "M-04") == ("M-05", How.IN_PERSON)
    assert rule(ChangeKind.TRAVEL_ABROAD, "S-06") == ("F-03", How.IN_PERSON)
    assert rule(ChangeKind.RESIDENCE, "M-06", move=Move.OTHER_COUNTY) == ("M-03", How.IN_PERSON)
    assert rule(ChangeKind.RESIDENCE, "M-07", "M-03", move=Move.OTHER_STATE) == ("F-02", How.IN_PERSON)
    assert rule(ChangeKind.RESIDENCE, "MO18", "FED", move=Move.OTHER_STATE) == ("M-07", How.IN_PERSON)


def test_under_federal_law_alone_travel_still_counts_back_21_days() -> None:
    off = load_rulesets(Agency(modes={"S982": Mode.OFF}))
    duty = duty_of_change(
        ChangeKind.TRAVEL_ABROAD, dt.date(2026, 12, 13), dt.date(2026, 11, 22), off, calendar()
    )
    assert (duty.rule_id, duty.section) == ("F-03", "34 USC 20914(a)(7)")
    assert duty.due_published == dt.date(2026, 11, 22)
    shorter = amended_from_2027("50-fed.toml", "F-03", ("days_before = 21", "days_before = 30"))
    alone = for_agency(shorter, Agency(modes={"S982": Mode.OFF}))
    assert isinstance(alone, Rulesets)
    duty = duty_of_change(
        ChangeKind.TRAVEL_ABROAD, dt.date(2027, 3, 31), dt.date(2027, 1, 4), alone, calendar()
    )
    assert duty.due_published == dt.date(2027, 3, 1)


def test_before_any_rule_begins_the_first_version_answers() -> None:
    long_ago = duty_of_change(
        ChangeKind.NAME, dt.date(2001, 5, 1), dt.date(2001, 5, 1), rulesets(), calendar()
    )
    assert long_ago.section == "589.414.1"
    assert long_ago.due_published == dt.date(2001, 5, 4)
