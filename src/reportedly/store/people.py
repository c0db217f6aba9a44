"""What people decided: corrections of claims, and judgements of what is one happening. Both can be undone, and stay
on record.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from reportedly.model.incident import Judgement
from reportedly.store.schema import corrections, judgements


def keep_correction(connection: Connection, claim_id: str, field: str, value: Any, why: str, revision: int) -> None:
    """Record what a field of a claim should be; the machine's value stays."""
    row = {"claim_id": claim_id, "field": field, "value": json.dumps(value), "why": why, "revision": revision}
    connection.execute(insert(corrections).values(row))


def corrections_of(connection: Connection) -> dict[str, dict[str, Any]]:
    """Claim id → field → corrected value; the last correction of a field counts."""
    query = select(corrections).where(corrections.c.undone.is_(None)).order_by(corrections.c.id)
    out: dict[str, dict[str, Any]] = {}
    for row in connection.execute(query):
        out.setdefault(row.claim_id, {})[row.field] = json.loads(row.value)
    return out


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
    for table in (judgements, corrections):
        query = select(func.max(table.c.revision)).where(table.c.undone.is_(None))
        newest.append((connection.execute(query).scalar() or 0, table))
    last, table = max(newest, key=lambda found: found[0])
    if not last:
        return None
    rows = connection.execute(select(table).where(table.c.revision == last)).all()
    connection.execute(update(table).where(table.c.revision == last).values(undone=revision))
    if table is corrections:
        return f"correction of {rows[0].field} of {rows[0].claim_id}", [row.claim_id for row in rows]
    about = [claim for row in rows for claim in (*json.loads(row.left), *json.loads(row.right))]
    return f"{rows[0].verdict} {rows[0].asked}", about
