"""The camera's live figures: what they are and what they advise."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from bench.scan_causes import EASY
from bench.scan_world import View, frame, later
from devices.barcode.check import CameraFigures, figures, watch
from devices.camera.played import PlayedCamera
from devices.camera.simulated import SimulatedCard
from devices.camera.webcam import Webcam
from devices.ports import Frame, Picture, SourceStatus
from tests.specimens.cards import ROWAN
from tests.waiting import until
from ui.commands.doctor_camera import line, show
from ui.texts import language


def seen(view: View) -> CameraFigures:
    return figures(SourceStatus.LIVE, [n / 15 for n in range(4)], [frame(later(view, n)) for n in (2, 3)])


def keys(found: CameraFigures) -> list[str]:
    return [sentence.key.removeprefix("camera.advice.") for sentence in found.advice()]


def test_a_well_placed_camera_gets_no_advice() -> None:
    found = seen(replace(EASY, module=2.6))
    assert found.read
    assert found.module == pytest.approx(2.6, rel=0.1)
    assert found.rate == pytest.approx(15)
    assert found.size == (1280, 720)
    assert keys(found) == []


@pytest.mark.parametrize(
    ("view", "key"),
    [
        (replace(EASY, module=1.5, blur=0.5), "too_far"),
        (replace(EASY, module=3.0, blur=2.6), "out_of_focus"),
        (replace(EASY, light=0.25), "too_dark"),
        (replace(EASY, noise=20.0), "noisy"),
        (View(module=0.05), "hold_a_card"),
        (replace(EASY, size=(960, 540)), "too_few_pixels"),
    ],
)
def test_each_fault_has_its_advice(view: View, key: str) -> None:
    assert key in keys(seen(view))


def test_the_noise_of_a_still_room_is_measured_and_movement_is_not_taken_for_it() -> None:
    pick = np.random.default_rng(3)
    still = np.full((720, 1280), 128.0)
    pictures = []
    for n in range(2):
        picture = still + pick.normal(0, 6, still.shape)
        picture[:, 100 * n : 100 * n + 100] = 30
        pictures.append(np.clip(picture, 0, 255).astype(np.uint8))
    assert figures(SourceStatus.LIVE, [0, 1 / 15], pictures).noise == pytest.approx(6, rel=0.35)


def test_a_sharper_picture_has_more_sharpness() -> None:
    assert seen(replace(EASY, blur=0.6)).sharpness > 1.3 * seen(replace(EASY, blur=1.2)).sharpness


def test_a_camera_that_gives_nothing_is_said_to() -> None:
    assert keys(figures(SourceStatus.LOST, [], [])) == ["no_picture"]


def test_the_doctor_watches_a_real_stream_and_ends_well_when_all_is_well(
    capsys: pytest.CaptureFixture[str],
) -> None:
    card = SimulatedCard()
    camera = Webcam(card.source)
    camera.open()
    card.hold(ROWAN)
    until(lambda: camera.newest(5, 0.2), what="pictures")
    moments = iter([0.0, 1.0, 99.0])
    ended = show(camera, language("en"), 2.5, clock=lambda: next(moments))
    camera.close()
    card.close()
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("camera live  1280 x 720  ")
    assert "px per module" in said[-1] or said[-1].startswith("  ")
    assert ended == (1 if said[-1].startswith("  ") else 0)


def test_a_camera_of_sixty_pictures_a_second_is_watched_like_any_other() -> None:
    camera = _Every(1 / 60, frame(EASY))
    found = next(watch(camera))
    assert found.rate == pytest.approx(60)
    assert found.read
    assert camera.numbered <= 62


class _Every(PlayedCamera):
    """A picture at every asking, so far apart."""

    def __init__(self, apart_s: float, picture: Picture) -> None:
        super().__init__(clock=lambda: apart_s * self.numbered)
        self.numbered, self._picture = 0, picture
        self.open()

    def newest(self, after: int = 0, wait_s: float = 0.0) -> Frame | None:
        assert self.numbered < 1000, "watched for ever"
        self.numbered += 1
        self.show(self._picture)
        return super().newest(after, wait_s)


@pytest.mark.parametrize("code", ["en", "es"])
def test_every_advice_has_its_sentence(code: str) -> None:
    bad = CameraFigures(SourceStatus.LIVE, (640, 480), 5.0, 10.0, 30.0, 1.0, 1.1, 1.0)
    worse = CameraFigures(SourceStatus.LIVE, (640, 480), 5.0, 240.0)
    for sentence in (*bad.advice(), *worse.advice(), *CameraFigures(SourceStatus.LOST).advice()):
        said = language(code).say(sentence)
        assert not said.startswith("camera.")
        assert "{" not in said
    assert "no card in view" in line(worse, 0.0)
