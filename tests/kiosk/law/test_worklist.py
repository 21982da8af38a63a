"""The change-of-law worklist names everyone for whom two laws differ, with the reason."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache
from typing import Any

from kiosk.law.rulesets import Agency, Mode
from kiosk.law.tier_rows import OffenseFacts
from kiosk.law.tiers import Record
from kiosk.law.worklist import Differs, Law, Listed, WorkLine, worklist
from kiosk.registrant import Tier
from kiosk.words import Words, words
from sync.rules import load_rulesets, load_tier_tables
from tests.kiosk.law.ground import OVERLAYS, calendar, person

AS_OF = dt.date(2026, 11, 23)


@cache
def _law(ruleset: str) -> Law:
    loaded = load_rulesets(Agency(modes=dict.fromkeys(OVERLAYS, Mode.OFFICER)))
    return Law(ruleset, loaded, load_tier_tables()[ruleset])


SAME = {"victim_at_least_18": False, "victim_at_least_14": False}


def _lines(*listed: Listed) -> list[WorkLine]:
    return list(worklist(listed, _law("MO18"), _law("S982"), AS_OF, calendar()))


def _one(*offenses: OffenseFacts, **given: Any) -> list[WorkLine]:
    return _lines(Listed("SYN-1", person(**given), offenses))


def test_a_person_alike_under_both_laws_is_not_listed() -> None:
    assert _one(OffenseFacts("566.030", facts=SAME)) == []


def test_a_tier_that_differs_is_listed_with_both_rows() -> None:
    fifteen = OffenseFacts("566.100", victim_age=(15, 15), facts=SAME)
    assert _one(fifteen) == [
        WorkLine(
            "SYN-1",
            Differs.TIER,
            words(
                "law.worklist.tier",
                section="566.100",
                old=words("law.worklist.by_rows", tier="III", rows="7(5)"),
                new=words("law.worklist.by_rows", tier="II", rows="S982 II-1"),
            ),
        )
    ]


def test_an_offense_without_a_tier_is_said_to_have_none() -> None:
    (line,) = _one(OffenseFacts("570.030", facts=SAME))
    assert dict(line.reason.args)["new"] == words("law.worklist.no_tier")


def test_an_exemption_that_may_apply_is_listed() -> None:
    lines = _one(OffenseFacts("573.040", facts=SAME))
    assert [line.differs for line in lines] == [Differs.TIER, Differs.EXEMPTION]
    assert lines[1].reason == words("law.petition.exemption.categorical", section="573.040")


def test_an_exemption_lacking_one_fact_is_listed_and_one_lacking_more_is_not() -> None:
    three = {"force_toward_victim": False, "victim_at_least_14": True, "at_most_four_years_older": True}
    facts = {"victim_at_least_18": False, **three}
    (line,) = _one(OffenseFacts("566.030", facts=facts))
    assert line == WorkLine("SYN-1", Differs.EXEMPTION, words("law.petition.exemption.close_in_age"))
    del facts["at_most_four_years_older"]
    assert _one(OffenseFacts("566.030", facts=facts)) == []
    assert _one(OffenseFacts("566.030", facts=facts), tier=None) == []


def test_a_next_date_that_differs_is_listed_with_both_sums() -> None:
    (line,) = _one(
        tier="II",
        born=dt.date(1990, 3, 15),
        last_full_verification=dt.date(2026, 9, 10),
        last_photograph=dt.date(2026, 9, 10),
    )
    assert (line.person_id, line.differs, line.reason.key) == (
        "SYN-1",
        Differs.NEXT_DATE,
        "law.worklist.next_date",
    )
    sums = dict(line.reason.args)
    assert isinstance(sums["old"], Words)
    assert isinstance(sums["new"], Words)
    assert sums["old"] == words("law.sum.month", first=dt.date(2027, 3, 1), last=dt.date(2027, 3, 31))
    assert sums["new"].key == "law.sum.months"


def test_the_earliest_of_several_dates_is_compared() -> None:
    """The county asks for 26 November too, and for May: only the first of them is the next date."""
    listed = Listed("SYN-1", person(facts={"victim_under_18": True}))
    county = replace(_law("MO18"), ruleset="J20")
    assert list(worklist([listed], _law("MO18"), county, AS_OF, calendar())) == []
    november = Listed("SYN-1", person(born=dt.date(1979, 11, 2), last_full_verification=dt.date(2026, 9, 9)))
    (line,) = worklist([november], _law("MO18"), county, AS_OF, calendar())
    assert dict(line.reason.args)["new"] == words(
        "law.sum.month", first=dt.date(2026, 11, 1), last=dt.date(2026, 11, 30)
    )


def test_another_proof_of_treatment_is_listed() -> None:
    same_dates: dict[str, Any] = {
        "tier": "I",
        "born": dt.date(1980, 11, 30),
        "last_full_verification": dt.date(2025, 11, 30),
        "last_photograph": dt.date(2025, 11, 30),
    }
    clean: dict[str, Any] = {**same_dates, "facts": {"clean_record": True}}
    period = WorkLine("SYN-1", Differs.PERIOD, words("law.worklist.period"))
    assert _one(**clean) == [period]
    listed = [Listed("SYN-1", person(**clean))]
    assert list(worklist(listed, _law("S982"), _law("MO18"), AS_OF, calendar())) == [period]
    assert list(worklist(listed, _law("S982"), _law("S982"), AS_OF, calendar())) == []
    assert _one(**{**clean, "facts": {"clean_record": False}}) == []
    assert _one(**{**clean, "facts": {}}) == []
    assert _one(**{**clean, "facts": {"clean_record": True, "ever_required_under_sorna": True}}) == []


def test_whoever_was_removed_as_nonsexual_is_listed_for_counsel() -> None:
    assert _one(facts={"removed_as_nonsexual": True}, standing="removed") == [
        WorkLine("SYN-1", Differs.REMOVED_AS_NONSEXUAL, words("law.worklist.removed_as_nonsexual"))
    ]


def test_people_without_a_date_under_one_law_are_not_compared() -> None:
    assert _one(tier=None) == []
    assert _one(standing="exempt") == []


def test_lines_come_in_the_order_of_the_roster() -> None:
    removed = person(facts={"removed_as_nonsexual": True}, standing="removed")
    lines = _lines(Listed("B", removed), Listed("A", person()), Listed("C", removed))
    assert [line.person_id for line in lines] == ["B", "C"]


def test_each_law_is_read_alone() -> None:
    assert {timed.ruleset for timed in _law("S982").alone().cadences} == {"S982"}
    assert {one.ruleset_id for one in _law("MO18").alone().sets} == {"MO18"}


def test_the_record_of_earlier_offenses_counts() -> None:
    listed = Listed("SYN-1", person(), (OffenseFacts("565.130", facts=SAME),), Record(already=Tier.II))
    (line,) = _lines(listed)
    assert dict(line.reason.args)["old"] == words("law.worklist.by_rows", tier="III", rows="5(1)(e), 7(3)")
