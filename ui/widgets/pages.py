"""A column of blocks that shows as many as fit and has further pages instead of a scroll bar."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.style.fonts import Role
from ui.style.look import Look
from ui.widgets.blocks import Question, height_of, outset_of
from ui.widgets.text import Text

_LEVELS = 4
"""How far a head can be shortened: see ``Question.shorten``."""


class Pages(QWidget):
    """The question, then blocks in order; ``turned`` tells that other blocks are shown now.

    A block is only counted as seen when it stood on the screen whole.
    """

    turned = Signal()

    def __init__(
        self, look: Look, head: Question | None, blocks: Sequence[QWidget], *, gap: int | None = None
    ) -> None:
        super().__init__()
        self._look = look
        self._head = head
        self._blocks = list(blocks)
        self._gap = look.shape.gap if gap is None else gap
        self._at = 0
        self._split: list[list[QWidget]] = [[]]
        self._seen: set[int] = set()
        self._heights: dict[QWidget, int] = {}
        self._place_of = Text(look, "", Role.CAPTION_STRONG, "quiet")
        self._place_of.setParent(self)
        for block in [head, *self._blocks]:
            if block is not None:
                block.setParent(self)
        self.setAccessibleName(head.accessibleName() if head is not None else "")

    @property
    def count(self) -> int:
        """How many pages the blocks take at this size."""
        return len(self._split)

    @property
    def at(self) -> int:
        """Which page is shown, from 0."""
        return self._at

    @property
    def last(self) -> bool:
        """Whether the last page is shown."""
        return self._at >= len(self._split) - 1

    def seen(self) -> list[QWidget]:
        """Every block that has been on the screen, in order."""
        return [block for place, block in enumerate(self._blocks) if place in self._seen]

    def forward(self) -> bool:
        """Show the next page; False when there is none."""
        if self.last:
            return False
        self._turn(self._at + 1)
        return True

    def backward(self) -> bool:
        """Show the page before; False when there is none."""
        if self._at == 0:
            return False
        self._turn(self._at - 1)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Split the blocks anew."""
        self._resplit()

    def event(self, event: QEvent) -> bool:
        """A block that asks for another height makes the split anew."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._resplit()
        return super().event(event)

    def _height(self, block: QWidget) -> int:
        """The visible height of ``block`` in the column; measured once until something changes."""
        if block not in self._heights:
            self._heights[block] = self._measured(block)
        return self._heights[block]

    def _measured(self, block: QWidget) -> int:
        reach = outset_of(block)
        if reach:
            _, width = _column(self._look, self.width())
            return height_of(block, width) - 2 * reach
        return height_of(block, _within(self._look, self.width()))

    def _head_height(self, level: int) -> int:
        if self._head is None:
            return 0
        height = self._head.height_at(level, _within(self._look, self.width()))
        return height + self._look.shape.loose if height else 0

    def _lead(self, block: QWidget, page: list[QWidget]) -> int:
        """The space above ``block``: none at the top of a page, more where something new begins."""
        below = any(self._height(above) for above in page)
        return (self._gap + int(getattr(block, "lead", 0))) if below else 0

    def _free(self, level: int, *, foot: bool) -> int:
        """The height for blocks under a head shortened to ``level``."""
        shape = self._look.shape
        taken = shape.margin + shape.gap + self._head_height(level)
        return self.height() - taken - (self._look.line_height(Role.CAPTION_STRONG) if foot else 0)

    def _level_for(self, first: QWidget | None, least: int, *, foot: bool) -> int:
        """How much the head must be shortened so that ``first`` fits under it whole."""
        needed = self._height(first) if first is not None else 0
        levels = range(least, _LEVELS)
        return next((level for level in levels if self._free(level, foot=foot) >= needed), _LEVELS - 1)

    def _resplit(self) -> None:
        self._heights.clear()
        first_shown = self._split[self._at][0] if self._split[self._at] else None
        split = self._split_into(foot=False)
        if len(split) > 1:
            split = self._split_into(foot=True)
        self._split = split
        at = next((place for place, page in enumerate(split) if first_shown in page), 0)
        self._turn(min(at, len(split) - 1))

    def _split_into(self, *, foot: bool) -> list[list[QWidget]]:
        first = next((block for block in self._blocks if self._height(block)), None)
        free = self._free(self._level_for(first, 0, foot=foot), foot=foot)
        split: list[list[QWidget]] = [[]]
        used = 0
        for block in self._blocks:
            height = self._height(block)
            if used and used + self._lead(block, split[-1]) + height > free:
                split.append([])
                used = 0
                free = self._free(self._level_for(block, 1, foot=foot), foot=foot)
            used += height + self._lead(block, split[-1])
            split[-1].append(block)
        return split

    def _turn(self, at: int) -> None:
        self._at = at
        many = len(self._split) > 1
        shown = self._split[at]
        left, width = _column(self._look, self.width())
        out = self._look.shape.ring + self._look.shape.ring_gap
        first = next((block for block in shown if self._height(block)), None)
        level = self._level_for(first, min(at, 1), foot=many)
        spare = self._free(level, foot=many)
        top = self._look.shape.margin
        if self._head is not None:
            self._head.shorten(level)
            height = self._measured(self._head)
            self._head.setGeometry(left + out, top, width - 2 * out, height)
            top += height + self._look.shape.loose if height else 0
        leads = [self._lead(block, shown[:place]) for place, block in enumerate(shown)]
        spare -= sum(leads) + sum(self._height(block) for block in shown)
        for block in self._blocks:
            if block not in shown:
                block.hide()
        for lead, block in zip(leads, shown, strict=True):
            top += lead
            height = self._height(block) + (max(spare, 0) if getattr(block, "grows", False) else 0)
            reach = outset_of(block)
            inset = 0 if reach else out
            block.setGeometry(left + inset, top - reach, width - 2 * inset, height + 2 * reach)
            block.show()
            top += height
        self._show_place()
        if self.isVisible():
            self._seen.update(self._blocks.index(block) for block in shown)
        self.turned.emit()

    def showEvent(self, event: QEvent) -> None:
        """What is on the screen from the start counts as seen."""
        self._turn(self._at)

    def _show_place(self) -> None:
        many = len(self._split) > 1
        self._place_of.setVisible(many)
        if many:
            here = self._look.say("widgets.pages.place", at=self._at + 1, of=len(self._split))
            self._place_of.say(here)
            hint = self._place_of.sizeHint()
            left, width = _column(self._look, self.width())
            top = self.height() - hint.height() - self._look.shape.tight // 2
            self._place_of.setGeometry(
                left + width - hint.width() - self._look.shape.ring, top, *hint.toTuple()
            )


def _within(look: Look, whole: int) -> int:
    """The width of a block in the column, inside the room for a focus ring."""
    return _column(look, whole)[1] - 2 * (look.shape.ring + look.shape.ring_gap)


def _column(look: Look, room: int) -> tuple[int, int]:
    """Left edge and width of the column in ``room``, the reserved rings included."""
    shape = look.shape
    out = shape.ring + shape.ring_gap
    width = min(room - 2 * (shape.margin - out), shape.content_width + 2 * out)
    return (room - width) // 2, width
