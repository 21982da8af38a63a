"""One table of who may ask what, held against every route there is."""

from __future__ import annotations

import asyncio
import datetime as dt
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

import httpx
import pytest
from sqlalchemy import update
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kiosk.amendment import Why
from kiosk.cases import Code, Outcome, StepKind
from kiosk.field_sheet import AddressResult
from kiosk.law.lanes import Lane
from kiosk.ledger import FeeAct
from kiosk.problems import Problem
from kiosk.review import Decision, Role
from kiosk.tips import TipKind
from kiosk.visit.events import HelpKind
from sync.identity import Role as DeviceRole
from sync.kiosk_wire import CallHelp, GiveFactor, Question, Standing
from sync.station import accounts
from sync.station.access_wire import FactorSort, NewAccount, SetOfficersFactor
from sync.station.address_wire import CheckAddress, TakeSheet
from sync.station.api import rim
from sync.station.api.app import station_api
from sync.station.appointment_wire import BookTime, CancelTime, MoveTime
from sync.station.case_wire import CloseCase, TakeStep, WriteLetters
from sync.station.client import new_id
from sync.station.desk_wire import (
    AnswerHelp,
    Complete,
    Decide,
    Draft,
    Identify,
    ParkUpdate,
    SetFactor,
    SignInAgain,
)
from sync.station.office_wire import NewDevice
from sync.station.people_wire import Amend, Entered, EnterFee, WalkIn
from sync.station.reminder_wire import ChooseReminders, WriteReminders
from sync.station.request_wire import MakePack
from sync.station.residency_wire import AskNotice, EndNotice, Manner, NoticeEnd, ServeNotice
from sync.station.retention_wire import LiftHold, PlaceHold, RunSeries
from sync.station.second_wire import CheckSecond
from sync.station.state_wire import Explain, Explained
from sync.station.station import Bell
from sync.station.store import counters
from sync.station.store.tables import SESSIONS
from sync.station.tip_wire import CloseTip, SendTip, TakeTip
from sync.tls import Peer
from sync.wire import from_wire, to_wire
from tests.specimens import records
from tests.sync.station.a_station import (
    DESK,
    IMPORTER,
    KIOSK,
    AStation,
    InProcess,
    card,
    jpeg,
    with_authority,
)

