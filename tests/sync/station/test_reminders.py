"""Who asked for reminders gets each once, by the printed windows, over a real mail server or as a letter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from kiosk.audit import AuditEvent
from kiosk.check_in import Disclosure
from kiosk.registrant import Email, Standing
from kiosk.reminders import Channel, tells_on
from kiosk.review import Role
from sync.station import reminders
from sync.station.build import mail_server_of
from sync.station.client import DeskLink, new_id
from sync.station.desk_wire import Refused
from sync.station.mail import MailServer
from sync.station.post import AGAIN_AFTER, Post
from sync.station.reminder_wire import (
    ChooseReminders,
    PersonsReminders,
    ReminderChoice,
    ReminderLetters,
    Reminders,
    ReminderState,
    WriteReminders,
)
from sync.station.settings import StationSettings
from sync.station.store import counters, roster
from sync.station.store import reminders as rows
from sync.station.store.roster import Cause
from sync.station.store.tables import REGISTRANT_VERSIONS
from tests.mail_server import Box, Manner, a_mail_server
from tests.specimens import records
from tests.sync.station.a_station import AStation, a_station
from tests.sync.station.test_address_checks import person
from ui.texts import say_in

ALEX = records.registrant().registrant_id
MAIL = "alex.synthetic@example.org"


@pytest.fixture(params=["on_sqlite", "on_postgresql"])
def here(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[AStation]:
    """A station that sends e-mail; Alex Quill has an address on file, and comes in November and May."""
    made = a_station(tmp_path, address=request.getfixturevalue(request.param), mails=True)
    made.hire("osei", Role.SUPERVISOR, full_name="K. Osei")
    # Here this month already: the next window is months away, and opens before it ends.
    amended(made, emails=(Email("e-1", MAIL),), last_full_verification=dt.date(2026, 11, 9))
    yield made
    made.store.close()


@pytest.fixture
def box(tmp_path: Path) -> Iterator[Box]:
    """The office's mail server."""
    with a_mail_server(tmp_path) as made:
        yield made


def amended(here: AStation, **differences: object) -> None:
    """Alex Quill's record says so from now on."""
    with here.store.writing() as session:
        old = roster.record(session, ALEX)
        assert old is not None
        new = replace(old, version=old.version + 1, **differences)  # type: ignore[arg-type]
        roster.keep_version(session, new, Cause(here.clock(), "off-1", "amended"))


def chosen(
    desk: DeskLink, *, letter: bool = False, email: str = MAIL, language: str = "en", who: str = ALEX
) -> None:
    """Alex Quill chooses, or another."""
    found = desk.reminders.choose(who, ChooseReminders(new_id(), letter, email, language))
    assert isinstance(found, PersonsReminders), found


def last_day(here: AStation) -> dt.date:
    """The last day of Alex Quill's printed window."""
    with here.store.reading() as session:
        window = reminders.window_of(session, here.office, ALEX, here.office.today(here.clock()))
    assert window is not None
    return window.last


def days_before(here: AStation, days: int) -> dt.date:
    """Stand so many days before the last day; that day."""
    last = last_day(here)
    here.clock.now = dt.datetime.combine(
        last - dt.timedelta(days=days), dt.time(10), here.office.zone
    ).astimezone(dt.UTC)
    return last


def post(here: AStation, server: MailServer | None) -> Post:
    """The office's post."""
    return Post(here.store, here.office, server, say_in)


def states(here: AStation) -> list[tuple[int, Channel, ReminderState]]:
    """Alex Quill's reminders, the oldest first."""
    with here.store.reading() as session:
        found = rows.of_person(session, ALEX)
    return [(one.step, one.channel, one.state) for one in reversed(found)]


def test_a_look_at_a_persons_reminders_and_addresses_is_in_the_log(here: AStation) -> None:
    desk, before = here.signed_in("osei"), here.events().count(AuditEvent.RECORD_VIEWED.value)
    found = desk.reminders.of_person(ALEX)
    assert isinstance(found, PersonsReminders), found
    assert found.emails == (MAIL,)
    assert here.events().count(AuditEvent.RECORD_VIEWED.value) == before + 1


def test_each_step_goes_once_and_names_nothing_to_a_stranger(here: AStation, box: Box) -> None:
    chosen(here.signed_in(), language="es")
    office = post(here, box.server)
    for days in (20, 14, 14, 10, 7, 1, 1):
        days_before(here, days)
        office(here.clock())
        post(here, box.server)(here.clock())  # the station was started anew
    email, sent = Channel.EMAIL, ReminderState.SENT
    assert states(here) == [(14, email, sent), (7, email, sent), (1, email, sent)]
    assert len(box.taken) == 3
    for mail in box.taken:
        assert mail["To"] == MAIL
        assert "Quill" not in str(mail)
        body = mail.get_content()
        assert "identificación con su foto" in body
        assert "8165550100" in body
        assert not tells_on(f"{mail['From']} {mail['Subject']} {body}")
    assert here.events().count(AuditEvent.REMINDER_SENT.value) == 3


