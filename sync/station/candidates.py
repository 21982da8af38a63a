"""Whose check-in it might be, for the officer to say; nobody is ever matched by likeness alone."""

from __future__ import annotations

from kiosk.check_in import Identity
from kiosk.id_card import IdCard
from kiosk.matching import normal_id_number, normal_last_name
from sync.database import Session
from sync.station.desk_wire import CandidateView
from sync.station.store import roster
from sync.station.store.roster_rows import Listed


def for_identity(session: Session, identity: Identity) -> tuple[CandidateView, ...]:
    """People who share something with the card or the claim, the most agreeing first; at most 20."""
    views = [_view(person, identity) for person in _sharing(session, identity)]
    views.sort(key=lambda view: (-len(view.agrees), view.name))
    return tuple(views[:20])


def _sharing(session: Session, identity: Identity) -> tuple[Listed, ...]:
    found: dict[str, Listed] = {}
    people = roster.by_id_number(session, identity.id_number or "") if isinstance(identity, IdCard) else ()
    if not isinstance(identity, IdCard):
        people = roster.by_registry_id(session, identity.registration_number)
    if identity.birth_date is not None:
        people += roster.born_on(session, identity.birth_date)
    if identity.last:
        first = identity.first or ""
        people += roster.named(session, identity.last, first)
    for person in people:
        found.setdefault(person.registrant_id, person)
    return tuple(found.values())


def _view(person: Listed, identity: Identity) -> CandidateView:
    said_first, said_last = normal_last_name(identity.first or ""), normal_last_name(identity.last or "")
    agrees = {
        "birth_date": identity.birth_date == person.birth_date,
        "last_name": bool(said_last) and said_last == person.last,
        "first_name": bool(said_first) and said_first == person.first,
    }
    if isinstance(identity, IdCard):
        number = normal_id_number(identity.id_number or "")
        agrees = {"id_number": bool(number) and number == person.id_number} | agrees
    else:
        number = normal_id_number(identity.registration_number)
        agrees = {"registration_number": bool(number) and number == person.registry_id} | agrees
    return CandidateView(
        person.registrant_id,
        person.name,
        person.birth_date,
        person.id_number,
        tuple(name for name, holds in agrees.items() if holds),
    )
