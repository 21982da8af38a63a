"""Sets a reported change right: the officer's text stands sealed beside what was signed, with initials."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLabel, QWidget

from kiosk.appearance import Correction
from kiosk.changes import ReportedChange
from kiosk.check_in import Signature, hash_of_shown
from kiosk.words import Say, words
from sync.clock import utc_now
from ui.desk.compare import change_said
from ui.desk.correcting import correctable, corrected
from ui.desk.fields import Fields
from ui.desk.here import Here
from ui.desk.parts import column, field, holding, label, line, mark_wrong, rule, scrolling
from ui.desk.said import Said
from ui.desk.verb import Verb
from ui.style.icons import Icon
from ui.widgets.signature import SignaturePad


class CorrectionDialog(QDialog):
    """One change. The person's initials or a fresh signature are asked for, also where it is struck."""

    corrected = Signal(object, object)
    """A ``Correction`` and the change as it now counts; None when it was struck."""

    def __init__(
        self, here: Here, persons: Say, signed: ReportedChange, counts: ReportedChange, parent: QWidget
    ) -> None:
        """``persons`` says the sealed texts as the person reads them: they take them home on paper."""
        super().__init__(parent)
        self.setObjectName("correct")
        self.setWindowTitle(here.say("desk.correct.title"))
        self._here, self._persons, self._counts = here, persons, counts
        self._signed = change_said(signed, persons)
        look = here.look
        self._form = Fields(here, "correct", correctable(counts))
        self._initials = field("correct.initials", here.say("desk.correct.initials"))
        self._pad = SignaturePad(look)
        self._pad.setObjectName("correct.pad")
        self._pad.setFixedHeight(2 * look.shape.card_height)
        self._pad.setMaximumWidth(look.shape.form + look.shape.aside)
        self._pad.setCursor(Qt.CursorShape.CrossCursor)
        # A signature holds for what stood there when it was made, and for nothing typed after it.
        self._form.edited.connect(self._pad.wipe)
        self._said = Said(look, "correct.said")
        self.setMinimumWidth(look.shape.form + look.shape.aside)
        self.setLayout(
            column(
                look,
                label(here.say(words(f"desk.topic.{signed.topic.value}")), "heading"),
                *self._what_was_signed(change_said(signed, here.say)),
                rule(),
                scrolling(self._form),
                rule(),
                line(look, label(here.say("desk.correct.initials"), "strong"), self._initials),
                line(look, label(here.say("desk.correct.or_sign"), "strong"), None, self._again()),
                self._pad,
                self._said,
                self._buttons(),
                margin=look.shape.margin,
                gap=look.shape.tight * 2,
            )
        )

    def _what_was_signed(self, told: str) -> Iterator[QLabel]:
        say = self._here.say
        yield label(say("desk.correct.signed"), "caption")
        yield label(told, name="correct.signed")
        if told != self._signed:
            yield label(say("desk.correct.read"), "caption")
            yield label(self._signed, name="correct.read")

    def _again(self) -> Verb:
        text = self._here.say("desk.correct.sign_again")
        return Verb(self._here.look, text, "correct.again", self._pad.wipe, key="Ctrl+W")

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
            self._finish(change_said(made, self._persons), made)

    def _strike(self) -> None:
        self._pad.wipe()  # that it is struck was not shown when they signed: initials say it
        self._finish(self._persons(words("desk.correct.struck")), None)

    def _finish(self, text: str, counts: ReportedChange | None) -> None:
        made = Correction(self._signed, text, self._initials.text().strip())
        if strokes := self._pad.strokes():
            # Over just these two texts; a text changed after that would not fit the hash.
            signature = Signature(strokes, hash_of_shown(made.shown()), utc_now())
            made = replace(made, signature=signature)
        mark_wrong(self._initials, wrong=not made.is_affirmed())
        if not made.is_affirmed():
            self._initials.setFocus()
            return
        self.corrected.emit(made, counts)
        self.accept()
