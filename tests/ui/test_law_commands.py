"""`appear due` and `appear law`: what they print, and how they end."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import fields
from pathlib import Path

import pytest

from kiosk.changes import ChangeKind
from kiosk.law.duties import Move, duty_of_change
from kiosk.law.periods import must_register
from kiosk.law.person import KNOWN_FACTS, PersonFacts, fact_words
from kiosk.law.petitions import ADJUDICATED_SINCE, LAW_CHANGED
from kiosk.law.residency import HomeNearPlace, residency_question
from kiosk.law.rulesets import Agency
from kiosk.law.schedules import Schedule, schedules
from kiosk.law.tier_rows import OffenseFacts
from kiosk.registrant import Tier
from sync.rules import load_calendar, load_rulesets, load_tier_tables
from sync.station.law import facts_of
from tests.specimens import records
from ui.commands.law import due, law_check, law_rules
from ui.commands.rules_page import default_rulesets, page
from ui.texts import language, languages

TODAY = dt.date(2026, 11, 23)


def _file(folder: Path, *cases: object) -> Path:
    file = folder / "cases.json"
    file.write_text(json.dumps(list(cases)))
    return file


def _case(**changes: object) -> dict[str, object]:
    case = {
        "id": "X",
        "rule": "ninety_days_from_last",
        "given": {"last_completed": "2026-08-28"},
        "expect": {"due": "2026-11-26", "show_by": "2026-11-25"},
    }
    return {**case, **changes}


def test_every_given_vector_is_computed_alike(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = shared / "law" / "cadence_vectors.json"
    assert law_check(given) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines == [f"{case['id']} ok" for case in json.loads(given.read_text("utf-8"))]


def test_a_wrong_expectation_is_named_with_both_answers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert law_check(_file(tmp_path, _case(expect={"due": "2026-11-27"}))) == 1
    assert capsys.readouterr().out == "X DIFF due expected=2026-11-27 got=2026-11-26\n"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"rule": "fortnightly"}, "X NOT UNDERSTOOD rule=fortnightly\n"),
        ({"expect": {"moon": "full"}}, "X NOT UNDERSTOOD key=moon\n"),
        ({"given": {"last_completed": "2026-08-28", "mood": "good"}}, "X NOT UNDERSTOOD key=mood\n"),
    ],
)
def test_an_unknown_rule_or_key_is_said_not_to_be_understood(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], changes: dict[str, object], said: str
) -> None:
    assert law_check(_file(tmp_path, _case(**changes))) == 1
    assert capsys.readouterr().out == said


def test_a_county_closure_moves_the_last_open_day_only(tmp_path: Path) -> None:
    given = {"last_completed": "2026-08-28", "closures": ["2026-11-25"]}
    assert (
        law_check(_file(tmp_path, _case(given=given, expect={"due": "2026-11-26", "show_by": "2026-11-24"})))
        == 0
    )


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[1]", "[{}]", '[{"id": "A", "rule": "away", "given": {}, "expect": {"must_report": true}}]'],
)
def test_a_malformed_file_ends_with_two_and_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    file = tmp_path / "cases.json"
    file.write_text(text)
    assert law_check(file) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1


def test_a_value_that_is_no_date_is_malformed(tmp_path: Path) -> None:
    assert law_check(_file(tmp_path, _case(given={"last_completed": "2026-02-30"}))) == 2


def test_a_file_that_is_not_there_ends_with_two(tmp_path: Path) -> None:
    assert law_check(tmp_path / "absent.json") == 2


def test_due_prints_schedules_their_arithmetic_and_the_windows(capsys: pytest.CaptureFixture[str]) -> None:
    assert due("III", "1979-05-20", "2026-08-28", facts=["victim_under_18=true"], today=TODAY) == 0
    said = capsys.readouterr().out
    assert "last completed Fri 28 August 2026 + 90 days = Thu 26 November 2026, Thanksgiving" in said
    assert "needs registered_on" in said
    assert "printed: come from 2026-11-23 to 2026-11-25 (J-01, M-10, S-01)" in said


def test_due_says_what_was_missed_and_how_late_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    """November ended without a visit: the next window, a year away, must not be all that is said."""
    day = "2026-12-03"
    assert due("I", "1980-11-05", "2025-11-12", as_of=day, today=TODAY) == 0
    said = capsys.readouterr().out
    assert "missed: M-08 MO18 589.414.5 verification: due 2026-11-30, 3 working days late" in said
    assert "missed: S-01 S982 589.407 verification: due 2026-11-12, 14 working days late" in said
    assert due("I", "1980-11-05", "2025-11-12", as_of=day, as_json=True, lang="es", today=TODAY) == 0
    missed = {row["rule"]: row for row in json.loads(capsys.readouterr().out)["missed"]}
    assert missed["M-08"]["business_days_late"] == 3
    assert (missed["M-08"]["opens"], missed["S-01"]["opens"]) == ("2026-11-01", None)
    assert missed["M-08"]["reason"] == "Venga una vez al año, en el mes en que nació."


def test_a_photograph_without_a_day_is_as_old_as_the_last_full_verification_as_on_the_boards(
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked = {"registered": "2010-03-05", "today": TODAY, "as_json": True}
    assert due("III", "1980-03-05", "2026-10-01", **asked) == 0  # type: ignore[arg-type]
    said = json.loads(capsys.readouterr().out)
    record = records.registrant(
        tier=Tier.III,
        birth_date=dt.date(1980, 3, 5),
        registered_on=dt.date(2010, 3, 5),
        last_full_verification=dt.date(2026, 10, 1),
        photograph=None,
        facts=(),
    )
    rulesets, calendar = load_rulesets(Agency(county="Jackson")), load_calendar()
    board = schedules(facts_of(record, None), TODAY, rulesets, calendar)
    days = {(one.rule_id, one.what.value): one.due for one in board if isinstance(one, Schedule)}
    mine = {(row["rule"], row["what"]): row["due"] for row in said["schedules"] if "due" in row}
    assert mine == {key: day.isoformat() for key, day in days.items()}
    assert mine["M-11", "photograph"] == "2026-12-30"
    assert said["missed"] == []
    assert "last full verification, Thu 1 October 2026 (M-11, 589.407.1(3))" in said["photograph"]
    assert due("III", "1980-03-05", "2026-10-01", photograph="2026-10-05", **asked) == 0  # type: ignore[arg-type]
    assert json.loads(capsys.readouterr().out)["photograph"] is None


def test_due_as_json_says_the_same_in_spanish(capsys: pytest.CaptureFixture[str]) -> None:
    assert due("I", "1980-11-05", "2025-11-12", as_json=True, lang="es", today=TODAY) == 0
    said = json.loads(capsys.readouterr().out)
    by_rule = {row["rule"]: row for row in said["schedules"]}
    assert by_rule["M-08"]["due"] == "2026-11-30"
    assert by_rule["M-08"]["reason"] == "Venga una vez al año, en el mes en que nació."
    assert by_rule["J-01"]["opens"] == "2026-11-01"
    assert by_rule["M-08"]["wording"] == "Tier I verifies once a year, inside the birth month."
    assert said["printed_windows"][0]["serves"] == ["M-11", "S-01"]


@pytest.mark.parametrize(
    ("tier", "born", "last", "facts", "named"),
    [
        ("IV", "1979-05-20", "2026-04-20", [], "tier"),
        ("III", "2979-05-20", "2026-04-20", [], "born"),
        ("III", "1979-05-20", "1969-04-20", [], "last_full_verification"),
        ("III", "1979-05-32", "2026-04-20", [], "--born"),
        ("III", "1979-05-20", "2026-04-20", ["victim_under_18"], "--fact"),
        ("III", "1979-05-20", "2026-04-20", ["height=true"], "height"),
        ("III", "19790520", "2026-04-20", [], "--born 19790520: this is not a date; write it as 2026-11-23."),
        ("III", "1979-05-20", "", [], "--last : this is not a date"),
        ("III", "1979-05-20", "2026-04-20", ["victim_under_18=true", "victim_under_18=false"], "given twice"),
        ("III", "1979-05-20", "2026-04-20", ["federal_tier=I", "federal_tier=I"], "given twice"),
    ],
)
def test_what_cannot_be_is_refused_by_name(
    capsys: pytest.CaptureFixture[str], tier: str, born: str, last: str, facts: list[str], named: str
) -> None:
    assert due(tier, born, last, facts=facts, today=TODAY) == 2
    assert named in capsys.readouterr().err


def test_a_county_that_is_not_missouris_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """Misspelt, it would quietly leave out the county's own rules."""
    for county in ("Jakcson", ""):
        assert due("I", "1980-11-05", county=county, today=TODAY) == 2
        assert "There is no county called" in capsys.readouterr().err
    assert due("I", "1980-11-05", county="JACKSON County", today=TODAY) == 0
    assert "J-01" in capsys.readouterr().out


