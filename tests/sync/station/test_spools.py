"""Whatever a kiosk was told is kept, and what then is nowhere, is missed."""

from __future__ import annotations

import datetime as dt

from kiosk.audit import AuditEvent
from sync.kiosk_wire import Board, Standing
from sync.station.client import DeskLink
from sync.station.desk_wire import QueueView
from sync.station.store import kiosks
from tests.sync.station.a_station import KIOSK, AStation


def stand(
    here: AStation, last: int, waiting: int = 0, parked: int = 0, spool: str = "00112233445566ff"
) -> Board:
    """The kiosk says how its spool stands, and hears the board."""
    said = Standing(here.clock(), waiting, parked, None, spool=spool, last_sequence=last)
    board = here.kiosk().stand(said)
    assert isinstance(board, Board), board
    return board


def troubles(desk: DeskLink) -> tuple[str, ...]:
    """What the desk sees of the kiosk's troubles."""
    (kiosk,) = view(desk).kiosks
    return kiosk.troubles


def view(desk: DeskLink) -> QueueView:
    """The queue."""
    found = desk.visits.queue()
    assert isinstance(found, QueueView), found
    return found


def test_what_is_removed_from_the_end_or_the_middle_of_a_spool_is_missed(
    here: AStation, desk: DeskLink
) -> None:
    here.visit(1)
    here.visit(3)
    stand(here, last=3, waiting=1)
    assert troubles(desk) == ()
    stand(here, last=3)
    assert troubles(desk) == ("items_missing",)
    here.visit(2)
    stand(here, last=3)
    assert troubles(desk) == ()
    stand(here, last=5)
    stand(here, last=5)
    assert troubles(desk) == ("items_missing",)
    assert here.events().count(AuditEvent.SPOOL_ITEMS_MISSING.value) == 2


def test_a_spool_that_went_away_with_items_in_it_is_missed(here: AStation, desk: DeskLink) -> None:
    stand(here, last=2, waiting=1, parked=1)
    stand(here, last=0, spool="ffffffffffffffff")
    stand(here, last=0, spool="ffffffffffffffff")
    assert troubles(desk) == ("items_missing",)
    assert here.events().count(AuditEvent.SPOOL_ITEMS_MISSING.value) == 1


def test_a_spool_that_was_sent_whole_may_go(here: AStation, desk: DeskLink) -> None:
    here.visit(1)
    stand(here, last=1)
    stand(here, last=0, spool="ffffffffffffffff")
    assert troubles(desk) == ()


def test_a_kiosk_is_told_once_to_send_again_what_it_has_parked(here: AStation) -> None:
    stand(here, last=1, parked=1)
    with here.store.writing() as session:
        assert kiosks.want_again(session, KIOSK)
        assert not kiosks.want_again(session, "kiosk-x")
    assert not stand(here, last=1, waiting=1).send_again
    assert stand(here, last=1, parked=1).send_again
    assert not stand(here, last=1, parked=1).send_again


def test_a_kiosk_whose_clock_is_off_has_its_check_ins_flagged(here: AStation, desk: DeskLink) -> None:
    for minutes, flag in ((-3, "flag.kiosk_clock_behind"), (3, "flag.kiosk_clock_ahead"), (1, "")):
        said = Standing(here.clock() + dt.timedelta(minutes=minutes), 0, 0, None)
        assert isinstance(here.kiosk().stand(said), Board)
        check_in = here.visit(minutes + 10)
        (entry,) = [one for one in view(desk).entries if one.check_in_id == check_in.check_in_id]
        told = [words.key for words in entry.flags if "clock" in words.key]
        assert told == [flag] * bool(flag)
