"""Reports and their claims."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the tables of what was read."""
    op.create_table(
        "revisions",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("at", "who", "what")),
    )
    op.create_table(
        "reports",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("doc", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        *(sa.Column(name, sa.Text) for name in ("url", "source", "title", "published", "language")),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("agency", sa.Text),
        sa.Column("raw_sha256", sa.Text, nullable=False),
        sa.Column("raw", sa.LargeBinary),
        sa.Column("current", sa.Boolean, nullable=False),
        sa.Column("extractor", sa.Text, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
    )
    op.create_index("reports_doc", "reports", ["doc", "raw_sha256"], unique=True)
    op.create_table(
        "claims",
        *(sa.Column(name, sa.Text, primary_key=True) for name in ("report_id", "extractor", "id")),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("kind", "type", "status")),
        sa.Column("start", sa.Integer, nullable=False),
        *(sa.Column(name, sa.Text) for name in ("time_start", "time_end", "place_id", "country")),
        sa.Column("payload", sa.Text, nullable=False),
    )
    op.create_index("claims_id", "claims", ["id"])
    op.create_index("claims_kind", "claims", ["kind", "type"])
    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("claim_id", "field", "value", "why")),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("undone", sa.Integer),
    )
    op.create_index("corrections_claim", "corrections", ["claim_id"])
    op.create_table(
        "notes",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("notes", "corrections", "claims", "reports", "revisions"):
        op.drop_table(table)
