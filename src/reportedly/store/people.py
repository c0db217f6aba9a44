"""What people decided: corrections of claims, claims that they added, and judgements of what is one happening. All can
be undone, and stay on record.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Table, func, insert, select, update

from reportedly.model.incident import Judgement
from reportedly.store.pieces import chunks
from reportedly.store.schema import additions, corrections, judgements, reports

REJECTED = "rejected"  # the field of a correction that takes a claim out of what counts
DECISIONS = (judgements, corrections, additions)


def keep_correction(connection: Connection, claim_id: str, field: str, value: Any, why: str, revision: int) -> None:
    """Record what a field of a claim should be; the machine's value stays."""
    row = {"claim_id": claim_id, "field": field, "value": json.dumps(value), "why": why, "revision": revision}
    connection.execute(insert(corrections).values(row))


def corrections_of(connection: Connection, claims: Iterable[str] | None = None) -> dict[str, dict[str, Any]]:
    """Claim id → field → corrected value, of all claims or of some; the last correction of a field counts."""
    query = select(corrections).where(corrections.c.undone.is_(None)).order_by(corrections.c.id)
    out: dict[str, dict[str, Any]] = {}
    for some in [None] if claims is None else chunks(claims):
        for row in connection.execute(query if some is None else query.where(corrections.c.claim_id.in_(some))):
            out.setdefault(row.claim_id, {})[row.field] = json.loads(row.value)
    return out


def corrected(claim: Mapping[str, Any], fixes: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any]:
    """The claim with what people corrected in it."""
    fixed = fixes.get(claim["id"])
    return {**claim, **{name: value for name, value in fixed.items() if name != REJECTED}} if fixed else claim


def is_rejected(claim: Mapping[str, Any], fixes: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether people took a claim out of what counts."""
    return bool(fixes.get(claim["id"], {}).get(REJECTED))


def keep_addition(connection: Connection, claim: Mapping[str, Any], report_id: str, revision: int) -> None:
    """Record a claim that a person saw in a version of a report."""
    row = {"claim_id": claim["id"], "report_id": report_id, "payload": json.dumps(claim), "revision": revision}
    connection.execute(insert(additions).values(row))


def additions_of(connection: Connection, report_ids: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
    """Version of a report → the claims that people added to it, in the order in which they did."""
    out: dict[str, list[dict[str, Any]]] = {}
    query = select(additions).where(additions.c.undone.is_(None)).order_by(additions.c.id)
    for some in chunks(report_ids):
        for row in connection.execute(query.where(additions.c.report_id.in_(some))):
            out.setdefault(row.report_id, []).append(json.loads(row.payload))
    return out


def carry_additions(connection: Connection, report_id: str, doc: str, text: str) -> None:
    """Let a new version of a report have what people added to the one before, where it has the same words once."""
    query = select(additions).join(reports, reports.c.id == additions.c.report_id)
    query = query.where(reports.c.doc == doc, reports.c.current, additions.c.undone.is_(None)).order_by(additions.c.id)
    for row in connection.execute(query).all():
        claim = json.loads(row.payload)
        if text.count(claim["quote"]) == 1:
            start = text.index(claim["quote"])
            moved = {**claim, "start": start, "end": start + len(claim["quote"])}
            keep_addition(connection, moved, report_id, row.revision)


def keep_judgement(
    connection: Connection, verdict: str, left: Sequence[str], right: Sequence[str], asked: str, why: str, revision: int
) -> None:
    """Record a judgement about two sets of claims; `asked` is what the person named."""
    row = {"verdict": verdict, "left": json.dumps(sorted(left)), "right": json.dumps(sorted(right))}
    connection.execute(insert(judgements).values({**row, "asked": asked, "why": why, "revision": revision}))


def judgements_of(connection: Connection, before: int | None = None) -> list[Judgement]:
    """All judgements that stand, or stood before a revision, in their order."""
    query = select(judgements).order_by(judgements.c.id)
    if before is None:
        query = query.where(judgements.c.undone.is_(None))
    else:
        query = query.where(judgements.c.revision < before)
        query = query.where(judgements.c.undone.is_(None) | (judgements.c.undone >= before))
    rows = connection.execute(query)
    return [Judgement(r.verdict, tuple(json.loads(r.left)), tuple(json.loads(r.right))) for r in rows]


def undo_last(connection: Connection, revision: int) -> tuple[str, list[str]] | None:
    """Undo the latest decision that stands: what it was, and the claims that it was about; None when there is none."""
    newest = []
    for table in DECISIONS:
        query = select(func.max(table.c.revision)).where(table.c.undone.is_(None))
        newest.append((connection.execute(query).scalar() or 0, table))
    last, table = max(newest, key=lambda found: found[0])
    if not last:
        return None
    rows = take_back(connection, table, last, revision)
    return said(table, rows[0]), claims_in(table, rows)


def take_back(connection: Connection, table: Table, revision: int, by: int) -> list[Row[Any]]:
    """Mark what stands of a revision in one of DECISIONS as undone by another; the rows of it."""
    mine = table.c.revision == revision, table.c.undone.is_(None)
    rows = list(connection.execute(select(table).where(*mine)))
    connection.execute(update(table).where(*mine).values(undone=by))
    return rows


def said(table: Table, row: Row[Any]) -> str:
    """A decision in a few words."""
    if table is judgements:
        return f"{row.verdict} {row.asked}"
    if table is additions:
        return f"addition of {row.claim_id}"
    return f"rejection of {row.claim_id}" if row.field == REJECTED else f"correction of {row.field} of {row.claim_id}"


def claims_in(table: Table, rows: Iterable[Row[Any]]) -> list[str]:
    """The claims that decisions are about."""
    if table is judgements:
        return [claim for row in rows for claim in (*json.loads(row.left), *json.loads(row.right))]
    return [row.claim_id for row in rows]
