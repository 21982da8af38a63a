"""The kiosk's link over real HTTPS: each question asked as agreed, and every kind of answer named."""

from __future__ import annotations

import datetime as dt
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from kiosk.check_in import Claim, Disclosure, Ticket
from kiosk.papers import Letterhead
from kiosk.problems import problem
from kiosk.registrant import PersonName
from kiosk.topics import OwnRecord
from kiosk.visit.events import HelpKind
from kiosk.words import words
from sync import kiosk_wire as kw
from sync.identity import DeviceIdentity
from sync.link import Refused, StationLink, Unreachable, station_link
from sync.tls import server_context
from sync.wire import MAX_WIRE, from_wire, to_wire
from tests.sync.an_office import MOMENT, device, office_keys
from tests.sync.served import Routes, served

SHORT = httpx.Timeout(0.5)
CLAIM = Claim(registration_number="SYN-0001")
OFFICE = kw.OfficeInfo(
    letterhead=Letterhead("Example County", ("1 Main St",), "5550100"),
    zone="America/Chicago",
    now=MOMENT,
    letter="A",
    disclosure=Disclosure.OWN_RECORD,
    factor=kw.FactorKind.PIN,
    open_now=True,
    opens_at=None,
    notices=("Closed on Friday",),
    fee_notice=words("fee"),
    station_key="PEM",
)
OPENED = kw.Opened(
    Disclosure.OWN_RECORD,
    OwnRecord(PersonName("Alex", "Rowan", "Quill"), ()),
    3,
    Ticket("A", 14, dt.date(2027, 5, 3)),
)
BOARD = kw.Board((kw.Called("A-014", "2", MOMENT),), 3)
STANDING = kw.Standing(MOMENT, 2, 1, MOMENT, ("printer_gone",))
HELP = kw.HelpAnswer("h-1", "window", "2")


@dataclass
class Station:
    """A served station that answers as it is told."""

    routes: Routes
    link: StationLink

    def answers(self, method: str, path: str, value: object, kind: object = None, status: int = 200) -> None:
        """Let a route answer with a value of the wire."""
        self.answers_bytes(method, path, to_wire(value, kind), status)

    def answers_bytes(self, method: str, path: str, content: bytes, status: int = 200) -> None:
        """Let a route answer with any bytes."""
        self.routes.routes[(method, path)] = lambda _: (status, content)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("office")


@pytest.fixture(scope="module")
def identity(folder: Path) -> DeviceIdentity:
    return device(office_keys(folder), folder)


@pytest.fixture(scope="module")
def serving(folder: Path, identity: DeviceIdentity) -> Iterator[Station]:
    routes = Routes()
    with served(routes, server_context(office_keys(folder))) as address:
        link = station_link(identity, address)
        yield Station(routes, link)
        link.close()


@pytest.fixture
def station(serving: Station) -> Station:
    """The one station of this module, having heard and been told nothing yet."""
    serving.routes.forget()
    return serving


QUESTIONS: list[tuple[str, str, object, object, Callable[[StationLink], object]]] = [
    ("GET", "/v1/kiosk/office", OFFICE, None, lambda link: link.office()),
    ("POST", "/v1/kiosk/lookups", kw.QuestionTaken("q-1"), None, lambda link: link.find_registrant(CLAIM)),
    (
        "POST",
        "/v1/kiosk/lookups/q-1/factor",
        OPENED,
        kw.FactorAnswer,
        lambda link: link.open_record("q-1", "1"),
    ),
    (
        "POST",
        "/v1/kiosk/lookups/q-1/factor",
        kw.TryAgain(),
        kw.FactorAnswer,
        lambda link: link.open_record("q-1", "1"),
    ),
    (
        "POST",
        "/v1/kiosk/lookups/q-1/factor",
        kw.SeeDesk(),
        kw.FactorAnswer,
        lambda link: link.open_record("q-1", "1"),
    ),
    ("POST", "/v1/kiosk/envelopes", kw.Accepted(), kw.EnvelopeAnswer, lambda link: link.submit(b"envelope")),
    ("POST", "/v1/kiosk/envelopes", kw.AlreadyAccepted(), kw.EnvelopeAnswer, lambda link: link.submit(b"e")),
    ("POST", "/v1/kiosk/standing", BOARD, None, lambda link: link.stand(STANDING)),
    ("GET", "/v1/kiosk/board", BOARD, None, lambda link: link.board()),
    ("GET", "/v1/kiosk/tickets/c-1", kw.TicketPlace(1, 5, ""), None, lambda link: link.ticket_place("c-1")),
    (
        "POST",
        "/v1/kiosk/help",
        HELP,
        None,
        lambda link: link.call_help("h-1", HelpKind.HELP, "summary", "es"),
    ),
    ("GET", "/v1/kiosk/help/h-1", HELP, None, lambda link: link.help_answer("h-1")),
    ("GET", "/v1/kiosk/version", kw.OfferedVersion("ab12"), None, lambda link: link.offered_version()),
]


