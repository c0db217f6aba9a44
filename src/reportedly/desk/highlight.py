"""A report's text cut into pieces at every border of a claim or of page debris, so that a page can mark each piece."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters `start` to `end` belong to something: a claim (`id`, with its `kind`), or debris (`id` None)."""

    start: int
    end: int
    kind: str
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under one set of marks: `kind` is the one to colour it by (None: plain), the narrowest
    claim's."""

    start: int
    text: str
    kind: str | None
    ids: tuple[str, ...]
    debris: bool


def pieces(text: str, marks: Iterable[Mark]) -> list[Piece]:
    """The text in order, whole: joining the pieces' texts gives it back. Marks outside the text are clipped or
    ignored."""
    clipped = [(max(0, m.start), min(len(text), m.end), m) for m in marks]
    inside = sorted(((s, e, m) for s, e, m in clipped if s < e), key=lambda item: item[0])
    borders = sorted({0, len(text), *(s for s, _, _ in inside), *(e for _, e, _ in inside)})
    out: list[Piece] = []
    open_marks: list[tuple[int, int, Mark]] = []
    upcoming = 0
    for start, end in itertools.pairwise(borders):
        while upcoming < len(inside) and inside[upcoming][0] <= start:
            open_marks.append(inside[upcoming])
            upcoming += 1
        open_marks = [item for item in open_marks if item[1] > start]
        out.append(_piece(text[start:end], start, open_marks))
    return out


def _piece(words: str, start: int, over: Sequence[tuple[int, int, Mark]]) -> Piece:
    """One piece, with the claims over it from the narrowest to the widest."""
    claims = sorted((e - s, s, m.id, m.kind) for s, e, m in over if m.id is not None)
    return Piece(
        start=start,
        text=words,
        kind=claims[0][3] if claims else None,
        ids=tuple(str(claim[2]) for claim in claims),
        debris=any(m.id is None for _, _, m in over),
    )
