"""A kiosk asks who stands before it: answered so that nobody learns whether somebody else is registered.

SECURITY.md promise 6. Unknown, barred and known people get the same answers after the same time, the same
number of tries, and then the desk. The time is kept by the API; here every path does the same work.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import secrets
from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from kiosk.audit import AuditEvent
from kiosk.check_in import Claim, Disclosure, Identity, State
from kiosk.id_card import IdCard
from kiosk.law.lanes import lane_for
from kiosk.matching import Matched, match, normal_id_number, normal_last_name
from kiosk.problems import Problem, problem
from kiosk.registrant import Registrant, Standing
from kiosk.topics import own_record
from kiosk.visit.events import Mend
from sync.clock import AHEAD
from sync.database import Session, Store
from sync.kiosk_wire import FactorAnswer, FactorKind, Opened, QuestionTaken, SeeDesk, TryAgain
from sync.station import appointments, audit, law
from sync.station.accounts import Live
from sync.station.audit import Actor
from sync.station.office import Office
from sync.station.owing import photographed_on
from sync.station.store import appearances, check_ins, roster
from sync.station.store import lookups as rows
from sync.station.store.check_ins import Stored
from sync.station.store.lookups import Lookup
from sync.station.store.roster_rows import Listed

TRIES: Final = 3
TRIES_COUNT_FOR: Final = dt.timedelta(hours=12)
"""Wrong tries of one identity are counted together for so long, over all kiosks and scans."""
OPEN_FOR: Final = dt.timedelta(minutes=30)
"""How long after the question its second factor may be given: longer than any visit's idle limit."""
KEPT_FOR: Final = dt.timedelta(days=2)
"""Questions that opened nothing are forgotten after it."""
OPENED_KEPT_FOR: Final = dt.timedelta(days=60)
"""Those that opened something wait for their check-in, which a kiosk without network may bring late."""
VISIT_LASTS: Final = dt.timedelta(hours=2)
"""An opened question is good for a check-in submitted so long after it, and for none later."""
_SERVED: Final = frozenset({Standing.ACTIVE})

# Four digits cannot be protected by work alone: the pepper does that. So this stays small enough for a crowd.
_HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def look_up(
    session: Session, office: Office, kiosk_id: str, identity: Identity, now: dt.datetime
) -> QuestionTaken:
    """Note the question; the answer never depends on who was asked for."""
    found = _who(session, identity)
    opened_for = found.registrant_id if found is not None and found.standing in _SERVED else ""
    lookup = Lookup(
        lookup_id=secrets.token_hex(16),
        kiosk_id=kiosk_id,
        registrant_id=opened_for,
        identity_key=_identity_key(office, identity),
        by_card=isinstance(identity, IdCard),
        asked_at=now,
        tries=0,
        opened_at=None,
    )
    rows.prune(session, now - KEPT_FOR, now - OPENED_KEPT_FOR, now - TRIES_COUNT_FOR)
    rows.keep(session, lookup)
    actor = Actor(kiosk_id, kiosk_id)
    audit.note(
        session, AuditEvent.LOOKED_UP, actor, now, lookup=lookup.lookup_id, registrant=opened_for or "none"
    )
    return QuestionTaken(lookup.lookup_id)


