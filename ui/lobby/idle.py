"""How long nobody has touched anything; goes on counting whatever lies over the screen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

_TOUCHES = frozenset(
    {QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.KeyPress, QEvent.Type.MouseMove}
)


class IdleWatch(QObject):
    """``idle`` after ``idle_s`` without a touch, ``gone`` after ``warning_s`` more, unless ``touched``."""

    idle = Signal()
    gone = Signal()
    touched = Signal()
    """A touch while the warning stood."""

    def __init__(self, app: QApplication, idle_s: float, warning_s: float) -> None:
        super().__init__(app)
        self._idle_ms = self._warning_ms = 0
        self._warned = self._listened = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._ran_out)
        self.pace(idle_s, warning_s)
        self._app = app
        app.installEventFilter(self)

    @property
    def warning_ms(self) -> int:
        """How long the warning stands, in milliseconds."""
        return self._warning_ms

    def pace(self, idle_s: float, warning_s: float) -> None:
        """Wait so long from now on; counts from the start."""
        self._idle_ms, self._warning_ms = round(idle_s * 1000), round(warning_s * 1000)
        self.start_over()

    def remaining_ms(self) -> int:
        """Until the next thing happens, in milliseconds."""
        return self._timer.remainingTime()

    def start_over(self) -> None:
        """Somebody is here: count from the start."""
        self._warned = False
        self._timer.start(self._idle_ms * (2 if self._listened else 1))

    def wait_for_listener(self, listens: bool) -> None:
        """Wait twice as long while somebody ``listens``: no page may be read aloud for longer than that."""
        self._listened = listens
        self.start_over()

    def stop(self) -> None:
        """Watch no longer."""
        self._timer.stop()
        self._app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Every touch and key counts, wherever it falls; none is taken away."""
        if event.type() in _TOUCHES and event.spontaneous():
            warned = self._warned
            self.start_over()
            if warned:
                self.touched.emit()
        return False

    def _ran_out(self) -> None:
        if self._warned:
            self.start_over()
            self.gone.emit()
        else:
            self._warned = True
            self._timer.start(self._warning_ms)
            self.idle.emit()
