"""Whether a record is sound."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Iterator

from sqlalchemy import Connection, func, select, text, union

from reportedly.store.schema import (
    additions,
    changes,
    claims,
    incident_tellings,
    incidents,
    links,
    reports,
    revisions,
    telling_claims,
    telling_keys,
    tellings,
    tombstones,
)


def check(connection: Connection) -> Iterator[str]:
    """The faults of a record, one line each; none for a sound one."""
    yield from check_file(connection)
    yield from check_reports(connection)
    yield from check_claims(connection)
    yield from check_references(connection)
    yield from check_incidents(connection)


def check_file(connection: Connection) -> Iterator[str]:
    """What SQLite finds in its own pages; PostgreSQL checks itself."""
    if connection.dialect.name == "sqlite":
        found = connection.execute(text("PRAGMA integrity_check")).scalars()
        yield from (f"file: {line}" for line in found if line != "ok")


def check_reports(connection: Connection) -> Iterator[str]:
    """One current version a doc, and archived bytes that are those that were read."""
    query = select(reports.c.doc, func.count()).where(reports.c.current).group_by(reports.c.doc)
    current = {doc: n for doc, n in connection.execute(query)}
    for doc in connection.execute(select(reports.c.doc).distinct()).scalars():
        if current.get(doc) != 1:
            yield f"report {doc}: {current.get(doc, 0)} current versions"
    for row in connection.execute(
        select(reports.c.doc, reports.c.raw, reports.c.raw_sha256).where(reports.c.raw.isnot(None))
    ):
        if hashlib.sha256(row.raw).hexdigest() != row.raw_sha256:
            yield f"report {row.doc}: the archived bytes are not those that were read"


def check_claims(connection: Connection) -> Iterator[str]:
    """Every claim quotes its report."""
    query = select(claims.c.id, claims.c.payload, reports.c.text, reports.c.id.label("report"))
    rows = connection.execution_options(yield_per=1000).execute(
        query.outerjoin_from(claims, reports, reports.c.id == claims.c.report_id)
    )
    added = select(additions.c.claim_id.label("id"), additions.c.payload, reports.c.text, reports.c.id.label("report"))
    seen = connection.execute(added.outerjoin_from(additions, reports, reports.c.id == additions.c.report_id))
    for row in itertools.chain(rows, seen):
        claim = json.loads(row.payload)
        if row.report is None:
            yield f"claim {row.id}: its report is missing"
        elif row.text[claim["start"] : claim["end"]] != claim["quote"]:
            yield f"claim {row.id}: its words are not those of the report"


def check_references(connection: Connection) -> Iterator[str]:
    """No row names one that is not there."""
    known = union(select(claims.c.id), select(additions.c.claim_id))
    told = select(telling_claims.c.claim_id).where(telling_claims.c.claim_id.not_in(known)).distinct()
    for id_ in connection.execute(told).scalars():
        yield f"telling_claims: claim_id {id_} is neither in claims nor in additions"
    for table, column, other, key in (
        (telling_claims, telling_claims.c.telling_id, tellings, tellings.c.id),
        (telling_keys, telling_keys.c.telling_id, tellings, tellings.c.id),
        (links, links.c.a, tellings, tellings.c.id),
        (links, links.c.b, tellings, tellings.c.id),
        (incident_tellings, incident_tellings.c.telling_id, tellings, tellings.c.id),
        (incident_tellings, incident_tellings.c.incident_id, incidents, incidents.c.id),
        (changes, changes.c.revision, revisions, revisions.c.id),
        (reports, reports.c.revision, revisions, revisions.c.id),
    ):
        missing = select(column).where(~select(key).where(key == column).exists()).distinct()
        for value in connection.execute(missing).scalars():
            yield f"{table.name}: {column.name} {value} is not in {other.name}"


def check_incidents(connection: Connection) -> Iterator[str]:
    """Every telling that founds an incident is in one, every incident has its claims, and ends are where tombstones
    say.
    """
    placed = select(incident_tellings.c.telling_id)
    lost = select(tellings.c.id, tellings.c.payload).where(tellings.c.id.notin_(placed))
    for row in connection.execution_options(yield_per=1000).execute(lost):
        if json.loads(row.payload)["founds"]:
            yield f"telling {row.id}: in no incident"
    read = select(reports.c.doc).where(reports.c.current, reports.c.doc.notin_(select(tellings.c.doc)))
    yield from (f"report {doc}: not told in any telling" for doc in connection.execute(read).scalars())
    living = set(connection.execute(select(incidents.c.id)).scalars())
    held: dict[str, set[str]] = {}
    for row in connection.execute(
        select(incident_tellings.c.incident_id, telling_claims.c.claim_id).join_from(
            incident_tellings, telling_claims, telling_claims.c.telling_id == incident_tellings.c.telling_id
        )
    ):
        held.setdefault(row.incident_id, set()).add(row.claim_id)
    for row in connection.execute(select(incidents.c.id, incidents.c.payload)):
        if set(json.loads(row.payload)["claims"]) != held.get(row.id, set()):
            yield f"incident {row.id}: its claims are not those of its tellings"
    ended = set(connection.execute(select(tombstones.c.id)).scalars())
    for row in connection.execute(select(tombstones)):
        yield from (f"tombstone {row.id}: {i} is nowhere" for i in json.loads(row.became) if i not in living | ended)
