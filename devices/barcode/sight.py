"""From one frame after another to a payload that can be believed: the reader's decisions, without threads."""

from __future__ import annotations

from collections.abc import Iterable

import cv2
import numpy as np

from devices.barcode import second
from devices.barcode.agreement import MEMORY_S, Agreement, Pattern, Said
from devices.barcode.decode import Grey, decode
from devices.barcode.frugal import be_frugal
from devices.barcode.gate import Gate
from devices.barcode.guidance import Glimpse, Guidance
from devices.barcode.outline import card_outlines
from devices.barcode.pdf417.finder import Finder, Sighting
from devices.barcode.pdf417.weighing import Weighed, solve, washed_out, weigh
from devices.barcode.pool import Pool
from devices.barcode.stripes import LINEAR, read_stripes
from devices.barcode.texture import Texture
from devices.ports import Hint, Picture, Read, Symbology

_WHOLE_S = 0.5
"""While something is new, zxing-cpp sees a whole frame this often: it knows symbols the finder does not."""
_SMALLEST = 32
"""Pixels: a picture smaller than this either way is not looked at."""
_OUTLINE_S = 0.3
"""A card without a code in view is looked for this often."""
_ANYWAY_S = 1.0
"""A frame is looked at this often even when nothing is new."""


class Sight:
    """Sees frames in order and answers once two agree. For one thread; keeps texts ``memory_s`` at most."""

    def __init__(self, patterns: Iterable[Pattern] = (), memory_s: float = MEMORY_S) -> None:
        be_frugal()
        self._patterns = tuple(patterns)
        self._others = frozenset(pattern.symbology for pattern in self._patterns)
        self._agreement = Agreement(self._patterns, memory_s)
        self._gate, self._finder, self._pool = Gate(), Finder(), Pool()
        self._guidance = Guidance()
        self._frame = 0
        self._looked = self._whole = self._outlined = self._spoke = float("-inf")
        self._card = False

    @property
    def hint(self) -> Hint | None:
        """What the person should do differently, as far as the frames seen so far tell."""
        return self._guidance.hint

    def see(self, picture: Picture, seconds: float) -> Read | None:
        """Do all the work one frame gets; the Read when this frame agrees with an earlier one."""
        self._frame += 1
        if min(picture.shape[:2]) < _SMALLEST:
            return None
        new = self._gate.changed(picture)
        busy = self._finder.follows or seconds - self._spoke < _ANYWAY_S
        if not new and not busy and seconds - self._looked < _ANYWAY_S:
            self._guidance.see(Glimpse(self._gate.brightness), seconds)
            return None
        self._looked = seconds
        grey = as_grey(picture)
        texture = Texture(grey)
        sighting = self._finder.look(grey, texture, seconds)
        said: list[Said] = []
        if sighting is None:
            self._guidance.see(self._glimpse_without(grey, seconds), seconds)
        else:
            weighed = weigh(sighting.crop, sighting.lattice)
            said = self._read(weighed, seconds)
            self._guidance.see(self._glimpse(grey, sighting, weighed, bool(said)), seconds)
        if not said and not self._finder.follows:
            said = self._read_others(grey, texture, seconds)
        if said:
            self._spoke = seconds
        return self._agreement.hear(said, seconds)

    def forget(self) -> None:
        """Drop everything seen."""
        for part in (self._agreement, self._gate, self._finder, self._pool, self._guidance):
            part.forget()
        self._card = False

    def _read(self, weighed: Weighed | None, seconds: float) -> list[Said]:
        self._finder.judge(weighed is not None, seconds)
        if weighed is None:
            return []
        self._agreement.card_in_view(seconds)
        solved = solve(weighed.weights, weighed.layout)
        if solved is not None:
            return [Said(solved.text, Symbology.PDF417, frozenset((self._frame,)))]
        added = self._pool.add(weighed, self._frame, seconds)
        return [] if added is None else [Said(added.text, Symbology.PDF417, added.frames)]

    def _glimpse(self, grey: Grey, sighting: Sighting, weighed: Weighed | None, read: bool) -> Glimpse:
        shares, sure = sighting.corners / grey.shape[1], weighed is not None
        washed = 0.0
        if weighed is not None and not read:
            washed = washed_out(sighting.crop, sighting.lattice, weighed.layout)
        return Glimpse(
            brightness=self._gate.brightness,
            read=read,
            module=sighting.module if sure else None,
            softness=None if weighed is None else weighed.softness,
            washed=washed,
            centre=(float(shares[:, 0].mean()), float(shares[:, 1].mean())),
            width=float(np.ptp(shares[:, 0])),
            pixels=float(np.ptp(sighting.corners[:, 0])),
        )

    def _glimpse_without(self, grey: Grey, seconds: float) -> Glimpse:
        height, width = grey.shape
        for region in self._finder.promising:
            if self._gate.is_new(region.centre[0] / width, region.centre[1] / height):
                return Glimpse(self._gate.brightness, width=region.width / width, pixels=region.width)
        if seconds - self._outlined >= _OUTLINE_S:
            self._outlined = seconds
            self._card = any(self._gate.is_new(*quad.mean(axis=0)) for quad in card_outlines(grey))
        return Glimpse(self._gate.brightness, card=self._card)

    def _read_others(self, grey: Grey, texture: Texture, seconds: float) -> list[Said]:
        """Symbols the finder does not know, and the office's other codes: at another frame each."""
        frame = frozenset((self._frame,))
        linear = self._others & LINEAR
        if linear and self._frame % 2:
            found = read_stripes(grey, texture, linear)
        elif seconds - self._whole >= _WHOLE_S or (self._others - LINEAR and self._frame % 2 == 0):
            self._whole = seconds
            found = decode(grey, {Symbology.PDF417, *self._others})
        else:
            return []
        return [
            Said(one.text, one.symbology, frame)
            for one in found
            if one.symbology not in LINEAR or second.confirms(grey, texture, one.symbology, one.text)
        ]


def as_grey(picture: Picture) -> Grey:
    """The picture in grey, unchanged if it is."""
    if picture.ndim == 2:
        return picture
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8)
