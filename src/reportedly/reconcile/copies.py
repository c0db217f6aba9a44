"""Copies: syndicated and near-duplicate reports, found by MinHash over shingles of words, and agencies' credits."""

from __future__ import annotations

import functools
import operator
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from rensa import RMinHash

from reportedly.model.incident import Telling
from reportedly.reconcile.words import tokens
from reportedly.rules import load_rules

PERMUTATIONS = 64
ROWS = 4  # of a band: 16 bands of 4 rows make a Jaccard likeness of 0.5 about as likely found as not
SHINGLE = 4  # words
SHORTEST = 12  # words: a shorter text says too little to be the copy of another
COPY = 0.5  # estimated Jaccard likeness from which two reports are copies of one text
SEED = 7
HEAD, TAIL = 240, 160  # characters in which an agency's credit stands


def sketch(text: str) -> tuple[int, ...]:
    """The MinHash of a text's shingles; empty for a text too short."""
    words = tokens(text)
    if len(words) < SHORTEST:
        return ()
    made = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    made.update([" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)])
    return tuple(made.digest())


def likeness(a: Sequence[int], b: Sequence[int]) -> float:
    """The estimated Jaccard likeness of two texts."""
    return sum(map(operator.eq, a, b)) / len(a) if a and b else 0.0


def bands(marks: Sequence[int]) -> list[str]:
    """Keys of which two copies share at least one with high likelihood."""
    return [f"c{i}:" + "-".join(map(str, marks[i : i + ROWS])) for i in range(0, len(marks), ROWS)]


def copies_among(tellings: Iterable[Telling]) -> tuple[tuple[str, ...], ...]:
    """Groups of reports, by doc, that are copies of one text; a report without a copy is in none."""
    sketches = {t.doc: t.sketch for t in tellings if t.sketch}
    buckets: dict[str, list[str]] = defaultdict(list)
    for doc in sorted(sketches):
        for key in bands(sketches[doc]):
            buckets[key].append(doc)
    first = {doc: doc for doc in sketches}
    for docs in buckets.values():
        for i, a in enumerate(docs):
            for b in docs[i + 1 :]:
                if root(first, a) != root(first, b) and likeness(sketches[a], sketches[b]) >= COPY:
                    low, high = sorted((root(first, a), root(first, b)))
                    first[high] = low
    groups: dict[str, list[str]] = defaultdict(list)
    for doc in sorted(sketches):
        groups[root(first, doc)].append(doc)
    return tuple(tuple(docs) for _, docs in sorted(groups.items()) if len(docs) > 1)


def root(first: Mapping[str, str], doc: str) -> str:
    """The first report of a group."""
    while first[doc] != doc:
        doc = first[doc]
    return doc


@functools.cache
def _agencies() -> tuple[tuple[str, frozenset[str], re.Pattern[str]], ...]:
    return tuple(
        (rule["name"], frozenset(rule["outlets"]), re.compile("|".join(rule["credits"]), re.MULTILINE))
        for rule in load_rules("agencies")
    )


def agency(text: str, outlet: str | None) -> str | None:
    """The news agency that a report credits in its first or last lines, or that the outlet itself is."""
    ends = text[:HEAD], text[-TAIL:]
    for name, outlets, credit in _agencies():
        if (outlet or "").casefold() in outlets or any(credit.search(end) for end in ends):
            return name
    return None
