"""Who is said to have said what: sources, cues and contents of all attributions of a text.

`find_attributions` finds them over a parse; `source_of`, `speaker_of`, `source_chain` and `source_kind` tell whose
words a claim is. The way: quotations by their marks → verbs, nouns and phrases that attribute → quotations drawn out
and continued.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from spacy.tokens import Doc

from reportedly.find.attributions.finding import Finding
from reportedly.find.attributions.lexicon import lexicon
from reportedly.find.attributions.nouns import find_by_nouns
from reportedly.find.attributions.phrases import find_by_phrases
from reportedly.find.attributions.quotations import find_quotations
from reportedly.find.attributions.quoting import continue_quotations, whole_quotations
from reportedly.find.attributions.speakers import source_chain, source_kind, source_of, speaker_of
from reportedly.find.attributions.verbs import find_by_verbs
from reportedly.model.text import Span
from reportedly.model.told import Attribution

__all__ = [
    "attributions_line",
    "find_attributions",
    "find_quotations",
    "source_chain",
    "source_kind",
    "source_of",
    "speaker_of",
]

# A quotation longer than this holds sentences; a shorter one is a word set in marks.
SCARE_QUOTE = 15


def find_attributions(doc: Doc, text: str, *, asserted: bool = False) -> tuple[Attribution, ...]:
    """All attributions of the text, nested ones included, by the place of their cue.

    `doc` is the parse of `text` with tags, lemmas and dependencies; without dependencies there are none. A source is
    given as it stands ("he", "which"): `speaker_of` names it. The content of a quotation that is broken by its speaker
    runs from its first to its last word. `asserted`: only those whose source vouches for the content, which can fill
    the `by` of a claim: said and reported, not wished, praised or condemned.
    """
    found = _findings(doc, text)
    if asserted:
        found = [f for f in found if f.asserts]
        found = [f for f in found if not (f.evidence or f.attribution.source is None) or not _is_nested(f, found)]
    return tuple(f.attribution for f in found)


def attributions_line(obj: dict[str, Any], doc: Doc) -> dict[str, Any]:
    """One output line of `reportedly attributions` for an input object with `doc` and `text`.

    Attributions within the content of another or within a quotation are left out, as PolNeAR (Newell and others 2018)
    counts them: they are the speaker's, not the report's.
    """
    spoken = [_as_json(f.attribution) for f in _outermost(_findings(doc, obj["text"]), obj["text"])]
    return {"doc": obj["doc"], "attributions": spoken}


def _findings(doc: Doc, text: str) -> list[Finding]:
    if not doc.has_annotation("DEP"):
        return []
    words, quotations = lexicon(), find_quotations(text)
    found = [*find_by_verbs(doc, words, quotations), *find_by_nouns(doc, words), *find_by_phrases(doc)]
    found = [_with_whole_quotations(f, quotations) for f in found]
    found.sort(key=lambda f: (f.attribution.cue, f.attribution.content))
    return continue_quotations(found, quotations, doc)


def _with_whole_quotations(found: Finding, quotations: Sequence[Span]) -> Finding:
    told = found.attribution
    content = whole_quotations(told.content, told.cue, quotations)
    return replace(found, attribution=replace(told, content=content))


def _is_nested(inner: Finding, found: Sequence[Finding]) -> bool:
    return any(f is not inner and f.attribution.content.holds(inner.attribution.cue) for f in found)


def _outermost(found: Sequence[Finding], text: str) -> list[Finding]:
    """Those whose cue lies in no quotation and in no content of another that stands; wider contents first."""
    quotations = [q for q in find_quotations(text) if q.end - q.start > SCARE_QUOTE]
    outer: list[Finding] = []
    for f in sorted(found, key=lambda f: f.attribution.content.start - f.attribution.content.end):
        told = f.attribution
        quoted = f.frame not in {"colon", "dash"} and any(q.holds(told.cue) for q in quotations)
        nested = any(o.attribution.content.holds(told.cue) and not told.content.holds(o.attribution.cue) for o in outer)
        if not quoted and not nested:
            outer.append(f)
    return sorted(outer, key=lambda f: (f.attribution.cue, f.attribution.content))


def _as_json(told: Attribution) -> dict[str, Any]:
    def span(part: Span | None) -> dict[str, int] | None:
        return None if part is None else {"start": part.start, "end": part.end}

    return {"source": span(told.source), "cue": span(told.cue), "content": span(told.content)}
