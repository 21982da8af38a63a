"""Nobody in the lobby learns whether somebody else is registered (promise 6)."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from kiosk.check_in import CheckIn, Disclosure, Identity
from kiosk.registrant import Passport, PersonName, Registrant, Standing
from kiosk.review import Decision
from kiosk.topics import Topic
from kiosk.visit.events import Mend, Timing
from sync.identity import Role as DeviceRole
from sync.kiosk_wire import FactorKind, GiveFactor, Opened, Question, QuestionTaken, SeeDesk, TryAgain
from sync.link import Refused
from sync.station import law, lookups
from sync.station.desk_wire import QueueView
from sync.station.store import lookups as rows
from sync.wire import to_wire
from tests.specimens import records
from tests.sync.station.a_station import KIOSK, PIN, AStation, a_station, card, claim

WRONG = "0000"


def asked(here: AStation, identity: Identity, kiosk: str = KIOSK) -> str:
    """Put the question; its id."""
    taken = here.kiosk(kiosk).find_registrant(identity)
    assert isinstance(taken, QuestionTaken), taken
    return taken.lookup_id


def answers(here: AStation, identity: Identity, *factors: str) -> list[str]:
    """What a kiosk is told to each factor after one question."""
    lookup_id = asked(here, identity)
    link = here.kiosk()
    return [type(link.open_record(lookup_id, factor)).__name__ for factor in factors]


def barred(standing: Standing) -> Registrant:
    """Somebody but for the last name like Alex, whom the kiosk must not serve."""
    return records.registrant(
        registrant_id="SYN-0002",
        name=PersonName("Alex", "Rowan", "Other"),
        id_number="S222222222",
        standing=standing,
        registry_id="MO-SYN-0002",
    )


def test_unknown_barred_and_wrong_factor_are_told_alike(here: AStation) -> None:
    here.enrol(barred(Standing.EXEMPT))
    wrong = ["TryAgain", "TryAgain", "SeeDesk", "SeeDesk"]
    assert answers(here, card(), *[WRONG] * 4) == wrong
    assert answers(here, card(id_number="S999999999", last="STRANGER"), *[WRONG] * 4) == wrong
    assert answers(here, card(id_number="S222222222", last="OTHER"), *[PIN] * 4) == wrong, "barred, right PIN"
    assert answers(here, claim(last="Nobody"), *[WRONG] * 4) == wrong


@pytest.mark.parametrize("standing", [s for s in Standing if s is not Standing.ACTIVE])
def test_nobody_but_the_active_is_served_at_the_kiosk(here: AStation, standing: Standing) -> None:
    here.enrol(barred(standing))
    assert answers(here, card(id_number="S222222222", last="OTHER"), PIN) == ["TryAgain"]


def test_somebody_without_a_second_factor_is_told_the_same(here: AStation) -> None:
    here.enrol(barred(Standing.ACTIVE), pin="")
    told = answers(here, card(id_number="S222222222", last="OTHER"), PIN, PIN, PIN)
    assert told == ["TryAgain", "TryAgain", "SeeDesk"]


def test_a_card_that_fits_only_in_part_is_nobodys(here: AStation) -> None:
    for other in (
        {"birth_date": dt.date(1980, 11, 6)},
        {"last": "QUILLER"},
        {"id_number": "S123456780"},
        {"id_number": None},
        {"birth_date": None},
    ):
        assert answers(here, card(**other), PIN) == ["TryAgain"], other
        here.clock.forward(hours=13)


def test_spaces_case_and_hyphens_of_the_number_do_not_matter(here: AStation) -> None:
    assert answers(here, card(id_number="s-123 456 789"), PIN) == ["Opened"]


def test_a_new_scan_gives_no_new_tries(here: AStation) -> None:
    for identity in (card(), card(id_number="S999999999", last="STRANGER")):
        assert answers(here, identity, WRONG, WRONG) == ["TryAgain", "TryAgain"]
        assert answers(here, identity, WRONG) == ["SeeDesk"]
        assert answers(here, identity, WRONG) == ["SeeDesk"]
    assert answers(here, card(), PIN) == ["SeeDesk"], "a person brings it right, not a lucky fourth try"


def test_typing_the_same_person_in_gives_no_new_tries_either(here: AStation) -> None:
    assert answers(here, card(), WRONG, WRONG, WRONG)[-1] == "SeeDesk"
    assert answers(here, claim(), PIN) == ["SeeDesk"]
    assert answers(here, card(last="QUI", last_truncated=True), PIN) == ["SeeDesk"]


def test_naming_one_person_in_several_ways_tells_nobody_whether_they_are_on_the_roster(
    here: AStation,
) -> None:
    ways: tuple[Identity, ...] = (
        card(),
        claim(),
        claim(registration_number="MO-SYN-0001"),
        card(last="QUILLER"),
        card(),
    )
    on_the_roster = [answers(here, way, *[WRONG] * 3) for way in ways]
    nobody: list[Identity] = [
        card(id_number="S999999999", last="STRANGER"),
        claim(last="Stranger"),
        claim(registration_number="MO-SYN-9999"),
        card(id_number="S999999999", last="STRANGERS"),
        card(id_number="S999999999", last="STRANGER"),
    ]
    assert on_the_roster == [answers(here, way, *[WRONG] * 3) for way in nobody]


def test_an_officer_who_sets_the_factor_anew_gives_new_tries_however_the_person_is_named(
    here: AStation,
) -> None:
    numbered = claim(registration_number="MO-SYN-0001")
    for way in (card(), claim(), numbered):
        answers(here, way, *[WRONG] * 3)
    assert here.signed_in().people.set_factor("SYN-0001", PIN) is None
    assert answers(here, card(), WRONG) == ["TryAgain"]
    assert answers(here, numbered, PIN) == ["Opened"]


def test_wrong_tries_are_forgotten_after_twelve_hours(here: AStation) -> None:
    answers(here, card(), WRONG, WRONG, WRONG)
    here.clock.forward(hours=12, seconds=1)
    assert answers(here, card(), PIN) == ["Opened"]


def test_wrong_tries_of_a_clock_that_ran_ahead_bar_nobody_once_it_is_set_right(here: AStation) -> None:
    here.clock.forward(days=30)
    answers(here, card(), WRONG, WRONG, WRONG)
    here.clock.forward(days=-30)
    assert answers(here, card(), WRONG, PIN) == ["TryAgain", "Opened"]


def test_a_right_factor_wipes_the_count_of_its_own_person(here: AStation) -> None:
    answers(here, card(), WRONG)
    answers(here, card(), WRONG, PIN)
    assert answers(here, card(), WRONG, WRONG, PIN) == ["TryAgain", "TryAgain", "Opened"]


def test_a_right_factor_wipes_no_count_of_somebody_elses(here: AStation) -> None:
    alike = replace(barred(Standing.ACTIVE), name=PersonName("Pat", "", "Quinn"))
    here.enrol(alike, pin="7777")
    other = card(id_number="S222222222", first="PAT", last="QUINN")
    assert answers(here, card(), WRONG) == ["TryAgain"]
    assert answers(here, other, "7777") == ["Opened"]
    assert answers(here, card(), WRONG) == ["TryAgain"]
    assert answers(here, other, "7777") == ["Opened"]
    assert answers(here, card(), WRONG) == ["SeeDesk"]
    assert answers(here, card(), PIN) == ["SeeDesk"]


def test_a_question_is_opened_once_and_only_at_its_own_kiosk(here: AStation) -> None:
    lookup_id = asked(here, card())
    other = here.kiosk("kiosk-b").open_record(lookup_id, PIN)
    assert isinstance(other, Refused)
    assert isinstance(here.kiosk().open_record(lookup_id, PIN), Opened)
    again = here.kiosk().open_record(lookup_id, PIN)
    assert isinstance(again, Refused)
    assert again.problem.code == other.problem.code == "lookup_not_known"


def test_a_question_grows_old(here: AStation) -> None:
    lookup_id = asked(here, card())
    here.clock.forward(minutes=31)
    assert isinstance(here.kiosk().open_record(lookup_id, PIN), SeeDesk)


def test_only_the_own_record_is_shown_and_nothing_an_officer_alone_may_see(here: AStation) -> None:
    person = records.registrant(
        registrant_id="SYN-0003",
        id_number="S333333333",
        passports=(Passport("p", "passport", "PLANTED-NUMBER", "USA"),),
        notes=("PLANTED NOTE",),
    )
    here.enrol(person)
    lookup_id = asked(here, card(id_number="S333333333"))
    http = here.http(KIOSK, DeviceRole.KIOSK)
    answer = http.post(f"/v1/kiosk/lookups/{lookup_id}/factor", content=to_wire(GiveFactor(PIN)))
    assert answer.status_code == 200
    assert "Birchwood" in answer.text
    for secret in ("PLANTED", '"tier"', "victim", "offense", "standing", "SYN-0003", "photo-1"):
        assert secret not in answer.text, secret


def test_a_blind_office_shows_nothing_on_file(tmp_path: Path) -> None:
    blind = a_station(tmp_path, disclosure=Disclosure.BLIND)
    blind.enrol(records.registrant())
    found = blind.kiosk().open_record(asked(blind, card()), PIN)
    assert found == Opened(Disclosure.BLIND, None, 0, None)


def test_what_was_typed_by_hand_opens_blind_even_where_records_are_shown(here: AStation) -> None:
    found = here.kiosk().open_record(asked(here, claim()), PIN)
    assert found == Opened(Disclosure.BLIND, None, 0, None)


def test_two_people_of_one_name_and_birth_date_are_nobody_to_a_claim(here: AStation) -> None:
    here.enrol(replace(barred(Standing.ACTIVE), name=records.registrant().name))
    assert answers(here, claim(), PIN) == ["TryAgain"]


def test_who_is_waiting_already_is_told_so_after_the_factor_only(here: AStation) -> None:
    check_in = here.visit()
    found = here.kiosk().open_record(asked(here, card()), PIN)
    assert isinstance(found, Opened)
    assert found.waiting == check_in.ticket
    here.clock.forward(days=1)
    tomorrow = here.kiosk().open_record(asked(here, card()), PIN)
    assert isinstance(tomorrow, Opened)
    assert tomorrow.waiting is None


def sent_back(here: AStation, *topics: Topic) -> CheckIn:
    """A check-in with a move that an officer has sent back."""
    check_in = here.visit(changes=records.moved_house())
    desk = here.signed_in()
    desk.visits.claim(check_in.check_in_id)
    desk.visits.decide(check_in.check_in_id, Decision.SEND_BACK, "The unit is missing.", "2", topics)
    return check_in


def test_who_was_sent_back_finds_what_they_said_and_why(here: AStation) -> None:
    check_in = sent_back(here)
    found = here.kiosk().open_record(asked(here, card()), PIN)
    assert isinstance(found, Opened)
    assert found.waiting is None
    assert found.mend == Mend("The unit is missing.", check_in.changes)


def test_who_was_sent_back_is_told_what_the_officer_named(here: AStation) -> None:
    check_in = sent_back(here, Topic.RESIDENCES, Topic.MAILING)
    found = here.kiosk().open_record(asked(here, card()), PIN)
    assert isinstance(found, Opened)
    named = (Topic.RESIDENCES, Topic.MAILING)
    assert found.mend == Mend("The unit is missing.", check_in.changes, named)


def test_where_nothing_may_be_shown_who_was_sent_back_is_told_why_alone(here: AStation) -> None:
    sent_back(here)
    found = here.kiosk().open_record(asked(here, claim()), PIN)
    assert isinstance(found, Opened)
    assert found.mend == Mend("The unit is missing.", None)
    assert found.timing is None


@pytest.mark.parametrize(
    ("day", "timing"),
    [(dt.date(2026, 6, 15), Timing.EARLY), (dt.date(2026, 11, 10), None), (dt.date(2027, 3, 1), Timing.LATE)],
)
def test_early_and_late_are_told_from_the_printed_dates(
    here: AStation, day: dt.date, timing: Timing | None
) -> None:
    assert law.timing(here.office, records.registrant(), day, None) is timing


def test_the_last_digits_of_the_ssn_open_where_the_agency_chose_them(tmp_path: Path) -> None:
    office = a_station(tmp_path, factor=FactorKind.SSN4)
    office.enrol(records.registrant())
    with office.store.writing() as session:
        refused = lookups.set_factor(
            session, office.office, "SYN-0001", FactorKind.SSN4, "12345", "officer", office.clock()
        )
        assert refused is not None
        assert refused.code == "factor_not_digits"
        lookups.set_factor(
            session, office.office, "SYN-0001", FactorKind.SSN4, "6789", "officer", office.clock()
        )
    assert answers(office, card(), PIN, "6789") == ["TryAgain", "Opened"]


def test_a_stolen_store_does_not_give_up_its_pins(here: AStation) -> None:
    other_pepper = replace(here.office, pepper=b"q" * 32)
    lookup_id = asked(here, card())
    found = lookups.give_factor(here.store, other_pepper, KIOSK, lookup_id, PIN, here.clock())
    assert isinstance(found, TryAgain)


def test_a_try_is_counted_before_it_is_looked_at(here: AStation, monkeypatch: pytest.MonkeyPatch) -> None:
    lookup_id = asked(here, card())

    def crash(*_: object) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr(lookups, "_agrees", crash)
    with pytest.raises(KeyboardInterrupt):
        lookups.give_factor(here.store, here.office, KIOSK, lookup_id, PIN, here.clock())
    with here.store.writing() as session:
        found = rows.find(session, lookup_id)
    assert found is not None
    assert found.tries == 1


class Watch:
    """A pause that is noted instead of waited for."""

    def __init__(self) -> None:
        self.paused: list[float] = []

    async def pause(self, seconds: float) -> None:
        """Note how long."""
        self.paused.append(seconds)


@pytest.mark.parametrize(
    "ask",
    [
        lambda http: http.post("/v1/kiosk/lookups", content=_question(card())),
        lambda http: http.post("/v1/kiosk/lookups", content=_question(card(last="NOBODY"))),
        lambda http: http.post("/v1/kiosk/lookups/none/factor", content=to_wire(GiveFactor(PIN))),
    ],
    ids=["known", "unknown", "factor"],
)
def test_every_question_about_a_person_is_answered_at_the_same_time_after_it(
    tmp_path: Path, with_people: Path, ask: Callable[[httpx.Client], object]
) -> None:
    (tmp_path / "station.sqlite").write_bytes(with_people.read_bytes())
    watch = Watch()
    slow = a_station(tmp_path, answer_delay_s=5.0, pause=watch.pause)
    began = time.monotonic()
    ask(slow.http(KIOSK, DeviceRole.KIOSK))
    took = time.monotonic() - began
    assert len(watch.paused) == 1
    assert 5.0 - took <= watch.paused[0] <= 5.0, "what is left of the five seconds"


def _question(identity: Identity) -> bytes:
    return to_wire(Question(identity))


def test_the_entries_shown_are_those_of_the_topics_that_may_be_shown(here: AStation) -> None:
    found = here.kiosk().open_record(asked(here, card()), PIN)
    assert isinstance(found, Opened)
    assert found.record is not None
    assert {row.topic for row in found.record.shown} == {
        Topic.RESIDENCES,
        Topic.WORK,
        Topic.PHONES,
        Topic.VEHICLES,
    }


def test_wrong_tries_that_count_no_more_and_old_questions_are_forgotten(here: AStation) -> None:
    answers(here, card(last="STRANGER"), WRONG)
    here.opened()
    assert (here.how_many("factor_tries"), here.how_many("lookups")) == (1, 2)
    here.clock.forward(hours=13)
    asked(here, card())
    assert here.how_many("factor_tries") == 0
    here.clock.forward(days=3)
    asked(here, card())
    assert here.how_many("lookups") == 2, "the opened one waits for its check-in"
    here.clock.forward(days=60)
    asked(here, card())
    assert here.how_many("lookups") == 1


def test_an_opened_question_is_good_for_one_visit_and_no_longer(here: AStation) -> None:
    lookup_id = here.opened()
    here.clock.forward(hours=3)
    check_in = here.made(lookup_id=lookup_id)
    here.send(check_in)
    queue = here.signed_in().visits.queue()
    assert isinstance(queue, QueueView)
    (entry,) = queue.entries
    assert entry.registrant_id == ""
    assert [words.key for words in entry.flags] == ["flag.lookup_not_opened"]
