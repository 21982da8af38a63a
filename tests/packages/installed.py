"""The built packages on a machine, from installing to purging, in order; ``make debs-test`` is root."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.packages.machine import Machine, machine
from tests.packages.parts import NAMES
from tests.shared import HOUSE
from tests.stories.operations import boxes

DEBS = HOUSE / "out" / "debs"
EARLIER = "0.0.9"
HERE = "https://127.0.0.1"
PASSWORD = "a long enough password"
PHRASE = "a long enough passphrase"
STATION = """
office = "Example County"
disclosure = "own-record"
folder = "/var/lib/appear-station/office"
host = "127.0.0.1"
enrolment_port = 8444
"""
OPEN_DESK = """
from pathlib import Path
from PySide6.QtWidgets import QApplication
from sync.settings import load_settings
from ui.desk.build import DeskSettings, build_desk
app = QApplication([])
window = build_desk(load_settings(DeskSettings, "desk", Path("/etc/appear/desk.toml")))
window.show()
app.processEvents()
print(type(window).__name__, window.isVisible())
window.close()
"""
"""The desk of that machine as its command opens it, but closed again."""
OF_NO_SCREEN = "This plugin does not support propagateSizeHints()\n"
"""What Qt says where there is no screen."""
SCREENLESS = """
[Service]
ExecStart=
ExecStart=/opt/appear-lobby/bin/appear lobby
Environment=QT_QPA_PLATFORM=offscreen
StandardInput=null
TTYPath=/dev/null
TTYReset=no
TTYVHangup=no
TTYVTDisallocate=no
"""
"""The kiosk's service as it is, but for the compositor and the console, which this machine has none of."""
IMAGES_OWN = "packaging/image/root/etc/systemd/system/appear-lobby.service.d/kiosk.conf"
"""What the image adds to that service."""
pytestmark = pytest.mark.timeout(600)


def package(name: str) -> Path:
    """The package that ``make debs`` built."""
    found = sorted(DEBS.glob(f"appear-{name}_*_amd64.deb"))
    assert len(found) == 1, f"run make debs first: {found}"
    return found[0]


def earlier(deb: Path, place: Path) -> Path:
    """The package as an earlier version: other number and settings, and a file that is gone now."""
    tree = place / "tree"
    subprocess.run(["dpkg-deb", "-R", deb, tree], check=True)
    control = tree / "DEBIAN" / "control"
    control.write_text(
        re.sub(r"(?m)^Version: .*$", f"Version: {EARLIER}", control.read_text("utf-8")), "utf-8"
    )
    settings = tree / "etc/appear/station.toml"
    settings.write_text("# As it was before.\n" + settings.read_text("utf-8"), "utf-8")
    (tree / "opt/appear-station/lib/long_gone.py").write_text("", "utf-8")
    out = place / f"appear-station_{EARLIER}_amd64.deb"
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Znone", "-b", tree, out], check=True, stdout=subprocess.DEVNULL
    )
    shutil.rmtree(tree)
    return out


def refusing(deb: Path, place: Path) -> Path:
    """A later version of the package that gives its installation up before anything of it is there."""
    tree = place / "refusing"
    (tree / "DEBIAN").mkdir(parents=True)
    told = subprocess.run(["dpkg-deb", "-f", deb], check=True, capture_output=True, text=True).stdout
    (tree / "DEBIAN/control").write_text(re.sub(r"(?m)^Version: .*$", "Version: 9.9", told), "utf-8")
    (tree / "DEBIAN/preinst").write_text("#!/bin/sh\nexit 1\n", "ascii")
    (tree / "DEBIAN/preinst").chmod(0o755)
    out = place / f"refusing-{deb.name}"
    built = ["dpkg-deb", "--root-owner-group", "-b", str(tree), str(out)]
    subprocess.run(built, check=True, stdout=subprocess.DEVNULL)
    return out


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """A machine with an earlier station, its officer, and a kiosk and a desk that it has enrolled."""
    assert os.geteuid() == 0, "installing packages needs root: run make debs-test as root"
    place = tmp_path_factory.mktemp("machine")
    old = earlier(package("station"), tmp_path_factory.mktemp("earlier"))
    with machine(place) as made:
        made.good(f"dpkg -i {made.hand(old)}")
        (place / "handed" / "station.toml").write_text(STATION, "utf-8")
        made.good("cat /run/handed/station.toml > /etc/appear/station.toml")
        made.good('appear add-officer rivera "T. Rivera"', given=f"{PASSWORD}\n{PASSWORD}\n")
        made.good("systemctl enable --now appear-station")
        answers(made)
        for name, role in (("lobby", "kiosk"), ("desk", "desk")):
            made.good(f"dpkg -i {made.hand(package(name))}")
            made.good(f"sed -i 's|^#! station = .*|station = \"{HERE}:8443\"|' /etc/appear/{name}.toml")
            code = made.good(f"appear device code {role} {role}-a").strip()
            keys = f"/var/lib/appear-{name}/identity"
            said = made.good(f"/opt/appear-{name}/bin/appear enrol {HERE}:8444 {keys} --code {code}")
            assert said == f"This device is the {role} {role}-a of Example County.\n"
        yield made


