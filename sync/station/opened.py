"""Opens an office's station: its keys and its store, which begin together and are used together only."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from kiosk.audit import AuditEvent
from sync.clock import utc_now
from sync.database import Store, StoreTrouble
from sync.identity import KeysTrouble, write_file
from sync.office_keys import OfficeKeys, open_office_keys
from sync.settings import SettingsTrouble, load_settings
from sync.station import audit
from sync.station.audit import Actor
from sync.station.settings import StationSettings
from sync.station.store import log
from sync.station.store.opening import open_store

T = TypeVar("T")
_PEPPER_BYTES: Final = 32
_BEGUN: Final = "begun"
"""Lies among the keys once the office has begun: without it an empty store is a first start."""
_LOOK_KEYS: Final = (
    "The store holds an office already, so none are made: mount the folder where its keys are, or bring them "
    "back from a backup."
)
_LOOK_STORE: Final = "Mount its disk, correct “store” in the settings, or restore a backup."
RESTORING: Final = ".restore"
"""Lies in the folder while an office is restored into it."""
_SELF: Final = Actor(audit.STATION, audit.STATION)


@dataclass(frozen=True, slots=True)
class Opened:
    """An office's station, opened without serving."""

    settings: StationSettings
    keys: OfficeKeys
    store: Store
    pepper: bytes
    """The station's own secret."""


def open_office(settings: StationSettings, now: dt.datetime) -> Opened | str:
    """Keys and store of the office, made together at the first start; one sentence when they cannot be used.

    A store that holds anything gets no new keys, and keys that had a store get no empty one: what is missing
    then is a disk or a folder, and an office made anew over it would refuse every device and every PIN, or
    take in what is lost as soon as the right disk is there again.
    """
    store = open_store(settings.store_address())
    if isinstance(store, StoreTrouble):
        return f"The station's store cannot be used ({store.code}{': ' * bool(store.detail)}{store.detail})."
    found = _fitting(settings, store, now)
    if isinstance(found, str):
        store.close()
    return found


def at_station(config: Path | None, work: Callable[[Opened], T]) -> T | str:
    """What ``work`` gives, or one sentence why the station could not be opened."""
    settings = load_settings(StationSettings, "station", config)
    if isinstance(settings, SettingsTrouble):
        return settings.sentence
    opened = open_office(settings, utc_now())
    if isinstance(opened, str):
        return opened
    try:
        return work(opened)
    finally:
        opened.store.close()


def _fitting(settings: StationSettings, store: Store, now: dt.datetime) -> Opened | str:
    folder, hosts = settings.folder / "keys", (settings.host, *settings.names)
    with store.writing() as session:
        # Every change leaves a line: a store without one holds nothing.
        new = log.how_many_given(session) == 0
        if new and (settings.folder / RESTORING).exists():
            return f"A restore into {settings.folder} is at work, or it broke off: then do it again."
        if new and (folder / _BEGUN).exists():
            return f"The keys in {settings.folder} belong to an office, and its store is empty. {_LOOK_STORE}"
        keys = open_office_keys(folder, settings.office, hosts, now, may_make=new)
        if isinstance(keys, KeysTrouble):
            return _why_no_keys(settings, keys, new=new)
        pepper = _secrets(keys, new=new)
        if isinstance(pepper, KeysTrouble):
            return _why_no_keys(settings, pepper, new=new)
        if new:
            audit.note(session, AuditEvent.OFFICE_AUTHORITY_MADE, _SELF, now)
    # Only now that the office is in the store: a first start that was cut short is begun again.
    if not (folder / _BEGUN).exists():
        write_file(folder / _BEGUN, f"{now:%Y-%m-%d}\n".encode("ascii"))
    return Opened(settings, keys, store, pepper)


def _secrets(keys: OfficeKeys, *, new: bool) -> bytes | KeysTrouble:
    """The station's own secret, once it and what signs the audit log are there; made for a new office."""
    pepper, signs = keys.folder / "pepper", keys.folder / "audit.key"
    try:
        for file in (pepper, signs):
            if not new and not file.exists():
                return KeysTrouble("missing", str(file))
        if not pepper.exists():
            write_file(pepper, secrets.token_bytes(_PEPPER_BYTES))
        keys.audit_key()
        kept = pepper.read_bytes()
    except PermissionError as error:
        return KeysTrouble("too_open", str(error.filename))
    except (OSError, ValueError):
        return KeysTrouble("unreadable", str(keys.folder))
    return kept if len(kept) == _PEPPER_BYTES else KeysTrouble("unreadable", str(pepper))


def _why_no_keys(settings: StationSettings, trouble: KeysTrouble, *, new: bool) -> str:
    said = f"The keys in {settings.folder} cannot be used ({trouble.code}: {trouble.file})."
    return said if new or trouble.code != "missing" else f"{said} {_LOOK_KEYS}"
