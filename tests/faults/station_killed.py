"""kill -9 of the station while it accepts and completes check-ins: what was answered stands, once."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial

from kiosk.check_in import CheckIn
from sync.link import StationLink
from sync.sender import NotYet, Sent, deliver_one
from sync.spool import Spool, Spooled
from sync.station.client import DeskLink, new_id
from sync.station.desk_wire import CheckInPage, CompletedView, SignedIn
from sync.station.desk_wire import Unreachable as DeskUnreachable
from sync.station.store import appearances, envelopes, outbox
from sync.wire import to_wire
from tests.faults.ledger import Found, Ledger, settle
from tests.faults.offices import an_office
from tests.faults.outcome import Outcome, tried_enough
from tests.faults.watched import Watched, watched
from tests.programs import HONEST
from tests.proxy import Proxy
from tests.stories.office import DESKS, KIOSKS, Build, Office
from tests.stories.visits import checklist, made, now
from tests.waiting import until
from ui.demo.people import DemoPerson

LEAST_SHARE = 0.2
"""Of the tries that must hit the span."""


def inject(*, short: bool) -> Iterator[Outcome]:
    """Kills while accepting and while completing, each with a build that answers before it commits."""
    yield tried_enough(partial(accepting, HONEST, 16 if short else 100))
    yield tried_enough(partial(accepting, "accepts_before_commit", 8))
    yield tried_enough(partial(completing, HONEST, 16 if short else 100))
    yield tried_enough(partial(completing, "completes_before_commit", 8))


def accepting(build: str, tries: int) -> Outcome:
    """kill -9 at any moment between the receipt of an envelope and its answer."""
    ledger, in_span = Ledger(), 0
    with an_office(Build(station=build, warm=True)) as office, a_kiosk(office) as kiosk:
        office.registry.start()
        office.station.start()
        aim = Aim(kiosk.how_long_an_answer_takes(ledger))
        for _ in range(tries):
            check_in = kiosk.put(ledger)
            delay = aim.anywhere()
            kiosk.wire.after_sending = lambda delay=delay: _kill(office, delay)
            answer = kiosk.send(check_in)
            until(lambda: not office.station.running, what="the kill")
            office.station.start()
            # A broken build answers early: there, what was answered and is not stored shows a hit.
            in_span += isinstance(answer, NotYet) or not kiosk.stores(check_in.check_in_id)
            kiosk.send_what_waits()
        found = settle(ledger, office)
    return _outcome("between receipt and answer", build, tries, in_span, ledger, found)


def completing(build: str, tries: int) -> Outcome:
    """kill -9 between the commit of a completion and its answer: every second try at the very moment the
    answer has left the station and is on its way, the others by the clock."""
    ledger, in_span = Ledger(registry_tells=True), 0
    built = Build(station=build, warm=True)
    with an_office(built) as office, a_kiosk(office) as kiosk, a_desk(office) as desk:
        office.registry.start()
        office.station.start()
        desk.sign_in(office)
        aim = Aim(_first_completions(kiosk, desk, ledger))
        for number in range(tries):
            check_in = kiosk.put(ledger)
            kiosk.send_what_waits()
            if number % 2:
                desk.kill_by_clock(office, aim.next())
            else:
                desk.kill_at_answer(office)
            in_span += _killed_completion(office, desk, check_in.check_in_id, aim, ledger)
        until_the_registry_has_all(office)
        found = settle(ledger, office)
    return _outcome("between completion's commit and answer", build, tries, in_span, ledger, found)


def _killed_completion(office: Office, desk: Desk, check_in_id: str, aim: Aim, ledger: Ledger) -> bool:
    """Ask to complete, be killed, start again, ask again where no answer came; whether the span was hit."""
    version, appearance_id, acts = desk.claimed(check_in_id), new_id(), checklist()
    ledger.approved.add(appearance_id)

    def ask() -> object:
        return desk.link.visits.complete(check_in_id, acts, version, appearance_id)

    desk.arm()
    answer = ask()
    until(lambda: not office.station.running, what="the kill")
    office.station.start()
    if isinstance(answer, CompletedView):
        ledger.completed.add(appearance_id)
        aim.too_late()
        with office.store().reading() as session:
            return appearances.by_id(session, appearance_id) is None
    assert isinstance(answer, DeskUnreachable), answer
    assert answer.maybe_done
    again = until_completed(ask)
    ledger.completed.add(appearance_id)
    if not again.already:
        aim.too_early()
    return again.already


def until_completed(ask: Callable[[], object]) -> CompletedView:
    """The answer to a completion asked again: a station just started on a busy disk may say "later" first."""
    answers: list[CompletedView] = []

    def answered() -> bool:
        answer = ask()
        answers.extend([answer] if isinstance(answer, CompletedView) else [])
        return bool(answers)

    until(answered, within=60, what="the completion, asked again")
    return answers[0]


class Aim:
    """When to kill, in seconds after the request has left; learns from where it hit."""

    def __init__(self, whole_s: float) -> None:
        self._whole, self._at, self._chance = whole_s, 0.85 * whole_s, random.Random()

    def anywhere(self) -> float:
        """Any moment while an answer is being made, and a little beyond."""
        return self._chance.uniform(0, 1.1 * self._whole)

    def next(self) -> float:
        """Near the last hit."""
        return max(0.0, self._at * self._chance.uniform(0.9, 1.1))

    def too_early(self) -> None:
        """Nothing was committed yet."""
        self._at *= 1.12

    def too_late(self) -> None:
        """It was answered already."""
        self._at *= 0.9


@dataclass
class Kiosk:
    """A kiosk's spool and link, and what it has submitted."""

    office: Office
    spool: Spool
    link: StationLink
    wire: Watched
    chance: random.Random = field(default_factory=random.Random)
    to_come: list[DemoPerson] = field(default_factory=list)

    def put(self, ledger: Ledger) -> CheckIn:
        """Somebody's check-in, acknowledged by the spool; nobody comes again before everybody was here."""
        # What a broken station commits too late must not be met by the same person's next visit.
        at = now()
        if not self.to_come:
            self.to_come = self.chance.sample(self.office.served, len(self.office.served))
        counter = self.spool.next_ticket(at.date(), "A")
        assert isinstance(counter, int), counter
        check_in = made(self.office.card(self.to_come.pop()), counter)
        assert isinstance(self.spool.put("check_in", check_in.check_in_id, to_wire(check_in), at), Spooled)
        ledger.items.add(check_in.check_in_id)
        return check_in

    def send(self, check_in: CheckIn) -> Sent | NotYet:
        """Send this one."""
        waiting = self.spool.waiting()
        assert isinstance(waiting, tuple), waiting
        (sequence,) = (one.sequence for one in waiting if one.item_id == check_in.check_in_id)
        answer = deliver_one(self.spool, self.link, sequence)
        assert isinstance(answer, Sent | NotYet), answer
        return answer

    def send_what_waits(self) -> None:
        """All that waits; returns when the station's store has it."""
        waiting = self.spool.waiting()
        assert isinstance(waiting, tuple), waiting
        for one in waiting:
            assert deliver_one(self.spool, self.link, one.sequence) == Sent()
            until(lambda item=one.item_id: self.stores(item), what="the store")  # type: ignore[misc]

    def stores(self, item: str) -> bool:
        """Whether the station's store holds this item."""
        with self.office.store().reading() as session:
            return envelopes.digest_of(session, item) is not None

    def how_long_an_answer_takes(self, ledger: Ledger) -> float:
        """Seconds from sending to the answer, the middle of five."""

        def once() -> None:
            check_in = self.put(ledger)
            taken.append(_seconds(self.wire, lambda: self.send(check_in)))
            until(lambda: self.stores(check_in.check_in_id), what="the store")

        taken: list[float] = []
        for _ in range(5):
            once()
        return _middle(taken)


