"""The registry away, killed or cut off while it is told, and the courier killed: told once, in order."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial

from sync.link import StationLink
from sync.sender import Sent, deliver_one
from sync.spool import Spool, Spooled
from sync.station.client import DeskLink, new_id
from sync.station.desk_wire import CheckInPage, CompletedView, DeliveryState, Unreachable
from sync.station.desk_wire import Outcome as Standing
from sync.station.store import outbox
from sync.wire import to_wire
from tests.faults.ledger import Ledger, settle, tell_all
from tests.faults.offices import an_office
from tests.faults.outcome import Outcome, tried_enough
from tests.programs import HOST, Program
from tests.proxy import Hook, Proxy
from tests.stories.office import Build, Office
from tests.stories.visits import checklist, made, now
from tests.waiting import until
from ui.demo.people import DemoPerson

PEOPLE = 3
"""So few that several updates of one person wait behind each other."""
HURRIED = "hurried"
"""The station as it is, but for shorter waits between tries."""
HOLD_S = 2
PATIENCE_TRIES = 20
"""How often an unanswered question is asked again, and whatever was killed started, before giving up."""


def inject(*, short: bool) -> Iterator[Outcome]:
    """Everything that can happen to the last stretch of the way, and two builds that break it."""
    yield tried_enough(partial(told_with_faults, HURRIED, 12 if short else 60))
    yield tried_enough(partial(told_with_faults, "marks_done_first", 4))
    yield taken_back(HURRIED, 6 if short else 20)
    yield taken_back("forgets_to_withdraw", 4)


def told_with_faults(build: str, tries: int) -> Outcome:
    """Completed while the registry is away; then each update meets one fault on its way."""
    ledger, hits = Ledger(registry_tells=True), 0
    with an_office(Build(station=build, warm=True)) as office, Proxy(office.registry.port) as road:
        office.configure_station(registry=f"https://{HOST}:{road.port}")
        office.station.start()
        day = Day(office, ledger)
        for _ in range(PEOPLE):
            day.complete()
        office.registry.start()
        for number in range(tries):
            # A courier that notes before it tells has nothing it has not heard: only the first kind hits.
            hits += _one_fault(day, road, number if build == HURRIED else 0)
        _wait_until_all_is_told(office)
        found = settle(ledger, office)
    return Outcome(
        f"registry: away, killed, cut off; courier killed ({build})",
        tries,
        hits,
        ledger.acknowledged(),
        len(found.lost),
        len(found.doubled),
        len(found.unapproved),
        control=build != HURRIED,
        least_in_span=tries // 2,
    )


def _one_fault(day: Day, road: Proxy, number: int) -> bool:
    """Complete a check-in and break what carries it; whether the fault hit an update on its way."""
    office, hit = day.office, threading.Event()

    def once(kill: Program | None) -> Hook:
        def strike() -> bool:
            if road.at_answer is not None and not _taken_and_not_heard(office):
                return True
            road.at_request = road.at_answer = None
            if kill is not None:
                kill.kill()
            hit.set()
            return False

        return strike

    match number % 4:
        case 0:  # the registry dies as an update comes to it
            road.at_request = once(office.registry)
        case 1:  # the registry has taken the update and dies before its answer arrives
            road.at_answer = once(office.registry)
        case 2:  # only the answer is lost
            road.at_answer = once(None)
        case _:  # the registry has it, and the courier dies before it hears so
            road.at_answer = once(office.station)
    # A station that does not answer is dying: it is started again once it is dead.
    day.complete(lambda: _mend(office) if hit.wait(5) else None)
    struck = hit.wait(20)
    road.at_request = road.at_answer = None
    _mend(office)
    return struck


def _taken_and_not_heard(office: Office) -> bool:
    """Whether the registry holds an update that the station does not know to be delivered."""
    told = set(tell_all(office))
    with office.store().reading() as session:
        rows = outbox.rows(session)
    return any(row.update_id in told and row.state is not DeliveryState.DELIVERED for row in rows)


def taken_back(build: str, tries: int) -> Outcome:
    """Every second completion is taken back within the hold: the registry never hears of it."""
    ledger, undone = Ledger(registry_tells=True), 0
    with an_office(Build(station=build, warm=True), hold_seconds=HOLD_S) as office:
        office.registry.start()
        office.station.start()
        day = Day(office, ledger)
        for number in range(tries):
            check_in_id, appearance_id = day.complete()
            if number % 2:
                outcome = day.desk.visits.undo(check_in_id, "the wrong person")
                assert isinstance(outcome, Standing), outcome
                ledger.approved.discard(appearance_id)
                ledger.completed.discard(appearance_id)
                undone += 1
        _wait_until_all_is_told(office)
        found = settle(ledger, office)
    return Outcome(
        f"registry: completions taken back within the hold ({build})",
        tries,
        undone,
        ledger.acknowledged(),
        len(found.lost),
        len(found.doubled),
        len(found.unapproved),
        control=build != HURRIED,
    )


class Day:
    """A kiosk and a desk at work: check-ins come in and are completed, whatever dies meanwhile."""

    def __init__(self, office: Office, ledger: Ledger) -> None:
        self.office, self.ledger = office, ledger
        self.kiosk: StationLink = office.kiosk()
        self.spool: Spool = office.spool()
        self.desk: DeskLink = office.signed_in()
        self._counter = 0

    def complete(self, mend: Callable[[], object] = lambda: None) -> tuple[str, str]:
        """One check-in's whole way to its completion; its id and the appearance's.

        ``mend`` is called when the station does not answer, before it is asked again.
        """
        check_in_id, appearance_id, acts = self._submitted(self._next_person(), mend), new_id(), checklist()
        page = _asked(lambda: self.desk.visits.claim(check_in_id), mend)
        assert isinstance(page, CheckInPage), page
        assert page.record is not None
        version = page.record.version
        self.ledger.approved.add(appearance_id)
        done = _asked(lambda: self.desk.visits.complete(check_in_id, acts, version, appearance_id), mend)
        assert isinstance(done, CompletedView), done
        self.ledger.completed.add(appearance_id)
        return check_in_id, appearance_id

    def _next_person(self) -> DemoPerson:
        self._counter += 1
        return self.office.served[self._counter % PEOPLE]

    def _submitted(self, person: DemoPerson, mend: Callable[[], object]) -> str:
        check_in = made(self.office.card(person), self._counter)
        spooled = self.spool.put("check_in", check_in.check_in_id, to_wire(check_in), now())
        assert isinstance(spooled, Spooled)
        self.ledger.items.add(check_in.check_in_id)
        for _ in range(PATIENCE_TRIES):
            if deliver_one(self.spool, self.kiosk, spooled.sequence) == Sent():
                return check_in.check_in_id
            mend()
        raise AssertionError("the check-in was never accepted")


def _asked(ask: Callable[[], object], mend: Callable[[], object]) -> object:
    """The station's answer; asked again after an unanswered question, as a desk does."""
    for _ in range(PATIENCE_TRIES):
        answer = ask()
        if not isinstance(answer, Unreachable):
            return answer
        mend()
    raise AssertionError(f"the station never answered: {answer}")


def _mend(office: Office) -> None:
    """Start whatever was killed."""
    for program in (office.registry, office.station):
        if not program.running:
            program.start()


def _wait_until_all_is_told(office: Office) -> None:
    def nothing_left() -> bool:
        with office.store().reading() as session:
            return outbox.next_time(session) is None

    until(nothing_left, within=120, what="an empty outbox")
