"""What was approved arrives once and in order, or waits for a named reason; rows never disappear."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from kiosk.audit import AuditEvent
from kiosk.check_in import CheckIn
from kiosk.delivery import Clock, Conflict, NotLetIn, NotUnderstood, Outcome, ParkedFor, Rejected, Unreachable
from kiosk.registry_update import RegistryUpdate
from sync.database import Session
from sync.registry.connectors.folder import json_folder
from sync.station import courier
from sync.station.client import DeskLink, new_id
from sync.station.courier import Courier
from sync.station.desk_wire import (
    CheckInPage,
    CompletedView,
    DeliveryRow,
    DeliveryState,
    QueueView,
    Refused,
)
from sync.station.store import log, outbox
from sync.wire import from_wire, to_wire
from tests.specimens import records
from tests.sync.station.a_station import AStation, a_station, card
from tests.sync.station.registries import RememberingRegistry, ScriptedRegistry
from tests.waiting import until


def completed(here: AStation, desk: DeskLink, sequence: int, number: str = "S123456789") -> CheckIn:
    """A check-in of whoever has this licence number, completed."""
    check_in = here.visit(sequence, identity=card(id_number=number))
    page = desk.visits.claim(check_in.check_in_id)
    assert isinstance(page, CheckInPage), page
    assert page.record is not None
    done = desk.visits.complete(
        check_in.check_in_id,
        records.checklist(face_seen_at=here.clock()),
        page.record.version,
        new_id(),
    )
    assert isinstance(done, CompletedView), done
    return check_in


def rows(desk: DeskLink, state: DeliveryState | None = None) -> tuple[DeliveryRow, ...]:
    """The outbox as the desk sees it."""
    found = desk.office.deliveries(state)
    assert isinstance(found, tuple), found
    return found


@pytest.mark.parametrize("looked", [outbox.newly_late, outbox.numbers, outbox.next_due])
def test_what_the_registry_took_long_ago_is_not_read_again_at_each_look(
    tmp_path: Path, looked: Callable[[Session, dt.datetime], object]
) -> None:
    # On SQLite alone: PostgreSQL makes its plan by what is there, and nothing is.
    here = a_station(tmp_path)
    asked: list[tuple[str, Any]] = []
    event.listen(here.store.engine, "before_cursor_execute", lambda *said: asked.append((said[2], said[3])))
    with here.store.reading() as session:
        looked(session, here.clock())
        plans = [
            str(step[3])
            for question, values in asked[1:]
            for step in session.exec_driver_sql(f"EXPLAIN QUERY PLAN {question}", values)
        ]
    here.store.close()
    assert any("outbox" in step for step in plans)
    assert [step for step in plans if "SCAN" in step and "INDEX" not in step] == []


def carry_all(here: AStation, registry: RememberingRegistry) -> int:
    """Carry whatever is due; how many tries."""
    tries = 0
    while courier.carry_next(here.store, registry, here.clock):
        tries += 1
    return tries


def events(here: AStation) -> list[str]:
    """The names of all events in the log."""
    with here.store.reading() as session:
        return [line.event for line in log.lines(session)]


def test_nothing_leaves_within_the_hold(here: AStation, desk: DeskLink) -> None:
    completed(here, desk, 1)
    registry = RememberingRegistry()
    assert carry_all(here, registry) == 0
    here.clock.forward(seconds=119)
    assert carry_all(here, registry) == 0
    assert [row.state for row in rows(desk)] == [DeliveryState.HELD]
    here.clock.forward(seconds=1)
    assert carry_all(here, registry) == 1


def test_what_was_undone_is_never_told(here: AStation, desk: DeskLink) -> None:
    check_in = completed(here, desk, 1)
    desk.visits.undo(check_in.check_in_id, "wrong person")
    here.clock.forward(hours=1)
    registry = RememberingRegistry()
    assert carry_all(here, registry) == 0
    assert [row.state for row in rows(here.signed_in())] == [DeliveryState.WITHDRAWN]


def test_one_persons_updates_go_in_order_and_anothers_pass_them(here: AStation, desk: DeskLink) -> None:
    here.enrol(records.registrant(registrant_id="SYN-0002", id_number="S222", registry_id="X"))
    completed(here, desk, 1)
    here.clock.forward(minutes=3)
    completed(here, desk, 2)
    completed(here, desk, 3, "S222")
    here.clock.forward(minutes=3)
    registry = ScriptedRegistry([Unreachable("ConnectError")])
    assert carry_all(here, registry) == 2
    assert [one.record.registrant_id for one in registry.told] == ["SYN-0002"]
    behind = {row.version: row.behind for row in rows(desk) if row.registrant_id == "SYN-0001"}
    first = next(row for row in rows(desk) if row.version == 4 and row.registrant_id == "SYN-0001")
    assert behind == {4: "", 5: first.update_id}
    here.clock.forward(seconds=5)
    assert carry_all(here, registry) == 2
    assert [(one.record.registrant_id, one.record.version) for one in registry.told] == [
        ("SYN-0002", 4),
        ("SYN-0001", 4),
        ("SYN-0001", 5),
    ]
    assert [one.based_on_version for one in registry.told] == [3, 3, 4]


def test_a_registry_that_cannot_be_reached_is_tried_ever_more_seldom_and_never_given_up(
    here: AStation, desk: DeskLink
) -> None:
    completed(here, desk, 1)
    here.clock.forward(minutes=2)
    registry = ScriptedRegistry([Unreachable("ConnectError")] * 30)
    waits = []
    for _ in range(30):
        assert carry_all(here, registry) == 1
        (row,) = rows(here.signed_in())
        assert row.next_try_at is not None
        waits.append(row.next_try_at - here.clock())
        here.clock.now = row.next_try_at
    assert waits[:3] == [dt.timedelta(seconds=s) for s in (5, 10, 20)]
    assert waits[-1] == dt.timedelta(minutes=15)
    assert carry_all(here, registry) == 1
    assert len(registry.told) == 1
    assert events(here).count(AuditEvent.UPDATE_TRIED.value) == 30


@pytest.mark.parametrize(
    ("outcome", "reason", "details"),
    [
        (Rejected(("no_tier", "bad_county")), ParkedFor.REGISTRY_REJECTED, ("no_tier", "bad_county")),
        (Conflict(9), ParkedFor.NEWER_AT_REGISTRY, ("9",)),
    ],
)
def test_what_the_registry_refuses_is_parked_for_its_reason_and_holds_back_the_persons_next(
    here: AStation, desk: DeskLink, outcome: Outcome, reason: ParkedFor, details: tuple[str, ...]
) -> None:
    completed(here, desk, 1)
    completed(here, desk, 2)
    here.clock.forward(minutes=3)
    registry = ScriptedRegistry([outcome])
    assert carry_all(here, registry) == 1
    parked, waiting = rows(desk)
    assert (parked.state, parked.parked_for, parked.details) == (DeliveryState.PARKED, reason, details)
    assert waiting.behind == parked.update_id
    here.clock.forward(days=1)
    assert carry_all(here, registry) == 0
    desk = here.signed_in()
    queue = desk.visits.queue()
    assert isinstance(queue, QueueView)
    assert (queue.delivery.parked, queue.delivery.waiting) == (1, 1)
    released = desk.office.release(parked.update_id)
    assert isinstance(released, DeliveryRow)
    assert released.state is DeliveryState.WAITING
    assert carry_all(here, registry) == 2
    assert [one.record.version for one in registry.told] == [4, 5]


def test_three_answers_in_no_known_language_park(here: AStation, desk: DeskLink) -> None:
    completed(here, desk, 1)
    here.clock.forward(minutes=2)
    registry = ScriptedRegistry([NotUnderstood("http_418")] * 3)
    for _ in range(3):
        assert carry_all(here, registry) == 1
        here.clock.forward(minutes=1)
    (row,) = rows(desk)
    assert (row.state, row.parked_for) == (DeliveryState.PARKED, ParkedFor.ANSWER_NOT_UNDERSTOOD)


def test_a_station_the_registry_lets_in_no_more_says_so_and_sends_all_by_itself_once_it_is_let_in(
    tmp_path: Path, here: AStation, desk: DeskLink
) -> None:
    completed(here, desk, 1)
    here.clock.forward(minutes=2)
    shut = ScriptedRegistry([NotLetIn("not_a_station")] * 3)
    for _ in range(3):
        assert carry_all(here, shut) == 1
        here.clock.forward(minutes=1)
    (row,) = rows(desk)
    assert (row.state, row.parked_for) == (DeliveryState.PARKED, ParkedFor.STATION_NOT_LET_IN)
    assert row.details == ("not_a_station",)
    refused = desk.office.replace(row.update_id, "a later one")
    assert isinstance(refused, Refused)
    assert refused.problem.code == "update_not_refused"
    carrying = Courier(here.store, open_again := RememberingRegistry(), here.clock)
    carrying.start()
    try:
        until(lambda: open_again.told, what="the update, at the start with the new certificate")
    finally:
        carrying.stop()
    assert [one.state for one in rows(desk)] == [DeliveryState.DELIVERED]


def test_what_waits_before_a_closed_door_goes_once_anything_was_delivered(
    here: AStation, desk: DeskLink
) -> None:
    here.enrol(records.registrant(registrant_id="SYN-0002", id_number="S000000002", registry_id="MO-2"))
    completed(here, desk, 1)
    completed(here, desk, 2, "S000000002")
    here.clock.forward(minutes=2)
    registry = ScriptedRegistry([NotLetIn("not_a_station")] * 6)
    for _ in range(3):
        assert carry_all(here, registry) == 2
        here.clock.forward(minutes=1)
    first, _ = rows(desk, DeliveryState.PARKED)
    desk.office.release(first.update_id)
    assert carry_all(here, registry) == 2
    assert {one.state for one in rows(desk)} == {DeliveryState.DELIVERED}


def test_only_answers_in_no_known_language_in_a_row_park(here: AStation, desk: DeskLink) -> None:
    completed(here, desk, 1)
    here.clock.forward(minutes=2)
    garbage, away = NotUnderstood("http_418"), Unreachable("ConnectError")
    registry = ScriptedRegistry([away, away, away, garbage, garbage, away, garbage, garbage])
    while registry.script:
        assert carry_all(here, registry) == 1
        here.clock.forward(minutes=20)
    (row,) = rows(here.signed_in())
    assert (row.state, row.details) == (DeliveryState.WAITING, ("http_418", "http_418"))
    assert carry_all(here, registry) == 1
    (row,) = rows(here.signed_in())
    assert (row.state, row.details) == (DeliveryState.DELIVERED, ())


def test_an_officer_parks_with_a_reason_and_releases(here: AStation, desk: DeskLink) -> None:
    completed(here, desk, 1)
    (row,) = rows(desk)
    refused = desk.office.park(row.update_id, " ")
    assert isinstance(refused, Refused)
    assert refused.problem.code == "reason_missing"
    parked = desk.office.park(row.update_id, "court order pending")
    assert isinstance(parked, DeliveryRow)
    assert (parked.parked_for, parked.details) == (ParkedFor.BY_AN_OFFICER, ("court order pending",))
    here.clock.forward(minutes=10)
    assert carry_all(here, RememberingRegistry()) == 0
    desk.office.release(row.update_id)
    desk.office.release(row.update_id)
    registry = RememberingRegistry()
    assert carry_all(here, registry) == 1
    late = desk.office.park(row.update_id, "too late")
    assert isinstance(late, Refused)
    assert late.problem.code == "update_not_waiting"


def test_what_a_clock_that_ran_ahead_put_off_is_told_when_it_is_set_right(
    here: AStation, desk: DeskLink
) -> None:
    completed(here, desk, 1)
    right = here.clock()
    here.clock.forward(days=300)
    assert carry_all(here, ScriptedRegistry([Unreachable("ConnectError")])) == 1
    here.enrol(records.registrant(registrant_id="SYN-0002", id_number="S222", registry_id="X"))
    completed(here, here.signed_in(), 2, "S222")
    here.clock.now = right + dt.timedelta(minutes=5)
    registry = RememberingRegistry()
    assert carry_all(here, registry) == 2
    assert {one.record.registrant_id for one in registry.told} == {"SYN-0001", "SYN-0002"}


def test_send_it_again_does_not_wait_for_the_next_try(here: AStation, desk: DeskLink) -> None:
    completed(here, desk, 1)
    here.clock.forward(minutes=3)
    registry = ScriptedRegistry([Unreachable("ConnectError")])
    assert carry_all(here, registry) == 1
    assert carry_all(here, registry) == 0
    (row,) = rows(desk)
    assert isinstance(desk.office.release(row.update_id), DeliveryRow)
    assert carry_all(here, registry) == 1


def test_an_unknown_update_cannot_be_parked_or_released(here: AStation, desk: DeskLink) -> None:
    for refused in (desk.office.park("none", "x"), desk.office.release("none")):
        assert isinstance(refused, Refused)
        assert (refused.problem.code, refused.status) == ("no_such_update", 404)


def test_the_three_day_clock_is_shown_and_passing_it_is_noted_once(here: AStation, desk: DeskLink) -> None:
    completed(here, desk, 1)
    assert rows(desk)[0].clock is Clock.ON_TIME
    registry = ScriptedRegistry([Unreachable("ConnectError")] * 10)
    here.clock.forward(days=3)
    assert rows(here.signed_in())[0].clock is Clock.DUE_SOON
    here.clock.forward(days=1)
    carry_all(here, registry)
    here.clock.forward(days=1)
    carry_all(here, registry)
    desk = here.signed_in()
    assert rows(desk)[0].clock is Clock.LATE
    assert events(here).count(AuditEvent.CLOCK_LATE.value) == 1
    queue = desk.visits.queue()
    assert isinstance(queue, QueueView)
    assert queue.delivery.late == 1


class DyingRegistry(RememberingRegistry):
    """Takes the update, and the courier dies before it hears so."""

    def deliver(self, update: RegistryUpdate, written: bytes) -> Outcome:
        super().deliver(update, written)
        raise KeyboardInterrupt


def test_a_courier_that_dies_before_it_writes_tells_again_and_the_registry_had_it(
    here: AStation, desk: DeskLink
) -> None:
    completed(here, desk, 1)
    here.clock.forward(minutes=2)
    dying = DyingRegistry()
    with pytest.raises(KeyboardInterrupt):
        courier.carry_next(here.store, dying, here.clock)
    registry = RememberingRegistry()
    registry.told = dying.told
    assert carry_all(here, registry) == 1
    assert len(registry.told) == 1
    assert [row.state for row in rows(desk)] == [DeliveryState.DELIVERED]


def test_once_the_courier_has_taken_it_nothing_is_undone(here: AStation, desk: DeskLink) -> None:
    check_in = completed(here, desk, 1)
    taken = courier.take(here.store, here.clock() + dt.timedelta(minutes=2))
    assert taken is not None
    refused = desk.visits.undo(check_in.check_in_id, "wrong person")
    assert isinstance(refused, Refused)
    assert refused.problem.code == "hold_is_over"


def test_the_courier_carries_in_its_own_thread_and_survives_a_stumble(
    tmp_path: Path, here: AStation, desk: DeskLink
) -> None:
    completed(here, desk, 1)
    here.clock.forward(minutes=2)

    class Stumbling(RememberingRegistry):
        def deliver(self, update: RegistryUpdate, written: bytes) -> Outcome:
            if not self.asked:
                self.asked += 1
                raise RuntimeError("a bug of a connector")
            return super().deliver(update, written)

    registry, told = Stumbling(), []
    carrying = Courier(here.store, registry, here.clock, lambda: told.append(1))
    carrying.start()
    try:
        until(lambda: rows(desk)[0].tries, what="the stumble to be counted")
        here.clock.forward(seconds=5)
        until(lambda: registry.told, what="the update to arrive")
        until(lambda: told, what="the desks to be told")
    finally:
        carrying.stop()
    assert [row.state for row in rows(desk)] == [DeliveryState.DELIVERED]


def damaged(here: AStation, update_id: str) -> None:
    """Let what the outbox holds of an update be unreadable."""
    with here.store.writing() as session:
        outbox.change(session, update_id, body="rot")


class Unspeakable(RememberingRegistry):
    """A connector with a bug that only one update meets."""

    def __init__(self, update_id: str) -> None:
        super().__init__()
        self.update_id = update_id

    def deliver(self, update: RegistryUpdate, written: bytes) -> Outcome:
        if update.update_id == self.update_id:
            raise ValueError("nobody else's fault")
        return super().deliver(update, written)


@pytest.mark.parametrize("is_damaged", [True, False])
def test_one_update_that_cannot_be_told_is_parked_and_all_others_go_on(
    here: AStation, desk: DeskLink, is_damaged: bool
) -> None:
    here.enrol(records.registrant(registrant_id="SYN-0002", id_number="S222", registry_id="X"))
    completed(here, desk, 1)
    first = rows(desk)[0].update_id
    here.clock.forward(minutes=1)
    completed(here, desk, 2, "S222")
    if is_damaged:
        damaged(here, first)
    registry = Unspeakable(first)
    for _ in range(3):
        here.clock.forward(minutes=3)
        carry_all(here, registry)
    assert [one.record.registrant_id for one in registry.told] == ["SYN-0002"]
    (parked,) = rows(desk, DeliveryState.PARKED)
    assert (parked.update_id, parked.parked_for, parked.tries) == (first, ParkedFor.COULD_NOT_BE_TOLD, 3)


def test_every_try_tells_the_very_bytes_that_were_approved(here: AStation, desk: DeskLink) -> None:
    completed(here, desk, 1)
    with here.store.writing() as session:
        # As another version of the program would have written it: one field with a default left out.
        older = outbox.written(session, rows(desk)[0].update_id).decode().replace('"suffix":"",', "")
        outbox.change(session, rows(desk)[0].update_id, body=older)
    here.clock.forward(minutes=2)
    told: list[bytes] = []

    class Listening(RememberingRegistry):
        def deliver(self, update: RegistryUpdate, written: bytes) -> Outcome:
            told.append(written)
            return super().deliver(update, written)

    carry_all(here, Listening())
    assert told == [older.encode()]
    assert to_wire(from_wire(RegistryUpdate, told[0])) != told[0]


def test_what_a_gateway_refuses_later_is_parked_with_its_reasons_and_can_be_told_again(
    here: AStation, desk: DeskLink, tmp_path: Path
) -> None:
    connector = json_folder(tmp_path)
    completed(here, desk, 1)
    here.clock.forward(minutes=20)
    assert courier.carry_next(here.store, connector, here.clock)
    (told,) = rows(desk)
    assert told.state is DeliveryState.DELIVERED
    (tmp_path / "refused").mkdir()
    (tmp_path / "refused" / f"{told.receipt}.txt").write_text("unknown statute\n", "utf-8")
    (tmp_path / told.receipt).rename(tmp_path / "refused" / told.receipt)
    assert courier.take_back(here.store, connector, here.clock()) == 1
    (row,) = rows(desk)
    assert (row.state, row.parked_for) == (DeliveryState.PARKED, ParkedFor.REGISTRY_REJECTED)
    assert (row.details, row.receipt) == (("unknown statute",), "")
    assert courier.take_back(here.store, connector, here.clock()) == 0
    desk.office.release(row.update_id)
    assert courier.carry_next(here.store, connector, here.clock)
    assert (tmp_path / told.receipt).is_file()
    assert here.events().count(AuditEvent.UPDATE_PARKED.value) == 1


def test_a_refusal_of_something_never_delivered_changes_nothing(here: AStation, tmp_path: Path) -> None:
    (tmp_path / "refused").mkdir()
    (tmp_path / "refused" / "never.json").touch()
    assert courier.take_back(here.store, json_folder(tmp_path), here.clock()) == 0
    assert not (tmp_path / "refused" / "never.json").exists(), "noted, so that it is not looked at for ever"
