"""Noun phrases: their words, who can act in them, whose they are, and which are places."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from reportedly.find.acts.lexicon import words
from reportedly.model.text import Span

NAMES = frozenset(("GPE", "NORP", "ORG", "PERSON"))
GROUND = frozenset(("GPE", "LOC", "FAC"))
NOT_NAMES = frozenset(
    ("DATE", "TIME", "CARDINAL", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "LANGUAGE", "WORK_OF_ART")
)
LEFT = frozenset(
    ("det", "amod", "compound", "nummod", "poss", "nmod", "quantmod", "predet", "npadvmod", "advmod", "punct", "dep")
)
OWNERS = frozenset(("poss", "compound", "amod", "nmod", "npadvmod"))
OWNER_PREPOSITIONS = ("of", "by", "against", "from", "with", "between", "to", "on", "in", "among", "toward", "towards")
LONGEST = 14
DEEPEST = 3
PHRASE_PREPOSITIONS = ("of", "in", "from", "for", "throughout", "across")


def readings(token: Token) -> tuple[str, ...]:
    """The word as it may stand in a list: lemma, form, and the form without a plural or a lost possessive ending."""
    return _readings(token.lemma_.lower(), token.lower_)


@functools.lru_cache(maxsize=65536)
def _readings(lemma: str, form: str) -> tuple[str, ...]:
    out = [lemma, form]
    if form.endswith("ies"):
        out.append(form[:-3] + "y")
    if form.endswith("men"):
        out.append(form[:-3] + "man")
    if form.endswith("es"):
        out.append(form[:-2])
    if form.endswith("s"):
        out.append(form[:-1])
    if "-" in form:
        out.extend(_readings(form.rpartition("-")[2], form.rpartition("-")[2]))
    return tuple(dict.fromkeys(out))


def is_one_of(token: Token, listed: frozenset[str]) -> bool:
    """Whether the word, in one of its readings, is in the list."""
    return any(reading in listed for reading in readings(token))


def is_name(token: Token) -> bool:
    """A proper name, by its label or its capitals."""
    if token.ent_type_ in NOT_NAMES or token.lower_ in words().calendar:
        return False
    if token.ent_type_ in NAMES:
        return True
    return token.pos_ == "PROPN" and not token.is_stop and len(token) > 1 and not token.is_punct


def is_actor(token: Token, depth: int = 0) -> bool:
    """Whether the phrase of this head can act: a name, a noun of people or bodies, or a pronoun."""
    if token.ent_type_ in ("DATE", "TIME", "MONEY", "PERCENT"):
        return False
    if is_one_of(token, words().actors) or (token.pos_ == "PRON" and token.lower_ in words().pronouns):
        return True
    if is_one_of(token, words().weapons):
        return False
    if is_one_of(token, words().places):
        return False
    if is_name(token) or is_people_noun(token):
        return True
    if depth > DEEPEST or not is_one_of(token, words().portions):
        return False
    return any(is_actor(part, depth + 1) for part in after(token, ("of",)))


def is_people_noun(token: Token) -> bool:
    """A noun of people by its ending: "dockers", "loyalists", "a pacifist"."""
    if token.tag_ not in ("NN", "NNS") or is_one_of(token, words().not_actors):
        return False
    return token.lower_.endswith(words().endings["plural" if token.tag_ == "NNS" else "singular"])


def is_place(token: Token, strict: bool = False, depth: int = 0) -> bool:
    """Whether the phrase of this head is ground. Loosely, any name counts that is no person and no people."""
    if is_one_of(token, words().places) or token.ent_type_ in GROUND:
        return True
    is_part = depth <= DEEPEST and is_one_of(token, words().portions)
    if is_part and any(is_place(part, strict, depth + 1) for part in after(token, ("of",))):
        return True
    if strict or token.ent_type_ in NOT_NAMES:
        return False
    return token.pos_ == "PROPN" and not is_one_of(token, words().actors) and token.ent_type_ != "NORP"


def is_site(token: Token) -> bool:
    """Behind a preposition: a place, or a name that can be one (the labels take many a town for a person)."""
    if token.ent_type_ == "NORP" or token.lower_ in words().calendar:
        return False
    return is_place(token) and (token.ent_type_ != "PERSON" or token.head.lower_ in ("in", "near", "outside", "inside"))


def is_armed(token: Token) -> bool:
    """Whether the phrase of this head can hold ground: fighters, armies, states; names get the benefit of the doubt."""
    return is_one_of(token, words().armed) or is_name(token)


def after(token: Token, prepositions: Iterable[str]) -> Iterator[Token]:
    """The nouns behind these prepositions that hang on the token, through "out of" and the like."""
    wanted = tuple(prepositions)
    for child in token.children:
        if child.dep_ in ("prep", "agent", "prt", "dative", "advmod") and child.pos_ in ("ADP", "SCONJ", "PART", "ADV"):
            for grand in child.children:
                if grand.dep_ in ("pobj", "pcomp") and child.lower_ in wanted:
                    yield from with_coordinates(grand)
                elif grand.dep_ == "prep":
                    inner = [t for t in grand.children if t.dep_ == "pobj"]
                    if grand.lower_ in wanted or child.lower_ in wanted:
                        for noun in inner:
                            yield from with_coordinates(noun)


def with_coordinates(token: Token) -> Iterator[Token]:
    """The head and those joined to it by "and" or a comma, in the order of the text."""
    todo = [token]
    while todo:
        head = todo.pop()
        yield head
        todo.extend(c for c in reversed(list(head.children)) if c.dep_ == "conj" and c.pos_ not in ("VERB", "AUX"))


def owners(token: Token, depth: int = 0) -> list[Token]:
    """The actors named within the phrase of a thing: "Serbia's demand", "an Indian offer", "the killing by police"."""
    found = owners_before(token)
    if found:
        return found
    for preposition in OWNER_PREPOSITIONS:
        for noun in after(token, (preposition,)):
            if is_actor(noun):
                found.append(noun)
            elif depth < 2:
                found.extend(owners(noun, depth + 1))
        if found:
            return found
    return found


def owners_before(token: Token) -> list[Token]:
    """Those of them that stand before the noun."""
    return [
        part
        for child in token.children
        if child.dep_ in OWNERS and child.pos_ != "PRON" and (is_actor(child) or is_people_adjective(child))
        for part in with_coordinates(child)
    ]


def is_people_adjective(token: Token) -> bool:
    """An adjective of a people or party, "Serbian": labelled so, or capitalised within the sentence."""
    if token.ent_type_ == "NORP":
        return True
    if token.lower_ in words().calendar or token.ent_type_ in NOT_NAMES:
        return False
    if token.is_upper and token.head.is_upper:
        return False
    return token.text[:1].isupper() and token.pos_ in ("ADJ", "PROPN") and not token.is_sent_start and len(token) > 3


def left_of(token: Token) -> int:
    """Index of the first word of the phrase."""
    first = token.i
    for child in token.lefts:
        if child.dep_ in LEFT and child.pos_ != "VERB" and child.left_edge.i >= token.i - LONGEST:
            first = min(first, child.left_edge.i)
        elif child.dep_ == "amod" and child.i >= token.i - 4:
            first = min(first, child.left_edge.i if child.left_edge.i >= token.i - 8 else child.i)
    while first < token.i and (token.doc[first].is_punct or token.doc[first].is_space):
        first += 1
    return first


def right_of(token: Token, depth: int = 0) -> int:
    """Index of the last word of the phrase, "of" phrases taken in, relative clauses and appositions left out.

    Before the verb, "in", "from" and the like belong to the phrase too; behind it they may belong to the verb.
    """
    last = token.i
    kept = PHRASE_PREPOSITIONS if leads(token) else ("of",)
    for child in token.rights:
        if child.dep_ == "prep" and child.lower_ in kept and child.i == last + 1 and depth < 3:
            for noun in child.children:
                if noun.dep_ == "pobj" and noun.i - token.i < LONGEST and noun.ent_type_ not in ("DATE", "TIME"):
                    last = right_of(noun, depth + 1)
        elif child.dep_ in ("nummod", "compound") and child.i == last + 1:
            last = child.i
    return last


def leads(token: Token) -> bool:
    """Whether the phrase is the subject of a verb that follows, itself or through "thousands of"."""
    for _ in range(3):
        if token.dep_ in ("nsubj", "nsubjpass"):
            return token.head.i > token.i
        if token.dep_ != "pobj" or token.head.lower_ not in ("of", *PHRASE_PREPOSITIONS):
            return False
        token = token.head.head
    return False


def phrase(token: Token) -> Span:
    """The characters of the whole noun phrase; of an owner inside another phrase, its own words only."""
    doc, first, last = token.doc, left_of(token), right_of(token)
    if token.dep_ in OWNERS:
        last = token.i
    end = doc[last]
    return Span(doc[first].idx, end.idx + len(end.text))


def phrase_text(token: Token, before: int = 0) -> str:
    """The words of the noun phrase, with some words before it."""
    return str(token.doc[max(0, left_of(token) - before) : right_of(token) + 1].text)


def place_phrase(token: Token) -> Span:
    """The words of a place; determiners and "rebel-held" stay outside."""
    doc, first, last = token.doc, left_of(token), right_of(token)
    for i in range(first, token.i):
        if doc[i].lower_.rpartition("-")[2] in words().holding and (doc[i].is_alpha is False or doc[i - 1].text == "-"):
            first = i + 1
    while first < token.i and doc[first].dep_ in ("det", "quantmod", "predet"):
        first += 1
    end = doc[last]
    return Span(doc[first].idx, end.idx + len(end.text))
