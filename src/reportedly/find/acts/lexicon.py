"""The lexicon of acts: frames by their first word, from rules/acts.yaml and rules/control.yaml."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from reportedly.rules import load_rules

NOT_OURS = ("examples", "not_examples", "words", "weak_words")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """How one group of words tells an act: what must stand with it, and where its roles stand.

    The keys are explained at the head of the YAML files. An unknown key there is a `TypeError` here.
    """

    rule: str
    kind: str
    type: str
    mode: str | None = None
    managed: str | None = None
    state: str | None = None
    object: frozenset[str] = frozenset()
    object_not: frozenset[str] = frozenset()
    not_object_heads: frozenset[str] = frozenset()
    object_kind: str | None = None
    subject: frozenset[str] = frozenset()
    subject_or_object: frozenset[str] = frozenset()
    needs_prep: frozenset[str] = frozenset()
    person_object: frozenset[str] = frozenset()
    complement_not: frozenset[str] = frozenset()
    not_before: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    complement: frozenset[str] = frozenset()
    subject_kind: str | None = None
    object_if_any: str | None = None
    weak_passive: frozenset[str] = frozenset()
    mode_of_means: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    loser: tuple[str, ...] = ()
    loose: frozenset[str] = frozenset()
    heads: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    needs: str = "any"
    harm: bool = False
    mutual: bool = False
    no_actor: bool = False
    passive_only: bool = False
    active_only: bool = False
    speech: bool = False
    strict: bool = False
    any_ground: bool = False
    swap: bool = False
    armed_subject: bool = False
    asks_recipient: bool = False
    asks_object: bool = False
    not_question: bool = False
    owner_is_target: bool = False
    infinitive: bool = False
    asks_two: bool = False
    asks_actor: bool = False
    asks_clause: bool = False
    weak: bool = False

    @property
    def narrowness(self) -> int:
        """How much the frame asks for: of two that fit, the narrower wins."""
        asks = (self.object, self.subject, self.complement, self.before, self.needs_prep, self.object_kind)
        return sum(3 if i < 4 else 1 for i, asked in enumerate(asks) if asked) + self.infinitive + self.asks_two


@dataclass(frozen=True, slots=True)
class Entry:
    """One word of a frame: `rest` must follow its first word (for a noun: stand before its last)."""

    frame: Frame
    rest: tuple[str, ...]
    weak: bool = False

    @property
    def narrowness(self) -> int:
        """The frame's, and what the word's own particles add."""
        return self.frame.narrowness + 2 * len(self.rest)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Entries by first word (verbs, adjectives) or last word (nouns), narrowest first."""

    verbs: Mapping[str, tuple[Entry, ...]]
    nouns: Mapping[str, tuple[Entry, ...]]
    adjectives: Mapping[str, tuple[Entry, ...]]
    forms: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Words:
    """The shared word classes of act_words.yaml."""

    actors: frozenset[str]
    places: frozenset[str]
    portions: frozenset[str]
    weapons: frozenset[str]
    armed: frozenset[str]
    officials: frozenset[str]
    not_actors: frozenset[str]
    endings: Mapping[str, tuple[str, ...]]
    pronouns: frozenset[str]
    where: frozenset[str]
    verbs: Mapping[str, frozenset[str]]
    light: Mapping[str, frozenset[str]]
    means: tuple[tuple[str, frozenset[str]], ...]
    nominal: Mapping[str, frozenset[str]]
    holding: frozenset[str]
    calendar: frozenset[str]
    manners: frozenset[str]


@functools.cache
def words() -> Words:
    """The word classes, read once."""
    raw = load_rules("act_words")
    classes = ("saying", "through")
    return Words(
        actors=frozenset(word for row in raw["actors"] for word in row),
        places=frozenset(word for row in raw["places"] for word in row),
        portions=frozenset(raw["portions"]),
        weapons=frozenset(raw["weapons"]),
        armed=frozenset(load_rules("control")["armed"]),
        not_actors=frozenset(raw["not_actors"]),
        endings={number: tuple(listed) for number, listed in raw["actor_endings"].items()},
        officials=frozenset(raw["officials"]),
        pronouns=frozenset(raw["pronouns"]),
        where=frozenset(raw["where"]),
        verbs={name: frozenset(raw[name]) for name in classes},
        light={name: frozenset(listed) for name, listed in raw["light"].items()},
        means=tuple((mode, frozenset(listed)) for mode, listed in raw["means"]),
        nominal={name: frozenset(listed) for name, listed in raw["nominal"].items()},
        holding=frozenset(word for entry in load_rules("control")["adjectives"] for word in entry["words"]),
        calendar=frozenset(raw["calendar"]),
        manners=frozenset(raw["manners"]),
    )


@functools.cache
def lexicon() -> Lexicon:
    """All frames of both files, indexed."""
    verbs: dict[str, list[Entry]] = defaultdict(list)
    nouns: dict[str, list[Entry]] = defaultdict(list)
    adjectives: dict[str, list[Entry]] = defaultdict(list)
    for kind, name in (("event", "acts"), ("control", "control")):
        raw = load_rules(name)
        for frame, listed, weak in read_frames(raw["verbs"], kind):
            for word in listed:
                first, *rest = word.split()
                verbs[first].append(Entry(frame, tuple(rest), word in weak))
        for frame, listed, weak in read_frames(raw["nouns"], kind):
            for word in listed:
                *rest, last = word.split()
                nouns[last].append(Entry(frame, tuple(rest), frame.weak or word in weak))
    for frame, listed, _ in read_frames(load_rules("acts")["adjectives"], "event"):
        for word in listed:
            adjectives[word].append(Entry(frame, ()))
    return Lexicon(ordered(verbs), ordered(nouns), ordered(adjectives), forms_of(verbs))


def ordered(entries: Mapping[str, list[Entry]]) -> dict[str, tuple[Entry, ...]]:
    return {word: tuple(sorted(found, key=lambda e: -e.narrowness)) for word, found in entries.items()}


def read_frames(raw: list[dict[str, Any]], kind: str) -> Iterator[tuple[Frame, list[str], frozenset[str]]]:
    """Each entry of a YAML list as a frame, with its words and those of them that need more company."""
    kinds = {f.name: str(f.type) for f in fields(Frame)}
    for entry in raw:
        given: dict[str, Any] = {"kind": kind}
        for key, value in entry.items():
            if key in NOT_OURS:
                continue
            declared = kinds.get(key, "")
            if declared.startswith("frozenset"):
                value = frozenset(value)
            elif declared.startswith("tuple"):
                value = tuple(value)
            elif key == "heads":
                value = {prep: tuple(found) for prep, found in value.items()}
            given[key] = value
        yield Frame(**given), entry.get("words", []), frozenset(entry.get("weak_words", []))


def forms_of(verbs: Mapping[str, object]) -> dict[str, str]:
    """Past forms that are hardly anything but verbs, to their lemma: for text whose word classes were misread."""
    forms: dict[str, str] = {}
    for lemma in verbs:
        if lemma.endswith("e"):
            forms[lemma + "d"] = lemma
        elif lemma.endswith("y") and lemma[-2:-1] not in "aeou":
            forms[lemma[:-1] + "ied"] = lemma
        else:
            forms[lemma + "ed"] = forms[lemma + lemma[-1] + "ed"] = lemma
    forms.update(load_rules("acts")["irregular"])
    return {form: lemma for form, lemma in forms.items() if lemma in verbs}
