"""Whoever is overdue has a case the next day; it is worked in order until they are accounted for."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace

import pypdf
import pytest

from devices.paper.letter import letters_pdf
from devices.paper.packet import packet_pdf
from kiosk.audit import AuditEvent
from kiosk.case_papers import PacketPaper
from kiosk.cases import HANDED_ON, OUTCOMES, SEARCH, Code, Outcome, StepKind
from kiosk.registrant import Standing
from kiosk.review import Role
from sync.station import cases, owing
from sync.station.board_wire import LINES_A_PAGE, Board, BoardAsked, DueState
from sync.station.case_wire import CasePage, Cases, CloseCase, Letters, TakeStep, WriteLetters
from sync.station.client import DeskLink, new_id
from sync.station.desk_wire import Refused
from sync.station.store import roster
from sync.station.store.roster import Cause
from tests.specimens import records
from tests.sync.station.a_station import AStation
from tests.sync.station.many_people import invented
from ui.texts import language

EN = language("en").say


@pytest.fixture
def late(here: AStation) -> AStation:
    """Alex Quill has not come for more than a year; the station has looked at the new day."""
    here.hire("osei", Role.SUPERVISOR, full_name="K. Osei")
    here.clock.forward(days=400)
    cases.daily(here.store, here.office, here.clock())
    return here


@pytest.fixture
def supervisor(late: AStation) -> DeskLink:
    """Supervisor Osei, signed in on that day."""
    return late.signed_in("osei")


def listed(desk: DeskLink, *, opened: bool = True) -> Cases:
    """The cases as the desk gets them."""
    found = desk.cases.listed(opened=opened)
    assert isinstance(found, Cases), found
    return found


def the_case(desk: DeskLink) -> str:
    """The id of the only open case."""
    (line,) = listed(desk).lines
    return line.case_id


def today(here: AStation) -> dt.date:
    """The office's day."""
    return here.office.today(here.clock())


def step(here: AStation, kind: StepKind, **rest: str) -> TakeStep:
    """A step taken today."""
    return replace(TakeStep(f"step-{kind.value}", kind, today(here), OUTCOMES[kind][0]), **rest)  # type: ignore[arg-type]


def taken(desk: DeskLink, case_id: str, asked: TakeStep) -> CasePage:
    """The case after a step."""
    page = desk.cases.take_step(case_id, asked)
    assert isinstance(page, CasePage), page
    return page


def test_whoever_is_overdue_has_one_case_and_keeps_it(late: AStation, supervisor: DeskLink) -> None:
    before = listed(supervisor)
    assert [line.name for line in before.lines] == ["Alex Rowan Quill"]
    assert (before.people, before.accounted_for) == (1, 0)
    late.clock.forward(days=1)
    cases.daily(late.store, late.office, late.clock())
    assert [line.case_id for line in listed(late.signed_in("osei")).lines] == [before.lines[0].case_id]
    assert late.events().count(AuditEvent.CASE_OPENED.value) == 1


def test_a_look_at_a_case_is_a_look_at_the_record(late: AStation, supervisor: DeskLink) -> None:
    case_id, before = the_case(supervisor), late.events().count(AuditEvent.RECORD_VIEWED.value)
    found = supervisor.cases.page(case_id)
    assert isinstance(found, CasePage)
    assert found.address
    assert late.events().count(AuditEvent.RECORD_VIEWED.value) == before + 1
    assert isinstance(supervisor.cases.page("none"), Refused)
    assert late.events().count(AuditEvent.RECORD_VIEWED.value) == before + 1


