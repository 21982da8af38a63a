"""The desk's side of the wire for the supervisor's picture."""

from __future__ import annotations

from kiosk.case_papers import PacketPaper
from kiosk.cases import Code, StepKind
from kiosk.law.worklist import Differs
from sync.station.asker import Asker
from sync.station.board_wire import Board, BoardAsked, LawWorklist
from sync.station.case_wire import CasePage, Cases, CloseCase, Letters, TakeStep, WriteLetters
from sync.station.day_sheet_wire import SheetGiven
from sync.station.desk_wire import Trouble
from sync.station.figure_wire import Figures
from sync.station.state_wire import Explain, StateComparison

_PLACE = "/v1/desk/boards"


class Boards:
    """Who is due and who is late, and how the office works."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker

    def due(self, asked: BoardAsked) -> Board | Trouble:
        """The board of today."""
        return self._asker.ask(Board, "GET", f"{_PLACE}/due", query=_query(asked))

    def law(self, differs: Differs | None = None, page: int = 0) -> LawWorklist | Trouble:
        """Whom a change of the law concerns."""
        query = {"page": str(page)} | ({"differs": differs.value} if differs else {})
        return self._asker.ask(LawWorklist, "GET", f"{_PLACE}/law", query=query)

    def state(self, page: int = 0) -> StateComparison | Trouble:
        """What the last comparison with the state's file found."""
        return self._asker.ask(StateComparison, "GET", f"{_PLACE}/state", query={"page": str(page)})

    def explain(self, exception_id: str, said: Explain) -> Trouble | None:
        """Say why the two differ."""
        path = f"/v1/desk/state-exceptions/{exception_id}/explanation"
        return self._asker.ask(type(None), "POST", path, body=said)

    def day_sheet(self) -> SheetGiven | Trouble:
        """This desk's emergency day sheet as things stand, and what opens it."""
        return self._asker.ask(SheetGiven, "POST", "/v1/desk/day-sheet")

    def figures(self, weeks: int) -> Figures | Trouble:
        """The office in figures, over so many weeks."""
        return self._asker.ask(Figures, "GET", "/v1/desk/figures", query={"weeks": str(weeks)})

    def export(self, asked: BoardAsked) -> bytes | Trouble:
        """Every line that fits, as CSV; that it was taken out is written down."""
        return self._asker.ask(bytes, "GET", f"{_PLACE}/due.csv", query=_query(asked), patience_s=40.0)


class FailureCases:
    """Who did not come, what was done about it, and how it ended."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker

    def listed(
        self, *, opened: bool = True, code: Code | None = None, step: StepKind | None = None
    ) -> Cases | Trouble:
        """Open or closed cases; ``step`` is the one that comes next."""
        query = {"opened": "true" if opened else "false"}
        query |= {"code": code.value} if code else {}
        query |= {"step": step.value} if step else {}
        return self._asker.ask(Cases, "GET", "/v1/desk/cases", query=query)

    def page(self, case_id: str) -> CasePage | Trouble:
        """One case."""
        return self._asker.ask(CasePage, "GET", f"/v1/desk/cases/{case_id}")

    def take_step(self, case_id: str, asked: TakeStep) -> CasePage | Trouble:
        """Write a step down; the same one again is written once."""
        return self._asker.ask(CasePage, "POST", f"/v1/desk/cases/{case_id}/steps", body=asked)

    def close(self, case_id: str, asked: CloseCase) -> CasePage | Trouble:
        """End a case by its code, with its proof."""
        return self._asker.ask(CasePage, "POST", f"/v1/desk/cases/{case_id}/closing", body=asked)

    def letters(self, said: WriteLetters) -> Letters | Trouble:
        """A letter for each case, written down as its step; the same batch again is written once."""
        return self._asker.ask(Letters, "POST", "/v1/desk/letters", body=said, patience_s=20.0)

    def letters_again(self, case_id: str, language: str) -> Letters | Trouble:
        """This case's last letter and those written together with it, once more."""
        path, query = f"/v1/desk/cases/{case_id}/letters", {"language": language}
        return self._asker.ask(Letters, "POST", path, query=query, patience_s=20.0)

    def packet(self, case_id: str, language: str) -> PacketPaper | Trouble:
        """The Failure to Register packet."""
        path, query = f"/v1/desk/cases/{case_id}/packet", {"language": language}
        return self._asker.ask(PacketPaper, "POST", path, query=query)


def _query(asked: BoardAsked) -> dict[str, str]:
    found = {"rule_id": asked.rule_id, "what": asked.what, "tier": asked.tier}
    found["state"] = asked.state.value if asked.state else ""
    found["page"] = str(asked.page) if asked.page else ""
    found["week"] = asked.week.isoformat() if asked.week else ""
    return {name: value for name, value in found.items() if value} | {
        "printed_only": "true" if asked.printed_only else "false"
    }
