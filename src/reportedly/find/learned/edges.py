"""The words of a role, without the small words that the network took along at their edges: "of sections of a highway"."""

from __future__ import annotations

import dataclasses
import functools

from reportedly.find.learned.words import split_words
from reportedly.model.text import Span
from reportedly.model.told import Told
from reportedly.rules import load_rules

UNTRIMMED = ("time",)  # times are held against the expressions that the grammar found


def trimmed(told: Told, text: str) -> Told:
    """The claim with each role's words trimmed; a role of small words alone is left open."""
    roles = {
        role: spans if role in UNTRIMMED else tuple(c for c in (core(span, text) for span in spans) if c is not None)
        for role, spans in told.roles.items()
    }
    return dataclasses.replace(told, roles={role: spans for role, spans in roles.items() if spans})


def core(span: Span, text: str) -> Span | None:
    """The span without small words and marks at its edges; None when nothing else is in it."""
    leading, trailing, behind = small_words()
    inside = span.of(text)
    words = list(split_words(inside))
    while words and words[0].of(inside).lower() in leading and not inside.startswith("-", words[0].end):
        del words[0]
    while words and words[-1].of(inside).lower() in (trailing | behind if len(words) > 1 else trailing):
        del words[-1]
    return Span(span.start + words[0].start, span.start + words[-1].end) if words else None


@functools.cache
def small_words() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The words and marks that are cut before, those that are cut after, and those that are cut after others only."""
    words = load_rules("small_words")
    marks = frozenset(words["marks"])
    return frozenset(words["leading"]) | marks, frozenset(words["trailing"]) | marks, frozenset(words["behind"])
