"""Connections to the record's database: a SQLite file by default, PostgreSQL for a team."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from reportedly.errors import StoreFault, UsageFault

WAIT_SECONDS = 120  # for another process that writes
RETRY_SECONDS = 0.02
WRITER = 0x7265706F  # PostgreSQL's advisory lock that the one writer holds
SCHEMES = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}


class Database:
    """One database: many may read, one writes at a time, and each write is a transaction that happens whole or not at
    all.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.is_sqlite = engine.dialect.name == "sqlite"

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that no other writer can enter before it ends."""
        with faults(self.engine), self.engine.connect() as raw:
            connection = raw.execution_options(writing=True)
            with connection.begin():
                if not self.is_sqlite:
                    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": WRITER})
                yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A view of the record as it is now, which later writes do not change."""
        with faults(self.engine), self.engine.connect() as raw:
            options: dict[str, Any] = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
            connection = raw.execution_options(**options)
            with connection.begin():
                yield connection


def open_database(url: str) -> Database:
    """The database at a URL (`sqlite:///FILE`, `postgresql://…`) or in a SQLite file at a path."""
    full = url if "://" in url else f"sqlite:///{Path(url).expanduser()}"
    try:
        parsed = make_url(full)
    except ArgumentError:
        raise UsageFault(f"no database URL: {url}") from None
    driver = SCHEMES.get(parsed.drivername.split("+")[0])
    if driver is None:
        raise UsageFault(f"a record is kept in SQLite or PostgreSQL, not in {parsed.drivername}")
    engine = create_engine(parsed.set(drivername=driver), pool_pre_ping=driver != "sqlite")
    if driver == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return Database(engine)


@contextmanager
def faults(engine: Engine) -> Iterator[None]:
    """What the database refuses, as one line that says which database it is."""
    try:
        yield
    except DBAPIError as error:
        where = engine.url.render_as_string(hide_password=True)
        reason = str(error.orig).strip().splitlines()[0] if str(error.orig).strip() else type(error.orig).__name__
        raise StoreFault(f"{where}: {reason}") from error


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions begin where `_begin_sqlite` says
    connection.execute(f"PRAGMA busy_timeout={WAIT_SECONDS * 1000}")
    _write_ahead(connection)
    for pragma in ("synchronous=NORMAL", "cache_size=-65536"):
        connection.execute(f"PRAGMA {pragma}")


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Turn the write-ahead log on. Where two connections do this to one new file, each stands in the other's way, and
    SQLite says "locked" at once instead of waiting its time; so the wait is here.
    """
    deadline = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
            if not busy or time.monotonic() > deadline:
                raise
        time.sleep(RETRY_SECONDS)


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
