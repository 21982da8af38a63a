"""Everything that kiosks, desks and devices may send the station, for its description as OpenAPI."""

from __future__ import annotations

from typing import Final

from sync.device_wire import KeepRecovery, Renew
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
from sync.station.reminder_wire import ChooseReminders, WriteReminders
from sync.station.request_wire import MakePack
from sync.station.residency_wire import AskNotice, EndNotice, ServeNotice
from sync.station.retention_wire import LiftHold, PlaceHold, RunSeries
from sync.station.second_wire import CheckSecond
from sync.station.state_wire import Explain
from sync.station.tip_wire import CloseTip, SendTip, TakeTip

BODIES: Final = (
    *(Renew, KeepRecovery, NewDevice, NewAccount, SetOfficersFactor),
    *(Question, GiveFactor, Standing, CallHelp),
    *(SetFactor, SignIn, Draft, Identify, Decide, Complete, ParkUpdate, AnswerHelp),
    *(Amend, WalkIn, EnterFee, Entered),
    *(TakeStep, CloseCase, WriteLetters, Explain, CheckSecond, CheckAddress, TakeSheet),
    *(MakePack, RunSeries, PlaceHold, LiftHold, ChooseReminders, WriteReminders),
    *(TakeTip, SendTip, CloseTip),
    *(BookTime, MoveTime, CancelTime),
    *(AskNotice, ServeNotice, EndNotice),
)
BINARY: Final = ("Envelope", "Photograph")
