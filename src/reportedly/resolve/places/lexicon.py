"""The word lists of rules/places.yaml, in the shape in which they are looked up."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

from reportedly.gazetteer import fold_name
from reportedly.rules import load_rules


@dataclass(frozen=True)
class Lexicon:
    """`after`, `before` and `relations` map words to a precision, `units` and `back` to a level; the rest are lists."""

    after: dict[str, str]
    before: dict[str, str]
    proper: frozenset[str]
    units: dict[str, str]
    relations: dict[str, str]
    behind: frozenset[str]
    stretches: frozenset[str]
    spots: frozenset[str]
    strong: frozenset[str]
    weak: frozenset[str]
    behind_cues: frozenset[str]
    telling: frozenset[str]
    hyphen: frozenset[str]
    titles: frozenset[str]
    saying: frozenset[str]
    not_places: frozenset[str]
    group_heads: frozenset[str]
    back: dict[str, str]
    parts: frozenset[str]
    never: frozenset[str]


@functools.cache
def lexicon() -> Lexicon:
    """The lists, read once."""
    rules: dict[str, Any] = load_rules("places")
    relations = {w: r["precision"] for r in rules["relations"] if not r.get("behind") for w in r["words"]}
    return Lexicon(
        after={word: f["precision"] for f in rules["features"] for word in f["after"]},
        before={word: f["precision"] for f in rules["features"] for word in f["before"]},
        proper=frozenset(word for f in rules["features"] if f.get("proper") for word in f["after"]),
        units={word: level for level, words in rules["units"].items() for word in words},
        relations=relations,
        behind=frozenset(w for r in rules["relations"] if r.get("behind") for w in r["words"]),
        stretches=frozenset(rules["stretches"]),
        spots=frozenset(rules["spots"]),
        strong=frozenset(rules["cues"]["strong"]),
        weak=frozenset(rules["cues"]["weak"]),
        telling=frozenset(rules["telling"]),
        behind_cues=frozenset(rules["cues"]["behind"]),
        hyphen=frozenset(rules["cues"]["hyphen"]),
        titles=frozenset(t.rstrip(".").casefold() for t in rules["titles"]),
        saying=frozenset(rules["saying"]),
        back={word: kind for kind, words in rules["back"].items() for word in words},
        parts=frozenset(rules["parts"]),
        group_heads=frozenset(n.replace("-", " ").split()[0].casefold() for n in rules["not_places"]),
        not_places=frozenset(fold_name(n) for n in rules["not_places"]),
        never=frozenset(w.casefold() for w in rules["never_places"]),
    )
