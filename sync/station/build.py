"""Joins the parts of the station and serves it."""

from __future__ import annotations

import datetime as dt
import socket
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo

import structlog
import uvicorn

from kiosk.audit import AuditEvent
from kiosk.law import Agency
from kiosk.papers import Letterhead
from kiosk.ports import RegistryConnector
from kiosk.problems import Problem
from kiosk.review import Role
from sync.authorities import authorities_in
from sync.clock import utc_now
from sync.database import Store
from sync.https_server import https_server
from sync.identity import KeysTrouble, load_identity
from sync.office_keys import OfficeKeys
from sync.rates import Rate, Rates
from sync.registry.connectors.folder import json_folder, niem_folder
from sync.registry.connectors.rest import rest_connector
from sync.rules import BrokenLaw, load_calendar, load_rulesets, load_tier_tables
from sync.settings import SettingsTrouble, load_settings
from sync.station import accounts, audit, cases, state_file
from sync.station.accounts import SessionRules
from sync.station.api.app import station_app
from sync.station.api.device_routes import enrolment_app
from sync.station.audit import Actor
from sync.station.courier import Courier
from sync.station.keyring import Keyring
from sync.station.kiosk_versions import VersionShelf
from sync.station.layers import LayerShelf
from sync.station.mail import MailServer
from sync.station.office import AppointmentBook, Office
from sync.station.opened import Opened, at_station, open_office
from sync.station.post import Post, SayIn
from sync.station.retention_series import BrokenSeries, load_series
from sync.station.roster import Entry, Imported, take_in_by_pages
from sync.station.settings import StationSettings
from sync.station.state_forms import BrokenMap, load_field_map, load_forms
from sync.station.station import Station
from sync.station.watch import Alarm, Watch, Work
from sync.tls import server_context

if TYPE_CHECKING:
    from uvicorn._types import ASGIApplication

_SELF = Actor(audit.STATION, audit.STATION)
_log = structlog.get_logger("station")


@dataclass(frozen=True)
class StationParts:
    """The joined parts."""

    settings: StationSettings
    keys: OfficeKeys
    station: Station
    server: uvicorn.Server
    courier: Courier | None
    """None where no registry is set: everything approved waits in the outbox."""
    watch: Watch
    enrolment: uvicorn.Server | None
    """None where new devices are not enrolled over the network."""


def build_station(
    settings: StationSettings,
    connector: RegistryConnector | None = None,
    say_in: SayIn | None = None,
) -> StationParts | str:
    """A station ready to serve, its keys and store made at first start; or one sentence why it cannot be.

    ``connector`` replaces the one the settings name. ``say_in`` has the sentences of e-mails by language:
    without it none is sent.
    """
    opened = open_office(settings, utc_now())
    if isinstance(opened, str):
        return opened
    carries = connector or connector_of(settings)
    try:
        office = office_of(settings, opened.pepper)
    except (BrokenLaw, BrokenMap, BrokenSeries) as trouble:
        carries = str(trouble)
    if isinstance(carries, str):
        opened.store.close()
        return carries
    keys, store = opened.keys, opened.store
    each = settings.requests_each_second
    alarm = Alarm(settings.folder / "ALARM")
    station = Station(
        store,
        office,
        Keyring(keys),
        utc_now,
        settings.answer_delay_seconds,
        alarm=alarm,
        rates=Rates(Rate(each, 4 * each)),
        layers=LayerShelf(settings.folder / "layers"),
        versions=VersionShelf(settings.version_folder()),
    )
    app = cast("ASGIApplication", station_app(station, keys))
    server = https_server(
        app, server_context(keys), settings.host, settings.port, timeout_graceful_shutdown=5
    )
    courier = Courier(store, carries, utc_now, station.bell.ring) if carries else None
    also = _at_each_look(settings, store, office, say_in)
    watch = Watch(store, settings.office, keys.audit_key(), alarm, utc_now, carries, also)
    return StationParts(settings, keys, station, server, courier, watch, _enrolment(settings, station, keys))


