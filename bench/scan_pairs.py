"""How often a hard frame is read wrongly, and how often two such frames agree on the same wrong text.

Every presentation is at the edge of what can be read: small, blurred, moved, noisy, tilted, glaring, covered.
Each is seen in two frames; every way of reading the product has is tried on both, and so is their sum.
Each wrong text is looked for in ten more frames of its presentation: so often would two wrong frames agree.
``APPEAR_PAIRS`` says how many presentations (60); ``python -m bench.scan_pairs 20000`` shows the count as it
grows.
"""

from __future__ import annotations

import os
import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from bench.row import Row
from bench.scan_causes import alone
from bench.scan_world import Grey, View, frame, later, payload
from devices.barcode.one_thread import keep_to_one_thread
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


@dataclass(frozen=True, slots=True)
class Told:
    """What one hard presentation says in two frames."""

    frames: tuple[dict[str, list[str]], dict[str, list[str]]]
    """For each frame, by the name of the way of reading, the texts read."""
    summed: list[str]
    """What the sums of both frames say."""


def told(view: View) -> Told:
    """Two frames, each read every way the product has, and their sum."""
    frames, weights = [], []
    for moment in (0, 1):
        said, weighed = one_frame(frame(later(view, moment)))
        frames.append(said)
        weights += [] if weighed is None else [(weighed, moment)]
    pool, summed = Pool(), []
    for weighed, moment in [*weights, *weights]:  # both into both sums: the hardest case for a wrong one
        added = pool.add(weighed, moment, 0.0)
        summed += [] if added is None else [added.text]
    return Told((frames[0], frames[1]), summed)


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


def count(seeds: range, show: bool = False) -> Counter[str]:
    """Frames and pairs, right and wrong."""
    keep_to_one_thread()
    out: Counter[str] = Counter()
    for seed in seeds:
        text, view = payload(seed), hard(seed)
        found = told(view)
        for said in found.frames:
            _count_frame(said, text, out)
        wrong = [_all(said) - {text} for said in found.frames]
        both = _all(found.frames[0]) & _all(found.frames[1])
        out["pairs"] += 1
        out["pairs that agree right"] += text in both
        out["pairs of two wrong frames"] += all(wrong)
        out["pairs that agree wrong"] += bool(both - {text})
        out["sums read wrong"] += any(one != text for one in found.summed)
        for one in wrong[0] | wrong[1]:
            for moment in range(2, 2 + _AGAIN):
                out["frames asked again after a wrong text"] += 1
                out["which said it again"] += one in _all(one_frame(frame(later(view, moment)))[0])
        if show and out["pairs"] % 100 == 0:
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
    """A sample of the hard pairs."""
    pairs = int(os.environ.get("APPEAR_PAIRS", "60"))
    found = count(range(100_000, 100_000 + pairs))
    for name in ("frames read right", "frames read wrong", "wrong and of a card's grammar"):
        yield Row(f"hard frames, of {found['frames']}: {name}", found[name])
    agreed = found["pairs that agree wrong"]
    yield Row(f"hard pairs, of {found['pairs']}: agree on a wrong text", agreed, "0", agreed == 0)


if __name__ == "__main__":
    print(dict(count(range(200_000, 200_000 + int(sys.argv[1])), show=True)))
