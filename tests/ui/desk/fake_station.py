"""A station in memory for one desk: keeps claims, drafts and completions, and can be made to misbehave."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from kiosk.audit import AuditEvent
from kiosk.case_papers import PacketPaper
from kiosk.cases import Code, StepKind
from kiosk.check_in import State
from kiosk.field_sheet import FieldSheet
from kiosk.law.worklist import Differs
from kiosk.papers import CompletionReceiptPaper, TicketPaper
from kiosk.problems import problem
from kiosk.records_request import RecordsPack
from kiosk.registrant import Photograph
from kiosk.review import STATE_AFTER, Checklist, Decision, decision_flaw, what_is_missing
from kiosk.topics import Topic
from sync.station.account_client import Books
from sync.station.account_wire import LogPage, RulesPage
from sync.station.address_client import Addresses
from sync.station.address_wire import CheckAddress, Doors
from sync.station.board_wire import Board, BoardAsked, LawWorklist
from sync.station.case_wire import CasePage, Cases, CloseCase, Letters, TakeStep, WriteLetters
from sync.station.client import DeskLink, Office, People, Visits
from sync.station.day_sheet_wire import SheetGiven
from sync.station.desk_wire import (
    AuditLine,
    AuditVerdict,
    CheckInPage,
    CompletedView,
    DeliveryRow,
    DeliveryState,
    Draft,
    Effort,
    Found,
    HelpCall,
    OfficeView,
    Outcome,
    PhotographKept,
    QueueEntry,
    QueueView,
    ReceiptState,
    RecordPage,
    Refused,
    SignedIn,
    Trouble,
    Unreachable,
)
from sync.station.figure_wire import Figures
from sync.station.reminder_client import RemindersLink
from sync.station.reminder_wire import (
    ChooseReminders,
    PersonsReminders,
    ReminderLetters,
    Reminders,
    WriteReminders,
)
from sync.station.request_client import RecordsRequests
from sync.station.request_wire import MakePack, Packs
from sync.station.retention_client import Retention
from sync.station.retention_wire import LiftHold, PlaceHold, Preview, RetentionPage, RunReport, RunSeries
from sync.station.second_wire import CheckSecond, SecondChecks
from sync.station.state_wire import Explain, StateComparison
from sync.station.supervisor_client import Boards, FailureCases
from sync.station.tip_client import TipsLink
from sync.station.tip_wire import TakeTip, Tips, TipView
from tests.specimens import boards as specimen_boards
from tests.specimens import books as specimen_books
from tests.specimens import cases as specimen_cases
from tests.specimens import desk, papers, records
from tests.specimens import figures as specimen_figures
from tests.ui.desk.fake_appointments import FakeAppointments
from tests.ui.desk.fake_records import FakeRecords
from tests.ui.desk.fake_residency import FakeResidency

T = TypeVar("T")
PASSWORD = "correct horse battery"
PASSPHRASE = "bridge lantern otter seven"
ALEX = records.check_in().check_in_id
GONE = Unreachable("ConnectError", maybe_done=False)
LOST = Unreachable("ReadTimeout", maybe_done=True)
_POLL_S = 0.02


def refused(code: str, **args: str) -> Refused:
    """The station's no."""
    return Refused(problem(code, **args), 409)


