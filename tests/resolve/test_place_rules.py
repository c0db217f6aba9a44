"""Every entry of rules/places.yaml matches its examples, and finds no place in its not-examples."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reportedly.gazetteer import Gazetteer, open_gazetteer
from reportedly.resolve.places import find_places, fold_name
from reportedly.rules import load_rules

RULES: dict[str, Any] = load_rules("places")
ENTRIES = [(group, entry) for group in ("features", "relations") for entry in RULES[group]]


@pytest.fixture(scope="module")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    return open_gazetteer(Path(tmp_path_factory.mktemp("none")) / "none.sqlite")


@pytest.mark.parametrize(("group", "entry"), ENTRIES, ids=[e["name"] for _, e in ENTRIES])
def test_an_entry_matches_its_examples(gazetteer: Gazetteer, group: str, entry: dict[str, Any]) -> None:
    assert entry["examples"]
    for example in entry["examples"]:
        found = {m.text: m.relation for m in find_places(example["text"], gazetteer=gazetteer)}
        assert example["span"] in found, example
        if group == "relations":
            assert found[example["span"]] in entry["words"], example


@pytest.mark.parametrize(("group", "entry"), ENTRIES, ids=[e["name"] for _, e in ENTRIES])
def test_an_entry_finds_nothing_in_its_not_examples(gazetteer: Gazetteer, group: str, entry: dict[str, Any]) -> None:
    assert entry["not_examples"]
    for text in entry["not_examples"]:
        assert find_places(text, gazetteer=gazetteer) == (), text


@pytest.mark.parametrize("name", RULES["not_places"])
def test_names_of_groups_are_no_places(gazetteer: Gazetteer, name: str) -> None:
    """Whatever place is in the name of a group or office, nothing happened there."""
    assert find_places(f"Clashes with {name} went on in the night.", gazetteer=gazetteer) == ()


def test_lists_hold_text_only_and_regions_lie_on_the_globe() -> None:
    """YAML reads a bare No, On or NO as a truth value: such words are quoted."""

    def values(item: Any) -> list[Any]:
        if isinstance(item, dict):
            return [*item.keys(), *(v for part in item.values() for v in values(part))]
        return [v for part in item for v in values(part)] if isinstance(item, list) else [item]

    for name in ("places", "countries", "regions", "states"):
        assert not [v for v in values(load_rules(name)) if isinstance(v, bool) and v is False]
    assert all(isinstance(iso, str) and len(iso) == 2 for iso in load_rules("countries"))
    for region in load_rules("regions"):
        assert fold_name(region["name"])
        assert -90 <= region["at"][0] <= 90
        assert -180 <= region["at"][1] <= 180
