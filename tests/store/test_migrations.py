"""Every migration goes up and back on a filled record of the version before, and loses nothing that was there."""

from __future__ import annotations

import json
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from claims_made import attack
from sqlalchemy import Connection, MetaData, Table, insert, select

from reportedly.errors import StoreFault
from reportedly.record import open_record
from reportedly.record.looking import Filter, find_incidents
from reportedly.record.record import rules_version
from reportedly.store import downgrade, open_database, upgrade, version
from reportedly.store.check import check
from reportedly.store.migrate import FOLDER
from reportedly.store.people import additions_of
from reportedly.store.reports import digest
from reportedly.store.schema import desk_rounds, metadata

VERSIONS = [script.revision for script in reversed(list(ScriptDirectory(str(FOLDER)).walk_revisions()))]


# The tables that the desk made for itself before the third version, as it made them.
OWN_TABLES = """
CREATE TABLE desk_people (name VARCHAR(80) NOT NULL PRIMARY KEY, role VARCHAR(16) NOT NULL, password TEXT NOT NULL,
  active BOOLEAN NOT NULL, since VARCHAR(32) NOT NULL);
CREATE TABLE desk_rounds (id {serial}, name VARCHAR(120) NOT NULL, claims JSON NOT NULL, who VARCHAR(80) NOT NULL,
  since VARCHAR(32) NOT NULL);
CREATE TABLE desk_codings (round INTEGER NOT NULL, claim VARCHAR(80) NOT NULL, who VARCHAR(80) NOT NULL,
  "values" JSON NOT NULL, at VARCHAR(32) NOT NULL, UNIQUE (round, claim, who));
CREATE TABLE desk_reviews (id {serial}, claim TEXT NOT NULL, what VARCHAR(16) NOT NULL, who VARCHAR(80) NOT NULL,
  at VARCHAR(32) NOT NULL, why TEXT NOT NULL, "before" TEXT NOT NULL, "after" TEXT NOT NULL, doc TEXT, revision INTEGER,
  undoes INTEGER);
CREATE INDEX ix_desk_reviews_claim ON desk_reviews (claim);
CREATE INDEX ix_desk_reviews_undoes ON desk_reviews (undoes)
"""
PAGES = attack("a"), attack("b", killed=7), attack("a", killed=6)  # the last is a new version of the first
SEEN = {**PAGES[1]["claims"][0], "id": "p1", "value": 3, "type": "injured", "total": False}  # by a person
NOW = "2020-03-01T10:00:00+00:00"


def put(connection: Connection, table: str, /, **values: Any) -> None:
    """Insert a row as the version of the tables has it, whatever the code of today has."""
    connection.execute(insert(Table(table, MetaData(), autoload_with=connection)).values(values))


def fill(connection: Connection) -> None:
    """Put reports, claims, a correction and, where it is their time, the desk's own tables into a record."""
    for number, page in enumerate(PAGES, 1):
        put(connection, "revisions", at=NOW, who="tester", what="add")
        raw = f"page {number}".encode()
        fields = {name: page.get(name) for name in ("doc", "url", "source", "title", "published", "text")}
        put(
            connection, "reports", **fields, id=f"r{number}", version=2 if number == 3 else 1, raw=raw,
            raw_sha256=digest(raw), current=number != 1, extractor="0", revision=number,
        )  # fmt: skip
        for claim in page["claims"]:
            told = {name: claim[name] for name in ("id", "kind", "type", "status", "start")}
            put(connection, "claims", **told, report_id=f"r{number}", extractor="0", payload=json.dumps(claim))
    killed = PAGES[1]["claims"][0]["id"]
    put(connection, "corrections", claim_id=killed, field="value", value="8", why="", revision=1)
    if version(connection) == "0002":
        fill_desk(connection, killed)


