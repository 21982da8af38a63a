"""A request for records is given what is open and told by which section the rest is closed, and no more."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from kiosk import registrant as rg
from kiosk.law.publicity import Openness, openness, parts
from kiosk.law.rulesets import Agency, Mode
from kiosk.papers import Letterhead, Printing
from kiosk.records_request import Answer, RecordsPack, answer
from kiosk.words import Words
from sync.rules import load_rulesets
from tests.specimens import records

DAY = records.TODAY
EVERYTHING = frozenset(part for part in parts() if openness(part) is Openness.PUBLIC)
RULES = load_rulesets()


def full(**differences: object) -> rg.Registrant:
    """Alex Quill with something in every part, SYNTHETIC."""
    offense = rg.Offense(
        "Invented offense, SYNTHETIC", "000.000", dt.date(2014, 4, 2), "", dt.date(2015, 1, 11), "Demo County"
    )
    made = records.registrant(
        aliases=(rg.PersonName("Sandy", "", "Quill"),),
        birth_dates_used=(dt.date(1981, 11, 5),),
        ssn_sealed="sealed",
        residences=(
            rg.Residence("h", rg.ResidenceKind.HOME, records.OLD_HOME),
            rg.Residence("o", rg.ResidenceKind.HOME, records.NEW_HOME, ended=DAY),
            rg.Residence("n", rg.ResidenceKind.NO_FIXED_PLACE, None, "Under the bridge"),
        ),
        schools=(rg.School("s", "Night school", records.NEW_HOME), rg.School("t", "By post", None)),
        phones=(rg.Phone("p", "8165550177"),),
        emails=(rg.Email("e", "secret@example.org"),),
        offenses=(replace(offense, victim_age_from=11, victim_gender="female", confinement_released=DAY),),
        description=rg.Description("male", "white", 71, 180, "brown", "", ("a tattoo",)),
        notes=("Nobody's business",),
    )
    return replace(made, **differences)  # type: ignore[arg-type]


def given(record: rg.Registrant | None, opened: frozenset[str] = EVERYTHING, *, late: bool = False) -> Answer:
    """The answer under the rules as they come."""
    return answer("a line", record, opened, RULES, DAY, late=late)


def test_what_counsel_opened_is_given_and_everything_else_is_named_with_its_section() -> None:
    made = given(full())
    assert [one.name for one in made.given] == [part for part in parts() if part in EVERYTHING]
    closed = {name: one.section for one in made.closed for name in one.names}
    assert closed["ssn_sealed"] == closed["passports"] == closed["victim"] == "34 USC 20920(b)"
    assert closed["online_identifiers"] == closed["contact"] == closed["notes"] == "43.650"
    text = repr(made)
    for kept in (
        "secret@example.org",
        "8165550177",
        "female",
        "victim_age",
        "SYN00000",
        "S123456789",
        "business",
    ):
        assert kept not in text, kept
    assert "Juniper" not in text, "the place of work is open, the employer's name is not"


def test_a_part_counsel_did_not_open_is_closed_by_the_statute_nobody_has_read() -> None:
    made = given(full(), frozenset({"name", "residences"}))
    assert [one.name for one in made.given] == ["name", "residences"]
    closed = {name: one.section for one in made.closed for name in one.names}
    assert closed["tier"] == closed["offenses"] == closed["photograph"] == "589.417"
    assert "victim" not in closed, "nothing of an offense is given: nothing of it is left out"
    assert repr(made.given[1].says).count("key=") == 2, "who has moved out of a place does not live there"


@pytest.mark.parametrize(
    "record",
    [
        None,
        *(
            full(standing=one)
            for one in rg.Standing
            if one not in (rg.Standing.ACTIVE, rg.Standing.IN_CUSTODY)
        ),
        full(facts=(rg.Fact("juvenile_adjudication", holds=True),)),
        full(facts=(), birth_date=dt.date(DAY.year - 15, 1, 1), offenses=()),
    ],
)
def test_nobody_and_a_closed_record_get_the_same_answer(record: rg.Registrant | None) -> None:
    assert given(record) == Answer("a line")


def test_nothing_is_given_until_counsel_opens_it() -> None:
    assert given(full(), frozenset()) == Answer("a line")
    agency = Agency(modes={"S-10": Mode.OFF}, verified={})
    made = answer("a line", full(), frozenset(), load_rulesets(agency), DAY, late=False)
    assert [one.name for one in made.given] == [part for part in parts() if part in EVERYTHING]


def test_an_open_photograph_belongs_on_the_paper_of_whoever_was_asked_for_and_in_no_list() -> None:
    record = full(photograph=rg.Photograph("photo-9", DAY))
    listed = answer("", record, EVERYTHING, RULES, DAY, late=False)
    without = given(record, frozenset({"name"})), given(full(photograph=None)), listed
    answers = given(record), given(record), *without
    made_at = Printing(dt.datetime(2026, 12, 1, tzinfo=dt.UTC), "")
    paper = RecordsPack("R-1", Letterhead("", (), ""), "", answers, "en", made_at)
    assert paper.pictures() == ("photo-9",)
    assert replace(paper, answers=without).pictures() == ()


def test_a_tier_for_frequency_alone_stays_out() -> None:
    made = given(full(facts=(rg.Fact("adjudicated_elsewhere", holds=True),)))
    assert "tier" not in {one.name for one in made.given}
    assert {name: one.section for one in made.closed for name in one.names}["tier"] == "589.400, 589.414"


def test_a_tier_that_is_only_proposed_and_an_arrest_without_conviction_are_not_given() -> None:
    (tried,) = full().offenses
    arrest = replace(tried, description="Only an arrest, SYNTHETIC", convicted_on=None)
    made = given(full(tier_stage=rg.TierStage.PROPOSED, offenses=(tried, arrest)))
    assert "tier" not in {one.name for one in made.given}
    assert "Only an arrest" not in repr(made)
    assert tried.description in repr(made)
    assert "offenses" not in {one.name for one in given(full(offenses=(arrest,))).given}


def test_a_place_without_an_address_is_never_said_in_anybodys_words() -> None:
    (homes,) = (one.says for one in given(full()).given if one.name == "residences")
    assert homes[1:] == (Words("paper.request.no_address"),)


def test_an_empty_part_is_not_named_as_given_and_compliance_is_said() -> None:
    bare = rg.Registrant("x", 1, rg.PersonName("A", "", "B"), dt.date(1980, 1, 1), "", "", rg.Standing.ACTIVE)
    made = given(replace(bare, offenses=(rg.Offense("", "1", None, "", DAY, ""),)), late=True)
    assert [one.name for one in made.given] == ["name", "birth_date", "standing", "offenses"]
    standing = {one.name: one.says for one in made.given}["standing"]
    assert standing == (Words("paper.request.late"),)
    (kept,) = (one.says for one in given(full()).given if one.name == "standing")
    assert kept == (Words("paper.request.kept"),)
