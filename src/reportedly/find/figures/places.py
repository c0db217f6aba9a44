"""Where and when a figure is told to have happened, and from where to where people went."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from reportedly.find.figures.facts import Fact
from reportedly.find.figures.lexicon import nouns, pattern
from reportedly.find.figures.phrases import is_name, phrase
from reportedly.find.figures.sentences import above, around, within
from reportedly.find.figures.victims import children
from reportedly.find.figures.words import Reading
from reportedly.model.text import Span
from reportedly.rules import load_rules

WHERE = frozenset(
    {
        "in",
        "at",
        "near",
        "on",
        "inside",
        "outside",
        "around",
        "across",
        "within",
        "over",
        "against",
        "throughout",
        "north",
        "south",
        "east",
        "west",
        "close",
    }
)
FROM = frozenset({"from", "out"})
TO = frozenset({"to", "into", "toward", "towards", "for"})
CARRY = 3
"""How many sentences back a place is carried on from, when the figure's own names none."""


def places_of(reading: Reading, fact: Fact) -> tuple[Span, ...]:
    """Where it happened: places bound to the telling word, then others of its sentence, then of sentences before."""
    token = fact.mention.token
    bound = list(bound_places(token, fact.group.head))
    found = [*bound, *(p for p in sentence_places(token) if p not in bound)]
    if not found:
        found = carried(token)
    return tuple(dict.fromkeys(phrase(p) for p in found if not in_who(p, fact)))[:3]


def in_who(place: Token, fact: Fact) -> bool:
    who = fact.group.who
    return who is not None and who.start <= place.idx < who.end


def bound_places(token: Token, head: Token) -> Iterator[Token]:
    """Places that hang on the telling word, on the people, or on what these hang on."""
    seen: set[int] = set()
    for upper in (token, *above(token), head):
        if upper.i in seen:
            continue
        seen.add(upper.i)
        yield from hanging(upper)


def hanging(token: Token) -> Iterator[Token]:
    for prep in token.children:
        if prep.dep_ == "prep" and prep.lower_ in WHERE:
            yield from ground(prep)


def ground(prep: Token) -> Iterator[Token]:
    """The places behind a preposition, through attacks and the like ("in a raid on the village of Anah")."""
    for place in children(prep, "pobj"):
        if is_place(place):
            yield from (
                inner
                for p in place.children
                if p.lower_ in ("of", "called", "named")
                for inner in children(p, "pobj")
                if is_name(inner)
            )
            yield place
        for deeper in place.children:
            if deeper.dep_ == "prep" and deeper.lower_ in (*WHERE, "of"):
                yield from ground(deeper)


def is_place(token: Token) -> bool:
    """A name or a noun for ground, no date and no people."""
    low = token.lower_
    if low in nouns("calendar"):
        return False
    if low in nouns("grounds") or low in nouns("sites"):
        return True
    return is_name(token) and low not in nouns("people") and low not in nouns("groups") and low not in nouns("attacks")


def sentence_places(token: Token) -> list[Token]:
    """All places of the sentence behind a preposition of place, nearest first."""
    found: list[Token] = []
    attacking = load_rules("figures")["attacking"]
    for prep in around(token):
        if prep.pos_ == "ADP" and prep.lower_ in (*WHERE, "of", "from"):
            found += [p for p in children(prep, "pobj") if named(p)]
        elif prep.pos_ == "VERB" and prep.lemma_ in attacking:
            found += [p for p in children(prep, "dobj") if named(p)]
    return sorted(found, key=lambda p: abs(p.i - token.i))


def named(place: Token) -> bool:
    """Whether it is a place by name, or a part of the country: "the northwest"."""
    part = place.lower_ in load_rules("figures")["directions"] and any(t.lower_ == "the" for t in place.lefts)
    return part or (is_place(place) and (is_name(place) or any(is_name(t) for t in within(place))))


def carried(token: Token) -> list[Token]:
    """The places of the sentences before."""
    sentence = around(token)
    for _ in range(CARRY):
        if sentence.start == 0:
            return []
        sentence = around(token.doc[sentence.start - 1])
        if found := sentence_places(sentence.root):
            return found
    return []


def moves_of(reading: Reading, fact: Fact) -> dict[str, tuple[Span, ...]]:
    """Place, origin and destination of people who had to move."""
    token, head = fact.mention.token, fact.group.head
    origin: list[Token] = []
    destination: list[Token] = []
    for upper in dict.fromkeys((token, *children(token, "conj", "xcomp"), *above(token)[:3], head)):
        for prep in upper.children:
            if prep.dep_ != "prep":
                continue
            if prep.lower_ in FROM:
                origin += (
                    ground(prep)
                    if prep.lower_ == "from"
                    else [p for inner in children(prep, "prep", "pcomp") for p in ground(inner)]
                )
            if prep.lower_ in TO:
                destination += ground(prep)
        if (upper.i == token.i and fact.trigger.how in ("leave", "subject", "harm")) or upper.lemma_ in (
            "leave",
            "flee",
            "escape",
            "abandon",
        ):
            origin += [p for o in children(upper, "dobj") for p in left_ground(o)]
    if not origin and fact.trigger.type in ("displaced", "evacuated"):
        origin = [*hanging(head), *hanging(token)]
    places = [s for s in places_of(reading, fact)]
    spans = {
        "from": [phrase(p) for p in origin],
        "to": [phrase(p) for p in destination],
        "place": places or [phrase(p) for p in origin],
    }
    return {role: tuple(dict.fromkeys(found))[:3] for role, found in spans.items()}


def left_ground(left: Token) -> list[Token]:
    """The ground that is left: of "their homes in the valley" the valley."""
    if left.lower_ in ("home", "homes", "house", "houses", "land", "lands"):
        return list(hanging(left)) or list(hanging(left.head))
    return [left] if is_place(left) else []


def times_of(reading: Reading, fact: Fact) -> tuple[Span, ...]:
    """Words of time in the sentence, the nearest to the telling word first."""
    sentence = around(fact.mention.token)
    at = fact.mention.start
    spans = [
        Span(sentence.start_char + m.start(), sentence.start_char + m.end())
        for m in pattern("dates").finditer(reading.text[sentence.start_char : sentence.end_char])
    ]
    return tuple(sorted(spans, key=lambda s: min(abs(s.start - at), abs(s.end - at))))[:3]
