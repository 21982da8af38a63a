"""The letters come from the pinned package and figures line up."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontInfo, QFontMetricsF
from PySide6.QtWidgets import QApplication, QLabel

from ui.style.fonts import Role, font
from ui.style.look import Look, apply_theme
from ui.style.tokens import SCREEN_PITCH_MM, Surface, TextSize, theme
from ui.texts import language

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.mark.parametrize("role", list(Role))
def test_the_family_is_atkinson_and_its_figures_have_one_width(role: Role) -> None:
    made = font(role, theme(Surface.LOBBY).type)
    assert QFontInfo(made).family() == "Atkinson Hyperlegible"
    assert QFontInfo(made).bold() is role.bold
    assert len({QFontMetricsF(made).horizontalAdvance(figure) for figure in "0123456789"}) == 1


def test_capitals_of_the_lobbys_body_are_seven_millimetres_high() -> None:
    measures = QFontMetricsF(font(Role.BODY, theme(Surface.LOBBY).type))
    assert measures.capHeight() * SCREEN_PITCH_MM >= 7.3


def test_a_theme_reaches_the_widgets_of_a_window(qapp: QApplication) -> None:
    label = QLabel("A")
    label.setProperty("role", "title")
    apply_theme(label, theme(Surface.LOBBY, text_size=TextSize.LARGE))
    label.ensurePolished()
    assert label.font().pixelSize() == 72
    apply_theme(label, theme(Surface.DESK))
    label.ensurePolished()
    assert label.font().pixelSize() == 28


def test_a_look_says_sentences_in_its_language() -> None:
    look = Look(theme(Surface.LOBBY), language("es"))
    assert look.say("no.such.key") == "no.such.key"
    assert look.line_height(Role.BODY) == 54
