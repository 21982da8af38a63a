"""Station and registry compare what they hold, and what the registry lost or spoilt is whole again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import cast

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import delete, update
from uvicorn._types import ASGIApplication

from kiosk.audit import AuditEvent
from kiosk.delivery import AlreadyDelivered, Clock, Delivered, NotUnderstood, Rejected, Unreachable
from kiosk.proof import HeldRecord
from sync.clock import utc_now
from sync.database import Store
from sync.https_server import https_server
from sync.identity import DeviceIdentity, Role
from sync.office_keys import OfficeKeys, enrol_device, open_office_keys
from sync.proofs import checkpoint
from sync.registry.connectors.rest import RestConnector, rest_connector
from sync.registry.service import holdings
from sync.registry.service.api import registry_api
from sync.registry.service.door import Door
from sync.station import courier, reconcile
from sync.station.client import DeskLink, new_id
from sync.station.desk_wire import CheckInPage, CompletedView, DeliveryRow, DeliveryState
from sync.station.reconcile import Compared
from sync.station.store import outbox
from sync.tls import server_context
from sync.wire import part_as_written
from tests.serving import serving
from tests.specimens import records
from tests.sync.station.a_station import AStation

KEY = ec.generate_private_key(ec.SECP384R1())
STATION = "example-county"


@dataclass(frozen=True)
class Registry:
    """A real one over HTTPS, on the station's clock, and the station's way to it."""

    store: Store
    connector: RestConnector


@pytest.fixture
def registry(here: AStation, tmp_path: Path) -> Iterator[Registry]:
    store = holdings.open_holdings(f"sqlite:///{tmp_path / 'registry.sqlite'}")
    keys = open_office_keys(tmp_path / "registry-keys", "Registry", (), utc_now())
    assert isinstance(store, Store)
    assert isinstance(keys, OfficeKeys)
    identity = enrol_device(keys, Role.STATION, STATION, tmp_path / "identity", utc_now())
    assert isinstance(identity, DeviceIdentity)
    app = cast(ASGIApplication, registry_api(store, Door(keys), here.clock))
    with serving(https_server(app, server_context(keys), "127.0.0.1", 0)) as port:
        connector = rest_connector(f"https://127.0.0.1:{port}", identity)
        yield Registry(store, connector)
        connector.close()
    store.close()


def told(here: AStation, desk: DeskLink, registry: Registry, times: int, after: int = 0) -> list[str]:
    """Complete so many check-ins of Alex Quill and tell the registry; the updates' ids."""
    ids = []
    for number in range(after, after + times):
        check_in = here.visit(number + 1)
        page = desk.visits.claim(check_in.check_in_id)
        assert isinstance(page, CheckInPage)
        assert page.record is not None
        ids.append(new_id())
        acts = records.checklist(face_seen_at=here.clock())
        done = desk.visits.complete(check_in.check_in_id, acts, page.record.version, ids[-1])
        assert isinstance(done, CompletedView), done
        here.clock.forward(minutes=3)
        carry(here, registry)
    return ids


def carry(here: AStation, registry: Registry) -> None:
    """Carry whatever is due."""
    while courier.carry_next(here.store, registry.connector, here.clock):
        pass


def compared(here: AStation, registry: Registry) -> Compared:
    """Compare, and carry what has to be told again."""
    found = reconcile.with_registry(here.store, registry.connector, here.clock())
    carry(here, registry)
    return found


def test_what_agrees_is_left_alone(here: AStation, desk: DeskLink, registry: Registry) -> None:
    told(here, desk, registry, 2)
    assert compared(here, registry) == Compared(1)
    assert AuditEvent.REGISTRY_COMPARED.value not in here.events()


def test_a_registry_restored_from_an_old_backup_is_told_again_in_order(
    here: AStation, desk: DeskLink, registry: Registry
) -> None:
    ids = told(here, desk, registry, 3)
    with registry.store.writing() as session:
        for table in (holdings.UPDATES, holdings.RECORDS):
            session.execute(delete(table))
    assert compared(here, registry) == Compared(1, tuple(ids))
    assert compared(here, registry) == Compared(1)
    with registry.store.reading() as session:
        assert [update_id for _, update_id in holdings.updates_of(session, "SYN-0001")] == ids


def test_what_a_restored_registry_lost_is_told_before_the_next_update_though_nobody_compared(
    here: AStation, desk: DeskLink, registry: Registry
) -> None:
    ids = told(here, desk, registry, 3)
    with registry.store.writing() as session:
        session.execute(delete(holdings.UPDATES).where(holdings.UPDATES.c.version > 4))
        session.execute(update(holdings.RECORDS).values(version=4))
    ids += told(here, desk, registry, 1, after=3)
    here.clock.forward(seconds=5)
    carry(here, registry)
    with registry.store.reading() as session:
        assert holdings.updates_of(session, "SYN-0001") == tuple(zip((4, 5, 6, 7), ids, strict=True))
    assert compared(here, registry) == Compared(1)


def test_a_record_damaged_at_the_registry_is_mended(
    here: AStation, desk: DeskLink, registry: Registry
) -> None:
    ids = told(here, desk, registry, 2)
    with registry.store.writing() as session:
        session.execute(update(holdings.RECORDS).values(record=b"rot"))
    assert compared(here, registry).told_again == (ids[-1],)
    assert compared(here, registry) == Compared(1)


