"""IT writes a stick, starts a machine from it, names the disk: nothing of what lay there is left."""

from __future__ import annotations

import shutil

from tests.image.disks import installing, left_on_boot
from tests.image.machine import Machine
from tests.image.report import Report
from tests.image.walker import PATIENCE_S, Walker, sentence

_STATE_AT = 2337 << 20
"""As in the layout."""


def installed(walker: Walker, report: Report) -> None:
    """Over the kiosk that was walked so far, in the same machine with the same TPM."""
    used = walker.machine
    used.cut_power()
    old = _lock(used)
    folder = used.folder / "stick"
    folder.mkdir()
    shutil.copytree(used.folder / "tpm", folder / "tpm")
    shutil.copy(used.folder / "firmware.fd", folder)
    stick = installing(folder / "install.img", walker.office.told("kiosk-d"))
    machine = Machine(folder, used.disk, stick=stick, stick_first=True)
    again = Walker(machine, walker.office, walker.twin)
    machine.turn_on()
    try:
        again.wait(sentence("install.title"))
        report.figure("seconds to the first page of the stick", f"{machine.seconds:.0f}")
        again.picture("stick")
        again.touch("English")
        page = again.wait(sentence("install.disk.title"))
        again.picture("stick-disks")
        report.check("that a kiosk lies on the disk is said", page.says(sentence("install.disk.kiosk")))
        again.touch("4 GB", page)
        page = again.wait(sentence("install.erase.go"))
        again.picture("stick-erase")
        again.touch(sentence("install.erase.go"), page)
        began = machine.seconds
        again.wait(sentence("install.writing.title"))
        again.picture("stick-writing")
        again.wait(sentence("install.done.title"), sentence("install.trouble"))
        again.picture("stick-done")
        report.figure("seconds to write the kiosk", f"{machine.seconds - began:.0f}")
        again.touch(sentence("install.done.off"))
        machine.wait_off(PATIENCE_S)
        report.check("nothing of the old lock is left", _lock(machine) != old and not any(_lock(machine)))
        machine.stick, machine.stick_first = None, False
        machine.turn_on()
        report.figure("seconds to the first screen of what was installed", f"{again.first_screen():.0f}")
        again.picture("installed")
        left = left_on_boot(machine.disk)
        report.check(
            "it has used its code, which is gone from there", "kiosk.toml" not in left, ", ".join(left)
        )
    finally:
        machine.cut_power()


def _lock(machine: Machine) -> bytes:
    """The beginning of the state's partition."""
    with machine.disk.open("rb") as disk:
        disk.seek(_STATE_AT)
        return disk.read(1 << 20)
