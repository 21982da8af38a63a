"""A whole printing system of our own on loopback: message bus, Avahi, CUPS and an IPP Everywhere printer."""

from __future__ import annotations

import contextlib
import getpass
import grp
import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import httpx

from devices.printer.ipp import Answer, Operation, Sent, Tag
from devices.printer.wire import IppWire
from tests.waiting import until

PROGRAMS = ("cupsd", "lpadmin", "ippeveprinter", "avahi-daemon", "dbus-daemon")
QUEUE = "lobby"
TAKES = "application/pdf,image/pwg-raster,image/urf"

_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={folder}/bus</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="*"/><allow own="*"/><allow send_destination="*"/><allow receive_sender="*"/>
  </policy>
</busconfig>
"""
_AVAHI = """[server]
host-name=rig{number}
use-ipv4=yes
use-ipv6=no
allow-interfaces=lo
enable-dbus=yes
[wide-area]
enable-wide-area=no
[publish]
publish-addresses=no
publish-hinfo=no
publish-workstation=no
publish-domain=no
"""
_CUPSD = """Listen 127.0.0.1:{port}
Listen {folder}/state/cups.sock
Browsing Off
WebInterface No
LogLevel warn
DefaultAuthType None
JobRetryInterval 1
JobRetryLimit 600
DirtyCleanInterval 0
<Location />
  Order allow,deny
  Allow from 127.0.0.1
</Location>
<Location /admin>
  Order allow,deny
  Allow from 127.0.0.1
