"""What desk and station say about who may use the office's station: officers' accounts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kiosk.review import Role

SHORTEST_PASSWORD: Final = 12
"""Of an officer's password, in signs."""


class FactorSort(StrEnum):
    """What an officer shows besides the password."""

    TOTP = "totp"
    """The code of an authenticator app."""
    KEY = "key"
    """A FIDO2 security key."""


@dataclass(frozen=True, slots=True)
class AccountSeen:
    """One account, without its secrets. ``factor`` is None while it has no second factor."""

    officer_id: str
    sign_in_name: str
    full_name: str
    roles: tuple[Role, ...]
    factor: FactorSort | None
    locked_at: dt.datetime | None
    signed_in: int
    """Sign-ins that are good now."""


@dataclass(frozen=True, slots=True, repr=False)
class NewAccount:
    """An administrator makes an account; its first password is typed by whom it is for."""

    sign_in_name: str
    full_name: str
    password: str
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True, repr=False)
class SetOfficersFactor:
    """A second factor in place of any other; for a key, its ``answer`` to the ``challenge`` (hex)."""

    sort: FactorSort
    challenge: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class ShownSecret:
    """What an authenticator app takes in, shown once; empty for a key."""

    uri: str
