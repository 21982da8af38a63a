"""The first start of a kiosk by touch: what is typed becomes its settings, and trouble loses nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from devices.camera.played import PlayedCamera
from devices.ports import PrinterStatus, ReceiptPrinter, SourceStatus
from devices.printer import FolderPrinter, NoPrinter
from tests.ui.hands import buttons, touch, write
from ui.jobs import Jobs
from ui.lobby.set_up import SetUpPage
from ui.texts import language
from ui.widgets.typing_page import TypingPage

CODE = "23456789ABCDEFGHJKMNPQRS"


class Stand:
    """A new kiosk's screen, and whoever keeps what is typed on it."""

    def __init__(self, qtbot: QtBot) -> None:
        self.kept: list[Mapping[str, str]] = []
        self.trouble: str | Exception = ""
        self.eye, self.jobs, self._qtbot = PlayedCamera(), Jobs(threads=1), qtbot
        self.printer: ReceiptPrinter = NoPrinter()
        self.page = SetUpPage(self.jobs, self._keep, self.eye, self._printer_at)
        qtbot.addWidget(self.page)
        self.page.resize(1920, 1080)
        self.page.show()
        self.say = language("en").sentences.__getitem__

    def _keep(self, settings: Mapping[str, str]) -> str:
        self.kept.append(settings)
        if isinstance(self.trouble, Exception):
            raise self.trouble
        return self.trouble

    def _printer_at(self, queue: str) -> ReceiptPrinter:
        assert queue == "ipp://printer.example:631/printers/lobby"
        return self.printer

    def answer(self, text: str) -> None:
        write(self.page, text)
        touch(self.page, self.say("lobby.go_on"))

    def looks(self) -> bool:
        """Whether the camera is open."""
        return self.eye.status is not SourceStatus.NONE

    def typed(self) -> str:
        return self._page().text

    def clear(self) -> None:
        self._page().field.wipe()

    def begin(self, chosen: str = "English") -> None:
        """The language, and connected as most kiosks are."""
        touch(self.page, chosen)
        touch(self.page, self.say("setup.way.by_itself"))

    def mend_station(self, text: str) -> None:
        """From the code's page back to the station's, and on."""
        for _ in range(2):
            touch(self.page, self.say("widgets.bar.back"))
        self.clear()
        self.answer(text)

    def _page(self) -> TypingPage:
        return next(one for one in self.page.findChildren(TypingPage) if one.isVisible())

    def read(self) -> str:
        parts = [one for one in self.page.findChildren(QWidget) if one.isVisible()]
        return " ".join(f"{one.accessibleName()} {one.accessibleDescription()}" for one in parts)

    def until_offered(self, words: str) -> None:
        offered = lambda: words in [one.text() for one in buttons(self.page)]  # noqa: E731
        self._qtbot.waitUntil(offered, timeout=15_000)


@pytest.fixture
def stand(qapp: QApplication, qtbot: QtBot) -> Iterator[Stand]:
    stand = Stand(qtbot)
    yield stand
    stand.jobs.shut_down()


def answer_all(stand: Stand) -> None:
    stand.begin()
    stand.answer("station.county.example")
    assert stand.typed() == "station.county.example:8444"
    stand.answer("")
    stand.answer(CODE)
    stand.answer("printer.example:631/printers/lobby")
    stand.answer("481516")


def test_what_is_typed_becomes_the_settings_and_the_camera_is_shown_at_the_end(
    stand: Stand, qtbot: QtBot
) -> None:
    answer_all(stand)
    stand.until_offered(stand.say("setup.ready"))
    assert stand.kept == [
        {
            "address": "",
            "ntp": "",
            "proxy": "",
            "station": "https://station.county.example:8443",
            "enrolment": "https://station.county.example:8444",
            "code": "2345-6789-ABCD-EFGH-JKMN-PQRS",
            "printer": "ipp://printer.example:631/printers/lobby",
            "staff_pin": "481516",
        }
    ]
    assert stand.looks()
    stand.eye.show(np.full((90, 160, 3), 200, np.uint8))
    with qtbot.waitSignal(stand.page.done, timeout=15_000):
        touch(stand.page, stand.say("setup.ready"))
    assert not stand.looks()