class Behaviour:
    """What the fake has been asked, and how it answers next."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, object]] = []
        self._next: dict[str, list[tuple[Trouble, bool]]] = {}
        self._held: dict[str, list[threading.Event]] = {}
        self._lock = threading.RLock()

    def answer(self, name: str, trouble: Trouble, *, times: int = 1, done: bool = False) -> None:
        """Answer the next question ``name`` with ``trouble``; with ``done`` after carrying it out."""
        with self._lock:
            self._next.setdefault(name, []).extend([(trouble, done)] * times)

    def hold(self, name: str) -> Callable[[], None]:
        """The next question ``name`` is carried out; its answer waits until what is returned is called."""
        gate = threading.Event()
        with self._lock:
            self._held.setdefault(name, []).append(gate)
        return gate.set

    def ask(self, name: str, about: object, work: Callable[[], T]) -> T | Trouble:
        """Write the question down, and answer it as was arranged, else by ``work``."""
        answer = self._answer(name, about, work)
        with self._lock:
            held = self._held.get(name)
            gate = held.pop(0) if held else None
        if gate is not None:
            gate.wait(30)
        return answer

    def _answer(self, name: str, about: object, work: Callable[[], T]) -> T | Trouble:
        with self._lock:
            self.asked.append((name, about))
            arranged = self._next.get(name)
            if not arranged:
                return work()
            trouble, done = arranged.pop(0)
            if done:
                work()
            return trouble

    def times(self, name: str) -> int:
        """How often ``name`` was asked."""
        with self._lock:
            return sum(asked == name for asked, _ in self.asked)

    def last(self, name: str) -> object:
        """What was said with the last question ``name``."""
        with self._lock:
            return [about for asked, about in self.asked if asked == name][-1]


class FakeVisits(Visits):
    """One queue; every check-in in it is Alex Quill's page with another id."""

    def __init__(self, does: Behaviour) -> None:
        self._does = does
        self.me = desk.OFFICER
        self.view = desk.queue_view(entries=(desk.entry(),))
        self.pages: dict[str, CheckInPage] = {ALEX: desk.page(records.moved_house())}
        self.completed: dict[str, CompletedView] = {}
        self.drafts: dict[str, Draft] = {}
        self.printed = 0

    def show(self, view: QueueView) -> None:
        """From now on this is the queue."""
        self.view = replace(view, version=self.view.version + 1)

    def queue(self, after: int = 0, wait_s: float = 0.0) -> QueueView | Trouble:
        """The queue, after a short wait when nothing is new."""
        if after == self.view.version:
            threading.Event().wait(min(wait_s, _POLL_S))
        return self._does.ask("queue", after, lambda: self.view)

    def _entry(self, check_in_id: str) -> QueueEntry:
        return next(entry for entry in self.view.entries if entry.check_in_id == check_in_id)

    def _set(self, check_in_id: str, **differences: object) -> None:
        entries = tuple(
            replace(entry, **differences) if entry.check_in_id == check_in_id else entry  # type: ignore[arg-type]
            for entry in self.view.entries
        )
        self.show(replace(self.view, entries=entries))

    def _page(self, check_in_id: str) -> CheckInPage:
        kept = self.pages.get(check_in_id, desk.page())
        return replace(kept, entry=self._entry(check_in_id), draft=self.drafts.get(check_in_id))

    def page(self, check_in_id: str) -> CheckInPage | Trouble:
        """The page, whoever has it."""
        return self._does.ask("page", check_in_id, lambda: self._page(check_in_id))

    def claim(self, check_in_id: str) -> CheckInPage | Trouble:
        """Taken, unless another officer has it."""

        def work() -> CheckInPage | Trouble:
            entry = self._entry(check_in_id)
            if entry.claimed_by not in ("", self.me.officer_id):
                return refused("claimed_by_another", name=entry.claimed_by_name)
            who = self.me
            if not entry.claimed_by and check_in_id in self.drafts:
                # The acts of whoever had it before are theirs.
                self.drafts[check_in_id] = self.drafts[check_in_id].without_acts()
            self._set(check_in_id, state=State.CLAIMED, claimed_by=who.officer_id, claimed_by_name=who.name)
            return self._page(check_in_id)

        answer: CheckInPage | Trouble = self._does.ask("claim", check_in_id, work)
        return answer

    def keep_draft(self, check_in_id: str, draft: Draft) -> Outcome | Trouble:
        """Kept."""

        def work() -> Outcome:
            self.drafts[check_in_id] = draft
            return self._outcome(check_in_id)

        return self._does.ask("keep_draft", draft, work)

    def identify(self, check_in_id: str, registrant_id: str, reason: str) -> CheckInPage | Trouble:
        """Alex Quill it is."""

        def work() -> CheckInPage:
            self._set(check_in_id, registrant_id=registrant_id, candidates=0, name="Alex Rowan Quill")
            if check_in_id in self.drafts:
                self.drafts[check_in_id] = self.drafts[check_in_id].without_acts()
            self.pages[check_in_id] = desk.page()
            return self._page(check_in_id)

        return self._does.ask("identify", (registrant_id, reason), work)

    def _outcome(self, check_in_id: str) -> Outcome:
        if check_in_id in self.completed:
            return self.completed[check_in_id].outcome
        return desk.outcome(self._entry(check_in_id).state, check_in_id=check_in_id)

    def decide(
        self,
        check_in_id: str,
        decision: Decision,
        reason: str = "",
        window: str = "",
        topics: tuple[Topic, ...] = (),
    ) -> Outcome | Trouble:
        """Decided; a reason is asked for as the station does."""

        def work() -> Outcome | Trouble:
            flaw = decision_flaw(decision, reason)
            if flaw is not None:
                return Refused(flaw, 422)
            self._set(check_in_id, state=STATE_AFTER[decision], claimed_by="", claimed_by_name="")
            return self._outcome(check_in_id)

        answer: Outcome | Trouble = self._does.ask("decide", (decision, reason, window, *topics), work)
        return answer

    def call(self, check_in_id: str, window: str) -> Outcome | Trouble:
        """Called."""

        def work() -> Outcome:
            self._set(check_in_id, called_to=window)
            return self._outcome(check_in_id)

        return self._does.ask("call", window, work)

    def call_number(self, number_id: str, window: str) -> QueueView | Trouble:
        """Called."""

        def work() -> QueueView:
            self._set(number_id, called_to=window)
            return self.view

        return self._does.ask("call_number", window, work)

    def end_number(self, number_id: str) -> QueueView | Trouble:
        """Gone from the queue."""

        def work() -> QueueView:
            left = tuple(one for one in self.view.entries if one.check_in_id != number_id)
            self.show(replace(self.view, entries=left))
            return self.view

        return self._does.ask("end_number", number_id, work)

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
        """Completed once; the same question again is answered alike."""

        def work() -> CompletedView | Trouble:
            if check_in_id in self.completed:
                done = self.completed[check_in_id]
                same = done.appearance.appearance_id == appearance_id
                return replace(done, already=True) if same else refused("already_completed")
            if what_is_missing(checklist):
                return refused("act_missing_face")
            self.completed[check_in_id] = self._made(check_in_id, appearance_id)
            return self.completed[check_in_id]

        answer: CompletedView | Trouble = self._does.ask(
            "complete", (checklist, record_version, appearance_id, done_at), work
        )
        return answer

    def _made(self, check_in_id: str, appearance_id: str) -> CompletedView:
        now = dt.datetime.now(dt.UTC)
        view = desk.completed()
        return replace(
            view,
            appearance=replace(view.appearance, check_in_id=check_in_id, appearance_id=appearance_id),
            outcome=desk.outcome(
                State.COMPLETED,
                check_in_id=check_in_id,
                decided_by=self.me.name,
                decided_at=now,
                appearance_id=appearance_id,
                receipt=ReceiptState.VALID,
                undo_until=self.view.now + dt.timedelta(seconds=120),
            ),
        )

    def undo(self, check_in_id: str, reason: str) -> Outcome | Trouble:
        """Taken back."""

        def work() -> Outcome:
            del self.completed[check_in_id]
            return self._outcome(check_in_id)

        return self._does.ask("undo", reason, work)

    def outcome(self, check_in_id: str) -> Outcome | Trouble:
        """How it stands."""
        return self._does.ask("outcome", check_in_id, lambda: self._outcome(check_in_id))

    def receipt(self, check_in_id: str) -> CompletionReceiptPaper | Trouble:
        """The next copy; every one after the first is a duplicate."""

        def work() -> CompletionReceiptPaper:
            self.printed += 1
            paper = self.completed[check_in_id].receipt
            return replace(paper, printing=replace(paper.printing, duplicate=self.printed > 1))

        return self._does.ask("receipt", check_in_id, work)

    def ticket(self, check_in_id: str) -> TicketPaper | Trouble:
        """The ticket again."""
        return self._does.ask("ticket", check_in_id, lambda: papers.ticket("en"))


