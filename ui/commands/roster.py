"""Brings a roster's file in at the station's console: first shown as it would go, then taken when told to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.problems import Problem
from ui.commands.console import Config
from ui.commands.stopping import good, stop

if TYPE_CHECKING:
    from sync.station.roster_import import Brought, Reading
    from sync.station.roster_people import RefusedRow

roster = typer.Typer(no_args_is_help=True, help="The people of the office, from a file.")
_SHOWN = 20


@roster.command("import")
def import_roster(
    file: Annotated[Path, typer.Argument(help="CSV or JSON; the state's published columns are known.")],
    config: Config = None,
    take: Annotated[bool, typer.Option("--take", help="Take the people in; without it, only show.")] = False,
    column: Annotated[
        list[str] | None, typer.Option(help="What a column is, such as 'Person born=birth_date'.")
    ] = None,
    report: Annotated[Path | None, typer.Option(help="Every refused row with its reason, as CSV.")] = None,
) -> None:
    """Show what a file of people would bring into the roster, and take it in when told to.

    Ends with 1 when rows were refused.
    """
    from sync.station.console_import import bring

    try:
        content = file.read_bytes()
    except OSError as error:
        stop(f"{file} cannot be read ({type(error).__name__}).")
    told = dict(one.rpartition("=")[::2] for one in column or ())
    found = bring(config, content, told, take=take)
    if isinstance(found, str):
        stop(found)
    reading, brought = good(found)
    _show(reading, brought, take=take)
    if report is not None:
        _write(report, brought.refused)
    raise typer.Exit(1 if brought.refused else 0)


@roster.command("worklist")
def change_of_law(
    config: Config = None,
    csv: Annotated[Path | None, typer.Option(help="Write the lines as CSV.")] = None,
) -> None:
    """List whom the older text and Senate Bill 982 treat differently, and in what; names only in the CSV."""
    from sync.station.cells import csv_of
    from sync.station.change_of_law import at_console
    from ui.texts import language

    found = at_console(config)
    if isinstance(found, str):
        stop(found)
    say = language("en").say
    rows = [(one.line.person_id, one.name, one.line.differs.value, say(one.line.reason)) for one in found]
    for person_id, _, differs, reason in rows:
        typer.echo(f"{person_id}, {differs}: {reason}")
    typer.echo(f"{len({row[0] for row in rows})} people, {len(rows)} lines.")
    if csv is not None:
        try:
            csv.write_bytes(csv_of(("id", "name", "differs", "reason"), rows))
        except OSError as error:
            stop(f"{csv} cannot be written ({type(error).__name__}).")


def _show(reading: Reading, brought: Brought, *, take: bool) -> None:
    typer.echo(f"{reading.rows} rows")
    for one in reading.columns:
        becomes = one.field or "(not used)"
        typer.echo(f"  {one.column:<32} -> {becomes:<24} {one.filled:>7} filled  {one.looks}")
    for refused in brought.refused[:_SHOWN]:
        typer.echo(f"  row {refused.row}: {' '.join(_said(refused.why))}")
    if len(brought.refused) > _SHOWN:
        typer.echo(f"  and {len(brought.refused) - _SHOWN} more refused rows")
    verb, refused_rows = "taken in" if take else "would be taken in", len(brought.refused)
    told = f"{brought.taken} people {verb}, {brought.known} there already, {refused_rows} rows refused."
    typer.echo(told if take else f"{told} Nothing was done; --take takes them in.")


def _write(report: Path, refused: tuple[RefusedRow, ...]) -> None:
    from sync.station.cells import csv_of

    try:
        report.write_bytes(
            csv_of(("row", "reason", "what_to_do"), [(one.row, *_said(one.why)) for one in refused])
        )
    except OSError as error:
        stop(f"{report} cannot be written ({type(error).__name__}).")
    typer.echo(f"Every refused row with its reason: {report}")


def _said(found: Problem) -> tuple[str, str]:
    from ui.texts import language

    say = language("en").say
    return say(found.what_happened), say(found.what_to_do)
