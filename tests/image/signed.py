"""The image as an office signs it, on a machine that starts what its key has signed and nothing else.

The keys are the firmware's own for tests (packaging/image/README.md)."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.image.disks import OUT, with_kernel, written
from tests.image.machine import Machine
from tests.image.office import Office
from tests.image.report import Report
from tests.image.twin import Twin
from tests.image.walker import Walker

_REFUSED = ("Access Denied", "Access denied", "Security Violation", "Security violation")
_WITHIN_S = 300.0


def secure_boot(folder: Path, report: Report) -> None:
    """As signed it shows its first screen; the same kernel without the signature is not started."""
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
                said = walker.wait(*_REFUSED, within_s=_WITHIN_S).text()
                walker.picture("not-signed")
                report.check("the firmware does not start it", good=True, found=said)
        finally:
            machine.cut_power()


def _unsigned(folder: Path) -> Path:
    kernel = folder / "unsigned.efi"
    command = ["sbattach", "--remove", str(kernel)]
    kernel.write_bytes((OUT / "appear.efi").read_bytes())
    subprocess.run(command, check=True, capture_output=True)
    return kernel
