"""The product's own reader in the shape the scanning yardstick asks for."""

from __future__ import annotations

from devices.barcode.sight import Sight
from devices.ports import Picture


class YardstickReader:
    """Does all of a frame's work before ``see`` returns; no thread."""

    def __init__(self) -> None:
        self._sight = Sight()

    def see(self, frame: Picture, seconds: float) -> str | None:
        """The payload once it is accepted."""
        read = self._sight.see(frame, seconds)
        return None if read is None else read.payload


def make_reader() -> YardstickReader:
    """A fresh reader, as one visit gets it."""
    return YardstickReader()
