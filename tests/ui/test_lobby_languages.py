"""A third language by files alone, read from the right, and chosen at any moment."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from kiosk.topics import Page
from kiosk.visit import states as st
from tests.screens.book import drawn
from tests.screens.lobby import STATES
from tests.screens.state import Drawing, ScreenState
from tests.specimens import pseudo
from tests.ui.kiosk_day import PIN, Walk
from ui import texts
from ui.lobby.build import read_settings
from ui.lobby.settings import LobbySettings
from ui.texts import add_languages, language, languages
from ui.widgets.typing_page import TypingPage


@pytest.fixture
def third(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A county's own language, in a folder of its own."""
    monkeypatch.setattr(texts, "_added", [])
    pseudo.write(tmp_path, offered=True)
    add_languages(tmp_path)
    yield pseudo.CODE
    monkeypatch.undo()
    languages.cache_clear()
    language.cache_clear()


def test_a_language_is_a_folder_of_files(qapp: QApplication, third: str) -> None:
    assert languages() == ("en", "es", third)
    walk = Walk().touch("Touch to start")
    assert language(third).name in walk.words()
    walk.touch(language(third).name)
    assert walk.visit.language == third
    assert walk.window.look.language.right_to_left
    walk.close()


def test_with_three_languages_one_is_chosen_in_the_middle_of_a_word(qapp: QApplication, third: str) -> None:
    walk = Walk().open().touch("415 Birchwood Ter Apt 3B", "I moved from here to a new place", "My home")
    walk.type("12").touch("Languages", language(third).name)
    screen = walk.window.screen_shown
    assert screen is not None
    assert isinstance(screen.body, TypingPage)
    assert screen.body.text == "12"
    assert walk.visit.screen == st.AskingPage(next(iter(Page)))
    walk.touch(language(third).sentences["lobby.language.others"], "English")
    assert "Go on" in walk.words()
    walk.close()


def test_a_language_that_is_not_offered_is_never_shown(qapp: QApplication) -> None:
    assert pseudo.speak_it() not in languages()
    walk = Walk().touch("Touch to start")
    assert walk.words().count("English") == 1
    assert pseudo.sentence("Pseudo") not in walk.words()
    assert PIN
    walk.close()


def test_languages_of_ones_own_are_a_setting(tmp_path: Path, third: str) -> None:
    file = tmp_path / "lobby.toml"
    common = 'station = "https://127.0.0.1:9"\nidentity = "i"\nspool = "s"\n'
    file.write_text(f'{common}languages = "{tmp_path}"\n')
    assert isinstance(read_settings(file), LobbySettings)
    file.write_text(f'{common}languages = "{tmp_path / "none"}"\n')
    assert read_settings(file) == (
        f"The setting “languages” names a folder that is not there ({tmp_path / 'none'})."
    )


def test_the_pseudo_language_is_two_fifths_longer() -> None:
    for english in ("More", "Is all of this right? Touch what is not.", "Please wait here"):
        letters = len(pseudo.sentence(english)) - 2
        assert letters >= 1.3 * len(english)


@pytest.mark.parametrize("state", STATES[::3], ids=lambda state: state.name)
def test_screens_read_from_the_right_hold_two_fifths_more(qapp: object, state: ScreenState) -> None:
    _, found = drawn(state, Drawing(pseudo.speak_it()))
    assert found == []


def test_what_stands_on_the_left_stands_on_the_right(qapp: object) -> None:
    state = next(state for state in STATES if state.name == "page-living")
    way = {}
    for code in ("en", pseudo.speak_it()):
        window = state.draw(Drawing(code))
        window.resize(1920, 1080)
        window.show()
        top, bottom = window.bars  # type: ignore[attr-defined]
        way[code] = (bottom.back.x() < bottom.help.x(), top.language.x() < top.hide_button.x())
        window.close()
    assert way["en"] == (True, True)
    assert way[pseudo.CODE] == (False, False)
