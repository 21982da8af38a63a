"""The office's books at the station: the log searched, the ledger as a table, the rules as they are used."""

from __future__ import annotations

import csv
import io

import pytest

from kiosk.audit import AuditEvent
from kiosk.law import Mode
from kiosk.ledger import FeeAct
from kiosk.review import Role
from sync.station.account_wire import LogPage, RulesPage
from sync.station.client import DeskLink
from sync.station.desk_wire import Refused
from sync.station.people_wire import EnterFee
from tests.specimens import records
from tests.sync.station.a_station import AStation

ALEX = records.registrant().registrant_id


@pytest.fixture
def supervisor(here: AStation) -> DeskLink:
    """Supervisor Osei, signed in."""
    here.hire("osei", Role.SUPERVISOR, full_name="K. Osei")
    return here.signed_in("osei")


def found(desk: DeskLink, event: AuditEvent | None = None, text: str = "", page: int = 0) -> LogPage:
    """A page of the log."""
    shown = desk.books.log(event, text, page)
    assert isinstance(shown, LogPage), shown
    return shown


def test_the_log_is_found_by_event_and_by_any_id_newest_first(here: AStation, supervisor: DeskLink) -> None:
    assert supervisor.people.record(ALEX)
    viewed = found(supervisor, AuditEvent.RECORD_VIEWED)
    assert viewed.total == 1
    assert dict(viewed.lines[0].about)["registrant"] == ALEX
    by_id = found(supervisor, text=ALEX)
    assert by_id.lines[0] == viewed.lines[0]
    assert [one.sequence for one in by_id.lines] == sorted(
        (one.sequence for one in by_id.lines), reverse=True
    )
    everything = found(supervisor)
    assert everything.total == len(here.events())
    assert found(supervisor, text="100%_sure").total == 0
    assert found(supervisor, page=99).lines == ()


def test_a_days_ledger_leaves_as_a_table_with_its_totals_and_that_is_written_down(
    here: AStation, desk: DeskLink, supervisor: DeskLink
) -> None:
    for fee_id, act, reason in (("f-1", FeeAct.DUE, "=1+1"), ("f-2", FeeAct.PAID, "")):
        line = here.signed_in().records.enter_fee(ALEX, EnterFee(fee_id, act, 500, reason))
        assert not isinstance(line, Refused), line
    day = here.office.today(here.clock())
    table = here.signed_in("osei").books.fees_table(day)
    assert isinstance(table, bytes), table
    rows = list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"))))
    assert [(row["act"], row["dollars"], row["receipt"]) for row in rows[:2]] == [
        ("due", "5.00", ""),
        ("paid", "5.00", "F000001"),
    ]
    assert rows[0]["reason"] == "'=1+1"
    assert [(row["act"], row["dollars"]) for row in rows[2:]] == [
        ("due", "5.00"),
        ("paid", "5.00"),
        ("waived", "0.00"),
    ]
    assert here.events().count(AuditEvent.BOARD_EXPORTED.value) == 1
    refused = here.signed_in().books.fees_table(day)
    assert isinstance(refused, Refused)


def test_the_rules_are_those_the_office_computes_by(here: AStation, desk: DeskLink) -> None:
    shown = desk.books.rules()
    assert isinstance(shown, RulesPage), shown
    every = here.office.rulesets.every_rule()
    assert [(one.ruleset, one.rule_id) for one in shown.rules] == [
        (ruleset.ruleset_id, rule.rule_id) for ruleset, rule in every
    ]
    unread = [one for one in shown.rules if one.needs_reading and not one.verified_by]
    assert unread
    assert all(one.mode is not Mode.PRINTED for one in unread)
