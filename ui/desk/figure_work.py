"""Works the page of figures: asks for them and saves them as PDF."""

from __future__ import annotations

from devices.paper.figures import FiguresPaper, figures_pdf
from kiosk.papers import Printing
from sync.station.desk_wire import Refused, Unreachable
from sync.station.figure_wire import Figures
from ui.desk.asking import trouble_said
from ui.desk.figures_said import charts, told
from ui.desk.pages.figures import WEEKS, FiguresPage
from ui.desk.saving import save
from ui.desk.work import Work


class FigureWork:
    """One page at a time; answers that come after it was left, or for other weeks, are dropped."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._page: FiguresPage | None = None
        self._weeks = WEEKS[1]

    def show(self) -> None:
        """The last thirteen weeks."""
        page = FiguresPage(self._work.here)
        page.weeks_wanted.connect(self._load)
        page.save_wanted.connect(self._save)
        self._page = page
        self._work.window.show_page(page, "due", "figures")
        self._load(WEEKS[1])

    def _on_screen(self) -> FiguresPage | None:
        return self._page if self._page is not None and self._work.window.page is self._page else None

    def _load(self, weeks: int) -> None:
        self._weeks = weeks
        boards = self._work.link.boards

        def loaded(found: Figures) -> None:
            page = self._on_screen()
            if page is not None and weeks == self._weeks:
                page.say("")
                page.show_figures(found)

        self._work.asking.ask(lambda: boards.figures(weeks), loaded, self._trouble)

    def _save(self) -> None:
        page, here, work = self._on_screen(), self._work.here, self._work
        if page is None or page.figures is None:
            return
        found, who = page.figures, work.officer.name if work.officer else ""
        paper = FiguresPaper(
            here.office,
            here.say("figure.title"),
            told(here, found),
            tuple(charts(here, found).values()),
            here.look.language.code,
            Printing(work.now().astimezone(here.zone), who),
        )
        name = f"figures-{found.last.isoformat()}.pdf"

        def saved(text: str, tone: str) -> None:
            work.tell(page, text, tone)

        save(work, here.say("figure.save"), name, lambda: figures_pdf(paper, here.say), saved)

    def _trouble(self, trouble: Refused | Unreachable) -> None:
        if (page := self._on_screen()) is not None:
            page.say(trouble_said(self._work.here, trouble))
