"""Who did it: the subject of the verb, its "by", or the one whose attack it is ("rebel shelling")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from spacy.tokens import Span as Words
from spacy.tokens import Token

from reportedly.find.figures.facts import Fact, anchor
from reportedly.find.figures.groups import INSIDE, IS
from reportedly.find.figures.lexicon import nouns, pattern
from reportedly.find.figures.phrases import phrase
from reportedly.find.figures.sentences import above, around, start_of
from reportedly.find.figures.victims import children, objects_of, of_objects, passive, relative, subjects_of
from reportedly.find.parse import text_of
from reportedly.model.text import Span
from reportedly.rules import load_rules

CARRIED = frozenset({"killed", "injured", "casualties", "abducted"})
"""The types whose doer may stand in the sentence before. No further back: of those laid so, most were laid wrongly."""
YEAR = re.compile(r"(?:19|20)\d\d")

BEHIND = {False: ("by",), True: ("by", "on")}
"""What the doer stands behind: "blamed on rebels", but "raids on a camp"."""
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
    """The doer of the telling word itself; then of an attack that it is told of; of the only attacks in its sentence; of
    those in the sentence before.
    """
    token = fact.mention.token
    yield from directly(fact)
    own = bound_to(token)
    yield from by_attack(own, token.i)
    sentence = around(token)
    yield from only_attackers(sentence, fact)
    if can_be_carried(fact) and sentence.start > 0 and not told_both(sentence):
        before = around(token.doc[sentence.start - 1])
        yield from by_attack(list(before), before.end)


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
    elif how == "object" and active(token) and token.lemma_ not in load_rules("figures")["undone"]:
        suffering = objects_of(token)  # "twenty migrants drowned": they did it to nobody
        yield from (span for s in subjects_of(token) if s not in suffering for span in doing(s))
    if how in ("harm", "deed", "state", "people", "toll"):
        verb = next((a for a in (token, *above(token)) if a.pos_ == "VERB"), None)
        if verb is not None and verb.lemma_ in load_rules("figures")["causing"]:
            yield from (span for s in subjects_of(verb) for span in doing(s))


def active(verb: Token) -> bool:
    return not passive(verb) and verb.dep_ not in ("acl", "amod") and bool(children(verb, "dobj") or verb.tag_ != "VBN")


def doing(token: Token) -> Iterator[Span]:
    """The one who acts, from the noun that stands as subject or agent."""
    token = sayer(relative(token, token.head))
    low = token.lower_
    if low in load_rules("figures")["happenings"]:
        return
    if low in nouns("attacks") or low in nouns("things"):
        yield from owner_of(token)
    elif is_actor(token) or low in nouns("people") or (low in nouns("groups") and low not in nouns("containers")):
        yield named(token)


def sayer(token: Token) -> Token:
    """The one who speaks, where a pronoun stands for them: "the army said it had killed 12"."""
    clause = token.head
    while token.pos_ == "PRON" and clause.dep_ == "conj":
        clause = clause.head
    if (
        token.lower_ not in load_rules("figures")["selves"]
        or clause.dep_ != "ccomp"
        or clause.head.lemma_ not in load_rules("status")["saying"]
    ):
        return token
    several = ("NNS", "NNPS") if token.lower_ == "they" else ("NN", "NNS", "NNP", "NNPS", "JJ")
    return next((t for t in children(clause.head, "nsubj") if is_actor(t) and t.tag_ in several), token)


def owner_of(attack: Token) -> Iterator[Span]:
    """Whose attack it is; of one told of again ("the sorties killed 12") whose it was said to be where it was told last."""
    own = list(named_owner(attack))
    yield from own
    if not own and any(t.lower_ in AGAIN for t in attack.lefts):
        before = attack.doc[max(0, attack.i - FAR) : attack.i]
        told = (list(named_owner(t)) or list(launcher_of(t)) for t in reversed(before) if t.lower_ == attack.lower_)
        yield from next((owners for owners in told if owners), [])


def named(noun: Token) -> Span:
    """The noun with the words that name it; a date before them ("20 Jan 2015 militants") is another line of the page."""
    span = phrase(noun)
    first = noun
    while first.i > 0 and noun.doc[first.i - 1].idx >= span.start and not dates(noun.doc[first.i - 1]):
        first = noun.doc[first.i - 1]
    return Span(first.idx, span.end)


def dates(word: Token) -> bool:
    """Whether the word is of a date: a month, a day of the week, a year."""
    return word.lower_.rstrip(".") in nouns("calendar") or bool(YEAR.fullmatch(word.text))


def launcher_of(attack: Token) -> Iterator[Span]:
    """Who carried it out: the subject of its verb ("the air force carried out 12 sorties"), or its agent."""
    verb = attack.head
    if verb.lemma_ not in load_rules("figures")["attacking"]:
        return
    if attack.dep_ == "nsubjpass":
        yield from (named(agent) for agent in of_objects(verb, "by") if is_actor(agent))
    if attack.dep_ == "dobj":
        yield from (named(subject) for subject in subjects_of(verb) if is_actor(subject))


def named_owner(attack: Token) -> Iterator[Span]:
    """Whose attack its own words say it is: "by rebels", "a raid launched by the army", "the army's raid", "rebel shelling"."""
    for agent in of_objects(attack, "by", "from"):
        if agent.lower_ in nouns("attacks"):
            yield from owner_of(agent)
        elif is_actor(agent):
            yield named(agent)
    for clause in children(attack, "acl", "relcl"):
        yield from (named(agent) for agent in of_objects(clause, *BEHIND[clause.lemma_ == "blame"]) if is_actor(agent))
        if clause.lemma_ in load_rules("figures")["attacking"]:
            yield from (named(s) for s in children(clause, "nsubj") if is_actor(s))
    yield from (named(owner) for owner in children(attack, "poss") if is_actor(owner))
    yield from named_before(attack)
    yield from (named(a) for a in of_objects(attack, "of") if a.lower_ in nouns("forces"))


def named_before(attack: Token) -> Iterator[Span]:
    """The words for an actor right before an attack: "US-led coalition air strikes", "Terrorist Rocket Attacks"."""
    doc, first = attack.doc, attack.i
    while first > start_of(attack) and attack.i - first < 7:
        before = doc[first - 1]
        joined = before.text == "-" or before.text == IS or (before.i > 0 and doc[before.i - 1].text == "-")
        if before.lower_ in ("the", "a", "an") or (not joined and (before.is_punct or before.pos_ not in INSIDE)):
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
    low = token.lower_.rstrip(".")
    if low in nouns("forces") or token.text == IS:
        return True
    idle = any(low in nouns(kind) for kind in ("attacks", "things", "calendar", "means", "containers"))
    if idle or token.like_num or token.pos_ not in ("PROPN", "ADJ", "NOUN"):
        return False
    name = token.text[:1].isupper() and not (token.is_sent_start and token.pos_ == "NOUN")
    return name or low in nouns("armed")


def told_both(sentence: Words) -> bool:
    """Whether the sentence tells of a fight of two sides, whose dead are laid to neither."""
    fights = load_rules("figures")["fights"]
    return any(t.lower_ in fights for t in sentence)


def only_attackers(sentence: Words, fact: Fact) -> Iterator[Span]:
    """Whose attacks a sentence tells of, where all its attacks are of one and it tells of no fight of two sides."""
    attacks = (
        t for t in sentence if t.lower_ in nouns("attacks") - set(load_rules("figures")["at_rest"]) and t.pos_ != "VERB"
    )
    own = (attack for attack in attacks if not goes_on_beside(attack, fact.mention.token))
    owners = [span for attack in own for span in (*named_owner(attack), *launcher_of(attack))]
    names = {span.of(text_of(sentence.doc)).lower() for span in owners}
    if len(names) == 1 and not told_both(sentence) and not fact.denied:
        yield owners[0]


def goes_on_beside(attack: Token, token: Token) -> bool:
    """Whether an attack is told in a clause beside that of the telling word: "three were stabbed, and air strikes went on"."""
    for word in (attack, *above(attack)):
        if word == token or word.head == token:
            return word != token and word.dep_ in ("conj", "relcl", "advcl")
        if word.dep_ == "relcl":
            return True
    return False


def can_be_carried(fact: Fact) -> bool:
    """Whether the doer may stand in the sentence before: not of a zero, a total, or the attackers of that sentence."""
    attackers = fact.group.head.lemma_.lower() in load_rules("figures")["attackers"]
    summed = pattern("totals").search(around(fact.mention.token).text)
    return fact.trigger.type in CARRIED and not (fact.denied or attackers or summed)


def bound_to(token: Token) -> list[Token]:
    """The words that the telling word hangs on, and those that hang on it, without clauses that only stand beside it: of
    tolls laid to who attacks there, two of three were laid wrongly."""
    upper = []
    for lower, higher in pairwise((token, *above(token))):
        if stands_beside(lower):
            break
        upper.append(higher)
    return [*upper, *below(token), *(t for a in upper[:1] for t in below(a) if t != token)]


def below(token: Token) -> Iterator[Token]:
    """The words that hang on a word, nearest first; an adverbial clause too, where it tells when or how it came about."""
    for child in token.children:
        if child.dep_ not in ("conj", "ccomp", "parataxis", "dep", "appos") and not stands_beside(child):
            yield child
            yield from below(child)


def stands_beside(clause: Token) -> bool:
    """Whether a clause tells something else at the same time: "while one soldier died"."""
    return clause.dep_ == "advcl" and any(t.lower_ in load_rules("figures")["aside"] for t in clause.lefts)


def by_attack(words: Sequence[Token], at: int) -> Iterator[Span]:
    """The owner of an attack named in the words, nearest first; then who attacks in a clause of them."""
    near = sorted(words, key=lambda t: (abs(t.i - at), t.i < at))
    told = [
        t for t in near if t.lower_ in nouns("attacks") and (t.pos_ in ("NOUN", "PROPN") or t.dep_ in ("pobj", "pcomp"))
    ]
    for attack in told:
        if attack.dep_ not in ("compound", "dobj"):
            yield from owner_of(attack)
    attacking = load_rules("figures")["attacking"]
    for verb in near:
        if verb.pos_ == "VERB" and verb.lemma_ in attacking and verb.i != at:
            subjects = [] if passive(verb) else subjects_of(verb)
            yield from (
                named(s) for s in (*of_objects(verb, *BEHIND[verb.lemma_ == "blame"]), *subjects) if is_actor(s)
            )
    for attack in told:
        if attack.dep_ in ("compound", "dobj"):
            yield from owner_of(attack)
