"""The bottom of the review page: three deliberate acts, then one decision."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from kiosk.appearance import PhotographAct
from kiosk.registrant import Photograph
from kiosk.review import NEEDS_REASON, Checklist, Decision
from sync.station.desk_wire import CheckInPage
from ui.desk.parts import button, column, label, line
from ui.style.look import Look

DOCUMENTS = ("license", "state_id", "passport", "other")


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class DecisionBar(QWidget):
    """Each act is its own control and its own moment; approving waits for all three."""

    complete_wanted = Signal(object)
    decision_wanted = Signal(object, str)
    photograph_wanted = Signal()

    def __init__(self, look: Look, page: CheckInPage, now: Callable[[], dt.datetime] = _now) -> None:
        super().__init__()
        self._look = look
        self._now = now
        self._at: dict[str, dt.datetime] = {}
        self._new_photograph: Photograph | None = None
        has_photograph = page.record is not None and page.record.photograph is not None
        say = look.say
        self._face = self._act("face", say("desk.act.face"), "F2")
        self._document = self._act("document", say("desk.act.document"), "F3")
        self._kind = QComboBox()
        self._kind.setObjectName("review.document_kind")
        self._kind.setAccessibleName(say("desk.act.which_document"))
        for name in DOCUMENTS:
            self._kind.addItem(say(f"desk.document.{name}"), name)
        key = "desk.act.photograph_unchanged" if has_photograph else "desk.act.photograph_none"
        self._photograph = self._act("photograph", say(key), "F4")
        self._full = QCheckBox(say("desk.act.full_verification"))
        self._full.setObjectName("review.full")
        self._full.setChecked(True)
        self._reason = QLineEdit()
        self._reason.setObjectName("review.reason")
        self._reason.setPlaceholderText(say("desk.decision.reason"))
        self._reason.setAccessibleName(say("desk.decision.reason"))
        self._missing = label("", "caption", name="review.missing")
        self._approve = button(
            say("desk.decision.approve"), "review.approve", self._complete, key="F9", role="primary"
        )
        self.setLayout(self._rows())
        self._identified = page.record is not None
        self._show_missing()

    def _rows(self) -> QVBoxLayout:
        look, say = self._look, self._look.say
        new_photograph = button(
            say("desk.act.new_photograph"), "review.new_photograph", self.photograph_wanted.emit, key="F6"
        )
        decisions = [
            button(say(f"desk.decision.{name.value}"), f"review.{name.value}", self._decides(name))
            for name in (
                Decision.SEND_BACK,
                Decision.REJECT,
                Decision.LEFT,
                Decision.NO_SHOW,
                Decision.RELEASE,
            )
        ]
        return column(
            look,
            line(
                look,
                self._face,
                self._document,
                self._kind,
                self._photograph,
                new_photograph,
                self._full,
                None,
            ),
            line(look, *decisions, self._reason, self._missing, self._approve, gap=look.shape.tight * 2),
            gap=look.shape.tight * 2,
        )

    def _act(self, name: str, text: str, key: str) -> QCheckBox:
        made = QCheckBox(f"{text}   {key}")
        made.setObjectName(f"review.{name}")
        made.setAccessibleName(text)
        made.setShortcut(key)
        made.toggled.connect(lambda on: self._acted(name, on))
        return made

    def _acted(self, name: str, on: bool) -> None:
        # The moment of the act itself is kept, not the moment of approval.
        if on:
            self._at[name] = self._now()
        else:
            self._at.pop(name, None)
        self._show_missing()

    def take_photograph(self, taken: Photograph) -> None:
        """A new photograph was stored: the third act is done with it."""
        self._new_photograph = taken
        self._photograph.setText(f"{self._look.say('desk.act.photograph_taken')}   F4")
        self._photograph.setChecked(True)

    def checklist(self) -> Checklist:
        """What was affirmed so far."""
        act = PhotographAct.TAKEN if self._new_photograph else PhotographAct.UNCHANGED
        return Checklist(
            face_seen_at=self._at.get("face"),
            document_seen_at=self._at.get("document"),
            document=str(self._kind.currentData()) if "document" in self._at else "",
            photograph=act if "photograph" in self._at else None,
            photograph_at=self._at.get("photograph"),
            new_photograph=self._new_photograph,
            full_verification=self._full.isChecked(),
        )

    def wake(self) -> None:
        """Let the officer decide again after a refusal."""
        self._show_missing()

    def _show_missing(self) -> None:
        say = self._look.say
        missing = [
            say(f"desk.missing.{name}") for name in ("face", "document", "photograph") if name not in self._at
        ]
        if not self._identified:
            missing.insert(0, say("desk.missing.person"))
        self._missing.setText(say("desk.missing.still", missing=", ".join(missing)) if missing else "")
        self._approve.setEnabled(not missing)

    def _complete(self) -> None:
        self._approve.setEnabled(False)
        self.complete_wanted.emit(self.checklist())

    def _decides(self, decision: Decision) -> Callable[[], None]:
        def wish() -> None:
            reason = self._reason.text().strip()
            if decision in NEEDS_REASON and not reason:
                self._reason.setProperty("invalid", "true")
                self._reason.style().polish(self._reason)
                self._reason.setFocus()
                return
            self.decision_wanted.emit(decision, reason)

        return wish
