"""Checks of the record's own dates and of its offenses."""

from __future__ import annotations

import datetime as dt
import re

from kiosk.checks.case import Case, Hits, hit, later
from kiosk.law.person import PERSISTENT_OR_PREDATORY, age_on
from kiosk.law.tier_rows import MISSOURI_SECTION, OffenseFacts, offense_facts
from kiosk.law.tiers import Record, propose
from kiosk.registrant import Offense, Registrant, Standing, Tier

_SHORT_SECTION = re.compile(r"\b(?:56[5-8]|573|589)\.\d{1,2}(?!\d)")
LONGEST_SENTENCE_YEARS = 80
FULLY_RESPONSIBLE = 7
"""Years; nobody younger is adjudicated."""
OLDEST_VICTIM = 120


def registered_impossible(case: Case) -> Hits:
    """The first registration lies after birth and not in the future."""
    day = case.record.registered_on
    if later(day, case.today) or later(case.record.birth_date, day):
        yield hit(given=day or "")


def registration_day_missing(case: Case) -> Hits:
    """Who is registered was so on some day: years and photographs are counted from it."""
    if case.record.standing is Standing.ACTIVE and case.record.registered_on is None:
        yield hit()


def verified_before_registered(case: Case) -> Hits:
    """The last full verification is not earlier than the first registration."""
    if later(case.record.registered_on, case.record.last_full_verification):
        yield hit(given=case.record.last_full_verification or "", limit=case.record.registered_on or "")


def verified_in_future(case: Case) -> Hits:
    """The last full verification is not later than the day looked at: today, or a day sheet's."""
    if later(case.record.last_full_verification, case.today):
        yield hit(given=case.record.last_full_verification or "", limit=case.today)


def verified_not_at_last_appearance(case: Case) -> Hits:
    """The record's last verification is the last full appearance that the station holds."""
    held = case.known.last_appearance_on
    if held is not None and case.record.last_full_verification != held:
        yield hit(given=case.record.last_full_verification or "-", held=held)


def registered_before_conviction(case: Case) -> Hits:
    """Registration follows the first conviction."""
    convicted = [one.convicted_on for one in case.record.offenses if one.convicted_on is not None]
    if convicted and later(min(convicted), case.record.registered_on):
        yield hit(given=case.record.registered_on or "", limit=min(convicted))


def duty_began_after_registration(case: Case) -> Hits:
    """The duty begins before it is met, and after birth."""
    began = case.record.duty_began
    never_released = case.record.released_on is None
    if later(case.record.birth_date, began) or (never_released and later(began, case.record.registered_on)):
        yield hit(given=began or "")


def _of_custody_and_court(record: Registrant) -> tuple[dt.date | None, ...]:
    judgments = (denial.judgment_on for denial in record.denials)
    return (record.in_custody_since, record.released_on, record.stay_ended_on, *judgments)


def custody_in_future(case: Case) -> Hits:
    """Custody, release, the end of a stay and a court's denial have happened when they are recorded."""
    for day in _of_custody_and_court(case.record):
        if later(day, case.today):
            yield hit(given=day or "")


def custody_before_birth(case: Case) -> Hits:
    """Custody, release, the end of a stay and a court's denial lie in the person's lifetime."""
    for day in _of_custody_and_court(case.record):
        if later(case.record.birth_date, day):
            yield hit(given=day or "")


def taken_in_future(case: Case) -> Hits:
    """Photograph and prints were taken by today, and after birth."""
    marks = case.record.biometrics
    taken = (case.record.last_photograph(), marks.fingerprints_on, marks.palm_prints_on, marks.dna_given_on)
    for day in taken:
        if later(day, case.today) or later(case.record.birth_date, day):
            yield hit(given=day or "")


def offense_missing(case: Case) -> Hits:
    """A registered person has an offense on record."""
    if case.record.standing is Standing.ACTIVE and not case.record.offenses:
        yield hit()


def offense_without_statute(case: Case) -> Hits:
    """Every offense names its statute, with a number in it."""
    for offense in case.record.offenses:
        if not any(sign.isdigit() for sign in offense.statute) or not offense.description.strip():
            yield hit(given=offense.statute)


