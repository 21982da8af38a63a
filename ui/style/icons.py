"""Icons by what they mean, drawn from one set (Phosphor)."""

from __future__ import annotations

import json
from enum import Enum
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPainter, QPixmap

_PACKAGE = "qtawesome"
_SET = "phosphor"
_SHARE = 0.875
"""How much of a picture's height the letter takes; the rest is the set's own margin."""


class Icon(Enum):
    """A meaning and the glyph that stands for it; an icon always stands beside its word."""

    ADD = "plus"
    ADDRESS = "map-pin"
    ARROW_DOWN = "arrow-down"
    ARROW_LEFT = "arrow-left"
    ARROW_RIGHT = "arrow-right"
    ARROW_UP = "arrow-up"
    BED = "bed"
    CALENDAR = "calendar-blank"
    CAMERA = "camera"
    CAMERA_LOST = "camera-slash"
    CAR = "car"
    CARD = "identification-card"
    CASE = "folder-open"
    CAUTION = "warning"
    CHANGED = "pencil-simple"
    CHECK = "check"
    CHOOSE = "caret-down"
    CLOCK = "clock"
    CLOSED = "door"
    COMPUTER = "monitor"
    CONTRAST = "circle-half"
    DELIVERY = "paper-plane-tilt"
    DOCUMENT = "file-text"
    DONE = "check-circle"
    EMAIL = "envelope-simple"
    END = "x-circle"
    ERASE = "eraser"
    FINGERPRINT = "fingerprint"
    GLOBE = "globe"
    GUARDIAN = "users"
    HELP = "hand-waving"
    HIDE = "eye-slash"
    HISTORY = "clock-counter-clockwise"
    HOME = "house"
    INFO = "info"
    INTERPRETER = "chats"
    KEYBOARD = "keyboard"
    LANGUAGE = "translate"
    LARGER = "text-aa"
    LIGHT = "sun"
    LICENSE = "identification-badge"
    LOCK = "lock-simple"
    LOOKS = "user-focus"
    MAIL = "envelope-open"
    MOVE = "truck"
    NO_NETWORK = "wifi-slash"
    OFFICER = "user-circle"
    ONLINE = "at"
    PASSPORT = "book"
    PEOPLE = "users-three"
    PERSON = "user"
    PHONE = "phone"
    PRINTER = "printer"
    QUEUE = "list-numbers"
    REDO = "arrow-clockwise"
    RULES = "scales"
    SCHOOL = "graduation-cap"
    SEARCH = "magnifying-glass"
    SEND_BACK = "arrow-u-up-left"
    RECORDS = "files"
    REPORTS = "clipboard-text"
    SERVICES = "squares-four"
    SETTINGS = "sliders-horizontal"
    SIGN = "pencil-line"
    SIGNPOST = "traffic-sign"
    SOUND = "speaker-high"
    STOP = "hand-palm"
    NO_FIXED_PLACE = "tree"
    TICKET = "ticket"
    TRAVEL = "airplane-tilt"
    TROUBLE = "warning-octagon"
    TURN = "arrows-clockwise"
    UNDO = "arrow-counter-clockwise"
    WORK = "briefcase"
    BACKSPACE = "backspace"
    SHIFT = "arrow-fat-up"
    SPACE = "minus"

    def glyph(self, bold: bool = False, fill: bool = False) -> str:
        """The set's own name for this icon in the wanted weight."""
        return self.value + ("-bold" if bold else "-fill" if fill else "")


def pixmap(
    meaning: Icon, size: int, color: str, *, bold: bool = False, fill: bool = False, ratio: float = 1.0
) -> QPixmap:
    """``meaning`` as a picture ``size`` logical pixels square, sharp at device pixel ``ratio``."""
    return QPixmap(_drawn(meaning.glyph(bold, fill), size, color, ratio))


@cache
def _drawn(glyph: str, size: int, color: str, ratio: float) -> QPixmap:
    made = QPixmap(round(size * ratio), round(size * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(QColor.fromRgba(0))
    family, letters = _set()
    font = QFont(family)
    font.setPixelSize(round(size * _SHARE))
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(font)
    painter.setPen(QColor(color))
    painter.drawText(QRectF(0, 0, size, size), Qt.AlignmentFlag.AlignCenter, letters[glyph])
    painter.end()
    return made


@cache
def _set() -> tuple[str, dict[str, str]]:
    """The family of the set's letters, and the letter of each name.

    The package is found and not imported: it would import every part of Qt once more, under other names,
    and double the time until a kiosk's first picture.
    """
    found = find_spec(_PACKAGE)
    if found is None or found.origin is None:
        raise RuntimeError(f"The package {_PACKAGE} with the icons is not installed.")
    folder = Path(found.origin).parent / "fonts"
    (font,) = (file for file in folder.glob(f"{_SET}-*.ttf"))
    (table,) = (file for file in folder.glob(f"{_SET}-charmap-*.json"))
    families = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(font)))
    names: dict[str, str] = json.loads(table.read_text("utf-8"))
    return families[0], {name: chr(int(code, 16)) for name, code in names.items()}
