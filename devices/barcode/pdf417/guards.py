"""The start and stop patterns at a symbol's sides: bands of upright stripes found by their exact profile.

Averaging the picture downwards smears the data to an even grey, while the guards, alike in every row, stay
sharp. So a guard is searched in averages of an upright crop, each sheared a little differently, by normalised
correlation with the pattern at every size; then it is followed up and down."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import cv2
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from devices.barcode.decode import Grey
from devices.barcode.pdf417.symbols import START, STOP, modules_across

_QUIET = 3
"""Modules of light outside each guard that belong to the pattern searched."""
_STEP = 1.045
_SMALLEST = 1.15
_SIZES = tuple(_SMALLEST * _STEP**n for n in range(math.ceil(math.log(2) / math.log(_STEP))))
"""Pixels per module of the searched templates: one octave; larger ones are searched in smaller pictures."""
_OCTAVES = 3
_SHEARS = np.linspace(-0.14, 0.14, 19, dtype=np.float32)
_NEARLY = slice(4, 15)
_CENTRAL = 84
_BAND = 6
_LOPSIDED = 1.9
"""A card tilted by 45 degrees shows its modules this much larger on one side, at most."""
_SHARE = 0.42
"""The start is searched in this share of the crop from the left, the stop in as much from the right."""
_FLAT = 5.0
"""Standard deviation in grey levels below which a profile counts as flat."""
_FAINT = 2.0
"""The same for a single band, where a card may be dim."""
_SUPPORT = 0.6
_GAP = 3
"""Bands that may be missing within a guard."""
_TRACED = 8
"""Rows of the crop per band when a guard is followed."""
_SOFT = 0.45
"""Blur in modules of the templates: between sharp and out of focus."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Line:
    """x = at + slope * y, in pixels of the crop."""

    at: float
    slope: float

    def x(self, y: float) -> float:
        return self.at + self.slope * y


@dataclass(frozen=True, slots=True)
class Guards:
    """Both guards of a symbol in an upright crop."""

    flipped: bool
    """The symbol stands on its head: what is on the left is its stop."""
    left: Line
    right: Line
    """Their outer edges."""
    modules: tuple[float, float]
    """Pixels per module along a row, about, at the left guard and at the right one."""
    top: float
    bottom: float
    """Between these rows of the crop the guards were seen."""
    score: float
    """0 to 1: the mean correlation of both."""

    @property
    def module(self) -> float:
        """Pixels per module along a row, about, over the whole symbol."""
        return (self.modules[0] + self.modules[1]) / 2


@dataclass(frozen=True, slots=True)
class _Sighting:
    score: float
    module: float
    slope: float
    edge: float


def find(crop: Grey, expected: float | None = None) -> Guards | None:
    """The guards in an upright crop, or None. ``expected``: pixels per module, when known from before."""
    height, width = crop.shape
    if width < 60 or height < 18:
        return None
    middle = height / 2
    # A crop made from an earlier sighting already stands along the bars.
    shears = _SHEARS if expected is None else _SHEARS[_NEARLY]
    sheared = _sheared(crop, middle, shears)
    reach = int(width * _SHARE)
    sizes = _range_of_sizes(width / 1.4, expected)
    left = _search(sheared[:, :reach], shears, "left", sizes)
    right = _search(sheared[:, width - reach :], shears, "right", sizes)
    best: Guards | None = None
    for flipped in (False, True):
        one, two = left.get(flipped), right.get(flipped)
        if one is None or two is None or not 1 / _LOPSIDED < one.module / two.module < _LOPSIDED:
            continue
        score = (one.score + two.score) / 2
        if best is None or score > best.score:
            shifted = two.edge + width - reach
            best = Guards(
                flipped,
                Line(one.edge - one.slope * middle, one.slope),
                Line(shifted - two.slope * middle, two.slope),
                (one.module, two.module),
                middle,
                middle,
                score,
            )
    return best


def follow(crop: Grey, guards: Guards) -> Guards | None:
    """``guards`` traced up and down through the crop and fitted; None when they do not go on."""
    left = _traced(crop, guards.left, "left", guards.flipped, guards.modules[0])
    right = _traced(crop, guards.right, "right", guards.flipped, guards.modules[1])
    if left is None or right is None:
        return None
    top, bottom = min(left[1], right[1]), max(left[2], right[2])
    middle = (top + bottom) / 2
    if right[0].x(middle) - left[0].x(middle) < modules_across(1) * guards.module * 0.8:
        return None
    return replace(guards, left=left[0], right=right[0], top=top, bottom=bottom)


def _range_of_sizes(width: float, expected: float | None) -> tuple[float, float]:
    if expected is not None:
        return expected / 1.15, expected * 1.15
    return width / modules_across(24), width / modules_across(3)


