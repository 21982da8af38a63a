"""What kiosks and the station say to each other: one value for each question and answer.

Every route wants a certificate of role ``kiosk``; bodies are ``to_wire`` of the values below. What the
station refuses is a 4xx whose body is ``to_wire`` of a ``kiosk.problems.Problem``, and changes nothing.

================================================ =============== =============================================
route                                            asks            answers (200)
================================================ =============== =============================================
``GET /v1/kiosk/office``                         -               ``OfficeInfo``
``POST /v1/kiosk/lookups``                       ``Question``    ``QuestionTaken``, the same for everybody
``POST /v1/kiosk/lookups/{lookup_id}/factor``    ``GiveFactor``  ``FactorAnswer``, at a fixed delay
``POST /v1/kiosk/envelopes``                     envelope bytes  ``EnvelopeAnswer``
``POST /v1/kiosk/standing``                      ``Standing``    ``Board``
``GET /v1/kiosk/board``                          -               ``Board``
``GET /v1/kiosk/tickets/{check_in_id}``          -               ``TicketPlace``; 404 ``ticket_unknown``
``POST /v1/kiosk/help``                          ``CallHelp``    ``HelpAnswer``
``GET /v1/kiosk/help/{help_id}``                 -               ``HelpAnswer``; 404 ``help_unknown``
``GET /v1/kiosk/version``                        -               ``OfferedVersion``
``GET /v1/kiosk/version/{mark}/{file}``          ``?start=N``    a piece of the file; 404 ``no_kiosk_version``
================================================ =============== =============================================

An envelope is answered by Accepted or AlreadyAccepted and by nothing else once the station holds it. 409
``id_with_other_body`` and 409 ``sequence_used`` tell of a replay or an altered spool, 422 of an envelope that
cannot be opened or read; the kiosk keeps what was refused and flags it. 503 means later.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

from kiosk.check_in import Arrival, CheckIn, Claim, Disclosure, Identity, Ticket
from kiosk.id_card import IdCard
from kiosk.law.lanes import Coming, Lane
from kiosk.papers import Letterhead
from kiosk.services import NumberTaken
from kiosk.topics import OwnRecord
from kiosk.visit.events import HelpKind, Mend, Timing
from kiosk.words import Words
from sync.drawn_ids import expect_drawn

ENVELOPE_TYPE: Final = "application/vnd.appear.envelope"
WIRE_TYPE: Final = "application/vnd.appear+json"

KINDS: Final = {"check_in": CheckIn, "arrival": Arrival, "number": NumberTaken}
"""What an envelope's body is, by the kind in its header."""

CLOCK_MAY_BE_OFF: Final = dt.timedelta(minutes=2)
"""How far a kiosk's clock may stand from the station's before anybody is told."""


LONGEST_PIECE: Final = 256 * 1024
"""Bytes of a version's file that are given at once; one that is shorter is the file's last."""


class FactorKind(StrEnum):
    """What the second factor is in this office; agency's choice."""

    PIN = "pin"
    SSN4 = "ssn4"


@dataclass(frozen=True, slots=True)
class OfficeInfo:
    """What a kiosk must know of its office. None of it is about a person."""

    letterhead: Letterhead
    zone: str
    """IANA name; papers carry the office's own time."""
    now: dt.datetime
    """The station's clock, for the doctor to compare."""
    letter: str
    """This kiosk's letter on its tickets; no other kiosk of the office has it."""
    disclosure: Disclosure
    factor: FactorKind
    open_now: bool
    opens_at: dt.datetime | None
    """When the office opens next; None while it is open or when no hours are set."""
    notices: tuple[str | Words, ...]
    """Lines for the first screen, as the office wrote them."""
    fee_notice: Words | None
    """For the ticket."""
    station_key: str
    """PEM: what envelopes are sealed to from now on."""
    guardian_may_sign: bool = False
    """Whether a guardian may sign in the lobby today (S-05)."""
    holiday: Words | None = None
    """The name of the holiday for which the office is closed today."""
    services: tuple[str, ...] = ()
    """Other services of the lobby for which a number can be taken (``kiosk.services``)."""


@dataclass(frozen=True, slots=True)
class Question:
    """Whose record to open. Of a card only what matching needs is sent (``question_about``)."""

    identity: Identity


