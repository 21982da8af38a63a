"""The office at a glance: who calls for help, how the kiosks stand, and whether the audit log is whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kiosk.words import words
from sync.station.desk_wire import AuditLine, AuditVerdict, HelpCall, KioskSeen, QueueView
from ui.desk.calls import Calls, kiosk_said, letters
from ui.desk.here import Here
from ui.desk.parts import clear, column, label, line, rule
from ui.desk.rows import Cell, Column, Rows
from ui.desk.said import Said
from ui.desk.verb import Verb
from ui.style.icons import Icon


class OfficePage(QWidget):
    """Draws the live view's kiosks and calls; the audit log is looked at when asked."""

    help_answered = Signal(str, str)
    """A help call's id, and ``coming`` or ``window``."""
    audit_wanted = Signal()
    attention_wanted = Signal()
    """Somebody new calls for help."""

    def __init__(self, here: Here) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self._here = here
        look, say = here.look, here.say
        self._calls = Calls(here)
        self._calls.answered.connect(self.help_answered)
        self._answered = column(look, gap=look.shape.tight)
        self._no_calls = label(say("desk.office.no_calls"), "caption")
        self._kiosks = Rows(look, "office.kiosks", say("desk.office.kiosks"), _kiosk_columns(here), _nothing)
        self._verdict = Said(look, "office.verdict")
        self._said = Said(look, "office.said")
        self._log = Rows(look, "office.audit", say("desk.office.audit"), _audit_columns(here), _nothing)
        top = self._top()
        layout = column(
            look,
            label(here.office, "title"),
            self._said,
            top,
            rule(),
            line(look, label(say("desk.office.audit"), "heading"), None, self._verify()),
            self._verdict,
            self._log,
            margin=look.shape.margin,
        )
        layout.setStretchFactor(top, 2)
        layout.setStretchFactor(self._log, 3)
        self.setLayout(layout)
        self.setFocusProxy(self._kiosks)

    def _top(self) -> QHBoxLayout:
        look, say = self._here.look, self._here.say
        title = label(say("desk.office.calls"), "heading")
        calls = column(look, title, self._calls, self._answered, self._no_calls, None)
        kiosks = column(look, label(say("desk.office.kiosks"), "heading"), self._kiosks)
        made = line(look, calls, kiosks, gap=look.shape.loose)
        made.setStretch(0, 3)
        made.setStretch(1, 2)
        return made

    def _verify(self) -> Verb:
        wish, text = self.audit_wanted.emit, self._here.say("desk.office.verify")
        return Verb(self._here.look, text, "office.verify", wish, key="Ctrl+V", icon=Icon.CHECK)

    def show_live(self, view: QueueView) -> None:
        """Draw calls and kiosks as they stand."""
        if self._calls.show_calls(view.help_calls, letters(view.kiosks)):
            self.attention_wanted.emit()
        answered = [call for call in view.help_calls if call.answer]
        self._show_answered(answered, letters(view.kiosks))
        self._no_calls.setVisible(not view.help_calls)
        rows = [(kiosk, *kiosk_said(self._here, kiosk, view.now)) for kiosk in view.kiosks]
        self._kiosks.show_rows(
            [kiosk.kiosk_id for kiosk, _, _ in rows],
            [_kiosk_cells(self._here, kiosk, said) for kiosk, said, _ in rows],
        )

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
            [str(one.sequence) for one in newest], [_audit_cells(self._here, one) for one in newest]
        )

    def say(self, text: str, tone: str = "trouble") -> None:
        """Say how something went."""
        self._said.say(text, tone)

    def _show_answered(self, calls: Sequence[HelpCall], names: Mapping[str, str]) -> None:
        clear(self._answered)
        for call in calls:
            told = self._here.say(
                words(
                    f"desk.office.answered.{call.answer}",
                    at=self._here.time(call.called_at),
                    kiosk=names.get(call.kiosk_id, call.kiosk_id),
                    window=call.window,
                )
            )
            self._answered.addWidget(label(told))


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


def _audit_columns(here: Here) -> tuple[Column, ...]:
    say = here.say
    return (
        Column(say("desk.office.line"), figures=True),
        Column(say("desk.office.at")),
        Column(say("desk.office.event")),
        Column(say("desk.office.who")),
        Column(say("desk.office.from")),
        Column(say("desk.office.about"), stretches=True),
    )


def _audit_cells(here: Here, one: AuditLine) -> tuple[Cell, ...]:
    about = ", ".join(f"{name} {value}" for name, value in one.about)
    return (
        Cell(str(one.sequence)),
        Cell(here.brief(one.at)),
        Cell(one.event.replace("_", " ")),
        Cell(one.who),
        Cell(one.where),
        Cell(about, tells=about),
    )
