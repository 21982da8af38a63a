"""Pulls the plug on paper: replays a program's recorded writes up to any call, keeping only what was synced.

kill -9 proves nothing about fsync, because the page cache survives it. So the program runs once under strace,
every write, sync, create and unlink is taken down, and then for each moment a disk is built as a power cut
might leave it: what was synced is there; of what was not, nothing, or any part in any order, is there. A name
made or removed counts as lasting once its folder was synced.
"""

from __future__ import annotations

import random
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.shared import HOUSE
from tests.sync.spool_trials import Life

_TRACED = "openat,pwrite64,write,ftruncate,unlink,fsync,fdatasync"
_CALL = re.compile(r"^(\w+)\((.*)\)\s+= (-?\d+)(<[^>]*>)?")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_OF = re.compile(r"^\d+<((?:\\x[0-9a-f]{2})*)>")


@dataclass(frozen=True)
class Write:
    """Bytes put into a file at an offset; -1 appends."""

    path: str
    offset: int
    content: bytes


@dataclass(frozen=True)
class Cut:
    """A file cut to a size."""

    path: str
    size: int


@dataclass(frozen=True)
class Name:
    """A file's name made (``exists``) or removed."""

    path: str
    exists: bool


@dataclass(frozen=True)
class Sync:
    """A file or a folder synced."""

    path: str


@dataclass(frozen=True)
class Said:
    """The program told somebody: from here on it counts."""

    text: str


Call = Write | Cut | Name | Sync | Said


def record(life: Life, build: str, items: int) -> list[Call]:
    """Run the program to its end and take down what it did to the files of ``life``."""
    trace = life.folder / "trace"
    command = ["strace", "-qq", "-y", "-xx", "-s", "100000", "-o", str(trace), "-e", f"trace={_TRACED}"]
    done = subprocess.run(
        [*command, *life.command(build, items)], stdout=subprocess.PIPE, cwd=HOUSE, timeout=60, check=True
    )
    life.hear(done.stdout.decode())
    known: set[str] = set()
    calls: list[Call] = []
    for line in trace.read_text("ascii").splitlines():
        call = _read(line, str(life.folder), known)
        if call is not None:
            calls.append(call)
    return calls


def _read(line: str, folder: str, known: set[str]) -> Call | None:
    found = _CALL.match(line)
    if not found or int(found[3]) < 0:
        return None
    name, arguments = found[1], found[2]
    texts = [bytes.fromhex(text.replace("\\x", "")) for text in _TEXT.findall(arguments)]
    handle = _OF.match(arguments)
    path = bytes.fromhex(handle[1].replace("\\x", "")).decode() if handle else ""
    if name == "write" and arguments.startswith("1<"):
        return Said(texts[0].decode())
    if name in ("openat", "unlink"):
        path = texts[0].decode()
    if not path.startswith(folder):
        return None
    match name:
        case "openat":
            made = "O_CREAT" in arguments and path not in known
            known.add(path)
            return Name(path, exists=True) if made else None
        case "unlink":
            known.discard(path)
            return Name(path, exists=False)
        case "write":
            return Write(path, -1, texts[0])
        case "pwrite64":
            return Write(path, int(arguments.rsplit(", ", 1)[1]), texts[0])
        case "ftruncate":
            return Cut(path, int(arguments.rsplit(", ", 1)[1]))
        case _:
            return Sync(path)


@dataclass
class Disk:
    """What a disk surely holds, and what is still on its way there. Files are numbered, as inodes are: a name
    that is removed and made again is another file."""

    contents: list[bytes] = field(default_factory=list)
    """What lasts of each file."""
    names: dict[str, int] = field(default_factory=dict)
    """Which names last, and for which file."""
    live: dict[str, int] = field(default_factory=dict)
    """Which file a name means to the running program."""
    waiting: list[tuple[int, Write | Cut | Name]] = field(default_factory=list)

    def take(self, call: Call) -> None:
        """Let one call happen."""
        match call:
            case Said():
                pass
            case Name(path=path, exists=True):
                self.live[path] = self.place(b"")
                self.waiting.append((self.live[path], call))
            case Name(path=path):
                self.waiting.append((self.live.pop(path), call))
            case Sync(path=path):
                self._sync(path)
            case _:
                self.waiting.append((self.live[call.path], call))

    def place(self, content: bytes) -> int:
        """A new file, lasting with this content, under no name yet."""
        self.contents.append(content)
        return len(self.contents) - 1

    def _sync(self, path: str) -> None:
        file = self.live.get(path)
        due = [
            (one, call)
            for one, call in self.waiting
            if (_parent(call.path) == path if isinstance(call, Name) else one == file)
        ]
        self.waiting = [step for step in self.waiting if step not in due]
        for one, call in due:
            self._settle(one, call)

    def _settle(self, file: int, call: Write | Cut | Name) -> None:
        if not isinstance(call, Name):
            self.contents[file] = _written(self.contents[file], call)
        elif call.exists:
            self.names[call.path] = file
        elif self.names.get(call.path) == file:
            del self.names[call.path]

    def after_cut(self, chance: random.Random | None) -> dict[str, bytes]:
        """The files after a power cut: of what was on its way nothing, or by ``chance`` any part of it."""
        left = Disk(list(self.contents), dict(self.names))
        if chance is not None:
            # Content in any order; names only as far as some moment, as a folder's journal keeps them.
            content = [
                step for step in self.waiting if not isinstance(step[1], Name) and chance.random() < 0.5
            ]
            chance.shuffle(content)
            names = [step for step in self.waiting if isinstance(step[1], Name)]
            for file, call in [*names[: chance.randint(0, len(names))], *content]:
                left._settle(file, call)
        return {path: left.contents[file] for path, file in left.names.items()}


def _written(content: bytes, call: Write | Cut) -> bytes:
    if isinstance(call, Cut):
        return content[: call.size].ljust(call.size, b"\x00")
    at = len(content) if call.offset < 0 else call.offset
    return content[:at].ljust(at, b"\x00") + call.content + content[at + len(call.content) :]


def _parent(path: str) -> str:
    return path.rsplit("/", 1)[0]


def moments_of(calls: list[Call], before: dict[str, bytes]) -> Iterator[tuple[Disk, list[str]]]:
    """For each call, the disk just after it, and what the program had said by then."""
    disk = Disk()
    for path, content in before.items():
        disk.names[path] = disk.live[path] = disk.place(content)
    said: list[str] = []
    for call in calls:
        disk.take(call)
        if isinstance(call, Said):
            said += call.text.splitlines()
        yield disk, said


def life_after_cut(life: Life, files: dict[str, bytes], said: list[str], into: Path) -> Life:
    """Lay the files into a new folder: the same kiosk and station, after the power has come back."""
    after = Life(into, life.pair)
    (into / "kiosk").mkdir()
    for path, content in files.items():
        target = into / Path(path).relative_to(life.folder)
        if target.parent.name in ("kiosk", "station") and target.suffix != ".pub":
            target.write_bytes(content)
    after.hear("\n".join(said))
    return after
