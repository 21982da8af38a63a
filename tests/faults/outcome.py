"""What one injected fault came to, and whether that keeps the promises."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

ROUNDS = 5
"""How often a fault whose moment is left to chance is tried anew, at most."""


class Outcome(NamedTuple):
    """One line of ``make faults``. Counts are records; ``in_span`` are hits in the critical span."""

    fault: str
    tries: int
    in_span: int
    acknowledged: int
    lost: int
    doubled: int
    unapproved: int
    control: bool = False
    """A deliberately broken build: it must do harm, or the test proves nothing."""
    least_in_span: int = 1
    """Fewer hits than this and the fault was not really tried."""

    def harm(self) -> int:
        """How many records went wrong."""
        return self.lost + self.doubled + self.unapproved

    def why_not(self) -> str:
        """Empty when this line is as it must be, else what is wrong with it."""
        if self.in_span < self.least_in_span:
            return f"only {self.in_span} of at least {self.least_in_span} hits in the span"
        if self.control:
            return "" if self.harm() else "the broken build was not caught"
        if self.harm():
            return "a promise was broken"
        return "" if self.acknowledged else "nothing was acknowledged, so nothing was at stake"

    def line(self) -> str:
        """The outcome as ``make faults`` prints it."""
        kind = "control " if self.control else ""
        wrong = self.why_not()
        return (
            f"{kind}{self.fault}: tries {self.tries}, in-span {self.in_span}, "
            f"acknowledged {self.acknowledged}, lost {self.lost}, doubled {self.doubled}, "
            f"unapproved {self.unapproved}"
            f"{' FAILED: ' + wrong if wrong else ''}"
        )


def tried_enough(once: Callable[[], Outcome], rounds: int = ROUNDS) -> Outcome:
    """The counts of one round or more: another one where kills by the clock hit the span too seldom to say
    anything, or where a broken build was spared by luck. Harm to the product as it is stays and ends it."""
    total = once()
    for _ in range(rounds - 1):
        spared = total.control and not total.harm()
        too_few = total.in_span < total.least_in_span
        if not (spared or too_few) or (total.harm() and not total.control):
            break
        more = once()
        total = total._replace(
            **{count: getattr(total, count) + getattr(more, count) for count in Outcome._fields[1:7]}
        )
    return total


def family_without_control(outcomes: list[Outcome]) -> bool:
    """Whether a family has no control: then its zeros prove nothing."""
    return not any(outcome.control for outcome in outcomes)
