"""The desk's side of the wire: every question it may ask the station, each answered by a named value."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable
from typing import Final

import httpx

from kiosk.papers import CompletionReceiptPaper, TicketPaper
from kiosk.review import Checklist, Decision
from kiosk.topics import Topic
from sync.identity import DeviceIdentity
from sync.in_time import InTimeTransport
from sync.station.access_client import Access, SecurityKey
from sync.station.account_client import Books
from sync.station.address_client import Addresses
from sync.station.appointment_client import Appointments
from sync.station.asker import Asker
from sync.station.desk_wire import (
    AnswerHelp,
    AuditLine,
    AuditVerdict,
    CheckInPage,
    Complete,
    CompletedView,
    Decide,
    DeliveryRow,
    DeliveryState,
    Draft,
    Effort,
    Found,
    HelpCall,
    Identify,
    OfficeView,
    Outcome,
    ParkUpdate,
    PhotographKept,
    QueueView,
    RecordPage,
    Refused,
    SetFactor,
    SignedIn,
    SignIn,
    SignInAgain,
    Trouble,
    Unreachable,
)
from sync.station.record_client import Records
from sync.station.reminder_client import RemindersLink
from sync.station.request_client import RecordsRequests
from sync.station.residency_client import Residency
from sync.station.retention_client import Retention
from sync.station.supervisor_client import Boards, FailureCases
from sync.station.tip_client import TipsLink
from sync.tls import client_context

PATIENCE: Final = httpx.Timeout(20.0, connect=3.0)
"""How long an officer waits for an answer before the desk says that the station is gone."""
LONGEST_WAIT_S: Final = 25.0
"""How long the station may hold a question about the queue before it answers "nothing new"."""


class DeskLink:
    """One desk's link to the station. Any thread may ask; each question blocks the thread that asks it.

    ``http`` carries the station's address, the desk's certificate and the time-outs (build makes it).
    """

    def __init__(self, http: httpx.Client, key: SecurityKey | None = None) -> None:
        """``key`` is asked when the station wants a security key's answer."""
        self._key = key
        self._asker = Asker(http)
        self.visits = Visits(self._asker)
        """The queue and the check-ins in it."""
        self.people = People(self._asker)
        """The roster and its photographs."""
        self.records = Records(self._asker)
        """What officers do to people's records, and type into the state's system."""
        self.boards = Boards(self._asker)
        """Who is due and who is late."""
        self.addresses = Addresses(self._asker)
        """Whether people live where their record says."""
        self.requests = RecordsRequests(self._asker)
        """Who asked for records, and what they were given."""
        self.retention = Retention(self._asker)
        """What is kept how long, what must be held, and what was removed."""
        self.reminders = RemindersLink(self._asker)
        """Who asked to be reminded, and what was sent."""
        self.tips = TipsLink(self._asker)
        """What people tell the office about somebody."""
        self.books = Books(self._asker)
        """What was done, what was paid, and by which rules."""
        self.cases = FailureCases(self._asker)
        """Who did not come, and what was done about it."""
        self.appointments = Appointments(self._asker)
        """Who comes when."""
        self.residency = Residency(self._asker)
        """How near people live to schools and child care."""
        self.office = Office(self._asker)
        """Deliveries, help calls, audit."""
        self.access = Access(self._asker, key)
        """Devices and accounts, for administrators."""

    @property
    def signed_in(self) -> bool:
        """Whether this link holds a session; the station may have ended it since."""
        return bool(self._asker.token)

    def sign_in(self, name: str, password: str, code: str = "") -> SignedIn | Refused | Unreachable:
        """Begin a session in place of any other; refused with ``wrong_sign_in`` (never which part).

        Where the account has a security key, it is asked, and this waits until somebody touches it.
        """
        self._asker.token = ""
        answer = self._asker.ask(SignedIn, "POST", "/v1/desk/sign-in", body=SignIn(name, password, code))
        if isinstance(answer, Refused) and answer.problem.code == "security_key_needed" and self._key:
            told = dict(answer.problem.what_happened.args)
            said = self._key.answer(str(told.get("challenge", "")), str(told.get("credential", "")))
            if said is not None:
                body = SignIn(name, password, said)
                answer = self._asker.ask(SignedIn, "POST", "/v1/desk/sign-in", body=body)
        if isinstance(answer, SignedIn):
            self._asker.token = answer.token
        assert not isinstance(answer, SignInAgain)
        return answer

    def close(self) -> None:
        """Let go of the connections."""
        self._asker.close()

    def sign_out(self) -> None:
        """End the session here, and at the station if it can be reached."""
        self.ending()()

    def ending(self) -> Callable[[], None]:
        """What ends the session there is now, and no other: somebody may have signed in again by then."""
        asker, token = self._asker, self._asker.token

        def end() -> None:
            asker.ask(None, "POST", "/v1/desk/sign-out", token=token)
            if asker.token == token:
                asker.token = ""

        return end


