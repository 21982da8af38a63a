"""Every paper as a picture: typeset for real, then drawn by pdftoppm."""

from __future__ import annotations

import subprocess
import tempfile
from itertools import product
from pathlib import Path
from typing import get_args

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from devices.paper import SizeName, typeset
from tests.screens.book import contact_sheet
from tests.specimens.papers import specimen_papers
from tests.specimens.sayings import specimen_say
from ui.texts import languages

_DPI = 110


def draw_papers(folder: Path) -> int:
    """A PNG of every page of every paper in each language and size; how many."""
    folder.mkdir(parents=True, exist_ok=True)
    pictures: list[tuple[str, QImage]] = []
    for language, size in product(languages(), get_args(SizeName)):
        for name, paper in specimen_papers(language).items():
            pdf = typeset(paper, specimen_say(language), size)
            for page in _pages(pdf, folder, f"{name}-{language}-{size}"):
                picture = QImage(str(page))
                assert not picture.isNull(), page
                small = picture.scaled(
                    480, 270, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
                )
                pictures.append((page.stem, small))
    contact_sheet(pictures).save(str(folder.parent / "contact-papers.png"))
    return len(pictures)


def _pages(pdf: bytes, folder: Path, name: str) -> list[Path]:
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        subprocess.run(["pdftoppm", "-png", "-r", str(_DPI), file.name, str(folder / name)], check=True)
    return sorted(folder.glob(f"{name}-[0-9]*.png")) or sorted(folder.glob(f"{name}.png"))
