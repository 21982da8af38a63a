"""The lobby's door: a first screen before anything else is there, and a program that keeps to itself."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest
from PySide6.QtWidgets import QApplication

from kiosk.visit import events as ev
from kiosk.visit import states as st
from tests.programs import environment
from tests.shared import HOUSE
from tests.specimens.records import NOW
from tests.ui.kiosk_at_hand import Kiosk
from ui.lobby.door import glance
from ui.lobby.idle import IdleWatch
from ui.lobby.lobby import Lobby
from ui.lobby.screens import SCREENS
from ui.lobby.window import LobbyWindow
from ui.lobby.working import Working
from ui.lobby.zip_places import ZipPlaces

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
        "app = QApplication([])\ndoor = _Door(app, None)\ndoor.lobby.window.show()\napp.processEvents()\n"
        "print(' '.join(name for name in sys.modules if '.' not in name))\nsys.stdout.flush()\n"
        "import os\nos._exit(0)"
    )
    loaded = set(said_by(program).split())
    assert "PySide6" in loaded
    assert loaded & {*HEAVY, "qtawesome", "qtpy"} == set()


def test_every_state_of_a_visit_has_its_screen() -> None:
    assert set(SCREENS) == set(get_args(st.Screen)) - {st.Welcome}


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
