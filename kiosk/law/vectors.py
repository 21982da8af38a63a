"""Vector files: cases of the law with the answers expected of it, computed anew from what is given."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from kiosk.law.calendar import OfficeCalendar, plus_months
from kiosk.law.calendar import parse_day as day
from kiosk.law.deadlines import change, school_opening, travel_notice
from kiosk.law.residence import makes_residence, must_report_absence
from kiosk.law.rulesets import Agency, Kind, RulesetFault, Rulesets
from kiosk.law.schedules import birth_months, next_window
from kiosk.law.vector_rules import WHOLE_RULES, VectorRule, agency, check_kinds, count, in_order
from kiosk.law.windows import windows_for

Json: TypeAlias = "str | int | bool | list[Any] | dict[str, Any] | None"
Computed: TypeAlias = "dict[str, Json]"


@dataclass(frozen=True, slots=True)
class Case:
    """One object of a vector file."""

    case_id: str
    rule: str
    given: Mapping[str, Any]
    expect: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Malformed:
    """A file that is not a vector file; ``sentence`` says where and why."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Ok:
    """Every expected key was computed alike."""

    case_id: str


@dataclass(frozen=True, slots=True)
class Differs:
    """Keys computed otherwise, as ``(key, expected, got)``."""

    case_id: str
    keys: tuple[tuple[str, Json, Json], ...]


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """A rule or key that this checker does not know."""

    case_id: str
    what: str


Finding: TypeAlias = Ok | Differs | NotUnderstood


def parse_cases(text: str) -> tuple[Case, ...] | Malformed:
    """The cases of a vector file. Never raises."""
    try:
        rows = json.loads(text, object_pairs_hook=_no_key_twice)
        json.dumps(rows, ensure_ascii=False).encode()  # half a character could not be printed
    except _KeyTwiceError as twice:
        return Malformed(f"The file says {twice} twice in one object.")
    except (ValueError, RecursionError) as fault:
        return Malformed(f"The file is not JSON: {fault}.")
    if not isinstance(rows, list):
        return Malformed("The file must be a list of cases.")
    cases: list[Case] = []
    for place, row in enumerate(rows, start=1):
        if (flaw := _flaw(row)) is not None:
            return Malformed(f"Case {place}: {flaw}.")
        cases.append(Case(row["id"], row["rule"], row["given"], row["expect"]))
    counted = Counter(case.case_id for case in cases)
    again = next((one for one, times in counted.items() if times > 1), None)
    return tuple(cases) if again is None else Malformed(f"Two cases are called {again}.")


class _KeyTwiceError(Exception):
    """One object of the file says a key twice; its last value would hide the first."""


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise _KeyTwiceError(next(key for place, (key, _) in enumerate(pairs) if key in dict(pairs[:place])))
    return made


def _flaw(row: object) -> str | None:
    if not isinstance(row, dict):
        return "a case is an object"
    for key, kind, name in (("id", str, "text"), ("rule", str, "text"), ("given", dict, "an object")):
        if not isinstance(row.get(key), kind) or (kind is str and not row[key].strip()):
            return f"{key} must be {name}"
        if kind is str and not row[key].isprintable():
            return f"{key} must be on one line"
    if not isinstance(row.get("expect"), dict) or not row["expect"]:
        return "expect must be an object that is not empty"
    return None


@dataclass(frozen=True, slots=True)
class Ground:
    """What cases stand on: the calendar with a case's closures, the rulesets as its office uses them.

    ``zone`` is the office's: a time with an offset is a day there.
    """

    calendar_with: Callable[[frozenset[dt.date]], OfficeCalendar]
    rulesets_for: Callable[[Agency], Rulesets | RulesetFault]
    zone: dt.tzinfo


