"""Simulated cards before a simulated camera: found, straightened, weighed, read; and what is not read."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from bench.scan_causes import EASY, accepted, moments, read_once
from bench.scan_world import View, corners, frame, later, payload
from devices.barcode.pdf417.finder import Finder, symbol_in
from devices.barcode.pdf417.weighing import solve, washed_out, weigh
from devices.barcode.pool import Pool
from devices.barcode.sight import Sight
from devices.barcode.texture import Texture
from devices.ports import Hint, Read, Symbology

TROUBLES = {
    "upright": EASY,
    "turned a little": replace(EASY, turn=8),
    "turned half way": replace(EASY, turn=45),
    "on its side": replace(EASY, turn=90),
    "on its head": replace(EASY, turn=180),
    "turned far": replace(EASY, turn=-140),
    "tilted by 30 degrees": replace(EASY, tilt=30, axis=60),
    "tilted sideways by 30 degrees": replace(EASY, tilt=30, axis=90),
    "at 1.5 pixels per module": replace(EASY, module=1.5, blur=0.5),
    "out of focus by 0.9 modules": replace(EASY, module=3, blur=2.7),
    "moved by 5 pixels": replace(EASY, module=3, motion=5),
    "in much noise": replace(EASY, noise=25),
    "pale": replace(EASY, contrast=0.25, clutter=0.5),
    "with a lamp in it": replace(EASY, glare=120),
    "with a thumb on it": replace(EASY, cover=0.2),
}


@pytest.mark.parametrize("name", TROUBLES)
def test_a_card_is_read_from_one_frame(name: str) -> None:
    for seed in (1, 2):
        view = replace(TROUBLES[name], seed=seed)
        assert read_once(frame(view)) == [payload(seed)]


def test_the_symbol_is_found_where_it_is() -> None:
    view = replace(EASY, seed=4, turn=20, tilt=15)
    grey = frame(view)
    seen = symbol_in(grey, Texture(grey).regions()[0])
    assert seen is not None
    assert abs(seen.module - view.module) < 0.4
    card = corners(view)
    middle = seen.corners.mean(axis=0)
    assert card.min(axis=0)[0] < middle[0] < card.max(axis=0)[0]
    assert card.min(axis=0)[1] < middle[1] < card.max(axis=0)[1]


def test_a_card_too_far_away_is_not_read_and_nothing_wrong_either() -> None:
    assert read_once(frame(replace(EASY, module=0.7))) == []


def test_in_an_empty_room_nothing_is_read() -> None:
    for seed in range(3):
        assert accepted(moments(View(module=0.05, seed=seed))) is None


def test_two_frames_that_alone_say_nothing_say_it_together() -> None:
    view = replace(EASY, seed=2, noise=3)
    grey = frame(view)
    seen = symbol_in(grey, Texture(grey).regions()[0])
    assert seen is not None
    weighed = weigh(seen.crop, seen.lattice)
    assert weighed is not None
    noise = np.random.default_rng(8)
    pool, single = Pool(), 0
    said = []
    for number in range(12):
        faint = weighed.weights * 0.55 + noise.gamma(0.6, 0.28, weighed.weights.shape).astype(np.float32)
        one = replace(weighed, weights=faint)
        single += solve(faint.copy(), weighed.layout) is not None
        said.append(pool.add(one, number, number / 15))
    heard = [one for one in said if one is not None]
    assert single == 0
    assert {one.text for one in heard} == {payload(2)}
    assert any(not one.frames & other.frames for one in heard for other in heard)


def test_what_is_added_up_is_forgotten_when_another_card_comes_or_time_passes() -> None:
    pool = Pool()
    for seed, when in ((1, 0.0), (3, 0.1), (3, 5.0)):
        grey = frame(replace(EASY, seed=seed))
        seen = symbol_in(grey, Texture(grey).regions()[0])
        assert seen is not None
        weighed = weigh(seen.crop, seen.lattice)
        assert weighed is not None
        assert pool.add(weighed, 1, when) is None  # one frame alone is never a sum


def test_a_lamp_in_the_symbol_is_noticed() -> None:
    def washed(glare: float) -> float:
        grey = frame(replace(EASY, seed=1, glare=glare))
        seen = symbol_in(grey, Texture(grey).regions()[0])
        assert seen is not None
        weighed = weigh(seen.crop, seen.lattice)
        assert weighed is not None
        return washed_out(seen.crop, seen.lattice, weighed.layout)

    assert washed(0) == 0
    assert washed(260) > 0.06


def test_two_frames_are_enough_and_one_is_not() -> None:
    sight = Sight()
    view = replace(EASY, seed=6)
    assert sight.see(frame(later(view, 0)), 0.0) is None
    assert sight.see(frame(later(view, 1)), 1 / 15) == Read(payload(6), Symbology.PDF417)


def test_a_whole_presentation_is_accepted() -> None:
    assert accepted(moments(replace(EASY, seed=9, turn=-25, tilt=20, axis=135))) == payload(9)


def test_a_symbol_is_followed_while_its_texture_does_not_show() -> None:
    finder = Finder()
    bare = Texture(np.full((720, 1280), 90, np.uint8))
    seen = []
    for moment, texture in enumerate((None, bare, bare)):
        grey = frame(later(replace(EASY, seed=2), moment))
        seen.append(finder.look(grey, texture or Texture(grey), moment / 15))
        finder.judge(True, moment / 15)
    assert None not in seen
    finder.forget()
    assert not finder.follows
    assert finder.look(grey, bare, 0.3) is None


def test_a_card_that_comes_fast_is_found_where_it_is_by_now() -> None:
    sight = Sight()
    view = replace(EASY, seed=6)
    for moment, down in enumerate((200, 20)):
        shown = np.roll(frame(later(view, moment)), down, axis=0)
        read = sight.see(shown, moment / 15)
    assert read == Read(payload(6), Symbology.PDF417)


def test_tall_rows_and_clutter_do_not_keep_a_card_waiting() -> None:
    view = replace(EASY, module=2.8, blur=0.5, seed=16)  # rows of four modules, among posters
    assert accepted(moments(view), frames=3) == payload(16)


def test_a_place_that_never_speaks_is_given_up_and_not_searched_again_at_once() -> None:
    finder = Finder()
    grey = frame(replace(EASY, seed=2))
    for moment in range(3):
        assert finder.look(grey, Texture(grey), moment / 15) is not None
        finder.judge(False, moment / 15)
    assert not finder.follows
    assert finder.look(grey, Texture(grey), 0.2) is None
    assert finder.look(grey, Texture(grey), 2.0) is not None


@pytest.mark.parametrize(
    ("view", "hint"),
    [
        (replace(EASY, module=0.85, blur=0.7, seed=1), Hint.CLOSER),
        (replace(EASY, light=0.05, seed=1), Hint.MORE_LIGHT),
        (replace(EASY, module=3.0, blur=4.2, seed=2), Hint.LET_IT_FOCUS),
    ],
)
def test_the_picture_says_what_to_do_differently(view: View, hint: Hint) -> None:
    sight = Sight()
    told = []
    sight.see(frame(replace(view, module=0.05)), -0.1)  # the room, before anybody comes
    for moment in range(14):
        sight.see(frame(later(view, moment)), moment / 15)
        told.append(sight.hint)
    assert told[-1] is hint
    assert told[0] is None
