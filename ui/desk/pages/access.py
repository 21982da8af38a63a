"""Who and what may use the station: officers' accounts and devices' certificates, for administrators."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QBoxLayout, QFrame, QWidget

from kiosk.words import words
from sync.station.access_wire import AccountSeen
from sync.station.office_wire import DeviceSeen
from ui.desk.here import Here
from ui.desk.parts import clear, column, label, line
from ui.desk.rows import Cell, Column, Rows
from ui.desk.said import Said
from ui.desk.verb import Verb
from ui.style.icons import Icon


class AccessPage(QWidget):
    """Two lists, each with what can be done to the chosen row beside it."""

    officer_wanted = Signal()
    """A new account."""
    lock_wanted = Signal(str)
    release_wanted = Signal(str)
    sign_outs_wanted = Signal(str)
    authenticator_wanted = Signal(str)
    key_wanted = Signal(str)
    """Each with an officer's id."""
    device_wanted = Signal()
    """A code for a new device."""
    withdrawal_wanted = Signal(str)
    """A device's name."""
    refresh_wanted = Signal()

    def __init__(self, here: Here) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self._here = here
        self._officers: dict[str, AccountSeen] = {}
        self._devices: dict[str, DeviceSeen] = {}
        look, say = here.look, here.say
        self._said = Said(look, "access.said")
        again = self._verb(
            "desk.delivery.refresh", "access.refresh", self.refresh_wanted.emit, "F5", Icon.REDO
        )
        title = label(say("desk.access.title"), "title", wraps=False, name="access.title")
        self._officer_rows = Rows(
            look, "access.officers", say("desk.access.officers"), _officer_columns(here), self._nothing
        )
        self._device_rows = Rows(
            look, "access.devices", say("desk.access.devices"), _device_columns(here), self._nothing
        )
        self._officer_rows.itemSelectionChanged.connect(self._officer_chosen)
        self._device_rows.itemSelectionChanged.connect(self._device_chosen)
        officers = self._half("desk.access.officers", self._officer_rows, self._officer_card())
        devices = self._half("desk.access.devices", self._device_rows, self._device_card())
        layout = column(
            look, line(look, title, None, again), self._said, officers, devices, margin=look.shape.margin
        )
        layout.setStretchFactor(officers, 3)
        layout.setStretchFactor(devices, 2)
        self.setLayout(layout)
        self.setFocusProxy(self._officer_rows)

    def show_officers(self, accounts: Sequence[AccountSeen]) -> None:
        """Draw the accounts, keeping the chosen one chosen."""
        self._officers = {one.officer_id: one for one in accounts}
        self._officer_rows.show_rows(
            tuple(self._officers), [_officer_cells(self._here, one) for one in accounts]
        )

    def show_devices(self, devices: Sequence[DeviceSeen]) -> None:
        """Draw each device once, by the certificate that lasts longest, keeping the chosen one chosen."""
        newest: dict[str, DeviceSeen] = {}
        for one in sorted(devices, key=lambda seen: seen.expires):
            newest[one.name] = one
        self._devices = dict(sorted(newest.items()))
        rows = [_device_cells(self._here, one) for one in self._devices.values()]
        self._device_rows.show_rows(tuple(self._devices), rows)

    def chosen(self) -> AccountSeen | None:
        """The account whose row is chosen."""
        return self._officers.get(self._officer_rows.chosen())

    def say(self, text: str, tone: str = "trouble") -> None:
        """Say how something went."""
        self._said.say(text, tone)

    def _nothing(self) -> None:
        """Double click opens nothing more: all there is stands beside the list."""

    def _half(self, title: str, rows: Rows, card: QFrame) -> QBoxLayout:
        look = self._here.look
        both = line(look, rows, card)
        both.setStretch(0, 1)
        made = column(look, label(self._here.say(title), "heading"), both, gap=look.shape.tight)
        made.setStretchFactor(both, 1)
        return made

    def _officer_card(self) -> QFrame:
        self._officer_told = column(self._here.look, gap=0)
        emit = self._of_officer
        add = self._verb("desk.access.add", "access.add", self.officer_wanted.emit, "Ctrl+N", Icon.ADD)
        self._lock = self._verb(
            "desk.access.lock", "access.lock", emit(self.lock_wanted), "Ctrl+B", Icon.LOCK
        )
        self._release = self._verb(
            "desk.access.release", "access.release", emit(self.release_wanted), "Ctrl+R", Icon.CHECK
        )
        self._end = self._verb(
            "desk.access.end", "access.end", emit(self.sign_outs_wanted), "Ctrl+E", Icon.END
        )
        self._app = self._verb(
            "desk.access.app", "access.app", emit(self.authenticator_wanted), "Ctrl+T", Icon.PHONE
        )
        self._key = self._verb(
            "desk.access.key", "access.key", emit(self.key_wanted), "Ctrl+G", Icon.FINGERPRINT
        )
        return self._card(
            self._officer_told, self._app, self._key, self._end, self._lock, self._release, None, add
        )

    def _device_card(self) -> QFrame:
        self._device_told = column(self._here.look, gap=0)
        add = self._verb("desk.access.code", "access.code", self.device_wanted.emit, "Ctrl+D", Icon.ADD)
        self._withdraw = self._verb(
            "desk.access.withdraw", "access.withdraw", self._withdrawal, "Ctrl+L", Icon.STOP
        )
        return self._card(self._device_told, self._withdraw, None, add)

    def _card(self, *parts: QWidget | QBoxLayout | None) -> QFrame:
        look = self._here.look
        made = QFrame()
        made.setProperty("role", "card")
        made.setFixedWidth(look.shape.aside)
        made.setLayout(column(look, *parts, margin=look.shape.tight * 2, gap=look.shape.tight))
        return made

    def _verb(self, said: str, name: str, wish: Callable[[], object], key: str, icon: Icon) -> Verb:
        return Verb(self._here.look, self._here.say(said), name, wish, key=key, icon=icon)

    def _of_officer(self, wanted: SignalInstance) -> Callable[[], None]:
        def wish() -> None:
            wanted.emit(self._officer_rows.chosen())

        return wish

    def _withdrawal(self) -> None:
        self.withdrawal_wanted.emit(self._device_rows.chosen())

    def _officer_chosen(self) -> None:
        clear(self._officer_told)
        one = self.chosen()
        for verb in (self._app, self._key, self._end):
            verb.setEnabled(one is not None)
        self._lock.setEnabled(one is not None and one.locked_at is None)
        self._release.setEnabled(one is not None and one.locked_at is not None)
        if one is None:
            return
        self._officer_told.addWidget(label(one.full_name, "strong"))
        said = self._here.say("desk.access.signed_in", count=one.signed_in)
        if one.locked_at is not None:
            said = self._here.say("desk.access.locked", at=self._here.moment(one.locked_at))
        self._officer_told.addWidget(label(said, "caption"))

    def _device_chosen(self) -> None:
        clear(self._device_told)
        one = self._devices.get(self._device_rows.chosen())
        self._withdraw.setEnabled(one is not None and not one.revoked)
        if one is not None:
            self._device_told.addWidget(label(one.name, "strong"))


