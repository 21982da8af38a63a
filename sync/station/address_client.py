"""The desk's side of the wire for checks of addresses."""

from __future__ import annotations

from kiosk.field_sheet import FieldSheet
from sync.station.address_wire import CheckAddress, Doors, TakeSheet
from sync.station.asker import Asker
from sync.station.desk_wire import Trouble


class Addresses:
    """Whether people live where their record says."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker

    def doors(self, area: str = "", page: int = 0) -> Doors | Trouble:
        """Whose door is to be knocked at next."""
        query = {"area": area, "page": str(page)}
        return self._asker.ask(Doors, "GET", "/v1/desk/doors", query=query)

    def sheet(self, area: str) -> FieldSheet | Trouble:
        """The field sheet of an area; that it was taken out is written down."""
        return self._asker.ask(FieldSheet, "POST", "/v1/desk/field-sheet", body=TakeSheet(area))

    def check(self, registrant_id: str, said: CheckAddress) -> Trouble | None:
        """Say what was found."""
        path = f"/v1/desk/registrants/{registrant_id}/address-checks"
        return self._asker.ask(type(None), "POST", path, body=said)