def _sheared(crop: Grey, middle: float, shears: Floats) -> Floats:
    """One averaged profile of the crop's middle per shear: shears x width."""
    width = crop.shape[1]
    top = max(0, round(middle) - _CENTRAL // 2)
    bands = min(_CENTRAL, crop.shape[0] - top) // _BAND
    part = crop[top : top + bands * _BAND]
    lines = cv2.resize(part, (width, bands), interpolation=cv2.INTER_AREA).astype(np.float32)
    offsets = top + (np.arange(bands) + 0.5) * _BAND - 0.5 - middle
    shifts = np.round(shears[:, None] * offsets).astype(int)
    most = int(np.abs(shifts).max())
    wide = np.pad(lines, ((0, 0), (most, most)), mode="edge")
    out = np.zeros((len(shears), width), np.float32)
    for n, row in enumerate((shifts + most).tolist()):
        mine = out[n]
        for band, start in enumerate(row):
            mine += wide[band, start : start + width]
    out /= bands
    return out


def _search(profiles: Floats, shears: Floats, side: str, sizes: tuple[float, float]) -> dict[bool, _Sighting]:
    """The best sighting on this side for each way up."""
    best: dict[bool, _Sighting] = {}
    for octave in range(_OCTAVES):
        if octave:
            profiles = _halved(profiles)
        scale = 2**octave
        bank, sheet = _bank(side)
        use = [n for n, one in enumerate(sheet) if sizes[0] <= one[1] * scale < sizes[1]]
        if not use or profiles.shape[1] < 24:
            continue
        scores = _correlated(profiles, bank[use], [sheet[n][2] for n in use])
        for flipped in (False, True):
            mine = [k for k, n in enumerate(use) if sheet[n][0] is flipped]
            part = scores[mine[0] : mine[-1] + 1]
            k, shear, x = np.unravel_index(int(part.argmax()), part.shape)
            size, score = sheet[use[mine[k]]][1], float(part[k, shear, x])
            if flipped not in best or score > best[flipped].score:
                edge = (float(x) + _outward(side, flipped) * size) * scale - 0.5
                best[flipped] = _Sighting(score, size * scale, float(shears[shear]), edge)
    return best


def _halved(profiles: Floats) -> Floats:
    even = profiles[:, : profiles.shape[1] // 2 * 2]
    return np.asarray((even[:, ::2] + even[:, 1::2]) / 2, np.float32)


def _correlated(profiles: Floats, bank: Floats, lengths: Sequence[int]) -> Floats:
    """Normalised correlation: templates x shears x positions; -1 where a template hangs over the edge."""
    longest, count = bank.shape[1], profiles.shape[1]
    padded = np.pad(profiles, ((0, 0), (0, longest - 1)), mode="edge")
    windows = sliding_window_view(padded, longest, axis=1).reshape(-1, longest)
    scores = (bank @ windows.T).reshape(len(bank), len(profiles), count)
    sums = np.cumsum(np.pad(padded, ((0, 0), (1, 0))), axis=1, dtype=np.float64)
    squares = np.cumsum(np.pad(padded, ((0, 0), (1, 0))).astype(np.float64) ** 2, axis=1)
    norms: dict[int, Floats] = {}
    for n, length in enumerate(lengths):
        if length not in norms:
            total = sums[:, length : length + count] - sums[:, :count]
            spread = squares[:, length : length + count] - squares[:, :count] - total**2 / length
            norms[length] = (1 / np.sqrt(np.maximum(spread, _FLAT**2 * length))).astype(np.float32)
        scores[n] *= norms[length]
        scores[n, :, max(0, count - length + 1) :] = -1
    return scores


@cache
def _bank(side: str) -> tuple[Floats, list[tuple[bool, float, int]]]:
    """Every template of a side, padded to one length; and (flipped, size, own length) of each."""
    ways = [(flipped, size) for flipped in (False, True) for size in _SIZES]
    made = [(flipped, size, template(_pattern(side, flipped), size)) for flipped, size in ways]
    longest = max(len(one) for _, _, one in made)
    bank = np.stack([np.pad(one, (0, longest - len(one))) for _, _, one in made])
    return bank, [(flipped, size, len(one)) for flipped, size, one in made]


def _outward(side: str, flipped: bool) -> int:
    """Modules from a template's first sample to the guard's outer edge."""
    return _QUIET if side == "left" else len(_pattern(side, flipped)) - _QUIET


@cache
def _pattern(side: str, flipped: bool) -> tuple[float, ...]:
    """Module by module, 1 light: the guard that stands on this side, its quiet zone outside."""
    start = (1.0,) * _QUIET + _modules(START)
    stop = _modules(STOP) + (1.0,) * _QUIET
    upright = start if (side == "left") != flipped else stop
    return upright[::-1] if flipped else upright


def _modules(widths: Sequence[int]) -> tuple[float, ...]:
    return tuple(float(n % 2) for n, width in enumerate(widths) for _ in range(width))


def template(pattern: Sequence[float], size: float, soft: float = _SOFT) -> Floats:
    """``pattern`` as pixels of ``size`` to a module, blurred, zero mean, unit length."""
    fine = 8
    samples = math.floor(len(pattern) * size)
    at = (np.arange(samples * fine) + 0.5) / fine / size
    values = np.array(pattern, np.float32)[np.minimum(at.astype(int), len(pattern) - 1)]
    pixels = values.reshape(1, samples, fine).mean(axis=2).astype(np.float32)
    blurred = cv2.GaussianBlur(pixels, (0, 0), max(0.5, soft * size), borderType=cv2.BORDER_REPLICATE)[0]
    centred = blurred - blurred.mean()
    return np.asarray(centred / np.linalg.norm(centred), np.float32)


def _traced(
    crop: Grey, line: Line, side: str, flipped: bool, module: float
) -> tuple[Line, float, float] | None:
    """The guard's outer edge fitted over all bands that show it, and from where to where they do."""
    bands = crop.shape[0] // _TRACED
    profiles = cv2.resize(
        crop[: bands * _TRACED], (crop.shape[1], bands), interpolation=cv2.INTER_AREA
    ).astype(np.float32)
    at = (np.arange(bands) + 0.5) * _TRACED - 0.5
    shape = template(_pattern(side, flipped), module)
    outward = _outward(side, flipped) * module - 0.5
    # First near the middle, where the line was found, then with its true slope all the way.
    middle = np.abs(at - crop.shape[0] / 2) < _CENTRAL
    for use, reach in ((np.nonzero(middle)[0], 1.6 * module), (np.arange(bands), 1.2 * module)):
        starts = line.at + line.slope * at[use] - outward
        edges, scores = _along(profiles[use], shape, starts, max(4, int(reach)))
        fitted = _fitted(at[use], edges + outward, scores, module)
        if fitted is None:
            return None
        line, top, bottom = fitted
    return line, top - _TRACED / 2, bottom + _TRACED / 2


def _fitted(
    at: NDArray[np.float64], edges: NDArray[np.float64], scores: NDArray[np.float64], module: float
) -> tuple[Line, float, float] | None:
    """The line through the edges that were seen for sure, without those that lie off it."""
    sure = scores > _SUPPORT
    if sure.sum() < 4:
        return None
    line = Line(float(np.median(edges[sure])), 0.0)
    near = sure
    for allowed in (math.inf, 1.2 * module, 0.5 * module):
        near = sure & (np.abs(edges - line.at - line.slope * at) < allowed)
        if near.sum() < 4:
            return None
        line = _straight(at[near], edges[near], scores[near] ** 4)
    run = _run(near)
    return line, float(at[run].min()), float(at[run].max())


def _straight(y: NDArray[np.float64], x: NDArray[np.float64], weight: NDArray[np.float64]) -> Line:
    """The weighted least squares line; upright when all lie at one height."""
    total = weight.sum()
    mean_y, mean_x = float(weight @ y / total), float(weight @ x / total)
    spread = float(weight @ (y - mean_y) ** 2)
    slope = float(weight @ ((y - mean_y) * (x - mean_x))) / spread if spread > 0 else 0.0
    return Line(mean_x - slope * mean_y, slope)


def _run(near: NDArray[np.bool_]) -> NDArray[np.intp]:
    """The longest run of bands that were seen, over gaps of at most a thumb's few bands."""
    seen = np.nonzero(near)[0]
    runs = np.split(seen, np.nonzero(np.diff(seen) > _GAP)[0] + 1)
    return max(runs, key=len)


def _along(
    profiles: Floats, shape: Floats, starts: NDArray[np.float64], reach: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Per band, where near its start the template fits best (to a fraction of a pixel), and how well."""
    length, pad = len(shape), len(shape) + reach + 2
    wide = np.pad(profiles, ((0, 0), (pad, pad)), mode="edge")
    first = np.clip(np.round(starts).astype(int) - reach + pad, 0, wide.shape[1] - length - 2 * reach - 1)
    take = first[:, None, None] + np.arange(2 * reach + 1)[:, None] + np.arange(length)
    windows = wide[np.arange(len(wide))[:, None, None], take]
    # The template has zero mean and unit length: only the windows are left to be normalised.
    spread = np.sqrt(np.maximum(windows.var(axis=2), _FAINT**2) * length)
    found = (windows @ shape) / spread
    band, best = np.arange(len(found)), found.argmax(axis=1)
    inside = (best > 0) & (best < 2 * reach)  # best at the very end of its reach is no peak
    middle = np.clip(best, 1, 2 * reach - 1)
    before, peak, after = (found[band, middle + step] for step in (-1, 0, 1))
    bend = np.minimum(before - 2 * peak + after, -1e-6)
    places = first - pad + middle + np.clip(0.5 * (before - after) / bend, -0.5, 0.5)
    return places, np.where(inside, peak, -1.0)
