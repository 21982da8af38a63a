"""Everything that kiosks, desks and devices may send the station, for its description as OpenAPI."""

from __future__ import annotations

from typing import Final

from sync.device_wire import Renew
from sync.kiosk_wire import CallHelp, GiveFactor, Question, Standing
from sync.station.access_wire import NewAccount, SetOfficersFactor
from sync.station.address_wire import CheckAddress, TakeSheet
from sync.station.appointment_wire import BookTime, CancelTime, MoveTime
from sync.station.case_wire import CloseCase, TakeStep, WriteLetters
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
from sync.station.office_wire import NewDevice
from sync.station.people_wire import Amend, Entered, EnterFee, WalkIn
from sync.station.residency_wire import AskNotice, EndNotice, ServeNotice
from sync.station.second_wire import CheckSecond
from sync.station.state_wire import Explain

BODIES: Final = (
    *(Renew, NewDevice, NewAccount, SetOfficersFactor),
    *(Question, GiveFactor, Standing, CallHelp),
    *(SetFactor, SignIn, Draft, Identify, Decide, Complete, ParkUpdate, AnswerHelp),
    *(Amend, WalkIn, EnterFee, Entered),
    *(TakeStep, CloseCase, WriteLetters, Explain, CheckSecond, CheckAddress, TakeSheet),
    *(BookTime, MoveTime, CancelTime),
    *(AskNotice, ServeNotice, EndNotice),
)
BINARY: Final = ("Envelope", "Photograph")