def _at_each_look(
    settings: StationSettings, store: Store, office: Office, say_in: SayIn | None
) -> dict[str, Work]:
    """What the watch does besides watching."""
    also: dict[str, Work] = {"cases": partial(cases.daily, store, office)}
    if settings.state_file is not None:
        also["state file"] = state_file.Nightly(store, office, settings.state_file)
    # Last: it waits for somebody else's server.
    return {**also, "post": Post(store, office, mail_server_of(settings), say_in)}


def serve(parts: StationParts) -> str:
    """Serve until told to stop; an empty text, or one sentence why it could not."""
    settings = parts.settings
    try:
        listening = _listening(parts)
    except OSError:
        return f"Port {settings.enrolment_port} on {settings.host}, for enrolment, is not free."
    store = parts.station.store
    with store.writing() as session:
        audit.note(session, AuditEvent.STATION_STARTED, _SELF, utc_now())
    if parts.courier is not None:
        parts.courier.start()
    parts.watch.start()
    enrolling = _in_a_thread(parts.enrolment, listening)
    try:
        parts.server.run()
    except SystemExit:
        # What uvicorn does when it cannot listen.
        return f"Port {parts.settings.port} on {parts.settings.host} is not free."
    finally:
        if parts.courier is not None:
            parts.courier.stop()
        parts.watch.stop()
        if parts.enrolment is not None and enrolling is not None:
            parts.enrolment.should_exit = True
            enrolling.join(10)
        with store.writing() as session:
            audit.note(session, AuditEvent.STATION_STOPPED, _SELF, utc_now())
        store.close()
    return ""


def main(config: Path | None, say_in: SayIn | None = None) -> str:
    """``appear station``: serve until told to stop; an empty text, or one sentence why it could not."""
    settings = load_settings(StationSettings, "station", config)
    if isinstance(settings, SettingsTrouble):
        return settings.sentence
    _log.info("settings", **settings.shown())
    parts = build_station(settings, say_in=say_in)
    return parts if isinstance(parts, str) else serve(parts)


def why_no_officer(config: Path | None) -> str:
    """Why no account could be made, in one sentence, before anybody is asked for a password; else empty."""
    return at_station(config, lambda _opened: "")


def create_officer(
    config: Path | None, sign_in_name: str, full_name: str, password: str, roles: frozenset[Role]
) -> Problem | str:
    """Make an account, without the station running or beside it; an empty text when it was made.

    A Problem when the account cannot be, one sentence when the settings or the store cannot be used. The
    first account of a station is made an administrator as well, since somebody must be.
    """
    return at_station(
        config, lambda opened: officer_in(opened.store, sign_in_name, full_name, password, roles)
    )


def officer_in(
    store: Store, sign_in_name: str, full_name: str, password: str, roles: frozenset[Role]
) -> Problem | str:
    """Make an account in an open store; an empty text when it was made."""
    with store.writing() as session:
        if accounts.is_first(session):
            roles |= {Role.ADMINISTRATOR}
        made = accounts.create_account(session, sign_in_name, full_name, password, roles, utc_now())
    return made if isinstance(made, Problem) else ""


def import_people(config: Path | None, entries: Iterable[Entry]) -> Imported | str:
    """Take people into the roster of the station that ``config`` describes, running or not.

    One sentence instead when the settings, the keys or the store cannot be used.
    """
    settings = load_settings(StationSettings, "station", config)
    if isinstance(settings, SettingsTrouble):
        return settings.sentence
    parts = build_station(settings.model_copy(update={"registry": ""}))
    if isinstance(parts, str):
        return parts
    try:
        return take_in_by_pages(
            parts.station.store, parts.station.office, entries, Actor("import", audit.STATION), utc_now
        )
    finally:
        parts.station.store.close()


def release_officer(config: Path | None, sign_in_name: str) -> Problem | str:
    """Let a locked account sign in again, from the station's own console: the way back when the only
    administrator is locked out. An empty text when it was done."""

    def released(opened: Opened) -> Problem | str:
        with opened.store.writing() as session:
            by = Actor("console", audit.STATION)
            return accounts.release(session, sign_in_name, by, utc_now()) or ""

    return at_station(config, released)


