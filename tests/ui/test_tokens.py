"""The contrasts LOOK promises hold for every theme, computed from the tokens."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

import ui
from ui.style.fonts import Role
from ui.style.icons import Icon, pixmap
from ui.style.qss import style_sheet
from ui.style.tokens import (
    SCREEN_PITCH_MM,
    Contrast,
    Surface,
    TextSize,
    Theme,
    contrast_ratio,
    desk_scale,
    theme,
)

EVERY_THEME = [theme(*parts) for parts in product(Surface, Contrast, TextSize)]
TEXT = [
    ("ink", "paper"),
    ("ink", "card"),
    ("ink", "chosen"),
    ("quiet", "paper"),
    ("quiet", "card"),
    ("quiet", "chosen"),
    ("action", "paper"),
    ("action", "card"),
    ("on_action", "action"),
    ("on_action", "action_pressed"),
    ("on_done", "done"),
    ("on_caution", "caution"),
    ("on_trouble", "trouble"),
    ("on_stage", "stage"),
]
SHAPES = [("line", "paper"), ("line", "card"), ("focus", "paper"), ("found", "stage")]


def named(it: Theme) -> str:
    return f"{it.surface.value}-{it.contrast.value}-{it.text_size.value}"


def test_black_on_white_is_21_to_1() -> None:
    assert contrast_ratio("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast_ratio("#777777", "#777777") == pytest.approx(1)
    assert contrast_ratio("#14202B", "#FAF7F1") == pytest.approx(15.4, abs=0.1)


@pytest.mark.parametrize("it", EVERY_THEME, ids=named)
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_stands_off_its_ground_ten_to_one(it: Theme, ink: str, ground: str) -> None:
    assert contrast_ratio(getattr(it.colors, ink), getattr(it.colors, ground)) >= 10


@pytest.mark.parametrize("it", [it for it in EVERY_THEME if it.contrast is Contrast.HIGH], ids=named)
@pytest.mark.parametrize("ink", ["ink", "quiet", "on_trouble"])
def test_high_contrast_text_on_paper_is_twenty_to_one(it: Theme, ink: str) -> None:
    assert contrast_ratio(getattr(it.colors, ink), it.colors.paper) >= 20


@pytest.mark.parametrize("it", EVERY_THEME, ids=named)
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_borders_and_rings_stand_off_three_to_one(it: Theme, shape: str, ground: str) -> None:
    assert contrast_ratio(getattr(it.colors, shape), getattr(it.colors, ground)) >= 3


@pytest.mark.parametrize("it", EVERY_THEME, ids=named)
def test_a_style_sheet_leaves_no_token_unfilled(it: Theme) -> None:
    assert "$" not in style_sheet(it)


def test_lobby_targets_are_fifteen_millimetres_and_capitals_seven() -> None:
    lobby = theme(Surface.LOBBY)
    for length in (lobby.shape.target, lobby.shape.key_height, lobby.shape.card_height):
        assert length * SCREEN_PITCH_MM >= 15
    capital = 0.668  # of the font size; measured from the font in test_fonts
    assert lobby.type.body * capital * SCREEN_PITCH_MM >= 7.3
    assert lobby.type.caption >= 32


def test_every_size_of_text_is_larger_than_the_last_and_goes_round() -> None:
    sizes = [theme(Surface.LOBBY, text_size=size).type.body for size in TextSize]
    assert sizes == sorted(set(sizes))
    assert TextSize.LARGEST.next() is TextSize.STANDARD
    assert TextSize.STANDARD.next() is TextSize.LARGE


@pytest.mark.parametrize(
    ("width", "height", "body"),
    [
        (1366, 768, 15),
        (1024, 600, 15),
        (1920, 1080, 18),
        (2560, 1440, 21),
        (2560, 800, 15),
        (9_000, 9_000, 30),
    ],
)
def test_a_larger_window_of_the_desk_has_larger_letters(width: int, height: int, body: int) -> None:
    made = theme(Surface.DESK, scale=desk_scale(width, height))
    assert made.type.body == body
    assert made.shape.row == pytest.approx(36 * desk_scale(width, height), abs=1)


def test_only_the_tokens_name_a_color() -> None:
    named_elsewhere = [
        f"{file}:{line.strip()}"
        for file in Path(ui.__file__).parent.rglob("*.py")
        if file.name != "tokens.py"
        for line in file.read_text("utf-8").splitlines()
        if re.search(r"""["']#[0-9A-Fa-f]{3,8}["']|QColor\(\s*["'\d]|Qt\.GlobalColor|font-size: *\d""", line)
    ]
    assert named_elsewhere == []


def test_every_role_of_text_has_a_size() -> None:
    for role in Role:
        assert role.size(theme(Surface.DESK).type) >= 13


def test_every_icon_exists_in_the_set_and_is_drawn(qapp: object) -> None:
    for meaning in Icon:
        for bold, fill in ((False, False), (True, False), (False, True)):
            drawn = pixmap(meaning, 40, theme(Surface.LOBBY).colors.ink, bold=bold, fill=fill).toImage()
            inked = [drawn.pixelColor(x, y).alpha() > 0 for x in range(40) for y in range(40)]
            assert 20 < sum(inked) < 1400, meaning
