"""Speaks with espeak-ng, a program of its own, through the sound system's player."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import threading
from collections.abc import Sequence
from typing import Final

from devices.ports import SpeakerStatus

VOICES: Final = {"en": "en-us", "es": "es-419", "zh": "cmn"}
"""Where a language's code is not the name of its best voice."""
WORDS_A_MINUTE: Final = 155
MOST_CHARACTERS: Final = 12_000
"""More than any page holds, less than a pipe takes without waiting (64 KiB, four bytes a character)."""
_ENDS_S: Final = 1.0


class EspeakSpeaker:
    """Each sentence is a pair of programs: one makes the sound, the other plays it."""

    def __init__(
        self, synthesizer: str = "espeak-ng", player: Sequence[str] = ("aplay", "--quiet", "-")
    ) -> None:
        self._synthesizer = synthesizer
        self._player = tuple(player)
        self._one_at_a_time = threading.Lock()
        self._running: tuple[subprocess.Popen[bytes], ...] = ()
        self._heard = True

    @property
    def status(self) -> SpeakerStatus:
        """NO_SPEAKER when a program is missing; NO_SOUND when the last sentence ended in an error."""
        if shutil.which(self._synthesizer) is None or shutil.which(self._player[0]) is None:
            return SpeakerStatus.NO_SPEAKER
        with self._one_at_a_time:
            self._notice_end()
            return SpeakerStatus.READY if self._heard else SpeakerStatus.NO_SOUND

    @property
    def speaking(self) -> bool:
        """Whether the player still plays."""
        with self._one_at_a_time:
            self._notice_end()
            return bool(self._running)

    def say(self, text: str, language: str, volume: int = 100, speed: int = 100) -> None:
        """Say ``text`` now; what cannot be said is seen in ``status``."""
        with self._one_at_a_time:
            self._end()
            try:
                self._start(text, language, volume, speed)
            except OSError:
                self._end()
                self._heard = False

    def stop(self) -> None:
        """End both programs."""
        with self._one_at_a_time:
            self._end()

    def _start(self, text: str, language: str, volume: int, speed: int) -> None:
        # The text goes through a pipe: arguments of a program can be read by every other one.
        command = [
            self._synthesizer,
            "--stdin",
            "--stdout",
            f"-v{VOICES.get(language, language)}",
            f"-a{max(0, min(volume, 200))}",
            f"-s{WORDS_A_MINUTE * max(50, min(speed, 200)) // 100}",
        ]
        pipe, nothing = subprocess.PIPE, subprocess.DEVNULL
        voice = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nothing)
        self._running = (voice,)
        player = subprocess.Popen(self._player, stdin=voice.stdout, stdout=nothing, stderr=nothing)
        self._running = (voice, player)
        assert voice.stdin is not None
        assert voice.stdout is not None
        voice.stdout.close()
        with contextlib.suppress(BrokenPipeError):
            voice.stdin.write(text[:MOST_CHARACTERS].encode())
            voice.stdin.close()

    def _notice_end(self) -> None:
        if self._running and all(program.poll() is not None for program in self._running):
            self._heard = all(program.returncode == 0 for program in self._running)
            self._forget()

    def _end(self) -> None:
        self._notice_end()
        for program in self._running:
            program.terminate()
        for program in self._running:
            try:
                program.wait(_ENDS_S)
            except subprocess.TimeoutExpired:
                program.kill()
                program.wait()
        self._forget()

    def _forget(self) -> None:
        for program in self._running:
            for pipe in (program.stdin, program.stdout):
                if pipe is not None:
                    with contextlib.suppress(BrokenPipeError):
                        pipe.close()
        self._running = ()
