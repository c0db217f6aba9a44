"""Places that the register does not know: told as such by their words, or called so by the recogniser of entities."""

from __future__ import annotations

from collections.abc import Sequence

from reportedly.gazetteer import fold_name
from reportedly.model.place import PlaceMention
from reportedly.model.text import Span
from reportedly.resolve.places.hits import LEADS, Scene
from reportedly.resolve.places.lexicon import Lexicon
from reportedly.resolve.places.relations import relation_at

_LABELS = frozenset(("GPE", "LOC", "FAC"))
_LONGEST = 4  # words of a name


def find_unknown(scene: Scene, named: Sequence[PlaceMention], lexicon: Lexicon) -> list[PlaceMention]:
    """The unknown places of a text, none over a mention that is already named."""
    found: list[PlaceMention] = []
    if not scene.shouted:
        for i, word in enumerate(scene.words):
            if word.text.casefold() in lexicon.telling and (run := _before(scene, i) or _behind(scene, i)):
                mention = _told(scene, *run, lexicon)
                if _is_free(mention, (*named, *found), lexicon):
                    found.append(mention)
    for start, end, label in scene.entities:
        span = _trimmed(scene.text, max(0, start), min(end, len(scene.text)))
        if label in _LABELS and span.end > span.start:
            text = span.of(scene.text)
            mention = PlaceMention(span, text, "feature" if label == "FAC" else "name", text)
            if _is_free(mention, (*named, *found), lexicon):
                found.append(mention)
    return found


def _is_free(mention: PlaceMention, taken: Sequence[PlaceMention], lexicon: Lexicon) -> bool:
    """Whether the words are written as a name, are no group's, and belong to no other mention."""
    is_name = any(c.isupper() for c in mention.text) and fold_name(mention.text) not in lexicon.not_places
    return is_name and not any(other.span.overlaps(mention.span) for other in taken)


def _told(scene: Scene, first: int, last: int, unit: int, lexicon: Lexicon) -> PlaceMention:
    """The mention of words that a unit word tells to be a place."""
    span = Span(scene.words[first].start, scene.words[last].end)
    text = span.of(scene.text)
    level = lexicon.units.get(scene.word(unit))
    return PlaceMention(span, text, "name", text, level, relation_at(scene, first, last, lexicon))


def _before(scene: Scene, index: int) -> tuple[int, int, int] | None:
    """The name behind a unit word and "of" ("the village of Al-Lirmoun")."""
    if scene.word(index + 1) != "of" or not _is_part(scene, index + 2, " "):
        return None
    last = index + 2
    while last - index - 1 < _LONGEST and _is_part(scene, last + 1):
        last += 1
    return (index + 2, last, index) if scene.words[last].capital else None


def _behind(scene: Scene, index: int) -> tuple[int, int, int] | None:
    """The name before a unit word ("Al-Lirmoun village"); at the head of a sentence any word has a capital."""
    if index == 0 or scene.words[index].gap != " " or scene.words[index].capital or not scene.words[index - 1].capital:
        return None
    first = index - 1
    while index - first < _LONGEST and _is_part(scene, first - 1) and scene.words[first].gap in (" ", "-"):
        first -= 1
    if scene.words[first].first and first < index - 1 and scene.words[first].text not in ("Al", "El"):
        first += 1
    return None if scene.words[first].first else (first, index - 1, index)


def _is_part(scene: Scene, index: int, gap: str | None = None) -> bool:
    """Whether the word can be part of a name: written with a capital, or an Arabic article."""
    if not 0 <= index < len(scene.words):
        return False
    word = scene.words[index]
    joins = word.gap == gap if gap else word.gap in (" ", "-")
    return (joins or (gap is None and index == 0)) and (word.capital or word.text in LEADS)


def _trimmed(text: str, start: int, end: int) -> Span:
    """An entity without its article and possessive."""
    words = text[start:end]
    if words[:4].casefold() == "the ":
        start += 4
    if words.endswith(("'s", "’s")):
        end -= 2
    return Span(start, max(start, end))
