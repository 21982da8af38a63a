"""An administrator lets officers and devices in and out, at the desk, against a real station."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QTableWidget
from pytestqt.qtbot import QtBot

from devices.printer import FolderPrinter
from kiosk.review import Role
from sync.identity import DeviceIdentity
from sync.identity import Role as DeviceRole
from sync.office_keys import enrol_device
from sync.station.access_wire import AccountSeen
from sync.station.desk_wire import Refused, SignedIn
from tests.sync.station.a_station import PASSWORD, AStation, a_station, with_authority
from tests.ui.desk.hand import Hand
from ui.desk.build import joined
from ui.desk.here import Here


@pytest.fixture
def station(tmp_path: Path) -> Iterator[AStation]:
    """Root administers, Rivera completes."""
    made = with_authority(a_station(tmp_path), tmp_path)
    made.hire("root", Role.ADMINISTRATOR, full_name="A. Root")
    made.hire()
    yield made
    made.store.close()


def at_the_desk(station: AStation, qtbot: QtBot, here: Here, folder: Path, who: str) -> Hand:
    """A desk's window, with somebody signed in."""
    window = joined(station.desk(), FolderPrinter(folder / "receipts"), here)
    hand = Hand(qtbot, window)
    window.show()
    hand.write("sign_in.name", who)
    hand.write("sign_in.password", PASSWORD)
    hand.press("sign_in.go")
    return hand


@pytest.fixture
def hand(station: AStation, qtbot: QtBot, here: Here, tmp_path: Path) -> Iterator[Hand]:
    """Root's hand, at the page an administrator begins with."""
    made = at_the_desk(station, qtbot, here, tmp_path, "root")
    made.sees("access.title")
    made.until(lambda: rows(made, "access.officers") == 2)
    yield made
    made.window.close()


def table(hand: Hand, name: str) -> QTableWidget:
    """A table that can be seen."""
    found = hand.sees(name)
    assert isinstance(found, QTableWidget)
    return found


def rows(hand: Hand, name: str) -> int:
    """How many rows it shows."""
    return table(hand, name).rowCount()


def choose(hand: Hand, name: str, text: str) -> None:
    """Choose the row that begins with ``text``."""
    found = table(hand, name)
    places = [place for place in range(found.rowCount()) if said(found, place) == text]
    found.setCurrentCell(places[0], 0)


def said(found: QTableWidget, place: int) -> str:
    """A row's first cell."""
    item = found.item(place, 0)
    assert item is not None
    return item.text()


def rivera(station: AStation) -> AccountSeen:
    """Rivera's account as another administrator sees it."""
    found = station.signed_in("root", desk="desk-9").access.accounts()
    assert isinstance(found, tuple)
    return next(one for one in found if one.sign_in_name == "rivera")


