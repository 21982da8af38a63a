"""The one thing a kiosk writes about a person: check-ins and arrivals, sealed, until the station has them.

A small SQLite file with a rollback journal and ``synchronous=EXTRA``: a commit returns after the pages, the
journal's removal and the folder are on the disk, so what ``put`` acknowledged survives a power cut. Rows hold
envelopes the kiosk cannot open again; what is deleted is overwritten with zeros. Every call opens the file
anew, so threads and processes may share a spool, and an error of the disk leaves no half-known connection.
"""

from __future__ import annotations

import datetime as dt
import errno
import os
import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from cryptography.hazmat.primitives.asymmetric import ec

from sync.envelope import MAX_BODY, Header, seal

_FORM: Final = 1
"""Of the tables below; kept in ``user_version``."""
_TABLES: Final = """
CREATE TABLE about (spool TEXT NOT NULL, last_sequence INTEGER NOT NULL) STRICT;
CREATE TABLE ticket (day TEXT NOT NULL, letter TEXT NOT NULL, last INTEGER NOT NULL,
                     PRIMARY KEY (day, letter)) STRICT, WITHOUT ROWID;
CREATE TABLE item (sequence INTEGER PRIMARY KEY, kind TEXT NOT NULL, item TEXT NOT NULL, put_at TEXT NOT NULL,
                   parked_for TEXT, envelope BLOB NOT NULL) STRICT;
"""
_PRAGMAS: Final[tuple[str, ...]] = (
    "journal_mode = DELETE",
    "synchronous = EXTRA",
    "secure_delete = ON",
    "temp_store = MEMORY",
)
_BUSY_SECONDS: Final = 5.0
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SpoolKeys:
    """What sealing needs: the kiosk's own name and signing key, and the public half of the station's key."""

    kiosk: str
    signing_key: ec.EllipticCurvePrivateKey
    station_key: ec.EllipticCurvePublicKey


@dataclass(frozen=True, slots=True)
class SpoolLimits:
    """How much may wait. Arrivals stop at ``arrivals_share`` of it, so that check-ins still find room."""

    items: int = 2_000
    total_bytes: int = 256 * 1024 * 1024
    arrivals_share: float = 0.8


@dataclass(frozen=True, slots=True)
class Spooled:
    """On the disk: whatever happens now, this item reaches the station."""

    sequence: int


@dataclass(frozen=True, slots=True)
class SpoolFull:
    """Nothing was written: as much waits as this spool may hold."""

    waiting: int


@dataclass(frozen=True, slots=True)
class SpoolTrouble:
    """Nothing was acknowledged; where a disk failed late in a write it may have been done all the same.

    ``code``: ``disk_full``, ``disk_fails``, ``busy``, ``damaged``, ``other_version``, ``no_access`` or
    ``body_too_long``.
    """

    code: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """One item of the spool, without its content."""

    sequence: int
    kind: str
    item_id: str
    put_at: dt.datetime
    parked_for: str | None
    """Why it is no longer sent by itself (the station's problem code), or None."""


@dataclass(frozen=True, slots=True)
class SpoolState:
    """How the spool stands, for the health page and the desk."""

    waiting: int
    parked: int
    oldest: dt.datetime | None
    spool: str = ""
    """The name of this spool file, as in every header."""
    last_sequence: int = 0
    """The last number it has given: what neither waits, nor is parked, nor at the station, is lost."""