O, S, A, U = Role.OFFICER, Role.SUPERVISOR, Role.ADMINISTRATOR, Role.AUDITOR  # noqa: E741
EVERYBODY: Final = frozenset(Role)
WHO_MAY: Final[dict[tuple[str, str], frozenset[Role]]] = {
    ("POST", "/v1/desk/sign-out"): EVERYBODY,
    ("GET", "/v1/desk/office"): EVERYBODY,
    ("GET", "/v1/desk/queue"): frozenset({O, S}),
    ("GET", "/v1/desk/check-ins/{check_in_id}"): frozenset({O, S}),
    ("GET", "/v1/desk/check-ins/{check_in_id}/outcome"): frozenset({O, S}),
    ("GET", "/v1/desk/check-ins/{check_in_id}/ticket"): frozenset({O, S}),
    ("POST", "/v1/desk/check-ins/{check_in_id}/claim"): frozenset({O}),
    ("PUT", "/v1/desk/check-ins/{check_in_id}/draft"): frozenset({O}),
    ("POST", "/v1/desk/check-ins/{check_in_id}/identify"): frozenset({O}),
    ("POST", "/v1/desk/check-ins/{check_in_id}/decision"): frozenset({O, S}),
    ("POST", "/v1/desk/check-ins/{check_in_id}/call"): frozenset({O, S}),
    ("POST", "/v1/desk/check-ins/{check_in_id}/completion"): frozenset({O}),
    ("POST", "/v1/desk/check-ins/{check_in_id}/undo"): frozenset({O, S}),
    ("POST", "/v1/desk/check-ins/{check_in_id}/receipt/print"): frozenset({O, S}),
    ("GET", "/v1/desk/registrants"): frozenset({O, S}),
    ("GET", "/v1/desk/registrants/{registrant_id}"): frozenset({O, S}),
    ("PUT", "/v1/desk/registrants/{registrant_id}/factor"): frozenset({O}),
    ("POST", "/v1/desk/photographs"): frozenset({O}),
    ("GET", "/v1/desk/photographs/{photograph_id}"): frozenset({O, S}),
    ("GET", "/v1/desk/boards/due"): frozenset({O, S}),
    ("GET", "/v1/desk/boards/due.csv"): frozenset({S}),
    ("GET", "/v1/desk/boards/state"): frozenset({O, S}),
    ("POST", "/v1/desk/state-exceptions/{exception_id}/explanation"): frozenset({O, S}),
    ("GET", "/v1/desk/second-checks"): frozenset({O, S}),
    ("POST", "/v1/desk/second-checks/{appearance_id}"): frozenset({O, S}),
    ("GET", "/v1/desk/doors"): frozenset({O, S}),
    ("POST", "/v1/desk/field-sheet"): frozenset({O, S}),
    ("POST", "/v1/desk/registrants/{registrant_id}/address-checks"): frozenset({O, S}),
    ("GET", "/v1/desk/records-requests"): frozenset({S}),
    ("POST", "/v1/desk/records-requests"): frozenset({S}),
    ("POST", "/v1/desk/records-requests/{request_id}/paper"): frozenset({S}),
    ("GET", "/v1/desk/retention"): frozenset({S}),
    ("GET", "/v1/desk/retention/{series_id}"): frozenset({S}),
    ("POST", "/v1/desk/retention/{series_id}/runs"): frozenset({S}),
    ("GET", "/v1/desk/retention-runs/{run_id}"): frozenset({S}),
    ("POST", "/v1/desk/holds"): frozenset({S}),
    ("POST", "/v1/desk/holds/{hold_id}/lifting"): frozenset({S}),
    ("GET", "/v1/desk/reminders"): frozenset({O, S}),
    ("POST", "/v1/desk/reminders/letters"): frozenset({S}),
    ("POST", "/v1/desk/reminders/{reminder_id}/letters"): frozenset({S}),
    ("GET", "/v1/desk/registrants/{registrant_id}/reminders"): frozenset({O, S}),
    ("POST", "/v1/desk/registrants/{registrant_id}/reminders"): frozenset({O, S}),
    ("GET", "/v1/desk/tips"): frozenset({O, S}),
    ("POST", "/v1/desk/tips"): frozenset({O, S}),
    ("POST", "/v1/desk/tips/{tip_id}/sending"): frozenset({O, S}),
    ("POST", "/v1/desk/tips/{tip_id}/closing"): frozenset({O, S}),
    ("GET", "/v1/desk/rules"): EVERYBODY,
    ("GET", "/v1/desk/audit/search"): frozenset({S, A, U}),
    ("GET", "/v1/desk/fees.csv"): frozenset({S, U}),
    ("POST", "/v1/desk/day-sheet"): frozenset({O, S}),
    ("GET", "/v1/desk/boards/law"): frozenset({O, S}),
    ("GET", "/v1/desk/figures"): frozenset({S, U}),
    ("GET", "/v1/desk/cases"): frozenset({O, S}),
    ("GET", "/v1/desk/cases/{case_id}"): frozenset({O, S}),
    ("POST", "/v1/desk/cases/{case_id}/steps"): frozenset({O, S}),
    ("POST", "/v1/desk/cases/{case_id}/closing"): frozenset({S}),
    ("POST", "/v1/desk/cases/{case_id}/letters"): frozenset({S}),
    ("POST", "/v1/desk/cases/{case_id}/packet"): frozenset({S}),
    ("POST", "/v1/desk/letters"): frozenset({S}),
    ("GET", "/v1/desk/appointments"): frozenset({O, S}),
    ("POST", "/v1/desk/appointments"): frozenset({O, S}),
    ("POST", "/v1/desk/appointments/{appointment_id}/moving"): frozenset({O, S}),
    ("POST", "/v1/desk/appointments/{appointment_id}/cancelling"): frozenset({O, S}),
    ("GET", "/v1/desk/registrants/{registrant_id}/appointments"): frozenset({O, S}),
    ("GET", "/v1/desk/registrants/{registrant_id}/residency"): frozenset({O, S}),
    ("GET", "/v1/desk/registrants/{registrant_id}/residency/opening"): frozenset({O, S}),
    ("POST", "/v1/desk/registrants/{registrant_id}/residency/notices"): frozenset({O, S}),
    ("POST", "/v1/desk/registrants/{registrant_id}/residency/paper"): frozenset({O, S}),
    ("POST", "/v1/desk/registrants/{registrant_id}/residency/notices/{notice_id}/end"): frozenset({O, S}),
    ("GET", "/v1/desk/deliveries"): frozenset({O, S, A}),
    ("POST", "/v1/desk/deliveries/{update_id}/park"): frozenset({O, S}),
    ("POST", "/v1/desk/deliveries/{update_id}/replace"): frozenset({O, S}),
    ("POST", "/v1/desk/deliveries/{update_id}/release"): frozenset({O, S}),
    ("POST", "/v1/desk/numbers/{number_id}/call"): frozenset({O, S}),
    ("POST", "/v1/desk/numbers/{number_id}/end"): frozenset({O, S}),
    ("GET", "/v1/desk/help"): frozenset({O, S}),
    ("POST", "/v1/desk/help/{help_id}/answer"): frozenset({O, S}),
    ("PUT", "/v1/desk/registrants/{registrant_id}"): frozenset({O, S}),
    ("POST", "/v1/desk/walk-ins"): frozenset({O}),
    ("POST", "/v1/desk/registrants/{registrant_id}/attachments"): frozenset({O}),
    ("GET", "/v1/desk/attachments/{attachment_id}"): frozenset({O, S}),
    ("POST", "/v1/desk/registrants/{registrant_id}/fees"): frozenset({O, S}),
    ("GET", "/v1/desk/fees"): frozenset({O, S, U}),
    ("GET", "/v1/desk/fees/{fee_id}/receipt"): frozenset({O, S}),
    ("POST", "/v1/desk/appearances/{appearance_id}/receipt"): frozenset({O, S}),
    ("POST", "/v1/desk/registrants/{registrant_id}/certificate"): frozenset({O, S}),
    ("POST", "/v1/desk/registrants/{registrant_id}/dates-letter"): frozenset({O, S}),
    ("POST", "/v1/desk/registrants/{registrant_id}/forms/{form}"): frozenset({O, S}),
    ("GET", "/v1/desk/forms/{form}/blank"): frozenset({O, S}),
    ("GET", "/v1/desk/tickets/{number}/check"): frozenset({O, S}),
    ("GET", "/v1/desk/deliveries/{update_id}/entry"): frozenset({O, S}),
    ("POST", "/v1/desk/deliveries/{update_id}/entry"): frozenset({O, S}),
    ("GET", "/v1/desk/efforts"): EVERYBODY,
    ("GET", "/v1/desk/devices"): frozenset({A}),
    ("POST", "/v1/desk/devices/codes"): frozenset({A}),
    ("POST", "/v1/desk/devices/{name}/revocation"): frozenset({A}),
    ("GET", "/v1/desk/accounts"): frozenset({A}),
    ("POST", "/v1/desk/accounts"): frozenset({A}),
    ("POST", "/v1/desk/accounts/{officer_id}/lock"): frozenset({A}),
    ("POST", "/v1/desk/accounts/{officer_id}/release"): frozenset({A}),
    ("POST", "/v1/desk/accounts/{officer_id}/sign-outs"): frozenset({A}),
    ("POST", "/v1/desk/accounts/{officer_id}/challenge"): frozenset({A}),
    ("PUT", "/v1/desk/accounts/{officer_id}/factor"): frozenset({A}),
    ("GET", "/v1/desk/audit"): frozenset({S, A, U}),
    ("GET", "/v1/desk/audit/verdict"): frozenset({S, A, U}),
}
BODIES: Final[dict[str, bytes]] = {
    "{appearance_id}": to_wire(CheckSecond(True)),
    "address-checks": to_wire(CheckAddress("c", records.TODAY, AddressResult.LIVES_HERE)),
    "records-requests": to_wire(MakePack("r-1", "A. Paper", (), "en")),
    "runs": to_wire(RunSeries("run-1", "x")),
    "holds": to_wire(PlaceHold("h-1", "Nobody", "why")),
    "lifting": to_wire(LiftHold("why")),
    "reminders": to_wire(ChooseReminders("c-1", True, "", "en")),
    "tips": to_wire(TakeTip("t-1", TipKind.OTHER, "A man", "He shouts")),
    "sending": to_wire(SendTip("Demo City Police")),
    "{tip_id}/closing": to_wire(CloseTip("Nothing")),
    "field-sheet": to_wire(TakeSheet("64106")),
    "explanation": to_wire(Explain(Explained.OTHER, "seen")),
    "steps": to_wire(TakeStep("s", StepKind.LETTER, records.TODAY, Outcome.SENT)),
    "closing": to_wire(CloseCase(Code.REPORTED, records.TODAY, "seen")),
    "appointments": to_wire(BookTime("ap-1", "none", Lane.PERIODIC, records.NOW)),
    "notices": to_wire(ServeNotice("n-1", "1 Test St", records.TODAY, Manner.IN_PERSON)),
    "paper": to_wire(AskNotice("1 Test St", "en")),
    "end": to_wire(EndNotice(NoticeEnd.WITHDRAWN, "why")),
    "moving": to_wire(MoveTime(records.NOW)),
    "cancelling": to_wire(CancelTime("why")),
    "reminders/letters": to_wire(WriteReminders("b-1")),
    "letters": to_wire(WriteLetters("0" * 32, ("none",), "en")),
    "draft": to_wire(Draft(records.checklist())),
    "identify": to_wire(Identify("nobody", "seen")),
    "decision": to_wire(Decide(Decision.REJECT, "no")),
    "call": to_wire(Decide(Decision.RELEASE, "", "2")),
    "completion": to_wire(Complete(new_id(), 3, records.checklist())),
    "undo": to_wire(Decide(Decision.RELEASE, "wrong")),
    "park": to_wire(ParkUpdate("why")),
    "replace": to_wire(ParkUpdate("why")),
    "answer": to_wire(AnswerHelp("coming")),
    "{registrant_id}/factor": to_wire(SetFactor("7713")),
    "{officer_id}/factor": to_wire(SetOfficersFactor(FactorSort.TOTP)),
    "desk/accounts": to_wire(NewAccount("new", "N. New", "a long enough password", (Role.OFFICER,))),
    "devices/codes": to_wire(NewDevice(DeviceRole.KIOSK, "lobby-9")),
    "photographs": jpeg(),
    "{registrant_id}": to_wire(Amend("a-1", records.registrant(registrant_id="none"), Why("why"))),
    "walk-ins": to_wire(WalkIn("c-1", "none", "en", records.NOW, ())),
    "attachments": jpeg(),
    "fees": to_wire(EnterFee("f-1", FeeAct.PAID, 500)),
    "entry": to_wire(Entered(1, 1)),
}
NOT_ALLOWED: Final = {"account_not_allowed", "not_an_officer"}