def fill_desk(connection: Connection, claim: str) -> None:
    """What people did at a desk of the second version: an addition, corrected since, and another taken back."""
    serial = "SERIAL PRIMARY KEY" if connection.dialect.name == "postgresql" else "INTEGER NOT NULL PRIMARY KEY"
    for statement in OWN_TABLES.format(serial=serial).split(";"):
        connection.exec_driver_sql(statement)
    put(connection, "desk_people", name="ada", role="editor", password="$argon2id$", active=True, since=NOW)
    put(connection, "desk_rounds", name="first", claims=[claim], who="ada", since=NOW)
    put(connection, "desk_codings", round=1, claim=claim, who="ada", values={"value": "7"}, at=NOW)
    gone = {**SEEN, "id": "p2"}
    for number, (id_, what, after, undoes) in enumerate(
        (("p1", "added", SEEN, None), ("p2", "added", gone, None), ("p1", "edited", {"value": 4}, None), ("p2", "undo", {}, 2)), 1
    ):  # fmt: skip
        put(connection, "revisions", at=NOW, who="ada", what=what)
        told = {"doc": "b" if what == "added" else None, "revision": 3 + number, "undoes": undoes}
        put(
            connection, "desk_reviews", claim=id_, what=what, who="ada", at=NOW, why="", before="{}",
            after=json.dumps(after), **told,
        )  # fmt: skip


def contents(connection: Connection) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables that there are, by table."""
    there = MetaData()
    there.reflect(connection)
    tables = [t for t in there.sorted_tables if t.name not in ("alembic_version", "notes")]
    return {t.name: sorted((tuple(r) for r in connection.execute(select(t))), key=repr) for t in tables}


def test_the_migrations_make_the_tables_that_the_code_has(url: str) -> None:
    with open_database(url).writing() as connection:
        upgrade(connection)
        assert version(connection) == VERSIONS[-1]
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        downgrade(connection, "base")
        assert contents(connection) == {}


@pytest.mark.parametrize("target", VERSIONS[1:])
def test_a_filled_record_goes_up_and_back(url: str, target: str) -> None:
    before_target = VERSIONS[VERSIONS.index(target) - 1]
    database = open_database(url)
    with database.writing() as connection:
        upgrade(connection, before_target)
        fill(connection)
    with database.reading() as connection:
        before = contents(connection)
    with database.writing() as connection:
        upgrade(connection, target)
    with database.reading() as connection:
        after = contents(connection)
        assert {
            name: rows for name, rows in before.items() if not set(map(repr, rows)) <= set(map(repr, after[name]))
        } == {}
    with database.writing() as connection:
        downgrade(connection, before_target)
    with database.reading() as connection:
        assert contents(connection) == before


def test_opening_a_record_of_the_first_version_works_its_incidents_out(url: str) -> None:
    database = open_database(url)
    with database.writing() as connection:
        upgrade(connection, VERSIONS[0])
        fill(connection)
    (incident,) = find_incidents(open_record(url).database, Filter())
    assert (incident["reports"], incident["killed"]["best"]) == (["a", "b"], 8)
    with database.writing() as connection:
        downgrade(connection, VERSIONS[0])
    (again,) = find_incidents(open_record(url).database, Filter())
    assert again == incident


def test_a_record_of_a_newer_version_is_left_alone(url: str) -> None:
    database = open_database(url)
    with database.writing() as connection:
        upgrade(connection)
        table = Table("alembic_version", MetaData(), autoload_with=connection)
        connection.execute(table.update().values(version_num="9999"))
    with pytest.raises(StoreFault, match="newer reportedly"):
        open_record(url)


def test_what_people_added_at_the_old_desk_takes_part_from_now_on(url: str) -> None:
    database = open_database(url)
    with database.writing() as connection:
        upgrade(connection, "0002")
        fill(connection)
        put(connection, "notes", name="derived", value=rules_version())  # incidents were worked out before
    record = open_record(url)
    (incident,) = find_incidents(record.database, Filter())
    assert "p1" in incident["claims"]
    assert "p2" not in incident["claims"]
    assert incident["injured"]["best"] == 4
    with database.reading() as connection:
        assert list(additions_of(connection, ["r2"])) == ["r2"]
        assert list(check(connection)) == []
    with database.writing() as connection:  # numbers go on after those that were there
        connection.execute(insert(desk_rounds).values(name="second", claims=[], who="ada", since=NOW))
        assert connection.execute(select(desk_rounds.c.id).order_by(desk_rounds.c.id)).scalars().all() == [1, 2]


def test_an_empty_desk_leaves_nothing_behind(url: str) -> None:
    with open_database(url).writing() as connection:
        upgrade(connection)
        downgrade(connection, "0002")
        assert not [name for name in contents(connection) if name.startswith("desk_") or name == "additions"]
