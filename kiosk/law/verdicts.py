"""What one appearance has served, what each reported change requires, and what the officer should look at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from kiosk.changes import ChangeKind
from kiosk.law.calendar import OfficeCalendar
from kiosk.law.counties import same_county
from kiosk.law.duties import Duty, Move, Told, duty_of_change
from kiosk.law.overdue import overdue
from kiosk.law.person import PersonFacts
from kiosk.law.residence import makes_residence, must_report_absence
from kiosk.law.rulesets import Mode, Rulesets, What
from kiosk.law.schedules import Schedule, schedules, stopped_because
from kiosk.words import Words, words

FULL_VERIFICATION = frozenset({What.VERIFICATION, What.REGISTRATION})


class FlagCode(StrEnum):
    """What an officer is told to look at; the officer decides (LAW.md 4)."""

    ARRIVED_IN_WINDOW_COMPLETED_LATE = "arrived_in_window_completed_late"
    CHANGE_ONLY = "change_only"
    WRONG_COUNTY = "wrong_county"
    NAME_CHANGE_BARRED = "name_change_barred"
    REGISTERS_ELSEWHERE_TOO = "registers_elsewhere_too"
    CLOCKS_STOPPED = "clocks_stopped"
    RELEASED = "released"
    VICTIM_EXACTLY_18 = "victim_exactly_18"
    FACTS_MISSING = "facts_missing"
    LATE = "late"
    SEVEN_NIGHTS = "seven_nights"
    SEVEN_DAYS_AWAY = "seven_days_away"


@dataclass(frozen=True, slots=True)
class Flag:
    """One thing for the officer's eyes, with what to do in words."""

    code: FlagCode
    what_to_do: Words


class WhyNot(StrEnum):
    """Why a schedule was not served."""

    CHANGE_ONLY = "change_only"
    TOO_EARLY = "too_early"
    NO_PHOTOGRAPH = "no_photograph"
    WRONG_COUNTY = "wrong_county"


@dataclass(frozen=True, slots=True)
class Served:
    """A schedule this appearance served; ``late`` when it was completed after the due date."""

    schedule: Schedule
    late: bool


@dataclass(frozen=True, slots=True)
class NotServed:
    """A schedule this appearance left open, and why."""

    schedule: Schedule
    why: WhyNot


@dataclass(frozen=True, slots=True)
class ChangeToldOf:
    """A reported change as the law sees it; ``elsewhere`` is work or school outside Missouri (M-30).

    ``ended``: something ended, and nothing is said of what took its place.
    """

    kind: ChangeKind
    happened_on: dt.date
    move: Move = Move.WITHIN_COUNTY
    elsewhere: bool = False
    ended: bool = False


@dataclass(frozen=True, slots=True)
class NightsAt:
    """Nights slept at a place that is not on the record as a residence."""

    place: str
    nights: tuple[dt.date, ...]


@dataclass(frozen=True, slots=True)
class Away:
    """Days away from the residence, told or planned; ``back`` is None when no return is known."""

    leaves: dt.date
    back: dt.date | None


