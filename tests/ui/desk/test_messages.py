"""The day's messages from the lobby as a list of their own."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest
from PySide6.QtWidgets import QPushButton, QTableWidget

from kiosk.topics import PAGES
from kiosk.visit.states import AskingPage, Screen, name_of
from tests.specimens import desk as specimens
from tests.ui.desk.a_desk import ADesk
from tests.ui.desk.fake_station import GONE
from ui.desk.calls import screen_said
from ui.desk.here import Here
from ui.style.look import Look
from ui.style.tokens import Surface, theme
from ui.texts import language


@pytest.fixture
def opened(desk: ADesk) -> ADesk:
    """The list, opened."""
    desk.sign_in()
    desk.hand.sees("queue.open")
    desk.hand.press("rail.messages")
    desk.hand.reads("messages.told", "2 still to be answered")
    return desk


def column(desk: ADesk, place: int) -> list[str]:
    """One column of the list."""
    rows = desk.hand.sees("messages.table")
    assert isinstance(rows, QTableWidget)
    return [item.text() for row in range(rows.rowCount()) if (item := rows.item(row, place)) is not None]


def test_every_call_says_what_was_answered_by_whom_and_how_soon(opened: ADesk) -> None:
    assert column(opened, 2) == ["An interpreter", "Help", "Help", "An interpreter"]
    assert column(opened, 5) == [
        "Not answered yet",
        "Not answered yet",
        "Called to window 2, after 3 min",
        "Somebody came, after 3 min",
    ]
    assert column(opened, 6) == ["", "", "K. Osei", "K. Osei"]


@pytest.mark.parametrize(("verb", "answer", "window"), [("coming", "coming", ""), ("window", "window", "1")])
def test_a_call_that_waits_is_answered_with_one_press(
    opened: ADesk, verb: str, answer: str, window: str
) -> None:
    opened.hand.press(f"messages.{verb}")
    opened.asked("answer_help")
    assert opened.station.does.last("answer_help") == ("h-1", answer, window)
    opened.station.fake_office.calls = specimens.messages()[2:]
    visits = opened.station.fake_visits
    visits.show(replace(visits.view, help_calls=specimens.help_calls()))
    opened.hand.reads("messages.told", "All of today's calls were answered")
    button = opened.window.findChild(QPushButton, "messages.coming")
    assert button is not None
    assert not button.isEnabled(), "what was answered is not answered again"


def test_the_screen_somebody_stands_before_is_said_in_words(opened: ADesk) -> None:
    card, home = "the card", "home, mail and time away"
    assert column(opened, 4) == [card, home, home, card]


SCREENS = [
    *(name_of(AskingPage(page)) for page in PAGES),
    *(name_of(one.__new__(one)) for one in get_args(Screen) if one is not AskingPage),
]


@pytest.mark.parametrize("code", ["en", "es"])
def test_every_screen_of_the_lobby_has_words_at_the_desk_and_an_unknown_one_too(code: str) -> None:
    here = Here(Look(theme(Surface.DESK), language(code)))
    another = screen_said(here, "AskingPage")
    assert another == here.say("desk.screen.another")
    said = [screen_said(here, screen) for screen in SCREENS]
    assert another not in said
    assert len(set(said)) == len(said) == len(PAGES) + 14


def test_an_empty_day_and_a_station_that_is_gone_are_said(desk: ADesk) -> None:
    desk.station.fake_office.calls = ()
    desk.sign_in()
    desk.hand.press("rail.messages")
    desk.hand.reads("messages.told", "Nobody has called today.")
    desk.station.does.answer("messages", GONE)
    visits = desk.station.fake_visits
    visits.show(replace(visits.view, help_calls=specimens.help_calls()))
    desk.hand.reads("messages.said", "does not answer")
