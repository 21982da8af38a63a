"""The office in figures: how many, how long, what was caught, and who is accounted for."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from sync.database import Session
from sync.station.figure_wire import Accounted, Figures, Spread, WeekSpread
from sync.station.office import Office
from sync.station.store import cases, figures
from sync.station.store.boards import monday
from sync.station.store.figures import Span

MOST_WEEKS: Final = 52


def of_weeks(session: Session, office: Office, weeks: int, now: dt.datetime) -> Figures:
    """The last ``weeks`` weeks, this one included."""
    last = office.today(now)
    first = monday(last) - dt.timedelta(weeks=weeks - 1)
    span = Span(_begin(office, first), _begin(office, last + dt.timedelta(days=1)))
    completed = figures.completed_at(session, span)
    waits = [(taken, _minutes(arrived, taken)) for arrived, taken in figures.waits(session, span)]
    hands = figures.hands(session, span)
    return Figures(
        first=first,
        last=last,
        completed=len(completed),
        by_hour=_by_hour(office, completed),
        waited_minutes=_spread([minutes for _, minutes in waits]),
        waits=_by_week(office, waits),
        hands_seconds=_spread([seconds for _, seconds in hands]),
        hands=_by_week(office, hands),
        caught=figures.caught(session, span),
        let_stand=figures.let_stand(session, span),
        accounted=_last_of_each_week(figures.accounted(session, first, last)),
    )


def count_day(session: Session, office: Office, now: dt.datetime) -> None:
    """Write down how many people there are today and how many are sought; the last count of a day stands."""
    figures.tally(session, office.today(now), *cases.people_and_sought(session))


def _begin(office: Office, day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), office.zone)


def _minutes(arrived: dt.datetime, taken: dt.datetime) -> int:
    # A kiosk's clock may be ahead of the station's.
    return max(0, round((taken - arrived).total_seconds() / 60))


def _by_hour(office: Office, completed: Iterable[dt.datetime]) -> tuple[tuple[int, int], ...]:
    found = Counter(office.local(at).hour for at in completed)
    if not found:
        return ()
    # The office's own hours are drawn even where nobody came in them.
    week = [hours for hours in office.calendar.week if hours is not None]
    first = min(*(hours.opens.hour for hours in week), *found)
    # Nobody comes in the hour that begins with closing.
    last = max(*((hours.closes.hour * 60 + hours.closes.minute - 1) // 60 for hours in week), *found)
    return tuple((hour, found[hour]) for hour in range(first, last + 1))


def _by_week(office: Office, dated: Iterable[tuple[dt.datetime, int]]) -> tuple[WeekSpread, ...]:
    weeks: defaultdict[dt.date, list[int]] = defaultdict(list)
    for at, number in dated:
        weeks[monday(office.today(at))].append(number)
    spreads = ((week, _spread(weeks[week])) for week in sorted(weeks))
    return tuple(WeekSpread(week, spread) for week, spread in spreads if spread is not None)


def _spread(numbers: Sequence[int]) -> Spread | None:
    if not numbers:
        return None
    ordered = sorted(numbers)
    # The smallest number that so many are at most: half, and nine in ten.
    half, most = (ordered[-(-len(ordered) * tenths // 10) - 1] for tenths in (5, 9))
    return Spread(len(ordered), half, most)


def _last_of_each_week(days: Iterable[Accounted]) -> tuple[Accounted, ...]:
    return tuple({monday(one.day): one for one in days}.values())
