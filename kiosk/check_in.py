"""What the kiosk submits after a visit: a check-in, which waits for an officer and is not an appearance."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

from kiosk.changes import ReportedChange
from kiosk.id_card import IdCard
from kiosk.limits import MOST_POINTS, holds_too_much, is_language, is_ticket
from kiosk.problems import Problem, problem
from kiosk.topics import PAGES, Topic


class Disclosure(StrEnum):
    """What the lobby may show of a person's own record (``lobby.disclosure``; CJIS AC-20)."""

    OWN_RECORD = "own-record"
    BLIND = "blind"


class Answer(StrEnum):
    """What the person said to a topic they were asked."""

    SAME = "same"
    """All that was shown is right; in ``blind``: nothing has changed since last time."""
    CHANGED = "changed"


class Signer(StrEnum):
    """Whose hand signed (589.407; a guardian only under S982)."""

    SELF = "self"
    GUARDIAN = "guardian"
    MARK = "mark"
    """A mark, made with somebody reading aloud and witnessing."""
    PAPER = "paper"
    """Signed with a pen on the paper form that the office keeps; there are no strokes."""


@dataclass(frozen=True, slots=True)
class TopicAnswer:
    """One topic was put to the person and answered."""

    topic: Topic
    answer: Answer


@dataclass(frozen=True, slots=True)
class Ticket:
    """The short number called in the lobby: kiosk letter and daily counter, ``A-014``."""

    letter: str
    counter: int
    day: dt.date
    """The office's local date; numbers start again each day."""

    def number(self) -> str:
        """The number as printed and called."""
        return f"{self.letter}-{self.counter:03d}"


@dataclass(frozen=True, slots=True)
class Claim:
    """Who the person says they are when they have no readable card."""

    registration_number: str = ""
    first: str = ""
    last: str = ""
    birth_date: dt.date | None = None


Identity: TypeAlias = IdCard | Claim

Stroke: TypeAlias = tuple[tuple[float, float], ...]
"""Points of one stroke, each 0..1 of the pad's width and height."""


@dataclass(frozen=True, slots=True)
class Signature:
    """The strokes, and the hash of exactly what was on the screen when they were made."""

    strokes: tuple[Stroke, ...]
    shown_sha256: str
    signed_at: dt.datetime
    signer: Signer = Signer.SELF
    signer_name: str = ""
    relation: str = ""
    """Guardian's relation, when a guardian signed."""
    read_by: str = ""
    """Who read the pages aloud, when somebody did."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """Second factor accepted, or card read offline: kept and sent even if the visit stops (D-03)."""

    arrival_id: str
    kiosk_id: str
    arrived_at: dt.datetime
    identity: Identity
    lookup_id: str
    """The station's name for the opened record; empty offline."""


@dataclass(frozen=True, slots=True)
class CheckIn:
    """Everything a person said and signed in one visit; the id and the ticket are made on the kiosk."""

    check_in_id: str
    kiosk_id: str
    ticket: Ticket
    language: str
    disclosure: Disclosure
    identity: Identity
    lookup_id: str
    """The station's name for the record opened by the second factor; empty when offline or unmatched."""
    record_version: int
    """The version of the record that was shown; 0 in ``blind``."""
    arrived_at: dt.datetime
    submitted_at: dt.datetime
    answers: tuple[TopicAnswer, ...]
    changes: tuple[ReportedChange, ...]
    signature: Signature
    offline: bool = False
    """No second factor was asked: the station could not be reached."""


class State(StrEnum):
    """Where a check-in stands at the station."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    SENT_BACK = "sent_back"
    """The person is called to mend something at the kiosk or desk."""
    COMPLETED = "completed"
    REJECTED = "rejected"
    LEFT = "left"
    NO_SHOW = "no_show"
    REPLACED = "replaced"
    """The same person submitted again; the later one stands."""
    APPEARED_NOT_SERVED = "appeared_not_served"
    """Signed by an officer at closing; first place the next day."""


ENDINGS = frozenset(
    {
        State.COMPLETED,
        State.REJECTED,
        State.LEFT,
        State.NO_SHOW,
        State.REPLACED,
        State.APPEARED_NOT_SERVED,
    }
)
"""States that nothing follows: every check-in reaches one of them, none just disappears."""

_OPEN_TO = ENDINGS - {State.COMPLETED}
NEXT: Mapping[State, frozenset[State]] = {
    State.WAITING: frozenset({State.CLAIMED}) | _OPEN_TO,
    State.CLAIMED: frozenset({State.WAITING, State.SENT_BACK, State.COMPLETED}) | _OPEN_TO,
    State.SENT_BACK: frozenset({State.CLAIMED, State.WAITING}) | _OPEN_TO,
    **{ending: frozenset() for ending in ENDINGS},
}
"""From each state, the states that may follow; COMPLETED only through a claim."""


def moved(state: State, to: State) -> State | Problem:
    """``to`` when a check-in may go there from ``state``; staying is allowed, so that twice is harmless."""
    if to is state or to in NEXT[state]:
        return to
    return problem("check_in_cannot_move", state=state.value, to=to.value)


def hash_of_shown(lines: Sequence[str]) -> str:
    """SHA-256 (hex) of the lines on the summary screen, in order, as the person saw them."""
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def unanswered(answers: Sequence[TopicAnswer]) -> tuple[Topic, ...]:
    """The topics that were not put to the person, in the order asked; a check-in must have none (M-12)."""
    answered = {answer.topic for answer in answers}
    return tuple(topic for topics in PAGES.values() for topic in topics if topic not in answered)


def wrongs(check_in: CheckIn, *, at_the_desk: bool = False) -> tuple[Problem, ...]:
    """Why a check-in cannot be accepted as it stands; empty when it can.

    Every topic answered once, CHANGED exactly where a change was reported, signed with at least one stroke,
    and not longer than anybody can read. Only a check-in made ``at_the_desk`` may be signed on paper. The
    kiosk asks before it shows a ticket, so that the station never refuses what a person was told is accepted.
    """
    found: list[Problem] = []
    if unanswered(check_in.answers) or len({a.topic for a in check_in.answers}) != len(check_in.answers):
        found.append(problem("topic_not_answered"))
    said_changed = {a.topic for a in check_in.answers if a.answer is Answer.CHANGED}
    if said_changed != {change.topic for change in check_in.changes}:
        found.append(problem("changes_do_not_fit_answers"))
    on_paper = at_the_desk and check_in.signature.signer is Signer.PAPER
    if not any(check_in.signature.strokes) and not on_paper:
        found.append(problem("not_signed"))
    if _too_much(check_in):
        found.append(problem("check_in_too_long"))
    return tuple(found)


def times_in_order(check_in: CheckIn) -> bool:
    """Whether arrival, signature and submission follow each other.

    They do not where the kiosk's clock was set back during the visit: nothing to refuse a person for.
    """
    return check_in.arrived_at <= check_in.signature.signed_at <= check_in.submitted_at


def _too_much(check_in: CheckIn) -> bool:
    signature = check_in.signature
    return (
        sum(map(len, signature.strokes)) > MOST_POINTS
        or holds_too_much(replace(check_in, signature=replace(signature, strokes=())))
        or not is_ticket(check_in.ticket.letter, check_in.ticket.counter)
        or not is_language(check_in.language)
    )
