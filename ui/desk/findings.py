"""What does not hold of a check-in: each in full sentences, to be set right or deliberately let stand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kiosk.checks import Finding
from kiosk.words import words
from ui.desk.here import Here
from ui.desk.parts import column, holding, label, line, panel, with_icon
from ui.desk.said import sentence
from ui.desk.verb import Verb
from ui.style.icons import Icon

_KEYS = 9
"""Findings that have a key of their own."""


class Findings(QWidget):
    """A finding that must not slip through has a button; the others are only said."""

    changed = Signal()

    def __init__(self, here: Here, findings: Sequence[Finding]) -> None:
        super().__init__()
        self._here = here
        self._verbs: dict[str, Verb] = {}
        rows = [self._row(found) for found in findings]
        if rows:
            look = here.look
            title = label(here.say("desk.finding.title"), "heading")
            self.setLayout(column(look, panel(look, "caution", title, *rows)))
        else:
            self.hide()

    def looked(self) -> tuple[str, ...]:
        """The findings that the officer lets stand, by name."""
        return tuple(name for name, verb in self._verbs.items() if verb.isChecked())

    def missing(self) -> int:
        """How many must still be set right or let stand."""
        return len(self._verbs) - len(self.looked())

    def restore(self, looked: Sequence[str]) -> None:
        """Take up what the same officer had let stand."""
        for name in looked:
            if name in self._verbs:
                self._verbs[name].setChecked(True)
                self._draw(name)

    def _row(self, found: Finding) -> QWidget:
        here, look = self._here, self._here.look
        text = sentence(look, found.problem)
        if found.topic is not None:
            text = f"{here.say(words(f'desk.topic.{found.topic.value}'))}: {text}"
        said = with_icon(look, Icon.CAUTION, "on_caution", label(text))
        if found.asked_only or found.name in self._verbs:
            return holding(said)
        place = len(self._verbs) + 1
        verb = Verb(
            look,
            here.say("desk.finding.let_stand"),
            f"review.finding.{found.name}",
            lambda: self._pressed(found.name),
            key=f"Alt+Shift+{place}" if place <= _KEYS else "",
            role="act",
        )
        verb.setCheckable(True)
        verb.setAccessibleName(f"{verb.text()}: {text}")
        self._verbs[found.name] = verb
        row = line(look, said, verb)
        row.setStretch(0, 1)
        return holding(row)

    def _pressed(self, name: str) -> None:
        self._draw(name)
        self.changed.emit()

    def _draw(self, name: str) -> None:
        verb = self._verbs[name]
        accessible = verb.accessibleName()
        verb.say(verb.text(), Icon.DONE if verb.isChecked() else Icon.CAUTION)
        verb.setAccessibleName(accessible)
