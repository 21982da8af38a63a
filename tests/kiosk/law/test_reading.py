"""Rulesets are read from text, and a wrong file gives one clear sentence."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from kiosk.law.reading import parse_rulesets
from kiosk.law.rulesets import (
    Agency,
    Exemption,
    Handling,
    Kind,
    Mode,
    RulesetFault,
    Rulesets,
    What,
    for_agency,
)
from sync.rules import BrokenLaw, load_calendar, load_rulesets, ruleset_texts

SET = """
id = "X26"
title = "A law for tests"
effective_from = 2026-01-01
effective_to = 2030-12-31
verified_by = "A. Lawyer"
mode = "printed"
"""

RULE = """
[[rule]]
id = "X-01"
section = "1.1"
wording = "Come every year"
who = "all"
source = "test"
handled = "computed"
lives_in = "kiosk.law.schedules.schedules"
"""

CADENCE = """
[[rule.schedule]]
tier = "all"
what = "verification"
months_after_last = 12
"""


EXEMPTION = '[[rule.exemption]]\nname = "by_kindness"\nwording = "Be kind"\n'

IF_ANY, IF_NONE = 'if_any = ["clean_record"]\n', 'if_none = ["clean_record"]\n'


def _read(text: str, **more: str) -> Rulesets | RulesetFault:
    return parse_rulesets({"x.toml": text, **more})


def _fault(text: str, **more: str) -> str:
    found = _read(text, **more)
    assert isinstance(found, RulesetFault), found
    return found.sentence


def _good(text: str) -> Rulesets:
    found = _read(text)
    assert isinstance(found, Rulesets), found
    return found


def test_a_rule_takes_its_dates_mode_and_reader_from_its_ruleset() -> None:
    (ruleset,) = _good(SET + RULE + CADENCE).sets
    (rule,) = ruleset.rules
    assert (ruleset.ruleset_id, ruleset.title) == ("X26", "A law for tests")
    assert (rule.effective_from, rule.effective_to) == (dt.date(2026, 1, 1), dt.date(2030, 12, 31))
    assert (rule.mode, rule.verified_by, rule.needs_reading) == (Mode.PRINTED, "A. Lawyer", False)
    assert (rule.section, rule.wording, rule.who, rule.source) == ("1.1", "Come every year", "all", "test")
    assert (rule.handled, rule.lives_in) == (Handling.COMPUTED, "kiosk.law.schedules.schedules")
    (cadence,) = rule.cadences
    assert (cadence.tier, cadence.what, cadence.kind, cadence.number) == (
        "all",
        What.VERIFICATION,
        Kind.MONTHS_AFTER_LAST,
        12,
    )


def test_a_rule_may_have_dates_a_mode_and_a_reader_of_its_own() -> None:
    own = 'effective_from = 2027-01-01\neffective_to = 2027-12-31\nmode = "off"\nverified_by = "B. Judge"\n'
    rule = _good(SET + RULE + own + "needs_reading = true\n").sets[0].rules[0]
    assert (rule.effective_from, rule.effective_to) == (dt.date(2027, 1, 1), dt.date(2027, 12, 31))
    assert (rule.mode, rule.verified_by, rule.needs_reading) == (Mode.OFF, "B. Judge", True)


def test_what_a_ruleset_does_not_say_has_a_safe_default() -> None:
    (ruleset,) = _good('id = "X"\ntitle = "T"\neffective_from = 2026-01-01\n' + RULE).sets
    assert (ruleset.mode, ruleset.verified_by, ruleset.county) == (Mode.OFFICER, "", "")
    assert ruleset.effective_to is None
    assert not ruleset.federal_tiers


@pytest.mark.parametrize("key", ["wording", "who", "source", "lives_in", "section", "handled"])
def test_a_word_that_is_none_is_said_with_its_rule(key: str) -> None:
    lines = [line for line in RULE.splitlines() if not line.startswith(f"{key} =")]
    for said, line in (("must be words", f"{key} = 3"), ("is missing", "")):
        text = SET + "\n".join([*lines, line])
        assert _fault(text) == f"x.toml, rule 1 (X-01): {key} {said}."


@pytest.mark.parametrize("key", ["mode", "verified_by"])
def test_what_a_rule_may_say_must_be_words_too(key: str) -> None:
    assert _fault(SET + RULE + f"{key} = 3\n") == f"x.toml, rule 1 (X-01): {key} must be words."


@pytest.mark.parametrize("key", ["title", "verified_by", "county", "mode"])
def test_a_word_of_a_ruleset_that_is_none_is_said_with_its_file(key: str) -> None:
    lines = [line for line in SET.splitlines() if not line.startswith(f"{key} =")]
    assert _fault("\n".join([*lines, f"{key} = 3"]) + RULE) == f"x.toml: {key} must be words."


def test_a_word_of_an_exemption_or_a_schedule_that_is_none_is_said_with_its_rule() -> None:
    exemption = '[[rule.exemption]]\nname = "by_kindness"\nwording = 3\nsections = ["1.1"]\n'
    assert _fault(SET + RULE + exemption) == "x.toml, rule 1 (X-01): wording must be words."
    cadence = CADENCE.replace('tier = "all"', "tier = 3")
    assert _fault(SET + RULE + cadence) == "x.toml, rule 1 (X-01): tier must be words."


def test_a_side_of_two_facts_that_nobody_asks_is_said_with_both() -> None:
    both = CADENCE + 'if_any = ["clean_record", "juvenile_adjudication"]\n'
    assert _fault(SET + RULE + both).endswith("where none of clean_record, juvenile_adjudication holds.")


def test_a_ruleset_keeps_its_own_dates_and_whose_tiers_it_speaks_of() -> None:
    (ruleset,) = _good(SET + 'tiers = "federal"\n' + RULE).sets
    assert (ruleset.effective_from, ruleset.effective_to) == (dt.date(2026, 1, 1), dt.date(2030, 12, 31))
    assert ruleset.federal_tiers is True
    assert [rule.rule_id for rule in ruleset.rules] == ["X-01"]


def test_the_least_and_the_most_that_a_rule_may_count_with() -> None:
    for number in (1, 400):
        cadence = CADENCE.replace("= 12", f"= {number}")
        (found,) = _good(SET + RULE + cadence).sets[0].rules[0].cadences
        assert found.number == number
    business = RULE.replace("X-01", "M-02") + "numbers = {{ business_days = {} }}\n"
    for days in (1, 5_000):
        assert _good(SET + business.format(days)).sets[0].rules[0].number("business_days") == days
    for days in (0, 5_001):
        assert "must be a whole number from 1 to 5,000" in _fault(SET + business.format(days))


@pytest.mark.parametrize(("said", "number"), [("", 0), ("also_months_after = 6\n", 6)])
def test_a_window_in_the_birth_month_may_have_a_second_one(said: str, number: int) -> None:
    window = 'window = "birth_month"\n'
    (found,) = (
        _good(SET + RULE + CADENCE.replace("months_after_last = 12\n", window + said))
        .sets[0]
        .rules[0]
        .cadences
    )
    assert (found.kind, found.number) == (Kind.BIRTH_MONTH, number)


def test_a_rule_may_hold_for_a_single_day() -> None:
    day = "effective_from = 2027-01-01\neffective_to = 2027-01-01\n"
    rule = _good(SET + RULE + day).sets[0].rules[0]
    assert rule.effective_from == rule.effective_to == dt.date(2027, 1, 1)


def test_whoever_read_a_ruleset_by_its_file_stays_its_reader() -> None:
    for agency, reader in ((Agency(), "A. Lawyer"), (Agency(verified={"X26": "B. Judge"}), "B. Judge")):
        found = for_agency(_good(SET + RULE), agency)
        assert isinstance(found, Rulesets)
        assert found.sets[0].verified_by == reader


def test_files_are_read_in_the_order_of_their_names() -> None:
    other = SET.replace("X26", "A26") + RULE.replace("X-01", "A-01")
    found = parse_rulesets({"2.toml": SET + RULE, "1.toml": other})
    assert isinstance(found, Rulesets)
    assert [ruleset.ruleset_id for ruleset in found.sets] == ["A26", "X26"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("id = ", "x.toml is not TOML: "),
        ('colour = "red"\n' + SET + RULE, "x.toml: nothing is called colour here."),
        (SET, "x.toml holds no rule."),
        (SET + "rule = []\n", "x.toml holds no rule."),
        (SET + "rule = 3\n", "x.toml: each rule must be a table of its own, under [[rule]]."),
        (SET + "rule = [3]\n", "x.toml: each rule must be a table of its own, under [[rule]]."),
        (
            SET + 'tiers = "fedral"\n' + RULE,
            "x.toml: tiers is fedral, and can only be one of: state, federal.",
        ),
        (SET + RULE + "schedule = 3\n", "x.toml, rule 1 (X-01): each schedule must be a table of its own"),
        (SET + RULE + "schedule = [3]\n", "x.toml, rule 1 (X-01): each schedule must be a table of its own"),
        (SET + RULE + 'see = "X-01"\n', "x.toml, X-01: see must be a list of names."),
        (SET + RULE + "see = [[3]]\n", "x.toml, X-01: see must be a list of names."),
        (
            SET + RULE + "numbers = 3\n",
            "x.toml, rule 1 (X-01): numbers must be a table such as { business_days = 3 }.",
        ),
        (
            SET + RULE + "dates = 3\n",
            "x.toml, rule 1 (X-01): dates must be a table such as { adjudicated_since = 1979-07-01 }.",
        ),
        (
            SET + RULE + "dates = { since = 1979-07-01 }\n",
            "x.toml, rule 1 (X-01): nothing counts with a date called since here.",
        ),
        (
            SET + RULE.replace("X-01", "S-11"),
            "x.toml, rule 1 (S-11): the date adjudicated_since is missing.",
        ),
        (
            SET + RULE.replace("X-01", "S-11") + "dates = { adjudicated_since = 1979-07-01T00:00:00 }\n",
            "x.toml, rule 1 (S-11): adjudicated_since must be a date such as 1979-07-01.",
        ),
        (SET + RULE + "exemption = 3\n", "x.toml, rule 1 (X-01): each exemption must be a table of its own"),
        (
            SET + RULE + EXEMPTION + "why = 3\n",
            "x.toml, rule 1 (X-01): nothing is called why here.",
        ),
        (
            SET + RULE + EXEMPTION + "facts = 3\n",
            "x.toml, rule 1 (X-01): facts must be a table such as { clean_record = true }.",
        ),
        (
            SET + RULE + EXEMPTION + "facts = { clean_record = 1 }\n",
            "x.toml, rule 1 (X-01): facts must be a table such as { clean_record = true }.",
        ),
        (
            SET + RULE + EXEMPTION + "facts = { kind = true }\n",
            "x.toml, rule 1 (X-01): no such fact as kind.",
        ),
        (
            SET + RULE + EXEMPTION + 'sections = "573.020"\n',
            "x.toml, rule 1 (X-01): sections must be a list of names.",
        ),
        (SET + RULE + EXEMPTION, "x.toml, rule 1 (X-01): an exemption has either facts or sections."),
        (
            SET + RULE + EXEMPTION + 'facts = { clean_record = true }\nsections = ["573.020"]\n',
            "x.toml, rule 1 (X-01): an exemption has either facts or sections.",
        ),
        (
            SET + RULE + '[[rule.exemption]]\nsections = ["573.020"]\n',
            "x.toml, rule 1 (X-01): name is missing.",
        ),
        (
            SET + RULE + "numbers = { days = 3 }\n",
            "x.toml, rule 1 (X-01): nothing counts with a number called days here.",
        ),
        (SET + RULE.replace("X-01", "M-03"), "x.toml, rule 1 (M-03): the number business_days is missing."),
        (
            SET + RULE.replace("X-01", "M-13") + "numbers = { days_away = 7 }\n",
            "x.toml, rule 1 (M-13): the number business_days is missing.",
        ),
        (
            SET + RULE.replace("X-01", "M-03") + "numbers = { business_days = 0 }\n",
            "x.toml, rule 1 (M-03): business_days must be a whole number from 1 to 5,000.",
        ),
        (
            SET + RULE.replace("X-01", "M-03") + "numbers = { business_days = 5_001 }\n",
            "x.toml, rule 1 (M-03): business_days must be a whole number from 1 to 5,000.",
        ),
        (
            SET + RULE.replace("X-01", "M-03") + "numbers = { business_days = true }\n",
            "x.toml, rule 1 (M-03): business_days must be a whole number from 1 to 5,000.",
        ),
        (SET + RULE + CADENCE + "if_any = 3\n", "x.toml, rule 1 (X-01): if_any must be a list of names."),
        (
            SET + RULE + CADENCE + 'if_none = "tall"\n',
            "x.toml, rule 1 (X-01): if_none must be a list of names",
        ),
        (
            SET + RULE + CADENCE + IF_ANY,
            "x.toml: there is no verification schedule where none of clean_record holds.",
        ),
        (
            SET + RULE + CADENCE + IF_NONE,
            "x.toml: there is no verification schedule where any of clean_record holds.",
        ),
        (
            SET + RULE + CADENCE + IF_ANY + CADENCE.replace("verification", "photograph") + IF_NONE,
            "x.toml: there is no verification schedule where none of clean_record holds.",
        ),
        (
            SET + RULE + CADENCE + IF_ANY + CADENCE + 'if_none = ["juvenile_adjudication"]\n',
            "x.toml: there is no verification schedule where none of clean_record holds.",
        ),
        (
            SET + RULE + "".join(CADENCE.replace("all", tier) for tier in ("II", "III", "I")) + IF_ANY,
            # Tier II's schedule is not tier I's.
            "x.toml: there is no verification schedule where none of clean_record holds.",
        ),
        (
            SET + RULE + CADENCE + CADENCE.replace('"all"', '"II"'),
            "x.toml: X-01 gives tier II a second verification schedule.",
        ),
        (
            SET + RULE + CADENCE.replace('"all"', '"II"') + CADENCE,
            "x.toml: X-01 gives tier all a second verification schedule.",
        ),
        (
            SET + RULE + CADENCE + IF_ANY + CADENCE,
            "x.toml: X-01 gives tier all a second verification schedule.",
        ),
        (
            SET + RULE + CADENCE + CADENCE + IF_NONE,
            "x.toml: X-01 gives tier all a second verification schedule.",
        ),
        (
            SET + RULE + CADENCE + RULE.replace("X-01", "X-02") + "effective_from = 2027-01-01\n" + CADENCE,
            "x.toml: X-02 gives tier all a second verification schedule.",
        ),
        (
            SET + RULE + "effective_from = 2027-01-01\n" + CADENCE + RULE.replace("X-01", "X-02") + CADENCE,
            "x.toml: X-02 gives tier all a second verification schedule.",
        ),
        (
            SET
            + RULE
            + "effective_to = 2027-01-01\n"
            + CADENCE
            + RULE.replace("X-01", "X-02")
            + "effective_from = 2027-01-01\n"
            + CADENCE,
            "x.toml: X-02 gives tier all a second verification schedule.",
        ),
        (SET.replace('id = "X26"', "") + RULE, "x.toml: id is missing."),
        (SET.replace('"X26"', '" "') + RULE, "x.toml: id must be words."),
        (SET.replace('"X26"', "7") + RULE, "x.toml: id must be words."),
        (
            SET.replace("printed", "loud") + RULE,
            "x.toml: mode is loud, and can only be one of: off, officer, printed.",
        ),
        (
            SET.replace("2026-01-01", '"soon"') + RULE,
            "x.toml: effective_from must be a date such as 2026-08-28.",
        ),
        (
            SET.replace("effective_from = 2026-01-01", "") + RULE,
            "x.toml: effective_from must be a date such as 2026-08-28.",
        ),
        (
            SET.replace("2030-12-31", "2030-12-31T10:00:00") + RULE,
            "x.toml: effective_to must be a date such as 2026-08-28.",
        ),
        (
            SET.replace("2030-12-31", "2025-12-31") + RULE,
            "x.toml: it ends on 2025-12-31, before it begins on 2026-01-01.",
        ),
        (SET + RULE + 'colour = "red"\n', "x.toml, rule 1 (X-01): nothing is called colour here."),
        (SET + RULE.replace('id = "X-01"', ""), "x.toml, rule 1: id is missing."),
        (SET + RULE.replace('"1.1"', '""'), "x.toml, rule 1 (X-01): section must be words."),
        (
            SET + RULE.replace("computed", "ignored"),
            "x.toml, rule 1 (X-01): handled is ignored, and can only be one of: computed, checked, for",
        ),
        (
            SET + RULE + "effective_from = 2025-12-31\n",
            "x.toml, rule 1 (X-01): its dates reach beyond those of X26.",
        ),
        (
            SET + RULE + "effective_to = 2031-01-01\n",
            "x.toml, rule 1 (X-01): its dates reach beyond those of X26.",
        ),
        (SET + RULE + "needs_reading = 1\n", "x.toml, rule 1 (X-01): needs_reading is true or false."),
        (
            SET + RULE.replace("computed", "checked") + CADENCE,
            "x.toml, rule 1 (X-01): a rule with a schedule is computed.",
        ),
        (SET + RULE + 'see = ["X-09"]\n', "x.toml: X-01 refers to X-09, which does not exist."),
        (
            SET + RULE + CADENCE.replace('"all"', '"IV"'),
            "x.toml, rule 1 (X-01): a schedule is for tier I, II, III or all, not IV.",
        ),
        (
            SET + RULE + CADENCE + "days_after_last = 90\n",
            "x.toml, rule 1 (X-01): a schedule has exactly one of days_after_last, months_after_last, "
            'days_from_birth_month, or window = "birth_month".',
        ),
        (
            SET + RULE + CADENCE.replace("months_after_last = 12", 'window = "moon"'),
            "x.toml, rule 1 (X-01): a schedule has exactly one of",
        ),
        (
            SET + RULE + CADENCE.replace("12", "0"),
            "x.toml, rule 1 (X-01): 0 is not a number of days or months.",
        ),
        (
            SET + RULE + CADENCE.replace("12", "401"),
            "x.toml, rule 1 (X-01): 401 is not a number of days or months.",
        ),
        (
            SET + RULE + CADENCE.replace("12", "true"),
            "x.toml, rule 1 (X-01): True is not a number of days or months.",
        ),
        (
            SET + RULE + CADENCE.replace("12", '"12"'),
            "x.toml, rule 1 (X-01): 12 is not a number of days or months.",
        ),
        (
            SET + RULE + CADENCE + 'if_any = ["tall"]\n',
            "x.toml, rule 1 (X-01): no such fact as tall.",
        ),
        (
            SET + RULE + CADENCE + 'if_any = ["clean_record"]\nif_none = ["clean_record"]\n',
            "x.toml, rule 1 (X-01): a schedule has if_any or if_none, not both.",
        ),
        (
            SET + RULE + CADENCE.replace("verification", "visit"),
            "x.toml, rule 1 (X-01): what is visit, and can only be one of: registration, verification, ",
        ),
        (SET + RULE + CADENCE + 'colour = "red"\n', "x.toml, rule 1 (X-01): nothing is called colour here."),
        (SET + RULE + RULE, "x.toml: two versions of X-01 hold on 2026-01-01."),
        (
            SET + RULE + "effective_to = 2027-12-31\n" + RULE + "effective_from = 2027-12-31\n",
            "x.toml: two versions of X-01 hold on 2027-12-31.",
        ),
        (
            SET + RULE + "effective_to = 2027-12-31\n" + RULE + "effective_from = 2028-01-02\n",
            "x.toml: nothing is said of X-01 between 2027-12-31 and 2028-01-02.",
        ),
        (
            SET + RULE + CADENCE.replace('"all"', '"I"') + CADENCE.replace('"all"', '"III"'),
            "x.toml: there is no verification schedule for tier II.",
        ),
        (
            SET + RULE + CADENCE + CADENCE,
            "x.toml: X-01 gives tier all a second verification schedule.",
        ),
    ],
)
def test_a_wrong_file_gives_one_clear_sentence(text: str, sentence: str) -> None:
    found = _fault(text)
    assert found.startswith(sentence)
    assert found.endswith(".")
    assert "\n" not in found.strip()


def test_two_versions_of_a_rule_may_follow_each_other() -> None:
    text = SET + RULE + "effective_to = 2027-12-31\n" + RULE + 'effective_from = 2028-01-01\nmode = "off"\n'
    found = _good(text)
    before, after = found.rule("X-01", dt.date(2027, 12, 31)), found.rule("X-01", dt.date(2028, 1, 1))
    assert before is not None
    assert after is not None
    assert (before[1].mode, after[1].mode) == (Mode.PRINTED, Mode.OFF)
    assert found.rule("X-01", dt.date(2025, 12, 31)) is None
    assert found.rule("X-01", dt.date(2031, 1, 1)) is None
    assert found.rule("X-02", dt.date(2027, 1, 1)) is None
    assert found.mode("X-01", dt.date(2027, 1, 1)) is Mode.PRINTED
    assert found.mode("X-02", dt.date(2027, 1, 1)) is Mode.OFF


def test_the_version_on_a_day_is_the_one_in_force_or_the_nearest() -> None:
    later = RULE + "effective_from = 2028-01-01\neffective_to = 2028-12-31\n"
    found = _good(SET + later + RULE.replace("1.1", "1.0") + "effective_to = 2027-12-31\n")
    sections = [
        found.version("X-01", day).section
        for day in (
            dt.date(2025, 1, 1),
            dt.date(2026, 1, 1),
            dt.date(2027, 12, 31),
            dt.date(2028, 1, 1),
            dt.date(2029, 1, 1),
        )
    ]
    assert sections == ["1.0", "1.0", "1.0", "1.1", "1.1"]


def test_a_rule_has_the_numbers_it_counts_with() -> None:
    both = "numbers = { days_away = 1, business_days = 400 }\n"
    rule = _good(SET + RULE.replace("X-01", "M-13") + both).sets[0].rules[0]
    assert (rule.number("days_away"), rule.number("business_days")) == (1, 400)
    assert _good(SET + RULE).sets[0].rules[0].numbers == ()


def test_a_rule_has_the_dates_and_exemptions_that_it_gives() -> None:
    text = SET + RULE.replace("X-01", "S-11") + "dates = { adjudicated_since = 1979-07-01 }\n"
    text += EXEMPTION + "facts = { clean_record = true, victim_under_18 = false }\n"
    rule = (
        _good(text + '[[rule.exemption]]\nname = "by_age"\nwording = "Be old"\nsections = ["1.1", "1.2"]\n')
        .sets[0]
        .rules[0]
    )
    assert rule.date("adjudicated_since") == dt.date(1979, 7, 1)
    assert rule.exemptions == (
        Exemption("by_kindness", "Be kind", (("clean_record", True), ("victim_under_18", False)), ()),
        Exemption("by_age", "Be old", (), ("1.1", "1.2")),
    )


def test_a_version_may_change_a_cadence_in_mid_cycle() -> None:
    """The same tier and kind again is no second schedule when it belongs to a later version."""
    text = (
        SET
        + RULE
        + "effective_to = 2027-12-31\n"
        + CADENCE
        + RULE
        + "effective_from = 2028-01-01\n"
        + CADENCE
    )
    assert len(_good(text).cadences) == 2


@pytest.mark.parametrize(
    "cadences",
    [
        CADENCE + IF_ANY + CADENCE + IF_NONE,
        CADENCE + IF_ANY + CADENCE.replace("months_after_last = 12", "days_after_last = 90"),
        CADENCE.replace("all", "I")
        + IF_ANY
        # The other side of tier I, and the two other tiers.
        + CADENCE.replace("months_after_last = 12", "days_after_last = 90"),
        CADENCE + CADENCE.replace("verification", "photograph"),
    ],
)
def test_schedules_that_leave_nobody_out_and_ask_nothing_twice_may_stand_together(cadences: str) -> None:
    assert _good(SET + RULE + cadences).cadences


def test_each_id_stands_once() -> None:
    assert _fault(SET + RULE, other=SET + RULE.replace("X-01", "X-02")) == "Two files call themselves X26."
    other = SET.replace("X26", "Y26")
    assert _fault(SET + RULE, other=other + RULE) == "X-01 stands in Y26 and again in X26."
    same = RULE.replace('id = "X-01"', 'id = "X26"')
    assert _fault(SET + same) == "X26 stands in X26 and again in X26."


def test_the_packages_own_files_are_read() -> None:
    found = parse_rulesets(ruleset_texts())
    assert isinstance(found, Rulesets)
    assert [ruleset.ruleset_id for ruleset in found.sets] == ["BASE", "MO18", "S982", "J20", "FED"]


@pytest.mark.parametrize("name", sorted(ruleset_texts()))
def test_any_line_taken_out_of_a_file_is_noticed_or_harmless(name: str) -> None:
    """No torn file raises: it is read, or it gives a sentence."""
    lines = ruleset_texts()[name].splitlines(keepends=True)
    for place in range(0, len(lines), 3):
        torn = "".join(lines[:place] + lines[place + 1 :])
        found = parse_rulesets({name: torn})
        assert isinstance(found, Rulesets | RulesetFault)


def _agency(**settings: object) -> Rulesets | RulesetFault:
    loaded = parse_rulesets(ruleset_texts())
    assert isinstance(loaded, Rulesets)
    return for_agency(loaded, Agency(**settings))  # type: ignore[arg-type]


def _mode(found: Rulesets | RulesetFault, rule_id: str) -> Mode:
    assert isinstance(found, Rulesets)
    return found.mode(rule_id, dt.date(2026, 11, 23))


def test_the_defaults_are_those_of_the_law() -> None:
    found = _agency()
    printed = {"M-08", "M-10", "M-11", "S-01", "J-01", "J-02", "D-02"}
    officer = {"S-02", "S-05", "S-06", "S-09", "F-01", "F-02"}
    assert {_mode(found, rule) for rule in printed} == {Mode.PRINTED}
    assert {_mode(found, rule) for rule in officer} == {Mode.OFFICER}


def test_a_countys_page_is_off_elsewhere_unless_it_is_asked_for() -> None:
    assert _mode(_agency(county="Clay"), "J-01") is Mode.OFF
    assert _mode(_agency(county="Clay", modes={"J20": Mode.OFFICER}), "J-01") is Mode.OFFICER
    asked = _agency(county="Clay", modes={"J-03": Mode.PRINTED})
    assert (_mode(asked, "J-03"), _mode(asked, "J-01")) == (Mode.PRINTED, Mode.OFF)
    assert _mode(_agency(county="Jackson"), "J-01") is Mode.PRINTED


def test_an_unread_rule_is_not_printed_whatever_mode_is_set() -> None:
    assert _mode(_agency(modes={"S982": Mode.PRINTED}), "S-06") is Mode.OFFICER
    assert _mode(_agency(modes={"S-06": Mode.PRINTED}), "S-06") is Mode.OFFICER
    read = {"S982": "A. Lawyer, 2026-12-01"}
    found = _agency(modes={"S982": Mode.PRINTED}, verified=read)
    assert _mode(found, "S-06") is Mode.PRINTED
    assert isinstance(found, Rulesets)
    rule = found.rule("S-06", dt.date(2026, 11, 23))
    assert rule is not None
    assert rule[1].verified_by == rule[0].verified_by == "A. Lawyer, 2026-12-01"
    one = _agency(modes={"S982": Mode.PRINTED}, verified={"S-06": "B. Judge"})
    assert (_mode(one, "S-06"), _mode(one, "S-05")) == (Mode.PRINTED, Mode.OFFICER)


def test_reading_alone_prints_nothing() -> None:
    assert _mode(_agency(verified={"S982": "A. Lawyer"}), "S-06") is Mode.OFFICER


def test_a_ruleset_can_be_switched_off_and_one_rule_kept() -> None:
    found = _agency(modes={"S982": Mode.OFF, "S-01": Mode.OFFICER})
    assert (_mode(found, "S-01"), _mode(found, "S-06")) == (Mode.OFFICER, Mode.OFF)
    assert isinstance(found, Rulesets)
    assert {ruleset.ruleset_id: ruleset.mode for ruleset in found.sets}["S982"] is Mode.OFF


@pytest.mark.parametrize("settings", [{"modes": {"MO99": Mode.OFF}}, {"verified": {"M-99": "A. Lawyer"}}])
def test_settings_about_nothing_are_refused(settings: dict[str, object]) -> None:
    found = _agency(**settings)
    assert isinstance(found, RulesetFault)
    assert re.fullmatch(r"The settings name M\S+, which is neither a ruleset nor a rule\.", found.sentence)


def test_the_loader_gives_the_sentence_of_a_wrong_setting() -> None:
    with pytest.raises(BrokenLaw, match="MO99"):
        load_rulesets(Agency(modes={"MO99": Mode.OFF}))
    with pytest.raises(BrokenLaw, match="office hours"):
        load_calendar(hours=())


def test_only_a_cadence_asked_of_both_sides_is_owed_either_way() -> None:
    loaded = load_rulesets()
    owed = {(timed.rule_id, timed.cadence.kind) for timed in loaded.cadences if timed.either_way}
    assert owed == {("J-01", Kind.BIRTH_MONTH), ("J-02", Kind.BIRTH_MONTH)}


def test_a_cadence_that_is_off_is_not_walked() -> None:
    off = load_rulesets(Agency(modes={"MO18": Mode.OFF}))
    assert {timed.ruleset for timed in off.cadences} == {"S982", "J20", "FED"}
    assert off.every_rule()[7][0].ruleset_id == "MO18"
