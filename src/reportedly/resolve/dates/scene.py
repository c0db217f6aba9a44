"""What a time is counted from: the report's day, and the times told before in the same text."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from reportedly.resolve.dates import timex
from reportedly.resolve.dates.grammar import Mention
from reportedly.resolve.dates.lexicon import Lexicon, Tokens, lexicon
from reportedly.resolve.dates.tense import tense

_APART = re.compile(r"\b(early|late) in(?: the)?$")
"""A part told before the preposition: "early in March"."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a mention means. `days`, where given, stand in for the days that the value names."""

    type: str
    value: str | None
    mod: str | None = None
    days: timex.Days | None = None
    precision: str | None = None


@dataclass(slots=True)
class Scene:
    """The anchor and what has been told so far; `told` grows as mentions are read in order."""

    tokens: Tokens
    anchor: dt.date | None
    told: list[tuple[Mention, str, timex.Days]] = field(default_factory=list)
    known: Lexicon = field(default_factory=lexicon)

    def tell(self, mention: Mention, value: str | None, days: timex.Days | None) -> None:
        """Remember a time for those counted from it."""
        if value and days and timex.grain(value):
            self.told.append((mention, value, days))

    def chain(self, *grains: str) -> timex.Days | None:
        """The days of the last time told, of one of the grains if any are named."""
        for _, value, days in reversed(self.told):
            if not grains or timex.grain(value) in grains:
                return days
        return (self.anchor, self.anchor) if self.anchor else None

    def last_value(self, grain: str) -> str | None:
        """The last value told of a grain."""
        return next((v for _, v, _ in reversed(self.told) if timex.grain(v) == grain), None)

    def tense(self, mention: Mention) -> str:
        """`future`, `past` or ``: where the words around look."""
        told = tense(self.tokens, mention)
        return told or ("future" if self.before(mention).endswith((" by", " until", " till")) else "")

    def before(self, mention: Mention, length: int = 40) -> str:
        """The text right before a mention, lower case, stripped at the end."""
        return self.tokens.text[max(0, mention.start - length) : mention.start].lower().rstrip()

    def word(self, name: str, words: str | None) -> int | str | None:
        """The value of a word in a class of the lexicon; None where it has none."""
        table = self.known.classes[name]
        value: int | str | None = table.get((words or "").rstrip(" .,"))
        return value

    def mod(self, mention: Mention) -> str | None:
        """START, MID or END as the mention's `part` words tell it."""
        words = (mention.get("part") or "").replace("-", " ").split()
        for word, mod in self.known.parts.items():
            if word.split()[0] == "the":
                continue
            if words and word.split()[0] in words:
                return mod
        apart = _APART.search(self.before(mention))
        return self.known.parts[apart[1]] if apart else None
