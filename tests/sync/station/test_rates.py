"""No device can fill or block the station by asking often."""

from __future__ import annotations

from dataclasses import replace

from sync.identity import Role
from sync.kiosk_wire import OfficeInfo
from sync.link import Unreachable
from sync.rates import MOST_REMEMBERED, Rate, Rates
from tests.sync.station.a_station import AStation


def test_a_device_may_ask_at_its_rate_and_another_is_not_held_back() -> None:
    rates = Rates(Rate(each_second=2.0, at_once=3.0))
    assert [rates.allows("a", 10.0) for _ in range(4)] == [True, True, True, False]
    assert rates.allows("b", 10.0)
    assert not rates.allows("a", 10.4)
    assert rates.allows("a", 10.6)
    assert [rates.allows("a", 99.0) for _ in range(4)] == [True, True, True, False], "saved up, to the limit"


def test_a_clock_that_goes_back_gives_nothing() -> None:
    rates = Rates(Rate(1.0, 1.0))
    assert rates.allows("a", 10.0)
    assert not rates.allows("a", 5.0)


def test_ever_new_names_do_not_fill_the_memory() -> None:
    rates = Rates(Rate(1.0, 1.0))
    for number in range(MOST_REMEMBERED + 50):
        rates.allows(f"device-{number}", 1.0)
    assert len(rates._left) == MOST_REMEMBERED


def test_a_kiosk_that_asks_too_often_is_put_off_and_keeps_what_it_has(here: AStation) -> None:
    seconds = [0.0]
    slow = replace(here.station, rates=Rates(Rate(1.0, 2.0)), tick=lambda: seconds[0])
    here = replace(here, station=slow)
    kiosk = here.kiosk()
    answers = [kiosk.office() for _ in range(3)]
    assert [type(answer) for answer in answers] == [OfficeInfo, OfficeInfo, Unreachable]
    assert here.http("desk-1", Role.DESK).get("/v1/desk/queue").status_code == 401, (
        "the desk is not held back"
    )
    seconds[0] = 1.0
    assert isinstance(kiosk.office(), OfficeInfo)
