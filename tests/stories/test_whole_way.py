"""One day on real parts over HTTPS: a check-in becomes an appearance, and the registry holds the record."""

from __future__ import annotations

import pytest

from kiosk.check_in import State
from kiosk.registrant import Registrant
from sync.kiosk_wire import TicketPlace
from sync.registry.service.holdings import record_of
from sync.sender import Round, deliver_waiting
from sync.spool import Spooled
from sync.station import audit
from sync.station.desk_wire import QueueView
from sync.wire import from_wire, to_wire
from tests.specimens import records
from tests.stories.office import Office
from tests.stories.visits import moved_house, now
from tests.waiting import until


@pytest.mark.slow
def test_a_check_in_with_a_new_home_reaches_the_registry_and_the_log_is_whole(cold_office: Office) -> None:
    office = cold_office
    alex, kiosk, spool = office.served[0], office.kiosk(), office.spool()
    check_in = office.visit(kiosk, alex, 1, changes=moved_house(alex.registrant))
    assert isinstance(spool.put("check_in", check_in.check_in_id, to_wire(check_in), now()), Spooled)
    assert deliver_waiting(spool, kiosk) == Round(1, 0, 0, "")
    assert spool.waiting() == ()
    place = kiosk.ticket_place(check_in.check_in_id)
    assert isinstance(place, TicketPlace)
    assert (place.place, place.called_to) == (1, "")

    desk = office.signed_in()
    queue = desk.visits.queue()
    assert isinstance(queue, QueueView)
    assert [(one.check_in_id, one.name) for one in queue.entries] == [
        (check_in.check_in_id, "Alex Rowan Quill")
    ]
    done = office.complete(desk, check_in.check_in_id)
    assert done.outcome.state is State.COMPLETED

    told = until(lambda: office.told("SYN-0001"), within=20, what="the registry's record")
    assert told == ((2, done.appearance.appearance_id),)
    with office.holdings().reading() as session:
        held = from_wire(Registrant, record_of(session, "SYN-0001") or b"")
    assert isinstance(held, Registrant)
    assert [home.address for home in held.residences if home.ended is None] == [records.NEW_HOME]
    assert held.last_full_verification == now().date()
    assert office.station.stop() == 0
    assert office.registry.stop() == 0
    with office.store().reading() as session:
        assert audit.verify(session).broken_at is None
