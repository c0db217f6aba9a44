"""Writes the packaged register: `python -m reportedly.actors.compile`.

The YAML files of this folder are the source; `register.json` is the same, expanded, in a form that loads fast. A test
holds that the two agree. Run it after every change of the YAML, of `rules/countries.yaml` or of `fold.py`.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import astuple
from pathlib import Path
from typing import Any

import yaml

from reportedly.actors.entry import check_links, read_entry
from reportedly.actors.fold import fold_actor
from reportedly.actors.register import keys_of
from reportedly.actors.sources import rows_of
from reportedly.actors.states import nations
from reportedly.rules import load_rules

HERE = Path(__file__).parent
NOT_ACTORS = ("spellings.yaml", "wars.yaml")


def compiled() -> dict[str, Any]:
    """The register of the YAML files, checked, as plain values."""
    rows = [row for path in sorted(HERE.glob("*.yaml")) if path.name not in NOT_ACTORS for row in rows_of(path)]
    entries = [read_entry(row, "register") for row in rows]
    check_links(entries)
    states = yaml.safe_load((HERE / "states.yaml").read_text(encoding="utf-8"))
    wars = yaml.safe_load((HERE / "wars.yaml").read_text(encoding="utf-8"))
    words = sorted({(fold_actor(nation.word), *astuple(nation)) for nation in nations(states, load_rules("countries"))})
    keys = {entry.id: "|".join(keys_of(entry)) for entry in entries}
    register = {"actors": rows, "keys": keys, "nations": words, "wars": wars}
    plain = json.dumps(register, default=_day, ensure_ascii=False)
    return dict(json.loads(plain))


def _day(value: object) -> str:
    """A date as JSON writes it."""
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"{value!r} is no value of a register")


def packed(register: dict[str, Any]) -> str:
    """The register as the file holds it: one actor a line."""
    lines = [json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in register["actors"]]
    rest = {key: value for key, value in register.items() if key != "actors"}
    tail = json.dumps(rest, ensure_ascii=False, separators=(",", ":"))
    return '{"actors":[\n' + ",\n".join(lines) + "\n],\n" + tail[1:] + "\n"


if __name__ == "__main__":
    (HERE / "register.json").write_text(packed(compiled()), encoding="utf-8")
