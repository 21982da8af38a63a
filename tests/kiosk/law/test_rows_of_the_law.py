"""Every row of LAW.md's table is computed, or checked, or listed for people with the reason."""

from __future__ import annotations

import ast
import importlib
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

from kiosk.law.rulesets import DATES, NUMBERS, Handling, Mode, Rule
from kiosk.papers import NOT_PROOF
from tests.kiosk.law.ground import rulesets
from tests.shared import HOUSE

ROW = re.compile(r"\| ([MJSFD]-\d\d) \| (.*?) \| (.*?) \| (.*?) \| (.*?) \|")
SET_OF = {"M": "MO18", "J": "J20", "S": "S982", "F": "FED", "D": "BASE"}


def _rows(law: Path) -> dict[str, tuple[str, ...]]:
    return {row[1]: row.groups() for line in law.read_text("utf-8").splitlines() if (row := ROW.match(line))}


def _rules() -> dict[str, Rule]:
    return {rule.rule_id: rule for _, rule in rulesets().every_rule()}


def test_every_row_of_the_table_is_a_rule_and_no_rule_is_invented(shared: Path) -> None:
    rows = _rows(shared / "law" / "LAW.md")
    assert len(rows) == 63
    assert set(rows) == set(_rules())


def test_every_rule_stands_in_its_own_ruleset() -> None:
    for ruleset, rule in rulesets().every_rule():
        assert SET_OF[rule.rule_id[0]] == ruleset.ruleset_id


def test_starred_rows_need_reading_but_the_cadence_does_not(shared: Path) -> None:
    rows = _rows(shared / "law" / "LAW.md")
    starred = {rule_id for rule_id, row in rows.items() if "S982*" in row[4]} - {"S-01"}
    assert {rule_id for rule_id, rule in _rules().items() if rule.needs_reading} == starred
    assert all(_rules()[rule_id].mode is not Mode.PRINTED for rule_id in starred)
    assert _rules()["S-01"].mode is Mode.PRINTED


@pytest.mark.parametrize("rule_id", sorted(_rules()))
def test_a_rule_names_who_does_it(rule_id: str) -> None:
    """Computed and checked rules name a function that is there; rules for people give the reason."""
    rule = _rules()[rule_id]
    if rule.handled is Handling.FOR_PEOPLE:
        assert len(rule.lives_in.split()) > 8
        assert rule.lives_in.endswith(".")
        return
    module, _, name = rule.lives_in.rpartition(".")
    assert hasattr(importlib.import_module(module), name), rule.lives_in


@pytest.mark.parametrize("rule_id", sorted(_rules()))
def test_a_rule_is_put_to_work_by_a_test(rule_id: str) -> None:
    """Somewhere in the tests of the core the rule, or the function it lives in, is used in code."""
    rule = _rules()[rule_id]
    name = rule.lives_in.rpartition(".")[2]
    names, texts = _put_to_work()
    for_people = rule.handled is Handling.FOR_PEOPLE
    assert for_people or name in names or any(rule_id in text for text in texts)


@cache
def _put_to_work() -> tuple[frozenset[str], frozenset[str]]:
    """Every name and every text that the tests of the core use; comments and docstrings say nothing."""
    names: set[str] = set()
    texts: set[str] = set()
    for path in Path(__file__).parents[1].rglob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Expr(value=ast.Constant()):
                    node.value = ast.Constant(None)
                case ast.Name(id=name) | ast.Attribute(attr=name):
                    names.add(name)
                case ast.Constant(value=str(text)):
                    texts.add(text)
                case _:
                    pass
    return frozenset(names), frozenset(texts)


def test_no_paper_claims_registration() -> None:
    """D-05: neither the ticket nor the receipt says in any language that somebody is registered."""
    assert NOT_PROOF.key == "paper.ticket.not_proof"
    for language in (HOUSE / "ui" / "texts").glob("*/papers.toml"):
        said = tomllib.loads(language.read_text("utf-8"))["paper"]
        for paper in ("ticket", "receipt"):
            assert not re.search(
                r"\byou are (now )?registered\b|\bestá registrad[oa]\b", str(said[paper]), re.I
            )


SAID_AS = {3: "three", 5: r"\$5|five years", 7: "seven", 10: "10", 12: "twelve", 15: "15 years", 21: "21"}
SAID_AS |= {25: "25 years", 1_000: "1,000 feet"}


def test_every_number_the_software_counts_with_stands_in_the_wording() -> None:
    """A lawyer who changes one must change the other. M-13's three days are our own reading (0012)."""
    numbers = [(rule, name, number) for rule in _rules().values() for name, number in rule.numbers]
    assert {rule.rule_id for rule, _, _ in numbers} == set(NUMBERS)
    unsaid = [
        (rule.rule_id, name)
        for rule, name, number in numbers
        if not re.search(SAID_AS[number], rule.wording.lower())
    ]
    assert unsaid == [("M-13", "business_days"), ("M-23", "days")]
    assert "within one week" in _rules()["M-23"].wording


def test_every_day_in_history_and_every_exempt_offense_stands_in_the_wording() -> None:
    dated = [(rule, day) for rule in _rules().values() for _, day in rule.dates]
    assert {rule.rule_id for rule, _ in dated} == set(DATES)
    assert [day for rule, day in dated if f"{day.day} {day:%B %Y}" not in rule.wording] == []
    exempt = [(rule, way) for rule in _rules().values() for way in rule.exemptions]
    assert [(rule.rule_id, way.name) for rule, way in exempt] == [
        ("S-09", "close_in_age"),
        ("S-09", "adults"),
        ("S-09", "categorical"),
    ]
    assert [section for _, way in exempt for section in way.sections if section not in way.wording] == []


def test_every_rule_says_section_wording_who_and_source() -> None:
    for rule in _rules().values():
        assert re.search(r"\d|design", rule.section), rule
        assert len(rule.wording.split()) >= 3, rule
        assert rule.who
        assert rule.source
        assert not re.search(r"\*\*|→", rule.wording), f"{rule.rule_id} is not written for a lawyer"
