"""How a kiosk value becomes bytes and comes back: versioned JSON, strict, the same for every room.

``{"appear": 1, "value": ...}``. A dataclass is an object whose ``is`` names its class (no field can have that
name, it is a keyword of Python), so that alternatives of the same shape stay apart; see ``sync.wire_plans``.
Reading refuses whatever it does not know; what it cannot read is a ``NotUnderstood``, never an exception.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final, NoReturn, TypeVar, overload

from sync.envelope import MAX_BODY
from sync.wire_leaves import Misfit
from sync.wire_plans import plan_for

VERSION: Final = 1
MAX_WIRE: Final = MAX_BODY
"""Bytes; what an envelope can hold. Longer ones are refused before they are looked at."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """Bytes that are not the value they should be. Safe to log: it repeats nothing of what was sent."""

    why: str
    """``too_long``, ``not_json``, ``other_version``, or what a part should have been."""
    where: str = ""
    """The part, by our own field names: ``changes[2].item.address``."""


def to_wire(value: object, kind: object = None) -> bytes:
    """``value`` as bytes; the same value always gives the same bytes.

    ``kind`` is needed where the value's own class does not say it all: unions and tuples. TypeError for a
    value that is not what its annotations say, or that is made never to travel (an ``Appearance``).
    """
    plan = plan_for(type(value) if kind is None else kind)
    return _written(plan.encode(value))


def part_as_written(wire: bytes, field: str) -> bytes:
    """The wire of one field of the dataclass in ``wire``, as whichever program wrote it: to be compared by
    digest long after the classes have grown. ValueError for bytes that hold no such field."""
    try:
        return _written(json.loads(wire)["value"][field])
    except (KeyError, TypeError):
        raise ValueError(f"no {field} in it") from None


@overload
def from_wire(kind: type[T], wire: bytes) -> T | NotUnderstood: ...
@overload
def from_wire(kind: object, wire: bytes) -> Any: ...
def from_wire(kind: object, wire: bytes) -> object:
    """The value of type ``kind`` (a class, a union, a tuple type) in ``wire``, or NotUnderstood."""
    if len(wire) > MAX_WIRE:
        return NotUnderstood("too_long")
    try:
        framed = json.loads(wire, object_pairs_hook=_once_each, parse_constant=_refuse)
        if not isinstance(framed, dict) or set(framed) != {"appear", "value"}:
            return NotUnderstood("not_framed")
        if type(framed["appear"]) is not int or framed["appear"] != VERSION:
            return NotUnderstood("other_version")
        return plan_for(kind).decode(framed["value"])
    except Misfit as misfit:
        return NotUnderstood(misfit.why, misfit.where)
    except (ValueError, RecursionError):
        return NotUnderstood("not_json")


def _written(encoded: object) -> bytes:
    framed = {"appear": VERSION, "value": encoded}
    return json.dumps(framed, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a name twice in one object")
    return members


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")
