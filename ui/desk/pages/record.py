"""One person's whole record: what is on file, what is owed, and who changed what and when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from kiosk.registrant import Offense, Registrant
from kiosk.topics import PAGES, on_file
from kiosk.words import words
from sync.station.desk_wire import RecordPage as RecordView
from ui.desk.belongings import belongings
from ui.desk.compare import said
from ui.desk.face import Face
from ui.desk.factor import FactorDialog
from ui.desk.here import Here
from ui.desk.owed import arrivals_shown, earlier_shown, schedules_shown
from ui.desk.parts import column, holding, label, line, rule, scrolling
from ui.desk.person import facts_of, head
from ui.desk.said import Said
from ui.desk.verb import Verb
from ui.style.icons import Icon

_TOP = Qt.AlignmentFlag.AlignTop


class RecordPage(QWidget):
    """Draws one ``RecordView``; the PIN is all that can be set here."""

    back_wanted = Signal()
    check_in_wanted = Signal(str)
    """The id of this person's open check-in."""
    factor_wanted = Signal(str)
    """The PIN this person chose."""
    visit_wanted = Signal()
    """Begin a visit at the desk, without the kiosk."""
    amend_wanted = Signal()
    answer_wanted = Signal()
    """Answer what the tier tables ask of an offense."""
    scan_wanted = Signal()
    scan_opened = Signal(str, str)
    """A scan's id and media type."""
    fees_wanted = Signal()
    papers_wanted = Signal()
    residency_wanted = Signal()
    time_wanted = Signal()
    """An appointment."""
    reminders_wanted = Signal()

    def __init__(self, here: Here, view: RecordView, today: dt.date) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self._here, self._view = here, view
        self._face = Face(here)
        self._said = Said(here.look, "record.said")
        look, record = here.look, view.record
        top = head(
            here,
            [label(record.name.full(), "title", wraps=False, name="record.name")],
            [*facts_of(here, record), here.say("desk.record.version", version=record.version)],
            view.schedules,
            today,
            [self._face],
            list(self._verbs()),
        )
        sheet = scrolling(self._sheet(), "record.sheet")
        todo = line(look, *self._todo(), None, gap=look.shape.tight * 2)
        layout = column(look, top, todo, rule(), self._said, sheet, margin=look.shape.gap)
        layout.setStretchFactor(sheet, 1)
        self.setLayout(layout)
        self.setFocusProxy(sheet)

    @property
    def registrant_id(self) -> str:
        """Whose record it is."""
        return self._view.record.registrant_id

    def show_photograph(self, jpeg: bytes) -> None:
        """Put the photograph on file into the head."""
        self._face.show_jpeg(jpeg)

    def say(self, text: str, tone: str = "trouble") -> None:
        """Say how something went."""
        self._said.say(text, tone)

    def _verbs(self) -> Iterator[Verb]:
        look, say = self._here.look, self._here.say
        if self._view.open_check_ins:
            first = self._view.open_check_ins[0]
            yield Verb(
                look,
                say("desk.record.open_check_in"),
                "record.check_in",
                lambda: self.check_in_wanted.emit(first),
                key="Ctrl+O",
                icon=Icon.QUEUE,
            )
        yield Verb(
            look, say("desk.factor.set"), "record.factor", self._ask_factor, key="F7", icon=Icon.KEYBOARD
        )
        yield Verb(look, say("desk.record.back"), "record.back", self.back_wanted.emit, key="Esc")

    def _todo(self) -> Iterator[Verb]:
        """What an officer does with a person's record."""
        look, say = self._here.look, self._here.say
        for name, wish, key, icon in (
            ("visit", self.visit_wanted, "F2", Icon.QUEUE),
            ("amend", self.amend_wanted, "F3", Icon.CHANGED),
            ("scan", self.scan_wanted, "F4", Icon.DOCUMENT),
            ("fees", self.fees_wanted, "F6", Icon.CARD),
            ("papers", self.papers_wanted, "F8", Icon.PRINTER),
            ("time", self.time_wanted, "F9", Icon.CLOCK),
            ("homes", self.residency_wanted, "F10", Icon.HOME),
        ):
            text = say(words(f"desk.record.do.{name}"))
            yield Verb(look, text, f"record.{name}", wish.emit, key=key, icon=icon)

    def _ask_factor(self) -> None:
        dialog = FactorDialog(self._here, self._view.record.name.full(), self)
        dialog.chosen.connect(self.factor_wanted)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _sheet(self) -> QWidget:
        here, view = self._here, self._view
        look = here.look
        wishes = (self.scan_opened.emit, self.answer_wanted.emit, self.reminders_wanted.emit)
        left = column(look, label(here.say("desk.record.on_file"), "heading"), self._on_file(), None)
        right = column(
            look,
            schedules_shown(here, view.schedules, view.windows),
            rule(),
            earlier_shown(here, view.earlier),
            rule(),
            arrivals_shown(here, view.arrivals),
            rule(),
            belongings(here, view, *wishes),
            None,
        )
        both = line(look, left, right, gap=look.shape.loose)
        both.setStretch(0, 1)
        both.setStretch(1, 1)
        return holding(both)

    def _on_file(self) -> QWidget:
        look = self._here.look
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look.shape.gap)
        grid.setVerticalSpacing(look.shape.tight)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 2)
        for row, (title, text) in enumerate(_rows(self._here, self._view.record)):
            grid.addWidget(rule(), 2 * row, 0, 1, 2)
            grid.addWidget(label(title), 2 * row + 1, 0, _TOP)
            grid.addWidget(label(text), 2 * row + 1, 1, _TOP)
        return holding(grid)


