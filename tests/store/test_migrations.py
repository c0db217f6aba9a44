"""Every migration goes up and back on a filled record of the version before, and loses nothing that was there."""

from __future__ import annotations

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
from reportedly.store import downgrade, open_database, upgrade, version
from reportedly.store.migrate import FOLDER
from reportedly.store.reports import CHANGED, digest, keep_report, new_revision, standing
from reportedly.store.schema import metadata

VERSIONS = [script.revision for script in reversed(list(ScriptDirectory(str(FOLDER)).walk_revisions()))]


def fill(connection: Connection) -> None:
    """Put reports, claims and a correction into tables of the first version."""
    for page in (attack("a"), attack("b", killed=7), attack("a", killed=6)):
        sha256 = digest(page["text"].encode())
        how, id_ = standing(connection, page, sha256, "0")
        assert how in ("new", CHANGED)
        keep_report(connection, id_, page, b"raw", sha256, "0", None, new_revision(connection, "tester", "add"))
    row = {
        "claim_id": attack("b", killed=7)["claims"][0]["id"],
        "field": "value",
        "value": "8",
        "why": "",
        "revision": 1,
    }
    connection.execute(insert(metadata.tables["corrections"]).values(row))


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
        assert {name: after[name] for name in before} == before
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
