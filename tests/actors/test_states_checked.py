"""The facts about states, held against the packaged gazetteer (GeoNames, CLDR): codes, names, capitals."""

from __future__ import annotations

import functools
from importlib import resources
from typing import Any

import pytest
import yaml

from reportedly.actors import load_register
from reportedly.actors.states import ORGANS
from reportedly.gazetteer import Gazetteer, open_gazetteer

# Where the register names the seat of government, by which reports call the state, and GeoNames the capital by law.
SEATS = {"BO": "Sucre", "GQ": "Ciudad de la Paz", "NL": "Amsterdam", "PS": "East Jerusalem"}
# No capital in the register: "Brussels" is mostly the European Union, and nobody says "Nuku'alofa" for a government.
NO_CAPITAL = {"BE", "DJ", "EH", "HK", "KI", "LU", "MC", "NR", "PW", "SG", "SM", "TO", "TV"}
CHECKED, UNCHECKED = "by the packaged gazetteer (a test compares them)", "not checked against a data set"


@functools.cache
def states() -> dict[str, dict[str, Any]]:
    text = resources.files("reportedly.actors").joinpath("states.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


@functools.cache
def gazetteer() -> Gazetteer:
    return open_gazetteer()


@pytest.mark.parametrize("code", sorted(states()))
def test_state_agrees_with_the_gazetteer(code: str) -> None:
    """The code is a country's, one of the names is that country's, and the capital is its capital."""
    row = states()[code]
    names = [row["name"], *row.get("names", ())]
    assert any(e.country == code and e.kind == "c" for name in names for e in gazetteer().lookup(name))
    if code in NO_CAPITAL:
        assert "capital" not in row
        return
    capital = gazetteer().capital(code)
    assert capital is not None
    if code in SEATS:
        assert capital.name == SEATS[code]
        assert any(e.country == code for e in gazetteer().lookup(row["capital"]))
    else:
        assert capital.key in {e.key for e in gazetteer().lookup(row["capital"])}


def test_other_capitals_lie_in_their_state() -> None:
    """A second capital, or the former one, is a place of that state."""
    for code, row in states().items():
        for name in row.get("capitals", ()):
            assert any(e.country == code for e in gazetteer().lookup(name)), (code, name)


def test_every_actor_is_of_a_country_that_is_one() -> None:
    """ISO codes of all entries, those of `where` too."""
    known = {e.country for code in states() for e in gazetteer().lookup(states()[code]["name"]) if e.kind == "c"}
    for entry in load_register().entries.values():
        for code in (*((entry.country,) if entry.country else ()), *entry.where):
            assert code in known or gazetteer().capital(code) is not None, (entry.id, code)


def test_every_source_says_what_was_checked() -> None:
    """An entry names the gazetteer only for what the tests above compare, and says so of all the rest."""
    for entry in load_register().entries.values():
        assert entry.source.endswith(UNCHECKED), entry.id
        assert (CHECKED in entry.source) == (entry.id.partition(".")[2] in ORGANS), entry.id
