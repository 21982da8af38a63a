"""`appear id-card FILE`: one JSON object and an exit code, whatever lies in the file."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from kiosk.id_card import Why, problem_of
from tests.specimens.cards import ROWAN
from ui.commands.id_card import LARGEST, print_id_card
from ui.texts import language, languages

KEYS = (
    "first middle last suffix birth_date id_number issued expires sex height_cm street street2 city state "
    "postal_code country issuer aamva_version last_truncated"
)


def run(found: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, Any]]:
    path = tmp_path / "card.txt"
    path.write_bytes(found)
    code = print_id_card(path)
    return code, json.loads(capsys.readouterr().out)


def test_a_card_is_printed_with_every_key_in_order(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = run(ROWAN.encode(), tmp_path, capsys)
    assert code == 0
    assert " ".join(said) == KEYS
    assert said["birth_date"] == "1985-07-04"
    assert said["street2"] is None
    assert said["height_cm"] == 168
    assert said["last_truncated"] is False


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1"])
def test_utf_8_with_or_without_its_mark_and_latin_1_read_alike(
    encoding: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = run(ROWAN.replace("ASHGROVE", "NUÑEZ").encode(encoding), tmp_path, capsys)
    assert (code, said["last"]) == (0, "NUÑEZ")


@pytest.mark.parametrize("found", [b"", b"hello", b"\x00\xff" * 100, b"@\n\x1e\rANSI 636030"])
def test_what_is_no_card_is_said_in_words_with_exit_code_1(
    found: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = run(found, tmp_path, capsys)
    assert code == 1
    assert list(said) == ["why_not", "what_to_do"]
    assert all(" " in sentence and not sentence.startswith("problem.") for sentence in said.values())


def test_a_file_of_64_kib_is_read_and_one_byte_more_is_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    full = ROWAN.encode() + b"\n" * (LARGEST - len(ROWAN))
    assert run(full, tmp_path, capsys)[0] == 0
    code, said = run(full + b"\n", tmp_path, capsys)
    assert (code, said["why_not"]) == (1, "This is too long to be an ID card.")


def test_a_missing_file_and_a_folder_are_said_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in (tmp_path / "absent.txt", tmp_path):
        assert print_id_card(path) == 1
        assert json.loads(capsys.readouterr().out)["why_not"] == "The file cannot be opened."


def test_a_pipe_nobody_writes_to_and_a_device_without_end_keep_nobody_waiting(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero"), Path("/dev/null")):
        assert print_id_card(path) == 1
        assert json.loads(capsys.readouterr().out)["why_not"]


def test_every_language_says_every_reason_why_a_card_is_not_read() -> None:
    for code in languages():
        for why in Why:
            trouble = problem_of(why)
            for sentence in (trouble.what_happened, trouble.what_to_do):
                assert sentence.key in language(code).sentences
