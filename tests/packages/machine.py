"""A throw-away machine like this one, with its own systemd: what is installed there is gone when it stops."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.waiting import until

BECOMES = Path(__file__).with_name("machine.sh")
NAMESPACES = ("--mount", "--pid", "--ipc", "--uts", "--net", "--cgroup")
PLAIN = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"}


@dataclass(frozen=True)
class Said:
    """How a command ended, and everything it said."""

    code: int
    text: str


@dataclass(frozen=True)
class Machine:
    """The machine while it runs. ``place`` holds what is handed over to it."""

    place: Path
    pid: int

    def run(self, command: str, *, given: str = "", within_s: float = 120) -> Said:
        """Have its root run a line of shell."""
        enter = ["nsenter", "-t", str(self.pid), "-m", "-p", "-u", "-i", "-n", "-C", "--root", "--wd"]
        ran = subprocess.run(
            [*enter, "/bin/sh", "-c", f"cd / && {command}"],
            input=given,
            env=PLAIN,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=within_s,
        )
        return Said(ran.returncode, ran.stdout)

    def good(self, command: str, *, given: str = "", within_s: float = 120) -> str:
        """The same for a command that must end well; what it said."""
        said = self.run(command, given=given, within_s=within_s)
        assert said.code == 0, f"{command}: {said.code}: {said.text[-3000:]}"
        return said.text

    def hand(self, file: Path) -> str:
        """Give it a file; where it lies there."""
        shutil.copy(file, self.place / "handed")
        return f"/run/handed/{file.name}"

    def wait_for(self, command: str, within_s: float = 60) -> str:
        """Ask again until a command ends well; what it said."""
        said = until(lambda: one if (one := self.run(command)).code == 0 else None, within_s, command)
        assert said is not None
        return said.text

    def left(self, *below: str) -> set[str]:
        """Files and links that were written below folders and are still there."""
        folders = " ".join(f"/run/written{folder}" for folder in below)
        found = self.run(f"find {folders} -type f -o -type l 2>/dev/null").text
        return {line.removeprefix("/run/written") for line in found.splitlines()}


@contextmanager
def machine(place: Path) -> Iterator[Machine]:
    """A machine that runs until the block ends; ``place`` is an empty folder."""
    (place / "handed").mkdir()
    with (place / "said").open("wb") as said:
        outer = subprocess.Popen(
            [
                "unshare",
                *NAMESPACES,
                "--fork",
                "--kill-child",
                "--propagation",
                "private",
                str(BECOMES),
                str(place),
            ],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
        )
    try:
        first = until(
            lambda: outer.poll() is not None or _init_of(outer.pid), 30, "the machine's first process"
        )
        assert outer.poll() is None, (place / "said").read_text("utf-8")
        made = Machine(place, int(first))
        made.wait_for("systemctl is-system-running | grep -E 'running|degraded'", 60)
        yield made
    finally:
        outer.kill()
        outer.wait(30)


def _init_of(pid: int) -> int:
    """The machine's systemd, once it is one."""
    for child in psutil.Process(pid).children():
        if child.name() == "systemd":
            return child.pid
    return 0