def test_every_overdue_person_of_many_has_a_case_and_nobody_else(here: AStation) -> None:
    here.hire("osei", Role.SUPERVISOR)
    here.enrol(*invented(120, records.TODAY, seed=8))
    cases.daily(here.store, here.office, here.clock())
    desk = here.signed_in("osei")
    board = desk.boards.due(BoardAsked(DueState.OVERDUE))
    assert isinstance(board, Board)
    late: set[str] = set()
    for page in range(-(-board.total // LINES_A_PAGE)):
        shown = desk.boards.due(BoardAsked(DueState.OVERDUE, page=page))
        assert isinstance(shown, Board)
        late |= {line.registrant_id for line in shown.lines}
    assert {line.registrant_id for line in listed(desk).lines} == late
    assert board.people_overdue == len(late)


def test_the_steps_are_taken_in_order_each_with_officer_day_and_outcome(
    late: AStation, supervisor: DeskLink
) -> None:
    case_id = the_case(supervisor)
    early = supervisor.cases.take_step(case_id, step(late, StepKind.DETECTIVE))
    assert isinstance(early, Refused)
    assert early.problem.code == "case_step_too_early"
    every = [taken(supervisor, case_id, step(late, kind, note="asked")) for kind in (*SEARCH, *HANDED_ON)]
    page = every[-1]
    assert [one.kind for one in page.case.steps] == [*SEARCH, *HANDED_ON]
    assert {one.officer_name for one in page.case.steps} == {"K. Osei"}
    assert taken(supervisor, case_id, step(late, StepKind.MARSHALS)).case == page.case
    assert late.events().count(AuditEvent.CASE_STEP_TAKEN.value) == len(page.case.steps)


def test_a_case_ends_by_a_code_with_proof_and_the_person_is_accounted_for(
    late: AStation, supervisor: DeskLink
) -> None:
    case_id = the_case(supervisor)
    bare = supervisor.cases.close(case_id, CloseCase(Code.IN_CUSTODY, today(late), "the jail's answer"))
    assert isinstance(bare, Refused)
    assert bare.problem.code == "case_needs_place"
    closing = CloseCase(Code.IN_CUSTODY, today(late), "the jail's answer", "Example County Jail")
    closed = supervisor.cases.close(case_id, closing)
    assert isinstance(closed, CasePage)
    assert closed.may == ()
    assert listed(supervisor).accounted_for == 1
    assert [line.code for line in listed(supervisor, opened=False).lines] == [Code.IN_CUSTODY]
    late.clock.forward(days=1)
    cases.daily(late.store, late.office, late.clock())
    assert listed(late.signed_in("osei")).lines == ()


def test_only_a_supervisor_closes_a_case(late: AStation, supervisor: DeskLink) -> None:
    refused = late.signed_in("rivera").cases.close(
        the_case(supervisor), CloseCase(Code.OUR_ERROR, today(late), "we were wrong")
    )
    assert isinstance(refused, Refused)
    assert refused.problem.code == "account_not_allowed"


@pytest.mark.parametrize(
    ("standing", "code"), [(Standing.DECEASED, Code.DECEASED), (Standing.IN_CUSTODY, Code.IN_CUSTODY)]
)
def test_a_record_that_says_where_the_person_is_closes_the_case(
    late: AStation, supervisor: DeskLink, standing: Standing, code: Code
) -> None:
    the_case(supervisor)
    with late.store.writing() as session:
        told = records.registrant(version=4, standing=standing)
        roster.keep_version(session, told, Cause(late.clock(), "off-1", "amended"))
        owing.keep_schedules(session, late.office, told, today(late), None)
    cases.daily(late.store, late.office, late.clock())
    assert [line.code for line in listed(supervisor, opened=False).lines] == [code]


def test_letters_in_bulk_are_one_pdf_and_each_a_step_of_its_case(here: AStation) -> None:
    here.hire("osei", Role.SUPERVISOR, full_name="K. Osei")
    here.enrol(*invented(40, records.TODAY, seed=9))
    cases.daily(here.store, here.office, here.clock())
    desk = here.signed_in("osei")
    wanted = tuple(line.case_id for line in listed(desk).lines)
    said = WriteLetters(new_id(), wanted, "en")
    letters = desk.cases.letters(said)
    assert isinstance(letters, Letters)
    assert len(letters.papers) == len(wanted) > 3
    assert len({paper.number for paper in letters.papers}) == len(wanted)
    read = pypdf.PdfReader(io.BytesIO(letters_pdf(letters.papers, EN)))
    assert len(read.pages) == len(wanted)
    texts = [page.extract_text() for page in read.pages]
    for paper, text in zip(letters.papers, texts, strict=True):
        assert paper.to[0] in text
        for word in ("offend", "regist", "tier", "sex"):
            assert word not in text.lower()
    page = desk.cases.page(wanted[0])
    assert isinstance(page, CasePage)
    assert [(one.kind, one.outcome, one.paper) for one in page.case.steps] == [
        (StepKind.LETTER, Outcome.SENT, letters.papers[0].number)
    ]


def test_letters_whose_answer_got_lost_are_given_again_and_are_not_two(
    late: AStation, supervisor: DeskLink
) -> None:
    said = WriteLetters(new_id(), (the_case(supervisor),), "en")
    found = supervisor.cases.letters(said)
    late.clock.forward(days=1)
    again = late.signed_in("osei").cases.letters(said)
    assert isinstance(found, Letters)
    assert isinstance(again, Letters)
    (first,), (second,) = found.papers, again.papers
    assert second == replace(first, printing=second.printing)
    assert [line.letters for line in listed(late.signed_in("osei")).lines] == [1]
    assert late.events().count(AuditEvent.CASE_STEP_TAKEN.value) == 1
    other = late.signed_in("osei").cases.letters(replace(said, batch_id=new_id()))
    assert isinstance(other, Letters)
    assert other.papers[0].number != first.number


def test_letters_that_a_desk_lost_with_its_program_are_given_again_but_for_who_came_since(
    here: AStation,
) -> None:
    here.hire("osei", Role.SUPERVISOR, full_name="K. Osei")
    here.enrol(*invented(20, records.TODAY, seed=9))
    cases.daily(here.store, here.office, here.clock())
    desk = here.signed_in("osei")
    wanted = tuple(line.case_id for line in listed(desk).lines)
    without = desk.cases.letters_again(wanted[0], "en")
    assert isinstance(without, Refused)
    assert without.problem.code == "no_letter_written"
    found = desk.cases.letters(WriteLetters(new_id(), wanted, "en"))
    assert isinstance(found, Letters)
    here.clock.forward(days=1)
    desk = here.signed_in("osei")
    closing = CloseCase(Code.REPORTED, here.office.today(here.clock()), "receipt")
    assert isinstance(desk.cases.close(wanted[0], closing), CasePage)
    first, second = (desk.cases.letters_again(one, "en") for one in wanted[:2])
    assert isinstance(first, Letters)
    assert isinstance(second, Letters)
    assert [replace(one, printing=found.papers[0].printing) for one in first.papers] == list(found.papers)
    assert second.papers == first.papers[1:]
    assert here.events().count(AuditEvent.CASE_STEP_TAKEN.value) == len(wanted)


def test_the_packet_is_one_pdf_whose_contents_page_tells_where_each_part_begins(
    late: AStation, supervisor: DeskLink
) -> None:
    case_id = the_case(supervisor)
    letters = supervisor.cases.letters(WriteLetters(new_id(), (case_id,), "en"))
    assert isinstance(letters, Letters)
    for kind in SEARCH:
        for n in range(6):
            taken(supervisor, case_id, step(late, kind, step_id=f"{kind}-{n}", note="Asked. " * 30))
    paper = supervisor.cases.packet(case_id, "en")
    assert isinstance(paper, PacketPaper)
    content = packet_pdf(paper, EN)
    assert content == packet_pdf(paper, EN)
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]
    assert "Contents" in pages[0]
    titles = ("Record", "Notices sent", "Attempts and inquiries", "Certificate of appearances")
    for title in titles:
        first = next(n for n, text in enumerate(pages[1:], 2) if f"\n{title}\n" in f"\n{text}\n")
        told = pages[0].split(title, 1)[1].split()[0]
        assert int(told) == first, title
    assert letters.papers[0].number in "".join(pages)
    assert f"of {len(pages)}." in pages[-1]
    assert late.events().count(AuditEvent.PAPER_MADE.value) == 1


def test_a_case_that_does_not_exist_is_named(supervisor: DeskLink) -> None:
    for refused in (supervisor.cases.page("nothing"), supervisor.cases.packet("nothing", "en")):
        assert isinstance(refused, Refused)
        assert refused.status == 404
