"""Whether a claim is told as happened, planned, only possible, or denied."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Words

from reportedly.find.attributions.parse import has_to
from reportedly.model.text import Span
from reportedly.rules import load_rules

# How far up the parse a word can still decide: "denied reports of an attack" takes three steps.
REACH = 5
COMPLEMENTS = frozenset(
    {"ccomp", "xcomp", "pcomp", "pobj", "prep", "dobj", "acl", "conj", "attr", "agent", "advcl", "oprd", "acomp"}
)
SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})
Sign = tuple[str, str, str]
# "Did not deny" leaves it open; "no evidence of" denies.
UNDER_NEGATION = {("denied", "VERB"): "possible", ("possible", "NOUN"): "denied"}
REPORTED = ("reported", "no word against it")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of status.yaml, its words laid out for look-up."""

    name: str
    where: str
    status: str
    words: frozenset[str]
    tags: frozenset[str]
    deps: frozenset[str]
    unless: frozenset[str]
    beside: frozenset[str]
    only: Mapping[str, frozenset[str]]


@functools.cache
def _rules() -> tuple[Rule, ...]:
    return tuple(
        Rule(
            name=rule["name"],
            where=rule["where"],
            status=rule["status"],
            words=frozenset(rule["words"]),
            tags=frozenset(rule.get("tags", ())),
            deps=frozenset(rule.get("deps", ())),
            unless=frozenset(rule.get("unless", ())),
            beside=frozenset(rule.get("with", ())),
            only={word: frozenset(frames) for word, frames in rule.get("only", {}).items()},
        )
        for rule in load_rules("status")["rules"]
    )


def find_status(doc: Doc, span: Span, text: str, *, verbal: bool = False) -> tuple[str, str]:
    """The status of the claim that the span states, and why: the rule and its word.

    One of `vocabulary.STATUSES`. `doc` is the parse of `text`; a span outside of it, or without words, is `reported`.
    `verbal`: the claim is an act of speech (a demand, a denial, a threat), so that its own verb is no sign against it.
    The strongest sign counts: a denial before a doubt, a doubt before a plan.
    """
    end = min(span.end, len(text))
    words = doc.char_span(span.start, end, alignment_mode="expand") if 0 <= span.start < end else None
    if words is None or not len(words):
        return REPORTED
    found = list(_signs(words, verbal))
    for status in ("denied", "possible", "planned"):
        for name, told, word in found:
            if told == status:
                return status, f"{name}: {word}"
    return REPORTED


def _signs(words: Words, verbal: bool) -> Iterator[Sign]:
    head = words.root
    if not verbal:
        yield from _own(head)
        yield from _inside(head, words)
        if words.sent.text.rstrip().endswith("?"):
            yield "question", "possible", "?"
    yield from _above(head, words)


def _own(head: Token) -> Iterator[Sign]:
    """Signs that hang on the claim's own word, and in a clause on its subject and object."""
    near = list(head.children)
    for child in list(near):
        if child.dep_ in {"nsubj", "nsubjpass", "dobj", "attr"}:
            near += [t for t in child.lefts if t.dep_ in {"det", "neg", "preconj"}]
    company = {t.lemma_.lower() for t in (head, *near)}
    for rule in _rules():
        if rule.unless & company or (rule.beside and not rule.beside & company):
            continue
        for token in near:
            if token.lower_ in rule.words and _fits(rule, token):
                yield rule.name, rule.status, token.text


def _fits(rule: Rule, token: Token) -> bool:
    if rule.where == "mark":
        if token.i > 0 and token.nbor(-1).lower_ == "even":
            return False
        return token.dep_ in {"mark", "advmod"}
    if token.lower_ == "no" and numbered(token):
        return False
    if token.lower_ == "not" and token.i + 1 < len(token.doc) and token.nbor().lower_ == "only":
        return False
    month = token.text == "May" and not token.is_sent_start
    return (
        rule.where == "own"
        and not month
        and (not rule.tags or token.tag_ in rule.tags)
        and (not rule.deps or token.dep_ in rule.deps)
    )


def _inside(head: Token, words: Words) -> Iterator[Sign]:
    """Signs within the claim: its head governs the rest ("is due to leave"), or a part is in doubt."""
    inside = range(words.start, words.end)
    for governor in (head, *(t for t in head.children if t.dep_ in {"acomp", "acl", "relcl"})):
        for child in governor.children:
            if child.dep_ in COMPLEMENTS and child.i in inside:
                # "an offensive aimed at the town" is no plan; "a strike thought to be theirs" is in doubt.
                modifier = governor.dep_ in {"acl", "relcl"} and governor is not head
                yield from (s for s in _governed(governor, child) if not modifier or s[1] == "possible")
    noun = head.pos_ in {"NOUN", "PROPN"}
    for token in words if noun else ():
        for rule in _rules():
            if rule.where == "own" and "amod" in rule.deps and token.lower_ in rule.words and token.dep_ == "amod":
                yield rule.name, rule.status, token.text
    headline = has_to(head) and head.dep_ == "ROOT"
    coming = [t for t in head.rights if noun and has_to(t) and any(c.dep_ == "auxpass" for c in t.lefts)]
    for rule in _rules():
        if rule.where == "infinitive" and (headline or any(t.i in inside for t in coming)):
            yield rule.name, rule.status, "to"


