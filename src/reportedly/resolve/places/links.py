"""Which mention tells where another lies: "Gainesville, Florida", "Saraqib in Idlib province", "Mali's Gao"."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.gazetteer import Entry
from reportedly.model.place import PlaceMention
from reportedly.resolve.places.lexicon import lexicon

_SPACE = re.compile(r"\.?\s")
_IN = re.compile(r"(?:,? (?:\w+ ){0,3}?(?:in|of|inside|within)(?: the)?(?: \w+){0,3}? )|,? in ", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s (?:[\w-]+ ){0,3}$")
_LONGEST_GAP = 48


@functools.cache
def _comma() -> re.Pattern[str]:
    """A comma or bracket, with the unit that the first is: "Khas district, Uruzgan"."""
    units = "|".join(map(re.escape, lexicon().units))
    return re.compile(rf"(?: (?:{units}))?(?:\.?\s?,\s?|\s\(|\s?/\s?)")


@dataclass(frozen=True, slots=True)
class Link:
    """Mention `inner` lies in mention `outer`; `strength` in log odds."""

    inner: int
    outer: int
    strength: float


def links(text: str, mentions: Sequence[PlaceMention]) -> list[Link]:
    """The links between neighbours; which of the two holds the other the candidates decide."""
    found = []
    for i in range(len(mentions) - 1):
        here, there = mentions[i], mentions[i + 1]
        gap = text[here.span.end : there.span.start]
        if len(gap) > _LONGEST_GAP or "\n" in gap:
            continue
        if _comma().fullmatch(gap):
            found.append(Link(i, i + 1, 6.0))
        elif _SPACE.fullmatch(gap) and here.kind != "people":
            found.append(Link(i, i + 1, 4.0))
        elif _IN.fullmatch(gap):
            found.append(Link(i, i + 1, 3.0))
        if _POSSESSIVE.fullmatch(gap):
            found.append(Link(i + 1, i, 3.0))
    return found


def lies_in(inner: Entry, outer: Entry) -> bool:
    """Whether the one is a unit or country that holds the other."""
    if inner.country is None or inner.country != outer.country or inner.key == outer.key:
        return False
    if outer.kind == "c":
        return inner.kind != "c"
    if outer.kind == "p":
        return inner.admin1 == outer.key
    return outer.kind == "d" and inner.kind == "t" and inner.admin2 == outer.key
