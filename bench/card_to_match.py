"""From a card held up in the lobby to the next screen, and from the PIN to the person's own record.

The whole way through the real window: simulated camera, reader, station over HTTPS. The station answers
questions about people at a fixed time after the question (SECURITY.md, promise 6), which is part of both.
"""

from __future__ import annotations

import datetime as dt
import os
import statistics
import time
import tomllib
from collections.abc import Callable, Iterator
from contextlib import closing

from bench.office import an_office
from bench.row import Row
from devices.camera.simulated import SimulatedCard
from sync.settings import SettingsTrouble, load_settings
from tests.stories.office import Office, write_settings

ROUNDS = 5
DELAY_S = 0.8
"""The station's own, as it is delivered."""
ASKED_WITHIN_S, SHOWN_WITHIN_S = 3.0, 2.0


def measure() -> Iterator[Row]:
    """Middle values of five people."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with closing(SimulatedCard()) as card, an_office(answer_delay_seconds=DELAY_S) as office:
        taken = list(_rounds(office, card))
    read, asked, shown = (statistics.median(column) for column in zip(*taken, strict=True))
    yield Row("card raised to card read, s", read)
    yield Row("card raised to PIN asked, s", asked, f"<= {ASKED_WITHIN_S:.0f}", asked <= ASKED_WITHIN_S)
    yield Row("PIN given to own record, s", shown, f"<= {SHOWN_WITHIN_S:.0f}", shown <= SHOWN_WITHIN_S)


def _rounds(office: Office, card: SimulatedCard) -> Iterator[tuple[float, float, float]]:
    from PySide6.QtWidgets import QApplication

    from kiosk.visit import events as ev
    from kiosk.visit import states as st
    from ui.demo.hands import Hands
    from ui.demo.visitor import Visitor
    from ui.lobby.build import build_lobby
    from ui.lobby.settings import LobbySettings
    from ui.texts import language

    config = office.demo.lobby_config
    write_settings(config, tomllib.loads(config.read_text("utf-8")) | {"camera": card.url})
    settings = load_settings(LobbySettings, "lobby", config, {})
    assert not isinstance(settings, SettingsTrouble), settings
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    lobby = build_lobby(settings, app)
    assert not isinstance(lobby, str), lobby
    lobby.start()
    lobby.window.resize(1280, 720)
    lobby.window.show()
    hands = Hands(lobby.window, None, pause_ms=20)

    def when(condition: Callable[[], bool]) -> float:
        """When it came true, on the monotonic clock."""
        hands.wait(condition, "the next screen", 30.0)
        return time.monotonic()

    try:
        for person in office.served[:ROUNDS]:
            Visitor(lobby, hands).begin()
            begun = time.monotonic()
            card.hold(office.demo.card_of(person, dt.date.today()))
            read = when(lambda: not isinstance(lobby.visit.screen, st.Scanning)) - begun
            asked = when(lambda: isinstance(lobby.visit.screen, st.AskingFactor)) - begun
            hands.type_on_screen(person.pin)
            when(lambda: lobby.window.hears)
            begun = time.monotonic()
            hands.press(language("en").sentences["lobby.go_on"])
            shown = when(lambda: isinstance(lobby.visit.screen, st.AskingPage)) - begun
            yield read, asked, shown
            card.remove()
            lobby.happen(ev.WalkedAway())
    finally:
        lobby.stop()
        lobby.window.close()
