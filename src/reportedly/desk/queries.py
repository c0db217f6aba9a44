"""What the desk reads from the tables of the record: claims with their report and incident, reports, links,
judgements."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, and_, func, or_, select, update

from reportedly.store.reports import chunks
from reportedly.store.schema import (
    claims,
    corrections,
    incident_tellings,
    incidents,
    judgements,
    links,
    reports,
    revisions,
    telling_claims,
    tellings,
    tombstones,
)

COUNTED = and_(reports.c.id == claims.c.report_id, reports.c.extractor == claims.c.extractor, reports.c.current)
BATCH = 2000  # rows fetched at a time


def last_revision(connection: Connection) -> int:
    """The number of the latest change of the record; 0 when it is empty."""
    return int(connection.execute(select(func.max(revisions.c.id))).scalar() or 0)


def claim_rows(
    connection: Connection, ids: Iterable[str] | None = None, docs: Sequence[str] = ()
) -> Iterator[Row[Any]]:
    """Claims that count, each once for every current report that makes it: id, payload, doc, source, published,
    incident.

    All of them, or those of some ids, or those of some docs; in the order of docs and of the text.
    """
    query = (
        select(
            claims.c.id, claims.c.payload, reports.c.doc, reports.c.source, reports.c.published,
            func.min(incident_tellings.c.incident_id).label("incident"),
        )
        .join_from(claims, reports, COUNTED)
        .outerjoin(telling_claims, telling_claims.c.claim_id == claims.c.id)
        .outerjoin(incident_tellings, incident_tellings.c.telling_id == telling_claims.c.telling_id)
        .group_by(claims.c.id, claims.c.payload, claims.c.start, reports.c.doc, reports.c.source, reports.c.published)
        .order_by(reports.c.doc, claims.c.start, claims.c.id)
    )  # fmt: skip
    if docs:
        query = query.where(reports.c.doc.in_(docs))
    for some in [None] if ids is None else chunks(ids):
        narrowed = query if some is None else query.where(claims.c.id.in_(some))
        found: Iterable[Any] = connection.execute(narrowed.execution_options(yield_per=BATCH))
        yield from found


def every_claim(connection: Connection) -> Iterator[tuple[str, str, str, str | None, str | None, str | None]]:
    """The same for all claims, faster: incidents are looked up in memory."""
    home_of = {row.claim_id: row.incident_id for row in connection.execute(_homes())}
    query = select(claims.c.id, claims.c.payload, reports.c.doc, reports.c.source, reports.c.published)
    query = query.join_from(claims, reports, COUNTED)
    for row in connection.execute(query.execution_options(yield_per=BATCH)):
        yield row.id, row.payload, row.doc, row.source, row.published, home_of.get(row.id)


def _homes() -> Select[tuple[str, str]]:
    return select(telling_claims.c.claim_id, incident_tellings.c.incident_id).join_from(
        telling_claims, incident_tellings, telling_claims.c.telling_id == incident_tellings.c.telling_id
    )


def fixes_of(connection: Connection, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Claim id → field → value as people corrected it."""
    out: dict[str, dict[str, Any]] = {}
    for some in chunks(ids):
        query = select(corrections).where(corrections.c.claim_id.in_(some), corrections.c.undone.is_(None))
        for row in connection.execute(query.order_by(corrections.c.id)):
            out.setdefault(row.claim_id, {})[row.field] = json.loads(row.value)
    return out


def report_rows(connection: Connection, doc: str) -> list[Row[Any]]:
    """All versions of a report, the current one first."""
    query = select(reports).where(reports.c.doc == doc).order_by(reports.c.current.desc(), reports.c.version.desc())
    return list(connection.execute(query).all())


def incident_payloads(connection: Connection, ids: Iterable[str] | None = None) -> Iterator[dict[str, Any]]:
    """Incidents in the public format: all, or some."""
    query = select(incidents.c.payload)
    for some in [None] if ids is None else chunks(ids):
        narrowed = query if some is None else query.where(incidents.c.id.in_(some))
        for payload in connection.execute(narrowed.execution_options(yield_per=BATCH)).scalars():
            yield json.loads(payload)


