"""From two guards to the exact grid of rows and columns between them, corrected for perspective.

Where two rows of a PDF417 meet, nearly every column changes: the differences between picture lines rise and
fall with the rows' pitch. Their phase, taken in many columns and heights, gives the rows to a small fraction
of their height, however the card is held."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from devices.barcode.decode import Grey
from devices.barcode.pdf417.guards import Guards
from devices.barcode.pdf417.symbols import (
    FEWEST_ROWS,
    MOST_COLUMNS,
    START_MODULES,
    STOP_MODULES,
    WORD,
    modules_across,
)

_BLOCKS = 48
_BLOCK = 8
"""Columns of differences a picture line is cut into, and their samples."""
_LOWEST_ROW, _HIGHEST_ROW = 1.7, 8.0
"""Height of a row in modules that is searched."""
_PER_ROW = 4
"""Samples per row once the pitch is known."""
_SPECTRUM = 2048
_LEANS = np.linspace(-0.24, 0.24, 17)
"""Shares by which rows may lie denser at the right edge than in the middle."""
_STEEPEST = 3.0
"""Picture lines a row may rise or fall from block to block."""
_WINDOWS = 4
_GROUPS = 12

Floats = NDArray[np.float32]
Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Lattice:
    """``rows`` whole rows lying between four corners; which rows of the symbol they are is not yet known."""

    corners: Points
    """4 x 2, pixels of the upright crop: top left, top right, bottom right, bottom left of these rows, from
    the outer edge of one guard to that of the other."""
    rows: int
    columns: int
    """Columns of data between the row indicators."""
    flipped: bool

    @property
    def modules(self) -> int:
        return modules_across(self.columns)

    def raster(self, crop: Grey, per_module: int, per_row: int, beyond: int = 0) -> Grey:
        """The rows, ``beyond`` more above and below, ``per_module`` and ``per_row`` samples each, head up."""
        size = (self.modules * per_module, (self.rows + 2 * beyond) * per_row)
        to = _onto(self.corners, size[0], self.rows * per_row)
        to = np.array([[1, 0, 0], [0, 1, beyond * per_row], [0, 0, 1.0]]) @ to
        out = _warped(crop, to, size)
        return np.ascontiguousarray(out[::-1, ::-1]) if self.flipped else out


def settle(crop: Grey, guards: Guards) -> Lattice | None:
    """The lattice between ``guards`` in an upright crop; None when no rows show."""
    first = _first_guess(crop, guards)
    if first is None:
        return None
    for _ in range(2):
        first = _moved(crop, first)
    columns = _columns(crop, first, guards)
    return None if columns is None else replace(first, columns=columns)


def _first_guess(crop: Grey, guards: Guards) -> Lattice | None:
    """Rows' pitch and slant from the spectrum of differences between picture lines."""
    top, bottom = guards.top, guards.bottom
    box = np.array(
        [
            (guards.left.x(top), top),
            (guards.right.x(top), top),
            (guards.right.x(bottom), bottom),
            (guards.left.x(bottom), bottom),
        ]
    )
    height = round(bottom - top)
    if height < 3 * guards.module * FEWEST_ROWS:
        return None
    across = float(guards.right.x((top + bottom) / 2) - guards.left.x((top + bottom) / 2))
    to = _onto(box, _BLOCKS * _BLOCK, height)
    flow = _differences(_warped(crop, to, (_BLOCKS * _BLOCK, height)))
    inner = _inner(guards.module / across)
    fan = _fan(flow[:, inner], np.nonzero(inner)[0], guards.module)
    middle = height / 2
    top_row = int(np.ceil(fan.phase - fan.density * middle - 0.25))
    rows = int(np.floor(fan.phase + fan.density * middle + 0.25)) - top_row
    if rows < FEWEST_ROWS:
        return None
    edge = _BLOCKS * _BLOCK
    heights = [middle + fan.height(row, side) for row in (top_row, top_row + rows) for side in (-1, 1)]
    corners = np.array([(0, heights[0]), (edge, heights[1]), (edge, heights[3]), (0, heights[2])])
    return Lattice(_through(np.linalg.inv(to), corners), rows, MOST_COLUMNS, guards.flipped)