def test_a_reminder_wakes_nobody(here: AStation, box: Box) -> None:
    chosen(here.signed_in())
    days_before(here, 14)
    here.clock.forward(hours=-7)
    office = post(here, box.server)
    office(here.clock())
    assert box.taken == []
    here.clock.forward(hours=5)
    office(here.clock())
    assert len(box.taken) == 1


def test_nobody_is_reminded_who_did_not_ask_or_has_stopped_it(here: AStation, box: Box) -> None:
    days_before(here, 14)
    post(here, box.server)(here.clock())
    assert here.how_many("reminders") == 0
    desk = here.signed_in()
    chosen(desk)
    chosen(desk, email="")
    post(here, box.server)(here.clock())
    assert box.taken == []


def test_whoever_came_meanwhile_is_left_alone(here: AStation, box: Box) -> None:
    chosen(here.signed_in())
    days_before(here, 14)
    post(here, None)(here.clock())
    today = here.office.today(here.clock())
    amended(here, last_full_verification=today, standing=Standing.IN_CUSTODY, in_custody_since=today)
    post(here, box.server)(here.clock())
    assert box.taken == []
    assert states(here) == [(14, Channel.EMAIL, ReminderState.DROPPED)]


@pytest.mark.parametrize(
    ("manner", "state"),
    [
        ("refuses", ReminderState.FAILED),
        ("refuses_text", ReminderState.FAILED),
        ("breaks_off", ReminderState.UNSURE),
    ],
)
def test_what_was_refused_or_may_have_gone_is_listed_and_not_sent_again(
    here: AStation, box: Box, manner: Manner, state: ReminderState
) -> None:
    chosen(here.signed_in())
    days_before(here, 14)
    box.manner = manner
    office = post(here, box.server)
    office(here.clock())
    box.manner = "takes"
    asked = box.asked
    here.clock.forward(hours=2)
    office(here.clock())
    assert box.asked == asked
    assert states(here) == [(14, Channel.EMAIL, state)]
    found = here.signed_in().reminders.of_person(ALEX)
    assert isinstance(found, PersonsReminders)
    assert "casey" not in found.reminders[0].detail
    assert here.events().count(AuditEvent.REMINDER_NOT_SENT.value) == 1


def test_a_server_that_puts_off_or_is_away_is_asked_again_and_the_mail_goes_once(
    here: AStation, box: Box
) -> None:
    chosen(here.signed_in())
    days_before(here, 14)
    box.manner = "puts_off"
    office = post(here, box.server)
    office(here.clock())
    office(here.clock())
    assert box.asked == 1
    here.clock.now += AGAIN_AFTER
    post(here, replace(box.server, port=1))(here.clock())
    here.clock.now += AGAIN_AFTER
    box.manner = "takes"
    office(here.clock())
    assert len(box.taken) == 1
    assert states(here) == [(14, Channel.EMAIL, ReminderState.SENT)]


def test_a_mail_put_off_while_the_clock_ran_ahead_goes_once_it_is_set_right(here: AStation, box: Box) -> None:
    chosen(here.signed_in())
    days_before(here, 14)
    box.manner = "puts_off"
    office = post(here, box.server)
    office(here.clock.forward(hours=3))
    assert box.asked == 1
    box.manner = "takes"
    office(here.clock.forward(hours=-3))
    assert states(here) == [(14, Channel.EMAIL, ReminderState.SENT)]


@pytest.mark.parametrize("waits", [True, False])
def test_a_damaged_record_keeps_nobody_elses_reminder(here: AStation, box: Box, waits: bool) -> None:
    alike: dict[str, Any] = {
        "emails": (Email("e-1", MAIL),),
        "last_full_verification": dt.date(2026, 11, 9),
    }
    here.enrol(records.registrant(registrant_id="SYN-0002", id_number="S222", registry_id="X", **alike))
    desk = here.signed_in("osei")
    for who in (ALEX, "SYN-0002"):
        chosen(desk, who=who)
    days_before(here, 14)
    box.manner = "puts_off"
    if waits:
        post(here, box.server)(here.clock())
    here.clock.now += AGAIN_AFTER
    with here.store.writing() as session:
        of_alex = REGISTRANT_VERSIONS.c.registrant_id == ALEX
        session.execute(update(REGISTRANT_VERSIONS).where(of_alex).values(record="{}"))
    box.manner = "takes"
    post(here, box.server)(here.clock())
    assert len(box.taken) == 1


