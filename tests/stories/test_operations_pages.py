"""What the pages for technicians say is so: their commands are typed, in order, in an office of their own."""

from __future__ import annotations

import ast
import re
import shlex
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sync.settings import Settings
from sync.station.settings import StationSettings
from tests.house.sources import ROOMS, called, nodes, none_of, sources
from tests.postgres import a_postgres
from tests.programs import HeldPort, Program
from tests.shared import HOUSE
from tests.stories.operations import IN_ORDER, NOT_RUN_HERE, PAGES, Box, boxes, fits, why_not_run
from tests.sync.station.test_kiosk_versions import brought
from ui.cli import app
from ui.desk.build import DeskSettings
from ui.lobby.settings import LobbySettings
from ui.texts import language

PASSWORD = "a long enough password"
PHRASE = "four grey herons by the river"
DOORS: Mapping[str, tuple[type[Settings], Mapping[str, str]]] = {
    "station": (StationSettings, {"office": "Example", "disclosure": "blind"}),
    "lobby": (LobbySettings, {"station": "https://127.0.0.1:1", "identity": "i", "spool": "s"}),
    "desk": (DeskSettings, {"station": "https://127.0.0.1:1", "identity": "i"}),
}
ASKED = re.compile(r"^(Password|Passphrase|Repeat for confirmation|Code): .*\n", re.MULTILINE)
"""What a command asks before it answers."""
PEOPLE = "Name,Date of birth\nSYNTHETIC Person,1980-02-03\n"


class TypedOffice:
    """A station that serves, and whoever types on it, on a kiosk and on a desk."""

    def __init__(self, place: Path, database: str) -> None:
        self.place, self.database = place, database
        self.ports = HeldPort(), HeldPort()
        self.code = ""
        for machine in ("station", "lobby", "spare", "desk", "restored", "moved"):
            (place / machine).mkdir()
        (place / "people.csv").write_text(PEOPLE, "utf-8")
        brought(place / "appear-update")
        serves = f"port = {self.ports[0].number}\nenrolment_port = {self.ports[1].number}\n"
        self._write("station", serves)
        self._write("restored", "")
        self._write("moved", f'store = "{database}"\n', "station")
        for door in ("lobby", "spare", "desk"):
            here = place / door
            told = f'station = "https://127.0.0.1:{self.ports[0].number}"\nidentity = "{here / "identity"}"\n'
            more = f'spool = "{here / "spool"}"\ncamera = "{here / "none"}"\n' if door != "desk" else ""
            (place / f"{door}.toml").write_text(told + more, "utf-8")
        config = str(place / "station.toml")
        self.station = Program(("station", "--config", config), place / "log", port=self.ports[0].number)

    def _write(self, name: str, more: str, folder: str = "") -> None:
        told = f'office = "Example County"\nfolder = "{self.place / (folder or name)}"\n{more}'
        (self.place / f"{name}.toml").write_text(f'disclosure = "own-record"\n{told}', "utf-8")

    def here(self, command: str, machine: str = "") -> str:
        """The command with this office's addresses and that machine's folders in the place of the page's."""
        put = {
            "https://station.county.example:8444": f"https://127.0.0.1:{self.ports[1].number}",
            "/var/lib/appear-lobby": str(self.place / ("spare" if machine == "spare" else "lobby")),
            "/var/lib/appear-desk": str(self.place / "desk"),
            "/var/backups/appear-station": str(self.place),
            "/media/stick": str(self.place),
            "postgresql+psycopg://appear:PASSWORD@localhost/appear": self.database,
        }
        for page, ours in put.items():
            command = command.replace(page, ours)
        return command

    def typed(self, command: str, machine: str) -> tuple[int, str]:
        """How a command ends there, and all it says, with what somebody answers when it asks."""
        words = shlex.split(self.here(command, machine))
        assert words[0] == "appear", command
        asked = {
            "enrol": f"{self.code}\n",
            "add-officer": f"{PASSWORD}\n{PASSWORD}\n",
            "store": f"{PHRASE}\n" * 2,
        }
        config = {"kiosk": "lobby", "refuses": "station"}.get(machine, machine)
        variables = {"APPEAR_CONFIG": str(self.place / f"{config}.toml")}
        ended = CliRunner().invoke(app, words[1:], input=asked.get(words[1], ""), env=variables)
        assert ended.exception is None or isinstance(ended.exception, SystemExit), ended.exception
        if words[1:3] == ["device", "code"]:
            self.code = ended.output.strip()
        return ended.exit_code, ASKED.sub("", ended.output).replace(str(self.place), "/PLACE")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TypedOffice]:
    """An office in a folder of its own, which is where commands are typed."""
    monkeypatch.chdir(tmp_path)
    with a_postgres() as server:
        made = TypedOffice(tmp_path, server.make("appear"))
        try:
            yield made
        finally:
            made.station.kill()
            for port in made.ports:
                port.close()


