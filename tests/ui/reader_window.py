"""A program that shows a real lobby window with an office at hand, for a screen reader to work."""

from __future__ import annotations

import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from kiosk.visit import states as st
from tests.ui.kiosk_day import Walk


def main() -> int:
    """Until it is ended; a card is held up whenever one is looked for."""
    app = QApplication(["appear-lobby"])
    walk = Walk(hidden=False)
    holding = QTimer()
    holding.timeout.connect(lambda: walk.hold_up() if isinstance(walk.visit.screen, st.Scanning) else None)
    holding.start(100)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