def test_a_server_that_hangs_keeps_nobody_and_its_mail_is_not_sent_twice(here: AStation, box: Box) -> None:
    chosen(here.signed_in())
    days_before(here, 14)
    box.manner = "hangs"
    post(here, replace(box.server, patience_s=0.5))(here.clock())
    assert states(here) == [(14, Channel.EMAIL, ReminderState.UNSURE)]


def test_a_mail_under_way_when_the_station_died_is_not_sent_again(here: AStation, box: Box) -> None:
    chosen(here.signed_in())
    days_before(here, 14)
    post(here, None)(here.clock())
    with here.store.writing() as session:
        (one,) = rows.waiting(session, Channel.EMAIL, here.clock(), 9)
        rows.change(session, [one.reminder_id], ReminderState.SENDING, here.clock())
    post(here, box.server)(here.clock())
    assert box.taken == []
    assert states(here) == [(14, Channel.EMAIL, ReminderState.UNSURE)]


def test_a_mail_is_written_down_as_under_way_before_the_server_hears_of_it(here: AStation, box: Box) -> None:
    chosen(here.signed_in())
    days_before(here, 14)
    seen: list[ReminderState] = []
    box.when_asked = lambda: seen.extend(state for _, _, state in states(here))
    post(here, box.server)(here.clock())
    assert seen == [ReminderState.SENDING]


def test_nothing_that_may_have_gone_since_a_backup_is_sent_again_after_it_is_restored(
    here: AStation, box: Box
) -> None:
    chosen(here.signed_in(), letter=True)
    days_before(here, 13)
    with here.store.writing() as session:
        counters.next_of(session, counters.RESTORED)
    post(here, box.server)(here.clock())
    assert box.taken == []
    assert {state for _, _, state in states(here)} == {ReminderState.UNSURE}
    days_before(here, 7)
    post(here, box.server)(here.clock())
    assert len(box.taken) == 1, "the next step is sent"


def test_an_address_that_is_no_longer_on_file_gets_nothing(here: AStation, box: Box) -> None:
    chosen(here.signed_in())
    days_before(here, 14)
    post(here, None)(here.clock())
    amended(here, emails=())
    post(here, box.server)(here.clock())
    assert box.taken == []
    assert states(here) == [(14, Channel.EMAIL, ReminderState.FAILED)]


def test_letters_wait_for_a_supervisor_and_are_written_once(here: AStation) -> None:
    here.enrol(person(2))
    chosen(here.signed_in(), letter=True, email="", language="es")
    days_before(here, 14)
    post(here, None)(here.clock())
    desk = here.signed_in("osei")
    page = desk.reminders.listed()
    assert isinstance(page, Reminders)
    assert (page.letters, [one.state for one in page.lines]) == (1, [ReminderState.WAITING])
    said = WriteReminders(new_id())
    found = desk.reminders.letters(said)
    assert isinstance(found, ReminderLetters)
    (letter,) = found.papers
    assert letter.to == ("Alex Rowan Quill", "415 Birchwood Ter Apt 3B", "Kansas City, MO 64106")
    assert (letter.language, letter.window.last) == ("es", last_day(here))
    here.clock.forward(minutes=5)
    assert desk.reminders.letters(said) == found, "an answer that got lost is given again"
    assert desk.reminders.letters(WriteReminders(new_id())) == ReminderLetters((), 0)
    assert here.events().count(AuditEvent.REMINDER_SENT.value) == 1
    assert states(here) == [(14, Channel.LETTER, ReminderState.SENT)]


def test_letters_that_a_desk_lost_with_its_program_are_given_again(here: AStation) -> None:
    chosen(here.signed_in(), letter=True, email="")
    days_before(here, 14)
    post(here, None)(here.clock())
    found = here.signed_in("osei").reminders.letters(WriteReminders(new_id()))
    assert isinstance(found, ReminderLetters)
    here.clock.forward(days=1)
    page = here.signed_in("osei").reminders.listed()
    assert isinstance(page, Reminders)
    desk = here.signed_in("osei")
    assert desk.reminders.letters_again(page.lines[0].reminder_id) == found
    assert here.events().count(AuditEvent.REMINDER_SENT.value) == 1
    assert here.events().count(AuditEvent.PAPER_MADE.value) == 1
    refused = desk.reminders.letters_again("none")
    assert isinstance(refused, Refused)
    assert refused.problem.code == "no_letter_written"


