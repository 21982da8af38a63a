"""Where in a picture something fine, even and striped lies: the places worth looking at for a symbol."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from devices.barcode.decode import Grey

CELL = 16
"""Pixels of the picture per cell, both ways."""
_WIDE = 1400
"""Pictures wider than this are looked at in half size."""
_FAINT = 2200.0
"""Mean squared gradient (Sobel) below which a cell holds nothing but noise."""
_STRIPES = 0.84
"""Coherence above which a place is stripes only: blinds, a one-dimensional code, a guard."""
_ONE_WAY = 0.7
"""Coherence above which a cell may belong to a one-dimensional code."""
_EVEN = 0.4
"""A place ends where its texture falls below this share of its strongest cell."""
_EVENLY = 0.42
"""Standard deviation over mean of the squared gradient in a symbol's cells, at most; lettering has more."""
_MIXED = (0.2, 0.8)
"""Coherence of a symbol as a whole: lettering runs every way, blinds one way, a symbol mostly, and the taller
its rows the more: 0.4 to 0.6 at three modules, 0.7 at four."""
_FEWEST_CELLS = 20
_NARROWEST = 110.0
"""Pixels: narrower than this no symbol can be read, even at one pixel and a bit to the module."""
_TALLEST = 1.25
"""Height over width: ID cards carry symbols that are wider than high; blinds and door frames are not."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Region:
    """A textured place as an upright box of its own: bars upright, rows across."""

    angle: float
    """Of the rows against the picture's x axis, radians, -pi/2 to pi/2; upside down is not told apart."""
    left: float
    top: float
    right: float
    bottom: float
    """Pixels along and across ``angle``, from the picture's origin."""
    weight: float
    """How much of a symbol it looks like; only for ranking."""
    strength: float
    """Mean squared gradient."""
    likely: bool
    """Alike all over and neither pure stripes: all symbols but a few in bad light, little else."""

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def area(self) -> float:
        return self.width * self.height

    @property
    def centre(self) -> tuple[float, float]:
        """In the picture."""
        u, v = (self.left + self.right) / 2, (self.top + self.bottom) / 2
        cos, sin = math.cos(self.angle), math.sin(self.angle)
        return u * cos - v * sin, u * sin + v * cos


