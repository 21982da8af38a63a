"""What every camera keeps, whatever it is; inherited by the tests of each one."""

from __future__ import annotations

import threading
import time
from typing import Protocol

import numpy as np
import pytest

from devices.ports import Camera, Frame, SourceStatus
from tests.waiting import until


class World(Protocol):
    """A camera and the hand that makes it see or go blind."""

    @property
    def camera(self) -> Camera: ...

    def see(self) -> None:
        """Pictures come (again)."""

    def go_blind(self) -> None:
        """Nothing comes any more, without a word from the device."""


class CameraContract:
    """Subclasses give a fixture ``world`` whose camera sees, and is not yet open."""

    @pytest.fixture
    def world(self) -> World:
        raise NotImplementedError

    @staticmethod
    def next_frame(world: World, after: int = 0, within: float = 5.0) -> Frame:
        def ask() -> Frame | None:
            world.see()
            return world.camera.newest(after, 0.2)

        frame = until(ask, within=within, what="a frame")
        assert frame is not None
        return frame

    def test_a_camera_nobody_opened_gives_nothing(self, world: World) -> None:
        assert world.camera.status is SourceStatus.NONE
        assert world.camera.newest(0, 0.05) is None

    def test_an_opened_camera_is_opening_until_the_first_frame_and_then_live(self, world: World) -> None:
        world.camera.open()
        assert world.camera.status in (SourceStatus.OPENING, SourceStatus.LIVE)
        self.next_frame(world)
        assert world.camera.status is SourceStatus.LIVE

    def test_a_frame_is_a_colour_or_grey_picture_of_bytes(self, world: World) -> None:
        world.camera.open()
        picture = self.next_frame(world).picture
        assert picture.dtype == np.uint8
        assert picture.ndim == 2 or picture.shape[2] == 3

    def test_numbers_rise_and_the_newest_frame_is_given(self, world: World) -> None:
        world.camera.open()
        first = self.next_frame(world)
        second = self.next_frame(world, after=first.number)
        assert second.number > first.number
        assert second.seconds >= first.seconds

    def test_a_frame_already_seen_is_not_given_again(self, world: World) -> None:
        world.camera.open()
        self.next_frame(world)
        assert world.camera.newest(10**9) is None

    def test_opening_twice_is_harmless(self, world: World) -> None:
        world.camera.open()
        world.camera.open()
        self.next_frame(world)

    def test_closing_drops_every_picture(self, world: World) -> None:
        world.camera.open()
        self.next_frame(world)
        world.camera.close()
        assert world.camera.newest() is None
        assert world.camera.status is SourceStatus.NONE
        world.camera.close()

    def test_a_closed_camera_can_be_opened_again_and_numbers_go_on(self, world: World) -> None:
        world.camera.open()
        before = self.next_frame(world)
        world.camera.close()
        world.camera.open()
        assert self.next_frame(world).number > before.number

    def test_closing_wakes_whoever_waits_for_a_frame(self, world: World) -> None:
        world.camera.open()
        number = self.next_frame(world).number + 10**6
        waiter = threading.Thread(target=world.camera.newest, args=(number, 30.0))
        waiter.start()
        world.camera.close()
        waiter.join(timeout=3)
        assert not waiter.is_alive()

    def test_a_blind_camera_is_lost_within_three_seconds(self, world: World) -> None:
        world.camera.open()
        self.next_frame(world)
        world.go_blind()
        until(lambda: world.camera.status is SourceStatus.LOST, within=3.0, what="LOST")

    def test_a_lost_camera_comes_back_within_three_seconds_without_being_reopened(self, world: World) -> None:
        world.camera.open()
        self.next_frame(world)
        world.go_blind()
        until(lambda: world.camera.status is SourceStatus.LOST, within=3.0, what="LOST")
        stale = world.camera.newest()
        started = time.monotonic()
        self.next_frame(world, after=stale.number if stale else 0, within=3.0)
        assert time.monotonic() - started < 3.0
        assert world.camera.status is SourceStatus.LIVE
