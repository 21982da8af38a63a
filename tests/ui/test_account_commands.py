"""Accounts are made and unlocked from the station's own console."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from typer.testing import CliRunner

from kiosk.problems import Problem
from kiosk.review import Role
from sync.database import Store
from sync.station import accounts
from sync.station.accounts import SessionRules, SignedIn
from sync.station.build import create_officer
from sync.station.store.opening import open_store
from ui.cli import app

PASSWORD = "a long enough password"
NOW = dt.datetime(2026, 11, 2, 15, 0, tzinfo=dt.UTC)


def signed_in(store: Store, password: str) -> SignedIn | Problem:
    """What a desk is told."""
    return accounts.sign_in(store, "rivera", password, "desk-1", SessionRules(), NOW)


def test_an_account_locked_by_wrong_passwords_is_released_by_command(tmp_path: Path) -> None:
    config, folder = tmp_path / "station.toml", tmp_path / "station"
    config.write_text(f'office = "Example County"\ndisclosure = "blind"\nfolder = "{folder}"\n', "utf-8")
    assert create_officer(config, "rivera", "T. Rivera", PASSWORD, frozenset({Role.OFFICER})) == ""
    store = open_store(f"sqlite:///{folder / 'station.sqlite'}")
    assert isinstance(store, Store)
    try:
        for _ in range(accounts.FAILURES_ALLOWED):
            signed_in(store, "a wrong password")
        assert isinstance(signed_in(store, PASSWORD), Problem)
        done = CliRunner().invoke(app, ["release-officer", "rivera", "--config", str(config)])
        assert (done.exit_code, done.stdout) == (0, "rivera can sign in again.\n")
        assert isinstance(signed_in(store, PASSWORD), SignedIn)
    finally:
        store.close()


def test_releasing_nobodys_account_says_so(tmp_path: Path) -> None:
    config = tmp_path / "station.toml"
    config.write_text(
        f'office = "Example County"\ndisclosure = "blind"\nfolder = "{tmp_path / "station"}"\n', "utf-8"
    )
    assert create_officer(config, "rivera", "T. Rivera", PASSWORD, frozenset({Role.OFFICER})) == ""
    done = CliRunner().invoke(app, ["release-officer", "nobody", "--config", str(config)])
    assert done.exit_code == 1
    assert done.stderr.startswith("appear: ")
