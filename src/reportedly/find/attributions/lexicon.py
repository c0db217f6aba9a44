"""The words that attribute, read from rules/attributions.yaml and laid out for look-up."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from reportedly.rules import load_rules


@dataclass(frozen=True, slots=True)
class Sense:
    """One way in which a word attributes: the group it belongs to, and what that group demands."""

    group: str
    asserts: bool = False
    evidence: bool = False
    prepositions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Look-up by lemma and frame; the head of the YAML file says what the frames and the lists are."""

    verbs: Mapping[tuple[str, str], Sense]
    nouns: Mapping[tuple[str, str], Sense]
    adjectives: Mapping[tuple[str, str], Sense]
    idioms: Mapping[str, frozenset[str]]
    unowned: Mapping[str, frozenset[str]]
    clause_exceptions: frozenset[str]
    evidence: frozenset[str]
    light_verbs: frozenset[str]
    raising: frozenset[str]
    relays: frozenset[str]
    speakers: frozenset[str]
    persons: frozenset[str]
    occasions: frozenset[str]
    told: frozenset[str]
    tolls: frozenset[str]
    deadly: frozenset[str]


@functools.cache
def lexicon() -> Lexicon:
    """The lexicon of the package."""
    rules = load_rules("attributions")
    return Lexicon(
        verbs=_senses(rules["verbs"], "verbs"),
        nouns=_senses(rules["nouns"], "nouns"),
        adjectives=_senses(rules["adjectives"], "adjectives"),
        idioms={verb: frozenset(nouns) for verb, nouns in rules["idioms"].items()},
        unowned={
            noun: frozenset(prepositions)
            for group in rules["nouns"]
            for noun, prepositions in group.get("unowned", {}).items()
        },
        clause_exceptions=frozenset(rules["clause_exceptions"]),
        evidence=frozenset(rules["evidence"]),
        light_verbs=frozenset(rules["light_verbs"]),
        raising=frozenset(rules["raising"]),
        relays=frozenset(rules["relays"]),
        speakers=frozenset(rules["speakers"]),
        persons=frozenset(rules["persons"]),
        occasions=frozenset(rules["occasions"]),
        told=frozenset(rules["told"]),
        tolls=frozenset(rules["tolls"]),
        deadly=frozenset(rules["deadly"]),
    )


def _senses(groups: list[dict[str, Any]], words: str) -> dict[tuple[str, str], Sense]:
    """The first group that lists a word under a frame decides; prepositions of several groups add up."""
    out: dict[tuple[str, str], Sense] = {}
    for group in groups:
        listed = group[words]
        for word in listed:
            own = listed[word] if isinstance(listed, dict) else group.get("prepositions", ())
            sense = Sense(group["name"], bool(group.get("asserts")), bool(group.get("evidence")), frozenset(own))
            for frame in group["frames"]:
                old = out.setdefault((word, frame), sense)
                if frame == "prep":
                    out[word, frame] = replace(old, prepositions=old.prepositions | sense.prepositions)
    return out
