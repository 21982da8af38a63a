"""The station is away while people visit: what they said waits sealed, and arrives exactly once."""

from __future__ import annotations

import pytest

from kiosk.audit import AuditEvent
from kiosk.check_in import CheckIn
from sync.kiosk_wire import AlreadyAccepted
from sync.link import Unreachable
from sync.sender import Round, deliver_waiting
from sync.spool import Spool, Spooled
from sync.station import audit
from sync.station.desk_wire import QueueView
from sync.station.store import envelopes
from sync.wire import to_wire
from tests.proxy import Proxy
from tests.stories.office import KIOSKS, Office
from tests.stories.visits import arrived, made, now
from tests.sync.planted import found_in

pytestmark = pytest.mark.slow


def submitted(office: Office, spool: Spool, kiosk: str, counter: int) -> CheckIn:
    """Alex Quill arrives and checks in at a kiosk whose station does not answer."""
    card = office.card(office.served[0])
    arrival = arrived(card, kiosk=kiosk)
    assert isinstance(spool.put("arrival", arrival.arrival_id, to_wire(arrival), now()), Spooled)
    check_in = made(card, counter, kiosk=kiosk)
    assert isinstance(spool.put("check_in", check_in.check_in_id, to_wire(check_in), now()), Spooled)
    return check_in


def stores(office: Office, check_in: CheckIn) -> bool:
    """Whether the station holds it."""
    with office.store().reading() as session:
        return envelopes.digest_of(session, check_in.check_in_id) is not None


def test_a_visit_without_the_station_waits_sealed_and_arrives_exactly_once(closed_office: Office) -> None:
    office, spool, kiosk = closed_office, closed_office.spool(), closed_office.kiosk()
    assert kiosk.find_registrant(office.card(office.served[0])) == Unreachable("ConnectError")
    check_in = submitted(office, spool, KIOSKS[0], 1)
    assert deliver_waiting(spool, kiosk) == Round(0, 0, 2, "ConnectError")
    assert found_in(office.spool_file().parent, ("Birchwood Ter", "S198411057", "Kansas City")) == []
    waiting = spool.waiting()
    assert isinstance(waiting, tuple)
    kept = spool.envelope(waiting[1].sequence)

    office.station.start()
    assert deliver_waiting(spool, kiosk) == Round(2, 0, 0, "")
    assert deliver_waiting(spool, kiosk) == Round(0, 0, 0, "")
    assert isinstance(kept, bytes)
    assert isinstance(kiosk.submit(kept), AlreadyAccepted)

    queue = office.signed_in().visits.queue()
    assert isinstance(queue, QueueView)
    (entry,) = queue.entries
    assert (entry.check_in_id, entry.registrant_id, entry.offline) == (
        check_in.check_in_id,
        "SYN-0001",
        True,
    )
    assert [flag.key for flag in entry.flags] == ["flag.offline", "flag.no_second_factor"]


def test_an_answer_lost_on_the_way_makes_no_second_check_in(closed_office: Office) -> None:
    office, spool = closed_office, closed_office.spool()
    office.station.start()
    check_in = made(office.card(office.served[0]), 1)
    assert isinstance(spool.put("check_in", check_in.check_in_id, to_wire(check_in), now()), Spooled)
    with Proxy(office.station.port) as network:
        network.at_answer = lambda: not stores(office, check_in)
        kiosk = office.kiosk(port=network.port)
        assert deliver_waiting(spool, kiosk) == Round(0, 0, 1, "RemoteProtocolError")
        assert stores(office, check_in)
        network.at_answer = None
        assert deliver_waiting(spool, kiosk) == Round(1, 0, 0, "")
    queue = office.signed_in().visits.queue()
    assert isinstance(queue, QueueView)
    assert [entry.check_in_id for entry in queue.entries] == [check_in.check_in_id]
    with office.store().reading() as session:
        told = [line.event for line in audit.lines(session, 0, 500)]
    assert told.count(AuditEvent.CHECK_IN_ACCEPTED) == told.count(AuditEvent.CHECK_IN_REPEATED) == 1


def test_two_kiosks_that_were_alone_both_deliver_and_a_card_alone_ends_neither_check_in(
    closed_office: Office,
) -> None:
    office = closed_office
    spools = [office.spool(name) for name in KIOSKS]
    made_here = [submitted(office, spool, name, 1) for spool, name in zip(spools, KIOSKS, strict=True)]
    office.station.start()
    for spool, name in zip(spools, KIOSKS, strict=True):
        assert deliver_waiting(spool, office.kiosk(name)) == Round(2, 0, 0, "")
    queue = office.signed_in().visits.queue()
    assert isinstance(queue, QueueView)
    assert {entry.check_in_id for entry in queue.entries} == {one.check_in_id for one in made_here}
    for entry in queue.entries:
        assert "flag.another_check_in_open" in [flag.key for flag in entry.flags]
