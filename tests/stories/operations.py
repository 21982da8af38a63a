"""The pages for technicians as tests read them: their boxes, and why some commands are not run here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.shared import HOUSE

PAGES = HOUSE / "docs" / "operations"
IN_ORDER = (
    "install",
    "enrol",
    "hardware",
    "update",
    "watching",
    "certificates",
    "registry",
    "backup",
    "postgresql",
    "replace-a-kiosk",
)
"""Pages with commands, as an office meets them."""
NOT_RUN_HERE = {
    r"apt install \./appear-(station|desk|lobby)_[\d.]+_amd64\.deb": "installs a package: make debs-test",
    r"systemctl (enable --now|start|stop|status) appear-(station|lobby)": "needs systemd: make debs-test",
    r"systemctl (enable --now|start) appear-station-backup\.(timer|service)": "needs systemd: make debs-test",
    r"systemctl edit appear-station": "opens an editor",
    r"systemd-ask-password .* /etc/appear/backup-passphrase": "writes into /etc: make debs-test",
    r"cat /etc/appear/backup-passphrase": "shows what was written there: make debs-test",
    r"ls -l /var/backups/appear-station": "shows what only that service made: make debs-test",
    r"install -d -m 0700 -o clerk /var/lib/appear-desk": "gives a folder to an account of that PC",
    r"sudo -u postgres create(user|db) .*": "needs the PostgreSQL of a server; the test has its own, empty",
    r"journalctl -u appear-station --since today": "needs systemd's journal",
    r"appear doctor camera": "watches a real camera for half a minute",
}
"""Commands by pattern, and the reason."""
BOX = re.compile(r"^( *)```(\S+)(?: ([^\n]*))?\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Box:
    """One fenced box: what it is, on which machine, and its lines without their indent."""

    page: str
    kind: str
    told: tuple[str, ...]
    text: str

    @property
    def runs(self) -> bool:
        """Whether these are commands that a test runs."""
        return self.kind == "sh" and not {"root", "hardware"} & set(self.told)


def boxes(page: str, text: str | None = None) -> Iterator[Box]:
    """The boxes of a page in order."""
    text = Path(PAGES / f"{page}.md").read_text("utf-8") if text is None else text
    for indent, kind, told, inside in BOX.findall(text):
        lines = [line.removeprefix(indent) for line in inside.splitlines()]
        yield Box(page, kind, tuple(told.split()), "\n".join(lines) + "\n")


def fits(promised: str, said: str) -> bool:
    """Whether what a command said is what the page promises; ``…`` stands for whatever differs each time."""
    pattern = ".*?".join(re.escape(part) for part in promised.strip().split("…"))
    return re.fullmatch(pattern, said.strip(), re.DOTALL) is not None


def why_not_run(command: str) -> str:
    """The reason why a command is not run by a test; empty when there is none."""
    return next((why for pattern, why in NOT_RUN_HERE.items() if re.fullmatch(pattern, command)), "")
