"""The rules as dated values: what each says, where it stands in the law, and how far it may be told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from kiosk.law.counties import same_county
from kiosk.registrant import Tier
from kiosk.words import Words, words


class Mode(StrEnum):
    """How far a rule reaches: not at all, to the officer's desk, or onto the registrant's paper too."""

    OFF = "off"
    OFFICER = "officer"
    PRINTED = "printed"


class Handling(StrEnum):
    """What the software does about a rule."""

    COMPUTED = "computed"
    CHECKED = "checked"
    FOR_PEOPLE = "for people"


class What(StrEnum):
    """What a schedule asks for."""

    REGISTRATION = "registration"
    VERIFICATION = "verification"
    PHOTOGRAPH = "photograph"


class Kind(StrEnum):
    """How a schedule finds its window."""

    BIRTH_MONTH = "birth_month"
    """Inside the birth month, and inside the month ``also_months_after`` later where that is set."""
    DAYS_AFTER_LAST = "days_after_last"
    MONTHS_AFTER_LAST = "months_after_last"
    DAYS_FROM_BIRTH_MONTH = "days_from_birth_month"
    """A chain of days that begins inside the first birth month after registration."""


ALL_TIERS = "all"

BUSINESS_DAYS = "business_days"
NUMBERS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("M-01", "M-02", "M-03", "M-04", "M-06", "M-07"), (BUSINESS_DAYS,)),
    **dict.fromkeys(("F-02", "J-04", "S-09"), (BUSINESS_DAYS,)),
    "M-13": ("days_away", BUSINESS_DAYS),
    "M-14": ("nights", "months"),
    "M-15": ("more_than_days", "months"),
    "M-16": ("more_than_days", "months"),
    "M-17": ("initial_dollars", "change_dollars"),
    "M-19": ("days",),
    "M-21": ("years_tier_i", "years_tier_ii", "clean_years_tier_i", "clean_years_juvenile_tier_iii"),
    "M-22": ("feet",),
    "M-23": ("days",),
    "M-28": ("years_tier_i", "years_tier_ii", "years_juvenile_tier_iii", "years_after_denial"),
    "S-06": ("days_before",),
    "F-03": ("days_before",),
}
"""The numbers without which a rule cannot be computed."""

DATES: Mapping[str, tuple[str, ...]] = {"S-11": ("adjudicated_since",)}
"""The dates without which a rule cannot be computed, beside those between which it holds."""


@dataclass(frozen=True, slots=True)
class Cadence:
    """One repeating obligation of a rule, for one tier (``I``, ``II``, ``III``) or ``all``.

    ``number`` is days, months, or for BIRTH_MONTH the months to the second window (0 for none). The cadence
    holds for people of whom any of ``if_any`` is true, or none of ``if_none``; both empty: for everyone.
    """

    tier: str
    what: What
    kind: Kind
    number: int
    if_any: tuple[str, ...] = ()
    if_none: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exemption:
    """A way out of the duty that a rule gives: by facts that a court may look into, or by the offense alone.

    ``wording`` says it to a lawyer; ``facts`` are all wanted as given; ``sections`` are the offenses that are
    exempt whatever the facts were. One of the two is empty.
    """

    name: str
    wording: str
    facts: tuple[tuple[str, bool], ...]
    sections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the law: id, section, wording, who, and what the software does about it.

    ``lives_in`` names the function that computes or checks it; for people it says why no machine may.
    ``effective_to`` is the last day the rule holds, None while it has no end. ``needs_reading`` keeps a rule
    at the officer's desk until a person has read the text and set ``verified_by``. ``numbers`` are the days,
    months, dollars and feet that the software counts with (``NUMBERS`` says which a rule must have),
    ``dates`` the days in history that it compares with (``DATES``).
    """

    rule_id: str
    section: str
    wording: str
    who: str
    source: str
    handled: Handling
    lives_in: str
    mode: Mode
    effective_from: dt.date
    effective_to: dt.date | None = None
    verified_by: str = ""
    needs_reading: bool = False
    cadences: tuple[Cadence, ...] = ()
    numbers: tuple[tuple[str, int], ...] = ()
    dates: tuple[tuple[str, dt.date], ...] = ()
    exemptions: tuple[Exemption, ...] = ()

    def number(self, name: str) -> int:
        """One of ``numbers``; loading made sure that those in ``NUMBERS`` are given."""
        return dict(self.numbers)[name]

    def date(self, name: str) -> dt.date:
        """One of ``dates``; loading made sure that those in ``DATES`` are given."""
        return dict(self.dates)[name]

    def in_force(self, day: dt.date) -> bool:
        """Whether the rule holds on ``day``."""
        return self.effective_from <= day and (self.effective_to is None or day <= self.effective_to)


