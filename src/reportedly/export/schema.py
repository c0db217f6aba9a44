"""The JSON Schema of the claims file, generated from the model's dataclasses and the vocabularies."""

from __future__ import annotations

import dataclasses
import datetime as dt
import types
import typing
from typing import Any

from reportedly.model.claim import Claim, Control, Displacement, Event, Toll
from reportedly.model.report import Report
from reportedly.model.vocabulary import (
    HEDGES,
    KINDS,
    MODES,
    PLACE_PRECISIONS,
    SECTORS,
    SOURCE_KINDS,
    STATUSES,
    TIME_PRECISIONS,
    TYPES,
    UNITS,
)

# Python names that JSON spells otherwise.
SPELLINGS = {"origin": "from", "loser": "from", "destination": "to"}
KIND_CLASSES: dict[str, type[Claim]] = {"toll": Toll, "displacement": Displacement, "control": Control, "event": Event}
CLOSED: dict[tuple[str, str], tuple[str, ...]] = {
    ("Claim", "status"): STATUSES,
    ("Claim", "hedge"): HEDGES,
    ("Claim", "unit"): UNITS,
    ("Claim", "mode"): MODES,
    ("When", "precision"): TIME_PRECISIONS,
    ("Place", "precision"): PLACE_PRECISIONS,
    ("Source", "kind"): SOURCE_KINDS,
    ("Actor", "sector"): SECTORS,
}
NOT_WRITTEN = frozenset({"masks", "origins", "raw"})  # of a report, by `extract`


def claims_schema() -> dict[str, Any]:
    """A JSON Schema (draft 2020-12) of one line of the claims file."""
    line = properties_of(Report, "Report", skip=NOT_WRITTEN)
    line["claims"] = {"type": "array", "items": {"oneOf": [claim_schema(kind) for kind in KINDS]}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A report and its claims",
        "type": "object",
        "properties": line,
        "required": ["doc", "text", "claims"],
    }


def claim_schema(kind: str) -> dict[str, Any]:
    """The schema of one kind of claim."""
    fields = properties_of(KIND_CLASSES[kind], "Claim")
    fields["kind"] = {"const": kind}
    fields["type"] = {"enum": list(TYPES[kind])}
    fields["confidence"] = {"type": "number", "minimum": 0, "maximum": 1}
    return {"type": "object", "properties": fields, "required": sorted(fields), "additionalProperties": False}


def properties_of(cls: type, owner: str, skip: frozenset[str] = frozenset()) -> dict[str, Any]:
    """The fields of a dataclass, under their JSON names."""
    hints = typing.get_type_hints(cls)
    return {
        SPELLINGS.get(field.name, field.name): closed(owner, field.name, type_schema(hints[field.name]))
        for field in dataclasses.fields(cls)
        if field.name not in skip
    }


def closed(owner: str, name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """A field with a vocabulary takes only its words, and null where its type allows none."""
    words = CLOSED.get((owner, name))
    if not words:
        return schema
    return {"enum": [*words, None]} if {"type": "null"} in schema.get("anyOf", []) else {"enum": list(words)}


def type_schema(hint: Any) -> dict[str, Any]:
    """The schema of a type that the model uses."""
    plain = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}
    if hint in plain:
        return {"type": plain[hint]}
    if hint is dt.date:
        return {"type": "string", "format": "date"}
    if isinstance(hint, types.UnionType):
        return {"anyOf": [type_schema(part) for part in typing.get_args(hint)]}
    if typing.get_origin(hint) is tuple:
        return {"type": "array", "items": type_schema(typing.get_args(hint)[0])}
    fields = properties_of(hint, hint.__name__)
    return {"type": "object", "properties": fields, "required": sorted(fields), "additionalProperties": False}
