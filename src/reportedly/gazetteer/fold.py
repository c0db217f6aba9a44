"""Names of places brought to one form, so that spellings of one name meet.

The form is a key, never shown: `Ma'arrat an-Nu'mān` and `Maarat al-Numan` share one, and so do `Khan Sheikhoun` and
`Khān Shaykhūn`. What differs after folding is told apart by the register's other spellings.
"""

from __future__ import annotations

import functools
import re
import unicodedata

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ə": "a", "ı": "i", "ħ": "h"}
    | {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ة": "ه", "ى": "ي", "ـ": ""}
)
_SILENT = re.compile(r"[.'’‘ʼʻʿʾ`´ʽˈ]")  # ayn, hamza, apostrophes, and the dots of "U.S."
_BREAK = re.compile(r"[^\w]+|_+")
_SHORT = {"saint": "st", "sainte": "st", "ste": "st", "mount": "mt", "fort": "ft"}
_ARTICLE = re.compile(r"(?:[ae]l|ul)$")
_SUN = re.compile(r"[ae](sh|th|dh|[nsrdtz])$")
_JOINED = re.compile(r"^[ae](?=zz)")  # the article written into the second word: "Deir Ezzor"
_DOUBLED = re.compile(r"(.)\1+")
_SPELLINGS = (
    (re.compile(r"ou|oo|uw"), "u"),
    (re.compile(r"ee|iy(?![aeiou])"), "i"),
    (re.compile(r"ei|ey|ay"), "ai"),
    (re.compile("q"), "k"),
)
_VOWELS = re.compile(r"[aeiouyw]+")
LEAST_CONSONANTS = 3
_ENDING = re.compile(r"(?<=\w\w)[ae]h$")


def plain(name: str) -> str:
    """The name in small letters without accents, apostrophes and hyphens: the spelling itself is kept."""
    bare = name.casefold()
    if bare.isascii():
        if bare.isalpha():
            return bare
    else:
        apart = unicodedata.normalize("NFKD", bare)  # may bring capitals back: "ᴬ"
        bare = "".join(c for c in apart if not unicodedata.combining(c)).casefold()
    return " ".join(_BREAK.sub(" ", _SILENT.sub("", bare.translate(_LETTERS))).split())


@functools.lru_cache(maxsize=65536)
def fold_name(name: str) -> str:
    """The key under which all spellings of a name meet; empty when the name has no letter or digit.

    Dropped: accents, ayn and apostrophes, hyphens and spaces, the Arabic article (al-, el-, and an-, as-, ar- … before
    their sun letter), a leading "the", one of two equal letters. Made one: Saint, Sainte and St; Mount and Mt; ou, oo
    and u; ee and i; ei, ay and ai; q and k; a closing -ah, -eh and -a.
    """
    words = plain(name).split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    kept = [word for i, word in enumerate(words) if not _is_article(word, words[i + 1 : i + 2])]
    return "".join(_word(_JOINED.sub("", word) if i else word) for i, word in enumerate(kept))


def vowelless(name: str) -> str:
    """A coarser key for names written without their vowels, as in Arabic: every run of vowels is one mark.

    "Seraqeb" and "Saraqib" share it. Empty where too little is left to tell names apart: under three consonants.
    """
    key = _VOWELS.sub("*", fold_name(name).replace("kh", "x").replace("gh", "g").replace("dh", "d"))
    return "~" + key if sum(c.isalpha() for c in key) >= LEAST_CONSONANTS else ""


def is_respelled(name: str) -> bool:
    """Whether the key of a name spells it otherwise: "Salah" has the key of "Sala", "Kiev" only its own.

    What such a key finds may be another name altogether, and needs more to speak for it.
    """
    words = plain(name).split()
    kept = [word for i, word in enumerate(words) if not _is_article(word, words[i + 1 : i + 2])]
    return fold_name(name) != "".join(_SHORT.get(word, word) for word in kept)


def _is_article(word: str, following: list[str]) -> bool:
    """Whether the word is the Arabic article before the next word."""
    if not following:
        return False
    sun = _SUN.match(word)
    return bool(_ARTICLE.match(word)) or bool(sun and following[0].startswith(sun.group(1)))


@functools.lru_cache(maxsize=16384)
def _word(word: str) -> str:
    """One word of a key."""
    word = _SHORT.get(word, word)
    if word.startswith("ال") and len(word) > 3:
        word = word[2:]
    for spelling, one in _SPELLINGS:
        word = spelling.sub(one, word)
    return _ENDING.sub("a", _DOUBLED.sub(r"\1", word))
