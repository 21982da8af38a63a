"""Reminders that people asked for: chosen with an officer, due by the printed windows, sent once."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from kiosk.audit import AuditEvent
from kiosk.papers import ComeBetween, Letterhead, Printing
from kiosk.problems import Problem, problem
from kiosk.registrant import Registrant
from kiosk.reminders import Channel, ReminderPaper, Window, step_due, tells_on
from sync.database import Session
from sync.station import audit
from sync.station.accounts import Live
from sync.station.audit import Actor
from sync.station.cases import envelope
from sync.station.office import Office
from sync.station.pages import owed
from sync.station.reminder_wire import (
    MOST_LETTERS,
    REMINDERS_A_PAGE,
    ChooseReminders,
    PersonsReminders,
    ReminderChoice,
    ReminderLetters,
    Reminders,
    ReminderState,
    ReminderView,
    WriteReminders,
)
from sync.station.store import counters, roster
from sync.station.store import reminders as rows
from sync.station.store.counters import REMINDER_LETTER, next_of

SELF: Final = Actor("reminders", audit.STATION)


@dataclass(frozen=True, slots=True)
class Due:
    """One reminder that is due."""

    registrant_id: str
    channel: Channel
    last: dt.date
    step: int


def page(session: Session, office: Office, number: int) -> Reminders:
    """One page of everybody's reminders."""
    lines, total = rows.page(session, number * REMINDERS_A_PAGE, REMINDERS_A_PAGE)
    return Reminders(lines, total, rows.how_many_wait(session, Channel.LETTER), office.mails)


def of_person(session: Session, office: Office, registrant_id: str) -> PersonsReminders | Problem:
    """What one person chose and was sent."""
    record = roster.record(session, registrant_id)
    if record is None:
        return problem("no_such_registrant")
    return PersonsReminders(
        rows.choice(session, registrant_id),
        emails(session, registrant_id),
        rows.of_person(session, registrant_id),
        office.mails,
    )


def emails(session: Session, registrant_id: str) -> tuple[str, ...]:
    """The e-mail addresses on file that mail can be handed in for."""
    record = roster.record(session, registrant_id)
    return () if record is None else tuple(one.address for one in record.emails if usable(one.address))


def usable(address: str) -> bool:
    """Whether mail can be handed in for this address."""
    name, at, place = address.rpartition("@")
    fits = address.isascii() and address.isprintable() and not set(address) & set(' <>,;:"')
    return fits and bool(at and name and "." in place)


def choose(
    session: Session, office: Office, registrant_id: str, said: ChooseReminders, who: Live, now: dt.datetime
) -> PersonsReminders | Problem:
    """Write down what a person chose; nothing at all is a choice too. The same again is written once."""
    record = roster.record(session, registrant_id, lock=True)
    if record is None:
        return problem("no_such_registrant")
    known = rows.whose_choice(session, said.choice_id)
    if known is not None and known != registrant_id:
        return problem("reminder_choice_used")
    if said.email and said.email not in emails(session, registrant_id):
        return problem("reminder_email_unknown")
    if known is None:
        officer = who.officer
        rows.choose(session, registrant_id, said, officer.officer_id, officer.name, now)
        how = "+".join(way for way, wanted in (("letter", said.letter), ("email", said.email)) if wanted)
        audit.note(
            session, AuditEvent.REMINDERS_CHOSEN, who.actor, now, how or "none", registrant=registrant_id
        )
    return of_person(session, office, registrant_id)


def due_today(session: Session, office: Office, now: dt.datetime) -> tuple[Due, ...]:
    """What is due today for everybody who wants reminders, whether it was written down before or not."""
    day = office.today(now)
    found = []
    for one in rows.chosen(session):
        record = roster.readable(session, one.registrant_id)
        window = None if record is None else window_of_record(session, office, record, day)
        if window is not None:
            for channel in _channels(office, one.choice):
                step = step_due(channel, window.last, day)
                if step is not None:
                    found.append(Due(one.registrant_id, channel, window.last, step))
    return tuple(found)


def become_due(session: Session, due: Sequence[Due], now: dt.datetime) -> None:
    """Write down what is due; what was written down before stays as it is.

    At the first look after a restore all that waits may have gone since the backup: it is not sent again.
    """
    for one in due:
        made = secrets.token_hex(16)
        rows.add(session, made, one.registrant_id, one.channel, one.last, one.step, now)
    restored = counters.current(session, counters.RESTORED)
    seen = counters.current(session, counters.RESTORED_SEEN)
    if restored > seen:
        counters.next_of(session, counters.RESTORED_SEEN, restored - seen)
        rows.doubt_all(session, now, "restored from a backup")


