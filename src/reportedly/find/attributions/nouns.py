"""Nouns and adjectives that attribute: "its claim that …", "plans to …", "confident that …"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from reportedly.find.attributions.finding import Finding
from reportedly.find.attributions.lexicon import Lexicon
from reportedly.find.attributions.parse import has_to, hull, is_finite, noun_phrase, subject_of, verb_group
from reportedly.model.text import Span
from reportedly.model.told import Attribution

# Endings of adjectives of nations, which own a noun as "its" does ("Russian claims").
DEMONYMS = frozenset({"an", "sh", "se", "li", "ch", "qi", "ni", "ti"})
CLAUSES = frozenset({"acl", "ccomp", "relcl"})


def find_by_nouns(doc: Doc, words: Lexicon) -> Iterator[Finding]:
    """The attributions of nouns and adjectives, in the order of the text."""
    for token in doc:
        found = None
        if token.pos_ == "NOUN":
            found = _noun(token, words)
        elif token.pos_ == "ADJ" and token.dep_ in {"acomp", "conj", "ROOT", "attr", "advcl", "ccomp"}:
            found = _adjective(token, words)
        if found is not None:
            yield found


def _noun(noun: Token, words: Lexicon) -> Finding | None:
    lemma = noun.lemma_.lower()
    source = _owner(noun, words)
    for child in noun.rights:
        clause = words.nouns.get((lemma, "clause"))
        if clause is not None and child.dep_ in CLAUSES and is_finite(child) and _opened_by_that(child):
            return _finding(noun, source, "noun clause", hull(child.subtree), clause.asserts)
        infinitive = words.nouns.get((lemma, "infinitive"))
        if (
            infinitive is not None
            and source is not None
            and child.dep_ in {"acl", "relcl"}
            and has_to(child)
            and not _has_subject(child)
        ):
            return _finding(noun, source, "noun infinitive", hull(child.subtree), False)
    about = words.nouns.get((lemma, "prep"))
    if about is None:
        return None
    prepositions = about.prepositions if source is not None else words.unowned.get(lemma, frozenset())
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ in prepositions:
            span = hull(t for t in child.subtree if t.i > child.i)
            if span is not None and (source is None or not source.overlaps(span)):
                return _finding(noun, source, "noun prep", span, False, child)
    return None


def _opened_by_that(clause: Token) -> bool:
    """ "the claim that it fell", not "the claim that it made" (a relative clause lacks its object)."""
    first = clause.left_edge
    return first.lower_ in {"that", "whether", "why", "how"} and first.dep_ in {"mark", "advmod"}


def _has_subject(clause: Token) -> bool:
    return any(t.dep_ in {"nsubj", "nsubjpass"} for t in clause.lefts)


def _owner(noun: Token, words: Lexicon) -> Span | None:
    """Whose claim it is: the possessive, "by …", "of …", or who makes it ("the army made a claim")."""
    for child in noun.lefts:
        if child.dep_ == "poss":
            return hull(t for t in child.subtree if t.dep_ != "case")
        if child.dep_ in {"amod", "compound"} and child.text[:1].isupper() and child.text[-2:] in DEMONYMS:
            return hull([child])
    for child in noun.rights:
        if child.dep_ in {"prep", "agent"} and child.lower_ in {"by", "from", "among"}:
            return hull(t for t in child.subtree if t.i > child.i)
    if noun.dep_ in {"dobj", "attr"} and noun.head.lemma_.lower() in words.light_verbs:
        subject = subject_of(noun.head)
        if subject is not None and subject.dep_ != "expl" and subject.lower_ != "there" and subject.i < noun.i:
            phrase = [t for t in noun_phrase(subject) if t.i < noun.head.i]
            return hull(phrase)
    return None


def _adjective(word: Token, words: Lexicon) -> Finding | None:
    lemma = word.lower_
    subject = subject_of(word.head) if word.dep_ == "acomp" else subject_of(word)
    expletive = subject is None or subject.lower_ in {"it", "there"}
    source = None if expletive or subject is None else hull(t for t in noun_phrase(subject) if t.i < word.i)
    children = list(word.rights) + [t for t in word.head.rights if word.dep_ == "acomp" and t.i > word.i]
    for child in children:
        if child.dep_ in {"ccomp", "acl"} and is_finite(child) and (lemma, "clause") in words.adjectives:
            return _finding(word, source, "adjective clause", hull(child.subtree), False)
        if child.dep_ in {"xcomp"} and has_to(child) and (lemma, "infinitive") in words.adjectives and not expletive:
            return _finding(word, source, "adjective infinitive", hull(child.subtree), False)
    about = words.adjectives.get((lemma, "prep"))
    if about is None or source is None:
        return None
    for child in word.rights:
        if child.dep_ == "prep" and child.lower_ in about.prepositions:
            span = hull(t for t in child.subtree if t.i > child.i)
            return _finding(word, source, "adjective prep", span, False, child)
    return None


def _finding(
    word: Token, source: Span | None, frame: str, content: Span | None, asserts: bool, *extra: Token
) -> Finding | None:
    if content is None:
        return None
    cue = verb_group(word, [t for t in extra if t.i <= word.i + 2])
    return Finding(Attribution(source, cue, content), word, frame, asserts)