def _rows(here: Here, record: Registrant) -> Iterator[tuple[str, str]]:
    """Title and text of everything on file, in the form's order; what is empty is left out."""
    say = here.say
    yield say("desk.row.id_number"), record.id_number or say("desk.record.none")
    for topics in PAGES.values():
        for topic in topics:
            for entry in on_file(record, topic):
                yield say(words(f"desk.topic.{topic.value}")), said(entry, say)
    yield from _officer_only(here, record)


def _officer_only(here: Here, record: Registrant) -> Iterator[tuple[str, str]]:
    say, looks, taken = here.say, record.description, record.biometrics
    for basis in record.bases:
        kind = say(words(f"desk.basis.{basis.kind.value}"))
        yield say("desk.record.basis"), f"{kind}, {basis.county}"
    if any((looks.height_in, looks.weight_lb, looks.eyes, looks.hair, looks.marks)):
        height, weight = looks.height_in or 0, looks.weight_lb or 0
        told = say(
            "desk.record.looks_told",
            feet=height // 12,
            inches=height % 12,
            pounds=weight,
            eyes=looks.eyes,
            hair=looks.hair,
        )
        yield say("desk.topic.looks"), "\n".join((told, *looks.marks))
    for offense in record.offenses:
        yield say("desk.record.offense"), _offense(here, offense)
    for denial in record.denials:
        where = denial.court, denial.case_number
        yield (
            say("desk.record.denial"),
            ", ".join(text for text in (here.date(denial.judgment_on), *where) if text),
        )
    if record.guardian is not None:
        yield say("desk.record.guardian"), f"{record.guardian.name}, {record.guardian.relation}"
    for said_as, day in (
        ("desk.record.fingerprints", taken.fingerprints_on),
        ("desk.record.palm_prints", taken.palm_prints_on),
        ("desk.record.dna", taken.dna_given_on),
    ):
        yield say(said_as), here.date(day) if day else say("desk.record.not_taken")
    for note in record.notes:
        yield say("desk.record.note"), note


def _offense(here: Here, offense: Offense) -> str:
    lines = [offense.description, offense.statute]
    if offense.convicted_on is not None:
        day, place = offense.convicted_on, offense.convicted_at
        lines.append(here.say("desk.record.convicted", day=day, place=place))
    return "\n".join(text for text in lines if text)
