"""Performs the effects of a visit with real devices and wires, and answers each with an event."""

from __future__ import annotations

import datetime as dt
from typing import assert_never

import structlog
from PySide6.QtCore import QObject, QTimer, Signal

from devices.paper import typeset
from devices.ports import Read, Reading
from kiosk.check_in import Arrival, CheckIn, Identity
from kiosk.filled_papers import number_paper, ticket_paper
from kiosk.id_card import IdCard, parse
from kiosk.papers import Printing, TicketPaper
from kiosk.services import service_name
from kiosk.visit import effects as fx
from kiosk.visit import events as ev
from kiosk.words import words
from sync.kiosk_wire import Opened, QuestionTaken, SeeDesk, TryAgain
from sync.link import Refused, Unreachable
from sync.submitting import NotSubmitted, Numbered, keep_arrival, submit, take_number
from sync.ticket_code import ticket_code
from ui.jobs import Cancel, Jobs
from ui.lobby.parts import LobbyParts, OfficeKnown
from ui.texts import language

FOUND_SHOWN_MS = 450
"""How long the green frame stands before the next screen."""
_log = structlog.get_logger("lobby")


class Runner(QObject):
    """``happened`` emits the events that answer effects; answers of a visit that is over are dropped."""

    happened = Signal(object)
    card_found = Signal()
    """A card was read; the event follows after the green frame has been seen."""
    camera_told = Signal(object)
    """A ``devices.ports.Reading`` other than Read, for the scan screen."""
    forgotten = Signal()
    """Everything of a visit was let go."""
    help_called = Signal(str)
    """The id of a call for help that was sent."""
    kept = Signal(str)
    """The id of the check-in that was just kept."""
    _told = Signal(object)

    def __init__(self, parts: LobbyParts, office: OfficeKnown, jobs: Jobs) -> None:
        super().__init__()
        self._parts, self._office, self._jobs = parts, office, jobs
        # Starting and stopping a camera may take seconds, and must stay in order.
        self._camera_jobs = Jobs(threads=1, parent=self)
        self._visit = 0
        self._language = "en"
        self._last: CheckIn | None = None
        self._told.connect(self._reading)

    def perform(self, effects: tuple[fx.Effect, ...], language_code: str) -> None:
        """Begin everything in ``effects``; returns at once."""
        self._language = language_code
        for effect in effects:
            self._begin(effect)

    def shut_down(self) -> None:
        """Stop the camera, and wait for what is being written."""
        self._camera_jobs.run(lambda _cancel: self._parts.reader.stop(), lambda _none: None)
        self._camera_jobs.shut_down()
        self._parts.reader.stop()

    def _begin(self, effect: fx.Effect) -> None:
        match effect:
            case fx.StartCamera():
                tell = self._told.emit
                self._camera_jobs.run(lambda _cancel: self._parts.reader.start(tell), lambda _none: None)
            case fx.StopCamera():
                self._camera_jobs.run(lambda _cancel: self._parts.reader.stop(), lambda _none: None)
            case fx.FindRegistrant(identity=identity):
                self._ask(lambda: self._find(identity))
            case fx.CheckFactor(lookup_id=lookup_id, factor=factor):
                self._ask(lambda: self._check(lookup_id, factor))
            case fx.RecordArrival(identity=identity, lookup_id=lookup_id, at=at):
                self._jobs.run(lambda _cancel: self._arrive(identity, lookup_id, at), lambda _none: None)
            case fx.Submit(draft=draft):
                self._ask(lambda: self._submit(draft))
            case fx.TakeNumber(service=service):
                self._ask(lambda: self._take_number(service))
            case fx.PrintTicket():
                self._ask(lambda: self._print(effect))
            case fx.CallForHelp(kind=kind, screen=screen):
                self._call(kind, screen)
            case fx.ForgetEverything():
                self._visit += 1
                self._last = None
                self.forgotten.emit()
            case _:
                assert_never(effect)

    def _ask(self, work: object) -> None:
        """Run ``work`` off the window's thread; its event counts only while this visit lasts."""
        assert callable(work)
        visit = self._visit

        def then(event: ev.Event) -> None:
            if visit == self._visit:
                self.happened.emit(event)

        self._jobs.run(lambda _cancel: work(), then)

    def _reading(self, reading: Reading) -> None:
        if not isinstance(reading, Read):
            self.camera_told.emit(reading)
            return
        visit, card = self._visit, parse(reading.payload)
        if not isinstance(card, IdCard):
            self.happened.emit(ev.CardRead(card))
            return
        self.card_found.emit()
        # Nothing more is to be looked for: the next screens need not share the machine with the reader.
        self._begin(fx.StopCamera())

        def seen() -> None:
            if visit == self._visit:
                self.happened.emit(ev.CardRead(card))

        QTimer.singleShot(FOUND_SHOWN_MS, self, seen)

    def _find(self, identity: Identity) -> ev.Event:
        match self._parts.link.find_registrant(identity):
            case QuestionTaken(lookup_id=lookup_id):
                return ev.LookedUp(lookup_id)
            case Refused(problem=refused):
                _log.warning("lookup_refused", code=refused.code)
                return ev.DeskAsked()
            case Unreachable(why=why):
                _log.warning("station_unreachable", why=why)
                return ev.StationUnreachable(self._parts.now())

    def _check(self, lookup_id: str, factor: str) -> ev.Event:
        match self._parts.link.open_record(lookup_id, factor):
            case Opened() as opened:
                return ev.FactorAccepted(
                    self._parts.now(),
                    opened.disclosure,
                    opened.record,
                    opened.record_version,
                    opened.waiting,
                    opened.timing,
                    opened.mend,
                    opened.appointment and opened.appointment.astimezone(self._office.zone),
                    opened.coming,
                )
            case TryAgain():
                return ev.FactorRefused()
            case SeeDesk():
                return ev.DeskAsked()
            case Refused(problem=refused):
                _log.warning("factor_refused", code=refused.code)
                return ev.DeskAsked()
            case Unreachable(why=why):
                _log.warning("station_unreachable", why=why)
                return ev.StationUnreachable(self._parts.now())

    def _arrive(self, identity: Identity, lookup_id: str, at: dt.datetime) -> None:
        parts = self._parts
        arrival = Arrival(parts.new_id(), parts.kiosk_id, at, identity, lookup_id)
        lost = keep_arrival(parts.spool, parts.link, arrival, parts.now())
        if lost is not None:
            _log.error("arrival_not_kept", why=lost.why)

    def _numbered(self, now: dt.datetime) -> Numbered:
        parts, office = self._parts, self._office
        return Numbered(parts.new_id(), parts.kiosk_id, office.letter, now.astimezone(office.zone).date())

    def _take_number(self, service: str) -> ev.Event:
        parts, now = self._parts, self._parts.now()
        done = take_number(parts.spool, parts.link, service, self._language, self._numbered(now), now)
        if isinstance(done, NotSubmitted):
            _log.error("number_not_kept", why=done.why)
            return ev.NotKept()
        taken, delivered = done
        self.kept.emit(taken.number_id if delivered else "")
        return ev.Kept(taken.ticket, delivered)

    def _submit(self, draft: fx.Draft) -> ev.Event:
        parts, now = self._parts, self._parts.now()
        done = submit(parts.spool, parts.link, draft, self._numbered(now), now)
        if isinstance(done, NotSubmitted):
            _log.error("check_in_not_kept", why=done.why)
            return ev.NotKept()
        self._last = done.check_in
        self.kept.emit(done.check_in.check_in_id if done.delivered else "")
        return ev.Kept(done.check_in.ticket, done.delivered)

    def _print(self, wanted: fx.PrintTicket) -> ev.Event:
        parts, office = self._parts, self._office
        now, kept = parts.now().astimezone(office.zone), self._last
        printing = Printing(now, words("paper.kiosk", kiosk=office.letter), wanted.again)
        if wanted.service:
            return self._print_paper(
                number_paper(
                    wanted.ticket,
                    service_name(wanted.service),
                    office=office.letterhead,
                    language=self._language,
                    offline=wanted.offline,
                    printing=printing,
                )
            )
        # Of a ticket of an earlier visit neither time nor check-in is at hand: no code is better than one
        # that the desk must call not genuine.
        taken_at = kept.submitted_at.astimezone(office.zone) if kept else None
        code = (
            ticket_code(wanted.ticket, kept.check_in_id, parts.signing_key, parts.station_key) if kept else ""
        )
        paper = ticket_paper(
            wanted.ticket,
            wanted.changes,
            office=office.letterhead,
            taken_at=taken_at,
            code=code,
            language=self._language,
            offline=wanted.offline,
            printing=printing,
            fee_notice=office.fee_notice,
            changes_known=kept is not None,
        )
        return self._print_paper(paper)

    def _print_paper(self, paper: TicketPaper) -> ev.Event:
        pdf = typeset(paper, language(self._language).say, self._parts.paper)
        status = self._parts.printer.print_pdf(pdf)
        if not status.prints:
            _log.warning("ticket_not_printed", status=status.value)
            return ev.Printed(printed=False, why=words(f"problem.printer_{status.value}.happened"))
        return ev.Printed(printed=True)

    def _call(self, kind: ev.HelpKind, screen: str) -> None:
        help_id, code, visit = self._parts.new_id(), self._language, self._visit

        def call(_cancel: Cancel) -> bool:
            answer = self._parts.link.call_help(help_id, kind, screen, code)
            return not isinstance(answer, Refused | Unreachable)

        def then(sent: bool) -> None:
            if visit == self._visit:
                self.help_called.emit(help_id if sent else "")

        self._jobs.run(call, then)
