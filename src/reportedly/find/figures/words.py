"""Trigger words in a parsed text: where they stand and what they tell of."""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from reportedly.find.figures.lexicon import Trigger, nouns, trigger_phrases, trigger_words, triggers_of
from reportedly.find.figures.sentences import around
from reportedly.model.text import Amount, Span
from reportedly.rules import load_rules

COUNTING = (None, "households", "houses")
"""The units under which an amount may count people or homes."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A trigger word or phrase; `token` is its word that governs the sentence's structure."""

    trigger: Trigger
    token: Token
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A parsed text with its amounts laid over the tokens; amounts without a token of their own are left out."""

    doc: Doc
    text: str
    amounts: tuple[Amount, ...]
    by_token: Mapping[int, Amount]
    by_span: Mapping[Span, Sequence[Token]]
    starts: tuple[int, ...]

    def between(self, first: int, last: int) -> Sequence[Amount]:
        """The amounts that begin from character `first` to before `last`."""
        return self.amounts[bisect.bisect_left(self.starts, first) : bisect.bisect_left(self.starts, last)]

    def amount_at(self, token: Token) -> Amount | None:
        return self.by_token.get(token.i)

    def tokens_of(self, amount: Amount) -> Sequence[Token]:
        """The amount's tokens; none where it was made of several amounts."""
        return self.by_span.get(amount.span, ())


def read(doc: Doc, text: str, amounts: Sequence[Amount]) -> Reading:
    """Lay the amounts over the tokens of the parse; both index the same text."""
    by_token: dict[int, Amount] = {}
    by_span: dict[Span, list[Token]] = {}
    waiting = iter(amounts)
    amount = next(waiting, None)
    for token in doc:
        while amount is not None and amount.span.end <= token.idx:
            amount = next(waiting, None)
        if amount is None:
            break
        if token.idx < amount.span.end and token.idx + len(token) > amount.span.start and not token.is_space:
            by_token[token.i] = amount
            by_span.setdefault(amount.span, []).append(token)
    told = tuple(a for a in amounts if a.span in by_span)
    return Reading(doc, text, told, by_token, by_span, tuple(a.span.start for a in told))


def find_mentions(reading: Reading) -> tuple[Mention, ...]:
    """All trigger words and phrases, in order; a phrase hides the words inside it. Found once for a parse."""
    known: tuple[Mention, ...] | None = reading.doc.user_data.get("figure_mentions")
    if known is None:
        known = reading.doc.user_data["figure_mentions"] = tuple(looked_for(reading.doc, reading.text))
    return known


def looked_for(doc: Doc, text: str) -> list[Mention]:
    """The triggers of a parse, in order."""
    mentions: list[Mention] = []
    hidden: set[int] = set()
    for pattern, trigger in trigger_phrases():
        for match in pattern.finditer(text):
            span = doc.char_span(match.start(), match.end(), alignment_mode="expand")
            if span is not None and len(span):
                mentions.append(Mention(trigger, governing(list(span), trigger.how), match.start(), match.end()))
                hidden |= {t.i for t in span}
    for token in doc:
        if token.i in hidden:
            continue
        for trigger in triggers_of(token.lower_):
            if fits(token, trigger):
                mentions.append(Mention(trigger, token, token.idx, token.idx + len(token)))
    return sorted(mentions, key=lambda m: (m.start, m.end))


def governing(tokens: list[Token], how: str) -> Token:
    """The word of a phrase that governs the sentence; of a phrase that counts people, its first."""
    if how == "people":
        return tokens[0]
    inside = {t.i for t in tokens}
    heads = [t for t in tokens if t.head.i not in inside or t.head.i == t.i]
    verbs = [t for t in heads if t.pos_ in ("VERB", "AUX")]
    return (verbs or heads or tokens)[0]


def fits(token: Token, trigger: Trigger) -> bool:
    """Whether a word of this form, so tagged, may be this trigger."""
    low = token.lower_
    if low not in trigger_words():
        return True
    if token.i > 1 and token.nbor(-1).text == "-" and not (token.nbor(-1).whitespace_ or token.nbor(-2).whitespace_):
        return token.nbor(-2).pos_ not in ("NOUN", "PROPN")  # "rebel-held", "war-wounded" only describe
    if aims(token):
        return False
    if trigger.how in ("state", "people") and token.pos_ == "VERB" and any(t.dep_ == "dobj" for t in token.rights):
        return False  # "they wounded a guard" wounds no "they"
    if trigger.how in ("object", "subject", "leave", "moved"):
        return (
            token.pos_ in ("VERB", "AUX", "ADJ")
            or low.endswith(("ed", "ing"))
            or (token.pos_ == "PROPN" and headline(token))
        )
    if trigger.how in ("deed", "people") and low.endswith(("ed", "ing")):
        return token.pos_ in ("NOUN", "PROPN", "ADJ", "VERB")
    return True


def aims(token: Token) -> bool:
    """Whether people are only aimed at: "they shot at a post"; those who "were shot at a gate" were hit. Of people who neither
    are armed nor do anything else, "shot at" may be a headline's passive.
    """
    aimed = load_rules("figures")["aimed"]
    behind = token.nbor(1).lower_ if token.i + 1 < len(token.doc) else ""
    if token.lower_ not in aimed["verbs"] or behind not in aimed["behind"] or token.pos_ != "VERB":
        return False
    if token.dep_ in ("acl", "amod") or any(t.dep_ in ("auxpass", "nsubjpass") for t in token.children):
        return False
    armed = any(t.dep_ == "nsubj" and (t.lower_ in nouns("armed") or t.lower_ in nouns("forces")) for t in token.lefts)
    return armed or any(t.dep_ == "conj" and t.pos_ == "VERB" for t in token.rights)


@functools.cache
def capitals() -> re.Pattern[str]:
    return re.compile(r"[A-Z]")


def headline(token: Token) -> bool:
    """Whether most words of the sentence begin with a capital."""
    words = [t for t in around(token) if t.is_alpha and len(t) > 3]
    return len(words) > 2 and sum(bool(capitals().match(t.text)) for t in words) > 0.6 * len(words)
