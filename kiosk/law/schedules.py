"""When a person must next appear, by every rule in force, each with its section and its arithmetic."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from kiosk.law.calendar import Basis, OfficeCalendar, month_span, plus_months
from kiosk.law.person import PersonFacts, fact_words, refusals
from kiosk.law.rulesets import ALL_TIERS, BUSINESS_DAYS, Kind, Mode, Rulesets, TimedCadence, What
from kiosk.registrant import Standing
from kiosk.words import Words, words

LOOK_AHEAD = dt.timedelta(days=400)
"""A rule that begins within this time already draws the window tighter: longer than any cycle, so that
nobody who obeys a slip printed before the rule began is late under it."""

FIRST_DAYS = "M-01"
"""The registration owed when a duty begins (589.400.2)."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """One obligation with its window.

    ``opens`` is None for "any time". ``show_by`` is the last open office day of the window, None when it
    holds none. ``reason`` is for the person, ``wording`` the rule's own, ``arithmetic`` shows how ``due`` was
    found.
    """

    rule_id: str
    ruleset: str
    section: str
    mode: Mode
    what: What
    opens: dt.date | None
    due: dt.date
    show_by: dt.date | None
    reason: Words
    arithmetic: Words
    wording: str


@dataclass(frozen=True, slots=True)
class NeedsFact:
    """A schedule that cannot be computed: ``facts`` are missing, or cannot be true as ``reason`` says."""

    rule_id: str
    ruleset: str
    section: str
    mode: Mode
    what: What
    facts: tuple[str, ...]
    reason: Words
    wording: str


Answer: TypeAlias = Schedule | NeedsFact

_STOPPED = frozenset(
    {
        Standing.IN_CUSTODY,
        Standing.STAYED,
        Standing.EXEMPT,
        Standing.REMOVED,
        Standing.MOVED_OUT,
        Standing.DECEASED,
    }
)


def stopped_because(person: PersonFacts) -> Words | None:
    """Why no clock runs for ``person`` (custody, M-28: stay, exemption, removal ...); None when clocks run.

    A stay whose appeals are exhausted no longer stops anything (S-09).
    """
    if person.standing == Standing.STAYED and person.stay_ended_on is not None:
        return None
    if person.standing in _STOPPED:
        return words(f"law.stopped.{Standing(person.standing).value}")
    since = person.in_custody_since
    if since is not None and (person.released_on is None or person.released_on < since):
        return words("law.stopped.in_custody")
    return None


def schedules(
    person: PersonFacts, as_of: dt.date, rulesets: Rulesets, calendar: OfficeCalendar
) -> tuple[Answer, ...]:
    """Every schedule of ``person`` on ``as_of``, in the order of the rulesets.

    Facts that cannot be true give one NeedsFact each and no date. Empty when ``stopped_because`` says why.
    While a first registration, or one after release or a stay, is owed, it is the only schedule: every other
    clock starts from it.
    """
    if wrong := refusals(person, as_of):
        return tuple(
            NeedsFact("", "", "", Mode.PRINTED, What.VERIFICATION, (found.fact,), found.reason, "")
            for found in wrong
        )
    if stopped_because(person) is not None:
        return ()
    owed = _owed_registration(person)
    if owed is not None:
        return _registration(owed, as_of, rulesets, calendar)
    answers: list[Answer] = []
    for timed in rulesets.cadences_for(person.tier, person.federal_tier):
        found = _answer(timed, person, as_of, calendar)
        if found is not None and not _asked_already(found, answers):
            answers.append(found)
    return tuple(answers)


def _asked_already(found: Answer, answers: list[Answer]) -> bool:
    # The two sides of one question (J-01, J-02) lack the same facts: ask once.
    return isinstance(found, NeedsFact) and any(
        isinstance(other, NeedsFact)
        and (other.ruleset, other.what, other.facts) == (found.ruleset, found.what, found.facts)
        for other in answers
    )


@dataclass(frozen=True, slots=True)
class _Owed:
    rule_id: str
    anchor: str
    event: dt.date | None
    fact: str


def _owed_registration(person: PersonFacts) -> _Owed | None:
    """The registration still owed, if any: after release, after a stay, or the very first."""
    done = max((day for day in (person.registered_on, person.last_full_verification) if day), default=None)
    if person.stay_ended_on is not None and (done is None or done < person.stay_ended_on):
        return _Owed("S-09", "stay", person.stay_ended_on, "stay_ended_on")
    if person.released_on is not None and (done is None or done < person.released_on):
        return _Owed(FIRST_DAYS, "release", person.released_on, "released_on")
    if person.standing == Standing.PENDING or (done is None and person.duty_began is not None):
        return _Owed(FIRST_DAYS, "duty", person.duty_began, "duty_began")
    return None


def _registration(
    owed: _Owed, as_of: dt.date, rulesets: Rulesets, calendar: OfficeCalendar
) -> tuple[Answer, ...]:
    day = max(as_of, owed.event or as_of)
    # Where the bill is off, the end of a stay begins the duty as the older text counts it.
    on = [one for one in (owed.rule_id, FIRST_DAYS) if rulesets.mode(one, day) is not Mode.OFF]
    found = rulesets.rule(on[0], day) if on else None
    if found is None:
        return ()
    ruleset, rule = found
    if owed.event is None:
        return (
            NeedsFact(
                rule.rule_id,
                ruleset.ruleset_id,
                rule.section,
                rule.mode,
                What.REGISTRATION,
                (owed.fact,),
                _lacking(owed.fact),
                rule.wording,
            ),
        )
    number = rule.number(BUSINESS_DAYS)
    due = calendar.business_days_after(owed.event, number, Basis.STATUTORY)
    published = calendar.business_days_after(owed.event, number, Basis.OBSERVED)
    total = words(
        "law.sum.business_days",
        anchor=words(f"law.anchor.{owed.anchor}"),
        last=owed.event,
        number=number,
        due=due,
        published=published,
    )
    span = calendar.open_span(owed.event, due)
    return (
        Schedule(
            rule_id=rule.rule_id,
            ruleset=ruleset.ruleset_id,
            section=rule.section,
            mode=rule.mode,
            what=What.REGISTRATION,
            opens=owed.event,
            due=due,
            show_by=span[1] if span else None,
            reason=words(f"law.reason.registration.{owed.anchor}"),
            arithmetic=_with_closed_day(total, due, span[1] if span else None, calendar),
            wording=rule.wording,
        ),
    )


def _answer(
    timed: TimedCadence, person: PersonFacts, as_of: dt.date, calendar: OfficeCalendar
) -> Answer | None:
    """The schedule of one cadence; None when it is not this person's, or not in force."""
    if timed.effective_from - as_of > LOOK_AHEAD:
        return None
    if timed.effective_to is not None and as_of > timed.effective_to:
        return None
    whose = applies(timed, person)
    if whose is True:
        return _window(timed, person, as_of, calendar)
    return _needs(timed, *whose) if whose else None


