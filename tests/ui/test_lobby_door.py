"""The lobby's door: a first screen before anything else is there, and a program that keeps to itself."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from devices.speech import WrittenSpeaker
from kiosk.id_card import Unreadable, Why
from kiosk.visit import Visit
from kiosk.visit import events as ev
from kiosk.visit import states as st
from tests.programs import environment
from tests.shared import HOUSE
from tests.specimens.records import NOW
from tests.ui.hands import press, press_key
from tests.ui.kiosk_at_hand import Kiosk
from ui.jobs import Jobs
from ui.lobby.access import Access
from ui.lobby.door import glance, tell_standing
from ui.lobby.four_keys import NEXT
from ui.lobby.front import Front
from ui.lobby.idle import IdleWatch
from ui.lobby.lobby import Lobby
from ui.lobby.screens import SCREENS
from ui.lobby.voice import Voice
from ui.lobby.window import LobbyWindow
from ui.lobby.working import Working
from ui.lobby.zip_places import ZipPlaces
from ui.standing import FIRST_SCREEN, IN_A_VISIT
from ui.widgets.tile import Tile

HEAVY = ("cv2", "numpy", "pydantic", "httpx", "cryptography", "sqlalchemy", "reportlab", "structlog", "typer")


def said_by(program: str) -> str:
    """What a program of its own prints."""
    ran = subprocess.run(
        [sys.executable, "-c", program],
        cwd=HOUSE,
        env=environment(QT_QPA_PLATFORM="offscreen"),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return ran.stdout


def test_the_first_screen_waits_for_nothing_heavy() -> None:
    program = (
        "import sys\nfrom PySide6.QtWidgets import QApplication\nfrom ui.lobby.door import _Door\n"
        "app = QApplication([])\ndoor = _Door(app, None)\n"
        "def seen():\n"
        "    print(door.front.findChild(WelcomeScreen) is not None, *sys.modules)\n"
        "    sys.stdout.flush()\n    os._exit(0)\n"
        "import os\nfrom ui.lobby.screens.welcome import WelcomeScreen\n"
        "door.front.drawn.disconnect()\ndoor.front.drawn.connect(seen)\ndoor.front.show()\napp.exec()"
    )
    drawn, *loaded = said_by(program).split()
    assert drawn == "True"
    assert {"PySide6", "ui.lobby.frame"} <= set(loaded)
    assert set(loaded) & {*HEAVY, "qtawesome", "qtpy"} == set()
    assert set(loaded) & {"kiosk.visit", "kiosk.id_card", "kiosk.registrant", "ui.lobby.window"} == set()


def test_once_it_is_warm_no_screen_sentence_or_address_reads_a_file() -> None:
    program = (
        "import subprocess, sys, tomllib\nfrom ui.lobby.warm import warm\nwarm()\n"
        "known = set(sys.modules)\ntomllib.loads = subprocess.run = None\n"
        "from sync import addresses\nfrom ui.lobby import screens\nfrom ui.texts import language\n"
        "said = [len(language(code).sentences) for code in ('en', 'es')]\nscreens.prepare()\n"
        "found = addresses.zip_code('64106')\n"
        "print(said[0] == said[1] > 1000, found.county, set(sys.modules) - known)"
    )
    assert said_by(program).split() == ["True", "Jackson", "set()"]


def test_the_lobby_takes_the_first_screens_place_and_a_touch_then_begins_a_visit(
    qapp: QApplication, qtbot: QtBot
) -> None:
    front = Front()
    qtbot.addWidget(front)
    front.resize(1280, 720)
    with qtbot.waitSignal(front.drawn, timeout=30_000):
        front.show()
    window = LobbyWindow(lambda: NOW, ZipPlaces(), motion=False)
    lobby = Lobby(qapp, window, IdleWatch(qapp, 60, 20))
    front.hold(window)
    front.resize(1920, 1080)
    assert window.geometry() == front.rect()
    focused = front.focusWidget()
    assert focused is not None
    assert window.isAncestorOf(focused)
    access = Access(qapp, window, Voice(WrittenSpeaker(), Jobs(threads=1)))
    press_key(focused, NEXT)
    assert access.keys.alone
    access.stop()
    tile = window.findChild(Tile)
    assert tile is not None
    at = tile.mapTo(front, tile.rect().center())
    assert tile in (front.childAt(at), *parents(front.childAt(at)))
    press(tile)
    assert isinstance(lobby.visit.screen, st.ChoosingLanguage)
    lobby.stop()


def parents(widget: QWidget | None) -> list[QWidget]:
    """Everything ``widget`` lies in."""
    found: list[QWidget] = []
    while widget is not None and (widget := widget.parentWidget()) is not None:
        found.append(widget)
    return found


def test_the_lobby_reads_no_modules_source_to_import_it() -> None:
    program = (
        "import linecache\nfrom PySide6.QtWidgets import QApplication\nfrom ui.lobby.door import _Door\n"
        "door = _Door(QApplication([]), None)\n"
        "print(*(name for name in linecache.cache if 'ui/widgets' in name))\n"
        "import os, sys\nsys.stdout.flush()\nos._exit(0)"
    )
    assert said_by(program).split() == []


def test_every_state_of_a_visit_has_its_screen() -> None:
    assert set(SCREENS) == {state.__name__ for state in get_args(st.Screen)} - {"Welcome"}


SCANS = (ev.Started(), ev.LanguageChosen("en"))


@pytest.mark.parametrize(
    ("before", "event"),
    [
        (SCANS, ev.CardRead(Unreadable(Why.EMPTY))),
        ((ev.ServiceWanted("permits"),), ev.NotKept()),
    ],
)
def test_a_screen_that_goes_on_by_itself_gives_the_person_all_of_the_time_again(
    qapp: QApplication, before: tuple[ev.Event, ...], event: ev.Event
) -> None:
    watch = IdleWatch(qapp, 60, 20)
    lobby = Lobby(qapp, LobbyWindow(lambda: NOW, ZipPlaces(), motion=False), watch)
    (timer,) = watch.findChildren(QTimer)
    for earlier in before:
        lobby.happen(earlier)
    timer.timeout.emit()
    lobby.happen(event)
    assert not lobby.visit.warned
    assert watch.remaining_ms() > 20_000
    timer.timeout.emit()
    assert lobby.visit.warned or lobby.visit == Visit()
    lobby.stop()


def test_whoever_listens_is_given_the_time_in_which_a_page_is_read_aloud(
    qapp: QApplication, tmp_path: Path
) -> None:
    watch = IdleWatch(qapp, 60, 20)
    lobby = Lobby(qapp, LobbyWindow(lambda: NOW, ZipPlaces(), motion=False), watch)
    kiosk = Kiosk(tmp_path)
    working = Working(qapp, lobby.window, kiosk.parts, kiosk.office)
    lobby.join(working)
    working.access.voice.turn(on=True)
    assert watch.remaining_ms() > 100_000
    lobby.happen(ev.WalkedAway())
    assert watch.remaining_ms() < 100_000
    lobby.stop()


def test_the_service_manager_hears_whether_a_visit_goes_on(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
    lobby = Lobby(qapp, LobbyWindow(lambda: NOW, ZipPlaces(), motion=False), IdleWatch(qapp, 60, 20))
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(tmp_path / "notify"))
        manager.settimeout(5)
        tell_standing(lobby)
        for event in (ev.Started(), ev.LanguageChosen("en"), ev.WalkedAway()):
            lobby.happen(event)
        heard = [manager.recv(100).decode() for _ in range(3)]
        assert heard == [f"STATUS={said}" for said in (FIRST_SCREEN, IN_A_VISIT, FIRST_SCREEN)]
        lobby.happen(ev.Started())
        late = Lobby(qapp, lobby.window, IdleWatch(qapp, 60, 20))
        late.happen(ev.Started())
        tell_standing(late)
        assert [manager.recv(100).decode() for _ in range(2)] == [f"STATUS={IN_A_VISIT}"] * 2
    for one in (lobby, late):
        one.stop()


def test_the_scripts_of_the_image_know_what_the_lobby_says() -> None:
    scripts = HOUSE / "packaging/image/root/usr/lib/appear"
    kept, anew = ((scripts / name).read_text("utf-8") for name in ("proven", "when-free"))
    assert f'"{FIRST_SCREEN}" | "{IN_A_VISIT}")' in kept
    assert f'= "{FIRST_SCREEN}" ]' in anew
    assert IN_A_VISIT not in anew


def test_a_visit_may_begin_before_anything_works_for_it(qapp: QApplication, tmp_path: Path) -> None:
    window = LobbyWindow(lambda: NOW, ZipPlaces(), motion=False)
    lobby = Lobby(qapp, window, IdleWatch(qapp, 60, 20))
    for event in (ev.Started(), ev.LanguageChosen("es")):
        lobby.happen(event)
    assert isinstance(lobby.visit.screen, st.Scanning)
    kiosk = Kiosk(tmp_path)
    lobby.join(Working(qapp, window, kiosk.parts, kiosk.office))
    lobby.stop()  # waits for what was begun
    assert kiosk.reader.starts == 1
    window.close()


@pytest.mark.parametrize(
    ("told", "seen"),
    [
        ("", (True, True)),
        ("fullscreen = false", (False, True)),
        ("motion = false", (True, False)),
        ("this is no TOML", (True, True)),
    ],
)
def test_a_glance_at_the_settings_never_fails(tmp_path: Path, told: str, seen: tuple[bool, bool]) -> None:
    file = tmp_path / "lobby.toml"
    file.write_text(told)
    assert glance(file) == seen
    assert glance(tmp_path / "none.toml") == (True, True)


def test_the_program_leaves_no_core_and_no_page_on_the_swap() -> None:
    said = said_by(
        "import ctypes, resource\nfrom ui.lobby.memory import keep_to_itself\n"
        "failed = keep_to_itself()\n"
        "locked = [line for line in open('/proc/self/status') if line.startswith('VmLck')][0].split()[1]\n"
        "dumpable = ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)\n"
        "print(failed, resource.getrlimit(resource.RLIMIT_CORE), dumpable, int(locked) > 0)"
    )
    assert said.strip() in (
        "() (0, 0) 0 True",
        "('swap',) (0, 0) 0 False",  # where the system lets nobody lock memory: said in the log
    )
