"""How a place lies to a name: "north of", "the outskirts of", "eastern"."""

from __future__ import annotations

from reportedly.resolve.places.hits import Scene
from reportedly.resolve.places.lexicon import Lexicon

_LONGEST = 5


def relation_at(scene: Scene, first: int, last: int, lexicon: Lexicon) -> str | None:
    """The words of relation before the words `first` to `last`, else behind them; None when there are none."""
    start = first
    if scene.word(start - 1) == "of" and scene.word(start - 2) in lexicon.units:
        start -= 2  # "near the town of"
    if scene.word(start - 1) == "the":
        start -= 1
    for begin in range(max(0, start - _LONGEST), start):
        if scene.words[start].gap.strip() and scene.words[start].gap != "-":
            break
        told = " ".join(w.text.casefold() for w in scene.words[begin:start])
        if told in lexicon.relations:
            return told
        if told.replace(" ", "-") in lexicon.relations:
            return told.replace(" ", "-")
    behind = scene.word(last + 1)
    return behind if behind in lexicon.behind and scene.words[last + 1].gap == " " else None
