"""One check-in's way through the station: from the kiosk's question to what the registry is told."""

from __future__ import annotations

import datetime as dt

from kiosk.check_in import State
from kiosk.delivery import Delivered
from kiosk.registry_update import RegistryUpdate
from kiosk.topics import Topic
from sync.kiosk_wire import Opened, QuestionTaken
from sync.station import audit, courier
from sync.station.client import DeskLink, new_id
from sync.station.desk_wire import (
    CheckInPage,
    CompletedView,
    DeliveryState,
    Outcome,
    QueueView,
    ReceiptState,
    RecordPage,
)
from tests.specimens import records
from tests.sync.station.a_station import PIN, AStation, card


class Registry:
    """A registry that takes everything and remembers it."""

    def __init__(self) -> None:
        self.told: list[RegistryUpdate] = []

    def deliver(self, update: RegistryUpdate, written: bytes) -> Delivered:
        """Take it."""
        self.told.append(update)
        return Delivered(f"R-{len(self.told)}")


def test_a_card_and_a_pin_open_the_persons_own_record(here: AStation) -> None:
    kiosk = here.kiosk()
    asked = kiosk.find_registrant(card())
    assert isinstance(asked, QuestionTaken)
    found = kiosk.open_record(asked.lookup_id, PIN)
    assert isinstance(found, Opened)
    assert found.record is not None
    assert found.record.entries(Topic.RESIDENCES) == records.registrant().residences
    assert found.record_version == 3
    assert found.waiting is None


def test_a_check_in_becomes_an_appearance_a_new_version_and_an_update(here: AStation, desk: DeskLink) -> None:
    check_in = here.visit(changes=records.moved_house())
    queue = desk.visits.queue()
    assert isinstance(queue, QueueView)
    (entry,) = queue.entries
    assert (entry.ticket, entry.name, entry.state) == ("A-014", "Alex Rowan Quill", State.WAITING)

    page = desk.visits.claim(check_in.check_in_id)
    assert isinstance(page, CheckInPage)
    assert page.record == records.registrant()
    assert page.schedules
    assert page.duties

    here.clock.forward(minutes=3)
    checklist = records.checklist(face_seen_at=here.clock(), document_seen_at=here.clock())
    done = desk.visits.complete(check_in.check_in_id, checklist, 3, new_id())
    assert isinstance(done, CompletedView), done
    assert done.receipt.number == "000001"
    assert done.receipt.next
    assert done.outcome.state is State.COMPLETED
    assert done.outcome.receipt is ReceiptState.VALID

    after = desk.people.record("SYN-0001")
    assert isinstance(after, RecordPage)
    assert after.record.version == 4
    assert after.record.last_full_verification == records.TODAY
    assert [home.ended for home in after.record.residences] == [
        records.TODAY - dt.timedelta(days=10),
        None,
    ]

    registry = Registry()
    assert not courier.carry_next(here.store, registry, here.clock), "held for two minutes"
    here.clock.forward(minutes=2)
    assert courier.carry_next(here.store, registry, here.clock)
    assert not courier.carry_next(here.store, registry, here.clock)
    (told,) = registry.told
    assert told.record == after.record
    assert told.based_on_version == 3
    rows = desk.office.deliveries()
    assert isinstance(rows, tuple)
    assert [(row.state, row.receipt) for row in rows] == [(DeliveryState.DELIVERED, "R-1")]
    with here.store.reading() as session:
        verdict = audit.verify(session)
    assert verdict.broken_at is None
    assert verdict.lines > 8


def test_the_outcome_answers_whether_it_was_done(here: AStation, desk: DeskLink) -> None:
    check_in = here.visit()
    desk.visits.claim(check_in.check_in_id)
    appearance_id = new_id()
    before = desk.visits.outcome(check_in.check_in_id)
    assert isinstance(before, Outcome)
    assert before.appearance_id == ""
    desk.visits.complete(check_in.check_in_id, records.checklist(), 3, appearance_id)
    after = desk.visits.outcome(check_in.check_in_id)
    assert isinstance(after, Outcome)
    assert after.appearance_id == appearance_id
    assert after.state is State.COMPLETED
