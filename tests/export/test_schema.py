"""The schema of the claims file: sound, closed where the vocabularies are, and kept by every line."""

from __future__ import annotations

import copy
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from reportedly.export.schema import claims_schema
from reportedly.model.vocabulary import KINDS, SECTORS

SCHEMA = claims_schema()
VALID = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
PAGE = Path(__file__).parents[2] / "docs" / "claims.md"


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_every_line_over_the_sample_reports_is_valid(lines: list[dict[str, Any]]) -> None:
    assert len(lines) == 10
    assert [[fault.message for fault in VALID.iter_errors(line)] for line in lines] == [[]] * len(lines)
    assert {claim["kind"] for line in lines for claim in line["claims"]} == set(KINDS)


def test_a_line_has_every_field_of_the_schema(lines: list[dict[str, Any]]) -> None:
    for line in lines:
        assert set(line) == set(SCHEMA["properties"])


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "rumour"),  # no kind
        ("type", "dead"),  # no type of that kind
        ("status", "true"),  # nothing is ever recorded as true
        ("hedge", "roughly"),  # no hedge
        ("value", "17"),  # a number as a string
        ("confidence", 1.2),  # beyond 1
        ("time", {"start": "14 January"}),  # a time without its other fields, and not ISO 8601
        ("by", "the army"),  # a source as a bare string
        ("note", "x"),  # a field that no claim has
    ],
)
def test_what_is_no_claim_is_refused(lines: list[dict[str, Any]], field: str, value: object) -> None:
    line = copy.deepcopy(next(line for line in lines if any(c["kind"] == "toll" for c in line["claims"])))
    toll = next(c for c in line["claims"] if c["kind"] == "toll")
    assert VALID.is_valid(line)
    toll[field] = value
    assert not VALID.is_valid(line)


@pytest.mark.parametrize("field", ["id", "by", "time", "place", "who", "value"])
def test_a_claim_writes_what_is_not_told_as_null_and_never_leaves_it_out(
    lines: list[dict[str, Any]], field: str
) -> None:
    line = copy.deepcopy(next(line for line in lines if any(c["kind"] == "toll" for c in line["claims"])))
    del next(c for c in line["claims"] if c["kind"] == "toll")[field]
    assert not VALID.is_valid(line)


def test_sectors_are_of_the_vocabulary(lines: list[dict[str, Any]]) -> None:
    def actors(value: Any) -> list[dict[str, Any]]:
        if isinstance(value, list):
            return [actor for one in value for actor in actors(one)]
        if isinstance(value, dict):
            return ([value] if "sector" in value else []) + actors(list(value.values()))
        return []

    found = {actor["sector"] for actor in actors(lines)}
    assert found - {None} <= set(SECTORS)
    assert found > {None}


def test_the_page_explains_every_field_of_a_claim() -> None:
    kinds = SCHEMA["properties"]["claims"]["items"]["oneOf"]
    fields = {field for kind in kinds for field in kind["properties"]}
    explained = set(re.findall(r"`([a-z_]+)`", PAGE.read_text(encoding="utf-8")))
    assert fields <= explained
