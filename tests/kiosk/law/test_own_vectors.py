"""Our own vectors, each with its arithmetic in words, and how vector files are read."""

from __future__ import annotations

import datetime as dt
import json
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from kiosk.law.calendar import OfficeCalendar
from kiosk.law.reading import parse_rulesets
from kiosk.law.rulesets import Agency, RulesetFault, Rulesets, for_agency
from kiosk.law.vector_rules import WHOLE_RULES, check_kinds
from kiosk.law.vectors import (
    RULES,
    Case,
    Differs,
    Ground,
    Malformed,
    NotUnderstood,
    Ok,
    check_case,
    parse_cases,
)
from sync.rules import load_calendar, ruleset_texts
from tests.kiosk.law.ground import amended_from_2027, calendar

FILES = sorted((Path(__file__).parent / "vectors").glob("*.json"))


def _calendar(closures: frozenset[dt.date]) -> OfficeCalendar:
    return load_calendar(closures) if closures else calendar()


@cache
def _loaded() -> Rulesets:
    loaded = parse_rulesets(ruleset_texts())
    assert isinstance(loaded, Rulesets)
    return loaded


def _rulesets(agency: Agency) -> Rulesets | RulesetFault:
    return for_agency(_loaded(), agency)


GROUND = Ground(_calendar, _rulesets, ZoneInfo("America/Chicago"))


def _cases(file: Path) -> tuple[Case, ...]:
    cases = parse_cases(file.read_text("utf-8"))
    assert not isinstance(cases, Malformed), cases
    return cases


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_vector_of_our_own_is_computed_alike(file: Path) -> None:
    found = [check_case(case, GROUND) for case in _cases(file)]
    assert [one for one in found if not isinstance(one, Ok)] == []


def test_every_given_vector_is_computed_alike(shared: Path) -> None:
    found = [check_case(case, GROUND) for case in _cases(shared / "law" / "cadence_vectors.json")]
    assert [one for one in found if not isinstance(one, Ok)] == []


@pytest.mark.parametrize(
    ("file", "rule_id", "change", "rule", "given", "expect"),
    [
        (
            "20-mo18.toml",
            "M-10",
            ("days_after_last = 90", "days_after_last = 60"),
            "ninety_days_from_last",
            {"last_completed": "2027-01-01"},
            {"due": "2027-03-02"},
        ),
        (
            "20-mo18.toml",
            "M-10",
            ("days_after_last = 90", "days_after_last = 60"),
            "ninety_days_chain",
            {"start": "2027-01-01", "count": 2},
            {"dues": ["2027-03-02", "2027-05-01"]},
        ),
        (
            "40-j20.toml",
            "J-01",
            ("days_after_last = 90", "days_after_last = 30"),
            "jackson_ninety_days_and_birth_month",
            {"dob": "1979-05-20", "last_completed": "2027-01-01"},
            {"rolling_due": "2027-01-31"},
        ),
        (
            "20-mo18.toml",
            "M-09",
            ("also_months_after = 6", "also_months_after = 3"),
            "tier2_birth_month_and_six_after",
            {"dob": "1979-05-20", "as_of": "2027-06-01"},
            {"months": [5, 8], "window": ["2027-08-01", "2027-08-31"]},
        ),
    ],
)
def test_a_vector_counts_with_the_days_and_months_of_the_rulesets(
    file: str, rule_id: str, change: tuple[str, str], rule: str, given: dict[str, Any], expect: dict[str, Any]
) -> None:
    """Changed data changes the answer: nothing a vector counts with is written into the code."""
    amended = amended_from_2027(file, rule_id, change)
    ground = Ground(_calendar, lambda agency: for_agency(amended, agency), ZoneInfo("America/Chicago"))
    case = Case("moved", rule, given, expect)
    assert check_case(case, ground) == Ok("moved")
    assert isinstance(check_case(case, GROUND), Differs)


def test_there_are_at_least_150_of_them_and_each_says_its_arithmetic() -> None:
    rows = [row for file in FILES for row in json.loads(file.read_text("utf-8"))]
    assert len({row["id"] for row in rows}) == len(rows) >= 150
    assert all(len(row["note"].split()) >= 4 for row in rows)


