"""Groups of people (or homes): the noun, its number, and the words for who they are."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass

from spacy.tokens import Token

from reportedly.find.figures.lexicon import nouns
from reportedly.find.figures.sentences import above, around, start_of
from reportedly.find.figures.words import COUNTING, Mention, Reading
from reportedly.model.text import Amount, Span
from reportedly.rules import load_rules

REACH = 8
"""How many words before a noun its number is looked for in."""
PART_BEFORE = re.compile(
    r"\b(?:including|among them|amongst them|of whom)(?:\s+(?:at least|more than|about|some|over))?\s+$", re.I
)
INCLUDING = frozenset({"including", "include", "among"})
INSIDE = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "DET", "ADV", "PUNCT", "X", "SYM", "INTJ", "PRON", "SPACE"})
IS = "IS"  # Islamic State, which the parse takes for the verb
NUMBERING = frozenset({"nummod", "amod", "det", "quantmod", "nmod", "compound"})
SINGLE = frozenset(
    {"a", "an", "one", "another", "the", "his", "her", "their", "its", "my", "this", "that", "our", "senior", "former"}
)
ONE = frozenset({"he", "him", "she", "her", "himself", "herself", "who"})


@dataclass(frozen=True, slots=True)
class Group:
    """`amount` None: no number told (a bare plural). `implicit`: one person without a number word."""

    head: Token
    amount: Amount | None
    who: Span | None
    implicit: bool = False


def group_of(reading: Reading, head: Token) -> Group | None:
    """The group whose noun (or bare number) is `head`; None where it counts or names no people and no homes."""
    head, amount = with_number(reading, whole(reading, head))
    if amount is not None:
        if amount.unit not in COUNTING or head.lower_ in nouns("things"):
            return None
        if amount.value is None and not is_people(head):
            return None
        return Group(head, amount, who_of(reading, head, amount))
    if head.lower_ in nouns("things") or head.pos_ in ("VERB", "AUX", "NUM", "ADP", "SYM", "PUNCT", "SPACE"):
        return None
    if single := one_person(reading, head):
        return Group(head, single, who_of(reading, head, single), implicit=True)
    several = is_people(head) and (is_plural(head) or head.lower_ in nouns("groups"))
    if several or head.lower_ in load_rules("figures")["uncounted"]:
        return Group(head, None, who_of(reading, head, None))
    return None


def lifted(reading: Reading, mention: Mention, group: Group) -> Group:
    """Of "12 people including three children" the whole, where the parse took the part for it; but of "40 were treated, of
    whom six died" the six."""
    own_clause = mention.token.dep_ == "relcl" and mention.token in (group.head.head, group.head.head.head)
    if group.amount is None or own_clause:
        return group
    before = reading.text[max(0, group.amount.span.start - 30) : group.amount.span.start]
    match = PART_BEFORE.search(before)
    if match is None:
        return group
    at = group.amount.span.start - len(before) + match.start()
    first = around(group.head).start_char
    hosts = [a for a in reading.between(first, at) if a.span.end <= at and a.unit in COUNTING]
    if not hosts:
        return group
    token = reading.tokens_of(hosts[-1])[-1]
    head = counted_noun(reading, token, hosts[-1])
    return Group(head, hosts[-1], who_of(reading, head, hosts[-1]))


def whole(reading: Reading, head: Token) -> Token:
    """The noun that counts: not the part behind "including", not "a total", "most", "the bodies" before "of"."""
    for upper in above(head):
        if upper.lower_ in INCLUDING and upper.dep_ in ("prep", "acl") and upper.head.pos_ in ("NOUN", "NUM"):
            head = upper.head
            break
        if upper.pos_ in ("VERB", "AUX"):
            break
    if head.lower_ not in nouns("containers") or any(reading.amount_at(t) for t in (head, *head.lefts)):
        return head
    inner = [o for p in head.children if p.lower_ == "of" for o in p.children if o.dep_ == "pobj"]
    told = [o for o in inner if with_number(reading, o)[1] is not None]
    if told or (inner and head.lower_ in load_rules("figures")["shares"]):
        return (told or inner)[0]
    return head


def with_number(reading: Reading, head: Token) -> tuple[Token, Amount | None]:
    """The noun and its number: of "dozens of farmers" both, whichever of the two the parse gives as head."""
    own = reading.amount_at(head)
    if own is not None and own.unit == "percent":
        hedge = "vague" if own.hedge == "exact" else own.hedge
        return counted_noun(reading, head, own), dataclasses.replace(
            own, value=None, low=None, high=None, hedge=hedge, unit=None
        )
    if own is not None:
        return counted_noun(reading, head, own), own
    for child in reversed(list(head.lefts)):
        amount = reading.amount_at(child) if child.dep_ in NUMBERING else None
        if amount is not None and amount.unit in COUNTING:
            return head, amount
    return head, number_before(reading, head)


def number_before(reading: Reading, head: Token) -> Amount | None:
    """The nearest number among the describing words right before a noun, or before its "of"."""
    for token in reversed(list(head.doc[max(start_of(head), head.i - REACH) : head.i])):
        amount = reading.amount_at(token)
        if amount is not None:
            if amount.unit in ("age", "ordinal", "weapon") and not amount.text[0].isalpha():
                continue
            return amount if amount.unit in COUNTING or amount.unit == "thing" else None
        if token.lower_ == "of" and token.i > 0 and (a := reading.amount_at(token.doc[token.i - 1])):
            return a
        if (
            token.tag_ in ("NNS", "NNPS")
            and token.dep_ not in ("compound", "nmod", "amod")
            and token.lower_ not in nouns("people")
        ):
            return None
        if token.lower_ in ("the", "this", "these", "those", "that", "a", "an", "their", "his", "its"):
            return None
        if (token.pos_ not in INSIDE and token.text != IS) or token.text in (",", ";", ":", ".", "-", "–", "—"):
            return None
    return None


