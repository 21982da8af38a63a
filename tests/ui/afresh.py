"""A lobby's two lives for a test of its memory: a visit with planted words, then the program afresh.

It opens the door over a kiosk at hand, tells the planted words as a person would, and walks away. What the
door then starts in its place knows none of the words; it says so and stays on its first screen.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QTimer

from kiosk.check_in import Disclosure
from kiosk.topics import own_record
from kiosk.visit import events as ev
from kiosk.visit import states as st
from sync.kiosk_wire import Accepted, Opened, QuestionTaken
from tests.specimens.records import moved_house, registrant
from tests.ui.kiosk_at_hand import Kiosk
from ui.lobby import door
from ui.lobby.lobby import Lobby
from ui.lobby.settings import LobbySettings
from ui.widgets.typing_page import TypingPage

PLANTED = "Zebulon Quartermain"
AFRESH = """
from ui.lobby import door
door._made = lambda config: ""
door._Door._join = lambda made, nothing: print("afresh", flush=True)
door.open_lobby(None)
"""
SETTINGS = {"station": "https://127.0.0.1:9", "identity": "i", "spool": "s", "fullscreen": False}


def first(folder: Path) -> int | str:
    """One person's visit, up to walking away."""
    kiosk = Kiosk(folder)
    kiosk.station.says("lookups/", Opened(Disclosure.OWN_RECORD, own_record(registrant()), 3, None))
    kiosk.station.says("lookups", QuestionTaken("lookup-1"))
    kiosk.station.says("envelopes", Accepted())
    settings = LobbySettings.model_validate(SETTINGS)
    setattr(door, "_made", lambda _config: (settings, kiosk.parts, kiosk.office))  # noqa: B010
    opened = door._Door.show

    def show(made: door._Door) -> None:
        opened(made)
        timer = QTimer(made.front)
        timer.timeout.connect(lambda: _next(made._opened[0]) if made._opened else None)
        timer.start(50)

    setattr(door._Door, "show", show)  # noqa: B010
    setattr(os, "execv", lambda program, _arguments: os.execve(program, [program, "-c", AFRESH], os.environ))  # noqa: B010
    return door.stay_open(None)


def _next(lobby: Lobby) -> None:
    """One step of the visit, as soon as its screen is there."""
    window = lobby.window
    match lobby.visit.screen:
        case st.Welcome():
            lobby.happen(ev.Started())
        case st.ChoosingLanguage():
            lobby.happen(ev.LanguageChosen("en"))
        case st.Scanning():
            lobby.happen(ev.NoCard())
        case st.Claiming():
            body = window.screen_shown.body if window.screen_shown else None
            if not window.hears:
                return
            if not isinstance(body, TypingPage):
                window.screen_shown._chosen("name")  # type: ignore[union-attr]
                return
            done = body.text
            body.field.setText("03041975" if len(done) == 0 and "born" in body.accessibleName() else PLANTED)
            window.action_wanted.emit()
        case st.AskingFactor():
            lobby.happen(ev.FactorGiven("4071"))
        case st.AskingPage():
            lobby.happen(ev.ChangeReported(moved_house()[0], lobby.window._now().date()))
            lobby.happen(ev.WalkedAway())
        case _:
            pass


if __name__ == "__main__":
    sys.exit(first(Path(sys.argv[1])))
