"""What an appearance served, what it left open, and what the officer is told to look at."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from kiosk.changes import ChangeKind
from kiosk.law.duties import Move, Told
from kiosk.law.person import PersonFacts
from kiosk.law.rulesets import Agency, Mode, Rulesets
from kiosk.law.verdicts import (
    Appeared,
    Away,
    ChangeToldOf,
    FlagCode,
    NightsAt,
    Verdict,
    WhyNot,
    completed_late,
    verdict_on_appearance,
)
from kiosk.registrant import Standing
from kiosk.words import words
from sync.rules import load_rulesets
from tests.kiosk.law.ground import calendar, person, printing

MORNING = dt.datetime(2026, 11, 23, 9, 20)
MISSOURI = ("MO18", "S982")


def _appeared(**given: Any) -> Appeared:
    fields: dict[str, Any] = {
        "arrived_at": MORNING - dt.timedelta(minutes=20),
        "completed_at": MORNING,
        "full_verification": True,
        "photographed": True,
        "office_county": "Jackson",
    }
    return Appeared(**{**fields, **given})


def _verdict(who: PersonFacts, on: Rulesets | None = None, **given: Any) -> Verdict:
    return verdict_on_appearance(who, _appeared(**given), on or printing(*MISSOURI), calendar())


def _codes(verdict: Verdict) -> list[str]:
    return [flag.code.value for flag in verdict.flags]


def _served(verdict: Verdict) -> list[tuple[str, str, bool]]:
    return [(one.schedule.rule_id, one.schedule.what.value, one.late) for one in verdict.served]


def test_a_full_verification_in_time_serves_everything_open() -> None:
    verdict = _verdict(person())
    assert _served(verdict) == [
        ("M-10", "verification", False),
        ("M-11", "photograph", False),
        ("S-01", "verification", False),
    ]
    assert [verdict.not_served, verdict.duties, verdict.told, verdict.flags] == [()] * 4


def test_a_change_only_visit_serves_no_verification_but_a_photograph_it_took() -> None:
    verdict = _verdict(person(), full_verification=False)
    assert _served(verdict) == [("M-11", "photograph", False)]
    assert [(one.schedule.rule_id, one.why) for one in verdict.not_served] == [
        ("M-10", WhyNot.CHANGE_ONLY),
        ("S-01", WhyNot.CHANGE_ONLY),
    ]
    assert _codes(verdict) == ["change_only"]


def test_a_change_only_visit_is_no_registration_either() -> None:
    verdict = _verdict(person(released_on=dt.date(2026, 11, 20)), full_verification=False)
    assert verdict.served == ()
    assert [one.why for one in verdict.not_served] == [WhyNot.CHANGE_ONLY]


def test_without_a_photograph_its_schedule_stays_open() -> None:
    verdict = _verdict(person(), photographed=False)
    assert [(one.schedule.rule_id, one.why) for one in verdict.not_served] == [("M-11", WhyNot.NO_PHOTOGRAPH)]


def test_before_the_birth_month_opens_it_is_too_early() -> None:
    who = person(tier="I", born=dt.date(1980, 12, 5))
    verdict = _verdict(who)
    assert [(one.schedule.rule_id, one.why) for one in verdict.not_served] == [("M-08", WhyNot.TOO_EARLY)]
    first = _verdict(who, arrived_at=None, completed_at=dt.datetime(2026, 12, 1, 8, 0))
    assert ("M-08", "verification", False) in _served(first)


def test_the_due_day_is_in_time_and_the_next_is_late() -> None:
    on_day = _verdict(person(), arrived_at=None, completed_at=dt.datetime(2026, 11, 26, 9, 0))
    after = _verdict(person(), arrived_at=None, completed_at=dt.datetime(2026, 11, 27, 9, 0))
    assert {late for _, _, late in _served(on_day)} == {False}
    assert {late for _, _, late in _served(after)} == {True}
    assert (_codes(on_day), _codes(after)) == ([], ["late"])


def test_arrival_in_the_window_and_completion_after_it_is_flagged_once() -> None:
    arrived = dt.datetime(2026, 11, 26, 9, 0)
    verdict = _verdict(person(), arrived_at=arrived, completed_at=dt.datetime(2026, 11, 27, 9, 0))
    assert _codes(verdict) == ["late", "arrived_in_window_completed_late"]
    assert verdict.flags[1].what_to_do == words(
        "law.flag.arrived_in_window_completed_late", arrived=arrived.date(), due=dt.date(2026, 11, 26)
    )


def test_arrival_and_completion_on_the_same_late_day_is_only_late() -> None:
    verdict = _verdict(
        person(), completed_at=dt.datetime(2026, 12, 1, 9, 0), arrived_at=dt.datetime(2026, 12, 1)
    )
    assert _codes(verdict) == ["late"]


def test_an_overnight_visit_inside_the_window_is_not_flagged() -> None:
    verdict = _verdict(
        person(), arrived_at=dt.datetime(2026, 11, 20, 14, 0), completed_at=dt.datetime(2026, 11, 23, 9, 0)
    )
    assert _codes(verdict) == []


def test_arrival_before_the_month_opened_is_not_an_arrival_in_it() -> None:
    who = person(tier="I", born=dt.date(1980, 11, 5), last_full_verification=dt.date(2025, 11, 20))
    who_ = _verdict(
        who,
        printing("MO18"),
        arrived_at=dt.datetime(2026, 10, 30, 9, 0),
        completed_at=dt.datetime(2026, 12, 1, 9, 0),
    )
    assert _codes(who_) == ["late"]
    (schedule,) = (one.schedule for one in _verdict(who, printing("MO18")).served if one.schedule.opens)
    october, november, december = dt.date(2026, 10, 31), dt.date(2026, 11, 1), dt.date(2026, 12, 1)
    assert not completed_late(schedule, october, december)
    assert completed_late(schedule, november, december)
    assert completed_late(schedule, dt.date(2026, 11, 30), december)
    assert not completed_late(schedule, november, dt.date(2026, 11, 30))
    assert not completed_late(schedule, december, dt.date(2026, 12, 2))


def test_in_the_wrong_county_nothing_is_served() -> None:
    verdict = _verdict(person(home_county="Jackson"), office_county="Clay")
    assert verdict.served == ()
    assert {one.why for one in verdict.not_served} == {WhyNot.WRONG_COUNTY}
    assert verdict.flags[0].what_to_do == words("law.flag.wrong_county", county="Jackson")


def test_the_county_of_work_or_school_is_a_right_one() -> None:
    who = person(home_county="Jackson", other_counties=("Clay",))
    assert _verdict(who, office_county="Clay").flags == ()
    assert _codes(_verdict(who, office_county="Platte")) == ["wrong_county"]


def test_an_unknown_county_flags_nothing_but_a_known_basis_does() -> None:
    assert _verdict(person(), office_county="Clay").flags == ()
    other = _verdict(person(other_counties=("Cass",)), office_county="Clay")
    assert other.flags[0].what_to_do == words("law.flag.wrong_county", county="")


def test_stopped_clocks_are_said_with_their_reason() -> None:
    verdict = _verdict(person(standing=Standing.REMOVED))
    assert verdict.served == ()
    assert verdict.flags[0].code is FlagCode.CLOCKS_STOPPED
    assert verdict.flags[0].what_to_do == words("law.flag.clocks_stopped", why=words("law.stopped.removed"))


def test_a_visit_after_release_is_said_to_be_the_registration() -> None:
    released = dt.date(2026, 11, 20)
    verdict = _verdict(person(released_on=released))
    assert _served(verdict) == [("M-01", "registration", False)]
    assert verdict.flags[0].what_to_do == words("law.flag.released", released=released)
    assert _codes(_verdict(person(released_on=released, last_full_verification=None))) == ["released"]
    assert _codes(_verdict(person(released_on=released, last_full_verification=released))) == []


def test_the_officer_is_asked_for_missing_facts_and_told_of_exactly_18() -> None:
    assert _codes(_verdict(person(), printing("FED"))) == ["facts_missing"]
    exactly = _verdict(person(facts={"victim_exactly_18": True}))
    assert _codes(exactly) == ["victim_exactly_18"]
    assert _codes(_verdict(person(facts={"victim_exactly_18": False}))) == []


def test_each_change_has_its_duty_and_everybody_is_told_once() -> None:
    changes = (
        ChangeToldOf(ChangeKind.RESIDENCE, dt.date(2026, 11, 20), Move.OTHER_COUNTY),
        ChangeToldOf(ChangeKind.PHONE, dt.date(2026, 11, 2)),
    )
    verdict = _verdict(person(), changes=changes)
    assert [(duty.rule_id, duty.late) for duty in verdict.duties] == [("M-06", False), ("M-04", True)]
    assert verdict.told == (Told.PATROL, Told.OLD_COUNTY, Told.NEW_COUNTY, Told.CITY_POLICE)


def test_what_has_ended_online_has_another_duty_than_what_is_used_anew() -> None:
    friday = dt.date(2026, 11, 20)
    changes = [ChangeToldOf(ChangeKind.EMAIL, friday, ended=ended) for ended in (False, True)]
    verdict = _verdict(person(), changes=tuple(changes))
    assert [duty.rule_id for duty in verdict.duties] == ["M-05", "M-04"]


def test_a_change_of_name_is_flagged_while_the_bar_holds() -> None:
    named = (ChangeToldOf(ChangeKind.NAME, dt.date(2026, 11, 20)),)
    assert _codes(_verdict(person(), changes=named)) == ["name_change_barred"]
    off = load_rulesets(Agency(modes={"M-29": Mode.OFF, "FED": Mode.OFF, "J20": Mode.OFF}))
    assert _codes(_verdict(person(), off, changes=named)) == []
    before = _verdict(
        person(last_full_verification=dt.date(2026, 7, 1), last_photograph=dt.date(2026, 7, 1)),
        changes=named,
        arrived_at=None,
        completed_at=dt.datetime(2026, 8, 27, 9, 0),
    )
    assert _codes(before) == []
    phone = (ChangeToldOf(ChangeKind.PHONE, dt.date(2026, 11, 20)),)
    assert _codes(_verdict(person(), changes=phone)) == []


def test_work_elsewhere_is_registered_there_too() -> None:
    away = (ChangeToldOf(ChangeKind.EMPLOYMENT, dt.date(2026, 11, 20), elsewhere=True),)
    assert _codes(_verdict(person(), changes=away)) == ["registers_elsewhere_too"]
    off = load_rulesets(Agency(modes={"M-30": Mode.OFF, "FED": Mode.OFF, "J20": Mode.OFF}))
    assert _codes(_verdict(person(), off, changes=away)) == []


def test_seven_nights_and_seven_days_are_flagged() -> None:
    nights = tuple(dt.date(2026, 3, day) for day in range(1, 8))
    leaves = dt.date(2026, 12, 20)
    verdict = _verdict(
        person(),
        nights=(NightsAt("Aunt May's", nights), NightsAt("a friend's", nights[:6])),
        absences=(
            Away(leaves, dt.date(2026, 12, 26)),
            Away(leaves, dt.date(2026, 12, 27)),
            Away(leaves, None),
        ),
    )
    assert [flag.what_to_do for flag in verdict.flags] == [
        words("law.flag.seven_nights", place="Aunt May's"),
        words("law.flag.seven_days_away", leaves=leaves),
        words("law.flag.seven_days_away", leaves=leaves),
    ]


def test_a_late_person_is_served_all_the_same() -> None:
    """D-04: lateness is a flag, never a wall."""
    who = person(last_full_verification=dt.date(2024, 1, 5), last_photograph=dt.date(2024, 1, 5))
    verdict = _verdict(who)
    assert len(verdict.served) == 3
    assert verdict.not_served == ()


def test_a_visit_that_settles_a_month_that_ended_is_late() -> None:
    """November ended without a visit: on 3 December its window is gone, and the next is a year away."""
    who = person(
        tier="I",
        born=dt.date(1980, 11, 5),
        last_full_verification=dt.date(2025, 11, 12),
        last_photograph=dt.date(2026, 5, 1),
    )
    third = dt.datetime(2026, 12, 3, 9, 0)
    here = {"arrived_at": third, "completed_at": third}
    assert _codes(_verdict(who, printing("MO18"), **here)) == ["late"]
    assert _codes(_verdict(who, printing("MO18"), full_verification=False, **here)) == ["change_only"]
    elsewhere = replace(who, home_county="Clay")
    assert _codes(_verdict(elsewhere, printing("MO18"), **here)) == ["wrong_county"]
    in_time = {**here, "arrived_at": dt.datetime(2026, 11, 30, 14, 0)}
    assert _codes(_verdict(who, printing("MO18"), **in_time)) == ["arrived_in_window_completed_late"]
