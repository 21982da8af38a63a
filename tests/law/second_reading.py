"""A second reading of the rules: slow, day by day, from their wording, sharing nothing with the engine.

Nothing here may import the engine's arithmetic; ``PersonFacts`` is only the form in which a person is told.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache

from kiosk.law.person import PersonFacts
from kiosk.registrant import Standing
from tests.kiosk.law.ground import COUNTY_FACTS

DAY = dt.timedelta(days=1)
BEGINS = {
    "MO18": dt.date(2018, 8, 28),
    "S982": dt.date(2026, 8, 28),
    "J20": dt.date(2020, 6, 15),
    "FED": dt.date(2006, 7, 27),
}
KNOWN_BEFORE = 400
"""Days before its beginning from which a rule is told."""

Told = tuple[str, str, dt.date | None, dt.date]
"""rule, what, opens, due."""


@cache
def in_statute(day: dt.date) -> bool:
    """Whether RSMo 9.010 makes ``day`` a holiday: on its own, or on Monday for a Sunday."""
    return _named(day) or (day.weekday() == 0 and _named(day - DAY))


def _named(day: dt.date) -> bool:
    fixed = {(1, 1), (2, 12), (5, 8), (6, 19), (7, 4), (11, 11), (12, 25)}
    if (day.month, day.day) in fixed:
        return True
    nth = (day.day - 1) // 7 + 1
    if day.weekday() == 0:
        last_monday = (day + 7 * DAY).month != day.month
        by_count = {(1, 3), (2, 3), (9, 1), (10, 2)}
        return (day.month, nth) in by_count or (day.month == 5 and last_monday)
    return day.weekday() == 3 and day.month == 11 and nth == 4


@cache
def is_open(day: dt.date) -> bool:
    """Not a weekend, not a holiday, not a Friday before a Saturday holiday."""
    if day.weekday() in (5, 6) or in_statute(day):
        return False
    return not (day.weekday() == 4 and _named(day + DAY))


def onwards(day: dt.date) -> Iterator[dt.date]:
    """``day`` and every day after it."""
    while True:
        yield day
        day += DAY


def days_later(day: dt.date, number: int) -> dt.date:
    """``number`` days after ``day``, counted one by one, the day itself left out."""
    for counted, passing in enumerate(onwards(day + DAY), start=1):
        if counted == number:
            return passing
    raise AssertionError


@cache
def months_later(day: dt.date, number: int) -> dt.date:
    """The day ``number`` months on with the same number, or the last of a month too short for it."""
    months = 0
    for passing in onwards(day + DAY):
        months += passing.day == 1
        ends_here = (passing + DAY).day == 1
        if months == number and (passing.day == day.day or (ends_here and passing.day < day.day)):
            return passing
    raise AssertionError


@cache
def third_business_day(day: dt.date) -> dt.date:
    """Three days on, leaving out Saturdays, Sundays and the statute's holidays."""
    counted = 0
    for passing in onwards(day + DAY):
        counted += passing.weekday() < 5 and not in_statute(passing)
        if counted == 3:
            return passing
    raise AssertionError


@cache
def whole_month(day: dt.date) -> tuple[dt.date, dt.date]:
    """The first and last day of the month around ``day``."""
    first, last = day, day
    while first.day != 1:
        first -= DAY
    while (last + DAY).day != 1:
        last += DAY
    return first, last


def next_month_of(months: set[int], since: dt.date, done: list[dt.date]) -> tuple[dt.date, dt.date]:
    """The first of these months that is not over and in which nobody came."""
    for passing in onwards(since):
        if passing.month in months:
            first, last = whole_month(passing)
            if not any(first <= day <= last for day in done):
                return first, last
    raise AssertionError


