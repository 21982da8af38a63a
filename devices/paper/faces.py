"""The two typefaces of our papers: how wide a text is, and where its lines break."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

import fontpkg
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

REGULAR = "Paper-Regular"
BOLD = "Paper-Bold"
OTHER_SCRIPTS = "Paper-Other"

# Where a word that fills more than a line may be broken without a hyphen: addresses of every kind.
_SOFT_BREAKS = "@./-_:,;"
NO_BREAK = "\u00a0"


@dataclass(frozen=True, slots=True)
class Type:
    """A size of type in points, regular or bold."""

    size: float
    bold: bool = False

    @property
    def leading(self) -> float:
        """From one baseline to the next; large type needs less air."""
        if self.size > 60:
            return self.size * 0.94  # numbers only: nothing hangs below the line
        return self.size * (1.35 if self.size <= 14 else 1.2 if self.size <= 24 else 1.08)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text set in one face."""

    face: str
    text: str


@cache
def _load() -> None:
    for name, family, weight in (
        (REGULAR, "Atkinson Hyperlegible", 400),
        (BOLD, "Atkinson Hyperlegible", 700),
        (OTHER_SCRIPTS, "Noto Sans", 400),
    ):
        pdfmetrics.registerFont(TTFont(name, str(fontpkg.path(family, weight))))


@cache
def _covered(face: str) -> frozenset[int]:
    _load()
    font = pdfmetrics.getFont(face)
    assert isinstance(font, TTFont)
    return frozenset(font.face.charToGlyph)


def clean(text: str) -> str:
    """``text`` composed (NFC); white space and control characters become one space; no-break ones stay."""
    composed = unicodedata.normalize("NFC", text)
    visible = (
        " " if c != NO_BREAK and unicodedata.category(c).startswith(("C", "Z")) else c for c in composed
    )
    return " ".join(part for part in "".join(visible).split(" ") if part)


def unbroken(text: str) -> str:
    """``text`` that no line break may part: a phone number."""
    return text.replace(" ", NO_BREAK)


def runs(text: str, bold: bool = False) -> tuple[Run, ...]:
    """``text`` as runs: in our own face where it has the letters, else in the fallback's."""
    own = BOLD if bold else REGULAR
    if _covered(own).issuperset(map(ord, text)):
        return (Run(own, text),) if text else ()
    result: list[Run] = []
    for char in text:
        face = (
            own if ord(char) in _covered(own) or ord(char) not in _covered(OTHER_SCRIPTS) else OTHER_SCRIPTS
        )
        if result and result[-1].face == face:
            result[-1] = Run(face, result[-1].text + char)
        else:
            result.append(Run(face, char))
    return tuple(result)


def width(text: str, type_: Type) -> float:
    """Width of ``text`` in points."""
    return float(
        sum(pdfmetrics.stringWidth(run.text, run.face, type_.size) for run in runs(text, type_.bold))
    )


def wrap(text: str, type_: Type, room: float) -> tuple[str, ...]:
    """``text`` in lines no wider than ``room`` points; a word wider than that is broken; never empty."""
    lines: list[str] = []
    line = ""
    for word in clean(text).split(" "):
        longer = f"{line} {word}" if line else word
        if width(longer, type_) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        *full, line = _broken(word, type_, room)
        lines.extend(full)
    return (*lines, line)


def _broken(word: str, type_: Type, room: float) -> list[str]:
    """One word in pieces that fit, broken after a mark in its last third where there is one."""
    pieces: list[str] = []
    while width(word, type_) > room and len(word) > 1:
        fits = next((n for n in range(len(word) - 1, 1, -1) if width(word[:n], type_) <= room), 1)
        soft = next((n for n in range(fits, fits * 2 // 3, -1) if word[n - 1] in _SOFT_BREAKS), fits)
        pieces.append(word[:soft])
        word = word[soft:]
    return [*pieces, word]


def largest(texts: tuple[str, ...], room: float, sizes: tuple[float, ...], lines: int = 1) -> Type:
    """The first bold size at which each text stays within ``lines`` lines, no word broken; else the last."""
    for size in sizes:
        type_ = Type(size, bold=True)
        whole_words = all(width(word, type_) <= room for text in texts for word in clean(text).split(" "))
        if whole_words and all(len(wrap(text, type_, room)) <= lines for text in texts):
            return type_
    return Type(sizes[-1], bold=True)
