"""What in a text is no part of the report: page debris, masked and never cut, and captions, kept and marked.

The rules are data (`rules/debris.yaml`). They lean to leaving things in: debris that is read costs a doubtful claim,
a report's own sentence that is masked costs a true one.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reportedly.model.text import Mask, Span
from reportedly.read.repeats import repeated
from reportedly.read.teasers import inline_teasers
from reportedly.rules import load_rules

MAX_LINE = 300


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of `debris.yaml`."""

    id: str
    kind: str
    scope: str
    pattern: re.Pattern[str]
    within: int = 0
    cut: bool = False


def find_masks(text: str, title: str | None = None) -> tuple[Mask, ...]:
    """The debris and captions of a text in its order, without overlaps; debris goes before caption.

    `title` is the headline where it is known: what repeats it word for word is debris. Takes time linear in the text.
    """
    found = [mask for rule in debris_rules() for mask in apply_rule(rule, text)]
    found += inline_teasers(text)
    captions = [mask.span for mask in found if mask.kind == "caption"]
    found += repeated(text, title, captions)
    return settle(found)


@functools.cache
def debris_rules() -> tuple[Rule, ...]:
    """The rules of `debris.yaml`, compiled."""
    return tuple(
        Rule(
            r["id"],
            r["kind"],
            r["scope"],
            re.compile(r["pattern"], re.VERBOSE),
            r.get("within", 0),
            r.get("cut", False),
        )
        for r in load_rules("debris")["rules"]
    )


def apply_rule(rule: Rule, text: str) -> Iterator[Mask]:
    """What one rule masks in a text."""
    if rule.scope == "line":
        for start, line in lines(text):
            if len(line) <= MAX_LINE and (match := rule.pattern.fullmatch(line)):
                yield _mask(rule, match, start)
    elif rule.scope == "inline":
        for match in rule.pattern.finditer(text):
            yield _mask(rule, match, 0)
    else:
        tail = max(0, len(text) - rule.within)
        if match := rule.pattern.search(text, tail):
            yield Mask(Span(match.start(), len(text.rstrip())), rule.kind, rule.id)


def lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a text that are not blank, stripped, each with where it starts."""
    for match in re.finditer(r"[^\n]+", text):
        line = match.group()
        bare = line.strip()
        if bare:
            yield match.start() + line.index(bare), bare


def settle(masks: Iterable[Mask]) -> tuple[Mask, ...]:
    """Masks in order and apart: of two that overlap the debris stays, the caption keeps what is left of it."""
    kept: list[Mask] = []
    for mask in sorted((m for m in masks if m.kind == "debris"), key=lambda m: (m.span.start, -m.span.end)):
        if kept and mask.span.start < kept[-1].span.end:
            if mask.span.end <= kept[-1].span.end:
                continue
            mask = Mask(Span(kept[-1].span.end, mask.span.end), mask.kind, mask.rule)
        kept.append(mask)
    debris = kept[:]
    at = 0
    end = 0
    for mask in sorted((m for m in masks if m.kind == "caption"), key=lambda m: (m.span.start, -m.span.end)):
        start = max(mask.span.start, end)
        while at < len(debris) and debris[at].span.end <= start:
            at += 1
        stop = mask.span.end
        ahead = at
        while ahead < len(debris) and debris[ahead].span.start < stop:
            if debris[ahead].span.start > start:
                kept.append(Mask(Span(start, debris[ahead].span.start), mask.kind, mask.rule))
            start = max(start, debris[ahead].span.end)
            ahead += 1
        if start < stop:
            kept.append(Mask(Span(start, stop), mask.kind, mask.rule))
        end = max(end, stop)
    return tuple(sorted(kept, key=lambda m: m.span))


def _mask(rule: Rule, match: re.Match[str], offset: int) -> Mask:
    group = "mask" if "mask" in rule.pattern.groupindex else 0
    return Mask(Span(match.start(group) + offset, match.end(group) + offset), rule.kind, rule.id)
