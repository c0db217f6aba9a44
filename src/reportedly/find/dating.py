"""Which words of time date a claim that its finder left undated: those of its clause, else of its sentence."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from reportedly.model.text import Span
from reportedly.model.told import TimeExpression, Told

SENTENCE_END = re.compile(r"[.!?][\"”'’)]*\s|\n")


def with_times(told: Sequence[Told], times: Sequence[TimeExpression], text: str) -> tuple[Told, ...]:
    """The claims, each undated one with the nearest time of its sentence; one in its own quote goes before all others."""
    return tuple(one if one.roles.get("time") or one.dated != "expression" else dated(one, times, text) for one in told)


def dated(told: Told, times: Sequence[TimeExpression], text: str) -> Told:
    """One claim with its time."""
    sentence = sentence_of(told.anchor, text)
    near = [t for t in times if t.first is not None and sentence.holds(t.span)]
    if not near:
        return told
    best = min(near, key=lambda t: (not told.quote.holds(t.span), gap(t.span, told.anchor), t.span))
    why = (*told.why, f"time: {best.text!r}, the nearest of its sentence")
    return dataclasses.replace(told, roles={**told.roles, "time": (best.span,)}, why=why)


def sentence_of(span: Span, text: str) -> Span:
    """The sentence, by marks and line breaks alone, that a span begins in."""
    start = max((m.end() for m in SENTENCE_END.finditer(text, max(0, span.start - 1000), span.start)), default=max(0, span.start - 1000))
    end = SENTENCE_END.search(text, span.end)
    return Span(start, end.start() if end else len(text))


def gap(a: Span, b: Span) -> int:
    """Characters between two spans."""
    return max(0, a.start - b.end, b.start - a.end)
