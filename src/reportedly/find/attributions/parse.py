"""From the parse to spans: noun phrases, clauses, verb groups."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from reportedly.find.attributions.lexicon import lexicon
from reportedly.find.parse import text_of
from reportedly.model.text import Span

EDGE = " \t\r\n,;:"
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
AUXILIARIES = frozenset({"aux", "auxpass", "neg"})
RELATIVES = frozenset({"who", "which", "that", "whom"})


def hull(tokens: Iterable[Token]) -> Span | None:
    """From the first to the last of the tokens, without blanks and commas at the edges."""
    words = [t for t in tokens if not t.is_space]
    if not words:
        return None
    doc = words[0].doc
    first, last = min(t.i for t in words), max(t.i for t in words)
    return trimmed(text_of(doc), Span(doc[first].idx, doc[last].idx + len(doc[last])))


def trimmed(text: str, span: Span) -> Span | None:
    """The span without blanks, commas and colons at its edges; None when nothing is left."""
    start, end = span.start, span.end
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and text[end - 1] in EDGE:
        end -= 1
    return Span(start, end) if start < end else None


def noun_phrase(head: Token) -> list[Token]:
    """The words of the phrase that the noun heads, its apposition and relative clause included.

    Where commas were lost, the words of the clause before stick to the phrase; they lie left of its article.
    """
    words = list(head.subtree)
    article = next((t for t in head.lefts if t.dep_ == "det"), None)
    if article is not None:
        words = [t for t in words if t.i >= article.i or t.dep_ == "predet"]
    return _in_paragraph(words, head)


def _in_paragraph(words: list[Token], head: Token) -> list[Token]:
    """The words of the paragraph of the head: the parser knows no line breaks."""
    paragraph = paragraph_of(head)
    return [t for t in words if paragraph.start <= t.idx < paragraph.end]


def paragraph_of(token: Token) -> Span:
    """The line of the text that the token stands in."""
    text = text_of(token.doc)
    end = text.find("\n", token.idx)
    return Span(text.rfind("\n", 0, token.idx) + 1, len(text) if end < 0 else end)


def subject_of(verb: Token) -> Token | None:
    """The head noun of who does what the verb says: its own subject, or that of the verb which it leans on."""
    seen = 0
    while seen < 8:
        seen += 1
        own = next((t for t in verb.lefts if t.dep_ in SUBJECTS), None) or next(
            (t for t in verb.rights if t.dep_ in SUBJECTS), None
        )
        if own is not None:
            return own
        if verb.dep_ == "acl":
            noun = verb.head
            if noun.dep_ == "dobj" and (has_to(verb) or noun.lemma_.lower() in lexicon().evidence):
                verb = noun.head
                continue
            return noun
        if verb.dep_ == "relcl":
            return verb.head
        if verb.dep_ in {"conj", "xcomp", "advcl", "parataxis", "dep"} and verb.head.pos_ in {"VERB", "AUX"}:
            controller = object_of(verb.head) if verb.dep_ == "xcomp" and has_to(verb) else None
            if controller is not None and controller.i < verb.i:
                return controller
            verb = verb.head
        elif verb.dep_ in {"pcomp", "acomp", "attr"} and verb.head.head != verb.head:
            verb = verb.head.head if verb.dep_ == "pcomp" else verb.head
        elif verb.dep_ == "aux" or verb.pos_ == "ADJ":
            verb = verb.head
        else:
            return None
    return None


def object_of(verb: Token) -> Token | None:
    """The head noun of the verb's direct object."""
    return next((t for t in verb.rights if t.dep_ in {"dobj", "dative"}), None)


def is_passive(verb: Token) -> bool:
    """Whether the verb is in the passive, or a bare participle that modifies a noun."""
    if any(t.dep_ in {"auxpass", "nsubjpass"} for t in verb.children):
        return True
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and not any(t.dep_ in {"aux", "nsubj"} for t in verb.children):
        return is_passive(verb.head)
    return verb.tag_ == "VBN" and verb.dep_ in {"acl", "advcl"} and not any(t.dep_ == "aux" for t in verb.children)


def agent_of(verb: Token) -> Token | None:
    """The head noun after "by" in a passive."""
    for child in verb.rights:
        if child.dep_ == "agent" or (child.lower_ == "by" and child.dep_ == "prep"):
            return next((t for t in child.rights if t.dep_ == "pobj"), None)
    return None


def verb_group(verb: Token, extra: Iterable[Token] = ()) -> Span:
    """The verb with the auxiliaries, negation and particle that touch it, and the words given."""
    chosen = {verb.i} | {t.i for t in extra}
    chosen |= {t.i for t in verb.children if t.dep_ in AUXILIARIES and t.i < verb.i and t.i >= verb.i - 3}
    chosen |= {t.i for t in verb.children if t.dep_ == "prt" and t.i <= verb.i + 2}
    words = [verb.doc[i] for i in range(min(chosen), max(chosen) + 1)]
    subject = [t for t in words if t.dep_ in SUBJECTS and t.i < verb.i]
    if subject:
        words = [t for t in words if t.i > subject[-1].i]
    span = hull(words)
    assert span is not None
    return span


def is_finite(verb: Token) -> bool:
    """Whether the clause of the verb has a tense: not a bare infinitive or participle."""
    if verb.tag_ in {"VBD", "VBP", "VBZ", "MD"}:
        return True
    auxiliaries = [t for t in verb.lefts if t.dep_ in {"aux", "auxpass"}]
    if any(t.lower_ == "to" for t in auxiliaries):
        return False
    if auxiliaries:
        return True
    return any(t.dep_ in SUBJECTS for t in verb.lefts) or any(t.dep_ == "mark" for t in verb.lefts)


def has_to(verb: Token) -> bool:
    """Whether the verb is an infinitive with "to"."""
    return any(t.lower_ == "to" and t.dep_ == "aux" for t in verb.lefts)


def sentence_start(token: Token) -> int:
    """Where the sentence of the token begins: back over breaks that the parser set without a full stop before them."""
    doc, start = token.doc, token.sent.start
    while start > 0 and doc[start - 1].text[-1] not in '.!?:;"”\n':
        start = doc[start - 1].sent.start
    paragraph = paragraph_of(token).start
    return next(k for k in range(start, token.i + 1) if doc[k].idx >= paragraph)
