"""PWG Raster: what we write is read back dot for dot, by the standard's words and by CUPS itself."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.paper import typeset
from devices.printer.pwg import KINDS, written
from devices.printer.raster import NoPicture, Page, draw_pages
from tests.devices.printer_contract import paper
from tests.devices.pwg_reader import read, read_by_cups
from tests.devices.test_paper import drawn
from tests.specimens.papers import completion_receipt
from tests.specimens.sayings import specimen_say

RUNS = st.tuples(
    st.one_of(st.sampled_from([b"\x00", b"\xff", b"\x80"]), st.binary(min_size=1, max_size=3)),
    st.sampled_from([1, 2, 3, 64, 127, 128, 129, 130, 256, 300]),
)
"""Some bytes and how often they come: about the ends of what one code can say."""


@st.composite
def pages(draw: st.DrawFn, bits: int) -> Page:
    """A page with runs and plain rows of any kind, and rows that come again."""
    sample = b"".join(one * times for one, times in draw(st.lists(RUNS, min_size=1, max_size=4)))
    stride = draw(st.integers(1, len(sample)))
    width = stride if bits == 8 else stride * 8 - draw(st.integers(0, 7))
    rows = draw(st.lists(st.integers(0, len(sample) - stride), min_size=1, max_size=4))
    times = draw(st.sampled_from([1, 2, 255, 256, 257, 513]))
    data = b"".join(sample[at : at + stride] * (times if n == 0 else 1) for n, at in enumerate(rows))
    return Page(width, 1 if bits == 1 else 8, data)


@pytest.mark.parametrize("name", KINDS)
@given(data=st.data())
def test_any_page_is_read_back_dot_for_dot(name: str, data: st.DataObject) -> None:
    kind = KINDS[name]
    made = data.draw(st.lists(pages(kind.bits), min_size=1, max_size=2))
    for page, got in zip(made, read(written(made, 300, kind)), strict=True):
        assert np.array_equal(got.dots, _dots(page, kind.colours))
        assert (got.header["width"], got.header["height"]) == ((page.width,), (len(page.rows),))
        assert got.header["count_and_transforms"] == (len(made), 1, 1)


@pytest.mark.parametrize("name", KINDS)
def test_cups_reads_a_letter_as_it_was_drawn(name: str, tmp_path: Path) -> None:
    kind = KINDS[name]
    pdf = typeset(completion_receipt("es"), specimen_say("es"), "letter")
    pages = draw_pages(pdf, 203, kind.bits)
    assert not isinstance(pages, NoPicture)
    document = written(pages, 203, kind)
    got = read_by_cups(document, tmp_path)
    if got is None:
        pytest.skip("libcups is not installed here")
    assert len(pages) == len(got) == 2
    for page, rows, ours in zip(pages, got, read(document), strict=True):
        assert rows.tobytes() == b"".join(_row(row, kind.colours) for row in page.rows)
        assert ours.header["name"][0][:10] == b"PwgRaster\0"  # type: ignore[index]
        assert (ours.header["dpi"], ours.header["size"]) == ((203, 203), (612, 792))


def test_letters_are_black_or_white_and_where_the_paper_has_them(tmp_path: Path) -> None:
    (page,) = draw_pages(paper(), 300, 8)  # type: ignore[misc]
    (wanted,) = drawn(paper(), tmp_path, dpi=300)
    came = np.frombuffer(page.data, np.uint8).reshape(-1, page.width)
    assert set(np.unique(came)) == {0, 255}
    assert came.shape == wanted.shape
    assert float(((came < 128) != (wanted < 128)).mean()) < 0.005


def _dots(page: Page, colours: int) -> np.ndarray:
    if page.bits == 1:
        rows = [[row[x // 8] >> (7 - x % 8) & 1 for x in range(page.width)] for row in page.rows]
        return np.array(rows, np.uint8)
    return np.array([list(_row(row, colours)) for row in page.rows], np.uint8)


def _row(row: bytes, colours: int) -> bytes:
    return bytes(grey for grey in row for _ in range(colours))