def test_every_rule_of_the_format_has_vectors_of_our_own() -> None:
    used = {case.rule for file in FILES for case in _cases(file)}
    assert used == {*RULES, *WHOLE_RULES}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_vector_with_any_date_moved_by_a_day_differs(file: Path) -> None:
    """A control: were an answer a day off, the file would say so."""
    seen = 0
    for case in _cases(file):
        moved = {key: _moved(value) for key, value in case.expect.items()}
        if moved == case.expect:
            continue
        seen += 1
        found = check_case(Case(case.case_id, case.rule, case.given, moved), GROUND)
        assert isinstance(found, Differs), case
    assert seen


def _moved(value: Any) -> Any:
    if isinstance(value, list):
        return [_moved(one) for one in value]
    if isinstance(value, bool):
        return not value
    if isinstance(value, str) and value[:4].isdigit():
        if len(value) > 10:
            return (dt.datetime.fromisoformat(value) + dt.timedelta(days=1)).isoformat(timespec="minutes")
        return (dt.date.fromisoformat(value) + dt.timedelta(days=1)).isoformat()
    return value


GOOD: dict[str, Any] = {"id": "A", "rule": "away", "given": {"leave": "2026-01-01", "back": "2026-01-09"}}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "The file is not JSON: Expecting property name"),
        ("[" * 100_000, "The file is not JSON: "),
        ('{"a": 1}', "The file must be a list of cases."),
        ("[7]", "Case 1: a case is an object."),
        ('[{"rule": "away", "given": {}, "expect": {"a": 1}}]', "Case 1: id must be text."),
        ('[{"id": "A", "rule": 3, "given": {}, "expect": {"a": 1}}]', "Case 1: rule must be text."),
        (
            '[{"id": "A", "rule": "away", "given": [], "expect": {"a": 1}}]',
            "Case 1: given must be an object.",
        ),
        ('[{"id": "A", "rule": "away", "given": {}, "expect": {}}]', "Case 1: expect must be an object that"),
        ('[{"id": "A", "rule": "away", "given": {}, "expect": 5}]', "Case 1: expect must be an object that"),
        (json.dumps([{**GOOD, "expect": {"must_report": True}}] * 2), "Two cases are called A."),
        (json.dumps([{**GOOD, "id": "A ok\nB", "expect": {"a": 1}}]), "Case 1: id must be on one line."),
        (
            json.dumps([{**GOOD, "rule": "away\u2028", "expect": {"a": 1}}]),
            "Case 1: rule must be on one line.",
        ),
        (
            json.dumps([{**GOOD, "expect": {"a\ud800": 1}}]),
            "The file is not JSON: 'utf-8' codec can't encode",
        ),
        ('[{"id": " ", "rule": "away", "given": {}, "expect": {"a": 1}}]', "Case 1: id must be text."),
        (
            '[{"id": "A", "rule": "away", "given": {"leave": 2, "back": 1, "back": 3}, "expect": {"a": 1}}]',
            "The file says back twice in one object.",
        ),
    ],
)
def test_a_malformed_file_is_said_to_be_so(text: str, said: str) -> None:
    found = parse_cases(text)
    assert isinstance(found, Malformed)
    assert found.sentence.startswith(said)


