"""Works the page of cases: lists them, writes steps down, saves letters and packets as PDF."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from devices.paper.letter import letters_pdf
from devices.paper.packet import packet_pdf
from kiosk.case_papers import PacketPaper
from sync.station.case_wire import CasePage, Cases, CloseCase, Letters, TakeStep, WriteLetters
from sync.station.client import new_id
from sync.station.desk_wire import Refused, Unreachable
from ui.desk.asking import Unanswered, trouble_said
from ui.desk.pages.cases import CasesPage
from ui.desk.saving import save
from ui.desk.work import Work


class CaseWork:
    """One page at a time; answers that come after it was left are dropped."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._page: CasesPage | None = None
        self._opened = True
        self._step = Unanswered()
        self._batch = ""
        """What letters are asked for by until they lie in a file: asked again, they are the same."""
        self._unsaved: tuple[str, ...] = ()
        """Cases whose letter may be written down as sent and lies in no file yet."""

    def show(self) -> None:
        """The open cases."""
        page = CasesPage(self._work.here, self._work.here.day_of(self._work.now()))
        page.chosen.connect(self._choose)
        page.step_taken.connect(self._take)
        page.closing_wanted.connect(self._close)
        page.letters_wanted.connect(self._letters)
        page.packet_wanted.connect(self._packet)
        page.again_wanted.connect(self._letters_again)
        page.shown_wanted.connect(self._which)
        self._page, self._opened = page, True
        self._work.window.show_page(page, "cases")
        self._load()

    def _on_screen(self) -> CasesPage | None:
        return self._page if self._page is not None and self._work.window.page is self._page else None

    def _which(self, opened: bool) -> None:
        self._opened = opened
        self._load()

    def _load(self) -> None:
        cases, opened = self._work.link.cases, self._opened

        def loaded(found: Cases) -> None:
            if (page := self._on_screen()) is not None and opened == self._opened:
                page.show_cases(found, self._unsaved)

        self._work.asking.ask(lambda: cases.listed(opened=opened), loaded, self._trouble)

    def _choose(self, case_id: str) -> None:
        cases = self._work.link.cases
        self._work.asking.ask(lambda: cases.page(case_id), self._shown, self._trouble)

    def _shown(self, found: CasePage) -> None:
        if (page := self._on_screen()) is not None:
            page.show_case(found)

    def _take(self, case_id: str, asked: TakeStep) -> None:
        cases, named = self._work.link.cases, replace(asked, step_id=self._step.id_of(case_id, asked))

        def taken(found: CasePage) -> None:
            self._step.answered()
            self._changed(found)

        def not_taken(trouble: Refused | Unreachable) -> None:
            self._step.answered(trouble)
            self._trouble(trouble)

        self._work.asking.ask(lambda: cases.take_step(case_id, named), taken, not_taken)

    def _close(self, case_id: str, asked: CloseCase) -> None:
        cases = self._work.link.cases
        self._work.asking.ask(lambda: cases.close(case_id, asked), self._changed, self._trouble)

    def _changed(self, found: CasePage) -> None:
        if (page := self._on_screen()) is not None:
            page.say("")
            page.show_case(found)
        self._load()

    def _letters(self, case_ids: tuple[str, ...]) -> None:
        cases, here = self._work.link.cases, self._work.here

        def saved() -> None:
            self._batch, self._unsaved = "", ()
            self._load()

        def written(found: Letters) -> None:
            if not self._save_letters(found, saved):
                saved()
                return
            self._unsaved = case_ids
            self._load()

        def not_written(trouble: Refused | Unreachable) -> None:
            if isinstance(trouble, Unreachable):
                self._unsaved = case_ids
            self._trouble(trouble)
            self._load()

        self._batch = self._batch or new_id()
        said = WriteLetters(self._batch, case_ids, here.look.language.code)
        self._work.asking.ask(lambda: cases.letters(said), written, not_written)

    def _letters_again(self, case_id: str) -> None:
        cases, language = self._work.link.cases, self._work.here.look.language.code

        def given(found: Letters) -> None:
            self._save_letters(found, lambda: None)

        self._work.asking.ask(lambda: cases.letters_again(case_id, language), given, self._trouble)

    def _save_letters(self, found: Letters, saved: Callable[[], None]) -> bool:
        """Whether there were any to save."""
        here, nobody = self._work.here, len(found.without_address)
        also = here.say("supervisor.cases.no_address", cases=nobody) if nobody else ""
        self._say(also, "caution")
        if found.papers:
            self._save(lambda: letters_pdf(found.papers, here.say), "letters.pdf", also, saved)
        return bool(found.papers)

    def _packet(self, case_id: str) -> None:
        cases, here = self._work.link.cases, self._work.here
        language = here.look.language.code

        def made(found: PacketPaper) -> None:
            self._save(lambda: packet_pdf(found, here.say), f"packet-{found.number}.pdf")

        self._work.asking.ask(lambda: cases.packet(case_id, language), made, self._trouble)

    def _save(
        self, make: Callable[[], bytes], name: str, also: str = "", saved: Callable[[], None] = lambda: None
    ) -> None:
        def told(text: str, tone: str) -> None:
            if tone == "done":
                saved()
            self._say(f"{text} {also}".strip(), "caution" if also else tone)

        save(self._work, self._work.here.say("supervisor.cases.save"), name, make, told)

    def _say(self, text: str, tone: str) -> None:
        if (page := self._on_screen()) is not None:
            page.say(text, tone)

    def _trouble(self, trouble: Refused | Unreachable) -> None:
        self._say(trouble_said(self._work.here, trouble), "trouble")
