"""One measured figure and its goal, as every module of bench/ gives it."""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """``name: value (goal ...)``; ``ok`` is ``None`` where there is no goal, ``False`` for a missed one."""

    name: str
    value: str | int | float
    goal: str = ""
    ok: bool | None = None

    def line(self) -> str:
        """The figure as the bench prints it."""
        value = f"{self.value:.4g}" if isinstance(self.value, float) else str(self.value)
        goal = f" (goal {self.goal})" if self.goal else ""
        return f"{self.name}: {value}{goal}{' MISSED' if self.ok is False else ''}"
