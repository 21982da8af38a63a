"""The registry is away while appearances are completed: everything waits, and arrives once and in order."""

from __future__ import annotations

import pytest

from sync.sender import Round, deliver_waiting
from sync.spool import Spooled
from sync.station import audit
from sync.station.client import DeskLink
from sync.station.desk_wire import DeliveryRow, DeliveryState
from sync.wire import to_wire
from tests.stories.office import Office
from tests.stories.visits import made, now
from tests.waiting import until
from ui.demo.people import DemoPerson

pytestmark = pytest.mark.slow


def completed(office: Office, desk: DeskLink, person: DemoPerson, counter: int) -> str:
    """A whole visit of this person; the id of the appearance."""
    spool, check_in = office.spool(), made(office.card(person), counter)
    assert isinstance(spool.put("check_in", check_in.check_in_id, to_wire(check_in), now()), Spooled)
    assert deliver_waiting(spool, office.kiosk()) == Round(1, 0, 0, "")
    return office.complete(desk, check_in.check_in_id).appearance.appearance_id


def rows(desk: DeskLink) -> tuple[DeliveryRow, ...]:
    """The outbox, as the desk shows it."""
    found = desk.office.deliveries()
    assert isinstance(found, tuple), found
    return found


def test_what_is_completed_without_the_registry_arrives_once_and_in_order(
    closed_office: Office,
) -> None:
    office = closed_office
    office.station.start()
    desk, (alex, other) = office.signed_in(), office.served[:2]
    first = [completed(office, desk, alex, number) for number in (1, 2, 3)]
    others = completed(office, desk, other, 4)
    until(lambda: any(row.tries for row in rows(desk)), what="a try")
    assert {row.state for row in rows(desk)} <= {DeliveryState.HELD, DeliveryState.WAITING}

    office.registry.start()
    until(
        lambda: {row.state for row in rows(desk)} == {DeliveryState.DELIVERED}, within=60, what="the delivery"
    )
    assert [update_id for _, update_id in office.told("SYN-0001")] == first
    assert [version for version, _ in office.told("SYN-0001")] == [2, 3, 4]
    assert [update_id for _, update_id in office.told(other.registrant.registrant_id)] == [others]

    office.registry.kill()
    fifth = completed(office, desk, alex, 5)
    office.station.stop()
    office.registry.start()
    office.station.start()
    until(lambda: len(office.told("SYN-0001")) == 4, within=60, what="the last one")
    assert office.told("SYN-0001")[-1] == (5, fifth)
    with office.store().reading() as session:
        assert audit.verify(session).broken_at is None
