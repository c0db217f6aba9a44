"""What the desk reads from the tables of the record: claims with their report and incident, reports, links,
judgements."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, and_, false, func, or_, select, true

from reportedly.store import people
from reportedly.store.pieces import chunks
from reportedly.store.schema import (
    additions,
    changes,
    claims,
    corrections,
    incident_tellings,
    incidents,
    links,
    reports,
    revisions,
    telling_claims,
    tellings,
    tombstones,
)

OF_REPORT = reports.c.doc, reports.c.source, reports.c.published
# What was read in every version of a report, and what people added to it.
MACHINE = select(claims.c.id, claims.c.payload, false().label("added"), *OF_REPORT).join_from(
    claims, reports, and_(reports.c.id == claims.c.report_id, reports.c.extractor == claims.c.extractor)
)
PEOPLE = select(additions.c.claim_id.label("id"), additions.c.payload, true().label("added"), *OF_REPORT).join_from(
    additions, reports, and_(reports.c.id == additions.c.report_id, additions.c.undone.is_(None))
)
BATCH = 2000  # rows fetched at a time


def last_revision(connection: Connection) -> int:
    """The number of the latest change of the record; 0 when it is empty."""
    return int(connection.execute(select(func.max(revisions.c.id))).scalar() or 0)


def claim_rows(
    connection: Connection, ids: Iterable[str] | None = None, docs: Sequence[str] = ()
) -> Iterator[Row[Any]]:
    """Claims of current reports, each once for every report that makes it: id, payload, added (by a person), doc,
    source, published. Those of some ids, or those of some docs; by doc.
    """
    for told, id_ in ((MACHINE, claims.c.id), (PEOPLE, additions.c.claim_id)):
        query = told.where(reports.c.current)
        if docs:
            query = query.where(reports.c.doc.in_(docs))
        for some in [None] if ids is None else chunks(ids):
            narrowed = query if some is None else query.where(id_.in_(some))
            yield from connection.execute(narrowed.order_by(reports.c.doc))


def homes_of(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """Claim id → incident; of several the first by id."""
    out: dict[str, str] = {}
    for some in chunks(ids):
        for row in connection.execute(_homes().where(telling_claims.c.claim_id.in_(some))):
            out[row.claim_id] = min(row.incident_id, out.get(row.claim_id, row.incident_id))
    return out


def every_claim(connection: Connection) -> Iterator[tuple[Row[Any], str | None]]:
    """The same of all claims, with the incident of each, looked up in memory."""
    home_of = {row.claim_id: row.incident_id for row in connection.execute(_homes())}
    for query in (MACHINE, PEOPLE):
        for row in connection.execute(query.where(reports.c.current).execution_options(yield_per=BATCH)):
            yield row, home_of.get(row.id)


def _homes() -> Select[tuple[str, str]]:
    return select(telling_claims.c.claim_id, incident_tellings.c.incident_id).join_from(
        telling_claims, incident_tellings, telling_claims.c.telling_id == incident_tellings.c.telling_id
    )


def report_rows(connection: Connection, doc: str) -> list[Row[Any]]:
    """All versions of a report with the moment `since` which the record has each, the current one first."""
    query = select(reports, revisions.c.at.label("since")).outerjoin(revisions, revisions.c.id == reports.c.revision)
    query = query.where(reports.c.doc == doc).order_by(reports.c.current.desc(), reports.c.version.desc())
    return list(connection.execute(query).all())


def rows_of_version(connection: Connection, report_id: str) -> list[Row[Any]]:
    """The claims of one version of a report, current or not, as `claim_rows`."""
    return [row for query in (MACHINE, PEOPLE) for row in connection.execute(query.where(reports.c.id == report_id))]


def is_added(connection: Connection, claim: str) -> bool:
    """Whether a person's claim stands in the record."""
    query = select(additions.c.id).where(additions.c.claim_id == claim, additions.c.undone.is_(None))
    return connection.execute(query).first() is not None


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


def decided(connection: Connection, table: Table, limit: int, claim: str | None = None) -> list[Row[Any]]:
    """Judgements or corrections with who and when, and by whom they were undone; newest first. Of all claims, or, of
    corrections, of one.
    """
    undoing = revisions.alias()
    query = (
        select(table, revisions.c.at, revisions.c.who, undoing.c.who.label("undone_by"))
        .join(revisions, revisions.c.id == table.c.revision)
        .outerjoin(undoing, undoing.c.id == table.c.undone)
        .order_by(table.c.id.desc())
        .limit(limit)
    )
    return list(connection.execute(query if claim is None else query.where(table.c.claim_id == claim)))


def stands(connection: Connection, table: Table, revision: int) -> bool:
    """Whether what a revision decided in a table was not undone."""
    query = select(table.c.id).where(table.c.revision == revision, table.c.undone.is_(None)).limit(1)
    return connection.execute(query).first() is not None


def total_claims(connection: Connection) -> list[dict[str, Any]]:
    """Current reports with those of their claims, as people have left them, that may be a total."""
    corrected = select(corrections.c.claim_id).where(corrections.c.undone.is_(None))
    total = or_(claims.c.payload.like('%"total": true%'), claims.c.id.in_(corrected))
    return _by_report(connection, claims.c.kind == "displacement", and_(claims.c.kind == "toll", total))


def control_claims(connection: Connection) -> list[dict[str, Any]]:
    """The same with those that say who holds what."""
    return _by_report(connection, claims.c.kind == "control")


def _by_report(connection: Connection, *wanted: ColumnElement[bool]) -> list[dict[str, Any]]:
    """Current reports with the claims that are wanted, and all that people added."""
    machine, added = (told.add_columns(reports.c.agency).where(reports.c.current) for told in (MACHINE, PEOPLE))
    rows = [row for query in (*map(machine.where, wanted), added) for row in connection.execute(query)]
    fixes = people.corrections_of(connection, (row.id for row in rows))
    out: dict[str, dict[str, Any]] = {}
    for _, payload, _, doc, source, published, agency in rows:
        claim = json.loads(payload)
        if not people.is_rejected(claim, fixes):
            report = {"doc": doc, "source": source, "published": published, "agency": agency, "claims": []}
            out.setdefault(doc, report)["claims"].append(people.corrected(claim, fixes))
    return [out[doc] for doc in sorted(out)]


def read_since(connection: Connection, since: int) -> bool:
    """Whether reports were added after a revision, or read anew."""
    query = select(revisions.c.id).where(revisions.c.id > since, revisions.c.what.startswith("add "))
    return connection.execute(query.limit(1)).first() is not None


def touched(connection: Connection, since: int) -> tuple[set[str], set[str]]:
    """The claims and incidents that people's decisions changed after a revision."""
    some: set[str] = set()
    for table in (corrections, additions):
        later = or_(table.c.revision > since, table.c.undone > since)
        some |= set(connection.execute(select(table.c.claim_id).where(later)).scalars())
    happenings = set()
    for row in connection.execute(select(changes).where(changes.c.revision > since)):
        happenings.add(row.incident_id)
        for told in (row.before, row.after):
            some |= set(json.loads(told)["claims"]) if told else set()
    return some, happenings
