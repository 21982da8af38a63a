"""``python -m ui.lobby [--config FILE]``: the lobby afresh for the next person, without the other doors."""

from __future__ import annotations

import sys
from pathlib import Path

from ui.lobby.door import stay_open


def main(arguments: list[str]) -> int:
    """As ``appear lobby``."""
    config = Path(arguments[1]) if arguments[:1] == ["--config"] and len(arguments) > 1 else None
    ended = stay_open(config)
    if isinstance(ended, str):
        sys.stderr.write(f"appear: {ended}\n")
        return 2
    return ended


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