def test_a_date_that_has_passed_is_said_to_have(capsys: pytest.CaptureFixture[str]) -> None:
    assert due("III", "1979-05-20", "2026-08-20", today=TODAY) == 0
    assert "printed: 2026-11-18 has passed; call the office (M-10, S-01)" in capsys.readouterr().out
    thanksgiving = dt.date(2026, 11, 26)
    assert due("III", "1979-05-20", "2026-08-28", today=thanksgiving) == 0
    said = capsys.readouterr().out
    assert "printed: 2026-11-26, no open day is left before it; call the office (M-10, S-01)" in said


def test_a_file_saved_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    file = _file(tmp_path, _case())
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert law_check(file) == 0
    file.write_bytes(b"\xff\xfe")
    assert law_check(file) == 2


def test_a_language_that_is_not_spoken_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert due("I", "1980-11-05", lang="xx", today=TODAY) == 2
    assert "en, es" in capsys.readouterr().err


def test_the_page_of_rules_in_docs_is_fresh(house: Path) -> None:
    """Run ``python -m ui.commands.rules_page`` when this fails."""
    assert (house / "docs" / "rules.md").read_text("utf-8") == page(default_rulesets())


def test_the_page_of_rules_says_of_each_where_it_lives() -> None:
    text = page(default_rulesets())
    for _, rule in default_rulesets().every_rule():
        assert f"| {rule.rule_id} | {rule.section} |" in text
        assert rule.lives_in in text


