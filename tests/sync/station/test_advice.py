"""What the law's helpers propose for a record: by every offense, in the light of those before it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache
from zoneinfo import ZoneInfo

import pytest

from kiosk.check_in import Disclosure
from kiosk.law.rulesets import Agency
from kiosk.registrant import Basis, BasisKind, Denial, Fact, Offense, Registrant, Tier
from kiosk.words import words
from sync.kiosk_wire import FactorKind
from sync.rules import load_calendar, load_rulesets, load_tier_tables
from sync.station.advice import advice
from sync.station.office import Office
from sync.station.people_wire import Advice, Noted, PeriodShown
from tests.specimens.books import desk_letterhead
from tests.specimens.records import registrant

DAY = dt.date(2026, 11, 23)


def _offense(statute: str, committed: int | None, convicted: int | None, age: int | None = 30) -> Offense:
    return Offense(
        f"SYNTHETIC {statute}",
        statute,
        None if committed is None else dt.date(committed, 3, 4),
        "",
        None if convicted is None else dt.date(convicted, 3, 4),
        "",
        age,
        age,
    )


@cache
def _office(county: str = "Jackson") -> Office:
    return Office(
        "Demo",
        desk_letterhead(),
        county,
        ZoneInfo("America/Chicago"),
        load_rulesets(Agency(county=county)),
        load_calendar(),
        Disclosure.BLIND,
        FactorKind.PIN,
        b"",
        tiers=load_tier_tables(),
    )


def _advice(record: Registrant, county: str = "Jackson", day: dt.date = DAY) -> Advice:
    return advice(record, _office(county), day)


def _tiers(*offenses: Offense, facts: tuple[Fact, ...] = ()) -> list[tuple[Tier | None, tuple[str, ...]]]:
    found = _advice(registrant(offenses=offenses, facts=facts)).tiers
    return [(one.tier, one.rows) for one in found if one.ruleset == "MO18"]


def test_an_offense_after_another_is_lifted_by_it() -> None:
    """6(2): comparable to tier I, by a person already of tier I; the record's order does not matter."""
    first, second = _offense("566.093", 2010, 2011), _offense("566.095", 2013, 2014)
    assert _tiers(first, second) == [(Tier.I, ("5(1)(l)",)), (Tier.II, ("5(1)(m)", "6(2)"))]
    assert _tiers(second, first) == [(Tier.II, ("5(1)(m)", "6(2)")), (Tier.I, ("5(1)(l)",))]


def test_two_offenses_of_which_neither_was_judged_first_lift_nothing() -> None:
    together = _offense("566.093", 2010, 2011), _offense("566.095", 2010, 2011)
    undated = _offense("566.093", None, None), _offense("566.095", None, None)
    for pair in (together, undated):
        assert [tier for tier, _ in _tiers(*pair)] == [Tier.I, Tier.I]


def test_a_failure_to_register_lifts_by_what_came_before() -> None:
    """6(2), then 7(3): tier I and a failure is II; another offense of tier I after both is III."""
    first, failed = _offense("566.093", 2010, 2011), _offense("589.425", 2013, 2014, None)
    third = _offense("566.095", 2016, 2017)
    assert [tier for tier, _ in _tiers(first, failed, third)] == [Tier.I, Tier.II, Tier.III]
    assert _tiers(failed) == [(None, ())]


def test_a_proposal_names_the_facts_that_are_missing() -> None:
    found = _advice(
        registrant(offenses=(_offense("566.100", 2010, 2011, None), _offense("570.030", 2010, 2011)))
    )
    by_law = [(one.tier, one.needs) for one in found.tiers if one.ruleset == "MO18"]
    assert by_law == [(None, ("victim_age",)), (Tier.III, ("registrable",))]


