"""A program that opens one window and says when its first frame was painted: ``frames bare|lobby [...]``.

``bare``: a window of the toolkit alone with one line of text; ``lobby CONFIG``: the lobby as ``appear lobby``
opens it. It prints the moment on the monotonic clock, which all programs of a machine share, and ends;
``bare stay`` stays open.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

SIZE = (1280, 720)


def bare(stay: bool) -> None:
    """What any program of this toolkit costs."""
    from PySide6.QtWidgets import QApplication, QLabel

    app = QApplication(sys.argv[:1])
    label = QLabel("Welcome")
    label.resize(*SIZE)
    watch = None if stay else _watch(app)
    label.show()
    app.exec()
    del watch


def lobby(config: Path) -> None:
    """The lobby, from its own door."""
    from PySide6.QtWidgets import QApplication

    from ui.lobby import door

    watches: list[Any] = []

    class Watched(QApplication):
        def __init__(self, arguments: list[str]) -> None:
            super().__init__(arguments)
            watches.append(_watch(self))

    setattr(door, "QApplication", Watched)  # noqa: B010 - a class in place of a class
    ended = door.open_lobby(config)
    assert not isinstance(ended, str), ended


def _watch(app: Any) -> Any:
    """Prints the moment when a whole window has been painted for the first time, and ends the program."""
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QWidget

    class FirstFrame(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if (
                event.type() == QEvent.Type.Paint
                and isinstance(watched, QWidget)
                and watched.isWindow()
                and watched.width() >= SIZE[0] // 2
            ):
                app.removeEventFilter(self)
                # After this event the window is painted; a timer of no length comes next.
                QTimer.singleShot(0, self.tell)
            return False

        def tell(self) -> None:
            print(f"frame {time.monotonic()}", flush=True)
            app.exit(0)

    watch = FirstFrame()
    app.installEventFilter(watch)
    return watch


if __name__ == "__main__":
    if sys.argv[1] == "bare":
        bare(stay=sys.argv[2:] == ["stay"])
    else:
        lobby(Path(sys.argv[2]))
