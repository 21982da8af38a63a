"""The station on PostgreSQL, which is restarted and killed while check-ins come: what was answered stands."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import partial

from sync.database import Store
from sync.sender import NotYet, deliver_waiting
from sync.station import backup
from sync.station.store import envelopes
from sync.station.store.opening import open_store
from tests.faults.ledger import Ledger, settle
from tests.faults.offices import an_office
from tests.faults.outcome import Outcome, tried_enough
from tests.faults.station_killed import Kiosk, a_kiosk
from tests.postgres import Postgres, a_postgres
from tests.programs import HONEST
from tests.stories.office import Build, Office
from tests.waiting import until

EARLY = "accepts_before_commit"


def inject(*, short: bool) -> Iterator[Outcome]:
    """Killed and restarted in turn, by a clock of chance, at a server as durable as an office's."""
    with a_postgres(durable=True) as server:
        yield tried_enough(partial(under_load, server, HONEST, 6 if short else 60))
        yield tried_enough(partial(under_load, server, EARLY, 4))


def under_load(server: Postgres, build: str, tries: int) -> Outcome:
    """Each try sends check-ins until one is not answered, PostgreSQL having gone meanwhile."""
    ledger, hits = Ledger(), 0
    with an_office(Build(station=build, warm=True), requests_each_second=10_000) as office:
        _move(office, server)
        office.station.start()
        with a_kiosk(office) as kiosk:
            whole_s = kiosk.how_long_an_answer_takes(ledger)
            for number in range(tries):
                hits += _one(office, server, kiosk, ledger, whole_s, restart=number % 3 == 2)
            until(lambda: _all_sent(kiosk), within=60, what="an empty spool")
        # What a station that answers early has not written when the database went, it never writes.
        office.station.stop()
        found = settle(ledger, office)
    return Outcome(
        f"postgresql: restarted and killed under load ({build})",
        tries,
        hits,
        ledger.acknowledged(),
        len(found.lost),
        len(found.doubled),
        len(found.unapproved),
        control=build != HONEST,
        least_in_span=tries // 2 if build == HONEST else 1,
    )


def _one(
    office: Office, server: Postgres, kiosk: Kiosk, ledger: Ledger, whole_s: float, *, restart: bool
) -> bool:
    """Let the database go in the middle of an answer, which takes ``whole_s``; whether that answer did not
    come, or was not true."""
    check_in = kiosk.put(ledger)
    after = random.uniform(0.0, 0.5 * whole_s)  # to find all its processes takes a while, too

    def go() -> None:
        office.station.ended(after)
        if restart:
            server.stop()
        else:
            server.kill()

    kiosk.wire.after_sending = go
    answer = kiosk.send(check_in)
    server.start()
    if isinstance(answer, NotYet):
        return True
    with office.store().reading() as session:
        return envelopes.digest_of(session, check_in.check_in_id) is None


def _all_sent(kiosk: Kiosk) -> bool:
    return not deliver_waiting(kiosk.spool, kiosk.link).why


def _move(office: Office, server: Postgres) -> None:
    """The office's whole store, into a fresh database, as the command does it."""
    address = server.make("office")
    store = open_store(f"sqlite:///{office.folder / 'station' / 'station.sqlite'}")
    assert isinstance(store, Store), store
    backup.move(store, address)
    store.close()
    office.configure_station(store=address)