MAY_FAIL = {"appear doctor", "appear roster import people.csv"}
"""Ends with 1 when something needs a hand, which on a machine without camera something does."""


def machine_of(box: Box) -> str:
    """On which machine a box is typed."""
    return next((other for other in ("restored", "moved", "spare") if other in box.told), box.told[0])


@pytest.mark.slow
def test_every_command_of_the_pages_does_what_the_page_says(office: TypedOffice) -> None:
    typed = 0
    for page in IN_ORDER:
        said = ""
        for box in boxes(page):
            if box.kind == "text":
                assert fits(office.here(box.text).replace(str(office.place), "/PLACE"), said), (
                    page,
                    box.text,
                    said,
                )
            elif box.runs:
                said = ""
                for command in box.text.splitlines():
                    code, told = office.typed(command, machine_of(box))
                    refuses = "refuses" in box.told or command in MAY_FAIL
                    assert code == 0 or refuses, f"{page}: {command}: {code}: {told}"
                    assert "Traceback" not in told
                    said, typed = said + told, typed + 1
            elif re.search(r"systemctl (enable --now|start) appear-station\n", box.text):
                office.station.start()
            elif "systemctl stop appear-station\n" in box.text:
                office.station.stop()
    assert typed >= 25


def every_page() -> list[str]:
    return sorted(page.stem for page in PAGES.glob("*.md"))


def test_every_box_is_run_or_says_why_not() -> None:
    for page in every_page():
        for box in boxes(page):
            assert box.kind in {"sh", "toml", "text"}, (page, box.kind)
            assert page in IN_ORDER or box.kind != "sh", f"{page} has commands that no test types"
            if box.kind == "sh" and not box.runs:
                none_of(f"{page}: {line}" for line in box.text.splitlines() if not why_not_run(line))


def test_a_kiosk_is_enrolled_where_its_settings_look_for_it() -> None:
    packaged = tomllib.loads((HOUSE / "packaging/deb/lobby/files/etc/appear/lobby.toml").read_text("utf-8"))
    enrolled = {
        command.split()[3]
        for page in every_page()
        for box in boxes(page)
        if box.kind == "sh" and box.told[0] == "kiosk"
        for command in box.text.splitlines()
        if command.startswith("appear enrol ")
    }
    assert enrolled == {packaged["identity"]}


def test_no_command_takes_the_next_one_for_what_it_asks() -> None:
    for page in every_page():
        for box in boxes(page):
            if box.kind == "sh" and "/dev/stdin" in box.text:
                assert len(box.text.splitlines()) == 1, (page, box.text)
                assert "|" in box.text


def test_every_reason_is_needed() -> None:
    unrun = {
        line
        for page in every_page()
        for box in boxes(page)
        if box.kind == "sh"
        for line in box.text.splitlines()
    }
    assert {
        pattern for pattern in NOT_RUN_HERE if not any(re.fullmatch(pattern, line) for line in unrun)
    } == set()


def test_settings_in_the_pages_are_settings() -> None:
    seen = 0
    for page in every_page():
        for box in boxes(page):
            if box.kind == "toml":
                kind, must = DOORS[box.told[0]]
                kind.model_validate(dict(must) | tomllib.loads(box.text))
                seen += 1
    assert seen >= 4


def test_a_page_that_promises_something_else_is_noticed() -> None:
    typed = "1. Do:\n\n   ```sh station\n   appear audit verify\n   ```\n"
    page = f"{typed}\n   ```text\n   The log is …: 3 lines\n   ```\n"
    command, promised = boxes("x", page)
    assert (command.runs, command.text) == (True, "appear audit verify\n")
    assert fits(promised.text, "The log is whole: 3 lines\n")
    assert not fits(promised.text, "The log is whole: 4 lines\n")
    assert why_not_run("rm -rf /") == ""


