"""Which questions make up each change, one at a time, in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kiosk.registrant import Item, ResidenceKind, WorkKind
from kiosk.topics import TOLD_ONLY, Topic


class Act(StrEnum):
    """What a person wants to say about an entry or a topic."""

    ADD = "add"
    CHANGE = "change"
    """Something else holds now; told anew."""
    FIX = "fix"
    """What is written is wrong; it did not change."""
    END = "end"
    GONE = "gone"
    """Something holds no more that is not shown: which one, in words, and when."""
    NO_PLACE = "no_place"
    """No fixed place to live: where the person sleeps, and where mail finds them."""
    TELL = "tell"
    """In the person's own words."""


class Way(StrEnum):
    """How a question is answered; decides keyboard and checks."""

    WORDS = "words"
    SENTENCE = "sentence"
    MIXED = "mixed"
    CAPITALS = "capitals"
    EMAIL = "email"
    PHONE = "phone"
    YEAR = "year"
    ZIP = "zip"
    CITY = "city"
    DATE = "date"
    """Any day."""
    PAST = "past"
    """A day that has come."""
    FUTURE = "future"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Ask:
    """One question. Its words are ``lobby.ask.NAME``; an optional one may be passed over."""

    name: str
    way: Way
    optional: bool = False
    choices: tuple[str, ...] = ()
    longest: int = 60


ADDRESS = (
    Ask("number", Way.MIXED, longest=12),
    Ask("street", Way.WORDS, longest=48),
    Ask("unit", Way.MIXED, optional=True, longest=16),
    Ask("zip_code", Way.ZIP, longest=5),
    Ask("city", Way.CITY, longest=40),
)
SINCE = Ask("since", Way.PAST)
BEGINS = Ask("begins", Way.DATE, optional=True)
"""What is used online must be told before it is used (589.414.9): the day may lie ahead or be unknown."""
ENDED = Ask("ended_on", Way.PAST)
TEXT = Ask("text", Way.SENTENCE, longest=400)
WHICH = Ask("which", Way.SENTENCE, longest=200)
SLEEPS = Ask("sleeping_place", Way.SENTENCE, longest=200)
CORNER = Ask("corner", Way.SENTENCE, optional=True, longest=80)
NEAR_CITY = Ask("near_city", Way.WORDS, longest=40)
MAIL_AT = Ask("mail_at", Way.SENTENCE, optional=True, longest=200)

NO_FIXED_PLACE = (SLEEPS, CORNER, NEAR_CITY, MAIL_AT)
"""Where somebody sleeps who has no address, so that an officer finds the place on a map."""

_RESIDENCE_KINDS = tuple(kind.value for kind in ResidenceKind)
_WORK_KINDS = tuple(kind.value for kind in WorkKind)

