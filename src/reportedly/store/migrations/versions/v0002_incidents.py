"""Incidents, what binds them, and what people judged. They are worked out anew when the record is opened after this."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def _text(name: str, *, key: bool = False, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, primary_key=key, nullable=null)


def upgrade() -> None:
    """Create the tables of incidents."""
    op.create_table(
        "judgements",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        *(_text(name) for name in ("verdict", "left", "right", "asked", "why")),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("undone", sa.Integer),
    )
    op.create_table("tellings", _text("id", key=True), _text("doc"), _text("payload"))
    op.create_index("tellings_doc", "tellings", ["doc"])
    op.create_table("telling_claims", _text("claim_id", key=True), _text("telling_id", key=True))
    op.create_index("telling_claims_telling", "telling_claims", ["telling_id"])
    op.create_table(
        "telling_keys",
        sa.Column("key", sa.BigInteger, primary_key=True, autoincrement=False),
        _text("telling_id", key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("telling_keys_telling", "telling_keys", ["telling_id"])
    op.create_table(
        "links", _text("id", key=True), _text("a"), _text("b"), sa.Column("score", sa.Float, nullable=False)
    )
    op.create_index("links_a", "links", ["a", "score", "b"])
    op.create_index("links_b", "links", ["b", "score", "a"])
    op.create_table(
        "incidents",
        _text("id", key=True),
        _text("kind"),
        *(_text(name, null=True) for name in ("first_day", "last_day", "country")),
        _text("grade"),
        _text("payload"),
        sa.Column("born", sa.Integer, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
    )
    op.create_index("incidents_day", "incidents", ["first_day"])
    op.create_table("incident_tellings", _text("telling_id", key=True), _text("incident_id"))
    op.create_index("incident_tellings_incident", "incident_tellings", ["incident_id"])
    op.create_table(
        "tombstones",
        _text("id", key=True),
        sa.Column("revision", sa.Integer, primary_key=True, autoincrement=False),
        _text("reason"),
        _text("became"),
    )
    op.create_table(
        "changes",
        sa.Column("revision", sa.Integer, primary_key=True, autoincrement=False),
        _text("incident_id", key=True),
        _text("what"),
        _text("before", null=True),
        _text("after", null=True),
    )


def downgrade() -> None:
    """Drop them: reports, claims and corrections stay; judgements are lost."""
    for table in (
        "changes",
        "tombstones",
        "incident_tellings",
        "incidents",
        "links",
        "telling_keys",
        "telling_claims",
        "tellings",
        "judgements",
    ):
        op.drop_table(table)
    op.execute("DELETE FROM notes WHERE name = 'derived'")
