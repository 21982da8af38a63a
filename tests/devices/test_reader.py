"""The reader over played pictures and over the whole loopback camera; agreement; stills; the command."""

from __future__ import annotations

import itertools
import json
import os
import re
import struct
import subprocess
import sys
import threading
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st

from devices.barcode.agreement import Agreement, Pattern, Said
from devices.barcode.reader import Reader
from devices.barcode.sight import Sight
from devices.barcode.still import read_still
from devices.camera.card_back import card_back
from devices.camera.played import PlayedCamera
from devices.camera.simulated import SimulatedCard
from devices.camera.webcam import Webcam
from devices.ports import Picture, Read, Reading, SourceStatus, StatusChanged, Symbology
from tests.devices.payload_source_contract import PayloadSourceContract, World
from tests.specimens.cards import JUNIPER, ROWAN
from tests.waiting import until
from ui.commands.read_card import read_cards


def picture_of(payload: str) -> Picture:
    card = card_back(payload)
    small = cv2.resize(card, (900, 900 * card.shape[0] // card.shape[1]), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.copyMakeBorder(small, 40, 40, 60, 60, cv2.BORDER_CONSTANT, value=(120,)), np.uint8)


_FRAMES = itertools.count()


def said(text: str, symbology: Symbology = Symbology.PDF417, *frames: int) -> Said:
    """A text from the given frames; from a frame of its own when none is given."""
    return Said(text, symbology, frozenset(frames or (next(_FRAMES) + 1000,)))


@dataclass
class _OverPlayedCamera:
    camera: PlayedCamera
    source: Reader
    now: list[float]
    pictures: dict[str, Picture] = field(default_factory=dict)

    def present(self, payload: str) -> None:
        self.now[0] += 0.1
        self.camera.show(self.pictures.setdefault(payload, picture_of(payload)))

    def take_away(self) -> None:
        self.now[0] += 5.0
        self.camera.show(np.full((100, 100), 90, np.uint8))


class TestReaderOverPlayedPictures(PayloadSourceContract):
    @pytest.fixture
    def world(self) -> Iterator[World]:
        now = [0.0]
        camera = PlayedCamera(clock=lambda: now[0])
        reader = Reader(camera)
        yield _OverPlayedCamera(camera, reader, now)
        reader.stop()


@pytest.fixture
def card() -> Iterator[SimulatedCard]:
    card = SimulatedCard()
    yield card
    card.close()


def test_a_card_held_to_the_simulated_camera_is_read_and_unplugging_is_told(card: SimulatedCard) -> None:
    told: list[Reading] = []
    reader = Reader(Webcam(card.source))
    reader.start(told.append)
    card.hold(ROWAN)
    until(lambda: Read(ROWAN, Symbology.PDF417) in told, what="the card")
    card.drop()
    until(lambda: StatusChanged(SourceStatus.LOST) in told, within=4.0, what="LOST")
    told.clear()
    card.resume()
    card.hold(JUNIPER)
    until(
        lambda: Read(JUNIPER, Symbology.PDF417) in told, within=5.0, what="the next card after the unplugging"
    )
    assert told[0] == StatusChanged(SourceStatus.LIVE)
    reader.stop()


def test_the_reader_looks_at_the_newest_frame_and_never_at_those_it_missed() -> None:
    now = [0.0]
    camera = PlayedCamera(clock=lambda: now[0])
    reader = Reader(camera)
    told: list[Reading] = []
    entered, release = threading.Event(), threading.Event()

    def hold_up(reading: Reading) -> None:
        told.append(reading)
        if isinstance(reading, Read):
            entered.set()
            release.wait(5)

    reader.start(hold_up)

    def shown() -> bool:
        now[0] += 0.1
        camera.show(picture_of(ROWAN))
        return entered.is_set()

    until(shown)
    for _ in range(50):  # all of these come while the reader is busy
        now[0] += 0.01
        camera.show(picture_of(JUNIPER))
    camera.show(np.full((80, 80), 128, np.uint8))
    release.set()
    frames_left = camera.newest()
    assert frames_left is not None
    until(lambda: threading.active_count() and camera.newest(frames_left.number) is None)
    reader.stop()
    assert [reading for reading in told if isinstance(reading, Read)] == [Read(ROWAN, Symbology.PDF417)]


def test_one_frame_alone_is_never_believed() -> None:
    agreement = Agreement()
    card = Symbology.PDF417
    assert agreement.hear([said(ROWAN, card, 1), said(ROWAN, card, 1)], 1.0) is None
    assert agreement.hear([said(ROWAN, card, 2)], 1.1) == Read(ROWAN, card)


def test_sums_of_frames_agree_only_when_they_share_none() -> None:
    agreement = Agreement()
    card = Symbology.PDF417
    assert agreement.hear([said(ROWAN, card, 1, 3)], 1.0) is None
    assert agreement.hear([said(ROWAN, card, 3, 5)], 1.1) is None
    assert agreement.hear([said(ROWAN, card, 5, 1)], 1.2) is None
    assert agreement.hear([said(ROWAN, card, 2, 4)], 1.3) == Read(ROWAN, card)


def test_two_frames_that_differ_in_one_character_do_not_agree() -> None:
    agreement = Agreement()
    assert agreement.hear([said(ROWAN)], 1.0) is None
    assert agreement.hear([said(ROWAN.replace("ANSI", "AVDI"))], 1.1) is None
    assert agreement.hear([said(ROWAN.replace("S123456789", "S123456788"))], 1.2) is None


def test_frames_too_far_apart_do_not_agree() -> None:
    agreement = Agreement()
    assert agreement.hear([said(ROWAN)], 1.0) is None
    assert agreement.hear([said(ROWAN)], 3.5) is None


def test_a_slow_machine_may_take_longer_between_two_frames_and_still_tells_a_card_once() -> None:
    agreement = Agreement(memory_s=8.0)
    told = [when for when in range(0, 30, 5) if agreement.hear([said(ROWAN)], when) is not None]
    assert told == [5]


def test_a_slow_machine_forgets_too() -> None:
    agreement = Agreement(memory_s=8.0)
    assert [agreement.hear([said(ROWAN)], when) for when in (0.0, 8.5, 17.0)] == [None] * 3


def test_a_card_held_on_is_told_once_and_a_card_that_comes_back_is_told_again() -> None:
    agreement = Agreement()
    times = [n / 10 for n in range(100)] + [20.0, 20.1, 20.2]
    told = [when for when in times if agreement.hear([said(ROWAN)], when) is not None]
    assert told == [0.1, 20.1]


def test_a_text_that_breaks_the_grammar_of_cards_is_never_believed() -> None:
    agreement = Agreement()
    for n in range(20):
        assert agreement.hear([said("@\n\x1e\rANSI 636030090001DL00310300DLDAQ")], n / 10) is None


def test_other_codes_count_only_when_the_office_uses_them_and_no_card_is_in_view() -> None:
    mine = Pattern(Symbology.CODE_128, re.compile(r"REG-\d{6}"))
    agreement = Agreement([mine])

    def code(text: str) -> Said:
        return said(text, Symbology.CODE_128)

    assert all(agreement.hear([code("0123456789")], n / 10) is None for n in range(5))
    agreement.hear([code("REG-004217"), said(ROWAN)], 1.0)
    assert agreement.hear([code("REG-004217")], 1.1) is None
    assert agreement.hear([code("REG-004217")], 1.9) is None
    assert agreement.hear([code("REG-004217")], 2.1) is None
    assert agreement.hear([code("REG-004217")], 2.2) == Read("REG-004217", Symbology.CODE_128)


def test_a_code_of_thousands_of_characters_is_no_code_of_the_office_and_costs_no_time() -> None:
    slow = re.compile(".*A.*B.*C.*D.*E")  # hours for as many characters as a square code can hold
    agreement = Agreement([Pattern(Symbology.QR, slow)])
    assert agreement.hear([Said("ABCD" * 1000, Symbology.QR, frozenset({1}))], 0.0) is None
    assert agreement.hear([Said("ABCDE", Symbology.QR, frozenset({2}))], 0.1) is None
    assert agreement.hear([Said("ABCDE", Symbology.QR, frozenset({3}))], 0.2) == Read("ABCDE", Symbology.QR)


@given(st.lists(st.tuples(st.text(max_size=3), st.sampled_from(Symbology)), max_size=200))
def test_memory_stays_bounded_whatever_is_said(texts: list[tuple[str, Symbology]]) -> None:
    agreement = Agreement([Pattern(symbology, re.compile(r"(?s).*")) for symbology in Symbology])
    for n, (text, symbology) in enumerate(texts):
        agreement.hear([said(text, symbology)], n / 1000)
    assert len(agreement._heard) <= 64


def test_forgetting_drops_every_text() -> None:
    sight = Sight()
    sight.see(picture_of(ROWAN), 1.0)
    sight.forget()
    assert sight.see(picture_of(ROWAN), 1.1) is None


def test_a_still_gives_every_code_in_it(tmp_path: Path) -> None:
    path = tmp_path / "card.png"
    cv2.imwrite(str(path), picture_of(ROWAN))
    found = read_still(path)
    assert found is not None
    assert [one.text for one in found if one.symbology is Symbology.PDF417] == [ROWAN]


def test_a_file_that_is_no_picture_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\nnot really")
    assert read_still(tmp_path / "a.png") is None
    assert read_still(tmp_path / "absent.png") is None


@pytest.mark.parametrize("path", ["/dev/zero", "/dev/null", "."])
def test_a_device_or_a_folder_is_no_picture(path: str) -> None:
    assert read_still(Path(path)) is None


def test_a_pipe_nobody_writes_to_keeps_nobody_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    assert read_still(tmp_path / "pipe.png") is None


def test_a_small_file_that_unfolds_into_gigabytes_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "bomb.png"
    path.write_bytes(_white_png(side=16_000))
    ask = "import pathlib; from devices.barcode import still; print(still.read_still(pathlib.Path({!r})))"
    said = subprocess.run(
        [sys.executable, "-c", ask.format(str(path))], capture_output=True, text=True, check=True
    )
    assert said.stdout == "None\n"


def _white_png(side: int) -> bytes:
    """A PNG of ``side`` x ``side`` pixels, all white, in few bytes."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    row = b"\0" + b"\xff" * (side // 8)
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(row * side, 1)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def test_the_command_prints_a_line_per_picture_with_what_the_kiosk_would_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, qr, empty = tmp_path / "card.png", tmp_path / "qr.png", tmp_path / "empty.png"
    cv2.imwrite(str(good), picture_of(ROWAN))
    code = zxingcpp.create_barcode("hello", zxingcpp.BarcodeFormat.QRCode)
    cv2.imwrite(str(qr), np.array(code.to_image(scale=6)))
    cv2.imwrite(str(empty), np.full((90, 90), 200, np.uint8))
    assert read_cards([good, qr, empty]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["image"] for line in lines] == [str(good), str(qr), str(empty)]
    assert all(list(line) == ["image", "format", "text", "accepted", "why_not", "fields"] for line in lines)
    card = next(line for line in lines if line["format"] == "PDF417")
    assert (card["image"], card["text"], card["accepted"], card["why_not"]) == (str(good), ROWAN, True, None)
    assert card["fields"]["last"] == "ASHGROVE"
    assert card["fields"]["birth_date"] == "1985-07-04"
    hello = next(line for line in lines if line["image"] == str(qr))
    assert (hello["format"], hello["text"], hello["accepted"]) == ("QRCode", "hello", False)
    assert hello["why_not"]
    assert hello["fields"] is None
    nothing = next(line for line in lines if line["image"] == str(empty))
    assert (nothing["format"], nothing["text"], nothing["accepted"]) == (None, None, False)


def test_a_name_that_is_no_text_does_not_stop_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    strange, good = tmp_path / os.fsdecode(b"caf\xe9.png"), tmp_path / "card.png"
    for path in (strange, good):
        path.write_bytes(cv2.imencode(".png", picture_of(ROWAN.replace("ASHGROVE", "NU\xd1EZ")))[1].tobytes())
    assert read_cards([strange, good]) == 0
    said = capsys.readouterr().out
    assert said.isascii()  # whatever the terminal's encoding
    assert [json.loads(line)["fields"]["last"] for line in said.splitlines()] == ["NU\xd1EZ"] * 2


def test_of_several_codes_the_command_prints_the_one_the_kiosk_would_look_at(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, config = tmp_path / "both.png", tmp_path / "lobby.toml"
    squares = [zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode) for text in ("hello", "REG-1")]
    high, low = (np.array(one.to_image(scale=6)) for one in squares)
    cv2.imwrite(str(path), np.vstack([high, low]))
    config.write_text(
        'station = "https://127.0.0.1:1"\nidentity = "."\nspool = "."\n'
        'codes = [{symbology = "QRCode", pattern = "REG-[0-9]"}]\n'
    )
    assert read_cards([path]) == 0
    assert read_cards([path], config) == 0
    with_card = tmp_path / "card.png"
    cards = picture_of(ROWAN.replace("DBB", "DBX"))  # a card without a birth date still silences the rest
    low = np.pad(low, ((0, 0), (0, cards.shape[1] - low.shape[1])), constant_values=255)
    cv2.imwrite(str(with_card), np.vstack([low, cards if cards.ndim == 2 else cards[:, :, 0]]))
    assert read_cards([with_card], config) == 0
    plain, of_the_office, beside = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (plain["text"], plain["accepted"]) == ("hello", False)
    assert (of_the_office["text"], of_the_office["accepted"]) == ("REG-1", True)
    assert (beside["format"], beside["accepted"]) == ("PDF417", False)
    assert beside["fields"]["last"] == "ASHGROVE"


def test_settings_that_cannot_be_used_end_the_command_with_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert read_cards([tmp_path / "a.png"], tmp_path / "none.toml") == 2
    assert "cannot be read" in capsys.readouterr().err


def test_the_command_ends_with_1_when_a_file_is_no_picture(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.png").write_text("no")
    assert read_cards([tmp_path / "a.png"]) == 1
    assert json.loads(capsys.readouterr().out)["accepted"] is False