@dataclass
class Desk:
    """A desk's link over a network that tells of answers, and the kill prepared for its next request."""

    link: DeskLink
    wire: Watched
    network: Proxy
    arm: Callable[[], None] = lambda: None

    def kill_by_clock(self, office: Office, after_s: float) -> None:
        """The next request is to end the station so long after it has left."""

        def arm() -> None:
            self.wire.after_sending = lambda: _kill(office, after_s)

        self.arm = arm

    def kill_at_answer(self, office: Office) -> None:
        """The answer to the next request is to end the station, and never to arrive."""

        def at_answer() -> bool:
            self.network.at_answer = None
            office.station.kill()
            return False

        def arm() -> None:
            self.network.at_answer = at_answer

        self.arm = arm

    def sign_in(self, office: Office) -> None:
        """Rivera signs in."""
        found = self.link.sign_in(office.demo.officer, office.demo.password)
        assert isinstance(found, SignedIn), found

    def claimed(self, check_in_id: str) -> int:
        """Take a check-in; the version of the record that the officer looks at."""
        page = self.link.visits.claim(check_in_id)
        assert isinstance(page, CheckInPage), page
        assert page.record is not None
        return page.record.version


@contextmanager
def a_kiosk(office: Office) -> Iterator[Kiosk]:
    """The first kiosk, over a watched connection."""
    client, wire = watched(office, KIOSKS[0])
    with client:
        yield Kiosk(office, office.spool(), StationLink(client), wire)


@contextmanager
def a_desk(office: Office) -> Iterator[Desk]:
    """The first desk, over a watched connection."""
    # Its connection is already open when a kill is prepared, so that every chunk is a request or an answer.
    with Proxy(office.station.port, request_bytes=0) as network:
        client, wire = watched(office, DESKS[0], network.port)
        with client:
            yield Desk(DeskLink(client), wire, network)


def _first_completions(kiosk: Kiosk, desk: Desk, ledger: Ledger) -> float:
    """Complete three check-ins undisturbed; how long the middle answer took, in seconds."""

    def complete() -> None:
        version, appearance_id = desk.claimed(check_in.check_in_id), new_id()
        ledger.approved.add(appearance_id)
        done = desk.link.visits.complete(check_in.check_in_id, checklist(), version, appearance_id)
        assert isinstance(done, CompletedView), done
        ledger.completed.add(appearance_id)

    taken = []
    for _ in range(3):
        check_in = kiosk.put(ledger)
        kiosk.send_what_waits()
        taken.append(_seconds(desk.wire, complete))
    return _middle(taken)


def until_the_registry_has_all(office: Office) -> None:
    """Until the courier has nothing left to do."""

    def nothing_left() -> bool:
        with office.store().reading() as session:
            return outbox.next_time(session) is None

    until(nothing_left, within=120, what="an empty outbox")


def _kill(office: Office, after_s: float) -> None:
    office.station.ended(after_s)
    office.station.kill()


def _seconds(wire: Watched, ask: Callable[[], object]) -> float:
    """From the moment the last request of ``ask`` has left until its answer."""
    ask()
    return time.monotonic() - wire.sent_at


def _middle(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]


def _outcome(fault: str, build: str, tries: int, in_span: int, ledger: Ledger, found: Found) -> Outcome:
    return Outcome(
        f"station: kill -9 {fault} ({build})",
        tries,
        in_span,
        ledger.acknowledged(),
        len(found.lost),
        len(found.doubled),
        len(found.unapproved),
        control=build != HONEST,
        least_in_span=1 if build != HONEST else round(LEAST_SHARE * tries),
    )
