"""Every paper, in every language and size: complete, readable back, and nothing cut off or overprinted."""

from __future__ import annotations

import io
import re
import subprocess
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import cv2
import numpy as np
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from devices.paper import SizeName, pages_of, typeset
from devices.paper.faces import Type, clean, width, wrap
from devices.paper.records_pack import records_pack_pdf
from devices.paper.rows import SMALL
from devices.paper.sheet import MM, SIZES, Box, Code, Line, Page, Row, extent, paginate
from devices.paper.wallet import CARD_HEIGHT, CARD_WIDTH
from kiosk.papers import CompletionReceiptPaper, TicketPaper
from kiosk.words import words
from tests.specimens import books
from tests.specimens.papers import LONG_NAME, specimen_papers, ticket
from tests.specimens.sayings import specimen_say
from ui.texts import language, languages

NAMES = tuple(specimen_papers("en"))
LANGUAGES = ("en", "es")
SHEETS: tuple[SizeName, ...] = ("roll80", "letter")
every_paper = pytest.mark.parametrize("name", NAMES)
every_language = pytest.mark.parametrize("language", LANGUAGES)
every_size = pytest.mark.parametrize("size", SHEETS)


def pages(name: str, language: str, size: SizeName) -> tuple[Page, ...]:
    return pages_of(specimen_papers(language)[name], specimen_say(language), size)


def read_back(pdf: bytes) -> str:
    """The text of a PDF as one line of single spaces."""
    return squeezed(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))


def squeezed(text: str) -> str:
    """Text without any space: where a line broke does not matter."""
    return re.sub(r"\s", "", text)


@every_paper
@every_language
@every_size
def test_nothing_is_cut_off(name: str, language: str, size: SizeName) -> None:
    for page in pages(name, language, size):
        for mark in page.marks:
            if isinstance(mark, Line) and mark.turned:
                continue
            left, top, right, bottom = extent(mark)
            margin = 0.0 if isinstance(mark, Code) else SIZES[size].side - 0.01
            assert left >= margin, mark
            assert right <= page.width - margin, mark
            assert top >= 0, mark
            assert bottom <= page.height, mark


@every_paper
@every_language
@every_size
def test_no_text_is_printed_over_other_text(name: str, language: str, size: SizeName) -> None:
    for page in pages(name, language, size):
        upright = [mark for mark in page.marks if isinstance(mark, Line) and not mark.turned]
        boxes = [(line, _inked(line)) for line in upright]
        for (one, a), (other, b) in combinations(boxes, 2):
            apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
            assert apart, (one, other)


def _inked(line: Line) -> tuple[float, float, float, float]:
    """From the capitals' height to below the descenders; accents may reach into the air above."""
    size = line.type.size
    return line.x, line.y - 0.70 * size, line.x + width(line.text, line.type), line.y + 0.24 * size


@every_paper
@every_size
def test_the_small_print_is_still_legible(name: str, size: SizeName) -> None:
    for page in pages(name, "en", size):
        assert min(mark.type.size for mark in page.marks if isinstance(mark, Line)) >= SMALL.size == 8


@every_paper
@every_language
@every_size
def test_every_line_of_the_pages_is_text_in_the_pdf(name: str, language: str, size: SizeName) -> None:
    paper, say = specimen_papers(language)[name], specimen_say(language)
    reader = PdfReader(io.BytesIO(typeset(paper, say, size)))
    for page, laid_out in zip(reader.pages, pages(name, language, size), strict=True):
        text = squeezed(page.extract_text())
        for mark in laid_out.marks:
            if isinstance(mark, Line) and not mark.turned:
                assert squeezed(mark.text) in text


@every_paper
@every_size
def test_each_page_says_which_of_how_many_it_is(name: str, size: SizeName) -> None:
    paper = specimen_papers("en")[name]
    reader = PdfReader(io.BytesIO(typeset(paper, specimen_say("en"), size)))
    for n, page in enumerate(reader.pages, 1):
        assert f"Page {n} of {len(reader.pages)}" in page.extract_text()
        assert "by" in page.extract_text()


@every_size
def test_equal_papers_are_equal_bytes(size: SizeName) -> None:
    for name in ("ticket", "receipt-long"):
        once, again = (typeset(specimen_papers("es")[name], specimen_say("es"), size) for _ in range(2))
        assert once == again


@every_paper
@every_size
def test_only_shades_of_gray_and_embedded_faces_are_used(name: str, size: SizeName) -> None:
    reader = PdfReader(io.BytesIO(typeset(specimen_papers("en")[name], specimen_say("en"), size)))
    for page in reader.pages:
        content = page.get_contents()
        assert content is not None
        assert not re.search(rb"\b(rg|RG|k|K|cs|CS)\s", content.get_data())
        resources = page["/Resources"].get_object()
        assert isinstance(resources, DictionaryObject)
        for font in resources["/Font"].get_object().values():  # type: ignore[union-attr]
            descriptor = font.get_object().get("/FontDescriptor")
            # reportlab always names Helvetica; it may stand in the list, but no text may be set in it.
            if descriptor is None:
                assert font["/BaseFont"] == "/Helvetica"
                assert not re.search(rb"/F1 [\d.]+ Tf[^/]*Tj", content.get_data())
            else:
                assert "/FontFile2" in descriptor.get_object()