def test_what_an_officer_answers_of_an_offense_gives_its_tier() -> None:
    """565.120 is tier I with a sexual motivation; the answer for one offense says nothing of another."""
    asked = _offense("RSMo 565.120", 2010, 2011), _offense("568.045", 2010, 2011)
    found = [one for one in _advice(registrant(offenses=asked)).tiers if one.ruleset == "MO18"]
    assert [(one.place, one.tier, one.needs) for one in found] == [
        (0, None, ("sexual_motivation",)),
        (1, None, ("sexual_nature",)),
    ]
    told = replace(asked[0], facts=(Fact("sexual_motivation", holds=True),))
    found = [one for one in _advice(registrant(offenses=(told, asked[1]))).tiers if one.ruleset == "MO18"]
    assert [(one.tier, one.rows, one.needs) for one in found] == [
        (Tier.I, ("5(1)(d)",), ()),
        (None, ("7(2)(d)",), ("sexual_nature",)),
    ]


def test_every_offense_is_looked_at_for_a_way_out_and_none_is_shown_twice() -> None:
    """S982 exempts 573.020 by the offense alone, wherever it stands on the record."""
    record = registrant(offenses=(_offense("566.093", 2010, 2011), _offense("573.020", 2010, 2011)))
    found = _advice(record).ways_out
    categorical = words("law.petition.exemption.categorical", section="573.020")
    assert [way.reason for way in found].count(categorical) == 1
    assert len(set(found)) == len(found)
    assert _advice(registrant(offenses=())).ways_out


def _denial(year: int, judged: bool | None = None, changed: bool | None = None) -> Denial:
    return Denial(dt.date(year, 3, 4), "Circuit Court", f"{year}-INVENTED", judged, changed)


def test_the_last_denial_on_the_record_bars_a_new_petition_for_its_years() -> None:
    """First registered 9 Nov 2015; the later of the two judgments, 4 Mar 2026, and five years."""
    denials = tuple(_denial(year, judged=False) for year in (2026, 2023))
    barred = registrant(tier=Tier.I, registered_on=dt.date(2015, 11, 9), facts=(), denials=denials)
    for record, earliest, needs in (
        (barred, dt.date(2031, 3, 4), ("law_changed_since_denial",)),
        (replace(barred, denials=()), dt.date(2025, 11, 9), ()),
    ):
        removal = _advice(record).ways_out[0]
        assert (removal.section, removal.earliest, removal.needs) == ("589.401", earliest, needs)


def test_a_change_of_law_since_one_denial_lifts_no_later_one() -> None:
    """Registered 1 Jan 2005, 10 years: 1 Jan 2015. The law changed after 2020; nobody has said of 2030."""
    lifted, later = _denial(2020, judged=False, changed=True), _denial(2030)
    record = registrant(tier=Tier.I, registered_on=dt.date(2005, 1, 1), facts=(), denials=(lifted,))
    day = dt.date(2031, 1, 1)
    removal = _advice(record, day=day).ways_out[0]
    assert (removal.earliest, removal.needs) == (dt.date(2015, 1, 1), ())
    removal = _advice(replace(record, denials=(lifted, later)), day=day).ways_out[0]
    asked = ("adjudicated_since_denial", "law_changed_since_denial")
    assert (removal.earliest, removal.needs) == (dt.date(2035, 3, 4), asked)


def test_the_period_is_shown_with_what_would_shorten_it() -> None:
    record = registrant(tier=Tier.I, registered_on=dt.date(2015, 11, 9), facts=())
    papers = words("law.paper.clean_record"), words("law.paper.treatment_certified")
    assert _advice(record).period == PeriodShown(
        "589.400.4-.5",
        dt.date(2030, 11, 9),
        dt.date(2025, 11, 9),
        ("clean_record",),
        papers,
        words("law.period.years", tier="I", years=15),
    )
    smith = registrant(tier=Tier.I, facts=(Fact("ever_required_under_sorna", True),))
    asked = _advice(smith).period
    assert asked is not None
    assert (asked.ends, asked.reason) == (None, words("law.period.ask_counsel"))


