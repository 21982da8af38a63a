"""Watches the station itself: the log is written and whole, its ends leave, the registry has it all."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, TypeAlias

import structlog
from cryptography.hazmat.primitives.asymmetric import ec

from kiosk.audit import AuditEvent
from kiosk.delivery import AlreadyDelivered, Delivered, Rejected
from kiosk.ports import KeepsCheckpoints, RegistryConnector, TellsWhatItHolds
from sync.database import Session, Store, StoreError, cause_of, is_the_stores
from sync.identity import write_file
from sync.proofs import checkpoint
from sync.station import audit, reconcile
from sync.station.audit import Actor
from sync.station.store import checkpoints, counters, log

LOOKS_EVERY_S: Final = 60.0
QUIET_FOR: Final = dt.timedelta(minutes=30)
"""A log without a line for so long gets one: a log that cannot be written shows within the hour."""
SIGNED_EVERY: Final = dt.timedelta(hours=1)
WHOLE_EVERY: Final = dt.timedelta(days=1)
"""How often the whole log is checked, and the registry's records are compared."""
Work: TypeAlias = Callable[[dt.datetime], str | None]
"""What is done at each look; a text says what of it could not be done."""
_STUMBLES: Final = "stumbles "
UNCONFIRMED_FOR: Final = dt.timedelta(days=2)
"""A registry that has not been compared with, or took no end of the log, for so long is told to people."""
_CODE_OF: Final = {
    "newer": "registry_newer",
    "cases": "record_unreadable",
    "comparison": "registry_unconfirmed",
    "checkpoints": "registry_unconfirmed",
}
"""What desks are told for what a source found, where it is not the log itself."""
_SELF: Final = Actor("watch", audit.STATION)
_log = structlog.get_logger("watch")


