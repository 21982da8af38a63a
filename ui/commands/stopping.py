"""How a command ends that cannot go on: one clear sentence on the error stream."""

from __future__ import annotations

from typing import NoReturn, TypeVar

import typer

from kiosk.problems import Problem

USAGE = 2
"""Exit code for settings or files that cannot be used."""
T = TypeVar("T")


def stop(sentence: str, code: int = USAGE) -> NoReturn:
    """Say one clear sentence on the error stream and end."""
    typer.echo(f"appear: {sentence}", err=True)
    raise typer.Exit(code)


def good(found: T | Problem) -> T:
    """The value; a Problem instead of it is said, and ends the command with 1."""
    if isinstance(found, Problem):
        from ui.texts import language

        say = language("en").say
        stop(f"{say(found.what_happened)} {say(found.what_to_do)}", 1)
    return found
