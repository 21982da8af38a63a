"""`python -m tests.screens [WORD...]`: the picture book into out/screens/, and one line for each wrong."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.shared import HOUSE

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_SHARE = "--share="
FOLDER = Path(os.environ.get("SCREENS", HOUSE / "out" / "screens"))


def main(words: list[str]) -> int:
    """Draw what ``words`` name, or everything; exit code 1 when a text is clipped or overlaps."""
    if words and words[0].startswith(_SHARE):
        return draw_share(words[0].removeprefix(_SHARE), words[1:])
    if not words:
        shutil.rmtree(FOLDER, ignore_errors=True)
    shares = min(os.cpu_count() or 1, 4)
    command = [sys.executable, "-m", "tests.screens"]
    drawing = [
        subprocess.Popen([*command, f"{_SHARE}{share}/{shares}", *words], stdout=subprocess.PIPE, text=True)
        for share in range(shares)
    ]
    lines = [line for one in drawing for line in one.communicate()[0].splitlines()]
    if any(one.returncode for one in drawing):
        print("screens: drawing stopped before the end")
        return 1
    papers = bind(with_papers=not words or "papers" in words)
    for line in lines:
        print(line)
    pictures = len(list(FOLDER.glob("[a-z]*/*.png")))
    print(f"screens: {pictures} pictures, {papers} of them papers, {len(lines)} wrong")
    return 1 if lines else 0


def draw_share(share: str, words: list[str]) -> int:
    """One process's part: every ``of``-th state from ``at``; the wrongs on its standard output."""
    from PySide6.QtCore import qInstallMessageHandler
    from PySide6.QtWidgets import QApplication

    from tests.screens.book import all_states, draw_book
    from ui.style.fonts import register_fonts

    qInstallMessageHandler(_say_all_but_size_hints)
    app = QApplication([])
    register_fonts()
    at, of = (int(part) for part in share.split("/"))
    for line in draw_book(all_states(words)[at::of], FOLDER):
        print(line)
    app.quit()
    return 0


def _say_all_but_size_hints(_kind: object, _context: object, message: str) -> None:
    """What Qt says, but for the line that a platform without a screen prints for each window."""
    if "propagateSizeHints" not in message:
        print(message, file=sys.stderr)


def bind(*, with_papers: bool) -> int:
    """The papers, and every contact sheet; how many papers."""
    from PySide6.QtWidgets import QApplication

    from tests.screens.book import contact_sheets
    from tests.screens.papers import draw_papers
    from ui.style.fonts import register_fonts

    app = QApplication([])
    register_fonts()
    papers = draw_papers(FOLDER / "papers") if with_papers else 0
    contact_sheets(FOLDER)
    app.quit()
    return papers


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
