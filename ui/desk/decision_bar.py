"""The bottom of the review page: three deliberate acts, then one decision."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kiosk.appearance import Correction
from kiosk.changes import ReportedChange
from kiosk.registrant import Photograph
from kiosk.review import NEEDS_REASON, Checklist, Decision
from kiosk.topics import PAGES, Topic
from kiosk.words import words
from sync.clock import utc_now
from sync.station.desk_wire import CheckInPage, Draft
from ui.desk.acts import Acts, Now
from ui.desk.choice import Choice
from ui.desk.findings import Findings
from ui.desk.here import Here
from ui.desk.on_paper import OnPaperDialog
from ui.desk.parts import column, field, label, line, mark_wrong, rule
from ui.desk.verb import Verb
from ui.style.icons import Icon

_OTHERWISE = {
    Decision.SEND_BACK: ("desk.decision.send_back", "Ctrl+B"),
    Decision.REJECT: ("desk.decision.reject", "Ctrl+R"),
    Decision.LEFT: ("desk.decision.left", "Ctrl+L"),
    Decision.NO_SHOW: ("desk.decision.no_show", "Ctrl+N"),
    Decision.RELEASE: ("desk.decision.release", "Ctrl+G"),
}


class DecisionBar(QWidget):
    """Approving waits for all three acts and for somebody's record to approve."""

    complete_wanted = Signal(object)
    """A ``Checklist``."""
    decision_wanted = Signal(object, str)
    """A ``Decision`` and its reason."""
    photograph_wanted = Signal()
    draft_changed = Signal(object)
    """A ``Draft`` worth keeping."""

    def __init__(self, here: Here, page: CheckInPage, findings: Findings, now: Now = utc_now) -> None:
        super().__init__()
        self._here, self._now = here, now
        self.done_at: dt.datetime | None = None
        """When it was done on paper; None: it is done now."""
        self._sheet_number = ""
        self._findings = findings
        findings.changed.connect(self._changed)
        self._registrant_id = page.record.registrant_id if page.record else ""
        self._busy = False
        self._corrections: dict[int, Correction] = {}
        self._signed = page.check_in.changes
        self._accepted: tuple[ReportedChange | None, ...] = self._signed
        self.acts = Acts(here, now, has_photograph=bool(page.record and page.record.photograph))
        self.acts.changed.connect(self._changed)
        self.acts.photograph_wanted.connect(self.photograph_wanted)
        self._kind = self._visit_kinds()
        reason = here.say("desk.decision.reason")
        self._reason = field("review.reason", reason, reason)
        self._reason.textEdited.connect(lambda _text: self._reason_typed())
        self._to_mend = _topics_to_mend(here)
        self._missing = label("", "caption", name="review.missing")
        self._approve = Verb(
            here.look,
            here.say("desk.decision.approve"),
            "review.approve",
            self._complete,
            key="F9",
            role="primary",
            icon=Icon.CHECK,
        )
        self._others = [self._otherwise(decision) for decision in _OTHERWISE]
        gap = here.look.shape.tight * 2
        paper = Verb(
            here.look,
            here.say("desk.on_paper.verb"),
            "review.on_paper",
            self._ask_on_paper,
            key="Ctrl+P",
            icon=Icon.DOCUMENT,
        )
        middle = line(here.look, self._missing, paper, self._kind, self._approve, gap=gap)
        middle.setStretch(0, 1)
        bottom = line(here.look, self._reason, self._to_mend, *self._others, gap=gap)
        bottom.setStretch(0, 1)
        self.setLayout(column(here.look, self.acts, middle, rule(), bottom, gap=gap))
        self._show_missing()

    def _visit_kinds(self) -> Choice:
        made = Choice(self._here.look, "review.visit_kind", self._here.say("desk.decision.counts_as"))
        made.addItem(self._here.say("desk.visit_kind.full_verification"), True)
        made.addItem(self._here.say("desk.visit_kind.change_only"), False)
        made.activated.connect(lambda _row: self._changed())
        return made

    def to_mend(self) -> tuple[Topic, ...]:
        """What a person who is sent back is to mend; empty: they look at everything."""
        topic = self._to_mend.currentData()
        return () if topic is None else (Topic(topic),)

    def _otherwise(self, decision: Decision) -> Verb:
        key, shortcut = _OTHERWISE[decision]
        return Verb(
            self._here.look,
            self._here.say(key),
            f"review.{decision.value}",
            self._decides(decision),
            key=shortcut,
        )

    def restore(self, kept: Draft) -> None:
        """Take up a draft: the station leaves out of it what this officer did not do."""
        self.done_at, self._sheet_number = kept.done_at, kept.checklist.day_sheet_number
        self.acts.restore(kept.checklist)
        self._findings.restore(kept.checklist.flags)
        self._restore_corrections(kept.checklist)
        self._kind.setCurrentIndex(0 if kept.checklist.full_verification else 1)
        self._reason.setText(kept.note)
        self._show_missing()

    def take_photograph(self, taken: Photograph) -> None:
        """A new photograph was stored."""
        self.acts.take_photograph(taken)

    def counts(self, place: int) -> ReportedChange | None:
        """The change at ``place`` as it counts now; None when it was struck."""
        return self._accepted[place]

    def take_correction(self, place: int, correction: Correction, accepted: ReportedChange | None) -> None:
        """The change at ``place`` counts as ``accepted`` from now on; None: it does not count at all."""
        self._corrections[place] = correction
        self._accepted = tuple(
            accepted if at == place else change for at, change in enumerate(self._accepted)
        )
        self._changed()

    def checklist(self) -> Checklist:
        """What was affirmed and corrected so far."""
        corrections = tuple(self._corrections[place] for place in sorted(self._corrections))
        return replace(
            self._acts_as_done(),
            flags=self._findings.looked(),
            day_sheet_number=self._sheet_number,
            full_verification=bool(self._kind.currentData()),
            corrections=corrections,
            accepted=tuple(c for c in self._accepted if c is not None) if corrections else None,
        )

    def _acts_as_done(self) -> Checklist:
        """The acts at the moments they were done: on paper at its own time, whenever it is entered."""
        done, at = self.acts.checklist(), self.done_at
        if at is None:
            return done
        return replace(
            done,
            face_seen_at=at if done.face_seen_at else None,
            document_seen_at=at if done.document_seen_at else None,
            photograph_at=at if done.photograph_at else None,
        )

    def _ask_on_paper(self) -> None:
        dialog = OnPaperDialog(self._here, self._here.day_of(self._now()), self)
        dialog.given.connect(self._take_on_paper)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take_on_paper(self, at: dt.datetime, number: str) -> None:
        self.done_at, self._sheet_number = at, number
        self._changed()

    def _restore_corrections(self, kept: Checklist) -> None:
        if kept.accepted is None:
            return
        self._accepted = as_accepted(self._signed, kept.accepted)
        places = [at for at, change in enumerate(self._signed) if change != self._accepted[at]]
        self._corrections = dict(zip(places, kept.corrections, strict=False))

    def set_busy(self, busy: bool) -> None:
        """While the station is asked nothing can be decided; afterwards it can again."""
        self._busy = busy
        self._reason.setEnabled(not busy)
        for verb in self._others:
            verb.setEnabled(not busy)
        self._show_missing()

    def _changed(self) -> None:
        self._show_missing()
        note, person = self._reason.text().strip(), self._registrant_id
        self.draft_changed.emit(Draft(self.checklist(), note, person, self.done_at))

    def _reason_typed(self) -> None:
        mark_wrong(self._reason, wrong=False)
        self._changed()

    def _show_missing(self) -> None:
        say = self._here.say
        missing = [say(words(f"desk.missing.{kind.value}")) for kind in self.acts.missing()]
        if not self._registrant_id:
            missing.insert(0, say("desk.missing.person"))
        if count := self._findings.missing():
            missing.append(say("desk.missing.findings", count=count))
        said = say("desk.missing.still", missing=", ".join(missing)) if missing else say("desk.missing.none")
        if self.done_at is not None:
            at = self._here.moment(self.done_at)
            said = f"{said} {say('desk.on_paper.kept', at=at, number=self._sheet_number)}"
        self._missing.setText(said)
        self._approve.setEnabled(not missing and not self._busy)

    def _complete(self) -> None:
        self.set_busy(True)
        self.complete_wanted.emit(self.checklist())

    def _decides(self, decision: Decision) -> Callable[[], None]:
        def wish() -> None:
            reason = self._reason.text().strip()
            if decision in NEEDS_REASON and not reason:
                mark_wrong(self._reason, wrong=True)
                self._reason.setFocus()
                return
            self.set_busy(True)
            self.decision_wanted.emit(decision, reason)

        return wish


def _topics_to_mend(here: Here) -> Choice:
    made = Choice(here.look, "review.to_mend", here.say("desk.decision.to_mend"))
    made.addItem(here.say("desk.decision.to_mend"), None)
    for topic in (topic for topics in PAGES.values() for topic in topics):
        made.addItem(here.say(words(f"desk.topic.{topic.value}")), topic)
    return made


def as_accepted(
    signed: Sequence[ReportedChange], accepted: Sequence[ReportedChange]
) -> tuple[ReportedChange | None, ...]:
    """What became of each signed change: itself, what it was corrected to, or None when it was struck."""
    found: list[ReportedChange | None] = []
    matcher = difflib.SequenceMatcher(None, list(signed), list(accepted), autojunk=False)
    for _kind, i1, i2, j1, j2 in matcher.get_opcodes():
        stands = accepted[j1:j2]
        found += [stands[at] if at < len(stands) else None for at in range(i2 - i1)]
    return tuple(found)
