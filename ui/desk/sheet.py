"""The comparison on the review page: on file, card, reported, and what the law asks of each change."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from kiosk.changes import Ended
from kiosk.words import Words, words
from sync.station.desk_wire import CheckInPage, DutyView
from ui.desk.compare import Marked, Row, silent_topics
from ui.desk.here import Here
from ui.desk.parts import column, holding, label, line, rule, with_icon
from ui.desk.verb import Verb
from ui.style.icons import Icon
from ui.style.look import Look

_COLUMNS = ("what", "on_file", "card", "reported", "duty")
_WIDTHS = (15, 22, 20, 23, 30)
_TOP = Qt.AlignmentFlag.AlignTop
_KEYS = 9
"""Changes that have a key of their own."""


def comparison(
    here: Here, page: CheckInPage, rows: Sequence[Row], correct: Callable[[int], object]
) -> QWidget:
    """The grid. ``correct`` is called with a change's place when the officer wants to set it right."""
    look = here.look
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(look.shape.gap)
    grid.setVerticalSpacing(look.shape.tight)
    for place, (name, wide) in enumerate(zip(_COLUMNS, _WIDTHS, strict=True)):
        grid.addWidget(label(look.say(_title(name)), "caption"), 0, place)
        grid.setColumnStretch(place, wide)
    at = 1
    for row in rows:
        at = _row(here, page, grid, row, at, correct)
    silent = ", ".join(look.say(words(f"desk.topic.{topic.value}")) for topic in silent_topics(page))
    if silent:
        _rule(grid, at)
        grid.addWidget(label(look.say("desk.compare.silent", topics=silent), "caption"), at + 1, 0, 1, -1)
    return made


def _title(name: str) -> str:
    return {
        "what": "desk.column.what",
        "on_file": "desk.column.on_file",
        "card": "desk.column.card",
        "reported": "desk.column.reported",
        "duty": "desk.column.duty",
    }[name]


def _row(
    here: Here, page: CheckInPage, grid: QGridLayout, row: Row, at: int, correct: Callable[[int], object]
) -> int:
    look = here.look
    _rule(grid, at)
    grid.addWidget(_about(page, look, row, correct), at + 1, 0, _TOP)
    grid.addWidget(_text(look, row.on_file), at + 1, 1, _TOP)
    card: QWidget = _text(look, row.card)
    if row.remark is not None:
        card = holding(column(look, card, label(look.say(row.remark), "caption"), gap=look.shape.tight))
    grid.addWidget(card, at + 1, 2, _TOP)
    grid.addWidget(_text(look, row.reported, quiet=not row.differs), at + 1, 3, _TOP)
    duties = _duties(page, row)
    if duties:
        grid.addWidget(
            holding(column(look, *(_duty(here, duty) for duty in duties), gap=look.shape.tight)),
            at + 1,
            4,
            _TOP,
        )
    return at + 2


def _about(page: CheckInPage, look: Look, row: Row, correct: Callable[[int], object]) -> QWidget:
    """The topic; where something differs an icon and a word say so, and a change can be corrected."""
    if not row.differs:
        return label(look.say(row.about))
    sign = "desk.compare.changed" if row.changes else "desk.compare.differs"
    icon = Icon.CHANGED if row.changes else Icon.CAUTION
    parts: list[QWidget] = [label(look.say(row.about), "strong"), label(look.say(sign), "caption")]
    made = column(look, with_icon(look, icon, "action", *parts), gap=look.shape.tight)
    for place in row.changes:
        ends = isinstance(page.check_in.changes[place], Ended) and len(row.changes) > 1
        verb = Verb(
            look,
            look.say("desk.correct.end" if ends else "desk.correct.verb"),
            f"review.correct.{place}",
            partial(correct, place),
            key=f"Ctrl+{place + 1}" if place < _KEYS else "",
        )
        verb.setAccessibleName(f"{verb.text()}: {look.say(row.about)}")
        made.addLayout(line(look, verb, None))
    return holding(made)


def _duties(page: CheckInPage, row: Row) -> list[DutyView]:
    """What the law asks of the row's changes; what it asks of both halves of a move is said once."""
    found = [duty for duty in page.duties if duty.change in row.changes]
    return [duty for at, duty in enumerate(found) if not any(_alike(duty, other) for other in found[:at])]


def _alike(one: DutyView, other: DutyView) -> bool:
    return replace(one, change=0) == replace(other, change=0)


def _rule(grid: QGridLayout, at: int) -> None:
    grid.addWidget(rule(), at, 0, 1, len(_COLUMNS))


def _duty(here: Here, duty: DutyView) -> QWidget:
    """What the law asks, when it was due, whether it is late: the last with an icon and a word."""
    look = here.look
    parts = [label(look.say(duty.reason))]
    if duty.also_told:
        who = ", ".join(look.say(one) for one in duty.also_told)
        parts.append(label(look.say(words("desk.duty.also_told", who=who))))
    if duty.due is not None:
        due = look.say(_when(duty, duty.due))
        if duty.late:
            parts.append(label(due, "strong"))
            look_at = with_icon(look, Icon.CLOCK, "on_trouble", *parts)
            sum_said = label(_section(look, duty), "caption")
            return holding(column(look, look_at, line(look, sum_said), gap=look.shape.tight))
        parts.append(label(due))
    parts.append(label(_section(look, duty), "caption"))
    return holding(column(look, *parts, gap=look.shape.tight))


def _when(duty: DutyView, due: dt.date) -> Words:
    """How late or early, in working days; late over a weekend, none has passed."""
    days = abs(duty.business_days_left or 0)
    many = {0: "no_day", 1: "one_day"}.get(days, "days")
    return words(f"desk.duty.{'late' if duty.late else 'due'}.{many}", day=due, days=days)


def _section(look: Look, duty: DutyView) -> str:
    return f"{duty.section} · {look.say(duty.arithmetic)}" if duty.arithmetic else duty.section


def _text(look: Look, pieces: Marked, *, quiet: bool = False) -> QLabel:
    """Text whose differing words stand bold on the chosen ground; never by color alone."""
    ground = look.colors.chosen
    written = "".join(
        f'<b style="background-color:{ground}">{_escaped(text)}</b>' if differs else _escaped(text)
        for text, differs in pieces
    )
    made = label("", "quiet" if quiet else "")
    made.setTextFormat(Qt.TextFormat.RichText)
    made.setText(written)
    made.setAccessibleName("".join(text for text, _ in pieces))
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return made


def _escaped(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")
