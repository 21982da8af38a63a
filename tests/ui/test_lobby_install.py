"""A stick for installing, by touch: no disk is erased that was not named twice, and each end is said."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.hands import buttons, touch
from ui.jobs import Jobs
from ui.lobby.install_page import Disk, InstallPage
from ui.texts import language
from ui.widgets.progress import QuietBar

NVME = Disk("nvme0n1", 256_060_514_304, kiosk=False, model="Example NVMe")
USED = Disk("mmcblk0", 31_268_536_320, kiosk=True, model="")


class Stand:
    """A machine that was started from a stick."""

    def __init__(self, qtbot: QtBot) -> None:
        self.found: list[list[Disk]] = [[NVME, USED]]
        self.outcome: str | Exception = ""
        self.did: list[str] = []
        self.parts: list[float] = []
        self.go_on = threading.Event()
        self.breaks = False
        self.jobs, self._qtbot = Jobs(threads=1), qtbot
        self.page = InstallPage(self.jobs, self)
        qtbot.addWidget(self.page)
        self.page.resize(1920, 1080)
        self.page.show()
        self.say = language("en").sentences.__getitem__

    def disks(self) -> list[Disk]:
        if self.breaks:
            raise OSError
        return self.found.pop(0) if len(self.found) > 1 else self.found[0]

    def install(self, name: str, tell: Callable[[float], None]) -> str:
        return self._written(name, tell)

    def repair(self, name: str, tell: Callable[[float], None]) -> str:
        return self._written(f"{name}, kept", tell)

    def _written(self, did: str, tell: Callable[[float], None]) -> str:
        self.did.append(did)
        for part in self.parts:
            tell(part)
        assert self.go_on.wait(30)
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome

    def off(self) -> None:
        self.did.append("off")

    def touch(self, words: str) -> None:
        self.until(words)
        touch(self.page, words)

    def until(self, words: str) -> None:
        self._qtbot.waitUntil(lambda: words in self.read(), timeout=15_000)

    def read(self) -> str:
        parts = [one for one in self.page.findChildren(QWidget) if one.isVisible()]
        return " ".join(f"{one.accessibleName()} {one.accessibleDescription()}" for one in parts)

    def choose(self, disk: str) -> None:
        self.touch("English")
        self.touch(disk)


@pytest.fixture
def stand(qapp: QApplication, qtbot: QtBot) -> Iterator[Stand]:
    stand = Stand(qtbot)
    yield stand
    stand.go_on.set()
    stand.jobs.shut_down()


def test_the_chosen_disk_is_written_once_it_was_named_again_and_the_machine_is_switched_off(
    stand: Stand, qtbot: QtBot
) -> None:
    stand.choose("Example NVMe, 256 GB (nvme0n1)")
    stand.until("Erase Example NVMe, 256 GB (nvme0n1)?")
    assert stand.did == []
    stand.parts = [0.25]
    stand.touch(stand.say("install.erase.go"))
    stand.until(stand.say("install.writing.title"))
    assert not [one for one in buttons(stand.page) if one.isVisible()], "it cannot be stopped half way"
    bar = stand.page.findChildren(QuietBar)[-1]
    qtbot.waitUntil(lambda: bar.share == 0.25, timeout=15_000)
    stand.go_on.set()
    stand.until("pull the stick out")
    stand.touch(stand.say("install.done.off"))
    qtbot.waitUntil(lambda: stand.did == ["nvme0n1", "off"], timeout=15_000)


def test_whoever_thinks_better_of_it_erases_nothing(stand: Stand) -> None:
    stand.choose("Example NVMe, 256 GB (nvme0n1)")
    stand.touch(stand.say("widgets.bar.back"))
    stand.until(stand.say("install.disk.title"))
    assert stand.did == []


def test_that_a_kiosk_lies_on_a_disk_is_said_before_it_is_erased(stand: Stand) -> None:
    stand.choose("mmcblk0, 31 GB")
    stand.touch(stand.say("install.used.erase"))
    stand.until(stand.say("install.erase.kiosk"))
    assert stand.did == []
    stand.touch(stand.say("widgets.bar.back"))
    stand.touch("Example NVMe, 256 GB (nvme0n1)")
    stand.until("Erase Example NVMe")
    assert stand.say("install.erase.kiosk") not in stand.read()
    assert stand.say("install.erase.other") in stand.read(), "with two nobody knows which of them starts"


@pytest.mark.parametrize(
    ("outcome", "says"),
    [("", "mended.title"), *((code, f"why.{code}") for code in ("half", "older", "table", "stick", "gone"))],
)
def test_a_kiosk_is_mended_and_keeps_what_it_holds(
    stand: Stand, qtbot: QtBot, outcome: str, says: str
) -> None:
    stand.outcome = outcome
    stand.choose("mmcblk0, 31 GB")
    stand.go_on.set()
    stand.touch(stand.say("install.used.keep"))
    stand.until(stand.say(f"install.{says}"))
    assert stand.did == ["mmcblk0, kept"]
    assert (stand.say("install.kept_help") in stand.read()) == (outcome == "half")
    untouched = outcome in ("older", "table", "stick", "gone")
    assert (stand.say("install.broke_help") in stand.read()) == untouched
    assert stand.say("install.trouble_help") not in stand.read(), "nothing of it is gone"


def test_without_a_disk_it_says_what_to_do_and_looks_again(stand: Stand) -> None:
    stand.found = [[], [NVME]]
    stand.touch("English")
    stand.until(stand.say("install.none_do"))
    stand.touch(stand.say("install.again"))
    stand.until("Example NVMe, 256 GB")


@pytest.mark.parametrize(
    ("outcome", "why"),
    [
        *((code, code) for code in ("stick", "disk", "half", "gone", "asked", "stopped")),
        (OSError(), "stopped"),
    ],
)
def test_why_it_did_not_work_is_said_and_it_can_be_tried_again(
    stand: Stand, outcome: str | Exception, why: str
) -> None:
    stand.outcome = outcome
    stand.go_on.set()
    stand.choose("Example NVMe, 256 GB (nvme0n1)")
    stand.touch(stand.say("install.erase.go"))
    stand.until(stand.say(f"install.why.{why}"))
    untouched = why in ("stick", "gone", "asked")
    assert stand.say("install.broke_help" if untouched else "install.trouble_help") in stand.read()
    stand.touch(stand.say("install.again"))
    stand.until(stand.say("install.disk.title"))


def test_a_fault_before_anything_was_written_says_that_nothing_was_changed(stand: Stand) -> None:
    stand.breaks = True
    stand.touch("English")
    stand.until(stand.say("install.broke_help"))
