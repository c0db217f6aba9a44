"""One person without a number word: "a child", "another soldier"."""

from __future__ import annotations

import functools
import re

from reportedly.find.amounts.numerals import words_of
from reportedly.model.text import Amount, Span
from reportedly.rules import load_rules


@functools.cache
def pattern() -> re.Pattern[str]:
    """An article, up to three describing words, a noun for one person that no other noun follows."""
    rules = load_rules("amounts")["implicit"]
    return re.compile(
        rf"\b(?P<article>{words_of(rules['articles'])})\s+(?:(?!(?:of|and|or|in|by|for|to|with)\b)[\w'’-]+\s+){{0,3}}?"
        rf"(?P<noun>{words_of(rules['people'])})(?![\w-]|['’]s|\s+(?:{words_of(rules['people'])})\b)",
        re.I,
    )


def find_implicit(text: str) -> tuple[Amount, ...]:
    """Single people that an article tells: value 1, exact; `span` runs from the article to the noun.

    Which of them anything happened to is for the finder of figures to say.
    """
    return tuple(Amount(Span(m.start(), m.end()), m.group(), 1, 1, 1, "exact") for m in pattern().finditer(text))