class Alarm:
    """Says that the audit log cannot be written or is not whole: in the developer log, in a file beside the
    store, and to desks; and in the audit log itself as soon as that can be written again. Any thread."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._lock = threading.Lock()
        self._since: dt.datetime | None = None
        self._failures = 0
        self._broken: dict[str, str] = {}

    @property
    def codes(self) -> tuple[str, ...]:
        """What desks must be told."""
        with self._lock:
            failing = ("audit_failing",) if self._since is not None else ()
            return (*failing, *dict.fromkeys(map(_code_of, self._broken)))

    def not_written(self, cause: str, now: dt.datetime) -> None:
        """A line could not be written."""
        with self._lock:
            self._since, self._failures = self._since or now, self._failures + 1
            since = self._since
        _log.critical("audit_failing", cause=cause, since=since.isoformat())
        self._show(f"audit_failing since {since.isoformat()}: {cause}")

    def broken(self, why: str, source: str = "log") -> bool:
        """Something is not as it was written; ``why`` names what and where, ``source`` who found it. An empty
        text ends the alarm of that source. Whether this was news."""
        with self._lock:
            news = self._broken.get(source, "") != why
            self._broken = {key: text for key, text in self._broken.items() if key != source}
            if why:
                self._broken[source] = why
            over = not self._broken and self._since is None
        if why and news:
            _log.critical("alarm_raised", code=_code_of(source), why=why)
            self._show(f"{_code_of(source)}: {why}")
        elif over and news and self._file is not None:
            self._file.unlink(missing_ok=True)
        return news

    def is_broken(self, source: str) -> bool:
        """Whether what this source found is not over."""
        with self._lock:
            return source in self._broken

    def note_end(self, session: Session, now: dt.datetime) -> bool:
        """Write down that lines could not be written for a while; whether there was anything to write."""
        with self._lock:
            since, failures = self._since, self._failures
        if since is None:
            return False
        began = since.isoformat()
        audit.note(session, AuditEvent.LOGGING_FAILED, _SELF, now, since=began, failures=failures)
        return True

    def written_again(self) -> None:
        """The line of ``note_end`` is on the disk."""
        with self._lock:
            self._since, self._failures = None, 0
            over = not self._broken
        if self._file is not None and over:
            self._file.unlink(missing_ok=True)

    def _show(self, text: str) -> None:
        if self._file is None:
            return
        try:
            write_file(self._file, f"{text}\n".encode())
        except OSError as trouble:
            _log.critical("alarm_file_not_written", cause=type(trouble).__name__)


def _code_of(source: str) -> str:
    return "work_failing" if source.startswith(_STUMBLES) else _CODE_OF.get(source, "audit_broken")


class Watch:
    """One thread that looks every minute; ``start`` it once, ``stop`` it before the store is closed."""

    def __init__(
        self,
        store: Store,
        office: str,
        key: ec.EllipticCurvePrivateKey,
        alarm: Alarm,
        now: Callable[[], dt.datetime],
        connector: RegistryConnector | None = None,
        also: Mapping[str, Work] | None = None,
    ) -> None:
        self._works: dict[str, Work] = {
            "log": self._look_at_the_log,
            "checkpoints": self._tell_checkpoints,
            "comparison": self._compare,
            **(also or {}),
        }
        self._store, self._office, self._key = store, office, key
        self._alarm, self._now, self._connector = alarm, now, connector
        self._whole_at: dt.datetime | None = None
        self._compared_at: dt.datetime | None = None
        self._not_compared = ""
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self, within_s: float = 20.0) -> None:
        """Finish the look under way and end; harmless when never started."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(within_s)

    def look(self) -> None:
        """One look at everything that is due: what one work stumbles over stops no other, unless the store
        itself fails."""
        now = self._now()
        for name, work in self._works.items():
            try:
                self._do(name, work, now)
            except StoreError as error:
                self._alarm.not_written(cause_of(error), now)
                return

    def _do(self, name: str, work: Work, now: dt.datetime) -> None:
        stumbled = ""
        try:
            undone = work(now)
        except Exception as error:
            if isinstance(error, StoreError) and is_the_stores(error):
                raise
            # A bug, or a row that is damaged: the others' turn comes all the same.
            stumbled = f"{name}: {type(error).__name__}"
            _log.error("watch_stumbled", work=name, kind=type(error).__name__)
        else:
            if undone is not None:
                self._alarm.broken(undone, name)
        self._alarm.broken(stumbled, f"{_STUMBLES}{name}")

    def _look_at_the_log(self, now: dt.datetime) -> None:
        self._write_something(now)
        whole = self._whole_at is None or abs(now - self._whole_at) >= WHOLE_EVERY
        self._check(now, whole=whole)
        self._whole_at = now if whole else self._whole_at

    def _compare(self, now: dt.datetime) -> str | None:
        """Compare with the registry once a day; where it could not be asked, at the next look again. Since
        when it could not be, once that is long."""
        registry: object = self._connector
        due = self._compared_at is None or abs(now - self._compared_at) >= WHOLE_EVERY
        if not due or not isinstance(registry, TellsWhatItHolds):
            return None
        found = reconcile.with_registry(self._store, registry, now)
        if not found.why:
            self._compared_at = now
            people = ", ".join(found.newer_there)
            self._alarm.broken(f"the registry holds newer versions of {people}" if people else "", "newer")
        return self._unconfirmed(found.why, now)

    def _unconfirmed(self, why: str, now: dt.datetime) -> str:
        if why and why != self._not_compared:
            _log.warning("registry_not_compared", why=why)
        self._not_compared = why
        hour = int(now.timestamp()) // 3600
        with self._store.reading() as session:
            since = counters.current(session, counters.COMPARED)
        if not why or not 0 < since <= hour:
            # The last whole comparison, or the first one that was tried.
            with self._store.writing() as session:
                counters.next_of(session, counters.COMPARED, hour - since)
            return ""
        if dt.timedelta(hours=hour - since) < UNCONFIRMED_FOR:
            return ""
        if not self._alarm.is_broken("comparison"):
            with self._store.writing() as session:
                audit.note(session, AuditEvent.REGISTRY_NOT_COMPARED, _SELF, now, "failed", why=why)
        day = dt.datetime.fromtimestamp(since * 3600, dt.UTC).date()
        return f"not compared with the registry since {day}: {why}"

    def _write_something(self, now: dt.datetime) -> None:
        with self._store.writing() as session:
            ended = self._alarm.note_end(session, now)
            last = log.last_at(session)
            if not ended and (last is None or abs(now - last) >= QUIET_FOR):
                audit.note(session, AuditEvent.LOG_LIVES, _SELF, now)
        if ended:
            self._alarm.written_again()

    def _check(self, now: dt.datetime, *, whole: bool) -> None:
        with self._store.reading() as session:
            last = checkpoints.last(session)
            due = last is None or abs(now - last.made_at) >= SIGNED_EVERY
            if not due and not whole:
                return
            found = audit.verify(session, None if whole else last, self._key.public_key())
        # Only a look at the whole log may end the alarm: what was changed before the last checkpoint is not
        # seen by a look at what came after it.
        ends = whole or found.why
        news = bool(ends) and self._alarm.broken(f"{found.why} at {found.broken_at}" if found.why else "")
        if (found.why and not news) or (not found.why and self._alarm.is_broken("log")):
            return  # known already; and no altered past is signed
        if found.why:
            with self._store.writing() as session:
                where = str(found.broken_at)
                audit.note(session, AuditEvent.LOG_NOT_WHOLE, _SELF, now, found.why, line=where)
        elif due and found.lines > (last.line if last else 0):
            made = checkpoint(self._office, found.lines, found.last_chain, self._key, now)
            with self._store.writing() as session:
                checkpoints.add(session, made)

    def _tell_checkpoints(self, now: dt.datetime) -> str | None:
        connector: object = self._connector
        if not isinstance(connector, KeepsCheckpoints):
            return None
        with self._store.reading() as session:
            waiting = checkpoints.untold(session)
        refused = 0
        for one in waiting:
            outcome = connector.keep(one)
            if isinstance(outcome, Rejected):
                refused = refused or one.line  # those after it leave all the same
            elif isinstance(outcome, Delivered | AlreadyDelivered):
                with self._store.writing() as session:
                    checkpoints.told(session, one.line, now)
            else:
                late = now - one.made_at >= UNCONFIRMED_FOR
                return f"no end of the log was taken since line {one.line}" if late else ""
        why = f"the registry refused the checkpoint of line {refused}" if refused else ""
        self._alarm.broken(why, "checkpoint")
        return ""

    def _run(self) -> None:
        while not self._stopping.wait(LOOKS_EVERY_S):
            try:
                self.look()
            except Exception as error:
                # A bug: it must not end the watch.
                _log.error("watch_stumbled", kind=type(error).__name__)
