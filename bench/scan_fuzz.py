"""Hostile pictures and payloads: nothing breaks, nothing takes long, nothing is kept, nothing lies.

``APPEAR_FUZZ`` says how many (150). Pictures are cards at up to 1080p painted over, cut off, torn, swapped,
drowned in noise, broken as files, repeated, inverted, and noise alone; each is looked at three times, as a
camera would show it. Payloads are cards' texts cut, doubled, shuffled and sprinkled with bytes."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeVar

import cv2
import numpy as np
import psutil

from bench.row import Row
from bench.scan_world import payload
from devices.barcode.agreement import acceptable
from devices.barcode.sight import Sight
from devices.camera.card_back import card_back
from devices.ports import Picture, Symbology
from kiosk.id_card import parse

GROUP = "scan"
KINDS = 9
T = TypeVar("T")
_LONGEST_MS = 100.0
_MOST_GROWTH = 0.03


def measure() -> Iterator[Row]:
    """Worst times in processor time, wrong texts, and growth."""
    count = int(os.environ.get("APPEAR_FUZZ", "150"))
    own, sight = psutil.Process(), Sight()
    worst, wrong, early = 0.0, 0, 0
    for seed in range(count):
        picture, text = hostile(seed), payload(seed)
        for n in range(3):
            spent, read = timed(partial(sight.see, picture, seed + n / 15))
            worst = max(worst, spent if seed else 0.0)  # the first picture draws all templates
            wrong += read is not None and read.payload != text
        if seed == count // 3:
            gc.collect()
            early = own.memory_info().rss
    gc.collect()
    grown = own.memory_info().rss / early - 1
    yield Row(
        f"hostile pictures, {count} of {KINDS} kinds: longest look, ms of processor time",
        f"{worst:.0f}",
        f"<= {_LONGEST_MS:.0f}",
        worst <= _LONGEST_MS,
    )
    yield Row("hostile pictures: wrong texts", wrong, "0", wrong == 0)
    yield Row(
        "hostile pictures: memory, end against the first third",
        f"{100 * grown:+.1f} %",
        f"<= {100 * _MOST_GROWTH:.0f} %",
        grown <= _MOST_GROWTH,
    )
    slowest = max(timed(partial(judge, text))[0] for text in map(hostile_text, range(10 * count)))
    yield Row(
        f"hostile payloads, {10 * count}: longest reading, ms",
        f"{slowest:.1f}",
        f"<= {_LONGEST_MS:.0f}",
        slowest <= _LONGEST_MS,
    )


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Milliseconds of processor time, and what came of it."""
    started = time.process_time()
    result = work()
    return 1000 * (time.process_time() - started), result


def judge(text: str) -> None:
    """Everything the product does with a text."""
    parse(text)
    acceptable(text, Symbology.PDF417)


def hostile_text(seed: int) -> str:
    """A card's text, mishandled."""
    pick = np.random.default_rng(seed)
    text = payload(seed % 50)
    for _ in range(int(pick.integers(1, 6))):
        start, end = sorted(int(place) for place in pick.integers(0, len(text) + 1, 2))
        match int(pick.integers(0, 6)):
            case 0:
                text = text[:end]
            case 1:
                text = text[:start] + text[end:]
            case 2:
                text = (text + text[start:end] * int(pick.integers(1, 40)))[:70_000]
            case 3:
                text = text[:start] + "".join(map(chr, pick.integers(0, 256, 20))) + text[start:]
            case 4:
                text = text.replace("\n", str(pick.choice(["", " ", "\r\n", "\x1e", "DAA"])))
            case _:
                text = text[:start] + text[start:end][::-1] + text[end:]
    return text


def hostile(seed: int) -> Picture:
    """A card held to the camera, or what is left of it."""
    pick = np.random.default_rng(seed)
    wide, high = [(640, 480), (1280, 720), (1920, 1080)][seed % 3]
    if seed % KINDS == KINDS - 1:
        return np.asarray(pick.integers(0, 256, (high, wide)), np.uint8)
    card = card_back(payload(seed))
    size = (round(wide * 0.7), round(wide * 0.7 * card.shape[0] / card.shape[1]))
    picture = np.full((high, wide), 100, np.uint8)
    small = cv2.resize(card, size, interpolation=cv2.INTER_AREA)[: high - 20]
    picture[10 : 10 + small.shape[0], wide // 8 : wide // 8 + size[0]] = small
    return mutated(picture, seed % KINDS, pick)


def mutated(picture: Picture, kind: int, pick: np.random.Generator) -> Picture:
    """The picture with one of eight things done to it; may be changed in place."""
    height, width = picture.shape
    x, y = int(pick.integers(0, width - 40)), int(pick.integers(0, height - 40))
    match kind:
        case 0:  # blocks painted over
            for _ in range(int(pick.integers(1, 30))):
                x, y = int(pick.integers(0, width - 40)), int(pick.integers(0, height - 40))
                picture[y : y + 40, x : x + 40] = int(pick.integers(0, 256))
        case 1:  # cut off
            picture = picture[y:, x:]
        case 2:  # columns shifted against each other
            picture[:, x:] = np.roll(picture[:, x:], int(pick.integers(1, 60)), axis=0)
        case 3:  # two halves of different cards
            picture[: height // 2] = picture[: height // 2, ::-1]
        case 4:  # noise
            picture = np.clip(picture + pick.normal(0, pick.uniform(5, 120), picture.shape), 0, 255)
        case 5:  # bits of the JPEG turned
            jpeg = bytearray(cv2.imencode(".jpg", picture)[1].tobytes())
            for _ in range(20):
                jpeg[int(pick.integers(200, len(jpeg)))] ^= 1 << int(pick.integers(0, 8))
            broken = cv2.imdecode(np.frombuffer(bytes(jpeg), np.uint8), cv2.IMREAD_GRAYSCALE)
            picture = picture if broken is None else np.asarray(broken, np.uint8)
        case 6:  # repeated all over
            picture = np.tile(picture[::2, ::2], (2, 2))
        case _:  # inverted
            picture = 255 - picture
    return np.asarray(picture, np.uint8)
