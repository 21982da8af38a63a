"""The change gate: whether anything in the picture is new since the reader last looked in vain."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from devices.ports import Picture

_SIZE = (160, 90)
_NEW = 5.0
"""Grey levels a cell must differ by, smoothed, once the whole picture's change is taken off."""
_CELLS = 8
"""Changed cells that make a picture new; fewer are noise."""
_LEARN = 0.05
"""Share of a quiet picture that goes into what is taken for the empty room."""

Floats = NDArray[np.float32]


class Gate:
    """Remembers the room at 160 x 90. For one thread."""

    def __init__(self) -> None:
        self._room: Floats | None = None
        self._new: NDArray[np.bool_] | None = None
        self.brightness = 0.0
        """Mean grey level of the last picture."""

    def changed(self, picture: Picture) -> bool:
        """Whether the picture differs from the room; the first one always does."""
        small = _small(picture)
        self.brightness = float(small.mean())
        if self._room is None:
            self._room, self._new = small, None
            return True
        difference = small - self._room
        flicker = float(np.median(difference))
        smooth = cv2.blur(difference - flicker, (3, 3))
        self._new = np.abs(smooth) > _NEW
        if int(np.count_nonzero(self._new)) >= _CELLS:
            return True
        cv2.accumulateWeighted(small, self._room, _LEARN)
        return False

    def is_new(self, x: float, y: float) -> bool:
        """Whether the last picture differed from the room at this place, in shares of width and height."""
        if self._new is None:
            return False
        column = min(_SIZE[0] - 1, max(0, int(x * _SIZE[0])))
        return bool(self._new[min(_SIZE[1] - 1, max(0, int(y * _SIZE[1]))), column])

    def forget(self) -> None:
        """Drop what is remembered."""
        self._room = self._new = None


def _small(picture: Picture) -> Floats:
    """Every fourth pixel, averaged per cell; green alone, so that no other conversion is needed first."""
    thin = picture[::4, ::4, 1] if picture.ndim == 3 else picture[::4, ::4]
    small = cv2.resize(np.ascontiguousarray(thin), _SIZE, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.float32)
