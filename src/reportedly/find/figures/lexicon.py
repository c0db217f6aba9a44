"""The words of `rules/figures.yaml`, ready to be looked up by their form in a text."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from reportedly.rules import load_rules


@dataclass(frozen=True, slots=True)
class Trigger:
    """What a word tells of: kind and type, where the people stand (`how`), and what must be there besides.

    `strict`: a noun for people, or an amount; `counted`: an amount; `unit`: an amount of this unit;
    `civil`: no fighters; `most`: the most that a claim by this word can be trusted, since the word tells other things too.
    """

    kind: str
    type: str
    how: str
    strict: bool = False
    counted: bool = False
    unit: str | None = None
    civil: bool = False
    most: float = 1.0

    @property
    def rule(self) -> str:
        return f"{self.kind}.{self.type}.{self.how}"


def inflections(verb: str, irregular: dict[str, list[str]]) -> tuple[str, ...]:
    """The forms of a verb; what the rules of spelling do not give stands in `irregular`."""
    if verb in irregular:
        return (verb, *irregular[verb])
    stem = verb.removesuffix("e")
    if re.search(r"[^aeiou]y$", verb):
        return verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    plural = verb + ("es" if re.search(r"(?:s|x|z|ch|sh)$", verb) else "s")
    return verb, plural, stem + "ed", stem + "ing"


def trigger_of(entry: dict[str, Any]) -> Trigger:
    how = entry["of"] if entry["how"] == "phrase" else entry["how"]
    strict, counted, civil = (bool(entry.get(flag)) for flag in ("strict", "counted", "civil"))
    return Trigger(
        entry["kind"], entry["type"], how, strict, counted, entry.get("unit"), civil, float(entry.get("most", 1.0))
    )


@functools.cache
def trigger_words() -> dict[str, tuple[Trigger, ...]]:
    """Word form, lower case → what it may tell of."""
    rules = load_rules("figures")
    found: dict[str, tuple[Trigger, ...]] = {}
    for entry in rules["triggers"]:
        forms: list[str] = list(entry.get("words", ()))
        for verb in entry.get("verbs", ()):
            forms += inflections(verb, rules["irregular"])
        for form in forms:
            found[form.lower()] = (*found.get(form.lower(), ()), trigger_of(entry))
    return found


@functools.lru_cache(maxsize=1 << 16)
def triggers_of(word: str) -> tuple[Trigger, ...]:
    """What a word form may tell of, also where damaged text has glued it to another ("displacedabout")."""
    words = trigger_words()
    if word in words or len(word) < 8:
        return words.get(word, ())
    for glue in load_rules("figures")["glue"]:
        for rest in (word.removesuffix(glue), word.removeprefix(glue)):
            if rest != word and len(rest) > 5 and rest in words:
                return tuple(t for t in words[rest] if t.how in ("object", "subject", "deed") or glue == "people")
    return ()


@functools.cache
def trigger_phrases() -> tuple[tuple[re.Pattern[str], Trigger], ...]:
    """Patterns of several words → what they tell of."""
    return tuple(
        (re.compile(rf"(?<![\w-])(?:{any_of(entry['phrases'])})(?![\w-])", re.I), trigger_of(entry))
        for entry in load_rules("figures")["triggers"]
        if "phrases" in entry
    )


def any_of(patterns: Iterable[str]) -> str:
    """One pattern for all; a space stands for any white space."""
    return "|".join(p.replace(" ?", r"\s*").replace(" ", r"\s+") for p in patterns)


@functools.cache
def pattern(section: str) -> re.Pattern[str]:
    """The words of a section (`totals`, `parts`) as one pattern."""
    return re.compile(rf"\b(?:{any_of(load_rules('figures')[section]['words'])})", re.I)


@functools.cache
def nouns(section: str) -> frozenset[str]:
    """The nouns of a section in singular and plural, lower case."""
    out: set[str] = set()
    for noun in load_rules("figures")[section]:
        low = str(noun).lower()
        out |= {low, low + ("es" if low.endswith(("s", "ch", "x")) else "s")}
        if re.search(r"[^aeiou]y$", low):
            out.add(low[:-1] + "ies")
    return frozenset(out)
