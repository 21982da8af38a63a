"""Three soft sounds of our own, played by the sound system's player: accepted, attention, called."""

from __future__ import annotations

import contextlib
import io
import math
import shutil
import struct
import subprocess
import threading
import wave
from collections.abc import Sequence
from functools import cache
from typing import Final

from devices.ports import Chime, SpeakerStatus

RATE: Final = 16_000
LOUDNESS: Final = 0.25
"""Of the loudest there is: to be noticed, not to startle."""
_TONES: Final = {
    Chime.ACCEPTED: ((784, 0.12), (1047, 0.22)),
    Chime.ATTENTION: ((440, 0.3),),
    Chime.CALLED: ((659, 0.3), (523, 0.3), (659, 0.5)),
}
"""Hertz and seconds, one after the other."""


@cache
def sound_of(chime: Chime) -> bytes:
    """``chime`` as a WAV file, shorter than a pipe holds."""
    signs: list[int] = []
    for hertz, seconds in _TONES[chime]:
        count = round(RATE * seconds)
        for at in range(count):
            # Swells for a hundredth of a second and dies away: a tone with edges clicks.
            shape = min(at / (RATE * 0.01), 1.0) * (1.0 - at / count) ** 1.5
            signs.append(round(32_767 * LOUDNESS * shape * math.sin(2 * math.pi * hertz * at / RATE)))
    held = io.BytesIO()
    with wave.open(held, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(struct.pack(f"<{len(signs)}h", *signs))
    return held.getvalue()


class Chimes:
    """Plays a chime through the player; a new one takes the place of the old."""

    def __init__(self, player: Sequence[str] = ("aplay", "--quiet", "-")) -> None:
        self._player = tuple(player)
        self._one_at_a_time = threading.Lock()
        self._running: subprocess.Popen[bytes] | None = None

    @property
    def status(self) -> SpeakerStatus:
        """NO_SPEAKER when the player is missing."""
        return SpeakerStatus.READY if shutil.which(self._player[0]) else SpeakerStatus.NO_SPEAKER

    def ring(self, chime: Chime) -> None:
        """Play ``chime`` now and return before it has ended."""
        with self._one_at_a_time:
            self._end()
            try:
                self._running = subprocess.Popen(
                    self._player, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
                )
            except OSError:
                return
            assert self._running.stdin is not None
            with contextlib.suppress(OSError):
                self._running.stdin.write(sound_of(chime))
            with contextlib.suppress(OSError):
                self._running.stdin.close()

    def stop(self) -> None:
        """Silence; twice is harmless."""
        with self._one_at_a_time:
            self._end()

    def _end(self) -> None:
        if self._running is not None:
            self._running.terminate()
            self._running.wait()
            self._running = None


class NoChimes:
    """Nothing here can be heard."""

    status = SpeakerStatus.NO_SPEAKER

    def ring(self, chime: Chime) -> None:
        """Nothing is heard."""

    def stop(self) -> None:
        """Silent already."""
