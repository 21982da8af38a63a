"""The station notices by itself when its log cannot be written or is not whole, and lets its ends leave."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError, OperationalError
from structlog.testing import capture_logs

from kiosk.audit import AuditEvent
from kiosk.delivery import Delivered, NotUnderstood, Outcome, Rejected, Unreachable
from kiosk.proof import Checkpoint, HeldRecord
from kiosk.review import Role
from sync.proofs import checkpoint, genuine
from sync.station import audit, cases, courier
from sync.station.client import DeskLink
from sync.station.desk_wire import AuditVerdict, QueueView
from sync.station.store import checkpoints, log
from sync.station.store.tables import AUDIT, REGISTRANT_VERSIONS
from sync.station.store.trust_tables import CHECKPOINTS
from sync.station.watch import Alarm, Watch, Work
from tests.specimens import records
from tests.sync.station.a_station import AStation
from tests.sync.station.registries import RememberingRegistry
from tests.sync.station.test_courier import completed

KEY = ec.generate_private_key(ec.SECP384R1())


@dataclass
class Keeper(RememberingRegistry):
    """A registry that keeps checkpoints, or answers otherwise."""

    kept: list[Checkpoint] = field(default_factory=list)
    answer: Outcome = field(default_factory=lambda: Delivered("CHK"))
    refuses: int = 0
    """The end at this line is refused, whatever the answer to others."""

    def keep(self, one: Checkpoint) -> Outcome:
        """Keep it when that is the answer."""
        if one.line == self.refuses:
            return Rejected(("another_chain_for_this_line",))
        if isinstance(self.answer, Delivered):
            self.kept.append(one)
        return self.answer


def watch(here: AStation, registry: RememberingRegistry | None = None, alarm: Alarm | None = None) -> Watch:
    """The station's watch, not running by itself."""
    return Watch(here.store, "Example County", KEY, alarm or here.station.alarm, here.clock, registry)


def with_works(here: AStation, alarm: Alarm, **works: Work) -> Watch:
    """The station's watch, which does these works too."""
    return Watch(here.store, "Example County", KEY, alarm, here.clock, None, works)


def told_of(alarm: Alarm) -> tuple[str, ...]:
    """What desks are told now."""
    return alarm.codes


def alarms(desk: DeskLink) -> tuple[str, ...]:
    """What the desk is told."""
    queue = desk.visits.queue()
    assert isinstance(queue, QueueView)
    return queue.alarms


def test_each_hour_the_end_of_the_log_is_signed_and_leaves_the_building(here: AStation) -> None:
    registry = Keeper()
    one = watch(here, registry)
    one.look()
    one.look()
    assert len(registry.kept) == 1
    here.clock.forward(minutes=61)
    one.look()
    assert [kept.line for kept in registry.kept] == sorted({kept.line for kept in registry.kept})
    assert len(registry.kept) == 2
    assert all(genuine(kept, KEY.public_key()) for kept in registry.kept)


def test_checkpoints_wait_for_a_registry_that_is_away(here: AStation) -> None:
    registry = Keeper(answer=Unreachable("ConnectError"))
    one = watch(here, registry)
    for _ in range(3):
        one.look()
        here.clock.forward(minutes=61)
    registry.answer = Delivered("CHK")
    one.look()
    assert len(registry.kept) == 4
    with here.store.reading() as session:
        assert checkpoints.untold(session) == ()


def test_a_quiet_log_gets_a_line_within_the_hour(here: AStation, desk: DeskLink) -> None:
    one = watch(here)
    here.clock.forward(minutes=29)
    one.look()
    assert AuditEvent.LOG_LIVES.value not in here.events()
    here.clock.forward(minutes=2)
    one.look()
    one.look()
    assert here.events().count(AuditEvent.LOG_LIVES.value) == 1


