"""The first start of a kiosk by touch: what is typed becomes its settings, and trouble loses nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from devices.camera.played import PlayedCamera
from devices.ports import SourceStatus
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
        self.page = SetUpPage(self.jobs, self._keep, self.eye)
        qtbot.addWidget(self.page)
        self.page.resize(1920, 1080)
        self.page.show()
        self.say = language("en").sentences.__getitem__

    def _keep(self, settings: Mapping[str, str]) -> str:
        self.kept.append(settings)
        if isinstance(self.trouble, Exception):
            raise self.trouble
        return self.trouble

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

    def mend_station(self, text: str) -> None:
        """From the code's page back to the first, and on."""
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
    touch(stand.page, "English")
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


def test_printer_and_pin_may_be_left_out(stand: Stand) -> None:
    touch(stand.page, "English")
    stand.answer("192.0.2.3:9443")
    for text in ("", CODE, "", ""):
        stand.answer(text)
    stand.until_offered(stand.say("setup.ready"))
    assert stand.kept[0].keys() == {"station", "enrolment", "code"}
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
    touch(stand.page, "English")
    stand.answer(typed)
    assert stand.typed() == guessed


def test_a_mended_station_is_guessed_anew_and_another_place_to_enrol_stays(stand: Stand) -> None:
    touch(stand.page, "English")
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
    touch(stand.page, "English")
    for text in before:
        stand.answer(text)
    stand.answer(typed)
    assert stand.say(f"setup.{page}.wrong") in stand.read()
    assert stand.kept == []


@pytest.mark.parametrize("why", ["unreachable", "clock", "other_office", "refused", "keys", "settings"])
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
    assert stand.typed() == "station.county.example"
    for _ in range(5):
        stand.answer("")
    stand.until_offered(stand.say("setup.ready"))
    assert stand.kept[1] == stand.kept[0]


def test_one_can_go_back_to_the_language_and_read_it_all_in_spanish(stand: Stand) -> None:
    touch(stand.page, "English")
    stand.answer("station")
    touch(stand.page, stand.say("widgets.bar.back"))
    touch(stand.page, stand.say("widgets.bar.back"))
    touch(stand.page, "Español")
    assert language("es").sentences["setup.station.title"] in stand.read()
    assert stand.typed() == "station"
