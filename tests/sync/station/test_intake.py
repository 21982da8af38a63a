"""What kiosks send is taken once and whole, or refused with a reason and kept aside."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from kiosk.audit import AuditEvent
from kiosk.check_in import Arrival, Disclosure, State
from sync.envelope import Header, seal
from sync.identity import Role as DeviceRole
from sync.kiosk_wire import Accepted, AlreadyAccepted, TicketPlace
from sync.link import Refused, StationLink
from sync.station.desk_wire import QueueEntry
from sync.station.people_wire import ArrivalSeen, RecordPage
from sync.station.store import check_ins, envelopes, log
from sync.station.waiting import queue
from sync.wire import to_wire
from tests.specimens import records
from tests.sync.station.a_station import KIOSK, AStation, card, claim


def events(here: AStation) -> list[str]:
    """The names of all events in the log."""
    with here.store.reading() as session:
        return [line.event for line in log.lines(session)]


def entries(here: AStation) -> tuple[QueueEntry, ...]:
    """Who waits."""
    with here.store.reading() as session:
        return queue(session, here.office, here.clock()).entries


def refused_kept(here: AStation) -> int:
    """How many envelopes lie aside."""
    with here.store.reading() as session:
        return envelopes.how_many_refused(session)


def code_of(found: object) -> tuple[str, int]:
    """The problem's code and the status of a refusal."""
    assert isinstance(found, Refused), found
    return found.problem.code, found.status


def test_a_check_in_sent_twice_is_stored_once(here: AStation) -> None:
    check_in = here.made()
    assert isinstance(here.send(check_in, 1), Accepted)
    assert isinstance(here.send(check_in, 1), AlreadyAccepted)
    assert isinstance(here.send(check_in, 2), AlreadyAccepted), "sealed anew, the same body"
    assert len(entries(here)) == 1
    assert events(here).count(AuditEvent.CHECK_IN_ACCEPTED.value) == 1
    assert events(here).count(AuditEvent.CHECK_IN_REPEATED.value) == 2


def test_an_item_that_comes_after_a_later_one_is_kept_and_written_down(here: AStation) -> None:
    here.enrol(records.registrant(registrant_id="SYN-0002", id_number="S222", registry_id="X"))
    here.visit(2)
    assert AuditEvent.ITEM_OUT_OF_ORDER.value not in events(here)
    here.visit(1, identity=card(id_number="S222"))
    here.visit(3, identity=card(id_number="S222"))
    assert events(here).count(AuditEvent.ITEM_OUT_OF_ORDER.value) == 1


def test_a_check_in_is_already_accepted_however_it_ended_since(here: AStation) -> None:
    check_in = here.visit()
    with here.store.writing() as session:
        check_ins.change(session, check_in.check_in_id, state=State.NO_SHOW.value)
    assert isinstance(here.send(check_in, 1), AlreadyAccepted)
    assert entries(here) == ()


def test_the_same_id_with_another_body_is_refused_and_kept_aside(here: AStation) -> None:
    check_in = here.visit()
    other = replace(check_in, language="es")
    assert code_of(here.send(other, 2)) == ("id_with_other_body", 409)
    assert refused_kept(here) == 1
    assert [entry.language for entry in entries(here)] == ["en"]


def test_a_number_of_the_spool_used_twice_is_refused(here: AStation) -> None:
    first = here.made()
    second = here.made()
    assert isinstance(here.send(first, 1), Accepted)
    assert code_of(here.send(second, 1)) == ("sequence_used", 409)
    assert isinstance(here.send(second, 2), Accepted)


def test_a_later_number_may_come_first(here: AStation) -> None:
    first, second = here.made(), here.made()
    assert isinstance(here.send(second, 2), Accepted)
    assert isinstance(here.send(first, 1), Accepted), "it had waited, parked, in the spool"


