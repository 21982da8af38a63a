"""What a person has missed: due dates that are past, and months in which nobody completed a visit."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from kiosk.law.calendar import Basis, OfficeCalendar, month_span
from kiosk.law.person import PersonFacts, refusals
from kiosk.law.rulesets import Kind, Rulesets, TimedCadence, What
from kiosk.law.schedules import Schedule, applies, birth_months, schedules, stopped_because
from kiosk.words import Words, words


@dataclass(frozen=True, slots=True)
class Overdue:
    """One obligation whose last day has passed. ``business_days_late`` counts from then to the day asked."""

    rule_id: str
    ruleset: str
    section: str
    what: What
    opened: dt.date | None
    due: dt.date
    business_days_late: int
    reason: Words
    arithmetic: Words


def overdue(
    person: PersonFacts, as_of: dt.date, rulesets: Rulesets, calendar: OfficeCalendar
) -> tuple[Overdue, ...]:
    """Everything missed by ``as_of``, earliest first.

    A birth month counts as missed when it ended without a visit, after registration and the rule's beginning,
    and nobody completed one since: the late visit settles it. Months touched by custody do not count.
    """
    if refusals(person, as_of) or stopped_because(person) is not None:
        return ()
    answers = schedules(person, as_of, rulesets, calendar)
    past = [found for found in answers if isinstance(found, Schedule) and found.due < as_of]
    found = [
        Overdue(
            one.rule_id,
            one.ruleset,
            one.section,
            one.what,
            one.opens,
            one.due,
            calendar.business_days_between(one.due, as_of, Basis.OBSERVED),
            one.reason,
            one.arithmetic,
        )
        for one in past
    ]
    if not any(isinstance(one, Schedule) and one.what is What.REGISTRATION for one in answers):
        found += [
            missed
            for timed in rulesets.cadences
            if (missed := _missed_month(timed, person, as_of, calendar)) is not None
        ]
    return tuple(sorted(found, key=lambda one: (one.due, one.rule_id, one.what)))


def _missed_month(
    timed: TimedCadence, person: PersonFacts, as_of: dt.date, calendar: OfficeCalendar
) -> Overdue | None:
    if (
        timed.cadence.kind is not Kind.BIRTH_MONTH
        or person.month is None
        or applies(timed, person) is not True
    ):
        return None
    first, last = last_window_before(birth_months(person.month, timed.cadence.number), as_of)
    if last < timed.effective_from or (timed.effective_to is not None and first > timed.effective_to):
        return None
    # A verification affirms the photograph (M-11): one without a date of its own is as old as that.
    photographed = person.last_photograph if timed.cadence.what is What.PHOTOGRAPH else None
    done = photographed or person.last_full_verification
    settled = (done, person.registered_on, person.released_on, person.stay_ended_on)
    # Whoever verified before is registered, on whatever day that was.
    registered = person.registered_on or person.last_full_verification
    if registered is None or any(day is not None and day >= first for day in settled):
        return None
    return Overdue(
        timed.rule_id,
        timed.ruleset,
        timed.section,
        timed.cadence.what,
        first,
        last,
        calendar.business_days_between(last, as_of, Basis.OBSERVED),
        timed.reason,
        words("law.sum.month", first=first, last=last),
    )


def last_window_before(months: tuple[int, ...], as_of: dt.date) -> tuple[dt.date, dt.date]:
    """The last of the ``months`` that ended before ``as_of``."""
    starts = ((as_of.year - earlier, month) for earlier in (0, 1) for month in months)
    return month_span(*max(start for start in starts if start < (as_of.year, as_of.month)))