def check_case(case: Case, ground: Ground) -> Finding | Malformed:
    """Compute every key of ``case.expect`` from ``case.given`` alone; Malformed where a value cannot be.

    What may be given and is null is not given.
    """
    rule = RULES.get(case.rule) or WHOLE_RULES.get(case.rule)
    if rule is None:
        return NotUnderstood(case.case_id, f"rule={case.rule}")
    known = {*rule.needs, *rule.may_have, "closures"}
    if (unknown := next((key for key in case.given if key not in known), None)) is not None:
        return NotUnderstood(case.case_id, f"key={unknown}")
    if (missing := next((key for key in rule.needs if key not in case.given), None)) is not None:
        return Malformed(f"Case {case.case_id}: given lacks {missing}.")
    given = {key: value for key, value in case.given.items() if key in rule.needs or value is not None}
    try:
        computed = _computed(rule, given, ground)
    except OverflowError:
        return Malformed(f"Case {case.case_id}: a date lies before the year 1 or after 9999.")
    except (ValueError, TypeError, AttributeError) as fault:
        return Malformed(f"Case {case.case_id}: {fault}.")
    if (unknown := next((key for key in case.expect if key not in computed), None)) is not None:
        return NotUnderstood(case.case_id, f"key={unknown}")
    wrong = tuple(
        (key, value, computed[key]) for key, value in case.expect.items() if not _same(value, computed[key])
    )
    return Differs(case.case_id, wrong) if wrong else Ok(case.case_id)


def _computed(rule: VectorRule, given: Mapping[str, Any], ground: Ground) -> Computed:
    check_kinds(given)
    calendar = ground.calendar_with(frozenset(day(text) for text in given.get("closures", ())))
    given = {**given, **{key: _local(given[key], ground.zone) for key in rule.times if key in given}}
    rulesets = ground.rulesets_for(agency(given))
    if isinstance(rulesets, RulesetFault):
        raise ValueError(rulesets.sentence)
    return rule.compute(given, calendar, rulesets)


def _local(text: str, zone: dt.tzinfo) -> dt.datetime:
    """The time ``text`` as the office's clocks show it; a time without an offset is theirs already."""
    try:
        at = dt.datetime.fromisoformat(text)
    except (ValueError, TypeError):
        raise ValueError(f"{text} is not a time such as 2026-11-23T09:30") from None
    return at if at.tzinfo is None else at.astimezone(zone).replace(tzinfo=None)


def _same(expected: Json, got: Json) -> bool:
    # 1 is not true and 0 is not false in a vector, though they are equal in Python.
    return json.dumps(expected) == json.dumps(got)


def _span(days: tuple[dt.date, dt.date]) -> Json:
    return [days[0].isoformat(), days[1].isoformat()]


def _three_business_days(given: Mapping[str, Any], calendar: OfficeCalendar, rulesets: Rulesets) -> Computed:
    deadline = change(day(given["event"]), rulesets, calendar)
    return {
        "due_published": deadline.due_published.isoformat(),
        "due_statutory": deadline.due_statutory.isoformat(),
    }


def _tier1_birth_month(given: Mapping[str, Any], calendar: OfficeCalendar, _: Rulesets) -> Computed:
    completed = day(given["completed"]) if "completed" in given else None
    born, as_of = in_order(given, "dob", "as_of")
    window = next_window((born.month,), as_of, (completed,))
    open_days = calendar.open_span(*window)
    return {"window": _span(window), "last_open_day": open_days[1].isoformat() if open_days else None}


def _tier1_served(given: Mapping[str, Any], _: OfficeCalendar, __: Rulesets) -> Computed:
    month = day(given["dob"]).month
    if given["completed"] < given["arrival"]:
        raise ValueError("completed is before arrival")
    arrival, completed = given["arrival"].date(), given["completed"].date()
    in_order({"dob": given["dob"], "arrival": arrival.isoformat()}, "dob", "arrival")
    full = given.get("full_verification", True)
    same_window = (arrival.year, arrival.month) == (completed.year, completed.month)
    late = arrival.month == month and not same_window
    return {
        "satisfied": full and completed.month == month,
        "flag": "arrived_in_window_completed_late" if late else None,
    }


def _tier2(given: Mapping[str, Any], _: OfficeCalendar, rulesets: Rulesets) -> Computed:
    born, as_of = in_order(given, "dob", "as_of")
    months = birth_months(born.month, _number("M-09", Kind.BIRTH_MONTH, as_of, rulesets))
    return {"months": list(months), "window": _span(next_window(months, as_of, ()))}


def _number(rule_id: str, kind: Kind, on: dt.date, rulesets: Rulesets) -> int:
    cadences = rulesets.version(rule_id, on).cadences
    return next(cadence.number for cadence in cadences if cadence.kind is kind)


