"""One person found by their card among a million, and questions that tell nothing by their time."""

from __future__ import annotations

import datetime as dt
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from sqlalchemy import insert

from bench.office import an_office
from bench.row import Row
from kiosk.check_in import Identity
from kiosk.id_card import IdCard
from sync.database import Session, Store
from sync.kiosk_wire import QuestionTaken
from sync.link import StationLink
from sync.station import lookups
from sync.station.store.opening import open_store
from sync.station.store.tables import REGISTRANTS
from tests.stories.office import Office

PEOPLE = 1_000_000
"""Everybody who must register in the United States, and some."""
ASKED = 2_000
AT_MOST_MS = 5.0
DELAY_S, EACH, APART_MS = 0.4, 12, 15.0
"""How far the middle of one kind of answer may lie from another's before somebody with a watch learns more
than the network tells them."""


def measure() -> Iterator[Row]:
    """The search alone, and the times at which four kinds of question are answered over HTTPS."""
    with tempfile.TemporaryDirectory(prefix="appear-bench-") as folder:
        store = open_store(f"sqlite:///{Path(folder) / 'station.sqlite'}")
        assert isinstance(store, Store), store
        with closing(store):
            fill(store)
            taken = [_search_ms(store, number * 487 % PEOPLE) for number in range(ASKED)]
    p50, p99 = statistics.median(taken), statistics.quantiles(taken, n=100)[98]
    yield Row(f"one of {PEOPLE:,} by card, p50 ms", p50)
    yield Row(f"one of {PEOPLE:,} by card, p99 ms", p99, f"<= {AT_MOST_MS:.0f}", p99 <= AT_MOST_MS)
    yield from _told_by_time()


def fill(store: Store) -> None:
    """A roster of PEOPLE, found by the same columns as any."""
    with store.writing() as session:
        for start in range(0, PEOPLE, 10_000):
            session.execute(insert(REGISTRANTS), [_row(number) for number in range(start, start + 10_000)])


def _row(number: int) -> dict[str, object]:
    return {
        "registrant_id": f"P-{number}",
        "version": 1,
        "id_number": f"S{number:09d}",
        "birth_date": _born(number),
        "last": f"FAMILY{number % 40_000}",
        "first": f"FIRST{number % 3_000}",
        "registry_id": f"MO-{number}",
        "standing": "active",
        "full_name": f"First{number % 3_000} Family{number % 40_000}",
        "address": "1 Invented Way, Kansas City, MO 64106",
    }


def _born(number: int) -> dt.date:
    return dt.date(1950, 1, 1) + dt.timedelta(days=number % 20_000)


def _search_ms(store: Store, number: int) -> float:
    card = replace(
        _CARD, last=f"FAMILY{number % 40_000}", birth_date=_born(number), id_number=f"S{number:09d}"
    )
    with store.reading() as session:
        return _timed(session, card, number)


def _timed(session: Session, card: IdCard, number: int) -> float:
    begun = time.perf_counter()
    found = lookups.matched_by_card(session, card)
    taken = (time.perf_counter() - begun) * 1000
    assert found is not None, number
    assert found.registrant_id == f"P-{number}"
    return taken


def _told_by_time() -> Iterator[Row]:
    with an_office(answer_delay_seconds=DELAY_S) as office:
        link = office.kiosk()
        kinds = _kinds(office)
        times: dict[str, list[float]] = {name: [] for name in kinds}
        for _ in range(EACH):
            for name, (identity, factor) in kinds.items():
                times[name] += _answered(link, identity, factor)
    middles = {name: statistics.median(taken) * 1000 for name, taken in times.items()}
    apart = max(middles.values()) - min(middles.values())
    early = min(min(taken) for taken in times.values()) * 1000
    for name, middle in middles.items():
        yield Row(f"answer to {name}, middle ms", middle)
    yield Row("answers to them lie apart by ms", apart, f"<= {APART_MS:.0f}", apart <= APART_MS)
    yield Row("earliest answer, ms", early, f">= {DELAY_S * 1000:.0f}", early >= DELAY_S * 1000 - 1)


def _kinds(office: Office) -> dict[str, tuple[Identity, str]]:
    """Known with a right and a wrong factor, barred, and nobody at all."""
    known = office.served[0]
    barred = next(one for one in office.demo.people if one.registrant.standing != "active")
    card = office.card(known)
    return {
        "somebody known": (card, known.pin),
        "somebody known, wrong PIN": (office.card(office.served[1]), "0000"),
        "somebody barred": (office.card(barred), barred.pin),
        "nobody": (replace(card, last="Stranger", id_number="S999999999"), known.pin),
    }


def _answered(link: StationLink, identity: Identity, factor: str) -> list[float]:
    """How long the question and the factor took, seconds each."""
    taken: list[float] = []

    def clocked(ask: Callable[[], object]) -> object:
        begun = time.perf_counter()
        answer = ask()
        taken.append(time.perf_counter() - begun)
        return answer

    asked = clocked(lambda: link.find_registrant(identity))
    assert isinstance(asked, QuestionTaken), asked
    clocked(lambda: link.open_record(asked.lookup_id, factor))
    return taken


_CARD = IdCard(
    first="X",
    middle=None,
    last="X",
    suffix=None,
    birth_date=None,
    id_number=None,
    issued=None,
    expires=None,
    sex=None,
    height_cm=None,
    street=None,
    street2=None,
    city=None,
    state="MO",
    postal_code=None,
    country="USA",
    issuer="636030",
    aamva_version=9,
    last_truncated=False,
)