class Reading:
    """One person read by all rulesets that are on."""

    def __init__(self, person: PersonFacts, as_of: dt.date, on: tuple[str, ...]) -> None:
        self.person, self.as_of, self.on = person, as_of, on
        self.told: list[Told] = []
        self.lacking: set[tuple[str, str, tuple[str, ...]]] = set()
        if not self._stopped() and not self._registration():
            self._missouri()
            self._bill()
            self._county()
            self._federal()

    def _known(self, ruleset: str) -> bool:
        return ruleset in self.on and BEGINS[ruleset] - DAY * KNOWN_BEFORE <= self.as_of

    def _stopped(self) -> bool:
        person = self.person
        if person.standing == Standing.STAYED:
            return person.stay_ended_on is None
        if person.standing not in (Standing.ACTIVE, Standing.PENDING):
            return True
        jailed, freed = person.in_custody_since, person.released_on
        return jailed is not None and (freed is None or freed < jailed)

    def _registration(self) -> bool:
        person = self.person
        visits = [day for day in (person.registered_on, person.last_full_verification) if day]
        last = max(visits) if visits else None

        def nobody_came_since(event: dt.date | None) -> bool:
            return event is not None and (last is None or last < event)

        if nobody_came_since(person.stay_ended_on):
            rule, ruleset, event = "S-09", "S982", person.stay_ended_on
        elif nobody_came_since(person.released_on):
            rule, ruleset, event = "M-01", "MO18", person.released_on
        elif person.standing == Standing.PENDING or (last is None and person.duty_began):
            rule, ruleset, event = "M-01", "MO18", person.duty_began
        else:
            return False
        day = max(self.as_of, event or self.as_of)
        if rule == "S-09" and (ruleset not in self.on or day < BEGINS[ruleset]):
            rule, ruleset = "M-01", "MO18"
        if ruleset in self.on and day >= BEGINS[ruleset]:
            if event is None:
                self.lacking.add((rule, "registration", ("duty_began",)))
            else:
                self.told.append((rule, "registration", event, third_business_day(event)))
        return True

    def _in_month(self, ruleset: str, rule: str, what: str, months: set[int]) -> None:
        done = [self.person.last_photograph if what == "photograph" else self.person.last_full_verification]
        done.append(self.person.registered_on)
        since = max(self.as_of, BEGINS[ruleset])
        first, last = next_month_of(months, since, [day for day in done if day])
        self.told.append((rule, what, first, last))

    def _since_last(self, ruleset: str, rule: str, what: str, months: int = 0, days: int = 0) -> None:
        last = self.person.last_photograph if what == "photograph" else self.person.last_full_verification
        came = [day for day in (last, self.person.registered_on) if day]
        if not came:
            fact = "last_photograph" if what == "photograph" else "last_full_verification"
            self.lacking.add((rule, what, (fact,)))
            return
        due = months_later(max(came), months) if months else days_later(max(came), days)
        self.told.append((rule, what, None, max(due, BEGINS[ruleset])))

    def _birth_months(self, six_later: bool) -> set[int]:
        assert self.person.born is not None
        month = self.person.born.month
        later = month + 6 if month <= 6 else month - 6
        return {month, later} if six_later else {month}

    def _missouri(self) -> None:
        if not self._known("MO18"):
            return
        tier = self.person.tier
        if tier is None:
            self.lacking |= {("M-08", "verification", ("tier",)), ("M-11", "photograph", ("tier",))}
        elif tier == "I":
            self._in_month("MO18", "M-08", "verification", self._birth_months(False))
            self._since_last("MO18", "M-11", "photograph", months=12)
        elif tier == "II":
            self._in_month("MO18", "M-09", "verification", self._birth_months(True))
            self._in_month("MO18", "M-11", "photograph", self._birth_months(True))
        else:
            self._since_last("MO18", "M-10", "verification", days=90)
            self._photographs_every_90_days()

    def _photographs_every_90_days(self) -> None:
        registered = self.person.registered_on
        if registered is None:
            self.lacking.add(("M-11", "photograph", ("registered_on",)))
            return
        first, last = next_month_of(self._birth_months(False), registered, [])
        taken = max(day for day in (self.person.last_photograph, registered) if day)
        if taken >= first:
            self.told.append(("M-11", "photograph", None, max(days_later(taken, 90), BEGINS["MO18"])))
        elif last >= BEGINS["MO18"]:
            self.told.append(("M-11", "photograph", first, last))
        else:
            first, last = next_month_of(self._birth_months(False), BEGINS["MO18"], [])
            self.told.append(("M-11", "photograph", first, last))

    def _bill(self) -> None:
        if not self._known("S982"):
            return
        tier = self.person.tier
        if tier is None:
            self.lacking.add(("S-01", "verification", ("tier",)))
        elif tier == "III":
            self._since_last("S982", "S-01", "verification", days=90)
        else:
            self._since_last("S982", "S-01", "verification", months=12 if tier == "I" else 6)

    def _county(self) -> None:
        if not self._known("J20"):
            return
        facts = dict(self.person.facts)
        if facts.get("victim_exactly_18"):
            facts["victim_under_18"] = True
        known = [facts.get(name) for name in COUNTY_FACTS]
        if any(known):
            self._since_last("J20", "J-01", "verification", days=90)
        elif None in known:
            missing = tuple(name for name in COUNTY_FACTS if facts.get(name) is None)
            self.lacking.add(("J-01", "verification", missing))
        else:
            self._since_last("J20", "J-02", "verification", months=6)
        rule = "J-02" if known == [False, False, False] else "J-01"
        self._in_month("J20", rule, "verification", self._birth_months(False))

    def _federal(self) -> None:
        if not self._known("FED"):
            return
        tier = self.person.federal_tier
        for what in ("verification", "photograph"):
            if tier is None:
                self.lacking.add(("F-01", what, ("federal_tier",)))
            else:
                self._since_last("FED", "F-01", what, months={"I": 12, "II": 6, "III": 3}[tier])


def windows(told: list[tuple[dt.date | None, dt.date]], as_of: dt.date) -> list[tuple[dt.date, dt.date]]:
    """The windows to print: every day is tried against every obligation."""
    if not told:
        return []
    latest = max(due for _, due in told)
    good: list[set[dt.date]] = [set() for _ in told]
    day = as_of
    while day <= latest:
        if is_open(day):
            for place, (opens, due) in enumerate(told):
                if (opens is None or day >= opens) and day <= due:
                    good[place].add(day)
        day += DAY
    together = set.intersection(*good)
    if together:
        return [(min(together), max(together))]
    alone = sorted(zip(told, good, strict=True), key=lambda pair: pair[0][1])
    return [(min(days), max(days)) if days else (due, due) for (_, due), days in alone]
