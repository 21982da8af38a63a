"""The whole visit by ear and by four keys alone, and what is said on the way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from devices.speech import EspeakSpeaker, WrittenSpeaker
from kiosk.check_in import Signer
from kiosk.topics import PAGES
from kiosk.visit import effects as fx
from kiosk.visit import events as ev
from kiosk.visit import states as st
from tests.screens.book import settle
from tests.ui.kiosk_day import PIN, Walk
from ui.jobs import Jobs
from ui.lobby.access import Access
from ui.lobby.aloud import said_of, slowly
from ui.lobby.four_keys import BACK, BEFORE, CHOOSE, NEXT
from ui.lobby.voice import Voice
from ui.style.tokens import TextSize
from ui.widgets.curtain import Curtain
from ui.widgets.keyboard import Key
from ui.widgets.signature import SignaturePad


class Listener:
    """Somebody who sees nothing and has four keys."""

    def __init__(self, app: QApplication, qtbot: QtBot, walk: Walk) -> None:
        self.walk, self.speaker, self._qtbot = walk, WrittenSpeaker(), qtbot
        self.access = Access(app, walk.window, Voice(self.speaker, Jobs(threads=1)))
        self.pressed = 0

    def press(self, key: Qt.Key, times: int = 1) -> None:
        for _ in range(times):
            QTest.keyClick(self.walk.window.focusWidget() or self.walk.window, key)
            settle()
            self.pressed += 1

    def heard(self, words: str) -> str:
        """Everything said, once ``words`` were said last or before."""
        self._qtbot.waitUntil(lambda: words in self.all(), timeout=10_000)
        return self.all()

    def hears(self, how_often: int) -> None:
        """Until so many things were said in all."""
        self._qtbot.waitUntil(lambda: len(self.speaker.said) == how_often, timeout=10_000)

    def all(self) -> str:
        return " / ".join(text for _, text in self.speaker.said)

    def here(self) -> QWidget | None:
        return self.walk.window.focusWidget()

    def go_to(self, words: str) -> None:
        """Further and further, until the thing that says ``words``."""
        for _ in range(60):
            self.press(NEXT)
            here = self.here()
            if isinstance(here, QAbstractButton) and here.text() == words:
                return
        raise AssertionError(f"the keys never came to “{words}”")

    def choose(self, *words: str) -> None:
        for one in words:
            self.go_to(one)
            self.press(CHOOSE)

    def type(self, text: str) -> None:
        """Letter by letter: to the row, into it, along it, and out again."""
        for letter in text:
            row = self._row_with(letter)
            for _ in range(60):
                self.press(NEXT)
                if self.here() is row[0]:
                    break
            self.press(CHOOSE)
            for _ in range(len(row)):
                here = self.here()
                if isinstance(here, Key) and here.text().casefold() == letter.casefold():
                    break
                self.press(NEXT)
            self.press(CHOOSE)
            self.press(BACK)

    def _row_with(self, letter: str) -> list[Key]:
        for row in _board_rows(self.walk):
            if any(key.text().casefold() == letter.casefold() for key in row):
                return [key for key in row if key.isVisible()]
        raise AssertionError(f"no row types {letter}")


def _board_rows(walk: Walk) -> list[list[Key]]:
    keys = [key for key in walk.window.findChildren(Key) if key.isVisible()]
    tops = sorted({key.y() for key in keys})
    return [sorted((key for key in keys if key.y() == top), key=lambda key: key.x()) for top in tops]


@pytest.fixture
def listener(qapp: QApplication, qtbot: QtBot) -> Iterator[Listener]:
    walk = Walk()
    made = Listener(qapp, qtbot, walk)
    yield made
    made.access.stop()
    walk.close()


def test_the_whole_visit_by_ear_and_four_keys_alone(listener: Listener) -> None:
    walk = listener.walk
    listener.press(NEXT)  # an arrow key on the first screen: the voice begins by itself
    listener.heard("Welcome")
    listener.choose("Touch to start")
    listener.heard("Which language do you want")
    listener.choose("English")
    listener.heard("Hold up the back of your ID card")
    walk.hold_up()
    listener.heard("Enter your PIN")
    listener.type(PIN)
    assert PIN not in listener.all()
    listener.choose("Go on")
    for page in PAGES:
        assert walk.visit.screen == st.AskingPage(page)
        while "More" in walk.words():
            listener.choose("More")
        listener.choose("All correct")
    said = listener.heard("This is what you told us")
    assert "4 1 5 Birchwood Ter" in said
    while "More" in walk.words():
        listener.choose("More")
    listener.choose("It is all right")
    listener.heard("I have read every line")
    while not isinstance(listener.here(), SignaturePad):
        listener.press(NEXT)
    listener.press(CHOOSE)
    listener.choose("Get my ticket")
    assert isinstance(walk.visit.screen, st.Finished)
    said = listener.heard("Your number")
    assert "A, 0 1 4" in said
    (draft,) = [effect.draft for effect in walk.effects if isinstance(effect, fx.Submit)]
    assert (draft.signature.signer, draft.signature.read_by) == (Signer.SELF, "The voice of this screen")
    assert walk.touches == 0


def test_nobody_sees_the_page_of_somebody_who_listens_until_it_is_touched(listener: Listener) -> None:
    listener.press(NEXT)
    listener.walk.open()
    curtains = [one for one in listener.walk.window.findChildren(Curtain) if one.isVisible()]
    (curtain,) = curtains
    picture = listener.walk.window.grab().toImage()
    colors = {picture.pixelColor(x, y).rgb() for x in range(0, 1920, 9) for y in range(0, 400, 9)}
    assert len(colors) == 1
    QTest.mouseClick(curtain, Qt.MouseButton.LeftButton)
    settle()
    assert not any(one.isVisible() for one in listener.walk.window.findChildren(Curtain))


def test_the_idle_warning_is_said_and_answered_by_key(listener: Listener) -> None:
    listener.press(NEXT)
    listener.walk.open()
    listener.walk.come(ev.IdleNoticed())
    listener.heard("Are you still there")
    listener.choose("I need more time")
    assert not listener.walk.visit.warned


def test_what_is_wrong_at_a_field_is_said(listener: Listener) -> None:
    listener.press(NEXT)
    listener.walk.touch("Touch to start", "English").hold_up()
    listener.type("1111")
    listener.choose("Go on")
    listener.heard("That did not work. Try once more.")


def test_letters_are_said_as_they_are_typed_and_the_whole_field_once_it_is_come_to(
    listener: Listener,
) -> None:
    listener.press(NEXT)
    listener.walk.open().touch("Add a place where you live or sleep", "Add a new one", "My home")
    listener.walk.type("12").touch("Go on")
    listener.heard("What is the street")
    field = listener.here()
    assert isinstance(field, QLineEdit)
    before = len(listener.speaker.said)
    for at, letter in enumerate("e li", before + 1):
        QTest.keyClicks(field, letter)
        listener.hears(at)
    assert [text for _, text in listener.speaker.said[before:]] == ["e", "Space", "l", "i"]
    assert "We write it like this: 12 E LI" in said_of(field, listener.walk.window.look)


def test_back_leaves_a_row_of_keys_then_the_screen(listener: Listener) -> None:
    listener.press(NEXT)
    listener.walk.touch("Touch to start", "English").hold_up()
    listener.press(NEXT, 2)
    assert isinstance(listener.here(), Key)
    row = listener.here()
    listener.press(CHOOSE)
    listener.press(NEXT)
    listener.press(BACK)
    assert listener.here() is row
    listener.press(BACK)
    assert isinstance(listener.walk.visit.screen, st.Scanning)


def test_a_sighted_person_may_use_four_keys_without_the_voice(listener: Listener) -> None:
    listener.press(BEFORE)
    listener.choose("Touch to start", "Stop the voice", "English")
    assert not listener.access.voice.on
    assert listener.access.keys.alone
    assert not any(one.isVisible() for one in listener.walk.window.findChildren(Curtain))


def test_the_voice_is_asked_for_by_touch_and_made_louder(listener: Listener) -> None:
    listener.walk.touch("Touch to start", "Listen with headphones")
    listener.heard("Which language do you want")
    listener.walk.touch("Louder")
    listener.heard("Volume 2 of 4")
    assert listener.walk.window.look.theme.text_size is TextSize.STANDARD


def test_nothing_is_said_unless_somebody_asked(listener: Listener) -> None:
    listener.walk.open()
    assert listener.speaker.said == []


def test_after_a_visit_it_is_silent_and_as_loud_as_for_everybody(listener: Listener) -> None:
    listener.press(NEXT)
    listener.walk.touch("Louder")
    listener.access.forget()
    listener.walk.come(ev.WalkedAway())
    assert not listener.access.voice.on
    assert not listener.access.keys.alone
    assert "Larger" in listener.walk.words()


def test_in_a_field_the_arrows_of_a_real_keyboard_move_the_cursor(listener: Listener) -> None:
    listener.walk.touch("Touch to start", "English").hold_up().type("40")
    listener.press(BACK)
    assert isinstance(listener.walk.visit.screen, st.AskingFactor)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("415 Birchwood Ter Apt 3B", "4 1 5 Birchwood Ter Apt 3 B"),
        ("Kansas City, MO 64106", "Kansas City, MO 6 4 1 0 6"),
        ("(816) 555-0123", "(8 1 6) 5 5 5-0 1 2 3"),
        ("A-014", "A, 0 1 4"),
        ("Home | The same | one\ntwo | ", "Home, The same, one, two"),
    ],
)
def test_figures_are_said_one_by_one(written: str, said: str) -> None:
    assert slowly(written) == said


def test_the_screen_is_really_spoken(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    heard = tmp_path / "heard.wav"
    speaker = EspeakSpeaker(player=("dd", f"of={heard}", "status=none"))
    walk = Walk()
    access = Access(qapp, walk.window, Voice(speaker, Jobs(threads=1)))
    walk.touch("Touch to start", "Listen with headphones")
    # "Which language do you want?" and its answers last more than two seconds of 16-bit sound at 22 kHz.
    qtbot.waitUntil(lambda: heard.exists() and heard.stat().st_size > 90_000, timeout=20_000)
    access.stop()
    walk.close()
