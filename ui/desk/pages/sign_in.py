"""The first page of the desk, and the one that hides the others when nobody has been here for a while."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from ui.desk.here import Here
from ui.desk.parts import column, field, holding, label, line
from ui.desk.said import Said
from ui.desk.verb import Verb
from ui.style.icons import Icon


class SignInPage(QWidget):
    """Name, password and, where the office uses one, a second factor's code."""

    sign_in_wanted = Signal(str, str, str)
    """Name, password, code."""

    def __init__(self, here: Here, *, name: str = "", locked: bool = False) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self._here = here
        look, say = here.look, here.say
        self._name = field("sign_in.name", say("desk.sign_in.name"))
        self._name.setText(name)
        self._password = field("sign_in.password", say("desk.sign_in.password"))
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._code = field("sign_in.code", say("desk.sign_in.code"))
        self._said = Said(look, "sign_in.said")
        self._go = Verb(
            look,
            say("desk.sign_in.go"),
            "sign_in.go",
            self._ask,
            key="Return",
            role="primary",
            icon=Icon.LOCK,
        )
        where = " · ".join(filter(None, (here.office, self._window())))
        title = "desk.sign_in.locked" if locked else "desk.sign_in.title"
        form = column(
            look,
            label(say(title), "title"),
            label(where, "caption"),
            *(column(look, *pair, gap=look.shape.tight) for pair in self._pairs()),
            self._said,
            self._go,
        )
        form_holder = holding(form)
        form_holder.setFixedWidth(look.shape.form)
        self.setLayout(column(look, None, line(look, None, form_holder, None), None))
        self.setFocusProxy(self._password if name else self._name)

    def _window(self) -> str:
        return self._here.say("desk.sign_in.window", window=self._here.window) if self._here.window else ""

    def _pairs(self) -> list[tuple[QLabel, QLineEdit]]:
        say = self._here.say
        pairs = [
            (label(say("desk.sign_in.name"), "strong"), self._name),
            (label(say("desk.sign_in.password"), "strong"), self._password),
            (label(say("desk.sign_in.code"), "strong"), self._code),
        ]
        for title, line_to_type in pairs:
            title.setBuddy(line_to_type)
            line_to_type.returnPressed.connect(self._ask)
        return pairs

    def _ask(self) -> None:
        if self._go.isEnabled():
            self._go.setEnabled(False)
            self.sign_in_wanted.emit(self._name.text(), self._password.text(), self._code.text())

    def say(self, text: str, tone: str = "trouble") -> None:
        """Show why it did not go, and let the officer try again; the password is asked anew."""
        self._said.say(text, tone)
        self._go.setEnabled(True)
        self._password.clear()
        if tone == "trouble":
            self._password.setFocus(Qt.FocusReason.OtherFocusReason)
