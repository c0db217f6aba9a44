"""Migrations, run by the command itself: a record is brought to the tables of this version when it is opened."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from reportedly.errors import StoreFault

FOLDER = Path(__file__).with_name("migrations")


def upgrade(connection: Connection, to: str = "head") -> None:
    """Bring the tables up to a version, in the transaction of the connection."""
    config, known = _config(connection), ScriptDirectory(str(FOLDER))
    at = version(connection)
    if at is not None and at not in {script.revision for script in known.walk_revisions()}:
        raise StoreFault(f"the record was written by a newer reportedly (tables {at}): install that version")
    if at != (known.get_current_head() if to == "head" else to):
        command.upgrade(config, to)


def downgrade(connection: Connection, to: str) -> None:
    """Take the tables back to an earlier version ("base": none), in the transaction of the connection."""
    command.downgrade(_config(connection), to)


def version(connection: Connection) -> str | None:
    """The version of the tables; None in an empty database."""
    return MigrationContext.configure(connection).get_current_revision()


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
