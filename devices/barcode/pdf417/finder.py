"""Finding a PDF417 frame after frame: where the texture is, else where it was.

The texture comes first even while a symbol is followed: a card on its way into the picture has left the place
where it was."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from devices.barcode.decode import Grey
from devices.barcode.pdf417 import guards, lattice
from devices.barcode.pdf417.guards import Guards
from devices.barcode.pdf417.lattice import Lattice
from devices.barcode.texture import CELL, Region, Texture, upright

_SURE = 0.82
"""Mean correlation of both guards that counts as found."""
_FOLLOW_S = 0.5
"""A symbol last seen longer ago than this is searched in the whole picture again."""
_REJECTED_S = 0.8
"""A place where no guards were found is not searched again for this long, unless it looks different."""
_UNLIKELY_S = 0.2
"""Places that are hardly ever a symbol get a turn only this often."""
_DOUBTS = 3
"""A symbol followed whose indicators say nothing in this many frames on end is none."""


@dataclass(frozen=True, slots=True, eq=False)
class Sighting:
    """A symbol seen in one frame, and all that is needed to weigh its words."""

    crop: Grey
    """Cut out upright."""
    lattice: Lattice
    corners: NDArray[np.float64]
    """4 x 2, pixels of the picture, in the lattice's order: it may hold a row or two more than the symbol."""
    module: float
    """Pixels per module along the rows."""


@dataclass(frozen=True, slots=True)
class _Rejected:
    region: Region
    seconds: float


class Finder:
    """Remembers where the symbol was and which places held none. For one thread."""

    def __init__(self) -> None:
        self._last: tuple[float, Region, float] | None = None
        self._place: Region | None = None
        """Where the texture was that the symbol was last found in."""
        self._spoken: Region | None = None
        """The same, when its indicators last said something."""
        self._doubts = 0
        self._rejected: deque[_Rejected] = deque(maxlen=16)
        self._unlikely = float("-inf")
        self.promising: list[Region] = []
        """What looked like a symbol when the last frame's whole picture was searched, best first."""

    @property
    def follows(self) -> bool:
        """A symbol was seen lately that said something."""
        return self._last is not None and self._spoken is not None

    def look(self, grey: Grey, texture: Texture, seconds: float) -> Sighting | None:
        """The symbol in this frame, or None. At most one place is searched anew: the next frame is near."""
        self.promising = []
        if self._last is not None and seconds - self._last[0] > _FOLLOW_S:
            self._last = None
        seen = self._searched(grey, texture, seconds)
        if seen is None and self._last is not None:
            _, region, module = self._last
            seen = symbol_in(grey, region, module)
        if seen is not None:
            self._last = (seconds, _region_of(seen), seen.module)
        return seen

    def _searched(self, grey: Grey, texture: Texture, seconds: float) -> Sighting | None:
        region = self._next(texture, seconds)
        seen = None if region is None else symbol_in(grey, region)
        if seen is not None and region is not None:
            if self._place is None or not _alike(region, self._place):
                self._doubts = 0
            self._place = region
        elif region is not None:
            self._rejected.append(_Rejected(region, seconds))
        return seen

    def judge(self, spoke: bool, seconds: float) -> None:
        """Whether the last sighting's indicators said anything; what stays silent is soon given up."""
        self._doubts = 0 if spoke else self._doubts + 1
        if spoke:
            self._spoken = self._place
        if self._doubts >= _DOUBTS and self._place is not None:
            self._rejected.append(_Rejected(self._place, seconds))
            self._last = self._place = self._spoken = None
            self._doubts = 0

    def forget(self) -> None:
        """Drop every place."""
        self._last = self._place = self._spoken = None
        self.promising = []
        self._rejected.clear()

    def _next(self, texture: Texture, seconds: float) -> Region | None:
        """Where the symbol spoke before, else the most promising place not searched in vain just now."""
        while self._rejected and self._rejected[0].seconds < seconds - _REJECTED_S:
            self._rejected.popleft()
        found = texture.regions()
        self.promising = [region for region in found if region.likely]
        fresh = [region for region in found if not any(_alike(region, one.region) for one in self._rejected)]
        for region in fresh:
            if self._spoken is not None and _alike(region, self._spoken):
                return region
        for region in fresh:
            if region.likely:
                return region
        if fresh and seconds - self._unlikely >= _UNLIKELY_S:
            self._unlikely = seconds
            return fresh[0]
        return None


def symbol_in(grey: Grey, region: Region, module: float | None = None) -> Sighting | None:
    """The symbol in this place, or None. ``module``: pixels per module, when known from before."""
    crop, back = upright(grey, region)
    first = guards.find(crop, module)
    if first is None or first.score < _SURE:
        return None
    traced = guards.follow(crop, first)
    if traced is None:
        return None
    grid = lattice.settle(crop, traced)
    if grid is None:
        return None
    corners = np.column_stack([grid.corners, np.ones(4)]) @ back.T
    return Sighting(crop, grid, corners, _module(corners, grid, traced))


def _module(corners: NDArray[np.float64], grid: Lattice, traced: Guards) -> float:
    across = math.dist(corners[0], corners[1]) + math.dist(corners[2], corners[3])
    return across / 2 / grid.modules if grid.modules else traced.module


def _region_of(seen: Sighting) -> Region:
    """The place to look at next time: the same box, along the bars' own direction."""
    corners = seen.corners
    down = (corners[3] - corners[0]) + (corners[2] - corners[1])
    angle = math.atan2(-down[0], down[1])
    u = corners @ (math.cos(angle), math.sin(angle))
    v = corners @ (-math.sin(angle), math.cos(angle))
    inset = 20 * seen.module  # regions leave the guards out; the crop adds them again
    left, right = float(u.min()) + inset, float(u.max()) - inset
    return Region(angle, left, float(v.min()), max(right, left + 40), float(v.max()), 0.0, 0.0, True)


def _alike(one: Region, other: Region) -> bool:
    """About the same place, size and strength of texture."""
    if not 0.7 < (one.strength + 1) / (other.strength + 1) < 1.4:
        return False
    if not 0.7 < one.area / other.area < 1.4:
        return False
    return math.dist(one.centre, other.centre) < 2.5 * CELL
