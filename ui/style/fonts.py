"""The one family of letters, registered from its pinned package, with Noto behind it for other scripts."""

from __future__ import annotations

from enum import Enum
from functools import cache
from pathlib import Path

import fontpkg_atkinson_hyperlegible
import fontpkg_noto_sans
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

from ui.style.tokens import Type

FAMILIES = ("Atkinson Hyperlegible", "Noto Sans")


class Role(Enum):
    """What a text is for: the name of its size in ``tokens.Type`` and whether it is bold."""

    HUGE = ("huge", True)
    TITLE = ("title", True)
    HEADING = ("heading", True)
    FIELD = ("field", False)
    KEY = ("key", False)
    BODY = ("body", False)
    STRONG = ("body", True)
    BUTTON = ("button", True)
    CAPTION = ("caption", False)
    CAPTION_STRONG = ("caption", True)

    @property
    def bold(self) -> bool:
        """Whether this role is set in bold."""
        return self.value[1]

    def size(self, scale: Type) -> int:
        """This role's font size in pixels on ``scale``."""
        size: int = getattr(scale, self.value[0])
        return size


@cache
def register_fonts() -> tuple[str, ...]:
    """Make the families known to Qt, once a program; ``RuntimeError`` when a font file is missing."""
    for package in (fontpkg_atkinson_hyperlegible, fontpkg_noto_sans):
        for file in sorted(Path(package.__file__).parent.joinpath("files").glob("*.ttf")):
            if "Italic" in file.name:
                continue  # nothing here is set in italics, and each file takes time before the first picture
            if QFontDatabase.addApplicationFont(str(file)) < 0:
                raise RuntimeError(f"Qt refused the font {file.name}")
    return FAMILIES


def font(role: Role, scale: Type) -> QFont:
    """The font of ``role`` on ``scale``, with figures of one width so that columns line up."""
    return QFont(_made(role.size(scale), role.bold))


def metrics(role: Role, scale: Type) -> QFontMetricsF:
    """The measures of that font."""
    return _measured(role.size(scale), role.bold)


@cache
def _made(size: int, bold: bool) -> QFont:
    register_fonts()
    made = QFont(list(FAMILIES))
    made.setPixelSize(size)
    made.setBold(bold)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


@cache
def _measured(size: int, bold: bool) -> QFontMetricsF:
    return QFontMetricsF(_made(size, bold))
