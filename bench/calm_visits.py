"""Whole visits at a calm person's pace through the real window, and how long that window ever stood still.

1.2 seconds a touch and 0.35 a key, counted from the second factor to the number on the screen, typing and
signature included. Camera, reader, station and printer are the real ones. Meanwhile a clock in the window's
own thread ticks every five milliseconds; a tick that came late is a moment in which no touch was heard. Only
as much of it counts as this program itself was at work: on a busy machine the rest is the time in which it
was not let run at all.
"""

from __future__ import annotations

import datetime as dt
import os
import statistics
import threading
import time
import tomllib
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from bench.office import an_office
from bench.row import Row
from devices.camera.simulated import SimulatedCard
from kiosk.visit import events as ev
from kiosk.visit import states as st
from sync.settings import SettingsTrouble, load_settings
from tests.stories.office import Office, write_settings
from ui.demo.hands import Hands
from ui.demo.people import DemoPerson
from ui.demo.run import NEW_HOME
from ui.demo.visitor import Move, Visitor
from ui.lobby.build import build_lobby
from ui.lobby.lobby import Lobby
from ui.lobby.settings import LobbySettings
from ui.lobby.warm import warm
from ui.widgets.keyboard import Key

TOUCH_MS, KEY_MS = 1200, 350
TICK_MS = 5
STALL_MS = 50
SAME_S, BLIND_S, MOVED_S = 90, 150, 180
SAME_TOUCHES, MOVED_TOUCHES = 16, 26


class CalmHands(Hands):
    """Hands that rest after everything, and count touches and keys apart."""

    keys = 0

    def _touch(self, widget: QWidget) -> None:
        is_key = isinstance(widget, Key)
        self._pause = KEY_MS if is_key else TOUCH_MS
        super()._touch(widget)
        if is_key:
            self.touches -= 1
            self.keys += 1


class Heartbeat(QObject):
    """How late each tick of the window's own thread came, in milliseconds."""

    def __init__(self) -> None:
        super().__init__()
        self.late: list[float] = []
        self.by_clock_ms = 0.0
        self._last, self._worked = time.monotonic(), time.process_time()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start(TICK_MS)

    def begin(self) -> None:
        """Count from here."""
        self.late.clear()
        self.by_clock_ms = 0.0
        self._last, self._worked = time.monotonic(), time.process_time()

    def _tick(self) -> None:
        now, worked = time.monotonic(), time.process_time()
        by_clock = (now - self._last) * 1000 - TICK_MS
        self.by_clock_ms = max(self.by_clock_ms, by_clock)
        self.late.append(max(min(by_clock, (worked - self._worked) * 1000), 0.0))
        self._last, self._worked = now, worked


@dataclass(frozen=True)
class Visited:
    """One visit, from the second factor to the number."""

    seconds: float
    touches: int
    keys: int
    worst_ms: float
    middle_ms: float
    by_clock_ms: float
    """As ``worst_ms``, with the time in which the program waited, or was not let run."""


def measure() -> Iterator[Row]:
    """Nothing changed with the record shown and without, and a move."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with closing(SimulatedCard()) as card:
        with an_office() as office:
            same, moved = _visits(office, card, [None, _move])
        with an_office(disclosure="blind") as office:
            (blind,) = _visits(office, card, [None])
    for name, visit, most in (
        ("calm visit, nothing changed, s", same, SAME_S),
        ("calm visit, nothing changed, blind, s", blind, BLIND_S),
        ("calm visit, a move, s", moved, MOVED_S),
    ):
        yield Row(name, visit.seconds, f"<= {most}", visit.seconds <= most)
    for name, visit, touches in (
        ("touches, nothing changed", same, SAME_TOUCHES),
        ("touches, nothing changed, blind", blind, SAME_TOUCHES),
        ("touches, a move", moved, MOVED_TOUCHES),
    ):
        yield Row(f"{name} (and {visit.keys} keys)", visit.touches, f"<= {touches}", visit.touches <= touches)
    worst = max(visit.worst_ms for visit in (same, blind, moved))
    middle = statistics.median(visit.middle_ms for visit in (same, blind, moved))
    yield Row("window's own thread late in a visit, middle, ms", middle)
    by_clock = max(visit.by_clock_ms for visit in (same, blind, moved))
    yield Row("window's own thread late in a visit, worst by the clock, ms", by_clock)
    yield Row("window's own thread late in a visit, worst, ms", worst, f"<= {STALL_MS}", worst <= STALL_MS)


def _move(person: DemoPerson) -> Move:
    home = person.registrant.residences[0].address
    assert home is not None
    return Move(home, NEW_HOME, dt.date.today() - dt.timedelta(days=2))


Change = Callable[[DemoPerson], Move] | None


def _visits(office: Office, card: SimulatedCard, changes: list[Change]) -> list[Visited]:
    config = office.demo.lobby_config
    write_settings(config, tomllib.loads(config.read_text("utf-8")) | {"camera": card.url})
    settings = load_settings(LobbySettings, "lobby", config, {})
    assert not isinstance(settings, SettingsTrouble), settings
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    lobby = build_lobby(settings, app)
    assert isinstance(lobby, Lobby), lobby
    lobby.start()
    lobby.window.resize(1920, 1080)
    lobby.window.show()
    beat = Heartbeat()
    hands = CalmHands(lobby.window, None)
    # The lobby does so itself, beside its window; this one can be waited for.
    warming = threading.Thread(target=warm)
    warming.start()
    hands.rest(3000)  # as on a kiosk that has been standing there
    hands.wait(lambda: not warming.is_alive(), "what the kiosk reads ahead", 60)
    try:
        return [
            _visit(office, card, lobby, hands, beat, person, change)
            for person, change in zip(office.served, changes, strict=False)
        ]
    finally:
        lobby.stop()
        lobby.window.close()


def _visit(
    office: Office,
    card: SimulatedCard,
    lobby: Lobby,
    hands: CalmHands,
    beat: Heartbeat,
    person: DemoPerson,
    change: Change,
) -> Visited:
    visitor = Visitor(lobby, hands)
    beat.begin()
    visitor.begin()
    card.hold(office.demo.card_of(person, dt.date.today()))
    hands.rest(1500)
    visitor.give_pin(person.pin)
    hands.wait(lambda: isinstance(lobby.visit.screen, st.AskingPage), "the pages", 30)
    card.remove()
    begun, hands.touches, hands.keys = time.monotonic(), 0, 0
    if change is not None:
        visitor.report(change(person))
    visitor.go_through_pages()
    visitor.confirm_and_sign()
    seconds = time.monotonic() - begun
    late = list(beat.late)
    lobby.happen(ev.WalkedAway())
    return Visited(seconds, hands.touches, hands.keys, max(late), statistics.median(late), beat.by_clock_ms)
