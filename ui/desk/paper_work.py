"""Prints and saves the desk's papers, and says truthfully whether one came out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from devices.paper import typeset
from devices.ports import PrinterStatus
from devices.printer import trouble
from kiosk.papers import Paper
from sync.station.desk_wire import Refused, SignInAgain, Trouble, Unreachable
from ui.desk.asking import trouble_said
from ui.desk.said import sentence
from ui.desk.work import Work
from ui.texts import language

Tell = Callable[[str, str], None]
"""A sentence and its tone."""


@dataclass(frozen=True)
class _Fetched:
    paper: Paper


class PaperWork:
    """One check-in's paper. ``fetch`` asks the station for the next copy, which it writes down as printed.

    A paper that surely did not come out is tried again as it is: the next copy would be called a duplicate.
    """

    def __init__(self, work: Work, name: str, fetch: Callable[[], Paper | Trouble], tell: Tell) -> None:
        self._work, self._name, self._fetch, self._tell = work, name, fetch, tell
        self._in_hand: Paper | None = None
        self._busy = False

    def print(self) -> None:
        """Fetch the paper unless one is in hand, and print it."""
        self._with_paper(self._print)

    def save(self) -> None:
        """Fetch the paper unless one is in hand, and save it where the officer says."""
        say = self._work.here.say
        place = self._work.choose_place(say("desk.paper.save"), f"{self._name}.pdf")
        if place is not None:
            self._with_paper(lambda paper: self._save(paper, place))

    def _with_paper(self, then: Callable[[Paper], None]) -> None:
        if self._busy:
            return
        self._busy = True
        self._tell(self._work.here.say("desk.paper.printing"), "caution")
        if self._in_hand is not None:
            then(self._in_hand)
            return

        def asking() -> _Fetched | Trouble:
            paper = self._fetch()
            return paper if isinstance(paper, Refused | SignInAgain | Unreachable) else _Fetched(paper)

        def got(fetched: _Fetched) -> None:
            self._in_hand = fetched.paper
            then(fetched.paper)

        def not_got(why: Refused | Unreachable) -> None:
            self._busy = False
            self._tell(trouble_said(self._work.here, why), "trouble")

        self._work.asking.ask(asking, got, not_got)

    def _print(self, paper: Paper) -> None:
        work = self._work

        def printing(_cancel: object) -> PrinterStatus:
            return work.printer.print_pdf(typeset(paper, language(paper.language).say, work.paper))

        work.asking.jobs.run(printing, self._printed)

    def _printed(self, status: PrinterStatus) -> None:
        self._busy = False
        if status is PrinterStatus.READY or status is PrinterStatus.NOT_CONFIRMED:
            self._in_hand = None
        stopped = trouble(status)
        if stopped is None:
            self._tell(self._work.here.say("desk.paper.printed"), "done")
        else:
            self._tell(sentence(self._work.here.look, stopped), "trouble")

    def _save(self, paper: Paper, place: Path) -> None:
        size = self._work.paper

        def saving(_cancel: object) -> str:
            try:
                place.write_bytes(typeset(paper, language(paper.language).say, size))
            except OSError as trouble_met:
                return trouble_met.strerror or type(trouble_met).__name__
            return ""

        def saved(why: str) -> None:
            self._busy = False
            if why:
                self._tell(self._work.here.say("desk.paper.not_saved", why=why), "trouble")
            else:
                self._in_hand = None
                self._tell(self._work.here.say("desk.paper.saved", place=str(place)), "done")

        self._work.asking.jobs.run(saving, saved)
