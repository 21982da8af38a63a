"""Rulesets read from the text a lawyer can read, with one clear sentence for whatever is wrong."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from kiosk.law.person import KNOWN_FACTS, TIERS
from kiosk.law.rulesets import (
    ALL_TIERS,
    DATES,
    NUMBERS,
    Cadence,
    Exemption,
    Handling,
    Kind,
    Mode,
    Rule,
    Ruleset,
    RulesetFault,
    Rulesets,
    What,
    with_cadences,
)

Choice = TypeVar("Choice", bound=StrEnum)

_SET_KEYS = {
    "id",
    "title",
    "effective_from",
    "effective_to",
    "verified_by",
    "mode",
    "county",
    "tiers",
    "rule",
}
_RULE_KEYS = {
    "id",
    "section",
    "wording",
    "who",
    "source",
    "handled",
    "lives_in",
    "mode",
    "effective_from",
    "effective_to",
    "verified_by",
    "needs_reading",
    "schedule",
    "numbers",
    "dates",
    "exemption",
    "see",
}
_CADENCE_KEYS = {"tier", "what", "days_after_last", "months_after_last", "window", "also_months_after"}
_CADENCE_KEYS |= {"days_from_birth_month", "if_any", "if_none"}
_EXEMPTION_KEYS = {"name", "wording", "facts", "sections"}


MOST = 5_000
"""No number of days, years, dollars or feet that a rule counts with is larger."""


class Tiers(StrEnum):
    """Whose tiers a ruleset speaks of."""

    STATE = "state"
    FEDERAL = "federal"


class _WrongError(Exception):
    """What is wrong with a file; caught in this module and handed out as a value."""


def parse_rulesets(texts: Mapping[str, str]) -> Rulesets | RulesetFault:
    """The rulesets in ``texts`` (file name -> TOML), in name order; or what is wrong, in one sentence.

    Checked: unknown keys and values, references to rules and facts that do not exist, two versions of a rule
    in force on one day, a gap between two versions, a tier without its schedule.
    """
    try:
        sets = tuple(_ruleset(name, texts[name]) for name in sorted(texts))
        _check_ids(sets)
        _check_references(sets, texts)
    except _WrongError as wrong:
        return RulesetFault(str(wrong))
    return with_cadences(sets)


def _ruleset(name: str, text: str) -> Ruleset:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise _WrongError(f"{name} is not TOML: {fault}.") from fault
    _only(table, _SET_KEYS, name)
    starts, ends = _dates(table, name, None)
    mode = _choice(Mode, table, "mode", name, Mode.OFFICER)
    rows = _tables(table, "rule", name)
    if not rows:
        raise _WrongError(f"{name} holds no rule.")
    ruleset = Ruleset(
        ruleset_id=_text(table, "id", name),
        title=_text(table, "title", name),
        effective_from=starts,
        effective_to=ends,
        verified_by=_text(table, "verified_by", name, ""),
        mode=mode,
        county=_text(table, "county", name, ""),
        federal_tiers=_choice(Tiers, table, "tiers", name, Tiers.STATE) is Tiers.FEDERAL,
        rules=(),
    )
    rules = tuple(_rule(row, f"{name}, rule {place}", ruleset) for place, row in enumerate(rows, start=1))
    _check_versions(rules, name)
    _check_tiers(rules, name)
    return Ruleset(
        ruleset.ruleset_id,
        ruleset.title,
        starts,
        ends,
        ruleset.verified_by,
        mode,
        ruleset.county,
        ruleset.federal_tiers,
        rules,
    )


def _rule(row: Mapping[str, Any], where: str, ruleset: Ruleset) -> Rule:
    rule_id = _text(row, "id", where)
    where = f"{where} ({rule_id})"
    _only(row, _RULE_KEYS, where)
    starts, ends = _dates(row, where, ruleset)
    needs_reading = row.get("needs_reading", False)
    if not isinstance(needs_reading, bool):
        raise _WrongError(f"{where}: needs_reading is true or false.")
    handled = _choice(Handling, row, "handled", where)
    cadences = tuple(_cadence(entry, where) for entry in _tables(row, "schedule", where))
    if cadences and handled is not Handling.COMPUTED:
        raise _WrongError(f"{where}: a rule with a schedule is computed.")
    return Rule(
        rule_id=rule_id,
        section=_text(row, "section", where),
        wording=_text(row, "wording", where),
        who=_text(row, "who", where),
        source=_text(row, "source", where),
        handled=handled,
        lives_in=_text(row, "lives_in", where),
        mode=_choice(Mode, row, "mode", where, ruleset.mode),
        effective_from=starts,
        effective_to=ends,
        verified_by=_text(row, "verified_by", where, ruleset.verified_by),
        needs_reading=needs_reading,
        cadences=cadences,
        numbers=_numbers(row, rule_id, where),
        dates=_days(row, rule_id, where),
        exemptions=tuple(_exemption(entry, where) for entry in _tables(row, "exemption", where)),
    )


def _numbers(row: Mapping[str, Any], rule_id: str, where: str) -> tuple[tuple[str, int], ...]:
    given = _wanted(row, "number", NUMBERS.get(rule_id, ()), "business_days = 3", where)
    for name, number in given.items():
        if type(number) is not int or not 1 <= number <= MOST:
            raise _WrongError(f"{where}: {name} must be a whole number from 1 to {MOST:,}.")
    return tuple(given.items())


def _days(row: Mapping[str, Any], rule_id: str, where: str) -> tuple[tuple[str, dt.date], ...]:
    given = _wanted(row, "date", DATES.get(rule_id, ()), "adjudicated_since = 1979-07-01", where)
    for name, day in given.items():
        if type(day) is not dt.date:
            raise _WrongError(f"{where}: {name} must be a date such as 1979-07-01.")
    return tuple(given.items())


def _wanted(
    row: Mapping[str, Any], what: str, wanted: tuple[str, ...], example: str, where: str
) -> dict[str, Any]:
    """The table ``numbers`` or ``dates`` of a rule, with the entries that are ``wanted`` and no other."""
    given = row.get(f"{what}s", {})
    if not isinstance(given, dict):
        raise _WrongError(f"{where}: {what}s must be a table such as {{ {example} }}.")
    for name in wanted:
        if name not in given:
            raise _WrongError(f"{where}: the {what} {name} is missing.")
    for name in given:
        if name not in wanted:
            raise _WrongError(f"{where}: nothing counts with a {what} called {name} here.")
    return given


def _exemption(entry: Mapping[str, Any], where: str) -> Exemption:
    _only(entry, _EXEMPTION_KEYS, where)
    facts = entry.get("facts", {})
    if not isinstance(facts, dict) or not all(isinstance(wanted, bool) for wanted in facts.values()):
        raise _WrongError(f"{where}: facts must be a table such as {{ clean_record = true }}.")
    _known_facts(facts, where)
    sections = _names(entry, "sections", where)
    if bool(facts) == bool(sections):
        raise _WrongError(f"{where}: an exemption has either facts or sections.")
    name, wording = _text(entry, "name", where), _text(entry, "wording", where)
    return Exemption(name, wording, tuple(facts.items()), sections)


def _known_facts(names: Iterable[str], where: str) -> None:
    for fact in names:
        if fact not in KNOWN_FACTS:
            raise _WrongError(f"{where}: no such fact as {fact}.")


def _cadence(entry: Mapping[str, Any], where: str) -> Cadence:
    _only(entry, _CADENCE_KEYS, where)
    tier = _text(entry, "tier", where)
    if tier not in TIERS and tier != ALL_TIERS:
        raise _WrongError(f"{where}: a schedule is for tier I, II, III or all, not {tier}.")
    found = [kind for kind in Kind if kind.value in entry]
    if entry.get("window") == Kind.BIRTH_MONTH.value:
        found.append(Kind.BIRTH_MONTH)
    if len(found) != 1:
        names = ", ".join(kind.value for kind in Kind if kind is not Kind.BIRTH_MONTH)
        raise _WrongError(f'{where}: a schedule has exactly one of {names}, or window = "birth_month".')
    number = entry.get("also_months_after" if found[0] is Kind.BIRTH_MONTH else found[0].value, 0)
    least = 0 if found[0] is Kind.BIRTH_MONTH else 1
    if not isinstance(number, int) or isinstance(number, bool) or not least <= number <= 400:
        raise _WrongError(f"{where}: {number} is not a number of days or months.")
    facts = {side: _names(entry, side, where) for side in ("if_any", "if_none")}
    _known_facts((*facts["if_any"], *facts["if_none"]), where)
    if all(facts.values()):
        raise _WrongError(f"{where}: a schedule has if_any or if_none, not both.")
    what = _choice(What, entry, "what", where)
    return Cadence(tier, what, found[0], number, facts["if_any"], facts["if_none"])


def _tables(table: Mapping[str, Any], key: str, where: str) -> list[dict[str, Any]]:
    rows = table.get(key, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise _WrongError(f"{where}: each {key} must be a table of its own, under [[{key}]].")
    return rows


def _names(table: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    names = table.get(key, [])
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise _WrongError(f"{where}: {key} must be a list of names.")
    return tuple(names)


def _only(table: Mapping[str, Any], known: Iterable[str], where: str) -> None:
    for key in table:
        if key not in known:
            raise _WrongError(f"{where}: nothing is called {key} here.")


def _text(table: Mapping[str, Any], key: str, where: str, default: str | None = None) -> str:
    value = table.get(key, default)
    if value is None:
        raise _WrongError(f"{where}: {key} is missing.")
    if not isinstance(value, str) or (default is None and not value.strip()):
        raise _WrongError(f"{where}: {key} must be words.")
    return value


def _choice(
    choices: type[Choice], table: Mapping[str, Any], key: str, where: str, default: Choice | None = None
) -> Choice:
    value = _text(table, key, where, default)
    try:
        return choices(value)
    except ValueError as fault:
        one_of = ", ".join(choices)
        raise _WrongError(f"{where}: {key} is {value}, and can only be one of: {one_of}.") from fault


def _dates(table: Mapping[str, Any], where: str, ruleset: Ruleset | None) -> tuple[dt.date, dt.date | None]:
    starts = table.get("effective_from", ruleset.effective_from if ruleset else None)
    ends = table.get("effective_to", ruleset.effective_to if ruleset else None)
    for name, day in (("effective_from", starts), ("effective_to", ends)):
        missing = day is None and name == "effective_from"
        if missing or (day is not None and type(day) is not dt.date):
            raise _WrongError(f"{where}: {name} must be a date such as 2026-08-28.")
    assert isinstance(starts, dt.date)
    if ends is not None and ends < starts:
        raise _WrongError(f"{where}: it ends on {ends}, before it begins on {starts}.")
    if ruleset and (
        starts < ruleset.effective_from
        or (ruleset.effective_to and (ends is None or ends > ruleset.effective_to))
    ):
        raise _WrongError(f"{where}: its dates reach beyond those of {ruleset.ruleset_id}.")
    return starts, ends


def _check_versions(rules: tuple[Rule, ...], name: str) -> None:
    last: dict[str, Rule] = {}
    for rule in sorted(rules, key=lambda rule: rule.effective_from):
        before = last.get(rule.rule_id)
        if before is not None:
            if before.effective_to is None or before.effective_to >= rule.effective_from:
                raise _WrongError(f"{name}: two versions of {rule.rule_id} hold on {rule.effective_from}.")
            if before.effective_to + dt.timedelta(days=1) != rule.effective_from:
                raise _WrongError(
                    f"{name}: nothing is said of {rule.rule_id} between {before.effective_to} "
                    f"and {rule.effective_from}."
                )
        last[rule.rule_id] = rule


def _check_tiers(rules: tuple[Rule, ...], name: str) -> None:
    by_what: dict[What, list[tuple[Rule, Cadence]]] = {}
    for rule in rules:
        for cadence in rule.cadences:
            by_what.setdefault(cadence.what, []).append((rule, cadence))
    for what, found in by_what.items():
        tiers = {cadence.tier for _, cadence in found}
        for tier in sorted(TIERS - tiers if ALL_TIERS not in tiers else ()):
            raise _WrongError(f"{name}: there is no {what.value} schedule for tier {tier}.")
        for place, (rule, cadence) in enumerate(found):
            if any(_both_hold(rule, cadence, *other) for other in found[:place]):
                raise _WrongError(
                    f"{name}: {rule.rule_id} gives tier {cadence.tier} a second {what.value} schedule."
                )
            if not any(_other_side(cadence, other) for _, other in found):
                without = "any" if cadence.if_none else "none"
                facts = ", ".join(cadence.if_any + cadence.if_none)
                raise _WrongError(
                    f"{name}: there is no {what.value} schedule where {without} of {facts} holds."
                )


def _both_hold(rule: Rule, cadence: Cadence, older: Rule, other: Cadence) -> bool:
    """Whether one person could owe both on one day, though they are counted in the same way."""
    one_person = cadence.tier == other.tier or ALL_TIERS in (cadence.tier, other.tier)
    facts, others = (cadence.if_any, cadence.if_none), (other.if_any, other.if_none)
    one_day = all(
        first.effective_to is None or first.effective_to >= then.effective_from
        for first, then in ((rule, older), (older, rule))
    )
    return (
        one_day
        and one_person
        and cadence.kind is other.kind
        and (facts == others or not any(facts) or not any(others))
    )


def _other_side(cadence: Cadence, other: Cadence) -> bool:
    """Whether ``other`` asks something of those whom the facts of ``cadence`` leave out."""
    alike = other.tier in (ALL_TIERS, cadence.tier)
    unconditional = not (other.if_any or other.if_none)
    return alike and (unconditional or (other.if_any, other.if_none) == (cadence.if_none, cadence.if_any))


def _check_ids(sets: tuple[Ruleset, ...]) -> None:
    owners: dict[str, str] = {}
    for ruleset in sets:
        if ruleset.ruleset_id in owners:
            raise _WrongError(f"Two files call themselves {ruleset.ruleset_id}.")
        owners[ruleset.ruleset_id] = ruleset.ruleset_id
    for ruleset in sets:
        for rule_id in {rule.rule_id for rule in ruleset.rules}:
            owner = owners.setdefault(rule_id, ruleset.ruleset_id)
            if owner != ruleset.ruleset_id or rule_id == ruleset.ruleset_id:
                raise _WrongError(f"{rule_id} stands in {owner} and again in {ruleset.ruleset_id}.")


def _check_references(sets: tuple[Ruleset, ...], texts: Mapping[str, str]) -> None:
    known = {rule.rule_id for ruleset in sets for rule in ruleset.rules}
    for name in sorted(texts):
        for row in tomllib.loads(texts[name])["rule"]:
            for other in _names(row, "see", f"{name}, {row['id']}"):
                if other not in known:
                    raise _WrongError(f"{name}: {row['id']} refers to {other}, which does not exist.")
