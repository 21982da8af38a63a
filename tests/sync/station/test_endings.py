"""Whatever officers do in whatever order, no check-in disappears and nothing unapproved is ever told."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from kiosk.check_in import ENDINGS, NEXT, State
from kiosk.problems import Problem
from kiosk.review import STATE_AFTER, Decision, Role
from sync.station import accounts, audit, courier, review, roster
from sync.station.accounts import Live
from sync.station.client import new_id
from sync.station.desk_wire import Complete, Decide, DeliveryState
from sync.station.findings import looked_at
from sync.station.review import Approved
from sync.station.roster import Entry
from sync.station.store import appearances, check_ins, outbox
from sync.station.store import roster as people
from sync.station.store.check_ins import Stored
from tests.specimens import records
from tests.sync.station.a_station import DESK, IMPORTER, PASSWORD, AStation, a_station
from tests.sync.station.registries import RememberingRegistry

NAMES = ("rivera", "okafor", "diaz")
WHO = st.sampled_from(NAMES)
WHICH = st.integers(0, 5)


class Office(RuleBasedStateMachine):
    """Three people of the office and a few check-ins of three registrants, against what we expect."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.here: AStation = a_station(self.folder)
        self.live: dict[str, Live] = {}
        self.expected: dict[str, State] = {}
        self.holder: dict[str, str] = {}
        self.registry = RememberingRegistry()
        self.approved: set[str] = set()
        self.undone: set[str] = set()

    @initialize()
    def open_the_office(self) -> None:
        for name, roles in zip(NAMES, ((Role.OFFICER,), (Role.OFFICER,), (Role.SUPERVISOR,)), strict=True):
            self.here.hire(name, *roles)
            self.live[name] = self.signed_in(name)
        with self.here.store.writing() as session:
            entries = [
                Entry(records.registrant(registrant_id=f"SYN-{n}", id_number=f"S{n}", registry_id=f"R{n}"))
                for n in range(3)
            ]
            roster.take_in(session, self.here.office, entries, IMPORTER, self.here.clock())

    def signed_in(self, name: str) -> Live:
        here = self.here
        found = accounts.sign_in(here.store, name, PASSWORD, DESK, here.office.sessions, here.clock())
        assert not isinstance(found, Problem)
        live = accounts.live(here.store, found.token, DESK, here.office.sessions, here.clock())
        assert live is not None
        return live

    @rule(person=st.integers(0, 1))
    def somebody_checks_in(self, person: int) -> None:
        check_in_id = new_id()
        check_in = records.check_in(check_in_id=check_in_id)
        stored = Stored(check_in, f"SYN-{person}", State.WAITING, self.here.clock())
        with self.here.store.writing() as session:
            check_ins.add(session, stored)
        self.expected[check_in_id] = State.WAITING

    def one_of(self, which: int) -> str:
        return list(self.expected)[which % len(self.expected)]

    @precondition(lambda self: self.expected)
    @rule(who=st.sampled_from(NAMES[:2]), which=WHICH)
    def claim(self, who: str, which: int) -> None:
        check_in_id = self.one_of(which)
        state = self.expected[check_in_id]
        with self.here.store.writing() as session:
            found = review.claim(session, check_in_id, self.live[who], self.here.clock())
        if state is State.CLAIMED:
            assert isinstance(found, Stored) is (self.holder[check_in_id] == who)
        elif State.CLAIMED in NEXT[state]:
            assert isinstance(found, Stored)
            self.expected[check_in_id], self.holder[check_in_id] = State.CLAIMED, who
        else:
            assert isinstance(found, Problem)

    @precondition(lambda self: self.expected)
    @rule(who=WHO, which=WHICH, decision=st.sampled_from(Decision))
    def decide(self, who: str, which: int, decision: Decision) -> None:
        check_in_id = self.one_of(which)
        state, to = self.expected[check_in_id], STATE_AFTER[decision]
        with self.here.store.writing() as session:
            found = review.decide(
                session, check_in_id, Decide(decision, "because"), self.live[who], self.here.clock()
            )
        theirs = state is State.CLAIMED and self.holder[check_in_id] not in (who,) and who != "diaz"
        possible = to is state or (to in NEXT[state] and not theirs)
        assert isinstance(found, Stored) is possible
        if possible:
            self.expected[check_in_id] = to

    @precondition(lambda self: self.expected)
    @rule(who=WHO, which=WHICH)
    def complete(self, who: str, which: int) -> None:
        check_in_id = self.one_of(which)
        appearance_id = new_id()
        with self.here.store.writing() as session:
            stored = check_ins.find(session, check_in_id)
            assert stored is not None
            record = people.record(session, stored.registrant_id)
            assert record is not None
            now = self.here.clock()
            earlier = appearances.earlier(session, record.registrant_id)
            changes = stored.check_in.changes
            seen = looked_at(self.here.office, stored.check_in, record, changes, earlier, now)
            checklist = records.checklist(
                face_seen_at=now, document_seen_at=now, photograph_at=now, flags=tuple(sorted(seen.must()))
            )
            found = review.approve(
                session,
                self.here.office,
                check_in_id,
                Complete(appearance_id, record.version, checklist),
                self.live[who],
                now,
            )
        may = self.expected[check_in_id] is State.CLAIMED and self.holder[check_in_id] == who
        assert isinstance(found, Approved) is may, found
        if may:
            self.expected[check_in_id] = State.COMPLETED
            self.approved.add(appearance_id)

    @precondition(lambda self: self.expected)
    @rule(who=WHO, which=WHICH)
    def undo(self, who: str, which: int) -> None:
        check_in_id = self.one_of(which)
        with self.here.store.writing() as session:
            found = review.undo(
                session, self.here.office, check_in_id, "wrong", self.live[who], self.here.clock()
            )
            if isinstance(found, Stored) and self.expected[check_in_id] is State.COMPLETED:
                assert who in (self.holder[check_in_id], "diaz")
                # A supervisor cannot complete: it goes back to the officer who had.
                holder = self.holder[check_in_id] if who == "diaz" else who
                self.expected[check_in_id], self.holder[check_in_id] = State.CLAIMED, holder
                self.undone |= {row.update_id for row in outbox.rows(session, DeliveryState.WITHDRAWN)}

    @rule(seconds=st.sampled_from([1, 70, 130]))
    def time_passes(self, seconds: int) -> None:
        self.here.clock.forward(seconds=seconds)

    @rule()
    def the_courier_carries(self) -> None:
        while courier.carry_next(self.here.store, self.registry, self.here.clock):
            pass

    @invariant()
    def every_check_in_is_where_it_should_be(self) -> None:
        with self.here.store.reading() as session:
            for check_in_id, state in self.expected.items():
                stored = check_ins.find(session, check_in_id)
                assert stored is not None
                assert stored.state is state
            standing = {one.check_in.check_in_id for one in check_ins.open_ones(session)}
        assert standing == {one for one, state in self.expected.items() if state not in ENDINGS}

    @invariant()
    def only_what_an_officer_approved_and_nobody_undid_was_told_once_and_in_order(self) -> None:
        told = [one.update_id for one in self.registry.told]
        assert len(told) == len(set(told))
        assert set(told) <= self.approved - self.undone
        versions: dict[str, int] = {}
        for one in self.registry.told:
            before = versions.get(one.record.registrant_id, 3)
            assert (one.based_on_version, one.record.version) == (before, before + 1)
            versions[one.record.registrant_id] = before + 1

    def teardown(self) -> None:
        with self.here.store.reading() as session:
            assert audit.verify(session).broken_at is None
        self.here.store.close()
        shutil.rmtree(self.folder)


Office.TestCase.settings = settings(
    max_examples=10, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
TestOffice = pytest.mark.slow(pytest.mark.timeout(600)(Office.TestCase))