SINCE = dt.date(1979, 7, 1)
HERE = (Basis(BasisKind.RESIDENT, "Jackson"),)


@pytest.mark.parametrize(
    ("offenses", "bases", "said", "needs"),
    [
        ([_offense("566.093", 1978, 1979)], HERE, "before_1979", ()),
        ([_offense("566.093", 1979, 1980)], HERE, "yes", ()),
        ([_offense("566.093", 1978, 1979), _offense("566.093", 1979, 1980)], HERE, "yes", ()),
        ([_offense("566.093", 1979, None)], HERE, "missing", ("adjudicated_on",)),
        ([_offense("566.093", 1979, 1980)], (), "missing", ("active_bases",)),
        ([_offense("566.093", 1979, 1980)], (replace(HERE[0], ended=DAY),), "no_basis", ()),
        ([_offense("570.030", 1979, 1980)], HERE, "no_tier", ()),
        ([_offense("565.120", 1979, 1980, None)], HERE, "missing", ("tier",)),
        (
            [_offense("566.093", 1978, 1979), _offense("566.093", 1979, None)],
            HERE,
            "missing",
            ("adjudicated_on",),
        ),
    ],
)
def test_it_is_said_whether_the_bill_makes_a_person_register(
    offenses: list[Offense], bases: tuple[Basis, ...], said: str, needs: tuple[str, ...]
) -> None:
    """S-11; of several offenses the one that speaks most for it."""
    record = registrant(offenses=tuple(offenses), bases=bases)
    dated = {"since": SINCE} if said in ("yes", "before_1979") else {}
    notes = [one for one in _advice(record).notes if one.section.startswith("S-11")]
    assert notes == [Noted("S-11, 589.400", words(f"law.must_register.{said}", **dated), needs)]
    assert _advice(registrant(offenses=(), bases=HERE)).notes == ()


def _lives_in(county: str, started: dt.date | None, **given: str) -> Registrant:
    (home, *_) = registrant().residences
    assert home.address is not None
    address = replace(home.address, county=county)
    return registrant(
        residences=(replace(home, address=address, started=started),), bases=(), offenses=(), **given
    )


def test_who_lives_here_and_is_registered_elsewhere_registers_here_within_three_business_days() -> None:
    """M-02: moved in on Fri 20 Nov 2026; Mon, Tue, Wed."""
    (note,) = _advice(_lives_in("Jackson County", dt.date(2026, 11, 20), home_county="Cass")).notes
    assert note.section == "M-02, 589.400.2"
    assert (note.said.key, dict(note.said.args)["due"]) == (
        "law.county.registers_here",
        dt.date(2026, 11, 25),
    )
    (undated,) = _advice(_lives_in("Jackson", None, home_county="Cass")).notes
    assert (undated.said.key, undated.needs) == ("law.county.since_when", ("resident_since",))


@pytest.mark.parametrize("home", ["Jackson", "JACKSON COUNTY", ""])
def test_who_is_registered_here_or_nobody_knows_where_is_told_nothing(home: str) -> None:
    assert _advice(_lives_in("Jackson", dt.date(2026, 11, 20), home_county=home)).notes == ()


def test_who_lives_elsewhere_or_is_registered_here_by_work_is_told_nothing() -> None:
    day = dt.date(2026, 11, 20)
    assert _advice(_lives_in("Cass", day, home_county="Cass")).notes == ()
    assert _advice(_lives_in("", day, home_county="Cass")).notes == ()
    works = replace(
        _lives_in("Jackson", day, home_county="Cass"), bases=(Basis(BasisKind.WORKER, "Jackson"),)
    )
    assert _advice(works).notes == ()
    ended = replace(works, bases=(replace(works.bases[0], ended=DAY),))
    assert len(_advice(ended).notes) == 1
    (home,) = ended.residences
    assert _advice(replace(ended, residences=(replace(home, ended=DAY),))).notes == ()
    assert _advice(replace(ended, residences=(replace(home, address=None),))).notes == ()
