"""What must be shut: checked from inside, from the screen, and by an altered disk."""

from __future__ import annotations

import re
import time
from pathlib import Path

from tests.image.disks import tampered, walked
from tests.image.escapes import lobby_shows, tries
from tests.image.machine import Machine, rest
from tests.image.reading import read
from tests.image.report import Report
from tests.image.shell import Shell
from tests.image.walker import PATIENCE_S, Walker, sentence

_KIOSK = "appear-lobby.service"
_UNITS = tuple(
    f"{name}.service"
    for name in (
        "appear-first-boot",
        "appear-network",
        "appear-state",
        "appear-update",
        "appear-proven",
        "appear-second-key",
        "appear-escrow",
        "appear-still-kept",
        "appear-fetch",
        "seatd",
    )
)
_EXPOSED_AT_MOST = 2.0
_NO_CHANCE = 6
"""Letters of a word that does not come up in two gigabytes by chance, but in one of 100,000 walks."""
_CONTROL = "PLANTEDCONTROL"
_CORRUPTED = "is corrupted"
_KEPT, _MARK = "the station keeps the second key", "/var/lib/appear-lobby/recovery-key-kept"


def looked_at_from_inside(walker: Walker, report: Report) -> None:
    """What runs, what listens, what is mounted how; and the score of our own units."""
    walker.machine.wait_said(_KEPT, PATIENCE_S)
    shell = Shell(walker.machine)
    failed = shell.run("systemctl --failed --no-legend --plain").split("\n")
    report.check("no unit has failed", not any(map(str.strip, failed)), "; ".join(filter(None, failed)))
    report.check("SysRq is off", shell.run("cat /proc/sys/kernel/sysrq").strip() == "0")
    locked = shell.run("cut -d: -f2 /etc/shadow | sort -u").split()
    report.check("no account has a password", locked == ["!*"], " ".join(locked))
    roots = shell.run("grep -E ' (/|/var|/tmp) ' /proc/mounts")
    report.check(
        "the root is read-only, from its verified device", "/dev/mapper/root / erofs ro" in roots, roots
    )
    report.check("the state is encrypted and runs no program", _state_is_locked(shell), roots)
    slots = shell.run("cryptsetup luksDump /dev/appear/state")
    kept = shell.run("mount -o ro /dev/appear/boot /mnt && ls -R /mnt; umount /mnt")
    report.check(
        "the key of the state is in the TPM and the station's keeping alone",
        slots.count(": luks2") == 2 and "systemd-tpm2" in slots and "systemd-recovery" in slots,
        slots,
    )
    report.check("no key lies on the boot partition, and no code", "EFI" in kept and not _left(kept), kept)
    heard = _listening(shell)
    report.check("nothing listens but the camera lent by this test", heard == ["127.0.0.1:8090"], heard)
    programs = shell.run("for one in /proc/[0-9]*; do tr '\\0' ' ' <$one/cmdline; echo; done")
    getty = re.findall(r"\S*(?:getty|sulogin|/login|sshd)\S*", programs)
    report.check("no login runs anywhere", not getty, getty or "")
    disk = shell.run("modprobe usb-storage && echo loaded; grep -c usb_storage /proc/modules")
    report.check("a USB disk finds no driver", "loaded" not in disk, disk.strip())
    report.check("the program is marked as shipped", "True" in _packaged(shell))
    _given_again(walker.machine, shell, report)
    report.figure("memory used, MB", _memory(shell))
    report.figure("journal", shell.run("journalctl --disk-usage").strip())
    scores = {unit: _exposure(shell, unit) for unit in (_KIOSK, *_UNITS)}
    report.figure("exposure", ", ".join(f"{unit} {score}" for unit, score in scores.items()))
    report.check(f"no unit is exposed more than {_EXPOSED_AT_MOST}", max(scores.values()) <= _EXPOSED_AT_MOST)


def _given_again(machine: Machine, shell: Shell, report: Report) -> None:
    """As after a restored station: it keeps another key than the one that this kiosk gave last."""
    before = machine.log.count(_KEPT)
    shell.run(f"echo another >{_MARK}; systemctl start appear-still-kept.service")
    machine.wait_said(_KEPT, PATIENCE_S, before + 1)
    marked = shell.run(f"cat {_MARK}").strip()
    report.check("a station that keeps another key is given one again", marked not in ("", "another"), marked)


def no_way_out(walker: Walker, report: Report) -> None:
    """Each try leaves a screen of the lobby, the same kiosk, and the same machine, never started anew."""
    shell = Shell(walker.machine)
    before = _whose(shell)
    for name, work in tries(walker.machine):
        work()
        report.check(f"the lobby stays on the screen: {name}", lobby_shows(walker))
    walker.picture("after-every-way-out")
    report.check("the same compositor runs in the same boot", before == _whose(shell), before)
    # Whatever was pressed last, the next person begins at the first screen.
    shell.run(f"systemctl kill --signal=KILL {_KIOSK}")


def no_lent_shell(machine: Machine, report: Report) -> None:
    """The image that ships takes no unit from outside; the walked one, as the control, did."""
    shell = Shell(machine)
    report.check("a shell lent from outside is refused by the image that ships", not shell.answers(20))
    shell.close()


