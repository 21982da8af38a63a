"""The short way from a check-in to the station: through the kiosk's spool, as every check-in goes."""

from __future__ import annotations

from kiosk.check_in import CheckIn
from sync.kiosk_wire import Accepted, AlreadyAccepted
from sync.link import Refused, Unreachable
from sync.spool import Spooled
from sync.wire import to_wire
from tests.stories.office import KIOSKS, Office
from tests.stories.visits import now


def send(
    office: Office, check_in: CheckIn, kiosk: str = KIOSKS[0]
) -> Accepted | AlreadyAccepted | Refused | Unreachable:
    """Put a check-in into the kiosk's spool, hand it over, and let it go once the station has it."""
    spool = office.spool(kiosk)
    spooled = spool.put("check_in", check_in.check_in_id, to_wire(check_in), now())
    assert isinstance(spooled, Spooled), spooled
    envelope = spool.envelope(spooled.sequence)
    assert isinstance(envelope, bytes), envelope
    answer = office.kiosk(kiosk).submit(envelope)
    if isinstance(answer, Accepted | AlreadyAccepted):
        spool.forget(spooled.sequence)
    return answer
