"""The law as dated data: when a person must appear, what a change requires, and why."""

from kiosk.changes import ChangeKind
from kiosk.law.calendar import CalendarFault, OfficeCalendar, office_calendar, parse_holidays
from kiosk.law.deadlines import registry_deadline, travel_notice
from kiosk.law.duties import Duty, How, Move, Told, duty_of_change, who_is_told
from kiosk.law.person import FactsRefusal, PersonFacts, person_facts, refusals
from kiosk.law.reading import parse_rulesets
from kiosk.law.rulesets import Agency, Mode, RulesetFault, Rulesets, What, for_agency
from kiosk.law.schedules import NeedsFact, Schedule, schedules, stopped_because
from kiosk.law.verdicts import Appeared, ChangeToldOf, Flag, FlagCode, Verdict, verdict_on_appearance
from kiosk.law.windows import PrintedWindow, printed_windows

__all__ = [
    "Agency",
    "Appeared",
    "CalendarFault",
    "ChangeKind",
    "ChangeToldOf",
    "Duty",
    "FactsRefusal",
    "Flag",
    "FlagCode",
    "How",
    "Mode",
    "Move",
    "NeedsFact",
    "OfficeCalendar",
    "PersonFacts",
    "PrintedWindow",
    "RulesetFault",
    "Rulesets",
    "Schedule",
    "Told",
    "Verdict",
    "What",
    "duty_of_change",
    "for_agency",
    "office_calendar",
    "parse_holidays",
    "parse_rulesets",
    "person_facts",
    "printed_windows",
    "refusals",
    "registry_deadline",
    "schedules",
    "stopped_because",
    "travel_notice",
    "verdict_on_appearance",
    "who_is_told",
]
