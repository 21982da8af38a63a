"""The kiosk's link to its station: every question it may ask, each answered by a named value."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from typing import Any, Final, TypeAlias, TypeVar

import httpx

from kiosk.check_in import Identity
from kiosk.problems import Problem
from kiosk.visit.events import HelpKind
from sync import bodies
from sync.identity import DeviceIdentity
from sync.in_time import InTimeTransport
from sync.kiosk_wire import (
    ENVELOPE_TYPE,
    LONGEST_PIECE,
    WIRE_TYPE,
    Accepted,
    AlreadyAccepted,
    Board,
    CallHelp,
    EnvelopeAnswer,
    FactorAnswer,
    GiveFactor,
    HelpAnswer,
    OfferedVersion,
    OfficeInfo,
    Opened,
    QuestionTaken,
    SeeDesk,
    Standing,
    TicketPlace,
    TryAgain,
    question_about,
)
from sync.tls import client_context
from sync.wire import MAX_WIRE, NotUnderstood, from_wire, to_wire

T = TypeVar("T")

PATIENCE: Final = httpx.Timeout(8.0, connect=3.0)
"""How long a person waits in front of the screen before the visit goes on without the station."""
_NO_ANSWER: Final = (httpx.HTTPError, httpx.InvalidURL, ssl.SSLError, OSError)
_LATER: Final = frozenset({408, 425, 429})
"""4xx that say nothing about what was sent: asked too early or too often."""


@dataclass(frozen=True, slots=True)
class Unreachable:
    """No answer, or none that is the station's. What was asked may still have been done."""

    why: str
    """A code for the log: ``ConnectError``, ``status_503``, ``not_understood``."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The station says no to what was asked, and changed nothing. ``status`` is the HTTP status."""

    problem: Problem
    status: int


Trouble: TypeAlias = Refused | Unreachable


class StationLink:
    """One kiosk's link. Any thread may ask; each question blocks the thread that asks it, never for long."""

    def __init__(self, http: httpx.Client) -> None:
        self._http = http

    def close(self) -> None:
        """Let go of the connections."""
        self._http.close()

    def office(self) -> OfficeInfo | Trouble:
        """The office, as this kiosk must know it."""
        return self._ask(OfficeInfo, "GET", "/v1/kiosk/office")

    def find_registrant(self, identity: Identity) -> QuestionTaken | Trouble:
        """Put the question whose card this is; the answer looks the same for everybody."""
        return self._ask(QuestionTaken, "POST", "/v1/kiosk/lookups", to_wire(question_about(identity)))

    def open_record(self, lookup_id: str, factor: str) -> Opened | TryAgain | SeeDesk | Trouble:
        """Try the second factor on a question."""
        path = f"/v1/kiosk/lookups/{lookup_id}/factor"
        answer: FactorAnswer | Trouble
        answer = self._ask_any(FactorAnswer, "POST", path, to_wire(GiveFactor(factor)))
        return answer

    def submit(self, envelope: bytes) -> Accepted | AlreadyAccepted | Trouble:
        """Hand over an envelope from the spool; the item may be forgotten on the first two answers only."""
        answer: EnvelopeAnswer | Trouble
        answer = self._ask_any(EnvelopeAnswer, "POST", "/v1/kiosk/envelopes", envelope, ENVELOPE_TYPE)
        return answer

    def stand(self, standing: Standing) -> Board | Trouble:
        """Say how the kiosk stands; hear which numbers are called."""
        return self._ask(Board, "POST", "/v1/kiosk/standing", to_wire(standing))

    def board(self) -> Board | Trouble:
        """Which numbers are called, for a screen that only shows them."""
        return self._ask(Board, "GET", "/v1/kiosk/board")

    def ticket_place(self, check_in_id: str) -> TicketPlace | Trouble:
        """Where a check-in of today stands in the queue."""
        return self._ask(TicketPlace, "GET", f"/v1/kiosk/tickets/{check_in_id}")

    def call_help(self, help_id: str, kind: HelpKind, screen: str, language: str) -> HelpAnswer | Trouble:
        """Call a person to the kiosk; the same ``help_id`` again is the same call."""
        call = CallHelp(help_id, kind, screen, language)
        return self._ask(HelpAnswer, "POST", "/v1/kiosk/help", to_wire(call))

    def help_answer(self, help_id: str) -> HelpAnswer | Trouble:
        """What the desk has answered so far."""
        return self._ask(HelpAnswer, "GET", f"/v1/kiosk/help/{help_id}")

    def offered_version(self) -> OfferedVersion | Trouble:
        """Which version of the image the station keeps for its kiosks."""
        return self._ask(OfferedVersion, "GET", "/v1/kiosk/version")

    def version_piece(self, mark: str, file: str, start: int) -> bytes | Trouble:
        """A file of that version from ``start`` on, at most ``LONGEST_PIECE`` bytes; none behind its end."""
        try:
            with self._http.stream(
                "GET", f"/v1/kiosk/version/{mark}/{file}", params={"start": start}
            ) as answer:
                content = bodies.of_answer(answer, LONGEST_PIECE)
        except _NO_ANSWER as error:
            return Unreachable(type(error).__name__)
        if content is None:
            return Unreachable("too_long")
        if answer.status_code == httpx.codes.OK:
            return content
        found = _named(Problem, answer.status_code, content)
        return found if isinstance(found, Refused) else Unreachable(f"status_{answer.status_code}")

    def _ask(self, kind: type[T], method: str, path: str, body: bytes | None = None) -> T | Trouble:
        answer: T | Trouble = self._ask_any(kind, method, path, body)
        return answer

    def _ask_any(
        self, kind: object, method: str, path: str, body: bytes | None = None, form: str = WIRE_TYPE
    ) -> Any:
        """The answer as a ``kind``, which may be a union, or the Trouble that came instead."""
        headers = {"content-type": form} if body is not None else {}
        try:
            with self._http.stream(method, path, content=body, headers=headers) as answer:
                content = bodies.of_answer(answer, MAX_WIRE)
        except _NO_ANSWER as error:
            return Unreachable(type(error).__name__)
        return Unreachable("too_long") if content is None else _named(kind, answer.status_code, content)


def station_link(
    identity: DeviceIdentity, address: str, patience: httpx.Timeout = PATIENCE, proxy: str = ""
) -> StationLink:
    """A link to the station at ``address`` (``https://host:port``); nothing is asked yet.

    Trusts the office's authority alone, and takes no proxy (``http://host:port``) but the one it is given.
    """
    return StationLink(
        httpx.Client(
            base_url=address,
            transport=InTimeTransport(client_context(identity), proxy=proxy),
            timeout=patience,
            trust_env=False,
            follow_redirects=False,
        )
    )


def _named(kind: object, status: int, content: bytes) -> object:
    if status == httpx.codes.OK:
        value = from_wire(kind, content)
        return Unreachable("not_understood") if isinstance(value, NotUnderstood) else value
    if httpx.codes.is_client_error(status) and status not in _LATER:
        problem = from_wire(Problem, content)
        # A 4xx in other words than the station's comes from something between, or from no station at all:
        # nothing may be concluded from it about what was sent.
        return (
            Unreachable(f"status_{status}")
            if isinstance(problem, NotUnderstood)
            else Refused(problem, status)
        )
    return Unreachable(f"status_{status}")
