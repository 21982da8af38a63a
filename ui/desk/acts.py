"""The three deliberate acts: each its own control, its own moment, and none with a default."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kiosk.appearance import ActKind, PhotographAct
from kiosk.registrant import Photograph
from kiosk.review import Checklist, what_is_missing
from ui.desk.choice import Choice
from ui.desk.here import Here
from ui.desk.parts import line
from ui.desk.verb import Verb
from ui.style.icons import Icon

DOCUMENTS = ("license", "state_id", "passport", "other")
"""Documents an officer may have seen; sealed in the appearance by these names."""

Now = Callable[[], dt.datetime]


class Acts(QWidget):
    """Keeps when each act was done. The moment of the act is kept, not that of the approval."""

    changed = Signal()
    photograph_wanted = Signal()

    def __init__(self, here: Here, now: Now, *, has_photograph: bool) -> None:
        super().__init__()
        self._here, self._now = here, now
        self._at: dict[str, dt.datetime] = {}
        self._new: Photograph | None = None
        self._buttons = {
            "face": self._act("face", here.say("desk.act.face"), "F2"),
            "document": self._act("document", here.say("desk.act.document"), "F3"),
            "photograph": self._act(
                "photograph",
                here.say("desk.act.photograph_unchanged" if has_photograph else "desk.act.photograph_none"),
                "F4",
            ),
        }
        self._kind = self._kinds()
        self._take = Verb(
            here.look,
            here.say("desk.act.new_photograph"),
            "review.new_photograph",
            self.photograph_wanted.emit,
            key="F6",
        )
        self._has_photograph = has_photograph
        face, document, photograph = self._buttons.values()
        row = line(
            here.look, face, document, self._kind, photograph, self._take, gap=here.look.shape.tight * 2
        )
        row.setStretchFactor(face, 3)
        row.setStretchFactor(document, 3)
        row.setStretchFactor(photograph, 3)
        self.setLayout(row)

    def _act(self, name: str, text: str, key: str) -> Verb:
        made = Verb(self._here.look, text, f"review.{name}", lambda: self._pressed(name), key=key, role="act")
        made.setCheckable(True)
        made.say(text, Icon.PERSON if name == "face" else Icon.CARD if name == "document" else Icon.CAMERA)
        return made

    def _kinds(self) -> Choice:
        asked = self._here.say("desk.act.which_document")
        made = Choice(self._here.look, "review.document_kind", asked, asked)
        for name in DOCUMENTS:
            made.addItem(self._here.say(_document(name)), name)
        made.setCurrentIndex(-1)
        made.activated.connect(lambda _row: self._kind_chosen())
        return made

    def _pressed(self, name: str) -> None:
        button = self._buttons[name]
        if button.isChecked() and not self._may(name):
            button.setChecked(False)
            return
        if button.isChecked():
            self._at[name] = self._now()
        else:
            self._at.pop(name, None)
        self._draw(name)
        self.changed.emit()

    def _may(self, name: str) -> bool:
        """Which document it was must be said first; a photograph that is not there cannot be unchanged."""
        if name == "document" and self._kind.currentIndex() < 0:
            self._kind.setFocus()
            self._kind.showPopup()
            return False
        if name == "photograph" and not self._has_photograph and self._new is None:
            self.photograph_wanted.emit()
            return False
        return True

    def _kind_chosen(self) -> None:
        # Naming the document is the act itself: the officer has it in the hand.
        self._at["document"] = self._now()
        self._buttons["document"].setChecked(True)
        self._buttons["document"].setFocus()
        self._draw("document")
        self.changed.emit()

    def _draw(self, name: str) -> None:
        icons = {"face": Icon.PERSON, "document": Icon.CARD, "photograph": Icon.CAMERA}
        button = self._buttons[name]
        button.say(button.text(), Icon.DONE if button.isChecked() else icons[name])

    def take_photograph(self, taken: Photograph) -> None:
        """A new photograph was stored: the third act is done with it."""
        self._new = taken
        self._buttons["photograph"].say(self._here.say("desk.act.photograph_taken"))
        self._at["photograph"] = self._now()
        self._buttons["photograph"].setChecked(True)
        self._draw("photograph")
        self.changed.emit()

    def restore(self, kept: Checklist) -> None:
        """Take up what the same officer had affirmed before this program stopped."""
        if kept.new_photograph is not None:
            self._new = kept.new_photograph
            self._buttons["photograph"].say(self._here.say("desk.act.photograph_taken"))
        if kept.document in DOCUMENTS:
            self._kind.setCurrentIndex(DOCUMENTS.index(kept.document))
        for name, at in (
            ("face", kept.face_seen_at),
            ("document", kept.document_seen_at),
            ("photograph", kept.photograph_at),
        ):
            if at is not None:
                self._at[name] = at
                self._buttons[name].setChecked(True)
            self._draw(name)

    def checklist(self) -> Checklist:
        """What was affirmed so far."""
        act = PhotographAct.TAKEN if self._new else PhotographAct.UNCHANGED
        return Checklist(
            face_seen_at=self._at.get("face"),
            document_seen_at=self._at.get("document"),
            document=str(self._kind.currentData()) if "document" in self._at else "",
            photograph=act if "photograph" in self._at else None,
            photograph_at=self._at.get("photograph"),
            new_photograph=self._new,
        )

    def missing(self) -> tuple[ActKind, ...]:
        """The acts that are still to be done, in order."""
        return what_is_missing(self.checklist())


def _document(name: str) -> str:
    return {
        "license": "desk.document.license",
        "state_id": "desk.document.state_id",
        "passport": "desk.document.passport",
        "other": "desk.document.other",
    }[name]
