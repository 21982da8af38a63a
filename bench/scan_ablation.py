"""What each part of the reader brings: the same people and the same hard frames with one part taken away.

``python -m bench.scan_ablation [--people 100] [--hard 200]`` prints a table. The people are the yardstick's,
on its virtual clock, which here counts processor time; hard presentations are those of ``bench.scan_pairs``,
six frames each."""

from __future__ import annotations

import argparse
import importlib.util
import math
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np

from bench.scan_causes import accepted, moments
from bench.scan_pairs import hard
from bench.scan_people import HOUSE
from bench.scan_world import payload
from devices.barcode import sight
from devices.barcode.agreement import Agreement, Said, acceptable
from devices.barcode.decode import Grey, decode
from devices.barcode.pdf417 import cells, lattice, weighing
from devices.barcode.pdf417.finder import Finder, Sighting
from devices.barcode.pdf417.lattice import Lattice
from devices.barcode.pdf417.layout import Layout
from devices.barcode.pdf417.weighing import Floats, Solved, Weighed, weigh
from devices.barcode.pool import Pool
from devices.barcode.sight import Sight, as_grey
from devices.ports import Read, Symbology

SIZES = ((1920, 1080), (1280, 720))


def _without(owner: object, name: str, instead: object) -> Callable[[], AbstractContextManager[Any]]:
    return lambda: patch.object(owner, name, instead)


def _several(*parts: Callable[[], AbstractContextManager[Any]]) -> Callable[[], AbstractContextManager[Any]]:
    def all_of_them() -> AbstractContextManager[Any]:
        stack = ExitStack()
        for part in parts:
            stack.enter_context(part())
        return stack

    return all_of_them


def _no_sum(pool: Pool, weighed: Weighed, frame: int, seconds: float) -> None:
    return None


_look = Finder.look


def _anew(finder: Finder, *arguments: Any) -> Sighting | None:
    finder.forget()
    return _look(finder, *arguments)


def _straight(crop: Grey, grid: Lattice) -> Grey:
    return np.asarray(np.pad(grid.raster(crop, 4, 12, 1), 16, mode="edge"), np.uint8)


def _by_zxing_cpp(cut: Callable[[Grey, Lattice], Grey]) -> Callable[[], AbstractContextManager[Any]]:
    """The symbol is found as ever, then zxing-cpp decodes what ``cut`` makes of it."""
    cuts: list[Grey] = []

    def weighed(crop: Grey, grid: Lattice) -> Weighed | None:
        cuts[:] = [cut(crop, grid)]
        return weigh(crop, grid)

    def solved(weights: Floats, layout: Layout) -> Solved | None:
        return next((Solved(one.text, 0) for one in decode(cuts[0], (Symbology.PDF417,))), None)

    return _several(
        _without(sight, "weigh", weighed), _without(sight, "solve", solved), _without(Pool, "add", _no_sum)
    )


def _at_once(agreement: Agreement, said: Iterable[Said], seconds: float) -> Read | None:
    return next((Read(one.text, one.symbology) for one in said if acceptable(one.text, one.symbology)), None)


PARTS: dict[str, Callable[[], AbstractContextManager[Any]]] = {
    "nothing: the whole reader": _several(),
    "sums of frames": _without(Pool, "add", _no_sum),
    "words half seen": _without(weighing, "_NEARLY_ALL", ()),
    "doubtful words given up": _several(
        _without(weighing, "_NEARLY_ALL", ()), _without(weighing, "_DOUBT", (-1.0,))
    ),
    "sideways shifts of a word": _without(cells, "_SHIFTS", (0,)),
    "the bend of a row": _without(cells, "_drift", lambda mean, places: np.zeros(places, np.intp)),
    "words drawn as blurred as seen": _without(cells, "_softness", lambda mean: cells._SOFTNESS[0]),
    "rows followed in perspective": _several(
        _without(lattice, "_LEANS", np.zeros(1)), _without(lattice, "_moved", lambda crop, grid: grid)
    ),
    "following from frame to frame": _without(Finder, "look", _anew),
    "weighing: zxing-cpp on the straightened symbol": _by_zxing_cpp(_straight),
    "weighing and straightening: zxing-cpp on the upright crop": _by_zxing_cpp(lambda crop, grid: crop),
    "finding too: zxing-cpp on the whole frame": _several(
        _without(Finder, "look", lambda *_: None), _without(sight, "_WHOLE_S", -1.0)
    ),
    "agreement: the first text counts": _without(Agreement, "hear", _at_once),
}


