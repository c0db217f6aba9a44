"""A record as lines of JSON, to move it between SQLite and PostgreSQL unchanged."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, LargeBinary, func, insert, select, text

from reportedly.errors import StoreFault
from reportedly.store.migrate import version
from reportedly.store.schema import SECRET, metadata, notes

BATCH = 1000


def dump(connection: Connection) -> Iterator[str]:
    """The whole record: a line that says which tables' version it is, then one line a row, tables and keys in a fixed
    order. Only what the desk signs its sessions with stays where it is.
    """
    yield json.dumps({"reportedly": "record", "tables": version(connection)})
    for table in metadata.sorted_tables:
        query = select(table).order_by(*table.primary_key)
        if table is notes:
            query = query.where(notes.c.name != SECRET)
        for row in connection.execution_options(yield_per=BATCH).execute(query):
            values = {c.name: plain(row._mapping[c]) for c in table.columns}
            yield json.dumps({"table": table.name, "row": values}, ensure_ascii=True)


def load(connection: Connection, lines: Iterable[str]) -> int:
    """Fill an empty record from a dump; the number of rows. A record that holds something is refused."""
    rows = iter(lines)
    head = parsed(next(rows, ""))
    if head.get("reportedly") != "record":
        raise StoreFault("no dump of a record: its first line does not say so")
    if head["tables"] != version(connection):
        raise StoreFault(f"the dump has the tables of version {head['tables']}, this record of {version(connection)}")
    for table in metadata.sorted_tables:
        if table.name == "notes":
            connection.execute(table.delete())
        elif connection.execute(select(func.count()).select_from(table)).scalar():
            raise StoreFault("only an empty record can be loaded into")
    count = 0
    waiting: list[dict[str, Any]] = []
    current = ""
    for line in rows:
        item = parsed(line)
        if item["table"] != current or len(waiting) >= BATCH:
            count += put(connection, current, waiting)
            waiting, current = [], item["table"]
        waiting.append(item["row"])
    count += put(connection, current, waiting)
    restart_counters(connection)
    return count


def put(connection: Connection, name: str, rows: list[dict[str, Any]]) -> int:
    """Insert rows of one table."""
    if rows:
        table = metadata.tables[name]
        binary = [c.name for c in table.columns if isinstance(c.type, LargeBinary)]
        for row in rows:
            row.update({c: base64.b64decode(row[c]) for c in binary if row[c] is not None})
        connection.execute(insert(table), rows)
    return len(rows)


def plain(value: Any) -> Any:
    """A value as JSON can hold it."""
    return base64.b64encode(bytes(value)).decode() if isinstance(value, bytes | memoryview) else value


def parsed(line: str) -> dict[str, Any]:
    """A line of a dump."""
    try:
        found = json.loads(line)
    except ValueError:
        raise StoreFault("no dump of a record: a line is not JSON") from None
    if not isinstance(found, dict):
        raise StoreFault("no dump of a record: a line is no object")
    return found


def restart_counters(connection: Connection) -> None:
    """Let PostgreSQL number new rows after those that were loaded."""
    if connection.dialect.name != "postgresql":
        return
    for name in (table.name for table in metadata.sorted_tables if table.autoincrement_column is not None):
        last = f"(SELECT COALESCE(MAX(id), 0) + 1 FROM {name})"
        connection.execute(text(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), {last}, false)"))
