"""What reviewers decided about claims, as the desk keeps it: append-only, an undo is a row of its own. What counts for
incidents stands in the record's own tables too, under the same revision: what was undone there is undone here.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Subquery, func, insert, or_, select, union
from sqlalchemy.orm import aliased

from reportedly.desk.record import EDITED, VERDICTS, Change
from reportedly.store.pieces import chunks
from reportedly.store.schema import additions, corrections, revisions
from reportedly.store.schema import desk_reviews as reviews

UNDO, ADDED = "undo", "added"
LEAD = "d"  # ids of these changes, apart from judgements and corrections of other origin


def keep(
    connection: Connection,
    claim: str,
    what: str,
    who: str,
    *,
    why: str = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    doc: str | None = None,
    revision: int | None = None,
    undoes: int | None = None,
) -> int:
    """Adds a row; gives its number."""
    row = {
        "claim": claim, "what": what, "who": who, "at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "why": why, "before": json.dumps(before or {}), "after": json.dumps(after or {}),
        "doc": doc, "revision": revision, "undoes": undoes,
    }  # fmt: skip
    return int(connection.execute(insert(reviews).values(row)).inserted_primary_key[0])  # type: ignore[index]


def standing(connection: Connection, claims: Iterable[str] | None = None) -> Iterable[Row[Any]]:
    """Decisions that were not undone, oldest first: of all claims, or of some."""
    undoing = aliased(reviews)
    gone = select(undoing.c.undoes).where(undoing.c.undoes.is_not(None))
    query = select(reviews).where(reviews.c.what != UNDO, reviews.c.id.not_in(gone)).order_by(reviews.c.id)
    query = query.where(or_(reviews.c.revision.is_(None), reviews.c.revision.not_in(select(undone().c.revision))))
    for some in [None] if claims is None else chunks(claims):
        yield from connection.execute(query if some is None else query.where(reviews.c.claim.in_(some)))


def undone() -> Subquery:
    """The revisions whose corrections or additions were undone, here or elsewhere, and by whom."""
    found = [
        select(table.c.revision, revisions.c.who).join(revisions, revisions.c.id == table.c.undone)
        for table in (corrections, additions)
    ]
    return union(*found).subquery()


def verdicts_of(connection: Connection, claims: Sequence[str] | None = None) -> dict[str, str]:
    """Claim id → the last verdict that stands."""
    return {
        row.claim: EDITED if row.what == ADDED else row.what
        for row in standing(connection, claims)
        if row.what in (*VERDICTS, ADDED)
    }


def since(connection: Connection, mark: int) -> tuple[int, dict[str, str | None]]:
    """The claims decided about since a mark, with the verdict that stands now; and the new mark."""
    last = int(connection.execute(select(func.max(reviews.c.id))).scalar() or 0)
    if last <= mark:
        return last, {}
    touched = list(connection.execute(select(reviews.c.claim).where(reviews.c.id > mark).distinct()).scalars())
    now = verdicts_of(connection, touched)
    return last, {id: now.get(id) for id in touched}


def changes(connection: Connection, about: str | None, limit: int) -> list[Change]:
    """What was decided, newest first."""
    undoing, elsewhere = aliased(reviews), undone()
    query = (
        select(reviews, func.coalesce(undoing.c.who, elsewhere.c.who).label("undone_by"))
        .outerjoin(undoing, undoing.c.undoes == reviews.c.id)
        .outerjoin(elsewhere, elsewhere.c.revision == reviews.c.revision)
        .where(reviews.c.what != UNDO)
        .order_by(reviews.c.id.desc())
        .limit(limit)
    )
    if about is not None:
        query = query.where(reviews.c.claim == about)
    return [
        Change(
            f"{LEAD}{r.id}", r.what, (r.claim,), r.who, r.at, r.why, json.loads(r.before),
            {} if r.what == ADDED else json.loads(r.after), r.undone_by,
        )
        for r in connection.execute(query)
    ]  # fmt: skip


def find(connection: Connection, number: int) -> Row[Any] | None:
    """A decision that stands; None when there is none such, or it was undone."""
    claim = connection.execute(select(reviews.c.claim).where(reviews.c.id == number)).scalar()
    return next((row for row in standing(connection, [claim]) if row.id == number), None) if claim else None


def revisions_of(connection: Connection) -> set[int]:
    """The revisions of the record that were made here."""
    return set(connection.execute(select(reviews.c.revision).where(reviews.c.revision.is_not(None))).scalars())
