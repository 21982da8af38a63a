"""How often a hard frame is read wrongly, and how often two such frames agree on the same wrong text.

``hard`` presentations are at the edge of what this reader reads: small, blurred, moved, noisy, tilted,
glaring, covered. ``upright`` ones are at the edge of what zxing-cpp reads, which now and then calls a wrong
text valid. Every way of reading the product has is tried on every frame, and so is the sum of the first two.
Each wrong text is looked for in ten more frames of its presentation: so often would two wrong frames agree.

``APPEAR_PAIRS`` says how many presentations (60). ``python -m bench.scan_pairs hard 20000 2`` shows the count
as it grows: the kind, presentations, frames of each."""

from __future__ import annotations

import os
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations

from bench.row import Row
from bench.scan_causes import alone
from bench.scan_world import Grey, View, frame, later, payload
from devices.barcode.frugal import be_frugal
from devices.barcode.pdf417.finder import symbol_in
from devices.barcode.pdf417.weighing import Weighed, solve, weigh
from devices.barcode.pool import Pool
from devices.barcode.texture import Texture
from kiosk.id_card import is_grammatical

GROUP = "scan"
OURS, THEIRS = "this reader", "zxing-cpp on the whole frame"
_AGAIN = 10
"""After a wrong text so many more frames of the same presentation are asked whether they say it too."""


def hard(seed: int) -> View:
    """A presentation that is read about every second time."""
    pick = random.Random(seed)
    module = pick.uniform(1.05, 2.6)
    return View(
        seed=seed,
        size=(960, 540),
        module=module,
        turn=pick.choice([pick.uniform(-30, 30), pick.uniform(-4, 4), pick.uniform(0, 360)]),
        tilt=pick.uniform(0, 35),
        axis=pick.uniform(0, 180),
        blur=module * pick.uniform(0.3, 1.15),
        motion=pick.choice([0, 0, pick.uniform(1, 2.5 * module)]),
        heading=pick.uniform(0, 180),
        noise=pick.uniform(4, 30),
        contrast=pick.uniform(0.2, 0.9),
        glare=pick.choice([0, 0, pick.uniform(60, 260)]),
        cover=pick.choice([0, 0, pick.uniform(0.05, 0.4)]),
        clutter=pick.uniform(0, 1.2),
        jpeg=pick.randint(55, 90),
    )


def upright(seed: int) -> View:
    """A presentation that zxing-cpp alone reads about every second time."""
    pick = random.Random(seed)
    module = pick.uniform(1.9, 3.2)
    return View(
        seed=seed,
        size=(1280, 720),
        module=module,
        turn=pick.choice([0, 180]) + pick.uniform(-3, 3),
        tilt=pick.uniform(0, 12),
        axis=pick.uniform(0, 180),
        blur=module * pick.uniform(0.25, 0.5),
        motion=pick.choice([0, 0, pick.uniform(1, module)]),
        heading=pick.uniform(0, 180),
        noise=pick.uniform(3, 15),
        contrast=pick.uniform(0.4, 0.9),
        glare=pick.choice([0, 0, pick.uniform(60, 160)]),
        clutter=pick.uniform(0, 1.2),
        jpeg=pick.randint(55, 90),
    )


KINDS: dict[str, Callable[[int], View]] = {"hard": hard, "upright": upright}


@dataclass(frozen=True, slots=True)
class Told:
    """What one presentation says in some frames."""

    frames: list[dict[str, list[str]]]
    """For each frame, by the name of the way of reading, the texts read."""
    summed: list[str]
    """What the sums of the first two say."""


def told(view: View, count: int) -> Told:
    """``count`` frames, each read every way the product has, and the sum of two."""
    frames, weights = [], []
    for moment in range(count):
        said, weighed = one_frame(frame(later(view, moment)))
        frames.append(said)
        weights += [] if weighed is None or moment > 1 else [(weighed, moment)]
    pool, summed = Pool(), []
    for weighed, moment in [*weights, *weights]:  # both into both sums: the hardest case for a wrong one
        added = pool.add(weighed, moment, 0.0)
        summed += [] if added is None else [added.text]
    return Told(frames, summed)


def one_frame(grey: Grey) -> tuple[dict[str, list[str]], Weighed | None]:
    """What every way of reading says, and the weights of the first place that speaks."""
    said: dict[str, list[str]] = {OURS: [], THEIRS: alone(grey)}
    for region in Texture(grey).regions():
        seen = symbol_in(grey, region)
        weighed = None if seen is None else weigh(seen.crop, seen.lattice)
        if weighed is not None:
            solved = solve(weighed.weights, weighed.layout)
            said[OURS] += [] if solved is None else [solved.text]
            return said, weighed
    return said, None


def count(kind: str, seeds: range, frames: int = 2, show: bool = False) -> Counter[str]:
    """Frames and pairs of frames, right and wrong."""
    be_frugal()
    out: Counter[str] = Counter()
    for seed in seeds:
        text, view = payload(seed), KINDS[kind](seed)
        found = told(view, frames)
        said = [_all(one) for one in found.frames]
        for one in found.frames:
            _count_frame(one, text, out)
        out["presentations"] += 1
        out["sums read wrong"] += any(one != text for one in found.summed)
        for first, second in combinations(said, 2):
            out["pairs"] += 1
            out["pairs that agree right"] += text in first & second
            out["pairs of two wrong frames"] += bool(first - {text} and second - {text})
            out["pairs that agree wrong"] += bool(first & second - {text})
        for wrong in set().union(*said) - {text}:
            for moment in range(frames, frames + _AGAIN):
                out["frames asked again after a wrong text"] += 1
                out["which said it again"] += wrong in _all(one_frame(frame(later(view, moment)))[0])
        if show and out["presentations"] % 100 == 0:
            print(dict(out), flush=True)
    return out


def _count_frame(said: dict[str, list[str]], text: str, out: Counter[str]) -> None:
    wrong = _all(said) - {text}
    out["frames"] += 1
    out["frames read right"] += text in _all(said)
    out["frames read wrong"] += bool(wrong)
    out["wrong and of a card's grammar"] += any(map(is_grammatical, wrong))
    for name, texts in said.items():
        out[f"read right by {name}"] += text in texts
        out[f"read wrong by {name}"] += any(one != text for one in texts)


def _all(said: dict[str, list[str]]) -> set[str]:
    return {text for texts in said.values() for text in texts}


def measure() -> Iterator[Row]:
    """A sample of both kinds."""
    presentations = int(os.environ.get("APPEAR_PAIRS", "60"))
    for kind in KINDS:
        found = count(kind, range(100_000, 100_000 + presentations))
        for name in ("frames read right", "frames read wrong", "wrong and of a card's grammar"):
            yield Row(f"{kind} frames, of {found['frames']}: {name}", found[name])
        agreed = found["pairs that agree wrong"] + found["sums read wrong"]
        yield Row(
            f"{kind} pairs, of {found['pairs']}: agree or add up to a wrong text", agreed, "0", agreed == 0
        )


if __name__ == "__main__":
    chosen, presentations, each = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    print(dict(count(chosen, range(200_000, 200_000 + presentations), each, show=True)))