def _officer_columns(here: Here) -> tuple[Column, ...]:
    say = here.say
    return (
        Column(say("desk.people.name"), stretches=True),
        Column(say("desk.access.sign_in")),
        Column(say("desk.access.roles")),
        Column(say("desk.access.factor")),
    )


def _officer_cells(here: Here, one: AccountSeen) -> tuple[Cell, ...]:
    locked = one.locked_at is not None
    sign, ink = (Icon.LOCK, "on_trouble") if locked else (Icon.OFFICER, "quiet")
    roles = ", ".join(here.say(words(f"desk.access.role.{role.value}")) for role in one.roles)
    factor = here.say(words(f"desk.access.sort.{one.factor.value if one.factor else 'none'}"))
    missing = one.factor is None
    return (
        Cell(one.full_name, sign, ink, tells=one.full_name),
        Cell(one.sign_in_name),
        Cell(roles, tells=roles),
        Cell(factor, Icon.CAUTION if missing else None, "on_caution" if missing else "quiet"),
    )


def _device_columns(here: Here) -> tuple[Column, ...]:
    say = here.say
    return (
        Column(say("desk.access.device"), stretches=True),
        Column(say("desk.access.kind")),
        Column(say("desk.access.until"), figures=True),
    )


def _device_cells(here: Here, one: DeviceSeen) -> tuple[Cell, ...]:
    sign, ink = (Icon.STOP, "on_trouble") if one.revoked else (Icon.COMPUTER, "quiet")
    until = here.say("desk.access.withdrawn") if one.revoked else here.short(here.day_of(one.expires))
    return (
        Cell(one.name, sign, ink),
        Cell(here.say(words(f"desk.access.device_kind.{one.role.value}"))),
        Cell(until),
    )
