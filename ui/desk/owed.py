"""What is owed, and what came before: schedules with their reasons, appearances, arrivals at a kiosk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QGridLayout, QWidget

from kiosk.appearance import AppearanceFacts
from kiosk.papers import Next, days_said
from kiosk.words import words
from sync.station.desk_wire import ScheduleView
from sync.station.people_wire import ArrivalSeen
from ui.desk.here import Here
from ui.desk.parts import column, holding, label, rule

_HEARD_AT_ONCE: Final = dt.timedelta(minutes=5)
"""An arrival that the station heard of later came over a broken network."""


def windows_said(here: Here, windows: Sequence[Next]) -> str:
    """When the person is to come next, as the paper says it, on one line each."""
    lines = (
        " ".join(f"{here.say(said)} {here.date(day)}" for said, day in days_said(window))
        for window in windows
    )
    return "\n".join(lines) or here.say("paper.receipt.no_day")


def schedules_shown(here: Here, schedules: Sequence[ScheduleView], windows: Sequence[Next]) -> QWidget:
    """The printed windows, then each schedule on its own row with section and arithmetic."""
    look = here.look
    grid = QGridLayout()
    grid.setHorizontalSpacing(look.shape.gap)
    grid.setVerticalSpacing(look.shape.tight)
    for place, stretch in enumerate((0, 1)):
        grid.setColumnStretch(place, stretch)
    for place, schedule in enumerate(schedules):
        grid.addWidget(rule(), 2 * place, 0, 1, 2)
        due = here.date(schedule.due) if schedule.due else here.say("desk.schedule.not_known")
        when = [label(due, "strong" if schedule.printed else "", wraps=False)]
        if schedule.opens is not None:
            when.append(label(here.say("desk.schedule.opens", day=schedule.opens), "caption", wraps=False))
        told = here.say("desk.schedule.printed" if schedule.printed else "desk.schedule.officer_only")
        why = [label(here.say(schedule.reason))]
        if schedule.arithmetic is not None:
            why.append(label(here.say(schedule.arithmetic), "caption"))
        why.append(label(f"{schedule.section} · {schedule.ruleset} · {told}", "caption"))
        grid.addWidget(holding(column(look, *when, None, gap=0)), 2 * place + 1, 0)
        grid.addWidget(holding(column(look, *why, None, gap=0)), 2 * place + 1, 1)
    return holding(
        column(
            look,
            label(here.say("desk.schedule.receipt_says"), "heading"),
            label(windows_said(here, windows), "strong", name="review.windows"),
            label(here.say("desk.schedule.all"), "heading"),
            grid,
            None,
            gap=look.shape.tight * 2,
        )
    )


def arrivals_shown(here: Here, arrivals: Sequence[ArrivalSeen]) -> QWidget:
    """When the person stood at a kiosk, newest first, also where nothing came of it."""
    look = here.look
    rows: list[QWidget] = [label(here.say("desk.arrivals.title"), "heading")]
    for one in arrivals:
        late = one.heard_at - one.arrived_at > _HEARD_AT_ONCE
        said = "desk.arrivals.late" if late else "desk.arrivals.one"
        at, heard = here.moment(one.arrived_at), here.moment(one.heard_at)
        rows.append(label(here.say(said, at=at, kiosk=one.kiosk, heard=heard)))
    if not arrivals:
        rows.append(label(here.say("desk.arrivals.none"), "caption"))
    return holding(column(look, *rows, None, gap=look.shape.tight))


def earlier_shown(here: Here, earlier: Sequence[AppearanceFacts]) -> QWidget:
    """Earlier appearances, newest first: when, what it counted as, how much changed, before whom."""
    look = here.look
    rows: list[QWidget] = [label(here.say("desk.earlier.title"), "heading")]
    for facts in earlier:
        rows.append(rule())
        rows.append(
            label(
                here.say(
                    "desk.earlier.one",
                    day=here.day_of(facts.completed_at),
                    kind=words(f"desk.visit_kind.{facts.kind.value}"),
                    changes=facts.how_many_changes(),
                    officer=facts.officer_name,
                )
            )
        )
    if not earlier:
        rows.append(label(here.say("desk.earlier.none"), "caption"))
    return holding(column(look, *rows, None, gap=look.shape.tight))
