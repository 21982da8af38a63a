"""The kiosk's one window and its first screen of all, drawn before a visit can begin."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.lobby.frame import Frame, bars_said
from ui.lobby.scene import OfficeDay
from ui.lobby.screens.welcome import WelcomeScreen
from ui.style.look import Look, apply_theme
from ui.style.tokens import Contrast, Surface, TextSize, theme
from ui.texts import FALLBACK, language


class Front(QWidget):
    """Held by one thing at a time that fills it: first a welcome that knows nothing, then the lobby."""

    drawn = Signal()
    """Its first frame is on the screen; said once."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "page")
        made = theme(Surface.LOBBY, Contrast.STANDARD, TextSize.STANDARD)
        apply_theme(self, made)
        look = Look(made, language(FALLBACK), motion=False)
        first = Frame()
        first.show_screen(WelcomeScreen(look, OfficeDay()), bars_said(look, ""), look, still=True)
        self._held: QWidget = first
        self._painted = False
        self._fill(first)

    def hold(self, lobby: QWidget) -> None:
        """Show ``lobby`` in place of what was held; nothing else moves."""
        before, self._held = self._held, lobby
        focused = lobby.focusWidget() or lobby
        self._fill(lobby)
        focused.setFocus(Qt.FocusReason.OtherFocusReason)
        before.hide()
        before.deleteLater()

    def event(self, event: QEvent) -> bool:
        """Tell of the first frame once all of it has been painted."""
        if event.type() is QEvent.Type.Paint and not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.drawn.emit)
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is held fills the window."""
        self._held.setGeometry(self.rect())

    def _fill(self, held: QWidget) -> None:
        held.setParent(self)
        held.setGeometry(self.rect())
        held.show()
