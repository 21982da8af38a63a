"""From starting the lobby to its first frame, against a bare window of the same toolkit, in turns."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from contextlib import closing

from bench.office import an_office
from bench.row import Row
from devices.camera.simulated import SimulatedCard
from tests.programs import environment
from tests.shared import HOUSE
from tests.stories.office import write_settings

ROUNDS = 7
SLOWER_AT_MOST = 2.0


def measure() -> Iterator[Row]:
    """Middle values of seven warm starts each; the station answers meanwhile, as on a working day."""
    with closing(SimulatedCard()) as card, an_office() as office:
        config = office.demo.lobby_config
        changed = {"camera": card.url, "fullscreen": False}
        write_settings(config, tomllib.loads(config.read_text("utf-8")) | changed)
        programs = {"bare": ["bare"], "lobby": ["lobby", str(config)]}
        taken: dict[str, list[float]] = {name: [] for name in programs}
        for number in range(ROUNDS + 1):
            for name, arguments in programs.items():
                seconds = first_frame(arguments)
                if number:  # the first of each only warms the disk
                    taken[name].append(seconds)
    bare, lobby = (statistics.median(taken[name]) for name in programs)
    yield Row("start to first frame, bare window, s", bare)
    yield Row("start to first frame, lobby, s", lobby)
    ratio = statistics.median(a / b for a, b in zip(taken["lobby"], taken["bare"], strict=True))
    goal = f"<= {SLOWER_AT_MOST:.0f}x"
    yield Row("lobby slower than bare by", f"{ratio:.1f}x", goal, ratio <= SLOWER_AT_MOST)


def first_frame(arguments: list[str]) -> float:
    """Seconds from starting the program to its first frame."""
    begun = time.monotonic()
    said = subprocess.run(
        [sys.executable, "-m", "bench.frames", *arguments],
        cwd=HOUSE,
        env=environment(QT_QPA_PLATFORM="offscreen"),
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    (frame,) = (line for line in said.stdout.splitlines() if line.startswith("frame "))
    return float(frame.split()[1]) - begun
