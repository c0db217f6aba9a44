"""Quotations by their marks, whole or damaged: straight, curly, doubled apostrophes, guillemets."""

from __future__ import annotations

import re

from reportedly.model.text import Span

# Doubled apostrophes stand for double quotes in some wire feeds.
MARK = re.compile(r"[\"“”„«»]|''|``")
OPENS, CLOSES = "“„«`", "”»"
SENTENCE_END = re.compile(r"[.!?](?=\s+[A-Z]|\s*$)")


def find_quotations(text: str) -> tuple[Span, ...]:
    """The quotations of a text, marks included, in their order; none overlap.

    A quotation without a closing mark runs on into the next paragraph when that begins with a mark (the convention of
    the press); otherwise it ends with its sentence. A closing mark without an opening one is left alone.
    """
    found: list[Span] = []
    start: int | None = None
    for mark in MARK.finditer(text):
        opening = _opens(text, mark)
        if start is None:
            start = mark.start() if opening else None
        elif not opening:
            found.append(Span(start, mark.end()))
            start = None
        elif not _continues(text, start, mark.start()):
            found.append(Span(start, _sentence_end(text, start, mark.start())))
            start = mark.start()
    if start is not None:
        found.append(Span(start, _sentence_end(text, start, len(text))))
    return tuple(found)


def _opens(text: str, mark: re.Match[str]) -> bool:
    if mark.group()[0] in OPENS:
        return True
    if mark.group()[0] in CLOSES:
        return False
    before = text[mark.start() - 1 : mark.start()]
    after = text[mark.end() : mark.end() + 1]
    return (not before or before in " \t\n\r([—–-―") and bool(after.strip())


def _continues(text: str, start: int, mark: int) -> bool:
    """Whether the mark opens a paragraph and nothing but whole paragraphs lies between."""
    between = text[start:mark]
    return "\n" in between and not between.rpartition("\n")[2].strip()


def _sentence_end(text: str, start: int, limit: int) -> int:
    end = SENTENCE_END.search(text, start, limit)
    return end.end() if end else len(text[:limit].rstrip())
