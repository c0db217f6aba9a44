"""One figure before its roles."""

from __future__ import annotations

from dataclasses import dataclass

from reportedly.find.figures.groups import Group
from reportedly.find.figures.lexicon import Trigger
from reportedly.find.figures.words import Mention
from reportedly.model.text import Span


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure before its roles: what happened (`trigger`), to whom (`group`), and which word said so."""

    trigger: Trigger
    mention: Mention
    group: Group
    part: bool = False
    denied: bool = False
    way: str = "parse"


def anchor(fact: Fact) -> Span:
    if fact.group.amount is not None:
        return fact.group.amount.span
    return Span(fact.mention.start, fact.mention.end)
