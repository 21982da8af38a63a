"""A device's own side of enrolment and renewal: its keys are made here and never leave."""

from __future__ import annotations

import datetime as dt
import ssl
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

import httpx

from kiosk.problems import Problem
from sync import bodies
from sync.device_wire import (
    Certificates,
    Code,
    Enrol,
    KeepRecovery,
    KeptRecovery,
    PrintersBy,
    Renew,
    asked_of,
    office_part,
)
from sync.identity import (
    Certified,
    DeviceIdentity,
    KeysTrouble,
    Role,
    keep_certificate,
    request_certificate,
)
from sync.in_time import InTimeTransport
from sync.kiosk_wire import WIRE_TYPE
from sync.office_keys import RENEW_BEFORE
from sync.tls import client_context, office_context
from sync.wire import from_wire, to_wire

_T = TypeVar("_T")
PATIENCE: Final = httpx.Timeout(20.0, connect=5.0)
_LONGEST: Final = 64 * 1024
_NOT_YET_VALID: Final = 9
"""What OpenSSL calls it (X509_V_ERR_CERT_NOT_YET_VALID)."""
_NEW: Final = "new-device"
"""What a device calls itself before the office has named it; nobody believes it."""


@dataclass(frozen=True, slots=True)
class NotEnrolled:
    """No certificate. ``code``: ``unreachable``, ``other_office`` (somebody else answers there), ``clock``
    (the station's certificate is not valid yet by the clock here), ``refused`` or one of ``KeysTrouble``;
    ``problem`` is the station's own answer, if it gave one."""

    code: str
    detail: str = ""
    problem: Problem | None = None


def enrol(address: str, code: Code, folder: Path, proxy: str = "") -> DeviceIdentity | NotEnrolled:
    """Make keys in ``folder``, have them certified at ``https://HOST:PORT``, and trust that office alone.

    Asked again with the same folder it uses the same keys. A code is good once. A ``proxy`` is
    ``http://HOST:PORT``, here and below, and believed no more than the network is.
    """
    request = request_certificate(folder, Role.KIOSK, _NEW)
    if isinstance(request, KeysTrouble):
        return NotEnrolled(request.code, request.file)
    office = _office_at(address, code, proxy)
    if isinstance(office, NotEnrolled):
        return office
    body = Enrol(code.secret, asked_of(request))
    with _http(office_context(office), proxy) as http:
        return _certified(http, f"{address}/v1/enrolment", to_wire(body), folder)


def renewed(
    identity: DeviceIdentity, address: str, now: dt.datetime, proxy: str = ""
) -> DeviceIdentity | NotEnrolled:
    """The device with a certificate that lasts: the same until 30 days before the end, then a new one.

    When the station cannot be asked the old certificate stays good, and it is asked at the next start.
    """
    if identity.expires - RENEW_BEFORE > now:
        return identity
    request = request_certificate(identity.folder, identity.role, identity.name)
    if isinstance(request, KeysTrouble):
        return NotEnrolled(request.code, request.file)
    url = f"{address}/v1/device/renewal"
    with _http(client_context(identity), proxy) as http:
        return _certified(http, url, to_wire(Renew(asked_of(request))), identity.folder)


def recovery_key_kept(identity: DeviceIdentity, address: str, key: str, proxy: str = "") -> bool:
    """Whether the station has the key that opens this kiosk's disk; when not, ask again later."""
    try:
        with _http(client_context(identity), proxy) as http:
            answer = _asked(http, f"{address}/v1/device/recovery-key", to_wire(KeepRecovery(key)))
    except (httpx.HTTPError, httpx.InvalidURL, ssl.SSLError, OSError):
        return False
    return answer.status_code == httpx.codes.OK


def recovery_mark_at(identity: DeviceIdentity, address: str, proxy: str = "") -> str | None:
    """Which key of this kiosk's disk the station has (``recovery_mark``; empty: none); None when it does not
    say."""
    found = _told(identity, f"{address}/v1/device/recovery-key", KeptRecovery, proxy)
    return None if found is None else found.mark


def printers_by(identity: DeviceIdentity, address: str, proxy: str = "") -> str | None:
    """Who certified the office's printers (PEM; empty: nobody of its own); None when the station does not
    say."""
    found = _told(identity, f"{address}/v1/device/printers", PrintersBy, proxy)
    return None if found is None else found.authorities


def _told(identity: DeviceIdentity, url: str, what: type[_T], proxy: str) -> _T | None:
    try:
        with _http(client_context(identity), proxy) as http:
            answer = http.get(url)
    except (httpx.HTTPError, httpx.InvalidURL, ssl.SSLError, OSError):
        return None
    if answer.status_code != httpx.codes.OK:
        return None
    found = from_wire(what, answer.content[:_LONGEST])
    return found if isinstance(found, what) else None


def _office_at(address: str, code: Code, proxy: str) -> bytes | NotEnrolled:
    """The authority the station shows, once it is the one the code names."""
    # Nothing is believed of this connection but what the code confirms.
    unverified = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    unverified.check_hostname = False
    unverified.verify_mode = ssl.CERT_NONE
    try:
        with (
            _http(unverified, proxy) as http,
            http.stream("GET", f"{address}/v1/enrolment/office") as answer,
        ):
            shown = bodies.of_answer(answer, _LONGEST)
        found = "" if shown is None else office_part(shown)
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as trouble:
        return NotEnrolled("unreachable", type(trouble).__name__)
    except ValueError:
        return NotEnrolled("other_office")
    return NotEnrolled("other_office") if shown is None or found != code.office else shown


def _certified(http: httpx.Client, url: str, body: bytes, folder: Path) -> DeviceIdentity | NotEnrolled:
    try:
        answer = _asked(http, url, body)
    except (httpx.HTTPError, httpx.InvalidURL, ssl.SSLError, OSError) as trouble:
        return NotEnrolled("clock" if _too_early(trouble) else "unreachable", type(trouble).__name__)
    if answer.status_code != httpx.codes.OK:
        said = from_wire(Problem, answer.content)
        detail = f"status_{answer.status_code}"
        return NotEnrolled("refused", detail, said if isinstance(said, Problem) else None)
    given = from_wire(Certificates, answer.content)
    if not isinstance(given, Certificates):
        return NotEnrolled("unreachable", "not_understood")
    certified = Certified(given.certificate.encode(), given.office.encode(), given.station_key.encode())
    kept = keep_certificate(folder, certified)
    return NotEnrolled(kept.code, kept.file) if isinstance(kept, KeysTrouble) else kept


def _too_early(trouble: BaseException | None) -> bool:
    """Whether a certificate was refused because it is not valid yet: the clock here is behind."""
    while trouble is not None:
        if isinstance(trouble, ssl.SSLCertVerificationError):
            return trouble.verify_code == _NOT_YET_VALID
        trouble = trouble.__cause__ or trouble.__context__
    return False


def _asked(http: httpx.Client, url: str, body: bytes) -> httpx.Response:
    return http.post(url, content=body, headers={"content-type": WIRE_TYPE})


def _http(context: ssl.SSLContext, proxy: str) -> httpx.Client:
    # A proxy is heard before anything of it is proven: it must not hold a start for ever.
    return httpx.Client(transport=InTimeTransport(context, proxy=proxy), timeout=PATIENCE, trust_env=False)
