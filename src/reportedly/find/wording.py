"""Lists of phrases in the notation of the rules (means.yaml, evidence.yaml), as one pattern over lower-case text.

`*` ends a word in any way; two words may be written apart, as one, or with a hyphen; `…` stands for up to five words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from reportedly.find.case import lowered

GAP = r"(?:[\s,-]+\S+){0,5}?[\s,-]+"


def phrase_pattern(listed: Iterable[str]) -> re.Pattern[str]:
    """The pattern that finds any of the phrases as whole words."""
    return re.compile(r"\b(?:" + "|".join(map(phrase, listed)) + r")\b")


def phrase(listed: str) -> str:
    """The pattern of one phrase."""
    parts = (part.split() for part in listed.split("…"))
    return GAP.join(r"[\s-]*".join(re.escape(word).replace(r"\*", r"\w*") for word in part) for part in parts)


def lower(text: str) -> str:
    """The text in lower case, of the same length: spans index both."""
    low = text.lower()
    return low if len(low) == len(text) else lowered(text)
