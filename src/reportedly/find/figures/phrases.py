"""Noun phrases as spans: a name or a noun with what describes it."""

from __future__ import annotations

from spacy.tokens import Token

from reportedly.find.figures.sentences import start_of
from reportedly.model.text import Span

DESCRIBING = frozenset(
    {"compound", "amod", "nmod", "nummod", "poss", "case", "punct", "det", "quantmod", "advmod", "npadvmod"}
)
LEADING = frozenset({"DET", "PUNCT", "ADV", "SPACE", "CCONJ", "ADP"})


def phrase(head: Token, *, with_of: bool = True) -> Span:
    """The noun with the words right before it, and its "of" behind: "fighters of the Northern Front"."""
    doc = head.doc
    start = head.i
    while start > start_of(head) and (before := doc[start - 1]) and joins(before, head):
        start -= 1
    while start < head.i and (doc[start].pos_ in LEADING or doc[start].is_punct):
        start += 1
    end = head.i
    if with_of:
        following = doc[head.i + 1] if head.i + 1 < len(doc) else None
        if following is not None and following.lower_ == "of" and following.head.i == head.i:
            end = max([end, *[o.i for o in following.children if o.dep_ == "pobj" and o.i < head.i + 8]])
    return Span(doc[start].idx, doc[end].idx + len(doc[end]))


def joins(token: Token, head: Token) -> bool:
    """Whether the word before belongs to the same noun."""
    if token.is_space or token.text in ('"', "“", "”", ",", ";", ":", ".", "(", ")"):
        return False
    above = token
    for _ in range(4):
        if above.head.i == head.i:
            return above.dep_ in DESCRIBING
        if above.dep_ not in DESCRIBING:
            return False
        above = above.head
    return False


def is_name(token: Token) -> bool:
    return token.pos_ == "PROPN" and token.text[:1].isupper()
