"""The tables. What was read and what people decided is append-only; tellings, links and incidents are worked out from
it. The tables of the desk (`desk_…`) hold who may sign in there, a log of what was decided there, and blind codings.
"""

from __future__ import annotations

import json
import re
from typing import Any

from sqlalchemy import JSON, BigInteger, Boolean, Column, Float, Index, Integer, LargeBinary, MetaData, Table, Text
from sqlalchemy.types import TypeDecorator

metadata = MetaData()

_UNKEEPABLE = re.compile("[\\x00\\ud800-\\udfff]")  # what no database holds in text, and web pages do
_ESCAPED = "\ufdd0"  # a character that Unicode reserves for such use: the rest is JSON


class Kept(TypeDecorator[str]):
    """Text that comes back to the character, whatever it holds."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Any) -> str | None:
        """Text as the database can hold it."""
        if value is not None and (_UNKEEPABLE.search(value) or value.startswith(_ESCAPED)):
            return _ESCAPED + json.dumps(value)
        return value

    def process_result_value(self, value: str | None, dialect: Any) -> str | None:
        """The text as it was."""
        return json.loads(value[1:]) if value is not None and value.startswith(_ESCAPED) else value


def _text(name: str, *, null: bool = False, key: bool = False) -> Column[str]:
    return Column(name, Kept, nullable=null, primary_key=key)


# One row a change of the record: `diff` and `undo` count by them.
revisions = Table(
    "revisions", metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    _text("at"), _text("who"), _text("what"),
)  # fmt: skip

# One row a version of a report. `raw_sha256` is of the bytes as given; `raw` is them, where they were archived.
# Only the `current` version of a doc takes part in incidents; `extractor` is the version whose claims count.
reports = Table(
    "reports", metadata,
    _text("id", key=True), _text("doc"), Column("version", Integer, nullable=False),
    _text("url", null=True), _text("source", null=True), _text("title", null=True), _text("published", null=True),
    _text("language", null=True), _text("text"), _text("agency", null=True), _text("raw_sha256"),
    Column("raw", LargeBinary, nullable=True), Column("current", Boolean, nullable=False), _text("extractor"),
    Column("revision", Integer, nullable=False),
    Index("reports_doc", "doc", "raw_sha256", unique=True),
)  # fmt: skip

# Claims as extracted, never changed: the whole claim as JSON, and what is searched by.
claims = Table(
    "claims", metadata,
    _text("report_id", key=True), _text("extractor", key=True), _text("id", key=True),
    _text("kind"), _text("type"), _text("status"), Column("start", Integer, nullable=False),
    _text("time_start", null=True), _text("time_end", null=True), _text("place_id", null=True),
    _text("country", null=True),
    _text("payload"),
    Index("claims_id", "id"), Index("claims_kind", "kind", "type"),
)  # fmt: skip

# What people changed in a claim, beside the machine's value and never over it. `value` is JSON.
corrections = Table(
    "corrections", metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    _text("claim_id"), _text("field"), _text("value"), _text("why"),
    Column("revision", Integer, nullable=False), Column("undone", Integer, nullable=True),
    Index("corrections_claim", "claim_id"),
)  # fmt: skip

# Claims that people saw where the machine did not. Each stands in the version of the report that its words are of;
# `payload` is the claim as JSON. One that is carried into a later version has a row for each, of one revision.
additions = Table(
    "additions", metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    _text("claim_id"), _text("report_id"), _text("payload"),
    Column("revision", Integer, nullable=False), Column("undone", Integer, nullable=True),
    Index("additions_claim", "claim_id"), Index("additions_report", "report_id"),
)  # fmt: skip

# What people judged: the claims of `left` and `right` (JSON lists) tell one happening, or do not.
judgements = Table(
    "judgements", metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    _text("verdict"), _text("left"), _text("right"), _text("asked"), _text("why"),
    Column("revision", Integer, nullable=False), Column("undone", Integer, nullable=True),
)  # fmt: skip

tellings = Table(
    "tellings", metadata, _text("id", key=True), _text("doc"), _text("payload"), Index("tellings_doc", "doc")
)
telling_claims = Table("telling_claims", metadata, _text("claim_id", key=True), _text("telling_id", key=True),
                       Index("telling_claims_telling", "telling_id"))  # fmt: skip
telling_keys = Table("telling_keys", metadata, Column("key", BigInteger, primary_key=True, autoincrement=False),
                     _text("telling_id", key=True), Index("telling_keys_telling", "telling_id"),
                     sqlite_with_rowid=False)  # fmt: skip
links = Table("links", metadata, _text("id", key=True), _text("a"), _text("b"), Column("score", Float, nullable=False),
              Index("links_a", "a", "score", "b"), Index("links_b", "b", "score", "a"))  # fmt: skip

# Incidents as they stand. `payload` is the incident in the public format; the rest is what is searched by.
incidents = Table(
    "incidents", metadata,
    _text("id", key=True), _text("kind"), _text("first_day", null=True), _text("last_day", null=True),
    _text("country", null=True), _text("grade"), _text("payload"),
    Column("born", Integer, nullable=False), Column("revision", Integer, nullable=False),
    Index("incidents_day", "first_day"),
)  # fmt: skip
incident_tellings = Table("incident_tellings", metadata, _text("telling_id", key=True), _text("incident_id"),
                          Index("incident_tellings_incident", "incident_id"))  # fmt: skip

# Where an incident went: merged into another, split in several, or gone with its last claim. `became` is a JSON
# list of ids.
tombstones = Table("tombstones", metadata, _text("id", key=True), Column("revision", Integer, primary_key=True),
                   _text("reason"), _text("became"))  # fmt: skip

# What each revision did to incidents: `before` and `after` are JSON, null where there was or is none.
changes = Table(
    "changes", metadata,
    Column("revision", Integer, primary_key=True), _text("incident_id", key=True), _text("what"),
    _text("before", null=True), _text("after", null=True),
)  # fmt: skip

# Notes of the record about itself, such as by which rules its incidents were worked out. SECRET is not the record's own.
SECRET = "desk.secret"
notes = Table("notes", metadata, _text("name", key=True), _text("value"))

# Who may sign in at the desk. `password` is argon2id, with its parameters and salt.
desk_people = Table(
    "desk_people", metadata,
    _text("name", key=True), _text("role"), _text("password"), Column("active", Boolean, nullable=False), _text("since"),
)  # fmt: skip

# Rounds of double coding: `claims` are the ids drawn; and each person's answers, by field.
desk_rounds = Table(
    "desk_rounds", metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    _text("name"), Column("claims", JSON, nullable=False), _text("who"), _text("since"),
)  # fmt: skip
desk_codings = Table(
    "desk_codings", metadata,
    Column("round", Integer, primary_key=True, autoincrement=False), _text("claim", key=True), _text("who", key=True),
    Column("values", JSON, nullable=False), _text("at"),
)  # fmt: skip

# What was decided at the desk about claims, append-only: an undo is a row of its own that names the one it takes back.
# `before` and `after` are JSON; what counts for incidents also stands in corrections or additions, under `revision`.
desk_reviews = Table(
    "desk_reviews", metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    _text("claim"), _text("what"), _text("who"), _text("at"), _text("why"), _text("before"), _text("after"),
    _text("doc", null=True), Column("revision", Integer, nullable=True), Column("undoes", Integer, nullable=True),
    Index("desk_reviews_claim", "claim"), Index("desk_reviews_undoes", "undoes"),
)  # fmt: skip
