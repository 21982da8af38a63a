"""What printers answer, and what we make of it: every state, and everything that is no answer."""

from __future__ import annotations

import datetime as dt
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.ports import PrinterStatus
from devices.printer import CupsPrinter, PrinterSettings, open_printer, trouble
from devices.printer.ipp import Answer, NotIpp, Operation, Resolution, Sent, Tag, parse, request
from devices.printer.raster import draw_pages
from devices.printer.reasons import from_reasons, of_printer, says_gone
from devices.printer.wire import IppWire, Silent, answers_at
from sync.office_keys import OfficeKeys, open_office_keys
from sync.tls import server_context
from tests.devices.ipp_server import IppQueue, encoded, listening
from tests.devices.printer_contract import paper
from tests.devices.pwg_reader import read
from ui.texts import language, languages


@pytest.fixture
def queue() -> Iterator[IppQueue]:
    with listening(IppQueue()) as queue:
        yield queue


def printer(queue: IppQueue, patience_s: float = 6.0) -> CupsPrinter:
    return CupsPrinter(queue.uri, patience_s=patience_s)


# --- the bytes -------------------------------------------------------------------------------------------


@given(st.binary(max_size=400))
def test_any_bytes_are_an_answer_or_are_not_ipp(message: bytes) -> None:
    assert isinstance(parse(message), Answer | NotIpp)


