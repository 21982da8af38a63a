"""The one place where a store is opened, and where its transactions begin and end."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeAlias

from sqlalchemy import Connection, Engine, RootTransaction, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, IntegrityError, SQLAlchemyError

Session: TypeAlias = Connection
"""One transaction on the store: what a command takes first. ``Store.writing`` and ``reading`` end it."""

_BUSY_MS: Final = 10_000
_WRITING: Final = "appear_writing"
_ONE_WRITER: Final = 0x417070656172
"""Names the lock among all advisory locks of a PostgreSQL database."""
_PRAGMAS: Final = (
    "journal_mode = WAL",
    # An answer to a kiosk makes it forget its copy: what was committed must survive a power cut.
    "synchronous = FULL",
    "foreign_keys = ON",
    f"busy_timeout = {_BUSY_MS}",
    # Photographs and records leave no readable remains in free pages.
    "secure_delete = ON",
)


@dataclass(frozen=True, slots=True)
class StoreTrouble:
    """The store cannot be used. ``code``: ``bad_address``, ``no_access``, ``damaged`` or ``newer`` (laid by a
    newer program)."""

    code: str
    detail: str = ""


class Store:
    """An open store; made by ``open_store``."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def sweep(self) -> None:
        """Let what was deleted leave SQLite's log of recent writes too; PostgreSQL's own vacuum does so."""
        if self.engine.dialect.name == "sqlite":
            connection = self.engine.raw_connection()
            try:
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            finally:
                connection.close()

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A transaction that may write: all of it is on the disk when this ends, or none when it raises.

        One writer at a time works; the others wait here, up to ten seconds. Every transaction ends in the one
        chain of the audit log, so PostgreSQL would let them work side by side only to stop one of two that
        took its rows in another order, or that found nothing where the other was just writing.
        """
        transaction = self._begin(writing=True)
        with closing(transaction.connection) as session, transaction:
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A transaction that sees one state of the store throughout and changes nothing."""
        transaction = self._begin(writing=False)
        with closing(transaction.connection) as session, transaction:
            yield session
            if self.engine.dialect.name == "sqlite":
                # PostgreSQL was told that nothing changes; a rollback would cost it its prepared statements.
                transaction.rollback()

    def _begin(self, *, writing: bool) -> RootTransaction:
        """A transaction that has begun, on a connection that works.

        One that a server has ended since it was last used is found out here: nothing was said on it yet, so
        another one is taken, once.
        """
        for tries_left in (1, 0):
            session = self.engine.connect().execution_options(**{_WRITING: writing})
            try:
                return session.begin()
            except BaseException as error:
                session.close()
                ended = isinstance(error, DBAPIError) and error.connection_invalidated
                if not (ended and tries_left):
                    raise
        raise AssertionError("unreachable")

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


def open_engine(address: str) -> Engine | StoreTrouble:
    """An engine for ``address``: ``sqlite:///PATH`` or ``postgresql+psycopg://...``; no table is touched."""
    try:
        url = make_url(address)
    except ArgumentError:
        return StoreTrouble("bad_address")
    if url.drivername in ("sqlite", "sqlite+pysqlite"):
        if not url.database or url.database == ":memory:":
            return StoreTrouble("bad_address", "the store must be a file")
        try:
            _make_private(Path(url.database))
        except OSError as error:
            return StoreTrouble("no_access", type(error).__name__)
        engine = create_engine(url, pool_size=8, max_overflow=64, hide_parameters=True)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    if url.drivername == "postgresql+psycopg":
        engine = create_engine(url, pool_size=8, max_overflow=64, hide_parameters=True)
        event.listen(engine, "connect", _prepare_postgresql)
        event.listen(engine, "begin", _begin_postgresql)
        return engine
    return StoreTrouble("bad_address", "only sqlite and postgresql+psycopg are known")


StoreError: TypeAlias = SQLAlchemyError
"""What the store raises when it fails: its disk, its locks, its server. A bug of ours may look the same."""


def cause_of(error: StoreError) -> str:
    """What failed, as a name without anything that was stored."""
    orig = error.orig if isinstance(error, DBAPIError) else None
    name = getattr(orig, "sqlite_errorname", None)
    return str(name or type(orig or error).__name__)


def is_the_stores(error: StoreError) -> bool:
    """Whether the disk, its locks or the server failed; False for a row or a value that does not fit."""
    return not isinstance(error, IntegrityError | DataError)


def does_not_fit(error: Exception) -> bool:
    """Whether a value was refused that no column can hold, as PostgreSQL refuses a text with a NUL in it."""
    return isinstance(error, DataError)


def trouble_of(error: DBAPIError) -> StoreTrouble:
    """Which trouble an error of the database at start is."""
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None and code & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return StoreTrouble("damaged")
    return StoreTrouble("no_access", type(error.orig).__name__)


def _make_private(file: Path) -> None:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # SQLite gives its log the rights of the main file, but would make the main file by the umask.
    os.close(os.open(file, os.O_CREAT | os.O_WRONLY, 0o600))


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver must not begin transactions by itself: it would not do so before a SELECT.
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").fetchall()


def _begin_sqlite(session: Connection) -> None:
    # A writer takes its place at once: a transaction that read first could be refused at its first write.
    session.exec_driver_sql("BEGIN IMMEDIATE" if session.get_execution_options().get(_WRITING) else "BEGIN")


def _prepare_postgresql(connection: Any, _record: object) -> None:
    # As on SQLite: the driver begins no transaction by itself, so that all it takes to begin is said at once.
    connection.autocommit = True
    connection.execute(f"SET lock_timeout = {_BUSY_MS}")


def _begin_postgresql(session: Connection) -> None:
    if session.get_execution_options().get(_WRITING):
        session.exec_driver_sql(f"BEGIN; SELECT pg_advisory_xact_lock({_ONE_WRITER})")
    else:
        # The server's own default would let each statement see another state.
        session.exec_driver_sql("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