def answers(made: Machine) -> str:
    """The station's answer over HTTPS to somebody without a certificate, once it gives one."""
    ask = f"""import ssl, urllib.request as u
c = ssl._create_unverified_context()
print(u.urlopen("{HERE}:8444/v1/enrolment/office", context=c).status)"""
    return made.wait_for(f"/opt/appear-station/bin/python3 -I -c '{ask}'")


def typed_as_the_page_says(made: Machine, about: str, given: str) -> None:
    """Type the whole box of the backup page that first names a file, at a terminal, and what it asks for."""
    box = next(box for box in boxes("backup") if box.kind == "sh" and about in box.text)
    (made.place / "handed" / "typed.sh").write_text(box.text, "utf-8")
    made.good("script -qec 'sh /run/handed/typed.sh' /dev/null", given=given)


def test_a_station_is_upgraded_with_everything_it_holds(office: Machine) -> None:
    before = office.good("appear device list")
    assert before.count("\n") == 2
    assert office.left("/opt/appear-station/lib") >= {"/opt/appear-station/lib/long_gone.py"}
    new = office.hand(package("station"))
    office.good(f"dpkg --force-confold -i {new}")
    assert "0.0.9" not in office.good("dpkg-query -W -f '${Version}' appear-station")
    assert "/opt/appear-station/lib/long_gone.py" not in office.left("/opt/appear-station/lib")
    office.wait_for("systemctl is-active appear-station")
    assert answers(office).strip() == "200"
    assert office.good("appear device list") == before
    assert office.good("appear audit verify").startswith("The log is whole: ")
    assert 'office = "Example County"' in office.good("cat /etc/appear/station.toml")
    assert (
        "already"
        in office.run('appear add-officer rivera "T. Rivera"', given=f"{PASSWORD}\n{PASSWORD}\n").text
    )


def test_a_station_whose_upgrade_is_given_up_serves_on_as_it_was(office: Machine, tmp_path: Path) -> None:
    before = office.good("appear device list")
    said = office.run(f"dpkg -i {office.hand(refusing(package('station'), tmp_path))}")
    assert said.code != 0, said.text
    office.wait_for("systemctl is-active appear-station")
    assert answers(office).strip() == "200"
    assert office.good("dpkg-query -W -f '${db:Status-Abbrev}' appear-station").strip() == "ii"
    assert office.good("appear device list") == before


def test_a_station_runs_behind_its_locks_as_an_account_of_its_own(office: Machine) -> None:
    pid = office.good("systemctl show -P MainPID appear-station").strip()
    status = office.good(f"cat /proc/{pid}/status")
    assert re.search(r"^NoNewPrivs:\s+1$", status, re.MULTILINE)
    assert re.search(r"^Seccomp:\s+2$", status, re.MULTILINE)
    assert re.search(r"^CapBnd:\s+0+$", status, re.MULTILINE)
    assert office.good(f"stat -c %U /proc/{pid}").strip() == "appear-station"
    assert office.good("stat -c '%U %a' /var/lib/appear-station").strip() == "appear-station 700"
    assert office.good("stat -c '%U:%G %a' /etc/appear/station.toml").strip() == "root:appear-station 640"
    assert office.good("find /var/lib/appear-station -not -user appear-station") == ""
    loaded = office.good(f"cat /proc/{pid}/maps")
    assert "/opt/appear-station/" in loaded
    assert "Qt" not in loaded
    assert office.run("ls /opt/appear-station/lib/python*/site-packages/PySide6").code != 0


