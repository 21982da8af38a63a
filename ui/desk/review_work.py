"""Works one check-in through the review page: claim, identify, decide, complete, and what was lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

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
    Found,
    Outcome,
    Refused,
    Trouble,
    Unreachable,
)
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
    """One at a time. ``left`` is called when the officer is done with it, ``completed`` with the result.

    Every question belongs to the page it was asked from: an answer that comes when another page is shown
    changes nothing there.
    """

    def __init__(
        self,
        work: Work,
        left: Callable[[str], None],
        completed: Callable[[CompletedView, str], None],
    ) -> None:
        self._work, self._left, self._completed = work, left, completed
        self._page: ReviewPage | None = None
        self._asked: Complete | None = None
        self.drafts = DraftWork(work, self._draft_told)
        self._photographs = PhotographWork(work)

    def _draft_told(self, check_in_id: str, kept: bool) -> None:
        page, here = self._page, self._work.here
        if page is None or page.check_in_id != check_in_id:
            return
        told = here.say("desk.draft.not_kept")
        if not self._work.shows(page):
            if not kept:
                about = here.say("desk.queue.about", ticket=page.page.entry.ticket)
                self._work.window.notice(f"{about} {here.say('desk.draft.not_kept_yet')}", "caution")
        elif not kept:
            page.say(told, "caution")
        elif page.said == told:
            page.say("")

    # --- opening -----------------------------------------------------------------------------------------

    def open(self, check_in_id: str, note: str = "") -> None:
        """Take the check-in and show it; read-only when another officer has it."""
        work, visits, language = self._work, self._work.link.visits, self._work.here.look.language
        asked_from = work.window.page

        def opening() -> _Opened | Trouble:
            page, problem = visits.claim(check_in_id), None
            if isinstance(page, Refused) and page.problem.code == "claimed_by_another":
                problem = page.problem
                page = visits.page(check_in_id)
            if not isinstance(page, CheckInPage):
                return page
            return _Opened(page, rows(page, language), problem)

        def opened(found: _Opened) -> None:
            if work.shows(asked_from):
                self._asked = None
                self._show(found, note)
            elif found.held_by_another is None:
                work.window.notice(
                    work.here.say("desk.queue.is_yours", ticket=found.page.entry.ticket), "caution"
                )

        def not_opened(trouble: Refused | Unreachable) -> None:
            if work.shows(asked_from):
                self._left(trouble_said(work.here, trouble))
            else:
                work.window.notice(trouble_said(work.here, trouble))

        def settled(trouble: Unreachable | None) -> None:
            if trouble is not None:
                not_opened(trouble)
            elif not work.window.locked:
                work.asking.ask(opening, opened, not_opened)

        # What is still to be kept of the one before may be of this one.
        self.drafts.settle(settled)

    def _show(self, opened: _Opened, note: str) -> None:
        here, mine = self._work.here, opened.held_by_another is None
        page = ReviewPage(here, opened.page, opened.rows, self._work.now(), mine=mine)
        self._page = page
        self.drafts.begin(page.check_in_id)
        self._work.window.show_page(page, "queue")
        self._work.window.tally.begin()
        homes = ResidencyWork(self._work, page, lambda text: self._tell_besides(page, text, "caution"))
        page.back_wanted.connect(self._back)
        page.identify_wanted.connect(lambda person, reason: self._identify(page, person, reason))
        page.search_wanted.connect(lambda text: self._search(page, text))
        page.correct_wanted.connect(page.correct)
        page.residency_wanted.connect(lambda: homes.open(page.page.entry.registrant_id, page.check_in_id))
        decision = page.decision
        decision.complete_wanted.connect(lambda checklist: self._complete(page, checklist))
        decision.decision_wanted.connect(lambda which, reason: self._decide(page, which, reason))
        decision.photograph_wanted.connect(lambda: self._take_photograph(page))
        if opened.page.draft is not None and mine:
            page.restore(opened.page.draft)
        decision.draft_changed.connect(self.drafts.changed)
        if opened.held_by_another is not None:
            page.say(trouble_said(here, Refused(opened.held_by_another, 409)), "caution")
        elif note:
            page.say(note, "caution")
        if opened.page.record is not None:
            photograph = opened.page.record.photograph
            self._fetch(page, photograph, page.show_photograph, partial(self._tell_besides, page))
            person = opened.page.record.registrant_id
            homes.look(
                person, page.check_in_id, lambda view: page.show_homes(worth_saying(self._work.here, view))
            )

    def _tell(self, page: ReviewPage, text: str, tone: str = "trouble") -> None:
        if self._work.shows(page):
            page.say(text, tone)

    def _tell_besides(self, page: ReviewPage, text: str, tone: str = "trouble") -> None:
        """What is missing beside the check-in: it takes the place of nothing that is said of the check-in."""
        if self._work.shows(page) and not page.said:
            page.say(text, tone)

    def _say(self, page: ReviewPage, text: str, tone: str = "trouble") -> None:
        """Say how it went, and let the officer decide again; above another page, if they went on."""
        self.drafts.go_on(page.check_in_id)
        if self._work.shows(page):
            page.say(text, tone)
            page.decision.set_busy(False)
        else:
            ticket = page.page.entry.ticket
            self._work.window.notice(f"{self._work.here.say('desk.queue.about', ticket=ticket)} {text}", tone)

    def _trouble(self, page: ReviewPage) -> Callable[[Refused | Unreachable], None]:
        return lambda trouble: self._say(page, trouble_said(self._work.here, trouble))

    def _back(self) -> None:
        self.drafts.keep()
        self._left("")

    def _identify(self, page: ReviewPage, registrant_id: str, reason: str) -> None:
        visits, check_in_id = self._work.link.visits, page.check_in_id
        language = self._work.here.look.language

        def identifying() -> _Opened | Trouble:
            found = visits.identify(check_in_id, registrant_id, reason)
            return _Opened(found, rows(found, language), None) if isinstance(found, CheckInPage) else found

        def identified(opened: _Opened) -> None:
            if self._work.shows(page):
                # Face and document are looked at against the record that is shown from now on.
                self._asked = None
                self._show(opened, "")

        self.drafts.hold()
        self._work.asking.ask(identifying, identified, self._trouble(page))

    def _search(self, page: ReviewPage, text: str) -> None:
        people = self._work.link.people

        def found(answer: tuple[Found, ...]) -> None:
            if self._work.shows(page):
                page.show_found(answer)

        self._work.asking.ask(lambda: people.search(text), found, self._trouble(page))

    # --- photographs -------------------------------------------------------------------------------------

    def _fetch(
        self,
        page: ReviewPage,
        which: Photograph | None,
        then: Callable[[bytes], None],
        tell: Callable[[str, str], None],
    ) -> None:
        def fetched(jpeg: bytes) -> None:
            if self._work.shows(page):
                then(jpeg)

        self._photographs.fetch(which, fetched, tell)

    def _take_photograph(self, page: ReviewPage) -> None:
        def stored(taken: Photograph) -> None:
            if self._work.shows(page):
                page.decision.take_photograph(taken)
                self._fetch(page, taken, page.show_new_photograph, partial(self._tell, page))

        self._photographs.choose(page.face_on_file, stored, partial(self._tell, page))

    # --- deciding and completing -------------------------------------------------------------------------

    def _decide(self, page: ReviewPage, decision: Decision, reason: str) -> None:
        self.drafts.hold()
        visits, sends_back = self._work.link.visits, decision is Decision.SEND_BACK
        window = self._work.here.window if sends_back else ""
        topics = page.decision.to_mend() if sends_back else ()

        def decided(outcome: Outcome) -> None:
            if outcome.state is not STATE_AFTER[decision]:
                self._say(page, self._work.here.say("desk.lost.not_done"), "caution")
                return
            self.drafts.forget(page.check_in_id)
            if self._work.shows(page):
                self._left("")

        self._work.asking.ask(
            lambda: visits.decide(page.check_in_id, decision, reason, window, topics),
            decided,
            self._unless_lost(page, decided),
        )

    def _complete(self, page: ReviewPage, checklist: Checklist) -> None:
        if page.page.record is None:
            return
        self.drafts.hold()
        version = page.page.record.version
        # The same question keeps its id, so that asking again after a lost answer does nothing twice.
        done_at = page.decision.done_at
        said = (checklist, version, done_at)
        asked = self._asked
        if asked is None or (asked.checklist, asked.record_version, asked.done_at) != said:
            effort = self._work.window.tally.effort()
            asked = self._asked = Complete(new_id(), version, checklist, done_at, effort)
        self._ask_completion(page, asked, "")

    def _ask_completion(self, page: ReviewPage, asked: Complete, note: str) -> None:
        visits, here = self._work.link.visits, self._work.here

        def completed(view: CompletedView) -> None:
            self.drafts.forget(page.check_in_id)
            if self._work.shows(page):
                self._completed(view, note)
            else:
                self._say(page, here.say("desk.queue.was_completed"), "done")

        self._work.asking.ask(
            lambda: visits.complete(
                page.check_in_id,
                asked.checklist,
                asked.record_version,
                asked.appearance_id,
                done_at=asked.done_at,
                effort=asked.effort,
            ),
            completed,
            self._unless_lost(page, lambda outcome: self._found_out(page, asked, outcome)),
        )

    def _unless_lost(
        self, page: ReviewPage, found_out: Callable[[Outcome], None]
    ) -> Callable[[Refused | Unreachable], None]:
        """Trouble is said; only where it may have been done all the same the station is asked."""

        def trouble_met(trouble: Refused | Unreachable) -> None:
            if isinstance(trouble, Unreachable) and trouble.maybe_done:
                self._find_out(page, found_out)
            else:
                self._trouble(page)(trouble)

        return trouble_met

    def _find_out(self, page: ReviewPage, then: Callable[[Outcome], None]) -> None:
        """Ask how it stands until the station answers; nothing can be decided meanwhile."""
        visits, officer = self._work.link.visits, self._work.officer

        def again() -> None:
            now = self._work.officer
            if officer is not None and now is not None and now.officer_id == officer.officer_id:
                self._find_out(page, then)

        def still_gone(trouble: Refused | Unreachable) -> None:
            if isinstance(trouble, Refused):
                self._trouble(page)(trouble)
            else:
                QTimer.singleShot(_ASK_AGAIN_MS, again)

        self._tell(page, self._work.here.say("desk.lost.asking"), "caution")
        self._work.asking.ask(lambda: visits.outcome(page.check_in_id), then, still_gone)

    def _found_out(self, page: ReviewPage, asked: Complete, outcome: Outcome) -> None:
        here = self._work.here
        if outcome.state is State.COMPLETED and outcome.appearance_id == asked.appearance_id:
            self._ask_completion(page, asked, here.say("desk.lost.done"))
        elif outcome.state is State.COMPLETED:
            self._say(page, here.say("desk.lost.by_another", name=outcome.decided_by))
        else:
            state = words(f"desk.state.{outcome.state.value}")
            self._say(page, here.say("desk.lost.not_completed", state=state), "caution")