def yardstick() -> Any:
    """The shared folder's module of simulated people."""
    path = Path(
        os.environ.get("APPEAR_SHARED") or HOUSE.parent / "shared", "scanning/measure/presentations.py"
    )
    spec = importlib.util.spec_from_file_location("presentations", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["presentations"] = module
    spec.loader.exec_module(module)
    return module


@dataclass(slots=True)
class Tally:
    """What one shortened reader made of the people of one size."""

    times: list[float] = field(default_factory=list)
    """When each was accepted; infinite for those who were not."""
    wrong: int = 0
    cost: list[float] = field(default_factory=list)

    def __str__(self) -> str:
        read = sum(map(math.isfinite, self.times))
        middle = sorted(self.times)[len(self.times) // 2]
        told = f"{middle:.2f} s" if math.isfinite(middle) else "-"
        cost = 1000 * float(np.median(self.cost))
        return f"{100 * read / len(self.times):.0f} % | {told} | {self.wrong} | {cost:.0f} ms"

    def add(self, text: str, frames: Callable[[float], Grey], fps: int, limit: float) -> None:
        """One person: a frame every 1/``fps`` s, the newest one after each look; processor time counts."""
        eyes, seconds = Sight(), 0.0
        while seconds < limit:
            picture = frames(seconds)
            started = time.process_time()
            read = eyes.see(picture, seconds)
            self.cost.append(time.process_time() - started)
            if read is not None:
                right = read.payload.strip() == text.strip()
                self.wrong += not right
                self.times.append(seconds + self.cost[-1] if right else math.inf)
                return
            seconds += max(1, math.ceil(self.cost[-1] * fps)) / fps
        self.times.append(math.inf)


def people(seeds: range, size: tuple[int, int]) -> dict[str, Tally]:
    """Every shortened reader on the same people; each frame is drawn once."""
    world, out = yardstick(), {name: Tally() for name in PARTS}
    for seed in seeds:
        person, drawn = world.Person(seed, size), dict[int, Grey]()

        def frames(seconds: float, person: Any = person, drawn: dict[int, Grey] = drawn) -> Grey:
            number = round(seconds * 15)
            if number not in drawn:
                drawn[number] = as_grey(person.frame(seconds))
            return drawn[number]

        for name, part in PARTS.items():
            with part():
                out[name].add(person.text, frames, world.FPS, world.LIMIT)
    return out


def hard_ones(seeds: range) -> dict[str, str]:
    """Share accepted of the hard presentations, and wrong ones, by every reader on the same frames."""
    right, wrong = Counter[str](), Counter[str]()
    for seed in seeds:
        text, drawn = payload(seed), cache(moments(hard(seed)))
        for name, part in PARTS.items():
            with part():
                got = accepted(drawn)
            right[name] += got == text
            wrong[name] += got not in (None, text)
    return {name: f"{100 * right[name] / len(seeds):.0f} % | {wrong[name]}" for name in PARTS}


def main() -> None:
    """The table."""
    ask = argparse.ArgumentParser()
    ask.add_argument("--people", type=int, default=100)
    ask.add_argument("--hard", type=int, default=200)
    ask.add_argument("--first", type=int, default=0)
    given = ask.parse_args()
    columns = [people(range(given.first, given.first + given.people), size) for size in SIZES]
    rest = hard_ones(range(given.first, given.first + given.hard))
    for name in PARTS:
        print(
            f"| {name} | {' | '.join(str(column[name]) for column in columns)} | {rest[name]} |", flush=True
        )


if __name__ == "__main__":
    main()
