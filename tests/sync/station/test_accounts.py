"""Who may sign in, for how long, and what five wrong tries do."""

from __future__ import annotations

import datetime as dt

import pytest

from kiosk.audit import AuditEvent
from kiosk.problems import Problem
from kiosk.review import Role
from sync.identity import Role as DeviceRole
from sync.station import accounts
from sync.station.audit import Actor
from sync.station.build import officer_in
from sync.station.client import DeskLink
from sync.station.desk_wire import OfficeView, QueueView, Refused, SignedIn, SignInAgain
from sync.station.store import accounts as rows
from sync.station.store import log
from tests.sync.station.a_station import DESK, PASSWORD, AStation


def code_of(found: object) -> tuple[str, int]:
    """The problem's code and the status of a refusal."""
    assert isinstance(found, Refused), found
    return found.problem.code, found.status


def events(here: AStation) -> list[str]:
    """The names of all events in the log."""
    with here.store.reading() as session:
        return [line.event for line in log.lines(session)]


def test_a_sign_in_says_who_it_is_and_how_long_it_lasts(here: AStation) -> None:
    found = here.desk().sign_in("  RIVERA ", PASSWORD)
    assert isinstance(found, SignedIn)
    assert found.name == "T. Rivera"
    assert set(found.roles) == {Role.OFFICER, Role.ADMINISTRATOR}, "the first account administers too"
    assert found.expires_at == here.clock() + dt.timedelta(hours=12)
    assert found.idle_seconds == 1800


def test_a_wrong_name_and_a_wrong_password_are_told_alike(here: AStation) -> None:
    link = here.desk()
    assert code_of(link.sign_in("rivera", "wrong")) == ("wrong_sign_in", 401)
    assert code_of(link.sign_in("nobody", PASSWORD)) == ("wrong_sign_in", 401)
    assert not link.signed_in


def test_a_sign_in_made_while_the_clock_ran_ahead_is_over_when_it_is_set_right(here: AStation) -> None:
    right = here.clock()
    here.clock.forward(minutes=1)
    soon = here.signed_in()
    here.clock.forward(days=300)
    far = here.signed_in()
    here.clock.now = right
    assert isinstance(soon.office.about(), OfficeView)
    assert isinstance(far.office.about(), SignInAgain)


def test_five_wrong_passwords_lock_until_an_administrator_releases(here: AStation) -> None:
    held = here.signed_in()
    link = here.desk("desk-2")
    for _ in range(5):
        assert code_of(link.sign_in("rivera", "wrong")) == ("wrong_sign_in", 401)
    assert code_of(link.sign_in("rivera", "wrong")) == ("wrong_sign_in", 401), "nothing more is told"
    assert code_of(link.sign_in("rivera", PASSWORD)) == ("account_locked", 403)
    assert isinstance(held.visits.queue(), SignInAgain), "who was signed in is signed out"
    here.clock.forward(days=30)
    assert code_of(link.sign_in("rivera", PASSWORD)) == ("account_locked", 403)
    with here.store.writing() as session:
        assert accounts.release(session, "Rivera", Actor("admin", DESK), here.clock()) is None
    assert isinstance(link.sign_in("rivera", PASSWORD), SignedIn)
    assert events(here).count(AuditEvent.ACCOUNT_LOCKED.value) == 1
    assert AuditEvent.ACCOUNT_RELEASED.value in events(here)


def test_a_right_password_forgets_four_wrong_ones(here: AStation) -> None:
    link = here.desk()
    for _ in range(3):
        for _ in range(4):
            link.sign_in("rivera", "wrong")
        assert isinstance(link.sign_in("rivera", PASSWORD), SignedIn)


def test_a_sign_in_ends_after_half_an_hour_without_use(here: AStation, desk: DeskLink) -> None:
    for _ in range(3):
        here.clock.forward(minutes=29)
        assert isinstance(desk.office.about(), OfficeView)
    here.clock.forward(minutes=30)
    assert isinstance(desk.visits.queue(), SignInAgain)
    assert not desk.signed_in


def test_a_sign_in_ends_after_twelve_hours_of_use(here: AStation, desk: DeskLink) -> None:
    for _ in range(28):
        here.clock.forward(minutes=25)
        assert isinstance(desk.office.about(), OfficeView)
    here.clock.forward(minutes=20)
    assert isinstance(desk.office.about(), SignInAgain)


def test_a_desk_that_only_watches_the_queue_does_not_keep_a_sign_in_alive(
    here: AStation, desk: DeskLink
) -> None:
    for _ in range(6):
        here.clock.forward(minutes=4)
        assert isinstance(desk.visits.queue(), QueueView)
    here.clock.forward(minutes=6)
    assert isinstance(desk.visits.queue(), SignInAgain)


def test_signing_out_ends_it_at_the_station_too(here: AStation, desk: DeskLink) -> None:
    other = here.http(DESK, DeviceRole.DESK)
    token = desk._asker.token
    desk.sign_out()
    answer = other.get("/v1/desk/queue", headers={"authorization": f"Bearer {token}"})
    assert answer.status_code == 401
    assert events(here).count(AuditEvent.OFFICER_SIGNED_OUT.value) == 1


def test_a_token_taken_to_another_desk_is_worthless(here: AStation, desk: DeskLink) -> None:
    headers = {"authorization": f"Bearer {desk._asker.token}"}
    assert here.http(DESK, DeviceRole.DESK).get("/v1/desk/office", headers=headers).status_code == 200
    assert here.http("desk-2", DeviceRole.DESK).get("/v1/desk/office", headers=headers).status_code == 401


def test_no_token_and_no_password_is_stored(here: AStation, desk: DeskLink) -> None:
    token = desk._asker.token
    content = here.everything_stored()
    assert token.encode() not in content
    assert PASSWORD.encode() not in content
    assert b"$argon2id$" in content


@pytest.mark.parametrize(
    ("name", "full", "password", "roles", "code"),
    [
        ("", "A B", PASSWORD, {Role.OFFICER}, "name_missing"),
        ("ab", " ", PASSWORD, {Role.OFFICER}, "name_missing"),
        ("ab", "A B", "elevenchars", {Role.OFFICER}, "password_too_short"),
        ("ab", "A B", "x" * 257, {Role.OFFICER}, "password_too_short"),
        ("ab", "A B", PASSWORD, set(), "role_missing"),
        ("Rivera", "A B", PASSWORD, {Role.OFFICER}, "name_taken"),
    ],
)
def test_an_account_that_cannot_be_is_refused(
    here: AStation, name: str, full: str, password: str, roles: set[Role], code: str
) -> None:
    refused = officer_in(here.store, name, full, password, frozenset(roles))
    assert isinstance(refused, Problem)
    assert refused.code == code


def test_only_the_first_account_is_made_an_administrator_by_itself(here: AStation) -> None:
    here.hire("okafor")
    with here.store.reading() as session:
        account = rows.by_name(session, "okafor")
    assert account is not None
    assert account.roles == {Role.OFFICER}


def test_what_shows_an_account_shows_no_secret(here: AStation) -> None:
    with here.store.reading() as session:
        account = rows.by_name(session, "rivera")
    assert account is not None
    assert "argon2" not in repr(account)
