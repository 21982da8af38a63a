"""An officer's own entry: named parts, a reason, proof where it matters, and nobody else's to make."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from kiosk import history
from kiosk.amendment import Amended, Why, amend, differing
from kiosk.problems import Problem
from kiosk.registrant import Basis, BasisKind, Fact, Phone, Registrant, Standing, Tier, TierStage
from kiosk.registry_update import appearances_told, decided_at, registry_amendment
from kiosk.review import Role
from kiosk.words import words
from tests.specimens.records import NOW, TODAY, officer, registrant

SAW = Why("told at the counter", "state ID")


def made(after: object, *roles: Role, why: Why = SAW, new: bool = False) -> Amended | Problem:
    before = None if new else registrant()
    return amend(before, after, officer(*roles), why, "am-1", NOW)  # type: ignore[arg-type]


def test_an_entry_names_the_parts_that_differ_and_makes_the_next_version() -> None:
    outcome = made(registrant(home_county="Cass", notes=("x",)))
    assert isinstance(outcome, Amended)
    assert (outcome.record.version, outcome.amendment.parts) == (4, ("home_county", "notes"))


@pytest.mark.parametrize(("above", "version"), [(2, 4), (7, 8)])
def test_an_entry_is_newer_than_what_the_registry_is_known_to_hold(above: int, version: int) -> None:
    outcome = amend(registrant(), registrant(notes=("x",)), officer(), SAW, "am-1", NOW, above)
    assert isinstance(outcome, Amended)
    assert (outcome.record.version, outcome.amendment.record_version) == (version, version)


def test_a_new_registrant_is_pending_at_version_one() -> None:
    outcome = made(registrant(version=0), new=True)
    assert isinstance(outcome, Problem)
    assert outcome.code == "part_not_amended"
    fresh = registrant(version=0, last_full_verification=None, photograph=None)
    outcome = made(fresh, new=True)
    assert isinstance(outcome, Amended)
    assert (outcome.record.version, outcome.record.standing) == (1, Standing.PENDING)
    assert "treatment" not in differing(None, fresh)


@pytest.mark.parametrize(
    ("after", "why", "roles", "code"),
    [
        (registrant(notes=("x",)), SAW, (Role.AUDITOR,), "not_an_officer"),
        (registrant(notes=("x",)), Why(""), (), "reason_missing"),
        (registrant(), SAW, (), "nothing_amended"),
        (registrant(registrant_id="SYN-2", notes=("x",)), SAW, (), "record_moved_on"),
        (registrant(ssn_sealed="x"), SAW, (), "part_not_amended"),
        (registrant(name=replace(registrant().name, last=" ")), SAW, (), "record_without_name"),
        (registrant(birth_date=TODAY), SAW, (), "born_in_future"),
        (registrant(released_on=TODAY), Why("x"), (), "proof_missing"),
        (registrant(standing=Standing.EXEMPT), SAW, (), "standing_set_by_supervisor"),
    ],
)
def test_what_cannot_be_is_refused_by_name(
    after: object, why: Why, roles: tuple[Role, ...], code: str
) -> None:
    outcome = made(after, *roles, why=why)
    assert isinstance(outcome, Problem)
    assert outcome.code == code


def test_a_new_registrant_needs_a_paper_that_was_seen() -> None:
    fresh = registrant(version=0, last_full_verification=None, photograph=None)
    outcome = made(fresh, why=Why("came in"), new=True)
    assert isinstance(outcome, Problem)
    assert outcome.code == "proof_missing"


def test_nobody_else_can_make_one() -> None:
    outcome = made(registrant(notes=("x",)))
    assert isinstance(outcome, Amended)
    with pytest.raises(TypeError):
        Amended(outcome.amendment, outcome.record, object())  # type: ignore[arg-type]


def test_the_registry_is_told_of_an_entry_from_the_moment_it_was_made() -> None:
    outcome = made(registrant(notes=("x",)))
    assert isinstance(outcome, Amended)
    update = registry_amendment(outcome, "Demo", NOW + dt.timedelta(days=3))
    assert (update.update_id, update.based_on_version, decided_at(update)) == ("am-1", 3, NOW)
    assert appearances_told(update) == ()


def test_history_tells_what_went_and_what_came() -> None:
    before = registrant(bases=())
    home = replace(before.residences[0], ended=TODAY)
    after = replace(
        before,
        residences=(home,),
        phones=(Phone("phone-1", "8165550177"),),
        facts=(*before.facts, Fact("juvenile_adjudication", holds=True)),
        bases=(Basis(BasisKind.WORKER, "Cass", TODAY),),
        treatment="completed",
        birth_dates_used=(dt.date(1981, 1, 1),),
        offenses=(replace(before.offenses[0], facts=(Fact("first_offense", holds=True),)),),
        description=replace(before.description, marks=("scar", "tattoo")),
    )
    told = {row.topic.key: (row.old, row.new) for row in history.became(before, after)}
    assert told["part.phones"] == (("(816) 555-0123",), ("(816) 555-0177",))
    assert told["part.residences"][1][-1] == words("part.until", day=TODAY)
    assert told["part.bases"] == ((), ("worker, Cass, 11/23/2026",))
    assert told["part.offenses"][1] == (f"{told['part.offenses'][0][0]}, first_offense, Y",)
    assert told["part.treatment"] == ((), ("completed",))
    assert told["part.description"][1] == ("scar, tattoo",)
    assert told["part.birth_dates_used"] == ((), ("01/01/1981",))
    mine = history.became(before, after, history.PERSONS_OWN)
    assert {row.topic.key for row in mine} == {"part.residences", "part.phones", "part.birth_dates_used"}


REVIEWED = {"tier": Tier.II, "tier_stage": TierStage.UNDER_REVIEW, "tier_since": TODAY - dt.timedelta(days=9)}


def stepped(before: Registrant, **after: object) -> Amended | Problem:
    return amend(before, replace(before, **after), officer(), SAW, "am-1", NOW)  # type: ignore[arg-type]


def test_a_tier_goes_through_its_life_and_its_change_asks_for_a_letter() -> None:
    """S-03: set, under review, changed; each step has its day, and only the change a letter."""
    record = registrant(tier=None, standing=Standing.ACTIVE)
    for stage, tier, letter in (
        (TierStage.PROPOSED, Tier.I, False),
        (TierStage.SET, Tier.II, False),
        (TierStage.UNDER_REVIEW, Tier.II, False),
        (TierStage.CHANGED, Tier.III, True),
    ):
        outcome = stepped(record, tier=tier, tier_stage=stage)
        assert isinstance(outcome, Amended), outcome
        assert (outcome.record.tier_since, outcome.amendment.letter_due) == (TODAY, letter)
        record = outcome.record


@pytest.mark.parametrize(
    ("after", "code"),
    [
        ({"tier_stage": TierStage.SET}, "tier_stage_order"),
        ({"tier": Tier.III}, "tier_stage_order"),
        ({"tier_stage": TierStage.CHANGED}, "tier_stage_order"),
        ({"tier_stage": None}, "tier_stage_missing"),
        ({"tier": None, "tier_stage": None}, "tier_stage_missing"),
        ({"tier": None}, "tier_stage_missing"),
        ({"tier_since": TODAY}, "part_not_amended"),
    ],
)
def test_a_step_that_a_tier_cannot_take_is_refused(after: dict[str, object], code: str) -> None:
    outcome = stepped(registrant(**REVIEWED), **after)
    assert isinstance(outcome, Problem)
    assert outcome.code == code


def test_a_tier_of_whose_stage_nothing_is_known_may_be_set_right_without_one() -> None:
    outcome = stepped(registrant(tier=Tier.II), tier=Tier.III)
    assert isinstance(outcome, Amended)
    assert (outcome.record.tier_since, outcome.amendment.letter_due) == (None, False)
    outcome = stepped(registrant(tier=Tier.II), tier_stage=TierStage.CONFIRMED)
    assert isinstance(outcome, Amended)
    assert (outcome.record.tier_since, outcome.amendment.letter_due) == (TODAY, False)
    without = stepped(registrant(tier=None), tier_stage=TierStage.SET)
    assert isinstance(without, Problem)
    assert without.code == "tier_stage_missing"


def test_the_day_of_a_stage_stays_while_nothing_of_the_tier_changes() -> None:
    outcome = stepped(registrant(**REVIEWED), notes=("x",))
    assert isinstance(outcome, Amended)
    assert outcome.record.tier_since == REVIEWED["tier_since"]
    same = stepped(registrant(**{**REVIEWED, "tier_since": None}), tier_stage=TierStage.CONFIRMED)
    assert isinstance(same, Amended)


def test_a_new_registrants_tier_may_have_a_stage() -> None:
    fresh = registrant(version=0, last_full_verification=None, photograph=None, tier_stage=TierStage.PROPOSED)
    outcome = made(fresh, new=True)
    assert isinstance(outcome, Amended)
    assert (outcome.record.tier_since, outcome.amendment.letter_due) == (TODAY, False)
    without = made(replace(fresh, tier=None), new=True)
    assert isinstance(without, Problem)
    assert without.code == "tier_stage_missing"
