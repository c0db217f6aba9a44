"""Whether the words around a time look back or ahead, without a parse: the nearest cue of the sentence decides."""

from __future__ import annotations

import functools
import re

from reportedly.resolve.dates.grammar import Mention
from reportedly.resolve.dates.lexicon import Tokens
from reportedly.rules import load_rules

_SENTENCE_END = re.compile(r"[.!?][\"')\]]*\s+(?=[\"'(\[]?[A-Z])|\n\s*\n")
_REACH = 120
"""Characters on either side in which a cue counts."""


@functools.cache
def _cues() -> tuple[re.Pattern[str], re.Pattern[str]]:
    cues = load_rules("dates")["tense"]
    ahead = "|".join(cues["ahead"])
    back = "|".join(cues["back"])
    return re.compile(rf"\b(?:{ahead})\b", re.I), re.compile(rf"\b(?:{back})\b", re.I)


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The offsets of the sentence around a span, within reach; abbreviations may cut it short."""
    left = max(0, start - _REACH)
    for match in _SENTENCE_END.finditer(text, left, start):
        left = match.end()
    stop = _SENTENCE_END.search(text, end, min(len(text), end + _REACH))
    return left, stop.start() if stop else min(len(text), end + _REACH)


def tense(tokens: Tokens, mention: Mention) -> str:
    """`future`, `past` or `` (untold) for a mention of time."""
    text = tokens.text
    left, right = sentence(text, mention.start, mention.end)
    ahead, back = _cues()
    best: tuple[float, str] | None = None
    ahead_spans: list[tuple[int, int]] = []
    for name, pattern in (("future", ahead), ("past", back)):
        for match in pattern.finditer(text, left, right):
            if match.start() < mention.end and mention.start < match.end():
                continue
            away = (
                mention.start - match.end() if match.end() <= mention.start else 1.5 * (match.start() - mention.end) + 8
            )
            if any(a <= match.start() < b for a, b in ahead_spans):
                continue
            if name == "future":
                ahead_spans.append(match.span())
            if best is None or away < best[0]:
                best = (away, name)
    return best[1] if best else ""
