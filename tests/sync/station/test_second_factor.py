"""An officer signs in with two factors; a code or a key's answer is good once."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from kiosk.audit import AuditEvent
from kiosk.problems import Problem
from sync.identity import Role as DeviceRole
from sync.station import accounts, factors
from sync.station.accounts import KEY, TOTP
from sync.station.audit import Actor
from sync.station.client import DeskLink
from sync.station.desk_wire import QueueView, Refused, SignedIn, SignInAgain
from sync.station.store import accounts as rows
from tests.sync.station.a_station import DESK, PASSWORD, AStation
from tests.sync.station.soft_key import SoftKey, Touched

PEPPER = b"p" * 32
BY = Actor("admin", "station")


@pytest.fixture
def required(here: AStation) -> AStation:
    """A station whose officers need a second factor."""
    sessions = replace(here.office.sessions, factor_required=True, pepper=PEPPER)
    office = replace(here.office, sessions=sessions)
    return replace(here, office=office, station=replace(here.station, office=office))


def give(here: AStation, kind: str, secret: bytes) -> None:
    """Rivera gets this second factor."""
    with here.store.writing() as session:
        account = rows.by_name(session, "rivera")
        assert account is not None
        accounts.set_second_factor(session, account.officer_id, kind, secret, PEPPER, BY, here.clock())


def asked(here: AStation, code: str = "", password: str = PASSWORD) -> str:
    """What a sign-in comes to: empty, or the problem's code."""
    found = here.desk().sign_in("rivera", password, code)
    return found.problem.code if isinstance(found, Refused) else ""


def test_rfc_6238s_codes_are_right() -> None:
    secret = b"12345678901234567890"
    for seconds, code in ((59, "287082"), (1111111109, "081804"), (20000000000, "353130")):
        assert factors.totp_code(secret, dt.datetime.fromtimestamp(seconds, dt.UTC)) == code


def test_an_account_without_a_second_factor_is_refused_where_one_is_required(required: AStation) -> None:
    assert asked(required) == "factor_not_set"
    assert asked(required, password="wrong password") == "wrong_sign_in"


def test_a_code_is_asked_for_and_good_once(required: AStation) -> None:
    secret = factors.new_totp_secret()
    give(required, TOTP, secret)
    code = factors.totp_code(secret, required.clock())
    assert asked(required) == "code_needed"
    assert asked(required, password="wrong password", code=code) == "wrong_sign_in"
    assert asked(required, code) == ""
    assert asked(required, code) == "code_not_accepted"
    required.clock.forward(seconds=30)
    assert asked(required, code) == "code_not_accepted"
    assert asked(required, factors.totp_code(secret, required.clock())) == ""


def test_an_earlier_code_is_worthless_once_a_later_one_was_used(required: AStation) -> None:
    secret = factors.new_totp_secret()
    give(required, TOTP, secret)
    earlier = factors.totp_code(secret, required.clock())
    required.clock.forward(seconds=30)
    assert asked(required, factors.totp_code(secret, required.clock())) == ""
    assert asked(required, earlier) == "code_not_accepted"


@pytest.mark.parametrize(
    ("seconds", "why"), [(-30, ""), (30, ""), (-60, "code_not_accepted"), (90, "code_not_accepted")]
)
def test_a_clock_one_step_off_is_forgiven(required: AStation, seconds: int, why: str) -> None:
    secret = factors.new_totp_secret()
    give(required, TOTP, secret)
    shown = factors.totp_code(secret, required.clock() + dt.timedelta(seconds=seconds))
    assert asked(required, shown) == why


def test_five_wrong_codes_lock_like_five_wrong_passwords(required: AStation) -> None:
    secret = factors.new_totp_secret()
    give(required, TOTP, secret)
    assert [asked(required, "000000x") for _ in range(5)] == ["code_not_accepted"] * 5
    assert asked(required, factors.totp_code(secret, required.clock())) == "account_locked"
    assert required.events().count(AuditEvent.ACCOUNT_LOCKED.value) == 1


def test_asking_what_factor_there_is_locks_nobody_out(required: AStation) -> None:
    secret = factors.new_totp_secret()
    give(required, TOTP, secret)
    for _ in range(7):
        assert asked(required) == "code_needed"
    assert asked(required, factors.totp_code(secret, required.clock())) == ""


