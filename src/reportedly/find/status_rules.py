"""The rules of rules/status.yaml, laid out for look-up."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from reportedly.rules import load_rules


@dataclass(frozen=True, slots=True)
class StatusRule:
    """One rule; the keys are explained at the head of the file."""

    name: str
    where: str
    status: str
    words: frozenset[str]
    tags: frozenset[str]
    deps: frozenset[str]
    unless: frozenset[str]
    beside: frozenset[str]
    only: Mapping[str, frozenset[str]]


@functools.cache
def status_rules() -> tuple[StatusRule, ...]:
    """The rules in the order of the file."""
    return tuple(
        StatusRule(
            name=rule["name"],
            where=rule["where"],
            status=rule["status"],
            words=frozenset(rule["words"]),
            tags=frozenset(rule.get("tags", ())),
            deps=frozenset(rule.get("deps", ())),
            unless=frozenset(rule.get("unless", ())),
            beside=frozenset(rule.get("with", ())),
            only={word: frozenset(frames) for word, frames in rule.get("only", {}).items()},
        )
        for rule in load_rules("status")["rules"]
    )


@functools.cache
def ground_adjectives() -> frozenset[str]:
    """Participles that tell who has a place, by standing before it."""
    raw = load_rules("control")
    behind_holders = {word for entry in raw["adjectives"] for word in entry["words"]}
    return frozenset(behind_holders | {word for words in raw["bare"].values() for word in words})