def test_what_is_told_again_is_never_late(here: AStation, desk: DeskLink, registry: Registry) -> None:
    told(here, desk, registry, 1)
    (before,) = deliveries(desk)
    here.clock.forward(days=10)
    with registry.store.writing() as session:
        for table in (holdings.UPDATES, holdings.RECORDS):
            session.execute(delete(table))
    reconcile.with_registry(here.store, registry.connector, here.clock())
    here.clock.forward(days=10)
    (waiting,) = deliveries(here.signed_in())
    assert (waiting.state, waiting.clock) == (DeliveryState.WAITING, Clock.ON_TIME)
    carry(here, registry)
    (after,) = deliveries(here.signed_in())
    assert (after.state, after.clock) == (before.state, Clock.ON_TIME)
    assert AuditEvent.CLOCK_LATE.value not in here.events()


def deliveries(desk: DeskLink) -> tuple[DeliveryRow, ...]:
    """The outbox as the desk sees it."""
    found = desk.office.deliveries()
    assert isinstance(found, tuple), found
    return found


def test_what_is_delivered_while_the_registry_answers_is_neither_lost_nor_newer(
    here: AStation, desk: DeskLink, registry: Registry
) -> None:
    told(here, desk, registry, 1)

    class Slow:
        def held(self) -> Iterator[HeldRecord | Unreachable | NotUnderstood]:
            told(here, here.signed_in(), registry, 1, after=1)
            yield from registry.connector.held()

    assert reconcile.with_registry(here.store, Slow(), here.clock()) == Compared(1)


def test_a_record_written_by_an_older_program_is_the_same_at_both_ends(
    here: AStation, desk: DeskLink, registry: Registry
) -> None:
    (update_id,) = told(here, desk, registry, 1)
    with here.store.writing() as session:
        older = outbox.written(session, update_id).decode().replace('"suffix":"",', "")
        outbox.change(session, update_id, body=older)
    with registry.store.writing() as session:
        session.execute(update(holdings.RECORDS).values(record=part_as_written(older.encode(), "record")))
    assert compared(here, registry) == Compared(1)


def test_a_newer_version_there_is_shown_and_never_overwritten(
    here: AStation, desk: DeskLink, registry: Registry
) -> None:
    told(here, desk, registry, 1)
    with registry.store.writing() as session:
        session.execute(update(holdings.RECORDS).values(version=99))
    assert compared(here, registry).newer_there == ("SYN-0001",)
    assert here.events().count(AuditEvent.REGISTRY_COMPARED.value) == 1


def test_a_registry_whose_list_does_not_end_is_left(
    here: AStation, desk: DeskLink, registry: Registry
) -> None:
    told(here, desk, registry, 1)

    class Endless:
        def held(self) -> Iterator[HeldRecord | Unreachable | NotUnderstood]:
            yield from (HeldRecord(f"X-{number:012d}", 1, "") for number in count())

    seconds = iter(range(10**9))
    found = reconcile.with_registry(here.store, Endless(), here.clock(), lambda: float(next(seconds)))
    assert found == Compared(0, why="list_does_not_end")


def test_a_registry_that_cannot_be_asked_changes_nothing(here: AStation, desk: DeskLink) -> None:
    away = RestConnector(httpx.Client(base_url="https://127.0.0.1:1", trust_env=False))
    assert reconcile.with_registry(here.store, away, here.clock()) == Compared(0, why="ConnectError")
    away.close()


def test_all_pages_are_read(registry: Registry, here: AStation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holdings, "PAGE", 2)
    with registry.store.writing() as session:
        for number in range(5):
            person = f"P-{number}"
            values = {"registrant_id": person, "version": 1}
            session.execute(holdings.RECORDS.insert().values(record=b"x", **values))
            more = {"update_id": person, "body_sha256": "", "office": STATION, "body": b"", "receipt": ""}
            session.execute(holdings.UPDATES.insert().values(received_at=here.clock(), **more, **values))
    held = list(registry.connector.held())
    assert [one.registrant_id for one in held if isinstance(one, HeldRecord)] == [f"P-{n}" for n in range(5)]


def test_a_checkpoint_is_kept_once_and_contradicted_by_none(here: AStation, registry: Registry) -> None:
    made = checkpoint("Example County", 7, "ab" * 32, KEY, here.clock())
    again = checkpoint("Example County", 7, "ab" * 32, KEY, here.clock.forward(minutes=1))
    other = checkpoint("Example County", 7, "cd" * 32, KEY, here.clock())
    foreign = checkpoint("Other County", 8, "ab" * 32, KEY, here.clock())
    answers = [registry.connector.keep(one) for one in (made, again, other, foreign, replace(made, line=9))]
    assert answers == [
        Delivered("CHK-7"),
        AlreadyDelivered("CHK-7"),
        Rejected(("another_chain_for_this_line",)),
        Rejected(("checkpoint_not_genuine",)),
        Rejected(("checkpoint_not_genuine",)),
    ]
    with registry.store.reading() as session:
        assert holdings.checkpoints_of(session, STATION) == (made,)
