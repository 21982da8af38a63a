"""One change as the person reports it at the counter: the fields of an entry, and since when."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from kiosk.changes import Added, Changed, ReportedChange, flaws, move, since
from kiosk.registrant import Item
from kiosk.words import words
from ui.desk.correcting import correctable, corrected
from ui.desk.fields import Fields
from ui.desk.here import Here
from ui.desk.parts import column, label, line, scrolling
from ui.desk.record_form import blank, finished
from ui.desk.said import Said, sentence
from ui.desk.verb import Verb


class ChangeDialog(QDialog):
    """Takes a change to start from, and gives the one that was typed.

    ``ends`` is the entry in whose place it comes: that one ends on the day the new one begins.
    """

    reported = Signal(object)
    """The ``ReportedChange``s: one, or the two of a move."""

    def __init__(self, here: Here, change: ReportedChange, parent: QWidget, ends: Item | None = None) -> None:
        super().__init__(parent)
        self._ends = ends
        self.setObjectName("change")
        self.setWindowTitle(here.say("desk.walk_in.change"))
        self._here, self._change = here, change
        look, say = here.look, here.say
        self._form = Fields(here, "change", correctable(change))
        self._said = Said(look, "change.said")
        self.setMinimumWidth(look.shape.form + look.shape.aside)
        self.setLayout(
            column(
                look,
                label(say(words(f"desk.topic.{change.topic.value}")), "heading"),
                scrolling(self._form),
                self._said,
                line(
                    look,
                    None,
                    Verb(look, say("desk.correct.cancel"), "change.cancel", self.reject, key="Esc"),
                    Verb(look, say("desk.walk_in.take"), "change.take", self._take, key="F9", role="primary"),
                ),
                margin=look.shape.margin,
                gap=look.shape.tight * 2,
            )
        )

    def _take(self) -> None:
        made = corrected(self._change, self._form.texts())
        if self._ends is not None and not isinstance(made, str) and since(made) is None:
            made = "since"  # the old one ends on this day
        self._form.mark(made if isinstance(made, str) else "")
        if isinstance(made, str):
            self._said.say(self._here.say("desk.correct.cannot_stand"))
            return
        whole = _whole(made)
        changes = self._with_ending(whole)
        if _is_nothing(whole):
            self._said.say(self._here.say("desk.correct.nothing"))
        elif found := flaws(changes, self._here.today()):
            self._said.say(sentence(self._here.look, found[0]))
        else:
            self.reported.emit(changes)
            self.accept()

    def _with_ending(self, change: ReportedChange) -> tuple[ReportedChange, ...]:
        day = since(change)
        if self._ends is None or day is None or not isinstance(change, Added):
            return (change,)
        return move(change.topic, self._ends, change.item, day)


def _is_nothing(change: ReportedChange) -> bool:
    if isinstance(change, Added):
        return bool(change.item == finished(blank(type(change.item))))
    return isinstance(change, Changed) and change.after == change.before


def _whole(change: ReportedChange) -> ReportedChange:
    if isinstance(change, Added):
        return replace(change, item=finished(change.item))
    return replace(change, after=finished(change.after)) if isinstance(change, Changed) else change
