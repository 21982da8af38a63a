"""Networks cut and parted between kiosk, station and registry: once healed, everything is there, once."""

from __future__ import annotations

import os
import random
import shutil
import tomllib
from collections.abc import Iterator
from contextlib import ExitStack, closing
from functools import partial

from sync import sender
from sync.link import StationLink, station_link
from sync.sender import NotYet, Sending, Sent, deliver_waiting
from sync.spool import Spool, Spooled
from sync.station.client import DeskLink, desk_link, new_id
from sync.station.desk_wire import CompletedView, QueueView, SignedIn
from sync.station.store import outbox
from sync.wire import to_wire
from tests.faults.ledger import Ledger, settle
from tests.faults.offices import an_office
from tests.faults.outcome import Outcome, tried_enough
from tests.networks import Networks, networks
from tests.proxy import Proxy
from tests.stories.office import DESKS, PATIENCE, Build, Office, write_settings
from tests.stories.visits import made, now
from tests.waiting import until

HONEST, FORGETFUL = "honest", "forgets_early"


def inject(*, short: bool) -> Iterator[Outcome]:
    """A cutting and stalling proxy; and networks of their own that are parted and healed."""
    yield tried_enough(partial(cut, HONEST, 12 if short else 100))
    yield tried_enough(partial(cut, FORGETFUL, 6))
    if os.geteuid() == 0 and shutil.which("ip"):
        # Only an administrator may make networks.
        yield parted(HONEST, 2 if short else 10)
        yield parted(FORGETFUL, 1)


def cut(build: str, tries: int) -> Outcome:
    """The connection is cut in the middle of a request, or of its answer, or stands still for a while."""
    ledger, hits = Ledger(), 0
    with an_office(Build(warm=True)) as office, Proxy(office.station.port, request_bytes=2048) as road:
        office.registry.start()
        office.station.start()
        link, spool = office.kiosk(port=road.port), office.spool()
        for number in range(tries):
            _break_next(road, number)
            hits += _one(office, spool, link, ledger, build)
            road.at_request = road.at_answer = None
            road.resume()
            until(lambda: not deliver_waiting(spool, link).why, within=60, what="an empty spool")
        found = settle(ledger, office)
    return Outcome(
        f"network: connections cut and stalled ({build})",
        tries,
        hits,
        ledger.acknowledged(),
        len(found.lost),
        len(found.doubled),
        len(found.unapproved),
        control=build != HONEST,
        least_in_span=tries // 2 if build == HONEST else 1,
    )


def _break_next(road: Proxy, number: int) -> None:
    def cut_here() -> bool:
        road.at_request = road.at_answer = None
        return False

    if number % 2:
        road.at_answer = cut_here
    else:
        road.at_request = cut_here


def _one(office: Office, spool: Spool, link: StationLink, ledger: Ledger, build: str) -> bool:
    """A check-in put and sent once; whether it did not come to its answer."""
    at = now()
    counter = spool.next_ticket(at.date(), "A")
    assert isinstance(counter, int), counter
    check_in = made(office.card(random.choice(office.served)), counter)
    put = spool.put("check_in", check_in.check_in_id, to_wire(check_in), at)
    assert isinstance(put, Spooled), put
    ledger.items.add(check_in.check_in_id)
    if build == FORGETFUL:
        return isinstance(_forgetful(spool, link, put.sequence), NotYet)
    return isinstance(sender.deliver_one(spool, link, put.sequence), NotYet)


def _forgetful(spool: Spool, link: StationLink, sequence: int) -> Sending:
    """A sender that lets go of an item before it knows that the station holds it."""
    envelope = spool.envelope(sequence)
    spool.forget(sequence)
    assert isinstance(envelope, bytes), envelope
    answer = link.submit(envelope)
    why = getattr(answer, "why", "")
    return NotYet(why) if why else Sent()


def _told_after_parting(office: Office, nets: Networks, desk: DeskLink, ledger: Ledger) -> None:
    """Everybody who waits is completed while the registry cannot be reached; it hears of all of them."""
    nets.part("registry")
    queue = desk.visits.queue()
    assert isinstance(queue, QueueView), queue
    for entry in queue.entries:
        done = office.complete(desk, entry.check_in_id, appearance_id := new_id())
        assert isinstance(done, CompletedView), done
        ledger.approved.add(appearance_id)
        ledger.completed.add(appearance_id)
    nets.heal("registry")

    def nothing_left() -> bool:
        with office.store().reading() as session:
            return outbox.next_time(session) is None

    until(nothing_left, within=120, what="an empty outbox")


def _settle_in(office: Office, nets: Networks) -> None:
    """Station and registry into their networks."""
    demo = office.demo
    settings = tomllib.loads(demo.registry_config.read_text("utf-8"))
    write_settings(demo.registry_config, settings | {"host": nets.registry})
    registry = f"https://{nets.registry}:{demo.registry_port}"
    office.configure_station(host=nets.station, registry=registry)
    office.registry.under, office.registry.host = nets.inside("registry"), nets.registry
    office.station.under, office.station.host = nets.inside("station"), nets.station
    # The registry is out of the kiosk's reach, and so out of this test's: the courier waits for it.
    office.registry.port = 0
    office.registry.start()
    office.station.start()


def parted(build: str, rounds: int) -> Outcome:
    """Kiosk, station and registry each in a network of its own; each road is taken away and given back."""
    ledger, hits = Ledger(registry_tells=True), 0
    with an_office(Build()) as office, networks() as nets:
        _settle_in(office, nets)
        with ExitStack() as stack:
            address = f"https://{nets.station}:{office.station.port}"
            link = station_link(office.identity(), address, PATIENCE)
            stack.callback(link.close)
            desk = stack.enter_context(closing(desk_link(office.identity(DESKS[0]), address, PATIENCE)))
            assert isinstance(desk.sign_in(office.demo.officer, office.demo.password), SignedIn)
            spool = office.spool()
            for _ in range(rounds):
                nets.part("kiosk")
                hits += _one(office, spool, link, ledger, build)
                nets.heal("kiosk")
                until(lambda: not deliver_waiting(spool, link).why, within=90, what="an empty spool")
                if build == HONEST:
                    _told_after_parting(office, nets, desk, ledger)
        found = settle(ledger, office)
    return Outcome(
        f"network: parted and healed, in namespaces ({build})",
        rounds,
        hits,
        ledger.acknowledged(),
        len(found.lost),
        len(found.doubled),
        len(found.unapproved),
        control=build != HONEST,
        least_in_span=rounds,
    )
