"""Who is the source of a verb: by the parse, and where that fails beside the verb."""

from __future__ import annotations

from spacy.tokens import Token

from reportedly.find.attributions.lexicon import Lexicon, lexicon
from reportedly.find.attributions.parse import (
    agent_of,
    hull,
    is_finite,
    is_passive,
    noun_phrase,
    object_of,
    subject_of,
)
from reportedly.find.parse import text_of
from reportedly.model.text import Span


def says(verb: Token, words: Lexicon) -> bool:
    """Whether the verb can introduce a quotation and is not in the passive."""
    lemma = verb.lemma_.lower()
    sense = words.verbs.get((lemma, "clause"))
    if sense is None or not sense.asserts or is_passive(verb):
        return False
    theme = object_of(verb)
    return theme is None or theme.lemma_.lower() not in words.idioms.get(lemma, ())


def source_of_verb(verb: Token) -> Span | None:
    """The words of who says it."""
    if is_passive(verb):
        agent = agent_of(verb)
        if agent is None and verb.lemma_.lower() in lexicon().relays:
            agent = next((t for t in verb.lefts if t.dep_ == "nsubjpass"), None)
        return hull(noun_phrase(agent)) if agent is not None else None
    subject = subject_of(participle_host(verb, lexicon()))
    if subject is None or subject.dep_ == "expl":
        return None
    inside = {t.i for t in verb.subtree}
    phrase = noun_phrase(subject)
    if verb.i in {t.i for t in phrase}:
        phrase = [t for t in phrase if t.i not in inside and t.i < verb.i]
    if subject.i < verb.i:  # "the rebels said …, a claim the army denied": the parser may hang the end on the speaker
        phrase = [t for t in phrase if t.i < verb.i]
    return hull(phrase)


def participle_host(verb: Token, words: Lexicon) -> Token:
    """For "…, adding that …" the verb of saying before it in the sentence, where the parser hung it on another verb."""
    if (
        verb.tag_ != "VBG"
        or verb.dep_ not in {"advcl", "xcomp", "conj", "acl", "prep"}
        or any(t.dep_ in {"nsubj", "aux"} for t in verb.lefts)
    ):
        return verb
    if says(verb.head, words) or not says(verb, words):
        return verb
    if verb.dep_ == "acl" and (verb.lemma_ == "say" or verb.head.lemma_.lower() in words.evidence | words.speakers):
        return verb
    before = [t for t in verb.sent if t.i < verb.i and t.pos_ == "VERB" and says(t, words) and is_finite(t)]
    return next((t for t in before if t.dep_ == "ROOT"), before[-1] if before else verb)


def is_beside(source: Span | None, verb: Token) -> bool:
    """Whether the source found by the parse stands next to the verb, before or after it."""
    if source is None:
        return False
    text = text_of(verb.doc)
    between = text[source.end : verb.idx] if source.end <= verb.idx else text[verb.idx + len(verb) : source.start]
    return len(between.split()) <= 3
