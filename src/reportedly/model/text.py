"""Places in a text: spans, and the masks that lie over what is no part of the report."""

from __future__ import annotations

import re
from dataclasses import dataclass

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
    (`percent`, `money`, `distance`, `age`, `time`, `date`, `ordinal`, `weapon`, `households`, `houses`) or None:
    only None, households and houses can count people or homes.
    """

    span: Span
    text: str
    value: int | None
    low: int | None
    high: int | None
    hedge: str
    unit: str | None = None
