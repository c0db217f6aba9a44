"""Places in a text: spans, and the masks that lie over what is no part of the report."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

SENTENCE_END = re.compile(r"[.!?][\"”'’)]*\s|\n")
FURTHEST = 1000  # characters looked back for the beginning of a sentence
SURROGATE = re.compile(r"[\ud800-\udfff]")


def encodable(text: str) -> str:
    """The text with lone surrogates, which no encoding can hold, as replacement characters: the same length."""
    return SURROGATE.sub("\ufffd", text)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` to `end` of a report's text: zero-based, end-exclusive, in Unicode code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words of the span."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        """Whether the other lies wholly within."""
        return self.start <= other.start and other.end <= self.end


def gap(a: Span, b: Span) -> int:
    """Characters between two spans; 0 where they touch or overlap."""
    return max(0, a.start - b.end, b.start - a.end)


def sentence_of(span: Span, text: str) -> Span:
    """The sentence, by marks and line breaks alone, around a span: from where it begins to where it ends."""
    first = max(0, span.start - FURTHEST)
    start = max((m.end() for m in SENTENCE_END.finditer(text, first, span.start)), default=first)
    end = SENTENCE_END.search(text, span.end)
    return Span(start, end.start() if end else len(text))


def quote_span(text: str, coded: Mapping[str, Any]) -> Span:
    """Where the `quote` of a coded claim stands (its `nth` occurrence); an empty span where the text does not have it."""
    start = -1
    for _ in range(coded.get("nth", 1)):
        start = text.find(coded["quote"], start + 1)
        if start < 0:
            return Span(0, 0)
    return Span(start, start + len(coded["quote"]))


@dataclass(frozen=True, slots=True)
class Mask:
    """A stretch of text that is not the report's own telling: `debris` (never read) or `caption` (read, but marked)."""

    span: Span
    kind: str
    rule: str


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as the words give it.

    `value` is what is stated (dozens 12, hundreds 100; None for a bare plural), `low` and `high` the bounds
    that the words set (None: open), `hedge` one of `vocabulary.HEDGES`. `unit` is a unit told with the number
    (`percent`, `money`, `distance`, `age`, `time`, `date`, `ordinal`, `weapon`, `whole`, `households`, `houses`) or None:
    only None, households and houses can count people or homes.
    """

    span: Span
    text: str
    value: int | None
    low: int | None
    high: int | None
    hedge: str
    unit: str | None = None