@pytest.fixture
def here(here: AStation, tmp_path: Path) -> AStation:
    """A station that has every route there is."""
    return with_authority(here, tmp_path)


def body_of(path: str) -> bytes:
    """What a route is sent: by the last word of its path, or the last two."""
    parts = path.split("/")
    return BODIES.get("/".join(parts[-2:]), BODIES.get(parts[-1], b""))


def test_the_table_names_every_route(here: AStation) -> None:
    paths = station_api(here.station, here.authority).openapi()["paths"]
    found = {
        (method.upper(), path)
        for path, item in paths.items()
        for method in item
        if path.startswith("/v1/desk") and path != "/v1/desk/sign-in"
    }
    assert found == set(WHO_MAY)


@pytest.mark.parametrize("role", list(Role))
def test_each_role_may_ask_what_the_table_says_and_nothing_else(here: AStation, role: Role) -> None:
    here.hire("somebody", role)
    link = here.signed_in("somebody")
    http = here.http(DESK, DeviceRole.DESK)
    headers = {"authorization": f"Bearer {link._asker.token}"}
    for (method, path), roles in sorted(WHO_MAY.items(), key=lambda row: row[0][1] == "/v1/desk/sign-out"):
        address = re.sub(r"\{\w+\}", "none", path)
        answer = http.request(method, address, content=body_of(path), headers=headers)
        found = from_wire(Problem, answer.content) if answer.status_code != 200 else None
        refused = isinstance(found, Problem) and found.code in NOT_ALLOWED
        assert refused is (role not in roles), (method, path, answer.status_code, answer.text)
        assert answer.status_code < 500