class FakePeople(People):
    """Three people called alike."""

    def __init__(self, does: Behaviour) -> None:
        self._does = does
        self.page = desk.record_page()
        self.jpegs: dict[str, bytes] = {}

    def search(self, text: str, birth_date: dt.date | None = None) -> tuple[Found, ...] | Trouble:
        """Whoever's name or number holds ``text``."""
        found = tuple(
            one
            for one in desk.found()
            if text.lower() in f"{one.name} {one.id_number}".lower() and birth_date in (None, one.birth_date)
        )
        return self._does.ask("search", (text, birth_date), lambda: found)

    def record(self, registrant_id: str) -> RecordPage | Trouble:
        """Alex Quill's record."""
        return self._does.ask("record", registrant_id, lambda: self.page)

    def set_factor(self, registrant_id: str, factor: str) -> Trouble | None:
        """Set."""
        return self._does.ask("set_factor", (registrant_id, factor), lambda: None)

    def keep_photograph(self, jpeg: bytes) -> PhotographKept | Trouble:
        """Stored."""
        kept = PhotographKept(Photograph("photo-new", records.TODAY), 480, 600)
        return self._does.ask("keep_photograph", jpeg, lambda: kept)

    def photograph(self, photograph_id: str) -> bytes | Trouble:
        """Of ``jpegs``, else not a picture: hardly anything here looks at one."""
        return self._does.ask("photograph", photograph_id, lambda: self.jpegs.get(photograph_id, b""))