def test_an_officer_is_added_by_keyboard_and_can_sign_in(hand: Hand, station: AStation) -> None:
    QTest.keyClick(hand.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    hand.write("officer.full", "M. Diaz")
    hand.write("officer.sign_in", "diaz")
    hand.write("officer.first", "a long enough password")
    hand.write("officer.again", "another long password")
    hand.press("officer.go")
    hand.reads("officer.said", "not the same")
    hand.write("officer.again", "a long enough password")
    box = hand.sees("officer.role.supervisor")
    assert isinstance(box, QCheckBox)
    box.setChecked(True)
    hand.press("officer.go")
    hand.until(lambda: rows(hand, "access.officers") == 3)
    hand.reads("access.said", "M. Diaz")
    signed_in = station.desk().sign_in("diaz", "a long enough password")
    assert isinstance(signed_in, SignedIn)
    assert set(signed_in.roles) == {Role.OFFICER, Role.SUPERVISOR}


@pytest.mark.parametrize(
    ("full", "first", "roles", "why"),
    [
        ("", "a long enough password", True, "both names"),
        ("M. Diaz", "short", True, "at least 12"),
        ("M. Diaz", "a long enough password", False, "at least one"),
    ],
)
def test_a_form_that_lacks_something_says_what(
    hand: Hand, full: str, first: str, roles: bool, why: str
) -> None:
    hand.press("access.add")
    hand.write("officer.full", full)
    hand.write("officer.sign_in", "diaz")
    hand.write("officer.first", first)
    hand.write("officer.again", first)
    box = hand.sees("officer.role.officer")
    assert isinstance(box, QCheckBox)
    box.setChecked(roles)
    hand.press("officer.go")
    hand.reads("officer.said", why)
    hand.press("officer.cancel")
    assert rows(hand, "access.officers") == 2


def test_an_account_is_locked_only_when_sure_and_released_again(hand: Hand, station: AStation) -> None:
    choose(hand, "access.officers", "T. Rivera")
    hand.press("access.lock")
    hand.press("sure.cancel")
    assert rivera(station).locked_at is None
    hand.press("access.lock")
    hand.press("sure.go")
    hand.reads("access.said", "locked")
    refused = station.desk().sign_in("rivera", PASSWORD)
    assert isinstance(refused, Refused)
    hand.press("access.release")
    hand.reads("access.said", "again")
    assert isinstance(station.desk().sign_in("rivera", PASSWORD), SignedIn)


def test_the_account_one_is_signed_in_with_is_not_locked(hand: Hand) -> None:
    choose(hand, "access.officers", "A. Root")
    hand.press("access.lock")
    hand.press("sure.go")
    hand.reads("access.said", "another administrator")


def test_an_officers_sign_ins_are_ended(hand: Hand, station: AStation) -> None:
    link = station.signed_in("rivera", desk="desk-9")
    choose(hand, "access.officers", "T. Rivera")
    hand.press("access.end")
    hand.reads("access.said", "ended")
    link.visits.queue()
    assert not link.signed_in


def test_an_authenticators_secret_is_shown_once_as_letters_and_picture(hand: Hand, station: AStation) -> None:
    choose(hand, "access.officers", "T. Rivera")
    hand.press("access.app")
    hand.press("sure.go")
    hand.sees("shown.picture")
    assert len(hand.text("shown.secret").replace(" ", "")) == 32
    hand.press("shown.close")
    assert rivera(station).factor is not None
    hand.until(lambda: not hand.shows("shown.secret"))


def test_a_desk_without_a_security_key_says_so(hand: Hand, station: AStation) -> None:
    choose(hand, "access.officers", "T. Rivera")
    hand.press("access.key")
    hand.press("sure.go")
    hand.reads("access.said", "key")
    hand.until(lambda: "Touch" not in hand.text("access.said"))
    assert rivera(station).factor is None


def test_a_new_device_gets_a_code_and_a_bad_name_none(hand: Hand) -> None:
    hand.press("access.code")
    hand.write("device.name", "Lobby 2")
    hand.press("device.go")
    hand.reads("device.said", "letters")
    hand.write("device.name", "lobby-2")
    hand.press("device.go")
    hand.sees("shown.secret")
    assert len(hand.text("shown.secret").replace("-", "")) == 24


def test_a_lost_kiosk_is_let_in_no_more(hand: Hand, station: AStation, tmp_path: Path) -> None:
    assert station.authority is not None
    enrolled = enrol_device(station.authority, DeviceRole.KIOSK, "lobby-1", tmp_path / "k", station.clock())
    assert isinstance(enrolled, DeviceIdentity)
    hand.press("access.refresh")
    hand.until(lambda: rows(hand, "access.devices") == 1)
    hand.press("access.withdraw")
    hand.press("sure.go")
    hand.reads("access.said", "no more")
    assert enrolled.serial in station.authority.revoked()


def test_who_does_not_administer_is_shown_no_such_place(
    station: AStation, qtbot: QtBot, here: Here, tmp_path: Path
) -> None:
    hand = at_the_desk(station, qtbot, here, tmp_path, "rivera")
    hand.sees("queue.table")
    assert not hand.shows("rail.access")
    hand.window.close()