@pytest.mark.parametrize(
    ("method", "path", "value", "kind", "ask"), QUESTIONS, ids=map(str, range(len(QUESTIONS)))
)
def test_each_question_is_answered_by_its_value(
    station: Station,
    method: str,
    path: str,
    value: object,
    kind: object,
    ask: Callable[[StationLink], object],
) -> None:
    station.answers(method, path, value, kind)
    assert ask(station.link) == value


def test_questions_are_sent_as_agreed(station: Station) -> None:
    for _, _, _, _, ask in QUESTIONS:
        ask(station.link)
    sent = {(method, path): body for method, path, body in station.routes.asked}
    assert from_wire(kw.Question, sent["POST", "/v1/kiosk/lookups"]) == kw.Question(CLAIM)
    assert from_wire(kw.GiveFactor, sent["POST", "/v1/kiosk/lookups/q-1/factor"]) == kw.GiveFactor("1")
    assert from_wire(kw.Standing, sent["POST", "/v1/kiosk/standing"]) == STANDING
    assert from_wire(kw.CallHelp, sent["POST", "/v1/kiosk/help"]) == kw.CallHelp(
        "h-1", HelpKind.HELP, "summary", "es"
    )
    kinds = {headers.get("content-type") for headers in station.routes.headers}
    assert kinds == {None, kw.WIRE_TYPE, kw.ENVELOPE_TYPE}
    assert {peer.name for peer in station.routes.peers} == {"lobby-1"}


def test_the_second_factor_is_not_in_the_values_text() -> None:
    assert "4711" not in repr(kw.GiveFactor("4711"))


def test_a_refusal_carries_the_stations_problem(station: Station) -> None:
    trouble = problem("id_with_other_body")
    station.answers("POST", "/v1/kiosk/envelopes", trouble, status=409)
    assert station.link.submit(b"e") == Refused(trouble, 409)


@pytest.mark.parametrize("status", [400, 404, 409, 413, 422])
def test_a_4xx_that_is_not_the_stations_says_nothing_about_the_item(station: Station, status: int) -> None:
    station.answers_bytes("POST", "/v1/kiosk/envelopes", b"<html>proxy</html>", status)
    assert station.link.submit(b"e") == Unreachable(f"status_{status}")


@pytest.mark.parametrize("status", [201, 204, 301, 308, 408, 425, 429, 500, 502, 503])
def test_any_other_status_means_later(station: Station, status: int) -> None:
    content = b"" if status == 204 else to_wire(problem("later"))
    station.answers_bytes("POST", "/v1/kiosk/envelopes", content, status)
    assert station.link.submit(b"e") == Unreachable(f"status_{status}")


@pytest.mark.parametrize(
    "content", [b"", b"ok", b"{}", b"\xff\x00", to_wire(kw.QuestionTaken("x")), to_wire(kw.TryAgain())]
)
def test_an_answer_in_other_words_counts_as_none(station: Station, content: bytes) -> None:
    station.answers_bytes("POST", "/v1/kiosk/envelopes", content)
    assert station.link.submit(b"e") == Unreachable("not_understood")


