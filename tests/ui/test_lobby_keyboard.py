"""A whole visit with a move by a real keyboard alone: Tab, space bar and letters; no pointer, no arrows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from kiosk.visit import effects as fx
from kiosk.visit import events as ev
from kiosk.visit import states as st
from tests.screens.book import settle
from tests.specimens.records import moved_house
from tests.ui.kiosk_day import PIN, Walk
from ui.widgets.sheet import Sheet
from ui.widgets.signature import SignaturePad


class Typist:
    """Somebody whose hands find the keyboard, and nothing on the screen."""

    def __init__(self, walk: Walk) -> None:
        self.walk = walk

    @property
    def here(self) -> QWidget:
        return self.walk.window.focusWidget() or self.walk.window

    def key(self, key: Qt.Key) -> Typist:
        QTest.keyClick(self.here, key)
        settle()
        return self

    def tab_to(self, words: str) -> Typist:
        """Tab goes on until the button that says ``words``; every stop on the way can be seen."""
        for _ in range(80):
            here = self.here
            if isinstance(here, QAbstractButton) and here.text() == words:
                assert here.hasFocus() or here.window().focusWidget() is here
                assert here.isVisible()
                return self
            self.key(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never came to “{words}”")

    def press(self, *words: str) -> Typist:
        for one in words:
            self.tab_to(one).key(Qt.Key.Key_Space)
        return self

    def type(self, text: str) -> Typist:
        """Letters go into the field at once, and Enter goes on."""
        QTest.keyClicks(self.here, text)
        settle()
        return self.key(Qt.Key.Key_Return)

    def more(self) -> Typist:
        while "More" in self.walk.words():
            self.press("More")
        return self


@pytest.fixture
def typist(qapp: QApplication) -> Iterator[Typist]:
    walk = Walk()
    yield Typist(walk)
    walk.close()


def test_a_whole_visit_with_a_move_by_keyboard_alone(typist: Typist) -> None:
    walk = typist.walk
    typist.press("Touch to start", "English")
    walk.hold_up()
    typist.type(PIN)
    typist.press("415 Birchwood Ter Apt 3B", "I moved from here to a new place", "My home")
    typist.type("1208").type("E Linden Ave").press("There is none")
    typist.type("64050").press("Independence").type("11132026").more().press("Yes, it is right")
    typist.more().press("The rest is correct")
    while isinstance(walk.visit.screen, st.AskingPage):
        typist.more().press("All correct")
    typist.more().press("It is all right").more()
    while not isinstance(typist.here, SignaturePad):
        typist.key(Qt.Key.Key_Tab)
    typist.key(Qt.Key.Key_Space).press("Get my ticket")
    assert isinstance(walk.visit.screen, st.Finished)
    (draft,) = [effect.draft for effect in walk.effects if isinstance(effect, fx.Submit)]
    assert draft.changes == moved_house()
    typist.press("I am done here")
    assert isinstance(walk.visit.screen, st.Welcome)
    assert walk.touches == 0


def test_enter_pressed_twice_in_haste_passes_over_no_question(typist: Typist) -> None:
    typist.press("Touch to start", "English")
    typist.walk.hold_up()
    typist.type(PIN).press("Add a place where you live or sleep", "Add a new one", "My home").type("1208")
    typist.walk.clock = lambda: 9000.0
    typist.type("E Linden Ave").key(Qt.Key.Key_Return)
    assert "There is none" in typist.walk.words()


def test_back_by_keyboard_finds_what_was_typed_and_tab_goes_both_ways(typist: Typist) -> None:
    typist.press("Touch to start", "English")
    typist.walk.hold_up()
    typist.type(PIN).press("Add a place where you live or sleep", "Add a new one", "My home")
    typist.type("1208").press("Back")
    assert getattr(typist.here, "text", lambda: "")() == "1208"
    forward = typist.here
    typist.key(Qt.Key.Key_Tab).key(Qt.Key.Key_Backtab)
    assert typist.here is forward


def test_no_key_reaches_a_page_that_is_hidden(typist: Typist) -> None:
    typist.walk.open().touch("Hide")
    before = typist.walk.visit
    for _ in range(5):
        typist.key(Qt.Key.Key_Tab)
        here = typist.here
        assert isinstance(here, QAbstractButton)
        assert here.text() == "Show my page"
    typist.key(Qt.Key.Key_Backtab).key(Qt.Key.Key_Space)
    assert typist.walk.visit == before
    assert not any(sheet.isVisible() for sheet in typist.walk.window.findChildren(Sheet))


def test_the_idle_warning_is_walked_round_and_gives_the_keys_back(typist: Typist) -> None:
    walk = typist.walk.open()
    walk.touch("Add a place where you live or sleep", "Add a new one", "My home")
    field = typist.here
    walk.come(ev.IdleNoticed())
    said = set()
    for _ in range(4):
        typist.key(Qt.Key.Key_Tab)
        here = typist.here
        assert isinstance(here, QAbstractButton)
        said.add(here.text())
    assert said == {"I need more time", "Clear it now"}
    QTest.keyClicks(typist.here, "12")
    typist.press("I need more time")
    assert typist.here is field
    assert field.text() == ""  # type: ignore[attr-defined]
