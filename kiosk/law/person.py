"""What the law needs to know about one person to say when they must appear."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from kiosk.law.calendar import FIRST_YEAR, LAST_YEAR
from kiosk.registrant import Registrant, Standing, Tier, TierStage
from kiosk.words import Words, words

TIERS: frozenset[str] = frozenset(Tier)

_STANDINGS: frozenset[str] = frozenset(Standing)

VICTIM_UNDER_18 = "victim_under_18"
FAILED_TO_REGISTER = "ever_convicted_of_failing_to_register"
PERSISTENT_OR_PREDATORY = "persistent_or_predatory"

KNOWN_FACTS: frozenset[str] = frozenset(
    {
        # Schedules and periods.
        VICTIM_UNDER_18,
        FAILED_TO_REGISTER,
        PERSISTENT_OR_PREDATORY,
        "victim_exactly_18",  # J20 names neither side of it: we take the stricter and flag it
        "ever_required_under_sorna",  # Smith v. St. Louis County Police: the period is for counsel
        "juvenile_adjudication",
        "clean_record",
        "treatment_completed",
        "treatment_records_unavailable",
        "treatment_was_probation_term",
        "removed_as_nonsexual",  # 589.400.8, which S982 repeals
        "registered_because_of_elsewhere",
        # Petitions.
        "adjudicated_elsewhere",
        "at_most_four_years_older",
        "custodial_authority",
        "ever_lived_worked_or_studied_there",
        "ever_required_there",
        "force_toward_anyone_else",
        "force_toward_victim",
        "never_required_registration",
        "offense_set_aside",
        "required_there_when_adjudicated",
        "victim_at_least_14",
        "victim_at_least_18",
    }
)
"""The named yes-or-no facts that a record may hold; ``fact_words`` says each as a question's object."""


def fact_words(fact: str) -> Words:
    """What is asked for, in words: ``the tier``, ``whether the victim was under 18``."""
    return words(f"law.fact.{fact}")


def _no_facts() -> Mapping[str, bool]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """One person as the rules see them; every date is a day in the office's zone.

    ``tier`` is ``"I"``, ``"II"`` or ``"III"``, or None while nobody has set it. ``birth_month`` serves where
    only the month is known. ``last_photograph`` also moves when the officer marks "appearance not changed".
    ``duty_began`` is the adjudication, release or probation placement that starts 589.400.2's three days;
    ``released_on`` the end of the last custody (one that began later is still going on); ``stay_ended_on``
    the day all appeals were exhausted.
    ``other_counties`` are those of the bases (work, school, a temporary stay) still active.
    """

    tier: str | None
    born: dt.date | None = None
    birth_month: int | None = None
    registered_on: dt.date | None = None
    last_full_verification: dt.date | None = None
    last_photograph: dt.date | None = None
    facts: Mapping[str, bool] = field(default_factory=_no_facts)
    federal_tier: str | None = None
    home_county: str | None = None
    other_counties: tuple[str, ...] = ()
    standing: str = Standing.ACTIVE
    duty_began: dt.date | None = None
    in_custody_since: dt.date | None = None
    released_on: dt.date | None = None
    stay_ended_on: dt.date | None = None

    @property
    def month(self) -> int | None:
        """The birth month, 1 to 12; a 29 February uses the month only."""
        return self.born.month if self.born is not None else self.birth_month


def age_on(born: dt.date, day: dt.date) -> int:
    """Completed years of life on ``day``."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def tier_in_force(registrant: Registrant) -> Tier | None:
    """The tier that an official set; one that is only proposed makes no date (S-03)."""
    return None if registrant.tier_stage is TierStage.PROPOSED else registrant.tier


def person_facts(registrant: Registrant) -> PersonFacts:
    """What the rules need to know, taken from the record.

    ``persistent_or_predatory`` on the record counts as that fact, whatever the facts say. A fact that no rule
    asks for changes no date; the edit checks name it.
    """
    facts = {fact.name: fact.holds for fact in registrant.facts if fact.name in KNOWN_FACTS}
    if registrant.persistent_or_predatory:
        facts[PERSISTENT_OR_PREDATORY] = True
    return PersonFacts(
        tier=tier_in_force(registrant),
        born=registrant.birth_date,
        registered_on=registrant.registered_on,
        last_full_verification=registrant.last_full_verification,
        last_photograph=registrant.last_photograph(),
        facts=facts,
        home_county=registrant.home_county,
        other_counties=tuple(basis.county for basis in registrant.bases if basis.ended is None),
        standing=registrant.standing,
        federal_tier=registrant.federal_tier,
        duty_began=registrant.duty_began,
        in_custody_since=registrant.in_custody_since,
        released_on=registrant.released_on,
        stay_ended_on=registrant.stay_ended_on,
    )


@dataclass(frozen=True, slots=True)
class FactsRefusal:
    """A fact that cannot be true: its name, and what is wrong with it."""

    fact: str
    reason: Words


def refusals(person: PersonFacts, as_of: dt.date) -> tuple[FactsRefusal, ...]:
    """Everything about ``person`` that cannot be; empty when the rules may be applied."""
    found = [
        *_unknown_names(person),
        *_impossible_dates(person, as_of),
        *_disordered_dates(person),
    ]
    if not FIRST_YEAR <= as_of.year <= LAST_YEAR:
        found.append(FactsRefusal("as_of", words("law.refusal.year", first=FIRST_YEAR, last=LAST_YEAR)))
    return tuple(found)


def _unknown_names(person: PersonFacts) -> list[FactsRefusal]:
    found = [
        FactsRefusal(name, words("law.refusal.tier", given=given))
        for name, given in (("tier", person.tier), ("federal_tier", person.federal_tier))
        if given is not None and given not in TIERS
    ]
    month = person.birth_month
    if month is not None and not 1 <= month <= 12:
        found.append(FactsRefusal("birth_month", words("law.refusal.month", given=month)))
    elif month is not None and month != person.month:
        reason = words("law.refusal.month_differs", given=month, born=person.born or "")
        found.append(FactsRefusal("birth_month", reason))
    if person.standing not in _STANDINGS:
        found.append(FactsRefusal("standing", words("law.refusal.standing", given=person.standing)))
    found += [
        FactsRefusal(name, words("law.refusal.unknown_fact", given=name))
        for name in sorted(person.facts.keys() - KNOWN_FACTS)
    ]
    return found


_DATES = (
    "born",
    "duty_began",
    "registered_on",
    "last_full_verification",
    "last_photograph",
    "in_custody_since",
    "released_on",
    "stay_ended_on",
)

_IN_ORDER = (
    *(("born", name) for name in _DATES if name != "born"),
    ("registered_on", "last_full_verification"),
)


def _impossible_dates(person: PersonFacts, as_of: dt.date) -> list[FactsRefusal]:
    found = []
    for name in _DATES:
        day: dt.date | None = getattr(person, name)
        if day is None:
            continue
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            found.append(FactsRefusal(name, words("law.refusal.year", first=FIRST_YEAR, last=LAST_YEAR)))
        elif day > as_of:
            found.append(FactsRefusal(name, words("law.refusal.future", given=day, today=as_of)))
    return found


def _disordered_dates(person: PersonFacts) -> list[FactsRefusal]:
    found = []
    for earlier, later in _IN_ORDER:
        first: dt.date | None = getattr(person, earlier)
        then: dt.date | None = getattr(person, later)
        if first is not None and then is not None and then < first:
            reason = words(
                "law.refusal.order",
                name=fact_words(later),
                given=then,
                before=fact_words(earlier),
                limit=first,
            )
            found.append(FactsRefusal(later, reason))
    return found