def test_a_piece_of_a_version_is_bytes_and_anything_else_is_named(station: Station) -> None:
    ask = ("GET", "/v1/kiosk/version/ab12/root.erofs")
    piece = bytes(range(256)) * (kw.LONGEST_PIECE // 256)
    station.answers_bytes(*ask, piece)
    assert station.link.version_piece("ab12", "root.erofs", 7) == piece
    station.answers_bytes(*ask, piece + b"!")
    assert station.link.version_piece("ab12", "root.erofs", 0) == Unreachable("too_long")
    station.answers(*ask, problem("no_kiosk_version"), status=404)
    assert station.link.version_piece("ab12", "root.erofs", 0) == Refused(problem("no_kiosk_version"), 404)
    for status in (404, 429, 503):
        station.answers_bytes(*ask, b"<html>proxy</html>", status)
        assert station.link.version_piece("ab12", "root.erofs", 0) == Unreachable(f"status_{status}")


def test_an_endless_answer_is_cut_off(station: Station) -> None:
    station.answers_bytes("GET", "/v1/kiosk/office", b" " * (MAX_WIRE + 1))
    assert station.link.office() == Unreachable("too_long")


def test_a_station_that_is_not_there_is_unreachable(
    identity: DeviceIdentity, free_port: Callable[[], int]
) -> None:
    link = station_link(identity, f"https://127.0.0.1:{free_port()}", SHORT)
    assert link.office() == Unreachable("ConnectError")
    link.close()


def test_a_station_with_another_authority_is_unreachable(tmp_path: Path, identity: DeviceIdentity) -> None:
    other, routes = office_keys(tmp_path / "other"), Routes()
    with served(routes, server_context(other)) as address:
        link = station_link(identity, address, SHORT)
        assert link.office() == Unreachable("ConnectError")
        link.close()
    assert routes.asked == []


@pytest.mark.parametrize(
    "plain_answer", [b"", b"HTTP/1.1 200 OK\r\n\r\n", b"\x00" * 100], ids=["none", "http", "noise"]
)
def test_something_that_speaks_no_tls_is_unreachable(identity: DeviceIdentity, plain_answer: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

        def answer() -> None:
            caller, _ = listener.accept()
            with caller:
                caller.recv(1000)
                caller.sendall(plain_answer)

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        link = station_link(identity, f"https://127.0.0.1:{port}", SHORT)
        assert isinstance(link.office(), Unreachable)
        link.close()
        thread.join(5)


def test_a_station_that_never_answers_is_given_up_in_time(identity: DeviceIdentity) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        link = station_link(identity, f"https://127.0.0.1:{listener.getsockname()[1]}", httpx.Timeout(0.2))
        answer = link.office()
        link.close()
    assert isinstance(answer, Unreachable)
    assert "Timeout" in answer.why


def test_a_station_that_stops_in_the_middle_of_an_answer_is_unreachable(
    folder: Path, identity: DeviceIdentity
) -> None:
    async def cut_off(scope: Any, receive: Any, send: Any) -> None:
        await receive()
        headers = [(b"content-length", b"1000")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b'{"appear"', "more_body": True})
        raise ConnectionAbortedError

    with served(cut_off, server_context(office_keys(folder))) as address:
        link = station_link(identity, address, SHORT)
        assert isinstance(link.office(), Unreachable)
        link.close()


def test_a_link_outlives_its_station(
    folder: Path, identity: DeviceIdentity, free_port: Callable[[], int]
) -> None:
    keys, port = office_keys(folder), free_port()
    routes = Routes({("GET", "/v1/kiosk/office"): lambda _: (200, to_wire(OFFICE))})
    link = station_link(identity, f"https://127.0.0.1:{port}", httpx.Timeout(3))
    for _ in range(2):
        with served(routes, server_context(keys), port):
            # A connection kept from the station's earlier life may be noticed dead only now.
            assert OFFICE in (link.office(), link.office())
        assert isinstance(link.office(), Unreachable)
    link.close()


def test_no_proxy_is_taken_from_the_environment(station: Station, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    station.answers("GET", "/v1/kiosk/office", OFFICE)
    assert station.link.office() == OFFICE
