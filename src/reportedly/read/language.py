"""Which language a text is in, and whether that is clear enough to refuse it."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Any

from reportedly.rules import load_rules

# Below this, a text is too short to be judged.
MIN_WORDS = 8
MIN_FOREIGN_LETTERS = 20
SAMPLE = 8_000
# Share of words that are function words of English alone: reports have 6 to 25 %, lists of headlines or names fewer.
ENGLISH = 0.06
NOT_ENGLISH = 0.02
# A running text of a language in Latin letters is mostly in lower case; a list of names is not.
PROSE = 0.5
SURE = 0.95

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


@dataclass(frozen=True, slots=True)
class Language:
    """`code` is ISO 639-1 or None (cannot be told); `refused` is the language's English name when it is clearly
    another than English."""

    code: str | None
    refused: str | None = None


def language_of(text: str) -> Language:
    """The language of a text. Upper-case text, lists of names and short messages are never refused."""
    sample = text[:SAMPLE]
    words = _WORD.findall(sample)
    letters = sum(map(len, words))
    foreign = 0 if sample.isascii() else sum(1 for word in words for c in word if ord(c) > 0x2FF)
    if foreign >= MIN_FOREIGN_LETTERS and foreign > 0.6 * letters:
        code = _identify(sample)[0]
        return Language(None, "another script") if code == "en" else Language(code, language_name(code))
    if len(words) < MIN_WORDS:
        return Language(None)
    known = _function_words()
    share = sum(word.lower() in known for word in words) / len(words)
    if share >= ENGLISH:
        return Language("en")
    code, sure = _identify(sample)
    if code == "en":
        return Language("en")
    prose = sum(word[0].islower() for word in words) / len(words)
    if share < NOT_ENGLISH and prose >= PROSE and sure >= SURE:
        return Language(code, language_name(code))
    return Language(None)


def language_name(code: str) -> str:
    """The English name of an ISO 639-1 code; the code itself where the list has none."""
    name: str = load_rules("languages")["names"].get(code, f"another language ({code})")
    return name


@functools.cache
def _function_words() -> frozenset[str]:
    return frozenset(load_rules("languages")["english"])


@functools.cache
def _identifier() -> Any:
    """py3langid's model: loaded only for texts that are not plainly English (0.25 s, 45 MB)."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _identify(text: str) -> tuple[str, float]:
    """The likeliest language and its probability."""
    code, probability = _identifier().classify(text.lower())
    return str(code), float(probability)
