"""The service manager that started the lobby hears when its first screen stands."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ui.standing import keep_telling_service, tell_service


@pytest.mark.parametrize("named", ["{folder}/notify", "@{folder}/notify"])
def test_the_service_manager_is_told(named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address = named.format(folder=tmp_path)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(address.replace("@", "\0"))
        manager.settimeout(5)
        monkeypatch.setenv("NOTIFY_SOCKET", address)
        tell_service("the first screen stands")
        assert manager.recv(100) == b"STATUS=the first screen stands"


@pytest.mark.parametrize("address", ["", "/nowhere/at/all"])
def test_where_nobody_listens_nothing_happens(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOTIFY_SOCKET", address)
    tell_service("the first screen stands")


def heard(manager: socket.socket) -> list[bytes]:
    """All that was said since it was last asked."""
    found = []
    while True:
        try:
            found.append(manager.recv(100, socket.MSG_DONTWAIT))
        except BlockingIOError:
            return found


def test_a_watched_window_says_that_its_thread_turns_and_no_more_once_it_is_stuck(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    window = QObject()
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(tmp_path / "notify"))
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        monkeypatch.setenv("WATCHDOG_USEC", "180000000")
        keep_telling_service(window, every_s=0.01)
        assert heard(manager) == [b"WATCHDOG_USEC=60000000", b"WATCHDOG=1"]
        turns: list[bytes] = []

        def turned() -> bool:
            turns.extend(heard(manager))
            return len(turns) >= 3

        qtbot.waitUntil(turned, timeout=20_000)
        assert set(turns) == {b"WATCHDOG=1"}
        # Nothing runs in the window's thread here, as when it is stuck.
        heard(manager)
        manager.settimeout(0.2)
        with pytest.raises(TimeoutError):
            manager.recv(100)
        del window


def test_a_window_that_nobody_watches_says_nothing_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.delenv("WATCHDOG_USEC", raising=False)
    window = QObject()
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(tmp_path / "notify"))
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        keep_telling_service(window, every_s=0.01)
        assert heard(manager) == []
        assert window.children() == []
