"""Administrators say at a desk who and what may use the station; what they do is written down."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.audit import AuditEvent
from kiosk.review import Role
from sync.device_wire import read_code
from sync.identity import Role as DeviceRole
from sync.station import factors
from sync.station.access_client import Access
from sync.station.access_wire import AccountSeen, FactorSort, NewAccount, ShownSecret
from sync.station.accounts import FAILURES_ALLOWED
from sync.station.client import DeskLink
from sync.station.desk_wire import Refused, SignedIn, SignInAgain
from sync.station.office_wire import ShownCode
from sync.station.store import accounts as rows
from sync.station.store import log
from tests.sync.station.a_station import DESK, PASSWORD, AStation, with_authority
from tests.sync.station.soft_key import SoftKey, Touched

NEW = NewAccount("Diaz", "M. Diaz", "a long enough password", (Role.OFFICER,))


@pytest.fixture
def here(here: AStation, tmp_path: Path) -> AStation:
    """A station with an administrator, which also gives certificates."""
    here.hire("root", Role.ADMINISTRATOR, full_name="A. Root")
    return with_authority(here, tmp_path)


@pytest.fixture
def access(here: AStation) -> Access:
    """The administrator's way in, with a security key at their desk."""
    link = DeskLink(here.http(DESK, DeviceRole.DESK), Touched(SoftKey()))
    assert isinstance(link.sign_in("root", PASSWORD), SignedIn)
    return link.access


def good(found: object) -> AccountSeen:
    """An account as it now stands."""
    assert isinstance(found, AccountSeen), found
    return found


def refused(found: object) -> str:
    """Why something was refused."""
    assert isinstance(found, Refused), found
    return found.problem.code


def of(access: Access, name: str) -> AccountSeen:
    """One account in the list."""
    found = access.accounts()
    assert isinstance(found, tuple)
    return next(one for one in found if one.sign_in_name == name)


def test_an_account_made_at_the_desk_can_sign_in_and_says_by_whom_it_was_made(
    here: AStation, access: Access
) -> None:
    made = good(access.add(NEW))
    assert (made.sign_in_name, made.roles, made.factor, made.locked_at) == (
        "diaz",
        (Role.OFFICER,),
        None,
        None,
    )
    assert isinstance(here.desk().sign_in("diaz", NEW.password), SignedIn)
    assert of(access, "diaz").signed_in == 1
    here.clock.forward(minutes=29)
    access.devices()
    here.clock.forward(minutes=2)
    assert of(access, "diaz").signed_in == 0, "not used for half an hour"
    lines = [line for line in lines_of(here) if line.event == AuditEvent.ACCOUNT_CREATED.value]
    with here.store.reading() as session:
        root = rows.by_name(session, "root")
    assert root is not None
    assert lines[-1].who == root.officer_id
    assert made.officer_id in lines[-1].about


@pytest.mark.parametrize(
    ("account", "why"),
    [
        (NewAccount("", "M. Diaz", "a long enough password", (Role.OFFICER,)), "name_missing"),
        (NewAccount("rivera", "M. Diaz", "a long enough password", (Role.OFFICER,)), "name_taken"),
        (NewAccount("diaz", "M. Diaz", "short", (Role.OFFICER,)), "password_too_short"),
        (NewAccount("diaz", "M. Diaz", "a long enough password", ()), "role_missing"),
    ],
)
def test_an_account_that_will_not_do_is_refused_with_its_reason(
    here: AStation, access: Access, account: NewAccount, why: str
) -> None:
    before = here.how_many("accounts")
    assert refused(access.add(account)) == why
    assert here.how_many("accounts") == before


def test_who_was_locked_by_wrong_tries_is_released_at_the_desk(here: AStation, access: Access) -> None:
    for _ in range(FAILURES_ALLOWED):
        here.desk().sign_in("rivera", "wrong")
    locked = of(access, "rivera")
    assert locked.locked_at == here.clock()
    assert good(access.release(locked.officer_id)).locked_at is None
    assert isinstance(here.desk().sign_in("rivera", PASSWORD), SignedIn)


