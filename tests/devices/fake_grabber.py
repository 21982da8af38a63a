"""An opener whose device obeys the test: present or gone, sending or mute."""

from __future__ import annotations

import threading

import numpy as np

from devices.camera.grabber import Grabber
from devices.camera.source import CameraSource
from devices.ports import Picture


class FakeDevice:
    """A device that can be unplugged, go mute (reads return nothing after a while) and come back."""

    def __init__(self) -> None:
        self.present = threading.Event()
        self.present.set()
        self.sending = threading.Event()
        self.sending.set()
        self.spoilt = 0
        """So many pictures, after each good one, come out broken."""
        self.openings = 0
        self.held = 0
        """Handles opened and not yet released."""

    def __call__(self, source: CameraSource) -> Grabber | None:
        self.openings += 1
        if not self.present.is_set():
            return None
        self.held += 1
        return _Handle(self)


class _Handle:
    def __init__(self, device: FakeDevice) -> None:
        self._device = device
        self._dead, self._reads = False, 0

    def read(self) -> Picture | None:
        if not self._device.present.is_set():
            self._dead = True  # as OpenCV's handles: dead for good after a drop
        if self._dead or not self._device.sending.wait(timeout=0.05):
            return None
        threading.Event().wait(0.005)
        self._reads += 1
        if self._reads % (self._device.spoilt + 1):
            return None
        return np.zeros((4, 6, 3), np.uint8)

    def release(self) -> None:
        self._device.held -= 1
