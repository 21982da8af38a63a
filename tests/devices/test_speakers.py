"""Speakers: espeak-ng's real voice played into a file, and the one that only writes down."""

from __future__ import annotations

import io
import os
import signal
import struct
import threading
import time
import wave
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from devices import build
from devices.ports import Bell, Chime, Speaker, SpeakerStatus
from devices.speech import (
    Chimes,
    EspeakSpeaker,
    NoChimes,
    NoSpeaker,
    WrittenBell,
    WrittenSpeaker,
    open_bell,
    open_speaker,
    said,
)
from devices.speech.chimes import sound_of
from tests.waiting import until
from ui.texts import language, languages

LONG = "We will read this page to you from its beginning to its end. " * 20


class SpeakerContract:
    """Inherited by the tests of each speaker, which provide ``speaker`` and ``reach_the_end``."""

    def test_a_speaker_that_is_set_up_is_ready_and_silent(self, speaker: Speaker) -> None:
        assert speaker.status is SpeakerStatus.READY
        assert not speaker.speaking

    def test_it_speaks_until_the_end(self, speaker: Speaker, reach_the_end: Callable[[], None]) -> None:
        speaker.say("Hello.", "en")
        assert speaker.speaking
        reach_the_end()
        until(lambda: not speaker.speaking, 20, "the end of the sentence")
        assert speaker.status is SpeakerStatus.READY

    def test_stopping_is_silence_at_once_and_twice_is_harmless(self, speaker: Speaker) -> None:
        speaker.say(LONG, "en")
        speaker.stop()
        assert not speaker.speaking
        speaker.stop()
        assert speaker.status is SpeakerStatus.READY

    def test_a_new_sentence_takes_the_place_of_the_old(self, speaker: Speaker) -> None:
        for _ in range(5):
            speaker.say(LONG, "es")
        assert speaker.speaking
        speaker.stop()
        assert not speaker.speaking


