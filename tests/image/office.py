"""What stands around the kiosk, all on this machine's loopback: station, camera, printer, invented people."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from devices.camera.scene import Pose
from devices.camera.simulated import SimulatedCard
from devices.printer.ipp import Resolution
from kiosk.registrant import Standing
from sync.identity import DeviceIdentity, load_identity
from sync.station.client import DeskLink, desk_link
from sync.station.desk_wire import QueueView, SignInAgain
from tests.devices.ipp_server import Attributes, IppQueue, listening
from tests.image.disks import OUT
from tests.waiting import until
from ui.demo.office import DemoOffice, _free_port, set_up
from ui.demo.people import DemoPerson
from ui.demo.programs import Programs

HOST = "192.0.2.2"
"""This machine's loopback, as the guest calls it."""
SIZE = (960, 540)
"""Of the camera's pictures: fewer pixels than a kiosk's camera gives, since a look takes so long here."""
CAMERA = 8090
"""The port of the guest's own loopback behind which the camera of this machine is."""
_RASTER = b"RaS2"
_RASTER_ALONE: Attributes = {
    "document-format-supported": "image/pwg-raster",
    "pwg-raster-document-resolution-supported": Resolution(203, 203),
    "pwg-raster-document-type-supported": "sgray_8",
}


@dataclass
class Office:
    """One office for one kiosk; ``with`` it stands, and all of it ends with it."""

    folder: Path

    def __enter__(self) -> Office:
        shutil.rmtree(self.folder, ignore_errors=True)
        self.camera = SimulatedCard(size=SIZE, fps=2)
        self.now = dt.datetime.now(dt.UTC)
        self.demo: DemoOffice = set_up(self.folder, self.now, self.camera.url, how_many=40)
        self.enrolment = _free_port()
        settings = self.demo.station_config
        more = f'names = ["{HOST}"]\nenrolment_port = {self.enrolment}\nanswer_delay_seconds = 3.0\n'
        settings.write_text(settings.read_text("utf-8") + more, "utf-8")
        self._queue = IppQueue()
        self._listening = listening(self._queue)
        self._listening.__enter__()
        self.programs = Programs(self.demo)
        self.programs.start_servers()
        self._desk = self._signed_in()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.freeze(frozen=False)
        self._desk.close()
        self.programs.end_all()
        self._listening.__exit__(kind, error, where)
        self.camera.close()

    def recovery_key(self) -> str:
        """What opens the kiosk's disk, as IT reads it at the station."""
        return self._console("device", "recovery-key", "kiosk-b")

    def keep_version(self, brings: str) -> str:
        """A version that was made for the walk, kept at the station by IT; what the console says."""
        return self._console("kiosk-version", "keep", str(OUT / "versions" / brings / "appear-update"))

    def _console(self, *words: str) -> str:
        command = [sys.executable, "-m", "ui.cli", *words, "--config", str(self.demo.station_config)]
        return subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout.strip()

    def told(self, name: str = "kiosk-b") -> str:
        """What IT writes onto the boot partition of a new kiosk."""
        code = self._console("device", "code", "kiosk", name)
        return "\n".join(
            (
                f'enrolment = "https://{HOST}:{self.enrolment}"',
                f'code = "{code}"',
                f'station = "https://{HOST}:{self.demo.station_port}"',
                f'camera = "http://127.0.0.1:{CAMERA}/"',
                f"camera_width = {SIZE[0]}",
                f"camera_height = {SIZE[1]}",
                "agreement_seconds = 10.0",
                "motion = false",
                f'printer = "ipp://{HOST}:{self._queue.port}/printers/lobby"',
                # The machine is many times slower than a kiosk, and so is whoever works it.
                "idle_seconds = 240",
                "warning_seconds = 90",
                "voice = false",
                "sound = false",
                "",
            )
        )

    def typed(self) -> tuple[str, str, str, str]:
        """What IT types at a new kiosk: station, where devices are enrolled, the code, the printer."""
        code = self._console("device", "code", "kiosk", "kiosk-c")
        printer = f"ipp://{HOST}:{self._queue.port}/printers/lobby"
        return f"{HOST}:{self.demo.station_port}", f"{HOST}:{self.enrolment}", code.replace("-", ""), printer

    def lent(self) -> dict[str, str]:
        """Units for the guest: the way to the camera, and a shell for whoever walks."""
        port = self.camera.url.rstrip("/").rpartition(":")[2]
        proxy = f"ExecStart=/usr/lib/systemd/systemd-socket-proxyd {HOST}:{port}"
        door = "/dev/virtio-ports/walk"
        # Whenever the shell ends, or nobody listens yet, another one waits.
        shell = (
            "[Unit]\nStartLimitIntervalSec=0\n[Service]\nRestart=always\nRestartSec=3\n"
            f"ExecStart=/bin/sh -c 'exec /bin/sh 0<>{door} >&0 2>&1'\n"
        )
        return {
            "systemd.extra-unit.walk-camera.socket": f"[Socket]\nListenStream=127.0.0.1:{CAMERA}\n",
            "systemd.extra-unit.walk-camera.service": f"[Service]\n{proxy}\n",
            "systemd.extra-unit.walk-shell.service": shell,
            # A crash says in which line of the program it was; never what it was told.
            "systemd.unit-dropin.appear-lobby.service": "[Service]\nEnvironment=PYTHONFAULTHANDLER=1\n",
            "systemd.unit-dropin.multi-user.target": "[Unit]\nWants=walk-camera.socket walk-shell.service\n",
        }

    def people(self) -> list[DemoPerson]:
        """Everybody with a card and a PIN whom this office keeps on its list."""
        return [
            person
            for person in self.demo.people
            if person.registrant.id_number and person.registrant.standing is Standing.ACTIVE
        ]

    def hold(self, person: DemoPerson) -> None:
        """Their card before the camera, filling most of the picture."""
        self.camera.hold(self.card_of(person), Pose(width=0.8))

    def card_of(self, person: DemoPerson) -> str:
        """The text on the back of their card."""
        return self.demo.card_of(person, self.now.date())

    def tickets(self) -> list[str]:
        """The numbers of everybody the station knows to wait."""
        view = self._desk.visits.queue()
        if isinstance(view, SignInAgain):
            # Nobody touched the desk for half an hour: a long walk is longer.
            until(lambda: _in(self._desk, self.demo), 30, "the officer's next sign-in")
            view = self._desk.visits.queue()
        if not isinstance(view, QueueView):
            raise AssertionError(f"the station does not say who waits: {view}")
        return [entry.ticket for entry in view.entries]

    def freeze(self, *, frozen: bool) -> None:
        """Let the station stand still, or go on."""
        program = self.programs._running.get("station")
        if program is not None and program.poll() is None:
            os.kill(program.pid, signal.SIGSTOP if frozen else signal.SIGCONT)

    def papers(self) -> list[bytes]:
        """Every PDF that came out of the printer."""
        return [paper[paper.index(b"%PDF-") :] for paper in self._queue.documents if b"%PDF-" in paper]

    @contextmanager
    def without_pdf(self) -> Iterator[None]:
        """Meanwhile its printer is one of those that take pictures of dots alone."""
        before = self._queue.printer
        self._queue.printer = before | _RASTER_ALONE
        try:
            yield
        finally:
            self._queue.printer = before

    def pictures(self) -> int:
        """How many papers came as such."""
        return sum(_RASTER in paper for paper in self._queue.documents)

    def _signed_in(self) -> DeskLink:
        identity = load_identity(self.folder / "desk" / "identity")
        assert isinstance(identity, DeviceIdentity)
        link = desk_link(identity, f"https://127.0.0.1:{self.demo.station_port}")
        until(lambda: _in(link, self.demo), 30, "an officer's sign-in")
        return link


def _in(link: DeskLink, demo: DemoOffice) -> bool:
    link.sign_in(demo.officer, demo.password)
    return link.signed_in


def text_of(paper: bytes) -> str:
    """What a PDF says."""
    made = subprocess.run(["pdftotext", "-layout", "-", "-"], input=paper, capture_output=True, check=True)
    return re.sub(r"\s+", " ", made.stdout.decode("utf-8"))
