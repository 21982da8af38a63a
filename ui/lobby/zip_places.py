"""Places as the post office's ZIP codes tell them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.lobby.forms.places import City

if TYPE_CHECKING:
    from kiosk.registrant import Address
    from sync.addresses import Likeness


class ZipPlaces:
    """The real ``Places``; ``sync.addresses.prepare`` makes its first answer quick."""

    def likeness(self, one: Address, other: Address) -> Likeness:
        """By their normal forms."""
        from sync import addresses

        return addresses.compare(one, other)

    def written(self, number: str, street: str, unit: str) -> str:
        """In capitals, with the post office's short words."""
        from sync import addresses

        return addresses.normal_form_of_fields(f"{number} {street}", unit, "", "", "").one_line()

    def cities(self, zip_code: str) -> tuple[City, ...]:
        """The cities of a five-digit ZIP area, the preferred one first."""
        from sync import addresses  # not before the first address: the first screen waits for nothing

        found = addresses.zip_code(zip_code)
        if found is None:
            return ()
        return tuple(City(name, found.state, found.county or "") for name in found.cities)
