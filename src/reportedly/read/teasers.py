"""Teasers that stand in running text without a break: a photo credit, then another article's headline in Title Case."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from reportedly.model.text import Mask, Span
from reportedly.rules import load_rules

MIN_WORDS = 5
MAX_WORDS = 22
# How many words before the first lower-case one can belong to the sentence that follows a headline.
LEAD = 4


def inline_teasers(text: str) -> Iterator[Mask]:
    """Masks over credit and headline. The headline ends where the next sentence begins: at its opening word, or at the
    last capital before the words go on in lower case."""
    for match in _credits().finditer(text):
        run = _title_run(text, match.end())
        if run:
            yield Mask(Span(match.start(), run), "debris", "teaser.credit_headline")


@functools.cache
def _credits() -> re.Pattern[str]:
    return re.compile(load_rules("teasers")["credit"], re.VERBOSE)


def _title_run(text: str, start: int) -> int | None:
    """Where the headline that begins at `start` ends; None if none does."""
    rules = load_rules("teasers")
    words: list[re.Match[str]] = []
    stop: str | None = None
    for match in re.compile(r"\S+").finditer(text, start, start + 400):
        word = match.group()
        if word[-1] in ".!?" or len(words) > MAX_WORDS + LEAD:
            return None
        small = word in rules["small"]
        if not (word[0].isupper() or word[0].isdigit() or word[0] in "-–'\"(" or small):
            stop = word
            break
        if word.isupper() and len(word) > 3 and text[match.end() : match.end() + 2] == " (":
            stop = "("
            words.append(match)
            break
        words.append(match)
    if stop is None:
        return None
    while words and words[-1].group() in rules["small"]:
        words.pop()
    end = len(words) - 1
    if stop != "(":
        for back in range(1, min(LEAD, len(words)) + 1):
            if words[-back].group() in rules["openers"]:
                end = len(words) - back
                break
    return words[end - 1].end() if MIN_WORDS <= end <= MAX_WORDS else None