def applies(timed: TimedCadence, person: PersonFacts) -> bool | tuple[str, ...]:
    """Whether a cadence is this person's, by tier and facts; or the facts that would decide."""
    cadence = timed.cadence
    if cadence.tier != ALL_TIERS:
        tier = person.federal_tier if timed.federal_tiers else person.tier
        if tier is None:
            return ("federal_tier" if timed.federal_tiers else "tier",)
        if tier != cadence.tier:
            return False
    if not (cadence.if_any or cadence.if_none):
        return True
    missing = undecided(person, cadence.if_any or cadence.if_none)
    if missing and not timed.either_way:
        return missing
    # While undecided, a cadence owed on both sides is given once, by its "if any" side.
    return bool(cadence.if_none if missing == () else cadence.if_any)


def undecided(person: PersonFacts, facts: tuple[str, ...]) -> tuple[str, ...] | None:
    """None when any of ``facts`` is true; else those not known (empty: all are known to be false)."""
    if any(_truth(person, fact) for fact in facts):
        return None
    return tuple(fact for fact in facts if _truth(person, fact) is None)


def _truth(person: PersonFacts, fact: str) -> bool | None:
    # The county's page leaves a victim of exactly 18 to nobody; the stricter side is taken (J20).
    if fact == "victim_under_18" and person.facts.get("victim_exactly_18"):
        return True
    return person.facts.get(fact)


def _needs(timed: TimedCadence, *facts: str) -> NeedsFact:
    return NeedsFact(
        timed.rule_id,
        timed.ruleset,
        timed.section,
        timed.mode,
        timed.cadence.what,
        facts,
        _lacking(facts[0]),
        timed.wording,
    )


@cache
def _lacking(fact: str) -> Words:
    return words("law.needs", fact=fact_words(fact))


def _window(
    timed: TimedCadence, person: PersonFacts, as_of: dt.date, calendar: OfficeCalendar
) -> Answer | None:
    kind = timed.cadence.kind
    if kind is Kind.BIRTH_MONTH:
        return _month_window(timed, person, as_of, calendar)
    if kind is Kind.DAYS_FROM_BIRTH_MONTH:
        return _chain(timed, person, calendar)
    return _rolling(timed, person, calendar)


