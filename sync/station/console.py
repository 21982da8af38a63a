"""What is done at the station's own console, whether it runs or not: the way in that needs no desk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from kiosk.audit import AuditEvent
from kiosk.problems import Problem, problem
from sync.clock import utc_now
from sync.identity import Role
from sync.station import accounts, audit, devices, factors
from sync.station.audit import Actor
from sync.station.desk_wire import AuditVerdict
from sync.station.devices import Device
from sync.station.kiosk_versions import Kept, VersionShelf, keep, withdraw
from sync.station.opened import Opened
from sync.station.store import accounts as rows
from sync.station.store import envelopes, kiosks
from sync.station.store.envelopes import SetAside

CONSOLE: Final = Actor("console", audit.STATION)


def code_for(opened: Opened, role: Role, name: str) -> str | Problem:
    """A one-time code for a new device, as it is shown."""
    with opened.store.writing() as session:
        made = devices.code_for(session, opened.keys, role, name, CONSOLE, utc_now())
    return made if isinstance(made, Problem) else made.shown()


def every_device(opened: Opened) -> tuple[Device, ...]:
    """Every certificate of the office."""
    return devices.every(opened.keys)


def revoke(opened: Opened, name: str) -> int | Problem:
    """Let a device in no more."""
    with opened.store.writing() as session:
        return devices.revoke(session, opened.keys, name, CONSOLE, utc_now())


def recovery_key(opened: Opened, name: str) -> str | Problem:
    """The key that opens a kiosk's disk."""
    with opened.store.writing() as session:
        return devices.recovery_key(session, opened.keys, name, CONSOLE, utc_now())


def keep_version(opened: Opened, folder: Path) -> Kept | Problem:
    """Offer the kiosks the version in ``folder``; OSError when it cannot be read whole, or not be written."""
    return keep(opened.store, _shelf(opened), folder, CONSOLE, utc_now())


def kept_version(opened: Opened) -> Kept | Problem:
    """The version that the kiosks are offered."""
    return _shelf(opened).kept() or problem("no_kiosk_version")


def withdraw_version(opened: Opened) -> Kept | Problem:
    """Offer the kiosks none any more."""
    return withdraw(opened.store, _shelf(opened), CONSOLE, utc_now())


def send_again(opened: Opened, kiosk_id: str) -> Problem | None:
    """Have a kiosk send once more what the station had refused, after the reason was dealt with."""
    with opened.store.writing() as session:
        return None if kiosks.want_again(session, kiosk_id) else problem("no_such_device")


def set_aside(opened: Opened) -> tuple[SetAside, ...]:
    """Every envelope that was refused and kept for a person to look at."""
    with opened.store.reading() as session:
        return envelopes.refused(session)


def drop_set_aside(opened: Opened, fingerprint: str) -> Problem | None:
    """Let go of a refused envelope that was looked at; the desks stop asking for IT when none is left."""
    with opened.store.writing() as session:
        if not envelopes.drop_refused(session, fingerprint):
            return problem("no_such_envelope")
        audit.note(session, AuditEvent.SET_ASIDE_DROPPED, CONSOLE, utc_now(), envelope=fingerprint)
    return None


def set_totp(opened: Opened, sign_in_name: str) -> str | Problem:
    """A new authenticator secret for an account; the address an app takes in, told once."""
    secret = factors.new_totp_secret()
    refused = _set(opened, sign_in_name, accounts.TOTP, secret)
    return refused or factors.totp_uri(secret, accounts.normal_name(sign_in_name), opened.settings.office)


def set_key(
    opened: Opened, sign_in_name: str, register: Callable[[bytes, str], str | None]
) -> Problem | None:
    """Register the security key at this machine for an account; ``register`` asks the key."""
    challenge = factors.key_challenge(opened.pepper, sign_in_name, utc_now())
    told = register(challenge, accounts.normal_name(sign_in_name))
    credential = factors.register_key(challenge, told) if told else None
    if credential is None:
        return problem("no_security_key")
    return _set(opened, sign_in_name, accounts.KEY, credential)


def end_sign_ins(opened: Opened, sign_in_name: str) -> int | Problem:
    """End every sign-in of an account."""
    with opened.store.writing() as session:
        return accounts.end_all(session, sign_in_name, CONSOLE, utc_now())


def verify_log(opened: Opened) -> AuditVerdict:
    """Whether the station's log is as it was written, by what the station's own key signed."""
    with opened.store.reading() as session:
        return audit.verify(session, key=opened.keys.audit_key().public_key())


def _shelf(opened: Opened) -> VersionShelf:
    return VersionShelf(opened.settings.version_folder())


def _set(opened: Opened, sign_in_name: str, kind: str, secret: bytes) -> Problem | None:
    with opened.store.writing() as session:
        account = rows.by_name(session, accounts.normal_name(sign_in_name))
        if account is None:
            return problem("no_such_account")
        now = utc_now()
        accounts.set_second_factor(session, account.officer_id, kind, secret, opened.pepper, CONSOLE, now)
    return None