def office_of(settings: StationSettings, pepper: bytes) -> Office:
    """The office the settings describe; raises ``BrokenLaw``, ``BrokenMap`` or ``BrokenSeries`` with
    a sentence."""
    agency = Agency(settings.county, settings.law_modes, settings.law_verified)
    return Office(
        office=settings.office,
        letterhead=Letterhead(settings.office, settings.address, settings.phone),
        county=settings.county,
        zone=ZoneInfo(settings.zone),
        rulesets=load_rulesets(agency),
        calendar=load_calendar(settings.closures, settings.week()),
        disclosure=settings.disclosure,
        factor=settings.factor,
        pepper=pepper,
        hold=dt.timedelta(seconds=settings.hold_seconds),
        sessions=SessionRules(
            dt.timedelta(hours=settings.session_hours),
            dt.timedelta(minutes=settings.idle_minutes),
            pepper,
            settings.officers_factor == "required",
        ),
        windows=settings.windows,
        book=AppointmentBook(settings.appointment_minutes, settings.appointments_at_once),
        change_fee_dollars=settings.change_fee_dollars,
        initial_fee_cents=settings.initial_fee_dollars * 100,
        field_map=load_field_map(settings.field_map),
        by_hand=not settings.registry and settings.registry_folder is None,
        forms=load_forms(settings.forms),
        tiers=load_tier_tables(),
        residency_offenses=settings.residency_offenses,
        records_opened=frozenset(settings.records_opened),
        retention=load_series(settings.retention),
        reminders_name=settings.reminders_name,
        mails=bool(settings.smtp_host),
        notices=settings.notices,
        day_sheet_passphrase=settings.day_sheet_passphrase,
        services=settings.services,
        printers_by=authorities_in(settings.printer_authority),
    )


def connector_of(settings: StationSettings) -> RegistryConnector | str | None:
    """The way to the registry that the settings name; None for none, one sentence when it cannot be used."""
    if settings.registry and settings.registry_folder is not None:
        return "Set either “registry” or “registry_folder”: an update is told in one way."
    if settings.registry_folder is not None:
        make = niem_folder if settings.registry_form == "niem" else json_folder
        return make(settings.registry_folder)
    if not settings.registry:
        return None
    identity = load_identity(settings.registry_identity)
    if isinstance(identity, KeysTrouble):
        return f"The certificate for the registry cannot be used ({identity.code}: {identity.file})."
    return rest_connector(settings.registry, identity)


def mail_server_of(settings: StationSettings) -> MailServer | None:
    """Where reminders by e-mail are handed in; None: they are not sent."""
    if not settings.smtp_host:
        return None
    return MailServer(
        settings.smtp_host,
        settings.smtp_port,
        settings.smtp_security,
        settings.smtp_sender,
        settings.reminders_name or settings.office,
        settings.smtp_user,
        settings.smtp_password,
        settings.smtp_authority,
    )


def _enrolment(settings: StationSettings, station: Station, keys: OfficeKeys) -> uvicorn.Server | None:
    if not settings.enrolment_port:
        return None
    app = cast("ASGIApplication", enrolment_app(station, keys))
    context = server_context(keys, certificates_required=False)
    return https_server(app, context, settings.host, settings.enrolment_port)


def _listening(parts: StationParts) -> list[socket.socket]:
    """Where enrolment listens: bound before anything is served, since its own thread could tell nobody."""
    if parts.enrolment is None:
        return []
    family = socket.AF_INET6 if ":" in parts.settings.host else socket.AF_INET
    return [socket.create_server((parts.settings.host, parts.settings.enrolment_port), family=family)]


def _in_a_thread(server: uvicorn.Server | None, listening: list[socket.socket]) -> threading.Thread | None:
    if server is None:
        return None
    thread = threading.Thread(target=server.run, args=(listening,), name="enrolment", daemon=True)
    thread.start()
    return thread
