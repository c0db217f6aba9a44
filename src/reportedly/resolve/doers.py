"""Who can have done it: no place, no weapon, not the victims themselves. What cannot is left out: "unknown" is an answer."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence

from reportedly.model.claim import Actor
from reportedly.model.text import Span
from reportedly.resolve.places import ReportPlaces
from reportedly.resolve.scene import Scene
from reportedly.rules import load_rules

NOT_PLACES = ("people", "metonym")  # words of place that stand for those who act


def can_act(span: Span, found: Actor, roles: Mapping[str, Sequence[Span]], scene: Scene) -> bool:
    """Whether the words can name who did it, for a claim with these roles; `found` is whom the words mean."""
    words = span.of(scene.text)
    if names_nobody(words) or any(harmed(span, victim, scene.text) for victim in roles.get("who", ())):
        return False
    return found.id is not None or found.sector is not None or not is_place(span, scene.places)


def names_nobody(words: str) -> bool:
    """Whether all the words are of weapons, attacks, days and the like."""
    return all(word in things() for word in words.lower().split())


def harmed(doer: Span, victim: Span, text: str) -> bool:
    """Whether the one who did it would be the one to whom it was done."""
    return doer.overlaps(victim) or doer.of(text).lower() == victim.of(text).lower()


def is_place(span: Span, places: ReportPlaces) -> bool:
    """Whether the words are the name of a place, which does not act."""
    return any(
        mention.kind not in NOT_PLACES and place.precision != "country" and mention.span.holds(span)
        for mention, place in places
    )


@functools.cache
def things() -> frozenset[str]:
    """The words that name nobody who acts."""
    return frozenset(load_rules("doers")["things"])
