"""Tellings, keys, links and incidents in the database: all can be worked out again from reports and judgements."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, func, insert, or_, select

from reportedly.store.pieces import chunks
from reportedly.store.schema import (
    incident_tellings,
    links,
    notes,
    telling_claims,
    telling_keys,
    tellings,
)

BATCH = 5000


def key_number(key: str) -> int:
    """A key as a signed 64-bit number."""
    return int.from_bytes(
        hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True
    )


def keep_tellings(connection: Connection, rows: Sequence[tuple[dict[str, Any], Iterable[str], Iterable[int]]]) -> None:
    """Insert tellings, each as (row, its claims, its keys)."""
    if rows:
        connection.execute(insert(tellings), [row for row, _, _ in rows])
    held = [{"claim_id": claim, "telling_id": row["id"]} for row, claims, _ in rows for claim in sorted(set(claims))]
    keyed = [{"key": key, "telling_id": row["id"]} for row, _, keys in rows for key in sorted(set(keys))]
    for table, some in ((telling_claims, held), (telling_keys, keyed)):
        if some:
            connection.execute(insert(table), some)


def drop_tellings(connection: Connection, ids: Iterable[str]) -> None:
    """Delete tellings with their keys, links and places in incidents."""
    for some in chunks(ids):
        for table, column in (
            (telling_claims, telling_claims.c.telling_id),
            (telling_keys, telling_keys.c.telling_id),
            (links, links.c.a),
            (links, links.c.b),
            (incident_tellings, incident_tellings.c.telling_id),
            (tellings, tellings.c.id),
        ):
            connection.execute(delete(table).where(column.in_(some)))


def payloads(connection: Connection, ids: Iterable[str]) -> dict[str, Any]:
    """Telling id → its stored form."""
    out: dict[str, Any] = {}
    for some in chunks(ids):
        rows = connection.execute(select(tellings.c.id, tellings.c.payload).where(tellings.c.id.in_(some)))
        out |= {row.id: json.loads(row.payload) for row in rows}
    return out


def tellings_of_docs(connection: Connection, docs: Iterable[str]) -> dict[str, str]:
    """Telling id → doc, for some docs."""
    out: dict[str, str] = {}
    for some in chunks(docs):
        rows = connection.execute(select(tellings.c.id, tellings.c.doc).where(tellings.c.doc.in_(some)))
        out |= {row.id: row.doc for row in rows}
    return out


def homes_of_claims(connection: Connection, ids: Iterable[str]) -> dict[str, list[str]]:
    """Claim id → the tellings that hold it."""
    out: dict[str, list[str]] = {}
    for some in chunks(ids):
        query = select(telling_claims).where(telling_claims.c.claim_id.in_(some)).order_by(telling_claims.c.telling_id)
        for row in connection.execute(query):
            out.setdefault(row.claim_id, []).append(row.telling_id)
    return out


def keys_of_telling(connection: Connection, id_: str) -> list[int]:
    """The keys of a telling."""
    return list(connection.execute(select(telling_keys.c.key).where(telling_keys.c.telling_id == id_)).scalars())


def members(connection: Connection, key: int, most: int | None = None) -> list[str]:
    """The tellings of a key by id, the first `most` of them."""
    query = select(telling_keys.c.telling_id).where(telling_keys.c.key == key).order_by(telling_keys.c.telling_id)
    return list(connection.execute(query.limit(most) if most else query).scalars())


def rank(connection: Connection, key: int, id_: str) -> int:
    """How many tellings of a key stand before one."""
    mine = (telling_keys.c.key == key) & (telling_keys.c.telling_id < id_)
    return int(connection.execute(select(func.count()).select_from(telling_keys).where(mine)).scalar_one())


def links_of(connection: Connection, ids: Iterable[str], least: float | None = None) -> dict[tuple[str, str], float]:
    """Scores of the links of some tellings: all of them, or those of at least some score."""
    out: dict[tuple[str, str], float] = {}
    for some in chunks(ids):
        for end in (links.c.a, links.c.b):  # each by its own index, which holds all that is asked
            query = select(links.c.a, links.c.b, links.c.score).where(end.in_(some))
            if least is not None:
                query = query.where(links.c.score >= least)
            out |= {(a, b): score for a, b, score in connection.execute(query)}
    return out


def replace_links(connection: Connection, id_: str, rows: list[dict[str, Any]]) -> None:
    """Put the links of one telling in place of those it had."""
    connection.execute(delete(links).where(or_(links.c.a == id_, links.c.b == id_)))
    if rows:
        connection.execute(insert(links), rows)


def keep_links(connection: Connection, rows: Iterable[dict[str, Any]]) -> None:
    """Insert links, many at a time."""
    todo = iter(rows)
    while some := list(itertools.islice(todo, BATCH)):
        connection.execute(insert(links), some)


def link_ends(connection: Connection, id_: str) -> tuple[str, str] | None:
    """The two tellings of a link; None when there is no such link."""
    row = connection.execute(select(links.c.a, links.c.b).where(links.c.id == id_)).first()
    return (row.a, row.b) if row else None


def incidents_of_tellings(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """Telling id → incident id."""
    out: dict[str, str] = {}
    for some in chunks(ids):
        rows = connection.execute(select(incident_tellings).where(incident_tellings.c.telling_id.in_(some)))
        out |= {row.telling_id: row.incident_id for row in rows}
    return out


def note(connection: Connection, name: str) -> str | None:
    """A note of the record about itself."""
    return connection.execute(select(notes.c.value).where(notes.c.name == name)).scalar()


def set_note(connection: Connection, name: str, value: str) -> None:
    """Write a note over."""
    connection.execute(delete(notes).where(notes.c.name == name))
    connection.execute(insert(notes).values(name=name, value=value))


def clear(connection: Connection) -> None:
    """Delete tellings, keys and links; incidents stay until they are worked out anew."""
    for table in (telling_claims, telling_keys, links, tellings):
        connection.execute(delete(table))


def row_of(id_: str, doc: str, payload: Mapping[str, Any]) -> dict[str, Any]:
    """A telling as a row."""
    return {"id": id_, "doc": doc, "payload": json.dumps(payload)}
