"""The statute's days, read from a file that a lawyer can read, and the holidays they give a year."""

from __future__ import annotations

import datetime as dt

import pytest

from kiosk.law.calendar import Basis, CalendarFault, Holiday
from kiosk.law.holidays import NamedDay, every_holiday, holidays_of, parse_named_days
from sync.rules import named_days
from ui.texts import language

HEAD = 'section = "9.010"\n[[holiday]]\nname = "Invented Day"\n'


def _read(rows: str) -> tuple[NamedDay, ...]:
    read = parse_named_days(HEAD + rows)
    assert not isinstance(read, CalendarFault), read
    return read


def _days(rows: str, *years: int) -> list[tuple[dt.date, Basis]]:
    return [(one.day, one.basis) for year in years for one in holidays_of(_read(rows), year)]


def test_the_statute_names_thirteen_days_each_with_its_words() -> None:
    assert len(named_days()) == len({one.name for one in named_days()}) == 13
    for one in named_days():
        for code in ("en", "es"):
            assert f"law.holiday.{one.name}" in language(code).sentences


@pytest.mark.parametrize(
    ("rows", "year", "day"),
    [
        ("month = 3\nday = 5", 2027, dt.date(2027, 3, 5)),
        ('month = 3\nweekday = "Monday"\nnth = 1', 2027, dt.date(2027, 3, 1)),
        ('month = 3\nweekday = "Friday"\nnth = 1', 2027, dt.date(2027, 3, 5)),
        ('month = 2\nweekday = "Tuesday"\nnth = 4', 2028, dt.date(2028, 2, 22)),
        ('month = 2\nweekday = "Tuesday"\nnth = -1', 2028, dt.date(2028, 2, 29)),
        ('month = 2\nweekday = "Wednesday"\nnth = -1', 2028, dt.date(2028, 2, 23)),
    ],
)
def test_a_day_is_found_by_its_number_or_its_weekday(rows: str, year: int, day: dt.date) -> None:
    assert _days(rows, year) == [(day, Basis.STATUTORY)]


def test_a_holiday_is_kept_from_its_first_year_to_its_last() -> None:
    rows = "month = 3\nday = 5\nfirst_year = 2026\nlast_year = 2027"
    assert [day.year for day, _ in _days(rows, 2025, 2026, 2027, 2028)] == [2026, 2027]


def test_a_day_is_read_as_it_is_written() -> None:
    """The last month, day and year that a file may name; a holiday that is over hides none after it."""
    (last,) = _read("month = 12\nday = 31\nfirst_year = 2201\nlast_year = 2201")
    assert last == NamedDay("invented_day", 12, 31, None, 0, 2201, 2201)
    over = _read("month = 3\nday = 5\nlast_year = 2026")
    assert [one.day for one in holidays_of((*over, *_read("month = 1\nday = 1")), 2027)] == [
        dt.date(2027, 1, 1)
    ]


def test_a_holiday_without_a_name_is_said_in_these_words() -> None:
    said = "The holidays of the statute cannot be read: each holiday has a name."
    assert parse_named_days('section = "9.010"\nholiday = [7]') == CalendarFault(said)


def test_a_sunday_moves_to_monday_and_a_saturday_closes_the_friday_too() -> None:
    assert _days("month = 7\nday = 4", 2027) == [(dt.date(2027, 7, 5), Basis.STATUTORY)]
    assert _days("month = 7\nday = 4", 2026) == [
        (dt.date(2026, 7, 3), Basis.OBSERVED),
        (dt.date(2026, 7, 4), Basis.STATUTORY),
    ]


def test_between_its_first_and_last_date_a_table_is_the_whole_truth() -> None:
    days = dt.date(2028, 3, 6), dt.date(2026, 3, 5), dt.date(2026, 3, 10)
    table = [Holiday(day, "invented_day", Basis.STATUTORY) for day in days]
    named = _read("month = 3\nday = 5")
    every = [one.day for one in every_holiday(table, named) if 2025 <= one.day.year <= 2029]
    # Of 5 March 2027 the table knows nothing; its own first and last day, 5 March 2028 moved, stand once.
    assert every == [dt.date(2025, 3, 5), dt.date(2029, 3, 5), *sorted(days)]
    assert every_holiday((), ()) == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("holiday = ", "Invalid value"),
        ("", "a section and at least one [[holiday]] are wanted"),
        ('section = "9.010"', "a section and at least one"),
        ('section = "9.010"\nholiday = 7', "a section and at least one"),
        ("[[holiday]]\n", "a section and at least one"),
        ('section = "9.010"\nholiday = [7]', "each holiday has a name"),
        ('section = "9.010"\n[[holiday]]\nname = 7', "each holiday has a name"),
        (f"{HEAD}month = 3\nday = 5\ndate = 1", "nothing is called date in Invented Day"),
        (f"{HEAD}day = 5", "month of Invented Day is None"),
        (f"{HEAD}month = 13\nday = 5", "month of Invented Day is 13"),
        (f"{HEAD}month = true\nday = 5", "month of Invented Day is True"),
        (f"{HEAD}month = 0\nday = 5", "month of Invented Day is 0"),
        (f"{HEAD}month = 2\nday = 0", "day of Invented Day is 0"),
        (f"{HEAD}month = 2\nday = 5\nfirst_year = 2202", "first_year of Invented Day is 2202"),
        (f"{HEAD}month = 2\nday = 5\nlast_year = 2202", "last_year of Invented Day is 2202"),
        (f"{HEAD}month = 2\nday = 29", "day of Invented Day is 29"),
        (f'{HEAD}month = 2\nday = "5"', "day of Invented Day is 5"),
        (f"{HEAD}month = 3", "Invented Day has either a day, or a weekday"),
        (f'{HEAD}month = 3\nday = 5\nweekday = "Monday"', "Invented Day has either a day"),
        (f"{HEAD}month = 3\nday = 5\nnth = 1", "Invented Day has either a day"),
        (f'{HEAD}month = 3\nweekday = "monday"\nnth = 1', "Invented Day has either a day"),
        (f'{HEAD}month = 3\nweekday = "Monday"', "nth of Invented Day is None"),
        (f'{HEAD}month = 3\nweekday = "Monday"\nnth = 5', "nth of Invented Day is 5"),
        (f'{HEAD}month = 3\nweekday = "Monday"\nnth = 0', "nth of Invented Day is 0"),
        (f"{HEAD}month = 3\nday = 5\nfirst_year = 1899", "first_year of Invented Day is 1899"),
        (
            f"{HEAD}month = 3\nday = 5\nfirst_year = 2030\nlast_year = 2029",
            "last_year of Invented Day is 2029",
        ),
    ],
)
def test_a_wrong_file_is_said_in_one_sentence(text: str, said: str) -> None:
    found = parse_named_days(text)
    assert isinstance(found, CalendarFault)
    assert found.sentence.startswith("The holidays of the statute cannot be read: ")
    assert said in found.sentence
    assert found.sentence.endswith(".")
