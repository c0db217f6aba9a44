"""Whether a claim is told as happened, planned, only possible, or denied."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Words

from reportedly.find.attributions.parse import has_to
from reportedly.find.status_rules import StatusRule, ground_adjectives, status_rules
from reportedly.model.text import Span
from reportedly.model.vocabulary import STATUSES
from reportedly.rules import load_rules

# How far up the parse a word can still decide: "denied reports of an attack" takes three steps.
REACH = 5
COMPLEMENTS = frozenset(
    {"ccomp", "xcomp", "pcomp", "pobj", "prep", "dobj", "acl", "conj", "attr", "agent", "advcl", "oprd", "acomp"}
)
SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})
DESCRIBING = frozenset({"amod", "compound"})
SIDES = frozenset({"nsubj", "nsubjpass", "dobj", "attr"})
Sign = tuple[str, str, str]
# "Did not deny" leaves it open; "no evidence of" denies.
UNDER_NEGATION = {("denied", "VERB"): "possible", ("possible", "NOUN"): "denied"}
ENDED = re.compile(r"[.!][\"”'’)]*\s")
CONDITION = "mark.possible"  # the rule of "if" and "unless"
REPORTED = ("reported", "no word against it")


def find_status(
    doc: Doc, span: Span, text: str, *, verbal: bool = False, anchor: Span | None = None
) -> tuple[str, str]:
    """The status of the claim that the span states, and why: the rule and its word.

    One of `vocabulary.STATUSES`. `doc` is the parse of `text`; a span outside of it, or without words, is `reported`.
    `verbal`: the claim is an act of speech (a demand, a denial, a threat), so that its own verb is no sign against it.
    `anchor`: the words that carry the claim; what is said of other words of the span is then passed over.
    The strongest sign counts: a condition ("if they did not leave") before a denial, that before a doubt, that before a plan.
    """
    end = min(span.end, len(text))
    words = doc.char_span(span.start, end, alignment_mode="expand") if 0 <= span.start < end else None
    if words is None or not len(words):
        return REPORTED
    carrier = doc.char_span(anchor.start, min(anchor.end, len(text)), alignment_mode="expand") if anchor else None
    return strongest(signs_of(words, carrier, verbal=verbal))


def strongest(signs: Iterable[Sign]) -> tuple[str, str]:
    """The status that the signs amount to, and the sign that decides."""
    found = list(signs)
    found = [sign for sign in found if sign[0] == CONDITION] or found
    for status in ("denied", "possible", "planned"):
        for name, told, word in found:
            if told == status:
                return status, f"{name}: {word}"
    return REPORTED


def signs_of(words: Words, carrier: Words | None = None, *, verbal: bool = False, bare: bool = False) -> Iterator[Sign]:
    """Every sign on how the claim of these words stands: a rule's name, what it makes of the claim, its word.

    Beside the statuses, a sign may say `attempted`, `managed` or `spoken` (only talked of), for those who ask whether
    an act is told at all. `bare`: the words are the trigger alone, so that all that governs it counts.
    """
    head = _told_by(words, carrier)
    if not verbal:
        if _is_label(carrier, head):
            return
        yield from _own(head, carrier)
        yield from _doubted(head, carrier)
        yield from _inside(head, words)
        if _is_asked(words):
            yield "question", "possible", "?"
    yield from _above(head, words, bare)


def _told_by(words: Words, carrier: Words | None) -> Token:
    """The word that tells the claim: the span's head, or the verb of the relative clause that the carrier stands in."""
    head = words.root
    here = head if carrier is None else carrier.root
    while here != head and here.head != here:
        if here.dep_ == "relcl" and words.start <= here.i < words.end and not _is_claimed(here):
            return here
        here = here.head
    return head


def _is_label(carrier: Words | None, head: Token) -> bool:
    """Whether the claim is told by an adjective of ground ("besieged quarters", "rebel-held"): what the clause does or
    may do says nothing of it."""
    if carrier is None or carrier.root == head or carrier.root.dep_ != "amod":
        return False
    return carrier.root.lower_.rpartition("-")[2] in ground_adjectives()


def _noun_of(token: Token) -> Token:
    """The noun that a modifier stands before."""
    while token.dep_ in {"amod", "compound", "nmod"} and token.head != token:
        token = token.head
    return token


def _is_asked(words: Words) -> bool:
    """Whether the sentence of the words ends in a question mark, by the parse and by the marks themselves."""
    rest = words.doc[words.end : words.sent.end].text if words.end < words.sent.end else words.text
    return rest.rstrip().endswith("?") and not ENDED.search(rest)


def _own(head: Token, carrier: Words | None = None) -> Iterator[Sign]:
    """Signs that hang on the claim's own word, and in a clause on those of its sides that carry the claim."""
    near = list(head.children)
    for child in list(near):
        if child.dep_ in SIDES and _carries(child, head, carrier):
            near += [t for t in child.lefts if t.dep_ in {"det", "neg", "preconj"}]
    company = {t.lemma_.lower() for t in (head, *near)}
    for rule in status_rules():
        if rule.unless & company or (rule.beside and not rule.beside & company):
            continue
        for token in near:
            if token.lower_ not in rule.words or token.dep_ in DESCRIBING or _is_of_another(token, carrier):
                continue
            if _fits(rule, token):
                yield rule.name, rule.status, token.text


def _is_of_another(word: Token, carrier: Words | None) -> bool:
    """Whether a preposition holds something else than the claim: "took the hill without a fight" denies no capture."""
    return word.dep_ == "prep" and (carrier is None or not word.is_ancestor(carrier.root))


