"""The version of the image that the station keeps for its kiosks to fetch: whole, or not at all.

The station looks only whether it is whole: each kiosk looks for the maker's signature itself. What is kept
has a mark that was drawn for it, so that no kiosk mixes two.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import hashlib
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk.audit import AuditEvent
from kiosk.problems import Problem, problem
from sync.database import Session, Store
from sync.identity import sync_folder, write_file
from sync.kiosk_version import FILES, LONGEST_NOTE, NOTE, SIGNATURE, Offer, Part, parse_note
from sync.kiosk_wire import LONGEST_PIECE
from sync.station import audit
from sync.station.audit import Actor

_OFFERED: Final = "offered"
_CHUNK: Final = 1 << 20
_MARK: Final = re.compile(r"[0-9a-f]{32}")
LEFT_FREE: Final = 1 << 30
"""Bytes that the station's own records have on the disk beside a version."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What the kiosks are offered. ``mark`` is drawn each time something is kept."""

    mark: str
    offer: Offer


class VersionShelf:
    """A folder with at most one version. Threads and programs may share it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.fetched: set[tuple[str, str]] = set()
        """Device and mark, of whoever was given all of a version since the program began."""

    def kept(self) -> Kept | None:
        """What is offered now."""
        try:
            mark = (self._folder / _OFFERED).read_text("ascii")
            offer = parse_note((self._folder / mark / NOTE).read_bytes())
        except (OSError, ValueError):
            return None
        return Kept(mark, offer) if isinstance(offer, Offer) else None

    def piece(self, mark: str, name: str, start: int) -> bytes | None:
        """At most ``LONGEST_PIECE`` bytes of a file from ``start`` on; None for what is not offered."""
        kept = self.kept()
        if kept is None or kept.mark != mark or name not in FILES:
            return None
        try:
            with (self._folder / mark / name).open("rb") as file:
                file.seek(start)
                return file.read(LONGEST_PIECE)
        except OSError:
            return None

    @contextmanager
    def alone(self) -> Iterator[None]:
        """While no other program changes what is kept; what one that was killed has left is gone."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder = os.open(self._folder, os.O_RDONLY)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)
            kept = self.kept()
            self.sweep(kept.mark if kept else "")
            yield
        finally:
            os.close(folder)

    def drafted(self, source: Path) -> Kept | Problem:
        """A whole copy of the folder ``source`` on the disk beside what is offered, offered to nobody yet."""
        mark = secrets.token_hex(16)
        draft = self._folder / mark
        draft.mkdir(mode=0o700)
        found: Offer | Problem | None = None
        try:
            found = _copied(source, draft)
        finally:
            if not isinstance(found, Offer):
                shutil.rmtree(draft, ignore_errors=True)
        if isinstance(found, Problem):
            return found
        sync_folder(draft)
        return Kept(mark, found)

    def offer(self, kept: Kept) -> None:
        """Offer a draft from now on, in the place of whatever was offered."""
        write_file(self._folder / _OFFERED, kept.mark.encode("ascii"))

    def withdraw(self) -> None:
        """Offer nothing from now on."""
        (self._folder / _OFFERED).unlink(missing_ok=True)
        sync_folder(self._folder)

    def sweep(self, keep: str = "") -> None:
        """Remove what is not offered any more, and drafts that a crash left."""
        for one in self._folder.iterdir():
            # IT may have named a folder where other things lie too.
            if one.name != keep and _MARK.fullmatch(one.name) and one.is_dir():
                shutil.rmtree(one, ignore_errors=True)


def keep(store: Store, shelf: VersionShelf, source: Path, by: Actor, now: dt.datetime) -> Kept | Problem:
    """Offer the version in ``source`` to every kiosk, in the place of the one before; a Problem, and nothing
    changed, when it is not whole. OSError when it cannot be read to its end or not be written."""
    with shelf.alone():
        made = shelf.drafted(source)
        if isinstance(made, Problem):
            return made
        with store.writing() as session:
            _note(session, AuditEvent.KIOSK_VERSION_KEPT, by, made, now)
            shelf.offer(made)
        shelf.sweep(made.mark)
        return made


def withdraw(store: Store, shelf: VersionShelf, by: Actor, now: dt.datetime) -> Kept | Problem:
    """Offer no version any more; the one that was. Kiosks that have it let go of it when they next ask."""
    with shelf.alone():
        kept = shelf.kept()
        if kept is None:
            return problem("no_kiosk_version")
        with store.writing() as session:
            _note(session, AuditEvent.KIOSK_VERSION_WITHDRAWN, by, kept, now)
            shelf.withdraw()
        shelf.sweep()
        return kept


def note_fetched(session: Session, kiosk: str, kept: Kept, now: dt.datetime) -> None:
    """Write down that a kiosk was given all of a version."""
    _note(session, AuditEvent.KIOSK_VERSION_FETCHED, Actor(kiosk, kiosk), kept, now)


def _note(session: Session, event: AuditEvent, by: Actor, kept: Kept, now: dt.datetime) -> None:
    audit.note(session, event, by, now, version=kept.offer.version, root=kept.offer.root_hash)


def _copied(source: Path, draft: Path) -> Offer | Problem:
    for name in (NOTE, SIGNATURE):
        try:
            with (source / name).open("rb") as file:
                said = file.read(LONGEST_NOTE)
        except OSError:
            return problem("kiosk_version_unreadable", file=str(source / name))
        write_file(draft / name, said)
    offer = parse_note((draft / NOTE).read_bytes())
    if isinstance(offer, str):
        return problem("kiosk_version_note_wrong", file=str(source / NOTE))
    if shutil.disk_usage(draft).free < sum(part.size for part in offer.parts()) + LEFT_FREE:
        return problem("kiosk_version_no_room", version=offer.version)
    for part in offer.parts():
        if trouble := _copied_part(source / part.name, draft / part.name, part):
            return trouble
    return offer


def _copied_part(source: Path, goal: Path, part: Part) -> Problem | None:
    try:
        opened = source.open("rb")
    except OSError:
        return problem("kiosk_version_unreadable", file=str(source))
    left, sha256 = part.size, hashlib.sha256()
    with opened, goal.open("xb") as copy:
        # One byte more than it has, so that a longer file is seen.
        while left >= 0 and (piece := opened.read(min(_CHUNK, left + 1))):
            sha256.update(piece)
            copy.write(piece)
            left -= len(piece)
        copy.flush()
        os.fsync(copy.fileno())
    if left or sha256.hexdigest() != part.sha256:
        return problem("kiosk_version_not_whole", file=str(source))
    return None
