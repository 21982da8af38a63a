"""A virtual machine with a screen, a pointer and keys, whose power can be cut."""

from __future__ import annotations

import base64
import json
import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from tests.waiting import until

FIRMWARE = Path("/usr/share/OVMF")
WIDTH, HEIGHT = 1920, 1080
_AWAY_S = 0.2
"""Between two touches: what is let go and pressed again sooner is taken for a worn switch (libinput)."""
_HELD_MS = 50
_INT3 = "Oops: int3"
_FINEST = 0x7FFF
"""The pointer's own scale, from edge to edge."""


def rest(seconds: float) -> None:
    """As long as a gesture takes, or until the next look: a person's own pace, not a wait for something."""
    threading.Event().wait(seconds)


@dataclass
class Machine:
    """One kiosk. ``lent`` are units it is offered from outside; an image that ships takes none."""

    folder: Path
    disk: Path
    lent: Mapping[str, str] = field(default_factory=dict)
    stick: Path | None = None
    """A USB disk that is plugged in when the power comes on."""
    stick_first: bool = False
    """Whether its firmware was told to start from that."""
    tpm: bool = True
    secure: bool = False
    """Whether its firmware starts only what is signed, by the key that it has for tests."""
    memory_mb: int = 2048
    _running: subprocess.Popen[bytes] | None = None
    _chip: subprocess.Popen[bytes] | None = None
    _shell: socket.socket | None = None
    _talk: Any = None
    _taken: int = 0
    _said_before: int = 0
    """Letters of the log from starts before this one."""
    _turned_on: float = 0.0

    def turn_on(self) -> None:
        """Power, with a fresh firmware where there was none."""
        self.folder.mkdir(parents=True, exist_ok=True)
        kept = self.folder / "firmware.fd"
        if not kept.exists():
            shutil.copy(FIRMWARE / f"OVMF_VARS_4M{'.snakeoil' if self.secure else ''}.fd", kept)
        self._said_before = len(self.log)
        (self.folder / "qmp").unlink(missing_ok=True)
        (self.folder / "shell").unlink(missing_ok=True)
        with (self.folder / "qemu.log").open("ab") as log:
            if self.tpm:
                self._turn_on_tpm(log)
            self._running = subprocess.Popen(self._command(kept), stdout=log, stderr=log)
        until((self.folder / "qmp").exists, 30, "the machine's own control")
        self._turned_on = time.monotonic()
        line = socket.socket(socket.AF_UNIX)
        line.connect(str(self.folder / "qmp"))
        self._talk = line.makefile("rw")
        self._talk.readline()
        self.ask("qmp_capabilities")

    @property
    def seconds(self) -> float:
        """How long the power has been on."""
        return time.monotonic() - self._turned_on

    @property
    def log(self) -> str:
        """What the machine said on its serial line since it was made; nothing in an image that ships."""
        said = self.folder / "serial.log"
        return said.read_text("utf-8", "replace") if said.exists() else ""

    @property
    def misplayed(self) -> bool:
        """Whether it went off by a fault of what plays it, seen once in some hundred starts: a byte was run
        that the kernel was just exchanging on another processor (``text_poke``)."""
        return not self.on and _INT3 in self.log[self._said_before :]

    @property
    def on(self) -> bool:
        """Whether the power is on."""
        return self._running is not None and self._running.poll() is None

    def cut_power(self) -> None:
        """At once; what the kiosk had not written to its disk is gone."""
        if self._running is not None:
            self._running.kill()
            self._running.wait()
        if self._chip is not None:
            self._chip.terminate()
            self._chip.wait()
        self._running = self._chip = None

    def wait_said(self, text: str, within_s: float, times: int = 1) -> None:
        """Wait until this stands in the log so often."""
        ends = time.monotonic() + within_s
        while self.log.count(text) < times:
            assert time.monotonic() < ends, f"“{text}” was not said within {within_s:.0f} s"
            rest(1.0)  # the log is long

    def wait_off(self, within_s: float) -> None:
        """Wait until it starts itself anew: this machine then stays off, and is turned on by hand."""
        until(lambda: not self.on, within_s, "the machine's own restart")
        self.cut_power()

    def shell(self) -> socket.socket:
        """The line to the lent shell; there is one, and whoever had it before is hung up on."""
        if self._shell is not None:
            self._shell.close()
        self._shell = socket.socket(socket.AF_UNIX)
        self._shell.connect(str(self.folder / "shell"))
        return self._shell

    def ask(self, command: str, **what: object) -> Any:
        """One command to the machine itself, and its answer."""
        self._talk.write(json.dumps({"execute": command, "arguments": what}) + "\n")
        self._talk.flush()
        while True:
            told = json.loads(self._talk.readline())
            if "error" in told:
                raise AssertionError(f"{command}: {told['error']}")
            if "return" in told:
                return told["return"]

    def look(self, name: str = "") -> Path:
        """What is on the screen now; a named picture is numbered and kept, as a PNG."""
        if name:
            self._taken += 1
        # Packing a picture would hold the guest up at every look.
        form = "png" if name else "ppm"
        file = self.folder / (f"{self._taken:02d}-{name}.png" if name else "now.ppm")
        self.ask("screendump", filename=str(file), format=form)
        return file

    def touch(self, x: int, y: int, button: str = "left", held_s: float = 0.12) -> None:
        """Press and let go at this pixel."""
        self._point(x, y)
        self._press(button, down=True)
        rest(held_s)  # as long as a finger rests
        self._press(button, down=False)
        rest(_AWAY_S)

    def drag(self, points: list[tuple[int, int]]) -> None:
        """Press at the first point, go through the others, let go at the last."""
        self._point(*points[0])
        self._press("left", down=True)
        for x, y in points[1:]:
            rest(0.1)  # as slow as a hand
            self._point(x, y)
        rest(0.1)
        self._press("left", down=False)

    def keys(self, *codes: str) -> None:
        """All these keys at once, by their names in QEMU; returns when the last of them is up again."""
        held = [{"type": "qcode", "data": code} for code in codes]
        self.ask("send-key", keys=held, **{"hold-time": _HELD_MS})
        # It only takes them down, and presses and lets go one by one: what comes sooner has to queue.
        rest(2 * len(codes) * _HELD_MS / 1000)

    def _point(self, x: int, y: int) -> None:
        places = (("x", x / WIDTH), ("y", y / HEIGHT))
        events = [
            {"type": "abs", "data": {"axis": axis, "value": round(share * _FINEST)}} for axis, share in places
        ]
        self.ask("input-send-event", events=events)

    def _press(self, button: str, *, down: bool) -> None:
        event = {"type": "btn", "data": {"down": down, "button": button}}
        self.ask("input-send-event", events=[event])

    def _turn_on_tpm(self, log: IO[bytes]) -> None:
        """The chip with what it kept; it lives as long as the machine has power."""
        kept, line = self.folder / "tpm", self.folder / "tpm.line"
        kept.mkdir(exist_ok=True)
        line.unlink(missing_ok=True)
        command = ["swtpm", "socket", "--tpm2", "--terminate", "--tpmstate", f"dir={kept}"]
        command += ["--ctrl", f"type=unixio,path={line}"]
        self._chip = subprocess.Popen(command, stdout=log, stderr=log)
        until(line.exists, 30, "the TPM")

    def _command(self, kept: Path) -> list[str]:
        def drive(file: Path, *more: str) -> tuple[str, str]:
            return "-drive", ",".join((f"file={file}", "format=raw", *more))

        locked = ("q35,smm=on", "-global", "driver=cfi.pflash01,property=secure,value=on")
        command = ["qemu-system-x86_64", "-machine", *(locked if self.secure else ("q35",))]
        command += ["-accel", "tcg,thread=multi"]
        command += ["-cpu", os.environ.get("IMAGE_CPU", "max")]
        command += ["-m", str(self.memory_mb), "-smp", "2", "-display", "none", "-no-reboot", "-nodefaults"]
        code = f"OVMF_CODE_4M{'.secboot' if self.secure else ''}.fd"
        command += [*drive(FIRMWARE / code, "if=pflash", "readonly=on")]
        command += [*drive(kept, "if=pflash"), *drive(self.disk, "if=none", "id=disk")]
        # As a kiosk's firmware is set: from its own disk, whatever is plugged in.
        first, second = (1, 0) if self.stick_first else (0, 1)
        command += ["-device", f"virtio-blk-pci,drive=disk,bootindex={first}"]
        command += ["-vga", "none", "-device", f"virtio-vga,xres={WIDTH},yres={HEIGHT}"]
        command += ["-device", "virtio-tablet-pci", "-device", "virtio-keyboard-pci"]
        command += [
            "-device",
            "virtio-rng-pci",
            "-netdev",
            "user,id=net,net=192.0.2.0/24,host=192.0.2.2",
            "-device",
            "virtio-net-pci,netdev=net",
        ]
        command += ["-qmp", f"unix:{self.folder / 'qmp'},server,nowait"]
        serial = f"file,id=serial,path={self.folder / 'serial.log'},append=on"
        command += ["-chardev", serial, "-serial", "chardev:serial"]
        command += ["-device", "virtio-serial-pci", "-chardev"]
        command += [f"socket,id=shell,path={self.folder / 'shell'},server=on,wait=off"]
        command += ["-device", "virtserialport,chardev=shell,name=walk"]
        # Always there, with a stick or without: the firmware finds its disk by its place among the devices.
        command += ["-device", "qemu-xhci"]
        if self.stick is not None:
            command += drive(self.stick, "if=none", "id=stick", "readonly=on")
            command += ["-device", f"usb-storage,drive=stick,removable=on,bootindex={second}"]
        if self.tpm:
            command += ["-chardev", f"socket,id=tpm,path={self.folder / 'tpm.line'}"]
            command += ["-tpmdev", "emulator,id=chip,chardev=tpm", "-device", "tpm-crb,tpmdev=chip"]
        for name, text in self.lent.items():
            lent = base64.b64encode(text.encode()).decode("ascii")
            command += ["-smbios", f"type=11,value=io.systemd.credential.binary:{name}={lent}"]
        return command
