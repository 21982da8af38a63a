"""Hints: what is wished from a glimpse, and that they neither flicker nor nag."""

from __future__ import annotations

import itertools
from dataclasses import replace

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.barcode.guidance import Glimpse, Guidance
from devices.barcode.outline import card_outlines
from devices.barcode.sight import Sight
from devices.ports import Hint

FINE = Glimpse(brightness=120, module=2.5, softness=0.45, centre=(0.5, 0.5), width=0.5, pixels=640)


def hint_after(glimpse: Glimpse, frames: int = 20) -> Hint | None:
    guidance = Guidance()
    for n in range(frames):
        guidance.see(glimpse, n / 15)
    return guidance.hint


@pytest.mark.parametrize(
    ("glimpse", "hint"),
    [
        (Glimpse(brightness=20), Hint.MORE_LIGHT),
        (Glimpse(brightness=120), None),
        (Glimpse(brightness=120, card=True), Hint.TURN_OVER),
        (Glimpse(brightness=120, width=0.1, pixels=150), Hint.CLOSER),
        (Glimpse(brightness=120, width=0.4, pixels=500), Hint.HOLD_STILL),
        (Glimpse(brightness=120, width=0.9, pixels=1100), Hint.FARTHER),
        (Glimpse(brightness=120, module=1.1, width=0.2, pixels=330), Hint.CLOSER),
        (Glimpse(brightness=120, module=2.5, width=0.95, pixels=1200), Hint.FARTHER),
        (Glimpse(brightness=120, module=2.5, softness=0.5, washed=0.2), Hint.TILT_AWAY_FROM_LIGHT),
        (Glimpse(brightness=120, module=2.5, softness=1.1), Hint.LET_IT_FOCUS),
        (FINE, Hint.HOLD_STILL),
    ],
)
def test_each_trouble_has_its_hint(glimpse: Glimpse, hint: Hint | None) -> None:
    assert hint_after(glimpse) is hint


def test_a_card_that_is_read_needs_no_hint_at_once() -> None:
    guidance = Guidance()
    for n in range(20):
        guidance.see(Glimpse(brightness=20), n / 15)
    assert guidance.hint is Hint.MORE_LIGHT
    guidance.see(Glimpse(brightness=20, read=True), 1.4)
    assert guidance.hint is None


def test_a_card_read_now_and_then_makes_no_hint_flicker() -> None:
    guidance = Guidance()
    shown = [guidance.see(replace(FINE, read=n % 12 == 0), n / 15) for n in range(90)]
    assert set(shown) == {None}


def test_a_trouble_of_a_moment_is_not_mentioned() -> None:
    guidance = Guidance()
    told = {guidance.see(Glimpse(brightness=20 if n % 4 == 0 else 120), n / 15) for n in range(60)}
    assert told == {None}


def test_a_card_waved_about_is_to_be_held_still() -> None:
    guidance = Guidance()
    for n in range(15):
        guidance.see(Glimpse(brightness=120, module=2.5, softness=1.1, centre=(0.3 + 0.03 * n, 0.5)), n / 15)
    assert guidance.hint is Hint.HOLD_STILL


@given(st.lists(st.sampled_from([20.0, 120.0]), min_size=30, max_size=120))
def test_no_hint_changes_more_often_than_it_can_be_read(levels: list[float]) -> None:
    guidance = Guidance()
    changes: list[tuple[float, Hint | None]] = []
    before: Hint | None = None
    for n, level in enumerate(levels):
        now = guidance.see(Glimpse(brightness=level, card=level > 100), n / 15)
        if now is not before:
            changes.append((n / 15, now))
            before = now
    for (earlier, hint), (later, _) in itertools.pairwise(changes):
        assert hint is None or later - earlier >= 1.2 - 1e-9


def test_forgetting_takes_the_hint_away() -> None:
    guidance = Guidance()
    for n in range(20):
        guidance.see(Glimpse(brightness=10), n / 15)
    guidance.forget()
    assert guidance.hint is None


def front(turn: float = 12.0) -> np.ndarray:
    """A card's front before a grey wall: a photograph, lines of lettering, no code."""
    card = np.full((340, 540), 225, np.uint8)
    cv2.rectangle(card, (25, 70), (165, 270), 120, -1)
    for n in range(7):
        cv2.putText(card, "SAMPLE STATE", (190, 80 + 32 * n), cv2.FONT_HERSHEY_SIMPLEX, 0.6, 60, 2)
    to = cv2.getRotationMatrix2D((270, 170), turn, 1.0)
    to[:, 2] += (370, 190)
    out = np.full((720, 1280), 110, np.uint8)
    mask = cv2.warpAffine(np.full_like(card, 255), to, (1280, 720))
    out = np.where(mask > 127, cv2.warpAffine(card, to, (1280, 720)), out)
    return np.asarray(np.random.default_rng(1).normal(out, 3).clip(0, 255), np.uint8)


@pytest.mark.parametrize("turn", [0.0, 12.0, 60.0, -140.0])
def test_the_outline_of_a_card_is_seen_at_any_angle(turn: float) -> None:
    quads = card_outlines(front(turn))
    assert quads
    assert np.abs(quads[0].mean(axis=0) - 0.5).max() < 0.05


def test_a_wall_is_no_card() -> None:
    assert card_outlines(np.full((720, 1280), 110, np.uint8)) == []


def test_the_front_of_a_card_is_to_be_turned_over() -> None:
    sight = Sight()
    sight.see(np.full((720, 1280), 110, np.uint8), 0.0)
    for n in range(1, 30):
        sight.see(front(), n / 15)
    assert sight.hint is Hint.TURN_OVER
