"""`python -m tests.screens [WORD...]`: the picture book into out/screens/, and one line for each wrong."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tests.shared import HOUSE

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def main(words: list[str]) -> int:
    """Draw what ``words`` name, or everything; exit code 1 when a text is clipped or overlaps."""
    from PySide6.QtWidgets import QApplication

    from tests.screens.book import all_states, draw_book
    from tests.screens.papers import draw_papers
    from ui.style.fonts import register_fonts

    app = QApplication([])
    register_fonts()
    folder = Path(os.environ.get("SCREENS", HOUSE / "out" / "screens"))
    states = all_states(words)
    found = draw_book(states, folder)
    papers = draw_papers(folder / "papers") if not words or "papers" in words else 0
    for line in found:
        print(line)
    print(f"screens: {len(states)} states, {papers} papers, {len(found)} wrong")
    app.quit()
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
