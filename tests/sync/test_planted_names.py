"""Nothing of a person is in any file of a kiosk, after any number of check-ins, deliveries and crashes."""

from __future__ import annotations

import base64
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from sync.identity import DeviceIdentity
from sync.spool import Spool, open_spool
from sync.spool import SpoolKeys as Keys
from sync.wire import to_wire
from tests.specimens import records
from tests.sync import spool_writer
from tests.sync.an_office import MOMENT, device, office_keys
from tests.sync.planted import found_in
from tests.sync.spool_trials import CALLS, Life, kill_at_call
from tests.sync.test_spool import put

WORDS = ("Quillfeather", "Birchwood", "8165550123", "S123456789", "Juniper Bakery")


def body(count: int) -> bytes:
    """A whole check-in with every planted word in it."""
    told = records.moved_house()
    check_in = records.check_in(changes=told, check_in_id=f"c-{count}")
    signed = replace(check_in.signature, signer_name=" ".join(WORDS))
    return to_wire(replace(check_in, signature=signed))


def test_the_words_are_in_what_is_sealed() -> None:
    assert all(word.encode() in body(1) for word in WORDS)


def test_no_planted_word_is_in_any_file_of_a_kiosk(tmp_path: Path) -> None:
    keys = office_keys(tmp_path)
    kiosk = device(keys, tmp_path)
    assert isinstance(kiosk, DeviceIdentity)
    sealing = Keys(kiosk.name, kiosk.signing_key(), kiosk.station_key())
    spool = open_spool(kiosk.folder / "spool.sqlite", sealing)
    assert isinstance(spool, Spool)
    for count in range(120):
        number = put(spool, f"c-{count}", body(count))
        if count % 3 == 0:
            spool.forget(number)
        elif count % 3 == 1:
            spool.park(number, "id_with_other_body")
        spool.next_ticket(MOMENT.date(), "A")
    assert (kiosk.folder / "spool.sqlite").stat().st_size > 100_000
    assert found_in(kiosk.folder, WORDS) == []


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_no_planted_word_is_in_a_kiosks_files_after_kills_in_the_middle_of_writing(tmp_path: Path) -> None:
    life = Life(tmp_path / "life")
    kill_at_call(life, "honest", "unlink", 10_000, items=1)
    journals = 0
    for call in CALLS:
        kill_at_call(life, "honest", call, 5)
        journals += (life.folder / "kiosk" / "spool.sqlite-journal").exists()
        assert found_in(life.folder / "kiosk", spool_writer.PLANTED) == []
    assert journals, "no kill left a journal, so none was searched"


@pytest.mark.parametrize(
    "left",
    [
        lambda word: word.encode(),
        lambda word: word.upper().encode(),
        lambda word: word.encode("utf-16-le"),
        lambda word: word.upper().encode("utf-16-be"),
        lambda word: word.encode().hex().encode(),
        lambda word: base64.b64encode(word.encode()),
        lambda word: base64.b64encode(b"x" + word.encode() + b"y"),
        lambda word: base64.b64encode(b"xx" + word.encode()),
    ],
)
def test_a_word_left_in_any_form_is_found(tmp_path: Path, left: object) -> None:
    assert callable(left)
    for word in WORDS:
        (tmp_path / "deep").mkdir(exist_ok=True)
        (tmp_path / "deep" / "file").write_bytes(b"\x00\xff" * 50 + left(word) + b"\x00" * 50)
        assert [hit for hit in found_in(tmp_path, WORDS) if word in hit]


def test_a_kiosk_that_wrote_plain_text_would_be_found(tmp_path: Path) -> None:
    (tmp_path / "spool.sqlite").write_bytes(body(1))
    assert {hit.split(": ")[1].split(" as ")[0] for hit in found_in(tmp_path, WORDS)} == set(WORDS)