@dataclass(frozen=True, slots=True)
class _Fan:
    """Rows as they lie in a raster: nearly parallel, denser to one side when the card is tilted.

    Row = density * (1 + lean * x) * y + slant * x + phase; x from -1 to 1, y lines from the middle."""

    density: float
    lean: float
    slant: float
    phase: float

    def height(self, row: float, x: float) -> float:
        """Where the border before ``row`` lies, in lines from the middle."""
        return (row - self.phase - self.slant * x) / (self.density * (1 + self.lean * x))


def _fan(flow: Floats, blocks: NDArray[np.intp], module: float) -> _Fan:
    """The rows whose borders lie where picture lines differ."""
    lines = len(flow)
    x = (blocks + 0.5) * 2 / _BLOCKS - 1
    windowed = flow * np.hanning(lines)[:, None]
    spectrum = np.fft.rfft(windowed, _SPECTRUM, axis=0)
    power = np.abs(spectrum) ** 2
    bins = np.arange(
        max(2, int(_SPECTRUM / (_HIGHEST_ROW * module))),
        min(len(power) // 2, int(_SPECTRUM / (_LOWEST_ROW * module)) + 1),
    )
    # All columns of one symbol share density and lean: their powers are added along every fan.
    groups = np.arange(len(x)) * _GROUPS // len(x)
    together = np.stack([power[:, groups == n].sum(axis=1) for n in range(_GROUPS)], axis=1)
    centres = np.array([x[groups == n].mean() for n in range(_GROUPS)])
    places = np.round(bins * (1 + _LEANS[:, None, None] * centres[:, None])).astype(int)
    sums = together[np.minimum(places, len(power) - 1), np.arange(_GROUPS)[:, None]].sum(axis=1)
    lean, best = np.unravel_index(int(sums.argmax()), sums.shape)
    density, leaning = bins[best] / _SPECTRUM, float(_LEANS[lean])
    # Differences i lie between lines i and i + 1: at height i + 1.
    y = np.arange(lines) + 1 - lines / 2
    wave = np.exp(-2j * np.pi * density * (1 + leaning * x) * y[:, None])
    phases = (windowed * wave).sum(axis=0)
    slants = np.linspace(-1, 1, 241) * _STEEPEST * density * _BLOCKS / 2
    found = np.exp(-2j * np.pi * np.outer(slants, x)) @ phases
    steep = int(np.abs(found).argmax())
    return _Fan(float(density), leaning, float(slants[steep]), float(np.angle(found[steep])) / (2 * np.pi))


def _moved(crop: Grey, lattice: Lattice) -> Lattice:
    """The lattice with its corners moved along the guards to where the rows really are."""
    lines = lattice.rows * _PER_ROW
    to = _onto(lattice.corners, _BLOCKS * _BLOCK, lines)
    flow = _differences(_warped(crop, to, (_BLOCKS * _BLOCK, lines)))[:, 3:-3]
    wave = flow * np.exp(-2j * np.pi * (np.arange(len(flow)) + 1) / _PER_ROW)[:, None]
    group = np.arange(wave.shape[1]) * _GROUPS // wave.shape[1]
    u = np.array([(np.nonzero(group == n)[0].mean() + 3.5) / _BLOCKS for n in range(_GROUPS)])
    summed = np.stack([wave[:, group == n].sum(axis=1) for n in range(_GROUPS)], axis=1)
    v = (np.arange(len(flow)) + 1) / lines
    centres = (np.arange(_WINDOWS) + 0.5) / _WINDOWS
    weights = np.clip(1 - np.abs(v[:, None] - centres) * _WINDOWS / 1.5, 0, None)
    phases = weights.T @ summed
    off = -np.angle(phases) / (2 * np.pi)
    shift = _plane(off, np.abs(phases), u, centres)
    unit = np.array([(0, 0), (1, 0), (1, 1), (0, 1.0)])
    unit[:, 1] += shift / lattice.rows
    target = unit * (_BLOCKS * _BLOCK, lines)
    return replace(lattice, corners=_through(np.linalg.inv(to), target))


def _plane(off: Points, weight: Points, u: Points, v: Points) -> Points:
    """Offsets at the four corners, in rows, that explain ``off`` (windows x groups) best."""
    vv, uu = np.meshgrid(v, u, indexing="ij")
    shares = np.stack([(1 - uu) * (1 - vv), uu * (1 - vv), uu * vv, (1 - uu) * vv], axis=-1).reshape(-1, 4)
    trust = weight.ravel() / (weight.max() + 1e-9)
    found = np.zeros(4)
    for _ in range(3):
        # Offsets are known up to whole rows: the branch nearest to what is believed so far.
        wrapped = off.ravel() - np.round(off.ravel() - shares @ found)
        doubt = trust / (1 + (np.abs(wrapped - shares @ found) / 0.15) ** 2)
        heavy = shares * doubt[:, None] ** 2
        found = np.linalg.solve(heavy.T @ shares + 1e-6 * np.eye(4), heavy.T @ wrapped)
    return np.clip(found, -0.8, 0.8)


def _columns(crop: Grey, lattice: Lattice, guards: Guards) -> int | None:
    """How many columns of data: every word begins dark after ending light, so the borders show on average."""
    samples = 8
    width = float(np.linalg.norm(lattice.corners[1] - lattice.corners[0]))
    width = (width + float(np.linalg.norm(lattice.corners[2] - lattice.corners[3]))) / 2
    about = (width / guards.module - START_MODULES - STOP_MODULES) / WORD - 2
    best: tuple[float, int] | None = None
    raster = replace(lattice, columns=MOST_COLUMNS).raster(crop, 2, 1)
    mean = raster.mean(axis=0)
    for columns in range(max(1, round(about) - 2), min(MOST_COLUMNS, round(about) + 2) + 1):
        modules = modules_across(columns)
        at = (np.arange(modules * samples) + 0.5) / (modules * samples) * len(mean) - 0.5
        profile = np.interp(at, np.arange(len(mean)), mean).reshape(modules, samples).mean(axis=1)
        borders = START_MODULES + WORD * np.arange(columns + 3)
        step = float((profile[borders - 1] - profile[borders]).mean())
        if best is None or step > best[0]:
            best = (step, columns)
    return None if best is None else best[1]


def _inner(module: float) -> NDArray[np.bool_]:
    """The blocks between the guards; ``module`` as a share of the whole width."""
    middles = (np.arange(_BLOCKS) + 0.5) / _BLOCKS
    return np.asarray((middles > (START_MODULES + 1) * module) & (middles < 1 - (STOP_MODULES + 1) * module))


def _differences(raster: Grey) -> Floats:
    """Between each line and the next, per block: lines - 1 x blocks, their local mean taken off."""
    steps = cv2.absdiff(raster[1:], raster[:-1])
    flow = cv2.resize(steps, (_BLOCKS, len(steps)), interpolation=cv2.INTER_AREA).astype(np.float32)
    return np.asarray(flow - cv2.blur(flow, (1, 31)), np.float32)


def _onto(corners: Points, width: float, height: float) -> Points:
    """From crop to a raster of that size; a corner is the raster's border, not a pixel's middle."""
    box = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    return np.asarray(cv2.getPerspectiveTransform(corners.astype(np.float32), box), np.float64)


def _warped(crop: Grey, to: Points, size: tuple[int, int]) -> Grey:
    half = np.array([[1, 0, -0.5], [0, 1, -0.5], [0, 0, 1.0]])
    out = cv2.warpPerspective(crop, half @ to, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(out, np.uint8)


def _through(transform: NDArray[np.floating[Any]], points: Points) -> Points:
    mapped = np.column_stack([points, np.ones(len(points))]) @ transform.T
    return np.asarray(mapped[:, :2] / mapped[:, 2:], np.float64)
