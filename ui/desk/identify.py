"""Whose check-in it is: records that might fit and a search, for the officer to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.words import words
from sync.station.desk_wire import CandidateView, Found
from ui.desk.here import Here
from ui.desk.parts import clear, column, field, holding, label, line, mark_wrong, panel, rule
from ui.desk.verb import Verb


class Identify(QWidget):
    """Nobody is chosen without a reason in the officer's words."""

    identify_wanted = Signal(str, str)
    """The id of the registrant, and how the officer knows."""
    search_wanted = Signal(str)

    def __init__(self, here: Here, candidates: Sequence[CandidateView]) -> None:
        super().__init__()
        self._here = here
        look, say = here.look, here.say
        self._reason = field(
            "review.identify_reason", say("desk.identify.reason"), say("desk.identify.reason")
        )
        self._text = field("review.search", say("desk.people.search"), say("desk.people.search_hint"))
        self._text.returnPressed.connect(self._search)
        go = Verb(look, say("desk.people.find"), "review.find", self._search, key="Ctrl+F")
        self._found = QVBoxLayout()
        self._found.setSpacing(look.shape.tight)
        rows = [self._candidate(candidate) for candidate in candidates]
        none = [] if rows else [label(say("desk.identify.nobody_fits"))]
        self.setLayout(
            column(
                look,
                panel(
                    look,
                    "card",
                    label(say("desk.identify.whose"), "heading"),
                    line(look, label(say("desk.identify.reason_title"), "strong", wraps=False), self._reason),
                    *rows,
                    *none,
                    rule(),
                    line(look, self._text, go),
                    self._found,
                ),
            )
        )

    def show_found(self, found: Sequence[Found]) -> None:
        """What the search found, each to be chosen."""
        clear(self._found)
        if not found:
            self._found.addWidget(label(self._here.say("desk.people.nobody")))
        for one in found:
            text = self._here.say(
                "desk.identify.found",
                name=one.name,
                born=one.birth_date,
                number=one.id_number or one.registry_id,
                address=one.address,
            )
            self._found.addWidget(self._row(text, one.registrant_id))

    def _candidate(self, candidate: CandidateView) -> QWidget:
        say = self._here.say
        agrees = ", ".join(say(words(f"desk.agrees.{what}")) for what in candidate.agrees)
        text = say("desk.identify.candidate", name=candidate.name, born=candidate.birth_date, agrees=agrees)
        return self._row(text, candidate.registrant_id)

    def _row(self, text: str, registrant_id: str) -> QWidget:
        choose = Verb(
            self._here.look,
            self._here.say("desk.identify.this_person"),
            f"review.identify.{registrant_id}",
            partial(self._choose, registrant_id),
        )
        row = line(self._here.look, label(text), choose)
        row.setStretch(0, 1)
        return holding(row)

    def _choose(self, registrant_id: str) -> None:
        reason = self._reason.text().strip()
        mark_wrong(self._reason, wrong=not reason)
        if not reason:
            self._reason.setFocus()
            return
        self.identify_wanted.emit(registrant_id, reason)

    def _search(self) -> None:
        if text := self._text.text().strip():
            self.search_wanted.emit(text)
