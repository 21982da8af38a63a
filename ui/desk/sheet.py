"""The comparison on the review page: on file, card, reported, and what the law asks of each change."""

from __future__ import annotations

import html

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from sync.station.desk_wire import CheckInPage, DutyView
from ui.desk.compare import Marked, Row, marked, rows
from ui.desk.parts import label, rule
from ui.style.look import Look

_COLUMNS = ("what", "on_file", "card", "reported", "duty")
_WIDTHS = (14, 24, 20, 26, 26)


def comparison(look: Look, page: CheckInPage) -> QWidget:
    """The grid: who it is, then changed topics, then all that stays the same."""
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(look.shape.gap)
    grid.setVerticalSpacing(look.shape.tight)
    for place, (name, wide) in enumerate(zip(_COLUMNS, _WIDTHS, strict=True)):
        grid.addWidget(label(look.say(f"desk.column.{name}"), "caption"), 0, place)
        grid.setColumnStretch(place, wide)
    at = _identity(look, page, grid)
    for row in rows(page.check_in, page.record, look.say):
        at = _row(look, page, grid, row, at)
    return made


def _identity(look: Look, page: CheckInPage, grid: QGridLayout) -> int:
    """Name, birth date and number, on file beside what the card or the claim says."""
    record, card = page.record, page.card
    pairs = (
        ("name", record.name.full() if record else "", card.name),
        (
            "birth_date",
            look.language.say_date(record.birth_date) if record else "",
            look.language.say_date(card.birth_date) if card.birth_date else "",
        ),
        ("id_number", record.id_number if record else "", card.id_number or card.registration_number),
    )
    at = 1
    for key, on_file, said in pairs:
        # A card writes in capitals; only other letters or figures are a difference.
        same = on_file.casefold().split() == said.casefold().split() or not said
        left, right = (((on_file, False),), ((said, False),)) if same else marked(on_file, said)
        _rule(grid, at)
        grid.addWidget(label(look.say(f"desk.row.{key}"), "strong"), at + 1, 0)
        grid.addWidget(_text(look, left), at + 1, 1)
        grid.addWidget(_text(look, right), at + 1, 2)
        at += 2
    if card.address:
        _rule(grid, at)
        grid.addWidget(label(look.say("desk.row.card_address"), "strong"), at + 1, 0)
        grid.addWidget(label(card.address), at + 1, 2)
        at += 2
    return at


def _row(look: Look, page: CheckInPage, grid: QGridLayout, row: Row, at: int) -> int:
    _rule(grid, at)
    topic = look.say(f"paper.topic.{row.topic.value}")
    head = f"▌ {topic}\n{look.say('desk.compare.changed')}" if row.change is not None else topic
    grid.addWidget(label(head, "strong" if row.change is not None else ""), at + 1, 0, _TOP)
    grid.addWidget(_text(look, row.on_file), at + 1, 1, _TOP)
    grid.addWidget(_text(look, row.reported), at + 1, 3, _TOP)
    if row.change is not None:
        duties = [duty for duty in page.duties if duty.change == row.change]
        grid.addWidget(label("\n".join(_duty(look, duty) for duty in duties)), at + 1, 4, _TOP)
    return at + 2


_TOP = Qt.AlignmentFlag.AlignTop


def _rule(grid: QGridLayout, at: int) -> None:
    grid.addWidget(rule(), at, 0, 1, len(_COLUMNS))


def _duty(look: Look, duty: DutyView) -> str:
    parts = [look.say(duty.reason)]
    if duty.due:
        parts.append(look.say("desk.duty.due", day=duty.due))
    if duty.late:
        parts.append(look.say("desk.duty.late"))
    parts.append(duty.section)
    return " · ".join(parts)


def _text(look: Look, pieces: Marked) -> QLabel:
    """Text whose differing words stand bold on the chosen ground; never by color alone."""
    ground = look.colors.chosen
    written = "".join(
        f'<b style="background-color:{ground}">{_escaped(text)}</b>' if differs else _escaped(text)
        for text, differs in pieces
    )
    made = label("")
    made.setTextFormat(Qt.TextFormat.RichText)
    made.setText(written)
    made.setAccessibleName("".join(text for text, _ in pieces))
    return made


def _escaped(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")
