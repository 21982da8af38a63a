"""A completion that was made on paper while systems were down: its true time and its day-sheet number."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from ui.desk.correcting import day_said, day_typed
from ui.desk.here import Here
from ui.desk.parts import column, field, label, line, mark_wrong
from ui.desk.verb import Verb


class OnPaperDialog(QDialog):
    """Asks for the day, the time and the number; the station says what cannot be."""

    given = Signal(object, str)
    """The moment (aware) and the sheet's number."""

    def __init__(self, here: Here, today: dt.date, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("on_paper")
        self.setWindowTitle(here.say("desk.on_paper.title"))
        self._here = here
        look, say = here.look, here.say
        self._day = field("on_paper.day", say("desk.on_paper.day"), say("desk.people.born_hint"))
        self._day.setText(day_said(today))
        self._time = field("on_paper.time", say("desk.on_paper.time"), say("desk.on_paper.time_hint"))
        self._number = field("on_paper.number", say("desk.on_paper.number"))
        self.setMinimumWidth(look.shape.form)
        fields = ((self._day, "day"), (self._time, "time"), (self._number, "number"))
        self.setLayout(
            column(
                look,
                label(say("desk.on_paper.title"), "heading"),
                label(say("desk.on_paper.how")),
                *(
                    part
                    for edit, name in fields
                    for part in (label(edit.accessibleName(), "strong", name=f"on_paper.{name}.title"), edit)
                ),
                None,
                line(
                    look,
                    None,
                    Verb(look, say("desk.correct.cancel"), "on_paper.cancel", self.reject, key="Esc"),
                    Verb(
                        look, say("desk.on_paper.keep"), "on_paper.keep", self._keep, key="F9", role="primary"
                    ),
                ),
                margin=look.shape.margin,
                gap=look.shape.tight * 2,
            )
        )

    def _keep(self) -> None:
        day, at = day_typed(self._day.text()), time_typed(self._time.text())
        number = self._number.text().strip()
        for edit, good in ((self._day, day), (self._time, at), (self._number, number)):
            mark_wrong(edit, wrong=good is None or good == "")
        if day is None or at is None or not number:
            return
        self.given.emit(dt.datetime.combine(day, at, self._here.zone), number)
        self.accept()


def time_typed(text: str) -> dt.time | None:
    """The time in ``14:05`` or ``2:05 pm``; None when it is not one."""
    words = text.strip().lower().replace(".", "").split()
    half = words.pop() if len(words) > 1 and words[-1] in ("am", "pm") else ""
    hours, _, minutes = "".join(words).partition(":")
    if not (hours.isdecimal() and minutes.isdecimal() and len(minutes) == 2):
        return None
    hour = int(hours)
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    try:
        return dt.time(hour, int(minutes))
    except ValueError:
        return None
