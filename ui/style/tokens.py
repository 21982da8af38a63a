"""Every color and every size a screen may use; no other file names one."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from enum import Enum


class Surface(Enum):
    """Where a screen is shown: the lobby's touch screen or the desk's monitor."""

    LOBBY = "lobby"
    DESK = "desk"


class Contrast(Enum):
    """How far ink stands off paper."""

    STANDARD = "standard"
    HIGH = "high"


class TextSize(Enum):
    """The four sizes of text, each the factor applied to the type scale."""

    STANDARD = 1.0
    LARGE = 1.2
    LARGER = 1.45
    LARGEST = 1.75

    def next(self) -> TextSize:
        """The next larger size; the standard one after the largest."""
        sizes = list(TextSize)
        return sizes[(sizes.index(self) + 1) % len(sizes)]


@dataclass(frozen=True, slots=True)
class Palette:
    """Colors by their duty, as ``#RRGGBB``; ``on_x`` is what may be written on ``x``."""

    paper: str
    card: str
    """Cards, fields and keys lie on the paper."""
    ink: str
    quiet: str
    """Labels and hints; still text, so still 10:1."""
    line: str
    """Borders of cards and fields, at least 3:1 on paper."""
    rule: str
    """Hairlines between rows; carry no meaning."""
    action: str
    on_action: str
    action_pressed: str
    chosen: str
    """Ground of the thing chosen or changed."""
    done: str
    on_done: str
    caution: str
    on_caution: str
    trouble: str
    on_trouble: str
    focus: str
    stage: str
    """Ground around the live picture."""
    on_stage: str
    found: str
    """Frame around a card that was read, on the stage."""
    unavailable: str
    on_unavailable: str


@dataclass(frozen=True, slots=True)
class Type:
    """Font sizes in logical pixels and the shape of a paragraph."""

    huge: int
    title: int
    heading: int
    field: int
    key: int
    body: int
    button: int
    caption: int
    line_height: float = 1.35
    longest_line: int = 60
    """Characters a line."""

    def scaled(self, factor: float) -> Type:
        """The same scale with every font size multiplied by ``factor``."""
        return replace(
            self,
            huge=round(self.huge * factor),
            title=round(self.title * factor),
            heading=round(self.heading * factor),
            field=round(self.field * factor),
            key=round(self.key * factor),
            body=round(self.body * factor),
            button=round(self.button * factor),
            caption=round(self.caption * factor),
        )


@dataclass(frozen=True, slots=True)
class Shape:
    """Lengths in logical pixels."""

    radius: int
    border: int
    hairline: int
    ring: int
    ring_gap: int
    gap: int
    """Between two cards."""
    tight: int
    """Between two lines that belong together."""
    loose: int
    """Between the question and its answers."""
    margin: int
    padding: int
    """Inside a card or button."""
    target: int
    """Least height and width of anything to be touched."""
    button_height: int
    button_width: int
    card_height: int
    key_height: int
    key_gap: int
    top_bar: int
    bottom_bar: int
    content_width: int
    icon: int
    picture_icon: int
    dot: int
    row: int
    rail: int
    form: int = 360
    """Width of a short form, as for signing in."""
    aside: int = 304
    """Width of what stands beside a list and tells more of the chosen row."""
    portrait: int = 96
    """Width of a photograph of a face; it is a quarter higher."""

    def scaled(self, factor: float) -> Shape:
        """The same shape with every length multiplied by ``factor``."""
        return Shape(**{one.name: round(getattr(self, one.name) * factor) for one in fields(self)})


@dataclass(frozen=True, slots=True)
class Theme:
    """What a surface looks like at one contrast and one text size."""

    surface: Surface
    contrast: Contrast
    text_size: TextSize
    colors: Palette
    type: Type
    shape: Shape


LOBBY_COLORS = Palette(
    paper="#FAF7F1",
    card="#FFFFFF",
    ink="#14202B",
    quiet="#2B3742",
    line="#6A7783",
    rule="#D9D3C7",
    action="#083B66",
    on_action="#FFFFFF",
    action_pressed="#052947",
    chosen="#E9F0F6",
    done="#07402C",
    on_done="#FFFFFF",
    caution="#FFF3D6",
    on_caution="#4A2C00",
    trouble="#FDECEA",
    on_trouble="#6B1414",
    focus="#083B66",
    stage="#14202B",
    on_stage="#FFFFFF",
    found="#5FD39B",
    unavailable="#E9E4DA",
    on_unavailable="#2B3742",
)

CODE_DARK, CODE_LIGHT = "#000000", "#FFFFFF"
"""A code's modules: cameras read black on white, whatever the theme."""

