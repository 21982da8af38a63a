"""The small code on a ticket: what the desk verifies when somebody shows a slip."""

from __future__ import annotations

import base64
import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec

from kiosk.check_in import Ticket
from sync.identity import HASH

_CODE: Final = re.compile(
    r"A1\.(?P<letter>[A-Z]{1,2})\.(?P<counter>\d{1,6})\.(?P<day>\d{8})\.(?P<id>[0-9A-Za-z-]{1,64})\.(?P<mark>[\w-]{60,160})"
)


@dataclass(frozen=True, slots=True)
class TicketCode:
    """A genuine code: this kiosk gave out this number on this day for this check-in."""

    ticket: Ticket
    check_in_id: str


@dataclass(frozen=True, slots=True)
class NotGenuine:
    """Not a code of this office, or an altered one."""


def ticket_code(ticket: Ticket, check_in_id: str, key: ec.EllipticCurvePrivateKey) -> str:
    """The code for ``ticket``: number, day and check-in id, signed by the kiosk; nothing of a person."""
    said = f"A1.{ticket.letter}.{ticket.counter}.{ticket.day:%Y%m%d}.{check_in_id}"
    mark = base64.urlsafe_b64encode(key.sign(said.encode(), ec.ECDSA(HASH))).rstrip(b"=").decode()
    return f"{said}.{mark}"


def read_ticket_code(code: str, keys: Sequence[ec.EllipticCurvePublicKey]) -> TicketCode | NotGenuine:
    """What ``code`` says, if one of the kiosks' ``keys`` signed it. Never raises."""
    found = _CODE.fullmatch(code.strip())
    if found is None:
        return NotGenuine()
    said = found.string[: found.start("mark") - 1]
    try:
        mark = base64.urlsafe_b64decode(found["mark"] + "=" * (-len(found["mark"]) % 4))
        day = dt.datetime.strptime(found["day"], "%Y%m%d").replace(tzinfo=dt.UTC).date()
    except ValueError:
        return NotGenuine()
    for key in keys:
        try:
            key.verify(mark, said.encode(), ec.ECDSA(HASH))
        except InvalidSignature:
            continue
        return TicketCode(Ticket(found["letter"], int(found["counter"]), day), found["id"])
    return NotGenuine()
