"""Who works at the desk, and what is hidden when nobody does."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog

from sync.station.desk_wire import SignInAgain
from tests.specimens import desk as specimens
from tests.ui.desk.a_desk import ADesk
from tests.ui.desk.fake_station import GONE
from ui.style.tokens import DESK_SHAPE, desk_scale


def test_an_officer_signs_in_and_sees_the_queue(desk: ADesk) -> None:
    desk.sign_in()
    desk.hand.sees("queue.table")
    assert desk.gone("sign_in.name")


def test_a_wrong_password_is_told_and_asked_anew(desk: ADesk) -> None:
    desk.sign_in(password="wrong")
    desk.hand.reads("sign_in.said", "Name, password or code is wrong.")
    assert desk.text("sign_in.password") == ""
    desk.sign_in()
    desk.hand.sees("queue.table")


def test_a_station_that_does_not_answer_is_told_and_can_be_asked_again(desk: ADesk) -> None:
    desk.station.does.answer("sign_in", GONE)
    desk.sign_in()
    desk.hand.reads("sign_in.said", "The station does not answer.")
    desk.sign_in()
    desk.hand.sees("queue.table")


def test_nobody_at_the_desk_for_a_while_hides_everything_and_signs_out(desk: ADesk) -> None:
    desk.open()
    desk.window.idle.emit()
    desk.hand.sees("sign_in.name")
    assert desk.gone("review.name")
    desk.asked("sign_out")


def test_an_open_dialog_is_hidden_too(desk: ADesk) -> None:
    desk.open()
    desk.hand.press("review.correct.1")
    desk.hand.sees("correct.keep")
    desk.window.idle.emit()
    desk.hand.sees("sign_in.name")
    assert desk.gone("correct.keep")
    assert not any(dialog.isVisible() for dialog in desk.window.findChildren(QDialog))


def test_the_idle_time_is_the_stations(desk: ADesk) -> None:
    desk.sign_in()
    desk.hand.sees("queue.table")
    assert desk.window._idle.isActive()
    assert desk.window._idle.interval() == specimens.OFFICER.idle_seconds * 1000


def test_the_same_officer_finds_the_page_as_it_was(desk: ADesk) -> None:
    desk.open()
    desk.hand.press("review.face")
    desk.hand.press("rail.lock")
    desk.sign_in()
    desk.hand.sees("review.name")
    face = desk.hand.sees("review.face")
    assert getattr(face, "isChecked")()  # noqa: B009 - a QWidget by type


def test_another_officer_finds_the_queue(desk: ADesk) -> None:
    desk.open()
    desk.hand.press("rail.lock")
    desk.sign_in("osei")
    desk.hand.sees("queue.table")
    assert desk.gone("review.name")


def test_a_session_that_the_station_ended_asks_to_sign_in_again(desk: ADesk) -> None:
    desk.open()
    desk.station.does.answer("queue", SignInAgain())
    desk.hand.reads("sign_in.said", "The station signed you out.")
    assert desk.gone("review.name")


def test_what_was_entered_is_kept_before_the_desk_is_locked(desk: ADesk) -> None:
    desk.open()
    desk.hand.press("review.face")
    desk.hand.press("rail.lock")
    desk.asked("sign_out")
    order = [name for name, _ in desk.station.does.asked if name in ("keep_draft", "sign_out")]
    assert order == ["keep_draft", "sign_out"]


def test_in_a_larger_window_everything_is_drawn_larger_from_the_sign_in_on(desk: ADesk) -> None:
    desk.window.resize(2560, 1440)
    desk.sign_in()
    desk.hand.sees("queue.open")
    rail = desk.hand.sees("rail.queue").parentWidget()
    assert rail is not None
    assert rail.width() == round(DESK_SHAPE.rail * desk_scale(2560, 1440))