@dataclass(frozen=True, slots=True)
class Appeared:
    """An appearance in local time. ``photographed`` also when marked "appearance not changed"."""

    arrived_at: dt.datetime | None
    completed_at: dt.datetime
    full_verification: bool
    photographed: bool
    office_county: str
    changes: tuple[ChangeToldOf, ...] = ()
    nights: tuple[NightsAt, ...] = ()
    absences: tuple[Away, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the appearance means. It never refuses anyone (D-04): lateness is a flag, not a wall."""

    served: tuple[Served, ...]
    not_served: tuple[NotServed, ...]
    duties: tuple[Duty, ...]
    told: tuple[Told, ...]
    flags: tuple[Flag, ...]


def verdict_on_appearance(
    before: PersonFacts, appeared: Appeared, rulesets: Rulesets, calendar: OfficeCalendar
) -> Verdict:
    """What an appearance served, judged by the facts as they were ``before`` it.

    The day that counts is the day of completion (D-03, 589.414); arrival in a window that completion missed
    is the flag ``arrived_in_window_completed_late``. A change-only visit serves no verification (M-27).
    """
    day = appeared.completed_at.date()
    answers = schedules(before, day, rulesets, calendar)
    served: list[Served] = []
    left: list[NotServed] = []
    for schedule in answers:
        if isinstance(schedule, Schedule):
            why = _why_not(schedule, before, appeared, day)
            if why is None:
                served.append(Served(schedule, late=day > schedule.due))
            else:
                left.append(NotServed(schedule, why))
    duties = tuple(
        duty_of_change(
            change.kind, change.happened_on, day, rulesets, calendar, change.move, ended=change.ended
        )
        for change in appeared.changes
    )
    told = tuple(dict.fromkeys(who for duty in duties for who in duty.told))
    flags = (
        *_flags_of_time(before, appeared, rulesets, calendar, any(found.late for found in served)),
        *_flags_of_person(before, appeared, len(answers) > len(served) + len(left)),
        *_flags_of_changes(appeared, day, rulesets),
    )
    return Verdict(tuple(served), tuple(left), duties, told, flags)


def _why_not(schedule: Schedule, person: PersonFacts, appeared: Appeared, day: dt.date) -> WhyNot | None:
    if _wrong_county(person, appeared):
        return WhyNot.WRONG_COUNTY
    if schedule.what in FULL_VERIFICATION and not appeared.full_verification:
        return WhyNot.CHANGE_ONLY
    if schedule.what is What.PHOTOGRAPH and not appeared.photographed:
        return WhyNot.NO_PHOTOGRAPH
    return WhyNot.TOO_EARLY if schedule.opens is not None and day < schedule.opens else None


def _wrong_county(person: PersonFacts, appeared: Appeared) -> bool:
    counties = {county for county in (person.home_county, *person.other_counties) if county}
    return bool(counties) and not any(same_county(one, appeared.office_county) for one in counties)


def completed_late(schedule: Schedule, arrived: dt.date, completed: dt.date) -> bool:
    """Whether a person arrived inside the window and the officer completed outside it."""
    return (schedule.opens is None or schedule.opens <= arrived) and arrived <= schedule.due < completed


def _flags_of_time(
    person: PersonFacts, appeared: Appeared, rulesets: Rulesets, calendar: OfficeCalendar, late: bool
) -> Iterable[Flag]:
    in_time = _arrived_in_time(person, appeared, rulesets, calendar)
    if not late and in_time is None and appeared.full_verification and not _wrong_county(person, appeared):
        # A month that ended is no schedule any more: the visit that settles it comes late all the same.
        late = bool(overdue(person, appeared.completed_at.date(), rulesets, calendar))
    if late:
        yield _flag(FlagCode.LATE)
    if in_time is not None:
        yield in_time


def _arrived_in_time(
    person: PersonFacts, appeared: Appeared, rulesets: Rulesets, calendar: OfficeCalendar
) -> Flag | None:
    if appeared.arrived_at is None:
        return None
    arrived, completed = appeared.arrived_at.date(), appeared.completed_at.date()
    for schedule in schedules(person, arrived, rulesets, calendar):
        if isinstance(schedule, Schedule) and completed_late(schedule, arrived, completed):
            return _flag(FlagCode.ARRIVED_IN_WINDOW_COMPLETED_LATE, arrived=arrived, due=schedule.due)
    return None


def _flags_of_person(person: PersonFacts, appeared: Appeared, facts_missing: bool) -> Iterable[Flag]:
    if not appeared.full_verification:
        yield _flag(FlagCode.CHANGE_ONLY)
    if _wrong_county(person, appeared):
        yield _flag(FlagCode.WRONG_COUNTY, county=person.home_county or "")
    if (why := stopped_because(person)) is not None:
        yield _flag(FlagCode.CLOCKS_STOPPED, why=why)
    if person.released_on is not None and (
        person.last_full_verification is None or person.last_full_verification < person.released_on
    ):
        yield _flag(FlagCode.RELEASED, released=person.released_on)
    if person.facts.get("victim_exactly_18"):
        yield _flag(FlagCode.VICTIM_EXACTLY_18)
    if facts_missing:
        yield _flag(FlagCode.FACTS_MISSING)


def _flags_of_changes(appeared: Appeared, day: dt.date, rulesets: Rulesets) -> Iterable[Flag]:
    kinds = {change.kind for change in appeared.changes}
    if ChangeKind.NAME in kinds and rulesets.mode("M-29", day) is not Mode.OFF:
        yield _flag(FlagCode.NAME_CHANGE_BARRED)
    if any(change.elsewhere for change in appeared.changes) and rulesets.mode("M-30", day) is not Mode.OFF:
        yield _flag(FlagCode.REGISTERS_ELSEWHERE_TOO)
    for slept in appeared.nights:
        if makes_residence(slept.nights, rulesets):
            yield _flag(FlagCode.SEVEN_NIGHTS, place=slept.place)
    for away in appeared.absences:
        # Without a known return the absence may well last: the safer answer is to report it.
        if away.back is None or must_report_absence(away.leaves, away.back, rulesets):
            yield _flag(FlagCode.SEVEN_DAYS_AWAY, leaves=away.leaves)


def _flag(code: FlagCode, **args: str | dt.date | Words) -> Flag:
    return Flag(code, words(f"law.flag.{code.value}", **args))
