"""The tests keep their own habits: no sleeping, few mocks, nobody called outside this machine."""

from __future__ import annotations

import ast
import ipaddress
import re
import socket
from collections.abc import Iterator

import pytest

from tests.house.sources import Source, called, imports, nodes, none_of, reaches, source, sources

SLEEPS = {"sleep", "qSleep", "qWait", "msleep", "usleep", "sleep_ms"}
MOCKS = {"Mock", "MagicMock", "AsyncMock", "NonCallableMock", "create_autospec", "patch"}
MOCKS_IN_100_TESTS = 1


def sleeps(file: Source) -> Iterator[str]:
    """Calls that wait for a time instead of for a condition."""
    for node in nodes(file):
        if isinstance(node, ast.Call):
            name = called(node)
            if name.rpartition(".")[2] in SLEEPS or name == "qtbot.wait":
                yield f"{file.path}:{node.lineno}: {name}() waits for a time, not for a condition"


def mocks(file: Source) -> list[str]:
    """Uses of unittest.mock."""
    if not any(reaches(module, "unittest.mock", "mock") for module, _ in imports(file)):
        return []
    calls = [node for node in nodes(file) if isinstance(node, ast.Call)]
    made = [node for node in calls if MOCKS & set(called(node).split("."))]
    return [f"{file.path}:{node.lineno}" for node in made] or [file.path]


def how_many_tests(files: tuple[Source, ...]) -> int:
    """How many test functions there are."""
    functions = (node for file in files for node in nodes(file) if isinstance(node, ast.FunctionDef))
    return sum(node.name.startswith("test_") for node in functions)


def test_no_test_sleeps() -> None:
    none_of(told for file in sources("tests") for told in sleeps(file))


def test_a_sleep_is_noticed() -> None:
    planted = source("tests/x.py", "time.sleep(1)\nawait asyncio.sleep(0)\nqtbot.wait(100)\nevent.wait(1)\n")
    assert len(list(sleeps(planted))) == 3


def test_mocks_are_rare() -> None:
    files = sources("tests")
    made = [use for file in files for use in mocks(file)]
    assert len(made) * 100 <= MOCKS_IN_100_TESTS * how_many_tests(files), made


def test_a_mock_is_noticed() -> None:
    planted = source("tests/x.py", "from unittest import mock\na = mock.Mock()\nwith mock.patch('x'): ...\n")
    assert mocks(planted) == ["tests/x.py:2", "tests/x.py:3"]
    assert mocks(source("tests/x.py", "monkeypatch.setattr(a, 'b', 1)\nclient.patch('/x')\n")) == []


HOST = re.compile(
    r"\b(?:https?|ipps?|mjpeg|rtsp|tcp|wss?|ftp)://(?:[^/\s\"'@]*@)?(\[[^\]]*\]|[^/\s:\"'{}<>|\\)]+)"
)
NUMBERS = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])")
INVENTED = (
    "localhost",
    ".localhost",
    ".example",
    ".test",
    ".invalid",
    "example.com",
    "example.org",
    "example.net",
)
NAMESPACES = (
    "www.w3.org",
    "release.niem.gov",
    "json-schema.org",
    "docs.oasis-open.org",
    "schemas.xmlsoap.org",
)
"""Names that look like addresses and are never called."""

DOCUMENTATION = [ipaddress.ip_network(net) for net in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24")]


def places_outside(file: Source) -> Iterator[str]:
    """Hosts in the strings of ``file`` that are neither loopback nor made to be invented."""
    for node in nodes(file):
        if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
            continue
        named = [host for host in HOST.findall(node.value) if not NUMBERS.fullmatch(host)]
        for host in named:
            if not host.startswith("[") and not host.endswith(INVENTED) and host not in NAMESPACES:
                yield f"{file.path}:{node.lineno}: {host} is not of this machine"
        for number in NUMBERS.findall(node.value):
            if not _inside(number):
                yield f"{file.path}:{node.lineno}: {number} is not of this machine"


def _inside(number: str) -> bool:
    try:
        address = ipaddress.ip_address(number)
    except ValueError:
        return True
    # A mask (255.255.255.0) or what goes to several names no machine.
    none = address.is_unspecified or address.is_multicast or address.is_reserved
    return none or address.is_loopback or any(address in net for net in DOCUMENTATION)


def test_no_test_names_a_machine_outside() -> None:
    none_of(told for file in sources("tests", "bench") for told in places_outside(file))


def test_a_machine_outside_is_noticed() -> None:
    outside = (
        "['https"
        + "://registry.gov/x', '10.0."
        + "0.7', 'ipp"
        + "://printer:631/ipp', 'http"
        + "://127.0.0.1:1/']"
    )
    assert len(list(places_outside(source("tests/x.py", f"hosts = {outside}\n")))) == 3


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("2001:db8::1", 80, 0, 0)])
def test_a_call_to_a_machine_outside_is_stopped(address: tuple[str, int]) -> None:
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    with socket.socket(family) as caller, pytest.raises(RuntimeError, match="loopback only"):
        caller.connect(address)


def test_a_name_outside_is_not_even_looked_up() -> None:
    with pytest.raises(RuntimeError, match="loopback only"):
        socket.getaddrinfo("registry.example", 443)
