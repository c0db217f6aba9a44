"""The sample record in a database of its own."""

from __future__ import annotations

import functools
import tempfile
from dataclasses import dataclass
from pathlib import Path

from sample import hostile, sample

from reportedly.desk.context import Desk
from reportedly.desk.record import Record as Asked
from reportedly.desk.serve import Reach, make_desk
from reportedly.desk.stored import StoredRecord
from reportedly.record import Record, open_record
from reportedly.store import open_database
from reportedly.store.transfer import dump, load


@dataclass
class Kept:
    desk: Desk
    record: Asked


def kept_record(folder: Path, *, with_hostile: bool = False) -> Kept:
    """A copy of its own of the sample record, and a desk over it."""
    path = copied(folder, with_hostile)
    database = open_database(str(path))
    record = StoredRecord(database)
    return Kept(make_desk(database, record, "ada", Reach()), record)


def filled(url: str, folder: Path, *, with_hostile: bool = False) -> Record:
    """The sample record in an empty database of either kind."""
    kept = open_record(url, "machine")
    if kept.database.is_sqlite:
        kept.database.engine.dispose()
        path = Path(str(kept.database.engine.url.database))
        path.unlink()
        path.write_bytes(_made(with_hostile))
        return open_record(url, "machine")
    with open_database(str(copied(folder, with_hostile))).reading() as source, kept.database.writing() as target:
        load(target, dump(source))
    return kept


def copied(folder: Path, with_hostile: bool = False) -> Path:
    """The file of a copy."""
    path = folder / "record.sqlite"
    path.write_bytes(_made(with_hostile))
    return path


@functools.cache
def _made(with_hostile: bool) -> bytes:
    """The record, added report by report once for all tests."""
    with tempfile.TemporaryDirectory() as folder:
        kept = open_record(f"{folder}/made.sqlite", "machine")
        for report in (*sample(), *((hostile(),) if with_hostile else ())):
            kept.add(report)
        with kept.database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        kept.database.engine.dispose()
        return Path(folder, "made.sqlite").read_bytes()
