"""Values of the core as text in a row: the wire's own form, so that a stored record can be read for years."""

from __future__ import annotations

from typing import TypeVar

from sync.wire import NotUnderstood, from_wire, to_wire

T = TypeVar("T")


class StoreDamagedError(Exception):
    """A row does not hold what this program or an older one wrote into it; says where, never what."""


def pack(value: object) -> str:
    """``value`` as text."""
    return to_wire(value).decode()


def unpack(kind: type[T], text: str) -> T:
    """The value that ``pack`` made of it; StoreDamagedError for anything else."""
    value = from_wire(kind, text.encode())
    if isinstance(value, NotUnderstood):
        raise StoreDamagedError(f"{kind.__name__}: {value.why} {value.where}")
    return value
