"""What the extractor took along that is no part of the article: teasers, credits, bylines, the headline itself."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from reportedly.read.debris import apply_rule, debris_rules
from reportedly.rules import load_rules

# How many lines at the head of an article can be page furniture.
EDGE = 5
SHINGLE = 4
# The page's own statement of its article is believed when it and the extracted text agree to this share.
AGREE = 0.7
# ... but no more words than this are cut off at either end: it may be the statement that is cut short.
MAX_CUT = 80
# ... and taken in place of the extracted text when that misses more than this share of it.
MISSED = 0.4
MIN_BODY_WORDS = 60


def trim_article(text: str, titles: Sequence[str], stated: str | None = None) -> str:
    """The article's lines without those that are page furniture as a whole.

    `titles` are the headlines that the page carries; `stated` is the article as its metadata gives it, used to find
    where the article begins and ends, and in its place when the extractor found far less.
    """
    lines = [line for line in text.split("\n") if not _debris(line)]
    lines = _unrepeated(lines)
    if stated and len(stated.split()) >= MIN_BODY_WORDS and "<" not in stated:
        lines = _within(lines, stated)
    keys = {_key(title) for title in titles}
    first = next((i for i, line in enumerate(lines[:EDGE]) if not _furniture(line, keys)), 0)
    lines = lines[first:]
    while len(lines) > 1 and _furniture(lines[-1], keys):
        lines.pop()
    return "\n".join(lines) or text


def _debris(line: str) -> bool:
    """Whether a rule for whole lines masks all of it."""
    bare = line.strip().removeprefix("- ")
    return any(
        mask.span.start == 0 and mask.span.end == len(bare)
        for rule in debris_rules()
        if rule.cut
        for mask in apply_rule(rule, bare)
    )


def _unrepeated(lines: list[str]) -> list[str]:
    """Long lines only the first time."""
    seen: set[str] = set()
    kept = []
    for line in lines:
        key = _key(line)
        if key not in seen or key.count(" ") < 7:
            kept.append(line)
        seen.add(key)
    return kept


def _within(lines: list[str], stated: str) -> list[str]:
    """The lines from the first to the last that the stated article holds."""
    known = _shingles(stated)
    found = _shingles("\n".join(lines))
    common = len(known & found)
    if common < (1 - MISSED) * len(known):
        return [line for part in stated.split("\n") if (line := " ".join(part.split()))]
    if common < AGREE * len(found):
        return lines
    holds = [i for i, line in enumerate(lines) if (own := _shingles(line)) and len(own & known) >= 0.5 * len(own)]
    if not holds:
        return lines
    first, last = holds[0], holds[-1] + 1
    head, tail = (sum(len(line.split()) for line in part) for part in (lines[:first], lines[last:]))
    return lines[first if head <= MAX_CUT else 0 : last if tail <= MAX_CUT else None]


def _furniture(line: str, titles: set[str]) -> bool:
    """Whether a line at an edge is the headline, a byline, a time stamp or nothing."""
    key = _key(line)
    return not key or key in titles or bool(_edges().fullmatch(line.strip()))


@functools.cache
def _edges() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{rule['pattern']})" for rule in load_rules("edges")["rules"]), re.VERBOSE)


def _key(line: str) -> str:
    return " ".join(re.findall(r"\w+", line.casefold()))


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}
