"""Every misuse of a certificate is refused, by a station and by the reference registry over real HTTPS."""

from __future__ import annotations

import datetime as dt
import ssl
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import httpx
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from uvicorn._types import ASGIApplication

from sync.clock import utc_now
from sync.database import Store
from sync.https_server import https_server
from sync.identity import DeviceIdentity, Role, private_pem, read_private_key
from sync.office_keys import OfficeKeys, enrol_device, open_office_keys
from sync.registry.service.api import registry_api
from sync.registry.service.door import Door
from sync.registry.service.holdings import open_holdings
from sync.station.api.app import station_app
from sync.station.keyring import Keyring
from sync.station.station import OfficeKeyring, Station
from sync.tls import Peer, client_context, server_context
from tests.faults.outcome import Outcome
from tests.serving import serving
from tests.sync.station.a_station import Clock, a_station

REGISTRY_ASKS = ("GET", "/v1/held")
KIOSK_ASKS, DESK_ASKS = ("GET", "/v1/kiosk/office"), ("POST", "/v1/desk/sign-in")
SERVED = frozenset({200, 401, 422})
"""What says that the device was let in: an answer, or a word about the officer or the body."""


def inject(*, short: bool) -> Iterator[Outcome]:
    """All misuses against station and registry as they are, and against such as look at no list."""
    del short
    yield misused("honest", Keyring)
    yield misused("forgets_the_revoked", Forgetful)
    yield misused_at_registry("honest", Door)
    yield misused_at_registry("forgets_the_revoked", OpenDoor)


class Forgetful(Keyring):
    """A station that lets in whom it has revoked."""

    def lets_in(self, serial: int) -> bool:
        """Everybody."""
        return True


class OpenDoor(Door):
    """A registry that lets in whoever shows a certificate of its authority."""

    def refuses(self, peer: Peer | None, *, reading: bool = False) -> str:
        """Nobody."""
        return ""


def misused_at_registry(build: str, door: Callable[[OfficeKeys], Door]) -> Outcome:
    """The same at the registry, whose only callers are stations."""
    with tempfile.TemporaryDirectory() as name, a_registry(Path(name), door) as place:
        good = client_context(place.device(Role.STATION, "station-a"))
        assert place.served(good, REGISTRY_ASKS), "a good station is let in"
        misuses = list(place.misuses_at_registry())
        served = [what for what, shows in misuses if place.served(shows, REGISTRY_ASKS)]
    fault = f"certificates at the registry: none, foreign, expired, revoked, unknown, other role ({build})"
    refused = len(misuses) - len(served)
    return Outcome(fault, len(misuses), len(misuses), refused, len(served), 0, 0, control=build != "honest")


def misused(build: str, keyring: Callable[[OfficeKeys], OfficeKeyring]) -> Outcome:
    """Each misuse once, and each right use: ``lost`` are misuses that were served."""
    with tempfile.TemporaryDirectory() as name, a_place(Path(name), keyring) as place:
        right = sum(place.served(*use) for use in place.right())
        misuses = list(place.misuses())
        served = [what for what, shows, asks in misuses if place.served(shows, asks)]
    assert right == 2, "a good device is let in"
    fault = f"certificates: none, foreign, expired, revoked, unknown, other role, forged ({build})"
    refused = len(misuses) - len(served)
    return Outcome(fault, len(misuses), len(misuses), refused, len(served), 0, 0, control=build != "honest")


