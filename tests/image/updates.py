"""Newer versions: from a stick one that never shows its first screen and a good one; and from the station."""

from __future__ import annotations

import time

from tests.image.disks import OUT, hostile, left_on_boot, recovery_key, stick, walked
from tests.image.machine import Machine, rest
from tests.image.report import Report
from tests.image.shell import Shell
from tests.image.walker import PATIENCE_S, Walker

_HASTY = {"systemd.unit-dropin.appear-proven.service": "[Service]\nEnvironment=WITHIN_S=20\n"}
"""For a version that will never show anything: it need not be waited for as long as a kiosk does."""
_TRIES = 2
_SETTINGS = "/var/lib/appear-lobby/lobby.toml"
_OWN = ["/dev/vda1", "/dev/vda6"]
_LONGER_THAN_A_LOOK_S = 45.0
"""``when-free`` looks whether anybody is there every 20 seconds."""
_RECOVERED = "opened by the recovery key; the TPM of this machine has the key now"


def two(walker: Walker, report: Report) -> None:
    """In another machine, opened by the key that the station keeps: after the bad version the one before it
    runs again; the good one is kept."""
    used = walker.machine
    used.cut_power()
    version = (OUT / "version").read_text("ascii").strip()
    disk = recovery_key(walked(used.disk), walker.office.recovery_key())
    machine = Machine(used.folder / "thief", disk, used.lent)
    again = Walker(machine, walker.office, walker.twin)
    try:
        _taken(machine, "worse")
        report.check("the station's key opens the state elsewhere", _RECOVERED in machine.log)
        left = left_on_boot(disk)
        report.check("and lies there no more", "recovery.key" not in left, ", ".join(left))
        report.check("a newer version was written from the stick", "written and checked" in machine.log)
        _goes_back(again, report, version)
        machine.cut_power()
        _taken(machine, "next")
        _is_kept(again, report, f"{version}.1", "new")
    finally:
        machine.cut_power()


def fetched(walker: Walker, report: Report) -> None:
    """From the station, on the kiosk that runs: fetched by day, taken at night once nobody is there."""
    machine, shell = walker.machine, Shell(walker.machine)
    version = (OUT / "version").read_text("ascii").strip()
    report.figure("the console says", walker.office.keep_version("next"))
    began = time.monotonic()
    _look(shell, "no-hour")
    machine.wait_said(f"version {version}.1 is ready", 4 * PATIENCE_S)
    report.figure("seconds to fetch it", f"{time.monotonic() - began:.0f}")
    report.figure("room left for the spool", shell.run("df -h /var | tail -1"))
    rest(_LONGER_THAN_A_LOOK_S)
    report.check("by day it does not start itself anew for it", machine.on)
    walker.begin()
    _look(shell, "*")
    machine.wait_said("a version is ready", PATIENCE_S)
    rest(_LONGER_THAN_A_LOOK_S)
    status = shell.run("systemctl show -P StatusText appear-lobby.service").strip()
    visits = machine.on and status == "a visit goes on"
    report.check("at night it waits for the end of a visit", visits, status)
    # Nobody says that it is over: the lobby notices that nobody is there.
    machine.wait_off(PATIENCE_S)
    machine.turn_on()
    machine.wait_off(PATIENCE_S)
    report.check("it was written from what was fetched", "written and checked" in machine.log)
    _is_kept(walker, report, f"{version}.1", "fetched")
    shell = Shell(machine)
    _look(shell, "*")
    machine.wait_said("refused or tried here before", PATIENCE_S)
    left = shell.run("ls /var/lib/appear-update").split()
    report.check("what was fetched is gone, and is not fetched again", left == [], " ".join(left))


def _is_kept(walker: Walker, report: Report, version: str, called: str) -> None:
    machine = walker.machine
    machine.turn_on()
    report.figure(f"seconds to the first screen, {called} version", f"{walker.first_screen():.0f}")
    machine.wait_said("is kept", PATIENCE_S)
    walker.picture(f"{called}-version")
    report.check(f"the {called} version runs, and is kept", _running(machine) == version, _kernels(machine))


def _look(shell: Shell, night: str) -> None:
    """Have it ask the station now; in the hours of the pattern ``night`` it may start itself anew."""
    unit = "/run/systemd/system/appear-fetch.service.d"
    shell.run(f"mkdir -p {unit}; printf '[Service]\\nEnvironment=NIGHT={night}\\n' >{unit}/night.conf")
    shell.run("systemctl daemon-reload; systemctl --no-block restart appear-fetch.service")


def _goes_back(walker: Walker, report: Report, version: str) -> None:
    machine, lent = walker.machine, walker.machine.lent
    machine.lent = {**lent, **_HASTY}
    for number in range(_TRIES):
        machine.turn_on()
        machine.wait_off(PATIENCE_S)
        given_up = machine.log.count("no first screen within")
        report.check(f"without a first screen it starts itself anew ({number + 1})", given_up == number + 1)
    machine.lent = lent
    machine.stick = hostile(machine.folder)
    machine.turn_on()
    report.figure("seconds to the first screen, gone back", f"{walker.first_screen():.0f}")
    _nobody_elses(machine, report)
    walker.picture("gone-back")
    report.check("the version before it runs again", _running(machine) == version, _running(machine))
    # Once the station has a key that opens this machine's state, nothing says any more that one is owed.
    owed = "[ -e /run/appear-recovered ] || break; sleep 2"
    said = Shell(machine).run(f"for n in $(seq 150); do {owed}; done; ls /run/appear-recovered", PATIENCE_S)
    report.check("the station has its new second key", "No such file" in said, said)


def _nobody_elses(machine: Machine, report: Report) -> None:
    """A stick that is called what the kiosk's partitions are was plugged in all the time."""
    shell = Shell(machine)
    own = shell.run("readlink -f /dev/appear/boot /dev/appear/state").split()
    report.check("a stick that takes the names of the kiosk's partitions is not them", own == _OWN, own)
    station = shell.run(f"grep ^station {_SETTINGS}").strip()
    report.check("what lies on such a stick is not taken for settings", "192.0.2.66" not in station, station)
    disks = shell.run("ls /dev/sd*")
    report.check("it has no driver any more", "No such file" in disks, disks)
    machine.stick = None


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
    look = "mount -o ro /dev/appear/boot /mnt && ls /mnt/EFI/Linux; umount /mnt"
    return Shell(machine).run(look)
