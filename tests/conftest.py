"""What every test stands on: no windows on the screen, no settings from outside, hypothesis profiles."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest

from tests.shared import HOUSE, WHY_ABSENT, shared_folder

# Windows are drawn into memory unless somebody asks for a real platform (QT_QPA_PLATFORM=xcb starts Xvfb).
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_ABOUT_TESTS = ("APPEAR_SHARED", "APPEAR_LIVES")
# A developer's own settings never decide what a test sees.
for _name in [name for name in os.environ if name.startswith("APPEAR_") and name not in _ABOUT_TESTS]:
    del os.environ[_name]

# HYPOTHESIS_PROFILE=ci looks longer. Random on purpose: every run is another chance to find something.
hypothesis.settings.register_profile("dev", max_examples=50, deadline=None, derandomize=False)
hypothesis.settings.register_profile(
    "ci", max_examples=200, deadline=None, derandomize=False, print_blob=True, database=None
)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))


def _loopback_only(event: str, arguments: tuple[object, ...]) -> None:
    """Stop any call that would leave this machine: a test talks to loopback only."""
    if event == "socket.connect" or event == "socket.sendto":
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else None  # else a path or a netlink address
    elif event == "socket.getaddrinfo":
        host = arguments[0]
    else:
        return
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if isinstance(host, str) and not host.startswith("127.") and host not in _HERE:
        raise RuntimeError(f"tests talk to loopback only, not to {host}")


_HERE = ("", "localhost", "::1", "0.0.0.0", "::", socket.gethostname())
sys.addaudithook(_loopback_only)


def pytest_xvfb_disable(config: pytest.Config) -> bool:
    """No X server is started for windows that are drawn into memory."""
    return os.environ["QT_QPA_PLATFORM"] == "offscreen"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The shared design folder; the test skips, saying so, where there is none."""
    folder = shared_folder()
    if folder is None:
        pytest.skip(WHY_ABSENT)
    return folder


@pytest.fixture(scope="session")
def house() -> Path:
    """The top of the checkout."""
    return HOUSE


@pytest.fixture
def free_port() -> Iterator[Callable[[], int]]:
    """A function giving a loopback TCP port that nobody listens on, a different one at each call."""
    held: list[socket.socket] = []

    def port() -> int:
        # Bound but never listening: the kernel keeps the number from everyone who asks for "any port",
        # while a server that sets SO_REUSEADDR, as all of ours do, can still take it.
        holder = socket.socket()
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        holder.bind(("127.0.0.1", 0))
        held.append(holder)
        return int(holder.getsockname()[1])

    yield port
    for holder in held:
        holder.close()
