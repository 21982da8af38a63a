"""IT writes a stick and starts a machine from it: a used kiosk is mended, or becomes a new one."""

from __future__ import annotations

import shutil

from tests.image import cuts
from tests.image.disks import installing, left_on_boot, tampered, walked, without_loader
from tests.image.machine import Machine
from tests.image.report import Report
from tests.image.shell import Shell
from tests.image.walker import PATIENCE_S, Walker, sentence

_STATE_AT = 2337 << 20
"""As in the layout."""
_TOLD = "idle_seconds = 241"


def installed(walker: Walker, report: Report) -> None:
    """Over the kiosk that was walked so far, in the same machine with the same TPM: nothing of it is left."""
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
        _asked_of(again, report)
        again.touch(sentence("install.used.erase"))
        page = again.wait(sentence("install.erase.go"))
        again.picture("stick-erase")
        again.touch(sentence("install.erase.go"), page)
        _written(again, report, "install.done.title", "install.trouble")
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


def mended(walker: Walker, report: Report) -> None:
    """One that holds what nobody else has, and starts no more: its loader is gone, its program is damaged."""
    machine, office = walker.machine, walker.office
    try:
        made = cuts.cut(walker, 1, wait_s=None)
        without_loader(tampered(machine.disk))
        machine.stick, machine.stick_first = installing(machine.folder / "mend.img", f"{_TOLD}\n"), True
        machine.turn_on()
        _asked_of(walker, report)
        walker.touch(sentence("install.used.keep"))
        _written(walker, report, "install.mended.title", "install.kept", "install.broke")
    finally:
        machine.stick, machine.stick_first = None, False
        office.freeze(frozen=False)
    walked(machine.disk)
    wrong = cuts.after(walker, report, made, "and mended before its next start")
    report.check("what was told to a kiosk that broke arrives once it is mended", not wrong, wrong)
    walker.picture("mended")
    kept = Shell(machine).run("grep -e ^idle_seconds -e ^printer /var/lib/appear-lobby/lobby.toml")
    report.check("it has taken over what lay on the stick", _TOLD in kept, kept)
    report.check("what was not said stays as it was", "ipp://" in kept, kept)


def _asked_of(walker: Walker, report: Report) -> None:
    """From its power on until it has asked what is to become of the kiosk on its disk."""
    walker.wait(sentence("install.title"))
    report.figure("seconds to the first page of the stick", f"{walker.machine.seconds:.0f}")
    walker.picture("stick")
    walker.touch("English")
    page = walker.wait(sentence("install.disk.title"))
    walker.picture("stick-disks")
    report.check("that a kiosk lies on the disk is said", page.says(sentence("install.disk.kiosk")))
    walker.touch("4 GB", page)
    walker.wait(sentence("install.used.keep"))
    walker.picture("stick-used")


def _written(walker: Walker, report: Report, done: str, *wrong: str) -> None:
    """Until it is written, and switched off."""
    machine, began = walker.machine, walker.machine.seconds
    walker.wait(sentence("install.writing.title"))
    walker.picture("stick-writing")
    page = walker.wait(*map(sentence, (done, *wrong)))
    walker.picture("stick-done")
    report.check("the stick says that it is done", page.says(sentence(done)), page.text()[:200])
    report.figure("seconds to write the kiosk", f"{machine.seconds - began:.0f}")
    walker.touch(sentence("install.done.off"))
    machine.wait_off(PATIENCE_S)


def _lock(machine: Machine) -> bytes:
    """The beginning of the state's partition."""
    with machine.disk.open("rb") as disk:
        disk.seek(_STATE_AT)
        return disk.read(1 << 20)
