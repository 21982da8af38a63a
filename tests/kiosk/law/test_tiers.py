"""Tiers are proposed with the rows that give them; people set them."""

from __future__ import annotations

import csv
import datetime as dt
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from kiosk.law.tier_rows import (
    OWN_FIELDS,
    OffenseFacts,
    Reach,
    TierFault,
    TierTable,
    merged,
    offense_facts,
    parse_tier_table,
)
from kiosk.law.tiers import (
    Possible,
    Proposal,
    Record,
    StepRefused,
    TierLife,
    TierStep,
    next_stage,
    propose,
)
from kiosk.registrant import Fact, Offense, Tier, TierStage
from kiosk.words import words
from sync.rules import load_tier_tables

HEAD = "tier,paragraph,offense,section,condition\n"
MEANINGS = files("kiosk.law").joinpath("data", "tier_conditions.toml").read_text("utf-8")


@cache
def tables() -> dict[str, TierTable]:
    return load_tier_tables()


def _offense(section: str, **given: Any) -> OffenseFacts:
    return OffenseFacts(section, **given)


def _propose(offense: OffenseFacts, record: Record | None = None, ruleset: str = "MO18") -> Proposal:
    return propose(offense, record or Record(), tables()[ruleset])


def _paragraphs(proposal: Proposal) -> list[str]:
    return [row.paragraph for row in proposal.cited]


def test_all_71_rows_of_the_given_table_are_read(shared: Path) -> None:
    given = list(csv.DictReader((shared / "law" / "tiers_mo18.csv").read_text("utf-8").splitlines()))
    assert len(given) == len(tables()["MO18"].rows) == 71
    for row, cells in zip(tables()["MO18"].rows, given, strict=True):
        assert (row.tier, row.paragraph, row.offense, row.section, row.condition) == tuple(cells.values())


def test_every_condition_is_one_the_table_explains() -> None:
    for table in tables().values():
        for row in table.rows:
            told_apart = row.paragraph in ("5(1)(n)", "7(2)(q)", "7(2)(o)", "7(2)(gg)")
            assert bool(row.tests) is (told_apart or (bool(row.condition) and row.reach is Reach.OFFENSE))


@pytest.mark.parametrize(
    ("section", "given", "tier", "paragraphs"),
    [
        ("566.100", {"victim_age": (18, 18)}, "I", ["5(1)(a)"]),
        ("566.100", {"victim_age": (12, 12)}, "III", ["7(2)(j)"]),
        ("566.083", {"facts": {"first_offense": True}, "punishment_months": 6}, "I", ["5(1)(b)"]),
        ("566.083", {"facts": {"first_offense": True}, "punishment_months": 48}, "II", ["6(1)(l)"]),
        ("566.083", {"facts": {"first_offense": False}, "punishment_months": 6}, "III", ["7(2)(i)"]),
        ("565.120", {"facts": {"sexual_motivation": True}}, "I", ["5(1)(d)"]),
        ("565.130", {}, "I", ["5(1)(e)"]),
        ("566.064", {"victim_age": (16, 17)}, "II", ["6(1)(a)"]),
        ("566.064", {"victim_age": (15, 15)}, "III", ["7(2)(g)"]),
        ("566.069", {"victim_age": (13, 14)}, "II", ["6(1)(b)"]),
        ("568.060", {"victim_age": (13, 17), "facts": {"sexual_nature": True}}, "II", ["6(1)(e)"]),
        ("568.060", {"victim_age": (3, 12), "facts": {"sexual_nature": True}}, "III", ["7(2)(ee)"]),
        ("565.110", {"victim_age": (9, 9), "facts": {"by_parent_or_guardian": False}}, "III", ["7(2)(k)"]),
        ("567.030", {"facts": {"persistent_at_patronizing": True}}, "III", ["6(1)(i)", "7(2)(dd)"]),
        ("566.034", {}, "III", ["7(2)(aa)"]),
        (
            "566.145",
            {"victim_age": (30, 30), "facts": {"intercourse_as_worded_before_repeal": False}},
            "I",
            ["5(1)(h)"],
        ),
        (
            "566.145",
            {"victim_age": (30, 30), "facts": {"intercourse_as_worded_before_repeal": True}},
            "III",
            ["5(1)(h)", "7(2)(gg)"],
        ),
        ("566.068", {"punishment_months": 6, "facts": {"committed_before_2017": True}}, "I", ["5(1)(n)"]),
        ("566.068", {"punishment_months": 6, "facts": {"committed_before_2017": False}}, "III", ["7(2)(q)"]),
        ("566.068", {"punishment_months": 36, "facts": {"committed_before_2017": True}}, "III", ["7(5)"]),
        ("566.124", {"facts": {"persistent_or_predatory": True}}, "III", ["7(1)"]),
        ("573.037", {"facts": {"persistent_or_predatory": True}}, "III", ["5(1)(k)", "7(1)"]),
    ],
)
def test_rows_give_their_tier(section: str, given: dict[str, Any], tier: str, paragraphs: list[str]) -> None:
    found = _propose(_offense(section, **given))
    assert (found.tier, _paragraphs(found)) == (tier, paragraphs)
    assert found.ruleset == "MO18"