@dataclass(frozen=True, slots=True)
class QuestionTaken:
    """A name for the question; whether anybody answers to it is not in it."""

    lookup_id: str


@dataclass(frozen=True, slots=True, repr=False)
class GiveFactor:
    """The second factor as typed."""

    factor: str


@dataclass(frozen=True, slots=True)
class Opened:
    """The right factor. ``record`` is None in ``blind``; ``waiting`` is a ticket the person has today."""

    disclosure: Disclosure
    record: OwnRecord | None
    record_version: int
    waiting: Ticket | None
    timing: Timing | None = None
    """Early or late for the days to come; told only where the own record is shown."""
    mend: Mend | None = None
    """What an officer has sent this person back for."""
    lane: Lane | None = None
    """The lane of today's appointment; without one, told only where the own record is shown."""
    appointment: dt.datetime | None = None
    """When today's appointment begins; None without one."""
    coming: Coming | None = None
    """On time, early or late for the appointment; never a reason to refuse."""


@dataclass(frozen=True, slots=True)
class TryAgain:
    """Wrong, or nobody by that card: the same to see."""


@dataclass(frozen=True, slots=True)
class SeeDesk:
    """No more tries here; also for those who must not check in by themselves."""


FactorAnswer: TypeAlias = Opened | TryAgain | SeeDesk


@dataclass(frozen=True, slots=True)
class Accepted:
    """The station holds the item on its own disk."""


@dataclass(frozen=True, slots=True)
class AlreadyAccepted:
    """The same item with the same body had been accepted before; nothing was done twice."""


EnvelopeAnswer: TypeAlias = Accepted | AlreadyAccepted


@dataclass(frozen=True, slots=True)
class Standing:
    """How a kiosk stands, told every few seconds: its clock, and what waits in its spool."""

    now: dt.datetime
    waiting: int
    parked: int
    oldest: dt.datetime | None
    troubles: tuple[str, ...] = ()
    """Codes of what is wrong with its devices or its spool."""
    spool: str = ""
    """The name of its spool file."""
    last_sequence: int = 0
    """The last number given there, for the station to see whether something is missing."""


@dataclass(frozen=True, slots=True)
class Called:
    """A ticket number called to a window."""

    ticket: str
    """``A-014``."""
    window: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Board:
    """What the first screen shows of the queue: the numbers called, newest first, and how many wait."""

    calls: tuple[Called, ...]
    waiting: int
    send_again: bool = False
    """Somebody has dealt with what this kiosk has parked: it is to be sent once more."""


@dataclass(frozen=True, slots=True)
class TicketPlace:
    """Where a ticket stands in the queue."""

    place: int | None
    """1 is next; None once called or done."""
    wait_minutes: int | None
    """Expected; None when the station cannot say."""
    called_to: str
    """The window it is called to; empty while it waits."""
    lane: Lane | None = None
    """Which line it stands in, once the station knows whose it is."""
    appointment: dt.datetime | None = None
    """When this person's appointment of today begins."""


@dataclass(frozen=True, slots=True)
class CallHelp:
    """Somebody asks for a person. ``screen`` names the screen, never what is on it.

    ``help_id`` is drawn by the kiosk: asking twice with the same one is one call.
    """

    help_id: str
    kind: HelpKind
    screen: str
    language: str

    def __post_init__(self) -> None:
        expect_drawn(self.help_id)


@dataclass(frozen=True, slots=True)
class HelpAnswer:
    """What the desk answered: empty so far, ``coming``, or ``window`` with its name."""

    help_id: str
    answer: str
    window: str


def question_about(identity: Identity) -> Question:
    """The question to ask about ``identity``; a card keeps number, birth date and last name alone."""
    if isinstance(identity, Claim):
        return Question(identity)
    return Question(
        IdCard(
            first=None,
            middle=None,
            last=identity.last,
            suffix=None,
            birth_date=identity.birth_date,
            id_number=identity.id_number,
            issued=None,
            expires=None,
            sex=None,
            height_cm=None,
            street=None,
            street2=None,
            city=None,
            state=None,
            postal_code=None,
            country=None,
            issuer=identity.issuer,
            aamva_version=identity.aamva_version,
            last_truncated=identity.last_truncated,
        )
    )


@dataclass(frozen=True, slots=True)
class OfferedVersion:
    """The version of the image that kiosks may fetch: its ``mark`` at the station; empty for none."""

    mark: str