def became(connection: Connection, id: str) -> list[str]:
    """The incidents that an id went into, by its latest tombstone; empty when it has none."""
    query = select(tombstones.c.became).where(tombstones.c.id == id).order_by(tombstones.c.revision.desc()).limit(1)
    found = connection.execute(query).scalar()
    return list(json.loads(found)) if found else []


def links_inside(connection: Connection, id: str, most: int) -> list[tuple[str, str, str, float]]:
    """The strongest links between the tellings of an incident: id, the two docs' tellings, score."""
    mine = select(incident_tellings.c.telling_id).where(incident_tellings.c.incident_id == id)
    query = select(links).where(links.c.a.in_(mine), links.c.b.in_(mine)).order_by(links.c.score.desc()).limit(most)
    return [(row.id, row.a, row.b, row.score) for row in connection.execute(query)]


def telling_rows(connection: Connection, ids: Iterable[str]) -> dict[str, tuple[str, Mapping[str, Any]]]:
    """Telling id → doc, payload."""
    out: dict[str, tuple[str, Mapping[str, Any]]] = {}
    for some in chunks(ids):
        for row in connection.execute(select(tellings).where(tellings.c.id.in_(some))):
            out[row.id] = row.doc, json.loads(row.payload)
    return out


def judgement_rows(connection: Connection, limit: int) -> list[Row[Any]]:
    """Judgements with who and when, and by whom they were undone; newest first."""
    undoing = revisions.alias()
    query = (
        select(judgements, revisions.c.at, revisions.c.who, undoing.c.who.label("undone_by"))
        .join(revisions, revisions.c.id == judgements.c.revision)
        .outerjoin(undoing, undoing.c.id == judgements.c.undone)
        .order_by(judgements.c.id.desc())
        .limit(limit)
    )
    return list(connection.execute(query).all())


def correction_rows(connection: Connection, but: Iterable[int], limit: int) -> list[Row[Any]]:
    """Corrections that were made elsewhere than at the desk (`but`: the desk's own revisions), newest first."""
    undoing = revisions.alias()
    query = (
        select(corrections, revisions.c.at, revisions.c.who, undoing.c.who.label("undone_by"))
        .join(revisions, revisions.c.id == corrections.c.revision)
        .outerjoin(undoing, undoing.c.id == corrections.c.undone)
        .order_by(corrections.c.id.desc())
        .limit(limit)
    )
    mine = set(but)
    return [row for row in connection.execute(query) if row.revision not in mine]


def corrected_claims(connection: Connection) -> list[str]:
    """The claims in which something stands corrected."""
    return list(
        connection.execute(select(corrections.c.claim_id).where(corrections.c.undone.is_(None)).distinct()).scalars()
    )


def stands(connection: Connection, table: Table, revision: int) -> bool:
    """Whether what a revision decided in a table was not undone."""
    query = select(table.c.id).where(table.c.revision == revision, table.c.undone.is_(None)).limit(1)
    return connection.execute(query).first() is not None


def take_back(connection: Connection, table: Table, revision: int, by: int) -> list[str]:
    """Marks what a revision decided as undone by another; gives the claims that it was about."""
    rows = connection.execute(select(table).where(table.c.revision == revision, table.c.undone.is_(None))).all()
    connection.execute(update(table).where(table.c.revision == revision).values(undone=by))
    if table is corrections:
        return [row.claim_id for row in rows]
    return [claim for row in rows for claim in (*json.loads(row.left), *json.loads(row.right))]


def counting_claims(connection: Connection) -> list[str]:
    """The docs of current reports that tell a total or who holds what."""
    counting = or_(claims.c.kind.in_(("displacement", "control")), claims.c.payload.like('%"total": true%'))
    query = select(reports.c.doc).join_from(claims, reports, COUNTED).where(counting).distinct()
    return list(connection.execute(query).scalars())
