"""The appearance is completed: when to come next, huge, the paper, and a while to take it back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.papers import CompletionReceiptPaper, Next, days_said
from sync.station.desk_wire import CompletedView, Effort
from ui.desk.here import Here
from ui.desk.parts import column, field, holding, label, line, mark_wrong, rule, scrolling, with_icon
from ui.desk.said import Said
from ui.desk.verb import Verb
from ui.style.icons import Icon

_TICK_MS = 1000


class DonePage(QWidget):
    """Shows a ``CompletedView``. The first copy is printed by itself; the buttons print and save more."""

    print_wanted = Signal()
    save_wanted = Signal()
    undo_wanted = Signal(str)
    """The reason."""
    queue_wanted = Signal()

    enter_wanted = Signal()
    """Type it into the state's system."""

    def __init__(
        self,
        here: Here,
        view: CompletedView,
        now: dt.datetime,
        *,
        effort: Effort | None = None,
        by_hand: bool = False,
    ) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self._here, self._view, self._now = here, view, now
        self._effort, self._by_hand = effort, by_hand
        look = here.look
        self._printed = Said(look, "done.printed")
        self._said = Said(look, "done.said")
        self._left = label("", "caption", name="done.left")
        self._reason = field("done.reason", here.say("desk.done.reason"), here.say("desk.done.reason"))
        self._undo = Verb(
            look, here.say("desk.done.undo"), "done.undo", self._ask_undo, key="F7", icon=Icon.UNDO
        )
        self._ticking = QTimer(self)
        self._ticking.setInterval(_TICK_MS)
        self._ticking.timeout.connect(self._tick)
        told = scrolling(holding(column(look, *self._told(), None, gap=look.shape.tight * 2)), "done.told")
        layout = column(
            look,
            self._head(),
            rule(),
            told,
            self._printed,
            self._said,
            rule(),
            self._foot(),
            margin=look.shape.margin,
        )
        layout.setStretchFactor(told, 1)
        self.setLayout(layout)
        self._show_left()
        self._ticking.start()

    def say_printed(self, text: str, tone: str) -> None:
        """Say whether the paper came out, or where it was saved."""
        self._printed.say(text, tone)

    def say(self, text: str, tone: str = "trouble") -> None:
        """Say how something went."""
        self._said.say(text, tone)
        self._show_left()

    def _head(self) -> QWidget:
        here, facts = self._here, self._view.appearance
        receipt = self._view.receipt
        done = with_icon(
            here.look,
            Icon.DONE,
            "done",
            label(here.say("desk.done.title", name=receipt.registrant), "title"),
            middle=True,
        )
        told = here.say(
            "desk.done.facts",
            ticket=receipt.ticket,
            at=here.time(facts.completed_at),
            officer=facts.officer_name,
            number=receipt.number,
            changes=facts.how_many_changes(),
        )
        parts: list[QWidget] = [label(told)]
        if (spent := self._effort) is not None:
            cost = here.say("desk.done.effort", seconds=spent.seconds, presses=spent.presses)
            parts.append(label(cost, "caption", name="done.effort"))
        return holding(column(here.look, done, *parts, gap=here.look.shape.tight))

    def _told(self) -> Iterator[QWidget]:
        here, receipt = self._here, self._view.receipt
        if not receipt.next:
            yield label(here.say("paper.receipt.no_day"), "title")
        for window in receipt.next:
            for said, day in days_said(window):
                yield label(here.say(said), "heading")
                yield label(here.date(day), "huge", name="done.window")
            yield from self._reasons(window)
        yield label(here.say(receipt.counted_as), "caption")
        yield from self._travel(receipt)

    def _reasons(self, window: Next) -> Iterator[QWidget]:
        for reason in window.reasons:
            sum_said = f" {self._here.say(reason.arithmetic)}" if reason.arithmetic else ""
            yield label(f"{self._here.say(reason.why)}{sum_said} ({reason.section})", "caption")

    def _travel(self, receipt: CompletionReceiptPaper) -> Iterator[QWidget]:
        for passage in receipt.passages:
            lines = (text if isinstance(text, str) else self._here.say(text) for text in passage.lines)
            yield label(f"{self._here.say(passage.title)}: {', '.join(lines)}")

    def _foot(self) -> QVBoxLayout:
        look, say = self._here.look, self._here.say
        again = Verb(
            look, say("desk.done.print"), "done.print", self.print_wanted.emit, key="F8", icon=Icon.PRINTER
        )
        save = Verb(
            look, say("desk.done.save"), "done.save", self.save_wanted.emit, key="Ctrl+S", icon=Icon.DOCUMENT
        )
        next_role = "row" if self._by_hand else "primary"
        on = Verb(
            look, say("desk.done.queue"), "done.queue", self.queue_wanted.emit, key="F9", role=next_role
        )
        undo = line(look, self._reason, self._undo, self._left)
        undo.setStretch(0, 1)
        undo.setStretch(2, 1)
        onward = line(look, again, save, None, on)
        if self._by_hand:
            enter = Verb(
                look,
                say("desk.done.enter"),
                "done.enter",
                self.enter_wanted.emit,
                key="F10",
                role="primary",
                icon=Icon.KEYBOARD,
            )
            onward.addWidget(enter)
        return column(look, undo, onward)

    def _tick(self) -> None:
        self._now += dt.timedelta(milliseconds=_TICK_MS)
        self._show_left()

    def _show_left(self) -> None:
        until = self._view.outcome.undo_until
        left = max(0, int((until - self._now).total_seconds())) if until else 0
        self._undo.setEnabled(left > 0)
        self._reason.setEnabled(left > 0)
        if left > 0:
            said = self._here.say("desk.done.left", minutes=left // 60, seconds=f"{left % 60:02d}")
        else:
            said = self._here.say("desk.done.hold_over")
            self._ticking.stop()
        self._left.setText(said)

    def _ask_undo(self) -> None:
        reason = self._reason.text().strip()
        mark_wrong(self._reason, wrong=not reason)
        if not reason:
            self._reason.setFocus()
            return
        self._undo.setEnabled(False)
        self.undo_wanted.emit(reason)
