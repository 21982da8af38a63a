"""How much memory each program holds after its work has begun: resident, in megabytes."""

from __future__ import annotations

import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psutil

from bench.office import an_office
from bench.row import Row
from devices.camera.simulated import SimulatedCard
from sync.kiosk_wire import Accepted
from tests.programs import Program, environment
from tests.shared import HOUSE
from tests.stories.office import Office, write_settings
from tests.stories.sending import send
from tests.stories.visits import made
from tests.waiting import until

CHECK_INS = 40
SETTLED_S = 2.0
"""Memory that has not grown for so long is what the program holds."""
_OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}


def measure() -> Iterator[Row]:
    """Each program of an office at work, and a bare window of the same toolkit beside them."""
    with closing(SimulatedCard()) as card, an_office(answer_delay_seconds=0.0) as office:
        yield Row("memory of the registry, MB", _settled(office.registry.pid))
        yield Row("memory of the station, MB", _settled(office.station.pid))
        for number in range(1, 1 + CHECK_INS):
            person = office.served[number % len(office.served)]
            assert isinstance(send(office, made(office.card(person), number)), Accepted)
        yield Row(f"memory of the station after {CHECK_INS} check-ins, MB", _settled(office.station.pid))
        yield Row("memory of a bare window, MB", _of_bare_window())
        lobby, desk = office.demo.lobby_config, office.demo.desk_config
        changed = {"camera": card.url, "fullscreen": False}
        write_settings(lobby, tomllib.loads(lobby.read_text("utf-8")) | changed)
        yield Row("memory of the lobby, MB", _of_door(office, "lobby", lobby))
        yield Row("memory of the desk, MB", _of_door(office, "desk", desk))


def _of_door(office: Office, door: str, config: Path) -> float:
    log = office.folder / f"{door}.log"
    program = Program((door, "--config", str(config)), log, variables=_OFFSCREEN)
    program.start()
    try:
        return _settled(program.pid)
    finally:
        program.kill()


def _of_bare_window() -> float:
    command = [sys.executable, "-m", "bench.frames", "bare", "stay"]
    with subprocess.Popen(command, cwd=HOUSE, env=environment(**_OFFSCREEN)) as window:
        try:
            return _settled(window.pid)
        finally:
            window.kill()


def _settled(pid: int) -> float:
    """Megabytes resident once they stop growing."""
    program = psutil.Process(pid)
    most, since = 0, time.monotonic()

    def stands() -> bool:
        nonlocal most, since
        held = program.memory_info().rss
        if held > most + 1_000_000:
            most, since = held, time.monotonic()
        return time.monotonic() - since >= SETTLED_S and most > 20_000_000

    until(stands, within=60, what="memory that stands still")
    return round(program.memory_info().rss / 1e6, 1)
