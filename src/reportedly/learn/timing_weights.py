"""Fits rules/timing_weights.yaml: `python -m reportedly.learn.timing_weights GOLD OUT`.

GOLD is the gold's training part. (Our own written reports are left out: they leave more claims undated than news does,
and took right days from the development part.) Every coded claim is a choice among the ways to
date it (`find/timing`): those whose days are the coded ones are right, and share the credit (a conditional logit with a
squared penalty). The second weighing, among the other claims, is fitted on first weighings by weights that had not seen
the report.
"""

from __future__ import annotations

import argparse
import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reportedly.find.amounts import find_amounts
from reportedly.find.learned.words import split_words, words_within
from reportedly.find.parse import load_parser, parse
from reportedly.find.timing.choose import again, by_days, likelihoods, neighbours, weighed
from reportedly.find.timing.page import read_page
from reportedly.find.timing.signs import NONE, Claimed, Days, Option, Signs, options, read_claim, signs
from reportedly.learn.align import Aligner, count_triggers
from reportedly.learn.clock import published_day, times_of, windows_of
from reportedly.learn.corpus import read_gold
from reportedly.measure.slots import DAYS_OFF
from reportedly.model.text import Span, quote_span
from reportedly.model.told import Told
from reportedly.resolve.dates import anchor_date

PENALTY = 5.0  # on the squares of the weights
STEPS, MEMORY, DOWN, SMALLEST = 500, 10, 1e-4, 1e-7  # of the search for the lowest loss
SEEN_LEAST = 30  # signs seen in fewer options are left out
LEAST = 0.1  # smaller weights are left out
FOLDS = 5
_HEAD = """\
# How much each sign counts for a claim being dated by a time of its report (find/timing/signs.py): a conditional logit on
# the gold's training part (learn/timing_weights.py). `alone` weighs a claim by itself, `again` once
# more by what the other claims of the report are likely to take; its `alone` is the share of the first weighing.
"""
Numbers = NDArray[np.float64]


@dataclass(slots=True)
class Choice:
    """One coded claim: its options with their signs, which of them are right (None: not known), and the first scores."""

    claim: Claimed
    ways: Sequence[Option]
    signs: list[Signs]
    right: list[bool] | None
    scores: list[float] = field(default_factory=list)


def choices(reports: Iterable[dict[str, Any]]) -> list[list[Choice]]:
    """The choices of every report."""
    reports = list(reports)
    aligner = Aligner(count_triggers(reports), find_amounts, windows_of)
    parser = load_parser()
    return [report_choices(report, aligner, parser) for report in reports]


def report_choices(report: dict[str, Any], aligner: Aligner, parser: Any) -> list[Choice]:
    """The choices of one report, in the order of its claims."""
    text = report["text"]
    page = read_page(text, parse(text, parser), anchor_date(text, published_day(report))[0], times_of(report))
    ways = options(page)
    out = []
    for coded, told in as_told(report, aligner):
        claim = read_claim(told, page)
        out.append(Choice(claim, ways, [signs(claim, way, page) for way in ways], rights(coded, ways)))
    return out


def as_told(report: dict[str, Any], aligner: Aligner) -> Iterator[tuple[dict[str, Any], Told]]:
    """The coded claims of a report as a finder would tell them, but for their times."""
    text, taken = report["text"], set[tuple[str, tuple[int, ...]]]()
    words, amounts = split_words(text), find_amounts(text)
    for coded in report["claims"]:
        quote = quote_span(text, coded)
        anchor = aligner.anchor(text, words, amounts, coded, quote, taken) if words_within(words, quote) else ()
        if not anchor:
            continue
        taken.add((f"{coded['kind']}.{coded['type']}", anchor))
        at = Span(words[anchor[0]].start, words[anchor[-1]].end)
        yield coded, Told(coded["kind"], coded["type"], at, quote, coded["status"], {}, total=bool(coded.get("total")))


def rights(coded: dict[str, Any], ways: Sequence[Option]) -> list[bool] | None:
    """Which options give the coded days; None where the coder did not know, or no option gives them."""
    time = coded.get("time")
    if time is None:
        return [way.way == NONE for way in ways]
    if time["precision"] not in DAYS_OFF:
        return None
    wanted = dt.date.fromisoformat(time["start"][:10]), dt.date.fromisoformat(time["end"][:10])
    right = [way.days is not None and near(way.days, wanted, DAYS_OFF[time["precision"]]) for way in ways]
    return right if any(right) else None


def near(days: Days, wanted: Days, slack: int) -> bool:
    """Whether both ends are at most `slack` days off."""
    return all(abs((a - b).days) <= slack for a, b in zip(days, wanted, strict=True))