def test_each_row_without_conditions_gives_its_own_tier() -> None:
    for row in tables()["MO18"].rows:
        if row.reach is Reach.OFFENSE and not row.tests:
            found = _propose(_offense(row.section))
            assert row.paragraph in _paragraphs(found), row


@pytest.mark.parametrize(
    ("section", "given"),
    [
        ("566.100", {"victim_age": (15, 15)}),
        ("566.101", {"punishment_months": 12}),
        ("565.110", {"victim_age": (9, 9), "facts": {"by_parent_or_guardian": True}}),
        ("570.030", {}),
    ],
)
def test_what_is_listed_nowhere_is_tier_three(section: str, given: dict[str, Any]) -> None:
    """7(5): registrable and in no row of tier I or II; a term of just one year is in neither half."""
    found = _propose(_offense(section, **given))
    assert (found.tier, _paragraphs(found)) == (Tier.III, ["7(5)"])
    # The rows do not say what must be registered at all: a theft is in no row either.
    assert found.missing == ("registrable",)
    assert found.reason == words("law.tier.not_listed", tier="III", rows="7(5)")
    facts = given.get("facts", {})
    sure = _propose(_offense(section, **{**given, "facts": {**facts, "registrable": True}}))
    assert (sure.tier, sure.missing) == (Tier.III, ())
    assert sure.reason == words("law.tier.proposed", tier="III", rows="7(5)")
    free = _propose(_offense(section, **{**given, "facts": {**facts, "registrable": False}}))
    assert (free.tier, free.cited, free.reason) == (None, (), words("law.tier.counsel"))


def test_an_age_known_as_a_range_decides_only_when_it_lies_on_one_side() -> None:
    straddling = _propose(_offense("566.100", victim_age=(12, 13)))
    assert straddling.tier is None
    assert [(one.row.paragraph, one.missing) for one in straddling.possible] == [("7(2)(j)", ("victim_age",))]
    inside = _propose(_offense("566.064", victim_age=(15, 18)))
    assert [one.row.paragraph for one in inside.possible] == ["6(1)(a)", "7(2)(g)"]
    from_below = _propose(_offense("566.064", victim_age=(15, 17)))
    assert (from_below.tier, [one.row.paragraph for one in from_below.possible]) == (
        None,
        ["6(1)(a)", "7(2)(g)"],
    )
    from_above = _propose(_offense("566.064", victim_age=(17, 18)))
    assert (from_above.tier, [one.row.paragraph for one in from_above.possible]) == (None, ["6(1)(a)"])


def test_missing_facts_are_named_and_nothing_is_guessed() -> None:
    found = _propose(_offense("566.083"))
    assert found.tier is None
    assert [(one.row.paragraph, one.missing) for one in found.possible] == [
        ("5(1)(b)", ("first_offense", "punishment")),
        ("6(1)(l)", ("first_offense", "punishment")),
        ("7(2)(i)", ("first_offense",)),
    ]
    assert found.reason == words("law.tier.missing")


def test_only_what_could_still_raise_the_tier_is_asked() -> None:
    found = _propose(_offense("567.030"))
    assert (found.tier, _paragraphs(found)) == (Tier.II, ["6(1)(i)"])
    assert [one.missing for one in found.possible] == [("persistent_at_patronizing",)]
    assert found.reason == words("law.tier.open", tier="II", rows="6(1)(i)")
    sure = _propose(_offense("567.030", facts={"persistent_at_patronizing": False}))
    assert sure.possible == ()
    assert sure.reason == words("law.tier.proposed", tier="II", rows="6(1)(i)")


