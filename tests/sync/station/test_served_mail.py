"""Reminders leave a station as it is served, by its settings' mail server; what it refuses shows."""

from __future__ import annotations

import datetime as dt

from kiosk.registrant import Email
from kiosk.reminders import Channel
from sync.station import reminders, roster
from sync.station.build import office_of
from sync.station.client import new_id
from sync.station.reminder_wire import ChooseReminders, Reminders, ReminderState
from sync.station.roster import Entry
from sync.station.settings import StationSettings
from sync.station.store import reminders as rows
from tests.mail_server import PASSWORD, Box, a_mail_server
from tests.sync.station.a_station import IMPORTER
from tests.sync.station.test_address_checks import person
from tests.sync.station.test_served import Premises, premises, served
from tests.waiting import until

__all__ = ["premises"]


def noon(now: dt.datetime) -> str:
    """A zone in which it is about noon: reminders go by day."""
    hours = now.hour - 12
    return f"Etc/GMT{hours:+d}" if hours else "Etc/GMT"


def set_up(premises: Premises, box: Box) -> None:
    """The settings name the mail server; two people chose e-mail, and their reminders are due."""
    server, now = box.server, dt.datetime.now(dt.UTC)
    told = {"office": "Example County", "disclosure": "own-record", "zone": noon(now)}
    with premises.config.open("a") as config:
        config.write(
            f'zone = "{told["zone"]}"\nreminders_name = "Front Desk"\n'
            f'smtp_host = "{server.host}"\nsmtp_port = {server.port}\nsmtp_sender = "{server.sender}"\n'
            f'smtp_user = "{server.user}"\nsmtp_password = "{PASSWORD}"\n'
            f'smtp_authority = "{server.authority}"\n'
        )
    office = office_of(StationSettings.model_validate(told), b"p" * 32)
    store = premises.store()
    with store.writing() as session:
        people = [
            person(
                number,
                registry_id=f"MO-{number}",
                birth_date=dt.date(1980, (now + dt.timedelta(days=75)).month, 5),
                last_full_verification=now.date(),
                emails=(Email("e", f"casey{number}@example.org"),),
            )
            for number in (1, 2)
        ]
        roster.take_in(session, office, [Entry(one) for one in people], IMPORTER, now)
        for one in people:
            said = ChooseReminders(new_id(), letter=False, email=one.emails[0].address, language="en")
            rows.choose(session, one.registrant_id, said, "off-1", "T. Rivera", now)
            window = reminders.window_of(session, office, one.registrant_id, office.today(now))
            assert window is not None
            rows.add(session, new_id(), one.registrant_id, Channel.EMAIL, window.last, 14, now)
    store.close()


def test_one_reminder_arrives_and_one_that_is_refused_is_shown_with_what_was_said(premises: Premises) -> None:
    with a_mail_server(premises.folder, user="desk") as box:
        set_up(premises, box)

        def refuses_the_second() -> None:
            box.manner = "takes" if box.asked == 1 else "refuses"

        box.when_asked = refuses_the_second
        with served(premises, "looks"):
            desk = premises.desk_link()

            def shown() -> dict[ReminderState, str]:
                page = desk.reminders.listed()
                assert isinstance(page, Reminders), page
                assert page.mails
                return {line.state: line.detail for line in page.lines}

            until(lambda: shown().keys() == {ReminderState.SENT, ReminderState.FAILED})
            assert shown()[ReminderState.FAILED] == "the server said 550"
        (mail,) = box.taken
    assert mail["From"] == "Front Desk <frontdesk@county.example>"
    assert "regist" not in str(mail).casefold()
