"""What a kiosk and an officer make during a visit in the stories, by this machine's own clock."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

from kiosk.changes import ReportedChange, move
from kiosk.check_in import Arrival, CheckIn, Disclosure, Identity, Ticket
from kiosk.registrant import Registrant, Residence, ResidenceKind
from kiosk.review import Checklist
from kiosk.topics import Topic
from tests.specimens import records


def now() -> dt.datetime:
    """The office's time."""
    return dt.datetime.now(records.OFFICE_ZONE)


def made(identity: Identity, counter: int, *, kiosk: str = "kiosk-a", **differences: Any) -> CheckIn:
    """A check-in as a kiosk makes it now: offline unless ``lookup_id`` says that a record was opened."""
    at = now()
    offline = not differences.get("lookup_id")
    plain: dict[str, Any] = {
        "check_in_id": secrets.token_hex(16),
        "kiosk_id": kiosk,
        "ticket": Ticket(kiosk[-1].upper(), counter, at.date()),
        "identity": identity,
        "lookup_id": "",
        "record_version": 0,
        "disclosure": Disclosure.BLIND,
        "arrived_at": at - dt.timedelta(minutes=4),
        "submitted_at": at,
        "signature": records.signature(signed_at=at - dt.timedelta(minutes=1)),
        "offline": offline,
    }
    changes = differences.pop("changes", ())
    return records.check_in(changes, **(plain | differences))


def arrived(identity: Identity, *, kiosk: str = "kiosk-a", lookup_id: str = "") -> Arrival:
    """An arrival as a kiosk notes it now."""
    return Arrival(secrets.token_hex(16), kiosk, now(), identity, lookup_id)


def moved_house(record: Registrant) -> tuple[ReportedChange, ...]:
    """The first home on file ended and another began, ten days ago."""
    day, home = now().date() - dt.timedelta(days=10), record.residences[0]
    new = Residence("", ResidenceKind.HOME, records.NEW_HOME, started=day)
    return move(Topic.RESIDENCES, home, new, day)


def checklist(**differences: Any) -> Checklist:
    """All three acts done just now."""
    acts = dict.fromkeys(("face_seen_at", "document_seen_at", "photograph_at"), now())
    return records.checklist(**(acts | differences))
