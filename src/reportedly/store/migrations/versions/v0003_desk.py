"""The tables of the desk, which it made for itself before, and claims that people add, which now take part in
incidents. Those are worked out anew when the record is opened after this.
"""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

from reportedly.store.schema import Kept

revision = "0003"
down_revision = "0002"

DESK = ("desk_people", "desk_rounds", "desk_codings", "desk_reviews")
Rows = list[dict[str, Any]]


def upgrade() -> None:
    """Create the tables, with what the desk's own tables held."""
    kept = taken()
    create_tables()
    for name, rows in kept.items():
        if rows:
            op.bulk_insert(reflected(name), rows)
    if op.get_bind().dialect.name == "postgresql":
        for name in ("desk_rounds", "desk_reviews"):
            last = f"(SELECT COALESCE(MAX(id), 0) + 1 FROM {name})"
            op.execute(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), {last}, false)")
    seen = additions_of(kept.get("desk_reviews", []))
    if seen:
        op.bulk_insert(reflected("additions"), seen)
        op.bulk_insert(
            reflected("corrections"), corrections_of(kept["desk_reviews"], {one["claim_id"] for one in seen})
        )
    work_out_anew()


def downgrade() -> None:
    """Drop what is new. The desk of the version before reads its tables as they are, and makes those that are gone."""
    work_out_anew()
    corrections, additions = reflected("corrections"), reflected("additions")
    added = sa.select(additions.c.claim_id)
    op.get_bind().execute(sa.delete(corrections).where(corrections.c.claim_id.in_(added)))
    op.drop_table("additions")
    for name in DESK:
        table = reflected(name)
        if op.get_bind().execute(sa.select(table).limit(1)).first() is None:
            op.drop_table(name)


def work_out_anew() -> None:
    """Have incidents worked out when the record is opened next, where people's claims or rejections make a difference."""
    corrections, additions = reflected("corrections"), reflected("additions")
    for query in (sa.select(additions.c.id), sa.select(corrections.c.id).where(corrections.c.field == "rejected")):
        if op.get_bind().execute(query.limit(1)).first() is not None:
            op.execute("DELETE FROM notes WHERE name = 'derived'")


def taken() -> dict[str, Rows]:
    """The rows of the tables that the desk made for itself; the tables are dropped."""
    there = set(sa.inspect(op.get_bind()).get_table_names())
    kept = {}
    for name in DESK:
        if name in there:
            rows = op.get_bind().execute(sa.select(reflected(name))).mappings().all()
            kept[name] = [dict(row) for row in rows]
            op.drop_table(name)
    return kept


def reflected(name: str) -> sa.Table:
    """A table as it is in the database."""
    return sa.Table(name, sa.MetaData(), autoload_with=op.get_bind())


def additions_of(reviews: Rows) -> Rows:
    """The claims that people added, each in the version of its report that has its words."""
    reports = reflected("reports")
    undone = {row["undoes"]: row["revision"] for row in reviews if row["undoes"] is not None}
    out = []
    for row in reviews:
        if row["what"] != "added":
            continue
        claim = json.loads(row["after"])
        versions = op.get_bind().execute(
            sa.select(reports.c.id, reports.c.text)
            .where(reports.c.doc == row["doc"])
            .order_by(reports.c.version.desc())
        )
        texts = ((v.id, Kept().process_result_value(v.text, None) or "") for v in versions)
        home = next((id_ for id_, text in texts if text[claim["start"] : claim["end"]] == claim["quote"]), None)
        if home is not None:
            told = {"claim_id": row["claim"], "report_id": home, "payload": row["after"]}
            out.append({**told, "revision": row["revision"], "undone": undone.get(row["id"])})
    return out


def corrections_of(reviews: Rows, added: set[str]) -> Rows:
    """What people corrected in such claims, or that they rejected them, as the record keeps it of other claims."""
    undone = {row["undoes"]: row["revision"] for row in reviews if row["undoes"] is not None}
    out = []
    for row in reviews:
        if row["claim"] in added and row["revision"] is not None and row["what"] in ("edited", "rejected"):
            fields = json.loads(row["after"]) if row["what"] == "edited" else {"rejected": True}
            for field, value in fields.items():
                told = {"claim_id": row["claim"], "field": field, "value": json.dumps(value), "why": row["why"]}
                out.append({**told, "revision": row["revision"], "undone": undone.get(row["id"])})
    return out


def _text(name: str, *, key: bool = False, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, primary_key=key, nullable=null)


def create_tables() -> None:
    """The tables as they are from now on."""
    op.create_table(
        "additions",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        *(_text(name) for name in ("claim_id", "report_id", "payload")),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("undone", sa.Integer),
    )
    op.create_index("additions_claim", "additions", ["claim_id"])
    op.create_index("additions_report", "additions", ["report_id"])
    op.create_table(
        "desk_people",
        _text("name", key=True),
        *(_text(name) for name in ("role", "password")),
        sa.Column("active", sa.Boolean, nullable=False),
        _text("since"),
    )
    op.create_table(
        "desk_rounds",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        _text("name"),
        sa.Column("claims", sa.JSON, nullable=False),
        *(_text(name) for name in ("who", "since")),
    )
    op.create_table(
        "desk_codings",
        sa.Column("round", sa.Integer, primary_key=True, autoincrement=False),
        *(_text(name, key=True) for name in ("claim", "who")),
        sa.Column("values", sa.JSON, nullable=False),
        _text("at"),
    )
    op.create_table(
        "desk_reviews",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        *(_text(name) for name in ("claim", "what", "who", "at", "why", "before", "after")),
        _text("doc", null=True),
        *(sa.Column(name, sa.Integer) for name in ("revision", "undoes")),
    )
    op.create_index("desk_reviews_claim", "desk_reviews", ["claim"])
    op.create_index("desk_reviews_undoes", "desk_reviews", ["undoes"])