def test_a_row_of_the_same_tier_that_is_not_sure_is_not_asked_about() -> None:
    """Both rows would give tier II; the one that is sure is enough."""
    rows = "II,1,o,1.1,\nII,2,o,1.1,sexual motivation\nIII,3,o,1.1,sexual nature\n"
    table = parse_tier_table("X", HEAD + rows, MEANINGS)
    assert isinstance(table, TierTable)
    found = propose(_offense("1.1"), Record(), table)
    assert (found.tier, [one.row.paragraph for one in found.possible]) == (Tier.II, ["3"])


def test_a_punishment_of_exactly_the_year_is_on_neither_side() -> None:
    rows = "I,1,o,1.1,punishment<2 years\nII,2,o,1.1,punishment>2 years\nIII,3,o,9.9,not listed\n"
    table = parse_tier_table("X", HEAD + rows, MEANINGS)
    assert isinstance(table, TierTable)
    tiers = {
        months: propose(_offense("1.1", punishment_months=months), Record(), table).tier
        for months in (23, 24, 25)
    }
    assert tiers == {23: Tier.I, 24: Tier.III, 25: Tier.II}


def test_every_row_that_gives_the_tier_is_named() -> None:
    found = _propose(_offense("566.124", facts={"persistent_or_predatory": True}))
    assert found.reason == words("law.tier.proposed", tier="III", rows="7(1)")
    both = _propose(_offense("566.062", facts={"persistent_or_predatory": True}))
    assert both.reason == words("law.tier.proposed", tier="III", rows="7(1), 7(2)(f)")


def test_a_higher_tier_that_is_sure_asks_nothing_about_a_lower_one() -> None:
    found = _propose(_offense("566.083", facts={"first_offense": False, "persistent_or_predatory": True}))
    assert (found.tier, found.possible) == (Tier.III, ())


FAILURE = OffenseFacts("589.425", failure_to_register=True)
TIER_ONE = OffenseFacts("566.093")
TIER_TWO = OffenseFacts("566.151")


@pytest.mark.parametrize(
    ("offense", "record", "tier", "paragraphs"),
    [
        (TIER_ONE, Record(already=Tier.I, tier_one_offenses=1), "II", ["5(1)(l)", "6(2)"]),
        (TIER_ONE, Record(already=Tier.II), "III", ["5(1)(l)", "7(3)"]),
        (TIER_TWO, Record(already=Tier.II), "III", ["6(1)(d)", "7(3)"]),
        (TIER_TWO, Record(already=Tier.I), "II", ["6(1)(d)"]),
        (TIER_ONE, Record(already=Tier.I, tier_one_offenses=2), "III", ["5(1)(l)", "7(3)"]),
        (TIER_ONE, Record(already=Tier.I, tier_one_offenses=1, failures=1), "III", ["5(1)(l)", "7(3)"]),
        (TIER_ONE, Record(already=Tier.I, tier_one_offenses=0, failures=2), "II", ["5(1)(l)", "6(2)"]),
        (FAILURE, Record(already=Tier.I, tier_one_offenses=1), "II", ["6(2)"]),
        (FAILURE, Record(already=Tier.II), "III", ["7(3)"]),
        (TIER_ONE, Record(), "I", ["5(1)(l)"]),
        (TIER_ONE, Record(already=Tier.III), "I", ["5(1)(l)"]),
        (OffenseFacts("566.030"), Record(already=Tier.II), "III", ["7(2)(a)"]),
    ],
)
def test_an_earlier_tier_lifts_the_next_one(
    offense: OffenseFacts, record: Record, tier: str, paragraphs: list[str]
) -> None:
    found = _propose(offense, record)
    assert (found.tier, _paragraphs(found)) == (tier, paragraphs)


def test_a_first_failure_to_register_gives_no_tier_by_itself() -> None:
    found = _propose(FAILURE)
    assert (found.tier, found.possible) == (None, ())
    assert found.reason == words("law.tier.counsel")


