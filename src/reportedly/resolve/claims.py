"""A claim as told, in its scene, becomes a claim: names, places and days where one candidate remains, else the words alone."""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import re
from collections.abc import Callable
from typing import Any

from reportedly.model.claim import Actor, Claim, Control, Displacement, Event, Place, Source, Toll, When
from reportedly.model.text import Span
from reportedly.model.told import TimeExpression, Told
from reportedly.resolve.actors import Resolution, antecedent, resolve_actor
from reportedly.resolve.dates import timex, window
from reportedly.resolve.doers import can_act
from reportedly.resolve.places import resolve_place
from reportedly.resolve.scene import Scene
from reportedly.rules import load_rules

CUT_WORD = re.compile(r"\w[\w'’‘-]*\Z")  # letters that run on into what follows
LONGEST_WORD = 30
# The words of a source → its chain (nearest source first) and its kind: the finder of attributions knows both.
SourceReader = Callable[[Span], tuple[tuple[str, ...], str | None]]


def resolve_claim(told: Told, scene: Scene, read_source: SourceReader) -> Claim:
    """One claim of the public format."""
    text = scene.report.text
    common: dict[str, Any] = {
        "id": claim_id(told, text),
        "kind": told.kind,
        "type": told.type,
        "status": told.status,
        "start": told.quote.start,
        "end": told.quote.end,
        "quote": told.quote.of(text),
        "by": source(told, scene, read_source),
        "time": when(told, scene),
        "place": next(iter(places(told, "place", scene)), None),
        "rule": told.rule,
        "confidence": told.confidence,
        "why": told.why,
    }
    build = {"toll": toll, "displacement": displacement, "control": control, "event": event}[told.kind]
    return build(told, scene, common)


def toll(told: Told, scene: Scene, common: dict[str, Any]) -> Toll:
    """People killed, injured, taken, missing, trapped."""
    return Toll(
        **common,
        **figure(told),
        total=told.total,
        part=told.part,
        who=next(iter(actors(told, "who", scene, identify=False)), None),
        perpetrator=next(iter(doers(told, "perpetrator", scene)), None),
    )


def displacement(told: Told, scene: Scene, common: dict[str, Any]) -> Displacement:
    """People displaced, evacuated, returned; houses lost."""
    return Displacement(
        **common,
        **figure(told),
        unit=told.unit or "people",
        part=told.part,
        origin=next(iter(places(told, "from", scene)), None),
        destination=next(iter(places(told, "to", scene)), None),
    )


def control(told: Told, scene: Scene, common: dict[str, Any]) -> Control:
    """Who takes, holds, loses, besieges."""
    return Control(
        **common,
        actor=next(iter(doers(told, "actor", scene)), None),
        places=places(told, "place", scene),
        share=told.share,
        loser=next(iter(actors(told, "from", scene)), None),
    )


def event(told: Told, scene: Scene, common: dict[str, Any]) -> Event:
    """Who did what to whom."""
    return Event(
        **common, mode=told.mode, actor=doers(told, "actor", scene), recipient=actors(told, "recipient", scene)
    )


def figure(told: Told) -> dict[str, Any]:
    """Value, bounds and hedge; a claim without an amount has no number."""
    amount = told.amount
    if amount is None:
        return {"value": None, "low": None, "high": None, "hedge": "vague"}
    return {"value": amount.value, "low": amount.low, "high": amount.high, "hedge": amount.hedge}


def when(told: Told, scene: Scene) -> When | None:
    """The days of the claim's time words; the report's own day for a present state; else None."""
    for span in told.roles.get("time", ()):
        for expression in scene.times:
            days = days_of(told, expression, scene) if expression.span.overlaps(span) else None
            if days:
                return When(expression.text, *days, expression.precision, expression.value, expression.mod)
    if told.dated == "report" and scene.day:
        return When(None, scene.day, scene.day, "day", "PRESENT_REF")
    return None


def days_of(told: Told, expression: TimeExpression, scene: Scene) -> tuple[dt.date, dt.date] | None:
    """The days that an expression gives the claim: its own, or those from then until the report."""
    if told.dated == "then":
        return timex.days(expression.value)
    return window(expression, scene.day, told.dated == "since")


def places(told: Told, role: str, scene: Scene) -> tuple[Place, ...]:
    """The places that fill a role, in the order of the finder."""
    spans = [unmeasured(whole_words(span, scene.text), scene.text) for span in told.roles.get(role, ())]
    return tuple(resolve_place(scene.text, span, scene.places, scene.gazetteer) for span in spans)


def whole_words(span: Span, text: str) -> Span:
    """The span from where its first word begins: a finder may cut a name at its apostrophe ("Panjwa'i") or hyphen."""
    begun = CUT_WORD.search(text, max(0, span.start - LONGEST_WORD), span.start)
    return Span(begun.start(), span.end) if begun and text[span.start : span.start + 1].isalnum() else span


def unmeasured(span: Span, text: str) -> Span:
    """The words for a place without how much of it: "half of Idlib province"."""
    measure = measures().match(span.of(text))
    return Span(span.start + measure.end(), span.end) if measure else span


@functools.cache
def measures() -> re.Pattern[str]:
    """What measures a place, at the beginning of its words."""
    return re.compile(load_rules("small_words")["measures"], re.I)


def actors(told: Told, role: str, scene: Scene, *, identify: bool = True) -> tuple[Actor, ...]:
    """The actors that fill a role; victims (`identify=False`) keep their words and only get a sector."""
    out = []
    for span in told.roles.get(role, ()):
        found = who_is(span, scene)
        name, id_ = (found.name, found.id) if identify else (None, None)
        out.append(Actor(span.of(scene.report.text), span.start, span.end, name, id_, found.sector))
    return tuple(out)


def doers(told: Told, role: str, scene: Scene) -> tuple[Actor, ...]:
    """The actors that fill a role of those who do something: without those who cannot have done it."""
    named = zip(told.roles.get(role, ()), actors(told, role, scene), strict=True)
    return tuple(actor for span, actor in named if can_act(span, actor, told.roles, scene))


def who_is(span: Span, scene: Scene) -> Resolution:
    """Who the words mean; words that only point back ("they", "the group") mean the one actor that they can point to."""
    pointed = antecedent(scene.text, span, scene.actors)
    words = (pointed or span).of(scene.text)
    return resolve_actor(words, published=scene.day, context=scene.actors, register=scene.register)


def source(told: Told, scene: Scene, read_source: SourceReader) -> Source | None:
    """Who says so."""
    for span in told.roles.get("by", ())[:1]:
        found = who_is(span, scene)
        via, kind = read_source(span)
        return Source(span.of(scene.report.text), span.start, span.end, found.name, found.id, kind, via)
    return None


def claim_id(told: Told, text: str) -> str:
    """A hash of what identifies a claim: the report's text, the words, kind and type; the same on every run."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    parts = (
        digest,
        told.anchor.start,
        told.anchor.end,
        told.quote.start,
        told.quote.end,
        told.kind,
        told.type,
        told.mode,
    )
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:20]
