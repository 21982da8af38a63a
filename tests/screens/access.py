"""The administrator's page as pictures: accounts and devices, and what is asked or shown about them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QWidget

from kiosk.review import Role as Duty
from sync.identity import Role
from sync.station.access_wire import AccountSeen, FactorSort
from sync.station.office_wire import DeviceSeen
from tests.screens.desk import here_of, states_of
from tests.screens.state import Drawing
from tests.specimens import desk, records
from ui.desk.access_dialogs import NewOfficerDialog, ShownOnceDialog, SureDialog
from ui.desk.here import Here
from ui.desk.pages.access import AccessPage
from ui.desk.window import DeskWindow

_BEHIND: list[QWidget] = []
"""The window behind the dialog drawn last: the dialog lives only as long as it does."""
_NOW: Final = records.NOW
ACCOUNTS: Final = (
    AccountSeen("o-4", "root", "A. Root", (Duty.ADMINISTRATOR,), FactorSort.KEY, None, 1),
    AccountSeen("o-3", "diaz", "M. Diaz", (Duty.OFFICER,), None, None, 0),
    AccountSeen("o-2", "osei", "K. Osei", (Duty.OFFICER, Duty.SUPERVISOR), FactorSort.TOTP, _NOW, 0),
    AccountSeen("o-1", "rivera", "T. Rivera", (Duty.OFFICER,), FactorSort.TOTP, None, 1),
)
DEVICES: Final = (
    DeviceSeen("lobby-1", Role.KIOSK, _NOW + dt.timedelta(days=300), revoked=False),
    DeviceSeen("lobby-2", Role.KIOSK, _NOW + dt.timedelta(days=120), revoked=True),
    DeviceSeen("desk-1", Role.DESK, _NOW + dt.timedelta(days=200), revoked=False),
)
SECRET: Final = "otpauth://totp/Invented:rivera?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Invented"


def _window(here: Here) -> DeskWindow:
    page = AccessPage(here)
    page.show_officers(ACCOUNTS)
    page.show_devices(DEVICES)
    window = DeskWindow(here)
    window.unlock(here, "A. Root", desk.OFFICER.idle_seconds, administers=True)
    window.show_page(page, "access")
    return window


def _page(drawing: Drawing) -> QWidget:
    return _window(here_of(drawing))


def _dialog(make: Callable[[Here, QWidget], QWidget]) -> Callable[[Drawing], QWidget]:
    def draw(drawing: Drawing) -> QWidget:
        here = here_of(drawing)
        _BEHIND[:] = [_window(here)]
        return make(here, _BEHIND[0])

    return draw


def _sure(here: Here, window: QWidget) -> QWidget:
    told = [here.say("desk.access.withdraw_told")]
    return SureDialog(here, here.say("desk.access.withdraw"), told, "desk.access.withdraw", window)


def _secret(here: Here, window: QWidget) -> QWidget:
    return ShownOnceDialog(here, here.say("desk.access.app"), SECRET, here.say("desk.access.scan"), window)


_STATES: dict[str, Callable[[Drawing], QWidget]] = {
    "access": _page,
    "access-officer": _dialog(NewOfficerDialog),
    "access-sure": _dialog(_sure),
    "access-secret": _dialog(_secret),
}
STATES = states_of(_STATES)
