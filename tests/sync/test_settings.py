"""Missing or wrong settings give one clear sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from sync.settings import Settings, SettingsTrouble, load_settings


class Door(Settings):
    port: int
    name: str = "door"
    signing_secret: str = ""


def load(tmp_path: Path, toml: str, **environment: str) -> Door | SettingsTrouble:
    file = tmp_path / "door.toml"
    file.write_text(toml, "utf-8")
    return load_settings(Door, "door", file, environment)


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    assert load(tmp_path, "port = 1", APPEAR_DOOR_PORT="2", APPEAR_OTHER_PORT="3") == Door(port=2)


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ("port = 1\nprot = 2", "There is no setting “prot”"),
        ("", "The setting “port” is missing"),
        ("port = 'x'", "The setting “port” (from"),
        ("port = ", "is not TOML"),
    ],
)
def test_a_wrong_file_gives_one_clear_sentence(tmp_path: Path, toml: str, says: str) -> None:
    trouble = load(tmp_path, toml)
    assert isinstance(trouble, SettingsTrouble)
    assert says in trouble.sentence
    assert "\n" not in trouble.sentence.strip()


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    trouble = load_settings(Door, "door", tmp_path / "none.toml", {})
    assert isinstance(trouble, SettingsTrouble)
    assert "none.toml" in trouble.sentence


def test_without_a_file_the_variable_to_set_is_named() -> None:
    trouble = load_settings(Door, "door", None, {})
    assert isinstance(trouble, SettingsTrouble)
    assert "APPEAR_DOOR_PORT" in trouble.sentence


def test_an_address_is_shown_without_who_signs_in_there() -> None:
    for held in (
        "postgresql+psycopg://appear:hush@db.example/appear",
        "postgresql://db.example/a?password=hush",
    ):
        shown = Door(port=1, name=held).shown()["name"]
        assert "hush" not in shown
        assert "db.example" in shown
    assert Door(port=1, name="sqlite:///station.sqlite").shown()["name"] == "sqlite:///station.sqlite"
    assert Door(port=1, name="postgresql://[hush").shown()["name"] == "set"


def test_secrets_are_not_shown() -> None:
    shown = Door(port=1, signing_secret="hush").shown()
    assert shown == {"port": "1", "name": "door", "signing_secret": "set"}
