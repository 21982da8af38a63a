"""Every action has its key, no two share one, and `?` lists them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QWidget

from sync.station.desk_wire import HelpCall
from tests.screens import access, desk
from tests.screens.state import Drawing
from tests.specimens import desk as specimens
from tests.ui.desk.a_desk import ADesk
from ui.desk.verb import Verb, verbs_in
from ui.desk.window import DeskWindow

OF_A_LINE_EDIT = {"Ctrl+A", "Ctrl+C", "Ctrl+U", "Ctrl+V", "Ctrl+X", "Ctrl+Y", "Ctrl+Z", "Ctrl+Shift+Z"}
"""Keys that a line being typed in takes for itself, so that no action may bear them."""


@pytest.mark.parametrize("state", [*desk.STATES, *access.STATES], ids=lambda state: state.name)
def test_no_two_actions_on_a_page_share_a_key(qtbot: object, state: object) -> None:
    window = state.draw(Drawing())  # type: ignore[attr-defined]
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    window.show()
    keys = Counter(verb.key for verb in verbs_in(window))
    window.close()
    assert [key for key, times in keys.items() if times > 1] == []
    assert keys.keys().isdisjoint(OF_A_LINE_EDIT), "where one types, this key does something to the text"


def test_a_completion_is_taken_back_by_key_while_the_reason_is_typed(desk: ADesk) -> None:
    active(desk)
    desk.complete()
    reason = desk.hand.sees("done.reason")
    assert isinstance(reason, QLineEdit)
    reason.setFocus()
    QTest.keyClicks(reason, "Another person's card")
    undo = desk.hand.sees("done.undo")
    assert isinstance(undo, Verb)
    QTest.keySequence(reason, QKeySequence(undo.key))
    desk.asked("undo")
    assert desk.station.does.last("undo") == "Another person's card"


def press(
    widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Press a key with ``widget`` focused."""
    QTest.keyClick(widget, key, modifier)


def active(desk: ADesk) -> DeskWindow:
    """The window, with the keyboard's attention."""
    desk.window.activateWindow()
    desk.qtbot.waitUntil(desk.window.isActiveWindow)
    return desk.window


def test_a_visit_with_nothing_odd_takes_a_handful_of_keys(desk: ADesk) -> None:
    window = active(desk)
    desk.sign_in()
    desk.hand.sees("queue.open")
    press(window, Qt.Key.Key_Return)
    desk.hand.sees("review.name")
    press(window, Qt.Key.Key_F2)
    press(window, Qt.Key.Key_F4)
    desk.hand.choose("review.document_kind", 0)
    press(window, Qt.Key.Key_F9)
    desk.hand.sees("done.queue")
    press(window, Qt.Key.Key_F9)
    desk.hand.sees("queue.table")


def test_the_key_of_a_call_that_is_gone_answers_no_other(desk: ADesk) -> None:
    window, calls = active(desk), specimens.help_calls()
    desk.station.fake_visits.show(specimens.queue_view(help_calls=calls))
    desk.sign_in()
    desk.hand.sees("help.coming.h-2")
    desk.station.fake_visits.show(specimens.queue_view(help_calls=calls[1:]))  # answered at another desk
    desk.hand.until(lambda: desk.gone("help.coming.h-1"))
    press(window, Qt.Key.Key_F7)
    press(window, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    desk.asked("answer_help")
    answers = [about for name, about in desk.station.does.asked if name == "answer_help"]
    assert answers == [("h-2", "window", "1")]


def test_a_call_that_waited_gets_the_keys_that_are_free_before_a_newer_one(desk: ADesk) -> None:
    """Only once they have rested: a press meant for the one before acts on nobody."""
    window, (one, two) = active(desk), specimens.help_calls()
    third, newer = replace(two, help_id="h-3"), replace(two, help_id="h-4")
    seconds = dt.timedelta(seconds=1)

    def show(*calls: HelpCall, after: int) -> None:
        view = specimens.queue_view(help_calls=calls, now=specimens.queue_view().now + after * seconds)
        desk.station.fake_visits.show(view)
        desk.asked("queue", desk.station.does.times("queue") + 3)

    def pressed() -> list[object]:
        press(window, Qt.Key.Key_F7)
        desk.asked("queue", desk.station.does.times("queue") + 2)
        return [about for name, about in desk.station.does.asked if name == "answer_help"]

    desk.sign_in()
    show(one, two, third, after=0)
    desk.hand.sees("help.coming.h-3")
    show(two, third, newer, after=10)  # the first was answered at another desk
    desk.hand.until(lambda: desk.gone("help.coming.h-1"))
    show(two, third, newer, after=11)
    assert pressed() == []
    show(two, third, newer, after=12)
    assert pressed() == [("h-3", "coming", "")]


def test_the_question_mark_lists_the_keys_of_what_can_be_seen(desk: ADesk) -> None:
    window = active(desk)
    desk.sign_in()
    table = desk.hand.sees("queue.table")
    QTest.keyClicks(table, "?")
    dialog = window.findChild(QDialog, "keys")
    assert dialog is not None
    told = [label.text() for label in dialog.findChildren(QLabel)]
    assert {"Enter", "Open", "Call to window 1", "Ctrl+K", "Lock"} <= set(told)
    dialog.accept()


def test_a_question_mark_in_a_reason_is_a_question_mark(desk: ADesk) -> None:
    window = active(desk)
    desk.open()
    line = desk.hand.sees("review.reason")
    assert isinstance(line, QLineEdit)
    line.setFocus()
    QTest.keyClicks(line, "why?")
    assert line.text() == "why?"
    assert window.findChild(QDialog, "keys") is None


def test_a_locked_desk_answers_no_key_of_the_page_behind(desk: ADesk) -> None:
    window = active(desk)
    desk.open()
    desk.hand.press("rail.lock")
    desk.hand.sees("sign_in.name")
    press(window, Qt.Key.Key_F2)
    face = window.findChild(Verb, "review.face")
    assert face is not None
    assert not face.isChecked()
