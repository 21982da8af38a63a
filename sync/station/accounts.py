"""People who work here: their accounts, how they sign in, and when a sign-in ends."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
import threading
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from kiosk.audit import AuditEvent
from kiosk.problems import Problem, problem
from kiosk.review import Officer, Role
from sync.clock import AHEAD
from sync.database import Session, Store
from sync.station import audit, factors
from sync.station.access_wire import SHORTEST_PASSWORD, AccountSeen, FactorSort
from sync.station.audit import Actor
from sync.station.store import accounts as rows
from sync.station.store.accounts import Account, SessionRow

FAILURES_ALLOWED: Final = 5
TOTP: Final = "totp"
KEY: Final = "key"
_ASKS: Final = frozenset({"code_needed", "security_key_needed", "factor_not_set"})
"""Answers that count as no failure: nothing was given yet that could be wrong."""
LONGEST_PASSWORD: Final = 256
_USED_EVERY: Final = dt.timedelta(seconds=20)
"""How exactly "last used" is kept: writing it at every question would make each one a write."""

# RFC 9106's second choice (64 MiB, 3 passes); two at once, so that a crowd at the door cannot eat the memory.
_HASHER: Final = PasswordHasher()
_AT_ONCE: Final = threading.BoundedSemaphore(2)


@dataclass(frozen=True, slots=True)
class SessionRules:
    """How long a sign-in lasts (CJIS IA-11): from its beginning, and without use."""

    lasts: dt.timedelta = dt.timedelta(hours=12)
    idle: dt.timedelta = dt.timedelta(minutes=30)
    pepper: bytes = field(default=b"", repr=False)
    """What officers' second factors are sealed with."""
    factor_required: bool = False
    """Whether an account without a second factor is refused (CJIS IA-2)."""


@dataclass(frozen=True, slots=True, repr=False)
class SignedIn:
    """A new sign-in and its token, which is told once and never stored."""

    officer: Officer
    token: str
    expires_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Live:
    """A sign-in that is good now."""

    officer: Officer
    desk: str
    expires_at: dt.datetime
    token_sha256: str
    certificate: int = 0
    """The serial of the desk's certificate."""

    @property
    def actor(self) -> Actor:
        """Who is written into the audit log."""
        return Actor(self.officer.officer_id, self.desk)


def hashed(secret: str) -> str:
    """A password as argon2id."""
    with _AT_ONCE:
        return _HASHER.hash(_normal(secret))


def agrees(secret: str, with_hash: str) -> bool:
    """Whether ``secret`` is the one; takes the same work whether it is or not."""
    try:
        with _AT_ONCE:
            return _HASHER.verify(with_hash, _normal(secret))
    except (VerificationError, InvalidHashError):
        return False


@cache
def nobodys_hash() -> str:
    """A hash that nothing agrees with: an unknown name costs the same work as a known one."""
    return hashed(secrets.token_hex(16))


def create_account(
    session: Session,
    sign_in_name: str,
    full_name: str,
    password: str,
    roles: frozenset[Role],
    now: dt.datetime,
) -> Officer | Problem:
    """A new account, or ``name_missing``, ``name_taken``, ``password_too_short`` or ``role_missing``."""
    made = first_password(password)
    if isinstance(made, Problem):
        return made
    by = Actor(audit.STATION, audit.STATION)
    return add(session, sign_in_name, full_name, made, roles, by, now)


