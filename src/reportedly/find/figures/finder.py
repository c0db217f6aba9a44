"""From trigger words and groups to figures: by the parse first, then by what stands beside."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

from reportedly.find.figures.admit import allowed, name_alone, negated, on_line, taken
from reportedly.find.figures.beside import after_word, bare_before, before_word, beside, counts_people, directly_after
from reportedly.find.figures.facts import Fact, anchor
from reportedly.find.figures.groups import Group, group_of, lifted
from reportedly.find.figures.joins import (
    others_alike,
    together,
    with_same_people,
    without_described,
    without_echoes,
    without_twins,
)
from reportedly.find.figures.lexicon import Trigger
from reportedly.find.figures.parts import parts_of
from reportedly.find.figures.victims import heads_of
from reportedly.find.figures.words import Mention, Reading, find_mentions

CONTEXT = 600
"""How many characters around a word its context reaches."""


def find_told(reading: Reading) -> list[Fact]:
    """The figures of the text, in order of their words."""
    mentions = find_mentions(reading)
    facts = [fact for same in by_word(mentions) for fact in best_of(reading, same)]
    facts = list(without_echoes(without_twins(list(without_described(facts)))))
    facts += list(parts_of(reading, facts))
    facts += list(beside_facts(reading, mentions, facts))
    facts += list(parts_of(reading, facts))
    return with_same_people(sorted(facts, key=lambda f: anchor(f).start))


def by_word(mentions: Sequence[Mention]) -> list[list[Mention]]:
    """The readings of one word that tell the same: "wounded" as verb, as state, as those people."""
    words: dict[tuple[int, str], list[Mention]] = {}
    for mention in mentions:
        words.setdefault((mention.start, mention.trigger.type), []).append(mention)
    return list(words.values())


def best_of(reading: Reading, mentions: list[Mention]) -> list[Fact]:
    """The facts of the first reading with a number, else of the first with any."""
    readings = [facts for mention in mentions if (facts := facts_of(reading, mention))]
    counted = [facts for facts in readings if any(f.group.amount is not None and not f.group.implicit for f in facts)]
    return (counted or readings or [[]])[0]


def facts_of(reading: Reading, mention: Mention) -> list[Fact]:
    heads = list(dict.fromkeys(heads_of(mention)))
    seen = [g for g in (group_of(reading, h) for h in heads) if g is not None and on_line(reading, mention, g)]
    found = [others_alike(reading, mention, lifted(reading, mention, g)) for g in seen]
    groups = [g for g in found if allowed(mention, g) and not taken(reading, mention, g)]
    behind = directly_after(reading, mention)
    if (
        not behind
        and mention.trigger.how in ("object", "state", "harm")
        and (own := bare_before(reading, mention))
        and not among(own, groups)
        and allowed(mention, own)
    ):
        groups = [own]
    elif mention.trigger.how == "object" and groups and all(g.amount is None for g in groups):
        groups = [g for g in after_word(reading, mention) if counts_people(g) and allowed(mention, g)] or groups
    elif groups and all(g.implicit and name_alone(g.head) for g in groups):
        groups = [g for g in before_word(reading, mention) if counts_people(g) and allowed(mention, g)] or groups
    trigger = in_context(reading, mention)
    return [Fact(trigger, mention, g, denied=negated(mention, g)) for g in together(reading, groups)]


def among(own: Group, groups: Sequence[Group]) -> bool:
    """Whether the parse gives the bare number too, beside single people only: "a warden and two others"."""
    return any(g.amount == own.amount for g in groups) and all(g.implicit or g.amount == own.amount for g in groups)


def in_context(reading: Reading, mention: Mention) -> Trigger:
    """People who leave a place are displaced, or evacuated where the report tells of an evacuation around it."""
    around = reading.text[max(0, mention.start - CONTEXT) : mention.end + CONTEXT].lower()
    if mention.trigger.how == "leave" and "evacu" in around:
        return dataclasses.replace(mention.trigger, type="evacuated")
    return mention.trigger


def beside_facts(reading: Reading, mentions: Sequence[Mention], facts: list[Fact]) -> Iterator[Fact]:
    """Facts by order of words, for triggers without any and numbers not yet told."""
    told = {f.mention for f in facts if not f.part}
    used = {f.group.amount.span for f in facts if f.group.amount is not None}
    for mention in mentions:
        if mention in told:
            continue
        for found in beside(reading, mention):
            amount = found.amount
            if amount is None or amount.span in used or not allowed(mention, found):
                continue
            used.add(amount.span)
            yield Fact(mention.trigger, mention, found, denied=negated(mention, found), way="beside")
