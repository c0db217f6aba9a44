"""From gold claims, which give quotes and acceptable names, to targets over the words of the text.

Each claim gets an anchor (the words that carry it) and, for each role, the words that fill it:

1. a toll or displacement is anchored on its figure; without one, on the last word of its victims; else on a trigger;
2. a control or event claim is anchored on its trigger: the word of the quote, outside the names of its roles, that is
   most typical of its type (and mode) over the whole corpus (`TriggerTable`);
3. a role is the longest of its acceptable names nearest to the anchor, within the quote, else the sentence, else the report;
4. a time is the expression whose window is the gold interval, nearest first.

What cannot be aligned is left out of the loss, never guessed, and counted in `Tally`.
"""

from __future__ import annotations

import collections
import datetime as dt
import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from reportedly.find.learned.labels import ATTRIBUTES, ROLES_OF
from reportedly.find.learned.words import split_words, words_within
from reportedly.model.text import Amount, Span, gap, quote_span, sentence_of
from reportedly.model.told import TimeExpression

TOLERANCE = {"day": 0, "week": 4, "month": 10, "year": 100, "unknown": 3}
UNKNOWN = -100  # a target that the loss passes over

AmountFinder = Callable[[str], Sequence[Amount]]
Days = tuple[dt.date, dt.date]
# A time expression, the days that it gives a claim, and those that it gives a total (an open window).
Dated = tuple[TimeExpression, Days | None, Days | None]
TimeFinder = Callable[[str, dt.date | None], Sequence[Dated]]


@dataclass(slots=True)
class Target:
    """One claim over the words of its report. Roles that are missing in `roles` are unknown; empty ones are null."""

    label: str
    anchor: tuple[int, ...]
    quote: tuple[int, ...]
    optional: bool
    roles: dict[str, tuple[int, ...]] = field(default_factory=dict)
    attributes: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Tally:
    """How many claims and roles there were, and how many of them could not be aligned, by slot."""

    seen: collections.Counter[str] = field(default_factory=collections.Counter)
    lost: collections.Counter[str] = field(default_factory=collections.Counter)

    def lines(self) -> list[str]:
        """One line a slot: lost of seen."""
        return [f"{slot:14}{self.lost[slot]:6} of {count:6} not aligned" for slot, count in sorted(self.seen.items())]


@dataclass(slots=True)
class TriggerTable:
    """How typical a word is of a label: log of its rate within the label's quotes over its rate in all text."""

    inside: dict[str, collections.Counter[str]]
    total: dict[str, int]
    overall: collections.Counter[str]
    words: int

    def score(self, labels: Sequence[str], word: str) -> float:
        """Sum over the labels (type, then type and mode), each shrunk towards nothing for rare words."""
        stem = stem_of(word)
        if not stem:
            return -9.0
        out = 0.0
        for label in labels:
            count = self.inside[label][stem] if label in self.inside else 0
            expected = self.total.get(label, 0) * (self.overall[stem] + 1) / (self.words + 1)
            out += math.log((count + 0.5) / (expected + 0.5)) * min(1.0, (count + 0.2) / 3)
        return out


def stem_of(word: str) -> str:
    """A rough stem: enough to see "shelled" and "shelling" as one."""
    low = word.lower()
    if not low.isalpha() or len(low) < 3:
        return ""
    for ending in ("ings", "ing", "ers", "ed", "es", "er", "s"):
        if low.endswith(ending) and len(low) - len(ending) >= 3:
            low = low[: -len(ending)]
            break
    return low[:7].rstrip("e")


def labels_of(claim: dict[str, Any]) -> list[str]:
    """The names under which a claim's words are counted."""
    label = f"{claim['kind']}.{claim['type']}"
    return [label, f"{label}.{claim['mode']}"] if claim.get("mode") else [label]


