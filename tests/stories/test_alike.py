"""Nobody learns at the kiosk whether somebody else is registered: three kinds of no, byte for byte alike."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import pytest

from kiosk.check_in import Claim, Identity
from sync.kiosk_wire import GiveFactor, QuestionTaken, SeeDesk, TryAgain, question_about
from sync.wire import to_wire
from tests.stories.office import Office

pytestmark = pytest.mark.slow
DELAY_S = 0.25
ASKED = 4
"""How often each gives a factor: once more than is allowed."""


@dataclass(frozen=True)
class Answered:
    """One answer as it can be seen from outside, without what differs for everybody."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


@dataclass(frozen=True)
class Asker:
    """Somebody at the kiosk, and the factor they give."""

    identity: Identity
    factor: str


def asked(office: Office, asker: Asker) -> tuple[list[Answered], list[float]]:
    """The question, four tries, the question again and one more try: answers and how long each took."""
    http = office.http("kiosk-a")
    answers: list[Answered] = []
    seconds: list[float] = []

    def ask(path: str, body: bytes, hidden: str = "") -> str:
        begun = time.monotonic()
        answer = http.post(path, content=body)
        seconds.append(time.monotonic() - begun)
        given = answer.json()["value"].get("lookup_id", "") if not hidden else ""
        seen = answer.content.replace(given.encode() or b"-", b"ID") if given else answer.content
        headers = tuple(sorted((name, value) for name, value in answer.headers.items() if name != "date"))
        answers.append(Answered(answer.status_code, headers, seen))
        return str(given)

    for tries in (ASKED, 1):
        lookup = ask("/v1/kiosk/lookups", to_wire(question_about(asker.identity)))
        for _ in range(tries):
            factor = to_wire(GiveFactor(asker.factor))
            ask(f"/v1/kiosk/lookups/{lookup}/factor", factor, hidden=lookup)
    return answers, seconds


def barred(office: Office) -> Asker:
    """Somebody on the roster whose standing does not let them check in, with their right PIN."""
    person = next(one for one in office.demo.people if one.registrant.standing != "active")
    return Asker(office.card(person), person.pin)


def test_unknown_barred_and_wrong_factor_are_answered_alike_as_often_and_not_sooner(
    closed_office: Office,
) -> None:
    office = closed_office
    office.configure_station(answer_delay_seconds=DELAY_S)
    office.station.start()
    alex = office.served[0]
    card = office.card(alex)
    askers = {
        "unknown": Asker(replace(card, id_number="S000000000", last="STRANGER"), alex.pin),
        "barred": barred(office),
        "wrong factor": Asker(card, "0000"),
        "unknown by hand": Asker(Claim("", "Nobody", "Atall", card.birth_date), alex.pin),
    }
    with ThreadPoolExecutor(len(askers)) as together:
        done = dict(
            zip(askers, together.map(lambda asker: asked(office, asker), askers.values()), strict=True)
        )
    expected, _ = done.pop("unknown")
    assert [one.body for one in expected[1:]] == [
        to_wire(TryAgain()),
        to_wire(TryAgain()),
        to_wire(SeeDesk()),
        to_wire(SeeDesk()),
        expected[0].body,
        to_wire(SeeDesk()),
    ]
    for who, (answers, seconds) in done.items():
        assert answers == expected, who
        assert min(seconds) >= DELAY_S - 0.01, (who, seconds)


def test_the_right_factor_after_three_wrong_ones_is_told_to_see_the_desk(office: Office) -> None:
    alex, kiosk = office.served[0], office.kiosk()
    asked(office, Asker(office.card(alex), "0000"))
    question = kiosk.find_registrant(office.card(alex))
    assert isinstance(question, QuestionTaken)
    assert kiosk.open_record(question.lookup_id, alex.pin) == SeeDesk()
