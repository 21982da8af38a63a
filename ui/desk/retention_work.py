"""Works the page of retention: what could go today, the legal holds, and what was removed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from sync.station.cells import csv_of
from sync.station.client import new_id
from sync.station.desk_wire import Refused, Trouble, Unreachable
from sync.station.retention_wire import LiftHold, PlaceHold, Preview, RetentionPage, RunReport, RunSeries
from ui.desk.access_dialogs import SureDialog
from ui.desk.asks import Asks
from ui.desk.book_work import Book
from ui.desk.choice import Choice
from ui.desk.here import Here
from ui.desk.pages.listing import ListPage
from ui.desk.parts import field, label
from ui.desk.retention_said import holds_shown, preview_shown, retention_columns, runs_shown, series_said
from ui.desk.saving import save
from ui.desk.verb import Verb
from ui.style.icons import Icon

_REPORT: Final = ("run", "series", "at", "officer", "source", "verified_by", "item", "rows", "proof")


class HoldDialog(Asks):
    """Whose record and why; without ``whose`` only the reason is asked for."""

    chosen = Signal(str, str)
    """Who, and the reason."""

    def __init__(self, here: Here, title: str, parent: QWidget, *, whose: bool = True) -> None:
        super().__init__(here, "hold", here.say(title), parent)
        self._who = field("hold.who", here.say("retention.who"))
        self._reason = field("hold.reason", here.say("retention.reason"))
        lines = (self._who, self._reason) if whose else (self._reason,)
        self._lines = lines
        parts = [part for one in lines for part in (label(one.accessibleName(), "strong"), one)]
        self._lay(title, *parts)

    def _go(self) -> None:
        empty = next((one for one in self._lines if not one.text().strip()), None)
        if empty is not None:
            self._wrong(empty, "retention.missing")
        else:
            self.chosen.emit(self._who.text().strip(), self._reason.text().strip())

    def say(self, text: str) -> None:
        """Say why it was not done; what was typed stays."""
        self._said.say(text)


class RetentionWork(Book):
    """One list at a time: a series, the holds, or the runs."""

    def show(self) -> None:
        """The first series."""
        here, look, say = self._work.here, self._work.here.look, self._work.here.say
        self._found = RetentionPage((), (), ())
        self._preview: Preview | None = None
        self._which = Choice(look, "retention.which", here.say("retention.which"))
        self._which.currentIndexChanged.connect(lambda _place: self._draw())
        hold = Verb(look, say("retention.hold"), "retention.hold", self._hold, key="Ctrl+N", icon=Icon.ADD)
        self._lift = Verb(look, here.say("retention.lift"), "retention.lift", self._lift_hold, key="Ctrl+L")
        self._report = Verb(
            look,
            here.say("retention.report"),
            "retention.report",
            self._save,
            key="Ctrl+P",
            icon=Icon.DOCUMENT,
        )
        self._remove = Verb(
            look, here.say("retention.remove"), "retention.remove", self._ask_sure, icon=Icon.ERASE
        )
        title = here.say("retention.title")
        below = (self._lift, self._report, self._remove)
        for verb in below:
            verb.hide()
        page = ListPage(here, "retention", title, retention_columns(here), (self._which, hold), below)
        self._open(page, "retention")
        self._load()

    def _load(self) -> None:
        def loaded(found: RetentionPage) -> None:
            if self._on_screen() is None:
                return
            place = max(0, self._which.currentIndex())
            self._found = found
            say = self._work.here.say
            names = [series_said(self._work.here, one.series_id) for one in found.series]
            self._which.blockSignals(True)
            self._which.clear()
            self._which.addItems([*names, say("retention.holds"), say("retention.runs")])
            self._which.setCurrentIndex(place)
            self._which.blockSignals(False)
            self._draw()

        self._work.asking.ask(self._work.link.retention.page, loaded, self._trouble)

    def _draw(self) -> None:
        page, here = self._on_screen(), self._work.here
        if page is None:
            return
        place = self._which.currentIndex()
        series, self._preview = self._found.series, None
        self._lift.setVisible(place == len(series))
        self._report.setVisible(place == len(series) + 1)
        self._remove.setVisible(place < len(series))
        if place == len(series):
            page.show_list(holds_shown(here, self._found.holds))
        elif place > len(series):
            page.show_list(runs_shown(here, self._found.runs))
        else:
            chosen, retention = series[place], self._work.link.retention

            def loaded(found: Preview) -> None:
                page = self._on_screen()
                if page is not None and self._which.currentIndex() == place:
                    self._preview = found
                    page.show_list(preview_shown(here, chosen, found))

            self._work.asking.ask(lambda: retention.preview(chosen.series_id), loaded, self._trouble)

    def _ask_sure(self) -> None:
        here, preview = self._work.here, self._preview
        if preview is None:
            return
        goes = sum(one.kept is None for one in preview.items)
        title = here.say("retention.sure", items=goes, series=series_said(here, preview.series_id))
        run = RunSeries(new_id(), preview.digest)  # pressed again after a lost answer, it is the same run
        dialog = SureDialog(
            here, title, (here.say("retention.sure_told"),), "retention.remove", self._work.window
        )
        dialog.sure.connect(lambda: self._run(preview.series_id, run))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _run(self, series_id: str, run: RunSeries) -> None:
        retention = self._work.link.retention

        def done(found: RunReport) -> None:
            self._load()
            self._say(self._work.here.say("retention.was_removed", items=found.about.items), "done")

        def not_done(trouble: Refused | Unreachable) -> None:
            self._trouble(trouble)
            self._draw()

        self._work.asking.ask(lambda: retention.run(series_id, run), done, not_done)

    def _save(self) -> None:
        page, retention = self._on_screen(), self._work.link.retention
        if page is None or not page.chosen:
            return
        chosen = page.chosen

        def found(report: RunReport) -> None:
            content, title = report_table(report), self._work.here.say("retention.report")
            save(self._work, title, f"removed-{report.about.run_id[:8]}.csv", lambda: content, self._say)

        self._work.asking.ask(lambda: retention.report(chosen), found, self._trouble)

    # --- holds -------------------------------------------------------------------------------------------

    def _hold(self) -> None:
        hold_id, retention = new_id(), self._work.link.retention
        self._ask(
            HoldDialog(self._work.here, "retention.hold", self._work.window),
            lambda who, reason: retention.place_hold(PlaceHold(hold_id, who, reason)),
        )

    def _lift_hold(self) -> None:
        page, retention = self._on_screen(), self._work.link.retention
        if page is None or not page.chosen:
            return
        hold_id = page.chosen
        self._ask(
            HoldDialog(self._work.here, "retention.lift", self._work.window, whose=False),
            lambda _who, reason: retention.lift_hold(hold_id, LiftHold(reason)),
        )

    def _ask(self, dialog: HoldDialog, do: Callable[[str, str], Trouble | None]) -> None:
        def done(_nothing: None) -> None:
            if isValid(dialog):
                dialog.accept()
            self._load()

        def chosen(who: str, reason: str) -> None:
            self._work.asking.ask(lambda: do(who, reason), done, self._not_taken(dialog, dialog.say))

        dialog.chosen.connect(chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def report_table(report: RunReport) -> bytes:
    """A run as a table: no name in it, only ids and proofs."""
    about = report.about
    head = (about.run_id, about.series_id, about.at, about.officer, report.source, report.verified_by)
    return csv_of(_REPORT, [(*head, one.item_id, one.rows, one.proof) for one in report.items])