# --- alarms and events -------------------------------------------------------------------------------------

WELL = {"desk.kiosk.well", "desk.kiosk.waiting", "desk.delivery.all_told", "desk.delivery.some_waiting"}
HEALTH = {"some_waiting", "some_due_soon", "some_parked", "some_late", "all_told"}


def shown(sentence: str) -> str:
    """A sentence of the catalogue as the page writes it: ``…`` for what differs."""
    return re.sub(r"\{\w+\}", "…", sentence)


def test_every_alarm_a_desk_can_show_is_explained() -> None:
    page = (PAGES / "alarms.md").read_text("utf-8")
    catalogue = language("en").sentences
    alarms = {key for key in catalogue if key.startswith("desk.alarm.")}
    headings = set(re.findall(r"^### (.*)$", page, re.MULTILINE))
    assert headings == {str(catalogue[key]) for key in alarms}
    assert all(f"`{key.rpartition('.')[2]}`" in page for key in alarms)
    states = {key for key in catalogue if re.fullmatch(r"desk\.kiosk\.\w+", key)}
    states |= {f"desk.delivery.{name}" for name in HEALTH}
    cells = {
        cell.strip().strip("`")
        for line in page.splitlines()
        if line.startswith("|")
        for cell in line.split("|")
    }
    assert {shown(str(catalogue[key])) for key in states - WELL} - cells == set()
    assert states >= WELL


def test_every_alarm_the_station_can_raise_has_words() -> None:
    text = "".join(file.text for file in sources("sync/station"))
    raised = set(re.findall(r'\(\*alarms, "(\w+)"\)', text))
    own = "audit_failing|audit_broken|registry_newer|registry_unconfirmed|record_unreadable|work_failing"
    raised |= set(re.findall(rf'"({own})"', text))
    assert raised == {
        key.rpartition(".")[2] for key in language("en").sentences if key.startswith("desk.alarm.")
    }


def test_every_trouble_a_doctor_finds_is_explained() -> None:
    page = (PAGES / "alarms.md").read_text("utf-8")
    catalogue = language("en").sentences
    asked = (*sources("ui/commands"), *sources("devices/camera"))
    doctor = "".join(file.text for file in asked if file.path.endswith(("doctor.py", "source.py")))
    codes = set(re.findall(r'problem\("(\w+)"', doctor))
    assert {"camera_gives_nothing", "disk_nearly_full"} <= codes
    assert {code for code in codes if f"| `{code}` |" not in page} == set()
    printers = {key for key in catalogue if re.fullmatch(r"problem\.printer_\w+\.happened", key)}
    assert {str(catalogue[key]) for key in printers if str(catalogue[key]) not in page} == set()


def events() -> set[str]:
    """The names of all events that our programs write into the developer log."""
    levels = ("debug", "info", "warning", "error", "critical", "exception")
    found = set()
    for file in sources(*ROOMS):
        for node in nodes(file):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in levels
            ):
                who = called(node) if isinstance(node.func.value, ast.Name) else ast.unparse(node.func.value)
                first = node.args[0] if node.args else None
                if "log" in who and isinstance(first, ast.Constant):
                    found.add(str(first.value))
    return found


def test_every_event_in_the_log_is_explained_and_no_other() -> None:
    lines = (PAGES / "watching.md").read_text("utf-8").splitlines()
    table = [line.split("|")[1] for line in lines if re.match(r"\| `\w+`", line) and "appear_" not in line]
    told = {name for cell in table for name in re.findall(r"`(\w+)`", cell)}
    assert {"audit_failing", "ticket_not_printed"} <= events()
    assert told == events()


def test_every_figure_has_a_name_that_the_pages_use() -> None:
    pages = "".join((PAGES / f"{page}.md").read_text("utf-8") for page in every_page())
    source = next(file.text for file in sources("sync/station") if file.path.endswith("metrics.py"))
    figures = {f"appear_{name}" for name in re.findall(r'\("(\w+)", (?:""|label|f)', source)}
    assert len(figures) > 10
    assert set(re.findall(r"\b(appear_[a-z_]+)\b", pages)) <= figures
