"""The words that the finder sees: the same cutting, features and windows in training and at run time."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportedly.model.text import Amount, Span
from reportedly.model.told import TimeExpression
from reportedly.rules import load_rules

WORD = re.compile(r"\d+(?:[.,]\d+)*|\w+|[^\w\s]")
SHAPES = ("lower", "capital", "upper", "digit", "mark")
# Features of a word, each with its number of values: shape, amount (none, may count people, other), time, in quotes.
FEATURE_SIZES = (len(SHAPES), 3, 2, 2)
COUNTING_UNITS = (None, "households", "houses")
QUOTES_OPEN, QUOTES_CLOSE, QUOTES_EITHER = "“«", "”»", '"'
LONGEST_QUOTE = 150  # words: an unclosed quotation mark must not colour the rest of the report
MAX_PIECES = 380  # word pieces a window: most reports fit whole
STRIDE_PIECES = 250
BLANK = (4, 0, 0, 0)  # the features of a piece that belongs to no word


@dataclass(frozen=True, slots=True)
class Window:
    """Words `first` to `last` of a report, seen together; anchors are taken from `own_first` to `own_last` only."""

    first: int
    last: int
    own_first: int
    own_last: int


def split_words(text: str) -> tuple[Span, ...]:
    """Words, numbers and single marks, in order."""
    return tuple(Span(m.start(), m.end()) for m in WORD.finditer(text))


def plain_word(word: str) -> str:
    """The plain word for one that takes a side ("martyrs": "dead"), any other as it is: what the finder reads."""
    return plain_words().get(word.lower(), word)


@functools.cache
def plain_words() -> dict[str, str]:
    """Words that take a side → the plain word for the same thing."""
    return {sided: group["plain"] for group in load_rules("loaded") for sided in group.get("sided", ())}


def lay_pieces(
    word_ids: Sequence[int | None], features: Sequence[tuple[int, ...]]
) -> tuple[list[int], list[tuple[int, ...]]]:
    """The first piece of each word, and the features of each piece; `word_ids` gives the word of each piece, None for a
    mark of the tokenizer's own."""
    firsts = [0] * len(features)
    for at in reversed(range(len(word_ids))):
        word = word_ids[at]
        if word is not None:
            firsts[word] = at
    return firsts, [BLANK if word is None else features[word] for word in word_ids]


def word_features(
    text: str, words: Sequence[Span], amounts: Iterable[Amount], times: Iterable[TimeExpression]
) -> list[tuple[int, ...]]:
    """One tuple a word, after FEATURE_SIZES."""
    amount_of = [0] * len(words)
    for amount in amounts:
        for i in words_within(words, amount.span):
            amount_of[i] = 1 if amount.unit in COUNTING_UNITS else 2
    time_of = [0] * len(words)
    for time in times:
        for i in words_within(words, time.span):
            time_of[i] = 1
    quoted = quote_flags(text, words)
    return [(shape(w.of(text)), amount_of[i], time_of[i], quoted[i]) for i, w in enumerate(words)]


def shape(word: str) -> int:
    """Index in SHAPES."""
    if word[0].isdigit():
        return 3
    if not word[0].isalpha():
        return 4
    if word.isupper() and len(word) > 1:
        return 2
    return 1 if word[0].isupper() else 0


def quote_flags(text: str, words: Sequence[Span]) -> list[int]:
    """1 for words between quotation marks; a mark that is never closed colours nothing after LONGEST_QUOTE words."""
    flags, opened = [0] * len(words), -1
    for i, span in enumerate(words):
        mark = span.of(text)
        if opened < 0 and mark in QUOTES_OPEN + QUOTES_EITHER:
            opened = i
        elif opened >= 0 and mark in QUOTES_CLOSE + QUOTES_EITHER:
            for j in range(opened + 1, i):
                flags[j] = 1
            opened = -1
        elif opened >= 0 and i - opened > LONGEST_QUOTE:
            opened = -1
    return flags


def words_within(words: Sequence[Span], span: Span) -> list[int]:
    """Indexes of the words that share a character with the span."""
    low, high = 0, len(words)
    while low < high:
        middle = (low + high) // 2
        if words[middle].end <= span.start:
            low = middle + 1
        else:
            high = middle
    out = []
    while low < len(words) and words[low].start < span.end:
        out.append(low)
        low += 1
    return out


def cut_windows(pieces: Sequence[int], longest: int = MAX_PIECES, stride: int = STRIDE_PIECES) -> list[Window]:
    """Windows over words with `pieces[i]` word pieces each, at most `longest` pieces long, their own parts side by side."""
    total = sum(pieces)
    if not pieces:
        return []
    if total <= longest:
        return [Window(0, len(pieces), 0, len(pieces))]
    starts, seen, due = [0], 0, stride
    for i, count in enumerate(pieces):
        if seen >= due and total - seen + stride > longest - stride:
            starts.append(i)
            due = seen + stride
        seen += count
    windows: list[Window] = []
    for start in starts:
        end, used = start, 0
        while end < len(pieces) and used + pieces[end] <= longest:
            used += pieces[end]
            end += 1
        windows.append(Window(start, max(end, start + 1), start, max(end, start + 1)))
        if end >= len(pieces):
            break
    out = []
    for k, w in enumerate(windows):
        own_first = 0 if k == 0 else (w.first + windows[k - 1].last) // 2
        own_last = len(pieces) if k == len(windows) - 1 else (windows[k + 1].first + w.last) // 2
        out.append(Window(w.first, w.last, own_first, own_last))
    return out
