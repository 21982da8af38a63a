"""Sets a reported change right: the officer's text stands sealed beside what was signed, with initials."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from kiosk.appearance import Correction
from kiosk.changes import ReportedChange
from kiosk.words import words
from ui.desk.compare import change_said
from ui.desk.correcting import correctable, corrected
from ui.desk.fields import Fields
from ui.desk.here import Here
from ui.desk.parts import column, field, holding, label, line, mark_wrong, rule, scrolling
from ui.desk.said import Said
from ui.desk.verb import Verb
from ui.style.icons import Icon


class CorrectionDialog(QDialog):
    """One change. The person's initials are asked for, whatever is corrected or struck."""

    corrected = Signal(object, object)
    """A ``Correction`` and the change as it now counts; None when it was struck."""

    def __init__(self, here: Here, signed: ReportedChange, counts: ReportedChange, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("correct")
        self.setWindowTitle(here.say("desk.correct.title"))
        self._here, self._counts = here, counts
        self._signed = change_said(signed, here.say)
        look = here.look
        self._form = Fields(here, "correct", correctable(counts))
        self._initials = field("correct.initials", here.say("desk.correct.initials"))
        self._said = Said(look, "correct.said")
        self.setMinimumWidth(look.shape.form + look.shape.aside)
        self.setLayout(
            column(
                look,
                label(here.say(words(f"desk.topic.{signed.topic.value}")), "heading"),
                label(here.say("desk.correct.signed"), "caption"),
                label(self._signed),
                rule(),
                scrolling(self._form),
                rule(),
                line(look, label(here.say("desk.correct.initials"), "strong"), self._initials),
                self._said,
                self._buttons(),
                margin=look.shape.margin,
                gap=look.shape.tight * 2,
            )
        )

    def _buttons(self) -> QWidget:
        look, say = self._here.look, self._here.say
        return holding(
            line(
                look,
                Verb(look, say("desk.correct.strike"), "correct.strike", self._strike, icon=Icon.END),
                None,
                Verb(look, say("desk.correct.cancel"), "correct.cancel", self.reject, key="Esc"),
                Verb(look, say("desk.correct.keep"), "correct.keep", self._keep, key="F9", role="primary"),
            )
        )

    def _keep(self) -> None:
        made = corrected(self._counts, self._form.texts())
        self._form.mark(made if isinstance(made, str) else "")
        if isinstance(made, str):
            self._said.say(self._here.say("desk.correct.cannot_stand"))
        elif made == self._counts:
            self._said.say(self._here.say("desk.correct.nothing"))
        else:
            self._finish(change_said(made, self._here.say), made)

    def _strike(self) -> None:
        self._finish(self._here.say("desk.correct.struck"), None)

    def _finish(self, text: str, counts: ReportedChange | None) -> None:
        initials = self._initials.text().strip()
        mark_wrong(self._initials, wrong=not initials)
        if not initials:
            self._initials.setFocus()
            return
        self.corrected.emit(Correction(self._signed, text, initials), counts)
        self.accept()