class TestWrittenSpeaker(SpeakerContract):
    @pytest.fixture
    def speaker(self) -> WrittenSpeaker:
        return WrittenSpeaker()

    @pytest.fixture
    def reach_the_end(self, speaker: WrittenSpeaker) -> Callable[[], None]:
        return speaker.finish

    def test_it_writes_down_what_it_would_say(self, speaker: WrittenSpeaker) -> None:
        speaker.say("Hola.", "es")
        assert speaker.said == [("es", "Hola.")]

    def test_it_can_be_broken(self, speaker: WrittenSpeaker) -> None:
        speaker.broken = True
        speaker.say("Hello.", "en")
        assert not speaker.speaking
        assert speaker.status is SpeakerStatus.NO_SOUND

    def test_it_does_not_start_in_what_ships(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(build, "PACKAGED", True)
        with pytest.raises(build.NotInPackagedBuild):
            WrittenSpeaker()


class Loudspeaker:
    """A player that keeps what it was given to play, as long as the sound lasts or until it is let go."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "sound.wav"
        self.gate = folder / "gate"
        os.mkfifo(self.gate)
        script = folder / "player"
        script.write_text(
            f'#!/bin/sh\ncat > "{self.file}.part"\ncat "{self.gate}"\nmv "{self.file}.part" "{self.file}"\n'
        )
        script.chmod(0o755)
        self.command = (str(script),)

    def let_go(self) -> None:
        """The sound has been played."""
        opened = threading.Thread(target=lambda: self.gate.write_text(""), daemon=True)
        opened.start()

    def seconds(self) -> float:
        """How long the sound lasts."""
        raw = self.file.read_bytes()
        with wave.open(io.BytesIO(raw)) as sound:
            # espeak-ng cannot know the length of what it streams: count what came.
            return float((len(raw) - 44) / (sound.getframerate() * sound.getsampwidth()))

    def loudness(self) -> int:
        """The greatest swing of the sound, 0 to 32767."""
        samples = memoryview(self.file.read_bytes()[44:]).cast("h")
        return max(map(abs, samples), default=0)


class TestEspeakSpeaker(SpeakerContract):
    @pytest.fixture
    def loudspeaker(self, tmp_path: Path) -> Loudspeaker:
        return Loudspeaker(tmp_path)

    @pytest.fixture
    def speaker(self, loudspeaker: Loudspeaker) -> Iterator[EspeakSpeaker]:
        speaker = EspeakSpeaker(player=loudspeaker.command)
        yield speaker
        speaker.stop()

    @pytest.fixture
    def reach_the_end(self, loudspeaker: Loudspeaker) -> Callable[[], None]:
        return loudspeaker.let_go

    def play(self, speaker: EspeakSpeaker, loudspeaker: Loudspeaker, text: str, **how: int | str) -> float:
        spoken = str(how.pop("language", "en"))
        speaker.say(text, spoken, **{name: int(value) for name, value in how.items()})
        loudspeaker.let_go()
        until(lambda: not speaker.speaking, 20, "the end of the sentence")
        return loudspeaker.seconds()

    @pytest.mark.parametrize("code", ["en", "es", "vi", "bs", "ar", "zh"])
    def test_every_language_in_view_has_a_voice(
        self, speaker: EspeakSpeaker, loudspeaker: Loudspeaker, code: str
    ) -> None:
        assert self.play(speaker, loudspeaker, "A 4 1 2.", language=code) > 0.5
        assert loudspeaker.loudness() > 1000
        assert speaker.status is SpeakerStatus.READY

    def test_a_longer_sentence_lasts_longer(self, speaker: EspeakSpeaker, loudspeaker: Loudspeaker) -> None:
        assert self.play(speaker, loudspeaker, LONG) > 20 * self.play(speaker, loudspeaker, "Hello.")

    def test_slower_and_softer_are_heard(self, speaker: EspeakSpeaker, loudspeaker: Loudspeaker) -> None:
        plain, loud = self.play(speaker, loudspeaker, LONG[:200]), loudspeaker.loudness()
        slow = self.play(speaker, loudspeaker, LONG[:200], speed=50, volume=20)
        assert slow > 1.5 * plain
        assert loudspeaker.loudness() < loud / 2

    def test_a_voice_that_is_not_there_is_no_sound_and_the_next_one_is(
        self, speaker: EspeakSpeaker, loudspeaker: Loudspeaker
    ) -> None:
        speaker.say("Hello.", "zzz")
        loudspeaker.let_go()
        until(lambda: not speaker.speaking, 20, "the end of nothing")
        before = speaker.status
        self.play(speaker, loudspeaker, "Hello.")
        assert (before, speaker.status) == (SpeakerStatus.NO_SOUND, SpeakerStatus.READY)

    def test_nobody_can_read_the_text_from_the_list_of_programs(self, speaker: EspeakSpeaker) -> None:
        speaker.say("415 Birchwood Terrace", "en")
        arguments = b"".join(
            file.read_bytes() for file in Path("/proc").glob("[0-9]*/cmdline") if _readable(file)
        )
        assert b"Birchwood" not in arguments

    def test_saying_does_not_wait_for_the_voice(self, speaker: EspeakSpeaker) -> None:
        began = time.monotonic()
        speaker.say(LONG * 100, "en")
        assert time.monotonic() - began < 1.5

    def test_nothing_is_left_running_after_stop(self, speaker: EspeakSpeaker) -> None:
        speaker.say(LONG, "en")
        running = [program.pid for program in speaker._running]
        speaker.stop()
        for pid in running:
            with pytest.raises(ProcessLookupError):
                os.kill(pid, signal.SIG_DFL)

    def test_a_player_that_fails_is_no_sound(self) -> None:
        speaker = EspeakSpeaker(player=("false",))
        speaker.say("Hello.", "en")
        until(lambda: not speaker.speaking, 10, "the end")
        assert speaker.status is SpeakerStatus.NO_SOUND

    @pytest.mark.parametrize(
        "missing", [{"synthesizer": "no-such-program"}, {"player": ("no-such-program",)}]
    )
    def test_without_its_programs_there_is_no_speaker(self, missing: dict[str, str]) -> None:
        speaker = EspeakSpeaker(**missing)
        speaker.say("Hello.", "en")
        assert speaker.status is SpeakerStatus.NO_SPEAKER
        assert not speaker.speaking


def _readable(file: Path) -> bool:
    try:
        file.read_bytes()
    except OSError:
        return False
    return True


def test_a_machine_without_the_programs_has_no_speaker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    speaker = open_speaker()
    assert isinstance(speaker, NoSpeaker)
    speaker.say("Hello.", "en")
    speaker.stop()
    assert (speaker.status, speaker.speaking) == (SpeakerStatus.NO_SPEAKER, False)


def test_a_machine_with_the_programs_speaks() -> None:
    assert isinstance(open_speaker(), EspeakSpeaker)


@pytest.mark.parametrize("status", SpeakerStatus)
def test_every_state_of_a_speaker_is_said_in_every_language(status: SpeakerStatus) -> None:
    assert all(said(status).key in language(code).sentences for code in languages())


# --- soft sounds ---


class BellContract:
    """Inherited by the tests of each bell, which provide ``bell``."""

    def test_every_chime_may_be_rung_and_stopped_twice(self, bell: Bell) -> None:
        for chime in Chime:
            bell.ring(chime)
        bell.stop()
        bell.stop()


class TestWrittenBell(BellContract):
    @pytest.fixture
    def bell(self) -> WrittenBell:
        return WrittenBell()

    def test_it_keeps_what_was_rung(self, bell: WrittenBell) -> None:
        bell.ring(Chime.CALLED)
        assert bell.rung == [Chime.CALLED]

    def test_it_refuses_a_packaged_build(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(build, "PACKAGED", True)
        with pytest.raises(build.NotInPackagedBuild):
            WrittenBell()


class TestNoChimes(BellContract):
    @pytest.fixture
    def bell(self) -> NoChimes:
        return NoChimes()


class TestChimes(BellContract):
    @pytest.fixture
    def bell(self, tmp_path: Path) -> Iterator[Chimes]:
        made = Chimes(("dd", f"of={tmp_path / 'heard.wav'}", "status=none"))
        yield made
        made.stop()

    def test_what_the_player_is_given_is_the_whole_sound(self, bell: Chimes, tmp_path: Path) -> None:
        bell.ring(Chime.CALLED)
        heard = tmp_path / "heard.wav"
        until(lambda: heard.exists() and heard.read_bytes() == sound_of(Chime.CALLED), 10, "the sound")

    def test_a_missing_player_is_silent(self) -> None:
        bell = Chimes(("no-such-player",))
        bell.ring(Chime.CALLED)
        bell.stop()
        assert bell.status is SpeakerStatus.NO_SPEAKER


def test_soft_sounds_are_short_soft_and_differ() -> None:
    sounds = [sound_of(chime) for chime in Chime]
    assert len(set(sounds)) == len(Chime)
    for sound in sounds:
        with wave.open(io.BytesIO(sound)) as file:
            frames = file.readframes(file.getnframes())
            loudest = max(abs(sign) for sign in struct.unpack(f"<{len(frames) // 2}h", frames))
            assert file.getnframes() / file.getframerate() < 1.5
            assert 0.1 < loudest / 32_767 < 0.5
        assert len(sound) < 65_536


def test_a_machine_with_a_player_has_its_sounds(monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(open_bell(), Chimes)
    monkeypatch.setenv("PATH", "")
    assert isinstance(open_bell(), NoChimes)
