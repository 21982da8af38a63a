"""What the lobby must know of places to help with an address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from kiosk.registrant import Address
    from sync.addresses import Likeness


@dataclass(frozen=True, slots=True)
class City:
    """A city a ZIP area lies in."""

    name: str
    state: str
    """Two letters."""
    county: str = ""
    """Empty where the ZIP area is not known to lie in one county only: the officer decides."""


class Places(Protocol):
    """Knows which ZIP areas exist and their cities."""

    def likeness(self, one: Address, other: Address) -> Likeness:
        """Whether two addresses are one place; nothing is guessed."""

    def written(self, number: str, street: str, unit: str) -> str:
        """The line in the one spelling that addresses are kept and compared in."""

    def cities(self, zip_code: str) -> tuple[City, ...]:
        """The cities of a five-digit ZIP area, the usual one first; empty when there is no such area."""
