"""Retention removes what a supervisor saw, never what a hold or a clock keeps, and can prove it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select, update

from kiosk.audit import AuditEvent
from kiosk.records_request import RecordsPack
from kiosk.registrant import Photograph, Registrant, Standing
from kiosk.review import Role
from kiosk.tips import TipKind
from sync.station import audit, cases, retention
from sync.station.client import DeskLink, new_id
from sync.station.desk_wire import RecordPage, Refused
from sync.station.owing import keep_schedules
from sync.station.people_wire import AttachmentKind
from sync.station.request_wire import MakePack, Packs
from sync.station.retention_series import BrokenSeries, Series, load_series
from sync.station.retention_wire import (
    Keeps,
    LiftHold,
    PlaceHold,
    Preview,
    RetentionPage,
    RunReport,
    RunSeries,
)
from sync.station.store import removals
from sync.station.store.metadata import METADATA
from sync.station.store.roster import Cause, keep_version, record
from sync.station.store.tables import OUTBOX
from sync.station.tip_wire import TakeTip, TipView
from tests.specimens import records
from tests.stories.operations import boxes
from tests.sync.station.a_station import AStation, a_station, jpeg
from tests.sync.station.test_address_checks import person

ALEX = records.registrant().registrant_id
YEARS = 3
OPENED = frozenset({"name", "birth_date", "residences"})
SERIES = tuple(
    one.model_copy(update={"verified_by": "M. Archer", "years": YEARS}) for one in load_series(None)
)


@pytest.fixture(params=["on_sqlite", "on_postgresql"])
def here(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[AStation]:
    """A station whose series somebody has verified."""
    made = a_station(
        tmp_path, address=request.getfixturevalue(request.param), retention=SERIES, records_opened=OPENED
    )
    made.hire("osei", Role.SUPERVISOR, full_name="K. Osei")
    yield made
    made.store.close()


def signed_in(here: AStation) -> DeskLink:
    """Supervisor Osei, however much time went by."""
    return here.signed_in("osei")


def seen(desk: DeskLink, series_id: str = "deceased") -> Preview:
    """The preview."""
    found = desk.retention.preview(series_id)
    assert isinstance(found, Preview), found
    return found


def fate(desk: DeskLink, series_id: str = "deceased") -> dict[str, Keeps | None]:
    """What becomes of each thing old enough."""
    return {one.item_id: one.kept for one in seen(desk, series_id).items}


def run(desk: DeskLink, series_id: str = "deceased", run_id: str = "") -> RunReport:
    """Look, and remove what was seen."""
    found = desk.retention.run(series_id, RunSeries(run_id or new_id(), seen(desk, series_id).digest))
    assert isinstance(found, RunReport), found
    return found


def why(found: object) -> str:
    """The code of a refusal."""
    assert isinstance(found, Refused), found
    return found.problem.code


def becomes(here: AStation, registrant_id: str, standing: Standing) -> None:
    """The record says so from now on."""
    with here.store.writing() as session:
        old = record(session, registrant_id)
        assert old is not None
        new = replace(old, version=old.version + 1, standing=standing)
        keep_version(session, new, Cause(here.clock(), "off-1", "amended"))
        keep_schedules(session, here.office, new, here.office.today(here.clock()), None)


def in_years(here: AStation, years: int = YEARS) -> None:
    """So many years later, and a day."""
    here.clock.forward(days=366 * years + 1)


def dead(here: AStation, number: int, **differences: object) -> Registrant:
    """Somebody who has died, SYNTHETIC."""
    made = person(number, standing=Standing.DECEASED, **differences)
    here.enrol(made)
    return made


def test_what_a_supervisor_saw_is_removed_whole_and_can_be_proven_and_not_be_read(here: AStation) -> None:
    desk = here.signed_in()
    here.visit(1)
    desk.records.attach(ALEX, AttachmentKind.IDENTITY, "Zanzibar card", jpeg())
    becomes(here, ALEX, Standing.DECEASED)
    here.enrol(person(2))
    in_years(here)
    with here.store.writing() as session:
        # The visit that was left open is the one clock that still runs.
        session.execute(update(METADATA.tables["check_ins"]).values(state="left", decided_at=here.clock()))
    report = run(signed_in(here))
    assert [one.item_id for one in report.items] == [ALEX]
    assert report.about.rows >= 5
    assert re.fullmatch("[0-9a-f]{64}", report.items[0].proof)
    with here.store.reading() as session:
        for table in METADATA.sorted_tables:
            of = removals.of_person(table, ALEX)
            if of is not None:
                assert session.execute(select(table).where(of)).first() is None, table.name
        assert audit.verify(session).broken_at is None
    stored = here.everything_stored()
    assert b"Quill" not in stored
    assert b"Zanzibar" not in stored
    assert b"Hatch2" in stored
    assert here.events().count(AuditEvent.RECORDS_REMOVED.value) == 1
    assert AuditEvent.DOCUMENT_ATTACHED.value in here.events(), "the log stays"


def test_twice_is_once_and_another_list_under_the_same_id_is_refused(here: AStation) -> None:
    dead(here, 2)
    in_years(here)
    desk = signed_in(here)
    asked = RunSeries("run-1", seen(desk).digest)
    first = desk.retention.run("deceased", asked)
    assert isinstance(first, RunReport)
    assert desk.retention.run("deceased", asked) == first
    assert desk.retention.report("run-1") == first
    assert why(desk.retention.run("deceased", replace(asked, digest="other"))) == "retention_run_used"
    assert why(desk.retention.run("moved_out", asked)) == "retention_run_used"
    assert why(desk.retention.report("no-run")) == "no_such_run"
    page = desk.retention.page()
    assert isinstance(page, RetentionPage)
    assert [one.items for one in page.runs] == [1]
    assert {one.series_id: one.old_enough for one in page.series}["deceased"] == 0


def test_nothing_goes_before_its_years_are_over_nor_while_the_duty_runs(here: AStation) -> None:
    dead(here, 2)
    here.clock.forward(days=365 * YEARS - 5)
    assert fate(signed_in(here)) == {}
    here.clock.forward(days=10)
    assert fate(signed_in(here)) == {"SYN-2": None}
    assert ALEX not in fate(signed_in(here)), "an active record never ages"


def test_a_hold_keeps_everything_of_a_person_until_it_is_lifted(here: AStation) -> None:
    dead(here, 2, registry_id="MO-SYN-2")
    in_years(here)
    desk = signed_in(here)
    hold = PlaceHold("hold-1", "MO-SYN-2", "Demo v. Hatch")
    for _ in range(2):
        assert desk.retention.place_hold(hold) is None
    assert fate(desk) == {"SYN-2": Keeps.HOLD}
    assert why(desk.retention.run("deceased", RunSeries(new_id(), seen(desk).digest))) == "retention_nothing"
    assert why(desk.retention.lift_hold("hold-1", LiftHold(" "))) == "hold_needs_reason"
    for _ in range(2):
        assert desk.retention.lift_hold("hold-1", LiftHold("Settled")) is None
    page = desk.retention.page()
    assert isinstance(page, RetentionPage)
    assert [(one.name, one.lifted_by, one.lift_reason) for one in page.holds] == [
        ("Casey Hatch2", "K. Osei", "Settled")
    ]
    assert (
        here.events().count(AuditEvent.HOLD_PLACED.value)
        == here.events().count(AuditEvent.HOLD_LIFTED.value)
        == 1
    )
    assert fate(desk) == {"SYN-2": None}


def test_many_that_are_held_do_not_hide_one_that_could_go(
    here: AStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "_AT_A_LOOK", 2)
    for number in (2, 3, 4):
        dead(here, number, registry_id=f"MO-SYN-{number}")
        here.clock.forward(days=1)
    in_years(here)
    desk = signed_in(here)
    for number in (2, 3):
        assert (
            desk.retention.place_hold(PlaceHold(f"hold-{number}", f"MO-SYN-{number}", "Demo v. Hatch"))
            is None
        )
    assert fate(desk) == {"SYN-4": None, "SYN-2": Keeps.HOLD, "SYN-3": Keeps.HOLD}
    assert [one.item_id for one in run(desk).items] == ["SYN-4"]
    assert fate(desk) == {"SYN-2": Keeps.HOLD, "SYN-3": Keeps.HOLD}


def test_a_hold_is_for_one_known_person_and_has_a_reason(here: AStation) -> None:
    desk = signed_in(here)
    for code, hold in (
        ("hold_needs_reason", PlaceHold("h", "Alex Quill", " ")),
        ("hold_needs_person", PlaceHold("h", "Nobody Known", "why")),
    ):
        assert why(desk.retention.place_hold(hold)) == code
    assert desk.retention.place_hold(PlaceHold("h", "Alex Quill", "why")) is None
    here.enrol(person(2))
    assert why(desk.retention.place_hold(PlaceHold("h", "Casey Hatch2", "why"))) == "hold_id_used"
    assert why(desk.retention.lift_hold("none", LiftHold("why"))) == "no_such_hold"


def test_every_clock_that_still_runs_keeps_the_record(here: AStation) -> None:
    here.visit(1)
    # Late before they died: a case was opened.
    here.clock.forward(days=120)
    cases.daily(here.store, here.office, here.clock())
    becomes(here, ALEX, Standing.DECEASED)
    in_years(here)
    assert fate(signed_in(here)) == {ALEX: Keeps.CASE}
    with here.store.writing() as session:
        session.execute(update(METADATA.tables["cases"]).values(code="deceased"))
    assert fate(signed_in(here)) == {ALEX: Keeps.CHECK_IN}
    with here.store.writing() as session:
        session.execute(update(METADATA.tables["check_ins"]).values(state="left"))
        served = {"served_on": records.TODAY, "manner": "in_person", "officer_id": "o", "at": here.clock()}
        session.execute(
            METADATA.tables["residency_notices"]
            .insert()
            .values(notice_id="n", registrant_id=ALEX, address="1 Test St", **served)
        )
    assert fate(signed_in(here)) == {ALEX: Keeps.NOTICE}
    with here.store.writing() as session:
        session.execute(update(METADATA.tables["residency_notices"]).values(ended="moved"))
    assert fate(signed_in(here)) == {ALEX: None}


@pytest.mark.parametrize("state", ["waiting", "parked", "held"])
def test_what_the_registry_was_not_told_keeps_the_record(here: AStation, state: str) -> None:
    dead(here, 2)
    with here.store.writing() as session:
        session.execute(
            OUTBOX.insert().values(
                update_id="u",
                registrant_id="SYN-2",
                version=1,
                name="",
                body="",
                completed_at=here.clock(),
                deadline=here.clock(),
                hold_until=here.clock(),
                state=state,
                next_try_at=here.clock(),
            )
        )
    in_years(here)
    assert fate(signed_in(here)) == {"SYN-2": Keeps.UPDATE}


def test_nothing_goes_that_was_not_seen(here: AStation) -> None:
    dead(here, 2)
    in_years(here)
    desk = signed_in(here)
    old = seen(desk).digest
    dead(here, 3)
    in_years(here)
    desk = signed_in(here)
    assert why(desk.retention.run("deceased", RunSeries(new_id(), old))) == "retention_preview_old"
    assert {"SYN-2", "SYN-3"} <= set(fate(desk))


def test_nothing_goes_of_a_series_that_nobody_verified(tmp_path: Path, on_sqlite: str) -> None:
    here = a_station(tmp_path, address=on_sqlite, retention=load_series(None))
    here.hire("osei", Role.SUPERVISOR)
    dead(here, 2)
    in_years(here, 11)
    desk = signed_in(here)
    assert fate(desk) == {"SYN-2": None}
    assert (
        why(desk.retention.run("deceased", RunSeries(new_id(), seen(desk).digest))) == "retention_unverified"
    )
    assert why(desk.retention.preview("no_series")) == "no_such_series"
    here.store.close()


def test_a_visit_that_was_not_completed_goes_and_one_that_was_not_served_stays(here: AStation) -> None:
    ids = [here.visit(number + 1).check_in_id for number in range(2)]
    check_ins = METADATA.tables["check_ins"]
    with here.store.writing() as session:
        for check_in_id, state in zip(ids, ("left", "appeared_not_served"), strict=True):
            ended = update(check_ins).where(check_ins.c.check_in_id == check_in_id)
            session.execute(ended.values(state=state, decided_at=here.clock()))
    in_years(here)
    assert [one.item_id for one in run(signed_in(here), "visits_not_completed").items] == [ids[0]]
    assert here.how_many("check_ins") == 1
    assert here.how_many("envelopes") == 2, "by them a second copy is known"


def test_scans_of_the_named_kinds_go_and_others_stay(here: AStation) -> None:
    desk = here.signed_in()
    for fill, kind in ((1, AttachmentKind.IDENTITY), (2, AttachmentKind.COURT_PAPER)):
        desk.records.attach(ALEX, kind, kind.value, jpeg(fill=fill))
    in_years(here)
    assert len(run(signed_in(here), "scans").items) == 1
    with here.store.reading() as session:
        kinds = session.execute(select(METADATA.tables["attachments"].c.kind)).scalars().all()
    assert kinds == ["court_paper"]


def test_numbers_and_calls_of_the_lobby_go_and_newer_ones_stay(here: AStation) -> None:
    numbers, calls = METADATA.tables["numbers"], METADATA.tables["help_calls"]
    for name in ("old", "new"):
        at = here.clock()
        with here.store.writing() as session:
            session.execute(
                numbers.insert().values(
                    number_id=name,
                    kiosk_id="k",
                    ticket="A-1",
                    ticket_day=records.TODAY,
                    service="permits",
                    language="en",
                    taken_at=at,
                    accepted_at=at,
                    ended_by="T. Rivera",
                    ended_at=at,
                )
            )
            call = {"kiosk_id": "k", "screen": "welcome", "wants": "help", "language": "en", "called_at": at}
            session.execute(calls.insert().values(help_id=f"call-{name}", **call))
        in_years(here)
    here.clock.forward(days=-10)
    assert sorted(one.item_id for one in run(signed_in(here), "lobby").items) == ["call-old", "old"]
    assert here.how_many("numbers") == here.how_many("help_calls") == 1


def test_a_photograph_goes_with_the_last_record_that_shows_it(here: AStation) -> None:
    shared = Photograph("f" * 64, records.TODAY)
    dead(here, 2, photograph=shared)
    here.enrol(person(3, photograph=shared), person(4, photograph=shared))
    with here.store.writing() as session:
        session.execute(
            METADATA.tables["photographs"]
            .insert()
            .values(photograph_id="f" * 64, taken_on=records.TODAY, width=1, height=1, kept_by="x", jpeg=b"x")
        )
    in_years(here)
    run(signed_in(here))
    assert here.how_many("photographs") == 1
    becomes(here, "SYN-3", Standing.DECEASED)
    becomes(here, "SYN-4", Standing.DECEASED)
    in_years(here)
    assert len(run(signed_in(here)).items) == 2
    assert here.how_many("photographs") == 0


def test_answers_to_requests_go_with_the_person_and_the_rest_of_the_paper_stays(here: AStation) -> None:
    """Even the line that asked for them, and an answer that told nothing."""
    here.enrol(person(2, registry_id="MO-SYN-2"), person(3, registry_id="MO-SYN-3"))
    asked = MakePack(new_id(), "The Demo Tribune", ("Casey Hatch2", "MO-SYN-0001"), "en")
    everybody = MakePack(new_id(), "The Demo Tribune", (), "en")
    for said in (asked, everybody):
        paper = signed_in(here).requests.make(said)
        assert isinstance(paper, RecordsPack)
        assert "Hatch2" in repr(paper)
        assert paper.removed == 0
    before = signed_in(here).requests.listed()
    becomes(here, "SYN-2", Standing.DECEASED)
    gone = MakePack(new_id(), "The Demo Tribune", ("Casey Hatch2",), "en")
    assert isinstance(signed_in(here).requests.make(gone), RecordsPack)
    in_years(here)
    run(signed_in(here))
    assert b"Hatch2" not in here.everything_stored()
    desk = signed_in(here)
    papers = [desk.requests.again(one.request_id) for one in (asked, everybody, gone)]
    found = [one for one in papers if isinstance(one, RecordsPack)]
    assert [(one.removed, len(one.answers)) for one in found] == [(1, 1), (1, 2), (1, 0)]
    assert "Quill" in repr(found[0])
    after = desk.requests.listed()
    assert isinstance(before, Packs)
    assert isinstance(after, Packs)
    kept = {one.request_id: (one.sha256, one.given) for one in after.lines}
    assert {one.request_id: (one.sha256, one.given) for one in before.lines}.items() <= kept.items()
    assert [one.lines for one in after.lines if one.request_id == asked.request_id] == [("MO-SYN-0001",)]


def test_every_table_that_names_a_person_is_reached_or_known_to_hold_nobody() -> None:
    reached = {table.name for table in METADATA.sorted_tables if removals.of_person(table, "x") is not None}
    nobody = {
        *("accounts", "sessions", "counters", "kiosks", "spools", "enrolments", "checkpoints", "day_tallies"),
        *("records_requests", "numbers", "help_calls", "state_comparisons", "factor_tries", "retention_runs"),
    }
    not_read = {"audit", "envelopes", "refused_envelopes", "photographs"}
    """Ids and sealed or open bytes; photographs go by the records that show them."""
    assert reached | nobody | not_read == {table.name for table in METADATA.sorted_tables}
    assert not reached & (nobody | not_read)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("series = 3", "cannot be used"),
        ("x = [", "not TOML"),
        (
            '[[series]]\nid="a"\ncovers="person"\nstandings=["active"]\nyears=9\nsource="s"\neffective_from=2026-01-01',
            "duty runs",
        ),
        ('[[series]]\nid="a"\ncovers="scan"\nyears=9\nsource="s"\neffective_from=2026-01-01', "names kinds"),
        ('[[series]]\nid="a"\ncovers="lobby"\nyears=0\nsource="s"\neffective_from=2026-01-01', "greater"),
        (
            '[[series]]\nid="a"\ncovers="lobby"\nyears=1\nsource="s"\neffective_from=2026-01-01\n' * 2,
            "two hold at once",
        ),
    ],
)
def test_series_that_cannot_be_used_say_why(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "series.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(BrokenSeries, match=told):
        load_series(file)
    with pytest.raises(BrokenSeries, match="cannot be read"):
        load_series(tmp_path / "none.toml")


def test_the_example_for_technicians_is_a_series(tmp_path: Path) -> None:
    (example,) = (box.text for box in boxes("records") if "[[series]]" in box.text)
    (tmp_path / "series.toml").write_text(example, "utf-8")
    (series,) = load_series(tmp_path / "series.toml")
    assert series.verified_by


def test_a_series_ends_and_the_next_one_begins_and_leap_days_are_days() -> None:
    old: Series = SERIES[0].model_copy(update={"effective_to": dt.date(2027, 12, 31)})
    assert old.in_force(dt.date(2027, 12, 31))
    assert not old.in_force(dt.date(2028, 1, 1))
    assert not old.in_force(dt.date(2026, 1, 1))
    assert old.before(dt.date(2028, 2, 29)) == dt.date(2025, 2, 28)


def test_different_records_have_different_proofs(here: AStation) -> None:
    dead(here, 2)
    dead(here, 3)
    in_years(here)
    proofs = [one.proof for one in run(signed_in(here)).items]
    assert len(set(proofs)) == 2
    assert here.how_many("registrants") == 1


def test_the_record_tells_of_open_tips_and_to_supervisors_alone_of_holds_in_force(here: AStation) -> None:
    said = [PlaceHold(new_id(), "SYNTHETIC-2", why) for why in ("a suit", "an audit")]
    here.enrol(person(2, registry_id="SYNTHETIC-2"))
    desk = signed_in(here)
    assert [desk.retention.place_hold(one) for one in said] == [None, None]
    assert desk.retention.lift_hold(said[0].hold_id, LiftHold("settled")) is None
    tips = [TakeTip(new_id(), TipKind.OTHER, "SYNTHETIC-2", "seen") for _ in range(2)]
    assert all(isinstance(desk.tips.take(one), TipView) for one in tips)
    desk.tips.close(tips[0].tip_id, "nothing")
    for who, holds in ((desk, ["an audit"]), (here.signed_in(), [])):
        page = who.people.record("SYN-2")
        assert isinstance(page, RecordPage), page
        assert [one.reason for one in page.holds] == holds
        assert [one.tip.tip_id for one in page.tips] == [tips[1].tip_id]
