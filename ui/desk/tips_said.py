"""Tips in words: a line of one, and the list of all."""

from __future__ import annotations

from kiosk.tips import TipState
from kiosk.words import words
from sync.station.tip_wire import TIPS_A_PAGE, Tips, TipView
from ui.desk.here import Here
from ui.desk.pages.listing import Shown
from ui.desk.rows import Cell, Column
from ui.style.icons import Icon


def tip_columns(here: Here) -> tuple[Column, ...]:
    """Of the tips."""
    say = here.say
    return (
        Column(say("tip.kind")),
        Column(say("tip.about"), stretches=True),
        Column(say("tip.route")),
        Column(say("tip.when"), figures=True),
        Column(say("tip.state")),
    )


def tips_shown(here: Here, found: Tips, page: int) -> Shown:
    """One page of tips."""
    return Shown(
        here.say("tip.open", tips=found.open) if found.open else here.say("tip.title"),
        here.say("tip.told"),
        {one.tip.tip_id: _cells(here, one) for one in found.lines},
        {one.tip.tip_id: _told(here, one) for one in found.lines},
        here.say("tip.none"),
        page,
        found.total,
        TIPS_A_PAGE,
    )


def _whom(here: Here, one: TipView) -> str:
    return one.name or one.tip.about or here.say("tip.unknown")


def _cells(here: Here, one: TipView) -> tuple[Cell, ...]:
    icon, ink = (Icon.CAUTION, "on_caution") if one.late else (Icon.CLOCK, "quiet")
    if one.tip.state is TipState.CLOSED:
        icon = Icon.DONE
    kind, whom = here.say(words(f"tip.kinds.{one.tip.kind.value}")), _whom(here, one)
    return (
        Cell(kind, icon, ink, kind),
        Cell(whom, tells=whom),
        Cell(here.say(words(f"tip.routes.{one.tip.route.value}"))),
        Cell(here.brief(one.taken_at)),
        Cell(here.say(words(f"tip.states.{one.tip.state.value}"))),
    )


def _told(here: Here, one: TipView) -> tuple[str, ...]:
    say, tip = here.say, one.tip
    state = say(words(f"tip.states.{tip.state.value}"))
    told = (
        _whom(here, one),
        say(words(f"tip.kinds.{tip.kind.value}")),
        "" if one.name else say("tip.unknown"),
        tip.says,
        say("tip.from_whom", name=tip.said_by) if tip.said_by else say("tip.nameless"),
        say("tip.waits") if one.late else "",
        say("tip.to", agency=tip.agency) if tip.agency else "",
        say("tip.came", outcome=tip.outcome) if tip.outcome else "",
        say("tip.by", at=here.moment(one.taken_at), officer=one.taken_by),
        say("tip.changed", state=state, at=here.moment(one.changed_at), officer=one.changed_by),
    )
    return tuple(text for text in told if text)


def tip_line(here: Here, one: TipView) -> str:
    """A tip that is not closed, in one line."""
    kind, state = (
        here.say(words(f"tip.{key}.{value}"))
        for key, value in (("kinds", one.tip.kind.value), ("states", one.tip.state.value))
    )
    return f"{kind} ({state}). {here.say('tip.by', at=here.moment(one.taken_at), officer=one.taken_by)}"
