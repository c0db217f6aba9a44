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
    words, victims = span.of(scene.text), roles.get("who", ())
    if names_nobody(words) or any(harmed(span, victim, scene.text) for victim in victims):
        return False
    if victims and found.sector in no_force() and not is_armed(words):
        return False
    if any(of_their_side(words, victim.of(scene.text), found.sector) for victim in victims):
        return False
    return found.id is not None or found.sector is not None or not is_place(span, scene.places)


def names_nobody(words: str) -> bool:
    """Whether all the words are of weapons, attacks, days and the like."""
    return all(word in things() for word in words.lower().split())


def harmed(doer: Span, victim: Span, text: str) -> bool:
    """Whether the one who did it would be the one to whom it was done."""
    return doer.overlaps(victim) or doer.of(text).lower() == victim.of(text).lower()


def of_their_side(doer: str, victim: str, sector: str | None) -> bool:
    """Whether the one who did it bears the name of the victims' own side: "Peshmerga forces" of "eight Peshmerga".

    A state kills people of its own name, but hardly its own soldiers.
    """
    shared = {word for word in names_in(doer) & names_in(victim) if word not in things()}
    return bool(shared) and (is_armed(victim) or sector in groups())


def is_armed(words: str) -> bool:
    """Whether the words tell of those who serve under arms: "MONUSCO peacekeepers", "Turkish soldiers"."""
    return any(word in service() for word in words.lower().split())


def names_in(words: str) -> set[str]:
    """The words with a capital, in lower case."""
    return {word.lower().removesuffix("'s").removesuffix("’s") for word in words.split() if word[:1].isupper()}


def is_place(span: Span, places: ReportPlaces) -> bool:
    """Whether the words are the name of a place, which does not act."""
    return any(
        mention.kind not in NOT_PLACES and place.precision != "country" and mention.span.holds(span)
        for mention, place in places
    )


@functools.cache
def no_force() -> frozenset[str]:
    """The sectors of those who kill, hurt and take nobody."""
    return frozenset(load_rules("doers")["no_force"])


@functools.cache
def groups() -> frozenset[str]:
    """The sectors whose names are those of a group, not of a state."""
    return frozenset(load_rules("doers")["groups"])


@functools.cache
def service() -> frozenset[str]:
    """Nouns for those who serve a state under arms."""
    return frozenset(load_rules("doers")["service"])


@functools.cache
def things() -> frozenset[str]:
    """The words that name nobody who acts."""
    return frozenset(load_rules("doers")["things"])
