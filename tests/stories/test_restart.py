"""The station is killed and started again in the middle of everything: people and officers just go on."""

from __future__ import annotations

import pytest

from kiosk.audit import AuditEvent
from kiosk.check_in import State
from sync.kiosk_wire import Accepted, OfficeInfo, Opened, QuestionTaken
from sync.station import audit
from sync.station.desk_wire import CheckInPage, CompletedView, Draft, Outcome, QueueView, Unreachable
from tests.stories.office import Office
from tests.stories.sending import send
from tests.stories.visits import checklist, made

pytestmark = pytest.mark.slow


def again(office: Office) -> None:
    """kill -9, and a new life."""
    office.station.kill()
    office.station.start()


def test_a_visit_and_an_officers_work_go_on_after_the_station_was_killed(office: Office) -> None:
    alex, kiosk, desk = office.served[0], office.kiosk(), office.signed_in()
    question = kiosk.find_registrant(office.card(alex))
    assert isinstance(question, QuestionTaken)
    again(office)
    opened = kiosk.open_record(question.lookup_id, alex.pin)
    assert isinstance(opened, Opened), opened
    again(office)
    check_in = made(
        office.card(alex),
        1,
        lookup_id=question.lookup_id,
        disclosure=opened.disclosure,
        record_version=opened.record_version,
    )
    assert isinstance(send(office, check_in), Accepted)
    again(office)
    mine = desk.visits.claim(check_in.check_in_id)
    assert isinstance(mine, CheckInPage)
    draft = Draft(checklist(), "looked at twice", mine.entry.registrant_id)
    assert isinstance(desk.visits.keep_draft(check_in.check_in_id, draft), Outcome)
    again(office)
    page = desk.visits.page(check_in.check_in_id)
    assert isinstance(page, CheckInPage), page
    assert (page.entry.state, page.draft) == (State.CLAIMED, draft)

    office.station.kill()
    asked = (check_in.check_in_id, draft.checklist, 1, "0123456789abcdef0123456789abcdef")
    assert isinstance(desk.visits.complete(*asked), Unreachable)
    office.station.start()
    first = desk.visits.complete(*asked)
    assert isinstance(first, CompletedView), first
    again(office)
    second = desk.visits.complete(*asked)
    assert isinstance(second, CompletedView)
    assert (first.already, second.already) == (False, True)
    assert second.receipt == first.receipt
    with office.store().reading() as session:
        assert audit.verify(session).broken_at is None


def test_a_kiosk_and_a_desk_notice_nothing_of_a_restart_between_two_questions(office: Office) -> None:
    desk, kiosk = office.signed_in(), office.kiosk()
    assert isinstance(kiosk.office(), OfficeInfo)
    again(office)
    assert isinstance(kiosk.office(), OfficeInfo)
    assert isinstance(desk.visits.queue(), QueueView)


def test_a_station_told_to_stop_says_so_in_its_log_and_ends_well(office: Office) -> None:
    assert office.station.stop() == 0
    assert office.registry.stop() == 0
    with office.store().reading() as session:
        assert [line.event for line in audit.lines(session, 0, 500)][-1] == AuditEvent.STATION_STOPPED
