"""Reads the screen aloud in headphones while somebody listens; says nothing before it was asked to."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from devices.ports import Speaker, SpeakerStatus
from ui.jobs import Jobs

VOLUMES = (100, 140, 180, 60)
"""In turn, in per cent of the ordinary; everybody starts with the first."""
_SETTLES_MS = 120
"""Of several things to say within so long only the last is said."""


class Voice(QObject):
    """Speaks what it is told, newest first heard; off for everybody until ``turn`` is asked."""

    turned = Signal(bool)

    def __init__(self, speaker: Speaker, jobs: Jobs) -> None:
        super().__init__()
        self._speaker, self._jobs = speaker, jobs
        self._on = False
        self._volume = 0
        self._text: tuple[str, str] = ("", "")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SETTLES_MS)
        self._timer.timeout.connect(self._speak)

    @property
    def on(self) -> bool:
        """Whether somebody listens."""
        return self._on

    @property
    def able(self) -> bool:
        """Whether this kiosk can speak at all."""
        return self._speaker.status is not SpeakerStatus.NO_SPEAKER

    def turn(self, on: bool) -> None:
        """Begin to speak, or be silent at once."""
        if on == self._on:
            return
        self._on = on
        if not on:
            self.hush()
        self.turned.emit(on)

    def say(self, sentences: Sequence[str], language: str) -> None:
        """Say these soon, instead of whatever is being said; nothing while nobody listens."""
        if self._on and sentences:
            self._text = (". ".join(sentence.rstrip(". ") for sentence in sentences if sentence), language)
            self._timer.start()

    def louder(self) -> int:
        """The next loudness; which of ``VOLUMES``, from 1."""
        self._volume = (self._volume + 1) % len(VOLUMES)
        return self._volume + 1

    def hush(self) -> None:
        """Silence; nothing of what was said is kept."""
        self._timer.stop()
        self._text = ("", "")
        self._begin(self._speaker.stop)

    def forget(self) -> None:
        """As for the first person of the day."""
        self._volume = 0
        self.turn(on=False)

    def close(self) -> None:
        """Silent for good, once what was begun has ended."""
        self._timer.stop()
        self._jobs.shut_down()
        self._speaker.stop()

    def _speak(self) -> None:
        text, language = self._text
        volume = VOLUMES[self._volume]
        self._begin(lambda: self._speaker.say(text, language, volume))

    def _begin(self, work: Callable[[], None]) -> None:
        # Starting and ending programs takes a moment that the window must not wait for.
        self._jobs.run(lambda _cancel: work(), lambda _none: None)