class FakeOffice(Office):
    """An office with deliveries in every state and a whole log."""

    def __init__(self, does: Behaviour) -> None:
        self._does = does
        self.view = desk.OFFICE
        self.rows = desk.deliveries()
        self.verdict = desk.VERDICT
        self.calls = desk.messages()

    def about(self) -> OfficeView | Trouble:
        """The demo county."""
        return self._does.ask("about", None, lambda: self.view)

    def deliveries(self, state: DeliveryState | None = None) -> tuple[DeliveryRow, ...] | Trouble:
        """All rows."""
        return self._does.ask("deliveries", state, lambda: self.rows)

    def _set(self, update_id: str, state: DeliveryState) -> DeliveryRow:
        self.rows = tuple(
            replace(row, state=state) if row.update_id == update_id else row for row in self.rows
        )
        return next(row for row in self.rows if row.update_id == update_id)

    def park(self, update_id: str, reason: str) -> DeliveryRow | Trouble:
        """Parked."""
        return self._does.ask("park", (update_id, reason), lambda: self._set(update_id, DeliveryState.PARKED))

    def replace(self, update_id: str, reason: str) -> DeliveryRow | Trouble:
        """Withdrawn in favour of a later one."""
        asked = (update_id, reason)
        return self._does.ask("replace", asked, lambda: self._set(update_id, DeliveryState.WITHDRAWN))

    def release(self, update_id: str) -> DeliveryRow | Trouble:
        """On its way again."""
        return self._does.ask("release", update_id, lambda: self._set(update_id, DeliveryState.WAITING))

    def messages(self, day: dt.date) -> tuple[HelpCall, ...] | Trouble:
        """The day's calls."""
        return self._does.ask("messages", day, lambda: self.calls)

    def answer_help(self, help_id: str, answer: str, window: str = "") -> Trouble | None:
        """Answered."""
        return self._does.ask("answer_help", (help_id, answer, window), lambda: None)

    def audit(self, after: int = 0) -> tuple[AuditLine, ...] | Trouble:
        """Three lines."""
        return self._does.ask("audit", after, desk.audit_lines)

    def verify_audit(self) -> AuditVerdict | Trouble:
        """The verdict as arranged."""
        return self._does.ask("verify_audit", None, lambda: self.verdict)


class FakeBoards(Boards):
    """One board, filtered as it is asked."""

    def __init__(self, does: Behaviour) -> None:
        self._does = does

    def due(self, asked: BoardAsked) -> Board | Trouble:
        """The lines that fit."""
        return self._does.ask("due", asked, lambda: specimen_boards.board(asked))

    def export(self, asked: BoardAsked) -> bytes | Trouble:
        """A table of nobody."""
        return self._does.ask("export", asked, lambda: b"name\r\n")

    def law(self, differs: Differs | None = None, page: int = 0) -> LawWorklist | Trouble:
        """Three people."""
        return self._does.ask("law", (differs, page), lambda: specimen_boards.law(differs))

    def state(self, page: int = 0) -> StateComparison | Trouble:
        """Three differences."""
        return self._does.ask("state", page, specimen_boards.state)

    def explain(self, exception_id: str, said: Explain) -> Trouble | None:
        """Said."""
        return self._does.ask("explain", (exception_id, said), lambda: None)

    def day_sheet(self) -> SheetGiven | Trouble:
        """Two people who wait and three who may come."""
        given = SheetGiven(specimen_boards.day_sheet(), PASSPHRASE)
        return self._does.ask("day_sheet", None, lambda: given)

    def figures(self, weeks: int) -> Figures | Trouble:
        """The demo county's."""
        return self._does.ask("figures", weeks, specimen_figures.figures)


class FakeAddresses(Addresses):
    """Three doors in one area."""

    def __init__(self, does: Behaviour) -> None:
        self._does = does

    def doors(self, area: str = "", page: int = 0) -> Doors | Trouble:
        """Whose door is next."""
        return self._does.ask("doors", (area, page), specimen_books.doors)

    def sheet(self, area: str) -> FieldSheet | Trouble:
        """A sheet."""
        return self._does.ask("sheet", area, specimen_books.field_sheet)

    def check(self, registrant_id: str, said: CheckAddress) -> Trouble | None:
        """Kept."""
        return self._does.ask("check_address", (registrant_id, said), lambda: None)


