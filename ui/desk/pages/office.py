"""The office at a glance: who calls for help, how the kiosks stand, and whether the audit log is whole."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kiosk.ledger import dollars
from kiosk.words import words
from sync.station.desk_wire import AuditLine, AuditVerdict, KioskSeen, QueueView
from sync.station.people_wire import DayOfFees, Efforts, TicketChecked
from ui.desk.books_said import log_cells, log_columns
from ui.desk.calls import Calls, expected, kiosk_said, letters
from ui.desk.here import Here
from ui.desk.parts import column, field, label, line, mark_wrong, rule
from ui.desk.rows import Cell, Column, Rows
from ui.desk.said import Said
from ui.desk.verb import Verb
from ui.style.icons import Icon


class OfficePage(QWidget):
    """Draws the live view's kiosks and calls; the audit log is looked at when asked."""

    help_answered = Signal(str, str)
    """A help call's id, and ``coming`` or ``window``."""
    audit_wanted = Signal()
    ticket_wanted = Signal(str, str)
    """Whether this slip is genuine: its number and its code."""
    attention_wanted = Signal()
    """Somebody new calls for help."""

    def __init__(self, here: Here) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self._here = here
        look, say = here.look, here.say
        self._calls = Calls(here)
        self._calls.answered.connect(self.help_answered)
        self._no_calls = label(say("desk.office.no_calls"), "caption")
        self._efforts = label("", name="office.efforts")
        self._fees = label("", name="office.fees")
        self._number = field("office.ticket", say("desk.office.ticket"), say("desk.office.ticket"))
        self._code = field("office.code", say("desk.office.code"), say("desk.office.code"))
        self._code.returnPressed.connect(self._ask_ticket)
        self._kiosks = Rows(look, "office.kiosks", say("desk.office.kiosks"), _kiosk_columns(here), _nothing)
        self._verdict = Said(look, "office.verdict")
        self._said = Said(look, "office.said")
        self._log = Rows(look, "office.audit", say("desk.office.audit"), log_columns(here), _nothing)
        top = self._top()
        layout = column(
            look,
            label(here.office, "title", wraps=False),
            self._said,
            label(say("desk.office.calls"), "heading"),
            self._calls,
            self._no_calls,
            top,
            rule(),
            line(look, label(say("desk.office.audit"), "heading"), None, self._verify()),
            self._verdict,
            self._log,
            margin=look.shape.margin,
        )
        layout.setStretchFactor(self._log, 1)
        self.setLayout(layout)
        self.setFocusProxy(self._kiosks)

    def _top(self) -> QHBoxLayout:
        look, say = self._here.look, self._here.say
        check = Verb(
            look, say("desk.office.check_ticket"), "office.check_ticket", self._ask_ticket, key="Ctrl+T"
        )
        counter = column(
            look,
            label(say("desk.office.counter"), "heading"),
            self._efforts,
            self._fees,
            line(look, self._number, self._code, check, gap=look.shape.tight * 2),
            None,
        )
        kiosks = column(look, label(say("desk.office.kiosks"), "heading"), self._kiosks)
        made = line(look, counter, kiosks, gap=look.shape.loose)
        made.setStretch(0, 3)
        made.setStretch(1, 2)
        return made

    def _verify(self) -> Verb:
        wish, text = self.audit_wanted.emit, self._here.say("desk.office.verify")
        return Verb(self._here.look, text, "office.verify", wish, key="F6", icon=Icon.CHECK)

    def show_live(self, view: QueueView) -> None:
        """Draw calls and kiosks as they stand."""
        if self._calls.show_calls(view.help_calls, letters(view.kiosks), view.now):
            self.attention_wanted.emit()
        self._no_calls.setVisible(all(call.answer for call in view.help_calls))
        rows = [
            (kiosk, *kiosk_said(self._here, kiosk, view.now)) for kiosk in expected(view.kiosks, view.now)
        ]
        self._kiosks.show_rows(
            [kiosk.kiosk_id for kiosk, _, _ in rows],
            [_kiosk_cells(self._here, kiosk, said) for kiosk, said, _ in rows],
        )

    def show_efforts(self, efforts: Efforts) -> None:
        """What completions and entries cost an officer lately."""
        say = self._here.say
        seconds, presses = efforts.seconds, efforts.presses
        if seconds is None or presses is None:
            self._efforts.setText(say("desk.office.no_efforts"))
            return
        told = [say("desk.office.efforts", completions=efforts.completions, seconds=seconds, presses=presses)]
        if efforts.entry_seconds is not None:
            told.append(say("desk.office.entries", entries=efforts.entries, seconds=efforts.entry_seconds))
        self._efforts.setText(" ".join(told))

    def show_fees(self, day: DayOfFees) -> None:
        """Today's ledger in one line."""
        amounts = {
            name: dollars(cents)
            for name, cents in (
                ("due", day.due_cents),
                ("paid", day.paid_cents),
                ("waived", day.waived_cents),
            )
        }
        text = self._here.say(
            "desk.office.fees", due=amounts["due"], paid=amounts["paid"], waived=amounts["waived"]
        )
        self._fees.setText(text)

    def show_ticket(self, number: str, checked: TicketChecked) -> None:
        """Whether the slip is genuine, and how its check-in stands."""
        say = self._here.say
        if not checked.genuine or checked.state is None or checked.submitted_at is None:
            self._said.say(say("desk.office.ticket_false", number=number))
            return
        at, state = self._here.moment(checked.submitted_at), words(f"desk.state.{checked.state.value}")
        self._said.say(say("desk.office.ticket_true", number=number, at=at, state=state), "done")

    def _ask_ticket(self) -> None:
        number, code = self._number.text().strip(), self._code.text().strip()
        mark_wrong(self._number, wrong=not number)
        mark_wrong(self._code, wrong=not code)
        if number and code:
            self.ticket_wanted.emit(number.upper(), code)

    def show_audit(self, verdict: AuditVerdict, lines: Sequence[AuditLine]) -> None:
        """Say whether the log is whole, and draw its newest lines, newest first."""
        if verdict.broken_at is None:
            told = self._here.say(
                "desk.office.whole", lines=verdict.lines, chain=verdict.last_chain[-_SIGNS:]
            )
            self._verdict.say(told, "done")
        else:
            self._verdict.say(self._here.say("desk.office.broken", line=verdict.broken_at))
        newest = sorted(lines, key=lambda one: one.sequence, reverse=True)
        self._log.show_rows(
            [str(one.sequence) for one in newest], [log_cells(self._here, one) for one in newest]
        )

    def say(self, text: str, tone: str = "trouble") -> None:
        """Say how something went."""
        self._said.say(text, tone)


_SIGNS = 12
"""Signs of the chain that are enough to compare by eye with a paper."""


def _nothing() -> None:
    """Double click opens nothing."""


def _kiosk_columns(here: Here) -> tuple[Column, ...]:
    say = here.say
    return (
        Column(say("desk.office.kiosk")),
        Column(say("desk.office.seen"), figures=True),
        Column(say("desk.office.to_send"), figures=True),
        Column(say("desk.office.how"), stretches=True),
    )


def _kiosk_cells(here: Here, kiosk: KioskSeen, said: str) -> tuple[Cell, ...]:
    return (
        Cell(kiosk.letter),
        Cell(here.time(kiosk.seen_at)),
        Cell(str(kiosk.waiting)),
        Cell(said, tells=said),
    )
