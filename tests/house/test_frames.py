"""The frames of bench, faults and the count tell the truth, above all when something is wrong."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import bench.__main__ as bench_frame
import tests.faults.__main__ as faults_frame
from bench.row import Row
from tests.count import count
from tests.faults.outcome import Outcome, tried_enough
from tests.faults.traced import calls_made

GOOD = Row("submits a second", 120.5, ">= 100", True)
MISSED = Row("start to first frame", 3, "<= 2", False)
PLAIN = Row("memory of the lobby", "90 MB")


def plant(monkeypatch: pytest.MonkeyPatch, name: str, **holds: object) -> None:
    """A module that is there for one test."""
    module = ModuleType(name)
    for key, value in holds.items():
        setattr(module, key, value)
    monkeypatch.setitem(sys.modules, name, module)


def test_the_bench_prints_one_figure_a_line_and_keeps_them(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    plant(monkeypatch, "bench.planted", measure=lambda: [GOOD, PLAIN])
    assert bench_frame.main(["planted", "--out", str(tmp_path / "bench.json")]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[:2] == ["submits a second: 120.5 (goal >= 100)", "memory of the lobby: 90 MB"]
    kept = json.loads((tmp_path / "bench.json").read_text("utf-8"))
    assert [row["value"] for row in kept] == [120.5, "90 MB"]


def test_a_missed_goal_fails_the_bench(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    plant(monkeypatch, "bench.planted", measure=lambda: [GOOD, MISSED])
    assert bench_frame.main(["planted", "--out", str(tmp_path / "bench.json")]) == 1
    assert "start to first frame: 3 (goal <= 2) MISSED" in capsys.readouterr().out


def test_a_measurement_that_breaks_fails_the_bench_and_keeps_the_rest(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def measure() -> Iterator[Row]:
        yield GOOD
        raise ZeroDivisionError

    plant(monkeypatch, "bench.planted", measure=measure)
    assert bench_frame.main(["planted", "--out", str(tmp_path / "bench.json")]) == 1
    kept = json.loads((tmp_path / "bench.json").read_text("utf-8"))
    assert [row["ok"] for row in kept] == [True, False]


def test_a_bench_that_measures_nothing_fails(tmp_path: Path) -> None:
    assert bench_frame.main(["--group", "no such group", "--out", str(tmp_path / "bench.json")]) == 1


KEPT = Outcome("kill -9 of the lobby", 50, 12, 50, 0, 0, 0)
CAUGHT = Outcome("row deleted early", 20, 9, 20, 4, 0, 0, control=True)


def faults(monkeypatch: pytest.MonkeyPatch, *outcomes: Outcome) -> int:
    """The exit code of one planted family."""
    plant(monkeypatch, "tests.faults.planted", inject=lambda short: list(outcomes))
    return faults_frame.main(["planted", "--short"])


def test_faults_pass_when_nothing_is_harmed_and_the_control_is_caught(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert faults(monkeypatch, KEPT, CAUGHT) == 0
    assert capsys.readouterr().out.splitlines()[0] == (
        "kill -9 of the lobby: tries 50, in-span 12, acknowledged 50, lost 0, doubled 0, unapproved 0"
    )


@pytest.mark.parametrize(
    "outcomes",
    [
        (KEPT,),  # no control
        (KEPT._replace(lost=1), CAUGHT),
        (KEPT._replace(doubled=1), CAUGHT),
        (KEPT._replace(unapproved=1), CAUGHT),
        (KEPT._replace(acknowledged=0), CAUGHT),
        (KEPT._replace(least_in_span=13), CAUGHT),
        (KEPT, CAUGHT._replace(lost=0)),
    ],
)
def test_faults_fail_on_any_harm_and_on_a_control_that_passes(
    monkeypatch: pytest.MonkeyPatch, outcomes: tuple[Outcome, ...]
) -> None:
    assert faults(monkeypatch, *outcomes) == 1


def rounds(*outcomes: Outcome) -> tuple[Outcome, int]:
    """What comes of a fault whose rounds go like this, and how many were played."""
    left = list(outcomes)
    return tried_enough(lambda: left.pop(0), len(outcomes)), len(outcomes) - len(left)


def test_a_fault_that_hit_too_seldom_is_tried_again_and_all_is_counted() -> None:
    few = KEPT._replace(in_span=1, least_in_span=3)
    assert rounds(few, few, few, few) == (
        KEPT._replace(tries=150, acknowledged=150, in_span=3, least_in_span=3),
        3,
    )
    assert rounds(few, few)[0].why_not() == "only 2 of at least 3 hits in the span"


def test_harm_to_the_product_is_final_and_a_spared_control_is_tried_again() -> None:
    assert rounds(KEPT._replace(lost=1, in_span=0), KEPT) == (KEPT._replace(lost=1, in_span=0), 1)
    spared = CAUGHT._replace(lost=0)
    caught, played = rounds(spared, CAUGHT, spared)
    assert (caught.lost, caught.tries, played) == (4, 40, 2)
    assert rounds(spared, spared)[0].why_not() == "the broken build was not caught"


def test_what_a_question_writes_is_counted_without_courier_and_checkpoint(tmp_path: Path) -> None:
    asked, courier = "101 pwrite64(20, 4096) = 4096\n", "99 pwrite64(8, 4096) = 4096\n"
    synced, checkpoint = "101 fdatasync(20 <unfinished ...>\n", "101 pwrite64(19, 4096) = 4096\n"
    resumed = "101 <... fdatasync resumed>) = 0\n"
    out = tmp_path / "calls"
    out.write_text(asked * 7 + synced + courier * 5 + resumed + checkpoint * 30 + "101 fdatasync(19) = 0\n")
    assert calls_made(out) == {"pwrite64": 7, "fdatasync": 1}
    out.write_text(asked * 3)
    assert calls_made(out) == {"pwrite64": 3}
    out.write_text("")
    assert not calls_made(out)


def test_a_family_that_breaks_fails_the_faults(monkeypatch: pytest.MonkeyPatch) -> None:
    plant(monkeypatch, "tests.faults.planted", inject=lambda short: [CAUGHT, KEPT][2])
    assert faults_frame.main(["planted"]) == 1


def test_the_count_adds_up_all_reports(tmp_path: Path) -> None:
    for name, failures in (("a.xml", 0), ("b.xml", 2)):
        report = (
            f'<testsuites><testsuite tests="5" failures="{failures}" errors="1" skipped="1"/></testsuites>'
        )
        (tmp_path / name).write_text(report, "utf-8")
    assert count(sorted(tmp_path.glob("*.xml"))) == (4, 4, 2)
