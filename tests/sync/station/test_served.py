"""The station as it is served: a process of its own, real TLS, real files, killed in the worst moments."""

from __future__ import annotations

import datetime as dt
import re
import secrets
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from kiosk.check_in import CheckIn, State
from kiosk.review import Role
from sync.database import Store
from sync.envelope import Header, seal
from sync.identity import DeviceIdentity
from sync.identity import Role as DeviceRole
from sync.kiosk_wire import Accepted, AlreadyAccepted, Opened, QuestionTaken
from sync.link import StationLink, station_link
from sync.link import Unreachable as KioskUnreachable
from sync.office_keys import OfficeKeys, enrol_device, open_office_keys
from sync.settings import load_settings
from sync.station import audit, roster
from sync.station.build import create_officer, office_of
from sync.station.client import DeskLink, desk_link, new_id
from sync.station.desk_wire import CheckInPage, CompletedView, Outcome, QueueView, SignedIn, Unreachable
from sync.station.opened import open_office
from sync.station.roster import Entry
from sync.station.settings import StationSettings
from sync.station.store.opening import open_store
from sync.tls import client_context
from sync.wire import to_wire
from tests.specimens import records
from tests.sync.station.a_station import IMPORTER, PASSWORD, PIN, card
from tests.waiting import until


@dataclass(frozen=True)
class Premises:
    """A folder with everything a station and its devices need, and the port it will listen on."""

    folder: Path
    config: Path
    port: int
    keys: OfficeKeys
    kiosk: DeviceIdentity
    desk: DeviceIdentity
    closing: ExitStack

    @property
    def address(self) -> str:
        """Where the station is."""
        return f"https://127.0.0.1:{self.port}"

    def link(self) -> StationLink:
        """The kiosk's link."""
        link = station_link(self.kiosk, self.address)
        self.closing.callback(link.close)
        return link

    def desk_link(self) -> DeskLink:
        """The desk's link with the officer signed in."""
        link = desk_link(self.desk, self.address)
        self.closing.callback(link.close)
        assert isinstance(link.sign_in("rivera", PASSWORD), SignedIn)
        return link

    def store(self) -> Store:
        """The station's store, to look into."""
        store = open_store(f"sqlite:///{self.folder / 'station' / 'station.sqlite'}")
        assert isinstance(store, Store)
        return store

    def sealed(self, check_in: CheckIn, sequence: int) -> bytes:
        """The envelope of a check-in."""
        header = Header(
            self.kiosk.name, "00112233445566ff", sequence, "check_in", check_in.check_in_id, _now(), ""
        )
        return seal(to_wire(check_in), self.kiosk.station_key(), self.kiosk.signing_key(), header).to_bytes()


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


@pytest.fixture
def premises(tmp_path: Path, free_port: Callable[[], int]) -> Iterator[Premises]:
    """An office that was set up: keys, devices, one registrant, one officer; nothing runs yet."""
    port = free_port()
    config = tmp_path / "station.toml"
    folder = tmp_path / "station"
    config.write_text(
        f'office = "Example County"\ndisclosure = "own-record"\nport = {port}\nfolder = "{folder}"\n'
        'answer_delay_seconds = 0.05\nofficers_factor = "optional"\n'
    )
    settings = load_settings(StationSettings, "station", config)
    assert isinstance(settings, StationSettings)
    opened = open_office(settings, _now())
    assert not isinstance(opened, str), opened
    keys = opened.keys
    kiosk = enrol_device(keys, DeviceRole.KIOSK, "kiosk-a", tmp_path / "kiosk-a", _now())
    desk = enrol_device(keys, DeviceRole.DESK, "desk-1", tmp_path / "desk-1", _now())
    assert isinstance(kiosk, DeviceIdentity)
    assert isinstance(desk, DeviceIdentity)
    made = Premises(tmp_path, config, port, keys, kiosk, desk, ExitStack())
    with opened.store.writing() as session:
        office = office_of(settings, opened.pepper)
        roster.take_in(session, office, [Entry(records.registrant(), PIN)], IMPORTER, _now())
    opened.store.close()
    assert create_officer(config, "rivera", "T. Rivera", PASSWORD, frozenset({Role.OFFICER})) == ""
    with made.closing:
        yield made


@contextmanager
def served(premises: Premises, where: str = "never", path: str = "-") -> Iterator[subprocess.Popen[str]]:
    """The station running; told to stop at the end, unless it has died."""
    command = [sys.executable, "-m", "tests.sync.station.dying_station", str(premises.config), where, path]
    with (premises.folder / "station.log").open("a") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, text=True)
    try:
        until(lambda: _answers(premises) or process.poll() is not None, within=30.0)
        assert process.poll() is None, (premises.folder / "station.log").read_text()
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.wait(20)


def _answers(premises: Premises) -> bool:
    with httpx.Client(verify=client_context(premises.desk), trust_env=False, timeout=2.0) as http:
        try:
            return http.get(premises.address + "/v1/health").status_code == 200
        except httpx.TransportError:
            return False


def opened_check_in(link: StationLink) -> CheckIn:
    """A visit up to the submission."""
    asked = link.find_registrant(card())
    assert isinstance(asked, QuestionTaken), asked
    assert isinstance(link.open_record(asked.lookup_id, PIN), Opened)
    now = _now()
    return records.check_in(
        check_in_id=secrets.token_hex(16),
        identity=card(),
        lookup_id=asked.lookup_id,
        arrived_at=now,
        submitted_at=now,
        signature=records.signature(signed_at=now),
    )