def test_what_it_wrote_and_could_not_be_used_stands_in_the_answers_and_why_is_said(stand: Stand) -> None:
    stand.page.begin_with({"station": "https://192.0.2.3:9443", "proxy": "http://192.0.2.4:3128"}, "refused")
    touch(stand.page, "English")
    assert stand.say("setup.not_used.title") in stand.read()
    assert stand.say("setup.why.refused") in stand.read()
    touch(stand.page, stand.say("lobby.go_on"))
    touch(stand.page, stand.say("setup.way.by_itself"))
    assert stand.typed() == "https://192.0.2.3:9443"
    for text in ("", "", CODE, "", ""):
        stand.answer(text)
    stand.until_offered(stand.say("setup.ready"))
    assert stand.kept[0]["station"] == "https://192.0.2.3:9443"
    assert stand.kept[0]["enrolment"] == "https://192.0.2.3:8444"
    assert stand.kept[0]["proxy"] == "http://192.0.2.4:3128"


@pytest.mark.parametrize(
    ("why", "said"), [("", "way.title"), ("code", "way.title"), ("settings", "why.file")]
)
def test_only_what_is_wrong_with_a_file_is_said_before_the_questions(
    stand: Stand, why: str, said: str
) -> None:
    stand.page.begin_with({}, why)
    touch(stand.page, "English")
    assert stand.say(f"setup.{said}") in stand.read()


def test_printer_and_pin_may_be_left_out(stand: Stand) -> None:
    stand.begin()
    stand.answer("192.0.2.3:9443")
    for text in ("", CODE, "", ""):
        stand.answer(text)
    stand.until_offered(stand.say("setup.ready"))
    assert stand.kept[0].keys() == {"address", "ntp", "proxy", "station", "enrolment", "code"}
    assert stand.kept[0]["station"] == "https://192.0.2.3:9443"
    assert stand.kept[0]["enrolment"] == "https://192.0.2.3:8444"


@pytest.mark.parametrize(
    ("typed", "guessed"),
    [
        ("https://station.county.example", "station.county.example:8444"),
        ("https://station.example:9443/", "station.example:8444"),
    ],
)
def test_a_station_typed_as_an_address_is_where_devices_are_enrolled(
    stand: Stand, typed: str, guessed: str
) -> None:
    stand.begin()
    stand.answer(typed)
    assert stand.typed() == guessed


def test_a_mended_station_is_guessed_anew_and_another_place_to_enrol_stays(stand: Stand) -> None:
    stand.begin()
    stand.answer("statoin")
    stand.answer("")
    stand.mend_station("station")
    assert stand.typed() == "station:8444"
    stand.clear()
    stand.answer("elsewhere:8444")
    stand.mend_station("third")
    assert stand.typed() == "elsewhere:8444"


@pytest.mark.parametrize(
    ("before", "typed", "page"),
    [((), "a@b", "station"), (("station", ""), CODE[:-1] + "U", "code"), (("station", ""), "2345", "code")],
)
def test_what_cannot_be_an_answer_is_said_where_it_was_typed(
    stand: Stand, before: Sequence[str], typed: str, page: str
) -> None:
    stand.begin()
    for text in before:
        stand.answer(text)
    stand.answer(typed)
    assert stand.say(f"setup.{page}.wrong") in stand.read()
    assert stand.kept == []


@pytest.mark.parametrize(
    "why", ["unreachable", "no_network", "clock", "other_office", "refused", "keys", "settings"]
)
def test_why_it_could_not_be_is_said_in_the_language_that_was_chosen(stand: Stand, why: str) -> None:
    stand.page.speak("es")
    stand.page.show_trouble(why)
    assert language("es").sentences[f"setup.why.{why}"] in stand.read()


def test_an_answer_that_cannot_be_kept_is_trouble_too_and_its_words_are_not_logged(
    stand: Stand, capfd: pytest.CaptureFixture[str]
) -> None:
    stand.trouble = OSError(28, "PLANTED")
    answer_all(stand)
    stand.until_offered(stand.say("setup.again"))
    assert stand.say("setup.why.not_kept") in stand.read()
    told = "".join(capfd.readouterr())
    assert "OSError" in told
    assert "PLANTED" not in told


