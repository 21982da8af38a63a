"""Dates, heights, sex, postal codes and names, in every form in which cards write them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.id_card.names import Name, name_of
from kiosk.id_card.values import date, height_cm, means_nothing, postal_code, sex, text

DAY = dt.date(1977, 11, 6)


@pytest.mark.parametrize(
    "raw",
    ["19771106", "11061977", " 11061977 ", "11061977N", "19771106M", "1977-11-06", "11-06-1977", "11/06/1977",
     "1977.11.06", "1106 1977", "11061977\x1dJUNK"],
)  # fmt: skip
def test_a_date_is_read_in_either_order_whatever_follows_it(raw: str) -> None:
    assert date(raw) == DAY


@pytest.mark.parametrize(
    "raw",
    [None, "", "00000000", "MMDDCCYY", "NONE", "1977110", "19771306", "13321977", "02291900", "31121977",
     "99999999", "17991231", "١٩٧٧١١٠٦"],
)  # fmt: skip
def test_what_is_no_date_is_none(raw: str | None) -> None:
    assert date(raw) is None


@given(st.dates(min_value=dt.date(1800, 1, 1)))
def test_no_day_can_be_read_as_another_day(day: dt.date) -> None:
    year_first, month_first = day.isoformat(), day.strftime("%m%d") + f"{day.year:04d}"
    assert date(year_first) == date(month_first) == day


@pytest.mark.parametrize(
    "raw", ["", "  ", "00000000", "0", "MMDDCCYY", "ccyymmdd", "NONE", "unavl", "Unavail"]
)
def test_a_date_left_open_is_no_fault(raw: str) -> None:
    assert means_nothing(raw)


@pytest.mark.parametrize("raw", ["11061977", "99999999", "1977", "O1022020"])
def test_a_date_that_says_something_is_not_left_open(raw: str) -> None:
    assert not means_nothing(raw)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [("509", 175), ("072 in", 183), ("181 cm", 181), (" 65 IN", 165), ("5'-04\"", 163), ("5'4\"", 163),
     ("5-01", 155), ("5 04", 163), ("5' 11 1/2\"", 180), ("5 FT 4 IN", 163), ("6'", 183), ("6 ft", 183),
     ("6FT", 183), ("69", 175), ("069", 175), ("069IN", 175), ("70\"", 178), ("0509", 175), ("600", 183),
     ("168CM", 168), ("173", 173),
     ("185", 185), ("510 in", 178), ("170.5 cm", 170), ("68 inches", 173), ("5'-04\" ", 163),
     (None, None), ("", None), ("000", None), ("000 in", None), ("NONE", None), ("5'13\"", None),
     ("999", None), ("12", 30), ("5", None), ("1.85 M", None), ("160 LB", None), ("165 in", None),
     ("٥٠٩", None)],
)  # fmt: skip
def test_a_height_is_read_in_any_form(raw: str | None, expected: int | None) -> None:
    assert height_cm(raw) == expected


@given(
    st.integers(30, 99),
    st.sampled_from(("{i}", "{i:03d}", "{i:03d} in", "{f}'-{r:02d}\"", "{f}-{r:02d}", "{f}{r:02d}")),
)
def test_all_forms_of_a_height_are_the_same_height(inches: int, form: str) -> None:
    feet, rest = divmod(inches, 12)
    if form == "{f}{r:02d}" and feet < 3:
        return
    assert height_cm(form.format(i=inches, f=feet, r=rest)) == round(inches * 2.54)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [("1", "M"), ("2", "F"), ("9", "X"), ("M", "M"), ("f", "F"), ("X ", "X"), ("Male", "M"), ("FEMALE", "F"),
     ("0", None), ("", None), (None, None), ("U", None)],
)  # fmt: skip
def test_sex_is_read_from_numbers_and_letters(raw: str | None, expected: str | None) -> None:
    assert sex(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [("633011      ", "63301"), ("33040-0504 ", "330400504"), ("303340000  ", "30334"), ("0210800000  ",
     "02108"), ("66210-0000", "66210"), ("64106", "64106"), ("64106-", "64106"), ("641061234", "641061234"),
     ("6410612349", "641061234"), ("E5K 1Y3    ", "E5K1Y3"), ("k1a0b1", "K1A0B1"), ("E5K1Y30000", "E5K1Y3"),
     ("SW1A 1AA", "SW1A1AA"), ("000000000", None), ("NONE", None), ("---", None), ("", None), (None, None)],
)  # fmt: skip
def test_a_postal_code_is_read_without_its_padding(raw: str | None, expected: str | None) -> None:
    assert postal_code(raw) == expected


@pytest.mark.parametrize(
    "raw",
    ["", "  ", ",", " , ", "NONE", "none ", "unavl", "Unavail", "UNAVAILABLE", "N/A", "NONE¿AUCUNE", None],
)
def test_the_many_ways_to_say_nothing_are_none(raw: str | None) -> None:
    assert text(raw) is None


WHOLE_NAMES = [
    ("ASH,IVY,LEE,JR", Name("IVY", "LEE", "ASH", "JR")),
    ("ASH$IVY$LEE$JR", Name("IVY", "LEE", "ASH", "JR")),
    ("ASH@IVY@LEE@JR", Name("IVY", "LEE", "ASH", "JR")),
    ("ASH,IVY, ,", Name("IVY", None, "ASH", None)),
    ("ASH,IVY,,JR", Name("IVY", None, "ASH", "JR")),
    ("ASH,IVY ANN,,", Name("IVY ANN", None, "ASH", None)),
    ("ASH,IVY, LEE", Name("IVY", "LEE", "ASH", None)),
    ("ASH,IVY,JR", Name("IVY", None, "ASH", "JR")),
    ("ASH,IVY,LEE,,", Name("IVY", "LEE", "ASH", None)),
    ("ASH,IVY,LEE,ESQ,", Name("IVY", "LEE", "ASH", "ESQ")),
    ("ASH,IVY,LEE,MAY,III", Name("IVY", "LEE MAY", "ASH", "III")),
    ("ASH, IVY LEE", Name("IVY", "LEE", "ASH", None)),
    ("ASH, IVY LEE III", Name("IVY", "LEE", "ASH", "III")),
    ("ASH,IVY", Name("IVY", None, "ASH", None)),
    ("ASH,", Name(None, None, "ASH", None)),
    (",IVY", Name("IVY", None, None, None)),
    ("DE LA CRUZ,ANA,,", Name("ANA", None, "DE LA CRUZ", None)),
    ("IVY LEE ASH", Name("IVY", "LEE", "ASH", None)),
    ("IVY ASH", Name("IVY", None, "ASH", None)),
    ("IVY LEE MAY ASH JR.", Name("IVY", "LEE MAY", "ASH", "JR.")),
    ("IVY JR", Name("IVY", None, "JR", None)),
    ("ASH", Name(None, None, "ASH", None)),
    ("NONE", Name()),
    ("", Name()),
]  # fmt: skip


@pytest.mark.parametrize(("said", "expected"), WHOLE_NAMES)
def test_a_whole_name_is_taken_apart(said: str, expected: Name) -> None:
    assert name_of({"DAA": said}) == expected


@pytest.mark.parametrize(
    ("given_names", "first", "middle"),
    [("MARY M", "MARY", "M"), ("MARY,ANN", "MARY", "ANN"), ("MARY ANN,LEE", "MARY ANN", "LEE"),
     ("JANICE", "JANICE", None),
     ("MARY,ANN,LEE", "MARY", "ANN LEE"), (",MARY, ", "MARY", None), ("MARY  ANN LEE", "MARY", "ANN LEE"),
     ("NONE", None, None), ("", None, None)],
)  # fmt: skip
def test_all_given_names_in_one_field_are_split(
    given_names: str, first: str | None, middle: str | None
) -> None:
    assert name_of({"DCS": "TESTER, ", "DCT": given_names}) == Name(first, middle, "TESTER", None)


def test_separate_fields_come_before_the_whole_name() -> None:
    fields = {"DAA": "OAK,ELM,FIR,SR", "DCS": "ASH", "DAC": "IVY,MAY", "DAD": "LEE, ANN", "DCU": "JR"}
    assert name_of(fields) == Name("IVY MAY", "LEE ANN", "ASH", "JR")
    assert name_of({"DAB": "ASH", "DAC": "IVY", "DAD": "", "DAE": "II"}) == Name("IVY", None, "ASH", "II")
    assert name_of({"DCS": "ASH", "DAC": "IVY", "DAD": "NONE", "DAA": "ASH,IVY,LEE"}).middle is None
    assert name_of({"DCS": "ASH", "DAA": "ASH,IVY,LEE"}) == Name("IVY", "LEE", "ASH", None)
    assert name_of({"DCS": "ASH", "DAC": "IVY,LEE", "DAD": "NONE"}) == Name("IVY", "LEE", "ASH")
    assert name_of({"DCS": "ASH", "DAC": "IVY,"}) == Name("IVY", None, "ASH")
    assert name_of({"DCS": "ASH", "DAC": "IVY LEE"}) == Name("IVY LEE", None, "ASH")
    assert name_of({"DCS": "ASH", "DAC": "NONE", "DCT": "IVY LEE", "DAD": "MAY"}) == Name("IVY", "MAY", "ASH")