class Slow:
    """The application, to which something happens while a question's body is on its way."""

    def __init__(self, app: ASGIApp, meanwhile: Callable[[], None]) -> None:
        self._app, self._meanwhile = app, meanwhile

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""

        async def late() -> Message:
            message = await receive()
            self._meanwhile()
            return message

        await self._app(scope, late, send)


def asks(here: AStation, role: DeviceRole, meanwhile: Callable[[], None]) -> httpx.Client:
    """A device whose questions' bodies take long."""
    name = DESK if role is DeviceRole.DESK else KIOSK
    peer = Peer(name, role, "Example County", 7, "", dt.datetime.max)
    return httpx.Client(transport=InProcess(Slow(here.app, meanwhile), peer), base_url="https://127.0.0.1")


def with_a_body(here: AStation, prefix: str) -> Iterator[tuple[str, str]]:
    """Method and path of every route below ``prefix`` that is told something."""
    for path, item in station_api(here.station, here.authority).openapi()["paths"].items():
        for method, about in item.items():
            if path.startswith(prefix) and path != "/v1/desk/sign-in" and "requestBody" in about:
                yield method.upper(), path


@pytest.mark.parametrize(
    ("let_go", "code"), [("sign-in", "sign_in_again"), ("desk", "device_not_allowed")], ids=str
)
def test_nothing_is_done_for_an_officer_who_was_let_go_while_the_question_came(
    here: AStation, let_go: str, code: str
) -> None:
    here.hire("somebody", *Role)
    headers = {"authorization": f"Bearer {here.signed_in('somebody')._asker.token}"}

    def sign_in(ended_at: dt.datetime | None) -> None:
        with here.store.writing() as session:
            session.execute(update(SESSIONS).values(ended_at=ended_at))

    def meanwhile() -> None:
        if let_go == "desk":
            here.keys.no_longer = frozenset({7})
        else:
            sign_in(here.clock())

    http, before = asks(here, DeviceRole.DESK, meanwhile), here.events()
    asked = sorted(with_a_body(here, "/v1/desk"))
    assert len(asked) > 40
    for method, path in asked:
        answer = http.request(
            method, re.sub(r"\{\w+\}", "none", path), content=body_of(path), headers=headers
        )
        found = from_wire(Problem, answer.content)
        assert isinstance(found, Problem), (method, path, answer.text)
        assert found.code == code, (method, path, answer.text)
        here.keys.no_longer = frozenset()
        sign_in(None)
    assert here.events() == before


