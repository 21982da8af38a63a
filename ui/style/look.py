"""What a screen is drawn with: a theme, a language, and whether anything may move."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.words import Arg, Words, words
from ui.style import fonts, icons
from ui.style.fonts import Role
from ui.style.icons import Icon
from ui.style.qss import style_sheet
from ui.style.tokens import Palette, Shape, Theme
from ui.texts import Language


@dataclass(frozen=True)
class Look:
    """Handed to every widget; a new theme or language is a new ``Look`` and a screen drawn anew."""

    theme: Theme
    language: Language
    motion: bool = True

    @property
    def colors(self) -> Palette:
        """Colors by their duty."""
        return self.theme.colors

    @property
    def shape(self) -> Shape:
        """Lengths in logical pixels."""
        return self.theme.shape

    @property
    def direction(self) -> Qt.LayoutDirection:
        """The reading direction of the language."""
        right = self.language.right_to_left
        return Qt.LayoutDirection.RightToLeft if right else Qt.LayoutDirection.LeftToRight

    def say(self, what: Words | str, **args: Arg) -> str:
        """The sentence for ``what``: ``Words``, or a catalogue key with its arguments."""
        return self.language.say(words(what, **args) if isinstance(what, str) else what)

    def font(self, role: Role) -> QFont:
        """The font of ``role`` at this theme's text size."""
        return fonts.font(role, self.theme.type)

    def metrics(self, role: Role) -> QFontMetricsF:
        """The measures of ``role``'s font."""
        return fonts.metrics(role, self.theme.type)

    def line_height(self, role: Role) -> int:
        """From one baseline to the next, in pixels."""
        return round(role.size(self.theme.type) * self.theme.type.line_height)

    def color(self, name: str) -> QColor:
        """The color token ``name`` as a ``QColor``."""
        return QColor(getattr(self.colors, name))

    def pixmap(
        self, meaning: Icon, size: int, color: str, *, bold: bool = False, fill: bool = False
    ) -> QPixmap:
        """``meaning`` in the color token ``color``, ``size`` pixels square; arrows turn with the reading."""
        if self.language.right_to_left:
            meaning = _TURNED.get(meaning, meaning)
        app = QApplication.instance()
        ratio = app.devicePixelRatio() if isinstance(app, QApplication) else 1.0
        ink = str(getattr(self.colors, color))
        return icons.pixmap(meaning, size, ink, bold=bold, fill=fill, ratio=ratio)


_TURNED = {Icon.ARROW_LEFT: Icon.ARROW_RIGHT, Icon.ARROW_RIGHT: Icon.ARROW_LEFT}


def apply_theme(target: QApplication | QWidget, theme: Theme) -> None:
    """Give ``target``, the program or one window and all in it, the fonts and style sheet of ``theme``.

    Call it again with another theme to change text size or contrast; widgets that paint themselves
    take a new ``Look`` instead and are made anew.
    """
    fonts.register_fonts()
    target.setFont(fonts.font(Role.BODY, theme.type))
    target.setStyleSheet(style_sheet(theme))


def restyle(widget: QWidget) -> None:
    """Draw ``widget`` and all in it by the style sheet anew, after one of its properties has changed."""
    for one in (widget, *widget.findChildren(QWidget)):
        one.style().unpolish(one)
        one.style().polish(one)
