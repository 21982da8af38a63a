"""A whole invented office on loopback: its registry and its station as programs of their own.

Making one takes seconds, so a template is made once (``template``) and copied for each test (``Office``).
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
import tomllib
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any

import httpx

from kiosk.check_in import CheckIn
from kiosk.id_card import IdCard, parse
from kiosk.review import Role as Duty
from sync.database import Store, StoreTrouble, open_engine
from sync.identity import DeviceIdentity, Role, load_identity
from sync.kiosk_wire import Opened, QuestionTaken
from sync.link import StationLink, station_link
from sync.office_keys import OfficeKeys, enrol_device, open_office_keys
from sync.registry.service.holdings import open_holdings, updates_of
from sync.spool import Spool, SpoolKeys, open_spool
from sync.station.build import officer_in
from sync.station.client import DeskLink, new_id
from sync.station.desk_wire import CheckInPage, CompletedView, SignedIn
from sync.station.store.opening import open_store
from sync.tls import client_context
from tests.programs import HONEST, HOST, HeldPort, Program
from tests.stories.visits import checklist, made
from ui.demo.office import OFFICE, DemoOffice, set_up
from ui.demo.people import DemoPerson

KIOSKS = ("kiosk-a", "kiosk-b")
DESKS = ("desk-1", "desk-2")
SECOND_OFFICER = "moreau"
SECOND_PASSWORD = "seven quiet herons"
PEOPLE = 12
PATIENCE = httpx.Timeout(20.0)
"""Longer than any person's: a busy machine must not look like a station that is away."""


def template(folder: Path, people: int = PEOPLE) -> DemoOffice:
    """An office with two kiosks, two desks and two officers (rivera, also a supervisor; moreau)."""
    now = dt.datetime.now(dt.UTC)
    demo = set_up(folder, now, camera="", how_many=people, hold_seconds=0)
    keys = open_office_keys(folder / "station" / "keys", OFFICE, (HOST,), now)
    assert isinstance(keys, OfficeKeys), keys
    for role, name in ((Role.KIOSK, KIOSKS[1]), (Role.DESK, DESKS[1])):
        assert isinstance(enrol_device(keys, role, name, folder / name, now), DeviceIdentity)
    store = open_store(f"sqlite:///{folder / 'station' / 'station.sqlite'}")
    assert isinstance(store, Store), store
    made_one = officer_in(store, SECOND_OFFICER, "A. Moreau", SECOND_PASSWORD, frozenset({Duty.OFFICER}))
    store.close()
    assert made_one == "", made_one
    return demo


@dataclass(frozen=True)
class Build:
    """Which build of each program runs, and how it is started."""

    station: str = HONEST
    registry: str = HONEST
    warm: bool = False