class Spool:
    """One spool file and its keys; made by ``open_spool``."""

    def __init__(self, file: Path, keys: SpoolKeys, limits: SpoolLimits) -> None:
        self._file = file
        self._keys = keys
        self._limits = limits

    def put(
        self, kind: str, item_id: str, body: bytes, now: dt.datetime
    ) -> Spooled | SpoolFull | SpoolTrouble:
        """Seal ``body`` and write it down; ``Spooled`` only after it is on the disk. ``now`` is aware."""
        if len(body) > MAX_BODY:
            return SpoolTrouble("body_too_long")

        def put(base: sqlite3.Connection) -> Spooled | SpoolFull:
            taken = self._taken(base, kind, len(body))
            if taken is not None:
                return SpoolFull(taken)
            header = self._next_header(base, kind, item_id, now.astimezone(dt.UTC))
            envelope = seal(body, self._keys.station_key, self._keys.signing_key, header)
            base.execute(
                "INSERT INTO item (sequence, kind, item, put_at, envelope) VALUES (?, ?, ?, ?, ?)",
                (header.sequence, kind, item_id, header.sealed_at.isoformat(), envelope.to_bytes()),
            )
            return Spooled(header.sequence)

        return self._write(put)

    def waiting(self) -> tuple[Waiting, ...] | SpoolTrouble:
        """What is still to be sent, oldest first; parked items are not among them."""
        return self._items(parked=False)

    def parked(self) -> tuple[Waiting, ...] | SpoolTrouble:
        """What the station would not take, with its reason; kept until a person has dealt with it."""
        return self._items(parked=True)

    def envelope(self, sequence: int) -> bytes | SpoolTrouble | None:
        """The sealed bytes to send, exactly as signed; None when there is no such item any more."""

        def envelope(base: sqlite3.Connection) -> bytes | None:
            row = base.execute("SELECT envelope FROM item WHERE sequence = ?", (sequence,)).fetchone()
            return None if row is None else bytes(row[0])

        return self._read(envelope)

    def forget(self, sequence: int) -> SpoolTrouble | None:
        """Remove an item the station has. Only for Accepted or AlreadyAccepted; twice is harmless."""
        return self._change("DELETE FROM item WHERE sequence = ?", (sequence,))

    def park(self, sequence: int, reason: str) -> SpoolTrouble | None:
        """Keep an item the station would not take, and stop sending it by itself."""
        return self._change("UPDATE item SET parked_for = ? WHERE sequence = ?", (reason, sequence))

    def send_parked_again(self) -> SpoolTrouble | None:
        """Let every parked item be sent once more, after a person has dealt with the reason."""
        return self._change("UPDATE item SET parked_for = NULL WHERE parked_for IS NOT NULL", ())

    def state(self) -> SpoolState | SpoolTrouble:
        """How many wait, how many are parked, and since when the oldest of all has been here."""
        # One statement, so that no item is put or forgotten between the count and the number.
        query = (
            "SELECT spool, last_sequence, waiting, parked, oldest FROM about, (SELECT"
            " count(*) - count(parked_for) AS waiting, count(parked_for) AS parked, min(put_at) AS oldest"
            " FROM item)"
        )

        def state(base: sqlite3.Connection) -> SpoolState:
            spool, last, waiting, parked, oldest = base.execute(query).fetchone()
            since = dt.datetime.fromisoformat(oldest) if oldest else None
            return SpoolState(waiting, parked, since, spool, last)

        return self._read(state)

    def next_ticket(self, day: dt.date, letter: str) -> int | SpoolTrouble:
        """The next ticket number of this kiosk on ``day``, from 1; never given twice, crash or not."""
        statement = (
            "INSERT INTO ticket VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET last = last + 1 RETURNING last"
        )
        return self._write(lambda base: int(base.execute(statement, (day.isoformat(), letter)).fetchone()[0]))

    def skip_tickets(self, day: dt.date, letter: str, last: int) -> SpoolTrouble | None:
        """Give numbers above ``last`` only from now on."""
        statement = (
            "INSERT INTO ticket VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET last = max(last, excluded.last)"
        )
        return self._change(statement, (day.isoformat(), letter, last))

    def _taken(self, base: sqlite3.Connection, kind: str, size: int) -> int | None:
        """How many items wait, when that leaves no room for another of ``size`` bytes; else None."""
        count, total = base.execute(
            "SELECT count(*), coalesce(sum(length(envelope)), 0) FROM item"
        ).fetchone()
        share = self._limits.arrivals_share if kind == "arrival" else 1.0
        room = count + 1 <= self._limits.items * share and total + size <= self._limits.total_bytes * share
        return None if room else int(count)

    def _next_header(self, base: sqlite3.Connection, kind: str, item_id: str, now: dt.datetime) -> Header:
        # The number is taken in the transaction that writes the item: a number exists only with its item, so
        # a gap at the station means an envelope that was lost or held back.
        query = "UPDATE about SET last_sequence = last_sequence + 1 RETURNING spool, last_sequence"
        spool, sequence = base.execute(query).fetchone()
        return Header(self._keys.kiosk, spool, sequence, kind, item_id, now, sealed_for="")

    def _items(self, *, parked: bool) -> tuple[Waiting, ...] | SpoolTrouble:
        query = (
            "SELECT sequence, kind, item, put_at, parked_for FROM item"
            " WHERE (parked_for IS NOT NULL) = ? ORDER BY sequence"
        )

        def items(base: sqlite3.Connection) -> tuple[Waiting, ...]:
            return tuple(
                Waiting(sequence, kind, item, dt.datetime.fromisoformat(put_at), parked_for)
                for sequence, kind, item, put_at, parked_for in base.execute(query, (parked,))
            )

        return self._read(items)

    def _change(self, statement: str, values: tuple[object, ...]) -> SpoolTrouble | None:
        done = self._write(lambda base: base.execute(statement, values))
        return done if isinstance(done, SpoolTrouble) else None

    def _read(self, ask: Callable[[sqlite3.Connection], T]) -> T | SpoolTrouble:
        try:
            with closing(_connect(self._file)) as base:
                return ask(base)
        except (sqlite3.Error, OSError) as error:
            return SpoolTrouble(_code(error))

    def _write(self, change: Callable[[sqlite3.Connection], T]) -> T | SpoolTrouble:
        """Do ``change`` in one transaction, on the disk when this returns, undone when it raises."""
        try:
            with closing(_connect(self._file)) as base, _transaction(base):
                return change(base)
        except (sqlite3.Error, OSError) as error:
            return SpoolTrouble(_code(error))


