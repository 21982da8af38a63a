"""The whole station in one sealed file, made while it runs; and a station made anew from such a file."""

from __future__ import annotations

import fcntl
import os
import shutil
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final

from kiosk.audit import AuditEvent
from sync.clock import utc_now
from sync.database import Session, Store, StoreError, StoreTrouble, cause_of
from sync.identity import sync_folder, write_file
from sync.office_keys import OfficeKeys
from sync.sealed_file import seal, unseal
from sync.station import audit
from sync.station.audit import Actor
from sync.station.devices import every
from sync.station.opened import RESTORING
from sync.station.settings import VERSION_FOLDER, StationSettings
from sync.station.store import accounts, counters
from sync.station.store.copying import NotCopiedError, NotEmptyError, copy_all, counts
from sync.station.store.opening import open_store

_BY: Final = Actor("console", audit.STATION)
_SNAPSHOT: Final = "snapshot.sqlite"
_FILES: Final = "files"
_BACKING_UP: Final = ".backup"
_PART: Final = "part"
"""Says where the file lies that is being sealed."""
RECEIPTS_APART: Final = 10_000
"""Numbers of receipts and other papers left out by a restore: more than any office gives out in the thirty
nights that backups are kept, so that none which was printed since the backup is printed again."""


class CannotError(Exception):
    """What was asked cannot be done; one sentence says why, and nothing was changed."""


def backup(settings: StationSettings, store: Store, out: Path, passphrase: str) -> int:
    """Seal store and keys into the new file ``out``; how many rows. The station may be running.

    The snapshot lies in the station's own folder while this works, for this account only. One that breaks off
    leaves nothing behind it; what one that was killed has left goes with the next.
    """
    with _draft(settings.folder / _BACKING_UP) as draft:
        rows = _snapshot(store, draft / _SNAPSHOT)
        with tempfile.TemporaryFile(dir=draft) as plain:
            with tarfile.open(fileobj=plain, mode="w") as tar:
                tar.add(draft / _SNAPSHOT, _SNAPSHOT)
                for file in _files(settings.folder):
                    tar.add(file, f"{_FILES}/{file.relative_to(settings.folder)}")
            plain.seek(0)
            part = out.with_name(f".{out.name}.part").absolute()
            part.unlink(missing_ok=True)
            write_file(draft / _PART, str(part).encode())
            with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as sealed:
                seal(plain, sealed, passphrase)
                sealed.flush()
                os.fsync(sealed.fileno())
            part.replace(out)
            sync_folder(out.parent)
    with store.writing() as session:
        audit.note(session, AuditEvent.BACKUP_MADE, _BY, utc_now(), rows=rows)
    return rows


def restore(settings: StationSettings, file: Path, passphrase: str) -> int:
    """Make the station of ``settings`` from a backup; how many rows. Its folder must be empty or missing, and
    so must its store (CannotError). Nobody is signed in afterwards, and numbers of papers go on
    ``RECEIPTS_APART`` higher: what the office did since the backup is not known here.
    ``sync.sealed_file.NotOpenedError`` leaves everything as it was.

    The keys are in place before the rows are there for good, so that one that breaks off is done again.
    """
    folder = settings.folder
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _draft(folder / RESTORING) as draft:
        if any(one != draft for one in folder.iterdir()):
            raise CannotError(f"There is something in {folder}: move it away first.")
        with tempfile.TemporaryFile(dir=draft) as plain:
            _unseal_into(plain, file, passphrase)
            with tarfile.open(fileobj=plain, mode="r") as tar:
                _unpack(tar, draft)

        def settle(session: Session, rows: int) -> None:
            _settle(session, rows)
            _put_in_place(draft / _FILES, folder)
            _clear(draft)

        store = _opened(settings.store_address())
        with closing(store), closing(_opened(f"sqlite:///{draft / _SNAPSHOT}")) as snapshot:
            return _copied(snapshot, store, settle)


def _settle(session: Session, rows: int) -> None:
    """Within the transaction that brings the rows back: no sign-in is live and no number old meanwhile."""
    now = utc_now()
    accounts.end_sessions(session, now)
    for numbered in counters.PRINTED:
        counters.next_of(session, numbered, RECEIPTS_APART)
    counters.next_of(session, counters.RESTORED)
    audit.note(session, AuditEvent.STATION_RESTORED, _BY, now, rows=rows)