@pytest.mark.parametrize("place", [0, 9, 40, 300, -1])
def test_an_altered_envelope_is_refused_and_kept_once(here: AStation, place: int) -> None:
    envelope = bytearray(here.sealed(here.made()))
    envelope[place] ^= 1
    link = here.kiosk()
    code, status = code_of(link.submit(bytes(envelope)))
    assert status == 422
    assert code in {"envelope_malformed", "envelope_altered", "envelope_of_unknown_kiosk"}
    assert code_of(link.submit(bytes(envelope))) == (code, 422)
    assert refused_kept(here) == 1
    assert entries(here) == ()


def test_the_envelope_of_another_kiosk_is_refused(here: AStation) -> None:
    envelope = here.sealed(here.made())
    assert code_of(here.kiosk("kiosk-b").submit(envelope)) == ("envelope_of_another_kiosk", 422)


def test_an_envelope_to_another_station_is_refused(here: AStation) -> None:
    check_in = here.made()
    envelope = here.sealed(check_in)
    here.keys.station = ec.generate_private_key(ec.SECP384R1())
    assert code_of(here.kiosk().submit(envelope)) == ("envelope_cannot_be_opened", 422)


def test_a_kiosk_nobody_enrolled_is_refused(here: AStation) -> None:
    envelope = here.sealed(here.made())
    here.keys.kiosks.clear()
    link = StationLink(here.http(KIOSK, DeviceRole.KIOSK))
    assert code_of(link.submit(envelope)) == ("envelope_of_unknown_kiosk", 422)


def sealed_as(here: AStation, body: bytes, kind: str = "check_in", item: str = "item-1") -> bytes:
    """An envelope with any body at all, rightly sealed and signed."""
    header = Header(KIOSK, "00112233445566ff", 7, kind, item, here.clock(), "")
    key = here.keys.signing(KIOSK)
    return seal(body, here.keys.station.public_key(), key, header).to_bytes()


def test_a_body_that_is_no_check_in_is_refused(here: AStation) -> None:
    for body in (b"", b"{}", b"\xff" * 50, to_wire(records.registrant())):
        assert code_of(here.kiosk().submit(sealed_as(here, body))) == ("envelope_not_understood", 422)
    assert code_of(here.kiosk().submit(sealed_as(here, b"{}", "recipe"))) == (
        "envelope_of_unknown_kind",
        422,
    )


def test_a_check_in_under_another_id_or_kiosk_than_the_header_names_is_refused(here: AStation) -> None:
    check_in = here.made()
    assert code_of(here.kiosk().submit(sealed_as(here, to_wire(check_in), item="other"))) == (
        "envelope_not_understood",
        422,
    )
    stranger = replace(check_in, kiosk_id="kiosk-z")
    found = here.kiosk().submit(sealed_as(here, to_wire(stranger), item=check_in.check_in_id))
    assert code_of(found) == ("envelope_not_understood", 422)


def test_a_check_in_that_is_not_whole_is_refused_with_the_cores_reason(here: AStation) -> None:
    unsigned = here.made()
    unsigned = replace(unsigned, signature=replace(unsigned.signature, strokes=()))
    assert code_of(here.send(unsigned)) == ("not_signed", 422)


def test_an_offline_check_in_with_a_fitting_card_names_its_person_and_says_no_pin_was_asked(
    here: AStation,
) -> None:
    here.visit(lookup_id="", offline=True, disclosure=Disclosure.BLIND, record_version=0)
    (entry,) = entries(here)
    assert entry.registrant_id == "SYN-0001"
    assert [flag.key for flag in entry.flags] == ["flag.offline", "flag.no_second_factor"]
    place = here.kiosk().ticket_place(entry.check_in_id)
    assert isinstance(place, TicketPlace)
    assert (place.place, place.lane, place.appointment) == (1, None, None), "a card alone tells nothing"


def test_an_offline_check_in_of_a_stranger_waits_for_the_officer_to_say_whose_it_is(here: AStation) -> None:
    here.visit(
        lookup_id="",
        offline=True,
        disclosure=Disclosure.BLIND,
        record_version=0,
        identity=card(id_number="S000000000"),
    )
    (entry,) = entries(here)
    assert entry.registrant_id == ""
    assert entry.name == "ALEX ROWAN QUILL"
    assert entry.candidates == 1, "the same name and birth date"


