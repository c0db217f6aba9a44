"""What is one figure and what is two: singles told together, twins, echoes, people carried on."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from reportedly.find.figures.facts import Fact
from reportedly.find.figures.groups import Group
from reportedly.find.figures.lexicon import nouns
from reportedly.find.figures.sentences import above, start_of
from reportedly.find.figures.victims import children, stands_for_people
from reportedly.find.figures.words import Mention, Reading
from reportedly.model.text import Amount, Span


def together(reading: Reading, groups: list[Group]) -> list[Group]:
    """Coordinated people: singles told together are one figure ("a man and a woman": 2); counted ones stay apart."""
    singles = [g for g in groups if g.implicit]
    counted = [g for g in groups if g.amount is not None and not g.implicit]
    if not singles:
        return counted or groups[:1]
    if all(g.amount is not None and g.amount.value == 1 for g in groups):
        singles, counted = groups, []
    elif len(singles) == 1 and counted and loose(singles[0].head, counted[0].head):
        return counted
    first, last = singles[0], singles[-1]
    if "\n" in reading.text[min(s.head.idx for s in singles) : max(s.head.idx for s in singles)]:
        return [last, *counted]
    joined = any(t.pos_ == "CCONJ" or t.text == "," for t in tokens_between(first.head, last.head))
    if len(singles) == 1 or not joined or abs(last.head.i - first.head.i) > 12:
        return [first, *counted]
    span = Span(min(g.head.idx for g in singles), max(g.head.idx + len(g.head) for g in singles))
    amount = Amount(span, span.of(reading.text), len(singles), len(singles), len(singles), "exact")
    who = (
        first.who if last.who is None or first.who is None else Span(first.who.start, max(first.who.end, last.who.end))
    )
    return [Group(first.head, amount, who, implicit=True), *counted]


def loose(name: Token, other: Token) -> bool:
    """A name that nothing joins to the people told with it: a dateline, an agency."""
    return name.pos_ == "PROPN" and not any(t.pos_ in ("CCONJ", "ADP") for t in tokens_between(name, other)[1:-1])


def without_twins(facts: list[Fact]) -> Iterator[Fact]:
    """Each number once for each type; of displacement types of one number only the first."""
    seen: set[tuple[object, ...]] = set()
    counted = {(f.trigger.type, f.mention.start) for f in facts if f.group.amount is not None}
    for fact in facts:
        if fact.group.amount is None and (fact.trigger.type, fact.mention.start) in counted:
            continue
        where = fact.group.amount.span if fact.group.amount is not None else fact.group.head.i
        key = (where, fact.trigger.kind, fact.trigger.type if fact.trigger.kind == "toll" else "")
        if key not in seen:
            seen.add(key)
            yield fact


def without_described(facts: list[Fact]) -> Iterator[Fact]:
    """Leave out what only describes people of whom more is told: "40 refugees returned", "six displaced people died"."""
    told = {f.group.amount.span for f in facts if f.group.amount is not None and not describes(f)}
    yield from (f for f in facts if f.group.amount is None or f.group.amount.span not in told or not describes(f))


def describes(fact: Fact) -> bool:
    """Whether the word only says what people they are: "refugees", "displaced people", "the two wounded"."""
    noun = fact.trigger.how == "people" or fact.mention.token.dep_ == "amod"
    if fact.trigger.type == "injured":
        return stands_for_people(fact.mention.token)
    return fact.trigger.kind == "displacement" and noun


def without_echoes(facts: Iterable[Fact]) -> Iterator[Fact]:
    """Leave out what only points back: "the insurgents were detained" behind "ten insurgents were detained"."""
    told: set[str] = set()
    for fact in facts:
        if not (pointing_back(fact) and fact.trigger.type in told):
            yield fact
        told.add(fact.trigger.type)


def pointing_back(fact: Fact) -> bool:
    """Whether the fact has no number of its own and its people are only pointed to."""
    counted = fact.group.amount is not None and not fact.group.implicit
    return not counted and pointed_to(fact.group.head)


def pointed_to(head: Token) -> bool:
    """Whether a noun only points to people told of before: "the insurgents", "they"."""
    if any(t.dep_ == "predet" or t.lower_ in ("all", "both") for t in head.lefts):
        return False
    definite = any(t.lower_ in ("the", "these", "those", "this", "that") for t in head.lefts) or head.pos_ == "PRON"
    described = any(t.dep_ in ("prep", "appos", "relcl") for t in head.rights)
    return definite and not described and (head.pos_ == "PRON" or head.lower_ in nouns("pointing"))


def others_alike(reading: Reading, mention: Mention, found: Group) -> Group:
    """Others than the homes or things told right before are of their kind: "burned 12 houses and destroyed 40 others"."""
    verb, amount, of_things = mention.token, found.amount, mention.trigger.strict or mention.trigger.unit
    if not of_things or amount is None or amount.unit is not None or found.head.lower_ not in ("others", "more"):
        return found
    before = [t for upper in above(verb)[:2] if verb.dep_ == "conj" for t in children(upper, "dobj", "nsubjpass")]
    units = [a.unit for t in before for child in (t, *t.lefts) if (a := reading.amount_at(child)) is not None]
    unit = next((u for u in units if u in ("houses", "thing", "weapon")), None)
    return dataclasses.replace(found, amount=dataclasses.replace(amount, unit=unit)) if unit else found


def with_same_people(facts: list[Fact]) -> list[Fact]:
    """Carry on who they are to a bare number in the same sentence: "12 farmers were killed and 30 wounded"."""
    first: dict[int, Fact] = {}
    for fact in facts:
        if fact.group.who is not None and not fact.part:
            first.setdefault(start_of(fact.group.head), fact)
    last: dict[int, Fact] = {}
    out: list[Fact] = []
    for fact in facts:
        sentence, group = start_of(fact.group.head), fact.group
        if group.who is None and not fact.part:
            near = last.get(sentence) or first.get(sentence)
            if near is not None and near.trigger.kind == fact.trigger.kind:
                group = dataclasses.replace(group, who=near.group.who)
        out.append(dataclasses.replace(fact, group=group))
        if group.who is not None and not fact.part and not group.implicit:
            last[sentence] = out[-1]
    return out


def tokens_between(first: Token, last: Token) -> list[Token]:
    return list(first.doc[min(first.i, last.i) : max(first.i, last.i) + 1])