@pytest.mark.parametrize(
    ("rule", "given", "said"),
    [
        ("away", {"leave": "2026-01-01"}, "given lacks back"),
        ("away", {"leave": "2026-02-30", "back": "2026-03-01"}, "there is no day 2026-02-30"),
        ("away", {"leave": 20260101, "back": "2026-03-01"}, "20260101 is not a date such as 2026-11-23"),
        ("months_from_last", {"last_completed": "2026-01-01", "months": "6"}, "6 is not a count"),
        ("months_from_last", {"last_completed": "2026-01-01", "months": True}, "True is not a count"),
        ("months_from_last", {"last_completed": "2026-01-01", "months": 10_001}, "10001 is not a count"),
        ("months_from_last", {"last_completed": "2026-01-01", "months": -1}, "-1 is not a count"),
        ("months_from_last", {"last_completed": "9999-12-31", "months": 10}, "out of range"),
        ("travel_21_days", {"departure": "0001-01-05"}, "a date lies before the year 1 or after 9999"),
        (
            "away",
            {"leave": "2026-W01-1", "back": "2026-03-01"},
            "2026-W01-1 is not a date such as 2026-11-23",
        ),
        ("away", {"leave": "20260101", "back": "2026-03-01"}, "20260101 is not a date such as 2026-11-23"),
        ("away", {"leave": None, "back": "2026-03-01"}, "None is not a date such as 2026-11-23"),
        ("residence_nights", {"nights": "2026-03-01"}, "nights must be a list"),
        ("residence_nights", {"nights": [], "closures": "2026-03-01"}, "closures must be a list"),
        ("printed_windows", {"schedules": {}, "as_of": "2026-01-01"}, "schedules must be a list"),
        ("tier1_served", {"dob": "1980-01-01", "arrival": "x", "completed": "y"}, "x is not a time such as"),
        (
            "tier1_served",
            {
                "dob": "1980-01-01",
                "arrival": "2026-01-01T08:00",
                "completed": "2026-01-01T09:00",
                "full_verification": "no",
            },
            "full_verification must be true or false",
        ),
        ("schedules", {"as_of": "2026-01-01", "modes": {"MO18": "loud"}}, "'loud' is not a valid Mode"),
        ("schedules", {"as_of": "2026-01-01", "modes": {"MO99": "off"}}, "The settings name MO99"),
        (
            "change",
            {"kind": "mood", "happened": "2026-01-01", "today": "2026-01-01"},
            "not a valid ChangeKind",
        ),
        ("printed_windows", {"schedules": [["2026-01-01"]], "as_of": "2026-01-01"}, "not enough values"),
        ("away", {"leave": "2026-03-10", "back": "2026-03-01"}, "back 2026-03-01 is before leave 2026-03-10"),
        ("tier1_birth_month", {"dob": "2030-03-01", "as_of": "2026-03-01"}, "as_of 2026-03-01 is before dob"),
        (
            "tier2_birth_month_and_six_after",
            {"dob": "2030-03-01", "as_of": "2026-03-01"},
            "as_of 2026-03-01 is before dob",
        ),
        (
            "jackson_ninety_days_and_birth_month",
            {"dob": "2030-03-01", "last_completed": "2026-03-01"},
            "last_completed 2026-03-01 is before dob",
        ),
        (
            "tier1_served",
            {"dob": "1980-03-01", "arrival": "2026-03-01T09:01", "completed": "2026-03-01T09:00"},
            "completed is before arrival",
        ),
        (
            "tier1_served",
            {"dob": "2030-03-01", "arrival": "2026-03-01T09:00", "completed": "2026-03-01T09:00"},
            "arrival 2026-03-01 is before dob 2030-03-01",
        ),
        (
            "printed_windows",
            {"schedules": [["2026-05-01", "2026-03-01"]], "as_of": "2026-01-01"},
            "due 2026-03-01 is before opens 2026-05-01",
        ),
        (
            "appearance",
            {"arrival": "2026-03-01T09:01", "completed": "2026-03-01T09:00"},
            "completed is before arrival",
        ),
        ("appearance", {"completed": "2026-03-01T09:00", "tier": "IV"}, "this cannot be: tier"),
        ("missed", {"as_of": "2026-01-01", "dob": "2030-01-01", "tier": "IV"}, "this cannot be: tier, born"),
        ("schedules", {"as_of": "2026-01-01", "tier": ["I"]}, "tier must be text"),
        ("schedules", {"as_of": "2026-01-01", "birth_month": True}, "birth_month must be a whole number"),
        ("schedules", {"as_of": "2026-01-01", "modes": []}, "modes must be an object"),
        ("schedules", {"as_of": "2026-01-01", "only": "M-10"}, "only must be a list"),
        (
            "schedules",
            {"as_of": "2026-01-01", "facts": {"victim_under_18": "no"}},
            "the fact victim_under_18 must be true or false",
        ),
        ("stay_registers", {"days": [], "active": "no"}, "active must be true or false"),
        (
            "away",
            {"leave": "2026-01-01", "back": "2026-03-01", "closures": ["soon"]},
            "soon is not a date such as",
        ),
    ],
)
def test_a_value_that_cannot_be_is_malformed(rule: str, given: dict[str, Any], said: str) -> None:
    found = check_case(Case("A", rule, given, {"x": 1}), GROUND)
    assert isinstance(found, Malformed)
    assert found.sentence.startswith("Case A: ")
    assert said in found.sentence