_OF_TOPIC: Mapping[Topic, tuple[Ask, ...]] = {
    Topic.MAILING: ADDRESS,
    Topic.ABSENCES: (
        Ask("place", Way.SENTENCE, longest=120),
        Ask("leaves", Way.DATE),
        Ask("returns", Way.DATE, optional=True),
    ),
    Topic.WORK: (
        Ask("work_kind", Way.CHOICE, choices=_WORK_KINDS),
        Ask("employer", Way.WORDS),
        *ADDRESS,
    ),
    Topic.SCHOOLS: (Ask("school", Way.WORDS), *ADDRESS),
    Topic.PHONES: (Ask("phone", Way.PHONE, longest=10),),
    Topic.EMAILS: (Ask("email", Way.EMAIL, longest=120),),
    Topic.ONLINE: (Ask("service", Way.WORDS), Ask("online_name", Way.EMAIL, longest=120)),
    Topic.VEHICLES: (
        Ask("plate", Way.CAPITALS, longest=10),
        Ask("plate_state", Way.CAPITALS, longest=2),
        Ask("year", Way.YEAR, optional=True, longest=4),
        Ask("make", Way.WORDS, longest=30),
        Ask("model", Way.WORDS, longest=30),
        Ask("color", Way.WORDS, longest=20),
    ),
    Topic.PASSPORTS: (
        Ask("passport_kind", Way.CHOICE, choices=("passport", "immigration")),
        Ask("passport_number", Way.CAPITALS, longest=20),
        Ask("country", Way.WORDS, longest=40),
        Ask("expires", Way.DATE, optional=True),
    ),
    Topic.LICENSES: (
        Ask("profession", Way.WORDS),
        Ask("license_number", Way.CAPITALS, longest=20),
        Ask("license_state", Way.CAPITALS, longest=2),
    ),
    Topic.NAME: (
        Ask("first", Way.WORDS, longest=40),
        Ask("middle", Way.WORDS, optional=True, longest=40),
        Ask("last", Way.WORDS, longest=60),
    ),
    Topic.TRAVEL: (
        Ask("travel_country", Way.WORDS, longest=40),
        Ask("departs", Way.DATE),
        Ask("travel_returns", Way.DATE, optional=True),
        Ask("purpose", Way.SENTENCE, optional=True, longest=120),
    ),
}

_TOLD_AGAIN = frozenset({Topic.WORK, Topic.SCHOOLS, Topic.VEHICLES, Topic.ABSENCES, Topic.TRAVEL})
"""A change of these is mostly a part of the entry: what is on file stands in the fields to be mended."""

_BEFORE_USE = frozenset({Topic.EMAILS, Topic.ONLINE})
_WITHOUT_SINCE = frozenset({Topic.ABSENCES, Topic.TRAVEL})
"""Their own dates say when."""


def acts_for(topic: Topic, entry: Item | None, *, shown: bool) -> tuple[Act, ...]:
    """What may be said about ``entry``, or about the topic when None; ``shown`` is False in ``blind``."""
    if topic in TOLD_ONLY:
        return (Act.TELL,)
    if entry is None:
        if topic is Topic.NAME:
            return (Act.CHANGE,)
        hidden = not shown or topic in (Topic.PASSPORTS, Topic.LICENSES)
        first = (Act.ADD, Act.NO_PLACE) if topic is Topic.RESIDENCES else (Act.ADD,)
        return (*first, Act.CHANGE, Act.GONE, Act.TELL) if hidden else first
    if topic is Topic.NAME:
        return (Act.CHANGE, Act.FIX)
    if topic is Topic.RESIDENCES:
        return (Act.CHANGE, Act.NO_PLACE, Act.END, Act.FIX)
    return (Act.CHANGE, Act.END)


def asks_for(topic: Topic, act: Act, said: Mapping[str, str]) -> tuple[Ask, ...]:
    """Every question of this change, in order, as far as ``said`` decides it."""
    if act is Act.TELL:
        return (TEXT,)
    if act is Act.END:
        return (ENDED,)
    if act is Act.GONE:
        return (WHICH, ENDED)
    if act is Act.NO_PLACE:
        return (*NO_FIXED_PLACE, SINCE)
    asked = _residence(said) if topic is Topic.RESIDENCES else _OF_TOPIC[topic]
    if act is Act.FIX or topic in _WITHOUT_SINCE:
        return asked
    return (*asked, BEGINS if topic in _BEFORE_USE else SINCE)


def fills_in(topic: Topic, act: Act) -> bool:
    """Whether the fields start with what is on file."""
    return act is Act.FIX or (act is Act.CHANGE and topic in _TOLD_AGAIN)


def _residence(said: Mapping[str, str]) -> tuple[Ask, ...]:
    kind = Ask("residence_kind", Way.CHOICE, choices=_RESIDENCE_KINDS)
    if said.get("residence_kind") == ResidenceKind.NO_FIXED_PLACE:
        return (kind, *NO_FIXED_PLACE)
    return (kind, *ADDRESS)
