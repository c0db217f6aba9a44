"""The words of `rules/actors.yaml`, by key."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from reportedly.actors import words_of
from reportedly.rules import load_rules

_PLURALS = (("ies", "y"), ("men", "man"), ("es", ""), ("s", ""), ("children", "child"))


@dataclass(frozen=True, slots=True)
class NounClass:
    """What common nouns of one class mean: see the head of `rules/actors.yaml`."""

    name: str
    role: str
    sector: str | None = None
    organ: str | None = None
    alone: str | None = None
    after: Mapping[str, str] = field(default_factory=dict)
    bare: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Noun classes by the small letters of the noun, and the words that cut, join and own."""

    classes: Mapping[str, NounClass]
    nouns: Mapping[str, NounClass]
    longest: Mapping[str, int]
    described_by: frozenset[str]
    belongs: frozenset[str]
    cut: frozenset[str]
    speaks_for: frozenset[str]
    offices: frozenset[str]
    joins: frozenset[str]
    ordinary: frozenset[str]
    single: frozenset[str]
    abroad: frozenset[str]
    against: frozenset[str]
    empty: frozenset[str]
    peoples: Mapping[str, Mapping[str, str]]

    def noun(self, words: list[str]) -> tuple[int, str, NounClass] | None:
        """The longest noun at the head of the words (small letters): how many words, the noun, and its class."""
        for count in range(min(self.longest.get(words[0], 0), len(words)), 0, -1):
            for noun in singulars(" ".join(words[:count])):
                if found := self.nouns.get(noun):
                    return count, noun, found
        return None


def singulars(noun: str) -> Iterator[str]:
    """The noun, and what it may be the plural of."""
    yield noun
    for ending, singular in _PLURALS:
        if noun.endswith(ending):
            yield noun[: -len(ending)] + singular


@functools.cache
def lexicon() -> Lexicon:
    """The words of the rules, read once."""
    told: dict[str, Any] = load_rules("actors")
    classes = {
        name: NounClass(
            name,
            row["role"],
            row.get("sector"),
            row.get("organ"),
            row.get("alone"),
            row.get("after", {}),
            frozenset(_spaced(word) for word in row.get("bare", ())),
        )
        for name, row in told["nouns"].items()
    }
    nouns = {_spaced(word): classes[name] for name, row in told["nouns"].items() for word in row["words"]}
    peoples = {
        word: {key: value for key, value in row.items() if key != "words"}
        for row in told["peoples"].values()
        for word in row["words"]
    }
    return Lexicon(
        classes,
        nouns,
        _longest(nouns),
        frozenset(told["described_by"]),
        frozenset(told["belongs"]),
        frozenset(told["cut"]),
        frozenset(told["speaks_for"]),
        frozenset(_spaced(word) for word in told["offices"]),
        frozenset(told["joins"]),
        frozenset(told["ordinary"]),
        frozenset(told["single"]),
        frozenset(told["abroad"]),
        frozenset(told["against"]),
        frozenset(told["empty"]),
        peoples,
    )


def _spaced(noun: str) -> str:
    """The noun as the words of a text are compared with it: small letters, a space between words."""
    return " ".join(word.raw.lower() for word in words_of(noun))


def _longest(nouns: Mapping[str, NounClass]) -> dict[str, int]:
    """How many words the longest noun has that begins with a word, or with its plural where it has no more."""
    out: dict[str, int] = {}
    for noun in nouns:
        words = noun.split()
        forms = [words[0]]
        if len(words) == 1:
            forms += [noun + "s", noun + "es", noun[:-1] + "ies", noun[:-3] + "men", noun + "ren"]
        for form in forms:
            out[form] = max(out.get(form, 0), len(words))
    return out
