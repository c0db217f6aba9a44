"""Who did it: the subject of the verb, its "by", or the one whose attack it is ("rebel shelling")."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span as Words
from spacy.tokens import Token

from reportedly.find.figures.facts import Fact, anchor
from reportedly.find.figures.groups import INSIDE
from reportedly.find.figures.lexicon import nouns
from reportedly.find.figures.phrases import phrase
from reportedly.find.figures.sentences import above, around, start_of
from reportedly.find.figures.victims import children, of_objects, passive, relative, subjects_of
from reportedly.model.text import Span
from reportedly.rules import load_rules

CARRIED = frozenset({"killed", "injured", "casualties", "trapped", "abducted"})
"""The types whose doer may stand in the sentence before. No further back: of those laid so, most were laid wrongly."""

AGAIN = frozenset({"the", "these", "those", "this", "that"})
FAR = 150
"""How many words back an attack told of again is looked for."""


def doers_of(fact: Fact) -> tuple[Span, ...]:
    """The words for who did it, most direct first, at most two; none where the report does not say."""
    group = fact.group.who
    found: list[Span] = []
    for span in candidates(fact):
        own = span.overlaps(anchor(fact)) or (group is not None and span.overlaps(group))
        if not own and not any(span.overlaps(f) for f in found):
            found.append(span)
        if len(found) == 2:
            break
    return tuple(found)


def candidates(fact: Fact) -> Iterator[Span]:
    token = fact.mention.token
    yield from directly(fact)
    sentence = around(token)
    yield from by_attack(sentence, token.i)
    if fact.trigger.type in CARRIED and not told_both(sentence) and sentence.start > 0:
        before = around(token.doc[sentence.start - 1])
        yield from by_attack(before, before.end)


def directly(fact: Fact) -> Iterator[Span]:
    """Subject or agent of the telling word itself, or of the verb that it hangs on."""
    token, how = fact.mention.token, fact.trigger.how
    if how in ("object", "deed"):
        for agent in of_objects(token, "by"):
            yield from doing(agent)
    if how == "object" and token.tag_ == "VBG":
        verb = next((a for a in above(token) if a.pos_ == "VERB"), None)
        upper = subjects_of(verb) if verb is not None else []
        yield from (span for s in (*subjects_of(token), *upper) for span in doing(s))
    elif how == "object" and active(token):
        yield from (span for s in subjects_of(token) for span in doing(s))
    if how in ("harm", "deed", "state", "people", "toll"):
        verb = next((a for a in (token, *above(token)) if a.pos_ == "VERB"), None)
        if verb is not None and verb.lemma_ in load_rules("figures")["causing"]:
            yield from (span for s in subjects_of(verb) for span in doing(s))


def active(verb: Token) -> bool:
    return not passive(verb) and verb.dep_ not in ("acl", "amod") and bool(children(verb, "dobj") or verb.tag_ != "VBN")


def doing(token: Token) -> Iterator[Span]:
    """The one who acts, from the noun that stands as subject or agent."""
    token = relative(token, token.head)
    low = token.lower_
    if low in load_rules("figures")["happenings"]:
        return
    if low in nouns("attacks") or low in nouns("things"):
        yield from owner_of(token)
    elif is_actor(token) or low in nouns("groups"):
        yield phrase(token)


def owner_of(attack: Token) -> Iterator[Span]:
    """Whose attack it is; of one told of again ("the sorties killed 12") whose it was said to be where it was told last."""
    own = list(named_owner(attack))
    yield from own
    if not own and any(t.lower_ in AGAIN for t in attack.lefts):
        before = attack.doc[max(0, attack.i - FAR) : attack.i]
        told = (list(named_owner(t)) or list(launcher_of(t)) for t in reversed(before) if t.lower_ == attack.lower_)
        yield from next((owners for owners in told if owners), [])


def launcher_of(attack: Token) -> Iterator[Span]:
    """Who carried it out: the subject of its verb ("the air force carried out 12 sorties")."""
    verb = attack.head
    if attack.dep_ == "dobj" and verb.lemma_ in load_rules("figures")["attacking"]:
        yield from (phrase(subject) for subject in subjects_of(verb) if is_actor(subject))


def named_owner(attack: Token) -> Iterator[Span]:
    """Whose attack its own words say it is: "by rebels", "a raid launched by the army", "the army's raid", "rebel shelling"."""
    for agent in of_objects(attack, "by", "from"):
        if agent.lower_ in nouns("attacks"):
            yield from owner_of(agent)
        elif is_actor(agent):
            yield phrase(agent)
    for clause in children(attack, "acl", "relcl"):
        yield from (phrase(agent) for agent in of_objects(clause, "by", "on") if is_actor(agent))
        if clause.lemma_ in load_rules("figures")["attacking"]:
            yield from (phrase(s) for s in children(clause, "nsubj") if is_actor(s))
    yield from (phrase(owner) for owner in children(attack, "poss") if is_actor(owner))
    yield from named_before(attack)
    yield from (phrase(a) for a in of_objects(attack, "of") if a.lower_ in nouns("forces"))


def named_before(attack: Token) -> Iterator[Span]:
    """The words for an actor right before an attack: "US-led coalition air strikes", "Terrorist Rocket Attacks"."""
    doc, first = attack.doc, attack.i
    while first > start_of(attack) and attack.i - first < 7:
        before = doc[first - 1]
        if before.lower_ in ("the", "a", "an") or (
            before.text != "-" and (before.is_punct or before.pos_ not in INSIDE)
        ):
            break
        first -= 1
    actors = [t for t in doc[first : attack.i] if is_actor(t)]
    if actors:
        start = actors[0].i
        while start - 2 >= first and doc[start - 1].text == "-":
            start -= 2
        yield Span(doc[start].idx, actors[-1].idx + len(actors[-1]))


def is_actor(token: Token) -> bool:
    """A word for who acts: forces, fighters, a name, a nationality or the like."""
    low = token.lower_
    if low in nouns("forces"):
        return True
    idle = low in nouns("attacks") or low in nouns("things") or low in nouns("calendar") or low in nouns("means")
    if idle or token.like_num or token.pos_ not in ("PROPN", "ADJ", "NOUN"):
        return False
    return token.text[:1].isupper() or low in nouns("people")


def told_both(sentence: Words) -> bool:
    """Whether the sentence tells of a fight of two sides, whose dead are laid to neither."""
    fights = load_rules("figures")["fights"]
    return any(t.lower_ in fights for t in sentence)


def by_attack(sentence: Words, at: int) -> Iterator[Span]:
    """The owner of an attack named in the sentence, nearest first; then who attacks in a clause of it."""
    near = sorted(sentence, key=lambda t: (abs(t.i - at), t.i < at))
    named = [
        t for t in near if t.lower_ in nouns("attacks") and (t.pos_ in ("NOUN", "PROPN") or t.dep_ in ("pobj", "pcomp"))
    ]
    for attack in named:
        if attack.dep_ not in ("compound", "dobj"):
            yield from owner_of(attack)
    attacking = load_rules("figures")["attacking"]
    for verb in near:
        if verb.pos_ == "VERB" and verb.lemma_ in attacking and verb.i != at:
            subjects = [] if passive(verb) else subjects_of(verb)
            yield from (phrase(s) for s in (*of_objects(verb, "by", "on"), *subjects) if is_actor(s))
    for attack in named:
        if attack.dep_ in ("compound", "dobj"):
            yield from owner_of(attack)
