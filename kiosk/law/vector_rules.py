"""Rules of vector files beyond single dates: whole people, changes, periods and appearances."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from kiosk.changes import ChangeKind
from kiosk.law.calendar import Basis, OfficeCalendar
from kiosk.law.calendar import parse_day as day
from kiosk.law.deadlines import registry_deadline
from kiosk.law.duties import Move, duty_of_change
from kiosk.law.overdue import overdue
from kiosk.law.periods import registration_period
from kiosk.law.person import PersonFacts, refusals
from kiosk.law.residence import stay_registers
from kiosk.law.rulesets import Agency, Mode, Rulesets
from kiosk.law.schedules import NeedsFact, Schedule, schedules, stopped_because
from kiosk.law.verdicts import Appeared, verdict_on_appearance
from kiosk.law.windows import printed_windows
from kiosk.registrant import Standing

Given: TypeAlias = Mapping[str, Any]
Answered: TypeAlias = "dict[str, Any]"

_DATES = {
    "dob": "born",
    "registered": "registered_on",
    "last": "last_full_verification",
    "photograph": "last_photograph",
    "duty_began": "duty_began",
    "in_custody_since": "in_custody_since",
    "released": "released_on",
    "stay_ended": "stay_ended_on",
}
PERSON = (*_DATES, "tier", "federal_tier", "birth_month", "facts", "standing", "home_county")
AGENCY = ("county", "modes", "verified")

_KINDS: Mapping[type, tuple[str, tuple[str, ...]]] = {
    str: ("text", ("tier", "federal_tier", "standing", "home_county", "county")),
    int: ("a whole number", ("birth_month",)),
    bool: ("true or false", ("full_verification", "photographed", "active", "ended")),
    list: ("a list", ("closures", "nights", "days", "schedules", "only")),
    dict: ("an object", ("facts", "modes", "verified")),
}
"""What a value must be that is neither a date nor a count."""


def check_kinds(given: Given) -> None:
    """TypeError says what a value must be that is of another kind."""
    for kind, (said, names) in _KINDS.items():
        for name in names:
            if name in given and type(given[name]) is not kind:
                raise TypeError(f"{name} must be {said}")
    for name, value in given.get("facts", {}).items():
        if not isinstance(value, bool):
            raise TypeError(f"the fact {name} must be true or false")


def in_order(given: Given, earlier: str, later: str) -> tuple[dt.date, dt.date]:
    """The days of ``earlier`` and ``later``; ValueError when they are the other way round."""
    first, then = day(given[earlier]), day(given[later])
    if then < first:
        raise ValueError(f"{later} {then} is before {earlier} {first}")
    return first, then


@dataclass(frozen=True, slots=True)
class VectorRule:
    """How a rule of a vector file is computed, from what must and what may be given."""

    compute: Callable[[Given, OfficeCalendar, Rulesets], Answered]
    needs: tuple[str, ...]
    may_have: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    """Those given that are times of day; they are handed over as local times."""


def agency(given: Given) -> Agency:
    """The office a case speaks of: its county, modes and readers; Jackson unless it says otherwise."""
    modes = {name: Mode(mode) for name, mode in given.get("modes", {}).items()}
    return Agency(given.get("county", "Jackson"), modes, dict(given.get("verified", {})))


def _person(given: Given) -> PersonFacts:
    dates: dict[str, Any] = {field: day(given[key]) for key, field in _DATES.items() if key in given}
    return PersonFacts(
        tier=given.get("tier"),
        federal_tier=given.get("federal_tier"),
        birth_month=given.get("birth_month"),
        facts=dict(given.get("facts", {})),
        standing=given.get("standing", Standing.ACTIVE),
        home_county=given.get("home_county"),
        **dates,
    )


def _check_person(person: PersonFacts, as_of: dt.date) -> None:
    """ValueError names what about ``person`` cannot be, where the rule answers nothing of it."""
    if refused := [one.fact for one in refusals(person, as_of)]:
        raise ValueError(f"this cannot be: {', '.join(refused)}")


def _iso(when: dt.date | None) -> str | None:
    return None if when is None else when.isoformat()


def _schedules(given: Given, calendar: OfficeCalendar, rulesets: Rulesets) -> Answered:
    person, as_of = _person(given), day(given["as_of"])
    found = schedules(person, as_of, rulesets, calendar)
    only = given.get("only")
    shown = [answer for answer in found if only is None or answer.rule_id in only]
    windows = printed_windows(found, as_of, calendar)
    return {
        "refused": [refused.fact for refused in refusals(person, as_of)],
        "stopped": stopped_because(person) is not None,
        "schedules": [
            [answer.rule_id, answer.what.value, _iso(answer.opens), _iso(answer.due)]
            for answer in shown
            if isinstance(answer, Schedule)
        ],
        "show_by": [_iso(answer.show_by) for answer in shown if isinstance(answer, Schedule)],
        "needs": [
            [answer.rule_id, answer.what.value, *answer.facts]
            for answer in shown
            if isinstance(answer, NeedsFact)
        ],
        "windows": [[_iso(window.first), _iso(window.last)] for window in windows],
        "no_open_day": [window.no_open_day for window in windows],
        "serves": [list(window.serves) for window in windows],
    }


def _missed(given: Given, calendar: OfficeCalendar, rulesets: Rulesets) -> Answered:
    person, as_of = _person(given), day(given["as_of"])
    _check_person(person, as_of)
    found = overdue(person, as_of, rulesets, calendar)
    only = given.get("only")
    shown = [one for one in found if only is None or one.rule_id in only]
    return {
        "missed": [[one.rule_id, one.what.value, _iso(one.due)] for one in shown],
        "business_days_late": [one.business_days_late for one in shown],
    }


def _change(given: Given, calendar: OfficeCalendar, rulesets: Rulesets) -> Answered:
    duty = duty_of_change(
        ChangeKind(given["kind"]),
        day(given["happened"]),
        day(given["today"]),
        rulesets,
        calendar,
        Move(given.get("move", Move.WITHIN_COUNTY)),
        ended=given.get("ended", False),
    )
    return {
        "rule": duty.rule_id,
        "section": duty.section,
        "how": duty.how.value,
        "due_published": _iso(duty.due_published),
        "due_statutory": _iso(duty.due_statutory),
        "show_by": _iso(duty.show_by),
        "late": duty.late,
        "late_by_statute": duty.late_by_statute,
        "business_days_left": duty.business_days_left,
        "told": [who.value for who in duty.told],
    }


def _business_days(given: Given, calendar: OfficeCalendar, _: Rulesets) -> Answered:
    event, number = day(given["event"]), count(given["count"])
    statutory = calendar.business_days_after(event, number, Basis.STATUTORY)
    shown = calendar.open_span(event, statutory)
    return {
        "due_published": _iso(calendar.business_days_after(event, number, Basis.OBSERVED)),
        "due_statutory": _iso(statutory),
        "show_by": _iso(shown[1] if shown else None),
    }


def _registry(given: Given, _: OfficeCalendar, rulesets: Rulesets) -> Answered:
    ends = registry_deadline(given["completed"], rulesets)
    return {"deadline": ends.isoformat(timespec="minutes")}


def _stay(given: Given, _: OfficeCalendar, rulesets: Rulesets) -> Answered:
    return {
        "registers": stay_registers(
            (day(text) for text in given["days"]), rulesets, given.get("active", True)
        )
    }


def _period(given: Given, _: OfficeCalendar, rulesets: Rulesets) -> Answered:
    registered = day(given["registered"]) if "registered" in given else None
    found = registration_period(
        given.get("tier"), registered, dict(given.get("facts", {})), rulesets, day(given["as_of"])
    )
    return {
        "ends": _iso(found.ends),
        "reduced_to": _iso(found.reduced_to),
        "for_life": found.for_life,
        "ask_counsel": found.ask_counsel,
        "needs": list(found.needs),
    }


def _appearance(given: Given, calendar: OfficeCalendar, rulesets: Rulesets) -> Answered:
    appeared = Appeared(
        arrived_at=given.get("arrival"),
        completed_at=given["completed"],
        full_verification=given.get("full_verification", True),
        photographed=given.get("photographed", True),
        office_county=given.get("county", "Jackson"),
    )
    if appeared.arrived_at is not None and appeared.completed_at < appeared.arrived_at:
        raise ValueError("completed is before arrival")
    person = _person(given)
    _check_person(person, appeared.completed_at.date())
    verdict = verdict_on_appearance(person, appeared, rulesets, calendar)
    return {
        "served": [[one.schedule.rule_id, one.schedule.what.value] for one in verdict.served],
        "late": [one.late for one in verdict.served],
        "not_served": [
            [one.schedule.rule_id, one.schedule.what.value, one.why.value] for one in verdict.not_served
        ],
        "flags": [flag.code.value for flag in verdict.flags],
    }


def count(value: object) -> int:
    """A whole number from 0 to 10,000, or TypeError."""
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 10_000:
        raise TypeError(f"{value} is not a count")
    return value


WHOLE_RULES: Mapping[str, VectorRule] = {
    "schedules": VectorRule(_schedules, ("as_of",), (*PERSON, *AGENCY, "only")),
    "missed": VectorRule(_missed, ("as_of",), (*PERSON, *AGENCY, "only")),
    "change": VectorRule(_change, ("kind", "happened", "today"), ("move", "ended", *AGENCY)),
    "business_days": VectorRule(_business_days, ("event", "count")),
    "registry_clock": VectorRule(_registry, ("completed",), times=("completed",)),
    "stay_registers": VectorRule(_stay, ("days",), ("active",)),
    "period": VectorRule(_period, ("as_of",), ("tier", "registered", "facts", *AGENCY)),
    "appearance": VectorRule(
        _appearance,
        ("completed",),
        ("arrival", "full_verification", "photographed", *PERSON, *AGENCY),
        ("arrival", "completed"),
    ),
}
"""Our own rules, in the same format as the given ones; ``docs/rules.md`` explains them."""