def test_a_check_in_typed_by_hand_is_never_matched_by_itself(here: AStation) -> None:
    here.visit(identity=claim(), disclosure=Disclosure.BLIND, record_version=0)
    (entry,) = entries(here)
    assert entry.registrant_id == ""
    assert [flag.key for flag in entry.flags] == ["flag.typed_by_hand"]


def test_a_lookup_of_another_kiosk_opens_nothing(here: AStation) -> None:
    lookup_id = here.opened(kiosk="kiosk-b")
    here.visit(lookup_id=lookup_id)
    (entry,) = entries(here)
    assert entry.registrant_id == ""
    assert [flag.key for flag in entry.flags] == ["flag.lookup_not_opened"]


def test_a_clock_that_is_ahead_is_flagged(here: AStation) -> None:
    ahead = here.clock() + dt.timedelta(minutes=3)
    here.visit(submitted_at=ahead)
    (entry,) = entries(here)
    assert [flag.key for flag in entry.flags] == ["flag.kiosk_clock_ahead"]


def test_the_same_person_again_replaces_what_nobody_works_on(here: AStation) -> None:
    first = here.visit(1)
    here.clock.forward(minutes=10)
    second = here.visit(2)
    assert [entry.check_in_id for entry in entries(here)] == [second.check_in_id]
    with here.store.reading() as session:
        stored = check_ins.find(session, first.check_in_id)
    assert stored is not None
    assert stored.state is State.REPLACED
    assert stored.reason == second.check_in_id


def test_nothing_is_taken_out_of_an_officers_hands(here: AStation) -> None:
    first = here.visit(1)
    here.signed_in().visits.claim(first.check_in_id)
    here.clock.forward(minutes=10)
    second = here.visit(2)
    by_id = {entry.check_in_id: entry for entry in entries(here)}
    assert by_id[first.check_in_id].state is State.CLAIMED
    assert [flag.key for flag in by_id[second.check_in_id].flags] == ["flag.other_check_in_claimed"]


def test_an_older_check_in_that_comes_late_replaces_nothing(here: AStation) -> None:
    older = here.made(submitted_at=here.clock())
    here.clock.forward(minutes=10)
    newer = here.visit(2)
    here.send(older, 1)
    by_id = {entry.check_in_id: entry for entry in entries(here)}
    assert by_id.keys() == {older.check_in_id, newer.check_in_id}
    assert [flag.key for flag in by_id[older.check_in_id].flags] == ["flag.newer_check_in_exists"]


def test_an_arrival_is_kept_with_both_times(here: AStation) -> None:
    arrived = here.clock() - dt.timedelta(minutes=1)
    arrival = Arrival(secrets.token_hex(8), KIOSK, arrived, card(), here.opened())
    envelope = sealed_as(here, to_wire(arrival), "arrival", arrival.arrival_id)
    assert isinstance(here.kiosk().submit(envelope), Accepted)
    assert isinstance(here.kiosk().submit(envelope), AlreadyAccepted)
    with here.store.reading() as session:
        (row,) = envelopes.arrivals_of(session, "SYN-0001", 9)
    assert row == (arrival, here.clock())
    assert events(here).count(AuditEvent.ARRIVED.value) == 1
    page = here.signed_in().people.record("SYN-0001")
    assert isinstance(page, RecordPage)
    assert page.arrivals == (ArrivalSeen(arrived, here.clock(), KIOSK),)


def test_a_kiosk_cannot_fill_the_disk_with_what_is_refused(
    here: AStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(envelopes, "MOST_REFUSED", 3)
    link = here.kiosk()
    for number in range(6):
        assert code_of(link.submit(b"rubbish %d" % number)) == ("envelope_malformed", 422)
    assert refused_kept(here) == 3
    assert events(here).count(AuditEvent.CHECK_IN_REFUSED.value) == 6
