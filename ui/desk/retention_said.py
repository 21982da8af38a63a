"""The lists of retention in words: a series, the legal holds, and the runs."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.words import words
from sync.station.retention_wire import HoldView, OldItem, Preview, RunView, SeriesView
from ui.desk.here import Here
from ui.desk.pages.listing import Shown
from ui.desk.rows import Cell, Column
from ui.style.icons import Icon


def series_said(here: Here, series_id: str) -> str:
    """A series of the program by its name; one of the county's own by its id."""
    key = f"retention.series.{series_id}"
    known = key in here.look.language.sentences
    return here.say(words(f"retention.series.{series_id}")) if known else series_id.replace("_", " ")


def retention_columns(here: Here) -> tuple[Column, ...]:
    """Of every list."""
    say = here.say
    return (
        Column(say("retention.name"), stretches=True),
        Column(say("retention.since"), figures=True),
        Column(say("retention.outcome")),
    )


def preview_shown(here: Here, series: SeriesView, found: Preview) -> Shown:
    """What could go today, then what stays."""
    say, name = here.say, series_said(here, series.series_id)
    goes = sum(one.kept is None for one in found.items)
    title = (
        say("retention.goes", series=name, items=goes) if goes else say("retention.nothing_goes", series=name)
    )
    years, source, who = series.years, series.source, series.verified_by
    how_long = say("retention.one_year") if years == 1 else say("retention.years", years=years)
    told = say("retention.unverified", how_long=how_long, source=source)
    if who:
        told = say("retention.told", how_long=how_long, source=source, who=who)
    return Shown(
        title,
        told,
        {one.item_id: _old(here, one) for one in found.items},
        {one.item_id: (one.name, _outcome(here, one), here.date(one.since)) for one in found.items},
        say("retention.none"),
        a_page=max(1, len(found.items)),
    )


def _outcome(here: Here, one: OldItem) -> str:
    if one.kept is None:
        return here.say("retention.removes")
    return here.say(words(f"retention.kept.{one.kept.value}"))


def _old(here: Here, one: OldItem) -> tuple[Cell, ...]:
    icon, ink = (Icon.ERASE, "on_caution") if one.kept is None else (Icon.LOCK, "quiet")
    return (
        Cell(one.name, icon, ink, one.name),
        Cell(here.short(one.since)),
        Cell(_outcome(here, one)),
    )


def holds_shown(here: Here, found: Sequence[HoldView]) -> Shown:
    """The holds in force, then those that were lifted."""
    say = here.say
    return Shown(
        say("retention.holds"),
        say("retention.holds_told"),
        {one.hold_id: _hold(here, one) for one in found},
        {one.hold_id: _hold_told(here, one) for one in found},
        say("retention.no_holds"),
        a_page=max(1, len(found)),
    )


def _hold(here: Here, one: HoldView) -> tuple[Cell, ...]:
    state = here.say("retention.lifted" if one.lifted_at else "retention.in_force")
    name, icon = one.name or one.registrant_id, Icon.HISTORY if one.lifted_at else Icon.LOCK
    return Cell(name, icon, "quiet", name), Cell(here.short(here.day_of(one.placed_at))), Cell(state)


def _hold_told(here: Here, one: HoldView) -> tuple[str, ...]:
    say, lifted = here.say, ""
    if one.lifted_at is not None:
        at = here.moment(one.lifted_at)
        lifted = say("retention.lifted_by", officer=one.lifted_by, at=at, reason=one.lift_reason)
    placed = say("retention.placed", officer=one.placed_by, at=here.moment(one.placed_at))
    return tuple(text for text in (one.name or one.registrant_id, one.reason, placed, lifted) if text)


def hold_line(here: Here, one: HoldView) -> str:
    """A hold in force, in one line."""
    placed = here.say("retention.placed", officer=one.placed_by, at=here.moment(one.placed_at))
    return f"{one.reason}. {placed}"


def runs_shown(here: Here, found: Sequence[RunView]) -> Shown:
    """The newest runs."""
    say = here.say
    return Shown(
        say("retention.runs"),
        say("retention.runs_told"),
        {one.run_id: _run(here, one) for one in found},
        {one.run_id: _run_told(here, one) for one in found},
        say("retention.no_runs"),
        a_page=max(1, len(found)),
    )


def _run(here: Here, one: RunView) -> tuple[Cell, ...]:
    name = series_said(here, one.series_id)
    return Cell(name, Icon.ERASE, "quiet", name), Cell(here.short(here.day_of(one.at))), Cell(str(one.items))


def _run_told(here: Here, one: RunView) -> tuple[str, ...]:
    told = here.say(
        "retention.removed", items=one.items, rows=one.rows, officer=one.officer, at=here.moment(one.at)
    )
    return series_said(here, one.series_id), told, one.run_id
