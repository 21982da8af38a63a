"""A page of its own, not a visitor's: one body above one row of buttons."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from devices.ports import Camera
from ui.lobby.camera_stage import CameraStage
from ui.style.icons import Icon
from ui.style.look import Look
from ui.style.tokens import Contrast, Surface, TextSize, theme
from ui.texts import language, languages
from ui.widgets.blocks import Question, SideBySide, height_of
from ui.widgets.buttons import Button
from ui.widgets.cards import CardWords
from ui.widgets.choice_page import Choice, ChoicePage
from ui.widgets.pages import Pages


class PlainPage(QWidget):
    """Shows one body at a time."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._body: QWidget | None = None
        self._row: SideBySide | None = None
        self._stage: CameraStage | None = None
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def show_body(self, body: QWidget, ways: Sequence[Button]) -> None:
        """``body`` above ``ways``, in place of what was shown."""
        self.look_away()
        for old in (self._body, self._row):
            if old is not None:
                old.hide()
                old.deleteLater()
        self._body, self._row = body, SideBySide(self._look, list(ways)) if ways else None
        for part in (self._body, self._row):
            if part is not None:
                part.setParent(self)
                part.show()
        self._place()
        body.setFocus()

    def ask_language(self, title: str, then: Callable[[str], None]) -> None:
        """The first question of a machine that knows nobody's language yet; ``then`` takes the code."""
        look = self._look
        head = Question(look, look.say(title), look.say("setup.help"), Icon.SETTINGS)
        choices = [Choice(code, CardWords(language(code).name), Icon.GLOBE) for code in languages()]
        page = ChoicePage(look, head, choices)
        page.chosen.connect(then)
        self.show_body(page, [])

    def show_picture(self, head: Question, camera: Camera, ways: Sequence[Button]) -> None:
        """What ``camera`` sees, until something else is shown."""
        self.look_away()
        stage = CameraStage(self._look, camera)
        self.show_body(Pages(self._look, head, [stage]), ways)
        self._stage = stage

    def look_away(self) -> None:
        """Give the camera back, if it is looked through."""
        stage, self._stage = self._stage, None
        if stage is not None:
            stage.give_back()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The row of buttons below, the rest above it."""
        self._place()

    def _place(self) -> None:
        if self._body is None:
            return
        shape, top = self._look.shape, self.height()
        if self._row is not None:
            width = min(self.width() - 2 * shape.margin, shape.content_width)
            reach = self._row.outset
            high = height_of(self._row, width + 2 * reach)
            top -= high + shape.gap - reach
            self._row.setGeometry((self.width() - width) // 2 - reach, top, width + 2 * reach, high)
        self._body.setGeometry(0, 0, self.width(), top - shape.tight)


def look_in(code: str) -> Look:
    """How such a page looks in this language; whoever sets a machine up has chosen nothing else yet."""
    return Look(theme(Surface.LOBBY, Contrast.STANDARD, TextSize.STANDARD), language(code), motion=False)
