"""The settings files that packages bring say what the program believes, name by name."""

from __future__ import annotations

import re
import tomllib
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from sync.settings import Settings, load_settings
from sync.station.settings import StationSettings
from tests.packages.parts import NAMES, SETTINGS
from ui.desk.build import DeskSettings
from ui.lobby.settings import LobbySettings

KINDS: dict[str, type[Settings]] = {
    "desk": DeskSettings,
    "lobby": LobbySettings,
    "station": StationSettings,
}
OF_A_PACKAGE = {
    "desk": {"identity"},
    "lobby": {"identity", "spool", "camera"},
    "station": {"folder", "host", "enrolment_port", "registry_identity"},
}
"""What a package decides otherwise than the program by itself, or for it."""


def written(text: str, mark: str) -> dict[str, Any]:
    """The settings on lines that begin with ``mark``, as TOML; ``unset`` is None."""
    lines = re.findall(rf"^{re.escape(mark)}([a-z_]+ = .*)$", text, re.MULTILINE)
    unset = [line.split(" = ")[0] for line in lines if line.endswith(" = unset")]
    told = tomllib.loads("\n".join(line for line in lines if not line.endswith(" = unset")))
    assert len(told) + len(unset) == len(lines)
    return told | dict.fromkeys(unset)


def defaults(kind: type[Settings]) -> dict[str, Any]:
    """What holds when nothing is said; settings without a default are not in it."""
    fields = kind.model_fields.items()
    return {
        name: field.get_default(call_default_factory=True)
        for name, field in fields
        if not field.is_required()
    }


@pytest.mark.parametrize("name", NAMES)
def test_every_setting_stands_in_the_file_once_and_nothing_else(name: str) -> None:
    text = SETTINGS[name].read_text("utf-8")
    told = [list(written(text, mark)) for mark in ("", "# ", "#! ")]
    assert sorted(chain.from_iterable(told)) == sorted(KINDS[name].model_fields)
    assert set(told[0]) == OF_A_PACKAGE[name]


@pytest.mark.parametrize("name", NAMES)
def test_what_a_file_shows_as_the_default_is_the_default(name: str) -> None:
    text = SETTINGS[name].read_text("utf-8")
    must = written(text, "#! ")
    shown = {key: value for key, value in written(text, "# ").items() if value is not None}
    believed = KINDS[name].model_validate(must | written(text, "") | shown).model_dump()
    for key, value in written(text, "# ").items():
        assert believed[key] == defaults(KINDS[name])[key], key
        assert value is not None or believed[key] is None, key


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_taken_once_what_must_be_said_is_said(name: str, tmp_path: Path) -> None:
    text = SETTINGS[name].read_text("utf-8")
    file = tmp_path / "said.toml"
    file.write_text(re.sub(r"^#! ", "", text, flags=re.MULTILINE), "utf-8")
    assert isinstance(load_settings(KINDS[name], name, file, {}), KINDS[name])


@pytest.mark.parametrize("name", NAMES)
def test_a_file_as_it_is_brought_is_refused_for_what_must_be_said(name: str) -> None:
    refused = load_settings(KINDS[name], name, SETTINGS[name], {})
    assert "is missing" in getattr(refused, "sentence", "")


def test_a_default_that_drifted_is_noticed() -> None:
    assert written('# port = 8443\n# a sentence = with a sign\n#! office = "x"\n# forms = unset\n', "# ") == {
        "port": 8443,
        "forms": None,
    }
