"""Quotations joined to the verb that introduces them, across sentences and paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from reportedly.find.attributions.finding import Finding
from reportedly.find.attributions.parse import noun_phrase, subject_of
from reportedly.find.parse import text_of
from reportedly.model.text import Span

GAP = " \t\r\n,;:-–—"
# A continued quotation stands at most this far from the words that name its speaker.
REACH = 12


def quotation_for(verb: Token, quotations: Sequence[Span], text: str, *, next_sentence: bool = False) -> Span | None:
    """The quotation that touches the clause of a verb of saying: it ends before it, or begins after it.

    `next_sentence`: it may begin the sentence that follows.
    A verb within a quotation introduces none; its speaker is quoted, not the report's own.
    """
    start, end = _clause_edges(verb)
    if any(q.start <= verb.idx < q.end for q in quotations):
        return None
    before = [
        q
        for q in quotations
        if q.end <= start and "\n" not in text[q.end : start] and not text[q.end : start].strip(GAP)
    ]
    sentence_end = verb.sent.end_char
    after = [
        q
        for q in quotations
        if q.start >= end and q.start < sentence_end + 2 and _leads_to(text[end : q.start], next_sentence)
    ]
    spans = before[-1:] + after[:1]
    if not spans:
        return None
    return Span(min(q.start for q in spans), max(q.end for q in spans))


def _leads_to(between: str, next_sentence: bool) -> bool:
    """Whether the words from a verb of saying to a quotation can stand there: adverbials, then a comma or colon."""
    bare = between.rstrip()
    if not bare or bare[-1] in ",:":
        return True
    return next_sentence if bare[-1] == "." else len(bare.split()) <= 6 and bare[-1] not in "!?;)"


def _clause_edges(verb: Token) -> tuple[int, int]:
    subject = subject_of(verb)
    tokens = [verb]
    if subject is not None and abs(subject.i - verb.i) < 40 and subject.sent == verb.sent:
        tokens += noun_phrase(subject)
    tokens = [t for t in tokens if not t.is_punct or t.i < verb.i]
    first = min(tokens, key=lambda t: t.i)
    last = max(tokens, key=lambda t: t.i)
    return first.idx, last.idx + len(last)


def whole_quotations(span: Span, cue: Span, quotations: Sequence[Span]) -> Span:
    """The span, drawn out to the marks of the quotations that it cuts, unless the cue lies in them."""
    for quotation in quotations:
        cut = quotation.overlaps(span) and not span.holds(quotation)
        if cut and not quotation.overlaps(cue):
            span = Span(min(span.start, quotation.start), max(span.end, quotation.end))
    return span


def continue_quotations(findings: Sequence[Finding], quotations: Sequence[Span], doc: Doc) -> list[Finding]:
    """Findings whose quotation goes on after the speaker is named ("…," she said. "…") take in what follows."""
    taken = [f.attribution.content for f in findings]
    out = list(findings)
    for quotation in quotations:
        if any(c.overlaps(quotation) for c in taken):
            continue
        k = _speaker_before(out, quotation, doc)
        if k is None:
            continue
        told = out[k].attribution
        longer = Span(min(told.content.start, quotation.start), max(told.content.end, quotation.end))
        out[k] = replace(out[k], attribution=replace(told, content=longer))
        taken.append(longer)
    return out


def _speaker_before(findings: Sequence[Finding], quotation: Span, doc: Doc) -> int | None:
    """The finding that ends, with its sentence, right before the quotation."""
    best: int | None = None
    reach = -1
    for k, found in enumerate(findings):
        if not found.asserts or found.frame not in {"clause", "quotation"}:
            continue
        told = found.attribution
        end = max(told.content.end, found.cue.sent.end_char)
        between = text_of(doc)[end : quotation.start] if end <= quotation.start else ""
        if end <= quotation.start + 1 and len(between) <= REACH and not between.strip(GAP + ".!?\"”'") and end > reach:
            best, reach = k, end
    return best