def no_planted_name(walker: Walker, report: Report) -> None:
    """Nothing that everybody told or showed can be found in the opened state; a control can."""
    shell, office = Shell(walker.machine), walker.office
    shell.run(f"echo 'a planted {_CONTROL}' >/var/lib/appear-lobby/control; sync")
    people = [person.registrant for person in office.people()[:3]]
    said = [word for one in people for word in (one.name.last, one.name.first, one.id_number)]
    # What was never written is deciphered to chance: in a gigabyte of it every word of four letters stands.
    words = [word for word in said if len(word) >= _NO_CHANCE]
    homes = [home.address.street for one in people for home in one.residences if home.address is not None]
    # One pass: the whole partition is deciphered for it.
    asked = " ".join(f"-e '{word}'" for word in (*words, *homes, _CONTROL))
    told = shell.run(f"grep -o -a -F {asked} /dev/mapper/state | sort | uniq -c", PATIENCE_S).split("\n")
    found = {line.strip().partition(" ")[2]: line for line in told if line.strip()}
    report.check("the control is found in the opened state", _CONTROL in found)
    leaked = sorted(set(found) - {_CONTROL})
    report.check(f"none of {len(words) + len(homes)} planted words is in it", not leaked, leaked or "")
    if leaked:
        report.figure("files", shell.run(f"grep -r -l -a -F {asked} /var"))
    shell.run("rm /var/lib/appear-lobby/control")


def tampered_root(walker: Walker, report: Report) -> None:
    """With one byte of the lobby changed on the disk of a kiosk that worked, the lobby never appears."""
    machine = walker.machine
    machine.cut_power()
    before = machine.log.count(_CORRUPTED)
    tampered(walked(machine.disk))
    machine.turn_on()
    ends = time.monotonic() + PATIENCE_S
    while machine.on and time.monotonic() < ends and machine.log.count(_CORRUPTED) == before:
        page = read(machine.look())
        assert not page.says(sentence("lobby.welcome.start")), "the altered lobby started"
        rest(2.0)  # looking costs it time too
    stopped = machine.log.count(_CORRUPTED) > before
    report.check("the kernel found the changed byte and stopped", stopped, machine.log[-200:])
    machine.cut_power()
    tampered(machine.disk)


def stolen_disk(folder: Path, disk: Path, report: Report) -> None:
    """The disk of a kiosk that was used, in another machine, whose TPM has never seen it."""
    machine = Machine(folder / "thief", disk)
    machine.turn_on()
    try:
        ends = time.monotonic() + PATIENCE_S
        refused = "the TPM does not open the state"
        while machine.on and refused not in machine.log and time.monotonic() < ends:
            assert not read(machine.look()).says(sentence("lobby.welcome.start")), "the state was opened"
            rest(2.0)
        report.check("another machine does not open the state", refused in machine.log, machine.log[-200:])
    finally:
        machine.cut_power()


def _state_is_locked(shell: Shell) -> bool:
    mounted = shell.run("grep ' /var ' /proc/mounts")
    locked = shell.run("cryptsetup status state")
    return "noexec" in mounted and "nosuid" in mounted and "LUKS2" in locked and "aes-xts-plain64" in locked


def _left(listing: str) -> list[str]:
    return [name for name in ("state.key", "kiosk.toml") if name in listing]


def _listening(shell: Shell) -> list[str]:
    """Every TCP port that listens and UDP port that is open to anybody, as ADDRESS:PORT."""
    told = shell.run("cat /proc/net/tcp /proc/net/udp; cat /proc/net/tcp6 /proc/net/udp6")
    found = []
    for line in told.splitlines():
        parts = line.split()
        if len(parts) > 3 and parts[0].endswith(":") and parts[3] in ("0A", "07"):
            address, port = parts[1].split(":")
            shown = (
                ".".join(str(int(address[at : at + 2], 16)) for at in (6, 4, 2, 0))
                if len(address) == 8
                else "::"
            )
            found.append(f"{shown}:{int(port, 16)}")
    # What asks for an address of its own must hear the answer.
    return sorted(one for one in set(found) if not one.endswith((":68", ":546")))


def _packaged(shell: Shell) -> str:
    return shell.run("/opt/appear-lobby/bin/python3 -c 'from devices.build import PACKAGED; print(PACKAGED)'")


def _exposure(shell: Shell, unit: str) -> float:
    asked = f"systemd-analyze security --offline=true --no-pager {unit} | tail -1"
    scored = re.search(r"for \S+: ([\d.]+)", shell.run(asked))
    return float(scored[1]) if scored else 10.0


def _memory(shell: Shell) -> str:
    told = shell.run("cat /proc/meminfo")
    sizes = {line.split(":")[0]: int(line.split()[1]) for line in told.splitlines() if line.endswith("kB")}
    return str((sizes["MemTotal"] - sizes["MemAvailable"]) // 1024)


def _whose(shell: Shell) -> str:
    kiosk = shell.run(f"systemctl show -p MainPID -p NRestarts {_KIOSK}")
    return " ".join((kiosk + shell.run("cat /proc/sys/kernel/random/boot_id")).split())
