"""Works one check-in through the review page: claim, identify, decide, complete, and what was lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QTimer

from kiosk.check_in import State
from kiosk.problems import Problem
from kiosk.registrant import Photograph
from kiosk.review import STATE_AFTER, Checklist, Decision
from kiosk.words import words
from sync.station.client import new_id
from sync.station.desk_wire import (
    CheckInPage,
    Complete,
    CompletedView,
    Outcome,
    Refused,
    Trouble,
    Unreachable,
)
from sync.station.residency_wire import ResidencyView
from ui.desk.asking import trouble_said
from ui.desk.compare import Row, rows
from ui.desk.draft_work import DraftWork
from ui.desk.pages.review import ReviewPage
from ui.desk.photograph_work import PhotographWork
from ui.desk.residency import worth_saying
from ui.desk.residency_work import ResidencyWork
from ui.desk.work import Work

_ASK_AGAIN_MS = 2000


@dataclass(frozen=True)
class _Opened:
    page: CheckInPage
    rows: tuple[Row, ...]
    held_by_another: Problem | None


class ReviewWork:
    """One at a time. ``left`` is called when the officer is done with it, ``completed`` with the result."""

    def __init__(
        self,
        work: Work,
        left: Callable[[str], None],
        completed: Callable[[CompletedView, str], None],
    ) -> None:
        self._work, self._left, self._completed = work, left, completed
        self._page: ReviewPage | None = None
        self._id = ""
        self._resumed = False
        self._asked: Complete | None = None
        not_kept = words("desk.draft.not_kept")
        self._drafts = DraftWork(
            work, lambda: self._on_page(lambda page: page.say(work.here.say(not_kept), "caution"))
        )
        self._photographs = PhotographWork(work, self._tell)
        self._residency = ResidencyWork(work, lambda text: self._tell(text, "caution"))

    # --- opening -----------------------------------------------------------------------------------------

    def open(self, check_in_id: str, *, resumed: bool, note: str = "") -> None:
        """Take the check-in and show it; read-only when another officer has it.

        ``resumed``: this officer held it already, so the acts in its draft are theirs.
        """
        self._id, self._resumed, self._asked = check_in_id, resumed, None
        self._drafts.begin(check_in_id)
        visits, language = self._work.link.visits, self._work.here.look.language

        def opening() -> _Opened | Trouble:
            page, problem = visits.claim(check_in_id), None
            if isinstance(page, Refused) and page.problem.code == "claimed_by_another":
                problem = page.problem
                page = visits.page(check_in_id)
            if not isinstance(page, CheckInPage):
                return page
            return _Opened(page, rows(page, language), problem)

        self._work.asking.ask(
            opening,
            lambda opened: self._show(opened, note),
            lambda trouble: self._left(trouble_said(self._work.here, trouble)),
        )

    def leave(self) -> Callable[[], object] | None:
        """The officer goes elsewhere; what asks the station to keep the latest draft, if it must still."""
        return self._drafts.pending()

    def _show(self, opened: _Opened, note: str) -> None:
        if opened.page.entry.check_in_id != self._id:
            return  # another one was opened meanwhile
        here, mine = self._work.here, opened.held_by_another is None
        page = ReviewPage(here, opened.page, opened.rows, self._work.now(), mine=mine)
        self._page = page
        self._work.window.show_page(page, "queue")
        self._work.window.tally.begin()
        page.back_wanted.connect(self._back)
        page.identify_wanted.connect(self._identify)
        page.search_wanted.connect(self._search)
        page.correct_wanted.connect(page.correct)
        page.residency_wanted.connect(lambda: self._residency.open(page.page.entry.registrant_id, self._id))
        decision = page.decision
        decision.complete_wanted.connect(self._complete)
        decision.decision_wanted.connect(self._decide)
        decision.photograph_wanted.connect(lambda: self._photographs.choose(self._photograph_stored))
        if opened.page.draft is not None and mine:
            decision.restore(opened.page.draft, acts=self._resumed)
        decision.draft_changed.connect(self._drafts.changed)
        if opened.held_by_another is not None:
            page.say(trouble_said(here, Refused(opened.held_by_another, 409)), "caution")
        elif note:
            page.say(note, "caution")
        if opened.page.record is not None:
            self._photographs.fetch(
                opened.page.record.photograph,
                lambda jpeg: self._on_page(lambda page: page.show_photograph(jpeg)),
            )
            person = opened.page.record.registrant_id
            self._residency.look(person, self._id, lambda view: self._show_homes(page, view))

    def _show_homes(self, page: ReviewPage, view: ResidencyView) -> None:
        if self._work.window.page is page:
            page.show_homes(worth_saying(self._work.here, view))

    def _on_page(self, act: Callable[[ReviewPage], None]) -> None:
        if self._page is not None and self._work.window.page is self._page:
            act(self._page)

    def _tell(self, text: str, tone: str = "trouble") -> None:
        self._on_page(lambda page: page.say(text, tone))

    def _say(self, text: str, tone: str = "trouble") -> None:
        """Say how it went, and let the officer decide again."""
        self._tell(text, tone)
        self._on_page(lambda page: page.decision.set_busy(False))

    def _trouble(self, trouble: Refused | Unreachable) -> None:
        self._say(trouble_said(self._work.here, trouble))

    def _back(self) -> None:
        self._drafts.keep()
        self._left("")

    def _identify(self, registrant_id: str, reason: str) -> None:
        visits, check_in_id = self._work.link.visits, self._id
        language = self._work.here.look.language

        def identifying() -> _Opened | Trouble:
            page = visits.identify(check_in_id, registrant_id, reason)
            return _Opened(page, rows(page, language), None) if isinstance(page, CheckInPage) else page

        # The face and the document are looked at against the record that is shown from now on.
        self._resumed = False
        self._drafts.forget()
        self._work.asking.ask(identifying, lambda opened: self._show(opened, ""), self._trouble)

    def _search(self, text: str) -> None:
        people = self._work.link.people
        self._work.asking.ask(
            lambda: people.search(text),
            lambda found: self._on_page(lambda page: page.show_found(found)),
            self._trouble,
        )

    def _photograph_stored(self, taken: Photograph) -> None:
        self._on_page(lambda page: page.decision.take_photograph(taken))
        self._photographs.fetch(
            taken, lambda jpeg: self._on_page(lambda page: page.show_new_photograph(jpeg))
        )

    # --- deciding and completing -------------------------------------------------------------------------

    def _decide(self, decision: Decision, reason: str) -> None:
        self._drafts.forget()
        visits, check_in_id = self._work.link.visits, self._id
        sends_back = decision is Decision.SEND_BACK and self._page is not None
        window = self._work.here.window if sends_back else ""
        topics = self._page.decision.to_mend() if sends_back and self._page is not None else ()
        self._work.asking.ask(
            lambda: visits.decide(check_in_id, decision, reason, window, topics),
            lambda outcome: self._decided(decision, outcome),
            self._unless_lost(lambda outcome: self._decided(decision, outcome)),
        )

    def _decided(self, decision: Decision, outcome: Outcome) -> None:
        if outcome.state is STATE_AFTER[decision]:
            self._left("")
        else:
            self._say(self._work.here.say("desk.lost.not_done"), "caution")

    def _complete(self, checklist: Checklist) -> None:
        self._drafts.forget()
        if self._page is None or self._page.page.record is None:
            return
        version = self._page.page.record.version
        # The same question keeps its id, so that asking again after a lost answer does nothing twice.
        done_at = self._page.decision.done_at
        said = (checklist, version, done_at)
        asked = self._asked
        if asked is None or (asked.checklist, asked.record_version, asked.done_at) != said:
            effort = self._work.window.tally.effort()
            asked = self._asked = Complete(new_id(), version, checklist, done_at, effort)
        self._ask_completion(asked, "")

    def _ask_completion(self, asked: Complete, note: str) -> None:
        visits, check_in_id = self._work.link.visits, self._id
        self._work.asking.ask(
            lambda: visits.complete(
                check_in_id,
                asked.checklist,
                asked.record_version,
                asked.appearance_id,
                done_at=asked.done_at,
                effort=asked.effort,
            ),
            lambda view: self._completed(view, note),
            self._unless_lost(lambda outcome: self._found_out(asked, outcome)),
        )

    def _unless_lost(self, found_out: Callable[[Outcome], None]) -> Callable[[Refused | Unreachable], None]:
        """Trouble is said; only where it may have been done all the same the station is asked."""

        def trouble_met(trouble: Refused | Unreachable) -> None:
            if isinstance(trouble, Unreachable) and trouble.maybe_done:
                self._find_out(found_out)
            else:
                self._trouble(trouble)

        return trouble_met

    def _find_out(self, then: Callable[[Outcome], None]) -> None:
        """Ask how it stands until the station answers; nothing can be decided meanwhile."""
        visits, check_in_id = self._work.link.visits, self._id

        def still_gone(trouble: Refused | Unreachable) -> None:
            if isinstance(trouble, Refused):
                self._trouble(trouble)
            else:
                QTimer.singleShot(_ASK_AGAIN_MS, lambda: self._find_out(then))

        self._tell(self._work.here.say("desk.lost.asking"), "caution")
        self._work.asking.ask(lambda: visits.outcome(check_in_id), then, still_gone)

    def _found_out(self, asked: Complete, outcome: Outcome) -> None:
        here = self._work.here
        if outcome.state is State.COMPLETED and outcome.appearance_id == asked.appearance_id:
            self._ask_completion(asked, here.say("desk.lost.done"))
        elif outcome.state is State.COMPLETED:
            self._say(here.say("desk.lost.by_another", name=outcome.decided_by))
        else:
            state = words(f"desk.state.{outcome.state.value}")
            self._say(here.say("desk.lost.not_completed", state=state), "caution")
