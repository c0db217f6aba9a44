"""Clauses as content: after the verb, before it, around it, or relayed ("quoted her as saying")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from reportedly.find.attributions.contents import OPEN_CLASS, Content
from reportedly.find.attributions.lexicon import Lexicon, Sense
from reportedly.find.attributions.parse import (
    RELATIVES,
    hull,
    is_finite,
    is_passive,
    noun_phrase,
    object_of,
    sentence_start,
    subject_of,
)
from reportedly.find.attributions.quoting import quotation_for
from reportedly.find.attributions.sources import says, source_of_verb
from reportedly.find.parse import text_of
from reportedly.model.text import Span

# Words that open a clause, so that what stands before them is not what is said in it.
OPENERS = frozenset(
    {"after", "although", "and", "as", "because", "before", "but", "how", "if", "or", "since", "than", "that", "though"}
    | {"until", "what", "when", "where", "which", "while", "who", "whom", "why"}
)

TENSES = frozenset({"VBD", "VBP", "VBZ", "MD"})


def clause_content(verb: Token, words: Lexicon) -> Content | None:
    """The clause that is said, by the parse; None when the verb has none."""
    lemma = verb.lemma_.lower()
    return relayed(verb, words) or _clause(verb, lemma, words) or _parenthesis(verb, lemma, words)


def relayed(verb: Token, words: Lexicon) -> Content | None:
    """ "The agency quoted a guard as saying that …", "she was quoted as saying …": what follows the participle."""
    if verb.lemma_.lower() not in words.relays:
        return None
    rest = [t for t in verb.doc[verb.i + 1 : verb.sent.end] if not t.is_space]
    for word in rest[:24]:
        if word.tag_ == "VBG" and says(word, words) and word.i < verb.sent.end - 1:
            told = [t for t in rest if t.i > word.i]
            return Content("relay", words.verbs[word.lemma_.lower(), "clause"], hull(told))
    return None


def _clause(verb: Token, lemma: str, words: Lexicon) -> Content | None:
    sense = words.verbs.get((lemma, "clause"))
    if sense is None:
        if lemma in words.clause_exceptions or verb.pos_ == "AUX":
            return None
        sense = OPEN_CLASS
    clauses = [t for t in verb.children if t.dep_ == "ccomp" and is_finite(t)]
    if sense is OPEN_CLASS:
        clauses = [t for t in clauses if t.i > verb.i and any(m.dep_ == "mark" for m in t.lefts)]
    if not clauses:
        return None
    clause = clauses[-1] if clauses[-1].i > verb.i else clauses[0]
    if clause.i > verb.i:
        told = [t for t in clause.subtree if t.i > verb.i]
        if verb.nbor().lower_ in {"despite", "although", "though", "while", "if", "when"}:
            told = list(verb.doc[verb.i + 1 : max(t.i for t in told) + 1])
        if sense.asserts:
            told = to_sentence_end(verb, told)
        return Content("clause", sense, hull(told))
    subject = subject_of(verb)
    if names_it(subject, words):
        return None
    limit = min(verb.i, subject.left_edge.i if subject is not None and subject.i < verb.i else verb.i)
    if subject is not None and subject.i < verb.i:
        limit = min(t.i for t in noun_phrase(subject)) if subject.i > clause.i else limit
    return Content("clause", sense, hull(verb.doc[min(clause.left_edge.i, limit) : limit]))


def names_it(subject: Token | None, words: Lexicon) -> bool:
    """Whether a noun for what was said stands right before the speaker, whose verb says something of that: "…, a claim the
    group denied"."""
    if subject is None:
        return False
    first = min((t.i for t in noun_phrase(subject)), default=subject.i)
    before = subject.doc[first - 1].lemma_.lower() if first > 0 else ""
    return before in words.told


def _parenthesis(verb: Token, lemma: str, words: Lexicon) -> Content | None:
    """ "The road, she said, was closed"; "as she said"; "the road was closed a resident said on Monday"."""
    sense = words.verbs.get((lemma, "clause"))
    subject = next((t for t in verb.children if t.dep_ == "nsubj"), None)
    if sense is None or subject is None or is_passive(verb):
        return None
    if any(t.dep_ in {"dobj", "xcomp", "ccomp"} and t != subject and not _is_hearer(t, lemma) for t in verb.rights):
        return None
    host = verb.head
    as_clause = any(t.lower_ == "as" and t.dep_ in {"mark", "advmod", "prep"} for t in verb.lefts)
    if host != verb and host.pos_ in {"VERB", "AUX"} and (verb.dep_ == "parataxis" or as_clause):
        mine = {t.i for t in verb.subtree}
        return Content("clause", sense, hull(t for t in host.subtree if t.i not in mine), split=True)
    if as_clause or not sense.asserts or not is_finite(verb) or subject.lower_ in RELATIVES:
        return None
    return _trailing(verb, subject, sense, words)


