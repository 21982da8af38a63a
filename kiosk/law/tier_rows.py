"""The tier tables as rows with conditions that can be answered yes, no, or not without a fact."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias

from kiosk.law.person import TIERS
from kiosk.registrant import Offense

MISSOURI_SECTION = re.compile(r"\b\d{3}\.\d{3}\b")
FAILURE_TO_REGISTER = "589.425"
OWN_FIELDS: Mapping[str, str] = {
    "victim_age": "victim_age_from",
    "punishment": "punishment_months",
    "comparable_tier": "comparable_tier",
}
"""What may be missing and has a field of its own on the offense; everything else is a fact of it."""


class Reach(StrEnum):
    """How a row comes into question."""

    OFFENSE = "offense"
    COMPARISON = "comparison"
    ESCALATION = "escalation"
    CATCH_ALL = "catch-all"


@dataclass(frozen=True, slots=True)
class OffenseFacts:
    """One adjudicated offense as far as it is known.

    ``section`` is the Missouri section (``566.100``), empty for an offense adjudicated elsewhere.
    ``victim_age`` is the youngest and oldest it can have been, in years; ``punishment_months`` the longest
    term the offense carried. ``comparable_tier`` is set by a person for an offense adjudicated elsewhere.
    """

    section: str
    victim_age: tuple[int, int] | None = None
    punishment_months: int | None = None
    facts: Mapping[str, bool] = field(default_factory=dict)
    elsewhere: bool = False
    comparable_tier: str | None = None
    failure_to_register: bool = False
    juvenile: bool = False


def offense_facts(offense: Offense, of_person: Mapping[str, bool]) -> OffenseFacts:
    """``offense`` as the tables ask about it; what is known of it alone goes before what is of the person."""
    facts = {**of_person, **{fact.name: fact.holds for fact in offense.facts}}
    youngest, oldest = offense.victim_age_from, offense.victim_age_to
    # People write "RSMo 566.030" and "566.030.2" too.
    found = MISSOURI_SECTION.search(offense.statute)
    section = found[0] if found else offense.statute
    return OffenseFacts(
        section,
        victim_age=None if youngest is None or oldest is None else (youngest, oldest),
        punishment_months=offense.punishment_months,
        facts=facts,
        elsewhere=bool(facts.get("adjudicated_elsewhere")),
        comparable_tier=offense.comparable_tier,
        failure_to_register=section == FAILURE_TO_REGISTER,
        juvenile=bool(facts.get("juvenile_adjudication")),
    )


@dataclass(frozen=True, slots=True)
class Within:
    """A number lies from ``least`` to ``most``, both included; None leaves that side open."""

    number: str
    least: int | None
    most: int | None

    def holds(self, offense: OffenseFacts) -> bool | None:
        """True or False when every possible value agrees, None when the number is not known well enough."""
        if self.number == "victim_age":
            known = offense.victim_age
        else:
            months = offense.punishment_months
            known = None if months is None else (months, months)
        if known is None:
            return None
        sure = self._has(known[0]) and self._has(known[1])
        touches = any(self._has(value) for value in range(known[0], known[1] + 1))
        return True if sure else (None if touches else False)

    def _has(self, value: int) -> bool:
        return (self.least is None or self.least <= value) and (self.most is None or value <= self.most)

    def missing(self, offense: OffenseFacts) -> tuple[str, ...]:
        """The number, while ``holds`` cannot say."""
        return () if self.holds(offense) is not None else (self.number,)


@dataclass(frozen=True, slots=True)
class AllAre:
    """Each fact has its value."""

    facts: tuple[tuple[str, bool], ...]

    def holds(self, offense: OffenseFacts) -> bool | None:
        """None while a fact that could decide is not known."""
        known = [
            None if (got := offense.facts.get(name)) is None else got is want for name, want in self.facts
        ]
        return False if False in known else (None if None in known else True)

    def missing(self, offense: OffenseFacts) -> tuple[str, ...]:
        """The facts not known, while ``holds`` cannot say."""
        if self.holds(offense) is not None:
            return ()
        return tuple(name for name, _ in self.facts if name not in offense.facts)


@dataclass(frozen=True, slots=True)
class Unless:
    """Fails only when every fact is true."""

    facts: tuple[str, ...]

    def holds(self, offense: OffenseFacts) -> bool | None:
        """None while a fact that could decide is not known."""
        all_true = AllAre(tuple((name, True) for name in self.facts)).holds(offense)
        return None if all_true is None else not all_true

    def missing(self, offense: OffenseFacts) -> tuple[str, ...]:
        """The facts not known, while ``holds`` cannot say."""
        return AllAre(tuple((name, True) for name in self.facts)).missing(offense)


Test: TypeAlias = Within | AllAre | Unless


@dataclass(frozen=True, slots=True)
class TierRow:
    """One row of a tier table: the tier it gives, where it stands, and what must be true."""

    tier: str
    paragraph: str
    offense: str
    section: str
    condition: str
    reach: Reach
    tests: tuple[Test, ...]

    def covers(self, section: str) -> bool:
        """Whether ``section`` is this row's, or lies in its range (``566.123-566.125``)."""
        first, _, last = self.section.partition("-")
        return section == first or (bool(last) and _number(first) <= _number(section) <= _number(last))

    def holds(self, offense: OffenseFacts) -> bool | None:
        """Whether every condition is met; None when that depends on a fact not known."""
        answers = [test.holds(offense) for test in self.tests]
        return False if False in answers else (None if None in answers else True)

    def missing(self, offense: OffenseFacts) -> tuple[str, ...]:
        """The facts that would decide."""
        return tuple(dict.fromkeys(name for test in self.tests for name in test.missing(offense)))


