"""Many ask at once: each is answered as if alone, on both kinds of store, and no alarm is raised."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import closing, suppress
from functools import partial

import pytest
from sqlalchemy import make_url
from sqlalchemy.exc import OperationalError

from kiosk.audit import AuditEvent
from kiosk.problems import Problem, problem
from sync.database import Session, Store
from sync.kiosk_wire import Accepted, AlreadyAccepted
from sync.station import accounts, audit
from sync.station.api.desk_routes import MOST_SIGN_INS
from sync.station.audit import Actor
from sync.station.client import DeskLink
from sync.station.desk_wire import QueueView, Refused, SignedIn, SignInAgain, Unreachable
from sync.station.store import appearances, counters
from sync.station.store.appearances import Kept
from sync.station.store.opening import open_store
from tests.postgres import Postgres
from tests.sync.station.a_station import PASSWORD, AStation
from tests.sync.station.test_courier import completed

ANYBODY = Actor("test", "test")


def at_once(*works: Callable[[], object]) -> list[object]:
    """What came of ``works``, begun in the same moment in threads of their own."""
    found: list[object] = [None] * len(works)
    begin = threading.Barrier(len(works))

    def run(place: int) -> None:
        begin.wait()
        try:
            found[place] = works[place]()
        except Exception as error:
            found[place] = error

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_whoever_takes_the_log_first_or_last_is_not_stopped(here: AStation) -> None:
    met = threading.Barrier(2)

    def note(session: Session) -> None:
        audit.note(session, AuditEvent.LOG_LIVES, ANYBODY, here.clock())

    def count(session: Session) -> None:
        counters.next_of(session, counters.QUEUE)

    def meet(*steps: Callable[[Session], None]) -> None:
        with here.store.writing() as session:
            steps[0](session)
            # Where two could hold a row each they would meet here, and wait for each other for ever.
            with suppress(threading.BrokenBarrierError):
                met.wait(0.2)
            steps[1](session)

    assert at_once(lambda: meet(note, count), lambda: meet(count, note)) == [None, None]


def test_one_item_sent_by_two_threads_at_once_is_accepted_once(here: AStation) -> None:
    for number in (1, 2, 3):
        envelope = here.sealed(here.made(), number)
        found = at_once(*(partial(here.kiosk().submit, envelope) for _ in range(2)))
        assert {type(one) for one in found} == {Accepted, AlreadyAccepted}, found
    assert here.station.alarm.codes == ()


def test_of_two_first_copies_printed_at_once_one_is_a_duplicate(
    here: AStation, desk: DeskLink, monkeypatch: pytest.MonkeyPatch
) -> None:
    completed(here, desk, 1)
    met, by_id = threading.Barrier(2), appearances.by_id

    def read_and_meet(session: Session, appearance_id: str) -> Kept | None:
        found = by_id(session, appearance_id)
        # Could both look before either writes, they would meet here, and both would see a first copy.
        with suppress(threading.BrokenBarrierError):
            met.wait(0.3)
        return found

    monkeypatch.setattr(appearances, "by_id", read_and_meet)
    (row,) = desk.office.deliveries()  # type: ignore[misc]
    copies = at_once(*(lambda: desk.records.receipt_again(row.update_id),) * 2)
    assert sorted(one.printing.duplicate for one in copies) == [False, True]  # type: ignore[attr-defined]


def test_a_crowd_of_sign_ins_leaves_threads_for_everybody_else(
    here: AStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go = threading.Semaphore(0), threading.Event()

    def slow(*_: object) -> Problem:
        begun.release()
        go.wait(60)
        return problem("wrong_sign_in")

    monkeypatch.setattr(accounts, "sign_in", slow)
    crowd = [threading.Thread(target=here.desk().sign_in, args=("x", "y")) for _ in range(MOST_SIGN_INS)]
    for one in crowd:
        one.start()
    for _ in crowd:
        assert begun.acquire(timeout=60)
    refused = here.desk().sign_in("rivera", "y")
    go.set()
    for one in crowd:
        one.join()
    assert isinstance(refused, Unreachable)
    assert refused.why == "status_503"
    assert isinstance(here.desk().sign_in("rivera", "y"), Refused)


def test_a_session_that_ends_late_takes_no_later_one_with_it(here: AStation) -> None:
    link = here.signed_in()
    end = link.ending()
    assert isinstance(link.sign_in("rivera", PASSWORD), SignedIn)
    end()
    assert isinstance(link.visits.queue(), QueueView), "the new one is live"
    link.sign_out()
    assert isinstance(link.visits.queue(), SignInAgain)


def test_a_connection_that_the_server_has_ended_is_found_out_before_anything_is_said_on_it(
    on_postgresql: str, postgres: Postgres
) -> None:
    store, name = open_store(on_postgresql), make_url(on_postgresql).database
    assert isinstance(store, Store), store
    end = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
    with closing(store):
        for work in (store.writing, store.reading):
            with work() as session:
                before = counters.current(session, counters.QUEUE)
            postgres.command(end)
            with work() as session:
                assert counters.current(session, counters.QUEUE) == before

        def ended_in_the_middle() -> None:
            with store.writing() as session:
                counters.next_of(session, counters.QUEUE)
                postgres.command(end)
                counters.next_of(session, counters.QUEUE)

        with pytest.raises(OperationalError):
            ended_in_the_middle()
        with store.reading() as session:
            assert counters.current(session, counters.QUEUE) == before, "what was begun is not done twice"