@pytest.mark.parametrize("name", [name for name in NAMES if name != "receipt-long"])
@every_size
def test_the_printed_edge_stays_white(name: str, size: SizeName, tmp_path: Path) -> None:
    """The picture itself, not our own arithmetic: nothing is inked in the outer two millimetres."""
    for picture in drawn(typeset(specimen_papers("es")[name], specimen_say("es"), size), tmp_path, dpi=72):
        edge = int(2 * MM)
        inner = np.zeros_like(picture, dtype=bool)
        inner[edge:-edge, edge:-edge] = True
        assert picture[~inner].min() >= 250


def drawn(pdf: bytes, folder: Path, dpi: int) -> list[np.ndarray]:
    """The pages of a PDF as gray pictures, drawn by a program that is not ours."""
    file = folder / "paper.pdf"
    file.write_bytes(pdf)
    subprocess.run(["pdftoppm", "-r", str(dpi), "-gray", "-png", file, folder / "page"], check=True)
    pictures = [cv2.imread(str(png), cv2.IMREAD_GRAYSCALE) for png in sorted(folder.glob("page*.png"))]
    assert all(picture is not None for picture in pictures)
    return [picture for picture in pictures if picture is not None]


@every_size
@pytest.mark.parametrize("length", [12, 44, 160, 300])
def test_the_tickets_code_can_be_scanned_as_a_thermal_head_prints_it(
    size: SizeName, length: int, tmp_path: Path
) -> None:
    code = ("A-014.7Q2MK4XR9TBW6HVD3NFJ8PCZ5YLS" * 10)[:length]
    paper = TicketPaper(**{f: getattr(ticket("en"), f) for f in TicketPaper.__slots__} | {"code": code})
    (picture,) = drawn(typeset(paper, specimen_say("en"), size), tmp_path, dpi=203)
    black_or_white = np.where(picture < 128, 0, 255).astype(np.uint8)
    assert [found.text for found in zxingcpp.read_barcodes(black_or_white)] == [code]


@every_language
@every_size
def test_the_ticket_says_that_nothing_is_done_and_names_nobody(language: str, size: SizeName) -> None:
    text = read_back(typeset(ticket(language), specimen_say(language), size))
    said = {
        "en": ("YOU ARE NOT DONE.", "An officer must finish this with you today. Please stay.", "not proof"),
        "es": ("AÚN NO HA TERMINADO.", "Un oficial debe terminar esto con usted hoy.", "no prueba"),
    }[language]
    for sentence in (*said, "A-014", "(816) 555-0100"):
        assert squeezed(sentence) in text


def test_the_number_is_the_largest_thing_on_a_ticket_and_the_day_on_a_receipt() -> None:
    for name, largest in (("ticket", "A-014"), ("receipt", "Mon 1 November 2027")):
        lines = [m for page in pages(name, "en", "letter") for m in page.marks if isinstance(m, Line)]
        assert max(lines, key=lambda line: line.type.size).text == largest


@every_language
@every_size
def test_a_duplicate_says_so_in_the_middle_of_its_first_page(language: str, size: SizeName) -> None:
    for name in ("ticket-duplicate", "receipt-duplicate"):
        first, *later = pages(name, language, size)
        band = next(m for m in first.marks if isinstance(m, Box) and m.fill == 0 and m.height > 10 * MM)
        room = first.height if name.startswith("ticket") or size == "letter" else first.height / 2
        assert 0.12 * room < band.y < 0.7 * room
        assert band.width == pytest.approx(SIZES[size].room)
        if size == "letter":
            assert all(any(isinstance(m, Line) and m.turned for m in page.marks) for page in (first, *later))


def test_a_first_paper_is_not_called_a_duplicate() -> None:
    for name in ("ticket", "receipt"):
        text = read_back(typeset(specimen_papers("en")[name], specimen_say("en"), "letter"))
        assert "DUPLICATE" not in text


def test_the_part_to_carry_is_as_large_as_two_bank_cards() -> None:
    first = pages("receipt", "en", "letter")[0]
    frame = next(mark for mark in first.marks if isinstance(mark, Box) and mark.dashed and mark.width)
    assert (frame.width, frame.height) == pytest.approx((2 * CARD_WIDTH, CARD_HEIGHT))
    assert frame.y > first.height / 2


@every_language
@every_size
def test_a_receipt_holds_every_topic_every_change_and_every_reason(language: str, size: SizeName) -> None:
    paper, say = specimen_papers(language)["receipt-long"], specimen_say(language)
    assert isinstance(paper, CompletionReceiptPaper)
    text = read_back(typeset(paper, say, size))
    for row in paper.topics:
        assert squeezed(say(row.topic)) in text
    assert text.count(squeezed("a.very.long.mailbox")) == 30
    assert all(f"entry{n}" in text for n in range(30))
    for window in paper.next:
        for reason in window.reasons:
            assert squeezed(say(reason.why)) in text
            assert squeezed(reason.section) in text
    assert squeezed(LONG_NAME) in text