</Location>
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
"""
_CUPS_FILES = """ServerRoot {folder}/etc
CacheDir {folder}/cache
StateDir {folder}/state
RequestRoot {folder}/requests
TempDir {folder}/temp
AccessLog {folder}/access_log
ErrorLog {folder}/error_log
PageLog {folder}/page_log
ServerKeychain {folder}/ssl
SystemGroup {group}
Sandboxing relaxed
"""


def missing_programs() -> list[str]:
    """The programs of the rig that are not installed here."""
    path = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
    return [name for name in PROGRAMS if shutil.which(name, path=path) is None]


class CupsRig:
    """Starts only its own programs, by their own files, and ends only those."""

    def __init__(self, free_port: Callable[[], int]) -> None:
        # Not pytest's folder: filters and backends of CUPS run as another user and must get in.
        self.folder = Path(tempfile.mkdtemp(prefix="appear-cups-"))
        self.folder.chmod(0o755)
        self.cups_port, self.printer_port = free_port(), free_port()
        self._out, self._hold = self.folder / "out", self.folder / "hold"
        self._times_on = 0
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._environment = {
            "PATH": f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin",
            "HOME": str(self.folder),
            "LC_ALL": "C.UTF-8",
            "DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={self.folder}/bus",
            "CUPS_SERVER": f"127.0.0.1:{self.cups_port}",
        }

    @property
    def queue(self) -> str:
        """The address of the queue, as a setting names it."""
        return f"ipp://127.0.0.1:{self.cups_port}/printers/{QUEUE}"

    @property
    def device(self) -> str:
        """The address of the printer itself."""
        return f"ipp://localhost:{self.printer_port}/ipp/print"

    def start(self) -> None:
        """Everything up, the queue there and idle."""
        for name in ("etc", "cache", "state", "requests", "temp", "ssl", "out"):
            (self.folder / name).mkdir()
        (self.folder / "temp").chmod(0o1777)
        self._start_bus()
        self.plug_in()
        self.start_cups()
        self._lpadmin("-p", QUEUE, "-E", "-v", self.device, "-m", "everywhere")
        # CUPS asks the printer after it has said yes; until then the queue is a raw one.
        until(lambda: "Everywhere" in self._model(), 30, "a queue with filters")
        self._lpadmin("-p", QUEUE, "-o", "printer-error-policy=retry-current-job")

    def stop(self) -> None:
        """Everything ended, the folder gone."""
        for name in reversed(tuple(self._running)):
            self._end(name)
        shutil.rmtree(self.folder, ignore_errors=True)

    def plug_in(self, takes: str = TAKES) -> None:
        """Switch the printer on, as one that takes these formats, and wait until it answers."""
        self._times_on += 1
        spool = self.folder / f"taken-{self._times_on}"
        spool.mkdir()
        command = ["ippeveprinter", "-n", "localhost", "-p", str(self.printer_port), "-k", "-d", str(spool)]
        self._run("printer", [*command, "-f", takes, "-c", str(self._mechanism()), f"rig{os.getpid()}"])
        until(lambda: self._answers(self.printer_port), 20, "the printer")

    def unplug(self) -> None:
        """Pull the printer's plug: no goodbye, and what is in it stays in it."""
        mechanism = self._running["printer"].pid
        self._end("printer", signal.SIGKILL)
        # Its own process group, made by us: the script that moves the paper dies with it.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(mechanism, signal.SIGKILL)
        (self.folder / "holding").unlink(missing_ok=True)

    def start_cups(self) -> None:
        """Start the print service and wait until it answers."""
        filled = {"port": self.cups_port, "folder": self.folder, "group": _group()}
        (self.folder / "cupsd.conf").write_text(_CUPSD.format(**filled))
        (self.folder / "cups-files.conf").write_text(_CUPS_FILES.format(**filled))
        files = ["-c", str(self.folder / "cupsd.conf"), "-s", str(self.folder / "cups-files.conf")]
        self._run("cups", ["cupsd", "-f", *files])
        until(lambda: self._answers(self.cups_port), 20, "the print service")

    def stop_cups(self) -> None:
        """The print service dies."""
        self._end("cups", signal.SIGKILL)

    def set_paper(self, sheets: int) -> None:
        """Fill or empty both trays by the printer's own form (250, 125, 50, 25, 5 or 0 sheets)."""
        media = f"http://localhost:{self.printer_port}/media"
        form = _as_filled_in(httpx.get(media, timeout=5).text)
        levels = {"level1": str(sheets), "level3": "25" if sheets else "0"}
        said = httpx.get(media, params={**form, **levels}, timeout=5)
        assert said.status_code == 200, said.text

    def pause(self) -> None:
        """Staff stop the queue."""
        subprocess.run(["cupsdisable", QUEUE], env=self._environment, check=True, timeout=20)

    def resume(self) -> None:
        """Staff let the queue run again."""
        subprocess.run(["cupsenable", QUEUE], env=self._environment, check=True, timeout=20)

    def printed(self) -> list[bytes]:
        """Every paper that came out of the printer, oldest first."""
        files = sorted(self._out.glob("*.pdf"), key=lambda file: file.stat().st_mtime_ns)
        return [file.read_bytes() for file in files]

    def hold_paper(self) -> None:
        """From now on a paper goes in and does not come out, until ``let_go``."""
        self._hold.touch()

    def paper_is_held(self) -> bool:
        """Whether a paper is in the printer right now and does not come out."""
        return (self.folder / "holding").exists()

    def make_well(self) -> None:
        """Whatever a test did: printer on, paper in, queue running and empty."""
        if "cups" not in self._running:
            self.start_cups()
        if "printer" not in self._running:
            self.plug_in()
        self.set_paper(250)
        self.resume()
        subprocess.run(["cancel", "-a", QUEUE], env=self._environment, check=True, timeout=20)
        until(lambda: self.jobs_waiting() == "", 15, "an empty queue")
        until(self._idle, 15, "an idle printer")

    def printer_log(self) -> str:
        """What the printer says it was asked."""
        return (self.folder / "printer.log").read_text(errors="replace")

    def _model(self) -> str:
        wanted = Sent(Tag.KEYWORD, "requested-attributes", ("printer-make-and-model",))
        answer = IppWire(self.queue).ask(Operation.GET_PRINTER_ATTRIBUTES, (wanted,))
        return " ".join(answer.words("printer-make-and-model")) if isinstance(answer, Answer) else ""

    def _idle(self) -> bool:
        wanted = Sent(Tag.KEYWORD, "requested-attributes", ("printer-state",))
        answer = IppWire(self.device).ask(Operation.GET_PRINTER_ATTRIBUTES, (wanted,))
        return isinstance(answer, Answer) and answer.number("printer-state") == 3

    def let_go(self) -> None:
        """What is held comes out."""
        self._hold.unlink(missing_ok=True)

    def jobs_waiting(self) -> str:
        """What CUPS still has to print, in its own words."""
        return self._lpstat("-o", QUEUE)

    def finished_jobs(self) -> str:
        """What CUPS keeps of the jobs that it is done with."""
        return self._lpstat("-W", "completed", "-l", "-o", QUEUE)

    def _lpstat(self, *asked: str) -> str:
        said = subprocess.run(
            ["lpstat", *asked], env=self._environment, capture_output=True, timeout=20, check=False
        )
        return said.stdout.decode()

    def _mechanism(self) -> Path:
        """What moves the paper: a script that lets it out whole, or holds it while it is told to."""
        script = self.folder / "mechanism"
        script.write_text(
            "#!/bin/sh\n"
            f'while [ -e "{self._hold}" ]; do touch "{self.folder}/holding"; sleep 0.05; done\n'
            f'rm -f "{self.folder}/holding"\n'
            f'cp "$1" "{self._out}/$$.part" && mv "{self._out}/$$.part" "{self._out}/$(date +%s%N).pdf"\n'
        )
        script.chmod(0o755)
        return script

    def _start_bus(self) -> None:
        (self.folder / "bus.conf").write_text(_BUS.format(folder=self.folder))
        (self.folder / "avahi.conf").write_text(_AVAHI.format(number=os.getpid()))
        config = f"--config-file={self.folder / 'bus.conf'}"
        self._run("bus", ["dbus-daemon", config, "--nofork", "--nopidfile", "--nosyslog"])
        until(lambda: (self.folder / "bus").exists(), 10, "the message bus")
        avahi = ["avahi-daemon", "-f", str(self.folder / "avahi.conf"), "--no-drop-root", "--no-chroot"]
        # Avahi keeps its process number in a fixed place under /run: give it a /run of its own.
        own_run = "mount -t tmpfs none /run && exec " + " ".join([*avahi, "--no-rlimits"])
        self._run("avahi", ["unshare", "--mount", *_as_root(), "sh", "-c", own_run])
        # The printer dies of an Avahi that is only half up.
        until(lambda: "startup complete" in self._log("avahi"), 15, "Avahi")

    def _lpadmin(self, *arguments: str) -> None:
        # lpadmin says 0 with the printer down and fails while the service is busy: ask, then look.
        command = ["lpadmin", *arguments]
        until(
            lambda: subprocess.run(command, env=self._environment, check=False, timeout=60).returncode == 0,
            30,
            " ".join(command),
        )

    def _answers(self, port: int) -> bool:
        for name, program in self._running.items():
            assert program.poll() is None, f"{name} ended: {self._log(name)}"
        try:
            httpx.get(f"http://localhost:{port}/", timeout=2)
        except httpx.HTTPError:
            return False
        return True

    def _run(self, name: str, command: Sequence[str]) -> None:
        with (self.folder / f"{name}.log").open("ab") as log:
            self._running[name] = subprocess.Popen(
                command,
                env=self._environment,
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                cwd=self.folder,
            )

    def _end(self, name: str, how: signal.Signals = signal.SIGTERM) -> None:
        program = self._running.pop(name, None)
        if program is None:
            return
        program.send_signal(how)
        try:
            program.wait(10)
        except subprocess.TimeoutExpired:
            program.kill()
            program.wait(10)

    def _log(self, name: str) -> str:
        file = self.folder / f"{name}.log"
        return file.read_text(errors="replace")[-2000:] if file.exists() else ""


def _as_filled_in(page: str) -> dict[str, str]:
    """What a form of drop-down lists would send if nobody touched it."""
    form = {}
    for name, inside in re.findall(r'<select name="([^"]+)">(.*?)</select>', page, re.DOTALL):
        options = re.findall(r'<option(?: value="([^"]*)")?( selected)?>([^<]*)', inside)
        value, _, shown = next((option for option in options if option[1]), options[0])
        form[name] = value or (shown if shown != "None" else "")
    return form


def _as_root() -> list[str]:
    return [] if os.geteuid() == 0 else ["--map-root-user"]


def _group() -> str:
    return grp.getgrgid(os.getgid()).gr_name or getpass.getuser()
