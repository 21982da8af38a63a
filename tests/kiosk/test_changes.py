"""What a reported change is, when it is impossible, and what it does to a record."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from kiosk import changes, topics
from kiosk import registrant as rg
from kiosk.changes import Added, Changed, ChangeKind, Ended, ReportedChange, Told
from kiosk.problems import Problem
from kiosk.topics import Topic
from tests.specimens.records import NEW_HOME, TODAY, moved_house, registrant

HOME = registrant().residences[0]
TEMPORARY = rg.Residence("", rg.ResidenceKind.TEMPORARY, NEW_HOME)
PHONE = rg.Phone("", "8165550199")


def accepted(*reported: ReportedChange, record: rg.Registrant | None = None) -> rg.Registrant:
    after = changes.accept(record or registrant(), reported, "ci-1")
    assert isinstance(after, rg.Registrant)
    return after


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (Added(Topic.RESIDENCES, replace(HOME, item_id=""), TODAY), ChangeKind.RESIDENCE),
        (Added(Topic.RESIDENCES, TEMPORARY, TODAY), ChangeKind.TEMPORARY_RESIDENCE),
        (Ended(Topic.RESIDENCES, "home-1", HOME, TODAY), ChangeKind.RESIDENCE),
        (Told(Topic.RESIDENCES, "I sleep in my van"), ChangeKind.RESIDENCE),
        (Added(Topic.PHONES, PHONE, TODAY), ChangeKind.PHONE),
        (Told(Topic.LOOKS, "a beard"), ChangeKind.APPEARANCE),
    ],
)
def test_the_law_sees_the_kind_of_a_change(change: ReportedChange, kind: ChangeKind) -> None:
    assert changes.kind_of(change) is kind


def test_every_topic_has_a_kind_of_change() -> None:
    assert {changes.kind_of(Told(topic, "x")) for topic in Topic} <= set(ChangeKind)


def test_the_day_of_a_change_is_the_day_the_person_said() -> None:
    ended, added = moved_house()
    assert changes.since(ended) == changes.since(added) == TODAY - dt.timedelta(days=10)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (Told(Topic.OTHER, "  "), "change_without_words"),
        (Added(Topic.LOOKS, PHONE, TODAY), "change_without_words"),
        (Added(Topic.EMAILS, PHONE, TODAY), "change_of_wrong_kind"),
        (Ended(Topic.RESIDENCES, "x", PHONE, TODAY), "change_of_wrong_kind"),
        (Ended(Topic.RESIDENCES, "home-1", HOME, TODAY + dt.timedelta(days=1)), "change_ends_in_future"),
        (
            Added(Topic.RESIDENCES, rg.Residence("", rg.ResidenceKind.HOME, None), TODAY),
            "residence_without_address",
        ),
        (
            Added(Topic.RESIDENCES, rg.Residence("", rg.ResidenceKind.NO_FIXED_PLACE, None), TODAY),
            "place_without_words",
        ),
    ],
)
def test_an_impossible_change_is_named(change: ReportedChange, code: str) -> None:
    assert [found.code for found in changes.flaws([change], TODAY)] == [code]


@pytest.mark.parametrize(
    "change",
    [
        *moved_house(),
        Told(Topic.OTHER, "please call me Al"),
        Added(Topic.PHONES, PHONE, TODAY),
        Added(
            Topic.RESIDENCES,
            rg.Residence("", rg.ResidenceKind.NO_FIXED_PLACE, None, "under the bridge at Main and 3rd"),
            TODAY,
        ),
    ],
)
def test_a_possible_change_has_no_flaw(change: ReportedChange) -> None:
    assert changes.flaws([change], TODAY) == ()


def test_a_move_ends_the_old_home_and_begins_the_new_one() -> None:
    after = accepted(*moved_house())
    old, new = after.residences
    assert old.ended == TODAY - dt.timedelta(days=10)
    assert (new.address, new.item_id, new.ended) == (NEW_HOME, "ci-1-2", None)
    assert topics.on_file(after, Topic.RESIDENCES) == (new,)


def test_a_phone_that_ended_leaves_the_record() -> None:
    phone = registrant().phones[0]
    assert accepted(Ended(Topic.PHONES, "phone-1", phone, TODAY)).phones == ()


def test_a_changed_entry_keeps_its_place_and_name() -> None:
    before = registrant(phones=(rg.Phone("phone-1", "8165550123"), rg.Phone("phone-2", "8165550124")))
    after = accepted(Changed(Topic.PHONES, "phone-1", before.phones[0], PHONE, TODAY), record=before)
    assert after.phones == (rg.Phone("phone-1", PHONE.number), before.phones[1])


def test_ending_one_entry_leaves_the_others_alone() -> None:
    before = registrant(phones=(rg.Phone("phone-1", "8165550123"), rg.Phone("phone-2", "8165550124")))
    after = accepted(Ended(Topic.PHONES, "phone-1", before.phones[0], TODAY), record=before)
    assert after.phones == (before.phones[1],)


def test_a_change_reported_blind_stands_beside_what_is_on_file() -> None:
    after = accepted(Changed(Topic.PHONES, "", None, PHONE, TODAY))
    assert [phone.number for phone in after.phones] == ["8165550123", PHONE.number]


def test_a_former_name_becomes_an_alias() -> None:
    new = rg.PersonName("Alex", "Rowan", "Fenn")
    after = accepted(Changed(Topic.NAME, "name", registrant().name, new, TODAY))
    assert (after.name, after.aliases) == (new, (registrant().name,))


def test_what_was_only_told_changes_nothing_by_itself() -> None:
    assert accepted(Told(Topic.LOOKS, "a beard")) == registrant()


@pytest.mark.parametrize(
    "change",
    [
        Changed(Topic.PHONES, "nobody", PHONE, PHONE, TODAY),
        Ended(Topic.PHONES, "nobody", PHONE, TODAY),
    ],
)
def test_a_change_to_an_entry_not_on_file_is_refused(change: ReportedChange) -> None:
    refused = changes.accept(registrant(), (change,), "ci-1")
    assert isinstance(refused, Problem)
    assert refused.code == "change_of_unknown_entry"
