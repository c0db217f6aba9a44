"""The house stands as it is drawn: imports point one way, siblings do not know each other."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "reportedly"
STEPS = frozenset({"read", "find", "resolve", "reconcile", "store", "export"})
# What each room may use of ours, itself and model, rules, errors aside.
MAY_USE: dict[str, frozenset[str]] = {
    "model": frozenset(),
    "rules": frozenset(),
    "errors": frozenset(),
    "read": frozenset(),
    "find": frozenset(),
    "actors": frozenset(),
    "gazetteer": frozenset(),
    "resolve": frozenset({"gazetteer", "actors"}),
    "reconcile": frozenset(),
    "measure": frozenset(),
    "export": frozenset({"cli"}),  # docs/commands.md is the help of the commands
    "store": frozenset({"reconcile", "gazetteer"}),
    "pipeline": frozenset({"find", "resolve", "gazetteer", "actors"}),
    "learn": frozenset({"find", "resolve", "measure", "gazetteer"}),
    "record": frozenset({"store", "reconcile", "gazetteer", "export"}),
    "desk": frozenset({"record", "store", "reconcile", "gazetteer", "export"}),
}
ALWAYS = frozenset({"model", "rules", "errors"})


def imports_of(path: Path) -> set[str]:
    """The rooms of ours that a file imports."""
    out = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names = [node.module] if node.module != "reportedly" else [f"reportedly.{a.name}" for a in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        out |= {name.split(".")[1] for name in names if name.startswith("reportedly.")}
    return out - {"__version__"}


@pytest.mark.parametrize("room", sorted(MAY_USE))
def test_a_room_uses_only_what_lies_before_it(room: str) -> None:
    home = SOURCE / room
    files = sorted(home.rglob("*.py")) if home.is_dir() else [SOURCE / f"{room}.py"]
    allowed = MAY_USE[room] | {room} | (ALWAYS if room not in ALWAYS else frozenset())
    wrong = {str(f.relative_to(SOURCE)): imports_of(f) - allowed for f in files}
    assert not {name: rooms for name, rooms in wrong.items() if rooms}


def test_every_room_is_in_the_plan() -> None:
    rooms = {
        p.stem if p.is_file() else p.name for p in SOURCE.iterdir() if p.suffix == ".py" or (p / "__init__.py").exists()
    }
    assert rooms - set(MAY_USE) <= {"__init__", "cli"}


def test_nothing_is_called_by_a_name_that_says_nothing() -> None:
    empty = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}
    assert not [p for p in SOURCE.rglob("*.py") if set(p.stem.split("_")) & empty]
