"""After a lost answer the officer learns whether it was done, and nothing is done twice."""

from __future__ import annotations

from kiosk.check_in import State
from tests.ui.desk.a_desk import ADesk
from tests.ui.desk.fake_station import ALEX, GONE, LOST


def ids(desk: ADesk) -> set[str]:
    """The ids under which completion was asked for."""
    return {
        about[2] for name, about in desk.station.does.asked if name == "complete" and isinstance(about, tuple)
    }


def test_a_completion_whose_answer_was_lost_was_done_once(desk: ADesk) -> None:
    desk.station.does.answer("complete", LOST, done=True)
    desk.complete()
    desk.hand.reads("done.said", "The answer was lost, but it was done, once.")
    assert len(ids(desk)) == 1
    assert len(desk.station.fake_visits.completed) == 1
    assert desk.station.does.times("outcome") == 1


def test_a_completion_that_never_arrived_can_be_asked_again(desk: ADesk) -> None:
    desk.station.does.answer("complete", LOST)
    desk.complete()
    desk.hand.reads("review.said", "It was not completed.")
    desk.hand.press("review.approve")
    desk.hand.sees("done.queue")
    assert len(ids(desk)) == 1


def test_nothing_can_be_decided_until_the_station_has_said_how_it_stands(desk: ADesk) -> None:
    desk.station.does.answer("complete", LOST, done=True)
    desk.station.does.answer("outcome", GONE)
    desk.complete()
    desk.hand.reads("review.said", "Asking the station whether it was done")
    assert desk.station.does.times("complete") == 1
    desk.hand.sees("done.queue")
    assert len(desk.station.fake_visits.completed) == 1


def test_a_question_that_never_left_is_simply_told(desk: ADesk) -> None:
    desk.station.does.answer("complete", GONE)
    desk.complete()
    desk.hand.reads("review.said", "The station does not answer. Nothing was done.")
    assert desk.station.does.times("outcome") == 0


def test_a_decision_whose_answer_was_lost_is_looked_up(desk: ADesk) -> None:
    desk.station.does.answer("decide", LOST, done=True)
    desk.open()
    desk.hand.press("review.left")
    desk.hand.sees("queue.table")
    assert desk.station.fake_visits.view.entries[0].state is State.LEFT


def test_a_decision_that_never_arrived_is_told(desk: ADesk) -> None:
    desk.station.does.answer("decide", LOST)
    desk.open()
    desk.hand.press("review.left")
    desk.hand.reads("review.said", "It was not done.")
    assert ALEX not in desk.station.fake_visits.completed
