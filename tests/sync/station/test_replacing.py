"""What the registry will not take as it stands is put right by a later version; nothing waits for good."""

from __future__ import annotations

from dataclasses import replace

from kiosk.amendment import Why
from kiosk.appearance import AppearanceFacts
from kiosk.audit import AuditEvent
from kiosk.delivery import Conflict, Outcome, ParkedFor, Rejected
from kiosk.registry_update import RegistryUpdate
from sync.station.client import DeskLink, new_id
from sync.station.desk_wire import DeliveryRow, DeliveryState, Refused
from sync.station.people_wire import Amend, AmendedView, RecordPage
from tests.sync.station.a_station import AStation
from tests.sync.station.registries import RememberingRegistry
from tests.sync.station.test_courier import carry_all, completed, rows

WHY = "The state wants the plate; the amendment has it"


class StubbornRegistry(RememberingRegistry):
    """Says the same of one version of a record, however often it is told."""

    def __init__(self, version: int, answer: Outcome) -> None:
        super().__init__()
        self._version, self._answer = version, answer

    def deliver(self, update: RegistryUpdate, written: bytes) -> Outcome:
        """``answer`` of that version; any other as RememberingRegistry does."""
        if update.record.version == self._version:
            return self._answer
        return super().deliver(update, written)


def amended(desk: DeskLink) -> int:
    """An officer corrects the record; its version now."""
    page = desk.people.record("SYN-0001")
    assert isinstance(page, RecordPage)
    record = replace(page.record, notes=(*page.record.notes, "corrected"))
    done = desk.records.amend(Amend(new_id(), record, Why("as the registry wants it", "its answer")))
    assert isinstance(done, AmendedView), done
    return done.version


def code(answer: object) -> str:
    """Why it was refused."""
    assert isinstance(answer, Refused), answer
    return answer.problem.code


def refused_once(here: AStation, desk: DeskLink, answer: Outcome) -> tuple[StubbornRegistry, DeliveryRow]:
    """A completion that the registry will not take, whoever sends it again."""
    completed(here, desk, 1)
    here.clock.forward(minutes=3)
    registry = StubbornRegistry(4, answer)
    carry_all(here, registry)
    (parked,) = rows(desk)
    for _ in range(3):
        desk.office.release(parked.update_id)
        carry_all(here, registry)
    (parked,) = rows(desk)
    assert parked.state is DeliveryState.PARKED
    return registry, parked


def test_a_refused_update_is_replaced_by_the_version_that_puts_it_right(
    here: AStation, desk: DeskLink
) -> None:
    registry, parked = refused_once(here, desk, Rejected(("no_plate",)))
    here.clock.forward(minutes=5)
    assert amended(desk) == 5
    assert code(desk.office.replace(parked.update_id, WHY)) == "later_version_held"
    here.clock.forward(minutes=3)
    assert carry_all(here, registry) == 0
    replaced = desk.office.replace(parked.update_id, WHY)
    assert isinstance(replaced, DeliveryRow), replaced
    assert (replaced.state, replaced.details) == (DeliveryState.WITHDRAWN, ("no_plate", WHY))
    assert carry_all(here, registry) == 1
    assert [(one.record.version, one.based_on_version) for one in registry.told] == [(5, 3)]
    assert registry.told[0].deadline == parked.deadline
    (appeared,) = registry.told[0].earlier
    assert appeared.appearance_id == parked.update_id, "the registry hears that the person appeared"
    assert here.events().count(AuditEvent.UPDATE_REPLACED.value) == 1
    assert desk.office.replace(parked.update_id, WHY) == replaced
    assert here.events().count(AuditEvent.UPDATE_REPLACED.value) == 1


def test_what_is_newer_at_the_registry_is_passed_by_an_amendment_above_it(
    here: AStation, desk: DeskLink
) -> None:
    registry, parked = refused_once(here, desk, Conflict(8))
    assert parked.parked_for is ParkedFor.NEWER_AT_REGISTRY
    completed(here, desk, 2)
    here.clock.forward(minutes=3)
    assert code(desk.office.replace(parked.update_id, WHY)) == "no_later_version"
    assert amended(desk) == 9
    here.clock.forward(minutes=3)
    assert isinstance(desk.office.replace(parked.update_id, WHY), DeliveryRow)
    assert carry_all(here, registry) == 1
    assert [(one.record.version, one.based_on_version) for one in registry.told] == [(9, 8)]
    assert [facts.record_version for facts in registry.told[0].earlier] == [4, 5]
    states = {row.version: row.state for row in rows(desk)}
    assert states == {4: DeliveryState.WITHDRAWN, 5: DeliveryState.WITHDRAWN, 9: DeliveryState.DELIVERED}
    page = desk.people.record("SYN-0001")
    assert isinstance(page, RecordPage)
    assert [one.version for one in page.versions[:2]] == [9, 5]


def test_nothing_is_replaced_without_a_reason_a_refusal_and_a_later_version(
    here: AStation, desk: DeskLink
) -> None:
    completed(here, desk, 1)
    (held,) = rows(desk)
    assert code(desk.office.replace(held.update_id, WHY)) == "update_not_parked"
    assert code(desk.office.replace(held.update_id, " ")) == "reason_missing"
    assert code(desk.office.replace("none", WHY)) == "no_such_update"
    desk.office.park(held.update_id, "wait")
    assert code(desk.office.replace(held.update_id, WHY)) == "update_kept_back"
    completed(here, desk, 2)
    later = next(row for row in rows(desk) if row.version == 5)
    desk.office.park(later.update_id, "wait")
    assert code(desk.office.replace(later.update_id, WHY)) == "earlier_update_first"


def test_an_appearance_kept_back_by_an_officer_is_never_passed_over(here: AStation, desk: DeskLink) -> None:
    completed(here, desk, 1)
    (held,) = rows(desk)
    desk.office.park(held.update_id, "wait")
    assert amended(desk) == 5
    here.clock.forward(minutes=3)
    registry = RememberingRegistry()
    assert code(desk.office.replace(held.update_id, WHY)) == "update_kept_back"
    assert carry_all(here, registry) == 0
    desk.office.release(held.update_id)
    carry_all(here, registry)
    assert [one.record.version for one in registry.told] == [4, 5]
    assert isinstance(registry.told[0].appearance, AppearanceFacts)


def test_an_appearance_that_was_replaced_stays_in_the_history_of_its_person(
    here: AStation, desk: DeskLink
) -> None:
    registry, parked = refused_once(here, desk, Rejected(("no_plate",)))
    amended(desk)
    here.clock.forward(minutes=3)
    assert isinstance(desk.office.replace(parked.update_id, WHY), DeliveryRow)
    carry_all(here, registry)
    page = desk.people.record("SYN-0001")
    assert isinstance(page, RecordPage)
    assert [one.appearance_id for one in page.earlier] == [parked.update_id]
