"""Named things that are no town: rivers, roads, crossings, camps, airports, mountains, seas, buildings."""

from __future__ import annotations

from collections.abc import Container, Sequence

from reportedly.gazetteer import Gazetteer
from reportedly.model.place import PlaceMention
from reportedly.model.text import Span
from reportedly.resolve.places.hits import Hit, Scene
from reportedly.resolve.places.lexicon import Lexicon
from reportedly.resolve.places.relations import relation_at
from reportedly.resolve.places.words import Word

_INSIDE = frozenset(["of", "de", "del", "la", "las", "los", "du", "des", "al", "el", "ez", "ash", "an", "and"])
_LONGEST = 5


def find_features(
    scene: Scene,
    named: Sequence[PlaceMention],
    thinkable: Sequence[Hit],
    gazetteer: Gazetteer,
    lexicon: Lexicon,
) -> list[PlaceMention]:
    """The mentions, with features added: one that holds a mention takes its place and looks its name up inside.

    `thinkable` are hits too unlikely to be places alone, which still may name where a feature lies.
    """
    found: list[PlaceMention] = []
    owners = {m.span.end for m in named}
    heads = {scene.words[hit.first].start: hit for hit in reversed(thinkable)}
    for i in range(len(scene.words)):
        run = _behind(scene, i, owners, lexicon) or _before(scene, i, lexicon)
        if run is None:
            continue
        first, last, precision = run
        span = Span(scene.words[first].start, scene.words[last].end)
        if any(f.span.overlaps(span) for f in found):
            continue
        if any(m.span.holds(span) for m in named):
            continue
        inner = next((m for m in named if m.span.overlaps(span)), None)
        if inner and not span.holds(inner.span):
            continue
        if inner is None and _is_ordinary(scene.words[first : last + 1], gazetteer, lexicon):
            continue
        if inner is None and not scene.shouted and scene.label(span.start, span.end)[0] == "PERSON":
            continue
        head = heads.get(span.start)
        name = inner.name if inner else head.text if head and head.last < last else None
        relation = inner.relation if inner else relation_at(scene, first, last, lexicon)
        found.append(PlaceMention(span, span.of(scene.text), "feature", name, None, relation, precision))
    return [m for m in named if not any(f.span.overlaps(m.span) for f in found)] + found


def _is_ordinary(run: Sequence[Word], gazetteer: Gazetteer, lexicon: Lexicon) -> bool:
    """Whether a building or the like is told by ordinary words and numbers only ("City Hall", "Medical Center")."""
    if run[-1].text not in lexicon.proper:
        return False
    return all("w" in gazetteer.word_kinds(w.text) or w.text[0].isdigit() or w.text in _INSIDE for w in run[:-1])


def _behind(scene: Scene, index: int, owners: Container[int], lexicon: Lexicon) -> tuple[int, int, str] | None:
    """A run of name words closed by a feature word at `index` ("Khabur River")."""
    words = scene.words
    if scene.shouted or words[index].text not in lexicon.after or index == 0:
        return None
    first = index
    while first > max(0, index - _LONGEST) and _continues(words[first]) and _is_part(words[first - 1]):
        if words[first].gap != " " and words[first - 1].end in owners:
            break
        first -= 1
    while first < index and (
        words[first].text.casefold() in _INSIDE
        or (words[first].first and words[first].text in ("The", "A", "An", "In", "At", "On"))
    ):
        first += 1
    return (first, index, lexicon.after[words[index].text]) if first < index else None


def _before(scene: Scene, index: int, lexicon: Lexicon) -> tuple[int, int, str] | None:
    """A feature word at `index` with a name or number behind it ("Lake Turkana", "Interstate 95")."""
    words = scene.words
    if scene.shouted or words[index].text not in lexicon.before or index + 1 >= len(words):
        return None
    following = words[index + 1]
    if not _continues(following) or not (following.capital or following.text[0].isdigit()):
        return None
    last = index + 1
    while (
        last + 1 < len(words)
        and last - index < 3
        and words[last + 1].capital
        and words[last + 1].gap == " "
        and not following.text[0].isdigit()
    ):
        last += 1
    return index, last, lexicon.before[words[index].text]


def _continues(word: Word) -> bool:
    return word.gap in (" ", "-", "'s ", "’s ", "' ")


def _is_part(word: Word) -> bool:
    return word.capital or word.text in _INSIDE or (word.text[0].isdigit() and word.text[-1] in "htds")
