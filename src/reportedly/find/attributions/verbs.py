"""The attributions of verbs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from reportedly.find.attributions.clauses import clause_content, following_clause, that_clause, with_quotation
from reportedly.find.attributions.contents import Content, phrase_content
from reportedly.find.attributions.finding import Finding
from reportedly.find.attributions.lexicon import Lexicon
from reportedly.find.attributions.parse import is_passive, object_of, paragraph_of, verb_group
from reportedly.find.attributions.sources import is_beside, says, source_of_verb
from reportedly.find.attributions.tail import speaker_after, speaker_before, tail_of
from reportedly.find.parse import text_of
from reportedly.model.text import Span
from reportedly.model.told import Attribution


def find_by_verbs(doc: Doc, words: Lexicon, quotations: Sequence[Span]) -> Iterator[Finding]:
    """The attributions of verbs, in the order of the text."""
    relayed: set[int] = set()
    for token in doc:
        if token.pos_ not in {"VERB", "AUX"} or not token.is_alpha or token.dep_ in {"aux", "auxpass"}:
            continue
        if token.i in relayed:
            continue
        source, content = _source_and_content(token, words, quotations)
        if content is None or content.span is None:
            continue
        if content.frame == "relay":
            start = content.span.start
            relayed |= {t.i for t in token.sent if token.idx < t.idx < start and t.tag_ == "VBG"}
        cue = verb_group(token, content.cue_words)
        if content.split or not cue.overlaps(content.span):
            told = Attribution(source, cue, content.span)
            yield Finding(told, token, content.frame, content.sense.asserts, content.sense.evidence)


def _in_paragraph(content: Content | None, verb: Token) -> Content | None:
    """The content as far as it lies in the paragraph of the verb; None when nothing of it does."""
    if content is None or content.span is None:
        return None
    paragraph = paragraph_of(verb)
    start, end = max(content.span.start, paragraph.start), min(content.span.end, paragraph.end)
    return replace(content, span=Span(start, end)) if start < end else None


def _source_and_content(verb: Token, words: Lexicon, quotations: Sequence[Span]) -> tuple[Span | None, Content | None]:
    """By the parse first; for a verb of saying by the tags where the parse gives it no speaker beside it."""
    content = _in_paragraph(clause_content(verb, words) or phrase_content(verb, words), verb)
    if not says(verb, words):
        quoting = quotation_before(verb, words, quotations)
        if quoting is not None:
            return quoting
        unsaid = content is None or content.frame == "raising"
        return (None if unsaid else source_of_verb(verb)), content
    tail = tail_of(verb, words)
    that = that_clause(verb, words)
    if that is not None and _is_missed(that, content, verb):
        content = that
    if content is not None or tail is None:
        content = with_quotation(verb, content, quotations, words)
    source = source_of_verb(verb) if content is not None else None
    swallowed = tail is not None and source is not None and not tail[0].holds(source)
    if is_beside(source, verb) and not swallowed:
        return source, content
    if tail is not None and (content is None or content.frame not in {"quotation", "relay"}):
        return tail[0], Content("clause", words.verbs[verb.lemma_.lower(), "clause"], tail[1])
    if content is None:
        content, source = following_clause(verb, words), source_of_verb(verb)
    if source is None or not paragraph_of(verb).holds(source):
        source = _source_by_tags(verb, words)
    return source, content


def _is_missed(that: Content, content: Content | None, verb: Token) -> bool:
    """Whether the parser gave the verb a hearer or occasion, or only a part of the clause after "that"."""
    if content is None or content.span is None or that.span is None:
        return True
    if content.frame == "clause":
        return content.span.start > that.span.start + len("that ") and that.span.holds(content.span)
    return content.frame in {"object", "infinitive"} and that.span.start >= content.span.end - 1


def _source_by_tags(verb: Token, words: Lexicon) -> Span | None:
    """The noun phrase before the verb; before the verb of saying that it hangs on when it is a participle."""
    if is_passive(verb):
        return None
    host = verb.head if verb.tag_ == "VBG" and says(verb.head, words) else verb
    return None if host.tag_ == "VBG" else speaker_before(host, words)


def quotation_before(verb: Token, words: Lexicon, quotations: Sequence[Span]) -> tuple[Span, Content] | None:
    """ "…" protested on Monday the mayor; "…" he fumed: a verb that says something only beside a quotation."""
    sense = words.verbs.get((verb.lemma_.lower(), "quotation"))
    if sense is None or verb.tag_ not in {"VBD", "VBZ", "VBP", "VBN"}:
        return None
    text = text_of(verb.doc)
    before = speaker_before(verb, words) if object_of(verb) is None else None
    for start, source in ((verb.idx, None), (None, before)):
        start = source.start if start is None and source is not None else start
        quotation = next((q for q in quotations if start is not None and _touches(text, q, start)), None)
        if quotation is not None and len(quotation.of(text).split()) > 2:
            speaker = source or speaker_after(verb, words)
            if speaker is not None:
                return speaker, Content("quotation", sense, quotation)
    return None


def _touches(text: str, quotation: Span, start: int) -> bool:
    return quotation.end <= start <= quotation.end + 3 and not text[quotation.end : start].strip(" ,")