def fit(rows: Sequence[Sequence[Signs]], right: Sequence[Sequence[bool]], least: int) -> Signs:
    """The weights of the signs that are seen at least so often."""
    flat = [one for row in rows for one in row]
    seen = Counter(name for one in flat for name, value in one.items() if value)
    names = sorted(name for name, count in seen.items() if count >= least)
    column = {name: i for i, name in enumerate(names)}
    cells = [(i, column[name], value) for i, one in enumerate(flat) for name, value in one.items() if name in column]
    at, of, value = (np.array(x) for x in zip(*cells, strict=True))
    sizes, wanted = np.array([len(row) for row in rows]), np.array([r for row in right for r in row], float)
    starts, group = np.cumsum(sizes) - sizes, np.repeat(np.arange(len(sizes)), sizes)

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        """Minus the log of how likely the right options are, and its slope."""
        score = np.bincount(at, value * weights[of], len(flat))
        share = np.exp(score - np.maximum.reduceat(score, starts)[group])
        share /= np.add.reduceat(share, starts)[group]
        likely = np.add.reduceat(share * wanted, starts)
        slope = np.bincount(of, value * (share - share * wanted / likely[group])[at], len(names))
        return float(PENALTY / 2 * weights @ weights - np.log(likely).sum()), slope + PENALTY * weights

    return dict(zip(names, lowest(loss, len(names)).tolist(), strict=True))


def lowest(loss: Callable[[Numbers], tuple[float, Numbers]], size: int) -> Numbers:
    """Where a smooth loss is lowest, from zero (limited-memory BFGS; Nocedal and Wright 2006, algorithm 7.4)."""
    weights = np.zeros(size)
    here, slope = loss(weights)
    past: list[tuple[Numbers, Numbers]] = []
    for _ in range(STEPS):
        way, held = slope.copy(), []
        for moved, bent in reversed(past):
            held.append(way @ moved / (bent @ moved))
            way -= held[-1] * bent
        if past:
            way *= (past[-1][0] @ past[-1][1]) / (past[-1][1] @ past[-1][1])
        for (moved, bent), share in zip(past, reversed(held), strict=True):
            way += (share - bent @ way / (bent @ moved)) * moved
        step = 1.0 if past else 1.0 / max(1.0, float(np.abs(slope).max()))
        while (found := loss(weights - step * way))[0] > here - DOWN * step * float(slope @ way) and step > SMALLEST:
            step /= 2
        moved, bent = -step * way, found[1] - slope
        weights, slope, gained, here = weights + moved, found[1], here - found[0], found[0]
        if moved @ bent > 0:
            past = [*past[-(MEMORY - 1) :], (moved, bent)]
        if gained < SMALLEST * max(1.0, here):
            break
    return weights


def fit_alone(reports: Iterable[Sequence[Choice]]) -> Signs:
    """The weights of the first weighing."""
    known = [choice for report in reports for choice in report if choice.right]
    return fit([choice.signs for choice in known], [choice.right or [] for choice in known], SEEN_LEAST)


def fit_again(reports: Sequence[Sequence[Choice]]) -> Signs:
    """The weights of the second weighing."""
    for turn in range(FOLDS):
        weights = fit_alone(r for i, r in enumerate(reports) if i % FOLDS != turn)
        for choice in (choice for report in reports[turn::FOLDS] for choice in report):
            choice.scores = [weighed(one, weights) for one in choice.signs]
    rows: list[list[Signs]] = []
    right: list[list[bool]] = []
    for report in reports:
        claims = [choice.claim for choice in report]
        shares = [by_days(choice.ways, likelihoods(choice.scores)) for choice in report]
        for i, choice in enumerate(report):
            if choice.right:
                near_by = neighbours(i, claims)
                told = [again(way, choice.claim.group, near_by, shares) for way in choice.ways]
                rows.append([{"alone": z, **one} for z, one in zip(choice.scores, told, strict=True)])
                right.append(choice.right)
    return fit(rows, right, SEEN_LEAST)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    for name in ("gold", "out"):
        parser.add_argument(name, type=Path)
    given = parser.parse_args(arguments)
    reports = choices(read_gold(given.gold))
    lines = [_HEAD]
    for turn, weights in (("alone", fit_alone(reports)), ("again", fit_again(reports))):
        lines.append(f"{turn}:\n")
        told = sorted(((w, n) for n, w in weights.items() if abs(w) >= LEAST), key=lambda x: (-x[0], x[1]))
        lines += [f"  {name}: {weight:.2f}\n" for weight, name in told]
    given.out.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
