"""Who can have done it: no place, no weapon, not the victims themselves. What cannot is left out: "unknown" is an answer."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence

from reportedly.actors import Register
from reportedly.actors.fold import fold_actor
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
    rules = load_rules("doers")
    helps = found.sector in rules["no_force"] or found.id in rules["unarmed"]
    if victims and helps and not is_armed(words):
        return False
    if any(of_their_side(words, victim.of(scene.text), found, scene.register) for victim in victims):
        return False
    return found.id is not None or found.sector is not None or not is_place(span, scene.places)


def names_nobody(words: str) -> bool:
    """Whether all the words are of weapons, attacks, days and the like."""
    return all(word in things() for word in words.lower().split())


def harmed(doer: Span, victim: Span, text: str) -> bool:
    """Whether the one who did it would be the one to whom it was done."""
    return doer.overlaps(victim) or doer.of(text).lower() == victim.of(text).lower()


def of_their_side(doer: str, victim: str, found: Actor, register: Register) -> bool:
    """Whether the one who did it bears the name of the victims' own side: "Peshmerga forces" of "eight Peshmerga".

    A group does so by its whole name, a state's force by the name of the state before soldiers: a state kills people of its
    own name, and rebels kill soldiers of theirs.
    """
    own, others = names_in(doer), set(victim.lower().split())
    if found.sector in load_rules("doers")["groups"]:
        return bool(own) and own <= others and not any(fold_actor(word) in register.nations for word in own)
    of_state = found.sector in load_rules("doers")["state"]
    return of_state and is_armed(victim) and bool(own & others)


def names_in(words: str) -> set[str]:
    """The words that name somebody, in small letters: without articles, numbers and nouns that many bear."""
    plain = (word.lower().removesuffix("'s").removesuffix("’s") for word in words.split() if word[:1].isupper())
    return {word for word in plain if word not in things() and not is_armed(word)}


def is_armed(words: str) -> bool:
    """Whether the words tell of those who serve under arms: "MONUSCO peacekeepers", "Turkish soldiers"."""
    return any(word in service() for word in words.lower().split())


def is_place(span: Span, places: ReportPlaces) -> bool:
    """Whether the words are the name of a place, which does not act."""
    return any(
        mention.kind not in NOT_PLACES and place.precision != "country" and mention.span.holds(span)
        for mention, place in places
    )


@functools.cache
def service() -> frozenset[str]:
    """Nouns for those who serve under arms, and for what they fly and do."""
    return frozenset(load_rules("doers")["service"])


@functools.cache
def things() -> frozenset[str]:
    """The words that name nobody who acts."""
    return frozenset(load_rules("doers")["things"])
