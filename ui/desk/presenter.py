"""Joins window and station: who is signed in, and which page is shown."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from zoneinfo import ZoneInfo

from kiosk.review import Role
from sync.station.desk_wire import OfficeView, Outcome, Refused, SignedIn, Trouble, Unreachable
from ui.desk.access_work import AccessWork
from ui.desk.address_work import AddressWork
from ui.desk.appointment_work import AppointmentWork
from ui.desk.asking import trouble_said
from ui.desk.book_work import FeeWork, LogWork, RuleWork
from ui.desk.case_work import CaseWork
from ui.desk.day_sheet_work import DaySheetWork
from ui.desk.done_work import DoneWork
from ui.desk.due_work import DueWork
from ui.desk.entry_work import EntryWork
from ui.desk.figure_work import FigureWork
from ui.desk.here import fitted
from ui.desk.law_work import LawWork
from ui.desk.message_work import MessageWork
from ui.desk.office_work import DeliveryWork, OfficeWork
from ui.desk.pages.sign_in import SignInPage
from ui.desk.people_work import PeopleWork
from ui.desk.queue_work import QueueWork
from ui.desk.reminder_work import ReminderWork
from ui.desk.request_work import RequestWork
from ui.desk.retention_work import RetentionWork
from ui.desk.review_work import ReviewWork
from ui.desk.second_work import SecondWork
from ui.desk.state_work import StateWork
from ui.desk.tip_work import TipWork
from ui.desk.work import Work

SEES_PEOPLE = frozenset({Role.OFFICER, Role.SUPERVISOR})


class Presenter:
    """Decides nothing about people: it asks, and shows what came back."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._queue = QueueWork(work, lambda chosen: self._review.open(chosen))
        self._entry = EntryWork(work, self._queue.show)
        self._done = DoneWork(work, partial(self._go, "queue"), self._undone, self._entry.show)
        self._review = ReviewWork(work, self._queue.show, self._done.show)
        self._people = PeopleWork(work, self._review.open, self._book_for)
        self._appointments = AppointmentWork(work, self._people.open_record)
        self._delivery = DeliveryWork(work, self._entry.show)
        self._cases = CaseWork(work)
        self._due = DueWork(work, self._people.open_record)
        self._law = LawWork(work, self._people.open_record)
        self._figures = FigureWork(work)
        self._state = StateWork(work)
        self._addresses = AddressWork(work)
        self._reminders, self._tips = ReminderWork(work), TipWork(work)
        self._requests, self._retention = RequestWork(work), RetentionWork(work)
        self._second = SecondWork(work, self._people.open_record)
        self._office = OfficeWork(work, self._queue)
        self._access = AccessWork(work)
        self._fees, self._log, self._rules = FeeWork(work), LogWork(work), RuleWork(work)
        self._day_sheet = DaySheetWork(work)
        self._queue.also_seen += [self._delivery.seen, self._office.seen, self._day_sheet.seen]
        self._messages = MessageWork(work, self._queue.answer_help)
        self._queue.also_seen += [self._appointments.seen, self._messages.seen]
        window = work.window
        window.place_wanted.connect(self._go)
        window.lock_wanted.connect(partial(self.lock, "desk.sign_in.you_locked"))
        window.idle.connect(partial(self.lock, "desk.sign_in.idle"))
        window.closed.connect(self.close)
        self._front = self._show_sign_in("")

    def lock(self, why: str) -> None:
        """Hide everything and end the session; the same officer finds the page as it was."""
        if self._work.window.locked:
            return
        self._queue.live.stop()
        draft, end = self._review.drafts.pending(), self._work.link.ending()
        self._front = self._show_sign_in(self._work.here.say(why))

        def leaving(_cancel: object) -> object:
            kept = draft.ask() if draft is not None else None
            end()
            return kept

        def gone(kept: object) -> None:
            if draft is not None and not isinstance(kept, Outcome):
                draft.put_back()
                self._review.drafts.keep()  # not from a locked desk, but they may be back by now

        self._work.asking.jobs.run(leaving, gone)

    def signed_out(self) -> None:
        """The station ended the session."""
        if not self._work.window.locked:
            self._queue.live.stop()
            self._front = self._show_sign_in(self._work.here.say("desk.sign_in.ended"))

    def close(self) -> None:
        """The window is closed: keep the draft, ask nothing more, wait for what is still under way."""
        self._queue.live.stop()
        draft = self._review.drafts.pending()
        if draft is not None and not self._work.window.locked:
            self._work.asking.jobs.run(lambda _cancel: draft.ask(), lambda _nothing: None)
        self._work.asking.jobs.shut_down()
        self._work.link.close()

    def _show_sign_in(self, note: str) -> SignInPage:
        page = SignInPage(self._work.here, locked=self._work.officer is not None)
        page.sign_in_wanted.connect(self._sign_in)
        self._work.window.show_front(page)
        page.say(note, "caution")
        return page

    def _sign_in(self, name: str, password: str, code: str) -> None:
        link = self._work.link

        def asking() -> tuple[SignedIn, OfficeView] | Trouble:
            who = link.sign_in(name, password, code)
            if not isinstance(who, SignedIn):
                return who
            office = link.office.about()
            return (who, office) if isinstance(office, OfficeView) else office

        self._work.asking.ask(asking, self._signed_in, self._not_signed_in)

    def _not_signed_in(self, trouble: Refused | Unreachable) -> None:
        here = self._work.here
        if isinstance(trouble, Unreachable):
            self._front.say(here.say("desk.unreachable.station"))
        else:
            self._front.say(trouble_said(here, trouble))

    def _signed_in(self, found: tuple[SignedIn, OfficeView]) -> None:
        (who, office), work, before = found, self._work, self._work.officer
        work.officer, work.by_hand = who, office.by_hand
        another = before is None or before.officer_id != who.officer_id
        work.asking.begin(another=another)
        # A page that stays is drawn as it was: only with a new one may letters become larger.
        look = fitted(work.here.look, work.window.size()) if another else work.here.look
        work.here = replace(work.here, look=look, office=office.office, zone=ZoneInfo(office.zone))
        roles = frozenset(who.roles)
        administers = Role.ADMINISTRATOR in roles
        work.window.unlock(work.here, who.name, who.idle_seconds, who.roles, administers=administers)
        if another:
            work.window.drop_page()
            self._queue.forget()
            self._review.drafts.begin("")
            self._people.forget()
            self._day_sheet.forget()
            self._go("access" if roles == {Role.ADMINISTRATOR} else "queue")
        else:
            self._review.drafts.keep()
        if roles & SEES_PEOPLE:
            self._queue.live.start()

    def _go(self, place: str) -> None:
        self._review.drafts.keep()
        match place:
            case "people":
                self._people.show()
            case "due":
                self._due.show()
            case "fees":
                self._fees.show()
            case "addresses":
                self._addresses.show()
            case "second":
                self._second.show()
            case "requests":
                self._requests.show()
            case "retention":
                self._retention.show()
            case "reminders":
                self._reminders.show()
            case "tips":
                self._tips.show()
            case "log":
                self._log.show()
            case "rules":
                self._rules.show()
            case "state":
                self._state.show()
            case "law":
                self._law.show()
            case "figures":
                self._figures.show()
            case "cases":
                self._cases.show()
            case "delivery":
                self._delivery.show()
            case "office":
                self._office.show()
            case "access":
                self._access.show()
            case "messages":
                self._messages.show()
            case "appointments":
                self._appointments.show()
            case _:
                self._queue.show()

    def _book_for(self, registrant_id: str, name: str) -> None:
        self._appointments.show_for(registrant_id, name)

    def _undone(self, check_in_id: str) -> None:
        self._review.open(check_in_id, note=self._work.here.say("desk.done.undone"))