class FakeRequests(RecordsRequests):
    """Two requests; each answer is the specimen's."""

    def __init__(self, does: Behaviour) -> None:
        self._does = does

    def listed(self, page: int = 0) -> Packs | Trouble:
        """The newest first."""
        return self._does.ask("requests", page, specimen_books.requests)

    def make(self, said: MakePack) -> RecordsPack | Trouble:
        """Made."""
        return self._does.ask("make_pack", said, specimen_books.records_pack)

    def again(self, request_id: str) -> RecordsPack | Trouble:
        """As it was."""
        return self._does.ask("pack_again", request_id, specimen_books.records_pack)


class FakeRetention(Retention):
    """One series that somebody verified and one that nobody did, a hold, and a run."""

    def __init__(self, does: Behaviour) -> None:
        self._does = does

    def page(self) -> RetentionPage | Trouble:
        """Everything."""
        return self._does.ask("retention", None, specimen_books.retention)

    def preview(self, series_id: str) -> Preview | Trouble:
        """Two that go and one that is held."""
        return self._does.ask("preview", series_id, lambda: specimen_books.preview(series_id))

    def run(self, series_id: str, said: RunSeries) -> RunReport | Trouble:
        """Removed."""
        return self._does.ask("run_series", (series_id, said), specimen_books.run_report)

    def report(self, run_id: str) -> RunReport | Trouble:
        """What it removed."""
        return self._does.ask("run_report", run_id, specimen_books.run_report)

    def place_hold(self, said: PlaceHold) -> Trouble | None:
        """Held."""
        return self._does.ask("place_hold", said, lambda: None)

    def lift_hold(self, hold_id: str, said: LiftHold) -> Trouble | None:
        """Lifted."""
        return self._does.ask("lift_hold", (hold_id, said), lambda: None)


class FakeReminders(RemindersLink):
    """Four reminders, one of them a letter that waits; Alex Quill chose e-mail."""

    def __init__(self, does: Behaviour) -> None:
        self._does = does

    def listed(self, page: int = 0) -> Reminders | Trouble:
        """Everybody's."""
        return self._does.ask("reminders", page, specimen_books.reminders)

    def letters(self, said: WriteReminders) -> ReminderLetters | Trouble:
        """Two, and somebody without an address."""
        return self._does.ask("reminder_letters", said, specimen_books.reminder_letters)

    def letters_again(self, reminder_id: str) -> ReminderLetters | Trouble:
        """The two."""
        return self._does.ask("reminder_letters_again", reminder_id, specimen_books.reminder_letters)

    def of_person(self, registrant_id: str) -> PersonsReminders | Trouble:
        """Alex Quill's."""
        return self._does.ask("persons_reminders", registrant_id, specimen_books.persons_reminders)

    def choose(self, registrant_id: str, said: ChooseReminders) -> PersonsReminders | Trouble:
        """Kept."""
        return self._does.ask("choose_reminders", (registrant_id, said), specimen_books.persons_reminders)


class FakeTips(TipsLink):
    """Three tips; whatever is taken is about Casey Hatch."""

    def __init__(self, does: Behaviour) -> None:
        self._does = does

    def listed(self, page: int = 0) -> Tips | Trouble:
        """The open ones first."""
        return self._does.ask("tips", page, specimen_books.tips)

    def take(self, said: TakeTip) -> TipView | Trouble:
        """Taken."""
        return self._does.ask("take_tip", said, lambda: specimen_books.tips().lines[0])

    def send_on(self, tip_id: str, agency: str) -> TipView | Trouble:
        """Sent."""
        return self._does.ask("send_tip", (tip_id, agency), lambda: specimen_books.tips().lines[1])

    def close(self, tip_id: str, outcome: str) -> TipView | Trouble:
        """Closed."""
        return self._does.ask("close_tip", (tip_id, outcome), lambda: specimen_books.tips().lines[2])


