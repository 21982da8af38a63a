"""Codes other than cards: only the office's own, with a second decoder's consent, never beside a card."""

from __future__ import annotations

import re
from collections.abc import Iterable

import cv2
import numpy as np
import pytest
import zxingcpp

from bench.scan_causes import EASY
from bench.scan_world import frame
from devices.barcode import second
from devices.barcode.agreement import Pattern
from devices.barcode.sight import Sight
from devices.barcode.stripes import read_stripes
from devices.barcode.texture import Texture
from devices.ports import Picture, Read, Symbology

KINDS = {
    Symbology.CODE_128: zxingcpp.BarcodeFormat.Code128,
    Symbology.CODE_39: zxingcpp.BarcodeFormat.Code39,
    Symbology.QR: zxingcpp.BarcodeFormat.QRCode,
}
OURS = tuple(Pattern(symbology, re.compile(r"REG-\d{6}")) for symbology in KINDS)


def letter(text: str, symbology: Symbology, turn: float = 0.0, moment: int = 0) -> Picture:
    """A sheet of paper with one code on it, held before a grey wall."""
    scale = 8 if symbology is Symbology.QR else 3
    made = zxingcpp.create_barcode(text, KINDS[symbology]).to_image(scale=scale, add_quiet_zones=True)
    code: Picture = np.array(made, np.uint8)
    if symbology is not Symbology.QR:
        tall = cv2.resize(code, (code.shape[1], 110), interpolation=cv2.INTER_NEAREST)
        code = np.asarray(tall, np.uint8)
    sheet = np.full((600, 800), 240, np.uint8)
    y, x = (600 - code.shape[0]) // 2, (800 - code.shape[1]) // 2
    sheet[y : y + code.shape[0], x : x + code.shape[1]] = np.minimum(code, 240)
    to = cv2.getRotationMatrix2D((400, 300), turn, 1.0)
    to[:, 2] += (240, 60)
    wall = np.full((720, 1280), 110, np.float32)
    mask = cv2.warpAffine(np.ones_like(sheet), to, (1280, 720)) > 0
    wall[mask] = cv2.warpAffine(sheet, to, (1280, 720))[mask]
    noisy = cv2.GaussianBlur(wall, (0, 0), 0.8) + np.random.default_rng(moment).normal(0, 4, wall.shape)
    return np.asarray(np.clip(noisy, 0, 255), np.uint8)


def told(pictures: Iterable[Picture], patterns: tuple[Pattern, ...] = OURS) -> Read | None:
    """What is read first of these pictures."""
    sight = Sight(patterns)
    sight.see(np.full((720, 1280), 110, np.uint8), -0.1)  # the room, before anybody comes
    reads = (sight.see(picture, n / 15) for n, picture in enumerate(pictures))
    return next((read for read in reads if read is not None), None)


@pytest.mark.parametrize("symbology", KINDS)
@pytest.mark.parametrize("turn", [0.0, 35.0, 90.0, -150.0])
def test_a_code_of_the_office_is_read_at_any_angle(symbology: Symbology, turn: float) -> None:
    pictures = (letter("REG-004217", symbology, turn, n) for n in range(24))
    assert told(pictures) == Read("REG-004217", symbology)


@pytest.mark.parametrize("symbology", KINDS)
def test_a_code_the_office_does_not_use_is_ignored(symbology: Symbology) -> None:
    assert told(letter("4006381333931", symbology, 0, n) for n in range(7)) is None
    assert told((letter("REG-004217", symbology, 0, n) for n in range(7)), ()) is None


def test_a_code_beside_a_card_is_silent_while_the_card_is_in_view() -> None:
    sight = Sight(OURS)
    code = letter("REG-004217", Symbology.CODE_128)
    card = frame(EASY)
    reads = []
    for n in range(24):
        picture = card if n % 3 == 0 else code  # the card is seen every fifth of a second
        if (read := sight.see(picture, n / 15)) is not None:
            reads.append(read.symbology)
    assert reads == [Symbology.PDF417]


def test_the_second_decoder_agrees_only_with_what_is_there() -> None:
    assert second.available()
    picture = letter("REG-004217", Symbology.CODE_128, 20)
    texture = Texture(picture)
    assert second.confirms(picture, texture, Symbology.CODE_128, "REG-004217")
    assert not second.confirms(picture, texture, Symbology.CODE_128, "REG-004218")
    assert not second.confirms(picture, texture, Symbology.CODE_39, "REG-004217")
    assert not second.confirms(picture, texture, Symbology.QR, "REG-004217")


def test_without_a_second_decoder_no_striped_code_is_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second, "_pyzbar", lambda: None)
    assert not second.available()
    assert told(letter("REG-004217", Symbology.CODE_128, 0, n) for n in range(7)) is None


def test_stripes_that_are_no_code_give_nothing() -> None:
    blinds = np.full((480, 640), 90, np.uint8)
    blinds[:, ::24] = 200
    for n in range(0, 640, 24):
        blinds[:, n : n + 11] = 200
    assert read_stripes(blinds, Texture(blinds)) == []