def desk_link(
    identity: DeviceIdentity,
    address: str,
    patience: httpx.Timeout = PATIENCE,
    key: SecurityKey | None = None,
) -> DeskLink:
    """A desk's link to the station at ``address`` (``https://host:port``); nothing is asked yet.

    Trusts the office's authority alone, and takes no proxy from the environment.
    """
    return DeskLink(
        httpx.Client(
            base_url=address,
            transport=InTimeTransport(client_context(identity)),
            timeout=patience,
            trust_env=False,
            follow_redirects=False,
        ),
        key,
    )


class Visits:
    """The queue, and everything done to one check-in."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker

    def queue(self, after: int = 0, wait_s: float = 0.0) -> QueueView | Trouble:
        """The live queue; with ``wait_s`` (at most LONGEST_WAIT_S) as soon as it differs from ``after``."""
        wait = max(0.0, min(wait_s, LONGEST_WAIT_S))
        asked = {"after": str(after), "wait": f"{wait:.1f}"}
        return self._asker.ask(QueueView, "GET", "/v1/desk/queue", query=asked, patience_s=wait)

    def page(self, check_in_id: str) -> CheckInPage | Trouble:
        """The page of one check-in; looking does not claim it."""
        return self._asker.ask(CheckInPage, "GET", f"/v1/desk/check-ins/{check_in_id}")

    def claim(self, check_in_id: str) -> CheckInPage | Trouble:
        """Take it to work on; refused with ``claimed_by_another`` (arg ``name``) when an officer has it."""
        return self._asker.ask(CheckInPage, "POST", f"/v1/desk/check-ins/{check_in_id}/claim")

    def keep_draft(self, check_in_id: str, draft: Draft) -> Outcome | Trouble:
        """Keep what was entered so far at the station; only for the officer who holds the claim."""
        return self._asker.ask(Outcome, "PUT", f"/v1/desk/check-ins/{check_in_id}/draft", body=draft)

    def identify(self, check_in_id: str, registrant_id: str, reason: str) -> CheckInPage | Trouble:
        """Say whose check-in it is."""
        body = Identify(registrant_id, reason)
        return self._asker.ask(CheckInPage, "POST", f"/v1/desk/check-ins/{check_in_id}/identify", body=body)

    def decide(
        self,
        check_in_id: str,
        decision: Decision,
        reason: str = "",
        window: str = "",
        topics: tuple[Topic, ...] = (),
    ) -> Outcome | Trouble:
        """Send back (to mend ``topics``), reject, release or end it otherwise; twice is harmless."""
        body = Decide(decision, reason, window, topics)
        return self._asker.ask(Outcome, "POST", f"/v1/desk/check-ins/{check_in_id}/decision", body=body)

    def call(self, check_in_id: str, window: str) -> Outcome | Trouble:
        """Call the number to a window, on the lobby's screens."""
        body = Decide(Decision.RELEASE, "", window)
        return self._asker.ask(Outcome, "POST", f"/v1/desk/check-ins/{check_in_id}/call", body=body)

    def call_number(self, number_id: str, window: str) -> QueueView | Trouble:
        """Call a number for another service to a window, on the lobby's screens."""
        body = Decide(Decision.RELEASE, "", window)
        return self._asker.ask(QueueView, "POST", f"/v1/desk/numbers/{number_id}/call", body=body)

    def end_number(self, number_id: str) -> QueueView | Trouble:
        """Whoever had the number was served, or is not there; twice is harmless."""
        return self._asker.ask(QueueView, "POST", f"/v1/desk/numbers/{number_id}/end")

    def complete(
        self,
        check_in_id: str,
        checklist: Checklist,
        record_version: int,
        appearance_id: str,
        *,
        done_at: dt.datetime | None = None,
        effort: Effort | None = None,
    ) -> CompletedView | Trouble:
        """Complete the appearance. After ``Unreachable(maybe_done=True)`` ask ``outcome``, or ask again with
        the same ``appearance_id`` (from ``new_id``): it is done once, whichever you do. ``done_at``: it was
        done on paper then."""
        body = Complete(appearance_id, record_version, checklist, done_at, effort)
        return self._asker.ask(
            CompletedView, "POST", f"/v1/desk/check-ins/{check_in_id}/completion", body=body
        )

    def undo(self, check_in_id: str, reason: str) -> Outcome | Trouble:
        """Take the completion back within the hold; refused with ``hold_is_over`` later."""
        body = Decide(Decision.RELEASE, reason)
        return self._asker.ask(Outcome, "POST", f"/v1/desk/check-ins/{check_in_id}/undo", body=body)

    def outcome(self, check_in_id: str) -> Outcome | Trouble:
        """How it stands: what to ask after an answer was lost."""
        return self._asker.ask(Outcome, "GET", f"/v1/desk/check-ins/{check_in_id}/outcome")

    def receipt(self, check_in_id: str) -> CompletionReceiptPaper | Trouble:
        """The completion receipt to print now; the station writes down that it was, and marks copies."""
        return self._asker.ask(
            CompletionReceiptPaper, "POST", f"/v1/desk/check-ins/{check_in_id}/receipt/print"
        )

    def ticket(self, check_in_id: str) -> TicketPaper | Trouble:
        """The ticket again, marked as a copy, for when the kiosk's printer failed."""
        return self._asker.ask(TicketPaper, "GET", f"/v1/desk/check-ins/{check_in_id}/ticket")


