"""Names of actors brought to one form, so that transliterations of one name meet.

The form is a key, never shown: al-Sham, ash-Sham and Al-Cham share one, and so do Daesh, Da'ish and Daech. Unlike a
place's key it keeps the words apart, since actors are looked for inside longer phrases.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass
from importlib import resources

import yaml

_WORD = re.compile(r"(?:[A-Za-z]\.){2,}[A-Za-z]?(?:['’]s\b)?|[^\W_]+(?:['’‘ʼʻ`´][^\W_]+)*['’]?|&")
_OWNER = re.compile(r"['’ʼ`´]s?$")
_SILENT = re.compile(r"[.'’‘ʼʻʿʾ`´ʽˈ]")
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ə": "a", "ı": "i", "ß": "ss"})
_DOUBLED = re.compile(r"(.)\1+")
_SPELLINGS = (
    (re.compile(r"(?<=\w\w)[ae]h$"), "a"),
    (re.compile(r"ch"), "sh"),
    (re.compile(r"([dtg])h|dj(?=[aeiou])"), lambda m: m.group(1) or "j"),
    (re.compile(r"q|ck"), "k"),
    (re.compile(r"ou|oo|o"), "u"),
    (re.compile(r"ee|ie(?=.)|iy"), "i"),
    (re.compile(r"ae|ay|ey|ei"), "ai"),
    (re.compile(r"[ey]"), "i"),
)
_ARTICLES = frozenset(("al", "el", "ul"))
_SUN = re.compile(r"[aei](sh|th|dh|[nsrdtz])$")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: its characters `start` to `end`, the writing, and the key under which spellings meet."""

    start: int
    end: int
    raw: str
    key: str
    owner: bool = False


@functools.cache
def _spelled() -> dict[str, str]:
    """Keys of words whose spellings no rule of letters brings together, to the key of the first."""
    rows = yaml.safe_load(resources.files(__package__).joinpath("spellings.yaml").read_text(encoding="utf-8"))
    return {_letters(word): _letters(row[0]) for row in rows for word in row}


def _letters(word: str) -> str:
    """The key of a word by its letters alone."""
    bare = word.casefold()
    if not bare.isascii():
        bare = "".join(
            c for c in unicodedata.normalize("NFKD", bare.translate(_LETTERS)) if not unicodedata.combining(c)
        )
    bare = _SILENT.sub("", bare)
    for spelling, one in _SPELLINGS:
        bare = spelling.sub(one, bare)
    return _DOUBLED.sub(r"\1", bare)


@functools.lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """The key of one word: no accents, ayn or apostrophe, no closing 's; letters that transliterations mix made one.

    Made one: ch and sh; dh, th, gh and d, t, g; q and k; o, oo, ou and u; e, ee, y and i; ae, ay, ey, ei and ai;
    a closing -ah, -eh and -a; one of two equal letters.
    """
    key = _letters(_OWNER.sub("", word))
    return _spelled().get(key, key)


def words_of(text: str) -> list[Word]:
    """The words of a text in order, without "the" and the Arabic article, each with its key."""
    found = list(_WORD.finditer(text))
    out = []
    for i, match in enumerate(found):
        raw = match.group()
        small = raw.lower()
        if small == "the" or _is_article(text, small, match, found[i + 1 : i + 2]):
            continue
        out.append(
            Word(match.start(), match.end(), raw, "and" if raw == "&" else fold_word(raw), bool(_OWNER.search(raw)))
        )
    return out


def _is_article(text: str, small: str, match: re.Match[str], following: list[re.Match[str]]) -> bool:
    """Whether the word is the Arabic article before the next: al and el anywhere, an-, as-, ash- with a hyphen."""
    if not following:
        return False
    if small in _ARTICLES:
        return True
    sun = _SUN.match(small)
    joined = text[match.end() : following[0].start()]
    return bool(sun and joined in ("-", "–", " -", "- ") and following[0].group().lower().startswith(sun.group(1)))


def fold_actor(name: str) -> str:
    """The key of a whole name: the keys of its words with a space between; empty when it has no letter or digit."""
    return " ".join(word.key for word in words_of(name))