def test_trouble_is_said_and_what_was_typed_stays(stand: Stand) -> None:
    stand.trouble = "unreachable"
    answer_all(stand)
    stand.until_offered(stand.say("setup.again"))
    assert stand.say("setup.why.unreachable") in stand.read()
    stand.trouble = ""
    touch(stand.page, stand.say("setup.again"))
    touch(stand.page, stand.say("setup.way.by_itself"))
    assert stand.typed() == "station.county.example"
    for _ in range(5):
        stand.answer("")
    stand.until_offered(stand.say("setup.ready"))
    assert stand.kept[1] == stand.kept[0]


def test_one_can_go_back_to_the_language_and_read_it_all_in_spanish(stand: Stand) -> None:
    stand.begin()
    stand.answer("station")
    for _ in range(3):
        touch(stand.page, stand.say("widgets.bar.back"))
    touch(stand.page, "Español")
    spanish = language("es").sentences
    assert spanish["setup.way.title"] in stand.read()
    touch(stand.page, spanish["setup.way.by_itself"])
    assert spanish["setup.station.title"] in stand.read()
    assert stand.typed() == "station"


def connect_fixed(stand: Stand, *answers: str) -> None:
    """A fixed address, up to the station's page."""
    touch(stand.page, "English")
    touch(stand.page, stand.say("setup.way.fixed"))
    for text in answers:
        stand.answer(text)


def test_a_fixed_address_is_asked_for_one_thing_at_a_time(stand: Stand) -> None:
    connect_fixed(
        stand, "192.0.2.10 255.255.255.0", "192.0.2.1", "192.0.2.53 192.0.2.54", "time.county.example"
    )
    for text in ("station", "", CODE, "", ""):
        stand.answer(text)
    stand.until_offered(stand.say("setup.ready"))
    network = {name: stand.kept[0][name] for name in ("address", "gateway", "dns", "ntp")}
    assert network == {
        "address": "192.0.2.10/24",
        "gateway": "192.0.2.1",
        "dns": "192.0.2.53 192.0.2.54",
        "ntp": "time.county.example",
    }


def test_all_but_the_address_may_be_left_out(stand: Stand) -> None:
    connect_fixed(stand, "192.0.2.10/24", "", "", "", "station", "", CODE, "", "")
    stand.until_offered(stand.say("setup.ready"))
    network = {name: stand.kept[0][name] for name in ("address", "gateway", "dns", "ntp")}
    assert network == {"address": "192.0.2.10/24", "gateway": "", "dns": "", "ntp": ""}


@pytest.mark.parametrize(
    ("answers", "page"),
    [
        (("",), "address"),
        (("192.0.2.10",), "address"),
        (("192.0.2.10/24", "198.51.100.1"), "gateway"),
        (("192.0.2.10/24", "", "ns.county.example"), "dns"),
        (("192.0.2.10/24", "", "", "a@b"), "ntp"),
    ],
)
def test_an_address_that_cannot_be_is_said_where_it_was_typed(
    stand: Stand, answers: Sequence[str], page: str
) -> None:
    connect_fixed(stand, *answers)
    assert stand.say(f"setup.{page}.wrong") in stand.read()


def test_a_time_server_and_a_proxy_can_be_named_without_a_fixed_address(stand: Stand) -> None:
    touch(stand.page, "English")
    touch(stand.page, stand.say("setup.way.more"))
    stand.answer("time.county.example")
    stand.answer("proxy.county.example:3128")
    touch(stand.page, stand.say("setup.way.by_itself"))
    for text in ("station", "", CODE, "", ""):
        stand.answer(text)
    stand.until_offered(stand.say("setup.ready"))
    kept = stand.kept[0]
    assert (kept["address"], kept["ntp"]) == ("", "time.county.example")
    assert kept["proxy"] == "http://proxy.county.example:3128"


