"""A lobby's camera and reader left running, card after card, with faults: memory must stay flat.

``APPEAR_SOAK_S`` says how long (60 s; the documentation's run was 600): real time, the real driver, the
simulated card at 15 pictures a second, unplugged and stalled now and then."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterator

import psutil

from bench.row import Row
from bench.scan_world import payload
from devices.barcode.reader import Reader
from devices.camera.scene import Pose
from devices.camera.simulated import SimulatedCard
from devices.camera.webcam import Webcam
from devices.ports import Read, Reading, Symbology

GROUP = "scan"
_MOST_GROWTH = 0.03
_HELD_S = 4.0


def measure() -> Iterator[Row]:
    """Cards held, cards read, wrong ones, and how memory went."""
    seconds = float(os.environ.get("APPEAR_SOAK_S", "60"))
    card = SimulatedCard()
    reader = Reader(Webcam(card.source))
    told: list[Reading] = []
    reader.start(told.append)
    own = psutil.Process()
    memory: list[int] = []
    held: list[str] = []
    pick = random.Random(1)
    ends = time.monotonic() + seconds
    visit = 0
    while time.monotonic() < ends:
        visit += 1
        held.append(payload(visit % 200))
        card.hold(held[-1], Pose(turn=pick.uniform(-25, 25), tilt=pick.uniform(-20, 20), width=0.52))
        _until(lambda: Read(held[-1], Symbology.PDF417) in told[-8:], _HELD_S)
        card.remove()
        time.sleep(0.8)
        if visit % 7 == 0:
            card.drop()
            time.sleep(0.5)
            card.resume()
        if visit % 11 == 0:
            reader.stop()
            reader.start(told.append)
        memory.append(own.memory_info().rss)
    reader.stop()
    card.close()
    read = [reading.payload for reading in told if isinstance(reading, Read)]
    wrong = sum(one not in held for one in read)
    early, late = _middle(memory[len(memory) // 4 : len(memory) // 2]), _middle(memory[-len(memory) // 4 :])
    grown = late / early - 1 if early else 0.0
    yield Row(f"soak of {seconds:.0f} s: cards held", len(held))
    yield Row("soak: cards read", f"{len(read)}", "9 of 10", len(read) >= 0.9 * len(held))
    yield Row("soak: wrong", wrong, "0", wrong == 0)
    yield Row(
        "soak: memory, last quarter against the second",
        f"{100 * grown:+.1f} % of {early / 2**20:.0f} MB",
        f"<= {100 * _MOST_GROWTH:.0f} %",
        grown <= _MOST_GROWTH,
    )


def _until(condition: Callable[[], bool], seconds: float) -> None:
    """Wait as a person holding a card does: until it is read, or patience ends."""
    ends = time.monotonic() + seconds
    while not condition() and time.monotonic() < ends:
        time.sleep(0.05)


def _middle(values: list[int]) -> float:
    return float(sorted(values)[len(values) // 2]) if values else 0.0
