"""The words of a text as the place finder sees them: spans, capitals, and what stands between."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_WORD = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]{0,3}\.|(?:St|Ste|Mt|Ft|Ave|Blvd|Rd|Twp)\.(?=\s)|\w+(?:['’ʼʻʿ‘`]\w+)*")
_POSSESSIVE = re.compile(r"['’](?:s|S)$")
_SENTENCE_END = re.compile(r"[.!?:;\n\"“”‘(\[|]|--|—")
_JOINT = re.compile(r" ?-? ?|\n|/|\.? ")
SHOUT_SHARE = 0.7  # of the letters of a text that is written in capitals


@dataclass(frozen=True, slots=True)
class Word:
    """One word. `capital`: it begins with a capital letter; `first`: it begins a sentence; `gap`: what precedes it."""

    start: int
    end: int
    text: str
    capital: bool
    first: bool
    gap: str


def words_of(text: str) -> list[Word]:
    """The words of the text, parts of hyphenated words apart, and without the possessive 's."""
    words: list[Word] = []
    end = 0
    for match in _WORD.finditer(text):
        start, stop, token = match.start(), match.end(), match.group()
        gap = text[end:start]
        if len(token) > 2 and _POSSESSIVE.search(token):
            token, stop = token[:-2], stop - 2
        first = not words or bool(_SENTENCE_END.search(gap))
        words.append(Word(start, stop, token, token[0].isupper(), first, gap))
        end = stop
    return words


def joined(words: Sequence[Word]) -> bool:
    """Whether the words could be one name: nothing but a space, a hyphen or the dot of an abbreviation between."""
    return all(
        _JOINT.fullmatch(word.gap) or (word.gap == ". " and len(previous.text) < 4)
        for previous, word in pairwise(words)
    )


def is_shouted(text: str) -> bool:
    """Whether the text is written in capitals, so that capitals say nothing."""
    letters = sum(c.isalpha() for c in text)
    return letters > 40 and sum(c.isupper() for c in text) > SHOUT_SHARE * letters