DESK_COLORS = replace(LOBBY_COLORS, paper="#FFFFFF", unavailable="#ECEEF0", rule="#DADFE3")

HIGH_CONTRAST_COLORS = Palette(
    paper="#000000",
    card="#000000",
    ink="#FFFFFF",
    quiet="#FFFFFF",
    line="#FFFFFF",
    rule="#FFFFFF",
    action="#FFE100",
    on_action="#000000",
    action_pressed="#FFFFFF",
    chosen="#000000",
    done="#FFFFFF",
    on_done="#000000",
    caution="#000000",
    on_caution="#FFE100",
    trouble="#000000",
    on_trouble="#FFFFFF",
    focus="#FFE100",
    stage="#000000",
    on_stage="#FFFFFF",
    found="#FFE100",
    unavailable="#000000",
    on_unavailable="#FFFFFF",
)

# Body is 40, not 38: Atkinson's capitals are two thirds of the font size, and 7.3 mm on a 23.8-inch
# 1920x1080 screen is 26.6 px.
LOBBY_TYPE = Type(huge=220, title=60, heading=44, field=60, key=44, body=40, button=40, caption=32)
DESK_TYPE = Type(huge=64, title=28, heading=20, field=15, key=15, body=15, button=15, caption=13)

LOBBY_SHAPE = Shape(
    radius=12,
    border=3,
    hairline=2,
    ring=4,
    ring_gap=2,
    gap=24,
    tight=8,
    loose=36,
    margin=48,
    padding=28,
    target=56,
    button_height=120,
    button_width=320,
    card_height=104,
    key_height=84,
    key_gap=12,
    top_bar=96,
    bottom_bar=168,
    content_width=1240,
    icon=44,
    picture_icon=96,
    dot=16,
    row=72,
    rail=320,
)

DESK_SHAPE = Shape(
    radius=6,
    border=2,
    hairline=1,
    ring=2,
    ring_gap=1,
    gap=16,
    tight=4,
    loose=24,
    margin=24,
    padding=12,
    target=32,
    button_height=40,
    button_width=120,
    card_height=56,
    key_height=32,
    key_gap=4,
    top_bar=48,
    bottom_bar=64,
    content_width=1680,
    icon=20,
    picture_icon=40,
    dot=8,
    row=36,
    rail=216,
)

DESK_SMALLEST = (1366, 768)
"""The smallest window the desk is drawn for."""
_DESK_LARGEST = 2.0

SCREEN_PITCH_MM = 527.0 / 1920
"""Width of a pixel of the 23.8-inch 1920x1080 screen the lobby is drawn for."""

SLIDE_MS = 200
"""How long a page slides in; nothing else moves."""


def desk_scale(width: int, height: int) -> float:
    """How much larger than in the smallest window everything at the desk is drawn in one of this size.

    By half of what it is larger, so that it shows more and in larger letters; from 1 to 2, in steps of a
    whole pixel of the body's letters, so that no letter grows more than the room around it.
    """
    room = min(width / DESK_SMALLEST[0], height / DESK_SMALLEST[1])
    body = DESK_TYPE.body
    return int(body * min(_DESK_LARGEST, max(1.0, (1.0 + room) / 2))) / body


def theme(
    surface: Surface,
    contrast: Contrast = Contrast.STANDARD,
    text_size: TextSize = TextSize.STANDARD,
    scale: float = 1.0,
) -> Theme:
    """The theme of ``surface``; text grows by ``text_size`` and the column of content with it, and everything
    by ``scale``."""
    lobby = surface is Surface.LOBBY
    colors = LOBBY_COLORS if lobby else DESK_COLORS
    if contrast is Contrast.HIGH:
        colors = HIGH_CONTRAST_COLORS
    shape = (LOBBY_SHAPE if lobby else DESK_SHAPE).scaled(scale)
    factor = text_size.value
    return Theme(
        surface=surface,
        contrast=contrast,
        text_size=text_size,
        colors=colors,
        type=(LOBBY_TYPE if lobby else DESK_TYPE).scaled(factor * scale),
        # A line keeps its number of characters when its letters grow; icons grow as their words do.
        shape=replace(
            shape,
            content_width=round(shape.content_width * factor),
            icon=round(shape.icon * factor),
            row=round(shape.row * factor),
            # Larger letters above the keyboard need its room; a key stays well above a target.
            key_height=shape.key_height if factor < TextSize.LARGER.value else shape.key_height * 6 // 7,
        ),
    )


def contrast_ratio(one: str, other: str) -> float:
    """The WCAG contrast ratio of two ``#RRGGBB`` colors, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    channels = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