def test_a_log_that_cannot_be_written_raises_the_alarm_and_is_itself_recorded(
    here: AStation, desk: DeskLink, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "ALARM"
    here = replace(here, station=replace(here.station, alarm=Alarm(file)))
    desk = here.signed_in()
    here.clock.forward(minutes=31)

    def full(*_: object, **__: object) -> None:
        raise OperationalError("INSERT", {}, Exception("disk full"))

    with monkeypatch.context() as broken:
        broken.setattr(log, "add_all", full)
        watch(here).look()
    desk = here.signed_in()
    assert alarms(desk) == ("audit_failing",)
    assert "audit_failing" in file.read_text()
    watch(here).look()
    assert alarms(desk) == ()
    assert not file.exists()
    assert here.events().count(AuditEvent.LOGGING_FAILED.value) == 1


def test_whatever_a_person_asked_that_could_not_be_logged_raises_the_alarm(
    here: AStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OperationalError("INSERT", {}, Exception("disk full"))

    with monkeypatch.context() as broken:
        broken.setattr(log, "add_all", full)
        here.desk().sign_in("rivera", "wrong")
    assert here.station.alarm.codes == ("audit_failing",)


def test_a_log_that_was_changed_raises_the_alarm(here: AStation, desk: DeskLink) -> None:
    one = watch(here)
    one.look()
    with here.store.writing() as session:
        session.execute(AUDIT.update().where(AUDIT.c.sequence == 1).values(who="nobody"))
    here.clock.forward(hours=25)
    desk = here.signed_in()
    one.look()
    assert alarms(desk) == ("audit_broken",)
    assert AuditEvent.LOG_NOT_WHOLE.value in here.events()
    with here.store.reading() as session:
        signed = len(checkpoints.every(session))
    for _ in range(5):
        here.clock.forward(hours=1, minutes=1)
        one.look()
    assert here.station.alarm.codes == ("audit_broken",), "what came after the last checkpoint ends no alarm"
    with here.store.reading() as session:
        assert len(checkpoints.every(session)) == signed, "no altered past is signed"


def test_a_refused_checkpoint_keeps_no_later_one_in_the_building(here: AStation) -> None:
    registry = Keeper(answer=Rejected(("another_chain_for_this_line",)))
    one = watch(here, registry)
    one.look()
    here.clock.forward(hours=1)
    with here.store.reading() as session:
        (registry.refuses,) = (left.line for left in checkpoints.untold(session))
    registry.answer = Delivered("CHK")
    one.look()
    with here.store.reading() as session:
        assert [left.line for left in checkpoints.untold(session)] == [registry.refuses]
    assert here.station.alarm.codes == ("audit_broken",)


def test_ends_signed_by_another_key_are_none(here: AStation) -> None:
    watch(here).look()
    with here.store.reading() as session:
        assert audit.verify(session, key=KEY.public_key()).why == ""
        stranger = ec.generate_private_key(ec.SECP384R1()).public_key()
        assert audit.verify(session, key=stranger).why == "checkpoint_not_genuine"


def test_a_registry_that_holds_another_end_raises_the_alarm_until_it_takes_it(
    here: AStation, tmp_path: Path
) -> None:
    alarm, registry = Alarm(tmp_path / "ALARM"), Keeper(answer=Rejected(("another_chain_for_this_line",)))
    one = watch(here, registry, alarm)
    for _ in range(3):
        one.look()
        assert alarm.codes == ("audit_broken",)
        assert (tmp_path / "ALARM").exists()
        here.clock.forward(hours=1)
    registry.answer = Delivered("CHK")
    one.look()
    assert alarm.codes == ()
    assert not (tmp_path / "ALARM").exists()


def test_a_broken_log_is_written_down_once_and_not_at_every_look(here: AStation) -> None:
    one = watch(here)
    one.look()
    with here.store.writing() as session:
        session.execute(AUDIT.update().where(AUDIT.c.sequence == 1).values(outcome="other"))
    here.clock.forward(days=1)
    for _ in range(5):
        one.look()
        here.clock.forward(days=1)
    assert here.events().count(AuditEvent.LOG_NOT_WHOLE.value) == 1
    assert here.station.alarm.codes == ("audit_broken",)


@dataclass
class Holder(RememberingRegistry):
    """A registry that says what it holds, or that it is away."""

    holds: list[HeldRecord | Unreachable | NotUnderstood] = field(default_factory=list)
    was_asked: int = 0

    def __post_init__(self) -> None:
        super().__init__()

    def held(self) -> Iterator[HeldRecord | Unreachable | NotUnderstood]:
        """What it was told to say."""
        self.was_asked += 1
        yield from self.holds


def test_a_registry_that_could_not_be_asked_is_asked_at_the_next_look(here: AStation) -> None:
    registry = Holder([Unreachable("ConnectError")])
    one = watch(here, registry)
    one.look()
    registry.holds.clear()
    for _ in range(3):
        here.clock.forward(minutes=1)
        one.look()
    assert registry.was_asked == 2


@pytest.mark.parametrize("why", [NotUnderstood("page_not_understood"), Unreachable("ConnectError")], ids=str)
def test_a_registry_that_is_never_compared_with_is_told_after_two_days(
    here: AStation, why: NotUnderstood | Unreachable
) -> None:
    registry, alarm = Holder([why]), Alarm()
    watch(here, registry, alarm).look()
    here.clock.forward(days=1, hours=23)
    with capture_logs() as logged:
        one = watch(here, registry, alarm)  # started anew meanwhile: the days count on
        for _ in range(3):
            one.look()
        assert not told_of(alarm)
        here.clock.forward(hours=1)
        for _ in range(3):
            one.look()
    assert told_of(alarm) == ("registry_unconfirmed",)
    assert here.events().count(AuditEvent.REGISTRY_NOT_COMPARED.value) == 1
    told = [line["why"] for line in logged if line["event"] == "registry_not_compared"]
    assert told == [why.why]
    registry.holds.clear()
    one.look()
    assert not told_of(alarm)
    registry.holds.append(why)
    here.clock.forward(days=1)
    one.look()
    assert not told_of(alarm)


def test_a_registry_that_never_takes_an_end_of_the_log_is_told_after_two_days(here: AStation) -> None:
    registry, alarm = Keeper(answer=NotUnderstood("answer_not_understood")), Alarm()
    one = watch(here, registry, alarm)
    one.look()
    here.clock.forward(days=2)
    one.look()
    assert told_of(alarm) == ("registry_unconfirmed",)
    registry.answer = Delivered("CHK")
    one.look()
    assert not told_of(alarm)


def test_a_newer_record_at_the_registry_reaches_a_person(here: AStation, desk: DeskLink) -> None:
    completed(here, desk, 1)
    here.clock.forward(minutes=3)
    registry = Holder([HeldRecord("SYN-0001", 99, "")])
    assert courier.carry_next(here.store, registry, here.clock)
    watch(here, registry).look()
    assert alarms(here.signed_in()) == ("registry_newer",)


def test_a_log_written_anew_with_fitting_chains_is_found_by_its_checkpoints(here: AStation) -> None:
    here.hire("lee", Role.AUDITOR)
    key = here.keys.audit_key()
    Watch(here.store, "Example County", key, Alarm(), here.clock).look()
    auditor = here.signed_in("lee")

    def verdict() -> str:
        found = auditor.office.verify_audit()
        assert isinstance(found, AuditVerdict), found
        return found.why

    assert verdict() == ""
    with here.store.writing() as session:
        (signed,) = checkpoints.every(session)
        rows = list(log.lines(session))
        session.execute(AUDIT.delete())
        before = audit.FIRST_CHAIN
        for row in rows:
            forged = replace(row, who="somebody else")
            before = audit.chain_of(forged, before)
            log.add(session, replace(forged, chain=before))
    assert verdict() == "checkpoint_differs"
    own = ec.generate_private_key(ec.SECP384R1())
    with here.store.writing() as session:
        chain = session.execute(select(AUDIT.c.chain).where(AUDIT.c.sequence == signed.line)).scalar_one()
        session.execute(CHECKPOINTS.delete())
        checkpoints.add(session, checkpoint("Example County", signed.line, chain, own, here.clock()))
    assert verdict() == "checkpoint_not_genuine"


def test_a_log_cut_back_behind_its_checkpoint_with_its_counter_is_found(here: AStation) -> None:
    watch(here).look()
    with here.store.writing() as session:
        rows = list(log.lines(session))
        session.execute(AUDIT.delete().where(AUDIT.c.sequence == rows[-1].sequence))
        counters = AUDIT.metadata.tables["counters"]
        session.execute(counters.update().where(counters.c.name == "audit").values(value=len(rows) - 1))
    with here.store.reading() as session:
        assert audit.verify(session).why == "end_cut_off"


@pytest.mark.parametrize("part", ["office", "line", "chain", "made_at", "public_key", "signature"])
def test_a_checkpoint_changed_in_any_part_is_not_genuine(part: str) -> None:
    made = checkpoint("Example County", 7, "ab" * 32, KEY, dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    assert genuine(made, KEY.public_key())
    other = checkpoint(
        "Other", 8, "cd" * 32, ec.generate_private_key(ec.SECP384R1()), dt.datetime.now(dt.UTC)
    )
    assert not genuine(replace(made, **{part: getattr(other, part)}))
    assert not genuine(other, KEY.public_key())


def damage(here: AStation, registrant_id: str) -> str:
    """Let a record be unreadable; what it was."""
    of_person = REGISTRANT_VERSIONS.c.registrant_id == registrant_id
    with here.store.writing() as session:
        was = session.execute(select(REGISTRANT_VERSIONS.c.record).where(of_person)).scalar_one()
        session.execute(update(REGISTRANT_VERSIONS).where(of_person).values(record="{}"))
    return str(was)


def test_a_damaged_record_is_named_and_everybody_elses_case_is_opened(here: AStation, tmp_path: Path) -> None:
    here.enrol(records.registrant(registrant_id="SYN-0002", id_number="S222", registry_id="X"))
    whole, alarm = damage(here, "SYN-0001"), Alarm(tmp_path / "ALARM")
    one = with_works(here, alarm, cases=partial(cases.daily, here.store, here.office))
    here.clock.forward(days=400)
    for _ in range(2):
        one.look()
        assert alarm.codes == ("record_unreadable",)
        assert (tmp_path / "ALARM").read_text() == "record_unreadable: SYN-0001\n"
        assert here.events().count(AuditEvent.CASE_OPENED.value) == 1
    with here.store.writing() as session:
        session.execute(
            update(REGISTRANT_VERSIONS)
            .where(REGISTRANT_VERSIONS.c.registrant_id == "SYN-0001")
            .values(record=whole)
        )
    one.look()
    assert alarm.codes == ()
    assert here.events().count(AuditEvent.CASE_OPENED.value) == 2
    damage(here, "SYN-0001")
    one.look()
    assert AuditEvent.CASE_CLOSED.value not in here.events(), "and what was opened stands"


def test_a_work_that_stumbles_raises_the_alarm_and_stops_no_other(here: AStation) -> None:
    alarm, done, faults = Alarm(), list[dt.datetime](), [ValueError("a bug")]

    def stumbles(_now: dt.datetime) -> None:
        if faults:
            raise faults.pop()

    one = with_works(here, alarm, stumbles=stumbles, after=done.append)
    one.look()
    assert (alarm.codes, len(done)) == (("work_failing",), 1)
    one.look()
    assert (alarm.codes, len(done)) == ((), 2)


def test_a_row_that_does_not_fit_stops_one_work_and_a_store_that_fails_the_look(here: AStation) -> None:
    alarm, done = Alarm(), list[dt.datetime]()
    faults: list[Exception] = [
        OperationalError("INSERT", {}, Exception("disk full")),
        IntegrityError("INSERT", {}, Exception("not unique")),
    ]

    def fails(_now: dt.datetime) -> None:
        raise faults.pop()

    one = with_works(here, alarm, fails=fails, after=done.append)
    one.look()
    assert (alarm.codes, len(done)) == (("work_failing",), 1)
    one.look()
    assert (alarm.codes, len(done)) == (("audit_failing", "work_failing"), 1)
