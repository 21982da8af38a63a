"""A whole station in a temporary folder, its kiosks and desks, and a clock that tests set."""

from __future__ import annotations

import asyncio
import datetime as dt
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import httpx
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import func, select
from starlette.types import ASGIApp, Receive, Scope, Send

from kiosk.check_in import CheckIn, Claim, Disclosure, Identity
from kiosk.id_card import IdCard
from kiosk.registrant import Registrant
from kiosk.review import Role
from sync.database import Store
from sync.envelope import Header, seal
from sync.identity import Role as DeviceRole
from sync.kiosk_wire import Accepted, AlreadyAccepted, Opened, QuestionTaken
from sync.link import Refused, StationLink, Unreachable
from sync.office_keys import OfficeKeys, open_office_keys
from sync.rates import Rate, Rates
from sync.station import roster
from sync.station.accounts import SessionRules
from sync.station.api.app import station_app
from sync.station.audit import Actor
from sync.station.build import office_of, officer_in
from sync.station.client import DeskLink
from sync.station.desk_wire import SignedIn
from sync.station.office import Office
from sync.station.roster import Entry
from sync.station.settings import StationSettings
from sync.station.station import Station
from sync.station.store import log
from sync.station.store.metadata import METADATA
from sync.station.store.opening import open_store
from sync.tls import PEER, Peer
from sync.wire import to_wire
from tests.specimens import records