def test_no_route_of_a_desk_or_kiosk_writes_without_looking_again() -> None:
    here = Path(rim.__file__).parent
    by_themselves = {
        file.name: file.read_text("utf-8").count("store.writing()") for file in here.glob("*.py")
    }
    # The rim itself; a renewal, which asks again by itself; and two for those who have no certificate yet.
    assert {name: many for name, many in by_themselves.items() if many} == {
        "rim.py": 1,
        "device_routes.py": 3,
    }


class RingsOnce(Bell):
    """A bell at which something happens as soon as somebody waits for it."""

    def __init__(self, meanwhile: Callable[[], object]) -> None:
        super().__init__()
        self._meanwhile = meanwhile

    @contextmanager
    def listening(self) -> Iterator[asyncio.Event]:
        """Wait as ever."""
        with super().listening() as event:
            self._meanwhile()
            self.ring()
            yield event


def test_the_queue_is_not_shown_to_whoever_was_let_go_while_they_waited_for_it(here: AStation) -> None:
    here.hire("somebody", O)

    def let_go() -> None:
        with here.store.writing() as session:
            accounts.end_all(session, "somebody", IMPORTER, here.clock())
            counters.next_of(session, counters.QUEUE)

    here = replace(here, station=replace(here.station, bell=RingsOnce(let_go)))
    assert isinstance(here.signed_in("somebody").visits.queue(after=0, wait_s=20), SignInAgain)


def test_nothing_is_done_for_a_kiosk_that_was_let_go_while_the_question_came(here: AStation) -> None:
    bodies = {
        "lookups": to_wire(Question(card())),
        "factor": to_wire(GiveFactor("2580")),
        "envelopes": here.sealed(here.made()),
        "standing": to_wire(Standing(records.NOW, 0, 0, None)),
        "help": to_wire(CallHelp(new_id(), HelpKind.HELP, "welcome", "en")),
    }

    def meanwhile() -> None:
        here.keys.no_longer = frozenset({7})

    http, before = asks(here, DeviceRole.KIOSK, meanwhile), here.events()
    asked = sorted(with_a_body(here, "/v1/kiosk"))
    assert {path.rsplit("/", 1)[1] for _, path in asked} == set(bodies)
    for method, path in asked:
        body = bodies[path.rsplit("/", 1)[1]]
        answer = http.request(method, re.sub(r"\{\w+\}", "none", path), content=body)
        found = from_wire(Problem, answer.content)
        assert isinstance(found, Problem), (method, path, answer.text)
        assert found.code == "device_not_allowed", (method, path, answer.text)
        here.keys.no_longer = frozenset()
    assert here.events() == before
