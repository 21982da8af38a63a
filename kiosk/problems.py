"""Trouble in the reader's words: what happened and what to do."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.words import Arg, Words, words


@dataclass(frozen=True, slots=True)
class Problem:
    """``code`` is stable (logs, API); the two sentences are what a person sees."""

    code: str
    what_happened: Words
    what_to_do: Words


def problem(code: str, **args: Arg) -> Problem:
    """Problem ``code``, worded by the catalogue keys ``problem.CODE.happened`` and ``problem.CODE.do``."""
    return Problem(code, words(f"problem.{code}.happened", **args), words(f"problem.{code}.do", **args))
