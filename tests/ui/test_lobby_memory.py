"""After a visit nothing of the person is in the program's memory, nor in any file it could have left."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.programs import environment
from tests.shared import HOUSE
from tests.ui.afresh import PLANTED
from tests.waiting import until

WORDS = (PLANTED, "Birchwood", "8165550123")
"""Typed by the person, and on their record; none is in the program itself."""


def in_memory(pid: int, words: tuple[str, ...]) -> set[str]:
    """Which of ``words`` are in any memory of the program that it can write to, in either encoding."""
    found = set()
    wanted = {word: (word.encode(), word.encode("utf-16-le")) for word in words}
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            span = re.match(r"([0-9a-f]+)-([0-9a-f]+) rw", line)
            if span is None or "[v" in line:
                continue
            start, end = (int(edge, 16) for edge in span.groups())
            try:
                memory.seek(start)
                held = memory.read(end - start)
            except (OSError, OverflowError, ValueError):
                continue
            found |= {word for word, forms in wanted.items() if any(form in held for form in forms)}
    return found


@pytest.mark.slow
def test_after_a_visit_the_program_holds_nothing_of_the_person(tmp_path: Path) -> None:
    spare = tmp_path / "tmp"
    spare.mkdir()
    with subprocess.Popen(
        [sys.executable, "-m", "tests.ui.afresh", str(tmp_path)],
        cwd=HOUSE,
        env=environment(QT_QPA_PLATFORM="offscreen", TMPDIR=str(spare), HOME=str(spare)),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as program:
        assert program.stdout is not None
        try:
            seen: set[str] = set()

            def walked() -> bool:
                seen.update(in_memory(program.pid, WORDS))
                return set(WORDS) <= seen

            until(walked, 60, "the planted words in memory during the visit")
            said = []
            for line in program.stdout:
                said.append(line)
                if line.startswith("afresh"):
                    break
            assert said[-1:] == ["afresh\n"], said
            assert in_memory(program.pid, WORDS) == set()
        finally:
            program.kill()
    left = [
        file.name
        for file in tmp_path.rglob("*")
        if file.is_file() and any(word.encode() in file.read_bytes() for word in WORDS)
    ]
    assert left == []
    assert PLANTED not in "".join(said)
