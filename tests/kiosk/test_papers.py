"""What papers say, before anybody lays them out."""

from __future__ import annotations

import datetime as dt

from kiosk.papers import CallAbout, ComeBetween, days_said, then_said
from kiosk.words import words

FIRST, LAST = dt.date(2027, 5, 3), dt.date(2027, 5, 10)


def test_a_window_is_said_as_two_days() -> None:
    assert days_said(ComeBetween(FIRST, LAST, ())) == (
        (words("paper.receipt.come_between"), FIRST),
        (words("paper.receipt.and"), LAST),
    )


def test_a_window_of_one_day_is_said_as_that_day() -> None:
    assert days_said(ComeBetween(LAST, LAST, ())) == ((words("paper.receipt.come_on"), LAST),)


def test_a_window_that_is_open_at_its_beginning_is_said_by_its_last_day() -> None:
    assert days_said(ComeBetween(None, LAST, ())) == ((words("paper.receipt.come_by"), LAST),)


def test_a_day_on_which_the_office_is_closed_is_said_as_it_is() -> None:
    closed = CallAbout(LAST, ())
    assert days_said(closed) == ((words("paper.receipt.your_day"), LAST),)
    assert then_said(closed, "555-0100") == words("paper.receipt.closed_call", phone="555-0100")


def test_of_a_day_that_has_passed_only_that_is_said() -> None:
    late = CallAbout(LAST, (), passed=True)
    assert days_said(late) == ((words("paper.receipt.your_day_was"), LAST),)
    assert then_said(late, "555-0100") == words("paper.receipt.late_call", phone="555-0100")


def test_a_window_with_an_open_day_needs_no_call() -> None:
    assert then_said(ComeBetween(FIRST, LAST, ()), "555-0100") is None