def test_the_table_of_rules_names_every_rule_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert law_rules() == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len({line.split()[0] for line in lines}) == 64


@pytest.mark.parametrize(("code", "three"), [("en", "three"), ("es", "tres")])
def test_what_a_duty_says_names_the_number_of_its_rule(code: str, three: str) -> None:
    said = {3: three, 21: "21"}
    for kind in ChangeKind:
        for move in Move:
            duty = duty_of_change(kind, TODAY, TODAY, default_rulesets(), load_calendar(), move)
            numbers = dict(default_rulesets().version(duty.rule_id, TODAY).numbers)
            number = numbers.get("business_days", numbers.get("days_before"))
            assert number is None or said[number] in language(code).say(duty.reason)


def test_every_fact_that_may_be_asked_for_can_be_said_in_every_language() -> None:
    asked = {*KNOWN_FACTS, ADJUDICATED_SINCE, LAW_CHANGED}
    for table in load_tier_tables().values():
        asked |= {name for row in table.rows for name in row.missing(OffenseFacts(""))}
    asked |= set(must_register(None, None, None, default_rulesets(), TODAY).needs)
    asked |= set(residency_question(HomeNearPlace(None, None, None, None), 1_000).needs)
    asked |= {"comparable_tier", *(field.name for field in fields(PersonFacts) if field.name.endswith("_on"))}
    for code in languages():
        said = {name: language(code).say(fact_words(name)) for name in asked}
        assert [name for name, words in said.items() if words.startswith("law.fact.")] == []
