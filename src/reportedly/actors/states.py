"""The organs of every state, made by rule from one row a state, and the words that mean a state.

`states.yaml` gives the name, the capital and what has a name of its own; names and demonyms that places share with
it are those of `rules/countries.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from reportedly.errors import InputFault

ORGANS = {  # ending of the id: sector, name
    "gov": ("GOV", "Government of {}"),
    "mil": ("MIL", "Armed forces of {}"),
    "cop": ("COP", "Police of {}"),
    "leg": ("LEG", "Parliament of {}"),
    "jud": ("JUD", "Courts of {}"),
}
_KEYS = {"name", "names", "demonyms", "capital", "capitals", "metonym", "drop", *ORGANS}
SOURCE = (
    "code, name and capital: ISO 3166-1 and GeoNames, by the packaged gazetteer (a test compares them); "
    "names of its organs: general knowledge, not checked against a data set"
)


@dataclass(frozen=True, slots=True)
class Nation:
    """A word that means a state or its people: `how` is `name`, `demonym`, `capital` (may stand for the state) or
    `town` (a capital whose name others share: it tells the country of a report, never a government)."""

    word: str
    country: str
    how: str


def organs(states: dict[str, Any], file: str) -> Iterator[dict[str, Any]]:
    """The rows of government, armed forces, police, parliament and courts of every state."""
    for code, state in states.items():
        if unknown := set(state) - _KEYS:
            raise InputFault(f"{file}: {code}", f"unknown key {', '.join(sorted(unknown))}")
        for organ, (sector, name) in ORGANS.items():
            yield {
                "id": f"{code.lower()}.{organ}",
                "name": name.format(state["name"]),
                "sector": sector,
                "source": SOURCE,
                "aliases": state.get(organ, []),
                "parent": None if organ == "gov" else f"{code.lower()}.gov",
                "country": code,
            }


def nations(states: dict[str, Any], countries: dict[str, Any]) -> Iterator[Nation]:
    """The words that mean each state, with those of `rules/countries.yaml`."""
    for code, state in states.items():
        shared = countries.get(code, {})
        dropped = set(state.get("drop", ()))
        names = [state["name"], *state.get("names", ()), *shared.get("names", ()), *shared.get("short", ())]
        capitals = [state["capital"]] if "capital" in state else []
        how = "capital" if state.get("metonym", True) else "town"
        words = [(name, "name") for name in names]
        words += [(word, "demonym") for word in [*state.get("demonyms", ()), *shared.get("demonyms", ())]]
        words += [(word, how) for word in [*capitals, *state.get("capitals", ())]]
        yield from (Nation(word, code, how) for word, how in dict.fromkeys(words) if word not in dropped)
