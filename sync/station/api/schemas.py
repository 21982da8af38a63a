"""Everything that kiosks, desks and devices may send the station, for its description as OpenAPI."""

from __future__ import annotations

from typing import Final

from sync.kiosk_wire import CallHelp, GiveFactor, Question, Standing
from sync.station.desk_wire import (
    AnswerHelp,
    Complete,
    Decide,
    Draft,
    Identify,
    ParkUpdate,
    SetFactor,
    SignIn,
)

BODIES: Final = (
    *(Question, GiveFactor, Standing, CallHelp),
    *(SetFactor, SignIn, Draft, Identify, Decide, Complete, ParkUpdate, AnswerHelp),
)
BINARY: Final = ("Envelope", "Photograph")
