"""A tip goes the right route, names who got it, and ends by what came of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from kiosk.problems import Problem
from kiosk.tips import Route, Tip, TipKind, TipState, closed, late, route_of, sent_on, taken

TIP = Tip(
    "t-1", TipKind.WRONG_INFORMATION, "SYN-0001", "", "He works at the bakery", "A. Neighbor", Route.HERE
)


def code(found: object) -> str:
    """Of a refusal."""
    return found.code if isinstance(found, Problem) else ""


@pytest.mark.parametrize("kind", list(TipKind))
def test_danger_and_strangers_go_to_another_agency_and_our_own_records_stay_here(kind: TipKind) -> None:
    assert route_of(kind, ours=False) is Route.OTHER_AGENCY
    assert route_of(kind, ours=True) is (Route.OTHER_AGENCY if kind is TipKind.DANGER else Route.HERE)


def test_a_tip_says_something_about_somebody() -> None:
    assert taken(TIP) == TIP
    assert code(taken(replace(TIP, says=" "))) == "tip_needs_words"
    assert code(taken(replace(TIP, registrant_id=""))) == "tip_needs_somebody"
    stranger = replace(TIP, registrant_id="", about="A man in the blue house")
    assert taken(stranger) == stranger
    wrong_door = replace(stranger, kind=TipKind.DOES_NOT_LIVE_HERE)
    assert code(taken(wrong_door)) == "tip_needs_registrant"


def test_a_tip_for_another_agency_is_closed_only_when_it_has_it() -> None:
    away = replace(TIP, route=Route.OTHER_AGENCY)
    assert code(closed(away, "Done")) == "tip_not_sent"
    assert code(sent_on(away, " ")) == "tip_needs_agency"
    there = sent_on(away, "Demo City Police ")
    assert isinstance(there, Tip)
    assert (there.agency, there.state) == ("Demo City Police", TipState.SENT_ON)
    done = closed(there, "They took it over")
    assert isinstance(done, Tip)
    assert done.state is TipState.CLOSED
    assert closed(done, "They took it over") == done
    assert sent_on(done, "Demo City Police") == done
    assert (
        code(sent_on(done, "Another")) == code(sent_on(done, "")) == code(closed(done, "x")) == "tip_closed"
    )


def test_a_tip_of_ours_ends_by_what_came_of_it_and_may_be_sent_on_first() -> None:
    assert code(closed(TIP, " ")) == "tip_needs_outcome"
    done = closed(TIP, "True: the record was set right")
    assert isinstance(done, Tip)
    assert done.state is TipState.CLOSED
    moved = sent_on(TIP, "Clay County")
    assert isinstance(moved, Tip)
    assert moved.route is Route.OTHER_AGENCY


@pytest.mark.parametrize(
    ("kind", "days"), [(TipKind.DANGER, 1), (TipKind.DOES_NOT_LIVE_HERE, 1), (TipKind.OTHER, 7)]
)
def test_a_tip_waits_no_longer_than_its_kind_allows(kind: TipKind, days: int) -> None:
    on = dt.date(2026, 11, 2)
    assert not late(kind, on, on + dt.timedelta(days=days - 1))
    assert late(kind, on, on + dt.timedelta(days=days))