def shrunk(grey: Grey) -> tuple[Grey, int]:
    """``grey`` at the size textures are looked for, and by how much it was made smaller (1 or 2)."""
    if grey.shape[1] <= _WIDE or grey.shape[0] < 2 * CELL:
        return grey, 1
    half = cv2.resize(grey, (grey.shape[1] // 2, grey.shape[0] // 2), interpolation=cv2.INTER_AREA)
    return np.asarray(half, np.uint8), 2


class Texture:
    """One picture's gradients, cell by cell, computed once and asked for places of either kind."""

    def __init__(self, grey: Grey) -> None:
        small, shrink = shrunk(grey)
        cell = CELL // shrink
        across, down = small.shape[1] // cell, small.shape[0] // cell
        self._tensor = _tensor(small, cell, across, down) if across >= 4 and down >= 3 else None

    def regions(self, most: int = 3) -> list[Region]:
        """The places that look most like a PDF417's texture, best first."""
        if self._tensor is None:
            return []
        energy, along, slant = self._tensor
        swing = np.hypot(along, slant)
        even = np.where(swing < _STRIPES * energy, energy, np.float32(0))
        found = _parts(even, energy, along, slant, most) or _parts(energy, energy, along, slant, most)
        return sorted(found, key=lambda region: -region.weight)

    def stripes(self, most: int = 3) -> list[Region]:
        """The places that look most like a one-dimensional code: stripes one way only, widest first."""
        if self._tensor is None:
            return []
        energy, along, slant = self._tensor
        one_way = np.where(np.hypot(along, slant) > _ONE_WAY * energy, energy, np.float32(0))
        return sorted(_parts(one_way, energy, along, slant, most), key=lambda region: -region.area)


def upright(grey: Grey, region: Region) -> tuple[Grey, NDArray[np.float64]]:
    """The region cut out upright with room for the guards, and the way back: 2 x 3, crop to picture."""
    beside, above = 0.16 * region.width + 32, 32
    cos, sin = math.cos(region.angle), math.sin(region.angle)
    left, top = region.left - beside, region.top - above
    size = (round(region.width + 2 * beside), round(region.height + 2 * above))
    back = np.array([[cos, -sin, left * cos - top * sin], [sin, cos, left * sin + top * cos]])
    cut = cv2.warpAffine(
        grey, back, size, flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(cut, np.uint8), back


def _tensor(small: Grey, cell: int, across: int, down: int) -> tuple[Floats, Floats, Floats]:
    """Per cell, smoothed over its neighbours: gradient energy, and the doubled direction's two parts."""
    small = small[: down * cell, : across * cell]
    x = cv2.Sobel(small, cv2.CV_32F, 1, 0, ksize=3)
    y = cv2.Sobel(small, cv2.CV_32F, 0, 1, ksize=3)
    size = (across, down)
    slant = cv2.resize(cv2.multiply(x, y, scale=2.0), size, interpolation=cv2.INTER_AREA)
    xx = cv2.resize(cv2.multiply(x, x, dst=x), size, interpolation=cv2.INTER_AREA)
    yy = cv2.resize(cv2.multiply(y, y, dst=y), size, interpolation=cv2.INTER_AREA)
    smooth = [np.asarray(cv2.blur(part, (3, 3)), np.float32) for part in (xx + yy, xx - yy, slant)]
    return smooth[0], smooth[1], smooth[2]


def _parts(usable: Floats, energy: Floats, along: Floats, slant: Floats, most: int) -> list[Region]:
    """Connected places of even energy, widest and strongest seeds first."""
    left = usable.copy()
    out: list[Region] = []
    for _ in range(3 * most):
        # Over five cells, so that lettering, strong but small, does not come before a symbol.
        wide = cv2.blur(left, (5, 5), borderType=cv2.BORDER_CONSTANT)
        row, column = divmod(int(wide.argmax()), left.shape[1])
        seed = float(wide[row, column])
        if seed < _FAINT or len(out) == most:
            break
        _, labels = cv2.connectedComponents((left > _EVEN * seed).astype(np.uint8), connectivity=4)
        label = _label_near(np.asarray(labels, np.int32), row, column)
        mask = labels == label if label else np.zeros(labels.shape, np.bool_)
        left[cv2.dilate(mask.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0] = 0
        left[row, column] = 0
        if label and mask.sum() >= _FEWEST_CELLS:
            region = _region(mask, energy, along, slant)
            if region.width >= _NARROWEST and region.height <= _TALLEST * region.width:
                out.append(region)
    return out


def _label_near(labels: NDArray[np.int32], row: int, column: int) -> int:
    """The label at a cell, else the most frequent around it; 0 when there is none."""
    if labels[row, column]:
        return int(labels[row, column])
    around = labels[max(0, row - 2) : row + 3, max(0, column - 2) : column + 3]
    counts = np.bincount(around[around > 0].ravel(), minlength=1)
    return int(counts.argmax()) if len(counts) > 1 else 0


def _region(mask: NDArray[np.bool_], energy: Floats, along: Floats, slant: Floats) -> Region:
    strength, spread = float(energy[mask].mean()), float(energy[mask].std())
    toward = (float(along[mask].sum()), float(slant[mask].sum()))
    angle = 0.5 * math.atan2(toward[1], toward[0])
    coherence = math.hypot(*toward) / float(energy[mask].sum())
    rows, columns = np.nonzero(mask)
    x, y = (columns + 0.5) * CELL, (rows + 0.5) * CELL
    u = x * math.cos(angle) + y * math.sin(angle)
    v = y * math.cos(angle) - x * math.sin(angle)
    half = CELL / 2
    left, right = float(u.min() - half), float(u.max() + half)
    top, bottom = float(v.min() - half), float(v.max() + half)
    filled = min(1.0, len(x) * CELL * CELL / ((right - left) * (bottom - top)))
    weight = len(x) * math.sqrt(strength) * filled * (0.3 if coherence > _STRIPES else 1.0)
    likely = spread < _EVENLY * strength and _MIXED[0] < coherence < _MIXED[1]
    return Region(angle, left, top, right, bottom, weight, strength, likely)
