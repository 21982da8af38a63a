"""Some months of a small county: every board agrees with a recount, and whoever is overdue has a case."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import delete, select

from kiosk.cases import Code
from sync.station.store.board_tables import OBLIGATIONS
from sync.station.store.retention_tables import LEGAL_HOLDS
from sync.station.store.tip_tables import TIPS
from tests.mail_server import a_mail_server
from tests.sync.station.a_station import a_station
from tests.sync.station.county_papers import OFFICE
from tests.sync.station.county_year import FIRST, CountyYear


def test_months_of_a_county_agree_with_the_recount_and_end_with_everybody_accounted_for_or_sought(
    tmp_path: Path,
) -> None:
    here = a_station(tmp_path, **OFFICE)
    here.hire()
    with a_mail_server(tmp_path) as box:
        found = CountyYear(here, box, 24, seed=11, recount_every=9, days=115).play()
    here.store.close()
    assert found.differing == []
    assert found.recounts == 14
    assert found.visits > 10
    assert found.letters
    assert {Code.REPORTED, Code.WARRANT} <= found.cases.keys()
    assert found.people - found.accounted_for <= 3


def test_a_line_that_a_board_or_a_page_lost_is_noticed_by_the_recount(tmp_path: Path) -> None:
    here = a_station(tmp_path, **OFFICE)
    here.hire()
    with a_mail_server(tmp_path) as box:
        county = CountyYear(here, box, 3, seed=11, days=1)
        assert county.play().differing == []
    with here.store.writing() as session:
        one = session.execute(select(OBLIGATIONS.c.registrant_id, OBLIGATIONS.c.place)).first()
        assert one is not None
        session.execute(
            delete(OBLIGATIONS).where(OBLIGATIONS.c.registrant_id == one[0], OBLIGATIONS.c.place == one[1])
        )
        session.execute(delete(TIPS))
        session.execute(delete(LEGAL_HOLDS))
    found = " ".join(county.recount(FIRST))
    assert all(lost in found for lost in ("board", "tips", "holds")), found
    here.store.close()