def test_much_to_say_goes_on_over_further_sheets_and_strips() -> None:
    assert len(pages("receipt-long", "en", "letter")) >= 3
    assert len(pages("receipt-long", "en", "roll80")) == 2
    assert len(pages("ticket-everything", "en", "roll80")) == 1
    assert len(pages("receipt", "en", "roll80")) == 1
    assert all(page.height <= SIZES["roll80"].tallest for page in pages("receipt-long", "en", "roll80"))


def test_letters_of_other_scripts_are_printed_and_read_back() -> None:
    paper = specimen_papers("en")["receipt"]
    assert isinstance(paper, CompletionReceiptPaper)
    name = "Nguyễn Đặng Ελένη Ћорђевић"
    odd = CompletionReceiptPaper(
        **{f: getattr(paper, f) for f in CompletionReceiptPaper.__slots__} | {"registrant": name}
    )
    assert squeezed(name) in read_back(typeset(odd, specimen_say("en"), "letter"))


@given(st.text(max_size=200), st.sampled_from([8.0, 10.5, 22.0]), st.floats(40, 500), st.booleans())
def test_wrapping_loses_no_letter_and_keeps_to_its_room(
    text: str, size: float, room: float, bold: bool
) -> None:
    type_ = Type(size, bold)
    lines = wrap(text, type_, room)
    assert squeezed("".join(lines)) == squeezed(clean(text))
    assert all(width(line, type_) <= room for line in lines)


@given(
    st.lists(st.tuples(st.floats(1, 200), st.booleans()), max_size=60),
    st.floats(200, 400),
    st.floats(200, 700),
)
def test_paging_keeps_every_row_in_order_and_on_the_paper(
    shapes: list[tuple[float, bool]], first_room: float, later_room: float
) -> None:
    rows = [Row(height, keep=keep) for height, keep in shapes]
    paged = paginate(rows, first_room, later_room)
    assert [row for page in paged for row in page] == rows
    for n, page in enumerate(paged):
        assert sum(row.height for row in page) <= (later_room if n else first_room) + 1e-6


@pytest.mark.parametrize("code", languages())
def test_an_answer_to_a_request_is_all_in_words_and_says_what_was_removed_since(code: str) -> None:
    say = language(code).say
    paper = replace(books.records_pack(code), removed=2)
    said = squeezed(read_back(records_pack_pdf(paper, say)))
    assert squeezed(say(words("paper.request.removed", count=2))) in said
    assert "paper." not in said, "a name without its word"


def test_a_photograph_stands_on_the_answer_small_upright_and_with_nothing_beside_it() -> None:
    say, paper = language("en").say, books.records_pack()
    (photo,) = paper.pictures()
    made = cv2.imencode(".jpg", np.full((2000, 1500, 3), 90, np.uint8))[1].tobytes()
    told = b"SYNTHETIC PLACE"
    remark = b"\xff\xfe" + (len(told) + 2).to_bytes(2) + told
    jpeg = made[:2] + remark + made[2:]
    with_it = records_pack_pdf(paper, say, {photo: jpeg})
    (image,) = [one.image for page in PdfReader(io.BytesIO(with_it)).pages for one in page.images]
    assert image is not None
    assert image.size == (450, 600)
    assert told not in with_it
    assert with_it == records_pack_pdf(paper, say, {photo: jpeg}), "equal answers are equal bytes"
    assert squeezed(read_back(with_it)) == squeezed(read_back(records_pack_pdf(paper, say)))


@pytest.mark.parametrize("broken", [b"", b"not a picture", b"\xff\xd8\xff\xd9"])
def test_a_photograph_that_cannot_be_read_is_only_named(broken: bytes) -> None:
    say, paper = language("en").say, books.records_pack()
    (photo,) = paper.pictures()
    assert records_pack_pdf(paper, say, {photo: broken}) == records_pack_pdf(paper, say)


FOR_OTHERS = ("paper.packet.", "paper.request.")
"""What neither the person nor anybody in a lobby holds in the hand, for the prosecutor and for whoever asks
for records: these must name the duty."""


def test_no_paper_names_the_registry_an_offense_a_tier_or_claims_registration() -> None:
    forbidden = re.compile(
        r"regist|offen|tier\b|\bsex|crim|delit|delincuen|ofens|nivel|condena|convict", re.I
    )
    for code in languages():
        sentences = language(code).sentences
        said = {
            key: text
            for key, text in sentences.items()
            if key.startswith(("paper.", "entry.", "law.reason.")) and not key.startswith(FOR_OTHERS)
        }
        assert said
        assert not {key: text for key, text in said.items() if forbidden.search(text)}
