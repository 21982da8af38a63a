"""A real PostgreSQL of our own, in a temporary folder and on loopback, stopped and killed as tests please."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
import psycopg

from tests.programs import HOST, HeldPort
from tests.waiting import until

_SUPERUSER = "appear"


class Postgres:
    """One cluster with its own folder and port; made by ``a_postgres``."""

    def __init__(self, folder: Path, port: int, *, durable: bool) -> None:
        self.folder, self.port, self._durable = folder, port, durable
        self._program: subprocess.Popen[bytes] | None = None

    def address(self, database: str) -> str:
        """Where a store in ``database`` lies, as ``open_store`` takes it."""
        return f"postgresql+psycopg://{_SUPERUSER}@{HOST}:{self.port}/{database}"

    def start(self) -> None:
        """Serve; returns when questions are answered."""
        said = [f"-c{name}={value}" for name, value in self._settings().items()]
        with (self.folder / "log").open("ab") as log:
            self._program = subprocess.Popen(
                [_binary("postgres"), "-D", str(self.folder / "data"), *said],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                **_not_as_root(),
            )
        until(self._answers, within=60, what="PostgreSQL")

    def stop(self) -> None:
        """Stop, as an administrator restarts it: connections are ended."""
        self._end(signal.SIGINT)

    def kill(self) -> None:
        """kill -9 of the server and of every process of its."""
        assert self._program is not None
        server = psutil.Process(self._program.pid)
        below = server.children(recursive=True)
        self._end(signal.SIGKILL)
        for one in below:
            with contextlib.suppress(psutil.NoSuchProcess):
                one.kill()
        psutil.wait_procs(below, 20)

    @property
    def running(self) -> bool:
        """Whether it serves."""
        return self._program is not None and self._program.poll() is None

    def make(self, database: str, template: str = "template0") -> str:
        """A new database, a copy of another one nobody is connected to; its address."""
        self.command(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
        self.command(f"CREATE DATABASE {database} TEMPLATE {template}")
        return self.address(database)

    def command(self, said: str) -> None:
        """Say one statement to the server."""
        with self._connected() as session:
            session.execute(said.encode())

    def _connected(self) -> psycopg.Connection[Any]:
        return psycopg.connect(
            host=HOST, port=self.port, user=_SUPERUSER, dbname="postgres", autocommit=True, connect_timeout=5
        )

    def _answers(self) -> bool:
        assert self._program is not None
        assert self._program.poll() is None, (self.folder / "log").read_text()[-2000:]
        try:
            self._connected().close()
        except psycopg.OperationalError:
            return False
        return True

    def _end(self, how: signal.Signals) -> None:
        if self._program is not None and self._program.poll() is None:
            self._program.send_signal(how)
            self._program.wait(30)

    def _settings(self) -> dict[str, str]:
        unsafe = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
        return ({} if self._durable else unsafe) | {
            "listen_addresses": HOST,
            "port": str(self.port),
            "unix_socket_directories": "",
            "shared_buffers": "32MB",
            "max_connections": "60",
            "log_min_messages": "error",
        }


@contextmanager
def a_postgres(*, durable: bool = False) -> Iterator[Postgres]:
    """A cluster that serves, and is gone with its folder afterwards.

    ``durable``: what it acknowledged survives a power cut, as in an office; else it is as fast as it can be.
    """
    folder = Path(tempfile.mkdtemp(prefix="appear-postgres-"))
    port = HeldPort()
    try:
        owner = _not_as_root()
        if owner:
            shutil.chown(folder, owner["user"], owner["group"])
        _initialise(folder / "data", owner)
        made = Postgres(folder, port.number, durable=durable)
        made.start()
        try:
            yield made
        finally:
            if made.running:
                made.kill()
    finally:
        port.close()
        shutil.rmtree(folder, ignore_errors=True)


def _initialise(data: Path, owner: dict[str, Any]) -> None:
    # The order of letters is a county's, not that of bytes: nothing may lean on the latter.
    order = ["--locale=C", "--locale-provider=icu", "--icu-locale=en-US"]
    asked = ["--auth=trust", f"--username={_SUPERUSER}", "--encoding=UTF8", *order, "--no-sync"]
    subprocess.run(
        [_binary("initdb"), *asked, "-D", str(data)],
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        cwd="/",
        timeout=120,
        **owner,
    )


def _not_as_root() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: then as the account made for it, else as nobody."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    account = names.get("postgres") or names["nobody"]
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _binary(name: str) -> str:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda one: int(one.parts[4]))
    binary = str(found[-1]) if found else shutil.which(name)
    assert binary, f"{name} is not installed (packaging/apt.list names it)"
    return binary
