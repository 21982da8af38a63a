"""Icons by what they mean, drawn from one set (Phosphor)."""

from __future__ import annotations

from enum import Enum

import qtawesome
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QPixmap


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
        return f"ph.{self.value}" + ("-bold" if bold else "-fill" if fill else "")


def icon(meaning: Icon, color: str, *, bold: bool = False, fill: bool = False) -> QIcon:
    """``meaning`` as an icon in ``color`` (``#RRGGBB``)."""
    made: QIcon = qtawesome.icon(meaning.glyph(bold, fill), color=color)
    return made


def pixmap(
    meaning: Icon, size: int, color: str, *, bold: bool = False, fill: bool = False, ratio: float = 1.0
) -> QPixmap:
    """``meaning`` as a picture ``size`` logical pixels square, sharp at device pixel ``ratio``."""
    return icon(meaning, color, bold=bold, fill=fill).pixmap(QSize(size, size), ratio)
