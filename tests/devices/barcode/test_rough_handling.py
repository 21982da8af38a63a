"""The reader under random, mutated and hostile pictures: no crash, no hang, nothing kept."""

from __future__ import annotations

import gc
import time
import weakref
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.scan_causes import EASY
from bench.scan_fuzz import mutated
from bench.scan_world import View, frame, payload
from devices.barcode import reader as reader_module
from devices.barcode.reader import Reader
from devices.barcode.sight import Sight
from devices.barcode.still import read_still
from devices.camera.card_back import card_back
from devices.camera.played import PlayedCamera
from devices.ports import Picture, Read, Reading
from tests.specimens.cards import ROWAN
from tests.waiting import until

SLOW_S = 0.4
"""Processor time one frame may take at most on a busy test machine; a quiet one stays under 0.1 s."""


def see(picture: Picture, times: int = 2) -> None:
    """Look at it several times, as a camera would show it; no frame may take too long."""
    sight = Sight()
    for n in range(times):
        started = time.process_time()
        read = sight.see(picture, n / 15)
        assert time.process_time() - started < SLOW_S
        assert read is None or isinstance(read, Read)


@pytest.mark.parametrize(
    "shape", [(1, 1), (1, 2000), (2000, 1), (17, 33), (90, 160), (480, 640, 3), (60, 1400), (1080, 1920)]
)
def test_any_size_of_picture_can_be_looked_at(shape: tuple[int, ...]) -> None:
    noise = np.random.default_rng(1).integers(0, 256, shape).astype(np.uint8)
    for picture in (noise, np.zeros(shape, np.uint8), np.full(shape, 255, np.uint8)):
        see(picture)


@settings(max_examples=25)
@given(seed=st.integers(0, 2**32 - 1), kind=st.integers(0, 7))
def test_a_mutated_card_neither_breaks_nor_hangs_nor_lies(seed: int, kind: int) -> None:
    pick = np.random.default_rng(seed)
    card = cv2.resize(card_back(ROWAN), (640, 404), interpolation=cv2.INTER_AREA)
    framed = cv2.copyMakeBorder(card, 60, 60, 80, 80, cv2.BORDER_CONSTANT, value=(100,))
    picture: Picture = np.asarray(mutated(np.asarray(framed, np.uint8), kind, pick), np.uint8)
    sight = Sight()
    for n in range(3):
        started = time.process_time()
        read = sight.see(picture, n / 15)
        assert time.process_time() - started < SLOW_S
        assert read is None or read.payload == ROWAN


@given(st.binary(max_size=600))
@settings(max_examples=60)
def test_any_bytes_given_as_a_picture_file_are_a_picture_or_none(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "x.png")
        path.write_bytes(content)
        assert read_still(path) is None or isinstance(read_still(path), list)


def test_memory_does_not_grow_over_many_frames() -> None:
    sight = Sight()
    pictures = [frame(EASY), frame(elsewhere())]
    for n in range(30):
        sight.see(pictures[n % 2], n / 15)
    gc.collect()
    before = len(gc.get_objects())
    for n in range(30, 90):
        sight.see(pictures[n % 2], n / 15)
    gc.collect()
    assert len(gc.get_objects()) < before + 300


def elsewhere() -> View:
    """Another card, held otherwise."""
    return replace(EASY, seed=5, turn=40)


def test_after_stop_no_picture_is_kept_anywhere() -> None:
    now = [0.0]
    camera = PlayedCamera(clock=lambda: now[0])
    reader = Reader(camera)
    told: list[Reading] = []
    reader.start(told.append)
    alive: list[weakref.ref[Picture]] = []

    def shown() -> bool:
        picture = frame(EASY)
        alive.append(weakref.ref(picture))
        now[0] += 0.1
        camera.show(picture)
        return any(isinstance(reading, Read) for reading in told)

    until(shown, within=20)
    reader.stop()

    def all_gone() -> bool:
        gc.collect()
        return all(one() is None for one in alive)

    until(all_gone, within=5, what="the end of every picture")


def test_a_fault_while_looking_is_logged_without_anything_of_the_card(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Broken(Sight):
        def see(self, picture: Picture, seconds: float) -> Read | None:
            raise RuntimeError(ROWAN)

    monkeypatch.setattr(reader_module, "Sight", Broken)
    camera = PlayedCamera()
    reader = Reader(camera)
    reader.start(lambda reading: None)

    def logged() -> str:
        camera.show(frame(EASY))
        out = capsys.readouterr()
        return out.out + out.err

    said = until(logged)
    reader.stop()
    assert "barcode_attempt_failed" in said
    assert "ASHGROVE" not in said
    assert "123456789" not in said


def test_two_cards_shown_in_turn_never_agree() -> None:
    sight = Sight()
    pictures = {EASY.seed: frame(EASY), 5: frame(elsewhere())}
    assert sight.see(pictures[EASY.seed], 0.0) is None
    assert sight.see(pictures[5], 0.1) is None
    read = sight.see(pictures[5], 0.2)
    assert read is not None
    assert read.payload == payload(5)
