"""From an upright crop to the weight of every word in every place of the symbol, and from weights to text."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from devices.barcode.decode import Grey
from devices.barcode.pdf417 import cells, compose
from devices.barcode.pdf417.correct import Corrected, correct
from devices.barcode.pdf417.lattice import Lattice
from devices.barcode.pdf417.layout import Layout, infer
from devices.barcode.pdf417.symbols import CLUSTERS, START_MODULES, WORD, WORDS, correction_words

_BEYOND = 4
"""Rows looked at above and below the lattice: it may begin late or end early."""
_SPARE = 2
"""Correction words that must be left over: with n left, a wrong word passes once in 929 to the n-th, and
another frame must then say the very same."""
_DOUBT = (0.04, 0.1, 0.2, 0.4)
"""A place is doubtful when its best word weighs less than this more than the next best; tried in turn."""
_NEARLY_ALL = (1, 0)
"""Spare words when so many places are doubtful that there cannot be ``_SPARE``; see ``_borne_out``."""
_MUTE, _LOUDEST = 0.5, 4.5
"""Correlations below the first count as nothing; log likelihoods above the second as no more."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """What one picture says about a symbol."""

    layout: Layout
    weights: Floats
    """rows x columns x 929: log likelihood, up to a constant, of each word in each place; 0 where unseen."""
    softness: float
    """Blur of the picture, in modules."""


def weigh(crop: Grey, lattice: Lattice) -> Weighed | None:
    """The weights of every word of the symbol on ``lattice``; None when its indicators say nothing clear."""
    grid = cells.Cells(lattice.raster(crop, cells.PER_MODULE, cells.PER_ROW, _BEYOND), _BEYOND)
    every = np.arange(grid.rows)
    sides = [
        np.stack([grid.scores(every, place, cluster)[:, 0] for cluster in range(CLUSTERS)], axis=1)
        for place in (slice(0, 1), slice(grid.places - 1, grid.places))
    ]
    layout = infer(sides[0], sides[1], lattice.columns)
    if layout is None:
        return None
    weights = np.zeros((layout.rows, layout.columns, WORDS), np.float32)
    symbol_rows = every - layout.first
    for cluster in range(CLUSTERS):
        mine = every[(symbol_rows % CLUSTERS == cluster) & (symbol_rows >= 0) & (symbol_rows < layout.rows)]
        if len(mine):
            fit = grid.scores(mine, slice(1, grid.places - 1), cluster)
            weights[symbol_rows[mine]] = _likelihood(fit)
    return Weighed(layout, weights, grid.softness)


def washed_out(crop: Grey, lattice: Lattice, layout: Layout) -> float:
    """Share of the symbol in which nothing is dark any more, 0 to 1: where a lamp shines into it."""
    per_row = 2
    raster = lattice.raster(crop, 1, per_row, _BEYOND)
    top = max(0, layout.first) * per_row
    raster = raster[top : max(0, layout.first + layout.rows) * per_row]
    inside = raster[:, START_MODULES : START_MODULES + WORD * (lattice.columns + 2)]
    inside = inside[: len(inside) // 4 * 4]
    if not inside.size:
        return 0.0
    dark, light = (float(level) for level in np.percentile(inside[::2, ::3], (10, 90)))
    darkest = inside.reshape(-1, 4, lattice.columns + 2, WORD).min(axis=(1, 3))
    return float((darkest > dark + 0.5 * (light - dark)).mean())


@dataclass(frozen=True, slots=True, repr=False)
class Solved:
    """A text, and how many correction words were left over: each makes a wrong text 929 times rarer."""

    text: str
    spare: int


def solve(weights: Floats, layout: Layout) -> Solved | None:
    """The text the weights add up to, or None."""
    best, lead = _leaders(weights.reshape(-1, WORDS))
    corrections = correction_words(layout.level)
    allowed = corrections - _SPARE
    tried = -1
    for doubt in _DOUBT:
        doubtful = np.nonzero(lead < doubt)[0]
        if len(doubtful) > allowed:
            doubtful = np.argsort(lead)[: max(0, allowed)]
        if len(doubtful) == tried:
            continue
        tried = len(doubtful)
        found = correct(best.tolist(), corrections, doubtful.tolist())
        if found is not None and found.spare >= min(_SPARE, corrections // 2):
            return _said(found, layout, corrections)
    for kept in _NEARLY_ALL:
        doubtful = np.argsort(lead)[: corrections - kept]
        found = correct(best.tolist(), corrections, doubtful.tolist())
        if found is not None and _borne_out(found, weights.reshape(-1, WORDS), doubtful):
            return _said(found, layout, corrections)
    return None


def _borne_out(found: Corrected, weights: Floats, doubtful: NDArray[np.intp]) -> bool:
    """Whether the words that the correction puts in the doubtful places are there half seen.

    A thumb's edge leaves words of which a part shows. A wrong correction would put any word there; the right
    one is among the few that fit that part. Each place's rank is one draw from 1 to 929 if the correction is
    wrong: how likely ranks as good as these are by chance says as much as spare words do."""
    mended, seen = np.array(found.words)[doubtful], weights[doubtful]
    shown = seen.max(axis=1) > 0
    own = seen[np.arange(len(seen)), mended]
    ranks = (seen >= own[:, None]).sum(axis=1)[shown]
    nats, places = float(np.log(WORDS / ranks).sum()), len(ranks)
    # The sum of so many exponential draws exceeds nats: exp(-nats) * sum of nats^k / k!
    terms = np.cumprod([math.exp(-nats), *(nats / k for k in range(1, places))])
    return float(terms.sum()) < float(WORDS) ** (found.spare - _SPARE)


def _leaders(weights: Floats) -> tuple[NDArray[np.intp], Floats]:
    """The best word of every place, and by how much it leads."""
    places = np.arange(len(weights))
    best = weights.argmax(axis=1)
    top = weights[places, best]
    weights[places, best] = -1
    lead = top - weights.max(axis=1)
    weights[places, best] = top
    return best, np.asarray(lead, np.float32)


def _said(found: Corrected, layout: Layout, corrections: int) -> Solved | None:
    if found.words[0] != len(found.words) - corrections:
        return None
    text = compose.text_of(found.words, layout.rows, layout.columns, layout.level)
    return None if text is None else Solved(text, found.spare)


def _likelihood(fit: Floats) -> Floats:
    """What a correlation says in terms that add up over pictures: -log(1 - r^2), 0 where it says little."""
    out = np.zeros_like(fit)
    said = fit > _MUTE  # one word in twenty: the logarithm is dear
    out[said] = np.minimum(-np.log(1.0001 - np.square(fit[said])), _LOUDEST) + np.log(1.0001 - _MUTE**2)
    return out
