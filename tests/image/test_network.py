"""A kiosk is connected as it was told: read by root as a stranger's words, and by systemd's own service."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import pytest

from tests.image.programs import program
from tests.shared import HOUSE

PROGRAM = HOUSE / "packaging/image/root/usr/lib/appear/network.py"
_NETWORKD = Path("/usr/lib/systemd/systemd-networkd")
FIXED = 'address = "192.0.2.10/24"\ngateway = "192.0.2.1"\ndns = "192.0.2.53"\n'


@pytest.fixture
def network() -> ModuleType:
    """The program as it lies in the image."""
    return program("network")


class Kiosk:
    """Its files in a folder, and what was asked of systemd."""

    def __init__(self, network: ModuleType, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.network, self.told, self.online = network, folder / "kiosk.toml", True
        self.asked: list[Sequence[str]] = []
        self.places = network.Places(
            folder / "state/network.toml", folder / "run/40-appear.network", folder / "run/appear.conf"
        )
        monkeypatch.setattr(network, "_do", self._do)

    def _do(self, *command: str) -> bool:
        self.asked.append(command)
        return self.online or "wait-online" not in command[0]

    def start(self, said: str = "") -> str:
        """Another start, told ``said`` beside the kernel."""
        for file in (self.places.networkd, self.places.timesyncd):
            file.unlink(missing_ok=True)
        self.told.write_text(said, "utf-8") if said else self.told.unlink(missing_ok=True)
        self.asked.clear()
        return str(self.network.at_a_start(self.told, self.places))

    def says(self, **said: str) -> str:
        """What whoever sets it up is answered."""
        self.asked.clear()
        return str(self.network.asked(toml(said), self.places))

    @property
    def address(self) -> str:
        """The address that systemd is told."""
        file: Path = self.places.networkd
        lines = file.read_text("ascii").splitlines() if file.exists() else []
        return next((line.partition("=")[2] for line in lines if line.startswith("Address=")), "")

    @property
    def time(self) -> str:
        """The time servers that systemd is told."""
        file: Path = self.places.timesyncd
        return file.read_text("ascii") if file.exists() else ""


def toml(said: dict[str, str]) -> bytes:
    """As the page sends it."""
    return "".join(f"{name} = {json.dumps(value)}\n" for name, value in said.items()).encode()


@pytest.fixture
def kiosk(network: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kiosk:
    """A kiosk that was never told anything."""
    return Kiosk(network, tmp_path, monkeypatch)


def test_what_it_wrote_holds_from_the_first_start_on_and_is_changed_by_what_is_written_later(
    kiosk: Kiosk,
) -> None:
    assert (kiosk.start(), kiosk.address, kiosk.asked) == ("", "", [])
    assert kiosk.start(FIXED + 'station = "https://192.0.2.2:8443"\n') == ""
    assert kiosk.address == "192.0.2.10/24"
    assert kiosk.places.networkd.stat().st_mode & 0o777 == 0o644, "the service is not root"
    assert (kiosk.start(), kiosk.address) == ("", "192.0.2.10/24")
    assert (kiosk.start('ntp = "time.county.example 192.0.2.123"\n'), kiosk.address) == ("", "192.0.2.10/24")
    assert kiosk.time == "[Time]\nNTP=time.county.example 192.0.2.123\n"
    assert kiosk.asked == [("systemctl", "--no-block", "try-restart", "systemd-timesyncd.service")]
    assert (kiosk.start('address = ""\n'), kiosk.address) == ("", "")
    assert "time.county.example" in kiosk.time


def test_a_file_that_an_editor_began_with_a_sign_of_its_own_is_read_too(kiosk: Kiosk) -> None:
    assert kiosk.start("\N{BYTE ORDER MARK}" + FIXED.replace("\n", "\r\n")) == ""
    assert kiosk.address == "192.0.2.10/24"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ('address = "192.0.2.300/24"\n', "address"),
        ('gateway = "198.51.100.1"\n', "gateway"),
        ('ntp = "time\\n[Install]"\n', "ntp"),
        ("address = ", ""),
        (FIXED + f"deep = {'[' * 16_000}", ""),
        ("\N{BYTE ORDER MARK}" + "#" * 20_000 + "\n" + FIXED, ""),
    ],
)
def test_a_mistake_leaves_the_network_as_it_was(kiosk: Kiosk, said: str, why: str) -> None:
    kiosk.start(FIXED + 'ntp = "192.0.2.123"\n')
    heard = [f"“{why}” cannot be used as it was told", f"no se puede usar «{why}» como se dijo"]
    found = [line.partition(";")[0] for line in kiosk.start(said).splitlines()]
    assert found == (heard if why else [])
    assert (kiosk.address, kiosk.time) == ("192.0.2.10/24", "[Time]\nNTP=192.0.2.123\n")


def test_what_is_kept_and_cannot_be_read_any_more_connects_it_by_itself(kiosk: Kiosk) -> None:
    kiosk.start(FIXED)
    kiosk.places.kept.write_bytes(b"address = \xff")
    assert (kiosk.start(), kiosk.address) == ("", "")
    kiosk.places.kept.write_text('address = "::"\n', "ascii")
    assert (kiosk.start(), kiosk.address) == ("", "")


def test_whoever_sets_it_up_is_connected_at_once_and_hears_when_nothing_answers_to_the_cable(
    kiosk: Kiosk,
) -> None:
    kiosk.start()
    assert kiosk.says(address="", ntp="") == "ok"
    assert kiosk.asked == [], "nothing has changed: no service begins anew"
    assert kiosk.says(address="192.0.2.10/24", gateway="", dns="", ntp="192.0.2.123") == "ok"
    assert kiosk.address == "192.0.2.10/24"
    assert ("systemctl", "restart", "systemd-networkd.service") in kiosk.asked
    kiosk.online = False
    assert kiosk.says(address="192.0.2.11/24") == "away"
    assert kiosk.says(address="192.0.2.11") == "address"
    assert kiosk.address == "192.0.2.11/24"
    assert (kiosk.start(), kiosk.address) == ("", "192.0.2.11/24")


@pytest.mark.parametrize("unit", ["appear-network-asked.socket", "appear-network-asked@.service"])
def test_a_kiosk_that_is_one_of_an_office_is_not_connected_otherwise_from_its_own_screen(unit: str) -> None:
    # The manager looks: the program has no right to see into the lobby's own folder, root or not.
    said = (HOUSE / "packaging/image/root/etc/systemd/system" / unit).read_text("utf-8")
    assert "ConditionPathExists=!/var/lib/appear-lobby/lobby.toml" in said


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ("ok\n", ""),
        ("away\n", "no_network"),
        ("gateway\n", "settings"),
        ("no\n", "settings"),
        ("", "settings"),
    ],
)
def test_the_page_has_root_connect_the_kiosk_and_can_say_why_it_did_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str, why: str
) -> None:
    monkeypatch.setitem(sys.modules, "first_boot", program("first_boot"))
    first_touch, heard = program("first_touch"), []
    with socket.socket(socket.AF_UNIX) as root:
        root.bind(str(tmp_path / "asked"))
        root.listen()

        def answers() -> None:
            line, _ = root.accept()
            with line, line.makefile("rb") as told:
                heard.append(told.read())
                line.sendall(answer.encode())

        thread = threading.Thread(target=answers)
        thread.start()
        assert first_touch.connect({"address": "192.0.2.10/24"}, tmp_path / "asked") == why
        thread.join(10)
    assert heard == [b'address = "192.0.2.10/24"\n']


_IN_A_NETWORK_OF_ITS_OWN = """
mount -t tmpfs none /run/systemd
mount -t tmpfs none /var/lib
mount -t sysfs -o ro sysfs /sys
install -d -o systemd-network -g systemd-network /run/systemd/netif /run/systemd/netif/links
install -d -o nobody -m 0700 /var/lib/appear-lobby
ip link add eth7 type veth peer name far
ip link set far netns {far}
ip -n {far} link set far up
# Stands for systemd: what is to be restarted is started.
mkdir {folder}/bin
printf '#!/bin/sh\\necho "$@" >{folder}/restarted\\n' >{folder}/bin/systemctl
chmod 755 {folder}/bin/systemctl
(until [ -e {folder}/restarted ]; do sleep 0.1; done; exec {networkd}) 2>>{folder}/log &
# As its units run it: root without root's rights.
as_root() {{
  PATH={folder}/bin:$PATH setpriv --no-new-privs --bounding-set=-all {python} -P {program} "$@"
}}
as_root --asked <{folder}/fixed.toml
ip -br -4 addr show dev eth7
ip route
kill %1
rm -r /run/systemd/network
as_root {folder}/nothing.toml
cat /run/systemd/network/40-appear.network
"""


@pytest.mark.skipif(
    os.geteuid() != 0 or not _NETWORKD.exists() or shutil.which("ip") is None,
    reason="makes a network of its own, which root does, for systemd-networkd",
)
def test_systemds_own_service_gives_the_kiosk_the_address_that_was_typed(tmp_path: Path) -> None:
    far = f"ap{os.getpid()}"
    (tmp_path / "fixed.toml").write_text(FIXED, "ascii")
    words = {
        "far": far,
        "python": sys.executable,
        "program": PROGRAM,
        "folder": tmp_path,
        "networkd": _NETWORKD,
    }
    subprocess.run(["ip", "netns", "add", far], check=True)
    try:
        done = subprocess.run(
            ["unshare", "-n", "-m", "bash", "-euc", _IN_A_NETWORK_OF_ITS_OWN.format(**words)],
            capture_output=True,
            text=True,
            timeout=60,
        )
    finally:
        subprocess.run(["ip", "netns", "del", far], check=False)
    assert done.returncode == 0, done.stderr
    answer, _, rest = done.stdout.partition("\n")
    assert answer == "ok"
    now, _, later = rest.partition("[Match]")
    assert "192.0.2.10/24" in now
    assert "default via 192.0.2.1 dev eth7 proto static" in now
    assert "Address=192.0.2.10/24" in later, "at the next start too"


_ASKS_FOR_AN_ADDRESS = """
mount -t tmpfs none /run/systemd
mount -t tmpfs none /var/lib
mount -t tmpfs none /etc/systemd/network
mount -t sysfs -o ro sysfs /sys
install -d -o systemd-network -g systemd-network /run/systemd/netif /run/systemd/netif/links
install -m 644 {wired} /etc/systemd/network/
ip link add eth7 address {card} type veth peer name far
ip link set far up
{networkd} 2>{folder}/log &
{python} -c '
import socket
with socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(0x0800)) as line:
    line.bind(("far", 0))
    line.settimeout(30)
    while b"c\\x82Sc" not in (heard := line.recv(2048)):
        pass
said = heard.partition(b"c\\x82Sc")[2]
while said[0] != 61:
    said = said[2 + said[1] :]
print(said[2 : 2 + said[1]].hex(":"))
'
kill %1
"""


@pytest.mark.skipif(
    os.geteuid() != 0 or not _NETWORKD.exists() or shutil.which("ip") is None,
    reason="makes a network of its own, which root does, for systemd-networkd",
)
def test_kiosks_whose_firmware_gives_them_one_id_ask_for_an_address_of_their_own(tmp_path: Path) -> None:
    card = "02:00:5e:10:00:07"
    words = {
        "wired": HOUSE / "packaging/image/root/etc/systemd/network/50-wired.network",
        "card": card,
        "folder": tmp_path,
        "networkd": _NETWORKD,
        "python": sys.executable,
    }
    done = subprocess.run(
        ["unshare", "-n", "-m", "bash", "-euc", _ASKS_FOR_AN_ADDRESS.format(**words)],
        capture_output=True,
        text=True,
        timeout=60,
    )
    log = (tmp_path / "log").read_text("utf-8")
    assert done.stdout.strip() == f"01:{card}", done.stderr + log
    assert "nknown" not in log, log