def test_a_security_keys_answer_is_good_once_and_not_for_long(required: AStation) -> None:
    key = SoftKey()
    give(required, KEY, key.credential())
    link = required.desk()

    def challenge() -> str:
        found = link.sign_in("rivera", PASSWORD)
        assert isinstance(found, Refused)
        assert found.problem.code == "security_key_needed"
        said = dict(found.problem.what_happened.args)
        assert said["credential"] == key.credential_id
        return str(said["challenge"])

    answer = key.answer(challenge())
    assert asked(required, answer) == ""
    assert asked(required, answer) == "code_not_accepted"
    required.clock.forward(seconds=1)
    late = key.answer(challenge())
    required.clock.forward(seconds=121)
    assert asked(required, late) == "code_not_accepted"
    assert asked(required, SoftKey().answer(challenge())) == "code_not_accepted"
    assert asked(required, key.answer("00" * 56)) == "code_not_accepted"
    assert asked(required, key.answer(challenge(), origin="https://elsewhere.example")) == "code_not_accepted"


def test_who_signed_in_while_the_clock_ran_ahead_signs_in_once_it_is_set_right(required: AStation) -> None:
    key, secret = SoftKey(), factors.new_totp_secret()

    def answered() -> str:
        found = required.desk().sign_in("rivera", PASSWORD)
        assert isinstance(found, Refused)
        return key.answer(str(dict(found.problem.what_happened.args)["challenge"]))

    give(required, KEY, key.credential())
    unused = answered()
    ahead = required.clock.forward(days=2)
    while_ahead = answered()
    assert asked(required, while_ahead) == ""
    required.clock.forward(days=-2)
    assert asked(required, unused) == "code_not_accepted", "an answer was good since it was asked for"
    assert asked(required, answered()) == ""
    required.clock.now = ahead
    assert asked(required, while_ahead) == "code_not_accepted", "used"
    required.clock.forward(days=-2)
    give(required, TOTP, secret)
    required.clock.forward(days=2)
    assert asked(required, factors.totp_code(secret, required.clock())) == ""
    required.clock.forward(days=-2)
    now = factors.totp_code(secret, required.clock())
    assert [asked(required, now), asked(required, now)] == ["", "code_not_accepted"]


@pytest.mark.parametrize(
    "garbage", ["x", "{}", "[]", '{"response": 1}', '{"response": {"clientDataJSON": "e30"}}']
)
def test_garbage_is_no_keys_answer(garbage: str) -> None:
    now = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    assert factors.key_step(PEPPER, "o", SoftKey().credential(), garbage, now, 0) is None
    assert factors.register_key(b"c" * 16, garbage) is None


def test_a_key_is_registered_for_the_challenge_it_was_given_only() -> None:
    key = SoftKey()
    assert factors.register_key(b"c" * 16, key.made(b"c" * 16)) == key.credential()
    assert factors.register_key(b"d" * 16, key.made(b"c" * 16)) is None


def test_a_sealed_secret_opens_for_its_own_officer_and_station_only() -> None:
    stored = factors.sealed(PEPPER, "rivera", b"secret")
    assert factors.unsealed(PEPPER, "rivera", stored) == b"secret"
    assert factors.unsealed(PEPPER, "moreau", stored) is None
    assert factors.unsealed(b"q" * 32, "rivera", stored) is None
    assert factors.unsealed(PEPPER, "rivera", "no base64!") is None


def test_no_secret_of_a_factor_is_stored_in_the_clear(required: AStation) -> None:
    secret = factors.new_totp_secret()
    give(required, TOTP, secret)
    assert secret not in required.everything_stored()
    assert factors.totp_uri(secret, "rivera", "Example").split("secret=")[1][:16].encode() not in (
        required.everything_stored()
    )


def test_every_sign_in_of_an_account_can_be_ended_at_once(here: AStation) -> None:
    desks = [here.signed_in(desk=name) for name in ("desk-1", "desk-2")]
    with here.store.writing() as session:
        assert accounts.end_all(session, "Rivera", BY, here.clock()) == 2
        assert isinstance(accounts.end_all(session, "nobody", BY, here.clock()), Problem)
    assert [type(desk.visits.queue()) for desk in desks] == [SignInAgain, SignInAgain]
    assert isinstance(here.signed_in().visits.queue(), QueueView)
    assert here.events().count(AuditEvent.SESSIONS_ENDED.value) == 1


def test_a_desk_with_the_key_in_it_signs_in_and_one_without_is_told_what_is_missing(
    required: AStation,
) -> None:
    key = SoftKey()
    give(required, KEY, key.credential())
    link = DeskLink(required.http(DESK, DeviceRole.DESK), Touched(key))
    assert isinstance(link.sign_in("rivera", PASSWORD), SignedIn)
    assert isinstance(link.visits.queue(), QueueView)
    for other in (None, SoftKey()):
        without = DeskLink(required.http(DESK, DeviceRole.DESK), Touched(other))
        refused = without.sign_in("rivera", PASSWORD)
        assert isinstance(refused, Refused)
        assert refused.problem.code == "security_key_needed"
