"""Works one person's record: amends it, begins a visit, attaches scans, enters fees, makes papers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from devices.paper.forms import Filled, NotAForm, fill
from devices.paper.letter import dates_letter_pdf
from kiosk.amendment import Why
from kiosk.law.tier_rows import OWN_FIELDS
from kiosk.ledger import FeeAct, FeeLine
from kiosk.papers import DatesLetterPaper, Paper
from kiosk.registrant import Registrant
from kiosk.words import words
from sync.station.client import new_id
from sync.station.desk_wire import CheckInPage, Refused, Trouble, Unreachable
from sync.station.desk_wire import RecordPage as RecordView
from sync.station.people_wire import (
    Advice,
    Amend,
    AmendedView,
    Attachment,
    AttachmentKind,
    EnterFee,
    FormToFill,
    WalkIn,
)
from ui.desk.asking import Unanswered, trouble_said
from ui.desk.fees import FeesDialog
from ui.desk.pages.amend import AmendPage
from ui.desk.pages.record import RecordPage as Record
from ui.desk.pages.walk_in import WalkInPage
from ui.desk.paper_work import PaperWork
from ui.desk.pick import PickDialog
from ui.desk.record_form import Asked
from ui.desk.saving import save
from ui.desk.work import Work
from ui.texts import language, languages

NO_ADVICE = Advice()
T = TypeVar("T")


class RecordWork:
    """``reopen`` shows a record anew in the place of a page, with a sentence; ``visit`` opens a check-in.

    Every question belongs to the page it was asked from."""

    def __init__(
        self, work: Work, reopen: Callable[[QWidget, str, str], None], visit: Callable[[str], None]
    ) -> None:
        self._work, self._reopen, self._visit = work, reopen, visit
        self._papers: PaperWork | None = None
        self._fee = Unanswered()

    # --- the record itself -------------------------------------------------------------------------------

    def amend(
        self,
        record: Registrant,
        *,
        supersedes: str = "",
        told: str = "",
        advice: Advice = NO_ADVICE,
        answer: bool = False,
    ) -> None:
        """Show the record as a form; a version of 0 is a new registrant's. With ``answer``, at what the
        tier tables ask first."""
        work, asked = self._work, asked_of(advice)
        page = AmendPage(work.here, record, supersedes=supersedes, told=told, asked=asked)
        amendment_id = new_id()
        page.back_wanted.connect(
            lambda: self._reopen(page, record.registrant_id if record.version else "", "")
        )
        page.amend_wanted.connect(lambda made, why: self._enter(page, amendment_id, made, why))
        work.window.show_page(page, "people")
        if answer:
            page.go_to(*first_asked(advice))

    def _enter(self, page: AmendPage, amendment_id: str, made: Registrant, why: Why) -> None:
        work, here = self._work, self._work.here

        def entered(view: AmendedView) -> None:
            said = here.say("desk.amend.done", version=view.version)
            if view.receipt is not None:
                said = f"{said} {here.say('desk.amend.receipt')}"
            if view.letter_due:
                said = f"{said} {here.say('desk.amend.letter_due')}"
            self._reopen(page, view.registrant_id, said)

        # Refused or lost, the next press asks under the same id: it is entered once.
        work.asking.ask(
            lambda: work.link.records.amend(Amend(amendment_id, made, why)),
            entered,
            lambda trouble: work.tell(page, trouble_said(here, trouble)),
        )

    def begin_visit(self, record: Registrant) -> None:
        """Show the form for a visit without the kiosk."""
        work = self._work
        page = WalkInPage(work.here, record, work.now())
        page.back_wanted.connect(lambda: self._reopen(page, record.registrant_id, ""))
        page.begin_wanted.connect(lambda said: self._begin(page, said))
        work.window.show_page(page, "people")

    def _begin(self, page: WalkInPage, said: WalkIn) -> None:
        work = self._work

        def begun(view: CheckInPage) -> None:
            if work.shows(page):
                self._visit(view.check_in.check_in_id)
            else:
                told = work.here.say("desk.queue.is_yours", ticket=view.entry.ticket)
                work.window.notice(told, "caution")

        work.asking.ask(
            lambda: work.link.records.walk_in(said),
            begun,
            lambda trouble: work.tell(page, trouble_said(work.here, trouble)),
        )

    # --- scans -------------------------------------------------------------------------------------------

    def scan(self, page: Record) -> None:
        """Ask what it shows, then for the file, and keep it."""
        here = self._work.here
        options = [(kind.value, here.say(words(f"desk.scan.kind.{kind.value}"))) for kind in AttachmentKind]
        dialog = PickDialog(here, "scan", here.say("desk.scan.what"), options, self._work.window)
        dialog.picked.connect(lambda kind: self._attach(page, AttachmentKind(kind)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _attach(self, page: Record, kind: AttachmentKind) -> None:
        work, here, registrant_id = self._work, self._work.here, page.registrant_id
        file = work.choose_file(here.say("desk.scan.choose"))
        if file is None:
            return

        def asking() -> Attachment | Trouble:
            return work.link.records.attach(registrant_id, kind, file.stem[:120], _read(file))

        self._ask(page, asking, lambda _kept: self._reopen(page, registrant_id, here.say("desk.scan.kept")))

    def open_scan(self, page: Record, attachment_id: str, media_type: str) -> None:
        """Save a scan where the officer says, and open it with the machine's own viewer."""
        work, here = self._work, self._work.here
        ending = "pdf" if media_type == "application/pdf" else "jpg"
        place = work.choose_place(here.say("desk.scan.open"), f"scan-{attachment_id[:8]}.{ending}")
        if place is None:
            return

        def fetched(body: bytes) -> None:
            # Nothing of a person opens before whoever stands at a locked desk.
            if self._save(page, place, body) and not work.window.locked:
                QDesktopServices.openUrl(QUrl.fromLocalFile(str(place)))

        self._ask(page, lambda: work.link.records.attachment(attachment_id), fetched)

    # --- fees --------------------------------------------------------------------------------------------

    def fees(self, page: Record, view: RecordView) -> None:
        """Show the ledger and take the next line."""
        dialog = FeesDialog(self._work.here, view.fees, view.owed_cents, self._work.window)
        dialog.entered.connect(lambda act, cents, reason: self._charge(page, act, cents, reason))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _charge(self, page: Record, act: FeeAct, cents: int, reason: str) -> None:
        work, here, person = self._work, self._work.here, page.registrant_id
        asked = EnterFee(self._fee.id_of(page, act, cents, reason), act, cents, reason)

        def entered(line: FeeLine) -> None:
            self._fee.answered()
            self._reopen(page, person, here.say("desk.fee.entered"))
            if line.act is FeeAct.PAID:
                self._print(
                    page,
                    f"fee-{line.receipt_number}",
                    lambda: work.link.records.fee_receipt(line.fee_id, here.look.language.code),
                )

        def not_entered(trouble: Refused | Unreachable) -> None:
            self._fee.answered(trouble)
            work.tell(page, trouble_said(here, trouble))

        work.asking.ask(lambda: work.link.records.enter_fee(person, asked), entered, not_entered)

    # --- papers ------------------------------------------------------------------------------------------

    def papers(self, page: Record, view: RecordView) -> None:
        """Ask which paper, and print it."""
        here = self._work.here
        options = []
        if view.earlier:
            day = here.day_of(view.earlier[0].completed_at)
            options.append(("receipt", here.say("desk.papers.receipt", day=day)))
            options.append(("certificate", here.say("desk.papers.certificate")))
            options.append(("set_right", here.say("desk.papers.set_right", day=day)))
        if any(one.printed and one.due for one in view.schedules):
            options += [
                (f"dates:{one.code}", here.say("desk.papers.dates", language=one.name))
                for one in map(language, languages())
            ]
        options += [(f"form:{form.name}", form.title) for form in view.forms]
        title = here.say("desk.papers.which" if options else "desk.papers.none")
        dialog = PickDialog(here, "papers", title, options, self._work.window)
        dialog.picked.connect(lambda which: self._make(page, view, which))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _make(self, page: Record, view: RecordView, which: str) -> None:
        records, person = self._work.link.records, view.record.registrant_id
        code = self._work.here.look.language.code
        match which.partition(":"):
            case ("receipt", _, _):
                last = view.earlier[0].appearance_id
                self._print(page, f"receipt-{person}", lambda: records.receipt_again(last))
            case ("certificate", _, _):
                self._print(page, f"certificate-{person}", lambda: records.certificate(person, code))
            case ("set_right", _, _):
                last = view.earlier[0].appearance_id
                told = self._work.here.say("desk.papers.superseding")
                self.amend(view.record, supersedes=last, told=told)
            case ("dates", _, chosen):
                self._write_days(page, person, chosen)
            case (_, _, name):
                self._fill(page, person, name)

    def _write_days(self, page: Record, registrant_id: str, code: str) -> None:
        work = self._work

        def written(paper: DatesLetterPaper) -> None:
            def told(text: str, tone: str) -> None:
                work.tell(page, text, tone)

            title, name = work.here.say("desk.paper.save"), f"letter-{paper.number}.pdf"
            save(work, title, name, lambda: dates_letter_pdf(paper, language(code).say), told)

        self._ask(page, lambda: work.link.records.dates_letter(registrant_id, code), written)

    def _print(self, page: Record, name: str, fetch: Callable[[], Paper | Trouble]) -> None:
        work = self._work

        def tell(text: str, tone: str) -> None:
            # The record may have been shown anew meanwhile, with the line that was just entered.
            shown = work.window.page
            same = isinstance(shown, Record) and shown.registrant_id == page.registrant_id
            if same or tone == "trouble":
                work.tell(shown if isinstance(shown, Record) and same else page, text, tone)

        self._papers = PaperWork(work, name, fetch, tell)
        self._papers.print()

    def _fill(self, page: Record, registrant_id: str, name: str) -> None:
        work, here = self._work, self._work.here
        place = work.choose_place(here.say("desk.paper.save"), f"{name}-{registrant_id}.pdf")
        if place is None:
            return

        def fetched(form: FormToFill) -> None:
            made = fill(form.pdf, form.values)
            if isinstance(made, NotAForm):
                work.tell(page, here.say(words(f"desk.form_trouble.{made.why}")))
            elif self._save(page, place, made.pdf):
                work.tell(page, self._saved(made, place), "caution" if made.left_over else "done")

        self._ask(page, lambda: work.link.records.form(registrant_id, name), fetched)

    def _saved(self, made: Filled, place: Path) -> str:
        here = self._work.here
        said = here.say("desk.paper.saved", place=str(place))
        if made.left_over:
            return f"{said} {here.say('desk.papers.by_hand', fields=', '.join(made.left_over))}"
        return said

    def _save(self, page: Record, place: Path, body: bytes) -> bool:
        try:
            place.write_bytes(body)
        except OSError as trouble:
            why = trouble.strerror or type(trouble).__name__
            self._work.tell(page, self._work.here.say("desk.paper.not_saved", why=why))
            return False
        return True

    def _ask(self, page: Record, question: Callable[[], T | Trouble], then: Callable[[T], None]) -> None:
        work = self._work
        work.asking.ask(question, then, lambda trouble: work.tell(page, trouble_said(work.here, trouble)))


def asked_of(advice: Advice) -> Asked:
    """The facts that the tables ask of each offense, beside what has a field of its own."""
    found: dict[int, dict[str, None]] = {}
    for one in advice.tiers:
        names = found.setdefault(one.place, {})
        names.update(dict.fromkeys(name for name in one.needs if name not in OWN_FIELDS))
    return {place: tuple(names) for place, names in found.items()}


def first_asked(advice: Advice) -> tuple[str, str]:
    """The part of the form and the field in which the first question of the tables is answered."""
    first = next(one for one in advice.tiers if one.needs)
    part, need = f"offenses.{first.place}", first.needs[0]
    return part, f"{part}.{OWN_FIELDS.get(need) or f'facts.{need}'}"


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""
