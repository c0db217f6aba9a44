"""Who is told dead or hurt: whether the words tell a death, how many they list, and whether two are one person.

Reports first tell the shot, then the wound, then the death: one victim may stand in claims of several types.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from reportedly.reconcile.claims import JSON, fold
from reportedly.rules import load_rules

EMERGENCY = (911, 999, 112)  # numbers that people call
_NAMED = re.compile(r"(?:^|[\s,])([A-Z][\w'’-]+(?: [A-Z][\w.'’-]*)*)[,.\s]*(?:\d{1,2}[,.\s]*)?$")
_PIECES = re.compile(r",? and |, (?!\d{1,3}(?:[,;.]|$| and))|; ")
_ARTICLE = re.compile(
    r"^(?:the|a|an|his|her|their|its|our|my|one|another|\d{1,3}[- ](?:year|month|week)s?[- ]old)\b", re.I
)
_PROPER = re.compile(r"^(?:\d{1,3}[- ]years?[- ]old )?[A-Z][\w'’-]+(?: [A-Z][\w.'’-]*)*(?:, \d{1,3})?,?$")


@functools.cache
def _stems(name: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(load_rules("victims")[name]) + ")", re.I)


def who_of(claim: JSON) -> str:
    """The words for the victims; empty where there are none."""
    return str((claim.get("who") or {}).get("text") or "")


def tells_death(claim: JSON) -> bool:
    """Whether the words of a claim tell a death, and not only a shot or a hit."""
    return bool(_stems("death").search(claim["quote"]) or _stems("death").search(who_of(claim)))


def tells_hit(claim: JSON) -> bool:
    """Whether the words tell that people were hit without saying how it went for them."""
    return bool(_stems("hit").search(claim["quote"])) and not tells_death(claim)


def counts_wounds(claim: JSON) -> bool:
    """Whether a vague number counts wounds, shots or other things and no people ("several gunshot wounds")."""
    if claim.get("hedge") != "vague":
        return False
    rules = load_rules("victims")
    if any(w in rules["nobody"] for w in fold(who_of(claim) or claim["quote"]).split()):
        return True
    words = fold(claim["quote"]).split()
    return any(
        w in rules["several"] and any(x in rules["nobody"] for x in words[i + 1 : i + 4]) for i, w in enumerate(words)
    )


def miscounts(claim: JSON) -> bool:
    """Whether a number is no number of victims by its own words: it counts wounds, is an age ("Jane Roe, 20") or the number
    of the emergency call, or counts those who were charged.
    """
    value, quote = claim.get("value"), claim["quote"]
    if counts_wounds(claim) or (value in EMERGENCY and not re.search(rf"\b{value} (?!after|and|to|for)[a-z]", quote)):
        return True
    if (
        value
        and value > 1
        and re.search(rf"\b[A-Z][\w'’-]+, {value}\b", quote)
        and not re.search(rf"\b{value} [a-z]", quote)
    ):
        return True
    who = who_of(claim)
    after = quote.partition(who)[2] if who else ""
    return bool(value and value > 1 and _stems("accused").match(after.strip()))


def listed(claim: JSON) -> int | None:
    """How many people the words for the victims list ("a man and two children": 3); None when that is not plain."""
    pieces = [p.strip(" ,;") for p in _PIECES.split(who_of(claim))]
    if len(pieces) < 2:
        return None
    rules = load_rules("victims")
    total = 0
    for piece in pieces:
        words = fold(piece).split()
        if not words:
            return None
        number = next((rules["numbers"].index(w) for w in words[:2] if w in rules["numbers"]), None)
        if any(w in rules["couple"] for w in words):
            total += 2
        elif number is not None:
            total += number
        elif _PROPER.match(piece) or ((_ARTICLE.match(piece) or len(words) <= 2) and words[-1] in rules["one"]):
            total += 1
        else:
            return None
    return total


def with_own_death(claim: JSON) -> bool:
    """Whether the words tell that who killed the victims died by the same hand ("shot his wife, then himself")."""
    return bool(_stems("self").search(claim["quote"]))


def is_one_more(claim: JSON) -> bool:
    """Whether a single victim is told as one more beside others ("a fourth victim"), and so is no total."""
    return claim.get("value") == 1 and any(w in load_rules("victims")["more"] for w in fold(who_of(claim)).split())


def name_of(claim: JSON) -> frozenset[str]:
    """The words of the name of a victim; empty when the words are none, or the name is that of a school or town."""
    found = _NAMED.search(who_of(claim).strip())
    if not found:
        return frozenset()
    rules = load_rules("victims")
    return frozenset(w for w in fold(found[1]).split() if w not in rules["anyone"] and not w.isdigit())


def is_another(claim: JSON, dead: Sequence[JSON]) -> bool:
    """Whether those told as hurt are others than those told as dead: by name, or by what the words call them. Several
    are others, unless they are as many as the dead and only told to have been hit.
    """
    rules = load_rules("victims")
    who = who_of(claim)
    words = fold(f"{who} {claim['quote']}").split()
    other = any(word in rules["another"] for word in words)
    value = claim.get("value") or 1
    if value > 1:
        return other or not (tells_hit(claim) and any((c.get("value") or listed(c) or 1) >= value for c in dead))
    if other:
        return True
    if names := name_of(claim):
        gone = [own for c in dead if (own := name_of(c))]
        return bool(gone) and all(names.isdisjoint(own) for own in gone)
    nouns = [w for w in fold(who).split() if w.isalpha()]
    return bool(nouns) and not any(w in rules["anyone"] for w in nouns)


def persons_named(claims: Iterable[Mapping[str, Any]]) -> int:
    """How many single victims with different names some claims tell; two names that share a word are one person's."""
    seen: list[frozenset[str]] = []
    for claim in claims:
        own = name_of(claim) if claim.get("value") == 1 else frozenset()
        if own and all(own.isdisjoint(other) for other in seen):
            seen.append(own)
    return len(seen)