def _channels(office: Office, choice: ReminderChoice) -> tuple[Channel, ...]:
    wanted = ((Channel.LETTER, choice.letter), (Channel.EMAIL, bool(choice.email) and office.mails))
    return tuple(channel for channel, on in wanted if on)


def window_of(session: Session, office: Office, registrant_id: str, day: dt.date) -> Window | None:
    """The printed window of a person that ends first, or None when nothing printed is ahead."""
    record = roster.record(session, registrant_id)
    return None if record is None else window_of_record(session, office, record, day)


def window_of_record(session: Session, office: Office, record: Registrant, day: dt.date) -> Window | None:
    """The same of a record that was read."""
    _, windows = owed(session, office, record, day)
    ahead = [one for one in windows if isinstance(one, ComeBetween) and one.last > day]
    if not ahead:
        return None
    next_ = min(ahead, key=lambda one: one.last)
    first = next_.first if next_.first is not None and next_.first > day else None
    return Window(first, next_.last)


def paper(
    office: Office, window: Window, choice: ReminderChoice, now: dt.datetime, by: str = ""
) -> ReminderPaper:
    """What is said, under the name the office sends reminders by."""
    day, head = office.today(now), office.letterhead
    # Whoever opens the envelope or sees the mail learns nothing from who sent it.
    name = office.reminders_name or ("" if tells_on(head.name) else head.name)
    sender = Letterhead(name, tuple(line for line in head.address if not tells_on(line)), head.phone)
    return ReminderPaper("", sender, day, (), window, choice.language, Printing(office.local(now), by))


def letters(
    session: Session, office: Office, said: WriteReminders, who: Live, now: dt.datetime
) -> ReminderLetters:
    """Write every letter that waits, numbered; whoever has no address is told of and their letter fails.

    The same batch asked again is given again, made anew from its rows: an answer may get lost on its way.
    """
    next_of(session, REMINDER_LETTER, 0)  # two who ask at once come one after the other
    if not rows.of_batch(session, said.batch_id):
        for one in rows.waiting(session, Channel.LETTER, now, MOST_LETTERS):
            _write(session, office, one, said.batch_id, who, now)
    return _given(session, office, rows.of_batch(session, said.batch_id), who)


def letters_again(
    session: Session, office: Office, reminder_id: str, who: Live, now: dt.datetime
) -> ReminderLetters | Problem:
    """This letter and those that were written together with it, made anew from their rows: a desk may die
    before they lie in a file."""
    batch_id = rows.batch_of(session, reminder_id)
    if not batch_id:
        return problem("no_letter_written")
    batch = rows.of_batch(session, batch_id)
    for one in (one for one in batch if one.state is ReminderState.SENT):
        about = {"number": one.detail, "registrant": one.registrant_id}
        audit.note(session, AuditEvent.PAPER_MADE, who.actor, now, "reminder", **about)
    return _given(session, office, batch, who)


def _given(session: Session, office: Office, batch: Sequence[ReminderView], who: Live) -> ReminderLetters:
    papers = [_letter(session, office, one, who) for one in batch if one.state is ReminderState.SENT]
    made = tuple(one for one in papers if one is not None)
    return ReminderLetters(made, len(batch) - len(made))


def _write(
    session: Session, office: Office, one: ReminderView, batch_id: str, who: Live, now: dt.datetime
) -> None:
    day, ids = office.today(now), [one.reminder_id]
    choice = rows.choice(session, one.registrant_id)
    window = window_of(session, office, one.registrant_id, day)
    if choice is None or not choice.letter or window is None or window.last != one.last:
        rows.change(session, ids, ReminderState.DROPPED, now)
    elif not _envelope(roster.record(session, one.registrant_id)):
        rows.change(session, ids, ReminderState.FAILED, now, "no address", batch_id=batch_id)
    else:
        number = f"M-{day.year}-{next_of(session, REMINDER_LETTER):06d}"
        rows.change(session, ids, ReminderState.SENT, now, number, batch_id=batch_id)
        audit.note(session, AuditEvent.REMINDER_SENT, who.actor, now, "letter", registrant=one.registrant_id)


def _letter(session: Session, office: Office, one: ReminderView, who: Live) -> ReminderPaper | None:
    """The letter of one row, as of when it was written; None where no address is left."""
    choice, to = (
        rows.choice(session, one.registrant_id),
        _envelope(roster.record(session, one.registrant_id)),
    )
    window = window_of(session, office, one.registrant_id, office.today(one.at))
    if window is None or window.last != one.last:
        window = Window(None, one.last)
    if choice is None or not to:
        return None
    return replace(paper(office, window, choice, one.at, who.officer.name), number=one.detail, to=to)


def _envelope(record: Registrant | None) -> tuple[str, ...]:
    return envelope(record) if record is not None else ()
