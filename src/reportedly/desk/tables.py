"""The desk's own tables, in the database of the record: people who may sign in, and blind codings."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Engine, Integer, MetaData, String, Table, Text, UniqueConstraint

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


def prepare(engine: Engine) -> None:
    """Makes the tables that are not there yet."""
    metadata.create_all(engine)