def test_a_letter_without_an_address_fails_and_says_so(here: AStation) -> None:
    chosen(here.signed_in(), letter=True, email="")
    days_before(here, 7)
    post(here, None)(here.clock())
    amended(here, residences=())
    assert here.signed_in("osei").reminders.letters(WriteReminders(new_id())) == ReminderLetters((), 1)
    assert states(here) == [(7, Channel.LETTER, ReminderState.FAILED)]


def test_a_choice_is_written_once_and_only_for_an_address_on_file(here: AStation) -> None:
    here.enrol(person(2))
    desk, said = here.signed_in(), ChooseReminders("c-1", True, MAIL, "en")
    for _ in range(2):
        desk.reminders.choose(ALEX, said)
    found = desk.reminders.of_person(ALEX)
    assert isinstance(found, PersonsReminders)
    assert found.choice is not None
    assert (found.choice.letter, found.choice.email, found.choice.officer) == (True, MAIL, "T. Rivera")
    assert here.how_many("reminder_choices") == 1
    for code, who, asked in (
        ("reminder_choice_used", "SYN-2", said),
        ("reminder_email_unknown", ALEX, ChooseReminders("c-2", False, "other@example.org", "en")),
        ("no_such_registrant", "nobody", ChooseReminders("c-3", True, "", "en")),
    ):
        refused = desk.reminders.choose(who, asked)
        assert isinstance(refused, Refused)
        assert refused.problem.code == code
    assert isinstance(desk.reminders.of_person("nobody"), Refused)


@pytest.mark.parametrize(
    "address", ["a@b", "a b@c.example", "a@c.example\nBcc: x@y.example", "ü@c.example", "<a@c.d>", ""]
)
def test_an_address_that_could_say_more_than_an_address_is_not_used(address: str) -> None:
    assert not reminders.usable(address)
    assert reminders.usable(MAIL)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"smtp_host": "mail.county.example"}, "needs smtp_sender"),
        ({"smtp_host": "m", "smtp_sender": "registry@county.example"}, "telling name"),
        ({"smtp_host": "m", "smtp_sender": "a@b.example", "office": "Sex Offender Unit"}, "telling name"),
        ({"reminders_name": "Registry"}, "must not"),
    ],
)
def test_the_settings_send_nothing_under_a_telling_name(said: dict[str, str], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        StationSettings(**{"office": "X", "disclosure": Disclosure.BLIND} | said)  # type: ignore[arg-type]


def test_the_settings_name_the_mail_server(tmp_path: Path) -> None:
    said = {"office": "X", "disclosure": Disclosure.BLIND}
    assert mail_server_of(StationSettings(**said)) is None  # type: ignore[arg-type]
    told = {
        "smtp_host": "mail.county.example",
        "smtp_port": 465,
        "smtp_security": "tls",
        "smtp_sender": "desk@county.example",
        "smtp_user": "desk",
        "smtp_password": "four grey herons",
        "smtp_authority": tmp_path / "ca.pem",
        "reminders_name": "Front Desk",
    }
    settings = StationSettings(**said | told)  # type: ignore[arg-type]
    assert mail_server_of(settings) == MailServer(
        "mail.county.example",
        465,
        "tls",
        "desk@county.example",
        "Front Desk",
        "desk",
        "four grey herons",
        tmp_path / "ca.pem",
    )
    assert "herons" not in f"{settings.shown()} {mail_server_of(settings)}"


def test_a_server_that_hangs_is_not_waited_for_once_for_every_person(here: AStation, box: Box) -> None:
    other = person(2, emails=(Email("e", "casey.synthetic@example.org"),))
    here.enrol(replace(other, last_full_verification=dt.date(2026, 11, 9)))
    desk = here.signed_in()
    chosen(desk)
    desk.reminders.choose("SYN-2", ChooseReminders(new_id(), False, "casey.synthetic@example.org", "en"))
    days_before(here, 14)
    box.manner = "hangs"
    office = post(here, replace(box.server, patience_s=0.3))
    office(here.clock())
    assert box.asked == 1
    box.manner = "takes"
    office(here.clock())
    assert [mail["To"] for mail in box.taken] == ["casey.synthetic@example.org"]


def test_an_office_with_a_telling_name_sends_letters_without_it(here: AStation) -> None:
    head = replace(here.office.letterhead, name="Sex Offender Registry", address=("Registry", "1 Test St"))
    office = replace(here.office, letterhead=head)
    with here.store.reading() as session:
        window = reminders.window_of(session, office, ALEX, office.today(here.clock()))
    assert window is not None
    choice = ReminderChoice(True, "", "en", here.clock(), "")
    made = reminders.paper(office, window, choice, here.clock())
    assert (made.office.name, made.office.address) == ("", ("1 Test St",))
