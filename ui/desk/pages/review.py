"""One check-in on one page: what is on file, what the card says, what was reported, and what the law asks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kiosk.appearance import Correction
from kiosk.changes import ReportedChange
from kiosk.words import words
from sync.station.desk_wire import CheckInPage, Draft, Found
from ui.desk.compare import Row, change_said
from ui.desk.correction import CorrectionDialog
from ui.desk.decision_bar import DecisionBar
from ui.desk.face import Face, Signed
from ui.desk.findings import Findings
from ui.desk.here import Here
from ui.desk.identify import Identify
from ui.desk.owed import earlier_shown, schedules_shown
from ui.desk.parts import clear, column, holding, label, line, panel, rule, scrolling, with_icon
from ui.desk.person import facts_of, flags_of_record, head
from ui.desk.said import Said
from ui.desk.sheet import comparison
from ui.desk.verb import Verb
from ui.style.icons import Icon
from ui.texts import say_in


class ReviewPage(QWidget):
    """Draws one ``CheckInPage``; the three acts and the decision are always in sight below it.

    Without ``mine`` somebody else holds it: everything can be read and nothing decided.
    """

    identify_wanted = Signal(str, str)
    """The id of the registrant whose check-in this is, and how the officer knows."""
    search_wanted = Signal(str)
    correct_wanted = Signal(int)
    """The place of a reported change that the officer wants to set right."""
    residency_wanted = Signal()
    """How near the person lives to schools and child care."""
    back_wanted = Signal()

    def __init__(
        self, here: Here, page: CheckInPage, rows: Sequence[Row], now: dt.datetime, *, mine: bool = True
    ) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self._here, self._page, self._today = here, page, here.day_of(now)
        self._face, self._new_face = Face(here), Face(here)
        self.face_on_file = b""
        """As JPEG; empty until it has come."""
        self._new_face.setAccessibleName(here.say("desk.photograph.new"))
        self._new_face.hide()
        self._said = Said(here.look, "review.said")
        self._identify: Identify | None = None
        self._findings = Findings(here, page.findings)
        self._homes = column(here.look, gap=0)
        self.decision = DecisionBar(here, page, self._findings)
        if not mine:
            self.decision.hide()
        sheet = scrolling(self._sheet(rows), "review.sheet")
        look = here.look
        layout = column(
            look, self._header(), rule(), sheet, self._said, rule(), self.decision, margin=look.shape.gap
        )
        layout.setSpacing(look.shape.tight * 2)
        layout.setStretchFactor(sheet, 1)
        self.setLayout(layout)
        sheet.setFocus()

    @property
    def page(self) -> CheckInPage:
        """What is shown."""
        return self._page

    @property
    def check_in_id(self) -> str:
        """Whose page it is."""
        return self._page.entry.check_in_id

    def show_photograph(self, jpeg: bytes) -> None:
        """Put the photograph on file into the header."""
        self.face_on_file = jpeg
        self._face.show_jpeg(jpeg)

    def show_new_photograph(self, jpeg: bytes) -> None:
        """Put a photograph taken just now beside the one on file."""
        self._new_face.show_jpeg(jpeg)
        self._new_face.show()

    def show_found(self, found: Sequence[Found]) -> None:
        """What a search for the right person found."""
        if self._identify is not None:
            self._identify.show_found(found)

    def show_homes(self, sentences: Sequence[str]) -> None:
        """What the officer should know of where the person lives; nothing without any."""
        clear(self._homes)
        look = self._here.look
        if sentences:
            said = [with_icon(look, Icon.HOME, "on_caution", label(text)) for text in sentences]
            made = panel(look, "caution", *said)
            made.setObjectName("review.homes_told")
            self._homes.addWidget(made)

    @property
    def said(self) -> str:
        """What it says now of how something went; empty when it is quiet."""
        return self._said.text

    def say(self, text: str, tone: str = "trouble") -> None:
        """Say how something went; the page stays as it is."""
        self._said.say(text, tone)

    def correct(self, place: int) -> None:
        """Let the officer set the change at ``place`` right."""
        signed, counts = self._page.check_in.changes[place], self.decision.counts(place)
        if counts is None:
            self.say(self._here.say("desk.correct.is_struck"), "caution")
            return
        persons = say_in(self._page.check_in.language)
        dialog = CorrectionDialog(self._here, persons, signed, counts, self)
        dialog.corrected.connect(partial(self._corrected, place))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def restore(self, kept: Draft) -> None:
        """Take up a draft, and say what was set right in it: another officer may have done that."""
        self.decision.restore(kept)
        if set_right := kept.checklist.corrections:
            self.say(" ".join(self._correction_said(one, one.officer_text) for one in set_right), "caution")

    def _corrected(self, place: int, correction: Correction, counts: ReportedChange | None) -> None:
        self.decision.take_correction(place, correction, counts)
        say = self._here.say
        text = say("desk.correct.struck") if counts is None else change_said(counts, say)
        self.say(self._correction_said(correction, text), "caution")

    def _correction_said(self, correction: Correction, text: str) -> str:
        done = words("desk.correct.done", text=text, initials=correction.initials)
        signed = words("desk.correct.signed_again", text=text)
        return self._here.say(signed if correction.signature else done)

    def _header(self) -> QWidget:
        here, page, record = self._here, self._page, self._page.record
        look = here.look
        name = record.name.full() if record else page.card.name or here.say("desk.review.unknown")
        titles = [
            label(page.entry.ticket, "title", wraps=False, name="review.ticket"),
            label(name, "title", wraps=False, name="review.name"),
        ]
        speaks = words(f"desk.language.{page.entry.language}")
        facts = [
            *(facts_of(here, record) if record else ()),
            here.say("desk.review.arrived", at=here.time(page.entry.arrived_at)),
            here.say("desk.review.language", language=speaks),
        ]
        back = Verb(look, here.say("desk.review.back"), "review.back", self.back_wanted.emit, key="Esc")
        faces = [self._face, self._new_face]
        homes = Verb(look, here.say("homes.verb"), "review.homes", self.residency_wanted.emit, key="F7")
        if record is None:
            homes.hide()
        return head(here, titles, facts, page.schedules, self._today, faces, [homes, back])

    def _flags(self) -> list[str]:
        say, page = self._here.say, self._page
        sentences = [say(flag) for flag in page.entry.flags]
        if page.record and 0 < page.version_shown < page.record.version:
            sentences.append(say("desk.flag.record_moved_on"))
        if page.card.expires and page.card.expires < self._today:
            sentences.append(say("desk.flag.card_expired", day=page.card.expires))
        sentences += [say(flag) for flag in page.law_flags]
        if page.record:
            sentences += [say("desk.flag.note", note=note) for note in page.record.notes]
            sentences += flags_of_record(self._here, page.record, self._today)
        return sentences

    def _sheet(self, rows: Sequence[Row]) -> QWidget:
        here, page = self._here, self._page
        look = here.look
        parts: list[QWidget] = []
        if sentences := self._flags():
            said = [with_icon(look, Icon.CAUTION, "on_caution", label(text)) for text in sentences]
            parts.append(panel(look, "caution", *said))
        parts.append(holding(self._homes))
        if page.findings:
            parts.append(self._findings)
        if page.record is None:
            parts.append(self._made_identify())
        parts.append(comparison(here, page, rows, self.correct_wanted.emit))
        parts += [rule(), self._signed()]
        if page.record is not None:
            owed = schedules_shown(here, page.schedules, page.windows)
            both = line(look, owed, earlier_shown(here, page.earlier), gap=look.shape.loose)
            both.setStretch(0, 3)
            both.setStretch(1, 2)
            parts += [rule(), holding(both)]
        return holding(column(look, *parts, None, gap=look.shape.padding))

    def _made_identify(self) -> Identify:
        made = Identify(self._here, self._page.candidates)
        made.identify_wanted.connect(self.identify_wanted)
        made.search_wanted.connect(self.search_wanted)
        self._identify = made
        return made

    def _signed(self) -> QWidget:
        here, signature = self._here, self._page.check_in.signature
        who = words(
            f"desk.signed.{signature.signer.value}",
            at=here.time(signature.signed_at),
            name=signature.signer_name,
            relation=signature.relation,
        )
        said = [here.say(who)]
        if signature.read_by:
            said.append(here.say("desk.signed.read_by", name=signature.read_by))
        return holding(line(here.look, Signed(here, signature), *(label(text) for text in said), None))
