"""The camera driver over a fake device, the real MJPEG loopback, a file; and the camera played by hand."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pytest
from structlog.testing import capture_logs

from devices import build
from devices.camera.grabber import Grabber, open_grabber
from devices.camera.played import PlayedCamera
from devices.camera.simulated import SimulatedCard
from devices.camera.source import CameraSource, Device, File, Number, Stream, parse_source
from devices.camera.webcam import Timings, Webcam
from devices.ports import SourceStatus
from kiosk.problems import Problem
from tests.devices.camera_contract import CameraContract, World
from tests.devices.fake_grabber import FakeDevice
from tests.waiting import until


@dataclass
class _OverFakeDevice:
    camera: Webcam
    device: FakeDevice

    def see(self) -> None:
        self.device.sending.set()

    def go_blind(self) -> None:
        self.device.sending.clear()


class TestWebcamOverADevice(CameraContract):
    @pytest.fixture
    def world(self) -> Iterator[World]:
        device = FakeDevice()
        camera = Webcam(Number(0), opener=device)
        yield _OverFakeDevice(camera, device)
        camera.close()


@dataclass
class _OverStream:
    camera: Webcam
    card: SimulatedCard

    def see(self) -> None:
        self.card.resume()

    def go_blind(self) -> None:
        self.card.stall()


class _Unplugged(_OverStream):
    def go_blind(self) -> None:
        self.card.drop()


def _stream_world(kind: type[_OverStream]) -> Iterator[World]:
    card = SimulatedCard(size=(320, 180))
    camera = Webcam(card.source)
    yield kind(camera, card)
    camera.close()
    card.close()


class TestWebcamOverAStreamThatStalls(CameraContract):
    @pytest.fixture
    def world(self) -> Iterator[World]:
        yield from _stream_world(_OverStream)


class TestWebcamOverAStreamThatIsUnplugged(CameraContract):
    @pytest.fixture
    def world(self) -> Iterator[World]:
        yield from _stream_world(_Unplugged)


@dataclass
class _OverFile:
    camera: Webcam
    path: Path
    jpeg: bytes

    def see(self) -> None:
        if not self.path.exists():
            self.path.write_bytes(self.jpeg)

    def go_blind(self) -> None:
        self.path.unlink()


class TestWebcamOverAFile(CameraContract):
    @pytest.fixture
    def world(self, tmp_path: Path) -> Iterator[World]:
        jpeg = cv2.imencode(".jpg", np.full((20, 30, 3), 90, np.uint8))[1].tobytes()
        path = tmp_path / "still.jpg"
        path.write_bytes(jpeg)
        camera = Webcam(File(path))
        yield _OverFile(camera, path, jpeg)
        camera.close()


@dataclass
class _Played:
    camera: PlayedCamera
    blind: bool = False

    def see(self) -> None:
        self.camera.show(np.zeros((4, 6), np.uint8))

    def go_blind(self) -> None:
        self.camera.lose()


class TestPlayedCamera(CameraContract):
    @pytest.fixture
    def world(self) -> World:
        return _Played(PlayedCamera())


def test_a_video_file_starts_again_after_its_end(tmp_path: Path) -> None:
    path = tmp_path / "short.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 60, (64, 48))
    for shade in (0, 80, 160, 240):
        writer.write(np.full((48, 64, 3), shade, np.uint8))
    writer.release()
    camera = Webcam(File(path))
    camera.open()
    until(lambda: camera.newest(11, 0.2), what="the twelfth frame of four")
    camera.close()


def test_a_handle_is_given_back_before_the_device_is_opened_again() -> None:
    device = FakeDevice()
    camera = Webcam(Number(0), opener=device)
    camera.open()
    until(lambda: camera.newest(0, 0.1))
    device.present.clear()
    until(lambda: device.openings >= 2)
    assert device.held == 0
    camera.close()
    until(lambda: device.held == 0)


def test_a_camera_that_is_not_there_is_asked_for_ever_more_rarely() -> None:
    device = FakeDevice()
    device.present.clear()
    camera = Webcam(Number(0), opener=device, timings=Timings(first_pause=0.05, longest_pause=0.1))
    camera.open()
    until(lambda: device.openings >= 4)
    assert camera.status is SourceStatus.OPENING
    camera.close()


def test_some_spoilt_pictures_on_end_are_no_reason_to_open_the_device_again() -> None:
    device = FakeDevice()
    device.spoilt = 3
    camera = Webcam(Number(0), opener=device)
    camera.open()
    until(lambda: camera.newest(9, 0.1))
    assert device.openings == 1
    camera.close()


def test_a_driver_that_breaks_is_opened_again() -> None:
    device = FakeDevice()
    broken = [cv2.error("what the driver said of JANE ROE"), MemoryError(), OSError(5, "input/output")]

    def breaking(source: CameraSource) -> Grabber | None:
        if broken:
            raise broken.pop()
        return device(source)

    camera = Webcam(Number(0), opener=breaking, timings=Timings(first_pause=0.01))
    camera.open()
    with capture_logs() as logs:
        until(lambda: camera.newest(0, 0.1))
    camera.close()
    assert "JANE" not in str(logs)


def test_a_pipe_or_a_folder_as_the_camera_is_lost_and_holds_nothing_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert open_grabber(File(tmp_path / "pipe")) is None
    assert open_grabber(File(tmp_path)) is None


def test_lost_is_said_by_the_clock_even_when_the_driver_hangs() -> None:
    now = [100.0]
    hanging = threading.Event()

    def hang(source: object) -> None:
        hanging.wait(10)

    camera = Webcam(Number(0), opener=hang, clock=lambda: now[0])
    camera.open()
    now[0] += 1.9
    before = camera.status
    now[0] += 0.2
    assert (before, camera.status) == (SourceStatus.OPENING, SourceStatus.LOST)
    hanging.set()
    camera.close()


@pytest.mark.parametrize(
    ("setting", "source"),
    [
        ("0", Number(0)),
        ("/dev/v4l/by-id/usb-Maker_Cam-video-index0", Device("/dev/v4l/by-id/usb-Maker_Cam-video-index0")),
        ("http://127.0.0.1:8081/", Stream("http://127.0.0.1:8081/")),
        ("pictures/card.png", File(Path("pictures/card.png"))),
    ],
)
def test_a_setting_names_a_source(setting: str, source: object) -> None:
    assert parse_source(setting) == source


@pytest.mark.parametrize(
    "setting",
    [
        "",
        "http://example.org:80/",
        "http://127.0.0.1/",
        "https://127.0.0.1:1/",
        "rtsp://127.0.0.1:5/",
        "http://[",
    ],
)
def test_a_setting_that_names_no_camera_is_a_problem(setting: str) -> None:
    assert isinstance(parse_source(setting), Problem)


@pytest.mark.parametrize("stand_in", [SimulatedCard, PlayedCamera])
def test_stand_ins_refuse_to_start_in_a_packaged_build(
    stand_in: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "PACKAGED", True)
    with pytest.raises(build.NotInPackagedBuild):
        stand_in()
