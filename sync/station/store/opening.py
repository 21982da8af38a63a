"""Opens the station's store and brings its tables to this program's form."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy.exc import DBAPIError

from sync.database import Store, StoreTrouble, open_engine, trouble_of

_MIGRATIONS = Path(__file__).parent / "migrations"


def open_store(address: str) -> Store | StoreTrouble:
    """The store at ``address``, its tables laid or migrated, in one transaction.

    A store that a newer program has migrated is left alone (``newer``).
    """
    engine = open_engine(address)
    if isinstance(engine, StoreTrouble):
        return engine
    store = Store(engine)
    try:
        _migrate(store)
    except CommandError:
        store.close()
        return StoreTrouble("newer")
    except DBAPIError as error:
        store.close()
        return trouble_of(error)
    return store


def head() -> str:
    """The name of the newest step this program knows."""
    return str(ScriptDirectory.from_config(_config()).get_current_head())


def _migrate(store: Store) -> None:
    config = _config()
    with store.writing() as session:
        config.attributes["session"] = session
        command.upgrade(config, "head")


def _config() -> Config:
    config = Config()
    # Percent signs in a path would be read as interpolation.
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
