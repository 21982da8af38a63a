"""Updates on their way, the kiosks, and the audit log, as the desk shows them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QTableWidget, QWidget

from kiosk.delivery import ParkedFor
from sync.station.desk_wire import DeliveryHealth, DeliveryState
from tests.screens import desk as screens
from tests.screens.book import drawn, larger
from tests.screens.state import Drawing
from tests.specimens import desk as specimens
from tests.ui.desk.a_desk import ADesk
from tests.ui.desk.fake_station import refused
from ui.style.tokens import DESK_SMALLEST


def table(desk: ADesk, name: str) -> QTableWidget:
    """A table in sight."""
    found = desk.hand.sees(name)
    assert isinstance(found, QTableWidget)
    return found


def deliveries(desk: ADesk) -> QTableWidget:
    """Sign in and go to the deliveries."""
    desk.sign_in()
    desk.hand.press("rail.delivery")
    shown = table(desk, "delivery.table")
    desk.qtbot.waitUntil(lambda: shown.rowCount() == len(specimens.deliveries()), timeout=10_000)
    return shown


def enabled(desk: ADesk, name: str) -> bool:
    """Whether a button can be pressed."""
    found = desk.window.findChild(QWidget, name)
    return found is not None and found.isEnabled()


def test_what_needs_somebody_stands_first_and_says_so(desk: ADesk) -> None:
    shown = deliveries(desk)
    first = shown.item(0, 0)
    assert first is not None
    assert first.text() == "Parked, late"


def test_only_what_can_be_done_is_offered(desk: ADesk) -> None:
    shown = deliveries(desk)
    offered = []
    for row in range(shown.rowCount()):
        shown.setCurrentCell(row, 0)
        offered.append((enabled(desk, "delivery.park"), enabled(desk, "delivery.release")))
    assert offered == [
        (False, True),  # parked
        (True, False),  # waiting
        (True, False),  # waiting
        (True, False),  # held
        (False, False),  # delivered
        (False, False),  # taken back
    ]


def test_parking_needs_a_reason(desk: ADesk) -> None:
    deliveries(desk).setCurrentCell(2, 0)
    desk.hand.press("delivery.park")
    assert desk.station.does.times("park") == 0
    desk.hand.write("delivery.reason", "The court asked to wait")
    desk.hand.press("delivery.park")
    desk.asked("park")
    assert desk.station.does.last("park") == ("u-1", "The court asked to wait")
    desk.qtbot.waitUntil(lambda: enabled(desk, "delivery.release"), timeout=10_000)


def test_a_parked_update_is_sent_again(desk: ADesk) -> None:
    deliveries(desk).setCurrentCell(0, 0)
    desk.hand.press("delivery.release")
    desk.asked("release")
    assert desk.station.fake_office.rows[0].state is DeliveryState.WAITING


def test_a_refused_update_is_replaced_for_a_reason(desk: ADesk) -> None:
    deliveries(desk).setCurrentCell(0, 0)
    desk.hand.press("delivery.replace")
    assert desk.station.does.times("replace") == 0
    desk.hand.write("delivery.reason", "Version 5 has the plate")
    desk.hand.press("delivery.replace")
    desk.asked("replace")
    update_id = desk.station.fake_office.rows[0].update_id
    assert desk.station.does.last("replace") == (update_id, "Version 5 has the plate")
    desk.qtbot.waitUntil(lambda: not enabled(desk, "delivery.replace"), timeout=10_000)


@pytest.mark.parametrize("reason", [ParkedFor.BY_AN_OFFICER, ParkedFor.STATION_NOT_LET_IN])
def test_what_the_registry_did_not_refuse_is_only_sent_again(desk: ADesk, reason: ParkedFor) -> None:
    office = desk.station.fake_office
    office.rows = (replace(office.rows[0], parked_for=reason), *office.rows[1:])
    deliveries(desk).setCurrentCell(0, 0)
    assert enabled(desk, "delivery.release")
    assert not enabled(desk, "delivery.replace")


def test_a_refused_release_says_why(desk: ADesk) -> None:
    desk.station.does.answer("release", refused("update_not_parked", state="waiting"))
    deliveries(desk).setCurrentCell(0, 0)
    desk.hand.press("delivery.release")
    desk.hand.reads("delivery.said", "This delivery is not parked (waiting).")


def test_the_list_is_loaded_anew_when_the_live_view_has_other_numbers(desk: ADesk) -> None:
    deliveries(desk)
    before = desk.station.does.times("deliveries")
    numbers = DeliveryHealth(0, 0, 0, 0, None)
    desk.station.fake_visits.show(specimens.queue_view(delivery=numbers))
    desk.asked("deliveries", before + 1)


def office(desk: ADesk) -> None:
    """Sign in and go to the office, once the live view is there."""
    desk.sign_in()
    desk.hand.sees("queue.open")
    desk.hand.press("rail.office")


def test_the_kiosks_stand_in_a_list(desk: ADesk) -> None:
    office(desk)
    kiosks = table(desk, "office.kiosks")
    assert kiosks.rowCount() == 2
    item = kiosks.item(0, 3)
    assert item is not None
    assert item.text() == "Kiosk A: well"


@pytest.mark.parametrize(
    ("held", "days", "said"),
    [
        ({}, 0, []),
        (
            {"waiting": 2, "parked": 1},
            13,
            ["Kiosk A, let in no more, had 3 still to send: look at people's tickets"],
        ),
        ({"waiting": 2}, 15, []),
    ],
)
def test_of_a_kiosk_that_is_let_in_no_more_only_what_it_held_is_shown_while_people_can_be_asked(
    desk: ADesk, held: dict[str, int], days: int, said: list[str]
) -> None:
    seen_at = specimens.kiosk_seen().seen_at - dt.timedelta(days=days)
    gone = specimens.kiosk_seen(gone=True, seen_at=seen_at, **held)
    other = specimens.kiosk_seen(kiosk_id="kiosk-b", letter="B")
    desk.station.fake_visits.show(specimens.queue_view(kiosks=(gone, other)))
    office(desk)
    kiosks = table(desk, "office.kiosks")
    desk.qtbot.waitUntil(lambda: kiosks.rowCount() == len(said) + 1, timeout=10_000)
    items = (kiosks.item(row, 3) for row in range(kiosks.rowCount()))
    assert [item.text() for item in items if item is not None] == [*said, "Kiosk B: well"]


def test_a_whole_log_is_said_to_be_whole(desk: ADesk) -> None:
    office(desk)
    desk.hand.press("office.verify")
    desk.hand.reads("office.verdict", "The log is whole: 213 lines")
    assert table(desk, "office.audit").rowCount() == 3


def test_a_changed_log_is_said_to_be_changed(desk: ADesk) -> None:
    desk.station.fake_office.verdict = specimens.BROKEN
    office(desk)
    desk.hand.press("office.verify")
    desk.hand.reads("office.verdict", "line 97 does not fit")


def test_an_account_that_may_not_see_the_log_is_told(desk: ADesk) -> None:
    desk.station.does.answer("verify_audit", refused("account_not_allowed"))
    office(desk)
    desk.hand.press("office.verify")
    desk.hand.reads("office.said", "This account may not do that.")


def test_calls_are_answered_from_the_office_too(desk: ADesk) -> None:
    desk.station.fake_visits.show(specimens.queue_view(help_calls=specimens.help_calls()))
    office(desk)
    desk.hand.press("help.coming.h-2")
    desk.asked("answer_help")
    assert desk.station.does.last("answer_help") == ("h-2", "coming", "")


@pytest.mark.parametrize("code", ["en", "es"])
def test_with_calls_and_a_broken_log_the_page_still_fits_a_small_screen(
    qapp: QApplication, code: str
) -> None:
    state = next(one for one in screens.STATES if one.name == "office-log-changed")
    _, wrong = drawn(state, Drawing(code, width=DESK_SMALLEST[0], height=DESK_SMALLEST[1]))
    assert wrong == []


def test_a_window_that_needs_more_than_its_screen_is_noticed(qapp: QApplication) -> None:
    window = QLabel("wide")
    window.setMinimumWidth(2000)
    window.resize(2000, 40)
    assert larger(window, Drawing()) == ["needs 2000x40, more than the screen has"]
    assert larger(window, Drawing(width=2000)) == []
