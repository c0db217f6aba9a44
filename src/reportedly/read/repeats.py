"""Headlines, captions and sentences that a page gives twice: the second time is debris."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reportedly.model.text import Mask, Span

MIN_LINE_WORDS = 8
MIN_SENTENCE_WORDS = 8
MIN_TITLE_WORDS = 5
# A page's lead comes twice within a few words; the same sentence far below tells of another incident in a round-up.
MAX_GAP = 200

_PARTS = re.compile(r"[^.!?\n]+[.!?\n]?")


def repeated(text: str, title: str | None, captions: Sequence[Span]) -> Iterator[Mask]:
    """Masks over every later occurrence of a long line or the title, and over a sentence told twice on end; a line
    that is a caption but for its credit is a caption."""
    credited = {_key(span.of(text)) for span in captions}
    at_caption = {span.start for span in captions}
    seen: set[str] = set()
    for match in re.finditer(r"[^\n]+", text):
        yield from _line(match, credited, at_caption, seen)
    sentences: dict[str, int] = {}
    for match in _PARTS.finditer(text):
        bare = match.group().strip()
        key = _key(bare)
        if key.count(" ") + 1 < MIN_SENTENCE_WORDS:
            continue
        start = match.start() + match.group().index(bare)
        if start - sentences.get(key, -MAX_GAP - 1) <= MAX_GAP:
            yield Mask(Span(start, start + len(bare)), "debris", "repeat.sentence")
        sentences[key] = start + len(bare)
    if title and len(title.split()) >= MIN_TITLE_WORDS:
        first = text.find(title)
        at = text.find(title, first + len(title)) if first >= 0 else -1
        while at >= 0:
            yield Mask(Span(at, at + len(title)), "debris", "repeat.title")
            at = text.find(title, at + len(title))


def _line(match: re.Match[str], credited: set[str], at_caption: set[int], seen: set[str]) -> Iterator[Mask]:
    """A line that was given before: debris; a caption's first mention without its credit: caption."""
    bare = match.group().strip()
    key = _key(bare)
    if key.count(" ") + 1 < MIN_LINE_WORDS:
        return
    start = match.start() + match.group().index(bare)
    span = Span(start, start + len(bare))
    if key in seen:
        yield Mask(span, "debris", "repeat.line")
    elif key in credited and start not in at_caption:
        yield Mask(span, "caption", "repeat.caption")
    seen.add(key)


def _key(line: str) -> str:
    """What makes two lines the same: their words, whatever the case and the marks between."""
    return " ".join(re.findall(r"\w+", line.casefold()))
