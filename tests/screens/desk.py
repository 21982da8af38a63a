"""Every state of the desk's pages, filled with invented people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache

from PySide6.QtWidgets import QWidget

from kiosk.check_in import State
from kiosk.law.lanes import Coming
from kiosk.problems import problem
from kiosk.words import words
from sync.station.board_wire import BoardAsked, DueState
from sync.station.desk_wire import AuditVerdict, CheckInPage, DeliveryHealth, Effort, HelpCall, QueueView
from sync.station.people_wire import AttachmentKind, DayOfFees
from tests.screens.books import draw as draw_book
from tests.screens.state import Drawing, ScreenState
from tests.specimens import (
    appointments,
    boards,
    books,
    cases,
    desk,
    desk_records,
    figures,
    records,
    residency,
)
from tests.specimens.records import NOW, OFFICE_ZONE
from ui.demo.portraits import portrait
from ui.desk.compare import rows
from ui.desk.here import Here
from ui.desk.pages.amend import AmendPage
from ui.desk.pages.appointments import AppointmentsPage, Wanted
from ui.desk.pages.cases import CasesPage
from ui.desk.pages.closing import ClosingPage
from ui.desk.pages.delivery import DeliveryPage
from ui.desk.pages.done import DonePage
from ui.desk.pages.due import DuePage
from ui.desk.pages.entry import EntryPage
from ui.desk.pages.figures import FiguresPage
from ui.desk.pages.law import LawPage
from ui.desk.pages.messages import MessagesPage
from ui.desk.pages.office import OfficePage
from ui.desk.pages.people import PeoplePage
from ui.desk.pages.queue import QueuePage
from ui.desk.pages.record import RecordPage
from ui.desk.pages.review import ReviewPage
from ui.desk.pages.sign_in import SignInPage
from ui.desk.pages.walk_in import WalkInPage
from ui.desk.record_form import blank_registrant
from ui.desk.residency import worth_saying
from ui.desk.said import sentence
from ui.desk.window import DeskWindow
from ui.style.look import Look
from ui.style.tokens import Contrast, Surface, TextSize, desk_scale, theme
from ui.texts import language, say_in

_BEHIND: list[QWidget] = []
"""The window behind the dialog drawn last: the dialog lives only as long as it does."""
SIZES = ((1366, 768), (2560, 1440))


def states_of(drawn: Mapping[str, Callable[[Drawing], QWidget]]) -> list[ScreenState]:
    """Pictures of the desk, by their names."""
    return [
        ScreenState(
            "desk",
            name,
            draw,
            text_sizes=(TextSize.STANDARD,),
            contrasts=(Contrast.STANDARD,),
            screens=SIZES,
        )
        for name, draw in drawn.items()
    ]


def here_of(drawing: Drawing) -> Here:
    """Where a desk of this look and language stands."""
    scale = desk_scale(drawing.width, drawing.height)
    made = theme(Surface.DESK, drawing.contrast, drawing.text_size, scale)
    look = Look(made, language(drawing.language))
    return Here(look, desk.OFFICE.office, OFFICE_ZONE, "1")


def _unlocked(here: Here) -> DeskWindow:
    window = DeskWindow(here)
    window.unlock(here, desk.OFFICER.name, desk.OFFICER.idle_seconds, desk.OFFICER.roles)
    return window


def _with(here: Here, page: QWidget, place: str, leaf: str = "") -> DeskWindow:
    window = _unlocked(here)
    window.show_page(page, place, leaf)
    return window


def _sign_in(locked: bool = False, wrong: bool = False) -> Callable[[Drawing], QWidget]:
    def draw(drawing: Drawing) -> QWidget:
        here = here_of(drawing)
        page = SignInPage(here, locked=locked)
        window = DeskWindow(here)
        window.show_front(page)
        if locked:
            page.say(here.say("desk.sign_in.idle"), "caution")
        if wrong:
            page.say(sentence(here.look, problem("wrong_sign_in")))
        return window

    return draw


def _with_appointments() -> QueueView:
    """Two of those who wait have an appointment; three with one have not come."""
    times = {"c-16": (appointments.at(10), Coming.ON_TIME), "c-15": (appointments.at(9), Coming.LATE)}
    entries = tuple(
        replace(one, appointment=times[one.check_in_id][0], coming=times[one.check_in_id][1])
        if one.check_in_id in times
        else one
        for one in desk.entries()
    )
    return desk.queue_view(entries=entries, appointments=appointments.TO_COME)


def _queue(state: str = "") -> Callable[[Drawing], QWidget]:
    view = {
        "": _with_appointments(),
        "calls": desk.queue_view(help_calls=desk.help_calls()),
        "empty": desk.queue_view(entries=()),
        "service": desk.queue_view(entries=(desk.number(), *desk.entries())),
        "gone": desk.queue_view(),
        "trouble": desk.queue_view(
            delivery=DeliveryHealth(5, 1, 1, 2, NOW),
            kiosks=(
                desk.kiosk_seen(troubles=("out_of_paper",)),
                desk.kiosk_seen(letter="B", seen_at=NOW - dt.timedelta(minutes=14)),
                desk.kiosk_seen(letter="C", gone=True, waiting=2),
            ),
        ),
        "alarm": desk.queue_view(alarms=("audit_failing",), kiosks=(desk.kiosk_seen(),)),
    }[state]

    def draw(drawing: Drawing) -> QWidget:
        here = here_of(drawing)
        page = QueuePage(here)
        page.show_queue(view)
        page.choose("c-15" if state == "" else view.entries[0].check_in_id if view.entries else "")
        if state == "gone":
            page.show_queue(replace(view, entries=view.entries[1:]))
        window = _with(here, page, "queue")
        if state == "trouble":
            window.say(here.say("desk.unreachable.station"), "caution")
        return window

    return draw


@cache
def _portrait() -> bytes:
    return portrait("SYN-0001")


def _reviewed(here: Here, page: CheckInPage, *, mine: bool = True) -> ReviewPage:
    made = ReviewPage(here, page, rows(page, here.look.language), NOW, mine=mine)
    made.show_photograph(_portrait())
    return made


def _review(
    page: Callable[[], CheckInPage], said: str = "", acts: bool = False
) -> Callable[[Drawing], QWidget]:
    def draw(drawing: Drawing) -> QWidget:
        here = here_of(drawing)
        made = _reviewed(here, page(), mine=said != "another")
        if acts:
            made.decision.acts.restore(records.checklist(document="license"))
            made.decision.set_busy(False)
        if said == "another":
            made.say(sentence(here.look, problem("claimed_by_another", name="K. Osei")), "caution")
        elif said:
            made.say(here.say(said, state=words("desk.state.claimed")), "caution")
        return _with(here, made, "queue")

    return draw


def _full() -> CheckInPage:
    return desk.page(
        desk.changes(),
        version_shown=2,
        card=desk.card(expires=dt.date(2026, 3, 14), name="ALEX R QUILLE"),
        entry=replace(desk.page().entry, flags=(words("flag.no_second_factor"),)),
    )


def _odd() -> CheckInPage:
    flags = (words("law.flag.late"), words("law.flag.registers_elsewhere_too"))
    return desk.page(desk.changes(), findings=desk_records.findings(), law_flags=flags)


def _done(state: str = "") -> Callable[[Drawing], QWidget]:
    def draw(drawing: Drawing) -> QWidget:
        here = here_of(drawing)
        view = desk.completed()
        if state == "over":
            view = replace(view, outcome=desk.outcome(State.COMPLETED))
        page = DonePage(here, view, NOW, effort=Effort(48, 11), by_hand=not state)
        if state == "stuck":
            page.say_printed(sentence(here.look, problem("printer_out_of_paper")), "trouble")
        else:
            page.say_printed(here.say("desk.paper.printed"), "done")
        if state == "lost":
            page.say(here.say("desk.lost.done"), "caution")
        return _with(here, page, "queue")

    return draw


def _correcting(drawing: Drawing) -> QWidget:
    from ui.desk.correction import CorrectionDialog

    here = here_of(drawing)
    change = desk.changes()[1]
    window = _with(here, _reviewed(here, _full()), "queue")
    _BEHIND[:] = [window]
    return CorrectionDialog(here, say_in("es"), change, change, window)


def _people(drawing: Drawing) -> QWidget:
    here = here_of(drawing)
    page = PeoplePage(here)
    page.show_found(desk.found())
    return _with(here, page, "people")


def _nobody(drawing: Drawing) -> QWidget:
    here = here_of(drawing)
    page = PeoplePage(here)
    page.show_found(())
    return _with(here, page, "people")


def _record(drawing: Drawing) -> QWidget:
    here = here_of(drawing)
    page = RecordPage(here, desk.record_page(), records.TODAY)
    page.show_photograph(_portrait())
    return _with(here, page, "people")


def _belongings(drawing: Drawing) -> QWidget:
    here = here_of(drawing)
    page = RecordPage(here, desk_records.with_belongings(desk.record_page()), records.TODAY)
    page.show_photograph(_portrait())
    return _with(here, page, "people")


def _new_registrant(drawing: Drawing) -> QWidget:
    here = here_of(drawing)
    page = AmendPage(here, blank_registrant("new"), told=here.say("desk.people.new_how"))
    return _with(here, page, "people")


def _amending(drawing: Drawing) -> QWidget:
    here = here_of(drawing)
    return _with(here, AmendPage(here, desk.record_page().record), "people")


def _answering(drawing: Drawing) -> QWidget:
    here = here_of(drawing)
    view = desk_records.with_belongings(desk.record_page())
    asked = {0: ("registrable", "sexual_motivation", "by_parent_or_guardian")}
    page = AmendPage(here, view.record, asked=asked)
    page.go_to("offenses.0", "offenses.0.facts.registrable")
    return _with(here, page, "people")


def _walk_in(drawing: Drawing) -> QWidget:
    here = here_of(drawing)
    page = WalkInPage(here, records.registrant(), NOW)
    page.take(desk.changes()[2:4])
    return _with(here, page, "people")


def _entry(*, entered: bool) -> Callable[[Drawing], QWidget]:
    def draw(drawing: Drawing) -> QWidget:
        here = here_of(drawing)
        return _with(here, EntryPage(here, desk_records.hand_entry(entered=entered)), "delivery")

    return draw


def _closing(drawing: Drawing) -> QWidget:
    here = here_of(drawing)
    page = ClosingPage(here)
    page.show_queue(desk.queue_view())
    return _with(here, page, "queue")


def _dialog(make: Callable[[Here, QWidget], QWidget]) -> Callable[[Drawing], QWidget]:
    def draw(drawing: Drawing) -> QWidget:
        here = here_of(drawing)
        page = RecordPage(here, desk.record_page(), records.TODAY)
        window = _with(here, page, "people")
        _BEHIND[:] = [window]
        return make(here, window)

    return draw


def _request(here: Here, window: QWidget) -> QWidget:
    from ui.desk.request_work import RequestDialog

    return RequestDialog(here, window)


def _hold(here: Here, window: QWidget) -> QWidget:
    from ui.desk.retention_work import HoldDialog

    return HoldDialog(here, "retention.hold", window)


def _reminder(here: Here, window: QWidget) -> QWidget:
    from ui.desk.reminder_work import ReminderDialog

    return ReminderDialog(here, books.persons_reminders(), window)


def _tip(here: Here, window: QWidget) -> QWidget:
    from ui.desk.tip_work import TipDialog

    return TipDialog(here, window)


def _fees(here: Here, window: QWidget) -> QWidget:
    from ui.desk.fees import FeesDialog

    return FeesDialog(here, desk_records.fees(), 600, window)


def _taking(here: Here, window: QWidget) -> QWidget:
    from devices.camera.played import PlayedCamera
    from tests.devices.test_framing import before_the_camera
    from ui.desk.camera import CameraDialog

    camera = PlayedCamera()
    made = CameraDialog(here, camera, _portrait(), window)
    camera.show(before_the_camera("b"))
    made.look()
    return made


def _on_paper(here: Here, window: QWidget) -> QWidget:
    from ui.desk.on_paper import OnPaperDialog

    return OnPaperDialog(here, records.TODAY, window)


def _pick(here: Here, window: QWidget) -> QWidget:
    from ui.desk.pick import PickDialog

    options = [(kind.value, here.say(words(f"desk.scan.kind.{kind.value}"))) for kind in AttachmentKind]
    return PickDialog(here, "scan", here.say("desk.scan.what"), options, window)


def _homes(place: int) -> Callable[[Here, QWidget], QWidget]:
    def draw(here: Here, window: QWidget) -> QWidget:
        from ui.desk.residency import ResidencyDialog, openings_said

        homes = (residency.HOME, residency.REPORTED)
        view = residency.view(homes[place], notices=(residency.NOTICE, residency.OLDER)[: 2 - 2 * place])
        dialog = ResidencyDialog(here, view, records.TODAY, window)
        if place:
            dialog.say(openings_said(here, residency.OPENINGS), "caution")
        return dialog

    return draw


def _review_near(drawing: Drawing) -> QWidget:
    here = here_of(drawing)
    made = _reviewed(here, desk.page(records.moved_house()))
    view = residency.view(residency.HOME, notices=(residency.NOTICE,))
    made.show_homes(worth_saying(here, view))
    return _with(here, made, "queue")


def _change(here: Here, window: QWidget) -> QWidget:
    from ui.desk.change_dialog import ChangeDialog

    return ChangeDialog(here, desk.changes()[2], window)


def _delivery(chosen: str) -> Callable[[Drawing], QWidget]:
    def draw(drawing: Drawing) -> QWidget:
        here = here_of(drawing)
        page = DeliveryPage(here)
        page.show_deliveries(desk.deliveries() if chosen else ())
        page.choose(chosen)
        return _with(here, page, "delivery")

    return draw


def _due(state: DueState | None, behind: int = 0) -> Callable[[Drawing], QWidget]:
    def draw(drawing: Drawing) -> QWidget:
        here = here_of(drawing)
        page = DuePage(here)
        page.show_board(boards.board(BoardAsked(state), behind))
        return _with(here, page, "due")

    return draw


def _book(name: str, which: int = 0) -> Callable[[Drawing], QWidget]:
    def draw(drawing: Drawing) -> QWidget:
        here = here_of(drawing)
        window = _unlocked(here)
        draw_book(here, window, name, which)
        return window

    return draw


def _law(drawing: Drawing) -> QWidget:
    here = here_of(drawing)
    page = LawPage(here)
    page.show_worklist(boards.law(behind=12), None, 0)
    return _with(here, page, "due", "law")


def _figures(empty: bool = False) -> Callable[[Drawing], QWidget]:
    def draw(drawing: Drawing) -> QWidget:
        here = here_of(drawing)
        page = FiguresPage(here)
        page.show_figures(figures.empty() if empty else figures.figures())
        return _with(here, page, "due", "figures")

    return draw


def _cases(number: int) -> Callable[[Drawing], QWidget]:
    def draw(drawing: Drawing) -> QWidget:
        here = here_of(drawing)
        page = CasesPage(here, records.TODAY)
        page.show_cases(cases.cases(opened=number != 58))
        page.show_case(cases.page(cases.CLOSED if number == 58 else cases.case(number)))
        return _with(here, page, "cases")

    return draw


def _appointments(wanted: Wanted | None, on: dt.date = records.TODAY) -> Callable[[Drawing], QWidget]:
    def draw(drawing: Drawing) -> QWidget:
        here = here_of(drawing)
        page = AppointmentsPage(here, on, wanted)
        page.show_day(appointments.day(on))
        return _with(here, page, "appointments")

    return draw


def _messages(calls: tuple[HelpCall, ...]) -> Callable[[Drawing], QWidget]:
    def draw(drawing: Drawing) -> QWidget:
        here = here_of(drawing)
        page = MessagesPage(here)
        page.show_messages(calls, {"kiosk-a": "A", "kiosk-b": "B"})
        return _with(here, page, "messages")

    return draw


def _office(verdict: AuditVerdict) -> Callable[[Drawing], QWidget]:
    def draw(drawing: Drawing) -> QWidget:
        here = here_of(drawing)
        page = OfficePage(here)
        calls = desk.help_calls()
        answered = replace(calls[0], help_id="h-0", answer="window", window="2")
        page.show_live(desk.queue_view(help_calls=(answered, *calls)))
        page.show_audit(verdict, desk.audit_lines())
        page.show_efforts(desk_records.EFFORTS)
        page.show_fees(DayOfFees(records.TODAY, (), 1_500, 1_000, 0))
        return _with(here, page, "office")

    return draw


_STATES: dict[str, Callable[[Drawing], QWidget]] = {
    "sign-in": _sign_in(),
    "sign-in-wrong": _sign_in(wrong=True),
    "locked": _sign_in(locked=True),
    "queue": _queue(),
    "queue-calls": _queue("calls"),
    "queue-empty": _queue("empty"),
    "queue-gone": _queue("gone"),
    "queue-service": _queue("service"),
    "queue-trouble": _queue("trouble"),
    "queue-alarm": _queue("alarm"),
    "review-nothing-changed": _review(lambda: desk.page()),
    "review-ready": _review(lambda: desk.page(), acts=True),
    "review-changed": _review(_full),
    "review-whose": _review(desk.unmatched_page),
    "review-held-by-another": _review(lambda: desk.page(records.moved_house()), "another"),
    "review-lost": _review(lambda: desk.page(), "desk.lost.asking", acts=True),
    "review-not-completed": _review(lambda: desk.page(), "desk.lost.not_completed", acts=True),
    "done": _done(),
    "done-printer-stuck": _done("stuck"),
    "done-after-lost-answer": _done("lost"),
    "done-hold-over": _done("over"),
    "people": _people,
    "people-nobody": _nobody,
    "record": _record,
    "record-belongings": _belongings,
    "record-new": _new_registrant,
    "record-amend": _amending,
    "record-answer": _answering,
    "record-fees": _dialog(_fees),
    "record-scan": _dialog(_pick),
    "walk-in": _walk_in,
    "walk-in-change": _dialog(_change),
    "review-findings": _review(_odd),
    "review-near": _review_near,
    "residency": _dialog(_homes(0)),
    "residency-missing": _dialog(_homes(1)),
    "review-correcting": _correcting,
    "review-on-paper": _dialog(_on_paper),
    "review-photograph": _dialog(_taking),
    "entry": _entry(entered=False),
    "entry-confirmed": _entry(entered=True),
    "closing": _closing,
    "cases": _cases(31),
    "cases-closed": _cases(58),
    "due": _due(DueState.OVERDUE),
    "due-everything": _due(None, behind=31),
    "law": _law,
    "fees": _book("fees"),
    "log": _book("log"),
    "rules": _book("rules"),
    "state": _book("state"),
    "addresses": _book("addresses"),
    "request": _dialog(_request),
    "hold": _dialog(_hold),
    "reminder": _dialog(_reminder),
    "tip": _dialog(_tip),
    "requests": _book("requests"),
    "tips": _book("tips"),
    "reminders": _book("reminders"),
    "retention": _book("retention"),
    "retention-holds": _book("retention", -2),
    "retention-runs": _book("retention", -1),
    "second": _book("second"),
    "figures": _figures(),
    "figures-empty": _figures(empty=True),
    "appointments": _appointments(None),
    "appointments-for": _appointments(Wanted("SYN-0001", "Alex Rowan Quill")),
    "appointments-moving": _appointments(
        Wanted("SYN-0021", "Robin Tamsin Vale", appointments.TODAYS[3]),
        records.TODAY + dt.timedelta(days=1),
    ),
    "appointments-closed": _appointments(None, dt.date(2026, 11, 28)),
    "messages": _messages(desk.messages()),
    "messages-none": _messages(()),
    "delivery": _delivery("u-3"),
    "delivery-parked": _delivery("u-2"),
    "delivery-empty": _delivery(""),
    "office": _office(desk.VERDICT),
    "office-log-changed": _office(desk.BROKEN),
}

STATES = states_of(_STATES)