@pytest.mark.parametrize(("comparable", "paragraph"), [("I", "5(2)"), ("II", "6(3)"), ("III", "7(4)")])
def test_an_offense_elsewhere_follows_the_comparison_a_person_made(comparable: str, paragraph: str) -> None:
    found = _propose(OffenseFacts("", elsewhere=True, comparable_tier=comparable))
    assert (found.tier, _paragraphs(found)) == (comparable, [paragraph])


def test_an_offense_elsewhere_without_comparison_asks_for_it() -> None:
    found = _propose(OffenseFacts("", elsewhere=True))
    assert found.tier is None
    assert [(one.row.paragraph, one.missing) for one in found.possible] == [
        (paragraph, ("comparable_tier",)) for paragraph in ("5(2)", "6(3)", "7(4)")
    ]


@pytest.mark.parametrize(
    ("section", "given", "tier", "paragraphs"),
    [
        ("565.110", {"victim_age": (20, 20), "facts": {"sexual_motivation": True}}, "I", ["S982 I-1"]),
        ("565.120", {"victim_age": (20, 20), "facts": {"sexual_motivation": True}}, "I", ["S982 I-2"]),
        ("565.130", {"victim_age": (20, 20), "facts": {"sexual_motivation": True}}, "I", ["S982 I-3"]),
        ("566.145", {"victim_age": (18, 18)}, "I", ["S982 I-4"]),
        ("573.020", {"victim_age": (17, 17)}, "I", ["S982 I-5"]),
        ("573.030", {"victim_age": (17, 17)}, "I", ["S982 I-6"]),
        ("573.040", {}, "I", ["S982 I-7"]),
        ("573.060", {"victim_age": (17, 17)}, "I", ["S982 I-8"]),
        ("573.065", {"victim_age": (17, 17)}, "I", ["S982 I-9"]),
        ("566.100", {"victim_age": (13, 17)}, "II", ["S982 II-1"]),
        ("566.145", {"victim_age": (13, 17)}, "II", ["S982 II-2"]),
        (
            "567.030",
            {"victim_age": (18, 40), "facts": {"persistent_at_patronizing": False}},
            "II",
            ["S982 II-3"],
        ),
        ("567.050", {"victim_age": (18, 40)}, "II", ["S982 II-4"]),
        ("567.060", {"victim_age": (18, 40)}, "II", ["S982 II-5"]),
        ("567.070", {"victim_age": (18, 40)}, "II", ["S982 II-6"]),
        ("565.120", {"victim_age": (9, 9), "facts": {"by_parent_or_guardian": False}}, "III", ["S982 III-1"]),
        (
            "565.110",
            {"victim_age": (9, 9), "facts": {"by_parent_or_guardian": True, "nonsexual": False}},
            "III",
            ["S982 III-2"],
        ),
        ("566.145", {"victim_age": (0, 12)}, "III", ["S982 III-3"]),
        (
            "567.030",
            {"victim_age": (18, 40), "facts": {"persistent_at_patronizing": True}},
            "III",
            ["S982 II-3", "S982 III-4"],
        ),
        ("567.030", {"victim_age": (9, 17)}, "III", ["S982 III-5"]),
        ("566.093", {}, "I", ["5(1)(l)"]),
    ],
)
def test_the_bills_rows_give_their_tier_and_the_highest_applies(
    section: str, given: dict[str, Any], tier: str, paragraphs: list[str]
) -> None:
    prisoner = {"intercourse_as_worded_before_repeal": False}
    facts = {**prisoner, **given.get("facts", {})}
    found = _propose(_offense(section, **{**given, "facts": facts}), ruleset="S982")
    assert (found.tier, _paragraphs(found)) == (tier, paragraphs)


def test_a_parents_nonsexual_kidnapping_is_in_no_row_of_the_bill() -> None:
    facts = {"by_parent_or_guardian": True, "nonsexual": True, "sexual_motivation": False}
    found = _propose(_offense("565.110", victim_age=(9, 9), facts=facts), None, "S982")
    assert (found.tier, found.cited) == (None, ())
    assert found.reason == words("law.tier.counsel")


def test_a_parents_kidnapping_of_unknown_nature_asks_for_it() -> None:
    found = _propose(
        _offense("565.110", victim_age=(9, 9), facts={"by_parent_or_guardian": True}), None, "S982"
    )
    assert [(one.row.paragraph, one.missing) for one in found.possible] == [("S982 III-2", ("nonsexual",))]


