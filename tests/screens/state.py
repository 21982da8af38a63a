"""A named state of a screen, and how it is drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import product

from PySide6.QtWidgets import QWidget

from tests.specimens import pseudo
from ui.style.tokens import Contrast, TextSize

PSEUDO_SIZES = (TextSize.STANDARD, TextSize.LARGER)
SCREEN = (1920, 1080)
"""The screen most states are drawn for."""


@dataclass(frozen=True)
class Drawing:
    """In which language, size and contrast a state is drawn."""

    language: str = "en"
    text_size: TextSize = TextSize.STANDARD
    contrast: Contrast = Contrast.STANDARD
    width: int = 1920
    height: int = 1080

    def name(self) -> str:
        """For the file's name: ``es-larger-high``, with the size of the screen where it is another one."""
        size = self.text_size.name.lower()
        screen = "" if (self.width, self.height) == SCREEN else f"-{self.width}x{self.height}"
        return f"{self.language}-{size}-{self.contrast.value}{screen}"


@dataclass(frozen=True)
class ScreenState:
    """``draw`` makes the whole window in this state; it must not wait for anything."""

    room: str
    """The folder under out/screens: ``lobby``, ``desk``."""
    name: str
    draw: Callable[[Drawing], QWidget]
    text_sizes: tuple[TextSize, ...] = tuple(TextSize)
    contrasts: tuple[Contrast, ...] = tuple(Contrast)
    languages: tuple[str, ...] = ("en", "es")
    screens: tuple[tuple[int, int], ...] = (SCREEN,)
    stands_out: bool = False
    """Whether every text's contrast is measured on the picture."""
    mirrored: bool = False
    """Also drawn from the right and two fifths longer."""

    def drawings(self) -> list[Drawing]:
        """Every way this state is drawn."""
        drawings = [
            Drawing(*ways, *screen)
            for screen in self.screens
            for ways in product(self.languages, self.text_sizes, self.contrasts)
        ]
        if self.mirrored:
            from_the_right = Drawing(pseudo.speak_it())
            drawings += [replace(from_the_right, text_size=size) for size in PSEUDO_SIZES]
        return drawings