def _put_in_place(files: Path, folder: Path) -> None:
    """Every file and folder of ``files`` into ``folder``, and on the disk."""
    for one in files.rglob("*"):
        if one.is_dir():
            sync_folder(one)
    for one in sorted(files.iterdir()):
        one.replace(folder / one.name)
    sync_folder(folder)


def let_in(settings: StationSettings) -> tuple[str, ...]:
    """The names of the devices that the office lets in, after a restore: as they were then."""
    keys = OfficeKeys(settings.folder / "keys", settings.office)
    return tuple(sorted({one.name for one in every(keys) if not one.revoked}))


def move(store: Store, address: str) -> int:
    """Copy everything into the empty store at ``address``; how many rows. The station must not be running."""

    def settle(after: Session, rows: int) -> None:
        with store.reading() as before:
            if counts(before) != counts(after) or audit.verify(after).why:
                raise CannotError("The copy is not whole. Nothing was changed; try again.")
        audit.note(after, AuditEvent.STORE_MOVED, _BY, utc_now(), rows=rows)

    target = _opened(address)
    with closing(target):
        return _copied(store, target, settle)


@contextmanager
def _draft(draft: Path) -> Iterator[Path]:
    """An empty folder for one at a time (CannotError), gone afterwards. What one that was killed has left in
    it goes first."""
    folder = os.open(draft.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        _clear(draft)
        draft.mkdir(mode=0o700)
        try:
            yield draft
        finally:
            _clear(draft)
    except BlockingIOError:
        raise CannotError(f"A backup or a restore is at work in {draft.parent}: wait for its end.") from None
    finally:
        os.close(folder)


def _clear(draft: Path) -> None:
    with suppress(OSError):
        Path((draft / _PART).read_text("utf-8")).unlink()
    shutil.rmtree(draft, ignore_errors=True)


def _snapshot(store: Store, file: Path) -> int:
    copy = _opened(f"sqlite:///{file}")
    with closing(copy):
        rows = _copied(store, copy)
        with copy.reading() as session:
            if why := audit.verify(session).why:
                raise CannotError(f"The audit log is not whole ({why}): look at it before anything else.")
    return rows


def _copied(
    source: Store, target: Store, settle: Callable[[Session, int], None] = lambda _session, _rows: None
) -> int:
    try:
        with source.reading() as before, target.writing() as after:
            rows = copy_all(before, after)
            settle(after, rows)
            return rows
    except NotEmptyError as trouble:
        raise CannotError(f"The store to write into is not empty ({trouble}).") from None
    except NotCopiedError as trouble:
        raise CannotError(f"The copy could not be made ({trouble}). Nothing was changed.") from None
    except StoreError as error:
        told = f"The copy could not be made ({cause_of(error)})"
        raise CannotError(f"{told}: see that the store to write into is empty, then try again.") from None


def _opened(address: str) -> Store:
    store = open_store(address)
    if isinstance(store, StoreTrouble):
        raise CannotError(f"The store cannot be used ({store.code}).")
    return store


def _unseal_into(plain: BinaryIO, file: Path, passphrase: str) -> None:
    with file.open("rb") as sealed:
        for piece in unseal(sealed, passphrase):
            plain.write(piece)
    plain.seek(0)


def _unpack(tar: tarfile.TarFile, into: Path) -> None:
    """Every file of ``tar`` below ``into``, for this account only. Debian 12's Python brings no filter."""
    for member in tar:
        name = PurePosixPath(member.name)
        content = tar.extractfile(member) if member.isfile() else None
        if content is None or name.is_absolute() or ".." in name.parts:
            raise CannotError("There is something in the backup that no backup holds. Nothing was changed.")
        (into / name).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (
            content,
            os.fdopen(os.open(into / name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as out,
        ):
            shutil.copyfileobj(content, out)
            out.flush()
            os.fsync(out.fileno())


def _files(folder: Path) -> list[Path]:
    """Keys and whatever else lies beside the store, which the snapshot holds."""
    return [
        file
        for file in sorted(folder.rglob("*"))
        if file.is_file()
        and not file.name.startswith(("station.sqlite", "ALARM"))
        # A version for the kiosks is large, and IT has it: it is kept again after a restore.
        and file.relative_to(folder).parts[0] not in (_BACKING_UP, VERSION_FOLDER)
    ]
