"""From one frame after another to a payload that can be believed: the reader's decisions, without threads."""

from __future__ import annotations

from collections.abc import Iterable

import cv2
import numpy as np

from devices.barcode.agreement import Agreement, Pattern, Said
from devices.barcode.decode import Grey, decode
from devices.barcode.gate import Gate
from devices.barcode.pdf417.finder import Finder, Sighting
from devices.barcode.pdf417.weighing import solve, weigh
from devices.barcode.pool import Pool
from devices.ports import Picture, Read, Symbology

_WHOLE_S = 0.5
"""While something is new, zxing-cpp sees a whole frame this often: it knows symbols the finder does not."""
_ANYWAY_S = 1.0
"""A frame is looked at this often even when nothing is new."""


class Sight:
    """Sees frames in order and answers once two agree. For one thread; keeps texts two seconds at most."""

    def __init__(self, patterns: Iterable[Pattern] = ()) -> None:
        self._patterns = tuple(patterns)
        self._agreement = Agreement(self._patterns)
        self._gate, self._finder, self._pool = Gate(), Finder(), Pool()
        self._frame = 0
        self._looked = self._whole = float("-inf")

    def see(self, picture: Picture, seconds: float) -> Read | None:
        """Do all the work one frame gets; the Read when this frame agrees with an earlier one."""
        self._frame += 1
        new = self._gate.changed(picture)
        if not new and not self._finder.follows and seconds - self._looked < _ANYWAY_S:
            return None
        self._looked = seconds
        grey = as_grey(picture)
        sighting = self._finder.look(grey, seconds)
        said: list[Said] = []
        if sighting is not None:
            self._agreement.card_in_view(seconds)
            said = self._read(sighting, seconds)
        if not said and seconds - self._whole >= _WHOLE_S:
            self._whole = seconds
            said = self._read_whole(grey)
        return self._agreement.hear(said, seconds)

    def forget(self) -> None:
        """Drop everything seen."""
        for part in (self._agreement, self._gate, self._finder, self._pool):
            part.forget()

    def _read(self, sighting: Sighting, seconds: float) -> list[Said]:
        weighed = weigh(sighting.crop, sighting.lattice)
        self._finder.judge(weighed is not None, seconds)
        if weighed is None:
            return []
        solved = solve(weighed.weights, weighed.layout)
        if solved is not None:
            return [Said(solved.text, Symbology.PDF417, frozenset((self._frame,)))]
        added = self._pool.add(weighed, self._frame, seconds)
        return [] if added is None else [Said(added.text, Symbology.PDF417, added.frames)]

    def _read_whole(self, grey: Grey) -> list[Said]:
        wanted = {Symbology.PDF417, *(pattern.symbology for pattern in self._patterns)}
        frame = frozenset((self._frame,))
        return [Said(one.text, one.symbology, frame) for one in decode(grey, wanted)]


def as_grey(picture: Picture) -> Grey:
    """The picture in grey, unchanged if it is."""
    if picture.ndim == 2:
        return picture
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8)
