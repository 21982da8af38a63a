"""Newer versions from a USB stick: one that never shows its first screen, and a good one."""

from __future__ import annotations

from tests.image.disks import OUT, stick, walked
from tests.image.machine import Machine
from tests.image.report import Report
from tests.image.shell import Shell
from tests.image.walker import PATIENCE_S, Walker
from tests.waiting import until

_HASTY = {"systemd.unit-dropin.appear-proven.service": "[Service]\nEnvironment=WITHIN_S=20\n"}
"""For a version that will never show anything: it need not be waited for as long as a kiosk does."""
_TRIES = 2


def two(walker: Walker, report: Report) -> None:
    """After the bad one the version before it runs again; the good one is kept."""
    machine, lent = walker.machine, walker.machine.lent
    machine.cut_power()
    walked(machine.disk)
    version = (OUT / "version").read_text("ascii").strip()
    _taken(machine, "worse")
    report.check("a newer version was written from the stick", "written and checked" in machine.log)
    machine.lent = {**lent, **_HASTY}
    for number in range(_TRIES):
        machine.turn_on()
        machine.wait_off(PATIENCE_S)
        given_up = machine.log.count("no first screen within")
        report.check(f"without a first screen it starts itself anew ({number + 1})", given_up == number + 1)
    machine.lent = lent
    machine.turn_on()
    report.figure("seconds to the first screen, gone back", f"{walker.first_screen():.0f}")
    walker.picture("gone-back")
    report.check("the version before it runs again", _running(machine) == version, _running(machine))
    machine.cut_power()
    _taken(machine, "next")
    machine.turn_on()
    report.figure("seconds to the first screen, new version", f"{walker.first_screen():.0f}")
    until(lambda: "is kept" in machine.log, PATIENCE_S, "the new version's being kept")
    walker.picture("new-version")
    report.check("the new version runs, and is kept", _running(machine) == f"{version}.1", _kernels(machine))


def _taken(machine: Machine, brings: str) -> None:
    """A start with the stick in it, until the machine starts itself anew; then the stick is pulled out."""
    machine.stick = stick(machine.folder, brings)
    machine.turn_on()
    machine.wait_off(PATIENCE_S)
    machine.stick.unlink()
    machine.stick = None


def _running(machine: Machine) -> str:
    told = Shell(machine).run("sed -n s/^IMAGE_VERSION=//p /usr/lib/os-release")
    return told.strip()


def _kernels(machine: Machine) -> str:
    look = "mount -o ro /dev/disk/by-partlabel/appear-boot /mnt && ls /mnt/EFI/Linux; umount /mnt"
    return Shell(machine).run(look)
