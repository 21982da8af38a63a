"""The office's figures as charts, each with its finding in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from devices.paper.chart import Chart, Point, Series, Shape
from kiosk.words import words
from sync.station.figure_wire import Accounted, Figures, Spread, WeekSpread
from ui.desk.here import Here

_FLOOR = 75.0
"""Where the line of who is accounted for begins: the worst county known had four in five."""


def charts(here: Here, found: Figures) -> dict[str, Chart]:
    """The six charts by name, in the order they are shown."""
    return {
        "hours": _hours(here, found),
        "waits": _spreads(here, "waits", found.waited_minutes, found.waits),
        "hands": _spreads(here, "hands", found.hands_seconds, found.hands),
        "caught": _caught(here, found),
        "stood": _stood(here, found),
        "accounted": _accounted(here, found.accounted),
    }


def told(here: Here, found: Figures) -> str:
    """Which weeks, and how much happened in them."""
    first, last = here.short(found.first), here.short(found.last)
    return here.say("figure.told", first=first, last=last, completed=found.completed)


def _hours(here: Here, found: Figures) -> Chart:
    nothing = here.say("figure.hours.empty")
    points = [Point(_hour(here, hour), many, str(many)) for hour, many in found.by_hour]
    if points:
        hour, many = max(found.by_hour, key=lambda one: one[1])
        title = here.say(
            "figure.hours.found", from_hour=_hour(here, hour), to_hour=_hour(here, hour + 1), many=many
        )
    else:
        title = nothing
    return Chart(title, Shape.COLUMNS, (Series(tuple(points)),), here.say("figure.none"))


def _hour(here: Here, hour: int) -> str:
    return here.look.language.say_time(dt.time(hour % 24))


def _spreads(here: Here, name: str, whole: Spread | None, weeks: Sequence[WeekSpread]) -> Chart:
    if whole is None:
        title = here.say(words(f"figure.{name}.empty"))
    else:
        title = here.say(words(f"figure.{name}.found", half=whole.half, most=whole.most))
    half = tuple(_point(here, one.monday, one.spread.half, str(one.spread.half)) for one in weeks)
    most = tuple(_point(here, one.monday, one.spread.most, str(one.spread.most)) for one in weeks)
    both = (Series(half, here.say("figure.spread.half")), Series(most, here.say("figure.spread.most")))
    return Chart(title, Shape.LINE, both, here.say("figure.none"))


def _caught(here: Here, found: Figures) -> Chart:
    names = [here.say(words(f"figure.check.{one.name}")) for one in found.caught]
    points = tuple(
        Point(name, one.times, str(one.times)) for name, one in zip(names, found.caught, strict=True)
    )
    title = here.say("figure.caught.empty")
    if points:
        many = sum(one.times for one in found.caught)
        title = here.say("figure.caught.found", many=many, most=names[0])
    return Chart(title, Shape.BARS, (Series(points),), here.say("figure.none"))


def _stood(here: Here, found: Figures) -> Chart:
    def bar(stood: int, completions: int) -> str:
        return here.say("figure.stood.bar", stood=stood, completions=completions)

    points = tuple(Point(one.officer, one.stood, bar(one.stood, one.completions)) for one in found.let_stand)
    if not found.let_stand:
        title = here.say("figure.stood.empty")
    elif (first := found.let_stand[0]).stood:
        title = here.say(
            "figure.stood.found", officer=first.officer, stood=first.stood, completions=first.completions
        )
    else:
        title = here.say("figure.stood.nobody", completions=found.completed)
    return Chart(title, Shape.BARS, (Series(points),), here.say("figure.none"))


def _accounted(here: Here, days: Sequence[Accounted]) -> Chart:
    points = tuple(
        _point(here, one.day, _rate(one), here.say("figure.accounted.rate", rate=_tenths(one)))
        for one in days
    )
    title = here.say("figure.accounted.empty")
    if days:
        last = days[-1]
        sought = last.people - last.accounted_for
        title = (
            here.say("figure.accounted.found", rate=_tenths(last), sought=sought, people=last.people)
            if sought
            else here.say("figure.accounted.all")
        )
    bottom = min([_FLOOR, *(point.value for point in points)])
    return Chart(title, Shape.LINE, (Series(points),), here.say("figure.none"), bottom)


def _rate(one: Accounted) -> float:
    return 100 * one.accounted_for / one.people if one.people else 100.0


def _tenths(one: Accounted) -> str:
    """Never rounded up: 98.46 is not 98.5."""
    permille = 1000 * one.accounted_for // one.people if one.people else 1000
    return f"{permille // 10}.{permille % 10}"


def _point(here: Here, day: dt.date, value: float, said: str) -> Point:
    return Point(here.short(day).rsplit(" ", 1)[0], value, said)