def give_factor(
    store: Store, office: Office, kiosk_id: str, lookup_id: str, factor: str, now: dt.datetime
) -> FactorAnswer | Problem:
    """Open the person's own view, or say "again", or "see the desk"; a Problem for a question not from here.

    The try is written down before the factor is looked at, so that a crash gives no free try.
    """
    with store.writing() as session:
        lookup = rows.find(session, lookup_id)
        if lookup is None or lookup.kiosk_id != kiosk_id or lookup.opened_at is not None:
            return problem("lookup_not_known")
        counts_from, counts_to = now - TRIES_COUNT_FOR, now + AHEAD
        wrong_before = rows.wrong_tries(session, lookup.identity_key, counts_from, counts_to)
        spent = lookup.tries >= TRIES or wrong_before >= TRIES or now - lookup.asked_at > OPEN_FOR
        rows.set_tries(session, lookup_id, lookup.tries + 1)
        rows.set_wrong_tries(session, lookup.identity_key, wrong_before + 1, now)
        on_file = roster.factor(session, lookup.registrant_id, office.factor.value)
    right = _agrees(office, lookup.registrant_id, factor, on_file or _nobodys_hash())
    with store.writing() as session:
        actor = Actor(kiosk_id, kiosk_id)
        if spent or not right or on_file is None:
            audit.note(session, AuditEvent.SECOND_FACTOR_REFUSED, actor, now, lookup=lookup_id)
            last = spent or lookup.tries + 1 >= TRIES or wrong_before + 1 >= TRIES
            return SeeDesk() if last else TryAgain()
        # This person's own tries, not those against somebody else of the same initial and birth date.
        person, key = lookup.registrant_id, lookup.identity_key
        rows.take_back_tries(session, key, rows.tries_of(session, key, person, now - TRIES_COUNT_FOR))
        rows.set_opened(session, lookup_id, now)
        audit.note(
            session,
            AuditEvent.SECOND_FACTOR_ACCEPTED,
            actor,
            now,
            lookup=lookup_id,
            registrant=lookup.registrant_id,
        )
        record = roster.record(session, lookup.registrant_id)
        assert record is not None
        return _opened(session, office, lookup, record, now)


def hashed_factor(office: Office, registrant_id: str, factor: str) -> str:
    """A second factor as it is stored: peppered, bound to its person, argon2id."""
    return _HASHER.hash(_peppered(office, registrant_id, factor))


def set_factor(
    session: Session,
    office: Office,
    registrant_id: str,
    kind: FactorKind,
    factor: str,
    by: str,
    now: dt.datetime,
) -> Problem | None:
    """Set a person's second factor, or say why it can be none."""
    if (flaw := factor_flaw(kind, factor)) is not None:
        return flaw
    hashed = hashed_factor(office, registrant_id, factor)
    roster.set_factor(session, registrant_id, kind.value, hashed, by, now)
    return None


def factor_flaw(kind: FactorKind, factor: str) -> Problem | None:
    """Why ``factor`` can be no second factor: a PIN has four to eight digits, the end of an SSN four."""
    longest = 4 if kind is FactorKind.SSN4 else 8
    if factor.isascii() and factor.isdigit() and 4 <= len(factor) <= longest:
        return None
    return problem("factor_not_digits", longest=longest)


def change_factor(
    session: Session, office: Office, registrant_id: str, factor: str, who: Live, now: dt.datetime
) -> Problem | None:
    """A registrant sets the office's kind of second factor with an officer; wrong tries are forgotten."""
    person = roster.listed(session, registrant_id)
    if person is None:
        return problem("no_such_registrant")
    refused = set_factor(session, office, registrant_id, office.factor, factor, who.officer.officer_id, now)
    if refused is not None:
        return refused
    for identity_key in _keys_of(office, person):
        rows.forget_tries(session, identity_key)
    audit.note(session, AuditEvent.SECOND_FACTOR_SET, who.actor, now, registrant=registrant_id)
    return None


def matched_by_card(session: Session, card: IdCard) -> Listed | None:
    """The one person whose number, birth date and last name are all the card's (D-07), or None."""
    people = roster.by_id_number(session, card.id_number or "")
    found = match(card, [roster.candidate(person) for person in people])
    if not isinstance(found, Matched):
        return None
    return next(person for person in people if person.registrant_id == found.registrant_id)


def _who(session: Session, identity: Identity) -> Listed | None:
    if isinstance(identity, IdCard):
        return matched_by_card(session, identity)
    return _claimed(session, identity)