class Place:
    """A station that is served, and devices good and bad."""

    def __init__(self, folder: Path, keys: OfficeKeys, port: int) -> None:
        self.folder, self.keys, self.port = folder, keys, port
        self.now = dt.datetime.now(dt.UTC)

    def right(self) -> Iterator[tuple[ssl.SSLContext, tuple[str, str]]]:
        """A kiosk and a desk at their own doors."""
        yield client_context(self.device(Role.KIOSK, "kiosk-a")), KIOSK_ASKS
        yield client_context(self.device(Role.DESK, "desk-1")), DESK_ASKS

    def misuses_at_registry(self) -> Iterator[tuple[str, ssl.SSLContext]]:
        """Every one that a caller of the registry may try."""
        yield "no certificate", ssl.create_default_context(cafile=str(self.keys.authority))
        foreign = open_office_keys(self.folder / "foreign", "Registry", (), self.now)
        assert isinstance(foreign, OfficeKeys)
        other = enrol_device(foreign, Role.STATION, "station-a", self.folder / "foreign-station", self.now)
        assert isinstance(other, DeviceIdentity)
        yield "another authority of the same name", self._shows(other)
        old = self.device(Role.STATION, "station-old", self.now - dt.timedelta(days=400))
        yield "expired", client_context(old)
        gone = self.device(Role.STATION, "station-gone")
        self.keys.revoke(gone.serial)
        yield "revoked", client_context(gone)
        unknown = self.device(Role.STATION, "station-later")
        (self.keys.folder / "issued" / f"{unknown.serial:x}.pem").unlink()
        yield "not known to have been given out", client_context(unknown)
        for role in (Role.KIOSK, Role.DESK):
            yield f"a {role.value}", client_context(self.device(role, f"{role.value}-x"))

    def misuses(self) -> Iterator[tuple[str, ssl.SSLContext, tuple[str, str]]]:
        """Every one, with the question it is tried at."""
        bare = ssl.create_default_context(cafile=str(self.keys.authority))
        yield "no certificate", bare, KIOSK_ASKS
        foreign = open_office_keys(self.folder / "foreign", "Example County", (), self.now)
        assert isinstance(foreign, OfficeKeys)
        other = enrol_device(foreign, Role.KIOSK, "kiosk-a", self.folder / "foreign-device", self.now)
        assert isinstance(other, DeviceIdentity)
        yield "another authority of the same name", self._shows(other), KIOSK_ASKS
        old = self.device(Role.KIOSK, "kiosk-old", self.now - dt.timedelta(days=400))
        yield "expired", client_context(old), KIOSK_ASKS
        early = self.device(Role.KIOSK, "kiosk-early", self.now + dt.timedelta(days=2))
        yield "not yet good", client_context(early), KIOSK_ASKS
        for role, asks in ((Role.KIOSK, KIOSK_ASKS), (Role.DESK, DESK_ASKS)):
            gone = self.device(role, f"gone-{role.value}")
            self.keys.revoke(gone.serial)
            yield f"revoked {role.value}", client_context(gone), asks
        unknown = self.device(Role.KIOSK, "kiosk-later")
        (self.keys.folder / "issued" / f"{unknown.serial:x}.pem").unlink()
        yield "given out after the backup that was restored", client_context(unknown), KIOSK_ASKS
        yield "a kiosk at the desk's door", client_context(self.device(Role.KIOSK, "kiosk-b")), DESK_ASKS
        yield "a desk at the kiosks' door", client_context(self.device(Role.DESK, "desk-2")), KIOSK_ASKS
        station = self.device(Role.STATION, "station-x")
        yield "a station's certificate", client_context(station), KIOSK_ASKS
        itself = ssl.create_default_context(cafile=str(self.keys.authority))
        itself.load_cert_chain(self.keys.server_certificate, self.keys.server_key)
        yield "the station's own server certificate", itself, KIOSK_ASKS
        good = x509.load_pem_x509_certificate(self.device(Role.DESK, "desk-3").certificate.read_bytes())
        yield "a desk's certificate signed by itself", self._forged(good, None), DESK_ASKS
        kiosk = self.device(Role.KIOSK, "kiosk-c")
        yield "a desk's certificate signed by a kiosk", self._forged(good, kiosk), DESK_ASKS
        authority = ssl.create_default_context(cafile=str(self.keys.authority))
        authority.load_cert_chain(self.keys.authority, self.keys.folder / "ca.key")
        yield "the authority's own certificate", authority, DESK_ASKS

    def served(self, context: ssl.SSLContext, asks: tuple[str, str]) -> bool:
        """Whether the device with this certificate is let in at that door."""
        try:
            with httpx.Client(verify=context, trust_env=False, timeout=30) as http:
                answer = http.request(asks[0], f"https://127.0.0.1:{self.port}{asks[1]}")
        except (httpx.TransportError, ssl.SSLError):
            return False
        return answer.status_code in SERVED

    def device(self, role: Role, name: str, begun: dt.datetime | None = None) -> DeviceIdentity:
        """A device of this office, certified then."""
        made = enrol_device(self.keys, role, name, self.folder / name, begun or self.now)
        assert isinstance(made, DeviceIdentity), made
        return made

    def _forged(self, good: x509.Certificate, signer: DeviceIdentity | None) -> ssl.SSLContext:
        """Shows what says the same as ``good`` with a key of its own, signed by itself or by a device."""
        key = ec.generate_private_key(ec.SECP384R1())
        by = key if signer is None else read_private_key(signer.tls_key)
        issuer = good.subject
        if signer is not None:
            issuer = x509.load_pem_x509_certificate(signer.certificate.read_bytes()).subject
        builder = x509.CertificateBuilder().subject_name(good.subject).issuer_name(issuer)
        builder = builder.public_key(key.public_key()).serial_number(good.serial_number)
        builder = builder.not_valid_before(good.not_valid_before_utc).not_valid_after(
            good.not_valid_after_utc
        )
        for extension in good.extensions:
            builder = builder.add_extension(extension.value, extension.critical)
        chain = [builder.sign(by, hashes.SHA384()).public_bytes(Encoding.PEM)]
        chain += [signer.certificate.read_bytes()] if signer else []
        (self.folder / "forged.pem").write_bytes(b"".join(chain))
        (self.folder / "forged.key").write_bytes(private_pem(key))
        context = ssl.create_default_context(cafile=str(self.keys.authority))
        context.load_cert_chain(self.folder / "forged.pem", self.folder / "forged.key")
        return context

    def _shows(self, other: DeviceIdentity) -> ssl.SSLContext:
        """Trusts this office, and shows a certificate of another one."""
        context = ssl.create_default_context(cafile=str(self.keys.authority))
        context.load_cert_chain(other.certificate, other.tls_key)
        return context


@contextmanager
def a_place(folder: Path, keyring: Callable[[OfficeKeys], OfficeKeyring]) -> Iterator[Place]:
    """A station in ``folder``, served over HTTPS."""
    clock = Clock(dt.datetime.now(dt.UTC))
    here = a_station(folder, clock)
    keys = open_office_keys(folder / "keys", "Example County", (), clock())
    assert isinstance(keys, OfficeKeys)
    station = Station(here.store, here.office, keyring(keys), clock, 0.0)
    app = cast(ASGIApplication, station_app(station))
    with serving(https_server(app, server_context(keys), "127.0.0.1", 0)) as port:
        yield Place(folder, keys, port)
    here.store.close()


@contextmanager
def a_registry(folder: Path, door: Callable[[OfficeKeys], Door]) -> Iterator[Place]:
    """A reference registry in ``folder``, served over HTTPS."""
    store = open_holdings(f"sqlite:///{folder / 'registry.sqlite'}")
    keys = open_office_keys(folder / "keys", "Registry", (), dt.datetime.now(dt.UTC))
    assert isinstance(store, Store)
    assert isinstance(keys, OfficeKeys)
    app = cast(ASGIApplication, registry_api(store, door(keys), utc_now))
    with serving(https_server(app, server_context(keys), "127.0.0.1", 0)) as port:
        yield Place(folder, keys, port)
    store.close()