def _is_hearer(word: Token, lemma: str) -> bool:
    return word.dep_ in {"dobj", "dative"} and lemma in {"tell", "inform", "brief", "notify"}


def _trailing(verb: Token, subject: Token, sense: Sense, words: Lexicon) -> Content | None:
    """What stands before "a resident said" at the end of a sentence, whatever the parser made of the lost comma."""
    start = sentence_start(verb)
    limit = min(verb.i, min((t.i for t in noun_phrase(subject)), default=verb.i))
    before = [t for t in verb.doc[start:limit] if not t.is_space]
    if (before and before[-1].lower_ in OPENERS) or names_it(subject, words):
        return None
    if len(before) < 3 or not any(t.pos_ in {"VERB", "AUX"} for t in before):
        return None
    return Content("clause", sense, hull(before))


def to_sentence_end(verb: Token, told: list[Token]) -> list[Token]:
    """The content drawn out to the end of the sentence, unless the speaker goes on to do something else.

    What follows the clause in its sentence is mostly part of it, even where the parser hangs it elsewhere.
    """
    last = max(t.i for t in told)
    rest = [t for t in verb.sent if t.i > last and not t.is_space]
    own = {t.i for t in verb.subtree}
    if verb.dep_ not in {"ROOT", "conj", "ccomp"} or any(t.i not in own for t in rest):
        return told
    if any(goes_on(t, verb) or t.text in {";", "“", '"', "(", "–", "—"} for t in rest):
        return told
    return told + rest


def goes_on(word: Token, verb: Token) -> bool:
    """Whether the word begins what the speaker does besides; a number or noun joined to the verb itself ("said 30 had died
    and 40 wounded") is only torn from what is said."""
    torn = word.dep_ == "conj" and word.pos_ in {"NUM", "NOUN", "PROPN"}
    return word.head == verb and word.dep_ in {"conj", "cc", "advcl", "parataxis", "dep"} and not torn


def with_quotation(verb: Token, content: Content | None, quotations: Sequence[Span], words: Lexicon) -> Content | None:
    """The content with the quotation beside the verb; the quotation alone when the parse found no content."""
    quotation = quotation_for(verb, quotations, text_of(verb.doc), next_sentence=content is None)
    if quotation is None or (content is not None and content.frame not in {"clause", "small"}):
        return content
    sense = words.verbs[verb.lemma_.lower(), "clause"]
    split = quotation.start < verb.idx < quotation.end
    if content is None or content.span is None:
        if len(quotation.of(text_of(verb.doc)).split()) < 4 or source_of_verb(verb) is None:
            return content
        return Content("quotation", sense, quotation, split=split)
    if content.span.overlaps(quotation):
        whole = Span(min(content.span.start, quotation.start), max(content.span.end, quotation.end))
        return replace(content, span=whole, split=split or content.split)
    return content


def that_clause(verb: Token, words: Lexicon) -> Content | None:
    """The clause opened by the first "that" behind the verb, when no other verb stands between."""
    rest = [t for t in verb.doc[verb.i + 1 : verb.sent.end] if not t.is_space]
    that = next((k for k, t in enumerate(rest[:12]) if t.lower_ == "that"), None)
    if that is None or any(t.tag_ in TENSES for t in rest[:that]) or not _has_verb(rest[that:]):
        return None
    return Content("clause", words.verbs[verb.lemma_.lower(), "clause"], hull(rest[that:]))


def following_clause(verb: Token, words: Lexicon) -> Content | None:
    """The clause that follows a verb of saying at once and which the parser did not see."""
    rest = [t for t in verb.doc[verb.i + 1 : verb.sent.end] if not t.is_space]
    spoken = any(t.dep_ in {"nsubj", "nsubjpass"} for t in verb.lefts) or verb.tag_ == "VBG"
    if object_of(verb) is not None or not spoken or verb.dep_ == "relcl" or not _has_verb(rest):
        return None
    return Content("clause", words.verbs[verb.lemma_.lower(), "clause"], hull(rest))


def _has_verb(told: Sequence[Token]) -> bool:
    return any(t.tag_ in TENSES | {"VBN"} for t in told)
