"""What PostgreSQL's columns do not hold is refused on both kinds of store: every office can move."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kiosk.problems import Problem
from kiosk.review import Decision
from sync.station.client import DeskLink, new_id
from sync.station.desk_wire import CheckInPage, Refused
from sync.station.people_wire import Effort, Entered
from tests.specimens import records
from tests.sync.station.a_station import PASSWORD, AStation
from tests.sync.station.test_numbers import take
from tests.sync.station.test_records_at_the_desk import completed

ONE_TOO_MANY = "x" * 41
TOO_MUCH = 2**31


def how_refused(found: object) -> tuple[int, str]:
    """Status and code of a refusal."""
    assert isinstance(found, Refused), found
    return found.status, found.problem.code


@pytest.mark.parametrize("what", ["call", "number", "decide", "effort", "entered", "reference"])
def test_what_does_not_fit_its_column_is_refused_and_changes_nothing(
    here: AStation, desk: DeskLink, what: str
) -> None:
    done = completed(here, desk, 1).appearance if what in ("entered", "reference") else None
    check_in, number = here.visit(2), take(here, 3, 1)
    page = desk.visits.claim(check_in.check_in_id)
    assert isinstance(page, CheckInPage)
    assert page.record is not None
    before = here.events()
    acts, version = records.checklist(face_seen_at=here.clock()), page.record.version
    visits, the_id = desk.visits, check_in.check_in_id
    tries: dict[str, Callable[[], object]] = {
        "call": lambda: visits.call(the_id, ONE_TOO_MANY),
        "number": lambda: visits.call_number(number.number_id, ONE_TOO_MANY),
        "decide": lambda: visits.decide(the_id, Decision.SEND_BACK, "Look again", window=ONE_TOO_MANY),
        "effort": lambda: visits.complete(the_id, acts, version, new_id(), effort=Effort(TOO_MUCH, 1)),
        "entered": lambda: desk.records.entered(done.appearance_id, Entered(1, TOO_MUCH)) if done else None,
        "reference": lambda: (
            desk.records.entered(done.appearance_id, Entered(1, 1, "x" * 121)) if done else None
        ),
    }
    assert how_refused(tries[what]()) == (422, "not_understood")
    assert here.events() == before
    assert here.how_many("appearances") == (1 if done else 0)


def test_what_is_only_looked_for_may_be_of_any_length(here: AStation, desk: DeskLink) -> None:
    found = here.desk().sign_in("x" * 300, PASSWORD)
    assert isinstance(found, Refused)
    assert isinstance(found.problem, Problem)
    assert found.problem.code == "wrong_sign_in"
    assert desk.people.search("x" * 100) == ()
