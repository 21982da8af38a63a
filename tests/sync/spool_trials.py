"""Kills a kiosk's writing at any moment and counts what became of every item it had acknowledged."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from sync.envelope import Opened
from sync.identity import private_pem, public_pem, write_file
from sync.spool import Spool, open_spool
from tests.shared import HOUSE
from tests.sync.an_office import SealingPair

CALLS = ("pwrite64", "fdatasync", "unlink")
"""The calls by which SQLite writes; a sweep kills at each of the first N of each."""
IN_SPAN = ("write", "fsync")
"""The calls by which the station's file accepts: a kill at one of these hits the critical span exactly."""


@dataclass
class Life:
    """One folder that many killed programs have worked in, and everything they said."""

    folder: Path
    pair: SealingPair = field(default_factory=SealingPair)
    acknowledged: list[tuple[int, str]] = field(default_factory=list)
    tries: int = 0
    in_span: int = 0
    """Kills that hit while the spool had acknowledged an item that the station had not accepted yet."""
    underway: set[str] = field(default_factory=set)
    """Acknowledged, and not known to be accepted."""
    refusals: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        (self.folder / "station").mkdir(parents=True)
        write_file(self.folder / "signing.key", private_pem(self.pair.signing))
        write_file(self.folder / "station" / "station.pub", public_pem(self.pair.station.public_key()))
        write_file(self.folder / "station" / "received", b"")

    def command(self, build: str, items: int) -> list[str]:
        """The program that puts and sends."""
        return [sys.executable, "-m", "tests.sync.spool_writer", str(self.folder), build, str(items)]

    def hear(self, said: str) -> None:
        """Take down what one program said before it died."""
        self.tries += 1
        for line in said.splitlines():
            match line.split():
                case ["put", sequence, item]:
                    self.acknowledged.append((int(sequence), item))
                    self.underway.add(item)
                case ["accepted", item]:
                    self.underway.discard(item)
                case ["refused", code]:
                    self.refusals.append(code)
        self.in_span += bool(self.underway)

    def lost(self) -> list[str]:
        """Acknowledged items that are neither at the station nor, openable, in the spool; or the trouble of a
        spool that cannot be had, whatever was in it."""
        spooled = self.spooled()
        if isinstance(spooled, str):
            return [spooled]
        safe = {item for _, item in [*self.received(), *spooled]}
        return [item for _, item in self.acknowledged if item not in safe]

    def doubled(self) -> list[int]:
        """Numbers that stand for more than one item."""
        owners: dict[int, set[str]] = {}
        spooled = self.spooled()
        waiting = [] if isinstance(spooled, str) else spooled
        for sequence, item in [*self.acknowledged, *self.received(), *waiting]:
            owners.setdefault(sequence, set()).add(item)
        return [sequence for sequence, items in owners.items() if len(items) > 1]

    def received(self) -> list[tuple[int, str]]:
        """What the station has; a line cut short was never accepted."""
        text = (self.folder / "station" / "received").read_text("ascii")
        lines = [line.split() for line in text.split("\n")[:-1]]
        return [(int(line[0]), line[1]) for line in lines]

    def spooled(self) -> list[tuple[int, str]] | str:
        """What the spool holds, each opened with the station's key; or why it cannot be had."""
        file = self.folder / "kiosk" / "spool.sqlite"
        if not file.exists():
            return []
        spool = open_spool(file, self.pair.spool_keys())
        if not isinstance(spool, Spool):
            return spool.code
        waiting = spool.waiting()
        assert isinstance(waiting, tuple), waiting
        found = []
        for one in waiting:
            envelope = spool.envelope(one.sequence)
            assert isinstance(envelope, bytes), envelope
            opened = self.pair.reads(envelope)
            if not isinstance(opened, Opened):
                return "an envelope that does not open"
            found.append((opened.header.sequence, opened.header.item))
        return found


def kill_at_random(life: Life, build: str, chance: random.Random) -> None:
    """Start the program, let it run for a while, kill -9."""
    with subprocess.Popen(
        life.command(build, 0), stdout=subprocess.PIPE, cwd=HOUSE, env=_environment()
    ) as program:
        assert program.stdout is not None
        said = b""
        for _ in range(chance.randint(1, 5)):
            said += _up_to(program.stdout, b"put")
        # An item takes about 10 ms, its critical span about 4: most kills aim there, the others anywhere.
        try:
            program.wait(chance.choice([0, chance.uniform(0, 0.004), chance.uniform(0, 0.02)]))
        except subprocess.TimeoutExpired:
            program.send_signal(signal.SIGKILL)
        said += program.stdout.read()
    life.hear(said.decode())


def _up_to(stream: IO[bytes], word: bytes) -> bytes:
    said = b""
    while line := stream.readline():
        said += line
        if line.startswith(word):
            break
    return said


def kill_at_call(life: Life, build: str, call: str, number: int, items: int = 3) -> bool:
    """Kill -9 at exactly the ``number``-th ``call``; False when the program made fewer and ended itself."""
    ended = _under_strace(life, build, items, f"inject={call}:signal=KILL:when={number}")
    return ended != 0


def fail_call(life: Life, build: str, call: str, error: str, when: str, items: int = 3) -> int:
    """Let ``call`` fail with ``error`` (``ENOSPC``, ``EIO``) at ``when`` (``5``, ``5+``); the exit status."""
    return _under_strace(life, build, items, f"inject={call}:error={error}:when={when}")


def _under_strace(life: Life, build: str, items: int, inject: str) -> int:
    call = inject.removeprefix("inject=").split(":")[0]
    # Only calls on the files of the trial count, so that a number means the same on every machine.
    files = [life.folder / "kiosk" / name for name in ("spool.sqlite", "spool.sqlite-journal")]
    files.append(life.folder / "station" / "received")
    paths = [part for file in files for part in ("-P", str(file))]
    command = ["strace", "-qq", "-o", os.devnull, *paths, "-e", f"trace={call}", "-e", inject]
    return _run(life, [*command, *life.command(build, items)])


def _run(life: Life, command: Sequence[str]) -> int:
    done = subprocess.run(
        command,
        capture_output=True,
        cwd=HOUSE,
        env=_environment(),
        timeout=60,
        check=False,
    )
    assert done.returncode in (0, -signal.SIGKILL, 128 + signal.SIGKILL), done.stderr.decode()
    life.hear(done.stdout.decode())
    return done.returncode


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