def _month_window(
    timed: TimedCadence, person: PersonFacts, as_of: dt.date, calendar: OfficeCalendar
) -> Answer | None:
    """The next window whose last day is not past and that nothing has served yet."""
    month = person.month
    if month is None:
        return _needs(timed, "born")
    months = birth_months(month, timed.cadence.number)
    served = (_last(person, timed.cadence.what), person.registered_on)
    opens, due = next_window(months, max(as_of, timed.effective_from), served)
    return _schedule(timed, opens, due, _month_words(opens, due), calendar)


@cache
def _month_words(first: dt.date, last: dt.date) -> Words:
    return words("law.sum.month", first=first, last=last)


def birth_months(month: int, also_after: int) -> tuple[int, ...]:
    """The birth month, and the month ``also_after`` months later unless that is 0: (12, 6) for December."""
    return (month, (month - 1 + also_after) % 12 + 1) if also_after else (month,)


def next_window(
    months: tuple[int, ...], as_of: dt.date, served: tuple[dt.date | None, ...]
) -> tuple[dt.date, dt.date]:
    """The first of the ``months`` ending on or after ``as_of`` in which no ``served`` day lies."""
    taken = {(day.year, day.month) for day in served if day is not None}
    year, month = as_of.year, as_of.month
    while month not in months or (year, month) in taken:
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return month_span(year, month)


def _rolling(timed: TimedCadence, person: PersonFacts, calendar: OfficeCalendar) -> Answer | None:
    what = timed.cadence.what
    last, registered = _last(person, what), person.registered_on
    # A photograph older than the registration (from a jail, say) starts nothing: registering took one.
    if registered is not None and (last is None or registered > last):
        return _counted(timed, "registered", registered, calendar)
    if last is not None:
        return _counted(timed, what.value, last, calendar)
    return _needs(timed, "last_photograph" if what is What.PHOTOGRAPH else "last_full_verification")


def _chain(timed: TimedCadence, person: PersonFacts, calendar: OfficeCalendar) -> Answer | None:
    """Days from the last photograph, once one was taken in or after the first birth month (589.407.1(3))."""
    if person.month is None:
        return _needs(timed, "born")
    if person.registered_on is None:
        return _needs(timed, "registered_on")
    opens, due = next_window((person.month,), person.registered_on, ())
    last = max(day for day in (person.last_photograph, person.registered_on) if day is not None)
    if last >= opens:
        return _counted(timed, "photograph", last, calendar)
    opens, due = next_window((person.month,), max(opens, timed.effective_from), ())
    return _schedule(timed, opens, due, words("law.sum.first_month", first=opens, last=due), calendar)


def _counted(timed: TimedCadence, anchor: str, last: dt.date, calendar: OfficeCalendar) -> Schedule | None:
    number = timed.cadence.number
    if timed.cadence.kind is Kind.MONTHS_AFTER_LAST:
        due, key = plus_months(last, number), "law.sum.months"
    else:
        due, key = last + dt.timedelta(days=number), "law.sum.days"
    # Written out in name order, as ``words`` would put it: this line runs for every person and rule.
    total = Words(key, (("anchor", _ANCHORS[anchor]), ("due", due), ("last", last), ("number", number)))
    if due < timed.effective_from:
        # Nobody is late under a rule before it holds: its first day is the first that can be asked.
        due = timed.effective_from
        total = words("law.sum.begins", sum=total, first=due)
    return _schedule(timed, None, due, total, calendar)


_ANCHORS = {name: words(f"law.anchor.{name}") for name in ("verification", "photograph", "registered")}


def _last(person: PersonFacts, what: What) -> dt.date | None:
    return person.last_photograph if what is What.PHOTOGRAPH else person.last_full_verification


def _schedule(
    timed: TimedCadence, opens: dt.date | None, due: dt.date, total: Words, calendar: OfficeCalendar
) -> Schedule | None:
    if timed.effective_to is not None and (opens or due) > timed.effective_to:
        return None
    show_by: dt.date | None = calendar.last_open_on_or_before(due)
    if show_by is not None and opens is not None and show_by < opens:
        show_by = None
    return Schedule(
        timed.rule_id,
        timed.ruleset,
        timed.section,
        timed.mode,
        timed.cadence.what,
        opens,
        due,
        show_by,
        timed.reason,
        _with_closed_day(total, due, show_by, calendar),
        timed.wording,
    )


def _with_closed_day(total: Words, due: dt.date, show_by: dt.date | None, calendar: OfficeCalendar) -> Words:
    if show_by == due:
        return total
    if show_by is None:
        return calendar.none_open(total, due)
    why = calendar.why_closed(due)
    assert why is not None
    return Words("law.sum.closed", (("due", due), ("show_by", show_by), ("sum", total), ("why", why)))
