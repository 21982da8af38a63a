"""Reminders in words: a line of one, and the list of everybody's."""

from __future__ import annotations

from kiosk.words import words
from sync.station.reminder_wire import REMINDERS_A_PAGE, Reminders, ReminderState, ReminderView
from ui.desk.here import Here
from ui.desk.pages.listing import Shown
from ui.desk.rows import Cell, Column
from ui.style.icons import Icon

_ICONS = {
    ReminderState.WAITING: (Icon.CLOCK, "quiet"),
    ReminderState.SENDING: (Icon.CLOCK, "quiet"),
    ReminderState.SENT: (Icon.DONE, "quiet"),
    ReminderState.FAILED: (Icon.CAUTION, "on_caution"),
    ReminderState.UNSURE: (Icon.CAUTION, "on_caution"),
    ReminderState.DROPPED: (Icon.END, "quiet"),
}


def reminder_columns(here: Here) -> tuple[Column, ...]:
    """Of the reminders."""
    say = here.say
    return (
        Column(say("desk.people.name"), stretches=True),
        Column(say("reminder.how")),
        Column(say("reminder.last"), figures=True),
        Column(say("reminder.step"), figures=True),
        Column(say("reminder.state")),
    )


def reminders_shown(here: Here, found: Reminders, page: int) -> Shown:
    """One page of reminders."""
    say = here.say
    return Shown(
        say("reminder.waits", letters=found.letters) if found.letters else say("reminder.title"),
        say("reminder.told" if found.mails else "reminder.no_mail"),
        {one.reminder_id: _cells(here, one) for one in found.lines},
        {one.reminder_id: (one.name, reminder_said(here, one), one.detail) for one in found.lines},
        say("reminder.none"),
        page,
        found.total,
        REMINDERS_A_PAGE,
    )


def _cells(here: Here, one: ReminderView) -> tuple[Cell, ...]:
    icon, ink = _ICONS[one.state]
    return (
        Cell(one.name, icon, ink, one.name),
        Cell(here.say(words(f"reminder.channel.{one.channel.value}"))),
        Cell(here.short(one.last)),
        Cell(str(one.step)),
        Cell(here.say(words(f"reminder.states.{one.state.value}"))),
    )


def reminder_said(here: Here, one: ReminderView) -> str:
    """How it went, about which day, and how it stands."""
    how = here.say(words(f"reminder.channel.{one.channel.value}"))
    state = here.say(words(f"reminder.states.{one.state.value}"))
    whole = here.say("reminder.whole", how=how, step=one.step, last=one.last)
    if one.step == 1:
        whole = here.say("reminder.whole_one", how=how, last=one.last)
    return f"{whole}: {here.say('reminder.at', state=state, at=here.moment(one.at))}"
