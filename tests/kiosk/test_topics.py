"""What is asked, and what of a record its own person may see in the lobby."""

from __future__ import annotations

import dataclasses

from kiosk import registrant as rg
from kiosk import topics
from kiosk.topics import Topic
from tests.specimens.records import OLD_HOME, registrant


def test_every_topic_stands_on_exactly_one_page() -> None:
    asked = [topic for page in topics.PAGES.values() for topic in page]
    assert sorted(asked) == sorted(Topic)


def test_every_topic_with_entries_has_a_field_and_an_item() -> None:
    with_entries = set(Topic) - topics.TOLD_ONLY
    assert set(topics.FIELD_OF) == set(topics.ITEM_OF) == with_entries
    assert set(topics.FIELD_OF.values()) <= {field.name for field in dataclasses.fields(rg.Registrant)}


def test_the_own_record_shows_what_the_person_reports() -> None:
    view = topics.own_record(registrant())
    assert view.name.full() == "Alex Rowan Quill"
    assert [row.topic for row in view.shown] == [Topic.RESIDENCES, Topic.WORK, Topic.PHONES, Topic.VEHICLES]
    assert view.entries(Topic.RESIDENCES)[0] == registrant().residences[0]


def test_the_own_record_hides_what_is_for_the_officer_only() -> None:
    record = registrant(
        offenses=(rg.Offense("SECRET-OFFENSE", "566", None, "", None, ""),),
        ssn_sealed="SECRET-SSN",
        notes=("SECRET-NOTE",),
        aliases=(rg.PersonName("SECRET", "", "ALIAS"),),
    )
    shown = repr(topics.own_record(record))
    assert "SECRET" not in shown
    assert "SYN00000" not in shown
    assert repr(rg.Tier.II) not in shown
    assert topics.own_record(record).entries(Topic.PASSPORTS) == ()


def test_what_has_ended_is_not_shown() -> None:
    gone = dataclasses.replace(registrant().residences[0], ended=registrant().registered_on)
    assert topics.on_file(registrant(residences=(gone,)), Topic.RESIDENCES) == ()


def test_topics_told_in_words_have_nothing_on_file() -> None:
    assert topics.on_file(registrant(), Topic.LOOKS) == ()


def test_an_address_reads_as_people_write_it() -> None:
    assert OLD_HOME.one_line() == "415 Birchwood Ter Apt 3B, Kansas City, MO 64106"


def test_a_record_knows_when_its_photograph_was_taken() -> None:
    assert registrant().last_photograph() is not None
    assert registrant(photograph=None).last_photograph() is None
