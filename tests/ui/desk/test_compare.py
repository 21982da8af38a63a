"""On file, card, reported: what differs comes first, and is marked word by word."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kiosk.changes import Added, Ended
from kiosk.registrant import Residence, ResidenceKind
from kiosk.topics import Topic
from tests.specimens import desk, records
from ui.desk.compare import Marked, Row, marked, rows, silent_topics
from ui.texts import language

EN = language("en")


def text(pieces: Marked) -> str:
    return "".join(piece for piece, _ in pieces)


def differing(pieces: Marked) -> list[str]:
    return [piece.strip() for piece, differs in pieces if differs]


def about(found: tuple[Row, ...], topic: Topic) -> Row:
    return next(row for row in found if row.about.key == f"desk.topic.{topic.value}")


def test_what_differs_comes_first() -> None:
    found = rows(desk.page(desk.changes(), card=desk.card(name="ALEX QUILLE")), EN)
    flags = [row.differs for row in found]
    assert flags == sorted(flags, reverse=True)
    assert found[0].about.key == "desk.row.name"


def test_a_move_is_one_row_with_both_its_changes() -> None:
    row = about(rows(desk.page(records.moved_house()), EN), Topic.RESIDENCES)
    assert row.changes == (0, 1)
    assert text(row.on_file).startswith("415 Birchwood Ter Apt 3B")
    assert "1208 E Linden Ave" in text(row.reported)
    assert "instead, since Fri 13 November 2026" in text(row.reported)
    assert "MO" not in " ".join(differing(row.reported)).split()


def test_two_moves_on_one_day_are_not_guessed_together() -> None:
    day = records.TODAY
    home = records.registrant().residences[0]
    other = Residence("", ResidenceKind.OTHER, records.OLD_HOME)
    reported = (
        Ended(Topic.RESIDENCES, home.item_id, home, day),
        Added(Topic.RESIDENCES, Residence("", ResidenceKind.HOME, records.NEW_HOME), day),
        Added(Topic.RESIDENCES, other, day),
    )
    found = rows(desk.page(reported), EN)
    assert [row.changes for row in found if row.changes] == [(0,), (1,), (2,)]


def test_a_card_in_capitals_is_no_difference() -> None:
    found = rows(desk.page(), EN)
    assert not any(row.differs for row in found)
    assert text(found[0].card) == "ALEX ROWAN QUILL"


def test_another_birth_date_on_the_card_is_marked() -> None:
    found = rows(desk.page(card=desk.card(birth_date=dt.date(1980, 11, 6))), EN)
    row = found[0]
    assert row.differs
    assert (differing(row.on_file), differing(row.card)) == (["Wed 5"], ["Thu 6"])


def test_the_cards_address_is_compared_by_its_parts_and_never_guessed() -> None:
    def remark(address: str) -> str | None:
        row = about(rows(desk.page(card=desk.card(address=address)), EN), Topic.RESIDENCES)
        return row.remark.key if row.remark else None

    assert remark("415 BIRCHWOOD TERRACE #3B, KANSAS CITY, MO 64106") == "desk.card_address.on_file"
    assert remark("415 BIRCHWOOD TER APT 3D, KANSAS CITY, MO 64106") == "desk.card_address.other"
    assert remark("415 BIRCHWOOD TER, KANSAS CITY, MO 64106") == "desk.card_address.similar"
    assert remark("") is None


def test_a_card_that_shows_the_reported_address_says_so() -> None:
    page = desk.page(
        records.moved_house(), card=desk.card(address="1208 E LINDEN AVE, INDEPENDENCE, MO 640500000")
    )
    row = about(rows(page, EN), Topic.RESIDENCES)
    assert row.remark is not None
    assert row.remark.key == "desk.card_address.reported"
    assert text(row.card).endswith("MO 64050")


def test_an_unmatched_check_in_shows_what_was_said_and_compares_nothing() -> None:
    found = rows(desk.unmatched_page(), EN)
    assert not any(row.differs for row in found)
    assert all(text(row.on_file) == "" for row in found)


def test_every_topic_is_shown_or_named_as_silent() -> None:
    page = desk.page(desk.changes())
    shown = {row.about.key.rpartition(".")[2] for row in rows(page, EN)}
    assert {topic.value for topic in Topic} <= shown | {topic.value for topic in silent_topics(page)}


def test_a_topic_without_a_day_says_none() -> None:
    vehicle = about(rows(desk.page(desk.changes()), EN), Topic.VEHICLES)
    assert "since" not in text(vehicle.reported)
    assert differing(vehicle.reported) == ["white", "220"]


def test_a_claim_by_registration_number_is_compared_with_it() -> None:
    said = replace(
        desk.card(), from_card=False, id_number="", address="", expires=None, registration_number="MO-SYN-9"
    )
    row = next(
        row for row in rows(desk.page(card=said), EN) if row.about.key == "desk.row.registration_number"
    )
    assert row.differs
    assert text(row.on_file) == "MO-SYN-0001"


@given(st.text(max_size=60), st.text(max_size=60))
def test_marking_loses_no_word(before: str, after: str) -> None:
    left, right = marked(before, after)
    assert text(left).split() == before.split()
    assert text(right).split() == after.split()


@given(st.text(max_size=60))
def test_equal_texts_have_nothing_marked(said: str) -> None:
    left, right = marked(said, said.upper() if said.upper().casefold() == said.casefold() else said)
    assert not any(differs for _, differs in (*left, *right))