def test_a_fact_that_no_longer_matters_is_not_asked() -> None:
    """Not by a parent: whether it was nonsexual decides nothing; only the age is still missing."""
    found = _propose(_offense("565.110", facts={"by_parent_or_guardian": False}), None, "S982")
    assert [(one.row.paragraph, one.missing) for one in found.possible] == [
        ("S982 I-1", ("sexual_motivation", "victim_age")),
        ("S982 III-2", ("victim_age",)),
    ]


def test_the_bill_replaces_rows_and_has_no_catch_all() -> None:
    paragraphs = {row.paragraph for row in tables()["S982"].rows}
    assert not paragraphs & {"5(1)(d)", "5(1)(e)", "5(1)(h)", "6(1)(j)", "6(1)(i)", "7(2)(k)", "7(2)(ff)"}
    assert not paragraphs & {"7(2)(dd)", "7(5)"}
    assert {"5(1)(a)", "7(2)(gg)", "S982 I-1"} <= paragraphs
    assert len(paragraphs) == len(tables()["S982"].rows) == 71 - 9 + 20


def test_juveniles_and_outsiders_have_a_tier_for_two_purposes_only_under_the_bill() -> None:
    juvenile, outside = (
        replace(TIER_ONE, juvenile=True),
        OffenseFacts("", elsewhere=True, comparable_tier="I"),
    )
    assert _propose(juvenile, None, "S982").frequency_and_removal_only
    assert _propose(outside, None, "S982").frequency_and_removal_only
    assert not _propose(TIER_ONE, None, "S982").frequency_and_removal_only
    assert not _propose(juvenile).frequency_and_removal_only


@pytest.mark.parametrize(
    ("table", "conditions", "sentence"),
    [
        (HEAD, "= 3", "The conditions are not TOML: "),
        (HEAD, MEANINGS.replace("\n[unless]", "\n[never]"), "The conditions have no table unless."),
        (HEAD, "phrases = 3\n" + MEANINGS.replace("[phrases]", ""), "The conditions have no table phrases."),
        (
            HEAD,
            MEANINGS.replace("[phrases]", "[phrases]\nwinter = {}"),
            "The conditions, phrases: winter must be facts that are true or false.",
        ),
        (
            HEAD,
            MEANINGS.replace("[rows]", "[rows]\n9 = { cold = 1 }"),
            "The conditions, rows: 9 must be facts that are true or false.",
        ),
        (
            HEAD,
            MEANINGS.replace("\n[unless]", '\n[unless]\nwinter = "cold"'),
            "The conditions, unless: winter must be a list of facts.",
        ),
        (
            HEAD,
            MEANINGS.replace("\n[unless]", "\n[unless]\nwinter = [1]"),
            "The conditions, unless: winter must be a list of facts.",
        ),
        (
            HEAD,
            MEANINGS.replace("[reached_by]", '[reached_by]\nwinter = "sledge"'),
            "The conditions, reached_by: winter must be one of: offense, comparison, escalation, catch-all.",
        ),
        (HEAD, MEANINGS, "X: the table holds no row."),
        (
            "tier,paragraph\nI,1\n",
            MEANINGS,
            "X, line 2: a row needs tier, paragraph, offense, section, ",
        ),
        (HEAD + "IV,1,o,1.1,\n", MEANINGS, "X, line 2: there is no tier IV."),
        (
            HEAD + "I,1,o,1.1,\nI,2,o,1.1,in winter\n",
            MEANINGS,
            "X, line 3: nobody has said what 'in winter' means.",
        ),
    ],
)
def test_a_wrong_table_gives_one_sentence(table: str, conditions: str, sentence: str) -> None:
    found = parse_tier_table("X", table, conditions)
    assert isinstance(found, TierFault)
    assert found.sentence.startswith(sentence)
    assert found.sentence.endswith(".")


def test_a_range_of_sections_covers_what_lies_between() -> None:
    row = next(row for row in tables()["MO18"].rows if row.paragraph == "7(1)")
    assert [
        section for section in ("566.122", "566.123", "566.124", "566.125", "566.126") if row.covers(section)
    ] == [
        "566.123",
        "566.124",
        "566.125",
    ]
    single = next(row for row in tables()["MO18"].rows if row.paragraph == "5(1)(a)")
    assert single.covers("566.100")
    assert not single.covers("566.101")


