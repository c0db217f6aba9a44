"""Which words of a text name places."""

from __future__ import annotations

import functools
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from reportedly.gazetteer import Gazetteer, fold_name
from reportedly.model.place import PlaceMention
from reportedly.model.text import Span
from reportedly.resolve.places.features import find_features
from reportedly.resolve.places.hits import Entity, Hit, Scene, features, find_hits
from reportedly.resolve.places.lexicon import Lexicon, lexicon
from reportedly.resolve.places.relations import relation_at
from reportedly.resolve.places.unknown import find_unknown
from reportedly.resolve.places.words import is_shouted, words_of
from reportedly.rules import load_rules

LIKELY = 0.5  # a run of words is a place from this likelihood on
THINKABLE = 0.15  # enough for a name at the head of a feature's ("Paris Public Library")
LIKELY_SHOUTED = 0.6  # in a text in capitals, where every word looks like a name
LONGEST_GROUP = 8  # words


def find_places(text: str, *, gazetteer: Gazetteer, entities: Iterable[Entity] = ()) -> tuple[PlaceMention, ...]:
    """The mentions of places in the text, in order, none over another.

    `entities` are (start, end, label) of an entity recogniser in OntoNotes' labels (GPE, LOC, FAC, ORG, PERSON, NORP);
    without them the words and the gazetteer decide alone. Names of people, and of groups, are left out; words for
    people ("Syrian")
    and names that stand for a government are kept, marked by their `kind`.
    """
    words = words_of(text)
    scene = Scene(text, words, entities, is_shouted(text))
    lexicon_ = lexicon()
    groups = _groups(scene, lexicon_)
    hits = [h for h in find_hits(scene, gazetteer, lexicon_) if groups.isdisjoint(range(h.first, h.last + 1))]
    likely = _likelihoods(hits, scene, gazetteer, lexicon_)
    least = LIKELY_SHOUTED if scene.shouted else LIKELY
    chosen = _apart([hit for hit, p in zip(hits, likely, strict=True) if p >= least])
    named = [_mention(hit, scene, gazetteer, lexicon_) for hit in chosen]
    thinkable = [hit for hit, p in zip(hits, likely, strict=True) if p >= THINKABLE and not hit.people]
    named = [
        f for f in find_features(scene, named, thinkable, gazetteer, lexicon_) if not _within(f.span, groups, scene)
    ]
    return tuple(sorted(named + find_unknown(scene, named, lexicon_), key=lambda m: m.span))


def _groups(scene: Scene, lexicon_: Lexicon) -> frozenset[int]:
    """The words that belong to the name of a group or office that is no place ("Ahrar al-Sham")."""
    found: set[int] = set()
    for first, word in enumerate(scene.words):
        if word.text.casefold() not in lexicon_.group_heads:
            continue
        for last in range(first, min(len(scene.words), first + LONGEST_GROUP)):
            if fold_name(scene.text[word.start : scene.words[last].end]) in lexicon_.not_places:
                found.update(range(first, last + 1))
    return frozenset(found)


def _within(span: Span, groups: frozenset[int], scene: Scene) -> bool:
    """Whether the span holds a word of a group's name."""
    return any(scene.words[i].start < span.end and span.start < scene.words[i].end for i in groups)


@functools.cache
def _weights(turn: str) -> Mapping[str, float]:
    """The weights of rules/place_weights.yaml, for the first or the second judgement."""
    weights: dict[str, float] = load_rules("place_weights")[turn]
    return weights


def _likelihoods(hits: Sequence[Hit], scene: Scene, gazetteer: Gazetteer, lexicon_: Lexicon) -> list[float]:
    """How likely each hit is a place: first by its own signs, then knowing the same name elsewhere in the text."""
    signs = [features(hit, scene, gazetteer, lexicon_) for hit in hits]
    alone = [_likelihood(sign, "alone") for sign in signs]
    same: dict[str, list[int]] = defaultdict(list)
    for i, hit in enumerate(hits):
        same[hit.text.casefold()].append(i)
    for i, hit in enumerate(hits):
        others = [alone[j] for j in same[hit.text.casefold()] if j != i]
        signs[i]["elsewhere"] = max(max(others, default=0.5) - 0.5, 0.0)
        signs[i]["doubted elsewhere"] = max(0.5 - max(others, default=0.5), 0.0)
    return [_likelihood(sign, "again") for sign in signs]


def _likelihood(sign: Mapping[str, float], turn: str) -> float:
    weights = _weights(turn)
    return 1 / (1 + math.exp(-sum(value * weights.get(name, 0.0) for name, value in sign.items())))


def _apart(hits: Iterable[Hit]) -> list[Hit]:
    """The longest hits that do not overlap."""
    taken: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.first - h.last, h.first)):
        if not any(hit.first <= other.last and other.first <= hit.last for other in taken):
            taken.append(hit)
    return taken


def _mention(hit: Hit, scene: Scene, gazetteer: Gazetteer, lexicon_: Lexicon) -> PlaceMention:
    """A chosen hit as a mention, with the unit and the relation told beside it."""
    span = Span(scene.words[hit.first].start, scene.words[hit.last].end)
    kind = "people" if hit.people else "name"
    if kind == "name" and _speaks(hit, scene, lexicon_):
        kind = "metonym"
    label, whole = scene.label(span.start, span.end)
    name = hit.text
    if kind == "name" and not gazetteer.lookup(name):
        name, span = name[:-1], Span(span.start, span.end - 1)
    return PlaceMention(
        span, name, kind, name, _unit(hit, scene, lexicon_), relation_at(scene, hit.first, hit.last, lexicon_),
        inside=label == "ORG" and not whole,
    )  # fmt: skip


def _speaks(hit: Hit, scene: Scene, lexicon_: Lexicon) -> bool:
    """Whether the place says something: then it is its government ("Amman denied"), unless a cue stands before."""
    if scene.word(hit.last + 1) not in lexicon_.saying or scene.words[hit.last + 1].gap != " ":
        return False
    before = scene.word(hit.first - 1)
    return before not in lexicon_.strong and before not in lexicon_.weak and before not in ("of", "for", "the")


def _unit(hit: Hit, scene: Scene, lexicon_: Lexicon) -> str | None:
    """The level that a word beside the name tells: "Hama province", "the province of Hama"."""
    if hit.last + 1 < len(scene.words) and scene.words[hit.last + 1].gap == " ":
        word = scene.word(hit.last + 1)
        if word in lexicon_.units:
            return lexicon_.units[word]
    if scene.word(hit.first - 1) == "of" and scene.words[hit.first].gap == " ":
        return lexicon_.units.get(scene.word(hit.first - 2))
    return None