def test_who_leaves_is_locked_at_once_and_their_sign_ins_end(here: AStation, access: Access) -> None:
    gone, link = of(access, "rivera"), here.signed_in()
    assert good(access.lock(gone.officer_id)).signed_in == 0
    assert isinstance(link.visits.queue(), SignInAgain)
    assert refused(here.desk().sign_in("rivera", PASSWORD)) == "account_locked"
    assert good(access.lock(gone.officer_id)).locked_at == here.clock(), "twice is harmless"
    assert here.events().count(AuditEvent.ACCOUNT_LOCKED.value) == 1


def test_nobody_locks_themselves_out(access: Access) -> None:
    assert refused(access.lock(of(access, "root").officer_id)) == "not_your_own_account"


def test_an_administrator_ends_every_sign_in_of_an_account(here: AStation, access: Access) -> None:
    link = here.signed_in()
    assert good(access.end_sign_ins(of(access, "rivera").officer_id)).signed_in == 0
    assert isinstance(link.visits.queue(), SignInAgain)


def test_an_authenticator_is_given_once_and_asked_for_from_then_on(here: AStation, access: Access) -> None:
    shown = access.give_authenticator(of(access, "rivera").officer_id)
    assert isinstance(shown, ShownSecret)
    assert of(access, "rivera").factor is FactorSort.TOTP
    assert refused(here.desk().sign_in("rivera", PASSWORD)) == "code_needed"
    found = re.search(r"secret=([A-Z2-7]+)", shown.uri)
    assert found
    code = factors.totp_code(base64.b32decode(found[1]), here.clock())
    assert isinstance(here.desk().sign_in("rivera", PASSWORD, code), SignedIn)


def test_the_key_at_the_desk_becomes_an_officers_second_factor(here: AStation) -> None:
    key = Touched(SoftKey())
    link = DeskLink(here.http(DESK, DeviceRole.DESK), key)
    assert isinstance(link.sign_in("root", PASSWORD), SignedIn)
    given = link.access.give_key(of(link.access, "rivera").officer_id, "rivera")
    assert given == ShownSecret("")
    assert of(link.access, "rivera").factor is FactorSort.KEY
    at_their_desk = DeskLink(here.http(DESK, DeviceRole.DESK), key)
    assert isinstance(at_their_desk.sign_in("rivera", PASSWORD), SignedIn)


def test_an_answer_to_another_challenge_makes_no_second_factor(here: AStation, access: Access) -> None:
    officer_id = of(access, "rivera").officer_id
    key, pepper = SoftKey(), here.office.sessions.pepper
    late = factors.key_challenge(pepper, officer_id, here.clock())
    of_another = factors.key_challenge(pepper, of(access, "root").officer_id, here.clock())
    assert factors.registered(pepper, officer_id, late.hex(), key.made(late), here.clock())
    assert not factors.registered(pepper, officer_id, of_another.hex(), key.made(of_another), here.clock())
    assert not factors.registered(pepper, officer_id, "zz", "{}", here.clock())
    later = here.clock.forward(minutes=3)
    assert not factors.registered(pepper, officer_id, late.hex(), key.made(late), later)


def test_a_desk_without_a_key_says_so(here: AStation) -> None:
    link = here.signed_in("root")
    assert refused(link.access.give_key(of(link.access, "rivera").officer_id, "rivera")) == "no_security_key"


@pytest.mark.parametrize(
    "ask",
    [
        lambda access: access.lock("nobody"),
        lambda access: access.release("nobody"),
        lambda access: access.end_sign_ins("nobody"),
        lambda access: access.give_authenticator("nobody"),
    ],
)
def test_an_account_there_is_not_is_told_as_such(access: Access, ask: Callable[[Access], object]) -> None:
    assert refused(ask(access)) == "no_such_account"


def test_a_new_device_is_given_a_code_and_can_be_let_go(access: Access) -> None:
    shown = access.code_for(DeviceRole.KIOSK, "lobby-2")
    assert isinstance(shown, ShownCode)
    assert read_code(shown.code) is not None
    assert access.devices() == ()
    assert refused(access.revoke("lobby-9")) == "no_such_device"


def lines_of(here: AStation) -> list[log.LogRow]:
    """Every line of the log."""
    with here.store.reading() as session:
        return list(log.lines(session))
