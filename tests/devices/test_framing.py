"""The framing check speaks of light, sharpness and an empty picture; never of anybody's skin."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from devices.camera.framing import HIGH, FramingHint, jpeg_of, portrait_of
from devices.ports import Picture
from ui.demo.portraits import portrait

WALL = 190


def before_the_camera(seed: str, wall: int = WALL, high: int = 720) -> Picture:
    """An invented face before a plain wall, SYNTHETIC."""
    face = cv2.imdecode(np.frombuffer(portrait(seed), np.uint8), cv2.IMREAD_COLOR)
    assert face is not None
    wide = face.shape[1] * high // face.shape[0]
    picture = np.full((high, high * 16 // 9, 3), wall, np.uint8)
    left = (picture.shape[1] - wide) // 2
    picture[:, left : left + wide] = cv2.resize(face, (wide, high))
    return picture


@pytest.mark.parametrize("seed", ["a", "b", "c", "d", "e", "f", "g", "h"])
def test_a_face_in_good_light_will_do_whatever_its_color(seed: str) -> None:
    assert portrait_of(before_the_camera(seed)).hint is None


def test_what_would_make_it_better_is_said() -> None:
    good = before_the_camera("a")
    dark = (good * 0.15).astype(np.uint8)
    bright = np.clip(good.astype(int) + 200, 0, 255).astype(np.uint8)
    blurred = cv2.GaussianBlur(good, (0, 0), 25).astype(np.uint8)
    empty = np.full((720, 1280, 3), 150, np.uint8)
    behind = np.full((720, 1280, 3), 255, np.uint8)
    cv2.ellipse(behind, (640, 330), (160, 230), 0, 0, 360, (25, 25, 25), -1)
    found = [portrait_of(picture).hint for picture in (dark, bright, blurred, empty, behind)]
    assert found == [
        FramingHint.MORE_LIGHT,
        FramingHint.LESS_LIGHT,
        FramingHint.HOLD_STILL,
        FramingHint.NOBODY,
        FramingHint.LIGHT_BEHIND,
    ]


def test_what_is_kept_is_cut_to_a_portrait_and_no_larger_than_needed() -> None:
    large = portrait_of(cv2.resize(before_the_camera("a"), (5120, 2880)).astype(np.uint8))
    kept = cv2.imdecode(np.frombuffer(jpeg_of(large), np.uint8), cv2.IMREAD_COLOR)
    assert kept is not None
    assert kept.shape[:2] == (HIGH, HIGH * 4 // 5)
    tall = portrait_of(np.full((900, 300, 3), 150, np.uint8))
    assert tall.picture.shape[1] == 300
