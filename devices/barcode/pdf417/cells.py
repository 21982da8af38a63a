"""How well each of the 929 words fits each place of the lattice: matched filters instead of thresholds.

A place's seventeen modules are compared as grey profiles with every word's, blurred as the picture is. What a
threshold loses to blur and noise is kept, and a place nobody can read says so by itself."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from devices.barcode.decode import Grey
from devices.barcode.pdf417.symbols import CLUSTERS, START, START_MODULES, WORD, WORDS, patterns

PER_MODULE = 4
PER_ROW = 6
"""Samples of the raster that is scored."""
_KEPT = 2
"""Samples per module that are compared."""
_PROFILE = WORD * _KEPT
_DOWN = np.array([0.2, 0.8, 1.0, 1.0, 0.8, 0.2], np.float32)
"""Weights of a row's samples: its rim is mixed with its neighbours."""
_SHIFTS = (-1, 0, 1)
"""Sideways shifts tried, in samples of the raster (half a module either way)."""
_DRIFT = 6
"""Samples a place may lie beside where perspective puts it."""
_SOFTNESS = (0.3, 0.45, 0.6, 0.75, 0.9, 1.1)
_FLAT = 12.0
"""Norm of a profile below which there is nothing to compare."""

Floats = NDArray[np.float32]


class Cells:
    """The profiles of every place of a raster, ready to be compared."""

    def __init__(self, raster: Grey, beyond: int = 0) -> None:
        """``raster``: PER_ROW samples per row, PER_MODULE per module, from guard to guard; ``beyond`` rows
        above and below that may not be the symbol's."""
        rows = raster.shape[0] // PER_ROW
        weights = _DOWN / _DOWN.sum()
        self._lines = np.einsum(
            "rsx,s->rx", raster.reshape(rows, PER_ROW, -1).astype(np.float32), weights, optimize=True
        )
        self.rows = rows
        self.places = (raster.shape[1] // PER_MODULE - START_MODULES) // WORD - 1
        """Words side by side: the data columns and both indicators."""
        mean = self._lines[beyond : rows - beyond].mean(axis=0)
        self.softness = _softness(mean)
        self._drift = _drift(mean, self.places)
        self._profiles = self._cut()

    def scores(self, rows: NDArray[np.intp], places: slice, cluster: int) -> Floats:
        """rows x places x 929: correlation, at most 1, of each word of ``cluster``, at its best shift."""
        profiles = self._profiles[rows, places]
        words = _words(self.softness)[cluster]
        found = profiles.reshape(-1, _PROFILE) @ words.T
        shape = (len(rows), profiles.shape[1], len(_SHIFTS), WORDS)
        return np.asarray(found.reshape(shape).max(axis=2), np.float32)

    def _cut(self) -> Floats:
        """rows x places x shifts x profile, zero mean, unit length (less where there is no contrast)."""
        reach = max(_SHIFTS) + _DRIFT
        wide = np.pad(self._lines, ((0, 0), (reach, reach)), mode="edge")
        starts = reach + PER_MODULE * (START_MODULES + WORD * np.arange(self.places)) + self._drift
        take = starts[:, None, None] + np.array(_SHIFTS)[:, None] + np.arange(WORD * PER_MODULE)
        cut = wide[:, take].reshape(self.rows, self.places, len(_SHIFTS), _PROFILE, -1).mean(axis=4)
        cut = cut - cut.mean(axis=3, keepdims=True)
        return np.asarray(cut / np.maximum(np.linalg.norm(cut, axis=3, keepdims=True), _FLAT), np.float32)


def _softness(mean: Floats) -> float:
    """The blur, in modules, that makes the drawn start pattern most like the one seen."""
    seen = mean[: START_MODULES * PER_MODULE] - mean[: START_MODULES * PER_MODULE].mean()
    return _SOFTNESS[int(np.argmax([float(seen @ _start(soft)) for soft in _SOFTNESS]))]


def _drift(mean: Floats, places: int) -> NDArray[np.intp]:
    """By how many samples each place lies beside where perspective puts it.

    Every word begins dark after ending light: down all rows that is a step, and its place is looked for."""
    fall = np.convolve(mean, np.repeat([-1.0, 1.0], PER_MODULE), mode="same")
    borders = PER_MODULE * (START_MODULES + WORD * np.arange(places + 1))
    around = borders[:, None] + np.arange(-_DRIFT, _DRIFT + 1)
    steps = fall[np.clip(around, 0, len(fall) - 1)]
    off = steps.argmax(axis=1) - float(_DRIFT)
    u = np.linspace(-1, 1, places + 1)
    powers = np.stack([np.ones_like(u), u, u * u], axis=1)
    trust = np.maximum(steps.max(axis=1), 0)
    trust = trust / (trust.max() + 1e-6)
    bent = np.zeros(3)
    for _ in range(4):
        near = trust / (1 + ((off - powers @ bent) / 1.5) ** 2)
        heavy = powers * near[:, None] ** 2
        bent = np.linalg.solve(heavy.T @ powers + 1e-6 * np.eye(3), heavy.T @ off)
    inside = (u[1:] + u[:-1]) / 2
    bend = bent[0] + bent[1] * inside + bent[2] * inside**2
    return np.asarray(np.clip(np.round(bend), -_DRIFT, _DRIFT), np.intp)


@lru_cache(maxsize=len(_SOFTNESS))
def _words(soft: float) -> Floats:
    """3 x 929 x profile: every word as it looks blurred, between the light before and the dark after it."""
    fine = 8
    shape = (CLUSTERS, WORDS)
    light = 1 - patterns()
    before, after = np.ones((*shape, 2), np.float32), np.zeros((*shape, 1), np.float32)
    row = np.concatenate([before, light, after, np.full((*shape, 1), 0.5, np.float32)], axis=2)
    drawn = np.repeat(row, fine, axis=2).reshape(CLUSTERS * WORDS, -1)
    blurred = _blurred(drawn, soft * fine)[:, 2 * fine : (2 + WORD) * fine]
    profiles = blurred.reshape(*shape, _PROFILE, fine // _KEPT).mean(axis=3)
    profiles = profiles - profiles.mean(axis=2, keepdims=True)
    return np.asarray(profiles / np.linalg.norm(profiles, axis=2, keepdims=True), np.float32)


@lru_cache(maxsize=len(_SOFTNESS))
def _start(soft: float) -> Floats:
    """The start pattern as raster samples, blurred, zero mean, unit length."""
    light = np.concatenate([np.full(width, n % 2, np.float32) for n, width in enumerate(START)])
    fine = np.repeat(np.concatenate([np.ones(3), light, np.zeros(1)]), PER_MODULE).reshape(1, -1)
    blurred = _blurred(fine.astype(np.float32), soft * PER_MODULE)[0]
    own = blurred[3 * PER_MODULE : (3 + START_MODULES) * PER_MODULE]
    own = own - own.mean()
    return np.asarray(own / np.linalg.norm(own), np.float32)


def _blurred(lines: Floats, sigma: float) -> Floats:
    """Each line blurred along itself only."""
    size = 2 * round(4 * sigma) + 1
    kernel = cv2.getGaussianKernel(size, sigma, cv2.CV_32F).reshape(1, -1)
    return np.asarray(cv2.filter2D(lines, -1, kernel, borderType=cv2.BORDER_REPLICATE), np.float32)
