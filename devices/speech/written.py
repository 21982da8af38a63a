"""A speaker that writes down what it would say: for tests, and for the demo on a machine without sound."""

from __future__ import annotations

from devices.build import refuse_if_packaged
from devices.ports import Chime, SpeakerStatus


class WrittenSpeaker:
    """Stands in for a speaker; refuses to start in a packaged build, since it keeps what was said."""

    def __init__(self) -> None:
        refuse_if_packaged("the written speaker")
        self.said: list[tuple[str, str]] = []
        """Language and text, oldest first."""
        self.broken = False
        self._speaking = False

    @property
    def status(self) -> SpeakerStatus:
        """READY, unless a test broke it."""
        return SpeakerStatus.NO_SOUND if self.broken else SpeakerStatus.READY

    @property
    def speaking(self) -> bool:
        """From ``say`` until ``finish`` or ``stop``."""
        return self._speaking

    def say(self, text: str, language: str, volume: int = 100, speed: int = 100) -> None:
        """Write it down."""
        self.said.append((language, text))
        self._speaking = not self.broken

    def stop(self) -> None:
        """Silence."""
        self._speaking = False

    def finish(self) -> None:
        """Come to the end of what is being said."""
        self._speaking = False


class WrittenBell:
    """Stands in for soft sounds: keeps which ones it was asked for, oldest first."""

    status = SpeakerStatus.READY

    def __init__(self) -> None:
        refuse_if_packaged("the written bell")
        self.rung: list[Chime] = []

    def ring(self, chime: Chime) -> None:
        """Write it down."""
        self.rung.append(chime)

    def stop(self) -> None:
        """Silent already."""