def section_misspelt(case: Case) -> Hits:
    """A Missouri section has three digits after the point."""
    for offense in case.record.offenses:
        if _SHORT_SECTION.search(offense.statute):
            yield hit(given=offense.statute)


def release_impossible(case: Case) -> Hits:
    """Confinement and supervision end within a lifetime from now."""
    for offense in case.record.offenses:
        for day in (offense.confinement_released, offense.supervision_released):
            if day is not None and day.year > case.today.year + LONGEST_SENTENCE_YEARS:
                yield hit(given=day)


def offense_twice(case: Case) -> Hits:
    """An offense stands once."""
    seen: set[tuple[object, ...]] = set()
    for offense in case.record.offenses:
        key = (offense.statute, offense.committed_on, offense.convicted_on)
        if key in seen:
            yield hit(given=offense.statute)
        seen.add(key)


def convicted_before_offense(case: Case) -> Hits:
    """Offense, conviction, release and end of supervision follow each other and lie in the past."""
    for offense in case.record.offenses:
        days = [offense.committed_on, offense.convicted_on, offense.confinement_released]
        known = [day for day in days if day is not None]
        if (
            known != sorted(known)
            or later(offense.committed_on, case.today)
            or later(offense.convicted_on, case.today)
            or later(offense.convicted_on, offense.supervision_released)
        ):
            yield hit(given=offense.statute)


def offense_before_birth(case: Case) -> Hits:
    """The person was alive, and old enough to be adjudicated, when the offense was committed."""
    for offense in case.record.offenses:
        day = offense.committed_on or offense.convicted_on
        if day is not None and age_on(case.record.birth_date, day) < FULLY_RESPONSIBLE:
            yield hit(given=day)


def age_at_offense_differs(case: Case) -> Hits:
    """The age written down agrees with birth date and day of the offense, within a year.

    Where only the conviction's day is known, it is the age then at most.
    """
    for offense in case.record.offenses:
        day = offense.committed_on or offense.convicted_on
        if offense.own_age is None or day is None:
            continue
        age = age_on(case.record.birth_date, day)
        least = FULLY_RESPONSIBLE if offense.committed_on is None else age - 1
        if not least <= offense.own_age <= age + 1:
            yield hit(given=offense.own_age, age=age)


def victim_age_impossible(case: Case) -> Hits:
    """The victim's age range runs from the younger to the older, below 120."""
    for offense in case.record.offenses:
        ages = [age for age in (offense.victim_age_from, offense.victim_age_to) if age is not None]
        if ages != sorted(ages) or any(not 0 <= age <= OLDEST_VICTIM for age in ages):
            yield hit(given=offense.statute)


def tier_against_offenses(case: Case) -> Hits:
    """The tier set is not lower than what the tier table says of the offenses, where it can say."""
    table, own = case.known.tiers, case.record.tier
    if table is None or own is None:
        return
    order = list(Tier)
    for offense in case.record.offenses:
        proposal = propose(_facts(case, offense), Record(), table)
        section = MISSOURI_SECTION.search(offense.statute)
        # What is in no row may not have to be registered at all; of chapter 566 that is not asked.
        sure = not proposal.missing or (section and section[0].startswith("566.") and not proposal.possible)
        if section and sure and proposal.tier is not None and order.index(proposal.tier) > order.index(own):
            rows = ", ".join(row.paragraph for row in proposal.cited)
            yield hit(tier=own.value, proposed=proposal.tier.value, rows=rows)


def _facts(case: Case, offense: Offense) -> OffenseFacts:
    facts = {fact.name: fact.holds for fact in case.record.facts}
    if case.record.persistent_or_predatory:
        facts[PERSISTENT_OR_PREDATORY] = True
    return offense_facts(offense, facts)


CHECKS = (
    registered_impossible,
    registration_day_missing,
    verified_before_registered,
    verified_in_future,
    verified_not_at_last_appearance,
    registered_before_conviction,
    duty_began_after_registration,
    custody_in_future,
    custody_before_birth,
    taken_in_future,
    offense_missing,
    offense_without_statute,
    section_misspelt,
    release_impossible,
    offense_twice,
    convicted_before_offense,
    offense_before_birth,
    age_at_offense_differs,
    victim_age_impossible,
    tier_against_offenses,
)
