"""Reports and claims in the database."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from reportedly.store import people
from reportedly.store.pieces import chunks
from reportedly.store.schema import additions, claims, reports, revisions

JSON = Mapping[str, Any]
REPORT_FIELDS = ("doc", "url", "source", "title", "published", "language", "text")
NEW, KNOWN, CHANGED, REREAD = "new", "known", "changed", "reread"


def new_revision(connection: Connection, who: str, what: str) -> int:
    """Begin a change of the record; the number of it."""
    at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    done = connection.execute(insert(revisions).values(at=at, who=who, what=what))
    return int(done.inserted_primary_key[0])  # type: ignore[index]


def holds_reports(connection: Connection) -> bool:
    """Whether anything was added yet."""
    return connection.execute(select(reports.c.id).limit(1)).first() is not None


def digest(raw: bytes) -> str:
    """SHA-256 of the bytes as given."""
    return hashlib.sha256(raw).hexdigest()


def standing(connection: Connection, report: JSON, raw_sha256: str, extractor: str) -> tuple[str, str]:
    """How a report stands to the record: `new`, `known`, `changed` (the doc is known with other bytes) or `reread`
    (by another version of the extractor); and the id of its row, old or to be.
    """
    query = select(reports.c.id, reports.c.raw_sha256, reports.c.extractor).where(reports.c.doc == report["doc"])
    rows = connection.execute(query).all()
    for row in rows:
        if row.raw_sha256 == raw_sha256:
            return (KNOWN if row.extractor == extractor else REREAD), row.id
    made = hashlib.sha256(f"{report['doc']}\x1f{raw_sha256}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return (CHANGED if rows else NEW), made


def keep_report(
    connection: Connection,
    id_: str,
    report: JSON,
    raw: bytes | None,
    raw_sha256: str,
    extractor: str,
    agency: str | None,
    revision: int,
) -> None:
    """Insert a new version of a report, which becomes the current one, with its claims."""
    mine = reports.c.doc == report["doc"]
    version = connection.execute(select(func.coalesce(func.max(reports.c.version), 0)).where(mine)).scalar_one()
    people.carry_additions(connection, id_, report["doc"], report.get("text") or "")
    connection.execute(update(reports).where(mine).values(current=False))
    row = {name: report.get(name) for name in REPORT_FIELDS} | {
        "id": id_,
        "version": version + 1,
        "raw_sha256": raw_sha256,
        "raw": raw,
        "current": True,
        "extractor": extractor,
        "agency": agency,
        "revision": revision,
        "text": report.get("text") or "",
    }
    connection.execute(insert(reports).values(row))
    keep_claims(connection, id_, report["claims"], extractor)


def keep_claims(connection: Connection, report_id: str, some: Iterable[JSON], extractor: str) -> None:
    """Insert claims as extracted. Those of another version of the extractor stay beside them."""
    rows = [claim_row(report_id, claim, extractor) for claim in {c["id"]: c for c in some}.values()]
    if rows:
        connection.execute(insert(claims), rows)


def use_extractor(connection: Connection, report_id: str, extractor: str) -> None:
    """Make the claims of one version of the extractor those that count."""
    connection.execute(update(reports).where(reports.c.id == report_id).values(extractor=extractor))


def claim_row(report_id: str, claim: JSON, extractor: str) -> dict[str, Any]:
    """A claim as a row."""
    time, place = claim.get("time") or {}, claim.get("place") or {}
    return {
        "report_id": report_id,
        "extractor": extractor,
        "id": claim["id"],
        "kind": claim["kind"],
        "type": claim["type"],
        "status": claim["status"],
        "start": claim["start"],
        "time_start": time.get("start"),
        "time_end": time.get("end"),
        "place_id": place.get("id"),
        "country": place.get("country"),
        "payload": json.dumps(claim, ensure_ascii=True),
    }


def fetch_reports(
    connection: Connection, docs: Iterable[str] | None = None, *, text: bool = True
) -> Iterator[dict[str, Any]]:
    """Current reports in the format of the claims file, by doc, as people have left them: with their corrections and
    additions, without what they rejected. Without `docs`, all.
    """
    if docs is None:
        every = select(reports.c.doc).where(reports.c.current).order_by(reports.c.doc)
        docs = connection.execute(every).scalars().all()
    for some in chunks(docs):
        columns = [reports.c[name] for name in REPORT_FIELDS if text or name != "text"]
        query = select(reports.c.id, reports.c.extractor, reports.c.agency, *columns)
        rows = connection.execute(query.where(reports.c.current, reports.c.doc.in_(some)).order_by(reports.c.doc)).all()
        told = standing_claims(connection, {row.id: row.extractor for row in rows})
        for row in rows:
            fields = {name: value for name, value in row._mapping.items() if name not in ("id", "extractor")}
            yield {**fields, "claims": told.get(row.id, [])}


def standing_claims(connection: Connection, extractors: Mapping[str, str]) -> dict[str, list[JSON]]:
    """Report id → the claims that count, in the order of the text."""
    told = fetch_claims(connection, extractors)
    for report_id, added in people.additions_of(connection, extractors).items():
        told[report_id] = sorted([*told.get(report_id, []), *added], key=lambda c: (c["start"], c["id"]))
    fixes = people.corrections_of(connection, (claim["id"] for some in told.values() for claim in some))
    return {
        report_id: [people.corrected(claim, fixes) for claim in some if not people.is_rejected(claim, fixes)]
        for report_id, some in told.items()
    }


def fetch_claims(connection: Connection, extractors: Mapping[str, str]) -> dict[str, list[JSON]]:
    """Report id → its claims by the given version of the extractor, in the order of the text."""
    out: dict[str, list[JSON]] = {}
    for some in chunks(extractors):
        query = select(claims.c.report_id, claims.c.extractor, claims.c.payload).where(claims.c.report_id.in_(some))
        for row in connection.execute(query.order_by(claims.c.start, claims.c.id)):
            if row.extractor == extractors[row.report_id]:
                out.setdefault(row.report_id, []).append(json.loads(row.payload))
    return out


def docs_of_claims(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """Claim id → doc of the current report that makes it, or made it before people took it out; ids that no current
    report makes are left out.
    """
    out: dict[str, str] = {}
    for some in chunks(ids):
        for column, report in ((claims.c.id, claims.c.report_id), (additions.c.claim_id, additions.c.report_id)):
            query = select(column.label("id"), reports.c.doc).join(reports, reports.c.id == report)
            query = query.where(column.in_(some), reports.c.current).order_by(reports.c.doc.desc())
            out |= {row.id: row.doc for row in connection.execute(query)}
    return out