def _carries(side: Token, head: Token, carrier: Words | None) -> bool:
    """Whether the claim is of this side or of the clause's own word: "those trapped have received no help" denies no trap."""
    if carrier is None or carrier.start <= head.i < carrier.end:
        return True
    return any(carrier.start <= t.i < carrier.end for t in (side, *side.lefts))


def _doubted(head: Token, carrier: Words | None) -> Iterator[Sign]:
    """Adjectives of doubt on what happened: "a suspected gas attack", but no "suspected militants", who are there."""
    raw = load_rules("status")
    nouns = [noun for t in carrier or (head,) if not _is_people(noun := _noun_of(t))]
    if carrier is None or carrier.start <= head.i < carrier.end:
        nouns += [t for t in head.children if t.dep_ in SIDES and t.lemma_.lower() in raw["happenings"]]
    for noun in nouns:
        for token in noun.lefts:
            for rule in status_rules():
                if (
                    rule.where == "own"
                    and "amod" in rule.deps
                    and token.lower_ in rule.words
                    and token.dep_ in DESCRIBING
                ):
                    yield rule.name, rule.status, token.text


def _is_people(noun: Token) -> bool:
    """Whether the noun names people; a headline's capitals leave it its plural."""
    people = load_rules("status")["people"]
    return noun.lemma_.lower() in people or noun.lower_.removesuffix("s") in people


def _fits(rule: StatusRule, token: Token) -> bool:
    if rule.where == "mark":
        if token.i > 0 and token.nbor(-1).lower_ == "even":
            return False
        return token.dep_ in {"mark", "advmod"}
    if token.lower_ == "no" and (numbered(token) or compares(token)):
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
                modifier = governor.dep_ in {"acl", "relcl"} and governor != head
                yield from (s for s in _governed(governor, child) if not modifier or s[1] == "possible")
    if head.lemma_.lower() in load_rules("status")["claims"]:  # "a claim the army denied"
        yield from (s for t in head.rights if t.dep_ == "relcl" for s in _governed(t, head) if s[1] == "denied")
    noun = head.pos_ in {"NOUN", "PROPN"}
    headline = has_to(head) and head.dep_ == "ROOT"
    coming = [t for t in head.rights if noun and has_to(t) and any(c.dep_ == "auxpass" for c in t.lefts)]
    for rule in status_rules():
        if rule.where == "infinitive" and (headline or any(t.i in inside for t in coming)):
            yield rule.name, rule.status, "to"


def _above(head: Token, words: Words, bare: bool) -> Iterator[Sign]:
    """Signs on the words that take the claim as their complement, up the parse.

    A noun with an article or owner of its own, or with a verb in its span, stands for something that is there already:
    "called for an end to the raids that killed ten" plans no raid.
    """
    noun = head.pos_ in {"NOUN", "PROPN"}
    if noun and not bare and _is_given(head, words):
        return
    child = head
    for _ in range(REACH):
        complement = child.dep_ in COMPLEMENTS or _is_claimed(child) or (bare and noun and child.dep_ == "nsubjpass")
        if not complement or child.head == child or _is_aside(child):
            return
        governor = child.head
        if child.dep_ == "conj":
            if not any(t.dep_ in SUBJECTS | {"aux"} for t in child.lefts):
                yield from (sign for sign in _own(governor) if sign[0].startswith("modal"))
        elif child.dep_ != "pobj" and child.dep_ != "prep":
            yield from _governed(governor, child)
            if child.dep_ == "advcl":
                yield "purpose", "attempted", "to"  # all other adverbial clauses are asides
            subordinate = child.dep_ in {"xcomp", "pcomp", "ccomp"} and not _is_finite(child) and not _says(governor)
            if subordinate or (bare and _is_carried(child, governor)):
                yield from _own(governor)
        elif child.dep_ == "prep":
            yield from _governed(governor, child)
        if noun and not bare and child.dep_ != "pobj":
            return
        child = governor


def _is_aside(clause: Token) -> bool:
    """Whether the clause is told by the way ("areas bruised by raids", "… as the rebels fled"), not as a complement."""
    if has_to(clause):
        return False
    raw = load_rules("status")
    if clause.dep_ == "prep":
        return clause.lower_ in raw["asides"]
    if _is_claimed(clause):
        return False
    return clause.dep_ == "advcl" or (clause.dep_ == "acl" and not any(t.dep_ == "mark" for t in clause.lefts))


def _is_claimed(clause: Token) -> bool:
    """Whether the clause is what a report or a claim says: "a report it had bombed the depot"."""
    if clause.dep_ not in {"acl", "relcl"} or clause.head.lemma_.lower() not in load_rules("status")["claims"]:
        return False
    subjects = [t for t in clause.lefts if t.dep_ in SUBJECTS]
    return bool(subjects) and not any(t.tag_ in {"WDT", "WP"} for t in subjects)


def _is_carried(noun: Token, verb: Token) -> bool:
    """Whether the verb carries the noun's act out: "did not mount an attack"."""
    return noun.dep_ in {"dobj", "nsubjpass"} and verb.lemma_.lower() in load_rules("act_words")["light"]["active"]


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
    for rule in status_rules():
        if rule.where == "governor" and lemma in rule.words and (not rule.tags or governor.tag_ in rule.tags):
            needed = rule.only.get(lemma)
            if needed is not None and not needed & _frames(governor, child):
                continue
            status = rule.status
            if _is_negated(governor) and "negated" not in (needed or ()) and status in STATUSES:
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


def compares(token: Token) -> bool:
    """Whether "no" only compares: "no fewer than 70"."""
    return token.i + 1 < len(token.doc) and token.nbor().lower_ in load_rules("status")["compared"]