@dataclass(frozen=True, slots=True)
class Ruleset:
    """One body of rules with its dates. ``county`` is set where only one county's office prints it."""

    ruleset_id: str
    title: str
    effective_from: dt.date
    effective_to: dt.date | None
    verified_by: str
    mode: Mode
    county: str
    federal_tiers: bool
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class RulesetFault:
    """A ruleset cannot be used; ``sentence`` names the file, the rule and what is wrong."""

    sentence: str


@dataclass(frozen=True, slots=True)
class TimedCadence:
    """A cadence with everything a schedule says about its rule, ready to be walked through.

    ``either_way`` marks a cadence whose ruleset asks the same of people on both sides of its facts, so that
    it is owed even while the facts are unknown.
    """

    rule_id: str
    ruleset: str
    section: str
    mode: Mode
    cadence: Cadence
    federal_tiers: bool
    effective_from: dt.date
    effective_to: dt.date | None
    either_way: bool
    reason: Words
    wording: str


@dataclass(frozen=True, slots=True)
class Rulesets:
    """Every ruleset of one office, with the modes the agency set."""

    sets: tuple[Ruleset, ...]
    cadences: tuple[TimedCadence, ...] = field(default=(), compare=False, repr=False)
    by_tiers: Mapping[tuple[str | None, str | None], tuple[TimedCadence, ...]] = field(
        default_factory=dict, compare=False, repr=False
    )

    def rule(self, rule_id: str, day: dt.date) -> tuple[Ruleset, Rule] | None:
        """The version of ``rule_id`` in force on ``day`` with its ruleset; None when there is none."""
        for ruleset in self.sets:
            for rule in ruleset.rules:
                if rule.rule_id == rule_id and rule.in_force(day):
                    return ruleset, rule
        return None

    def version(self, rule_id: str, day: dt.date) -> Rule:
        """The version of ``rule_id`` in force on ``day``, or the one nearest to it."""
        every = [rule for ruleset in self.sets for rule in ruleset.rules if rule.rule_id == rule_id]
        begun = [rule for rule in every if rule.effective_from <= day]
        if begun:
            return max(begun, key=lambda rule: rule.effective_from)
        return min(every, key=lambda rule: rule.effective_from)

    def mode(self, rule_id: str, day: dt.date) -> Mode:
        """How far ``rule_id`` reaches on ``day``; OFF when it is unknown or not in force."""
        found = self.rule(rule_id, day)
        return found[1].mode if found else Mode.OFF

    def cadences_for(self, tier: str | None, federal_tier: str | None) -> tuple[TimedCadence, ...]:
        """The cadences that can be a person's by tier; while a tier is not set, those of all tiers."""
        return self.by_tiers[tier, federal_tier]

    def every_rule(self) -> tuple[tuple[Ruleset, Rule], ...]:
        """All rules in the order of the files."""
        return tuple((ruleset, rule) for ruleset in self.sets for rule in ruleset.rules)