class People:
    """The roster and its photographs."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker

    def search(self, text: str, birth_date: dt.date | None = None) -> tuple[Found, ...] | Trouble:
        """At most 50 people by name, number or registration number, and birth date; best first."""
        query = {"text": text} | ({"birth_date": birth_date.isoformat()} if birth_date else {})
        return self._asker.ask(tuple[Found, ...], "GET", "/v1/desk/registrants", query=query)

    def record(self, registrant_id: str) -> RecordPage | Trouble:
        """One person's whole record; opening it is written down."""
        return self._asker.ask(RecordPage, "GET", f"/v1/desk/registrants/{registrant_id}")

    def set_factor(self, registrant_id: str, factor: str) -> Trouble | None:
        """Set or replace the second factor that the office uses; refused with ``factor_not_digits``."""
        path = f"/v1/desk/registrants/{registrant_id}/factor"
        return self._asker.ask(None, "PUT", path, body=SetFactor(factor))

    def keep_photograph(self, jpeg: bytes) -> PhotographKept | Trouble:
        """Store a photograph (JPEG, at most 8 MB and 25 megapixels); the same picture twice is one."""
        return self._asker.ask(PhotographKept, "POST", "/v1/desk/photographs", body=jpeg)

    def photograph(self, photograph_id: str) -> bytes | Trouble:
        """A stored photograph (JPEG)."""
        return self._asker.ask(bytes, "GET", f"/v1/desk/photographs/{photograph_id}")


class Office:
    """What the office keeps an eye on: deliveries, calls for help, the audit log."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker

    def about(self) -> OfficeView | Trouble:
        """The office's name, hold and windows."""
        return self._asker.ask(OfficeView, "GET", "/v1/desk/office")

    def deliveries(self, state: DeliveryState | None = None) -> tuple[DeliveryRow, ...] | Trouble:
        """Updates to the registry, the ones that need somebody first; at most 500."""
        query = {"state": state.value} if state else {}
        return self._asker.ask(tuple[DeliveryRow, ...], "GET", "/v1/desk/deliveries", query=query)

    def park(self, update_id: str, reason: str) -> DeliveryRow | Trouble:
        """Keep an update back; later ones of the same person wait behind it."""
        body = ParkUpdate(reason)
        return self._asker.ask(DeliveryRow, "POST", f"/v1/desk/deliveries/{update_id}/park", body=body)

    def replace(self, update_id: str, reason: str) -> DeliveryRow | Trouble:
        """Let the person's later version go in the place of a parked update."""
        body = ParkUpdate(reason)
        return self._asker.ask(DeliveryRow, "POST", f"/v1/desk/deliveries/{update_id}/replace", body=body)

    def release(self, update_id: str) -> DeliveryRow | Trouble:
        """Let a parked update be tried again."""
        return self._asker.ask(DeliveryRow, "POST", f"/v1/desk/deliveries/{update_id}/release")

    def messages(self, day: dt.date) -> tuple[HelpCall, ...] | Trouble:
        """Every call from the lobby on a day, newest first, with who answered it."""
        return self._asker.ask(tuple[HelpCall, ...], "GET", "/v1/desk/help", query={"day": day.isoformat()})

    def answer_help(self, help_id: str, answer: str, window: str = "") -> Trouble | None:
        """Answer a call: ``coming``, or ``window`` with its name."""
        body = AnswerHelp(answer, window)
        return self._asker.ask(None, "POST", f"/v1/desk/help/{help_id}/answer", body=body)

    def audit(self, after: int = 0) -> tuple[AuditLine, ...] | Trouble:
        """The audit log after line ``after``, oldest first, at most 500 lines."""
        return self._asker.ask(tuple[AuditLine, ...], "GET", "/v1/desk/audit", query={"after": str(after)})

    def verify_audit(self) -> AuditVerdict | Trouble:
        """Whether the whole log is as it was written."""
        return self._asker.ask(AuditVerdict, "GET", "/v1/desk/audit/verdict")


def new_id() -> str:
    """An id for something the desk makes: 32 hex digits, never guessed, never drawn twice."""
    return secrets.token_hex(16)
