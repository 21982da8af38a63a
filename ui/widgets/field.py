"""A field that is typed into; it keeps no history and gives nothing to the clipboard."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy

from ui.style.fonts import Role
from ui.style.look import Look, restyle

_KEEPS_OR_TELLS = (
    QKeySequence.StandardKey.Copy,
    QKeySequence.StandardKey.Cut,
    QKeySequence.StandardKey.Paste,
    QKeySequence.StandardKey.Undo,
    QKeySequence.StandardKey.Redo,
    QKeySequence.StandardKey.SelectAll,
)


class Field(QLineEdit):
    """One line, at the size of a field; ``masked`` shows dots."""

    def __init__(self, look: Look, name: str, *, masked: bool = False, longest: int = 80) -> None:
        super().__init__()
        self._look = look
        self.setAccessibleName(name)
        self.setMaxLength(longest)
        self.setFont(look.font(Role.FIELD))
        self.setLayoutDirection(look.direction)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setDragEnabled(False)
        self.setAcceptDrops(False)
        self.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        if masked:
            self.setEchoMode(QLineEdit.EchoMode.Password)
            self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def type(self, text: str) -> None:
        """Put ``text`` where the cursor stands."""
        self.insert(text)

    def erase(self) -> None:
        """Take away the letter before the cursor."""
        self.backspace()

    def wipe(self) -> None:
        """Nothing stands here, and nothing can be had back: only ``setText`` drops what Undo would bring."""
        self.setText("")

    def mark_invalid(self, invalid: bool) -> None:
        """Show that what stands here cannot be."""
        self.setProperty("invalid", invalid)
        restyle(self)

    def text_fits(self) -> bool:
        """Whether the field is high enough for its letters."""
        return self.height() >= self._look.metrics(Role.FIELD).height()

    def sizeHint(self) -> QSize:
        """A line of its letters with room above and below."""
        return QSize(
            self._look.shape.content_width,
            round(self._look.metrics(Role.FIELD).height()) + self._look.shape.padding,
        )

    def minimumSizeHint(self) -> QSize:
        """The same height at any width."""
        return QSize(self._look.shape.target, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters are typed; nothing is copied, pasted or undone."""
        if any(event.matches(key) for key in _KEEPS_OR_TELLS):
            event.ignore()
            return
        super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A finger moves the cursor and marks nothing: marked text would reach the clipboard."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Marks nothing either."""