def test_merging_keeps_what_is_not_replaced() -> None:
    older = parse_tier_table("A", HEAD + "I,1,o,1.1,\nII,2,o,1.2,\nIII,3,o,9,not listed\n", MEANINGS)
    text = "tier,paragraph,offense,section,condition,replaces\nIII,N,o,1.1,,1\n"
    newer = parse_tier_table("B", text, MEANINGS)
    assert isinstance(older, TierTable)
    assert isinstance(newer, TierTable)
    both = merged("AB", older, newer, text)
    assert (both.ruleset, [row.paragraph for row in both.rows]) == ("AB", ["2", "N"])


def test_possible_rows_stand_beside_the_facts_they_lack() -> None:
    row = tables()["MO18"].rows[0]
    assert Possible(row, row.missing(_offense("566.100"))).missing == ("victim_age",)
    assert row.missing(_offense("566.100", victim_age=(3, 3))) == ()


START = TierLife(Tier.I, TierStage.PROPOSED, dt.date(2026, 11, 1), "desk")
DAY = dt.date(2026, 11, 23)


def _step(life: TierLife, stage: TierStage, tier: Tier) -> TierStep:
    found = next_stage(life, stage, tier, DAY, "T. Rivera")
    assert isinstance(found, TierStep), found
    return found


def test_the_life_of_a_tier_from_proposal_to_change() -> None:
    other = _step(START, TierStage.PROPOSED, Tier.II)
    assert (other.recompute_dates, other.write_letter, other.audit) == (False, False, True)
    chosen = _step(other.life, TierStage.SET, Tier.II)
    assert chosen.life == TierLife(Tier.II, TierStage.SET, DAY, "T. Rivera")
    assert (chosen.recompute_dates, chosen.write_letter, chosen.audit) == (True, False, True)
    review = _step(chosen.life, TierStage.UNDER_REVIEW, Tier.II)
    assert (review.recompute_dates, review.write_letter) == (False, False)
    confirmed = _step(review.life, TierStage.CONFIRMED, Tier.II)
    assert (confirmed.recompute_dates, confirmed.write_letter, confirmed.audit) == (False, False, True)
    again = _step(confirmed.life, TierStage.UNDER_REVIEW, Tier.II)
    changed = _step(again.life, TierStage.CHANGED, Tier.III)
    assert changed.life.tier is Tier.III
    assert (changed.recompute_dates, changed.write_letter, changed.audit) == (True, True, True)
    assert _step(changed.life, TierStage.UNDER_REVIEW, Tier.III).life.stage is TierStage.UNDER_REVIEW


@pytest.mark.parametrize(
    ("stage", "asked", "tier", "key"),
    [
        (TierStage.PROPOSED, TierStage.CONFIRMED, Tier.I, "law.tier_life.order"),
        (TierStage.SET, TierStage.CHANGED, Tier.II, "law.tier_life.order"),
        (TierStage.SET, TierStage.SET, Tier.II, "law.tier_life.order"),
        (TierStage.CONFIRMED, TierStage.CHANGED, Tier.II, "law.tier_life.order"),
        (TierStage.CHANGED, TierStage.CONFIRMED, Tier.I, "law.tier_life.order"),
        (TierStage.SET, TierStage.UNDER_REVIEW, Tier.II, "law.tier_life.same"),
        (TierStage.UNDER_REVIEW, TierStage.CONFIRMED, Tier.II, "law.tier_life.same"),
        (TierStage.UNDER_REVIEW, TierStage.CHANGED, Tier.I, "law.tier_life.other"),
    ],
)
def test_a_step_out_of_order_is_refused(stage: TierStage, asked: TierStage, tier: Tier, key: str) -> None:
    found = next_stage(replace(START, stage=stage), asked, tier, DAY, "T. Rivera")
    assert isinstance(found, StepRefused)
    assert found.reason.key == key