class FakeBooks(Books):
    """A day of fees, a short log, three rules."""

    def __init__(self, does: Behaviour) -> None:
        self._does = does

    def log(self, event: AuditEvent | None = None, text: str = "", page: int = 0) -> LogPage | Trouble:
        """As many lines as three pages."""
        return self._does.ask("log", (event, text, page), specimen_books.log)

    def fees_table(self, day: dt.date) -> bytes | Trouble:
        """A table."""
        return self._does.ask("fees_table", day, lambda: b"at\r\n")

    def sample(self) -> SecondChecks | Trouble:
        """Two to check and two that were."""
        return self._does.ask("sample", None, specimen_books.sample)

    def check(self, appearance_id: str, said: CheckSecond) -> Trouble | None:
        """Said."""
        return self._does.ask("check", (appearance_id, said), lambda: None)

    def rules(self) -> RulesPage | Trouble:
        """Three rules of two sets."""
        return self._does.ask("rules", None, specimen_books.rules)


class FakeCases(FailureCases):
    """Three open cases and a closed one; every page is Casey Hatch's."""

    def __init__(self, does: Behaviour) -> None:
        self._does = does

    def listed(
        self, *, opened: bool = True, code: Code | None = None, step: StepKind | None = None
    ) -> Cases | Trouble:
        """Open or closed."""
        return self._does.ask("cases", opened, lambda: specimen_cases.cases(opened=opened))

    def page(self, case_id: str) -> CasePage | Trouble:
        """The case with this id."""
        number = int(case_id.rpartition("-")[2])
        return self._does.ask("case", case_id, lambda: specimen_cases.page(specimen_cases.case(number)))

    def take_step(self, case_id: str, asked: TakeStep) -> CasePage | Trouble:
        """One more step."""
        more = specimen_cases.page(specimen_cases.case(31, 4))
        return self._does.ask("take_step", (case_id, asked), lambda: more)

    def close(self, case_id: str, asked: CloseCase) -> CasePage | Trouble:
        """Closed."""
        closed = specimen_cases.page(specimen_cases.CLOSED)
        return self._does.ask("close_case", (case_id, asked), lambda: closed)

    def letters(self, said: WriteLetters) -> Letters | Trouble:
        """A letter for the first; no address for the others."""
        made = Letters((specimen_cases.letter(),), said.case_ids[1:])
        return self._does.ask("letters", said, lambda: made)

    def letters_again(self, case_id: str, language: str) -> Letters | Trouble:
        """The one."""
        made = Letters((specimen_cases.letter(),), ())
        return self._does.ask("letters_again", case_id, lambda: made)

    def packet(self, case_id: str, language: str) -> PacketPaper | Trouble:
        """The packet."""
        return self._does.ask("packet", case_id, specimen_cases.packet)


class FakeStation(DeskLink):
    """Officer Rivera works here, and officer Osei at another desk."""

    def __init__(self) -> None:
        self.does = Behaviour()
        self.fake_visits = FakeVisits(self.does)
        self.fake_office = FakeOffice(self.does)
        self.visits = self.fake_visits
        self.fake_people = FakePeople(self.does)
        self.people = self.fake_people
        self.office = self.fake_office
        self.fake_records = FakeRecords(self.does)
        self.records = self.fake_records
        self.boards = FakeBoards(self.does)
        self.addresses = FakeAddresses(self.does)
        self.requests = FakeRequests(self.does)
        self.retention = FakeRetention(self.does)
        self.reminders = FakeReminders(self.does)
        self.tips = FakeTips(self.does)
        self.books = FakeBooks(self.does)
        self.cases = FakeCases(self.does)
        self.fake_residency = FakeResidency(self.does)
        self.residency = self.fake_residency
        self.fake_appointments = FakeAppointments(self.does)
        self.appointments = self.fake_appointments

    def sign_in(self, name: str, password: str, code: str = "") -> SignedIn | Refused | Unreachable:
        """Rivera and Osei, each with PASSWORD."""
        officers = {
            "rivera": desk.OFFICER,
            "osei": replace(desk.OFFICER, officer_id="off-2", name="K. Osei"),
        }

        def work() -> SignedIn | Refused:
            if name not in officers or password != PASSWORD:
                return refused("wrong_sign_in")
            self.fake_visits.me = officers[name]
            return officers[name]

        answer: SignedIn | Trouble = self.does.ask("sign_in", name, work)
        assert isinstance(answer, SignedIn | Refused | Unreachable)
        return answer

    def ending(self) -> Callable[[], None]:
        """As ``sign_out``."""
        return self.sign_out

    def sign_out(self) -> None:
        """Signed out."""
        self.does.ask("sign_out", None, lambda: None)

    def close(self) -> None:
        """Nothing is held."""
