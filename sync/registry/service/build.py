"""Joins the parts of the reference registry and serves it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import uvicorn
from pydantic import Field

from sync.clock import utc_now
from sync.database import Store, StoreTrouble
from sync.https_server import https_server
from sync.identity import KeysTrouble, Role, device_name_of, subject_of
from sync.office_keys import OfficeKeys, enrol_device, open_office_keys
from sync.registry.service.api import registry_api
from sync.registry.service.door import Door
from sync.registry.service.holdings import is_empty, open_holdings
from sync.settings import Settings, SettingsTrouble, load_settings
from sync.tls import server_context

if TYPE_CHECKING:
    from uvicorn._types import ASGIApplication


class RegistrySettings(Settings):
    """Settings of ``appear registry``."""

    folder: Path = Path("registry")
    """Keys and database lie here."""
    name: str = "Reference registry"
    """The name in its certificates."""
    store: str = ""
    """Address of the database; empty: SQLite in ``folder``."""
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8474

    def store_address(self) -> str:
        """Where the database lies, as ``open_holdings`` takes it."""
        return self.store or f"sqlite:///{(self.folder / 'registry.sqlite').absolute()}"


@dataclass(frozen=True)
class RegistryParts:
    """The joined parts."""

    keys: OfficeKeys
    store: Store
    server: uvicorn.Server


def build_registry(settings: RegistrySettings) -> RegistryParts | KeysTrouble | StoreTrouble:
    """A registry ready to serve, its keys and database made at first start."""
    store = open_holdings(settings.store_address())
    if isinstance(store, StoreTrouble):
        return store
    with store.reading() as session:
        new = is_empty(session)
    hosts = (settings.host,)
    # Other keys over what is held already would refuse every station: what is missing is a folder.
    keys = open_office_keys(settings.folder / "keys", settings.name, hosts, utc_now(), may_make=new)
    if isinstance(keys, KeysTrouble):
        store.close()
        return keys
    api = cast("ASGIApplication", registry_api(store, Door(keys), utc_now))
    server = https_server(api, server_context(keys), settings.host, settings.port)
    return RegistryParts(keys, store, server)


def serve_registry(config: Path | None) -> str:
    """Serve until told to stop. An empty text, or one sentence saying why it could not start."""
    settings = load_settings(RegistrySettings, "registry", config)
    if isinstance(settings, SettingsTrouble):
        return settings.sentence
    parts = build_registry(settings)
    if isinstance(parts, KeysTrouble):
        return f"The keys in {settings.folder} cannot be used ({parts.code}: {parts.file})."
    if isinstance(parts, StoreTrouble):
        return f"The database in {settings.folder} cannot be used ({parts.code})."
    try:
        parts.server.run()
    except SystemExit:
        # What uvicorn does when it cannot listen.
        return f"Port {settings.port} on {settings.host} is not free."
    finally:
        parts.store.close()
    return ""


def certify_station(config: Path | None, office: str, folder: Path) -> str:
    """Make in ``folder`` what the station of ``office``, called as in its settings, shows to this registry
    (``sync.identity``); the same folder again has its certificate renewed. Empty, or one sentence saying why
    not."""
    settings = load_settings(RegistrySettings, "registry", config)
    if isinstance(settings, SettingsTrouble):
        return settings.sentence
    keys, now = settings.folder / "keys", utc_now()
    opened = open_office_keys(keys, settings.name, (settings.host,), now, may_make=False)
    if isinstance(opened, KeysTrouble):
        return f"The keys in {keys} cannot be used ({opened.code}). Start the registry once before."
    made = enrol_device(opened, Role.STATION, device_name_of(office), folder, now)
    if isinstance(made, KeysTrouble):
        return f"Nothing was certified ({made.code}: {made.file})."
    return ""


def revoke_station(config: Path | None, name: str) -> str:
    """Let a station in no more, by any certificate it was ever given; twice is harmless. Empty, or one
    sentence saying why not. A registry that is serving needs no new start."""
    settings = load_settings(RegistrySettings, "registry", config)
    if isinstance(settings, SettingsTrouble):
        return settings.sentence
    keys = OfficeKeys(settings.folder / "keys", settings.name)
    named = [(subject_of(one), one.serial_number) for one in keys.issued()]
    serials = [serial for subject, serial in named if subject is not None and subject[0] == name]
    for serial in serials:
        keys.revoke(serial)
    return "" if serials else f"No station “{name}” was ever given a certificate in {settings.folder}."
