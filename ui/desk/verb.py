"""A button of the desk: what it does, and beside it the key that does it too."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QStylePainter, QWidget

from ui.style.fonts import Role
from ui.style.icons import Icon
from ui.style.look import Look

_INK = {"primary": "on_action", "rail": "ink", "tab": "ink", "row": "ink", "act": "ink"}
"""Color token of the words, where it is not the action's."""


class Verb(QPushButton):
    """Words and a key in its cap. Pressed by mouse, by Space or Enter when focused, and by the key."""

    def __init__(
        self,
        look: Look,
        text: str,
        name: str,
        wish: Callable[[], object],
        *,
        key: str = "",
        role: str = "row",
        icon: Icon | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._look, self._role, self._icon, self.key = look, role, icon, key
        self.setObjectName(name)
        self.setAccessibleName(text)
        self.setAutoDefault(False)
        self.setProperty("role", role)
        self.clicked.connect(lambda _checked=False: wish())
        if key:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.setAutoRepeat(False)  # a key held down is one act
            shortcut.activated.connect(self.click)

    def say(self, text: str, icon: Icon | None = None) -> None:
        """Bear other words."""
        self.setText(text)
        self.setAccessibleName(text)
        self._icon = icon or self._icon
        self.updateGeometry()
        self.update()

    def key_said(self) -> str:
        """The key as its cap shows it."""
        return key_said(self.key, self._look)

    def text_fits(self) -> bool:
        """Whether all its words and its key are shown whole."""
        return self.width() + 1 >= self._needed()

    def sizeHint(self) -> QSize:
        """Words, key and padding in one line."""
        return QSize(self._needed(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """The same: words are never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The style sheet's face, then icon and words at one side and the key at the other."""
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = self._look.color(self._ink())
        left, right = self._edges()
        box = QRect(left, 0, right - left, self.height())
        if self._icon is not None:
            size = self._look.shape.icon
            top = (self.height() - size) // 2
            painter.drawPixmap(box.left(), top, self._look.pixmap(self._icon, size, self._ink(), bold=True))
            box.setLeft(box.left() + size + self._gap())
        if self.key:
            box.setRight(self._paint_key(painter, box) - self._gap())
        middle = self._role in ("primary", "row", "") and not self.key and self._icon is None
        align = Qt.AlignmentFlag.AlignHCenter if middle else Qt.AlignmentFlag.AlignLeft
        painter.setFont(self.font())
        painter.setPen(color)
        painter.drawText(box, align | Qt.AlignmentFlag.AlignVCenter, self.text())

    def _paint_key(self, painter: QPainter, box: QRect) -> int:
        """Draw the key's cap at the right end of ``box``; its left edge."""
        look = self._look
        wide, high = self._cap_width(), look.line_height(Role.CAPTION)
        cap = QRect(box.right() - wide, (self.height() - high) // 2, wide, high)
        painter.setPen(QPen(look.color(self._ink()), look.shape.hairline))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(cap, look.shape.tight, look.shape.tight)
        painter.setFont(look.font(Role.CAPTION))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self.key_said())
        return cap.left()

    def _ink(self) -> str:
        if not self.isEnabled():
            return "on_unavailable"
        if self._role == "act" and self.isChecked():
            return "on_done"
        return _INK.get(self._role, "action")

    def _gap(self) -> int:
        return self._look.shape.tight * 2

    def _edges(self) -> tuple[int, int]:
        shape = self._look.shape
        return shape.padding + shape.border, self.width() - shape.padding - shape.border

    def _cap_width(self) -> int:
        measures = self._look.metrics(Role.CAPTION)
        return round(measures.horizontalAdvance(self.key_said())) + 3 * self._look.shape.tight

    def _needed(self) -> int:
        wide = self._look.metrics(Role.BUTTON).horizontalAdvance(self.text())
        icon = self._look.shape.icon + self._gap() if self._icon is not None else 0
        key = self._cap_width() + self._gap() if self.key else 0
        shape = self._look.shape
        return round(wide) + 1 + icon + key + 2 * (shape.padding + shape.border)


_SAID = {"Return": "desk.key.enter", "Esc": "desk.key.escape", "Space": "desk.key.space"}
"""Keys whose name is a word of the language; the others are what stands on the key."""


def key_said(key: str, look: Look) -> str:
    """A key sequence as people call it: ``Ctrl+B``, ``Enter``."""
    return look.say(_SAID[key]) if key in _SAID else key


def verbs_in(shown: QWidget) -> list[Verb]:
    """Every button with a key that can be seen in ``shown``, in the order they were made."""
    return [verb for verb in shown.findChildren(Verb) if verb.key and verb.isVisible()]
