"""Missing or wrong settings of any door end in one clear sentence and exit 2, never in a traceback."""

from __future__ import annotations

import socket
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from tests.programs import HOST, Program, listens
from tests.stories.office import Office, write_settings
from ui.cli import app
from ui.demo.office import DemoOffice

pytestmark = pytest.mark.slow
Good = Mapping[str, dict[str, Any]]

ARGUMENTS: Mapping[str, tuple[str, ...]] = {
    "registry": (),
    "station": (),
    "lobby": (),
    "desk": (),
    "add-officer": ("diaz", "R. Diaz"),
    "release-officer": ("diaz",),
    "public-list": ("list.csv",),
    "metrics": (),
    "read-card": ("card.png",),
}
"""Every command that reads settings and cannot do without, and what else it is told."""
EXAMINES = {"doctor"}
"""Reads settings to say what is wrong with them; it has its own tests."""
WITHOUT: Mapping[str, tuple[str, ...]] = {
    "station": ("office", "disclosure"),
    "lobby": ("station", "identity", "spool"),
    "desk": ("station", "identity"),
}
"""What each door must be told."""
Wrong = tuple[tuple[str, Mapping[str, Any]], ...]
NOT_UNDERSTOOD: Wrong = (
    ("registry", {"port": "many"}),
    ("registry", {"port": 99_999}),
    ("station", {"port": -1}),
    ("station", {"disclosure": "everything"}),
    ("station", {"zone": "Mars/Olympus"}),
    ("station", {"registry": "plain words"}),
    ("station", {"hold_seconds": "a while"}),
    ("station", {"law_modes": "strict"}),
    ("lobby", {"station": "127.0.0.1:8443"}),
    ("lobby", {"letter": "AA"}),
    ("lobby", {"printer": "the one in the corner"}),
    ("lobby", {"idle_seconds": 0}),
    ("desk", {"station": "the one next door"}),
    ("desk", {"language": "tlh"}),
    ("desk", {"printer": "the one in the corner"}),
    ("add-officer", {"port": "many"}),
)
OF_NO_USE: Wrong = (
    ("registry", {"folder": "/dev/null/keys"}),
    ("registry", {"host": "203.0.113.7"}),
    ("station", {"store": "mysql://somewhere"}),
    ("station", {"folder": "/dev/null/station"}),
    ("station", {"registry_identity": "/dev/null/nothing"}),
    ("station", {"host": "203.0.113.7"}),
    ("lobby", {"camera": "the one above the door"}),
    ("lobby", {"identity": "/dev/null/identity"}),
    ("lobby", {"spool": "/dev/null/spool"}),
    ("lobby", {"zone": "Mars/Olympus"}),
    ("desk", {"identity": "/dev/null/identity"}),
    ("add-officer", {"store": "mysql://somewhere"}),
)


@pytest.fixture(scope="module")
def good(office_template: DemoOffice, tmp_path_factory: pytest.TempPathFactory) -> Good:
    """The good settings of every door, in an office of this module's own."""
    with Office(office_template, tmp_path_factory.mktemp("doors") / "office") as office:
        found = {
            door: tomllib.loads(getattr(office.demo, f"{door}_config").read_text("utf-8"))
            for door in ("registry", "station", "lobby", "desk")
        }
    found["lobby"]["camera"] = "http://127.0.0.1:9/"
    found["add-officer"] = found["release-officer"] = found["public-list"] = found["metrics"] = found[
        "station"
    ]
    found["read-card"] = found["lobby"]
    return found


def refusal(door: str, config: Path, **variables: str) -> str:
    """The one sentence that the door refuses its settings with, in this process; it must end with exit 2."""
    arguments = [door, *ARGUMENTS[door], "--config", str(config)]
    with pytest.MonkeyPatch.context() as patch:
        for name, value in variables.items():
            patch.setenv(name, value)
        ended = CliRunner().invoke(app, arguments)
    assert ended.exit_code == 2, (ended.exit_code, ended.output, ended.exception)
    return the_sentence(ended.output)


def refusal_apart(door: str, config: Path) -> str:
    """The same from a program of its own, for settings that are only found wrong when they are used."""
    log = config.with_suffix(".said")
    program = Program((door, *ARGUMENTS[door], "--config", str(config)), log, warm=True)
    program.start()
    code = program.ended(60)
    program.kill()
    said = log.read_text("utf-8")
    assert code == 2, (code, said)
    return the_sentence(said)


def the_sentence(said: str) -> str:
    """What a door said last, which must be one sentence and no traceback."""
    assert "Traceback" not in said
    lines = said.splitlines()
    sentences = [line.removeprefix("appear: ") for line in lines if line.startswith("appear: ")]
    assert len(sentences) == 1, said
    assert lines[-1] == f"appear: {sentences[0]}", said
    assert sentences[0].endswith("."), sentences
    return sentences[0]


def test_every_door_that_reads_settings_is_here() -> None:
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    reading = {
        name for name, command in commands.items() if any(one.name == "config" for one in command.params)
    }
    assert reading - EXAMINES == set(ARGUMENTS)


@pytest.mark.parametrize("door", ARGUMENTS)
def test_a_file_that_is_not_there_is_not_toml_or_names_no_setting_is_told(
    door: str, good: Good, tmp_path: Path
) -> None:
    nowhere, nonsense, green = (tmp_path / f"{name}.toml" for name in ("nowhere", "nonsense", "green"))
    assert str(nowhere) in refusal(door, nowhere)
    nonsense.write_text("port = = 1\n", "utf-8")
    assert "is not TOML" in refusal(door, nonsense)
    write_settings(green, good[door] | {"colour": "green"})
    assert "no setting “colour”" in refusal(door, green)


@pytest.mark.parametrize(("door", "key"), [(door, key) for door, keys in WITHOUT.items() for key in keys])
def test_a_setting_that_must_be_given_is_asked_for_by_name(
    door: str, key: str, good: Good, tmp_path: Path
) -> None:
    config = tmp_path / "door.toml"
    write_settings(config, {name: value for name, value in good[door].items() if name != key})
    assert f"“{key}” is missing" in refusal(door, config)


@pytest.mark.parametrize(("door", "wrong"), NOT_UNDERSTOOD)
def test_a_setting_that_is_not_understood_is_refused(
    door: str, wrong: Mapping[str, Any], good: Good, tmp_path: Path
) -> None:
    config = tmp_path / "door.toml"
    write_settings(config, good[door] | dict(wrong))
    (key,) = wrong
    assert f"“{key}” (from {config} or APPEAR_" in refusal(door, config)


@pytest.mark.parametrize(("door", "wrong"), OF_NO_USE)
def test_a_setting_that_is_of_no_use_here_is_refused(
    door: str, wrong: Mapping[str, Any], good: Good, tmp_path: Path
) -> None:
    config = tmp_path / "door.toml"
    write_settings(config, good[door] | dict(wrong))
    assert refusal_apart(door, config)


@pytest.mark.parametrize("door", ["registry", "station"])
def test_a_port_that_is_taken_is_named(door: str, good: Good, tmp_path: Path) -> None:
    with socket.create_server((HOST, 0)) as other:
        port = other.getsockname()[1]
        config = tmp_path / "door.toml"
        write_settings(config, good[door] | {"port": port})
        assert str(port) in refusal_apart(door, config)
        assert listens(port)


def test_a_wrong_setting_from_the_environment_is_named_by_its_variable(good: Good, tmp_path: Path) -> None:
    config = tmp_path / "door.toml"
    write_settings(config, good["station"])
    said = refusal("station", config, APPEAR_STATION_PORT="the usual one")
    assert "APPEAR_STATION_PORT" in said