def with_cadences(sets: tuple[Ruleset, ...]) -> Rulesets:
    """``Rulesets`` with every cadence that is not off laid ready."""
    cadences = tuple(timed for ruleset in sets for timed in _timed(ruleset))
    tiers: tuple[str | None, ...] = (None, *Tier)
    by_tiers = {
        (state, federal): tuple(
            timed
            for timed in cadences
            if _may_be(timed.cadence.tier, federal if timed.federal_tiers else state)
        )
        for state in tiers
        for federal in tiers
    }
    return Rulesets(sets, cadences, by_tiers)


def _may_be(tier: str, own: str | None) -> bool:
    return own is None or tier in (ALL_TIERS, own)


def _timed(ruleset: Ruleset) -> Iterator[TimedCadence]:
    live = [rule for rule in ruleset.rules if rule.mode is not Mode.OFF]
    every = [cadence for rule in live for cadence in rule.cadences]
    for rule in live:
        for cadence in rule.cadences:
            twin = replace(cadence, if_any=cadence.if_none, if_none=cadence.if_any)
            yield TimedCadence(
                rule_id=rule.rule_id,
                ruleset=ruleset.ruleset_id,
                section=rule.section,
                mode=rule.mode,
                cadence=cadence,
                federal_tiers=ruleset.federal_tiers,
                effective_from=rule.effective_from,
                effective_to=rule.effective_to,
                either_way=twin != cadence and twin in every,
                reason=_reason(cadence),
                wording=rule.wording,
            )


def _reason(cadence: Cadence) -> Words:
    if cadence.kind is Kind.BIRTH_MONTH:
        if not cadence.number:
            return words(f"law.reason.{cadence.what.value}.birth_month_once")
        return words(f"law.reason.{cadence.what.value}.birth_month_twice", number=cadence.number)
    return words(f"law.reason.{cadence.what.value}.{cadence.kind.value}", number=cadence.number)


@dataclass(frozen=True, slots=True)
class Agency:
    """What the office set: its county, the mode of a ruleset or rule by id, and who read which text."""

    county: str = "Jackson"
    modes: Mapping[str, Mode] = field(default_factory=dict)
    verified: Mapping[str, str] = field(default_factory=dict)


def for_agency(rulesets: Rulesets, agency: Agency) -> Rulesets | RulesetFault:
    """``rulesets`` as this office uses them.

    A county's ruleset is off in other counties unless the agency sets its mode. A rule that needs reading
    stays at the desk, whatever mode is set, until ``verified`` names a reader of the rule or its ruleset;
    a rule whose file already gives it ``printed`` without reading (S-01) keeps that.
    """
    known = {ruleset.ruleset_id for ruleset in rulesets.sets}
    known |= {rule.rule_id for _, rule in rulesets.every_rule()}
    for name in (*agency.modes, *agency.verified):
        if name not in known:
            return RulesetFault(f"The settings name {name}, which is neither a ruleset nor a rule.")
    return with_cadences(tuple(_set_for(ruleset, agency) for ruleset in rulesets.sets))


def _set_for(ruleset: Ruleset, agency: Agency) -> Ruleset:
    verified_by = agency.verified.get(ruleset.ruleset_id, ruleset.verified_by)
    set_mode = agency.modes.get(ruleset.ruleset_id)
    elsewhere = bool(ruleset.county) and not same_county(ruleset.county, agency.county) and set_mode is None
    rules = []
    for rule in ruleset.rules:
        read_by = agency.verified.get(rule.rule_id) or rule.verified_by or verified_by
        mode = agency.modes.get(rule.rule_id, set_mode or rule.mode)
        if elsewhere and rule.rule_id not in agency.modes:
            mode = Mode.OFF
        if rule.needs_reading and not read_by and mode is Mode.PRINTED:
            mode = Mode.OFFICER
        rules.append(replace(rule, mode=mode, verified_by=read_by))
    return replace(ruleset, verified_by=verified_by, mode=set_mode or ruleset.mode, rules=tuple(rules))
