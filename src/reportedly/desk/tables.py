"""The desk's own tables, in the database of the record: who may sign in, what reviewers decided, and blind codings."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

people = Table(
    "desk_people",
    metadata,
    Column("name", String(80), primary_key=True),
    Column("role", String(16), nullable=False),
    Column("password", Text, nullable=False),  # argon2id, with its parameters and salt
    Column("active", Boolean, nullable=False, default=True),
    Column("since", String(32), nullable=False),
)

rounds = Table(
    "desk_rounds",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(120), nullable=False),
    Column("claims", JSON, nullable=False),
    Column("who", String(80), nullable=False),
    Column("since", String(32), nullable=False),
)

codings = Table(
    "desk_codings",
    metadata,
    Column("round", Integer, nullable=False),
    Column("claim", String(80), nullable=False),
    Column("who", String(80), nullable=False),
    Column("values", JSON, nullable=False),
    Column("at", String(32), nullable=False),
    UniqueConstraint("round", "claim", "who"),
)

# What people decided about claims, append-only: an undo is a row of its own that names the one it takes back.
# Corrected fields
# also go to the record's own table of corrections, under `revision`, from where they reach incidents.
reviews = Table(
    "desk_reviews",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("claim", Text, nullable=False, index=True),
    Column("what", String(16), nullable=False),
    Column("who", String(80), nullable=False),
    Column("at", String(32), nullable=False),
    Column("why", Text, nullable=False),
    Column("before", Text, nullable=False),  # JSON
    Column("after", Text, nullable=False),  # JSON
    Column("doc", Text, nullable=True),  # of a claim that a person added
    Column("revision", Integer, nullable=True),
    Column("undoes", Integer, nullable=True, index=True),
)


def prepare(bind: Engine | Connection) -> None:
    """Makes the tables that are not there yet."""
    metadata.create_all(bind)
