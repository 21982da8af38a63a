"""Rows of the audit log edited, removed, moved, added, cut off or written anew: each is found."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec

from kiosk.proof import Checkpoint
from sync.proofs import checkpoint
from sync.station import audit
from sync.station.store.log import LogRow
from tests.faults.outcome import Outcome
from tests.stories.visits import now

LINES = 60
Rows = list[LogRow]
Verdict = Callable[[Rows, int, Sequence[Checkpoint]], bool]
"""Whether rows, of which so many were given, are found to be wrong."""


def inject(*, short: bool) -> Iterator[Outcome]:
    """Each way of tampering at many places; and a check that only counts lines, which must miss some."""
    yield tampered("honest", honest, 30 if short else 300)
    yield tampered("counts_lines_only", counts_only, 30)
    yield tampered("ignores_checkpoints", without_checkpoints, 30)


def tampered(build: str, finds: Verdict, tries: int) -> Outcome:
    """So many changes of each kind; ``lost`` are those that nobody noticed."""
    chance, made, missed = random.Random(), 0, 0
    rows, key = a_log(), ec.generate_private_key(ec.SECP384R1())
    ends = (rows[19], rows[39], rows[-1])
    signed = [checkpoint("Office", one.sequence, one.chain, key, now()) for one in ends]
    assert not finds(rows, LINES, signed), "a log as it was written"
    for number in range(tries):
        change = HARMS[number % len(HARMS)]
        changed, given = change(list(rows), chance)
        made += 1
        missed += not finds(changed, given, signed)
    name = f"audit: rows edited, removed, moved, cut off, rewritten ({build})"
    return Outcome(name, tries, made, tries - missed, missed, 0, 0, control=build != "honest")


def a_log() -> Rows:
    """A log as the station writes it."""
    rows: Rows = []
    before = audit.FIRST_CHAIN
    for number in range(1, LINES + 1):
        row = LogRow(number, now(), "looked_up", "kiosk-a", "kiosk-a", "ok", f'{{"lookup":"{number}"}}', "")
        before = audit.chain_of(row, before)
        rows.append(replace(row, chain=before))
    return rows


def honest(rows: Rows, given: int, signed: Sequence[Checkpoint]) -> bool:
    """The product's own check."""
    return bool(audit.verdict_of(rows, given, signed).why)


def without_checkpoints(rows: Rows, given: int, _signed: Sequence[Checkpoint]) -> bool:
    """The chain alone: whoever writes all of it anew is not found."""
    return bool(audit.verdict_of(rows, given).why)


def counts_only(rows: Rows, given: int, _signed: Sequence[Checkpoint]) -> bool:
    """Numbers without a hole and as many as were given."""
    return [row.sequence for row in rows] != list(range(1, given + 1))


def _edited(rows: Rows, chance: random.Random) -> tuple[Rows, int]:
    place = chance.randrange(LINES)
    part = chance.choice(("event", "who", "place", "outcome", "about", "chain"))
    harm: dict[str, Any] = {part: f"{getattr(rows[place], part)}x"[1:]}
    rows[place] = replace(rows[place], **harm)
    return rows, LINES


def _removed(rows: Rows, chance: random.Random) -> tuple[Rows, int]:
    del rows[chance.randrange(LINES)]
    return rows, LINES


def _removed_and_numbered(rows: Rows, chance: random.Random) -> tuple[Rows, int]:
    del rows[chance.randrange(LINES - 1)]
    return [replace(row, sequence=number) for number, row in enumerate(rows, 1)], LINES - 1


def _moved(rows: Rows, chance: random.Random) -> tuple[Rows, int]:
    one, other = chance.sample(range(LINES), 2)
    rows[one], rows[other] = (
        replace(rows[other], sequence=one + 1),
        replace(rows[one], sequence=other + 1),
    )
    return rows, LINES


def _cut_off(rows: Rows, chance: random.Random) -> tuple[Rows, int]:
    """With the counter of lines set back too."""
    left = chance.randrange(1, LINES)
    return rows[:left], left


def _rewritten(rows: Rows, chance: random.Random) -> tuple[Rows, int]:
    """One line changed, and every chain after it made anew."""
    place = chance.randrange(LINES)
    rows[place] = replace(rows[place], who="nobody")
    before = rows[place - 1].chain if place else audit.FIRST_CHAIN
    for number in range(place, LINES):
        before = audit.chain_of(rows[number], before)
        rows[number] = replace(rows[number], chain=before)
    return rows, LINES


HARMS = (_edited, _removed, _removed_and_numbered, _moved, _cut_off, _rewritten)
