"""Reads the register's YAML into rows: sections share values, states and people are written short."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from reportedly.actors.states import organs
from reportedly.errors import InputFault

_SECTION = {"actors", "people", "country", "where", "sector", "source", "kind", "parent"}
PEOPLE_SECTOR = "GOV"


def rows_of(path: Path) -> list[dict[str, Any]]:
    """The rows of one register file: a list of sections, or (states.yaml) a mapping of states.

    A section holds `actors` or `people`, and values that its rows share where they do not tell their own.
    """
    try:
        told = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise InputFault(str(path), f"cannot be read as YAML: {error}") from error
    if isinstance(told, dict) and all(isinstance(state, dict) and "name" in state for state in told.values()):
        return list(organs(told, path.name))
    if not isinstance(told, list) or not all(isinstance(section, dict) for section in told):
        raise InputFault(str(path), "a register is a list of sections, each with `actors` or `people`")
    return [row for section in told for row in _section(section, path.name)]


def _section(section: Mapping[str, Any], file: str) -> Iterator[dict[str, Any]]:
    """The rows of one section with what they share."""
    if unknown := set(section) - _SECTION:
        raise InputFault(file, f"unknown key {', '.join(sorted(unknown))} in a section")
    shared = {key: value for key, value in section.items() if key not in ("actors", "people")}
    for row in section.get("actors") or ():
        if not isinstance(row, dict):
            raise InputFault(file, f"{row!r} is no actor")
        yield {**shared, **row}
    for row in section.get("people") or ():
        if not isinstance(row, dict) or not isinstance(row.get("name"), str):
            raise InputFault(file, f"{row!r} is no person")
        yield {"id": "person." + _slug(row["name"]), "sector": PEOPLE_SECTOR, **shared, **row}


def _slug(name: str) -> str:
    """A name as an id has it: small letters without accents, a hyphen between words."""
    bare = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", bare.replace("'", "")))
