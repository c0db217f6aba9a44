"""The words of a role and of a quote, without what the network took along at their edges: "of sections of a highway"."""

from __future__ import annotations

import dataclasses
import functools

from reportedly.find.learned.words import split_words
from reportedly.model.text import Span
from reportedly.model.told import Told
from reportedly.rules import load_rules

UNTRIMMED = ("time",)  # times are held against the expressions that the grammar found

MARKS = frozenset(" \t\n,;:")


def trimmed(told: Told, text: str) -> Told:
    """The claim with the words of its roles and quote trimmed; a role of small words alone is left open."""
    roles = {
        role: spans if role in UNTRIMMED else tuple(c for c in (core(span, text) for span in spans) if c is not None)
        for role, spans in told.roles.items()
    }
    roles = {role: spans for role, spans in roles.items() if spans}
    return dataclasses.replace(told, roles=roles, quote=without_marks(told.quote, told.anchor, text))


def without_marks(quote: Span, anchor: Span, text: str) -> Span:
    """The quote without commas and the like at its edges, never cut into the words that carry the claim."""
    start, end = quote.start, quote.end
    while start < min(anchor.start, end) and text[start : start + 1] in MARKS:
        start += 1
    while end > max(anchor.end, start) and text[end - 1 : end] in MARKS:
        end -= 1
    return Span(start, end)


def core(span: Span, text: str) -> Span | None:
    """The span without small words and marks at its edges; None when nothing else is in it."""
    leading, trailing, behind = small_words()
    inside = span.of(text)
    words = list(split_words(inside))
    while words and words[0].of(inside).lower() in leading and not inside.startswith("-", words[0].end):
        del words[0]
    while words and words[-1].of(inside).lower() in (trailing | behind if len(words) > 1 else trailing):
        del words[-1]
    if len(words) > 1 and words[-1].of(inside) in "'’":  # cut within "Goma's"
        del words[-1]
    return Span(span.start + words[0].start, span.start + words[-1].end) if words else None


@functools.cache
def small_words() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The words and marks that are cut before, those that are cut after, and those that are cut after others only."""
    words = load_rules("small_words")
    marks = frozenset(words["marks"])
    return frozenset(words["leading"]) | marks, frozenset(words["trailing"]) | marks, frozenset(words["behind"])