@pytest.mark.parametrize(
    ("case", "what"),
    [
        (Case("A", "moon", {}, {"x": 1}), "rule=moon"),
        (Case("A", "away", {**GOOD["given"], "mood": 1}, {"must_report": True}), "key=mood"),
        (Case("A", "away", GOOD["given"], {"moon": 1}), "key=moon"),
        (
            Case("A", "travel_21_days", {"departure": "2026-12-13"}, {"late": False}),
            "key=late",
        ),
    ],
)
def test_what_is_not_known_is_not_understood(case: Case, what: str) -> None:
    assert check_case(case, GROUND) == NotUnderstood("A", what)


def test_every_key_that_differs_is_named() -> None:
    expect = {"due": "2026-11-27", "show_by": "2026-11-25"}
    case = Case("A", "ninety_days_from_last", {"last_completed": "2026-08-28"}, expect)
    assert check_case(case, GROUND) == Differs("A", (("due", "2026-11-27", "2026-11-26"),))


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ("tier federal_tier standing home_county county", "text"),
        ("birth_month", "a whole number"),
        ("full_verification photographed active ended", "true or false"),
        ("closures nights days schedules only", "a list"),
        ("facts modes verified", "an object"),
    ],
)
def test_a_value_of_another_kind_is_said_with_what_it_must_be(names: str, said: str) -> None:
    for name in names.split():
        with pytest.raises(TypeError, match=f"^{name} must be {said}$"):
            check_kinds({name: 1.5})


def test_who_is_seen_at_once_arrived_and_was_done_at_one_time() -> None:
    given = {"arrival": "2026-11-23T09:00", "completed": "2026-11-23T09:00"}
    assert check_case(Case("A", "appearance", given, {"served": []}), GROUND) == Ok("A")


def test_one_is_not_true() -> None:
    found = check_case(Case("A", "away", GOOD["given"], {"must_report": 1}), GROUND)
    assert found == Differs("A", (("must_report", 1, True),))


@pytest.mark.parametrize(
    ("arrival", "completed", "satisfied"),
    [
        ("2026-12-01T05:10+00:00", "2026-12-01T05:59Z", True),  # 23:59 of 30 November in the office
        ("2026-12-01T05:10+00:00", "2026-12-01T06:00Z", False),
        ("2026-12-01T00:10", "2026-12-01T00:20", False),
    ],
)
def test_a_time_with_an_offset_is_a_day_of_the_office(arrival: str, completed: str, satisfied: bool) -> None:
    given = {"dob": "1975-11-30", "arrival": arrival, "completed": completed}
    case = Case("A", "tier1_served", given, {"satisfied": satisfied})
    assert check_case(case, GROUND) == Ok("A")


def test_what_may_be_given_and_is_null_is_not_given() -> None:
    given = {"dob": "1980-11-05", "as_of": "2026-11-24", "completed": None, "closures": None}
    case = Case("A", "tier1_birth_month", given, {"window": ["2026-11-01", "2026-11-30"]})
    assert check_case(case, GROUND) == Ok("A")
    travel = Case("A", "travel_21_days", {"departure": "2026-12-13", "as_of": None}, {"late": False})
    assert check_case(travel, GROUND) == NotUnderstood("A", "key=late")


def test_a_count_may_be_nothing_and_up_to_ten_thousand() -> None:
    for count in (0, 10_000):
        case = Case("A", "ninety_days_chain", {"start": "2026-03-01", "count": count}, {"dues": ["x"]})
        found = check_case(case, GROUND)
        assert isinstance(found, Differs)
        assert isinstance(found.keys[0][2], list)
        assert len(found.keys[0][2]) == count


def test_no_obligations_give_no_windows() -> None:
    case = Case("A", "printed_windows", {"schedules": [], "as_of": "2026-11-23"}, {"windows": []})
    assert check_case(case, GROUND) == Ok("A")
    empty = Case("A", "schedules", {"as_of": "2010-01-01", "federal_tier": "I"}, {"windows": []})
    assert check_case(empty, GROUND) == Ok("A")


def test_a_month_closed_throughout_has_no_last_open_day() -> None:
    closures = [f"2027-02-{day:02d}" for day in range(1, 29)]
    given = {"dob": "1984-02-29", "as_of": "2027-01-01", "closures": closures}
    case = Case("A", "tier1_birth_month", given, {"last_open_day": None})
    assert check_case(case, GROUND) == Ok("A")