def first_password(password: str) -> str | Problem:
    """A new account's password as it is stored, or ``password_too_short``. Takes long on purpose."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        return problem("password_too_short", least=SHORTEST_PASSWORD)
    return hashed(password)


def add(
    session: Session,
    sign_in_name: str,
    full_name: str,
    password: str,
    roles: frozenset[Role],
    by: Actor,
    now: dt.datetime,
) -> Officer | Problem:
    """A new account with a password that ``first_password`` made, or ``name_missing``, ``name_taken`` or
    ``role_missing``."""
    name, full = normal_name(sign_in_name), " ".join(full_name.split())
    if not name or not full or len(name) > 60 or len(full) > 120:
        return problem("name_missing")
    if not roles:
        return problem("role_missing")
    if rows.by_name(session, name) is not None:
        return problem("name_taken")
    officer = Officer(secrets.token_hex(8), full, roles)
    rows.add(session, Account(officer.officer_id, name, full, roles, password, 0, None), now)
    about = {"officer": officer.officer_id, "roles": " ".join(sorted(roles))}
    audit.note(session, AuditEvent.ACCOUNT_CREATED, by, now, **about)
    return officer


def every(session: Session, rules: SessionRules, now: dt.datetime) -> tuple[AccountSeen, ...]:
    """Every account as an administrator sees it, by name."""
    live = rows.sign_ins(session, now - rules.lasts, now - rules.idle)
    return tuple(
        AccountSeen(
            one.officer_id,
            one.sign_in_name,
            one.full_name,
            tuple(sorted(one.roles)),
            FactorSort(one.factor) if one.factor else None,
            one.locked_at,
            live.get(one.officer_id, 0),
        )
        for one in rows.every(session)
    )


def seen(session: Session, officer_id: str, rules: SessionRules, now: dt.datetime) -> AccountSeen:
    """One account, which there is."""
    return next(one for one in every(session, rules, now) if one.officer_id == officer_id)


def name_of(session: Session, officer_id: str) -> str:
    """The sign-in name of an account; empty when there is no such account."""
    account = rows.by_id(session, officer_id)
    return account.sign_in_name if account else ""


def lock(session: Session, officer_id: str, who: Live, now: dt.datetime) -> Problem | None:
    """Let an account sign in no more, as when somebody leaves: until an administrator releases it.

    Nobody locks themselves out.
    """
    account = rows.by_id(session, officer_id)
    if account is None:
        return problem("no_such_account")
    if officer_id == who.officer.officer_id:
        return problem("not_your_own_account")
    if account.locked_at is None:
        rows.set_failures(session, officer_id, account.failures, now)
        rows.end_sessions(session, now, officer_id=officer_id)
        audit.note(session, AuditEvent.ACCOUNT_LOCKED, who.actor, now, "by_administrator", officer=officer_id)
    return None


def is_first(session: Session) -> bool:
    """Whether the station has no account yet."""
    return rows.how_many(session) == 0


def sign_in(
    store: Store, name: str, password: str, desk: str, rules: SessionRules, now: dt.datetime, code: str = ""
) -> SignedIn | Problem:
    """A new sign-in, or ``wrong_sign_in``, ``account_locked``, ``factor_not_set``, ``code_needed``,
    ``security_key_needed`` (args ``challenge``, ``credential``) or ``code_not_accepted``.

    A wrong name and a wrong password are told alike and cost the same. The fifth failure in a row, of
    password or code, locks the account until an administrator releases it; a locked account is told so only
    to who knows the password.
    """
    with store.reading() as session:
        account = rows.by_name(session, normal_name(name))
    # Outside any transaction: the work of argon2 must not keep others from writing.
    right = agrees(password[:LONGEST_PASSWORD], account.password if account else nobodys_hash())
    with store.writing() as session:
        account = rows.by_name(session, normal_name(name), lock=True)
        if account is None or not right:
            return _refused(session, account, desk, now)
        if account.locked_at is not None:
            _note_refused(session, account.officer_id, desk, "locked", now)
            return problem("account_locked")
        step = _step_of(account, code, rules, now)
        if isinstance(step, Problem):
            if step.code in _ASKS:
                return step
            return _refused(session, account, desk, now, step)
        rows.set_last_step(session, account.officer_id, step)
        if account.failures:
            rows.set_failures(session, account.officer_id, 0, None)
        token = secrets.token_urlsafe(32)
        rows.begin_session(session, _fingerprint(token), account.officer_id, desk, now)
        audit.note(session, AuditEvent.OFFICER_SIGNED_IN, Actor(account.officer_id, desk), now)
        return SignedIn(_officer(account), token, now + rules.lasts)


def live(
    store: Store, token: str, desk: str, rules: SessionRules, now: dt.datetime, *, used: bool = True
) -> Live | None:
    """The sign-in of ``token`` when it is good now at this desk, and mark it ``used``; else None."""
    fingerprint = _fingerprint(token)
    with store.reading() as session:
        row = rows.session_of(session, fingerprint)
    if row is None or not _is_live(row, desk, rules, now):
        return None
    if used and now - row.used_at >= _USED_EVERY:
        with store.writing() as session:
            rows.use_session(session, fingerprint, now)
    return Live(_officer(row.account), desk, row.began_at + rules.lasts, fingerprint)


def still_live(session: Session, who: Live, rules: SessionRules, now: dt.datetime) -> bool:
    """Whether the sign-in is good yet, in this transaction."""
    row = rows.session_of(session, who.token_sha256)
    return row is not None and _is_live(row, who.desk, rules, now)


def _is_live(row: SessionRow, desk: str, rules: SessionRules, now: dt.datetime) -> bool:
    if row.ended_at is not None or row.desk != desk or row.account.locked_at is not None:
        return False
    if max(row.began_at, row.used_at) > now + AHEAD:
        # Made or used while the clock ran ahead: nobody knows how old it is.
        return False
    return now < row.began_at + rules.lasts and now < row.used_at + rules.idle


def sign_out(session: Session, who: Live, now: dt.datetime) -> None:
    """End a sign-in; twice is harmless."""
    if rows.end_sessions(session, now, token_sha256=who.token_sha256):
        audit.note(session, AuditEvent.OFFICER_SIGNED_OUT, who.actor, now)


def release(session: Session, sign_in_name: str, by: Actor, now: dt.datetime) -> Problem | None:
    """Let a locked account sign in again."""
    account = rows.by_name(session, normal_name(sign_in_name), lock=True)
    if account is None:
        return problem("no_such_account")
    rows.set_failures(session, account.officer_id, 0, None)
    audit.note(session, AuditEvent.ACCOUNT_RELEASED, by, now, officer=account.officer_id)
    return None


def normal_name(name: str) -> str:
    """A sign-in name for comparing: no case, no accents of another encoding, no spaces around it."""
    return unicodedata.normalize("NFKC", name).casefold().strip()


def _step_of(account: Account, code: str, rules: SessionRules, now: dt.datetime) -> int | Problem:
    """What is to be kept of the second factor that ``code`` was of, or what is asked for, or why not."""
    if not account.factor:
        return problem("factor_not_set") if rules.factor_required else account.factor_last_step
    officer_id, last = account.officer_id, account.factor_last_step
    secret = factors.unsealed(rules.pepper, officer_id, account.factor_secret)
    if secret is None:
        return problem("factor_not_set")
    step: int | None
    if account.factor == KEY:
        if not code:
            challenge = factors.key_challenge(rules.pepper, officer_id, now, last).hex()
            credential = factors.credential_id(secret)
            return problem("security_key_needed", challenge=challenge, credential=credential)
        step = factors.key_step(rules.pepper, officer_id, secret, code, now, last)
    else:
        if not code:
            return problem("code_needed")
        step = factors.totp_step(secret, code, now, last)
    return problem("code_not_accepted") if step is None else step


def set_second_factor(
    session: Session, officer_id: str, kind: str, secret: bytes, pepper: bytes, by: Actor, now: dt.datetime
) -> None:
    """Give an account a second factor (``TOTP`` or ``KEY``) in place of any other; its sign-ins end."""
    rows.set_factor(session, officer_id, kind, factors.sealed(pepper, officer_id, secret))
    rows.end_sessions(session, now, officer_id=officer_id)
    audit.note(session, AuditEvent.OFFICERS_FACTOR_SET, by, now, officer=officer_id, kind=kind)


def end_all(session: Session, sign_in_name: str, by: Actor, now: dt.datetime) -> int | Problem:
    """End every sign-in of one account, as after a desk was left or stolen; how many were live."""
    account = rows.by_name(session, normal_name(sign_in_name))
    if account is None:
        return problem("no_such_account")
    ended = rows.end_sessions(session, now, officer_id=account.officer_id)
    audit.note(session, AuditEvent.SESSIONS_ENDED, by, now, officer=account.officer_id, ended=ended)
    return ended


def _refused(
    session: Session, account: Account | None, desk: str, now: dt.datetime, why: Problem | None = None
) -> Problem:
    if account is None:
        _note_refused(session, "unknown", desk, "unknown_name", now)
        return problem("wrong_sign_in")
    _note_refused(session, account.officer_id, desk, why.code if why else "wrong_password", now)
    if account.locked_at is None:
        failures = account.failures + 1
        locks = failures >= FAILURES_ALLOWED
        rows.set_failures(session, account.officer_id, failures, now if locks else None)
        if locks:
            rows.end_sessions(session, now, officer_id=account.officer_id)
            audit.note(session, AuditEvent.ACCOUNT_LOCKED, Actor(account.officer_id, desk), now)
    return why or problem("wrong_sign_in")


def _note_refused(session: Session, who: str, desk: str, why: str, now: dt.datetime) -> None:
    audit.note(session, AuditEvent.OFFICER_SIGN_IN_REFUSED, Actor(who, desk), now, why)


def _officer(account: Account) -> Officer:
    return Officer(account.officer_id, account.full_name, account.roles)


def _fingerprint(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _normal(secret: str) -> str:
    return unicodedata.normalize("NFKC", secret)