def _above(head: Token, words: Words) -> Iterator[Sign]:
    """Signs on the words that take the claim as their complement, up the parse.

    A noun with an article or owner of its own, or with a verb in its span, stands for something that is there already:
    "called for an end to the raids that killed ten" plans no raid.
    """
    if head.pos_ in {"NOUN", "PROPN"} and _is_given(head, words):
        return
    child = head
    for _ in range(REACH):
        if child.dep_ not in COMPLEMENTS or child.head is child or _is_aside(child):
            return
        governor = child.head
        if child.dep_ == "conj":
            if not any(t.dep_ in SUBJECTS | {"aux"} for t in child.lefts):
                yield from (sign for sign in _own(governor) if sign[0].startswith("modal"))
        elif child.dep_ != "pobj" and child.dep_ != "prep":
            yield from _governed(governor, child)
            if child.dep_ in {"xcomp", "pcomp", "ccomp"} and not _is_finite(child) and not _says(governor):
                yield from _own(governor)
        elif child.dep_ == "prep":
            yield from _governed(governor, child)
        if head.pos_ in {"NOUN", "PROPN"} and child.dep_ != "pobj":
            return
        child = governor


def _is_aside(clause: Token) -> bool:
    """Whether the clause is told by the way ("areas bruised by raids", "… as the rebels fled"), not as a complement."""
    if has_to(clause):
        return False
    return clause.dep_ == "advcl" or (clause.dep_ == "acl" and not any(t.dep_ == "mark" for t in clause.lefts))


def _is_given(noun: Token, words: Words) -> bool:
    definite = any(t.lower_ in {"the", "this", "that", "these", "those"} or t.dep_ == "poss" for t in noun.lefts)
    return noun.pos_ == "PROPN" or definite or any(t.dep_ == "relcl" for t in words)


def _is_finite(verb: Token) -> bool:
    return not has_to(verb) and any(t.dep_ in SUBJECTS for t in verb.lefts) and verb.tag_ not in {"VB", "VBG", "VBN"}


def _says(verb: Token) -> bool:
    return verb.lemma_.lower() in load_rules("status")["saying"]


def _governed(governor: Token, child: Token) -> Iterator[Sign]:
    lemma = governor.lemma_.lower()
    if any(t.dep_ == "prt" for t in governor.children):
        return
    for rule in _rules():
        if rule.where == "governor" and lemma in rule.words:
            needed = rule.only.get(lemma)
            if needed is not None and not needed & _frames(governor, child):
                continue
            status = rule.status
            if _is_negated(governor) and "negated" not in (needed or ()):
                status = UNDER_NEGATION.get((status, governor.pos_), status)
            yield rule.name, status, governor.text


def _frames(governor: Token, child: Token) -> frozenset[str]:
    """How the governor takes the child, in the words of the `only` lists."""
    clause = {t.lower_ for t in child.lefts if t.dep_ == "mark"}
    infinitive = has_to(child)
    tests = {
        "clause": child.dep_ == "ccomp" and not infinitive,
        "infinitive": infinitive,
        "next": infinitive and child.left_edge.i <= governor.i + 2,
        "toll": any(
            t.dep_ in {"nsubj", "nsubjpass"} and t.lemma_.lower() in load_rules("status")["counts"]
            for t in governor.lefts
        ),
        "gerund": child.tag_ == "VBG" or any(t.dep_ == "pcomp" for t in child.rights),
        "noun": child.dep_ in {"dobj", "attr", "nsubjpass"},
        "passive": any(t.dep_ in {"auxpass", "nsubjpass"} for t in governor.children) or governor.dep_ == "acl",
        "negated": _is_negated(governor) or _is_negated(governor.head),
        "progressive": infinitive and governor.tag_ == "VBG",
        "whether": "whether" in clause or "if" in clause,
        "that": "that" in clause,
        "report": child.lemma_.lower() in {"report", "claim", "allegation", "accusation"},
    }
    preposition = {child.lower_} if child.dep_ == "prep" else set()
    return frozenset(name for name, holds in tests.items() if holds) | preposition


def _is_negated(word: Token) -> bool:
    return any(t.dep_ == "neg" or (t.dep_ == "det" and t.lower_ == "no") for t in word.children)


def numbered(token: Token) -> bool:
    """Whether "No" is short for number: "bulletin No. 23"."""
    return any(t.is_digit for t in token.doc[token.i + 1 : token.i + 3])
