"""What lies in a store after years of work: tips, holds, reminders, old visits, scans and photographs."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from typing import Any, Final

from sqlalchemy import Table, insert, select

from kiosk.check_in import State
from kiosk.reminders import Channel
from kiosk.tips import Route, TipKind, TipState
from sync.database import Store
from sync.station.people_wire import AttachmentKind
from sync.station.reminder_wire import ReminderState
from sync.station.retention_series import Series, load_series
from sync.station.store.desk_tables import ATTACHMENTS
from sync.station.store.form import pack
from sync.station.store.reminder_tables import REMINDER_CHOICES, REMINDERS
from sync.station.store.retention_tables import LEGAL_HOLDS
from sync.station.store.tables import CHECK_INS, PHOTOGRAPHS, REGISTRANT_VERSIONS
from sync.station.store.tip_tables import TIPS
from tests.specimens import records

SERIES: Final[tuple[Series, ...]] = tuple(
    one.model_copy(update={"verified_by": "M. Archer", "years": 1}) for one in load_series(None)
)
"""The station's own series, read by somebody, with years so short that much is old enough."""
LONG_AGO: Final = dt.timedelta(days=800)
VERSIONS, HOLDS, TIPS_TAKEN, SCANS = 3, 200, 5_000, 5_000
"""Earlier versions of each record; and how many of the others there are in all."""


def fill(store: Store, people: Sequence[str], now: dt.datetime) -> None:
    """Write all of it about ``people``, who are on file."""
    with store.writing() as session:
        kept = session.execute(select(REGISTRANT_VERSIONS)).mappings().all()
        for table, rows in (
            (REGISTRANT_VERSIONS, _versions([dict(one) for one in kept])),
            (CHECK_INS, _visits(people, now - LONG_AGO)),
            (REMINDER_CHOICES, _choices(people, now)),
            (REMINDERS, _reminders(people, now)),
            (TIPS, _tips(people, now)),
            (LEGAL_HOLDS, _holds(people, now)),
            (ATTACHMENTS, _scans(people, now - LONG_AGO)),
            (PHOTOGRAPHS, _photographs(len(people), now.date())),
        ):
            assert isinstance(table, Table)
            session.execute(insert(table), list(rows))


def _versions(kept: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for one in kept:
        del one["row_id"]
        for version in range(2, 2 + VERSIONS):
            yield one | {"version": version}


def _visits(people: Sequence[str], at: dt.datetime) -> Iterator[dict[str, Any]]:
    body = pack(records.check_in(()))
    for place, one in enumerate(people):
        yield {
            "check_in_id": _id("visit", place),
            "kiosk_id": "kiosk-a",
            "registrant_id": one,
            "state": State.LEFT.value,
            "ticket": f"A-{place % 1000:03d}",
            "ticket_day": at.date(),
            "arrived_at": at,
            "submitted_at": at,
            "accepted_at": at,
            "decided_at": at,
            "body": body,
        }


def _choices(people: Sequence[str], now: dt.datetime) -> Iterator[dict[str, Any]]:
    by = {"at": now, "officer_id": "off-1", "officer_name": "T. Rivera", "language": "en", "email": ""}
    for place, one in enumerate(people):
        yield {"choice_id": _id("choice", place), "registrant_id": one, "letter": True, **by}


def _reminders(people: Sequence[str], now: dt.datetime) -> Iterator[dict[str, Any]]:
    for place, one in enumerate(people):
        for step in (14, 7):
            waits = step == 7 and place % 40 == 0
            yield {
                "reminder_id": _id(f"reminder{step}", place),
                "registrant_id": one,
                "channel": Channel.LETTER.value,
                "last_day": now.date() + dt.timedelta(days=place % 300),
                "step": step,
                "state": (ReminderState.WAITING if waits else ReminderState.SENT).value,
                "at": now - dt.timedelta(minutes=place),
                "next_try_at": now,
            }


def _tips(people: Sequence[str], now: dt.datetime) -> Iterator[dict[str, Any]]:
    for place in range(TIPS_TAKEN):
        at = now - dt.timedelta(hours=place)
        yield {
            "tip_id": _id("tip", place),
            "registrant_id": people[place % len(people)] if place % 3 else "",
            "kind": TipKind.OTHER.value,
            "route": Route.HERE.value,
            "state": (TipState.OPEN if place % 20 == 0 else TipState.CLOSED).value,
            "about": "somebody",
            "says": "something " * 30,
            "said_by": "",
            "taken_at": at,
            "taken_by": "K. Osei",
            "changed_at": at,
            "changed_by": "K. Osei",
        }


def _holds(people: Sequence[str], now: dt.datetime) -> Iterator[dict[str, Any]]:
    for place in range(HOLDS):
        by = {"reason": "a suit", "placed_by": "K. Osei", "placed_at": now}
        yield {"hold_id": _id("hold", place), "registrant_id": people[place * 7], **by}


def _scans(people: Sequence[str], at: dt.datetime) -> Iterator[dict[str, Any]]:
    for place in range(min(SCANS, len(people))):
        body = f"%PDF-{place}".encode()
        yield {
            "attachment_id": _id("scan", place),
            "registrant_id": people[place],
            "kind": AttachmentKind.IDENTITY.value,
            "title": "Card",
            "kept_at": at,
            "kept_by": "K. Osei",
            "media_type": "application/pdf",
            "sha256": hashlib.sha256(body).hexdigest(),
            "body": body,
        }


def _photographs(many: int, day: dt.date) -> Iterator[dict[str, Any]]:
    size = {"taken_on": day, "width": 480, "height": 640, "kept_by": "K. Osei"}
    for place in range(many):
        yield {"photograph_id": f"photo-{place}", "jpeg": bytes(2_000), **size}


def _id(what: str, place: int) -> str:
    return hashlib.sha256(f"{what} {place}".encode()).hexdigest()[:32]
