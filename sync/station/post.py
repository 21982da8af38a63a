"""The office's post: what is due is written down, and e-mails are handed to the mail server, each once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Final, TypeAlias

import structlog

from kiosk.audit import AuditEvent
from kiosk.reminders import Channel, ReminderPaper, reminder_lines
from kiosk.words import Say, words
from sync.database import Store
from sync.station import audit, reminders
from sync.station.mail import Handed, MailServer, MaybeTaken, NotTaken, Taken, hand_in, letter_of
from sync.station.office import Office
from sync.station.reminder_wire import ReminderState, ReminderView
from sync.station.store import reminders as rows
from sync.station.store.form import StoreDamagedError

SayIn: TypeAlias = Callable[[str], Say]
"""The sentences of a language by its code."""
AT_ONCE: Final = 50
"""Mails handed in at one look."""
DAYTIME: Final = (8, 20)
"""Hours of the office's own day in which mail goes: a reminder wakes nobody."""
AGAIN_AFTER: Final = dt.timedelta(minutes=30)
_log = structlog.get_logger("post")


class Post:
    """Called each minute by the watch; without a mail server only what is due is written down."""

    def __init__(self, store: Store, office: Office, server: MailServer | None, say_in: SayIn | None) -> None:
        self._store, self._office, self._server, self._say_in = store, office, server, say_in
        self._seen: tuple[dt.date, int] | None = None

    def __call__(self, now: dt.datetime) -> None:
        """One look."""
        self._settle(now)
        self._become_due(now)
        first, last = DAYTIME
        by_day = first <= self._office.local(now).hour < last
        if by_day and self._server is not None and self._say_in is not None:
            self._hand_in(self._server, self._say_in, now)

    def _settle(self, now: dt.datetime) -> None:
        """What was being handed over when the station stopped may have gone: it is not sent again."""
        with self._store.reading() as session:
            left = rows.left_sending(session)
        if left:
            with self._store.writing() as session:
                rows.change(session, left, ReminderState.UNSURE, now, "the station stopped")
                audit.note(
                    session, AuditEvent.REMINDER_NOT_SENT, reminders.SELF, now, "unsure", many=len(left)
                )

    def _become_due(self, now: dt.datetime) -> None:
        """Once a day, and after every choice."""
        with self._store.reading() as session:
            seen = (self._office.today(now), rows.last_choice(session))
        if seen == self._seen or not seen[1]:
            return
        # Looked for before anything is written: kiosks must not wait for a whole roster.
        with self._store.reading() as session:
            due = reminders.due_today(session, self._office, now)
        with self._store.writing() as session:
            reminders.become_due(session, due, now)
        self._seen = seen

    def _hand_in(self, server: MailServer, say_in: SayIn, now: dt.datetime) -> None:
        with self._store.reading() as session:
            waiting = rows.waiting(session, Channel.EMAIL, now, AT_ONCE)
        for one in waiting:
            try:
                found = self._take(one, now)
            except StoreDamagedError:
                continue  # their record is damaged, which the day's count names: the others' mail goes
            if found is None:
                continue
            paper, to = found
            subject, text = mail_text(paper, say_in(paper.language))
            handed = hand_in(server, letter_of(server, to, subject, text, now))
            self._keep(one, handed, now)
            if isinstance(handed, MaybeTaken) or (isinstance(handed, NotTaken) and handed.nobody):
                # A server that is away or hangs is not waited for once for every person.
                _log.warning("mail_server_away", why=handed.why)
                return

    def _take(self, one: ReminderView, now: dt.datetime) -> tuple[ReminderPaper, str] | None:
        """What to hand in and where to, marked as under way; None when it is not to go any more."""
        ids, day = [one.reminder_id], self._office.today(now)
        with self._store.writing() as session:
            choice = rows.choice(session, one.registrant_id)
            window = reminders.window_of(session, self._office, one.registrant_id, day)
            if choice is None or not choice.email or window is None or window.last != one.last:
                rows.change(session, ids, ReminderState.DROPPED, now)
                return None
            if choice.email not in reminders.emails(session, one.registrant_id):
                rows.change(session, ids, ReminderState.FAILED, now, "no longer on file")
                return None
            rows.change(session, ids, ReminderState.SENDING, now)
        return reminders.paper(self._office, window, choice, now), choice.email

    def _keep(self, one: ReminderView, handed: Handed, now: dt.datetime) -> None:
        event, again = AuditEvent.REMINDER_NOT_SENT, now
        match handed:
            case Taken():
                state, detail, event = ReminderState.SENT, "", AuditEvent.REMINDER_SENT
            case MaybeTaken(why):
                state, detail = ReminderState.UNSURE, why
            case NotTaken(why, for_good=True):
                state, detail = ReminderState.FAILED, why
            case NotTaken(why):
                state, detail, again = ReminderState.WAITING, why, now + AGAIN_AFTER
        with self._store.writing() as session:
            rows.change(session, [one.reminder_id], state, now, detail, again)
            if state is not ReminderState.WAITING:
                about = {"registrant": one.registrant_id, "reminder": one.reminder_id}
                audit.note(session, event, reminders.SELF, now, "email", **about)


def mail_text(paper: ReminderPaper, say: Say) -> tuple[str, str]:
    """The subject and the text of an e-mail."""
    office = paper.office
    head = [line for line in (office.name, *office.address, office.phone) if line]
    body = "\n\n".join((*(say(line) for line in reminder_lines(paper)), "\n".join(head)))
    return say(words("paper.reminder.subject")), f"{body}\n"
