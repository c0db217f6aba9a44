"""Figures over a gold file: found and core per kind, the share of right slots, and the errors to read.

A test holds these figures to those of the scorer that is published with the gold.
"""

from __future__ import annotations

import collections
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from reportedly.measure.slots import ESSENTIAL, Claim, slots_right
from reportedly.model.text import Span, quote_span
from reportedly.model.vocabulary import KINDS


@dataclass(frozen=True, slots=True)
class Figure:
    """Precision, recall and F1 (0..1) over `wanted` required gold claims."""

    precision: float
    recall: float
    f1: float
    wanted: int


@dataclass(frozen=True, slots=True)
class Miss:
    """One error: `core` (found, but a slot that matters most is wrong), `missed` or `extra`."""

    sort: str
    doc: str
    gold: Claim | None
    told: Claim | None


@dataclass(slots=True)
class Scores:
    """All figures of a run. `slots` maps (kind, slot) to right and asked; `sure` has, for each claim that counts, its
    confidence (where it has one) and whether it was found in the gold."""

    reports: int = 0
    found: dict[str, Figure] = field(default_factory=dict)
    core: dict[str, Figure] = field(default_factory=dict)
    slots: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    errors: list[Miss] = field(default_factory=list)
    sure: list[tuple[float, bool]] = field(default_factory=list)


@dataclass(slots=True)
class Counts:
    """What the figures are made of, by kind."""

    wanted: collections.Counter[str] = field(default_factory=collections.Counter)
    told: collections.Counter[str] = field(default_factory=collections.Counter)
    found: collections.Counter[str] = field(default_factory=collections.Counter)
    core: collections.Counter[str] = field(default_factory=collections.Counter)

    def figure(self, hits: collections.Counter[str], kinds: Sequence[str]) -> Figure:
        """The figure over some kinds, `hits` being found or core."""
        right, told, wanted = (sum(c[k] for k in kinds) for c in (hits, self.told, self.wanted))
        p, r = right / told if told else 0.0, right / wanted if wanted else 0.0
        f1 = 2 * p * r / (p + r) if p + r else 0.0
        return Figure(round(p, 3), round(r, 3), round(f1, 3), wanted)


@dataclass(frozen=True, slots=True)
class Pair:
    """A predicted claim matched with a gold one."""

    gold: int
    told: int
    core: bool
    slots: dict[str, bool | None]


def match(golds: Sequence[Claim], gold_spans: Sequence[Span], tolds: Sequence[Claim]) -> list[Pair]:
    """One-to-one, the best first: core right, gold required, most slots right, then the order of the files."""
    told_spans = [Span(t.get("start") or 0, t.get("end") or 0) for t in tolds]
    options = []
    for i, gold in enumerate(golds):
        for j, told in enumerate(tolds):
            alike = gold["kind"] == told["kind"] and gold["type"] == told.get("type")
            if alike and gold_spans[i].overlaps(told_spans[j]):
                right = slots_right(gold, told)
                core = all(right.get(slot) is not False for slot in ESSENTIAL[gold["kind"]])
                rank = (core, not gold.get("optional"), sum(v is True for v in right.values()), -i, -j)
                options.append((rank, Pair(i, j, core, right)))
    pairs: list[Pair] = []
    used_golds: set[int] = set()
    used_tolds: set[int] = set()
    for _, pair in sorted(options, key=lambda option: option[0], reverse=True):
        if pair.gold not in used_golds and pair.told not in used_tolds:
            used_golds.add(pair.gold)
            used_tolds.add(pair.told)
            pairs.append(pair)
    return pairs


def score(gold_reports: Sequence[Mapping[str, Any]], told_reports: Mapping[str, Mapping[str, Any]]) -> Scores:
    """The figures of predicted reports (by `doc`) against gold reports."""
    counts, out = Counts(), Scores(reports=len(gold_reports))
    slots: dict[tuple[str, str], list[int]] = collections.defaultdict(lambda: [0, 0])
    for report in gold_reports:
        golds = report["claims"]
        tolds = [c for c in told_reports.get(report["doc"], {}).get("claims", []) if c.get("kind") in KINDS]
        score_report(report, golds, tolds, counts, slots, out)
    for kind in (*KINDS, "all"):
        kinds = KINDS if kind == "all" else (kind,)
        out.found[kind] = counts.figure(counts.found, kinds)
        out.core[kind] = counts.figure(counts.core, kinds)
    out.slots = {key: (right, asked) for key, (right, asked) in sorted(slots.items())}
    return out


def score_report(
    report: Mapping[str, Any],
    golds: Sequence[Claim],
    tolds: Sequence[Claim],
    counts: Counts,
    slots: dict[tuple[str, str], list[int]],
    out: Scores,
) -> None:
    """Adds one report's matches, misses and extras."""
    doc, text = report["doc"], report["text"]
    spans = [quote_span(text, gold) for gold in golds]
    pairs = match(golds, spans, tolds)
    for pair in pairs:
        gold, kind = golds[pair.gold], golds[pair.gold]["kind"]
        for slot, right in pair.slots.items():
            if right is not None:
                slots[kind, slot][0] += right
                slots[kind, slot][1] += 1
        if gold.get("optional"):
            continue
        for counter in (counts.wanted, counts.told, counts.found):
            counter[kind] += 1
        counts.core[kind] += pair.core
        add_confidence(out, tolds[pair.told], True)
        if not pair.core:
            out.errors.append(Miss("core", doc, gold, tolds[pair.told]))
    matched = {pair.gold for pair in pairs}
    for i, gold in enumerate(golds):
        if i not in matched and not gold.get("optional"):
            counts.wanted[gold["kind"]] += 1
            out.errors.append(Miss("missed", doc, gold, None))
    used = {pair.told for pair in pairs}
    for j, told in enumerate(tolds):
        if j not in used and not excused(told, golds, spans):
            counts.told[told["kind"]] += 1
            add_confidence(out, told, False)
            out.errors.append(Miss("extra", doc, None, told))


def add_confidence(out: Scores, told: Claim, right: bool) -> None:
    """Keeps the confidence of a claim, where it has one, with whether it was right."""
    if isinstance(told.get("confidence"), int | float):
        out.sure.append((told["confidence"], right))


def excused(told: Claim, golds: Sequence[Claim], spans: Sequence[Span]) -> bool:
    """Whether an extra claim lies on an optional gold claim of its kind."""
    span = Span(told.get("start") or 0, told.get("end") or 0)
    return any(
        gold.get("optional") and gold["kind"] == told["kind"] and span.overlaps(at)
        for gold, at in zip(golds, spans, strict=True)
    )
