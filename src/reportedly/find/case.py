"""Upper-case text, as old wires and some headlines are sent: its letters' case restored as far as words tell it.

The parse of a sentence in capitals is poor. What is returned has the same length, letter by letter, so that whatever is
found in it indexes the report's own text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from typing import TYPE_CHECKING, Any

from reportedly.rules import load_rules

if TYPE_CHECKING:
    from spacy.language import Language

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
LINE = re.compile(r"[^\n]+")
SENTENCE = re.compile(r"(?:^|[.!?\]]\s+|--\s+)$")
SHARE = 0.8
"""Share of capitals among the letters from which a line counts as upper case."""
LETTERS = 25
"""Lines with fewer letters are left alone: headings, datelines, abbreviations."""


def restore_case(text: str, is_word: Callable[[str], bool]) -> str:
    """The text with its upper-case lines in sentence case; other lines, and lengths, stay.

    `is_word` says whether a lower-case word is an ordinary word of the language: all others keep a capital.
    """
    return LINE.sub(lambda m: restore_line(m.group(), is_word) if in_capitals(m.group()) else m.group(), text)


def in_capitals(line: str) -> bool:
    letters = [c for c in line if c.isalpha()]
    return len(letters) >= LETTERS and sum(c.isupper() for c in letters) >= SHARE * len(letters)


def restore_line(line: str, is_word: Callable[[str], bool]) -> str:
    words = [(m.start(), lowered(m.group())) for m in WORD.finditer(line)]
    rules = load_rules("case")
    names = [w in rules["always_names"] or not is_word(w) for _, w in words]
    out = list(line)
    for i, (start, word) in enumerate(words):
        between = 0 < i < len(words) - 1 and names[i - 1] and names[i + 1] and word not in rules["never_names"]
        first = bool(SENTENCE.search(line[max(0, start - 6) : start])) or start == 0
        shown = word[:1].upper() + word[1:] if names[i] or between or first else word
        out[start : start + len(word)] = shown if len(shown) == len(word) else line[start : start + len(word)]
    return "".join(out)


def lowered(word: str) -> str:
    """Lower case, letter by letter, leaving a letter whose lower case is longer."""
    return "".join(low if len(low := c.lower()) == 1 else c for c in word)


def known_words(parser: Language) -> Callable[[str], bool]:
    """The test of the parser's own language: its lemmatizer's base forms (WordNet's) and its function words."""
    lemmatizer: Any = parser.get_pipe("lemmatizer")
    tables = [lemmatizer.lookups.get_table(name) for name in ("lemma_index", "lemma_exc")]
    base_forms = {word for table in tables for words in table.values() for word in words}
    return ordinary_word(base_forms, parser.Defaults.stop_words)


def ordinary_word(index: Container[str], others: Container[str]) -> Callable[[str], bool]:
    """A test for ordinary words: a base form of the index, an inflection of one, or a function word (`others`)."""

    endings = load_rules("case")["endings"]

    def is_word(word: str) -> bool:
        bare = re.sub(r"['’]\w*$", "", word)
        if len(bare) < 2 or bare in others or bare in index:
            return True
        stems = [
            bare.removesuffix(end) + put for end, put in endings if bare.endswith(end) and len(bare) > len(end) + 2
        ]
        doubled = [s[:-1] for s in stems if len(s) > 2 and s[-1] == s[-2]]
        return any(stem in index for stem in (*stems, *doubled))

    return is_word
