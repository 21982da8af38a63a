"""Reads the screen aloud where there is sound, and says so where there is none."""

from __future__ import annotations

import shutil

from devices.ports import Bell, Speaker, SpeakerStatus
from devices.speech.chimes import Chimes, NoChimes
from devices.speech.espeak import EspeakSpeaker
from devices.speech.written import WrittenBell, WrittenSpeaker
from kiosk.words import Words, words

__all__ = [
    "Chimes",
    "EspeakSpeaker",
    "NoChimes",
    "NoSpeaker",
    "WrittenBell",
    "WrittenSpeaker",
    "open_bell",
    "open_speaker",
    "said",
]

_PLAYERS = (("aplay", "--quiet", "-"), ("pw-play", "-"))


class NoSpeaker:
    """Nothing here can speak."""

    @property
    def status(self) -> SpeakerStatus:
        """NO_SPEAKER."""
        return SpeakerStatus.NO_SPEAKER

    @property
    def speaking(self) -> bool:
        """Never."""
        return False

    def say(self, text: str, language: str, volume: int = 100, speed: int = 100) -> None:
        """Nothing is heard."""

    def stop(self) -> None:
        """Silent already."""


def open_speaker() -> Speaker:
    """The speaker of this machine: espeak-ng with the first player installed, or none."""
    player = _player()
    if player is None or shutil.which("espeak-ng") is None:
        return NoSpeaker()
    return EspeakSpeaker(player=player)


def open_bell() -> Bell:
    """The soft sounds of this machine, or none."""
    player = _player()
    return NoChimes() if player is None else Chimes(player)


def _player() -> tuple[str, ...] | None:
    return next((player for player in _PLAYERS if shutil.which(player[0])), None)


def said(status: SpeakerStatus) -> Words:
    """The state of the sound in a few words, for the doctor."""
    return words(f"speaker.status.{status.value}")