def counted_noun(reading: Reading, token: Token, amount: Amount) -> Token:
    """From a number to the noun it counts: "dozens of farmers" → farmers; "12" alone stays."""
    last = max((t.i for t in reading.tokens_of(amount)), default=token.i)
    doc = token.doc
    if token.head.lower_ in nouns("calendar"):
        return token
    if (
        token.head.pos_ == "PROPN"
        and token.dep_ != "conj"
        and not (token.head.lower_ in nouns("people") or token.head.i == last + 1)
    ):
        return token
    if (
        token.head.i > last
        and token.dep_ in ("nummod", "det", "amod", "compound", "quantmod", "nmod", "nsubj")
        and token.head.pos_ in ("NOUN", "PROPN")
    ):
        return token.head
    for child in token.rights:
        if child.dep_ == "prep" and child.lower_ == "of" and child.i <= last + 2:
            for noun in child.children:
                if noun.dep_ == "pobj":
                    return noun
    if last + 1 < len(doc) and doc[last + 1].pos_ == "NOUN" and doc[last + 1].lower_ in nouns("people"):
        return doc[last + 1]
    return token


def one_person(reading: Reading, head: Token) -> Amount | None:
    """One person without a number word, as an amount of 1: a singular noun, a name, a pronoun."""
    low = head.lower_
    if low == "another" and head.dep_ not in ("det", "amod"):
        single = True
    elif head.pos_ == "PRON":
        single = low in ONE - {"who", "her"} or (low == "her" and head.dep_ in ("dobj", "pobj", "nsubjpass"))
    elif named_person(head):
        single = True
    else:
        single = is_people(head) and not is_plural(head) and low not in nouns("groups") and articled(head)
    if not single:
        return None
    span = Span(head.idx, head.idx + len(head))
    return Amount(span, span.of(reading.text), 1, 1, 1, "exact")


def named_person(head: Token) -> bool:
    """A proper name that is no plural, has no article of its own, and names no group or thing."""
    if head.pos_ != "PROPN" or head.tag_ == "NNPS" or not head.text[:1].isupper() or head.lower_ in nouns("people"):
        return False
    words = [t.lower_ for t in head.lefts if t.dep_ in ("compound", "nmod", "det", "amod")]
    if "the" in words or head.lower_.endswith("s") or (head.is_upper and len(head) > 2):
        return False
    return not any(
        head.lower_ in nouns(kind) for kind in ("groups", "things", "forces", "means", "grounds", "sites", "attacks")
    )


def articled(head: Token) -> bool:
    lefts = [t.lower_ for t in head.lefts]
    return (
        any(t in SINGLE for t in lefts)
        or head.pos_ == "PROPN"
        or any(t.dep_ == "appos" for t in head.rights)
        or bool(lefts)
    )


def is_plural(head: Token) -> bool:
    low = head.lower_
    if low in (
        "people",
        "men",
        "women",
        "children",
        "police",
        "personnel",
        "troops",
        "gunmen",
        "others",
        "them",
        "they",
        "those",
        "us",
        "we",
    ):
        return True
    return head.tag_ in ("NNS", "NNPS") or (low.endswith("s") and low[:-1] in nouns("people"))


def is_people(head: Token) -> bool:
    """A noun for people: from the list, a nationality, a name of a person, or "men" and the like at its end."""
    low = head.lower_
    return low in nouns("people") or low.endswith(("men", "man", "ists", "women")) or head.pos_ == "PROPN"


def victims_of_noun(reading: Reading, head: Token) -> Span | None:
    """Whose deaths: "casualties among civilians", "civilian casualties", "the deaths of 12 farmers"."""
    for prep in head.children:
        if prep.dep_ == "prep" and prep.lower_ in ("among", "of", "on", "for", "to", "from", "amongst"):
            for noun in prep.children:
                if noun.dep_ == "pobj" and is_people(noun):
                    return who_of(reading, noun, None)
    before = [t for t in head.lefts if t.dep_ in ("amod", "compound", "nmod") and t.lower_ in nouns("people")]
    return Span(before[0].idx, before[-1].idx + len(before[-1])) if before else None


def who_of(reading: Reading, head: Token, amount: Amount | None) -> Span | None:
    """The words for who they are: the noun with what describes it, without the number; None for a bare number."""
    if (
        amount is not None
        and reading.amount_at(head) is amount
        and not (amount.text == head.text and head.lower_ in nouns("people"))
    ):
        return None
    dated = head.lower_ in nouns("calendar") and amount is not None and amount.text != head.text
    if head.pos_ == "PRON" or dated or head.lower_ == "more":
        return None
    if head.lower_ in load_rules("figures")["happenings"]:
        return victims_of_noun(reading, head)
    start = head.i
    for token in reversed(list(head.doc[max(start_of(head), head.i - REACH) : head.i])):
        if (
            reading.amount_at(token)
            or token.pos_ not in INSIDE - {"PRON"}
            or token.lower_ in SINGLE
            or token.text in ',;:."“”'
        ):
            break
        start = token.i
    while start < head.i and head.doc[start].pos_ in ("ADV", "DET", "PUNCT"):
        start += 1
    end = head.i
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ == "of" and child.i == head.i + 1:
            objects = [t for t in child.children if t.dep_ == "pobj"]
            end = max([end, *[t.i for t in objects]])
    span = Span(head.doc[start].idx, head.doc[end].idx + len(head.doc[end]))
    return span if span.start < span.end else None
