"""Which devices belong to the office: one-time codes, certificates, and their revocation."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

from kiosk.audit import AuditEvent
from kiosk.problems import Problem, problem
from sync.clock import AHEAD
from sync.database import Session
from sync.device_wire import (
    Asked,
    Certificates,
    Code,
    KeptRecovery,
    PrintersBy,
    fingerprint,
    new_code,
    recovery_mark,
)
from sync.identity import DEVICE_NAME, KeysTrouble, Role, subject_of
from sync.office_keys import OfficeKeys
from sync.station import audit
from sync.station.audit import Actor
from sync.station.office import Office
from sync.station.store import counters, enrolments
from sync.station.store.enrolments import Enrolment
from sync.tls import Peer

NOT_ACCEPTED: Final = "enrolment_code_not_accepted"
CODE_LASTS: Final = dt.timedelta(minutes=15)
_RECOVERY_KEY: Final = re.compile(r"[bcdefghijklnrtuv]{8}(-[bcdefghijklnrtuv]{8}){7}")
_ROLES: Final = frozenset({Role.KIOSK, Role.DESK})


@dataclass(frozen=True, slots=True)
class Device:
    """One certificate of the office."""

    name: str
    role: Role
    serial: int
    expires: dt.datetime
    revoked: bool


def code_for(
    session: Session, keys: OfficeKeys, role: Role, name: str, by: Actor, now: dt.datetime
) -> Code | Problem:
    """A code with which one new device may ask for a certificate of this role and name, for 15 minutes."""
    if role not in _ROLES or not DEVICE_NAME.fullmatch(name):
        return problem("device_name_not_allowed")
    if any(one.name == name and one.revoked for one in every(keys)):
        # Envelopes go by the name: what a lost kiosk signs must not be good again with the next one's.
        return problem("device_name_revoked")
    code = new_code(keys.authority.read_bytes())
    enrolments.add(session, fingerprint(code.secret), role.value, name, by.who, now, now + CODE_LASTS)
    audit.note(session, AuditEvent.ENROLMENT_CODE_MADE, by, now, device=name, role=role.value)
    return code


def enrolled(
    session: Session, keys: OfficeKeys, secret: str, asked: Asked, now: dt.datetime
) -> Certificates | Problem:
    """The first certificate of whoever knows a code's secret; the code is used up."""
    _one_at_a_time(session)
    mark = fingerprint(secret)
    found = enrolments.find(session, mark)
    if found is None or not _is_good(found, now):
        return problem(NOT_ACCEPTED)
    given = _certificates(keys, asked, Role(found.role), found.name, now)
    if isinstance(given, Problem):
        return given
    enrolments.use(session, mark, now)
    actor = Actor(found.name, "enrolment")
    audit.note(session, AuditEvent.DEVICE_ENROLLED, actor, now, device=found.name, role=found.role)
    return given


def knows(session: Session, secret: str, now: dt.datetime) -> bool:
    """Whether a code with this secret waits to be used; nothing is written."""
    found = enrolments.find(session, fingerprint(secret))
    return found is not None and _is_good(found, now)


def note_refused(session: Session, now: dt.datetime) -> None:
    """Write down that somebody tried a code that is none."""
    audit.note(session, AuditEvent.ENROLMENT_REFUSED, Actor("unknown", "enrolment"), now, "code")


def renewed(
    session: Session, keys: OfficeKeys, device: Peer, asked: Asked, now: dt.datetime
) -> Certificates | Problem:
    """The next certificate of a device that shows a good one, under the name and role it has."""
    _one_at_a_time(session)
    # Asked again here: between the door and this line the device may have been let go.
    if not keys.lets_in(device.serial):
        return problem("device_not_allowed")
    given = _certificates(keys, asked, device.role, device.name, now)
    if not isinstance(given, Problem):
        actor = Actor(device.name, device.name)
        audit.note(session, AuditEvent.DEVICE_RENEWED, actor, now, device=device.name)
    return given


def every(keys: OfficeKeys) -> tuple[Device, ...]:
    """Every certificate ever given to a device, oldest first."""
    gone = keys.revoked()
    return tuple(
        Device(named[0], named[1], one.serial_number, one.not_valid_after_utc, one.serial_number in gone)
        for one in keys.issued()
        if (named := subject_of(one)) is not None
    )


def revoke(session: Session, keys: OfficeKeys, name: str, by: Actor, now: dt.datetime) -> int | Problem:
    """Let a device in no more, by any certificate it was ever given; how many that are. A code that still
    waits for a device of this name is good no more either.

    Needs no network: the station itself keeps the list, and reads it at every request.
    """
    _one_at_a_time(session)
    serials = [one.serial for one in every(keys) if one.name == name and not one.revoked]
    waiting = enrolments.drop_unused(session, name)
    if not waiting and not any(one.name == name for one in every(keys)):
        return problem("no_such_device")
    audit.note(session, AuditEvent.DEVICE_REVOKED, by, now, device=name, certificates=len(serials))
    for serial in serials:
        keys.revoke(serial)
    return len(serials)


def keep_recovery_key(
    session: Session, keys: OfficeKeys, kiosk: Peer, key: str, now: dt.datetime
) -> Problem | None:
    """Take the key that opens a kiosk's disk into keeping; the kiosk sends one until this returns None."""
    if kiosk.role is not Role.KIOSK:
        return problem("device_not_allowed")
    if not _RECOVERY_KEY.fullmatch(key):
        return problem("no_recovery_key", name=kiosk.name)
    _one_at_a_time(session)
    keys.keep_recovery_key(kiosk.name, key)
    audit.note(session, AuditEvent.RECOVERY_KEY_KEPT, Actor(kiosk.name, kiosk.name), now, device=kiosk.name)
    return None


def kept_recovery_key(keys: OfficeKeys, kiosk: Peer) -> KeptRecovery | Problem:
    """Which key of its disk is kept for the kiosk that asks, so that it gives another one where it must."""
    if kiosk.role is not Role.KIOSK:
        return problem("device_not_allowed")
    return KeptRecovery(recovery_mark(keys.recovery_key(kiosk.name)))


def printers_by(office: Office, kiosk: Peer) -> PrintersBy | Problem:
    """Whom the kiosk that asks may believe of its printer."""
    if kiosk.role is not Role.KIOSK:
        return problem("device_not_allowed")
    return PrintersBy(office.printers_by)


def recovery_key(session: Session, keys: OfficeKeys, name: str, by: Actor, now: dt.datetime) -> str | Problem:
    """The key that opens a kiosk's disk; that somebody read it is written down first."""
    key = keys.recovery_key(name)
    if not key:
        return problem("no_recovery_key", name=name)
    audit.note(session, AuditEvent.RECOVERY_KEY_SHOWN, by, now, device=name)
    return key


def _is_good(code: Enrolment, now: dt.datetime) -> bool:
    """Unused, and made in the last quarter of an hour: not by a clock that ran ahead."""
    return code.used_at is None and now < code.ends_at <= now + CODE_LASTS + AHEAD


def _one_at_a_time(session: Session) -> None:
    """Wait for whoever else gives or takes certificates: what was given is on the list when it is revoked."""
    counters.next_of(session, counters.DEVICES)


def _certificates(
    keys: OfficeKeys, asked: Asked, role: Role, name: str, now: dt.datetime
) -> Certificates | Problem:
    certified = keys.certify(asked.request(), role, name, now)
    if isinstance(certified, KeysTrouble):
        return problem("enrolment_request_not_genuine")
    texts = (certified.certificate, certified.office, certified.station_key)
    return Certificates(*(text.decode("ascii") for text in texts))
