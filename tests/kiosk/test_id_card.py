"""Reading a card's text: any version, either country, however it was printed, and never an exception."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kiosk.id_card import IdCard, Unreadable, Why, as_fields, fault_in, is_grammatical, parse, problem_of
from tests.specimens.invented_cards import (
    BREAKS,
    CANADA,
    HEADS,
    ISSUERS,
    Invented,
    Printing,
    payload,
    person,
)

VERSIONS = range(1, 100)
STATES = sorted(ISSUERS)

cards = st.builds(person, st.integers(0, 10**6), st.sampled_from(VERSIONS), st.sampled_from(STATES))
printings = st.builds(
    Printing,
    head=st.sampled_from(HEADS),
    word=st.sampled_from(("ANSI ", "AAMVA", "ANSI")),
    line_break=st.sampled_from(BREAKS),
    subfile=st.sampled_from(("DL", "ID", "EN")),
    subfile_word=st.booleans(),
    state_fields=st.sampled_from(("after", "none")),
    shuffled=st.none() | st.integers(0, 10**6),
    padded=st.booleans(),
    nothing=st.sampled_from(("NONE", "", "unavl", "Unavail", "   ")),
)


def fields(text: str) -> dict[str, object]:
    card = parse(text)
    assert isinstance(card, IdCard), card
    return as_fields(card)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("version", VERSIONS)
def test_every_version_of_either_country_is_read_whole(version: int, state: str) -> None:
    one = person(version, version, state)
    assert fields(payload(one)) == one.fields()
    assert is_grammatical(payload(one))


@given(cards, printings)
def test_no_way_of_printing_changes_what_a_card_says(one: Invented, printing: Printing) -> None:
    assert fields(payload(one, printing)) == one.fields()


@given(cards, printings.filter(lambda printing: printing.subfile_word))
def test_a_states_own_fields_before_the_others_change_nothing(one: Invented, printing: Printing) -> None:
    before = Printing(
        **{**{name: getattr(printing, name) for name in Printing.__annotations__}, "state_fields": "before"}
    )
    assert fields(payload(one, before)) == one.fields()


@given(cards)
def test_what_was_read_and_written_again_reads_the_same(one: Invented) -> None:
    once = fields(payload(one))
    assert fields(payload(one, Printing(head="", word="AAMVA", line_break="\r", subfile="ID"))) == once


@given(st.text())
@example("")
@example("@\n\x1e\rANSI ")
@example("ANSI 63603009")
@example("ANSI 636030090001DL00310300DL" + "DAQ" * 1000)
@example("ANSI ٦٣٦٠٣٠٠٩")
def test_no_text_makes_the_reader_raise(text: str) -> None:
    for asked in (text, "@\n\x1e\rANSI 636030090001DL00310300DL" + text):
        answer = parse(asked)
        assert isinstance(answer, IdCard | Unreadable)
        assert fault_in(asked) is None or not is_grammatical(asked)
        if isinstance(answer, IdCard):
            json.dumps(as_fields(answer))


@given(st.binary(max_size=3000))
def test_no_bytes_make_the_reader_raise(found: bytes) -> None:
    assert isinstance(parse(found.decode("latin-1")), IdCard | Unreadable)


@given(
    cards,
    printings,
    st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 4), st.text(max_size=4)), max_size=6),
)
def test_a_spoilt_card_is_read_or_refused_but_never_raises(
    one: Invented, printing: Printing, spoils: list[tuple[int, int, str]]
) -> None:
    text = payload(one, printing)
    for at, cut, put in spoils:
        at %= len(text) + 1
        text = text[:at] + put + text[at + cut :]
    card = parse(text)
    if isinstance(card, IdCard):
        assert card.height_cm is None or 30 <= card.height_cm < 300
        assert 0 < card.aamva_version < 100
        assert len(card.issuer) == 6
        assert list(as_fields(card)) == list(one.fields())
        for said in (card.first, card.last, card.id_number, card.street, card.city):
            assert said is None or said == said.strip() != ""
    if is_grammatical(text):
        assert isinstance(card, IdCard)
        assert card.id_number
        assert card.birth_date
        assert card.last


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", Why.EMPTY),
        (" \n\t", Why.EMPTY),
        ("A" * 65_537, Why.TOO_LONG),
        ("0123456789", Why.NOT_AN_ID_CARD),
        ("@\n\x1e\rAVDI 636030090001DL00310300DLDAQS1", Why.NOT_AN_ID_CARD),
        ("x" * 200 + "ANSI 636030090001DL00310300DLDAQS1", Why.NOT_AN_ID_CARD),
        ("@\n\x1e\rANSI 63603", Why.NOT_AN_ID_CARD),
        ("@\n\x1e\rANSI 636030000001DL00310300DLDAQS1", Why.UNKNOWN_VERSION),
        ("@\n\x1e\rANSI 636030090001DL00310300DLDAYBRO\nDAQNONE\nDBB00000000", Why.NOBODY_ON_IT),
    ],
)
def test_what_is_no_card_is_refused_with_its_reason(text: str, why: Why) -> None:
    assert parse(text) == Unreadable(why)
    assert problem_of(why).code == f"card_{why}"
    assert not is_grammatical(text)


def test_a_card_that_lacks_a_field_is_read_with_nothing_in_its_place() -> None:
    card = parse("@\n\x1e\rANSI 636030090001DL00310300DLDCSASHGROVE\n")
    assert isinstance(card, IdCard)
    assert (card.last, card.id_number, card.birth_date, card.street) == ("ASHGROVE", None, None, None)
    assert card.country == "USA"


PROPER = "@\n\x1e\rANSI 636030090001DL00310300DLDAQS1\nDCSASH\nDBB01021980\nDBA01022030\nDBD01022020\n"


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("", "", None),
        ("DCSASH", "DAAASH,IVY", None),
        ("DBA01022030", "DBA00000000", None),
        ("DBA01022030", "DBAMMDDCCYY", None),
        ("DBD01022020\n", "", None),
        ("DBD01022020", "DBD", None),
        ("DBD01022020", "DBDunavl", None),
        ("DAQS1", "DAQ", Why.NO_ID_NUMBER),
        ("DAQS1", "DBQS1", Why.NO_ID_NUMBER),
        ("DBB01021980", "DBB13321980", Why.NO_BIRTH_DATE),
        ("DBB01021980", "DBB0102198", Why.NO_BIRTH_DATE),
        ("DCSASH", "DCS", Why.NO_LAST_NAME),
        ("DBA01022030", "DBA02302030", Why.BAD_DATE),
        ("DBD01022020", "DBDO1022020", Why.BAD_DATE),
        ("ANSI ", "", Why.NOT_AN_ID_CARD),
    ],
)
def test_a_decoded_text_must_be_grammatical_to_be_taken_for_a_card(
    old: str, new: str, why: Why | None
) -> None:
    text = PROPER.replace(old, new, 1)
    assert fault_in(text) == why
    assert is_grammatical(text) == (why is None)


def test_a_header_without_its_word_is_read_but_not_taken_from_a_camera() -> None:
    card = parse(PROPER.replace("ANSI ", ""))
    assert isinstance(card, IdCard)
    assert (card.issuer, card.aamva_version, card.id_number) == ("636030", 9, "S1")


def test_a_card_shows_nothing_of_the_person_when_a_program_prints_it() -> None:
    assert repr(parse(PROPER)) == "IdCard(issuer='636030', aamva_version=9)"


def test_the_letters_of_a_lost_control_character_are_not_part_of_the_last_field() -> None:
    text = "@\n6MANSI 636031050002DL00410260ZW03010017DLDAQS1\nDCSTEAM\nDBB08151983\nDCUJRMZWZWA5415M"
    assert fields(text)["suffix"] == "JR"
    assert fields("@\n6MANSI 636039080101DL00310243DLDAQS1\nDCSTEAMM")["last"] == "TEAM"
    assert fields("@\n\x1e\rANSI 636039080101DL00310243DLDAQS1\nDCSTEAM")["last"] == "TEAM"


def test_the_first_field_that_says_something_counts() -> None:
    text = "ANSI 636030090002DL00310300ID00990099DLDAQ\nDCSASH\n\rIDDAQS2\nDCSOAK\n"
    assert (fields(text)["id_number"], fields(text)["last"]) == ("S2", "ASH")


def test_fields_behind_a_states_own_count_where_nothing_better_is_said() -> None:
    text = "ANSI 636061040002ZW00410313DL03540027ZWZWA\nZWB\nDCSASH\nDAQS1\nDBB01021980"
    assert (fields(text)["last"], fields(text)["id_number"]) == ("ASH", "S1")


def test_a_directory_on_a_line_of_its_own_and_with_blanks_is_stepped_over() -> None:
    text = "ANSI 636030 09 00 02\nDL0031 0300\nZM04000010\nDLDAQS1\nDCSASH\n"
    assert (fields(text)["id_number"], fields(text)["last"]) == ("S1", "ASH")


@pytest.mark.parametrize(
    ("issuer", "state", "country", "expected"),
    [
        ("636030", "MO", None, "USA"),
        ("636012", "ON", None, "CAN"),
        ("999999", "AB", None, "CAN"),
        ("360040", "NC", None, "USA"),
        ("636060", None, None, "USA"),
        ("636056", "MO", None, None),
        ("999999", "ZZ", None, None),
        ("636012", "ON", "USA", "USA"),
        ("636030", "MO", "can", "CAN"),
        ("636030", "MO", "MEX", None),
        ("636030", "MO", "NONE", "USA"),
    ],
)
def test_the_country_is_what_the_card_says_else_what_its_issuer_tells(
    issuer: str, state: str | None, country: str | None, expected: str | None
) -> None:
    text = f"ANSI {issuer}090001DL00310300DLDAQS1\nDAJ{state or ''}\nDCG{country or ''}"
    assert fields(text)["country"] == expected


def test_a_version_01_card_with_only_a_residence_gives_that() -> None:
    text = (
        "@\n\nAAMVA36004001DL00280200DLDABSORREL\nDACPATRICIA\nDADLOEB\nDAE\nDAL31 ELM DR\nDAM\nDANRALEIGH\n"
        "DAONC\nDAP27614-7307\nDAQ27470000\nDATNone\nDAV5-01\nDBA06-05-2019\nDBB06-05-1951\nDBCF\nDBD07-18-2012\n"
    )
    said = fields(text)
    assert (said["first"], said["middle"], said["last"]) == ("PATRICIA", "LOEB", "SORREL")
    assert (said["street"], said["street2"], said["city"], said["state"]) == (
        "31 ELM DR",
        None,
        "RALEIGH",
        "NC",
    )
    assert (said["postal_code"], said["birth_date"], said["height_cm"]) == ("276147307", "1951-06-05", 155)
    assert is_grammatical(text)


def test_every_shared_card_is_read_as_expected(shared: Path) -> None:
    listed = json.loads((shared / "scanning" / "id_cards.json").read_text("utf-8"))
    assert len(listed) >= 20
    for one in listed:
        said = fields(one["raw"])
        assert {name: said[name] for name in one["expected"]} == one["expected"], one["id"]
        assert (said["issuer"], said["aamva_version"]) == (one["issuer"], one["aamva_version"]), one["id"]
        assert is_grammatical(one["raw"]), one["id"]


def test_the_writer_invents_both_countries() -> None:
    assert {person(1, 9, state).country for state in CANADA} == {"CAN"}
    assert person(1, 9, "MO").country == "USA"


@pytest.mark.parametrize(
    "rest",
    ["DAQ" * 22_000, "\nDAQ" * 16_000, "D" * 65_000, "\nDCSA" + " " * 65_000 + "B", "\nDAA" + "A," * 32_000,
     "\nDAU" + "5 " * 32_000, "ZA00000000" * 6_500, "\nDBB" + "-" * 65_000, "%BC" * 21_000],
)  # fmt: skip
def test_the_longest_text_keeps_nobody_waiting(rest: str) -> None:
    text = ("@\n\x1e\rANSI 636030090002DL00310300" + rest)[:65_536]
    began = time.process_time()
    parse(text)
    fault_in(text)
    assert time.process_time() - began < 0.5  # a few hundredths; seconds when anything grows with the square
