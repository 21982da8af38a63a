"""The figures of an invented office."""

from __future__ import annotations

import datetime as dt

from sync.station.figure_wire import Accounted, Figures, Found, LetStand, Spread, WeekSpread
from tests.specimens.records import TODAY

_FIRST = TODAY - dt.timedelta(days=TODAY.weekday(), weeks=12)
_HOURS = (31, 58, 74, 66, 29, 47, 52, 12, 3, 0)
_WAITS = ((9, 22), (11, 31), (8, 19), (12, 34), (14, 41), (10, 25), (9, 24), (7, 18), (8, 20), (6, 15))
_HANDS = ((171, 260), (166, 250), (150, 244), (140, 230), (128, 214), (118, 205), (104, 190), (97, 180))
_SOUGHT = (262, 241, 217, 190, 168, 143, 120, 101, 86, 66, 51, 40, 29)


def _weeks(pairs: tuple[tuple[int, int], ...]) -> tuple[WeekSpread, ...]:
    return tuple(
        WeekSpread(_FIRST + dt.timedelta(weeks=place), Spread(30, half, most))
        for place, (half, most) in enumerate(pairs)
    )


def figures() -> Figures:
    """Thirteen weeks in which an office found its people again."""
    return Figures(
        first=_FIRST,
        last=TODAY,
        completed=sum(_HOURS),
        by_hour=tuple(enumerate(_HOURS, 8)),
        waited_minutes=Spread(340, 9, 27),
        waits=_weeks(_WAITS),
        hands_seconds=Spread(372, 118, 221),
        hands=_weeks(_HANDS),
        caught=(
            Found("house_number_odd", 17),
            Found("zip_other_state", 9),
            Found("phone_area_unknown", 8),
            Found("plate_shape", 4),
            Found("ended_before_started", 2),
        ),
        let_stand=(
            LetStand("T. Rivera", 12, 158),
            LetStand("K. Osei", 3, 121),
            LetStand("A. Lindqvist-Montgomery", 0, 93),
        ),
        accounted=tuple(
            Accounted(_FIRST + dt.timedelta(weeks=place), 2125, 2125 - sought)
            for place, sought in enumerate(_SOUGHT)
        ),
    )


def empty() -> Figures:
    """An office on its first morning."""
    return Figures(_FIRST, TODAY, 0, (), None, (), None, (), (), (), ())
