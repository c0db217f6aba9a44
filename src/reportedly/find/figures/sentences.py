"""The sentence around a word, never more of it than a bounded stretch: what is read for each word costs the same everywhere."""

from __future__ import annotations

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Words

NEAR = 100
"""How many words on either side belong to a sentence that is longer: tables and pages without marks parse as one."""
HIGHEST = 12
"""How many steps up the parse are looked at."""


def around(token: Token) -> Words:
    """The sentence of the word; of one that has no end in sight, the NEAR words before and after it."""
    first, last = bounds_of(token.doc)[token.i]
    return token.doc[max(first, token.i - NEAR) : min(last, token.i + NEAR)]


def start_of(token: Token) -> int:
    """The index of the first word of its sentence."""
    return bounds_of(token.doc)[token.i][0]


def above(token: Token) -> list[Token]:
    """The words that govern the word, nearest first, at most HIGHEST."""
    found: list[Token] = []
    for ancestor in token.ancestors:
        found.append(ancestor)
        if len(found) == HIGHEST:
            break
    return found


def bounds_of(doc: Doc) -> list[tuple[int, int]]:
    """First and last (exclusive) word of the sentence of each word; worked out once for a parse."""
    known: list[tuple[int, int]] | None = doc.user_data.get("sentence_bounds")
    if known is None:
        known = [(s.start, s.end) for s in doc.sents for _ in range(s.start, s.end)]
        doc.user_data["sentence_bounds"] = known
    return known


def within(token: Token) -> list[Token]:
    """The words that hang on the word, itself among them, at most NEAR on either side."""
    doc, left, right = token.doc, token.left_edge.i, token.right_edge.i
    stretch = doc[max(left, token.i - NEAR) : min(right + 1, token.i + NEAR)]
    return list(stretch)
