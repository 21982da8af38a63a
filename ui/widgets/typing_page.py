"""One question answered by typing: the field on top, the keyboard below in the same place everywhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from ui.style.fonts import Role
from ui.style.icons import Icon
from ui.style.look import Look
from ui.widgets.blocks import height_of
from ui.widgets.chips import Chip
from ui.widgets.field import Field
from ui.widgets.key_layouts import Keys
from ui.widgets.keyboard import Keyboard
from ui.widgets.note import Note
from ui.widgets.text import Text


@dataclass(frozen=True)
class Typing:
    """What is asked and how it is typed, already in the reader's language."""

    question: str
    help_text: str = ""
    keys: Keys = Keys.WORDS
    value: str = ""
    masked: bool = False
    longest: int = 80
    chips: Sequence[tuple[str, str]] = field(default=())
    """Answers to be had by one touch: what is given, and how it reads."""
    shape: Callable[[str], str] | None = None
    """How raw typing is shown in the field (a date with its strokes); typed text itself when None."""


class TypingPage(QWidget):
    """Emits ``changed`` with every letter and ``chosen`` when a chip is touched; decides nothing."""

    changed = Signal(str)
    chosen = Signal(str)
    entered = Signal()
    """Enter on a real keyboard."""

    def __init__(self, look: Look, typing: Typing) -> None:
        super().__init__()
        self._look = look
        self._typing = typing
        self._question = Text(look, typing.question, Role.TITLE, balanced=True)
        self._note = Note(look, typing.help_text)
        self.field = Field(look, typing.question, masked=typing.masked, longest=typing.longest)
        self.keyboard = Keyboard(look, typing.keys)
        self._chips = [Chip(look, shown) for _, shown in typing.chips]
        for part in (self._question, self._note, self.field, *self._chips, self.keyboard):
            part.setParent(self)
        for chip, (value, _) in zip(self._chips, typing.chips, strict=True):
            chip.clicked.connect(partial(self.chosen.emit, value))
        self.setAccessibleName(typing.question)
        self.field.setText(typing.value)
        self.field.textChanged.connect(self._text_changed)
        self.field.returnPressed.connect(self.entered)
        self.keyboard.typed.connect(self.field.type)
        self.keyboard.erase_wanted.connect(self.field.erase)
        self.keyboard.follow(typing.value)

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self.field.text()

    def note(self, text: str, *, wrong: bool = False) -> None:
        """Say ``text`` under the field: what is wrong or how it was understood; the help when empty."""
        icon = Icon.CAUTION if wrong else Icon.CHECK if text else None
        self._note.say(text or self._typing.help_text, icon, wrong=wrong)
        self.field.mark_invalid(wrong)
        self.field.setAccessibleDescription(text)
        self._place()

    def _text_changed(self, text: str) -> None:
        if self._typing.shape is not None:
            shaped = self._typing.shape(text)
            if shaped != text:
                self.field.blockSignals(True)
                self.field.setText(shaped)
                self.field.blockSignals(False)
                text = shaped
        self.keyboard.follow(text)
        self.note("")
        self.changed.emit(text)

    def showEvent(self, event: QShowEvent) -> None:
        """A real keyboard types here at once."""
        self.field.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything."""
        self._place()

    def _column(self) -> tuple[int, int]:
        shape = self._look.shape
        width = min(self.width() - 2 * shape.margin, shape.content_width)
        return (self.width() - width) // 2, width

    def _place(self) -> None:
        shape = self._look.shape
        left, width = self._column()
        out = self.keyboard.outset
        keyboard_height = height_of(self.keyboard, width)
        keyboard_top = self.height() - shape.gap - keyboard_height + out
        self.keyboard.setGeometry(left - out, keyboard_top, width + 2 * out, keyboard_height)
        chips = self._chips_width()
        beside = self._note.sizeHint().width() + chips <= width
        note_width = width - chips if beside else width
        note = height_of(self._note, note_width) if self._note.text else 0
        chip = self._chips[0].sizeHint().height() - 2 * out if self._chips else 0
        under = max(note, chip) if beside else note + chip + shape.tight
        room = keyboard_top + out - shape.gap - self.field.sizeHint().height() - under - 3 * shape.tight
        top = self._fit_question(room, width)
        question = height_of(self._question, width)
        self._question.setGeometry(left, top, width, question)
        top += question + shape.tight * 2
        self.field.setGeometry(left, top, width, self.field.sizeHint().height())
        top += self.field.height() + shape.tight
        self._note.setGeometry(left, top, note_width, note)
        if beside:
            start = left + width - chips if note else left
            self._place_chips(start - out, top + max(under - chip, 0) // 2, left + width, out)
        else:
            self._place_chips(left - out, top + note + shape.tight, left + width, out)

    def _fit_question(self, room: int, width: int) -> int:
        """Set the question as large as fits into ``room``; the top edge that leaves it calm."""
        for role in (Role.TITLE, Role.HEADING, Role.STRONG, Role.CAPTION_STRONG):
            self._question.set_role(role)
            if height_of(self._question, width) <= room:
                break
        spare = room - height_of(self._question, width)
        return max(min(spare // 2, self._look.shape.margin), 0)

    def _chips_width(self) -> int:
        """What the chips take in one row, the space before them included."""
        if not self._chips:
            return 0
        return sum(chip.sizeHint().width() for chip in self._chips) + self._look.shape.tight * len(
            self._chips
        )

    def _place_chips(self, place: int, top: int, end: int, out: int) -> None:
        for chip in self._chips:
            hint = chip.sizeHint()
            width = min(hint.width(), end + 2 * out)
            chip.setVisible(place + width <= end + 2 * out)
            chip.setGeometry(place, top - out, width, hint.height())
            place += width + self._look.shape.tight - 2 * out
