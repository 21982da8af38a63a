"""From one frame after another to a payload that can be believed: the reader's decisions, without threads."""

from __future__ import annotations

from collections.abc import Iterable

import cv2
import numpy as np

from devices.barcode.agreement import Agreement, Pattern
from devices.barcode.decode import Grey, decode
from devices.ports import Picture, Read


class Sight:
    """Sees frames in order and answers once two agree. For one thread; keeps texts two seconds at most."""

    def __init__(self, patterns: Iterable[Pattern] = ()) -> None:
        self._agreement = Agreement(patterns)

    def see(self, picture: Picture, seconds: float) -> Read | None:
        """Do all the work one frame gets; the Read when this frame agrees with an earlier one."""
        return self._agreement.hear(decode(as_grey(picture)), seconds)

    def forget(self) -> None:
        """Drop everything seen."""
        self._agreement.forget()


def as_grey(picture: Picture) -> Grey:
    """The picture in grey, unchanged if it is."""
    if picture.ndim == 2:
        return picture
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8)
