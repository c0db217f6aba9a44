"""Words and names of a text as unit vectors, weighted by how much each word tells reports apart.

The weights are fixed (counted once over coded war reports, `training/likeness/count_words.py`), not those of the
reports at hand: so the likeness of two texts depends on them alone, and not on what else the record holds or in which
order it came.
"""

from __future__ import annotations

import functools
import gzip
import math
import re
from collections import Counter
from collections.abc import Mapping
from importlib import resources

MOST_WORDS = 64  # the weightiest words kept of a telling
MOST_NAMES = 40
LEAD = 50  # words
FREQUENT = 0.10  # a capitalised word that stands in more than this share of reports is no name
RARE = 0.02
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")
_WORD = re.compile(r"[^\W\d_][\w'’\-]*")
_STARTS = re.compile(r"(?:^|[.!?:\n][\"'”’)]*\s+|[\"“‘(]\s*|[-–—]\s+)$")
_PHRASE = re.compile(r"\b[A-Z][\w’'\-]*[a-z](?: [A-Z]\.)?(?: [A-Z][\w’'\-]+)+")
_AGE = re.compile(r"\b(\d{1,3})[- ]years?[- ]old\b|(?<=[a-z]), (?:aged? )?(\d{1,2})(?=[,.;)])")
_PERSON = re.compile(r"([A-Z][\w’'\-]+(?: [A-Z][\w.’'\-]*)*), (?:aged? )?(\d{1,2})\b(?! [A-Z])")
_NUMBER = re.compile(r"(?<![\w.,-])\d{2,}(?::\d\d)?(?![\w,-]|\.\d)")
_STREET = re.compile(
    r"\b((?:[A-Z][\w’'\-]+|\d+(?:st|nd|rd|th))(?: [A-Z][\w’'\-]+)?) "
    r"(?:Street|St|Avenue|Ave|Road|Rd|Drive|Dr|Boulevard|Blvd|Lane|Ln|Court|Ct|Place|Pl|Highway|Hwy|Parkway|Pkwy|Circle|"
    r"Terrace|Pike|Loop|Trail)\b"
)
_DIRECTIONS = frozenset({"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "old"})
_YEAR = re.compile(r"(?:19|20)\d\d")


@functools.cache
def word_counts() -> tuple[int, dict[str, int]]:
    """How many reports were counted, and in how many each word stands."""
    raw = resources.files(__package__ or "").joinpath("word_counts.txt.gz").read_bytes()
    first, *rest = gzip.decompress(raw).decode("utf-8").split("\n")
    return int(first), {word: int(n) for word, n in (line.split(" ") for line in rest)}


def rarity(word: str) -> float:
    """Inverse document frequency of a word in lower case, in nats; highest for a word not counted."""
    total, counts = word_counts()
    return math.log((1 + total) / (1 + counts.get(word, 0)))


def tokens(text: str) -> list[str]:
    """The words of a text in lower case, without possessives and single letters."""
    found = (t.lower().replace("’", "'").removesuffix("'s") for t in _TOKEN.findall(text))
    return [t for t in found if len(t) > 1]


def word_vector(text: str) -> dict[str, float]:
    """The weightiest words of a text; numbers are left out (`numbers`)."""
    counts = Counter(t for t in tokens(text) if len(t) > 2 and not t[0].isdigit())
    return unit({t: (1 + math.log(n)) * rarity(t) for t, n in counts.items()}, MOST_WORDS)


def name_vector(text: str, parties: frozenset[str] = frozenset()) -> dict[str, float]:
    """Words that the text only ever writes with a capital, and not only where a sentence begins; frequent words, and
    those of `parties` (words of the names of actors and sources, which recur from report to report), are left out.
    """
    total, seen = word_counts()
    lower: set[str] = set()
    inside: set[str] = set()
    counts: Counter[str] = Counter()
    for found in _WORD.finditer(text):
        word = re.sub(r"['’]s?$", "", found.group()).strip("-'’")
        if word.islower():
            lower.add(word)
        elif len(word) > 2 and word[0].isupper():
            counts[word.lower()] += 1
            if word.lower() not in inside and (
                is_named(text, found.end()) or not _STARTS.search(text[: found.start()][-6:])
            ):
                inside.add(word.lower())
    kept = {w: n for w, n in counts.items() if w in inside and w not in lower and w not in parties}
    return unit(
        {w: (1 + math.log(n)) * rarity(w) for w, n in kept.items() if seen.get(w, 0) < FREQUENT * total}, MOST_NAMES
    )


def is_named(text: str, end: int) -> bool:
    """Whether the next word has a capital too, as in a full name."""
    return text[end : end + 1] == " " and text[end + 1 : end + 2].isupper()


def phrases(text: str, parties: frozenset[str] = frozenset()) -> frozenset[str]:
    """Names of two words or more, in lower case, but those made of parties' words."""
    found = (re.sub(r"['’]s$", "", p).lower() for p in _PHRASE.findall(text))
    return frozenset(p for p in found if not parties.issuperset(p.split()))


def ages(text: str) -> frozenset[str]:
    """Ages told of people ("26-year-old", "Name, 26,")."""
    return frozenset(a or b for a, b in _AGE.findall(text))


def persons(text: str) -> frozenset[str]:
    """Last name and age of people told with both ("Jane Roe, 26" is "roe 26")."""
    return frozenset(f"{name.split()[-1].lower()} {age}" for name, age in _PERSON.findall(text))


def numbers(text: str) -> frozenset[str]:
    """Numbers of two digits and more, clock times among them, but ages and years."""
    return frozenset(n for n in _NUMBER.findall(text) if not _YEAR.fullmatch(n)) - ages(text)


def lead_vector(text: str) -> dict[str, float]:
    """The first words of a text, where reports tell what they are about."""
    return word_vector(" ".join(text.split()[:LEAD]))


def streets(text: str) -> frozenset[str]:
    """The names of streets, in lower case, without the direction ("North Main St." is "main")."""
    found = ([w for w in name.lower().split() if w not in _DIRECTIONS] for name in _STREET.findall(text))
    return frozenset(" ".join(words) for words in found if words)


def is_rare(words: str) -> bool:
    """Whether every word of a name is a rare one."""
    total, counts = word_counts()
    return all(counts.get(w, 0) <= RARE * total for w in tokens(words))


def unit(weights: dict[str, float], most: int) -> dict[str, float]:
    """The `most` heaviest entries at length one; equal weights go by the word, so that the choice is the same."""
    kept = sorted(((-w, word) for word, w in weights.items() if w > 0))[:most]
    length = math.sqrt(sum(w * w for w, _ in kept)) or 1.0
    return {word: round(-w / length, 4) for w, word in kept}


def cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """The cosine of two unit vectors; summed exactly, so that no order of words changes a bit of it."""
    return math.fsum(a[w] * b[w] for w in a.keys() & b.keys())


def held(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """How much of the one or the other vector its fellow also has, the larger share: 1 when one text tells all the
    other's.
    """
    common = a.keys() & b.keys()
    return max(math.fsum(a[w] ** 2 for w in common), math.fsum(b[w] ** 2 for w in common)) if common else 0.0


def overlap(a: frozenset[str], b: frozenset[str]) -> float:
    """What two sets share, over the geometric mean of their sizes."""
    return len(a & b) / math.sqrt(len(a) * len(b)) if a and b else 0.0
