"""Sending what waits: an item goes only when the station holds it, whatever else is answered."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.problems import problem
from sync.envelope import Opened
from sync.kiosk_wire import Accepted, AlreadyAccepted, EnvelopeAnswer
from sync.link import Refused, Trouble, Unreachable, station_link
from sync.sender import NotYet, Parked, Round, Sent, deliver_one, deliver_waiting, wait_after
from sync.spool import Spool, SpoolState
from sync.tls import server_context
from sync.wire import to_wire
from tests.sync.an_office import MOMENT, SealingPair, device, office_keys
from tests.sync.served import Routes, served
from tests.sync.test_spool import numbers, put

PAIR = SealingPair()


@dataclass
class ScriptedStation:
    """Answers envelopes as it is told, one by one, then Accepted for ever; keeps what it accepted."""

    script: list[EnvelopeAnswer | Trouble] = field(default_factory=list)
    holds: dict[str, str] = field(default_factory=dict)
    asked: list[int] = field(default_factory=list)

    def submit(self, envelope: bytes) -> EnvelopeAnswer | Trouble:
        """The next answer; an item that is accepted is opened and held."""
        opened = PAIR.reads(envelope)
        assert isinstance(opened, Opened), opened
        self.asked.append(opened.header.sequence)
        answer = self.script.pop(0) if self.script else Accepted()
        if isinstance(answer, Accepted | AlreadyAccepted):
            self.holds[opened.header.item] = opened.digest
        return answer


def refused(status: int, code: str = "not_taken") -> Refused:
    return Refused(problem(code), status)


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    spool = PAIR.spool(tmp_path / "spool.sqlite")
    for item in ("one", "two", "three"):
        put(spool, item)
    return spool


def test_everything_is_sent_oldest_first_and_let_go(spool: Spool) -> None:
    station = ScriptedStation()
    assert deliver_waiting(spool, station) == Round(3, 0, 0, "")
    assert station.asked == [1, 2, 3]
    state = spool.state()
    assert isinstance(state, SpoolState)
    assert (state.waiting, state.parked, state.oldest) == (0, 0, None)


def test_what_the_station_already_has_is_let_go_too(spool: Spool) -> None:
    assert deliver_waiting(spool, ScriptedStation([AlreadyAccepted()] * 3)) == Round(3, 0, 0, "")
    assert numbers(spool) == []


def test_a_silent_station_ends_the_round_and_nothing_is_let_go(spool: Spool) -> None:
    station = ScriptedStation([Accepted(), Unreachable("ConnectError")])
    assert deliver_waiting(spool, station) == Round(1, 0, 2, "ConnectError")
    assert station.asked == [1, 2]
    assert numbers(spool) == [2, 3]


def test_items_the_station_stumbles_over_keep_nobody_elses_back(tmp_path: Path) -> None:
    spool = PAIR.spool(tmp_path / "spool.sqlite")
    for number in range(1, 7):
        put(spool, f"item-{number}")
    ill = {1, 2, 3, 4}

    class Stumbling(ScriptedStation):
        def submit(self, envelope: bytes) -> EnvelopeAnswer | Trouble:
            opened = PAIR.reads(envelope)
            assert isinstance(opened, Opened)
            return Unreachable("status_500") if opened.header.sequence in ill else super().submit(envelope)

    station, put_off = Stumbling(), set[int]()
    while numbers(spool) != [1, 2, 3, 4]:
        assert deliver_waiting(spool, station, put_off).why == "status_500"
        assert put_off
    assert station.asked == [5, 6]
    ill.clear()
    assert deliver_waiting(spool, station, put_off) == Round(4, 0, 0, "")
    assert put_off == set()


def test_a_station_that_takes_nothing_is_not_asked_for_everything(tmp_path: Path) -> None:
    spool = PAIR.spool(tmp_path / "spool.sqlite")
    for number in range(1, 9):
        put(spool, f"item-{number}")
    station = ScriptedStation([Unreachable("status_503")] * 9)
    assert deliver_waiting(spool, station) == Round(0, 0, 8, "status_503")
    assert station.asked == [1, 2, 3]


@pytest.mark.parametrize("status", [400, 404, 409, 413, 422])
def test_a_refused_item_is_parked_with_its_reason_and_the_others_go_on(spool: Spool, status: int) -> None:
    station = ScriptedStation([refused(status, "id_with_other_body")])
    assert deliver_waiting(spool, station) == Round(2, 1, 0, "")
    parked = spool.parked()
    assert isinstance(parked, tuple)
    assert [(one.sequence, one.parked_for) for one in parked] == [(1, "id_with_other_body")]
    assert isinstance(spool.envelope(1), bytes)
    assert deliver_waiting(spool, station) == Round(0, 0, 0, "")


@pytest.mark.parametrize("status", [401, 403])
def test_a_kiosk_that_is_not_let_in_keeps_everything_waiting(spool: Spool, status: int) -> None:
    station = ScriptedStation([refused(status, "device_revoked")])
    assert deliver_waiting(spool, station) == Round(0, 0, 3, "device_revoked")
    assert numbers(spool) == [1, 2, 3]


def test_what_was_parked_can_be_sent_again_after_somebody_has_dealt_with_it(spool: Spool) -> None:
    deliver_waiting(spool, ScriptedStation([refused(422)] * 3))
    spool.send_parked_again()
    assert deliver_waiting(spool, ScriptedStation()) == Round(3, 0, 0, "")


def test_one_item_is_sent_by_its_number(spool: Spool) -> None:
    assert deliver_one(spool, ScriptedStation(), 2) == Sent()
    assert numbers(spool) == [1, 3]
    assert deliver_one(spool, ScriptedStation(), 2) == Sent()
    assert deliver_one(spool, ScriptedStation([refused(409, "sequence_used")]), 1) == Parked("sequence_used")
    assert deliver_one(spool, ScriptedStation([Unreachable("ReadTimeout")]), 3) == NotYet("ReadTimeout")


ANSWERS = st.sampled_from(
    [Accepted(), AlreadyAccepted(), Unreachable("ConnectError"), refused(409), refused(403), refused(400)]
)


@given(st.lists(ANSWERS, max_size=12))
def test_whatever_is_answered_each_item_is_held_by_the_station_or_by_the_spool(
    tmp_path_factory: pytest.TempPathFactory, script: list[EnvelopeAnswer | Trouble]
) -> None:
    spool = PAIR.spool(tmp_path_factory.mktemp("spool") / "spool.sqlite")
    items = {f"item-{count}" for count in range(4)}
    for item in sorted(items):
        put(spool, item)
    station = ScriptedStation(script)
    for _ in range(4):
        deliver_waiting(spool, station)
        waiting, parked = spool.waiting(), spool.parked()
        assert isinstance(waiting, tuple)
        assert isinstance(parked, tuple)
        kept = {one.item_id for one in (*waiting, *parked)}
        assert kept | station.holds.keys() == items
        assert not kept & station.holds.keys()


def test_a_spool_that_cannot_be_read_sends_nothing_and_says_so(spool: Spool, tmp_path: Path) -> None:
    (tmp_path / "spool.sqlite").unlink()
    assert deliver_waiting(spool, ScriptedStation()) == Round(0, 0, 0, "spool_no_access")
    assert deliver_one(spool, ScriptedStation(), 1) == NotYet("spool_no_access")


def test_waits_double_up_to_half_a_minute() -> None:
    assert [wait_after(count) / dt.timedelta(seconds=1) for count in (0, 1, 2, 3, 4, 5, 6, 99)] == [
        1, 1, 2, 4, 8, 16, 30, 30,
    ]  # fmt: skip


def test_items_cross_real_https_exactly_as_they_were_sealed(tmp_path: Path) -> None:
    keys = office_keys(tmp_path)
    kiosk = device(keys, tmp_path)
    pair = SealingPair()
    pair.signing, pair.station = kiosk.signing_key(), keys.station_keys()[0]
    spool = pair.spool(tmp_path / "spool.sqlite")
    sealed = spool.envelope(put(spool, "one", b"A whole check-in"))
    routes = Routes({("POST", "/v1/kiosk/envelopes"): lambda _: (200, to_wire(Accepted()))})
    with served(routes, server_context(keys)) as address:
        link = station_link(kiosk, address)
        assert deliver_waiting(spool, link) == Round(1, 0, 0, "")
        link.close()
    assert [body for _, _, body in routes.asked] == [sealed]
    assert pair.open(routes.asked[0][2]).header.sealed_at == MOMENT
