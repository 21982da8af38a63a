"""The ESC/POS receipt printer: held to every printer's contract, and to what its bytes demand."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st

from devices.paper import typeset
from devices.ports import PrinterStatus
from devices.printer import EscPosPrinter
from devices.printer.escpos import _commands
from devices.printer.raster import DOTS, Bitmap, NoPicture, draw
from tests.devices.escpos_device import EscPosDevice
from tests.devices.printer_contract import PrinterContract, paper
from tests.devices.test_paper import drawn
from tests.specimens.papers import completion_receipt
from tests.specimens.sayings import specimen_say


class DeviceRig:
    """Hands at the receipt printer."""

    def __init__(self, device: EscPosDevice, folder: Path) -> None:
        self.device, self._folder = device, folder
        self.printer = EscPosPrinter(device.address, patience_s=10)

    def printed(self) -> list[bytes]:
        return list(self.device.papers)

    def read(self, out: bytes) -> str:
        return " ".join(found.text for found in zxingcpp.read_barcodes(_picture(out)))

    def is_whole(self, out: bytes, pdf: bytes) -> bool:
        (wanted,) = drawn(pdf, self._folder, dpi=203)
        spare = (wanted.shape[1] - DOTS) // 2
        wanted = wanted[:, spare : spare + DOTS]
        came = _picture(out)
        differs = (came < 128) != (wanted < 128)
        return came.shape == wanted.shape and float(differs.mean()) < 0.02

    def take_paper_away(self) -> None:
        self.device.paper = False

    def load_paper(self) -> None:
        self.device.paper = True

    def unplug(self) -> None:
        self.device.unplug()

    def plug_in(self) -> None:
        self.device.plug_in()

    def pause(self) -> None:
        self.device.online = False

    def resume(self) -> None:
        self.device.online = True

    def wait_for_quiet(self) -> None:
        """Nothing is kept anywhere on the way."""


def _picture(png: bytes) -> np.ndarray:
    picture = cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_GRAYSCALE)
    assert picture is not None
    return picture


class TestEscPosPrinter(PrinterContract):
    @pytest.fixture
    def rig(self, tmp_path: Path) -> Iterator[DeviceRig]:
        device = EscPosDevice()
        device.plug_in()
        yield DeviceRig(device, tmp_path)
        device.unplug()

    def test_paper_that_runs_out_in_the_middle_is_named_and_the_rest_forgotten(self, rig: DeviceRig) -> None:
        rig.device.when_rows = (600, lambda: setattr(rig.device, "paper", False))
        assert self.timed_print(rig, "A-666") is PrinterStatus.OUT_OF_PAPER
        rig.device.when_rows = None
        rig.load_paper()
        self.assert_only_the_next_one_comes_out(rig)

    @pytest.mark.parametrize(
        ("fault", "status"),
        [("cover_open", PrinterStatus.COVER_OPEN), ("cutter_stuck", PrinterStatus.JAMMED)],
    )
    def test_each_fault_has_its_name(self, rig: DeviceRig, fault: str, status: PrinterStatus) -> None:
        setattr(rig.device, fault, True)
        assert rig.printer.status() is status
        assert rig.printer.print_pdf(paper()) is status
        assert rig.printed() == []

    def test_low_paper_is_told_and_still_printed_on(self, rig: DeviceRig) -> None:
        rig.device.low = True
        assert rig.printer.status() is PrinterStatus.LOW_PAPER
        assert rig.printer.print_pdf(paper()) is PrinterStatus.READY

    def test_a_printer_that_swallows_everything_and_prints_nothing_is_not_believed(
        self, rig: DeviceRig
    ) -> None:
        rig.device.stuck_silently = True
        assert self.timed_print(rig, "A-666") is PrinterStatus.NOT_CONFIRMED
        assert rig.printed() == []

    def test_a_plug_pulled_in_the_middle_is_unreachable(self, rig: DeviceRig) -> None:
        pulled = threading.Thread(target=rig.device.unplug)
        rig.device.when_rows = (600, pulled.start)
        assert self.timed_print(rig, "A-666") is PrinterStatus.UNREACHABLE
        pulled.join()
        rig.device.when_rows = None
        rig.plug_in()
        self.assert_only_the_next_one_comes_out(rig)

    def test_a_letter_is_too_wide_for_a_roll(self, rig: DeviceRig) -> None:
        letter = typeset(completion_receipt("en"), specimen_say("en"), "letter")
        assert rig.printer.print_pdf(letter) is PrinterStatus.REFUSED

    def test_a_long_receipt_comes_out_in_one_piece(self, rig: DeviceRig) -> None:
        pdf = typeset(completion_receipt("es"), specimen_say("es"), "roll80")
        assert rig.printer.print_pdf(pdf) is PrinterStatus.READY
        (out,) = rig.printed()
        assert rig.is_whole(out, pdf)


@pytest.mark.parametrize("address", ["", "escpos://", "escpos://127.0.0.1:99999", "escpos://:x", "\udcff"])
def test_an_address_that_is_none_is_unreachable(address: str) -> None:
    printer = EscPosPrinter(address)
    assert printer.status() is PrinterStatus.UNREACHABLE
    assert printer.print_pdf(paper()) is PrinterStatus.UNREACHABLE


def test_nobody_at_the_address_is_unreachable(free_port: Callable[[], int]) -> None:
    assert EscPosPrinter(f"127.0.0.1:{free_port()}").status() is PrinterStatus.UNREACHABLE


@given(st.binary(min_size=72, max_size=72 * 20))
def test_no_picture_holds_a_command_that_a_printer_would_obey_inside_it(raw: bytes) -> None:
    rows = len(raw) // 72
    raw = (raw + b"\x10\x05\x02\x10\x04\x01\x10\x14")[: rows * 72]
    for command in _commands([Bitmap(rows, raw)]):
        inside = command[8:]
        assert not any(b"\x10" + second in inside for second in (b"\x04", b"\x05", b"\x14"))


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.4 nothing", b"hello"], ids=repr)
def test_what_cannot_be_drawn_is_no_picture(pdf: bytes) -> None:
    assert isinstance(draw(pdf), NoPicture)


def test_without_the_program_that_draws_there_is_no_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert isinstance(draw(paper()), NoPicture)
