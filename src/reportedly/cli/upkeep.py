"""db: look after a record, and move it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportedly.cli.main import command
from reportedly.cli.record import DB, opened

if TYPE_CHECKING:
    from reportedly.record import Record


@command("db")
@click.argument("action", type=click.Choice(["check", "dump", "load", "rebuild"]))
@click.argument("file", required=False, type=click.Path(allow_dash=True, path_type=Path))
@DB
def db_command(action: str, file: Path | None, db: str) -> None:
    """Look after a record: check it, dump it, load a dump into an empty one, rebuild its incidents."""
    {"check": check_record, "dump": dump_record, "load": load_record, "rebuild": rebuild_record}[action](
        opened(db), file
    )


def check_record(record: Record, _file: Path | None) -> None:
    """Print the faults of a record; there are none in a sound one."""
    from reportedly.store.check import check

    with record.database.reading() as connection:
        faults = list(check(connection))
    click.echo("\n".join(faults) or "sound")
    if faults:
        sys.exit(1)


def dump_record(record: Record, file: Path | None) -> None:
    """Write a record as lines of JSON."""
    from reportedly.store.transfer import dump

    with record.database.reading() as connection, click.open_file(str(file or "-"), "w", encoding="utf-8") as out:
        out.writelines(line + "\n" for line in dump(connection))


def load_record(record: Record, file: Path | None) -> None:
    """Fill an empty record from a dump."""
    from reportedly.store.transfer import load

    with click.open_file(str(file or "-"), encoding="utf-8") as lines, record.database.writing() as connection:
        click.echo(f"{load(connection, lines)} rows")


def rebuild_record(record: Record, _file: Path | None) -> None:
    """Work all incidents out anew."""
    record.rebuild()
