"""An officer's own entry: named parts, a reason, proof where it matters, and nobody else's to make."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from kiosk import history
from kiosk.amendment import Amended, Why, amend, differing
from kiosk.problems import Problem
from kiosk.registrant import Basis, BasisKind, Fact, Phone, Standing
from kiosk.registry_update import decided_at, registry_amendment
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
