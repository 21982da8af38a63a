"""What follows each try to deliver an update."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kiosk import delivery
from kiosk.delivery import Clock, Done, Park, ParkedFor, TryAgain
from tests.specimens.records import NOW


@pytest.mark.parametrize("outcome", [delivery.Delivered("r-1"), delivery.AlreadyDelivered("r-1")])
def test_told_once_or_twice_is_done(outcome: delivery.Outcome) -> None:
    assert delivery.decide(outcome, 1, NOW) == Done("r-1")


def test_a_refusal_waits_for_a_person_with_the_registrys_reasons() -> None:
    step = delivery.decide(delivery.Rejected(("tier missing",)), 1, NOW)
    assert step == Park(ParkedFor.REGISTRY_REJECTED, ("tier missing",))


def test_a_newer_version_at_the_registry_waits_for_a_person() -> None:
    assert delivery.decide(delivery.Conflict(9), 1, NOW) == Park(ParkedFor.NEWER_AT_REGISTRY, ("9",))


def test_an_answer_in_no_language_is_tried_thrice_and_then_parked() -> None:
    garbled = delivery.NotUnderstood("html")
    steps = [delivery.decide(garbled, tries, NOW, tries) for tries in (1, 2, 3)]
    assert [type(step) for step in steps] == [TryAgain, TryAgain, Park]


def test_the_first_garbage_after_a_nights_outage_calls_nobody() -> None:
    for outcome in (delivery.NotUnderstood("html"), delivery.CouldNotTell("ValueError")):
        assert delivery.decide(outcome, 40, NOW, 1) == TryAgain(NOW + delivery.wait_after(40))


def test_an_update_that_cannot_be_told_is_tried_thrice_and_then_waits_for_a_person() -> None:
    untold = delivery.CouldNotTell("ValueError")
    steps = [delivery.decide(untold, tries, NOW, tries) for tries in (1, 2, 3)]
    assert steps == [
        TryAgain(NOW + delivery.wait_after(1)),
        TryAgain(NOW + delivery.wait_after(2)),
        Park(ParkedFor.COULD_NOT_BE_TOLD, ("ValueError",)),
    ]


def test_a_station_that_is_let_in_no_more_says_so_after_three_tries() -> None:
    steps = [delivery.decide(delivery.NotLetIn("not_a_station"), tries, NOW, tries) for tries in (1, 2, 3)]
    assert steps == [
        TryAgain(NOW + delivery.wait_after(1)),
        TryAgain(NOW + delivery.wait_after(2)),
        Park(ParkedFor.STATION_NOT_LET_IN, ("not_a_station",)),
    ]


@given(some.integers(1, 10_000))
def test_an_unreachable_registry_is_tried_again_however_long_it_takes(tries: int) -> None:
    step = delivery.decide(delivery.Unreachable("timeout"), tries, NOW)
    assert isinstance(step, TryAgain)
    assert dt.timedelta(seconds=5) <= step.at - NOW <= dt.timedelta(minutes=15)


@given(some.integers(1, 500))
def test_waits_never_get_shorter(tries: int) -> None:
    assert delivery.wait_after(tries) <= delivery.wait_after(tries + 1)


@pytest.mark.parametrize(
    ("left", "clock"),
    [
        (dt.timedelta(days=2), Clock.ON_TIME),
        (dt.timedelta(hours=3), Clock.DUE_SOON),
        (-dt.timedelta(1), Clock.LATE),
    ],
)
def test_the_three_day_clock_warns_in_time(left: dt.timedelta, clock: Clock) -> None:
    assert delivery.clock(NOW + left, NOW) is clock
