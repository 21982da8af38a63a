"""The image as an office signs it, on a machine that starts what its key has signed and nothing else.

The keys are the firmware's own for tests (packaging/image/README.md)."""

from __future__ import annotations

import re
import subprocess
import time
from pathlib import Path

import cv2

from tests.image.disks import OUT, on_boot, with_kernel, written
from tests.image.machine import Machine, rest
from tests.image.office import Office
from tests.image.reading import read
from tests.image.report import Report
from tests.image.twin import Twin
from tests.image.walker import Walker

_REFUSED = "accessdenied"
_WITHIN_S = 300.0


def secure_boot(folder: Path, report: Report) -> None:
    """As signed it shows its first screen; neither the same without the signature nor a part of it starts."""
    with Office(folder / "office") as office:
        disk = written(folder / "kiosk.img", office.told())
        machine = Machine(folder, disk, secure=True)
        walker = Walker(machine, office, Twin())
        try:
            with report.part("a kiosk signed by the office, with Secure Boot on"):
                machine.turn_on()
                report.figure("seconds to the first screen", f"{walker.first_screen():.0f}")
                walker.picture("signed")
                report.check("what the office signed starts", good=True)
                machine.cut_power()
            with report.part("control: the same kernel without its signature"):
                with_kernel(disk, _unsigned(folder))
                machine.turn_on()
                said = _said_small(machine)
                walker.picture("not-signed")
                report.check("the firmware does not start it", _REFUSED in said, said)
                machine.cut_power()
            with report.part("the bare kernel cut out of what was signed, with somebody's own command line"):
                _with_bare_kernel(disk, folder)
                machine.turn_on()
                said = _said_small(machine)
                walker.picture("cut-out")
                report.check("the firmware does not start that either", _REFUSED in said, said)
        finally:
            machine.cut_power()


def _unsigned(folder: Path) -> Path:
    kernel = folder / "unsigned.efi"
    command = ["sbattach", "--remove", str(kernel)]
    kernel.write_bytes((OUT / "appear.efi").read_bytes())
    subprocess.run(command, check=True, capture_output=True)
    return kernel


def _with_bare_kernel(disk: Path, folder: Path) -> None:
    """As whoever has the disk on a bench would: another entry for the loader, in the place of the kiosk's."""
    bare, entry = folder / "bare.efi", folder / "entries" / "bare.conf"
    entry.parent.mkdir()
    cut = ["objcopy", "-O", "binary", "--only-section=.linux", str(OUT / "appear.efi"), str(bare)]
    subprocess.run(cut, check=True, capture_output=True)
    entry.write_text("title bare\nlinux /bare.efi\noptions rdinit=/bin/sh\n", "ascii")
    version = (OUT / "version").read_text("ascii").strip()
    on_boot("mdel", "-v", disk, f"::/EFI/Linux/appear_{version}.efi")
    on_boot("mcopy", "-o", disk, bare, "::/bare.efi")
    on_boot("mcopy", "-so", disk, entry.parent, "::/loader")


def _said_small(machine: Machine) -> str:
    """What the firmware says in its small letters, without spaces, once it says that it refuses."""
    twice, said = machine.folder / "twice.ppm", ""
    ends = time.monotonic() + _WITHIN_S
    while _REFUSED not in said and machine.on and time.monotonic() < ends:
        rest(2.0)  # looking costs it time too
        seen = cv2.imread(str(machine.look()))
        assert seen is not None
        cv2.imwrite(str(twice), cv2.resize(seen, None, fx=2.0, fy=2.0, interpolation=cv2.INTER_CUBIC))
        said = re.sub("[^a-z]", "", read(twice).text().lower())
    return said
