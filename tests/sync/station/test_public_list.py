"""The list for the public holds what the law opens and nothing else, and is closed by default."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

from typer.testing import CliRunner

from kiosk.check_in import Disclosure
from kiosk.registrant import (
    Fact,
    Offense,
    OnlineIdentifier,
    PersonName,
    Residence,
    ResidenceKind,
    Standing,
    TierStage,
)
from sync.station import public_list
from sync.station.settings import StationSettings
from tests.specimens import records
from tests.sync.station.a_station import AStation
from ui.cli import app


def lines(here: AStation, file: Path) -> list[dict[str, str]]:
    """The list as a reader sees it."""
    with here.store.reading() as session:
        public_list.write(session, here.office, file, here.office.today(here.clock()))
    with file.open(encoding="utf-8", newline="") as found:
        return list(csv.DictReader(found))


def test_it_is_closed_by_default_and_then_cannot_be_written(tmp_path: Path) -> None:
    assert StationSettings(office="X", disclosure=Disclosure.BLIND).public_list == "closed"
    config = tmp_path / "station.toml"
    config.write_text(f'office = "X"\ndisclosure = "blind"\nfolder = "{tmp_path / "s"}"\n', "utf-8")
    done = CliRunner().invoke(app, ["public-list", str(tmp_path / "out.csv"), "--config", str(config)])
    assert done.exit_code == 1
    assert "is closed" in done.stderr
    assert not (tmp_path / "out.csv").exists()
    config.write_text(config.read_text("utf-8") + 'public_list = "open"\n', "utf-8")
    done = CliRunner().invoke(app, ["public-list", str(tmp_path / "out.csv"), "--config", str(config)])
    assert (done.exit_code, done.stdout) == (0, f"0 lines are in {tmp_path / 'out.csv'}.\n")


def test_only_whose_duty_runs_is_on_it(here: AStation, tmp_path: Path) -> None:
    for number, standing in enumerate(set(Standing) - {Standing.ACTIVE}):
        name = f"SYN-9{number}"
        here.enrol(
            records.registrant(registrant_id=name, id_number=name, registry_id=name, standing=standing)
        )
    assert {line["Name"] for line in lines(here, tmp_path / "list.csv")} == {"QUILL, ALEX ROWAN"}


def test_juveniles_are_not_on_it_and_a_tier_for_frequency_only_is_not_shown(
    here: AStation, tmp_path: Path
) -> None:
    """M-25 exempts them; by S-14 the tier of those registered because of elsewhere is not public."""
    facts = {"young": "juvenile_adjudication", "far": "registered_because_of_elsewhere"}
    for name, fact in facts.items():
        here.enrol(
            records.registrant(
                registrant_id=name,
                id_number=name,
                registry_id=name,
                name=PersonName("Eve", "", name),
                facts=(Fact(fact, True),),
            )
        )
    tiers = {line["Name"]: line["Tier"] for line in lines(here, tmp_path / "list.csv")}
    assert "YOUNG, EVE" not in tiers
    assert tiers["FAR, EVE"] == ""
    assert tiers["QUILL, ALEX ROWAN"] != ""


def test_no_proposed_tier_no_arrest_and_no_place_in_words_is_on_it(here: AStation, tmp_path: Path) -> None:
    arrest = Offense("Only an arrest, SYNTHETIC", "000.001", None, "", None, "")
    couch = Residence("h", ResidenceKind.HOME, None, "Couch at the aunt's")
    here.enrol(
        records.registrant(
            registrant_id="SYN-8",
            id_number="S8",
            registry_id="MO-8",
            name=PersonName("Eve", "", "Far"),
            tier_stage=TierStage.PROPOSED,
            offenses=(*records.registrant().offenses, arrest),
            residences=(couch,),
        )
    )
    (line,) = (one for one in lines(here, tmp_path / "list.csv") if one["Name"] == "FAR, EVE")
    assert (line["Tier"], line["Count"], line["Address"]) == ("", "1", "No fixed address")
    assert "arrest" not in line["Offense"]


def test_nothing_but_the_published_columns_and_no_formula_is_in_it(here: AStation, tmp_path: Path) -> None:
    planted = records.registrant(
        registrant_id="SYN-7",
        id_number="S777777777",
        registry_id="MO-777",
        name=PersonName("Eve", "", "=HYPERLINK()"),
        online_identifiers=(OnlineIdentifier("o1", "Chirp", "@planted"),),
    )
    here.enrol(replace(planted, ssn_sealed="planted-ssn"))
    found = lines(here, tmp_path / "list.csv")
    assert tuple(found[0]) == public_list.COLUMNS
    whole = (tmp_path / "list.csv").read_text("utf-8")
    assert not any(word in whole for word in ("S777777777", "planted", "MO-777"))
    assert any(line["Name"].startswith("'=HYPERLINK") for line in found)
