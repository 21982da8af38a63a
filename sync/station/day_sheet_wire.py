"""What a desk is given to write its emergency day sheet with."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.day_sheet import DaySheet


@dataclass(frozen=True, slots=True)
class SheetGiven:
    """The sheet, and the office's passphrase that opens the file it is put into."""

    sheet: DaySheet
    opens_with: str = field(repr=False)
