"""Reads what stands on a picture of the screen, as a person does: words and where they are."""

from __future__ import annotations

import csv
import io
import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

Grey: TypeAlias = npt.NDArray[np.uint8]
_DARK = 128
_A_BOX, _A_FRAME = 48, 180
"""Pixels: a filled box is at least so high, and wider than any letter."""
_NO_SIGN = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Word:
    """One word and its box in pixels."""

    text: str
    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Page:
    """What a picture says, line by line."""

    lines: tuple[tuple[Word, ...], ...]

    def where(self, said: str) -> tuple[int, int] | None:
        """The middle of these words where they stand in one line; None when they do not."""
        # Without the spaces, which a reader's eye guesses: “I am” may have become “Iam”.
        wanted = _plain(said)
        for line in self.lines:
            for first in range(len(line)):
                for last in range(first + 1, len(line) + 1):
                    if "".join(_plain(word.text) for word in line[first:last]) == wanted:
                        return _middle(line[first:last])
        return None

    def says(self, *texts: str) -> bool:
        """Whether one of ``texts`` can be read."""
        return any(self.where(text) is not None for text in texts)

    def text(self) -> str:
        """All of it, for a report."""
        return " | ".join(" ".join(word.text for word in line) for line in self.lines)


def read(picture: Path) -> Page:
    """Every word that can be read on ``picture``, dark on light and light on dark."""
    seen = cv2.imread(str(picture), cv2.IMREAD_GRAYSCALE)
    assert seen is not None, picture
    _, png = cv2.imencode(".png", _plain_paper(np.asarray(seen, np.uint8)))
    asked = ["tesseract", "-", "stdout", "--psm", "11", "tsv"]
    # Its threads wait for each other in circles: with one it takes half of the processor's time.
    alone = os.environ | {"OMP_THREAD_LIMIT": "1"}
    ran = subprocess.run(asked, check=True, input=png.tobytes(), capture_output=True, timeout=240, env=alone)
    rows = csv.DictReader(io.StringIO(ran.stdout.decode("utf-8")), delimiter="\t", quoting=csv.QUOTE_NONE)
    words = [row for row in rows if row["level"] == "5" and _plain(row["text"] or "")]
    lines = groupby(words, key=lambda row: (row["block_num"], row["par_num"], row["line_num"]))
    return Page(tuple(tuple(map(_word, line)) for _place, line in lines))


def _plain_paper(seen: Grey) -> Grey:
    """The same without boxes and frames, which the reader takes for pictures: dark words on white."""
    paper = seen.copy()
    for left, top, width, height, area in _dark_shapes(seen):
        whole = width > 0.9 * seen.shape[1] and height > 0.6 * seen.shape[0]
        # A page that is dimmed under a box is no box: what stands in the light box is dark already.
        if width > _A_FRAME and height > _A_BOX and area > 0.6 * width * height and not whole:
            box = paper[top : top + height, left : left + width]
            box[:] = 255 - box
    _, labels, stats, _ = cv2.connectedComponentsWithStats((paper < _DARK).astype(np.uint8))
    frames = [n for n, shape in enumerate(stats) if n and (shape[2] > _A_FRAME or shape[3] > _A_FRAME)]
    paper[np.isin(labels, frames)] = 255
    return paper


def _dark_shapes(seen: Grey) -> Iterator[tuple[int, int, int, int, int]]:
    """Left, top, width, height and area of each."""
    _, _, stats, _ = cv2.connectedComponentsWithStats((seen < _DARK).astype(np.uint8))
    for left, top, width, height, area in stats[1:]:
        yield int(left), int(top), int(width), int(height), int(area)


def _word(row: Mapping[str, str]) -> Word:
    return Word(row["text"], int(row["left"]), int(row["top"]), int(row["width"]), int(row["height"]))


def _plain(text: str) -> str:
    return _NO_SIGN.sub("", text.lower())


def _middle(words: tuple[Word, ...]) -> tuple[int, int]:
    left, top = min(word.left for word in words), min(word.top for word in words)
    right = max(word.left + word.width for word in words)
    bottom = max(word.top + word.height for word in words)
    return (left + right) // 2, (top + bottom) // 2
