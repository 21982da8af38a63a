"""A station that is already running, its calls on its store under strace, to be killed or failed at one."""

from __future__ import annotations

import os
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.stories.office import Office
from tests.waiting import until

CALLS = ("pwrite64", "write", "fsync", "fdatasync", "ftruncate", "rename", "unlink")
"""By which anything comes to a disk, or goes from it."""
SYNCS = ("fsync", "fdatasync")


@contextmanager
def traced(office: Office, inject: str = "", out: str = os.devnull) -> Iterator[None]:
    """From now on each call of the station on its store counts, thread by thread; ``inject`` is a fault in
    strace's words. Let go in the end, should the station still live."""
    store = office.folder / "station" / "station.sqlite"
    files = [part for end in ("", "-wal", "-shm") for part in ("-P", f"{store}{end}")]
    wanted = ["-e", f"trace={','.join(CALLS)}", *(["-e", f"inject={inject}"] if inject else [])]
    pid = office.station.pid
    command = ["strace", "-f", "-qq", "-o", out, *files, *wanted, "-p", str(pid)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as tracer:
        try:
            until(lambda: _is_traced(pid), within=60, what="strace")
            yield
        finally:
            tracer.terminate()


def calls_made(out: Path) -> Counter[str]:
    """How often each call was made until the question was on the disk, of what ``traced`` wrote down: by the
    thread that made most, up to its first sync. What comes after is the courier's, in its own thread, as soon
    as the machine is quick enough, or a checkpoint's, once in about a thousand pages."""
    threads: dict[str, list[str]] = {}
    for line in out.read_text("utf-8").splitlines():
        thread, _, rest = line.partition(" ")
        call, bracket, _ = rest.strip().partition("(")
        if bracket and call in CALLS:
            threads.setdefault(thread, []).append(call)
    made = max(threads.values(), key=len, default=[])
    synced = next((at for at, call in enumerate(made) if call in SYNCS), len(made) - 1)
    return Counter(made[: synced + 1])


def _is_traced(pid: int) -> bool:
    try:
        said = [(one / "status").read_text() for one in Path(f"/proc/{pid}/task").iterdir()]
    except OSError:  # a thread ended meanwhile
        return False
    return bool(said) and all("TracerPid:\t0\n" not in one for one in said)
