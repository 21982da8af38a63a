"""The change-of-law worklist of an office: everybody whom two laws treat differently, with the reason."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from ui.cli import app

PEOPLE = """registry_id,last,first,birth_date,id_number,tier,last_full_verification
SYN-1,Quill,Alex,1980-11-05,S1,I,2026-03-02
SYN-2,Hatch,Casey,1979-05-20,S2,III,2026-08-28
"""


def test_the_command_lists_whose_next_date_differs_and_names_nobody_on_the_screen(tmp_path: Path) -> None:
    """Tier I: the birth month of the older text, 12 months by the bill. Tier III has 90 days under both."""
    config, file, csv = tmp_path / "station.toml", tmp_path / "people.csv", tmp_path / "worklist.csv"
    config.write_text(f'office = "Example County"\ndisclosure = "blind"\nfolder = "{tmp_path / "station"}"\n')
    file.write_text(PEOPLE)
    run, settings = CliRunner(), ["--config", str(config)]
    assert run.invoke(app, ["roster", "import", str(file), "--take", *settings]).exit_code == 0
    told = run.invoke(app, ["roster", "worklist", "--csv", str(csv), *settings])
    assert told.exit_code == 0, told.output
    assert "next_date: Next date: the month from " in told.output
    assert "1 people, 1 lines." in told.output
    assert "Quill" not in told.output
    assert [line.split(",")[1:3] for line in csv.read_text("utf-8-sig").splitlines()] == [
        ["name", "differs"],
        ["Alex Quill", "next_date"],
    ]


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    config = tmp_path / "station.toml"
    config.write_text(f'office = "Example County"\ndisclosure = "blind"\nfolder = "{tmp_path / "station"}"\n')
    command = ["roster", "worklist", "--config", str(config)]
    run = CliRunner()
    assert "0 people, 0 lines." in run.invoke(app, command).output
    broken = run.invoke(app, [*command, "--csv", str(tmp_path / "no" / "where.csv")])
    assert broken.exit_code == 2
    assert "cannot be written" in broken.output
    absent = run.invoke(app, ["roster", "worklist", "--config", str(tmp_path / "none.toml")])
    assert absent.exit_code == 2
