"""The first page of the desk: who works here now."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from kiosk.problems import Problem
from ui.desk.parts import button, column, label, line
from ui.style.look import Look

_WIDE = 360


class SignInPage(QWidget):
    """Name, password and, where the office uses one, a second factor's code."""

    sign_in_wanted = Signal(str, str, str)
    """Name, password, code."""

    def __init__(self, look: Look, office: str = "") -> None:
        super().__init__()
        self.setProperty("role", "page")
        self._look = look
        self._name = _field(look, "sign_in.name", "desk.sign_in.name")
        self._password = _field(look, "sign_in.password", "desk.sign_in.password")
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._code = _field(look, "sign_in.code", "desk.sign_in.code")
        self._said = label("", name="sign_in.said")
        self._said.hide()
        self._go = button(look.say("desk.sign_in.go"), "sign_in.go", self._ask, role="primary")
        for field in (self._name, self._password, self._code):
            field.returnPressed.connect(self._ask)
        form = column(
            look,
            label(look.say("desk.sign_in.title"), "title"),
            label(office, "caption"),
            *self._pair("desk.sign_in.name", self._name),
            *self._pair("desk.sign_in.password", self._password),
            *self._pair("desk.sign_in.code", self._code),
            self._said,
            self._go,
            gap=look.shape.padding,
        )
        frame = QWidget()
        frame.setFixedWidth(_WIDE)
        frame.setLayout(form)
        self.setLayout(column(look, None, line(look, None, frame, None), None))
        self._name.setFocus()

    def _pair(self, key: str, field: QLineEdit) -> tuple[QLabel, QLineEdit]:
        title = label(self._look.say(key), "strong")
        title.setBuddy(field)
        return title, field

    def _ask(self) -> None:
        self._go.setEnabled(False)
        self.sign_in_wanted.emit(self._name.text(), self._password.text(), self._code.text())

    def say(self, trouble: Problem) -> None:
        """Show why it did not go, and let the officer try again. The password is asked anew."""
        self._said.setText(f"{self._look.say(trouble.what_happened)} {self._look.say(trouble.what_to_do)}")
        self._said.show()
        self._go.setEnabled(True)
        self._password.clear()
        self._password.setFocus(Qt.FocusReason.OtherFocusReason)


def _field(look: Look, name: str, key: str) -> QLineEdit:
    made = QLineEdit()
    made.setObjectName(name)
    made.setAccessibleName(look.say(key))
    return made
