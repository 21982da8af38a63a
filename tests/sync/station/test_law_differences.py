"""The change-of-law worklist names exactly the people for whom the two laws differ."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from kiosk.law import person_facts
from kiosk.law.worklist import Differs, Law, Listed, worklist
from kiosk.registrant import Fact, Tier
from sync.station import boards, owing
from sync.station.board_wire import LINES_A_PAGE, LawLine, LawWorklist
from sync.station.client import DeskLink
from sync.station.store import roster
from sync.station.store.roster import Cause
from tests.specimens import records
from tests.sync.station.a_station import AStation
from tests.sync.station.many_people import invented


def whole(desk: DeskLink, differs: Differs | None = None) -> list[LawLine]:
    """Every page of the worklist."""
    lines: list[LawLine] = []
    while True:
        found = desk.boards.law(differs, len(lines) // LINES_A_PAGE)
        assert isinstance(found, LawWorklist), found
        assert found.behind == 0
        lines += found.lines
        if len(lines) >= found.total:
            return lines


def test_the_worklist_agrees_with_the_law_asked_person_by_person(here: AStation, desk: DeskLink) -> None:
    people = [records.registrant(), *invented(150, records.TODAY, seed=8)]
    people[1] = replace(people[1], facts=(*people[1].facts, Fact("removed_as_nonsexual", True)))
    here.enrol(*people[1:])
    boards.count_all(here.store, here.office, here.clock())
    rulesets, tiers = here.office.rulesets, here.office.tiers
    old, new = Law("MO18", rulesets, tiers["MO18"]), Law("S982", rulesets, tiers["S982"])
    day = here.office.today(here.clock())
    by_hand = Counter(
        (one.person_id, one.differs, one.reason)
        for person in people
        for one in worklist(
            [Listed(person.registrant_id, person_facts(person))], old, new, day, here.office.calendar
        )
        if one.differs in (Differs.NEXT_DATE, Differs.PERIOD, Differs.REMOVED_AS_NONSEXUAL)
    )
    shown = whole(desk)
    assert len(shown) > LINES_A_PAGE
    without_offenses = {Differs.NEXT_DATE, Differs.PERIOD, Differs.REMOVED_AS_NONSEXUAL}
    assert (
        Counter(
            (one.registrant_id, one.differs, one.reason) for one in shown if one.differs in without_offenses
        )
        == by_hand
    )
    assert [one.registrant_id for one in whole(desk, Differs.REMOVED_AS_NONSEXUAL)] == ["SYN-000000"]


def test_a_changed_record_changes_the_worklist(here: AStation, desk: DeskLink) -> None:
    before = whole(desk)
    with here.store.writing() as session:
        record = roster.record(session, records.registrant().registrant_id)
        assert record is not None
        other = replace(record, tier=Tier.I, version=record.version + 1)
        roster.keep_version(session, other, Cause(here.clock(), "off-1", "amendment"))
        owing.keep_schedules(session, here.office, other, here.office.today(here.clock()), None)
    assert whole(desk) != before