@given(st.data())
def test_an_answer_cut_or_changed_anywhere_never_raises(data: st.DataObject) -> None:
    whole = encoded(
        0, 0x04, {"printer-state": 3, "printer-state-reasons": ("media-empty", "paused"), "x": True}
    )
    cut = whole[: data.draw(st.integers(0, len(whole)))]
    changed = bytearray(whole)
    changed[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    assert isinstance(parse(cut), NotIpp) or cut == whole
    assert isinstance(parse(bytes(changed)), Answer | NotIpp)


def test_values_are_read_by_name_and_kind() -> None:
    answer = parse(encoded(0, 0x04, {"state": 3, "reasons": ("a", "b"), "accepting": True}))
    assert isinstance(answer, Answer)
    assert (answer.number("state"), answer.words("reasons"), answer.truth("accepting")) == (
        3,
        ("a", "b"),
        True,
    )
    assert (answer.number("accepting"), answer.truth("state"), answer.words("state")) == (None, None, ())
    assert (answer.number("absent"), answer.truth("absent"), answer.words("absent")) == (None, None, ())


def test_collections_are_passed_over_and_what_follows_is_read() -> None:
    def piece(tag: int, name: bytes, value: bytes) -> bytes:
        return bytes([tag]) + len(name).to_bytes(2, "big") + name + len(value).to_bytes(2, "big") + value

    inside = piece(0x34, b"media-col", b"") + piece(0x4A, b"", b"size") + piece(0x21, b"", b"\0\0\0\1")
    message = b"\x02\x00\x00\x00\x00\x00\x00\x01\x04" + inside + piece(0x37, b"", b"")
    answer = parse(message + piece(0x21, b"printer-state", b"\0\0\0\3") + b"\x03")
    assert isinstance(answer, Answer)
    assert answer.number("printer-state") == 3
    assert "media-col" not in answer.attributes


def test_a_request_is_what_rfc_8010_draws() -> None:
    message = request(Operation.CANCEL_JOB, 5, [Sent(Tag.INTEGER, "job-id", (7,))])
    assert message[:9] == b"\x02\x00\x00\x08\x00\x00\x00\x05\x01"
    assert message.endswith(b"\x21\x00\x06job-id\x00\x04\x00\x00\x00\x07\x03")


# --- the words -------------------------------------------------------------------------------------------

REASONS = {
    ("none",): PrinterStatus.READY,
    (): PrinterStatus.READY,
    ("media-empty-warning", "media-needed-warning"): PrinterStatus.OUT_OF_PAPER,
    ("media-empty", "cover-open-error"): PrinterStatus.COVER_OPEN,
    ("media-jam-error", "media-empty"): PrinterStatus.JAMMED,
    ("media-low-report",): PrinterStatus.LOW_PAPER,
    ("marker-supply-low-warning", "cups-waiting-for-job-completed"): PrinterStatus.READY,
    ("fuser-over-temp-error",): PrinterStatus.NEEDS_ATTENTION,
    ("offline-report",): PrinterStatus.UNREACHABLE,
    ("Paused",): PrinterStatus.PAUSED,
}


@pytest.mark.parametrize("reasons", REASONS, ids=" ".join)
def test_the_gravest_reason_is_the_status(reasons: tuple[str, ...]) -> None:
    assert from_reasons(reasons) is REASONS[reasons]


def test_one_empty_tray_of_two_stops_nothing_until_a_paper_waits_for_it() -> None:
    trays = ("type=other;level=0;name=by-pass;", "type=other;level=250;name=main;")
    assert of_printer(["media-empty-report"], trays) is PrinterStatus.READY
    assert of_printer(["media-empty-report", "media-low"], trays) is PrinterStatus.LOW_PAPER
    assert of_printer(["media-empty-warning", "media-needed-warning"], trays) is PrinterStatus.OUT_OF_PAPER
    assert of_printer(["media-empty-report"], trays[:1]) is PrinterStatus.OUT_OF_PAPER
    assert of_printer(["media-empty-report"], ("level=-2;name=unknown",)) is PrinterStatus.OUT_OF_PAPER
    assert of_printer(["media-empty-report"], ("level=-3;name=some",)) is PrinterStatus.READY


def test_a_printer_that_cups_lost_is_known_by_its_message_alone() -> None:
    assert says_gone("The printer is not responding.")
    assert says_gone('Unable to locate printer "lobby.local".')
    assert not says_gone("Ready to print.")


# --- the queue -------------------------------------------------------------------------------------------


def test_a_completed_job_is_printed_and_carries_no_name(queue: IppQueue) -> None:
    pdf = paper()
    assert printer(queue).print_pdf(pdf) is PrinterStatus.READY
    (sent,) = queue.documents
    assert sent.endswith(pdf)
    assert b"appear" in sent[: -len(pdf)]


def test_a_job_completed_with_errors_was_not_printed(queue: IppQueue) -> None:
    queue.job["job-state-reasons"] = "job-completed-with-errors"
    assert printer(queue).print_pdf(paper()) is PrinterStatus.REFUSED


def test_an_aborted_job_is_refused_or_says_what_stopped_it(queue: IppQueue) -> None:
    queue.job["job-state"] = 8
    assert printer(queue).print_pdf(paper()) is PrinterStatus.REFUSED
    queue.printer["printer-state"] = 4
    queue.printer["printer-state-reasons"] = "cover-open-error"
    queue.job["job-state"] = 8
    assert printer(queue, 1.0).print_pdf(paper()) is PrinterStatus.COVER_OPEN


@pytest.mark.parametrize(
    ("reasons", "status"),
    [("media-jam-error", PrinterStatus.JAMMED), ("media-needed", PrinterStatus.OUT_OF_PAPER)],
)
def test_a_fault_while_ours_is_printing_is_named_and_the_job_taken_back(
    queue: IppQueue, reasons: str, status: PrinterStatus
) -> None:
    # A queue whose printer cannot be asked (USB): only its own words tell.
    queue.printer |= {"printer-state-reasons": reasons, "device-uri": "usb://Maker/Model"}
    queue.job["job-state"] = 5
    assert printer(queue).print_pdf(paper()) is status
    assert queue.asked.count(Operation.CANCEL_JOB) == 1


def test_a_printer_that_is_asked_straight_says_that_it_has_no_paper_before_it_is_given_any(
    queue: IppQueue,
) -> None:
    queue.printer["printer-state-reasons"] = "media-empty-error"
    assert printer(queue).status() is PrinterStatus.OUT_OF_PAPER
    queue.printer["printer-input-tray"] = ("type=roll;level=40;", "type=sheet;level=0;")
    assert printer(queue).status() is PrinterStatus.READY, "one of two trays is not empty"
    queue.printer["printer-state-reasons"] = "cover-open-error"
    assert printer(queue).status() is PrinterStatus.COVER_OPEN
    queue.printer["cups-version"] = "2.4.10"
    assert printer(queue).status() is PrinterStatus.READY, "what a queue says of the past"


def test_what_an_idle_queue_remembers_of_the_past_does_not_stop_the_next_paper(queue: IppQueue) -> None:
    queue.printer |= {"printer-state-reasons": "media-empty-warning", "device-uri": "usb://Maker/Model"}
    assert printer(queue).status() is PrinterStatus.READY
    assert printer(queue).print_pdf(paper()) is PrinterStatus.READY
    queue.printer |= {
        "printer-state-reasons": "none",
        "printer-state-message": "The printer is not responding.",
    }
    assert printer(queue).print_pdf(paper()) is PrinterStatus.READY


def test_a_printer_that_stops_answering_cups_is_unreachable_although_the_reasons_say_none(
    queue: IppQueue,
) -> None:
    queue.printer |= {
        "printer-state": 4,
        "printer-state-message": "The printer is not responding.",
        "cups-version": "2.4.10",
    }
    queue.job["job-state"] = 5
    assert printer(queue).print_pdf(paper()) is PrinterStatus.UNREACHABLE


def test_a_network_printer_that_is_switched_off_is_unreachable(
    queue: IppQueue, free_port: Callable[[], int]
) -> None:
    queue.printer["device-uri"] = f"socket://127.0.0.1:{free_port()}"
    assert printer(queue).status() is PrinterStatus.UNREACHABLE
    assert printer(queue).print_pdf(paper()) is PrinterStatus.UNREACHABLE
    assert queue.documents == []


def test_completed_is_not_believed_when_the_printer_itself_has_vanished(queue: IppQueue) -> None:
    with listening(IppQueue()) as device:
        queue.printer["device-uri"] = device.uri
        queue.after_print = lambda: setattr(device, "raw", b"")
        assert printer(queue).print_pdf(paper()) is PrinterStatus.NOT_CONFIRMED


def test_completed_is_believed_once_the_printer_itself_is_at_rest(queue: IppQueue) -> None:
    with listening(IppQueue()) as device:
        queue.printer["device-uri"] = device.uri
        queue.after_print = lambda: device.printer.update({"printer-state": 4})
        assert printer(queue, 0.6).print_pdf(paper()) is PrinterStatus.NOT_CONFIRMED
        device.printer["printer-state-reasons"] = "media-jam"
        queue.after_print = None
        assert printer(queue, 0.6).print_pdf(paper()) is PrinterStatus.JAMMED
        device.printer.update({"printer-state": 3, "printer-state-reasons": "none"})
        assert printer(queue).print_pdf(paper()) is PrinterStatus.READY


def test_a_queue_that_is_paused_says_so_whatever_it_remembers(queue: IppQueue) -> None:
    queue.printer |= {"printer-state": 5, "printer-state-reasons": ("media-empty-warning", "paused")}
    assert printer(queue).status() is PrinterStatus.PAUSED


def test_a_job_behind_others_is_busy(queue: IppQueue) -> None:
    queue.job["job-state"] = 3
    assert printer(queue, 0.5).print_pdf(paper()) is PrinterStatus.BUSY
    assert Operation.CANCEL_JOB in queue.asked


def test_a_paper_that_came_out_while_we_took_it_back_is_printed(queue: IppQueue) -> None:
    queue.job["job-state"] = 5
    queue.after_cancel = {"job-state": 9}
    assert printer(queue, 0.5).print_pdf(paper()) is PrinterStatus.READY


def test_a_queue_that_takes_no_jobs_is_paused(queue: IppQueue) -> None:
    queue.printer["printer-is-accepting-jobs"] = False
    assert printer(queue).status() is PrinterStatus.PAUSED
    queue.printer["printer-is-accepting-jobs"] = True
    queue.print_status = 0x0506
    assert printer(queue).print_pdf(paper()) is PrinterStatus.PAUSED


def test_a_queue_that_says_no_has_refused(queue: IppQueue) -> None:
    queue.print_status = 0x0400
    assert printer(queue).print_pdf(paper()) is PrinterStatus.REFUSED
    queue.status = 0x0401
    assert printer(queue).status() is PrinterStatus.REFUSED


# --- the form of the paper -------------------------------------------------------------------------------

EVERYWHERE = ("application/octet-stream", "image/jpeg", "image/pwg-raster", "image/urf")


def sent(queue: IppQueue) -> bytes:
    """The one document that the queue took, with what was said of it."""
    assert printer(queue).print_pdf(paper()) is PrinterStatus.READY
    (message,) = queue.documents
    return message


@pytest.mark.parametrize("formats", [("application/pdf", *EVERYWHERE), ("Application/PDF;version=1.7",)])
def test_a_printer_that_takes_pdf_gets_the_pdf_itself(queue: IppQueue, formats: tuple[str, ...]) -> None:
    queue.printer["document-format-supported"] = formats
    message = sent(queue)
    assert b"application/pdf" in message
    assert message.endswith(paper())


def test_a_printer_without_pdf_gets_the_same_paper_as_raster(queue: IppQueue) -> None:
    queue.printer["document-format-supported"] = EVERYWHERE
    queue.printer["pwg-raster-document-type-supported"] = ("black_1", "sgray_8", "srgb_8")
    message = sent(queue)
    assert b"image/pwg-raster" in message
    assert b"%PDF" not in message
    (page,) = read(message[message.index(b"RaS2") :])
    (drawn,) = draw_pages(paper(), 300, 8)  # type: ignore[misc]
    assert page.dots.tobytes() == drawn.data


@pytest.mark.parametrize(
    ("types", "space", "depth"),
    [
        ((), 18, 8),
        (("srgb_8", "black_1"), 19, 24),
        (("cmyk_8", "black_1"), 3, 1),
        (("sgray_8", "srgb_8"), 18, 8),
    ],
)
def test_raster_is_of_a_type_that_the_printer_names(
    queue: IppQueue, types: tuple[str, ...], space: int, depth: int
) -> None:
    queue.printer["document-format-supported"] = EVERYWHERE
    queue.printer |= {"pwg-raster-document-type-supported": types} if types else {}
    message = sent(queue)
    (page,) = read(message[message.index(b"RaS2") :])
    assert (page.header["space"], page.header["depth"]) == ((space,), (depth,))


@pytest.mark.parametrize(
    ("named", "taken"),
    [
        ((), 300),
        ((203,), 203),
        ((180, 360, 600), 360),
        ((600, 1200), 600),
        ((203, 300), 300),
        ((1, 100_000), 300),
    ],
)
def test_raster_has_the_printers_own_resolution_next_to_300(
    queue: IppQueue, named: tuple[int, ...], taken: int
) -> None:
    queue.printer["document-format-supported"] = EVERYWHERE
    uneven = Resolution(300, 600)
    queue.printer["pwg-raster-document-resolution-supported"] = (
        uneven,
        *(Resolution(dpi, dpi) for dpi in named),
    )
    message = sent(queue)
    (page,) = read(message[message.index(b"RaS2") :])
    assert page.header["dpi"] == (taken, taken)


def test_dots_to_the_centimetre_are_dots_to_the_inch() -> None:
    piece = b"\x32\x00\x03res\x00\x09" + (80).to_bytes(4, "big") * 2 + b"\x04"
    answer = parse(b"\x02\x00\x00\x00\x00\x00\x00\x01\x04" + piece + b"\x03")
    assert isinstance(answer, Answer)
    assert answer.square_resolutions("res") == (203,)


@pytest.mark.parametrize(
    ("formats", "types"),
    [
        (("application/octet-stream", "application/vnd.hp-pcl", "image/urf"), ("sgray_8",)),
        (EVERYWHERE, ("cmyk_8", "device1_8")),
    ],
)
def test_a_printer_that_takes_neither_is_told_before_the_first_paper(
    queue: IppQueue, formats: tuple[str, ...], types: tuple[str, ...]
) -> None:
    queue.printer["document-format-supported"] = formats
    queue.printer["pwg-raster-document-type-supported"] = types
    assert printer(queue).status() is PrinterStatus.CANNOT_READ
    assert printer(queue).print_pdf(paper()) is PrinterStatus.CANNOT_READ
    assert queue.documents == []
    told = trouble(PrinterStatus.CANNOT_READ)
    assert told is not None
    for code in languages():
        sentence = language(code).sentences[told.what_to_do.key]
        assert all(form in sentence for form in ("PDF", "PWG Raster", "ESC/POS"))


def test_a_printer_that_names_no_forms_and_then_refuses_ours_cannot_read_it(queue: IppQueue) -> None:
    queue.print_status = 0x040A
    assert printer(queue).print_pdf(paper()) is PrinterStatus.CANNOT_READ


def test_what_cannot_be_drawn_is_not_sent(queue: IppQueue) -> None:
    queue.printer["document-format-supported"] = EVERYWHERE
    assert printer(queue).print_pdf(b"%PDF-1.4 nothing") is PrinterStatus.REFUSED
    assert queue.documents == []


@pytest.mark.parametrize("raw", [b"", b"<html>no</html>", b"\x02\x00\x00\x00", b"\xff" * 5000], ids=repr)
def test_what_is_not_ipp_is_no_answer(queue: IppQueue, raw: bytes) -> None:
    queue.raw = raw[:60]
    assert printer(queue).status() is PrinterStatus.UNREACHABLE


def test_a_web_server_that_says_404_is_no_printer_service(queue: IppQueue) -> None:
    queue.http_status = 404
    assert printer(queue).status() is PrinterStatus.UNREACHABLE


@pytest.mark.parametrize(
    "address", ["", "lobby", "ipp://", "ipp://[::1", "ipp://localhost:99999/x", "file:///etc/passwd"]
)
def test_an_address_that_is_none_is_unreachable(address: str) -> None:
    assert CupsPrinter(address).status() is PrinterStatus.UNREACHABLE
    assert CupsPrinter(address).print_pdf(paper()) is PrinterStatus.UNREACHABLE


def test_what_cannot_be_asked_over_the_network_is_not_guessed(free_port: Callable[[], int]) -> None:
    assert answers_at("usb://Maker/Model") is None
    assert answers_at("dnssd://Printer._ipp._tcp.local/") is None
    assert answers_at(f"socket://127.0.0.1:{free_port()}") is False


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> tuple[OfficeKeys, OfficeKeys]:
    """The authority that certified a printer on this machine, and another one."""
    place, now = tmp_path_factory.mktemp("county"), dt.datetime.now(dt.UTC)
    made = [open_office_keys(place / name, name.title(), (), now) for name in ("county", "other")]
    ours, other = made
    assert isinstance(ours, OfficeKeys)
    assert isinstance(other, OfficeKeys)
    return ours, other


def test_a_locked_printer_is_believed_by_the_countys_authority_and_by_no_other(
    county: tuple[OfficeKeys, OfficeKeys], tmp_path: Path
) -> None:
    ours, other = county
    (tmp_path / "empty.pem").touch()
    with listening(IppQueue(), server_context(ours, certificates_required=False)) as queue:
        locked = queue.uri.replace("ipp://", "ipps://")
        for authority, status in (
            (ours.authority, PrinterStatus.READY),
            (other.authority, PrinterStatus.UNREACHABLE),
            (None, PrinterStatus.UNREACHABLE),
            (tmp_path / "empty.pem", PrinterStatus.UNREACHABLE),
            (tmp_path / "gone.pem", PrinterStatus.UNREACHABLE),
        ):
            printer = open_printer(PrinterSettings(locked, authority=authority))
            assert printer.status() is status, authority
        believed = open_printer(PrinterSettings(locked, authority=ours.authority))
        assert believed.print_pdf(paper()) is PrinterStatus.READY
    assert len(queue.documents) == 1


@contextmanager
def talking(say: Callable[[socket.socket], None]) -> Iterator[str]:
    """A server that does to each caller what a test wants."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        over = threading.Event()

        def serve() -> None:
            callers = []
            while not over.is_set():
                try:
                    caller, _ = server.accept()
                except TimeoutError:
                    continue
                callers.append(caller)
                threading.Thread(target=say, args=(caller,), daemon=True).start()
            for caller in callers:
                caller.close()

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"ipp://127.0.0.1:{server.getsockname()[1]}/ipp/print"
        finally:
            over.set()
            thread.join()


def _nothing(caller: socket.socket) -> None:
    """Takes the call and never says a word."""


def _drip(caller: socket.socket) -> None:
    """One byte at a time, for ever."""
    try:
        caller.recv(65536)
        caller.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        while True:
            caller.sendall(b"\x02")
            threading.Event().wait(0.2)
    except OSError:
        return


def _flood(caller: socket.socket) -> None:
    """More than any printer has to say."""
    try:
        caller.recv(65536)
        caller.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            caller.sendall(b"\x02" * 65536)
    except OSError:
        return


@pytest.mark.slow
@pytest.mark.parametrize("say", [_nothing, _drip, _flood])
def test_whatever_sits_at_the_address_we_get_an_answer_in_time(say: Callable[[socket.socket], None]) -> None:
    with talking(say) as address:
        began = time.monotonic()
        assert isinstance(IppWire(address).ask(Operation.GET_PRINTER_ATTRIBUTES), Silent)
        assert time.monotonic() - began < 12
