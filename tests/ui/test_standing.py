"""The service manager that started the lobby hears when its first screen stands."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from ui.standing import tell_service


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
