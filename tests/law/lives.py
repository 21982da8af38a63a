"""Lives: invented people who obey the printed slip for years, and an audit by the rules' wording."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kiosk.law.calendar import OfficeCalendar
from kiosk.law.person import PersonFacts
from kiosk.law.rulesets import Rulesets, What
from kiosk.law.schedules import Schedule, schedules
from kiosk.law.windows import PrintedWindow, printed_windows
from tests.kiosk.law.ground import COUNTY_FACTS
from tests.kiosk.law.people import DAY, TIERS, some_day
from tests.law import second_reading as second

FIRST, LAST, ANY = "first", "last", "any"
NOT_AGAIN_WITHIN = 21 * DAY
"""Nobody who may come at any time comes back the day after."""


@dataclass(frozen=True)
class Visit:
    """One completed appearance."""

    day: dt.date
    photographed: bool


@dataclass(frozen=True)
class Lived:
    """What became of one life: who, until when, every visit, and everything that went wrong."""

    person: PersonFacts
    until: dt.date
    visits: tuple[Visit, ...]
    broken: tuple[str, ...]


def newcomer(dice: random.Random) -> PersonFacts:
    """Somebody who registers on a day of 2016 to 2036, so that some live through a rule's beginning."""
    registered = some_day(dice, dt.date(2016, 1, 1), dt.date(2036, 12, 31))
    while not second.is_open(registered):
        registered += DAY
    tier = dice.choice(TIERS)
    return PersonFacts(
        tier=tier,
        born=some_day(dice, dt.date(1940, 1, 1), dt.date(1997, 12, 31)),
        registered_on=registered,
        facts={name: dice.random() < 0.3 for name in COUNTY_FACTS},
        federal_tier=dice.choice(TIERS),
    )


def live(
    person: PersonFacts, years: int, on: Rulesets, calendar: OfficeCalendar, habit: str, dice: random.Random
) -> Lived:
    """The life of ``person`` who always comes on a day of the slip's first window, by ``habit``."""
    assert person.registered_on is not None
    today = person.registered_on
    until = today + dt.timedelta(days=years * 365)
    visits = [Visit(today, photographed=True)]
    broken: list[str] = []
    while today < until:
        answers = schedules(person, today, on, calendar)
        windows = printed_windows(answers, today, calendar)
        if not windows:
            today += 20 * DAY  # no rule has begun yet: nobody was told anything
            continue
        broken += list(_false_promises(windows, answers, today))
        window = min(windows, key=lambda window: (window.last, window.first))
        if window.no_open_day:
            broken.append(f"{person} on {today}: told of {window.last}, when the office is closed")
            break
        today = _chosen(window, today, habit, dice)
        # Who comes on a day that two windows of the slip name comes for both.
        asked = [one for other in windows if other.first <= today <= other.last for one in other.schedules]
        photographed = any(one.what is What.PHOTOGRAPH for one in asked) or dice.random() < 0.3
        visits.append(Visit(today, photographed))
        person = replace(
            person,
            last_full_verification=today,
            last_photograph=today if photographed else person.last_photograph,
        )
        today += DAY
    return Lived(person, until, tuple(visits), tuple(broken))


def _chosen(window: PrintedWindow, today: dt.date, habit: str, dice: random.Random) -> dt.date:
    first = window.first
    if all(schedule.opens is None for schedule in window.schedules):
        first = min(max(first, today + NOT_AGAIN_WITHIN), window.last)
    if habit == LAST:
        return window.last
    day = first if habit == FIRST else some_day(dice, first, window.last)
    while not second.is_open(day):
        day += DAY
    return day


def _false_promises(
    windows: Sequence[PrintedWindow], answers: Sequence[object], today: dt.date
) -> Iterator[str]:
    """Printed days on which coming would not serve what they were printed for."""
    for window in windows:
        if window.no_open_day:
            continue
        for day in (window.first, window.last):
            if not second.is_open(day) or day < today:
                yield f"{day} was printed on {today}, closed or past"
            for schedule in window.schedules:
                if (schedule.opens and day < schedule.opens) or day > schedule.due:
                    yield f"{day} was printed for {schedule.rule_id} of {schedule.opens} to {schedule.due}"
    told = {id(schedule) for window in windows for schedule in window.schedules}
    left = [one for one in answers if isinstance(one, Schedule) and id(one) not in told]
    if left:
        yield f"{left} was printed nowhere on {today}"