def test_a_whole_check_in_goes_over_real_tls(premises: Premises) -> None:
    with served(premises) as process:
        link, desk = premises.link(), premises.desk_link()
        check_in = opened_check_in(link)
        assert isinstance(link.submit(premises.sealed(check_in, 1)), Accepted)
        queue = desk.visits.queue()
        assert isinstance(queue, QueueView)
        assert [entry.check_in_id for entry in queue.entries] == [check_in.check_in_id]
        assert isinstance(desk.visits.claim(check_in.check_in_id), CheckInPage)
        now = _now()
        checklist = records.checklist(face_seen_at=now, document_seen_at=now, photograph_at=now)
        done = desk.visits.complete(check_in.check_in_id, checklist, 3, new_id())
        assert isinstance(done, CompletedView), done
    assert process.returncode == 0, (premises.folder / "station.log").read_text()
    store = premises.store()
    with store.reading() as session:
        verdict = audit.verify(session)
    store.close()
    assert verdict.broken_at is None
    log = (premises.folder / "station.log").read_text()
    for planted in ("Quill", "QUILL", "S123456789", PASSWORD):
        assert planted not in log
    assert not re.search(rf"\b{PIN}\b", log)  # inside an id its four digits happen by chance


def test_a_kiosk_is_no_desk_and_a_stranger_is_nobody(premises: Premises, tmp_path: Path) -> None:
    stranger_keys = open_office_keys(tmp_path / "other", "Example County", (), _now())
    assert isinstance(stranger_keys, OfficeKeys)
    with served(premises):
        with closing(desk_link(premises.kiosk, premises.address)) as kiosk_as_desk:
            answer = kiosk_as_desk.sign_in("rivera", PASSWORD)
        assert getattr(answer, "status", None) == 403
        stranger = enrol_device(stranger_keys, DeviceRole.KIOSK, "kiosk-x", tmp_path / "x", _now())
        assert isinstance(stranger, DeviceIdentity)
        (stranger.folder / "office.pem").write_bytes(premises.kiosk.office_certificate.read_bytes())
        with closing(station_link(stranger, premises.address)) as link:
            assert isinstance(link.office(), KioskUnreachable)
        premises.keys.revoke(premises.kiosk.serial)
        assert getattr(premises.link().office(), "status", None) == 403, "while the station runs"


@pytest.mark.slow
def test_a_station_killed_between_commit_and_answer_has_the_check_in_once(premises: Premises) -> None:
    with served(premises, "after", "/envelopes") as process:
        link = premises.link()
        envelope = premises.sealed(check_in := opened_check_in(link), 1)
        assert isinstance(link.submit(envelope), KioskUnreachable)
        assert process.wait(20) == -signal.SIGKILL
    with served(premises):
        assert isinstance(premises.link().submit(envelope), AlreadyAccepted)
        queue = premises.desk_link().visits.queue()
        assert isinstance(queue, QueueView)
        assert [entry.check_in_id for entry in queue.entries] == [check_in.check_in_id]


@pytest.mark.slow
def test_an_officer_learns_whether_it_was_done_when_the_station_died_in_mid_completion(
    premises: Premises,
) -> None:
    appearance_id = new_id()
    now = _now()
    checklist = records.checklist(face_seen_at=now, document_seen_at=now, photograph_at=now)
    with served(premises, "after", "/completion") as process:
        link, desk = premises.link(), premises.desk_link()
        check_in = opened_check_in(link)
        assert isinstance(link.submit(premises.sealed(check_in, 1)), Accepted)
        assert isinstance(desk.visits.claim(check_in.check_in_id), CheckInPage)
        lost = desk.visits.complete(check_in.check_in_id, checklist, 3, appearance_id)
        assert isinstance(lost, Unreachable)
        assert lost.maybe_done
        assert process.wait(20) == -signal.SIGKILL
        assert isinstance(desk.visits.outcome(check_in.check_in_id), Unreachable)
    with served(premises):
        outcome = desk.visits.outcome(check_in.check_in_id)
        assert isinstance(outcome, Outcome), "the sign-in lives at the station, too"
        assert (outcome.state, outcome.appearance_id) == (State.COMPLETED, appearance_id)
        again = desk.visits.complete(check_in.check_in_id, checklist, 3, appearance_id)
        assert isinstance(again, CompletedView)
        assert again.already


@pytest.mark.slow
@pytest.mark.parametrize("statement", [2, 13, 24])
def test_a_station_killed_inside_a_completion_has_done_nothing_of_it(
    premises: Premises, statement: int
) -> None:
    appearance_id = new_id()
    now = _now()
    checklist = records.checklist(face_seen_at=now, document_seen_at=now, photograph_at=now)
    with served(premises, str(statement), "/completion") as process:
        link, desk = premises.link(), premises.desk_link()
        check_in = opened_check_in(link)
        link.submit(premises.sealed(check_in, 1))
        desk.visits.claim(check_in.check_in_id)
        lost = desk.visits.complete(check_in.check_in_id, checklist, 3, appearance_id)
        assert isinstance(lost, Unreachable), lost
        assert process.wait(20) == -signal.SIGKILL
    with served(premises):
        outcome = desk.visits.outcome(check_in.check_in_id)
        assert isinstance(outcome, Outcome)
        assert (outcome.state, outcome.appearance_id) == (State.CLAIMED, "")
        done = desk.visits.complete(check_in.check_in_id, checklist, 3, appearance_id)
        assert isinstance(done, CompletedView), done
        assert not done.already
        assert done.receipt.number == "000001"
