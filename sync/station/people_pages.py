"""The pages a desk shows about people: found, and one with everything that belongs to them."""

from __future__ import annotations

import datetime as dt

from kiosk.history import became
from kiosk.ledger import owed as still_owed
from kiosk.papers import OldNew
from kiosk.registrant import Registrant
from sync.database import Session
from sync.station.advice import advice
from sync.station.office import Office
from sync.station.pages import owed
from sync.station.people_wire import ArrivalSeen, Found, RecordPage, RecordVersion
from sync.station.state_forms import offered
from sync.station.store import (
    accounts,
    amendments,
    appearances,
    attachments,
    check_ins,
    envelopes,
    fees,
    kiosks,
    reminders,
    retention,
    roster,
    roster_words,
    tips,
)
from sync.station.store.roster_rows import MOST_FOUND, Listed

_MOST_WORDS = 5
_REMINDERS = 6
_ARRIVALS = 5
"""Newest ones that are shown."""
_COMPARED = 12
"""Versions, newest first, of which it is said what became different."""


def record_page(
    session: Session, office: Office, record: Registrant, now: dt.datetime, *, supervised: bool
) -> RecordPage:
    """One person's record with its schedules, its history, its scans, its fees and what the law proposes;
    ``supervised`` tells of legal holds too."""
    day, registrant_id = office.today(now), record.registrant_id
    schedules, windows = owed(session, office, record, day)
    names = accounts.names(session)
    lines = fees.of_person(session, registrant_id)
    return RecordPage(
        record=record,
        schedules=schedules,
        windows=windows,
        earlier=appearances.earlier(session, registrant_id),
        versions=_versions(session, registrant_id, names),
        open_check_ins=tuple(one.check_in_id for one in check_ins.open_of(session, registrant_id)),
        fees=lines,
        owed_cents=still_owed(lines),
        attachments=attachments.of_person(session, registrant_id, names),
        advice=advice(record, office, day),
        forms=offered(office.forms),
        arrivals=_arrivals(session, registrant_id),
        reminders=reminders.of_person(session, registrant_id)[:_REMINDERS],
        holds=retention.in_force(session, registrant_id) if supervised else (),
        tips=tips.not_closed(session, registrant_id, day, office.zone),
    )


def _arrivals(session: Session, registrant_id: str) -> tuple[ArrivalSeen, ...]:
    return tuple(
        ArrivalSeen(one.arrived_at, heard_at, kiosks.known_letter(session, one.kiosk_id) or one.kiosk_id)
        for one, heard_at in envelopes.arrivals_of(session, registrant_id, _ARRIVALS)
    )


def _versions(session: Session, registrant_id: str, names: dict[str, str]) -> tuple[RecordVersion, ...]:
    """Every version, newest first: who made it, by what, why; of the newest also what became different."""
    rows = roster.versions(session, registrant_id)
    own = amendments.by_version(session, registrant_id)
    told: list[RecordVersion] = []
    for place, row in enumerate(rows):
        amended = own.get(row.version) if row.cause.cause == "amended" else None
        differs: tuple[OldNew, ...] = ()
        if row.withdrawn_at is None and row.version > 1 and place < _COMPARED:
            # Not always the number before: an amendment stands above what the registry was found to hold.
            older = max((one.version for one in rows if one.version < row.version), default=0)
            before = roster.version(session, registrant_id, older)
            after = roster.version(session, registrant_id, row.version)
            differs = became(before, after) if before and after else ()
        told.append(
            RecordVersion(
                row.version,
                row.cause.at,
                names.get(row.cause.by, row.cause.by),
                "undone" if row.withdrawn_at is not None else row.cause.cause,
                row.cause.appearance_id,
                amended.why.reason if amended else "",
                amended.why.proof if amended else "",
                differs,
            )
        )
    return tuple(told)


def search(session: Session, text: str, birth_date: dt.date | None) -> tuple[Found, ...]:
    """People by name, place, number and birth date; at most 50. Where few are called exactly so, people
    whose names are a slip of the finger away come after them, marked as such."""
    typed = tuple(word for word in text.replace(",", " ").split() if any(c.isalnum() for c in word))
    typed = typed[:_MOST_WORDS]
    exact = roster_words.search(session, typed, birth_date)
    found = [_found(person) for person in exact]
    if typed and len(exact) < roster_words.ENOUGH:
        known = {person.registrant_id for person in exact}
        near = roster_words.search_near(session, typed, birth_date)
        found += [_found(one, alike=True) for one in near if one.registrant_id not in known]
    return tuple(found[:MOST_FOUND])


def _found(person: Listed, *, alike: bool = False) -> Found:
    return Found(
        person.registrant_id,
        person.name,
        person.birth_date,
        person.id_number,
        person.registry_id,
        person.standing,
        person.address,
        alike,
    )
