"""The desk can run on Windows: nothing on its way asks for what only POSIX systems have.

What Windows lacks is read from the type stubs that mypy brings, which say of each name where it exists.
"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import mypy
import pytest

from sync import identity
from tests.house.sources import ROOMS, Source, nodes, none_of, source, sources

STUBS = Path(mypy.__file__).parent / "typeshed" / "stdlib"
ASKED_OF = ("os", "signal", "socket", "time", "select", "subprocess", "threading", "sys")
IMPORTS_ALL = """
import sys
import ui.cli, ui.commands.console, sync.enrolling
from ui.desk import build
print(*sorted(name for name in sys.modules if name.split(".")[0] in {rooms}))
"""
NOT_ON_WINDOWS = ("sys.platform != 'win32'", "sys.platform == 'linux'", "sys.platform == 'darwin'")


def defined(body: Iterable[ast.stmt], *, windows: bool = True) -> Iterator[tuple[str, bool]]:
    """Every name a stub defines, and whether Windows has it there."""
    for node in body:
        if isinstance(node, ast.If):
            test = ast.unparse(node.test)
            yield from defined(node.body, windows=windows and not any(no in test for no in NOT_ON_WINDOWS))
            yield from defined(node.orelse, windows=windows and "sys.platform == 'win32'" not in test)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name, windows
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id, windows
        elif isinstance(node, ast.Assign):
            yield from ((target.id, windows) for target in node.targets if isinstance(target, ast.Name))


@cache
def names_of(module: str) -> dict[str, bool]:
    """The public names of a module of the standard library, and whether Windows has each."""
    file = next(path for path in (STUBS / f"{module}.pyi", STUBS / module / "__init__.pyi") if path.exists())
    known: dict[str, bool] = {}
    for name, there in defined(ast.parse(file.read_text("utf-8")).body):
        known[name] = known.get(name, False) or there
    return {name: there for name, there in known.items() if not name.startswith("_")}


def lacks(module: str, name: str) -> bool:
    """Whether Windows has the module but not this name of it."""
    return not names_of(module).get(name, True)


@cache
def unix_modules() -> frozenset[str]:
    """Modules of which Windows has nothing."""
    single = [file.stem for file in STUBS.glob("*.pyi") if "win32" in file.read_text("utf-8")]
    return frozenset(name for name in single if names_of(name) and not any(names_of(name).values()))


def asks_for_posix(file: Source) -> Iterator[str]:
    """Where a file uses what Windows lacks. A use behind ``hasattr`` or ``sys.platform`` is not one."""
    guarded = {
        id(inner)
        for node in nodes(file)
        if isinstance(node, ast.If | ast.IfExp)
        and any(guard in ast.unparse(node.test) for guard in ("hasattr", "sys.platform"))
        for inner in ast.walk(node)
    }
    for node in nodes(file):
        asked = [] if id(node) in guarded else list(_asked(node))
        yield from (f"{file.path}:{getattr(node, 'lineno', 0)}: {name}" for name in asked)


def _asked(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Attribute(value=ast.Name(id=module), attr=name) if module in ASKED_OF and lacks(
            module, name
        ):
            yield f"{module}.{name}"
        case ast.Import(names=names):
            yield from (one.name for one in names if one.name in unix_modules())
        case ast.ImportFrom(module=str(module)) if module in unix_modules():
            yield module


@cache
def on_the_way() -> tuple[Source, ...]:
    """Every file of ours that is loaded when the desk is opened or enrolled."""
    program = [sys.executable, "-c", IMPORTS_ALL.replace("{rooms}", repr(ROOMS))]
    said = subprocess.run(program, capture_output=True, text=True, timeout=120, check=True).stdout
    return tuple(file for file in sources(*ROOMS) if file.module in set(said.split()))


def test_what_windows_lacks_is_known() -> None:
    assert all(lacks("os", name) for name in ("fork", "geteuid", "O_DIRECTORY", "getpgid"))
    assert not any(lacks("os", name) for name in ("path", "environ", "open", "fsync", "O_CREAT", "replace"))
    assert lacks("signal", "SIGKILL")
    assert not lacks("signal", "SIGTERM")
    assert lacks("socket", "AF_UNIX")
    assert {"fcntl", "pwd", "grp", "resource", "termios", "pty", "syslog"} <= unix_modules()
    assert not {"json", "ctypes", "msvcrt", "winreg"} & unix_modules()


def test_the_desk_asks_for_nothing_that_windows_lacks() -> None:
    way = on_the_way()
    assert {"ui.desk.window", "sync.station.client", "devices.camera.webcam"} <= {file.module for file in way}
    none_of(told for file in way for told in asks_for_posix(file))


def test_something_that_windows_lacks_is_noticed() -> None:
    guarded = "if hasattr(os, 'fork'):\n    os.fork()\n"
    text = f"import os\nimport fcntl\nfrom termios import B9600\n{guarded}os.getuid()\n"
    found = [told.split(": ")[1] for told in asks_for_posix(source("x.py", text))]
    assert sorted(found) == ["fcntl", "os.getuid", "termios"]


def test_the_desks_keys_are_made_and_read_where_files_have_no_such_rights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity, "sys", SimpleNamespace(platform="win32"))
    monkeypatch.delattr(os, "O_DIRECTORY")
    made = identity.request_certificate(tmp_path / "keys", identity.Role.DESK, "desk-1")
    assert isinstance(made, identity.DeviceRequest)
    key = tmp_path / "keys" / "tls.key"
    key.chmod(0o666)
    assert identity.read_private_key(key)
    monkeypatch.undo()
    with pytest.raises(PermissionError):
        identity.read_private_key(key)


WITHOUT = """
import builtins
plain = builtins.__import__
def as_on_windows(name, globals=None, locals=None, fromlist=(), level=0):
    asker = (globals or {}).get("__name__", "")
    if name.split(".")[0] in MISSING and asker.split(".")[0] in OURS:
        raise ModuleNotFoundError(name)
    return plain(name, globals, locals, fromlist, level)
builtins.__import__ = as_on_windows
"""


def loaded(what: str) -> subprocess.CompletedProcess[str]:
    """A program that imports ``what`` where our rooms do not get what Windows lacks."""
    text = f"MISSING = {sorted(unix_modules())}\nOURS = {ROOMS}\n{WITHOUT}\n{what}\nprint('here')\n"
    return subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, timeout=120)


def test_the_desk_is_loaded_where_those_modules_are_missing() -> None:
    desk = loaded("import ui.cli, sync.enrolling\nfrom ui.desk import build")
    assert (desk.returncode, desk.stdout) == (0, "here\n"), desk.stderr


def test_a_part_that_needs_them_is_not_loaded_there() -> None:
    assert "ModuleNotFoundError: fcntl" in loaded("import devices.scanner.lines").stderr
