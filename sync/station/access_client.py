"""The desk's side of the wire for administrators: devices and accounts."""

from __future__ import annotations

from typing import Protocol
from urllib.parse import quote

from kiosk.problems import problem
from sync.identity import Role
from sync.station.access_wire import AccountSeen, FactorSort, NewAccount, SetOfficersFactor, ShownSecret
from sync.station.asker import Asker
from sync.station.desk_wire import Refused, Trouble
from sync.station.office_wire import DeviceSeen, NewDevice, ShownCode


class SecurityKey(Protocol):
    """A FIDO2 key at the desk."""

    def answer(self, challenge: str, credential: str) -> str | None:
        """The key's answer to the challenge (hex), once touched; None when there is no such key."""
        ...

    def register(self, challenge: bytes, officer: str) -> str | None:
        """A new credential for a sign-in name, once touched; None when there is no key."""
        ...


class Access:
    """Who and what may use the station. Every question wants an administrator."""

    def __init__(self, asker: Asker, key: SecurityKey | None) -> None:
        self._asker, self._key = asker, key

    def devices(self) -> tuple[DeviceSeen, ...] | Trouble:
        """Every certificate ever given, oldest first."""
        return self._asker.ask(tuple[DeviceSeen, ...], "GET", "/v1/desk/devices")

    def code_for(self, role: Role, name: str) -> ShownCode | Trouble:
        """A one-time code for a new device; shown once."""
        return self._asker.ask(ShownCode, "POST", "/v1/desk/devices/codes", body=NewDevice(role, name))

    def revoke(self, name: str) -> Trouble | None:
        """Let a device in no more."""
        return self._asker.ask(None, "POST", f"/v1/desk/devices/{quote(name, safe='')}/revocation")

    def accounts(self) -> tuple[AccountSeen, ...] | Trouble:
        """Every account, by name."""
        return self._asker.ask(tuple[AccountSeen, ...], "GET", "/v1/desk/accounts")

    def add(self, account: NewAccount) -> AccountSeen | Trouble:
        """A new account; it can sign in once it has a second factor, where the office asks for one."""
        return self._asker.ask(AccountSeen, "POST", "/v1/desk/accounts", body=account, patience_s=10.0)

    def lock(self, officer_id: str) -> AccountSeen | Trouble:
        """Lock an account and end its sign-ins."""
        return self._asker.ask(AccountSeen, "POST", f"/v1/desk/accounts/{officer_id}/lock")

    def release(self, officer_id: str) -> AccountSeen | Trouble:
        """Let a locked account sign in again."""
        return self._asker.ask(AccountSeen, "POST", f"/v1/desk/accounts/{officer_id}/release")

    def end_sign_ins(self, officer_id: str) -> AccountSeen | Trouble:
        """End every sign-in of an account."""
        return self._asker.ask(AccountSeen, "POST", f"/v1/desk/accounts/{officer_id}/sign-outs")

    def give_authenticator(self, officer_id: str) -> ShownSecret | Trouble:
        """A new authenticator secret in place of any other second factor."""
        return self._set(officer_id, SetOfficersFactor(FactorSort.TOTP))

    def give_key(self, officer_id: str, sign_in_name: str) -> ShownSecret | Trouble:
        """The security key at this desk in place of any other second factor; waits until it is touched."""
        challenge = self._asker.ask(str, "POST", f"/v1/desk/accounts/{officer_id}/challenge")
        if not isinstance(challenge, str):
            return challenge
        told = self._key.register(bytes.fromhex(challenge), sign_in_name) if self._key else None
        if told is None:
            return Refused(problem("no_security_key"), status=0)
        return self._set(officer_id, SetOfficersFactor(FactorSort.KEY, challenge, told))

    def _set(self, officer_id: str, asked: SetOfficersFactor) -> ShownSecret | Trouble:
        return self._asker.ask(ShownSecret, "PUT", f"/v1/desk/accounts/{officer_id}/factor", body=asked)