def _number(section: str) -> tuple[int, ...]:
    return tuple(int(part) for part in section.split(".") if part.isdigit())


@dataclass(frozen=True, slots=True)
class TierTable:
    """All rows of one ruleset."""

    ruleset: str
    rows: tuple[TierRow, ...]


@dataclass(frozen=True, slots=True)
class TierFault:
    """A table cannot be read; ``sentence`` says which row and why."""

    sentence: str


def parse_tier_table(ruleset: str, table: str, conditions: str) -> TierTable | TierFault:
    """The rows of a CSV table (tier, paragraph, offense, section, condition), phrases by ``conditions``."""
    meanings = _meanings(conditions)
    if isinstance(meanings, TierFault):
        return meanings
    rows: list[TierRow] = []
    for place, cells in enumerate(csv.DictReader(table.splitlines()), start=2):
        row = _row(cells, meanings)
        if isinstance(row, str):
            return TierFault(f"{ruleset}, line {place}: {row}.")
        rows.append(row)
    return TierTable(ruleset, tuple(rows)) if rows else TierFault(f"{ruleset}: the table holds no row.")


def _meanings(conditions: str) -> dict[str, dict[str, Any]] | TierFault:
    try:
        tables = tomllib.loads(conditions)
    except tomllib.TOMLDecodeError as fault:
        return TierFault(f"The conditions are not TOML: {fault}.")
    for name, good, what in _SAID:
        table = tables.get(name)
        if not isinstance(table, dict):
            return TierFault(f"The conditions have no table {name}.")
        for phrase, said in table.items():
            if not good(said):
                return TierFault(f"The conditions, {name}: {phrase} must be {what}.")
    return tables


def _are_facts(said: object) -> bool:
    return isinstance(said, dict) and bool(said) and all(isinstance(value, bool) for value in said.values())


def _are_names(said: object) -> bool:
    return isinstance(said, list) and bool(said) and all(isinstance(name, str) for name in said)


_SAID: Sequence[tuple[str, Callable[[object], bool], str]] = (
    ("phrases", _are_facts, "facts that are true or false"),
    ("unless", _are_names, "a list of facts"),
    ("reached_by", lambda said: said in list(Reach), f"one of: {', '.join(Reach)}"),
    ("rows", _are_facts, "facts that are true or false"),
)


def merged(ruleset: str, older: TierTable, newer: TierTable, newer_text: str) -> TierTable:
    """``older`` without the rows that ``newer`` replaces or a catch-all, then the rows of ``newer``.

    A bill that lists the offenses anew keeps what it does not mention. Its summary knows no catch-all:
    an offense listed nowhere is a question for counsel there.
    """
    replaced = {cells.get("replaces") for cells in csv.DictReader(newer_text.splitlines())}
    kept = (row for row in older.rows if row.paragraph not in replaced and row.reach is not Reach.CATCH_ALL)
    return TierTable(ruleset, (*kept, *newer.rows))


def _row(cells: Mapping[str, str | Any], meanings: Mapping[str, Any]) -> TierRow | str:
    wanted = ("tier", "paragraph", "offense", "section", "condition")
    if any(not isinstance(cells.get(name), str) for name in wanted):
        return f"a row needs {', '.join(wanted)}"
    if cells["tier"] not in TIERS:
        return f"there is no tier {cells['tier']}"
    condition = cells["condition"].strip()
    reach = Reach(meanings["reached_by"].get(condition, Reach.OFFENSE))
    tests: list[Test] = []
    for phrase in _phrases(condition) if reach is Reach.OFFENSE else ():
        test = _test(phrase, meanings)
        if test is None:
            return f"nobody has said what {phrase!r} means"
        tests.append(test)
    if facts := meanings["rows"].get(cells["paragraph"]):
        tests.append(AllAre(tuple(facts.items())))
    return TierRow(
        cells["tier"], cells["paragraph"], cells["offense"], cells["section"], condition, reach, tuple(tests)
    )


def _phrases(condition: str) -> Sequence[str]:
    return [phrase.strip() for phrase in condition.split(" and ")] if condition else []


_BETWEEN = re.compile(r"(\d+)<=victim_age<=(\d+)")
_AGE = re.compile(r"victim_age(<|>=)(\d+)")
_PUNISHMENT = re.compile(r"punishment([<>])(\d+) years?")


def _test(phrase: str, meanings: Mapping[str, Any]) -> Test | None:
    if found := _BETWEEN.fullmatch(phrase):
        return Within("victim_age", int(found[1]), int(found[2]))
    if found := _AGE.fullmatch(phrase):
        age = int(found[2])
        return Within("victim_age", age, None) if found[1] == ">=" else Within("victim_age", None, age - 1)
    if found := _PUNISHMENT.fullmatch(phrase):
        months = 12 * int(found[2])
        longer = found[1] == ">"
        return Within("punishment", months + 1, None) if longer else Within("punishment", None, months - 1)
    if phrase in meanings["phrases"]:
        return AllAre(tuple(meanings["phrases"][phrase].items()))
    if phrase in meanings["unless"]:
        return Unless(tuple(meanings["unless"][phrase]))
    return None
