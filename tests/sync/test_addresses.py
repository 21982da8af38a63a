"""Two spellings of one place are the same; two places never are; the rest is for the officer."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.registrant import Address
from sync.addresses import Likeness, compare, normal_form, normal_form_of_fields

SAME = {
    "100 NW STATE ROUTE 7, BLUE SPRINGS MO 64014": [
        "100 NW M-7 Hwy, Blue Springs, MO 64014",
        "100 NW MO-7, Blue Springs MO 64014",
        "100 NW State Route 7, Blue Springs, MO 64014",
        "100 NW 7 Hwy, Blue Springs, MO 64014",
        "100 NW 7 Highway Blue Springs MO 64014",
        "100 Northwest Highway 7, Blue Springs, Missouri 64014",
        "100 N.W. MO Hwy 7 Blue Springs MO 64014-1234",
        "100 NW State Hwy. 7, Blue Springs, Mo. 64014",
        "100 NW Rte 7, Blue Springs, MO 64014",
        "100 NW St Rt 7, Blue Springs, MO 64014",
        "100 NW State Rd 7, Blue Springs, MO 64014",
        "100 NW Missouri 7, Blue Springs, MO 64014",
        "100 NW SR-7, Blue Springs, MO 64014",
    ],
    "4800 US HIGHWAY 40 # 5, INDEPENDENCE MO 64055": [
        "4800 US 40 Hwy Apt #5, Independence MO 64055",
        "4800 40 Hwy #5 Independence, MO 64055",
        "4800 U.S. Highway 40 Lot 5, Independence MO 64055",
        "4800 Hwy 40 Unit 5, Independence, MO 64055",
        "4800 US-40 # 5, Indep., MO 64055",
        "4800 Highway US 40, Apt 5, Independence, MO 64055",
        "4800 Hwy #40, Trailer 5, Independence, MO 64055",
    ],
    "12345 STATE ROUTE 7 # 12, BLUE SPRINGS MO 64014": [
        "12345 MO-7 Lot 12 Blue Springs, MO 64014",
        "12345 7 Hwy #12, Blue Springs MO 64014",
    ],
    "1500 OLD US HIGHWAY 40, ODESSA MO 64076": [
        "1500 Old US 40 Hwy, Odessa MO 64076",
        "1500 Old 40 Highway, Odessa, MO 64076",
    ],
    "1500 BUSINESS US HIGHWAY 71, NEVADA MO 64772": [
        "1500 Business 71, Nevada MO 64772",
        "1500 Bus Hwy 71, Nevada MO 64772",
        "1500 Bus. US 71, Nevada MO 64772",
    ],
    "12 SW STATE ROUTE 291, LEES SUMMIT MO 64063": [
        "12 SW M 291 Hwy, Lee's Summit, MO 64063",
        "12 SW 291 Highway Lees Summit MO 64063",
        "12 S.W. M-291, Lee’s Summit MO 64063",
    ],
    "2300 STATE ROUTE AA, RICHMOND MO 64085": [
        "2300 Highway AA, Richmond MO 64085",
        "2300 State Hwy AA, Richmond MO 64085",
        "2300 AA Hwy, Richmond, MO 64085",
        "2300 Rt. AA, Richmond MO 64085",
        "2300 MO Hwy AA Richmond MO 64085",
        "2300 State Road AA, Richmond MO 64085",
    ],
    "100 STATE ROUTE E, WARRENSBURG MO 64093": [
        "100 E Highway, Warrensburg MO 64093",
        "100 State Route E, Warrensburg MO 64093",
        "100 Hwy E, Warrensburg, MO 64093",
    ],
    "100 S INTERSTATE 49 OUTER, BELTON MO 64012": [
        "100 S I-49 Outer Rd, Belton MO 64012",
        "100 South Interstate 49 Outer Road Belton, MO 64012",
    ],
    "100 COUNTY ROAD 342, AVA MO 65608": [
        "100 CR 342, Ava MO 65608",
        "100 Co. Rd. 342, Ava, MO 65608",
        "100 County Rd #342, Ava MO 65608",
    ],
    "100 FARM ROAD 123, REPUBLIC MO 65738": [
        "100 FR 123, Republic MO 65738",
        "100 Farm Rd 123 Republic MO 65738",
    ],
    "100 PRIVATE ROAD 1234, CUBA MO 65453": ["100 PVT RD 1234, Cuba MO 65453", "100 PR 1234 Cuba MO 65453"],
    "100 LAKE ROAD 5-12, CAMDENTON MO 65020": ["100 Lake Rd 5-12, Camdenton MO 65020"],
    "3000 PASEO, KANSAS CITY MO 64109": [
        "3000 The Paseo, KCMO 64109",
        "3000 Paseo, Kansas City, MO 64109",
        "3000 Paseo Blvd, Kansas City MO 64109",
        "3000 The Paseo Boulevard, K.C., MO 64109",
        "3000 PASEO KANSAS CITY MO 64109",
    ],
    "1 N 3RD ST, KANSAS CITY MO 64106": [
        "1 N Third St, Kansas City, MO 64106",
        "1 North 3rd Street, Kansas City MO 64106",
        "1 N 3 St, KC, MO 64106",
    ],
    "1 E 21ST ST, KANSAS CITY MO 64106": [
        "1 E Twenty-First St, Kansas City MO 64106",
        "1 E 21th St, KCMO 64106",
        "1 E 21 St, KC, MO 64106",
    ],
    "1 E 112TH TER, KANSAS CITY MO 64131": ["1 E 112 Terr, KCMO 64131", "1 East 112th Terrace, KCMO 64131"],
    "12 1/2 ELM ST, KANSAS CITY MO 64108": [
        "12½ Elm St, KCMO 64108",
        "12 1/2 Elm Street, Kansas City, MO 64108",
        "12-1/2 Elm St Kansas City MO 64108",
    ],
    "123A MAIN ST, KANSAS CITY MO 64105": ["123-A Main St, KCMO 64105", "123A Main Street, KCMO 64105"],
    "100 E GREGORY BLVD # 2 BLDG 4, KANSAS CITY MO 64131": [
        "100 E Gregory Blvd Bldg 4 Apt 2, KCMO 64131",
        "100 East Gregory Boulevard, Apt 2 Bldg 4, Kansas City MO 64131",
    ],
    "100 E GREGORY BLVD UPPR, KANSAS CITY MO 64131": [
        "100 E Gregory Blvd Upstairs, KCMO 64131",
        "100 E Gregory Blvd Upper, KCMO 64131",
    ],
    "100 ELM ST # 3, KANSAS CITY MO 64108": [
        "100 Elm St Sp 3, KCMO 64108",
        "100 Elm St Space 3, KCMO 64108",
        "100 Elm St Lot 3, KCMO 64108",
        "100 Elm St No. 3, KCMO 64108",
        "100 Elm St Apt 03, KCMO 64108",
        "Lot 3, 100 Elm St, KCMO 64108",
    ],
    "200 MAIN ST # 3B, KANSAS CITY MO 64105": [
        "200 Main St Apt. 3-B, KCMO 64105",
        "200 Main St Apt 3 B, KCMO 64105",
        "200 Main St #3b, KCMO 64105",
    ],
    "200 MAIN ST FL 2, KANSAS CITY MO 64105": [
        "200 Main St, 2nd Floor, KCMO 64105",
        "200 Main St Fl 2, KCMO 64105",
    ],
    "3100 MARTIN LUTHER KING BLVD, KANSAS CITY MO 64130": [
        "3100 Dr Martin Luther King Jr Blvd, KCMO 64130",
        "3100 MLK Blvd, KCMO 64130",
        "3100 Dr. M.L. King Jr. Blvd, KCMO 64130",
    ],
    "100 ST LOUIS AVE, ST JOSEPH MO 64501": [
        "100 Saint Louis Ave, St. Joseph MO 64501",
        "100 St. Louis Ave Saint Joseph, MO 64501",
        "100 St Louis Ave, St Joe, MO 64501",
    ],
    "100 SW TRFY, KANSAS CITY MO 64108": [
        "100 Southwest Trafficway, KCMO 64108",
        "100 SW Trafficway, KCMO 64108",
    ],
    "100 HIGHWAY DR, JEFFERSON CITY MO 65109": ["100 Highway Drive, Jeff City, MO 65109"],
    "PO BOX 12, KANSAS CITY MO 64141": ["P.O. Box 12 KCMO 64141", "Post Office Box 12, Kansas City MO 64141"],
    "RR 2 BOX 15, NEVADA MO 64772": [
        "R.R. 2, Box 15, Nevada MO 64772",
        "Rural Route 2 Box 15 Nevada, MO 64772",
    ],
    "GENERAL DELIVERY, KANSAS CITY MO 64108": ["General Delivery, KCMO 64108"],
    "100 MAIN ST, KANSAS CITY KS 66101": ["100 Main St, KCK 66101", "100 Main Street Kansas City, KS 66101"],
    "UNDER THE BRG": ["under the bridge", "  Under  the bridge. "],
    "": ["", " ", ",", ". ,"],
}

HOME = "415 E 12th St Apt 3B, Kansas City, MO 64106"
DIFFERENT = [
    (HOME, "415 E 12th St Apt 3D, Kansas City, MO 64106"),
    (HOME, "415 W 12th St Apt 3B, Kansas City, MO 64106"),
    (HOME, "415 E 12th Ter Apt 3B, Kansas City, MO 64106"),
    (HOME, "451 E 12th St Apt 3B, Kansas City, MO 64106"),
    (HOME, "415 E 13th St Apt 3B, Kansas City, MO 64106"),
    (HOME, "415 E 112th St Apt 3B, Kansas City, MO 64106"),
    (HOME, "415 E 12th St Apt 3B, Kansas City, KS 64106"),
    (HOME, "415 E 12th St Apt 3B, Independence, MO 64055"),
    (HOME, "PO Box 415, Kansas City, MO 64106"),
    (HOME, "under the bridge"),
    (HOME, ""),
    ("100 Birchwood Ter, KCMO 64106", "100 Birchwod Ter, KCMO 64106"),
    ("4800 US 40 Hwy, Independence MO 64055", "4800 24 Hwy, Independence MO 64055"),
    ("100 Elm St Apt 1-11, KCMO 64108", "100 Elm St Apt 11-1, KCMO 64108"),
    ("100 Elm St Apt 1-11, KCMO 64108", "100 Elm St Apt 111, KCMO 64108"),
    ("1500 Old 40 Hwy, Odessa MO 64076", "1500 40 Hwy, Odessa MO 64076"),
    ("1500 Business 71, Nevada MO 64772", "1500 71 Hwy, Nevada MO 64772"),
    ("1500 I-49 Outer Rd, Belton MO 64012", "1500 I-49, Belton MO 64012"),
    ("100 Route A, Ava MO 65608", "100 Route AA, Ava MO 65608"),
    ("100 Lake Rd 5-12, Camdenton MO 65020", "100 Lake Rd 5-13, Camdenton MO 65020"),
    ("123A Main St, KCMO 64105", "123B Main St, KCMO 64105"),
    ("PO Box 12, KCMO 64141", "PO Box 21, KCMO 64141"),
    ("RR 2 Box 15, Nevada MO 64772", "RR 2 Box 51, Nevada MO 64772"),
    ("100 Elm St Bldg 2, KCMO 64108", "100 Elm St Bldg 3, KCMO 64108"),
    ("behind the church", "under the bridge"),
]
LOOKS_SIMILAR = [
    (HOME, "415 12th St Apt 3B, Kansas City, MO 64106"),
    (HOME, "415 E 12th St, Kansas City, MO 64106"),
    (HOME, "415 E 12th Apt 3B, Kansas City, MO 64106"),
    (HOME, "415 E 12th St Apt 3B, Kansas City, MO 64108"),
    (HOME, "415 E 12th St Apt 3B, Kansas City, MO"),
    (HOME, "415 E 12th St Ste 3B, Kansas City, MO 64106"),
    (HOME, "415 E 12th St Apt 3B"),
    ("123A Main St, KCMO 64105", "123 Main St Apt A, KCMO 64105"),
    ("123 1/2 Main St, KCMO 64105", "123 Main St, KCMO 64105"),
    ("1 S Main St, Joplin MO 64801", "1 Main St S, Joplin MO 64801"),
    ("100 CR 40, Ava MO 65608", "100 Hwy 40, Ava, MO 65608"),
    ("100 State Highway 40, Odessa MO 64076", "100 US 40, Odessa MO 64076"),
    ("100 Lark Spur Ln, KCMO 64108", "100 Larkspur Ln, KCMO 64108"),
    ("100 W 103rd Street Ter, KCMO 64114", "100 W 103rd Ter, KCMO 64114"),
    ("100 E Gregory Blvd Bldg 4 Apt 2, KCMO 64131", "100 E Gregory Blvd Apt 2, KCMO 64131"),
    ("9000 E 67th St, Raytown MO 64133", "9000 E 67th St, Kansas City MO 64133"),
    ("Oak St, KCMO 64108", "100 Oak St, KCMO 64108"),
    ("100 Elm St Rear, KCMO 64108", "100 Elm St, KCMO 64108"),
]

LINES = [line for spelled in SAME.values() for line in spelled]
addresses = st.one_of(
    st.sampled_from(LINES),
    st.sampled_from([line for pair in DIFFERENT + LOOKS_SIMILAR for line in pair]),
    st.text(max_size=60),
    st.builds(
        Address,
        st.sampled_from(("", "12", "12A", "12 1/2")),
        st.sampled_from(("Elm St", "E Elm St", "Elm", "40 Hwy", "US 40", "Third St", "3rd St")),
        st.sampled_from(("", "Apt 3", "#3", "3", "Ste 3", "Lot 3", "rear")),
        st.sampled_from(("", "Kansas City", "KCMO", "Raytown")),
        st.sampled_from(("", "MO", "Mo.", "Missouri", "KS")),
        st.sampled_from(("", "64106", "64106-1234", "64133")),
    ),
)


def test_the_list_is_long_enough() -> None:
    assert len(set(LINES)) >= 70


@pytest.mark.parametrize(("normal", "spelled"), SAME.items())
def test_spellings_of_one_place_are_the_same(normal: str, spelled: list[str]) -> None:
    assert {normal_form(line).one_line() for line in [*spelled, normal]} == {normal}
    for one, other in itertools.product(spelled, repeat=2):
        assert compare(one, other) is Likeness.SAME


def test_no_two_places_of_the_list_are_the_same() -> None:
    for one, other in itertools.permutations([normal_form(line) for line in SAME], 2):
        assert compare(one, other) is not Likeness.SAME


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_two_places_are_different_however_alike_they_are_spelled(one: str, other: str) -> None:
    assert compare(one, other) is Likeness.DIFFERENT


@pytest.mark.parametrize(("one", "other"), LOOKS_SIMILAR)
def test_what_is_missing_or_often_mistaken_is_for_the_officer(one: str, other: str) -> None:
    assert compare(one, other) is Likeness.LOOKS_SIMILAR


@pytest.mark.parametrize(
    ("address", "line"),
    [
        (
            Address("415", "Birchwood Ter", "Apt 3B", "Kansas City", "MO", "64106"),
            "415 Birchwood Ter #3B, KCMO 64106",
        ),
        (
            Address("415", "Birchwood Terrace", "3B", "KCMO", "", "64106-1234"),
            "415 Birchwood Ter #3B, KCMO 64106",
        ),
        (
            Address("", "415 Birchwood Ter Apt 3-B", "", "K.C.", "Mo.", "64106"),
            "415 Birchwood Ter #3B, KCMO 64106",
        ),
        (
            Address("4800", "40 Hwy", "Lot 5", "Independence", "MO", "64055"),
            "4800 US 40 #5, Independence MO 64055",
        ),
        (Address("100", "MO-7", "", "Blue Springs", "MO", "64014"), "100 7 Hwy, Blue Springs MO 64014"),
        (Address("100", "Swope Pkwy", "", "Kansas City", "MO", "64130"), "100 Swope Parkway, KCMO 64130"),
        (Address("12", "Elm St", "upstairs", "Kansas City", "MO", "64109"), "12 Elm St Upper, KCMO 64109"),
        (Address("12", "Elm St", "2nd floor", "Kansas City", "MO", "64109"), "12 Elm St Fl 2, KCMO 64109"),
        (Address("", "PO Box 12", "", "Kansas City", "MO", "64141"), "PO Box 12, KCMO 64141"),
        (Address("100", "Main St", "", "O’Fallon", "MO", "63366"), "100 Main St, O Fallon MO 63366"),
        (Address("100", "Main St", "", "KCK", "", "66101"), "100 Main St, Kansas City KS 66101"),
        (Address("", "", "", "", "", ""), ""),
    ],
)
def test_an_address_in_fields_is_the_same_as_its_line(address: Address, line: str) -> None:
    assert compare(address, line) is Likeness.SAME
    assert compare(line, address) is Likeness.SAME


def test_a_cards_two_lines_are_the_same_as_the_record() -> None:
    on_file = Address("415", "Birchwood Ter", "Apt 3B", "Kansas City", "MO", "64106")
    on_card = normal_form_of_fields("415 BIRCHWOOD TER", "APT 3B", "KANSAS CITY", "MO", "641061234")
    assert compare(on_file, on_card) is Likeness.SAME


@pytest.mark.parametrize("word", ["A ", "1 ", "HWY ", "OLD U S ", "#", "TWENTY "])
def test_the_longest_text_keeps_nobody_waiting(word: str) -> None:
    began = time.process_time()
    for text in (word * 10_000, word * (250 // len(word))):
        assert compare(text, text) is Likeness.SAME
        assert compare(Address("1", text, text, text, "MO", text), text) is not Likeness.SAME
    assert time.process_time() - began < 5  # a few tenths; minutes without a limit


@given(addresses, addresses)
def test_the_answer_is_the_same_either_way_round(one: Address | str, other: Address | str) -> None:
    assert compare(one, other) is compare(other, one)


@given(addresses, addresses, addresses)
def test_same_is_an_equivalence(a: Address | str, b: Address | str, c: Address | str) -> None:
    assert compare(a, a) is Likeness.SAME
    assert (compare(a, b) is Likeness.SAME) == (normal_form(a) == normal_form(b))
    if compare(a, b) is compare(b, c) is Likeness.SAME:
        assert compare(a, c) is Likeness.SAME


WAYS = ("{d} {n} {s}", "{D} {n} {S}", "{d}. {n} {s}.", "{d} {w} {s}", "{D} {w} {S}", "{d} {N} {s}")
PLACES = ("Kansas City, MO {z}", "KCMO {z}", "Kansas City Missouri {z}-0012", "K.C., Mo. {z}")
NAMES = {
    "12TH": ("12th", "Twelfth", "12"),
    "3RD": ("3rd", "Third", "3"),
    "45TH": ("45th", "Forty-fifth", "45"),
}
streets = st.tuples(
    st.integers(1, 20_000),
    st.sampled_from((("N", "North"), ("E", "East"), ("SW", "Southwest"))),
    st.sampled_from(sorted(NAMES)),
    st.sampled_from((("St", "Street"), ("Ter", "Terrace"), ("Ave", "Avenue"))),
    st.none() | st.integers(1, 400),
    st.sampled_from(("64106", "64131")),
)  # fmt: skip


def spell(
    street: tuple[int, tuple[str, str], str, tuple[str, str], int | None, str],
    way: str,
    unit: str,
    place: str,
) -> str:
    number, direction, name, suffix, door, zip_code = street
    ordinal, word, bare = NAMES[name]
    middle = way.format(d=direction[0], D=direction[1], n=ordinal, w=word, N=bare, s=suffix[0], S=suffix[1])
    return f"{number} {middle}{'' if door is None else unit.format(door)}, {place.format(z=zip_code)}"


@given(streets, streets, st.lists(st.sampled_from(WAYS), min_size=2, max_size=2), st.sampled_from(PLACES))
def test_every_way_of_writing_is_one_place_and_no_two_places_are_one(
    one: tuple[int, tuple[str, str], str, tuple[str, str], int | None, str],
    other: tuple[int, tuple[str, str], str, tuple[str, str], int | None, str],
    ways: list[str],
    place: str,
) -> None:
    first = spell(one, ways[0], " Apt {}", place)
    again = spell(one, ways[1], " #{}", PLACES[0])
    assert compare(first, again) is Likeness.SAME
    assert (compare(first, spell(other, ways[1], ", Lot {}", place)) is Likeness.SAME) == (one == other)
