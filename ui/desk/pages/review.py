"""One check-in on one page: what is on file, what the card says, what was reported, and what the law asks."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from kiosk.papers import days_said
from sync.station.desk_wire import CheckInPage
from ui.desk.decision_bar import DecisionBar
from ui.desk.parts import button, column, label, line, panel, rule
from ui.desk.sheet import comparison
from ui.desk.time_line import TimeLine
from ui.style.look import Look

_PHOTO_WIDE, _PHOTO_HIGH = 120, 150


class ReviewPage(QWidget):
    """Draws one ``CheckInPage``; the three acts and the decision are always in sight below it."""

    complete_wanted = Signal(object)
    """A ``Checklist``."""
    decision_wanted = Signal(object, str)
    """A ``Decision`` and its reason."""
    identify_wanted = Signal(str)
    """The id of the registrant whose check-in this is."""
    photograph_wanted = Signal()
    """The officer wants to choose a new photograph."""
    back_wanted = Signal()

    def __init__(self, look: Look, page: CheckInPage, today: dt.date) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self._look = look
        self._page = page
        self._photo = QLabel(look.say("desk.review.no_photograph"))
        self._photo.setFixedSize(_PHOTO_WIDE, _PHOTO_HIGH)
        self._photo.setWordWrap(True)
        self._photo.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._photo.setProperty("role", "caption")
        self._photo.setAccessibleName(look.say("desk.review.photograph"))
        self._said = panel(look, "trouble", label("", name="review.said"))
        self._said.hide()
        self.decision = DecisionBar(look, page)
        self.decision.complete_wanted.connect(self.complete_wanted)
        self.decision.decision_wanted.connect(self.decision_wanted)
        self.decision.photograph_wanted.connect(self.photograph_wanted)
        sheet = QScrollArea()
        sheet.setWidgetResizable(True)
        sheet.setFrameShape(QScrollArea.Shape.NoFrame)
        sheet.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        sheet.setWidget(self._sheet(today))
        layout = column(look, sheet, self._said, rule(), self.decision, margin=look.shape.padding)
        layout.setStretchFactor(sheet, 1)
        self.setLayout(layout)

    def show_photograph(self, jpeg: bytes) -> None:
        """Put the photograph on file into the header."""
        picture = QPixmap()
        if picture.loadFromData(jpeg):
            self._photo.setPixmap(
                picture.scaled(
                    _PHOTO_WIDE,
                    _PHOTO_HIGH,
                    Qt.AspectRatioMode.KeepAspectRatio,
                    Qt.TransformationMode.SmoothTransformation,
                )
            )

    def say(self, text: str) -> None:
        """Show why something was not done; the page stays as it is."""
        said = self._said.findChild(QLabel, "review.said")
        if isinstance(said, QLabel):
            said.setText(text)
        self._said.show()
        self.decision.wake()

    def _sheet(self, today: dt.date) -> QWidget:
        look, page = self._look, self._page
        made = QWidget()
        made.setProperty("role", "page")
        parts: list[QWidget] = [self._header(today)]
        parts += self._flags()
        if page.record is None:
            parts.append(self._candidates())
        parts += [rule(), comparison(look, page), rule(), self._schedules()]
        parts += [rule(), self._earlier()]
        made.setLayout(column(look, *parts, None, gap=look.shape.gap))
        return made

    def _header(self, today: dt.date) -> QWidget:
        look, page, record = self._look, self._page, self._page.record
        name = record.name.full() if record else page.card.name or look.say("desk.review.unknown")
        facts = [page.entry.ticket]
        if record:
            facts.append(look.say("desk.review.tier", tier=record.tier or "?"))
            facts.append(look.say("desk.review.born", day=record.birth_date))
            facts.append(record.registry_id)
        facts.append(look.say("desk.review.arrived", at=page.entry.arrived_at.time()))
        back = button(
            look.say("desk.review.back"), "review.back", self.back_wanted.emit, key="Esc", role="quiet"
        )
        made = QWidget()
        made.setLayout(
            line(
                look,
                self._photo,
                column(
                    look,
                    line(look, label(name, "title", wraps=False, name="review.name"), None, back),
                    label("   ·   ".join(facts)),
                    TimeLine(look, page.schedules, today),
                    None,
                    gap=look.shape.tight,
                ),
            )
        )
        return made

    def _flags(self) -> list[QWidget]:
        say, entry, page = self._look.say, self._page.entry, self._page
        sentences = [say(flag) for flag in entry.flags]
        if entry.offline:
            sentences.append(say("desk.flag.offline"))
        if page.record and 0 < page.version_shown < page.record.version:
            sentences.append(say("desk.flag.record_moved_on"))
        if page.card.expires and page.card.expires < entry.arrived_at.date():
            sentences.append(say("desk.flag.card_expired", day=page.card.expires))
        return [panel(self._look, "caution", *(label(text) for text in sentences))] if sentences else []

    def _candidates(self) -> QWidget:
        look = self._look
        rows: list[QWidget] = [label(look.say("desk.review.whose"), "heading")]
        for candidate in self._page.candidates:
            agrees = ", ".join(look.say(f"desk.agrees.{what}") for what in candidate.agrees)
            words = look.say(
                "desk.review.candidate", name=candidate.name, day=candidate.birth_date, agrees=agrees
            )
            choose = button(
                look.say("desk.review.this_person"),
                f"review.identify.{candidate.registrant_id}",
                lambda chosen=candidate.registrant_id: self.identify_wanted.emit(chosen),  # type: ignore[misc]
            )
            row = QWidget()
            row.setLayout(line(look, label(words), None, choose))
            rows.append(row)
        if not self._page.candidates:
            rows.append(label(look.say("desk.review.nobody_fits")))
        return panel(look, "card", *rows)

    def _schedules(self) -> QWidget:
        look = self._look
        rows: list[QWidget] = [label(look.say("desk.review.windows"), "heading")]
        for window in self._page.windows:
            said = (f"{look.say(words)} {look.language.say_date(day)}" for words, day in days_said(window))
            rows.append(label(" ".join(said), "strong"))
        rows.append(label(look.say("desk.review.schedules"), "heading"))
        for schedule in self._page.schedules:
            due = look.language.say_date(schedule.due) if schedule.due else look.say("desk.review.not_known")
            told = look.say("desk.review.printed" if schedule.printed else "desk.review.officer_only")
            head = f"{due}   {schedule.what}   {schedule.ruleset} {schedule.section}   {told}"
            rows += [label(head, "strong"), label(look.say(schedule.reason))]
        made = QWidget()
        made.setLayout(column(look, *rows, gap=look.shape.tight))
        return made

    def _earlier(self) -> QWidget:
        look = self._look
        rows: list[QWidget] = [label(look.say("desk.review.earlier"), "heading")]
        for facts in self._page.earlier:
            kind = look.say(f"desk.visit_kind.{facts.kind.value}")
            rows.append(
                label(f"{look.language.say_date(facts.completed_at.date())}   {kind}   {facts.officer_name}")
            )
        if not self._page.earlier:
            rows.append(label(look.say("desk.review.none_earlier"), "caption"))
        made = QWidget()
        made.setLayout(column(look, *rows, gap=look.shape.tight))
        return made