def open_spool(file: Path, keys: SpoolKeys, limits: SpoolLimits | None = None) -> Spool | SpoolTrouble:
    """The spool at ``file``, made (readable by this account only) when there is none.

    A damaged file is left as it lies: ``set_aside`` moves it away for the office to recover.
    """
    try:
        _make_if_missing(file)
        with closing(_connect(file)) as base:
            (form,) = base.execute("PRAGMA user_version").fetchone()
            if form == 0:
                _lay_tables(base)
            elif form != _FORM:
                return SpoolTrouble("other_version")
            (verdict,) = base.execute("PRAGMA quick_check(1)").fetchone()
            if verdict != "ok":
                return SpoolTrouble("damaged")
    except (sqlite3.Error, OSError) as error:
        return SpoolTrouble(_code(error))
    return Spool(file, keys, limits or SpoolLimits())


def set_aside(file: Path, now: dt.datetime) -> Path:
    """Move a damaged spool away, with its journal, so that a new one can be made; returns where it lies now.

    It still holds envelopes that only the station can open, so nothing of it is deleted.
    """
    kept = file.with_name(f"{file.name}.damaged-{now:%Y%m%dT%H%M%S}-{secrets.token_hex(2)}")
    journal = file.with_name(file.name + "-journal")
    file.rename(kept)
    # Second, because SQLite drops a journal beside an empty file but would play it back into a full one.
    if journal.exists():
        journal.rename(kept.with_name(kept.name + "-journal"))
    _sync_folder(file.parent)
    return kept


def _make_if_missing(file: Path) -> None:
    if file.exists():
        return
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # SQLite gives its journal the rights of the main file, but would make the main file by the umask.
    handle = os.open(file, os.O_CREAT | os.O_WRONLY, 0o600)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    _sync_folder(file.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _transaction(base: sqlite3.Connection) -> Iterator[None]:
    base.execute("BEGIN IMMEDIATE")
    try:
        yield
        base.execute("COMMIT")
    except BaseException:
        if base.in_transaction:
            base.execute("ROLLBACK")
        raise


def _lay_tables(base: sqlite3.Connection) -> None:
    with _transaction(base):
        # Two programs may start at once: the second finds the tables laid when its turn comes.
        if base.execute("PRAGMA user_version").fetchone() == (0,):
            for statement in filter(str.strip, _TABLES.split(";")):
                base.execute(statement)
            base.execute("INSERT INTO about VALUES (?, 0)", (secrets.token_hex(8),))
            base.execute(f"PRAGMA user_version = {_FORM}")


def _connect(file: Path) -> sqlite3.Connection:
    # mode=rw: a spool that somebody removed is trouble, never silently a new one with its numbers from 1.
    address = f"{file.absolute().as_uri()}?mode=rw"
    base = sqlite3.connect(address, uri=True, timeout=_BUSY_SECONDS, isolation_level=None)
    try:
        for pragma in _PRAGMAS:
            base.execute(f"PRAGMA {pragma}").fetchall()
    except BaseException:
        base.close()
        raise
    return base


def _code(error: Exception) -> str:
    if isinstance(error, OSError):
        return "disk_full" if error.errno in (errno.ENOSPC, errno.EDQUOT) else "no_access"
    match getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF:
        case sqlite3.SQLITE_FULL:
            return "disk_full"
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return "busy"
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return "damaged"
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            return "no_access"
        case sqlite3.SQLITE_IOERR:
            return "disk_fails"
        case _:
            raise error
