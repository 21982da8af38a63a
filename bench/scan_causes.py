"""What each trouble costs: one at a time is turned up until nobody reads any more.

``python -m bench.scan_causes [--seeds 24]`` measures every curve and draws them into docs/scanning/;
as a part of ``make bench-scan`` a few points of them are measured, beside zxing-cpp alone and pyzbar.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np

from bench.row import Row
from bench.scan_chart import draw
from bench.scan_world import Grey, View, frame, later, payload
from devices.barcode.decode import decode
from devices.barcode.pdf417.finder import symbol_in
from devices.barcode.pdf417.weighing import solve, weigh
from devices.barcode.sight import Sight
from devices.barcode.texture import Texture
from devices.ports import Symbology

GROUP = "scan"
DOCS = Path(__file__).resolve().parent.parent / "docs" / "scanning"
_FRAMES = 6


@dataclass(frozen=True, slots=True)
class Cause:
    """A trouble, its values, and the view in which it is turned."""

    name: str
    label: str
    values: tuple[float, ...]
    view: Callable[[float], View]


EASY = View(module=2.6, blur=0.8, turn=1.5)
CAUSES = (
    Cause(
        "distance",
        "pixels per module (1280 x 720)",
        (1.0, 1.2, 1.4, 1.6, 1.8, 2.0, 2.4, 2.8, 3.2),
        lambda v: replace(EASY, module=v, blur=0.5),
    ),
    Cause(
        "turn",
        "degrees turned",
        (0, 2, 4, 6, 10, 20, 30, 45, 60, 75, 90, 135, 180),
        lambda v: replace(EASY, turn=v),
    ),
    Cause("tilt", "degrees tilted", (0, 10, 20, 30, 40, 50, 60), lambda v: replace(EASY, tilt=v, axis=60.0)),
    Cause(
        "defocus",
        "sigma in modules (3 px per module)",
        (0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2),
        lambda v: replace(EASY, module=3.0, blur=3 * v),
    ),
    Cause(
        "motion",
        "pixels moved along the rows (3 px per module)",
        (0, 2, 3, 4, 5, 6, 7, 8, 10),
        lambda v: replace(EASY, module=3.0, motion=v),
    ),
    Cause("noise", "sigma in grey levels", (0, 5, 10, 15, 20, 30, 40, 60), lambda v: replace(EASY, noise=v)),
    Cause(
        "contrast",
        "of dark to light (noise 4)",
        (0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.4, 0.8),
        lambda v: replace(EASY, contrast=v),
    ),
    Cause("glare", "grey levels added", (0, 60, 120, 180, 240, 320, 480), lambda v: replace(EASY, glare=v)),
    Cause(
        "thumb",
        "share of the symbol's height hidden",
        (0, 0.1, 0.2, 0.3, 0.4, 0.5),
        lambda v: replace(EASY, cover=v),
    ),
    Cause(
        "clutter", "contrast of the room", (0, 0.25, 0.5, 0.75, 1.0, 1.4), lambda v: replace(EASY, clutter=v)
    ),
)


def read_once(grey: Grey) -> list[str]:
    """What the product's finder and weighing read from one frame."""
    for region in Texture(grey).regions():
        seen = symbol_in(grey, region)
        weighed = None if seen is None else weigh(seen.crop, seen.lattice)
        solved = None if weighed is None else solve(weighed.weights, weighed.layout)
        if solved is not None:
            return [solved.text]
    return []


def accepted(drawn: Callable[[int], Grey], frames: int = _FRAMES) -> str | None:
    """What the whole reader accepts within some frames: agreement, sums of frames and all."""
    sight = Sight()
    for moment in range(frames):
        read = sight.see(drawn(moment), moment / 15)
        if read is not None:
            return read.payload
    return None


def moments(view: View) -> Callable[[int], Grey]:
    """The frames of a presentation, by their number."""
    return lambda moment: frame(later(view, moment))


def alone(grey: Grey) -> list[str]:
    """zxing-cpp on the whole frame."""
    return [one.text for one in decode(grey, (Symbology.PDF417,), thorough=True)]


def by_pyzbar(grey: Grey) -> list[str]:
    """pyzbar on the whole frame."""
    from pyzbar import pyzbar

    return [one.data.decode("latin-1") for one in pyzbar.decode(grey, symbols=[pyzbar.ZBarSymbol.PDF417])]


READERS: dict[str, Callable[[Grey], list[str]]] = {
    "this reader, one frame": read_once,
    "zxing-cpp alone": alone,
    "pyzbar": by_pyzbar,
}
ALL_FRAMES = f"this reader, accepted within {_FRAMES} frames"


def curve(cause: Cause, values: Sequence[float], seeds: int, whole: bool) -> dict[str, list[float]]:
    """Share read at each value, per reader; ``wrong`` counts texts that were not the card's."""
    out: dict[str, list[float]] = {name: [] for name in READERS}
    out["wrong"] = []
    if whole:
        out[ALL_FRAMES] = []
    for value in values:
        right, wrong = dict.fromkeys(out, 0), 0
        for seed in range(seeds):
            view = replace(cause.view(value), seed=seed)
            text, picture = payload(seed), frame(view)
            for name, reader in READERS.items():
                read = reader(picture)
                right[name] += text in read
                wrong += name.startswith("this") and any(one != text for one in read)
            if whole:
                got = accepted(moments(view))
                right[ALL_FRAMES] += got == text
                wrong += got not in (None, text)
        for name in out:
            out[name].append(wrong if name == "wrong" else right[name] / seeds)
    return out


def measure() -> Iterator[Row]:
    """Three points of every curve, one frame each."""
    wrong = 0
    for cause in CAUSES:
        values = cause.values[:: max(1, len(cause.values) // 3)]
        found = curve(cause, values, 6, whole=False)
        wrong += int(sum(found["wrong"]))
        for name in READERS:
            said = ", ".join(
                f"{share:.0%} at {value:g}" for share, value in zip(found[name], values, strict=True)
            )
            yield Row(f"{cause.name} ({cause.label}), {name}", said)
    yield Row("wrong texts over all causes", wrong, "0", wrong == 0)


def main() -> None:
    """Every curve, drawn for the documentation."""
    ask = argparse.ArgumentParser()
    ask.add_argument("--seeds", type=int, default=24)
    ask.add_argument("--only", nargs="*")
    ask.add_argument("--out", type=Path, default=DOCS)
    given = ask.parse_args()
    cv2.setNumThreads(1)
    given.out.mkdir(parents=True, exist_ok=True)
    for cause in CAUSES:
        if given.only and cause.name not in given.only:
            continue
        found = curve(cause, cause.values, given.seeds, whole=True)
        wrong = int(np.sum(found.pop("wrong")))
        print(json.dumps({"cause": cause.name, "values": cause.values, **found, "wrong": wrong}), flush=True)
        picture = draw(cause.name, cause.label, cause.values, found, given.seeds)
        (given.out / f"{cause.name}.svg").write_text(picture, "utf-8")


if __name__ == "__main__":
    main()
