"""How often a hard frame is read wrongly, and how often two such frames agree on the same wrong text.

Every presentation is at the edge of what can be read: small, blurred, moved, noisy, tilted, glaring, covered.
Each is seen in two frames; every way of reading the product has is tried on both.
``APPEAR_PAIRS`` says how many presentations (60); ``python -m bench.scan_pairs 20000`` shows the
count as it grows.
"""

from __future__ import annotations

import os
import random
import sys
from collections import Counter
from collections.abc import Iterator

import cv2

from bench.row import Row
from bench.scan_causes import alone
from bench.scan_world import View, frame, later, payload
from devices.barcode.pdf417.finder import symbol_in
from devices.barcode.pdf417.weighing import solve, weigh
from devices.barcode.pool import Pool
from devices.barcode.texture import Texture
from kiosk.id_card import is_grammatical

GROUP = "scan"


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


def told(view: View) -> tuple[list[str], list[str], list[str]]:
    """What the two frames say, each by every single-frame way, and what their sum says."""
    singles, weights = [], []
    for moment in (0, 1):
        grey = frame(later(view, moment))
        said = alone(grey)
        for region in Texture(grey).regions():
            seen = symbol_in(grey, region)
            weighed = None if seen is None else weigh(seen.crop, seen.lattice)
            if weighed is not None:
                weights.append((weighed, moment))
                solved = solve(weighed.weights, weighed.layout)
                said += [] if solved is None else [solved.text]
                break
        singles.append(said)
    pool, summed = Pool(), []
    for weighed, moment in [*weights, *weights]:  # both into both sums: the hardest case for a wrong one
        added = pool.add(weighed, moment, 0.0)
        summed += [] if added is None else [added.text]
    return singles[0], singles[1], summed


def count(seeds: range, show: bool = False) -> Counter[str]:
    """Frames and pairs, right and wrong."""
    out: Counter[str] = Counter()
    for seed in seeds:
        text = payload(seed)
        first, second, summed = told(hard(seed))
        for said in (first, second):
            out["frames"] += 1
            out["frames read right"] += text in said
            wrong = {one for one in said if one != text}
            out["frames read wrong"] += bool(wrong)
            out["wrong and of a card's grammar"] += any(map(is_grammatical, wrong))
        out["pairs"] += 1
        both = set(first) & set(second)
        out["pairs that agree right"] += text in both
        out["pairs that agree wrong"] += bool(both - {text})
        out["sums read wrong"] += any(one != text for one in summed)
        if show and out["pairs"] % 100 == 0:
            print(dict(out), flush=True)
    return out


def measure() -> Iterator[Row]:
    """A sample of the hard pairs."""
    pairs = int(os.environ.get("APPEAR_PAIRS", "60"))
    found = count(range(100_000, 100_000 + pairs))
    for name in ("frames read right", "frames read wrong", "wrong and of a card's grammar"):
        yield Row(f"hard frames, of {found['frames']}: {name}", found[name])
    agreed = found["pairs that agree wrong"]
    yield Row(f"hard pairs, of {found['pairs']}: agree on a wrong text", agreed, "0", agreed == 0)


if __name__ == "__main__":
    cv2.setNumThreads(1)
    print(dict(count(range(200_000, 200_000 + int(sys.argv[1])), show=True)))
