"""Parties by their whole names: "the security" of "the security force" names nobody."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Words

from reportedly.find.figures.lexicon import nouns
from reportedly.find.figures.words import headline
from reportedly.model.text import Span
from reportedly.model.told import Told

PARTIES = ("who", "perpetrator", "actor", "recipient")
BEFORE = frozenset({"compound", "amod", "nmod", "nummod", "det"})
FARTHEST = 4  # words from where the finder stopped to the noun


def with_whole_names(told: Sequence[Told], doc: Doc) -> tuple[Told, ...]:
    """The proposals, with the words for who did it, to whom, and who they were up to the noun that these describe."""
    return tuple(dataclasses.replace(one, roles=widened(one, doc)) for one in told)


def widened(told: Told, doc: Doc) -> dict[str, tuple[Span, ...]]:
    """The roles of a proposal, parties by their whole names."""
    return {
        role: tuple(dict.fromkeys(whole(span, doc) for span in spans)) if role in PARTIES else spans
        for role, spans in told.roles.items()
    }


def whole(span: Span, doc: Doc) -> Span:
    """The words from what names their noun to the noun for people that they stand before, or to the end of a name."""
    words = doc.char_span(span.start, span.end, alignment_mode="expand")
    if words is None or not len(words) or headline(words.root):  # whose capitals make a name of any word
        return span
    return Span(first_of(words, span), last_of(words, span))


def first_of(words: Words, span: Span) -> int:
    """Where the words that name the noun begin: "forces" are those of "the Afghan forces"."""
    first = words.start
    while first > 0 and names(words.doc[first - 1]) and first <= words.doc[first - 1].head.i < words.end:
        first -= 1
    return words.doc[first].idx if first < words.start else span.start


def last_of(words: Words, span: Span) -> int:
    """Where the noun ends that the words stand before; no further than they are, where it names no party."""
    head, named = words.root, words.root.pos_ == "PROPN"
    while head.dep_ in BEFORE and head.head.i > head.i:
        named = named and head.dep_ == "compound" and head.head.pos_ == "PROPN"
        head = head.head
    between = words.doc[words.end : head.i]
    if head.i < words.end or len(between) > FARTHEST or any(t.is_punct or t.is_space for t in between):
        return span.end
    return head.idx + len(head) if named or is_party(head) else span.end


def names(word: Token) -> bool:
    """Whether the word before a noun says which it is: "security", "Islamic"; of adjectives those with a capital."""
    named = word.dep_ == "amod" and word.text[:1].isupper() and not word.is_sent_start
    dated = word.like_num or word.lower_.rstrip(".") in nouns("calendar")  # "on Monday rebels shelled"
    return not dated and (word.dep_ == "compound" or named)


def is_party(noun: Token) -> bool:
    """Whether the noun is one for people, or for those who fight or rule."""
    return noun.pos_ in ("NOUN", "PROPN") and any(noun.lower_ in nouns(kind) for kind in ("people", "forces", "groups"))
