"""The roles of a figure, by the structure of its sentence: told together as one claim."""

from __future__ import annotations

import re

from reportedly.find.figures.admit import name_alone
from reportedly.find.figures.doers import doers_of
from reportedly.find.figures.facts import Fact, anchor
from reportedly.find.figures.groups import Group
from reportedly.find.figures.lexicon import pattern
from reportedly.find.figures.places import moves_of, places_of, times_of
from reportedly.find.figures.sentences import around
from reportedly.find.figures.words import Reading
from reportedly.model.text import Span
from reportedly.model.told import Told
from reportedly.rules import load_rules

MANY = 2000
"""A toll from here on counts a war, not an incident."""


def with_roles(reading: Reading, fact: Fact) -> Told:
    """The fact as a claim told, with all roles that its sentence fills."""
    group, trigger = fact.group, fact.trigger
    roles = {"who": (group.who,) if group.who is not None else (), "time": times_of(reading, fact)}
    if trigger.kind == "toll":
        roles |= {"perpetrator": doers_of(fact), "place": places_of(reading, fact)}
    else:
        roles |= moves_of(reading, fact)
    return Told(
        kind=trigger.kind,
        type=trigger.type,
        anchor=anchor(fact),
        quote=quote_of(fact),
        status="denied" if fact.denied else "reported",
        roles={role: spans for role, spans in roles.items() if spans},
        amount=group.amount,
        unit=unit_of(group) if trigger.kind == "displacement" else None,
        total=trigger.kind == "toll" and trigger.type not in ("trapped", "missing") and counts_many(reading, fact),
        part=fact.part,
        rule=rule_of(fact),
        confidence=confidence_of(fact),
        why=(f"trigger: {fact.mention.token.text}", f"found by: {fact.way}"),
    )


def rule_of(fact: Fact) -> str:
    """The trigger's rule; with `person` or `persons` where people are counted that no number tells."""
    way = () if fact.way == "parse" else (fact.way,)
    number = number_told(fact.group)
    told = {"named": "person"}.get(number, number)
    return ".".join((fact.trigger.rule, *way, *((told,) if told in ("person", "persons") else ())))


def number_told(group: Group) -> str:
    """How many they are: `counted` by a number, one `person` by a noun, one `named` alone, several `persons`, or `none`."""
    if group.amount is None:
        return "none"
    if not group.implicit:
        return "counted"
    if group.amount.value != 1:
        return "persons"
    return "named" if name_alone(group.head) else "person"


def confidence_of(fact: Fact) -> float:
    """How often claims of this type, or else of this kind, are right on the training data; the table is in the rules."""
    table = load_rules("figures")["confidence"]
    number = number_told(fact.group)
    type_, kind = fact.trigger.type, fact.trigger.kind
    of_kind = table["ways"].get(f"{kind}.{fact.way}.{number}", 0.5)
    of_type = table["types"].get(f"{type_}.{number}", of_kind)
    measured = table["types"].get(f"{type_}.{fact.way}.{number}", of_type)
    return min(float(measured), fact.trigger.most)


def counts_many(reading: Reading, fact: Fact) -> bool:
    """Whether the figure counts many incidents over a window."""
    amount = fact.group.amount
    if amount is not None and amount.value is not None and amount.value >= MANY:
        return True
    return bool(pattern("totals").search(around(fact.mention.token).text))


def unit_of(group: Group) -> str:
    if group.amount is not None and group.amount.unit is not None:
        return group.amount.unit
    if group.amount is None and re.fullmatch(r"families|households", group.head.lower_):
        return "households"
    return "people"


def quote_of(fact: Fact) -> Span:
    """From the figure to the word that tells of it; of a part only its own words."""
    spans = [anchor(fact)]
    head = fact.group.head
    if fact.group.who is not None and fact.group.who.overlaps(Span(head.idx, head.idx + len(head))):
        spans.append(fact.group.who)
    if not fact.part:
        spans.append(Span(fact.mention.start, fact.mention.end))
    return Span(min(s.start for s in spans), max(s.end for s in spans))
