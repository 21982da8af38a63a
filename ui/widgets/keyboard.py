"""The on-screen keyboard: large keys, no memory, always in the same place."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.style.fonts import Role
from ui.style.icons import Icon
from ui.style.look import Look
from ui.widgets.key_layouts import Duty, KeyCap, Keys, begins_with_capital, first_page, page_rows
from ui.widgets.setting import paragraph
from ui.widgets.touch import Touch

_ICONS = {Duty.ERASE: Icon.BACKSPACE, Duty.SHIFT: Icon.SHIFT}
_UNITS = 10.0
_PAD_COLUMNS = 3


class Key(Touch):
    """One key. Touching it does not take the focus from the field."""

    def __init__(self, look: Look, cap: KeyCap, face: str, name: str) -> None:
        super().__init__(look, face)
        self.cap = cap
        self._quiet = isinstance(cap.key, Duty)
        self._lit = False
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoRepeat(cap.key is Duty.ERASE)
        self.setAutoRepeatDelay(500)
        self.setAutoRepeatInterval(120)

    def light(self, lit: bool) -> None:
        """Show the key as held down (Shift)."""
        self._lit = lit
        self.update()

    def rename(self, face: str) -> None:
        """Bear another letter (capital or small)."""
        self.setText(face)
        self.setAccessibleName(face)

    def sizeHint(self) -> QSize:
        """One key as high as keys are."""
        shape = self.look.shape
        return QSize(shape.key_height + 2 * self.outset, shape.key_height + 2 * self.outset)

    def text_fits(self) -> bool:
        """Whether its face is shown whole."""
        if isinstance(self.cap.key, Duty) and self.cap.key in _ICONS:
            return True
        made = paragraph(self.text(), self.look, self._role(), self.face().width())
        return made.fits and made.lines == 1

    def _role(self) -> Role:
        return Role.CAPTION_STRONG if self._quiet else Role.KEY

    def paintEvent(self, event: QPaintEvent) -> None:
        """The face and its letter in the middle."""
        painter = QPainter(self)
        pressed = self.isDown()
        strong = pressed or self._lit
        ground = "action" if strong else "paper" if self._quiet else "card"
        self.draw_face(painter, ground, "action" if strong else "line", self.look.shape.hairline)
        ink = "on_action" if strong else "ink"
        icon = _ICONS.get(self.cap.key) if isinstance(self.cap.key, Duty) else None
        if icon:
            size = self.look.shape.icon
            at = ((self.width() - size) // 2, (self.height() - size) // 2)
            painter.drawPixmap(*at, self.look.pixmap(icon, size, ink, fill=self._lit))
            return
        made = paragraph(self.text(), self.look, self._role(), self.width(), Qt.AlignmentFlag.AlignHCenter)
        made.draw(
            painter,
            QRectF(0, (self.height() - made.height) / 2, self.width(), made.height),
            self.look.color(ink),
        )


class Keyboard(QWidget):
    """Emits what is typed and forgets it; the screen gives it to its field and tells it what stands there."""

    typed = Signal(str)
    erase_wanted = Signal()

    def __init__(self, look: Look, keys: Keys) -> None:
        super().__init__()
        self._look = look
        self._keys = keys
        self._page = first_page(keys)
        self._shift: bool | None = None
        self._text_before = ""
        self._rows: list[list[Key]] = []
        self.setAccessibleName(look.say("widgets.keyboard.name"))
        self._build()

    def follow(self, text: str) -> None:
        """Say what stands before the cursor, so that capitals come by themselves."""
        self._text_before = text
        self._shift = None
        self._show_case()

    def shown_keys(self) -> list[Key]:
        """Every key of the page shown, row by row."""
        return [key for row in self._rows for key in row]

    def rows(self) -> list[list[Key]]:
        """The keys of the page shown, by row."""
        return self._rows

    @property
    def outset(self) -> int:
        """The ring reserved around its outer keys."""
        return self._look.shape.ring + self._look.shape.ring_gap

    def hasHeightForWidth(self) -> bool:
        """Its height does not depend on the width, but columns ask."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Four rows of keys."""
        shape = self._look.shape
        return 4 * shape.key_height + 3 * shape.key_gap + 2 * self.outset

    def sizeHint(self) -> QSize:
        """As wide as a column of content."""
        return QSize(self._look.shape.content_width, self.heightForWidth(0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the keys."""
        self._place()

    def _build(self) -> None:
        for key in self.shown_keys():
            key.deleteLater()
        self._rows = [
            [self._key(cap) for cap in row]
            for row in page_rows(self._page, self._keys, self._look.language.code)
        ]
        self._show_case()
        self._place()

    def _key(self, cap: KeyCap) -> Key:
        if cap.key is Duty.NOTHING:
            face = name = ""
        elif isinstance(cap.key, Duty):
            face = self._look.say(f"widgets.keyboard.{cap.key.value}.face")
            name = self._look.say(f"widgets.keyboard.{cap.key.value}.name")
        else:
            face = name = cap.key
        key = Key(self._look, cap, face, name)
        key.setParent(self)
        key.clicked.connect(partial(self._pressed, key))
        key.setVisible(cap.key is not Duty.NOTHING)
        return key

    def _pressed(self, key: Key) -> None:
        match key.cap.key:
            case Duty.ERASE:
                self.erase_wanted.emit()
            case Duty.SHIFT:
                self._shift = not self._capital()
                self._show_case()
            case Duty.SPACE:
                self.typed.emit(" ")
            case Duty() as page:
                self._page = page
                self._build()
            case _:
                self.typed.emit(key.text())

    def _capital(self) -> bool:
        return begins_with_capital(self._keys, self._text_before) if self._shift is None else self._shift

    def _show_case(self) -> None:
        capital = self._capital()
        for key in self.shown_keys():
            if key.cap.key is Duty.SHIFT:
                key.light(capital)
            elif isinstance(key.cap.key, str) and len(key.cap.key) == 1:
                key.rename(key.cap.key.upper() if capital and key.cap.key != "ß" else key.cap.key)

    def _place(self) -> None:
        shape, out = self._look.shape, self.outset
        pad = self._keys is Keys.NUMBERS
        units = float(_PAD_COLUMNS) if pad else _UNITS
        width = min(self.width() - 2 * out, shape.content_width // 2 if pad else self.width())
        left_edge = (self.width() - width) / 2
        unit = (width + shape.key_gap) / units
        for at, row in enumerate(self._rows):
            top = at * (shape.key_height + shape.key_gap)
            place = left_edge + (units - sum(key.cap.width for key in row)) * unit / 2
            for key in row:
                key_width = key.cap.width * unit - shape.key_gap
                key.setGeometry(
                    round(place) - out, top, round(key_width) + 2 * out, shape.key_height + 2 * out
                )
                place += key.cap.width * unit