def _claimed(session: Session, claim: Claim) -> Listed | None:
    if claim.registration_number:
        found = roster.by_registry_id(session, claim.registration_number)
    elif claim.last and claim.birth_date is not None:
        first = normal_last_name(claim.first)
        found = tuple(
            person
            for person in roster.by_name_and_birth(session, claim.last, claim.birth_date)
            if person.first == first
        )
    else:
        found = ()
    return found[0] if len(found) == 1 else None


def _opened(session: Session, office: Office, lookup: Lookup, record: Registrant, now: dt.datetime) -> Opened:
    # Typed by hand is always blind: what was typed may be anybody's (PRODUCT.md).
    shows = office.disclosure is Disclosure.OWN_RECORD and lookup.by_card
    today = office.today(now)
    photographed = photographed_on(session, office, record.registrant_id)
    standing = check_ins.whole_of(session, record.registrant_id)
    waiting = [
        stored.check_in.ticket
        for stored in standing
        if stored.check_in.ticket.day == today and stored.state is not State.SENT_BACK
    ]
    sent_back = [stored for stored in standing if stored.state is State.SENT_BACK]
    person = record.registrant_id
    kept = appointments.kept_today(session, office, {person: now}, now).get(person)
    # What the record says is told only where it is shown; a booked time the person was given by the office.
    lane = lane_for(person in appearances.verification_open(session, {person}, today)) if shows else None
    return Opened(
        disclosure=Disclosure.OWN_RECORD if shows else Disclosure.BLIND,
        record=own_record(record) if shows else None,
        record_version=record.version if shows else 0,
        waiting=waiting[-1] if waiting else None,
        timing=law.timing(office, record, today, photographed) if shows else None,
        mend=_mend(sent_back[-1], record, shows=shows) if sent_back else None,
        lane=kept.lane if kept else lane,
        appointment=kept.starts if kept else None,
        coming=kept.coming if kept else None,
    )


def _mend(stored: Stored, record: Registrant, *, shows: bool) -> Mend:
    """What was said before comes back only where it may be shown, and still fits the record."""
    before = stored.check_in
    fits = shows and before.record_version == record.version
    return Mend(stored.reason, before.changes if fits else None, stored.mend_topics)


def _identity_key(office: Office, identity: Identity) -> str:
    """Under what an identity's wrong tries are counted: by what was said, never by whom it was found to be.

    Were a person on the roster counted as one however they are named, three wrong tries by card and a fourth
    by name would tell who is on it. Cards (also with a shortened name) and names count together all the same.
    """
    if not isinstance(identity, IdCard) and identity.registration_number:
        return _numbered_key(office, identity.registration_number)
    return _named_key(office, identity.last or "", identity.birth_date)


def _keys_of(office: Office, person: Listed) -> tuple[str, ...]:
    """Every key that a question about ``person`` may be counted under."""
    named = _named_key(office, person.last, person.birth_date)
    return (named, _numbered_key(office, person.registry_id)) if person.registry_id else (named,)


def _named_key(office: Office, last: str, birth_date: dt.date | None) -> str:
    # The initial alone: a card may shorten the name, and each shorter name must not bring new tries.
    return _key(office, ["named", normal_last_name(last)[:1], birth_date.isoformat() if birth_date else ""])


def _numbered_key(office: Office, registration_number: str) -> str:
    return _key(office, ["numbered", normal_id_number(registration_number)])


def _key(office: Office, said: list[str]) -> str:
    return hmac.new(office.pepper, "\x00".join(said).encode(), hashlib.sha256).hexdigest()


@cache
def _nobodys_hash() -> str:
    return _HASHER.hash(secrets.token_bytes(32))


def _agrees(office: Office, registrant_id: str, factor: str, with_hash: str) -> bool:
    try:
        return _HASHER.verify(with_hash, _peppered(office, registrant_id, factor))
    except (VerificationError, InvalidHashError):
        return False


def _peppered(office: Office, registrant_id: str, factor: str) -> bytes:
    return hmac.new(office.pepper, f"{registrant_id}\x00{factor}".encode(), hashlib.sha256).digest()
