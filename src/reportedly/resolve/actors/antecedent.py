"""What a pronoun or a short description stands for: the one actor told before it that fits, or nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from reportedly.actors import fold_word
from reportedly.model.text import Span
from reportedly.resolve.actors.context import ActorContext
from reportedly.resolve.actors.mentions import Mention

PRONOUNS = {
    "they": "many", "them": "many", "their": "many", "theirs": "many", "themselves": "many",
    "it": "one", "its": "one", "itself": "one",
    "he": "person", "him": "person", "his": "person", "himself": "person",
    "she": "person", "her": "person", "hers": "person", "herself": "person",
}  # fmt: skip
_FITS = {"many": ("many", "either"), "one": ("one", "either"), "person": ("person",)}
_DETERMINERS = ("the", "this", "that", "these", "those")
_BACK = 2  # sentences before that of the pronoun in which its actor is looked for
_SENTENCE = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[\"'“‘(]*[A-Z0-9])|\n+")


def antecedent(text: str, span: Span, context: ActorContext) -> Span | None:
    """The mention that the words of the span stand for; None unless exactly one actor told before remains.

    A pronoun looks back over its own sentence and the two before it, and stops at the nearest that has an actor of
    its number. A description ("the group", "the army") looks over all that goes before. Mentions of one actor are one
    candidate, and the last of them is returned. Other words have no antecedent.
    """
    words = span.of(text).lower().split()
    before = [mention for mention in context.mentions if mention.span.end <= span.start]
    if len(words) == 1 and words[0] in PRONOUNS:
        return _of_pronoun(_FITS[PRONOUNS[words[0]]], before, _sentences(text, span.start))
    if 2 <= len(words) <= 3 and words[0] in _DETERMINERS:
        noun = " ".join(words[1:])
        keys = {fold_word(form) for form in (noun, noun.removesuffix("s"))}
        return _only([mention for mention in before if keys & mention.kinds and mention.number != "person"])
    return None


def _sentences(text: str, end: int) -> list[int]:
    """Where the sentences up to a place begin."""
    return [0, *(match.end() for match in _SENTENCE.finditer(text, 0, end))]


def _of_pronoun(numbers: tuple[str, ...], before: Sequence[Mention], starts: Sequence[int]) -> Span | None:
    """By number, in the nearest sentence that has an actor of it."""
    fits = [mention for mention in before if mention.number in numbers]
    for begin, end in reversed(list(pairwise([*starts[-_BACK - 1 :], None]))):
        here = [m for m in fits if begin is not None and begin <= m.span.start and (end is None or m.span.start < end)]
        if here:
            return _only(here)
    return None


def _only(mentions: Sequence[Mention]) -> Span | None:
    """The last mention, where all are of one actor."""
    if len({mention.identity for mention in mentions}) != 1:
        return None
    return max(mentions, key=lambda mention: mention.span.start).span