def name_words(claim: dict[str, Any]) -> set[str]:
    """All words of the names of a claim's roles, lower case."""
    names = [n for role in ROLES_OF[claim["kind"]] for n in claim.get(role) or []]
    names += [n for alternatives in claim.get("places") or [] for n in alternatives]
    return {w.lower() for name in names for w in re.findall(r"\w+", name)}


def count_triggers(reports: Iterable[dict[str, Any]]) -> TriggerTable:
    """The trigger table of a corpus."""
    inside: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    total: collections.Counter[str] = collections.Counter()
    overall: collections.Counter[str] = collections.Counter()
    for report in reports:
        overall.update(stem_of(w) for w in re.findall(r"\w+", report["text"]))
        for claim in report["claims"]:
            held = name_words(claim)
            stems = [stem_of(w) for w in re.findall(r"\w+", claim["quote"]) if w.lower() not in held]
            for label in labels_of(claim):
                inside[label].update(stems)
                total[label] += len(stems)
    return TriggerTable(dict(inside), dict(total), overall, sum(overall.values()))


class Aligner:
    """Aligns the claims of one report; keeps a tally over all reports that it was given."""

    def __init__(self, triggers: TriggerTable, find_amounts: AmountFinder, find_times: TimeFinder) -> None:
        self.triggers = triggers
        self.find_amounts = find_amounts
        self.find_times = find_times
        self.tally = Tally()

    def align(self, report: dict[str, Any]) -> list[Target]:
        """The targets of one gold report, in its order of claims."""
        text = report["text"]
        words = split_words(text)
        amounts = self.find_amounts(text)
        published = dt.date.fromisoformat(report["published"]) if report.get("published") else None
        times = self.find_times(text, published)
        out: list[Target] = []
        taken: set[tuple[str, tuple[int, ...]]] = set()
        for claim in report["claims"]:
            self.tally.seen["claims"] += 1
            span = quote_span(text, claim)
            anchor = self.anchor(text, words, amounts, claim, span, taken) if span.end else ()
            if not anchor:
                self.tally.lost["claims"] += 1
                continue
            label = f"{claim['kind']}.{claim['type']}"
            taken.add((label, anchor))
            target = Target(label, anchor, tuple(words_within(words, span)), bool(claim.get("optional")))
            for role in ROLES_OF[claim["kind"]]:
                self.align_role(text, words, claim, role, span, target)
            self.align_time(claim, published, times, span, words, target)
            target.roles["quote"] = target.quote
            target.attributes |= attributes_of(claim)
            out.append(target)
        return out

    def anchor(
        self,
        text: str,
        words: Sequence[Span],
        amounts: Sequence[Amount],
        claim: dict[str, Any],
        span: Span,
        taken: set[tuple[str, tuple[int, ...]]],
    ) -> tuple[int, ...]:
        """The words that carry the claim; never words that already carry another of the same label."""
        label = f"{claim['kind']}.{claim['type']}"
        options: list[tuple[int, ...]] = []
        if claim["kind"] in ("toll", "displacement"):
            if claim.get("value") is not None:
                options += [
                    tuple(words_within(words, a.span))
                    for a in amounts
                    if span.holds(a.span) and a.value == claim["value"]
                ]
            for name in sorted(claim.get("who") or [], key=len, reverse=True):
                at = claim["quote"].find(name)
                if at >= 0:
                    options.append(tuple(words_within(words, Span(span.start + at, span.start + at + len(name)))[-1:]))
        held = name_words(claim)
        labels = labels_of(claim)
        ranked = sorted(
            words_within(words, span),
            key=lambda i: (
                -self.triggers.score(labels, words[i].of(text)) + 4 * (words[i].of(text).lower() in held),
                i,
            ),
        )
        options += [(i,) for i in ranked[:4]]
        return next((o for o in options if o and (label, o) not in taken), ())

    def align_role(
        self, text: str, words: Sequence[Span], claim: dict[str, Any], role: str, span: Span, target: Target
    ) -> None:
        """Fills `target.roles[role]`: empty when gold says null, absent when gold's names are not in the text."""
        groups = [claim.get(role)]
        if role == "place" and claim.get("places"):
            groups = list(claim["places"])
        if not any(groups):
            target.roles[role] = ()
            return
        self.tally.seen[role] += 1
        found = [nearest_name(text, names, span) for names in groups if names]
        if not all(found):
            self.tally.lost[role] += 1
            return
        target.roles[role] = tuple(sorted({i for s in found if s for i in words_within(words, s)}))

    def align_time(
        self,
        claim: dict[str, Any],
        published: dt.date | None,
        times: Sequence[Dated],
        span: Span,
        words: Sequence[Span],
        target: Target,
    ) -> None:
        """Fills the time role and the attribute `dated` (0 expression, 1 report, 2 none)."""
        gold = claim.get("time")
        if gold is None:
            target.roles["time"], target.attributes["dated"] = (), 2
            return
        self.tally.seen["time"] += 1
        start, end = dt.date.fromisoformat(gold["start"][:10]), dt.date.fromisoformat(gold["end"][:10])
        slack = TOLERANCE.get(gold.get("precision", "day"), 0)
        fitting = [
            expression.span
            for expression, single, running in times
            for window in [running if claim.get("total") else single]
            if window and abs((window[0] - start).days) <= slack and abs((window[1] - end).days) <= slack
        ]
        if fitting:
            best = min(fitting, key=lambda s: (not span.holds(s), gap(s, span)))
            if start == end == published and gap(best, span) > 300:
                target.roles["time"], target.attributes["dated"] = (), 1
            else:
                target.roles["time"], target.attributes["dated"] = tuple(words_within(words, best)), 0
        elif start == end == published:
            target.roles["time"], target.attributes["dated"] = (), 1
        else:
            self.tally.lost["time"] += 1


