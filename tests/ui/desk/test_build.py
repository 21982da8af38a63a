"""The desk is joined from its settings, or says in one sentence why it cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sync.identity import Role
from sync.settings import SettingsTrouble, load_settings
from tests.sync.an_office import device, office_keys
from tests.ui.desk.hand import Hand
from ui.desk.build import DeskSettings, build_desk, serve_desk
from ui.desk.window import DeskWindow


def settings(folder: Path, **differences: object) -> DeskSettings:
    """Settings of a desk whose station does not run."""
    values: dict[str, object] = {"station": "https://127.0.0.1:9", "identity": str(folder)}
    return DeskSettings.model_validate(values | differences)


def test_a_desk_with_its_certificate_opens_on_the_sign_in_page(qtbot: QtBot, tmp_path: Path) -> None:
    identity = device(office_keys(tmp_path), tmp_path, Role.DESK, "desk-1")
    window = build_desk(settings(identity.folder, window="2", printer_folder=str(tmp_path / "papers")))
    assert isinstance(window, DeskWindow)
    hand = Hand(qtbot, window)
    window.show()
    hand.write("sign_in.name", "rivera")
    hand.write("sign_in.password", "secret words")
    hand.press("sign_in.go")
    hand.reads("sign_in.said", "The station does not answer.")
    window.close()


def test_a_desk_without_a_certificate_says_what_is_missing(tmp_path: Path) -> None:
    found = build_desk(settings(tmp_path / "nothing"))
    assert isinstance(found, str)
    assert found.startswith("This desk's certificate cannot be used (missing: ")


def test_a_language_that_nobody_speaks_here_is_named() -> None:
    found = load_settings(
        DeskSettings,
        "desk",
        None,
        {
            "APPEAR_DESK_STATION": "https://127.0.0.1:9",
            "APPEAR_DESK_IDENTITY": "desk",
            "APPEAR_DESK_LANGUAGE": "xx",
        },
    )
    assert isinstance(found, SettingsTrouble)
    assert "there is no language “xx”, only en, es" in found.sentence


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "The setting “station” is missing"),
        ('station = "http://127.0.0.1"\nidentity = "x"', "The setting “station” (from"),
        ('station = "https://127.0.0.1"\nidentity = "x"\nprinters = 1', "There is no setting “printers”"),
    ],
)
def test_wrong_settings_are_one_sentence(
    qapp: QApplication, tmp_path: Path, text: str, sentence: str
) -> None:
    file = tmp_path / "desk.toml"
    file.write_text(text, "utf-8")
    assert serve_desk(file).startswith(sentence)