def test_a_station_without_an_office_says_what_is_missing_and_stays_down(office: Machine) -> None:
    said = office.run("APPEAR_CONFIG=/run/handed/none.toml appear station")
    assert (said.code, said.text.count("\n")) == (2, 1)
    office.good("echo > /tmp/empty.toml && chmod 644 /tmp/empty.toml")
    said = office.run("APPEAR_CONFIG=/tmp/empty.toml appear station")
    assert said.code == 2
    assert "appear: The setting “office” is missing" in said.text


def test_the_whole_office_is_sealed_at_night_and_made_anew_from_the_file(office: Machine) -> None:
    typed_as_the_page_says(office, "/etc/appear/backup-passphrase", f"{PHRASE}\n")
    assert office.good("cat /etc/appear/backup-passphrase") == PHRASE
    office.good("systemctl start appear-station-backup.service")
    file = office.good("ls /var/backups/appear-station/*.sealed").strip()
    assert office.good(f"stat -c '%U %a' {file}").strip() == "appear-station 600"
    office.good(
        "sed 's/office\"$/again\"/; s/^enrolment_port.*//' /etc/appear/station.toml > /tmp/again.toml"
    )
    office.good("chmod 644 /tmp/again.toml")
    said = office.good(f"appear store restore {file} --config /tmp/again.toml", given=f"{PHRASE}\n")
    assert "and the keys are back in /var/lib/appear-station/again." in said
    assert office.good("appear device list --config /tmp/again.toml") == office.good("appear device list")
    office.good(
        "for day in $(seq 10 45); do touch /var/backups/appear-station/2020-01-${day}_023000.sealed; done"
    )
    office.good("systemctl start appear-station-backup.service")
    assert int(office.good("ls /var/backups/appear-station | wc -l")) == 30
    assert office.run(f"test -e {file}").code == 0
    office.good("rm -rf /var/lib/appear-station/again")


def test_the_kiosks_doctor_finds_the_station_and_no_camera(office: Machine) -> None:
    said = office.run("/opt/appear-lobby/bin/appear doctor")
    assert said.code == 1, said.text
    assert "station: ok, Example County" in said.text
    assert "certificate: ok, kiosk-a" in said.text
    assert "camera: trouble, /dev/appear/camera" in said.text


def test_the_kiosks_first_screen_opens_behind_its_locks_and_its_spool_begins(office: Machine) -> None:
    (office.place / "handed" / "screenless.conf").write_text(SCREENLESS, "utf-8")
    there = "/etc/systemd/system/appear-lobby.service.d"
    office.good(f"mkdir {there} && cp /run/handed/screenless.conf {there} && systemctl daemon-reload")
    office.good("systemctl start appear-lobby")
    office.wait_for("test -s /var/lib/appear-lobby/spool/spool.sqlite")
    office.wait_for("/opt/appear-lobby/bin/appear doctor | grep 'spool: ok, 0 waiting'")
    status = office.good("cat /proc/$(systemctl show -P MainPID appear-lobby)/status")
    assert re.search(r"^Seccomp:\s+2$", status, re.MULTILINE)
    assert "Traceback" not in office.good("journalctl -u appear-lobby")
    office.good(f"systemctl stop appear-lobby && rm -r {there}")


