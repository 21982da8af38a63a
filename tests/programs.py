"""Runs the product's own programs for tests: started, stopped, killed with kill -9 and started again."""

from __future__ import annotations

import contextlib
import faulthandler
import importlib
import multiprocessing
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import psutil

from tests.shared import HOUSE
from tests.waiting import until

APPEAR = Path(sys.executable).with_name("appear")
HONEST = "honest"
"""The build as it is; the other builds are in ``tests.faults.builds``."""
DOORS = "tests.faults.builds"
HOST = "127.0.0.1"
START_WITHIN_S = 60.0


class HeldPort:
    """A loopback port that is ours from now on: nobody who asks for "any port" gets it.

    Bound and never listening, so that a server that sets SO_REUSEADDR, as all of ours do, can take it, and
    whoever connects while no server runs is refused at once.
    """

    def __init__(self) -> None:
        self._holder = socket.socket()
        self._holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._holder.bind((HOST, 0))
        self.number = int(self._holder.getsockname()[1])

    def close(self) -> None:
        """Let it go."""
        self._holder.close()


class Program:
    """One program that may be started again and again; what it says goes to ``log``.

    A ``warm`` one is forked from a process that has imported everything, which saves the seconds of starting
    Python where hundreds of lives are needed; else it is the command ``appear`` as people run it.
    """

    def __init__(
        self,
        arguments: tuple[str, ...],
        log: Path,
        *,
        port: int = 0,
        build: str = HONEST,
        warm: bool = False,
        entry: str = DOORS,
        variables: Mapping[str, str] | None = None,
        under: tuple[str, ...] = (),
    ) -> None:
        """``entry`` is the module that runs it: ``tests.faults.builds`` for the doors of ``appear``;
        ``variables`` are added to its environment; ``under`` is a command that runs it and ends with it,
        which a warm one cannot have."""
        assert not (warm and under)
        self.under = under
        self.variables = dict(variables or {})
        self.arguments, self.log, self.port = arguments, log, port
        self.build, self.warm, self.entry = build, warm, entry
        self.host = HOST
        """Where it listens, should it be in a network of its own."""
        self._cold: subprocess.Popen[bytes] | None = None
        self._forked: Any = None

    @property
    def running(self) -> bool:
        """Whether it lives."""
        if self._forked is not None:
            return bool(self._forked.is_alive())
        return self._cold is not None and self._cold.poll() is None

    @property
    def pid(self) -> int:
        """Of the life it leads now."""
        if self._forked is not None:
            return int(self._forked.pid)
        assert self._cold is not None, "not started"
        return self._cold.pid

    def start(self) -> None:
        """Begin a life, and wait until it listens on its port, where it has one."""
        assert not self.running, "it is running already"
        self._let_go()
        if self.warm:
            life = (self.entry, self.build, self.arguments, str(self.log), self.variables)
            self._forked = _nursery().Process(target=_live, args=life)
            self._forked.start()
        else:
            with self.log.open("ab") as log:
                self._cold = subprocess.Popen(
                    [*self.under, *command(self.entry, self.build, *self.arguments)],
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    cwd=HOUSE,
                    env=environment(**self.variables),
                )
        if self.port:
            self._wait_until_it_listens()

    def _wait_until_it_listens(self) -> None:
        try:
            until(
                lambda: listens(self.port, self.host) or not self.running,
                START_WITHIN_S,
                f"{self.arguments[0]}",
            )
        except AssertionError as late:
            raise AssertionError(f"{late}; it said: {self.log.read_text('utf-8')[-4000:]}") from None
        assert self.running, f"{self.arguments[0]} ended: {self.log.read_text('utf-8')[-2000:]}"

    def kill(self) -> None:
        """kill -9; returns when it is dead."""
        if self.running:
            below = psutil.Process(self.pid).children() if self.under else []
            for one in below:
                one.kill()
            # It may have been killed a moment ago by somebody else.
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            assert self.ended(20) is not None, f"{self.arguments[0]} outlived kill -9"
            # The command above may be gone before what it ran lets go of its port.
            _, alive = psutil.wait_procs(below, 20)
            assert not alive, f"{self.arguments[0]} outlived kill -9"

    def stop(self) -> int:
        """Ask it to stop, as a service manager does; its exit code. 0 when it was not running."""
        if not self.running:
            self._let_go()
            return 0
        os.kill(self.pid, signal.SIGTERM)
        code = self.ended(30)
        assert code is not None, f"{self.arguments[0]} did not stop"
        return code

    def ended(self, within_s: float) -> int | None:
        """Wait for its end; the exit code (negative: the signal), or None when it still runs."""
        code: int | None
        if self._forked is not None:
            self._forked.join(within_s)
            code = self._forked.exitcode
        else:
            assert self._cold is not None
            try:
                code = self._cold.wait(within_s)
            except subprocess.TimeoutExpired:
                code = None
        return code

    def _let_go(self) -> None:
        if self._forked is not None:
            self._forked.close()
        self._forked = self._cold = None


def command(entry: str, build: str, *arguments: str) -> list[str]:
    """The command line that runs ``arguments`` in this build: ``appear`` itself where nothing is broken."""
    if (entry, build) == (DOORS, HONEST):
        return [str(APPEAR), *arguments]
    return [sys.executable, "-m", entry, build, *arguments]


def environment(**more: str) -> Mapping[str, str]:
    """What a program under test sees: no settings of whoever runs the tests."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("APPEAR_")}
    return plain | {"PYTHONDONTWRITEBYTECODE": "1"} | more


def listens(port: int, host: str = HOST) -> bool:
    """Whether somebody accepts connections there."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((host, port)) == 0


def _nursery() -> Any:
    context = multiprocessing.get_context("forkserver")
    # The runner too, because every child looks at its parent's main module, which imports it.
    runner = ["pytest"] if "pytest" in sys.modules else []
    context.set_forkserver_preload([DOORS, "tests.faults.lobby", *runner])
    return context


def _live(entry: str, build: str, arguments: tuple[str, ...], log: str, variables: Mapping[str, str]) -> None:
    """The whole life of a forked program."""
    out = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.dup2(out, 1)
    os.dup2(out, 2)
    seen = environment(**variables)
    os.environ.clear()
    os.environ.update(seen)
    # Where it hangs, should it not have started by then; a program that serves merely says so once.
    faulthandler.dump_traceback_later(START_WITHIN_S - 5, file=2)
    importlib.import_module(entry).run(build, arguments)
