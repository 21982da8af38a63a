"""Every printer of ours, held to the one contract: the folder, and CUPS with a real IPP printer behind it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices import build
from devices.paper import typeset
from devices.ports import PrinterStatus, ReceiptPrinter
from devices.printer import (
    CupsPrinter,
    EscPosPrinter,
    FolderPrinter,
    NoPrinter,
    PrinterSettings,
    open_printer,
    said,
    trouble,
)
from devices.printer.document import RASTER, Form
from devices.printer.ipp import Answer, Operation, Sent, Tag
from devices.printer.pwg import KINDS
from devices.printer.wire import IppWire
from tests.devices.cups_rig import CupsRig, missing_programs
from tests.devices.printer_contract import PrinterContract, paper, text
from tests.devices.pwg_reader import read
from tests.devices.test_paper import drawn
from tests.specimens.papers import completion_receipt
from tests.specimens.sayings import specimen_say
from tests.waiting import until
from ui.texts import language, languages


class FolderRig:
    """Hands at the folder printer."""

    def __init__(self, folder: Path) -> None:
        self.printer = FolderPrinter(folder / "printed")

    def printed(self) -> list[bytes]:
        return [file.read_bytes() for file in self.printer.printed()]

    def read(self, out: bytes) -> str:
        return text(out)

    def is_whole(self, out: bytes, pdf: bytes) -> bool:
        return out == pdf

    def take_paper_away(self) -> None:
        self.printer.set_fault(PrinterStatus.OUT_OF_PAPER)

    def load_paper(self) -> None:
        self.printer.set_fault(None)

    def unplug(self) -> None:
        self.printer.set_fault(PrinterStatus.UNREACHABLE)

    def plug_in(self) -> None:
        self.printer.set_fault(None)

    def pause(self) -> None:
        self.printer.set_fault(PrinterStatus.PAUSED)

    def resume(self) -> None:
        self.printer.set_fault(None)

    def wait_for_quiet(self) -> None:
        """Nothing is ever on its way here."""


class QueueRig:
    """Hands at the IPP printer behind CUPS, cleaned up between tests."""

    def __init__(self, cups: CupsRig) -> None:
        self.cups = cups
        self.printer = CupsPrinter(cups.queue, patience_s=8.0)
        self._already = len(cups.printed())

    def printed(self) -> list[bytes]:
        return self.cups.printed()[self._already :]

    def read(self, out: bytes) -> str:
        return text(out)

    def is_whole(self, out: bytes, pdf: bytes) -> bool:
        return text(out) == text(pdf)

    def take_paper_away(self) -> None:
        self.cups.set_paper(0)

    def load_paper(self) -> None:
        self.cups.set_paper(250)

    def unplug(self) -> None:
        self.cups.unplug()

    def plug_in(self) -> None:
        self.cups.plug_in()

    def pause(self) -> None:
        self.cups.pause()

    def resume(self) -> None:
        self.cups.resume()

    def wait_for_quiet(self) -> None:
        until(lambda: self.cups.jobs_waiting() == "", 15, "an empty queue")


@pytest.fixture(scope="module")
def cups() -> Iterator[CupsRig]:
    """One printing system for this file; skipped only where its programs are not installed."""
    if missing := missing_programs():
        pytest.skip(f"not installed here: {', '.join(missing)}")
    rig = CupsRig(_free_port)
    try:
        rig.start()
        yield rig
    finally:
        rig.stop()


def _free_port() -> int:
    with socket.socket() as asker:
        asker.bind(("127.0.0.1", 0))
        return int(asker.getsockname()[1])


class TestFolderPrinter(PrinterContract):
    @pytest.fixture
    def rig(self, tmp_path: Path) -> FolderRig:
        return FolderRig(tmp_path)

    @pytest.mark.parametrize("status", [status for status in PrinterStatus if not status.prints])
    def test_any_fault_can_be_set_and_stops_the_paper(self, rig: FolderRig, status: PrinterStatus) -> None:
        rig.printer.set_fault(status)
        assert rig.printer.status() is status
        assert rig.printer.print_pdf(paper()) is status
        assert rig.printed() == []

    def test_low_paper_still_prints(self, rig: FolderRig) -> None:
        rig.printer.set_fault(PrinterStatus.LOW_PAPER)
        assert rig.printer.print_pdf(paper()) is PrinterStatus.READY

    def test_a_fault_that_nobody_knows_needs_a_hand(self, rig: FolderRig) -> None:
        (rig.printer.folder / "fault").write_text("on fire")
        assert rig.printer.status() is PrinterStatus.NEEDS_ATTENTION

    def test_a_folder_that_was_taken_away_is_a_printer_that_is_gone(self, rig: FolderRig) -> None:
        rig.printer.folder.rmdir()
        assert rig.printer.status() is PrinterStatus.UNREACHABLE
        assert rig.printer.print_pdf(paper()) is PrinterStatus.UNREACHABLE

    def test_two_papers_at_once_are_two_files(self, rig: FolderRig) -> None:
        threads = [threading.Thread(target=rig.printer.print_pdf, args=(paper(),)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(rig.printed()) == 8

    def test_it_does_not_start_in_what_ships(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(build, "PACKAGED", True)
        with pytest.raises(build.NotInPackagedBuild):
            FolderPrinter(tmp_path)


class TestCupsPrinter(PrinterContract):
    @pytest.fixture
    def rig(self, cups: CupsRig) -> Iterator[QueueRig]:
        yield QueueRig(cups)
        cups.let_go()
        cups.make_well()

    def test_a_printer_that_dies_with_the_paper_in_it_is_not_called_printed(self, rig: QueueRig) -> None:
        rig.cups.hold_paper()
        answers: list[PrinterStatus] = []
        printing = threading.Thread(target=lambda: answers.append(self.timed_print(rig, "A-666")))
        printing.start()
        until(rig.cups.paper_is_held, 10, "the paper in the printer")
        rig.unplug()
        printing.join()
        # CUPS may call the job completed in that very moment; then we say that nobody confirmed it.
        assert answers in ([PrinterStatus.UNREACHABLE], [PrinterStatus.NOT_CONFIRMED])
        rig.cups.let_go()
        rig.plug_in()
        self.assert_only_the_next_one_comes_out(rig)

    def test_paper_that_runs_out_before_ours_is_seen_while_it_waits(self, rig: QueueRig) -> None:
        # Empty between our question and our job: the stall itself must be noticed.
        rig.cups.hold_paper()
        first = threading.Thread(target=rig.printer.print_pdf, args=(paper("A-665"),))
        first.start()
        until(rig.cups.paper_is_held, 10, "the first paper in the printer")
        answers: list[PrinterStatus] = []
        second = threading.Thread(target=lambda: answers.append(rig.printer.print_pdf(paper("A-666"))))
        second.start()
        until(lambda: "lobby" in rig.cups.jobs_waiting(), 10, "a job in the queue")
        rig.take_paper_away()
        rig.cups.let_go()
        first.join()
        second.join()
        assert answers == [PrinterStatus.OUT_OF_PAPER]
        # This printer says yes to the cancellation and prints all the same once it has paper: ours is to ask.
        # CUPS tells it of the cancellation after it has told us.
        until(lambda: "Cancel-Job successful-ok" in rig.cups.printer_log(), 30, "the cancellation")
        assert [text(out) for out in rig.printed() if "A-666" in text(out)] == []

    def test_a_paper_that_does_not_come_out_in_time_is_not_confirmed_and_taken_back(
        self, rig: QueueRig
    ) -> None:
        rig.cups.hold_paper()
        hasty = CupsPrinter(rig.cups.queue, patience_s=2.0)
        assert hasty.print_pdf(paper("A-666")) is PrinterStatus.NOT_CONFIRMED
        rig.cups.let_go()
        rig.wait_for_quiet()
        assert rig.printer.status() is PrinterStatus.READY

    def test_a_queue_that_nobody_made_is_no_printer(self, rig: QueueRig) -> None:
        nobody = CupsPrinter(rig.cups.queue + "-which-is-not-there")
        assert nobody.status() is PrinterStatus.NO_PRINTER
        assert nobody.print_pdf(paper()) is PrinterStatus.NO_PRINTER

    def test_without_the_print_service_the_printer_is_unreachable_and_comes_back(self, rig: QueueRig) -> None:
        rig.cups.stop_cups()
        assert rig.printer.status() is PrinterStatus.UNREACHABLE
        assert self.timed_print(rig, "A-666") is PrinterStatus.UNREACHABLE
        rig.cups.start_cups()
        self.assert_only_the_next_one_comes_out(rig)

    def test_a_letter_of_two_pages_comes_out_as_two_pages(self, rig: QueueRig) -> None:
        pdf = typeset(completion_receipt("es"), specimen_say("es"), "letter")
        assert rig.printer.print_pdf(pdf) is PrinterStatus.READY
        (out,) = rig.printed()
        assert text(out) == text(pdf)
        assert "Vuelva entre el" in text(out)
        assert "Página 2 de 2" in text(out)

    def test_the_printer_itself_can_be_asked_without_a_queue(self, rig: QueueRig) -> None:
        straight = CupsPrinter(rig.cups.device, patience_s=8.0)
        assert straight.status() is PrinterStatus.READY
        pdf = paper("A-042")
        assert straight.print_pdf(pdf) is PrinterStatus.READY
        assert rig.printed() == [pdf]

    def test_cups_takes_our_raster_and_the_same_letter_comes_out(self, rig: QueueRig, tmp_path: Path) -> None:
        pdf = typeset(completion_receipt("es"), specimen_say("es"), "letter")
        raster = Form(RASTER, KINDS["sgray_8"], 300).of(pdf)
        assert isinstance(raster, bytes)
        what, whole = (
            Sent(Tag.MIME, "document-format", (RASTER,)),
            Sent(Tag.KEYWORD, "print-scaling", ("none",)),
        )
        answer = IppWire(rig.cups.queue).ask(Operation.PRINT_JOB, (what,), (whole,), raster)
        assert isinstance(answer, Answer)
        assert answer.successful
        until(rig.printed, 20, "the letter")
        (out,) = rig.printed()
        assert text(out).strip() == ""
        for came, wanted in zip(drawn(out, tmp_path, 300), drawn(pdf, tmp_path, 300), strict=True):
            assert came.shape == wanted.shape
            assert float(((came < 128) != (wanted < 128)).mean()) < 0.02

    def test_a_queue_says_that_it_is_one(self, rig: QueueRig) -> None:
        wanted = Sent(Tag.KEYWORD, "requested-attributes", ("cups-version",))
        for uri, tells in ((rig.cups.queue, True), (rig.cups.device, False)):
            answer = IppWire(uri).ask(Operation.GET_PRINTER_ATTRIBUTES, (wanted,))
            assert isinstance(answer, Answer)
            assert bool(answer.words("cups-version")) is tells, uri

    def test_the_queue_keeps_nobodys_name(self, rig: QueueRig) -> None:
        rig.printer.print_pdf(paper())
        kept = rig.cups.finished_jobs()
        assert kept
        assert "A-014" not in kept
        assert "root" not in kept


class TestPrinterWithoutPdf:
    """An IPP Everywhere printer as most are sold: PWG Raster, and no PDF; asked without a queue."""

    @pytest.fixture
    def rig(self, cups: CupsRig) -> Iterator[QueueRig]:
        cups.unplug()
        cups.plug_in("image/pwg-raster,image/urf")
        rig = QueueRig(cups)
        rig.printer = CupsPrinter(cups.device, patience_s=8.0)
        yield rig
        cups.unplug()
        cups.make_well()

    def test_papers_come_out_whole(self, rig: QueueRig, tmp_path: Path) -> None:
        letter = typeset(completion_receipt("es"), specimen_say("es"), "letter")
        for pdf in (paper("A-042"), letter):
            assert rig.printer.print_pdf(pdf) is PrinterStatus.READY
            pages = read(rig.printed()[-1])
            ((dpi, _),) = {page.header["dpi"] for page in pages}
            assert isinstance(dpi, int)
            folder = tmp_path / str(len(rig.printed()))
            folder.mkdir()
            for page, wanted in zip(pages, drawn(pdf, folder, dpi), strict=True):
                assert page.dots.shape == wanted.shape
                assert float(((page.dots < 128) != (wanted < 128)).mean()) < 0.005

    def test_without_paper_nothing_is_called_printed(self, rig: QueueRig) -> None:
        rig.take_paper_away()
        assert rig.printer.status() is PrinterStatus.OUT_OF_PAPER, "also while it is at rest"
        assert rig.printer.print_pdf(paper("A-666")) is PrinterStatus.OUT_OF_PAPER
        rig.load_paper()
        assert rig.printer.status() is PrinterStatus.READY
        assert rig.printed() == []


class TestWhichPrinter:
    def test_a_queue_is_printed_to(self) -> None:
        assert isinstance(open_printer(PrinterSettings(queue="ipp://127.0.0.1:9/printers/x")), CupsPrinter)

    def test_a_receipt_printer_on_the_network_is_printed_to(self) -> None:
        assert isinstance(open_printer(PrinterSettings(queue="escpos://127.0.0.1:9100")), EscPosPrinter)

    def test_without_a_queue_papers_go_to_the_folder(self, tmp_path: Path) -> None:
        assert isinstance(open_printer(PrinterSettings(folder=tmp_path)), FolderPrinter)

    def test_without_either_there_is_no_printer(self) -> None:
        assert self.both(open_printer(PrinterSettings())) == {PrinterStatus.NO_PRINTER}

    def test_what_ships_never_prints_into_a_folder(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(build, "PACKAGED", True)
        assert isinstance(open_printer(PrinterSettings(folder=tmp_path)), NoPrinter)

    @staticmethod
    def both(printer: ReceiptPrinter) -> set[PrinterStatus]:
        return {printer.status(), printer.print_pdf(paper())}


@pytest.mark.parametrize("status", PrinterStatus)
def test_every_state_of_a_printer_is_said_in_every_language(status: PrinterStatus) -> None:
    for code in languages():
        sentences = language(code).sentences
        assert said(status).key in sentences
        found = trouble(status)
        assert (found is None) == status.prints
        if found is not None:
            assert found.what_happened.key in sentences
            assert found.what_to_do.key in sentences
