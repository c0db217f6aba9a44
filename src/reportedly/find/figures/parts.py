"""Parts of a figure: "including three children", "two of them women"."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

from spacy.tokens import Token

from reportedly.find.figures.beside import group
from reportedly.find.figures.facts import Fact, anchor
from reportedly.find.figures.groups import Group
from reportedly.find.figures.lexicon import nouns, pattern, triggers_of
from reportedly.find.figures.sentences import around
from reportedly.find.figures.words import COUNTING, Reading
from reportedly.model.text import Amount, Span

ROW = re.compile(r"\s*(?:,|and)\s+(?:at least |about |some |another )?")
"""Between the people of one part and the number of the next."""


def parts_of(reading: Reading, facts: list[Fact]) -> Iterator[Fact]:
    """ "including three children", "two of them women": a part of the figure before it in the sentence."""
    used = {f.group.amount.span for f in facts if f.group.amount is not None}
    for match in pattern("parts").finditer(reading.text):
        span = reading.doc.char_span(match.start(), match.end(), alignment_mode="expand")
        if span is None or not len(span):
            continue
        sentence = around(span[0])
        whole = [f for f in facts if sentence.start_char <= anchor(f).start < match.start() and not f.part]
        amount = beside_part(reading, match.start(), match.end(), match.group().lower(), sentence.end_char)
        if not whole or amount is None or amount.span in used:
            continue
        host = whole[-1]
        used.add(amount.span)
        found = group(reading, amount)
        for other in in_a_row(reading, found, host, sentence.end_char):
            if other.span in used:
                break
            used.add(other.span)
            yield Fact(host.trigger, host.mention, group(reading, other), part=True, way="part")
        if match.group().lower().startswith("of") and (noun := noun_after(reading, match.end())):
            found = dataclasses.replace(found, head=noun, who=Span(noun.idx, noun.idx + len(noun)))
        yield Fact(host.trigger, host.mention, found, part=True, way="part")


def in_a_row(reading: Reading, first: Group, host: Fact, last: int) -> Iterator[Amount]:
    """The numbers told in one row with a part ("including ten women and three infants"), as long as the whole holds them all
    and no verb tells something else of them."""
    at = first.head.idx + len(first.head)
    counts = [g.amount.value if g.amount is not None else None for g in (host.group, first)]
    left = counts[0] - counts[1] if counts[0] is not None and counts[1] is not None else 0
    for amount in reading.between(at, last):
        noun = group(reading, amount).head
        behind = noun.doc[noun.i + 1] if noun.i + 1 < len(noun.doc) else None
        told = behind is not None and (behind.pos_ in ("VERB", "AUX") or bool(triggers_of(behind.lower_)))
        told = told or noun.dep_ in ("nsubj", "nsubjpass")
        left -= amount.value if amount.value is not None else 1
        if (
            not ROW.fullmatch(reading.text[at : amount.span.start])
            or noun.lower_ not in nouns("people")
            or told
            or left < 0
        ):
            return
        yield amount
        at = noun.idx + len(noun)


def noun_after(reading: Reading, at: int) -> Token | None:
    """The noun for people that says what a part is: "two of them women"."""
    span = reading.doc.char_span(at, min(len(reading.text), at + 30), alignment_mode="contract")
    return next((t for t in span or () if t.lower_ in nouns("people")), None)


def beside_part(reading: Reading, start: int, end: int, words: str, last: int) -> Amount | None:
    """The number that the words of a part bring in: behind "including", before "of them"."""
    if words.startswith("of"):
        near = [a for a in reading.between(start - 80, start) if 0 <= start - a.span.end <= 2]
    else:
        near = [a for a in reading.between(end, end + 25) if a.span.end <= last]
    return next((a for a in near if a.unit in COUNTING), None)