PASSWORD = "correct horse battery"
PIN = "2580"
KIOSK = "kiosk-a"
DESK = "desk-1"
IMPORTER = Actor("import", "station")


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: dt.datetime = records.NOW) -> None:
        self.now = now.astimezone(dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.now

    def forward(self, **span: float) -> dt.datetime:
        """Move it, and say what it shows."""
        self.now += dt.timedelta(**span)
        return self.now


class Keys:
    """An office's keys in memory: one station key, and a signing key for each kiosk asked for."""

    def __init__(self) -> None:
        self.station, self.audit = _some_key(), _some_key()
        self.kiosks: dict[str, ec.EllipticCurvePrivateKey] = {}
        self.no_longer: frozenset[int] = frozenset()
        self.let_go: frozenset[str] = frozenset()

    def station_keys(self) -> Sequence[ec.EllipticCurvePrivateKey]:
        """The one key."""
        return (self.station,)

    def kiosk_keys(self) -> Mapping[str, Sequence[ec.EllipticCurvePublicKey]]:
        """What each kiosk signs with."""
        return {name: (key.public_key(),) for name, key in self.kiosks.items()}

    def audit_key(self) -> ec.EllipticCurvePrivateKey:
        """The one key for the log."""
        return self.audit

    def gone(self) -> frozenset[str]:
        """The names in ``let_go``."""
        return self.let_go

    def lets_in(self, serial: int) -> bool:
        """Every certificate but those of ``no_longer``."""
        return serial not in self.no_longer

    def signing(self, kiosk: str) -> ec.EllipticCurvePrivateKey:
        """The kiosk's key, made when first asked for."""
        return self.kiosks.setdefault(kiosk, ec.generate_private_key(ec.SECP384R1()))


@dataclass(frozen=True)
class AStation:
    """The parts a test may want, and short ways to do what tests do often."""

    station: Station
    store: Store
    office: Office
    keys: Keys
    clock: Clock
    authority: OfficeKeys | None = None
    """Gives devices their certificates, where a test wants that too."""

    @cached_property
    def app(self) -> ASGIApp:
        """The application, made when first asked for."""
        return station_app(self.station, self.authority)

    def http(self, name: str, role: DeviceRole | None, serial: int = 7) -> httpx.Client:
        """A device's connection; ``role`` None: it showed no certificate."""
        peer = None if role is None else Peer(name, role, "Example County", serial, "", dt.datetime.max)
        return httpx.Client(transport=InProcess(self.app, peer), base_url="https://127.0.0.1")

    def kiosk(self, name: str = KIOSK) -> StationLink:
        """A kiosk's link."""
        self.keys.signing(name)
        return StationLink(self.http(name, DeviceRole.KIOSK))

    def desk(self, name: str = DESK) -> DeskLink:
        """A desk's link, nobody signed in."""
        return DeskLink(self.http(name, DeviceRole.DESK))

    def hire(self, sign_in_name: str = "rivera", *roles: Role, full_name: str = "T. Rivera") -> None:
        """Make an account with PASSWORD; an officer unless other roles are given."""
        made = officer_in(self.store, sign_in_name, full_name, PASSWORD, frozenset(roles or (Role.OFFICER,)))
        assert made == "", made

    def signed_in(self, sign_in_name: str = "rivera", desk: str = DESK) -> DeskLink:
        """A desk with this officer signed in, who has an account."""
        link = self.desk(desk)
        found = link.sign_in(sign_in_name, PASSWORD)
        assert isinstance(found, SignedIn), found
        return link

    def enrol(self, *people: Registrant, pin: str = PIN, jpeg: bytes = b"") -> None:
        """Take people into the roster, each with the PIN."""
        with self.store.writing() as session:
            done = roster.take_in(
                session,
                self.office,
                [Entry(person, pin, jpeg=jpeg) for person in people],
                IMPORTER,
                self.clock(),
            )
        assert done.taken == len(people), done

    def opened(self, identity: Identity | None = None, pin: str = PIN, kiosk: str = KIOSK) -> str:
        """Ask at a kiosk and give the second factor; the lookup's id."""
        link = self.kiosk(kiosk)
        asked = link.find_registrant(identity or card())
        assert isinstance(asked, QuestionTaken), asked
        found = link.open_record(asked.lookup_id, pin)
        assert isinstance(found, Opened), found
        return asked.lookup_id

    def visit(self, sequence: int = 1, **differences: Any) -> CheckIn:
        """A whole visit of Alex Quill: asked, opened, submitted and accepted."""
        check_in = self.made(**differences)
        accepted = self.send(check_in, sequence)
        assert isinstance(accepted, Accepted), accepted
        return check_in

    def made(self, **differences: Any) -> CheckIn:
        """A check-in of Alex Quill opened at the kiosk, not yet sent."""
        kiosk = differences.get("kiosk_id", KIOSK)
        lookup_id = differences.pop("lookup_id", None)
        identity = differences.pop("identity", card())
        if lookup_id is None:
            lookup_id = self.opened(identity, kiosk=kiosk)
        changes = differences.pop("changes", ())
        now = self.clock()
        fresh = {
            "check_in_id": secrets.token_hex(16),
            "identity": identity,
            "lookup_id": lookup_id,
            "arrived_at": now - dt.timedelta(minutes=4),
            "submitted_at": now,
            "signature": records.signature(signed_at=now - dt.timedelta(minutes=1)),
        }
        return records.check_in(changes, **(fresh | differences))

    def send(
        self, check_in: CheckIn, sequence: int = 1, spool: str = "00112233445566ff"
    ) -> Accepted | AlreadyAccepted | Refused | Unreachable:
        """Seal and submit a check-in as its kiosk would."""
        return self.kiosk(check_in.kiosk_id).submit(self.sealed(check_in, sequence, spool))

    def events(self) -> list[str]:
        """The names of all events in the log."""
        with self.store.reading() as session:
            return [line.event for line in log.lines(session)]

    def everything_stored(self) -> bytes:
        """What the store holds: its files where there are any, and every row."""
        with self.store.reading() as session:
            tables = METADATA.tables.values()
            rows = [tuple(row) for table in tables for row in session.execute(select(table))]
        path = Path(str(self.store.engine.url.database))
        files = path.parent.glob(f"{path.name}*") if path.is_absolute() else ()
        return repr(rows).encode() + b"".join(file.read_bytes() for file in files)

    def how_many(self, table: str) -> int:
        """How many rows a table has."""
        with self.store.reading() as session:
            return int(session.execute(select(func.count()).select_from(METADATA.tables[table])).scalar_one())

    def sealed(self, check_in: CheckIn, sequence: int = 1, spool: str = "00112233445566ff") -> bytes:
        """The envelope of a check-in."""
        header = Header(
            check_in.kiosk_id, spool, sequence, "check_in", check_in.check_in_id, self.clock(), ""
        )
        envelope = seal(
            to_wire(check_in), self.keys.station.public_key(), self.keys.signing(check_in.kiosk_id), header
        )
        return envelope.to_bytes()


def a_station(folder: Path, clock: Clock | None = None, address: str = "", **differences: Any) -> AStation:
    """A station in ``folder``, its store at ``address`` if one is given; ``differences`` are fields of its
    ``Office``, or ``answer_delay_s`` and ``pause``."""
    delay = differences.pop("answer_delay_s", 0.0)
    pause = differences.pop("pause", asyncio.sleep)
    office = replace(_an_office(), **differences)
    store = open_store(address or f"sqlite:///{folder / 'station.sqlite'}")
    assert isinstance(store, Store), store
    clock = clock or Clock()
    keys = Keys()
    # As often as they like: how often a device may ask is tested by itself.
    rates = Rates(Rate(1e9, 1e9))
    station = Station(store, office, keys, clock, delay, pause, rates=rates)
    return AStation(station, store, office, keys, clock)


def with_authority(here: AStation, folder: Path) -> AStation:
    """The same station, which also answers what is asked about devices."""
    keys = open_office_keys(folder / "authority", "Example County", (), here.clock())
    assert isinstance(keys, OfficeKeys), keys
    return replace(here, authority=keys)


def card(**differences: Any) -> IdCard:
    """Alex Quill's card, SYNTHETIC."""
    return replace(
        IdCard(
            first="ALEX",
            middle="ROWAN",
            last="QUILL",
            suffix=None,
            birth_date=dt.date(1980, 11, 5),
            id_number="S123456789",
            issued=dt.date(2024, 3, 14),
            expires=dt.date(2030, 3, 14),
            sex="M",
            height_cm=175,
            street="415 BIRCHWOOD TER APT 3B",
            street2=None,
            city="KANSAS CITY",
            state="MO",
            postal_code="641060000",
            country="USA",
            issuer="636030",
            aamva_version=9,
            last_truncated=False,
        ),
        **differences,
    )


def claim(**differences: Any) -> Claim:
    """Alex Quill's own word."""
    return replace(Claim("", "Alex", "Quill", dt.date(1980, 11, 5)), **differences)


def jpeg(width: int = 480, height: int = 640, fill: int = 0) -> bytes:
    """The smallest thing whose header says it is a JPEG of this size; nobody decodes it at the station."""
    frame = b"\xff\xc0\x00\x0b\x08" + height.to_bytes(2) + width.to_bytes(2) + b"\x01\x01\x11\x00"
    return b"\xff\xd8\xff\xe0\x00\x04JF" + frame + b"\xff\xda\x00\x02" + bytes([fill]) * 8 + b"\xff\xd9"


@cache
def _an_office() -> Office:
    settings = StationSettings(
        office="Example County", disclosure=Disclosure.OWN_RECORD, address=("1 Test St",), phone="8165550100"
    )
    return replace(office_of(settings, b"p" * 32), sessions=SessionRules())


@cache
def _some_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP384R1())


class InProcess(httpx.BaseTransport):
    """Hands requests to the application directly, as the device that the certificate would name."""

    def __init__(self, app: ASGIApp, peer: Peer | None) -> None:
        self._app = app
        self._peer = peer

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return asyncio.run(self._ask(request))

    async def _ask(self, request: httpx.Request) -> httpx.Response:
        transport = httpx.ASGITransport(self._as_peer)
        request = httpx.Request(request.method, request.url, headers=request.headers, content=request.read())
        answer = await transport.handle_async_request(request)
        content = await answer.aread()
        return httpx.Response(answer.status_code, headers=answer.headers, content=content)

    async def _as_peer(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._app({**scope, "extensions": {PEER: self._peer}}, receive, send)
