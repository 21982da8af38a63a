"""The desk's window: the rail at the left, one page beside it, and nothing to read while it is locked."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from kiosk.review import Role
from ui.desk.here import Here
from ui.desk.keys import KeysDialog
from ui.desk.pages.sign_in import SignInPage
from ui.desk.parts import clear, holding
from ui.desk.rail import Rail
from ui.desk.said import Said
from ui.desk.shelf import Shelf
from ui.desk.tally import Tally
from ui.style.look import apply_theme
from ui.style.tokens import DESK_SMALLEST

_USE = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel}
)
_PRESSED = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress})


class DeskWindow(QWidget):
    """Draws what it is given and emits what the officer wishes."""

    place_wanted = Signal(str)
    """A place of the rail, or a page on its shelf."""
    lock_wanted = Signal()
    idle = Signal()
    """Nobody has pressed or moved anything for as long as the station allows."""
    closed = Signal()

    def __init__(self, here: Here) -> None:
        super().__init__()
        self.setObjectName("desk")
        self.setProperty("role", "page")
        self._here = here
        self.setWindowTitle(here.say("desk.window.title"))
        self.setLayoutDirection(here.look.direction)
        apply_theme(self, here.look.theme)
        self.resize(*DESK_SMALLEST)
        self._front: SignInPage | None = None
        self._page: QWidget | None = None
        self._rail: Rail | None = None
        self._said = Said(here.look, "window.said")
        self._notice = Said(here.look, "window.notice")
        self._shelf = Shelf(here)
        self._shelf.page_wanted.connect(self.place_wanted)
        self._place = QVBoxLayout()
        self._inside = QHBoxLayout()
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(0)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._said)
        right.addWidget(self._notice)
        right.addWidget(self._shelf)
        right.addLayout(self._place, 1)
        self._inside.addLayout(right, 1)
        self._shell = holding(self._inside, "page")
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._shell)
        self.tally = Tally()
        """What the work at hand costs the officer."""
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self.idle)

    @property
    def page(self) -> QWidget | None:
        """The page beside the rail, whether it can be seen or is locked away."""
        return self._page

    @property
    def locked(self) -> bool:
        """Whether only the sign-in page can be seen."""
        return self._front is not None

    def show_front(self, page: SignInPage) -> None:
        """Show only ``page``; what was beside the rail stays as it is, unseen."""
        self._idle.stop()
        self._drop_front()
        # A dialog is a window of its own: hiding the page behind would leave what it shows.
        for dialog in self.findChildren(QDialog):
            dialog.reject()
        self._front = page
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        page.setFocus()

    def unlock(
        self,
        here: Here,
        officer: str,
        idle_seconds: int,
        roles: Collection[Role] = (),
        *,
        administers: bool = False,
    ) -> None:
        """Show rail and page again, or for the first time."""
        if here.look.theme != self._here.look.theme:
            apply_theme(self, here.look.theme)
        self._shelf.give_to(here, roles)
        self._here = here
        if self._rail is not None:
            self._inside.removeWidget(self._rail)
            self._rail.hide()
            self._rail.deleteLater()
        self._rail = Rail(here, officer, administers=administers)
        self._rail.place_wanted.connect(self.place_wanted)
        self._rail.lock_wanted.connect(self.lock_wanted)
        self._rail.keys_wanted.connect(self.show_keys)
        self._inside.insertWidget(0, self._rail)
        self._stack.setCurrentWidget(self._shell)
        self._drop_front()
        self._idle.start(idle_seconds * 1000)

    def show_page(self, page: QWidget, place: str, leaf: str = "") -> None:
        """Put ``page`` beside the rail; ``place`` is the rail's button that stays pressed.

        ``leaf`` is the page's own button on the shelf of that place, where it is not the first.
        """
        self._shelf.show_place(place, leaf or place)
        if page is not self._page:
            clear(self._place)
            self._notice.say("")
            self._page = page
            self._place.addWidget(page)
            page.show()
            page.setFocus()
        if self._rail is not None:
            self._rail.show_place(place)

    def drop_page(self) -> None:
        """Forget the page: another officer has signed in."""
        clear(self._place)
        self._page = None

    def say(self, text: str, tone: str = "trouble") -> None:
        """Say above every page what concerns them all; empty: nothing does."""
        self._said.say(text, tone)

    def notice(self, text: str, tone: str = "trouble") -> None:
        """Say what became of something on a page that is no longer shown; stays until the next page."""
        self._notice.say(text, tone)

    def attention(self) -> None:
        """A sound, and the window's mark in the task bar."""
        QApplication.beep()
        QApplication.alert(self)

    def show_keys(self) -> None:
        """List the keys that work now."""
        if self._front is None and not self.findChildren(KeysDialog):
            dialog = KeysDialog(self._here, self)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def _drop_front(self) -> None:
        if self._front is not None:
            self._stack.removeWidget(self._front)
            self._front.hide()
            self._front.deleteLater()
            self._front = None

    def showEvent(self, event: QShowEvent) -> None:
        """From now on every press and move in this window counts as use."""
        super().showEvent(event)
        if (handle := self.windowHandle()) is not None:
            handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Counts idle time anew; takes nothing away."""
        if event.type() in _USE and self._idle.isActive():
            self._idle.start()
        if event.type() in _PRESSED:
            self.tally.press()
        return False

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell whoever works behind the window."""
        self._idle.stop()
        # Gone for the eye at once; what is still under way may take a moment to end.
        self.hide()
        self.closed.emit()
        super().closeEvent(event)
