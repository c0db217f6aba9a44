"""Which words of time date a claim: those of its own clause first, then those of what it belongs to."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from reportedly.model.text import Span
from reportedly.model.told import TimeExpression, Told

# An attack and its dead are of one day: such claims pass their time on to undated ones of the same sentence, or the next.
ACTED = frozenset({"ASSAULT", "killed", "injured", "casualties", "abducted", "detained", "missing"})
REACH = 200  # characters from a dated claim to an undated one that follows it
SENTENCE_END = re.compile(r"[.!?][\"”'’)]*\s|\n")
FURTHEST = 1000  # characters looked back for the beginning of a sentence


def with_times(told: Sequence[Told], times: Sequence[TimeExpression], text: str) -> tuple[Told, ...]:
    """The claims with their words of time.

    Words of time in the claim's own quote go before those that its finder chose elsewhere; a claim without any takes
    the nearest of its sentence; a toll or attack still undated takes those of another in its sentence, else of the last
    one told within REACH. States dated by the report, totals and verbal acts take nothing from others.
    """
    days = [t for t in times if t.first is not None]
    out = [own_time(one, days, text) for one in told]
    for i, one in enumerate(out):
        if takes(one):
            out[i] = passed_on(one, out, text)
    return tuple(out)


def own_time(told: Told, times: Sequence[TimeExpression], text: str) -> Told:
    """The claim with the time of its own quote, or, if it has none at all, of its sentence."""
    chosen = told.roles.get("time", ())
    if told.dated == "report" or any(told.quote.holds(span) for span in chosen):
        return told
    inside = [t for t in times if told.quote.holds(t.span)]
    if not inside and not chosen:
        sentence = sentence_of(told.anchor, text)
        inside = [t for t in times if sentence.holds(t.span)]
    if not inside:
        return told
    best = min(inside, key=lambda t: (gap(t.span, told.anchor), t.span))
    return timed(told, (best.span,), f"time: {best.text!r}, the nearest of its clause or sentence")


def takes(told: Told) -> bool:
    """Whether a claim may take another's time."""
    return told.type in ACTED and not told.roles.get("time") and told.dated != "report" and not told.total


def passed_on(told: Told, others: Sequence[Told], text: str) -> Told:
    """The claim with the time of the nearest attack or toll of its sentence, else of the last one before it."""
    dated = [o for o in others if o.type in ACTED and o.roles.get("time") and not o.total]
    sentence = sentence_of(told.anchor, text)
    near = [o for o in dated if sentence.holds(o.anchor)]
    near = near or [o for o in dated if 0 <= told.anchor.start - o.anchor.start <= REACH]
    if not near:
        return told
    best = min(near, key=lambda o: (gap(o.anchor, told.anchor), o.anchor))
    return timed(told, best.roles["time"], f"time: that of the {best.type} at {best.anchor.start}")


def timed(told: Told, spans: tuple[Span, ...], why: str) -> Told:
    """The claim with these words of time, and the reason."""
    return dataclasses.replace(told, roles={**told.roles, "time": spans}, why=(*told.why, why))


def sentence_of(span: Span, text: str) -> Span:
    """The sentence, by marks and line breaks alone, that a span begins in."""
    first = max(0, span.start - FURTHEST)
    start = max((m.end() for m in SENTENCE_END.finditer(text, first, span.start)), default=first)
    end = SENTENCE_END.search(text, span.end)
    return Span(start, end.start() if end else len(text))


def gap(a: Span, b: Span) -> int:
    """Characters between two spans."""
    return max(0, a.start - b.end, b.start - a.end)