def _months_from_last(given: Mapping[str, Any], calendar: OfficeCalendar, _: Rulesets) -> Computed:
    return _due(plus_months(day(given["last_completed"]), count(given["months"])), calendar)


def _ninety_days_from_last(
    given: Mapping[str, Any], calendar: OfficeCalendar, rulesets: Rulesets
) -> Computed:
    last = day(given["last_completed"])
    return _due(last + _days("M-10", last, rulesets), calendar)


def _days(rule_id: str, last: dt.date, rulesets: Rulesets) -> dt.timedelta:
    return dt.timedelta(days=_number(rule_id, Kind.DAYS_AFTER_LAST, last, rulesets))


def _due(due: dt.date, calendar: OfficeCalendar) -> Computed:
    return {"due": due.isoformat(), "show_by": calendar.last_open_on_or_before(due).isoformat()}


def _ninety_days_chain(given: Mapping[str, Any], _: OfficeCalendar, rulesets: Rulesets) -> Computed:
    start, links = day(given["start"]), count(given["count"])
    step = _days("M-10", start, rulesets)
    return {"dues": [(start + link * step).isoformat() for link in range(1, links + 1)]}


def _jackson(given: Mapping[str, Any], _: OfficeCalendar, rulesets: Rulesets) -> Computed:
    born, last = in_order(given, "dob", "last_completed")
    window = next_window((born.month,), last, (last,))
    due = last + _days("J-01", last, rulesets)
    return {"rolling_due": due.isoformat(), "birth_month_window": _span(window)}


def _travel(given: Mapping[str, Any], calendar: OfficeCalendar, rulesets: Rulesets) -> Computed:
    as_of = day(given["as_of"]) if "as_of" in given else None
    notice = travel_notice(day(given["departure"]), as_of, rulesets, calendar)
    found: Computed = {
        "latest_notice": notice.latest_notice.isoformat(),
        "show_by": notice.show_by.isoformat(),
    }
    return found if as_of is None else {**found, "late": notice.late}


def _new_school(given: Mapping[str, Any], calendar: OfficeCalendar, rulesets: Rulesets) -> Computed:
    return _due(school_opening(day(given["opened"]), rulesets, calendar).due_statutory, calendar)


def _residence_nights(given: Mapping[str, Any], _: OfficeCalendar, rulesets: Rulesets) -> Computed:
    return {"is_residence": makes_residence((day(night) for night in given["nights"]), rulesets)}


def _away(given: Mapping[str, Any], _: OfficeCalendar, rulesets: Rulesets) -> Computed:
    return {"must_report": must_report_absence(*in_order(given, "leave", "back"), rulesets)}


def _printed_windows(given: Mapping[str, Any], calendar: OfficeCalendar, _: Rulesets) -> Computed:
    intervals = [
        (None, day(due)) if opens is None else in_order({"opens": opens, "due": due}, "opens", "due")
        for opens, due in given["schedules"]
    ]
    if not intervals:
        return {"windows": []}
    spans = windows_for(intervals, day(given["as_of"]), calendar)
    return {"windows": [_span((span.first, span.last)) for span in spans]}


RULES: Mapping[str, VectorRule] = {
    "three_business_days": VectorRule(_three_business_days, ("event",)),
    "tier1_birth_month": VectorRule(_tier1_birth_month, ("dob", "as_of"), ("completed",)),
    "tier1_served": VectorRule(
        _tier1_served, ("dob", "arrival", "completed"), ("full_verification",), ("arrival", "completed")
    ),
    "tier2_birth_month_and_six_after": VectorRule(_tier2, ("dob", "as_of")),
    "months_from_last": VectorRule(_months_from_last, ("last_completed", "months")),
    "ninety_days_from_last": VectorRule(_ninety_days_from_last, ("last_completed",)),
    "ninety_days_chain": VectorRule(_ninety_days_chain, ("start", "count")),
    "jackson_ninety_days_and_birth_month": VectorRule(_jackson, ("dob", "last_completed")),
    "travel_21_days": VectorRule(_travel, ("departure",), ("as_of",)),
    "one_week_new_school": VectorRule(_new_school, ("opened",)),
    "residence_nights": VectorRule(_residence_nights, ("nights",)),
    "away": VectorRule(_away, ("leave", "back")),
    "printed_windows": VectorRule(_printed_windows, ("schedules", "as_of")),
}