class Office:
    """A copy of a template in ``folder``, its programs not yet started. Use it as a context manager."""

    def __init__(
        self, demo: DemoOffice, folder: Path, build: Build | None = None, **station_settings: Any
    ) -> None:
        build = build or Build()
        self._closing = ExitStack()
        self._opened: Store | None = None
        self._holdings: Store | None = None
        shutil.copytree(demo.folder, folder)
        self.demo = _moved(demo, folder, self._held_port(), self._held_port())
        _rewrite(demo, self.demo, {"answer_delay_seconds": 0.0} | station_settings)
        self.folder = folder
        self._warm = build.warm
        ports = self.demo.registry_port, self.demo.station_port
        self.registry = self._program("registry", self.demo.registry_config, ports[0], build.registry)
        self.station = self._program("station", self.demo.station_config, ports[1], build.station)

    def __enter__(self) -> Office:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.close()

    # --- who is there -------------------------------------------------------------------------------

    @property
    def served(self) -> list[DemoPerson]:
        """The people who may check in, Alex Quill first."""
        return [person for person in self.demo.people if person.registrant.standing == "active"]

    def card(self, person: DemoPerson) -> IdCard:
        """What the reader reads of a person's card."""
        found = parse(self.demo.card_of(person, dt.date.today()))
        assert isinstance(found, IdCard), found
        return found

    def configure_station(self, **settings: Any) -> None:
        """Change settings of the station; they hold from its next start."""
        if self._opened is not None and "store" in settings:
            self._opened.close()
            self._opened = None
        config = self.demo.station_config
        write_settings(config, tomllib.loads(config.read_text("utf-8")) | settings)

    # --- kiosk, desk, stores ------------------------------------------------------------------------

    def identity(self, name: str = KIOSKS[0]) -> DeviceIdentity:
        """The certificate and keys of a kiosk or desk."""
        first = {KIOSKS[0]: "kiosk/identity", DESKS[0]: "desk/identity"}
        found = load_identity(self.folder / first.get(name, name))
        assert isinstance(found, DeviceIdentity), found
        return found

    @property
    def address(self) -> str:
        """Where the station is called."""
        return f"https://{HOST}:{self.station.port}"

    def kiosk(self, name: str = KIOSKS[0], port: int = 0) -> StationLink:
        """A kiosk's link over HTTPS with its own certificate, to the station or to another ``port``."""
        address = f"https://{HOST}:{port or self.station.port}"
        link = station_link(self.identity(name), address, PATIENCE)
        self._closing.callback(link.close)
        return link

    def spool(self, name: str = KIOSKS[0]) -> Spool:
        """A kiosk's spool file, opened."""
        identity = self.identity(name)
        keys = SpoolKeys(name, identity.signing_key(), identity.station_key())
        spool = open_spool(self.spool_file(name), keys)
        assert isinstance(spool, Spool), spool
        return spool

    def spool_file(self, name: str = KIOSKS[0]) -> Path:
        """Where a kiosk's spool lies."""
        return self.folder / "spools" / f"{name}.sqlite"

    def http(self, name: str) -> httpx.Client:
        """Plain HTTPS with the certificate of a kiosk or desk."""
        context = client_context(self.identity(name))
        client = httpx.Client(base_url=self.address, verify=context, timeout=PATIENCE, trust_env=False)
        return self._closing.enter_context(client)

    def desk(self, name: str = DESKS[0]) -> DeskLink:
        """A desk's link over HTTPS, nobody signed in."""
        return DeskLink(self.http(name))

    def signed_in(self, name: str = DESKS[0], officer: str = "", password: str = "") -> DeskLink:
        """A desk with an officer signed in, Rivera unless another is named."""
        link = self.desk(name)
        found = link.sign_in(officer or self.demo.officer, password or self.demo.password)
        assert isinstance(found, SignedIn), found
        return link

    def second_officer(self) -> DeskLink:
        """Moreau, signed in at the second desk."""
        return self.signed_in(DESKS[1], SECOND_OFFICER, SECOND_PASSWORD)

    def store(self) -> Store:
        """The station's store, to look into; the station may be running."""
        if self._opened is None:
            said = tomllib.loads(self.demo.station_config.read_text("utf-8")).get("store", "")
            engine = open_engine(said or f"sqlite:///{self.folder / 'station' / 'station.sqlite'}")
            assert not isinstance(engine, StoreTrouble), engine
            self._opened = self._closing.enter_context(closing(Store(engine)))
        return self._opened

    def holdings(self) -> Store:
        """The registry's database, to look into; the registry may be running, or never have been."""
        if self._holdings is None:
            opened = open_holdings(f"sqlite:///{self.folder / 'registry' / 'registry.sqlite'}")
            assert isinstance(opened, Store), opened
            self._holdings = self._closing.enter_context(closing(opened))
        return self._holdings

    # --- what happens every day ---------------------------------------------------------------------

    def opened(self, link: StationLink, person: DemoPerson) -> tuple[str, Opened]:
        """Ask by card and give the PIN: the question's id and what was opened."""
        asked = link.find_registrant(self.card(person))
        assert isinstance(asked, QuestionTaken), asked
        found = link.open_record(asked.lookup_id, person.pin)
        assert isinstance(found, Opened), found
        return asked.lookup_id, found

    def visit(self, link: StationLink, person: DemoPerson, counter: int, **differences: Any) -> CheckIn:
        """A check-in after a right second factor, not yet sent."""
        lookup_id, found = self.opened(link, person)
        return made(
            self.card(person),
            counter,
            lookup_id=lookup_id,
            disclosure=found.disclosure,
            record_version=found.record_version,
            **differences,
        )

    def complete(self, desk: DeskLink, check_in_id: str, appearance_id: str = "") -> CompletedView:
        """The officer takes the check-in and completes it."""
        page = desk.visits.claim(check_in_id)
        assert isinstance(page, CheckInPage), page
        assert page.record is not None, "nobody knows whose check-in this is"
        done = desk.visits.complete(check_in_id, checklist(), page.record.version, appearance_id or new_id())
        assert isinstance(done, CompletedView), done
        return done

    def told(self, registrant_id: str) -> tuple[tuple[int, str], ...]:
        """(version, update id) of what the registry holds of a person, in the order it took them."""
        with self.holdings().reading() as session:
            return updates_of(session, registrant_id)

    def close(self) -> None:
        """End the programs and let go of everything; leaving the context does it too."""
        self._closing.close()

    def _held_port(self) -> int:
        port = HeldPort()
        self._closing.callback(port.close)
        return port.number

    def _program(self, door: str, config: Path, port: int, build: str) -> Program:
        arguments, log = (door, "--config", str(config)), self.folder / f"{door}.log"
        program = Program(arguments, log, port=port, build=build, warm=self._warm)
        self._closing.callback(program.kill)
        return program


def _moved(demo: DemoOffice, folder: Path, registry_port: int, station_port: int) -> DemoOffice:
    def there(path: Path) -> Path:
        return folder / path.relative_to(demo.folder)

    return replace(
        demo,
        folder=folder,
        registry_config=there(demo.registry_config),
        station_config=there(demo.station_config),
        lobby_config=there(demo.lobby_config),
        desk_config=there(demo.desk_config),
        tickets=there(demo.tickets),
        receipts=there(demo.receipts),
        registry_port=registry_port,
        station_port=station_port,
    )


def _rewrite(demo: DemoOffice, moved: DemoOffice, station_settings: dict[str, Any]) -> None:
    """Let the copied settings name the copy's folder and ports."""
    ports = {demo.registry_port: moved.registry_port, demo.station_port: moved.station_port}
    for config in (moved.registry_config, moved.station_config, moved.lobby_config, moved.desk_config):
        text = config.read_text("utf-8").replace(str(demo.folder), str(moved.folder))
        settings = tomllib.loads(text)
        for name, value in settings.items():
            if isinstance(value, int) and value in ports and name == "port":
                settings[name] = ports[value]
            for old, new in ports.items():
                if value == f"https://{HOST}:{old}":
                    settings[name] = f"https://{HOST}:{new}"
        if config == moved.station_config:
            settings |= station_settings
        write_settings(config, settings)


def write_settings(config: Path, settings: dict[str, Any]) -> None:
    """A settings file with these values (texts, numbers, lists of texts)."""
    lines = (f"{name} = {json.dumps(value)}\n" for name, value in settings.items())
    config.write_text("".join(lines), "utf-8")