@pytest.mark.parametrize(
    "typed", ["proxy.county.example", "a:secret@proxy.example:3128", "https://proxy.example:3128"]
)
def test_a_proxy_without_a_port_or_with_a_password_is_said_where_it_was_typed(
    stand: Stand, typed: str
) -> None:
    touch(stand.page, "English")
    touch(stand.page, stand.say("setup.way.more"))
    stand.answer("")
    stand.answer(typed)
    assert stand.say("setup.proxy.wrong") in stand.read()


def test_without_a_network_one_hears_what_then_happens_and_can_look_at_the_camera(stand: Stand) -> None:
    touch(stand.page, "English")
    touch(stand.page, stand.say("setup.way.not_yet"))
    assert stand.say("setup.not_yet.later") in stand.read()
    touch(stand.page, stand.say("staff.camera"))
    assert stand.looks()
    touch(stand.page, stand.say("widgets.bar.back"))
    assert not stand.looks()
    touch(stand.page, stand.say("setup.not_yet.connected"))
    assert stand.say("setup.way.title") in stand.read()
    assert stand.kept == []


@pytest.fixture
def before_its_printer(stand: Stand, tmp_path: Path) -> Stand:
    """A new kiosk that is enrolled, with a printer and its camera's picture on the screen."""
    stand.printer = FolderPrinter(tmp_path / "printer")
    answer_all(stand)
    stand.until_offered(stand.say("setup.test.print"))
    return stand


def test_a_test_page_is_printed_and_looked_at_with_two_touches(
    before_its_printer: Stand, qtbot: QtBot
) -> None:
    stand, printer = before_its_printer, before_its_printer.printer
    assert isinstance(printer, FolderPrinter)
    touch(stand.page, stand.say("setup.test.print"))
    assert not stand.looks()
    stand.until_offered(stand.say("setup.test.yes"))
    assert len(printer.printed()) == 1
    with qtbot.waitSignal(stand.page.done, timeout=15_000):
        touch(stand.page, stand.say("setup.test.yes"))


def test_a_page_that_is_not_whole_is_mended_and_printed_again(before_its_printer: Stand) -> None:
    stand, printer = before_its_printer, before_its_printer.printer
    assert isinstance(printer, FolderPrinter)
    touch(stand.page, stand.say("setup.test.print"))
    stand.until_offered(stand.say("setup.test.no"))
    touch(stand.page, stand.say("setup.test.no"))
    assert stand.say("setup.test.blank_do") in stand.read()
    touch(stand.page, stand.say("setup.test.again"))
    stand.until_offered(stand.say("setup.test.yes"))
    assert len(printer.printed()) == 2


def test_a_printer_that_does_not_print_says_why_and_what_to_do_and_keeps_nobody_from_finishing(
    before_its_printer: Stand, qtbot: QtBot
) -> None:
    stand, printer = before_its_printer, before_its_printer.printer
    assert isinstance(printer, FolderPrinter)
    printer.set_fault(PrinterStatus.OUT_OF_PAPER)
    touch(stand.page, stand.say("setup.test.print"))
    stand.until_offered(stand.say("setup.test.again"))
    for part in ("happened", "do"):
        assert stand.say(f"problem.printer_out_of_paper.{part}") in stand.read()
    with qtbot.waitSignal(stand.page.done, timeout=15_000):
        touch(stand.page, stand.say("setup.test.anyway"))


def test_a_printer_that_breaks_the_program_is_a_printer_that_does_not_print(
    before_its_printer: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand = before_its_printer
    monkeypatch.setattr(FolderPrinter, "print_pdf", lambda *_: 1 / 0)
    touch(stand.page, stand.say("setup.test.print"))
    stand.until_offered(stand.say("setup.test.again"))
    assert stand.say("problem.printer_refused.do") in stand.read()


def test_what_the_printer_does_not_know_is_asked(before_its_printer: Stand) -> None:
    stand, printer = before_its_printer, before_its_printer.printer
    assert isinstance(printer, FolderPrinter)
    printer.set_fault(PrinterStatus.NOT_CONFIRMED)
    touch(stand.page, stand.say("setup.test.print"))
    stand.until_offered(stand.say("setup.test.yes"))
    assert stand.say("printer.status.not_confirmed") in stand.read()