def nearest_name(text: str, names: Sequence[str], span: Span) -> Span | None:
    """The best mention of one of the names: in the quote, else its sentence, else the report; longest, then nearest."""
    sentence = sentence_of(span, text)
    best: tuple[tuple[int, int, int], Span] | None = None
    for name in names:
        for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            mention = Span(found.start(), found.end())
            zone = 0 if span.holds(mention) else 1 if sentence.start <= mention.start < sentence.end else 2
            near = gap(mention, span)
            rank = (zone, -len(name) if zone < 2 else near, near)
            if best is None or rank < best[0]:
                best = (rank, mention)
    return best[1] if best else None


def attributes_of(claim: dict[str, Any]) -> dict[str, int]:
    """The closed slots of a claim as class indexes; slots that its kind does not have are left out."""
    out = {"status": index("status", claim["status"])}
    if claim["kind"] in ("toll", "displacement"):
        value = claim.get("value")
        out["hedge"] = index("hedge", claim.get("hedge") or "exact")
        out["part"] = int(bool(claim.get("part")))
        out["number"] = index("number", number_class(value, claim))
    if claim["kind"] == "toll":
        out["total"] = int(bool(claim.get("total")))
    if claim["kind"] == "displacement":
        out["unit"] = index("unit", claim.get("unit") or "people")
    if claim.get("mode"):
        out["mode"] = index("mode", claim["mode"])
    return out


def index(attribute: str, value: str) -> int:
    """The class of a value; a value outside the vocabulary is unknown to the loss."""
    values = ATTRIBUTES[attribute]
    return values.index(value) if value in values else UNKNOWN


def number_class(value: int | None, claim: dict[str, Any]) -> str:
    """How the number is told: in words of its own, by one person, by a vague plural, not at all, as zero."""
    if value is None:
        return "none"
    if value == 0:
        return "zero"
    digits = re.search(r"\d|\b(one|two|three|four|five|six|seven|eight|nine|ten)\b", claim["quote"], re.I)
    if value == 1 and not re.search(r"\b(1|one)\b", claim["quote"], re.I):
        return "one"
    return "several" if value == 3 and claim.get("hedge") == "vague" and not digits else "told"
