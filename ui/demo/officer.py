"""An invented officer at the desk: signs in, opens the first in the queue, does the three acts, approves."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QTableView, QWidget

from ui.demo.hands import Hands


class DemoOfficer:
    """Works the desk's real window."""

    def __init__(self, hands: Hands) -> None:
        self.hands = hands

    def sign_in(self, name: str, password: str) -> None:
        """Name and password, and wait for the queue."""
        hands = self.hands
        hands.picture("sign-in")
        hands.write("sign_in.name", name)
        hands.write("sign_in.password", password)
        hands.press_named("sign_in.go")
        hands.named("queue.table", 20)

    def open_first(self) -> None:
        """Open the first check-in, once somebody waits."""
        hands = self.hands
        hands.named("queue.open", 30)
        hands.picture("queue")
        hands.press_named("queue.open")
        hands.named("review.face", 20)
        hands.picture("review")

    def waiting(self) -> int:
        """How many rows the queue shows."""
        table = self.hands.named("queue.table")
        assert isinstance(table, QTableView)
        return table.model().rowCount()

    def complete(self) -> None:
        """The three acts, each on its own, then approve; wait until it is done."""
        hands = self.hands
        hands.press_named("review.face")
        kind = hands.named("review.document_kind")
        assert isinstance(kind, QComboBox)
        kind.setCurrentIndex(max(1, kind.currentIndex()))
        hands.press_named("review.document")
        hands.press_named("review.photograph")
        hands.picture("three-acts")
        hands.press_named("review.approve")
        hands.named("done.queue", 30)
        hands.wait(lambda: bool(self._said("done.printed")), "word from the printer", 30)
        hands.picture("completed")

    def _said(self, name: str) -> str:
        found = self.hands.window.findChild(QWidget, name)
        return str(found.property("text") or "") if found is not None and found.isVisible() else ""