def test_a_kiosks_screen_that_is_stuck_comes_back_by_itself(office: Machine) -> None:
    watched = (HOUSE / IMAGES_OWN).read_text("utf-8").splitlines()
    kept = [line for line in watched if line.startswith(("NotifyAccess=", "Watchdog", "RestartSec="))]
    assert len(kept) == 4
    (office.place / "handed" / "watched.conf").write_text(SCREENLESS + "\n".join(kept) + "\n", "utf-8")
    there = "/etc/systemd/system/appear-lobby.service.d"
    office.good(f"mkdir {there} && cp /run/handed/watched.conf {there} && systemctl daemon-reload")
    stands = "systemctl show -P StatusText appear-lobby | grep 'the first screen stands'"
    office.good("systemctl start appear-lobby")
    office.wait_for(stands)
    assert office.good("systemctl show -P NRestarts appear-lobby").strip() == "0"
    assert office.good("systemctl show -P WatchdogUSec appear-lobby").strip() == "1min", "from then on"
    office.good("systemctl kill --signal=STOP appear-lobby")
    office.wait_for("systemctl show -P NRestarts appear-lobby | grep -v '^0$'", 120)
    office.wait_for(stands)
    office.good(f"systemctl stop appear-lobby && rm -r {there}")


def test_the_desk_opens(office: Machine) -> None:
    (office.place / "handed" / "open_desk.py").write_text(OPEN_DESK, "utf-8")
    said = office.run("QT_QPA_PLATFORM=offscreen /opt/appear-desk/bin/python3 -I /run/handed/open_desk.py")
    assert said.text.replace(OF_NO_SCREEN, "") == "DeskWindow True\n"
    refused = office.run(
        "QT_QPA_PLATFORM=offscreen APPEAR_DESK_IDENTITY=/nowhere /opt/appear-desk/bin/appear desk"
    )
    assert refused.code == 2
    assert refused.text.startswith("appear: This desk's certificate cannot be used (missing: /nowhere/")


@pytest.mark.parametrize("name", ["lobby", "desk"])
def test_no_stand_in_starts_in_what_is_shipped(office: Machine, name: str) -> None:
    python = f"/opt/appear-{name}/bin/python3 -I -c"
    papers = 'Path("/tmp/papers")'
    begin = "from pathlib import Path; import devices.printer as p;"
    made = office.run(f"{python} '{begin} p.FolderPrinter({papers})'")
    assert "NotInPackagedBuild" in made.text
    named = f"p.open_printer(p.PrinterSettings(folder={papers}))"
    assert office.good(f"{python} '{begin} print(type({named}).__name__)'") == "NoPrinter\n"
    demo = office.run(f"/opt/appear-{name}/bin/appear demo")
    assert (demo.code, demo.text.count("\n")) == (2, 1)
    assert "appear: This package cannot do that" in demo.text


@pytest.mark.parametrize("name", NAMES)
def test_what_is_installed_is_what_was_built(office: Machine, name: str) -> None:
    told = office.run(f"dpkg -V appear-{name}").text.splitlines()
    changed = [line for line in told if "/usr/share/doc/" not in line]
    assert [line for line in changed if not line.endswith(f"/etc/appear/{name}.toml")] == []


def test_a_purged_kiosk_leaves_nothing_but_what_was_never_sent(office: Machine) -> None:
    spool = "/var/lib/appear-lobby/spool"
    office.good(f"cp -a {spool}/spool.sqlite {spool}/spool.sqlite.damaged-20260101T000000-abcd")
    assert "never reached the station" in office.good("dpkg -P appear-lobby")
    assert office.run(f"test -e {spool}/spool.sqlite").code == 0
    office.good(f"dpkg -i /run/handed/{package('lobby').name}")
    office.good(f"rm {spool}/spool.sqlite.damaged-*")
    office.good("dpkg -P appear-lobby")
    left = office.left("/opt/appear-lobby", "/var/lib/appear-lobby", "/usr/lib/systemd/system", "/etc/appear")
    assert {file for file in left if "lobby" in file} == set()
    assert office.run("getent passwd appear-lobby").code != 0


def test_a_purged_station_keeps_the_offices_records_and_says_so(office: Machine) -> None:
    office.good("dpkg -P appear-desk")
    said = office.good("dpkg -P appear-station")
    assert "the office's records are kept" in said
    assert office.run("test -s /var/lib/appear-station/office/station.sqlite").code == 0
    destroy = re.search(r"^  (rm -rf .*)$", said, re.MULTILINE)
    assert destroy, said
    office.good(destroy[1])
    assert (
        office.left("/opt", "/etc/appear", "/var/lib/appear-station", "/var/lib/appear-desk", "/var/backups")
        == set()
    )
    assert office.run("getent passwd appear-station").code != 0
    assert office.run("command -v appear").code != 0
