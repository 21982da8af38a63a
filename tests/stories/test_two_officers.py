"""Two officers at two desks: no check-in is taken, completed or told twice, whoever is quicker."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from kiosk.check_in import State
from sync.kiosk_wire import Accepted
from sync.station.client import DeskLink, new_id
from sync.station.desk_wire import CheckInPage, CompletedView, QueueView, Refused, Trouble
from tests.stories.office import KIOSKS, Office
from tests.stories.sending import send
from tests.stories.visits import checklist, made
from tests.waiting import until

pytestmark = pytest.mark.slow


def code(answer: object) -> str:
    """The problem's code of a refusal."""
    assert isinstance(answer, Refused), answer
    return answer.problem.code


def test_six_check_ins_that_both_reach_for_are_each_completed_by_one(office: Office) -> None:
    ids = []
    for number, person in enumerate(office.served[:6], start=1):
        check_in = made(office.card(person), number)
        assert isinstance(send(office, check_in), Accepted)
        ids.append(check_in.check_in_id)
    desks, together = [office.signed_in(), office.second_officer()], Barrier(2)

    def reach(desk: DeskLink) -> list[CheckInPage | Trouble]:
        answers = []
        for check_in_id in ids:
            together.wait(30)
            answers.append(desk.visits.claim(check_in_id))
        return answers

    with ThreadPoolExecutor(2) as both:
        taken = list(both.map(reach, desks))
    for check_in_id, mine, theirs in zip(ids, *taken, strict=True):
        assert isinstance(mine, CheckInPage) != isinstance(theirs, CheckInPage), check_in_id
        assert code(theirs if isinstance(mine, CheckInPage) else mine) == "claimed_by_another"

    def finish(number: int) -> list[str]:
        told = []
        for check_in_id, page in zip(ids, taken[number], strict=True):
            answer = desks[number].visits.complete(check_in_id, checklist(), 1, new_id())
            if isinstance(page, CheckInPage):
                assert isinstance(answer, CompletedView), answer
                told.append(answer.appearance.appearance_id)
            else:
                assert code(answer) in ("claimed_by_another", "already_completed")
        return told

    with ThreadPoolExecutor(2) as both:
        done = [one for told in both.map(finish, range(2)) for one in told]
    people = [person.registrant.registrant_id for person in office.served[:6]]
    until(lambda: all(office.told(one) for one in people), within=30, what="the registry")
    assert sorted(update_id for one in people for _, update_id in office.told(one)) == sorted(done)


def test_a_record_that_another_officer_has_moved_on_must_be_looked_at_again(office: Office) -> None:
    alex = office.served[0]
    rivera, moreau = office.signed_in(), office.second_officer()
    first = made(office.card(alex), 1)
    assert isinstance(send(office, first), Accepted)
    assert isinstance(rivera.visits.claim(first.check_in_id), CheckInPage)
    second = made(office.card(alex), 1, kiosk=KIOSKS[1])
    assert isinstance(send(office, second, KIOSKS[1]), Accepted)
    page = moreau.visits.claim(second.check_in_id)
    assert isinstance(page, CheckInPage)
    assert [flag.key for flag in page.entry.flags][-1] == "flag.another_check_in_open"

    one, two = new_id(), new_id()
    assert isinstance(rivera.visits.complete(first.check_in_id, checklist(), 1, one), CompletedView)
    late = moreau.visits.complete(second.check_in_id, checklist(), 1, two)
    assert code(late) == "record_moved_on"
    again = moreau.visits.page(second.check_in_id)
    assert isinstance(again, CheckInPage)
    assert again.record is not None
    assert again.record.version == 2
    done = moreau.visits.complete(second.check_in_id, checklist(), 2, two)
    assert isinstance(done, CompletedView), done
    assert code(moreau.visits.complete(second.check_in_id, checklist(), 3, new_id())) == "already_completed"
    until(lambda: len(office.told("SYN-0001")) == 2, within=30, what="the registry")
    assert office.told("SYN-0001") == ((2, one), (3, two))


def test_what_one_desk_does_the_other_sees_without_asking_again(office: Office) -> None:
    rivera, moreau = office.signed_in(), office.second_officer()
    empty = moreau.visits.queue()
    assert isinstance(empty, QueueView)
    with ThreadPoolExecutor(1) as aside:
        waits = aside.submit(lambda: moreau.visits.queue(empty.version, 20.0))
        check_in = made(office.card(office.served[0]), 1)
        assert isinstance(send(office, check_in), Accepted)
        came = waits.result(30)
    assert isinstance(came, QueueView)
    assert [entry.state for entry in came.entries] == [State.WAITING]
    with ThreadPoolExecutor(1) as aside:
        waits = aside.submit(lambda: moreau.visits.queue(came.version, 20.0))
        rivera.visits.claim(check_in.check_in_id)
        taken = waits.result(30)
    assert isinstance(taken, QueueView)
    assert [(entry.state, entry.claimed_by_name) for entry in taken.entries] == [(State.CLAIMED, "T. Rivera")]
