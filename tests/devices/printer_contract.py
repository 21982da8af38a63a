"""What every printer owes us, whether it is real or stands in for one."""

from __future__ import annotations

import io
import time
from dataclasses import replace
from typing import Protocol

import pytest
from pypdf import PdfReader

from devices.paper import typeset
from devices.ports import PrinterStatus, ReceiptPrinter
from tests.specimens.papers import ticket
from tests.specimens.sayings import specimen_say

LONGEST_ANSWER_S = 12.0
"""No state of any printer may keep a caller waiting longer in these tests (their patience is short)."""


def paper(number: str = "A-014") -> bytes:
    """A ticket with this number, in words and in its code."""
    numbered = replace(ticket("es"), number=number, code=f"{number}.20270503.7Q2MK4XR9TBW6HVD3NFJ8PCZ5YLS")
    return typeset(numbered, specimen_say("es"), "roll80")


def text(pdf: bytes) -> str:
    """What a PDF says."""
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


class Rig(Protocol):
    """A printer with hands at it."""

    @property
    def printer(self) -> ReceiptPrinter: ...

    def printed(self) -> list[bytes]:
        """Every paper that came out, oldest first."""

    def read(self, out: bytes) -> str:
        """What can be read on a paper that came out: its words, or its code."""

    def is_whole(self, out: bytes, pdf: bytes) -> bool:
        """Whether everything of ``pdf`` is on the paper that came out."""

    def take_paper_away(self) -> None: ...

    def load_paper(self) -> None: ...

    def unplug(self) -> None: ...

    def plug_in(self) -> None: ...

    def pause(self) -> None: ...

    def resume(self) -> None: ...

    def wait_for_quiet(self) -> None:
        """Return once nothing is on its way to the paper any more."""


class PrinterContract:
    """Inherited by the tests of each printer, which provide the fixture ``rig``."""

    def test_a_printer_that_is_set_up_is_ready(self, rig: Rig) -> None:
        assert rig.printer.status() is PrinterStatus.READY

    def test_a_paper_comes_out_whole_before_it_is_called_printed(self, rig: Rig) -> None:
        pdf = paper("B-120")
        assert rig.printer.print_pdf(pdf) is PrinterStatus.READY
        (out,) = rig.printed()
        assert rig.is_whole(out, pdf)
        assert "B-120" in rig.read(out)

    def test_each_paper_comes_out_once_and_in_order(self, rig: Rig) -> None:
        numbers = ["A-001", "A-002", "A-003"]
        assert [rig.printer.print_pdf(paper(n)) for n in numbers] == [PrinterStatus.READY] * 3
        assert [next(n for n in numbers if n in rig.read(out)) for out in rig.printed()] == numbers

    def test_without_paper_nothing_is_called_printed_and_nothing_comes_out_later(self, rig: Rig) -> None:
        rig.take_paper_away()
        assert self.timed_print(rig, "A-666") is PrinterStatus.OUT_OF_PAPER
        assert rig.printer.status() is PrinterStatus.OUT_OF_PAPER
        rig.load_paper()
        assert rig.printer.status() is PrinterStatus.READY
        self.assert_only_the_next_one_comes_out(rig)

    def test_a_printer_that_is_gone_is_unreachable_and_prints_nothing_later(self, rig: Rig) -> None:
        rig.unplug()
        assert self.timed_print(rig, "A-666") is PrinterStatus.UNREACHABLE
        assert rig.printer.status() is PrinterStatus.UNREACHABLE
        rig.plug_in()
        self.assert_only_the_next_one_comes_out(rig)

    def test_a_printer_that_staff_paused_says_so(self, rig: Rig) -> None:
        rig.pause()
        assert self.timed_print(rig, "A-666") is PrinterStatus.PAUSED
        assert rig.printer.status() is PrinterStatus.PAUSED
        rig.resume()
        self.assert_only_the_next_one_comes_out(rig)

    @pytest.mark.parametrize("rubbish", [b"", b"%PD", b"\x1b@hello", b"<html>"], ids=repr)
    def test_what_is_not_a_pdf_is_refused(self, rig: Rig, rubbish: bytes) -> None:
        assert rig.printer.print_pdf(rubbish) is PrinterStatus.REFUSED
        rig.wait_for_quiet()
        assert rig.printed() == []

    def timed_print(self, rig: Rig, number: str) -> PrinterStatus:
        """Print, and fail if that took longer than anybody should wait."""
        began = time.monotonic()
        status = rig.printer.print_pdf(paper(number))
        assert time.monotonic() - began < LONGEST_ANSWER_S
        return status

    def assert_only_the_next_one_comes_out(self, rig: Rig) -> None:
        """The printer is well again, and what was stopped before never appears."""
        assert rig.printer.print_pdf(paper("A-667")) is PrinterStatus.READY
        rig.wait_for_quiet()
        assert [("A-667" in rig.read(out), "A-666" in rig.read(out)) for out in rig.printed()] == [
            (True, False)
        ]