def test_the_words_of_a_refused_step() -> None:
    order = next_stage(START, TierStage.CONFIRMED, Tier.I, DAY, "x")
    now, asked = words("law.tier_stage.proposed"), words("law.tier_stage.confirmed")
    assert order == StepRefused(words("law.tier_life.order", now=now, asked=asked))
    earlier = next_stage(START, TierStage.SET, Tier.I, dt.date(2026, 10, 31), "x")
    assert earlier == StepRefused(
        words("law.tier_life.earlier", given=dt.date(2026, 10, 31), since=START.since)
    )
    assert isinstance(next_stage(START, TierStage.SET, Tier.I, START.since, "x"), TierStep)
    review = replace(START, stage=TierStage.UNDER_REVIEW)
    assert next_stage(review, TierStage.CHANGED, Tier.I, DAY, "x") == StepRefused(
        words("law.tier_life.other", tier="I")
    )
    assert next_stage(review, TierStage.CONFIRMED, Tier.II, DAY, "x") == StepRefused(
        words("law.tier_life.same", tier="I")
    )


RECORDED = Offense("SYNTHETIC", "RSMo 566.100.2", dt.date(2010, 3, 4), "", dt.date(2011, 3, 4), "")


def test_an_offense_of_the_record_is_looked_up_by_its_section_however_it_is_written() -> None:
    assert offense_facts(RECORDED, {}) == OffenseFacts("566.100")
    for written in ("566.100", "566.100 RSMo", "Section 566.100.1(2)"):
        assert offense_facts(replace(RECORDED, statute=written), {}).section == "566.100"
    elsewhere = offense_facts(replace(RECORDED, statute="18 USC 2252"), {"adjudicated_elsewhere": True})
    assert (elsewhere.section, elsewhere.elsewhere) == ("18 USC 2252", True)


def test_an_offense_of_the_record_brings_all_that_is_known_of_it() -> None:
    told = replace(
        RECORDED,
        victim_age_from=13,
        victim_age_to=14,
        punishment_months=84,
        comparable_tier=Tier.II,
        facts=(Fact("first_offense", holds=False),),
    )
    assert offense_facts(told, {"juvenile_adjudication": True}) == OffenseFacts(
        "566.100",
        victim_age=(13, 14),
        punishment_months=84,
        facts={"juvenile_adjudication": True, "first_offense": False},
        comparable_tier="II",
        juvenile=True,
    )


@pytest.mark.parametrize("known", [{"victim_age_from": 13}, {"victim_age_to": 13}])
def test_of_an_age_half_known_nothing_is_guessed(known: dict[str, int]) -> None:
    half = replace(RECORDED, **known)  # type: ignore[arg-type]
    assert offense_facts(half, {}).victim_age is None


def test_what_is_known_of_the_offense_goes_before_what_is_known_of_the_person() -> None:
    own = replace(RECORDED, facts=(Fact("adjudicated_elsewhere", holds=False),))
    assert not offense_facts(own, {"adjudicated_elsewhere": True}).elsewhere
    assert offense_facts(RECORDED, {"adjudicated_elsewhere": True}).elsewhere


def test_only_the_section_of_a_failure_to_register_is_one() -> None:
    assert offense_facts(replace(RECORDED, statute="RSMo 589.425"), {}).failure_to_register
    assert not offense_facts(replace(RECORDED, statute="589.414"), {}).failure_to_register


def test_everything_a_row_may_ask_for_can_be_answered() -> None:
    """By a field of the offense, or by a fact of it: answered, nothing is missing any more."""
    answers = {
        "victim_age_from": 15,
        "victim_age_to": 15,
        "punishment_months": 84,
        "comparable_tier": Tier.II,
    }
    for name, table in tables().items():
        for row in table.rows:
            section, elsewhere = row.section.partition("-")[0], row.reach is Reach.COMPARISON
            plain = replace(RECORDED, statute="18 USC 1" if elsewhere else section)
            of_person = {"adjudicated_elsewhere": elsewhere}
            asked = propose(offense_facts(plain, of_person), Record(), table).missing
            told = tuple(Fact(one, holds=True) for one in asked if one not in OWN_FIELDS)
            full = replace(plain, facts=told, **answers)  # type: ignore[arg-type]
            found = propose(offense_facts(full, of_person), Record(), table)
            again = [one for one in found.missing if one in asked]
            assert again == [], (name, row.paragraph, asked)
