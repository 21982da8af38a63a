"""What the page of accounts and devices asks for, and what it shows once."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import parse_qs, urlsplit

import segno
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QImage, QPixmap
from PySide6.QtWidgets import QCheckBox, QDialog, QLabel, QLineEdit, QWidget

from kiosk.review import Role as Duty
from kiosk.words import words
from sync.identity import DEVICE_NAME, Role
from sync.station.access_wire import SHORTEST_PASSWORD, NewAccount
from ui.desk.asks import Asks
from ui.desk.choice import Choice
from ui.desk.here import Here
from ui.desk.parts import column, field, label, line, mark_wrong
from ui.desk.verb import Verb
from ui.style.tokens import CODE_DARK, CODE_LIGHT

_QUIET = 4
"""Modules of white around a code, as its standard asks."""
_MODULE = 5
"""Pixels of one module: a phone reads it from an arm's length."""


class NewOfficerDialog(Asks):
    """Name, roles and the first password, which whoever it is for types twice."""

    chosen = Signal(object)
    """A ``NewAccount``."""

    def __init__(self, here: Here, parent: QWidget) -> None:
        super().__init__(here, "officer", here.say("desk.access.add"), parent)
        say = here.say
        self._full = field("officer.full", say("desk.access.full"))
        self._sign_in = field("officer.sign_in", say("desk.access.sign_in"))
        self._first = field("officer.first", say("desk.access.password"))
        self._again = field("officer.again", say("desk.access.again"))
        for secret in (self._first, self._again):
            secret.setEchoMode(QLineEdit.EchoMode.Password)
        self._roles = {duty: self._role(duty) for duty in Duty}
        lines = (self._full, self._sign_in, self._first, self._again)
        fields = [part for one in lines for part in (label(one.accessibleName(), "strong"), one)]
        self._lay(
            "desk.access.add", *fields, label(say("desk.access.roles"), "strong"), *self._roles.values()
        )

    def _role(self, duty: Duty) -> QCheckBox:
        made = QCheckBox(self._here.say(words(f"desk.access.does.{duty.value}")))
        made.setObjectName(f"officer.role.{duty.value}")
        made.setChecked(duty is Duty.OFFICER)
        return made

    def _go(self) -> None:
        for one in (self._full, self._sign_in, self._first, self._again):
            mark_wrong(one, wrong=False)
        roles = tuple(duty for duty, box in self._roles.items() if box.isChecked())
        missing = next((one for one in (self._full, self._sign_in) if not one.text().strip()), None)
        if missing is not None:
            self._wrong(missing, "desk.access.missing")
        elif len(self._first.text()) < SHORTEST_PASSWORD:
            self._wrong(self._first, "desk.access.short", least=SHORTEST_PASSWORD)
        elif self._first.text() != self._again.text():
            self._wrong(self._again, "desk.factor.differ")
        elif not roles:
            self._wrong(None, "desk.access.no_role")
        else:
            self.chosen.emit(NewAccount(self._sign_in.text(), self._full.text(), self._first.text(), roles))
            self.accept()


class NewDeviceDialog(Asks):
    """Which kind of device, and its name."""

    chosen = Signal(Role, str)

    def __init__(self, here: Here, parent: QWidget) -> None:
        super().__init__(here, "device", here.say("desk.access.code"), parent)
        say = here.say
        self._kind = Choice(here.look, "device.kind", say("desk.access.kind"))
        for role in (Role.KIOSK, Role.DESK):
            self._kind.addItem(say(words(f"desk.access.device_kind.{role.value}")), role)
        self._named = field("device.name", say("desk.access.device"), "lobby-2")
        self._lay(
            "desk.access.make_code",
            label(say("desk.access.kind"), "strong"),
            self._kind,
            label(say("desk.access.device"), "strong"),
            self._named,
        )

    def _go(self) -> None:
        name = self._named.text().strip()
        if not DEVICE_NAME.fullmatch(name):
            self._wrong(self._named, "desk.access.no_name")
            return
        self.chosen.emit(Role(self._kind.currentData()), name)
        self.accept()


class SureDialog(Asks):
    """Says what will happen and asks whether it may."""

    sure = Signal()

    def __init__(self, here: Here, title: str, told: Sequence[str], do: str, parent: QWidget) -> None:
        super().__init__(here, "sure", title, parent)
        self._lay(do, *(label(one) for one in told))

    def _go(self) -> None:
        self.sure.emit()
        self.accept()


class ShownOnceDialog(QDialog):
    """A secret in large signs, and as a picture where a phone takes it in; gone when it is closed."""

    def __init__(self, here: Here, title: str, secret: str, told: str, parent: QWidget) -> None:
        """``secret`` is a code, or the address an authenticator app takes in."""
        super().__init__(parent)
        self.setObjectName("shown")
        self.setWindowTitle(title)
        look = here.look
        self.setMinimumWidth(look.shape.form)
        is_address = secret.startswith("otpauth://")
        plain = _in_groups(parse_qs(urlsplit(secret).query)["secret"][0]) if is_address else secret
        said = label(plain, "heading", wraps=False, name="shown.secret")
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        picture = (_picture(secret, title),) if is_address else ()
        close = Verb(look, here.say("desk.keys.close"), "shown.close", self.accept, key="Esc", role="primary")
        self.setLayout(
            column(
                look,
                label(title, "heading"),
                *picture,
                said,
                label(told),
                line(look, None, close),
                margin=look.shape.margin,
            )
        )


def _in_groups(letters: str) -> str:
    return " ".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def _picture(text: str, title: str) -> QLabel:
    rows = [list(row) for row in segno.make(text, error="m", micro=False).matrix_iter(border=_QUIET)]
    image = QImage(len(rows[0]), len(rows), QImage.Format.Format_RGB32)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            image.setPixelColor(x, y, QColor(CODE_DARK if dark else CODE_LIGHT))
    made = QLabel()
    made.setObjectName("shown.picture")
    made.setAccessibleName(title)
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    made.setPixmap(QPixmap.fromImage(image.scaled(image.size() * _MODULE)))
    return made