def audit(lived: Lived, on: Sequence[str]) -> Iterator[str]:
    """Every obligation that nobody served, found by walking through the visits, rule by rule."""
    person = lived.person
    seen = [visit.day for visit in lived.visits]
    pictures = [visit.day for visit in lived.visits if visit.photographed]
    if "MO18" in on:
        begins = second.BEGINS["MO18"]
        if person.tier == "III":
            yield from _gaps("M-10", seen, lived.until, begins, days=90)
            yield from _photograph_chain(person, pictures, lived.until, begins)
        else:
            yield from _months("M-08", person, seen, lived.until, begins, twice=person.tier == "II")
        if person.tier == "II":
            yield from _months("M-11", person, pictures, lived.until, begins, twice=True)
        if person.tier == "I":
            yield from _gaps("M-11", pictures, lived.until, begins, months=12)
    if "S982" in on:
        begins = second.BEGINS["S982"]
        months = {"I": 12, "II": 6, "III": 0}[str(person.tier)]
        yield from _gaps("S-01", seen, lived.until, begins, months=months, days=0 if months else 90)
    if "J20" in on:
        begins = second.BEGINS["J20"]
        often = any(person.facts.values())
        yield from _gaps("J", seen, lived.until, begins, months=0 if often else 6, days=90 if often else 0)
        yield from _months("J", person, seen, lived.until, begins, twice=False)
    if "FED" in on:
        months = {"I": 12, "II": 6, "III": 3}[str(person.federal_tier)]
        begins = second.BEGINS["FED"]
        yield from _gaps("F-01", seen, lived.until, begins, months=months)
        yield from _gaps("F-01 photograph", pictures, lived.until, begins, months=months)


def _gaps(
    rule: str, come: Sequence[dt.date], until: dt.date, begins: dt.date, *, months: int = 0, days: int = 0
) -> Iterator[str]:
    for place, day in enumerate(come):
        due = second.months_later(day, months) if months else day + days * DAY
        due = max(due, begins)
        following = come[place + 1] if place + 1 < len(come) else None
        if (following is None and due < until) or (following is not None and following > due):
            yield f"{rule}: nobody came between {day} and {due}"


def _months(
    rule: str, person: PersonFacts, seen: Sequence[dt.date], until: dt.date, begins: dt.date, *, twice: bool
) -> Iterator[str]:
    assert person.born is not None
    assert person.registered_on is not None
    wanted = {person.born.month, (person.born.month + 5) % 12 + 1} if twice else {person.born.month}
    come = {(day.year, day.month) for day in seen}
    day = person.registered_on.replace(day=1)
    while day < until:
        first, last = second.whole_month(day)
        if day.month in wanted and begins <= last < until and (day.year, day.month) not in come:
            yield f"{rule}: nobody came in {first:%B %Y}"
        day = last + DAY


def _photograph_chain(
    person: PersonFacts, pictures: Sequence[dt.date], until: dt.date, begins: dt.date
) -> Iterator[str]:
    """Every 90 days from the first birth month after registration, or after the rule's beginning."""
    assert person.registered_on is not None
    first = _birth_month_from(person, person.registered_on)
    chain = [day for day in pictures if day >= first[0]]
    if first[1] < begins and not any(day < begins for day in chain):
        first = _birth_month_from(person, begins)
    if first[1] >= begins and first[1] < until and not any(day <= first[1] for day in chain):
        yield f"M-11: no photograph in {first}"
    yield from _gaps("M-11", chain, until, begins, days=90)


def _birth_month_from(person: PersonFacts, day: dt.date) -> tuple[dt.date, dt.date]:
    assert person.born is not None
    while True:
        first, last = second.whole_month(day)
        if day.month == person.born.month:
            return first, last
        day = last + DAY
