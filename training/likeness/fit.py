"""Fit the weights of the comparisons between tellings, and write src/reportedly/reconcile/likeness.yaml.

usage: python training/likeness/fit.py STORIES_CLAIMS GOLD GOLD_CLAIMS [--dry]

STORIES_CLAIMS is what `extract` writes of the reports that stories.py prints; GOLD the coded reports to learn from, and
GOLD_CLAIMS what `extract` writes of them. Logistic regression with a ridge over all pairs of tellings (of those that
share no key, a sample with weights); a comparison that would speak the wrong way round gets no weight. Of a story the
telling with a figure and the earliest claim counts; of the coded reports all tellings, by the rule in coded.py.

Ridge, the zero of the scale and the score that makes two tellings neighbours are those of the highest B-cubed F1 of
the stories in five-fold cross-validation over incidents (mean of three seeds); the score from which a person is asked is
that of one pair of clusters in `ASKED` being of one incident. The last two are constants of `reconcile.incidents` and
`reconcile.clusters`; this prints them.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from coded import Coded
from stories import read_stories

from reportedly.model.incident import Telling
from reportedly.reconcile.blocking import candidates
from reportedly.reconcile.clusters import clustered, components
from reportedly.reconcile.compare import AGAINST, COMPARISONS, Both
from reportedly.reconcile.tellings import tellings_of

OUT = Path(__file__).parents[2] / "src/reportedly/reconcile/likeness.yaml"
TABLE = yaml.safe_load(OUT.read_text("utf-8"))
FIXED = {row["name"]: row["weight"] for row in TABLE["comparisons"] if row["by"] == "hand"}
FREE = [name for name in COMPARISONS if name not in FIXED]
SIGN = np.array([-1.0 if name in AGAINST else 1.0 for name in FREE])
RIDGES = (0.3, 1.0)
CUTS = tuple(round(-4.0 + 0.5 * i, 2) for i in range(9))
LINKS = (0.0, 1.0, 2.0)
FOLDS, SEEDS = 5, 3
ASKED = 5
EVERY = 12  # one pair of so many that share no key is fitted on, with their weight
SPAN = 84  # days into which the stories are folded: about as many incidents a day as a record of a war holds
MANY = 840_000  # a day far from all others, divisible by SPAN
UNKNOWN = -2.0  # the score of a pair of which one report tells the other's incident too


@dataclass
class Pairs:
    """Pairs of tellings with the values of their comparisons; `same` is 1.0 or 0.0, `group` names the incidents of both
    sides, which must not be divided between folds."""

    tellings: list[tuple[Telling, Telling]]
    values: Any
    offset: Any
    same: Any
    near: Any
    weight: Any
    groups: list[tuple[str, str]]

    @staticmethod
    def of(rows: Iterable[tuple[Telling, Telling, bool, str, str]], near: set[frozenset[str]]) -> Pairs:
        """Compare all pairs."""
        some = list(rows)
        both = [Both(a, b) if a.id < b.id else Both(b, a) for a, b, *_ in some]
        table = {name: np.array([compare(p) for p in both], float) for name, compare in COMPARISONS.items()}
        return Pairs(
            [(a, b) for a, b, *_ in some],
            np.column_stack([np.ones(len(some)), *(table[name] for name in FREE)]),
            sum(table[name] * weight for name, weight in FIXED.items()),
            np.array([same for _, _, same, *_ in some], float),
            (is_near := np.array([frozenset((a.id, b.id)) in near for a, b, *_ in some])),
            np.where(is_near, 1.0, np.array([sampled(a, b) for a, b, *_ in some]) * float(EVERY)),
            [(x, y) for *_, x, y in some],
        )


def main(stories_claims: str, gold: str, gold_claims: str, dry: bool) -> None:
    """Fit, print, write."""
    own, home, told = story_pairs(read(stories_claims))
    coded = coded_pairs(read(gold), read(gold_claims))
    print(f"stories: {len(told.same)} pairs, {int(told.same.sum())} of one incident")
    print(f"coded:   {len(coded.same)} pairs, {int(coded.same.sum())} of one incident")
    best = max((quality(own, home, told, coded, ridge) for ridge in RIDGES), key=lambda q: q[0])
    f1, ridge, cut, linked, crossed = best
    print(f"cross-validated B-cubed F1 {f1:.4f}, ridge {ridge}, cut {cut}, linked from {linked}")
    beta = fit(told, coded, np.ones(len(told.same), bool), ridge)
    ask = ask_from(own, home, told, crossed, cut, linked)
    print(f"ask from {ask:.2f}; coded pairs, best F1 {coded_f1(coded, beta):.3f}")
    for name, weight in zip(FREE, beta[1:], strict=True):
        print(f"{weight:7.2f}  {name}")
    if not dry:
        write(beta, cut)


def read(path: str) -> list[dict[str, Any]]:
    """The objects of a JSONL file."""
    return [json.loads(line) for line in Path(path).read_text("utf-8").splitlines()]


def story_pairs(claims: list[dict[str, Any]]) -> tuple[list[Telling], dict[str, str], Pairs]:
    """The main tellings of the stories, the incident of each, and their pairs; a pair of which one report tells the
    other's incident too is left out."""
    tells = {story.doc: story.tells for story in read_stories()[1]}
    main = [main_telling(report) for report in claims]
    home = {t.id: tells[t.doc][0] for t in main}
    own = folded(main, home)
    near = near_of(own)
    rows = [
        (a, b, home[a.id] == home[b.id], home[a.id], home[b.id])
        for a, b in itertools.combinations(own, 2)
        if home[a.id] == home[b.id] or not {*tells[a.doc]} & {*tells[b.doc]}
    ]
    return own, home, Pairs.of(rows, near)


def sampled(a: Telling, b: Telling) -> bool:
    """Whether a pair that shares no key is one of those fitted on, each for `EVERY` of its like."""
    return int(hashlib.sha256(min(a.id + b.id, b.id + a.id).encode()).hexdigest()[:8], 16) % EVERY == 0


def folded(tellings: list[Telling], home: dict[str, str]) -> list[Telling]:
    """The tellings moved into one span of weeks, each incident as a whole: the stories are spread over years, where
    reports that are near in time would seem to be of one incident for that alone. Weekdays, and the days between
    incidents of one week, stay.
    """
    first: dict[str, int] = {}
    for t in tellings:
        first[home[t.id]] = min(first.get(home[t.id], MANY), t.published or MANY)
    moved = {name: day - day % SPAN for name, day in first.items()}
    return [
        replace(
            t,
            published=t.published - moved[home[t.id]] + MANY if t.published else None,
            days=tuple((a - moved[home[t.id]] + MANY, b - moved[home[t.id]] + MANY) for a, b in t.days),
        )
        for t in tellings
    ]


def coded_pairs(gold: list[dict[str, Any]], claims: list[dict[str, Any]]) -> Pairs:
    """Pairs of tellings of coded reports that the rule knows about."""
    coded = Coded(gold)
    own = [(t, coded.of(t, report)) for report in claims for t in tellings_of(report)]
    near = near_of([t for t, _ in own])
    rows = (
        (a, b, same, a.doc, b.doc)
        for (a, x), (b, y) in itertools.combinations(own, 2)
        if a.doc != b.doc and (same := coded.same(x, y)) is not None
    )
    return Pairs.of(rows, near)


def near_of(tellings: list[Telling]) -> set[frozenset[str]]:
    """Pairs that share a key."""
    return {frozenset(pair) for pair in candidates(tellings)}


def main_telling(report: dict[str, Any]) -> Telling:
    """The telling that a report counts by."""
    claims = {c["id"]: c for c in report["claims"]}

    def rank(telling: Telling) -> tuple[bool, int]:
        told = [claims[c] for c in telling.claims]
        figure = any(c["kind"] == "toll" and c.get("value") for c in told)
        return not figure, min((c["start"] for c in told), default=0)

    return min(tellings_of(report), key=rank)


def fit(told: Pairs, coded: Pairs, use: Any, ridge: float) -> Any:
    """Newton's method; what would speak the wrong way round is dropped, and the rest fitted again."""
    parts = ((told, use & (told.weight > 0)), (coded, coded.weight > 0))
    x = np.vstack([p.values[rows] for p, rows in parts])
    y, offset, weight = (
        np.concatenate([getattr(p, name)[rows] for p, rows in parts]) for name in ("same", "offset", "weight")
    )
    kept = np.ones(x.shape[1], bool)
    while True:
        some, b = x[:, kept], np.zeros(int(kept.sum()))
        penalty = ridge * np.eye(len(b))
        penalty[0, 0] = 0.0
        for _ in range(60):
            p = 1 / (1 + np.exp(-np.clip(some @ b + offset, -30, 30)))
            hessian = some.T @ (some * (weight * p * (1 - p) + 1e-9)[:, None]) + penalty
            step = np.linalg.solve(hessian, some.T @ (weight * (y - p)) - penalty @ b)
            b += np.clip(step, -2, 2)
            if abs(step).max() < 1e-6:
                break
        beta = np.zeros(x.shape[1])
        beta[kept] = b
        wrong = np.concatenate([[False], beta[1:] * SIGN < 0])
        if not wrong.any():
            return beta
        kept &= ~wrong


def quality(own: list[Telling], home: dict[str, str], told: Pairs, coded: Pairs, ridge: float) -> Any:
    """Best mean B-cubed F1 over cuts and links, with what it was reached by, and the cross-validated scores of one
    seed."""
    runs = [crossed_scores(home, told, coded, ridge, seed) for seed in range(SEEDS)]
    table = {
        (cut, linked): float(np.mean([b_cubed(home, clusters(own, told, run, cut, linked)) for run in runs]))
        for cut in CUTS
        for linked in LINKS
    }
    (cut, linked), f1 = max(table.items(), key=lambda e: (e[1], e[0]))
    return f1, ridge, cut, linked, runs[0]


def crossed_scores(home: dict[str, str], told: Pairs, coded: Pairs, ridge: float, seed: int) -> Any:
    """Log-odds of the stories' pairs by weights fitted on other incidents."""
    ids = sorted(set(home.values()))
    np.random.default_rng(seed).shuffle(ids)
    fold = {one: i % FOLDS for i, one in enumerate(ids)}
    folds = np.array([(fold[x], fold[y]) for x, y in told.groups])
    scores = np.zeros(len(told.same))
    for k in range(FOLDS):
        held = (folds == k).any(axis=1)
        beta = fit(told, coded, ~held, ridge)
        total = told.values @ beta + told.offset
        scores[held] += total[held] / (1 + (folds[held][:, 0] != folds[held][:, 1]))
    return scores


def clusters(own: list[Telling], told: Pairs, scores: Any, cut: float, linked: float) -> list[list[str]]:
    """Clusters of the stories as reconciling makes them."""
    known = {frozenset((a.id, b.id)): float(s) - cut for (a, b), s in zip(told.tellings, scores, strict=True)}
    strong = [
        (a.id, b.id) for (a, b), s, n in zip(told.tellings, scores, told.near, strict=True) if n and s - cut >= linked
    ]
    found = []
    for part in components([t.id for t in own], strong):
        inside = {frozenset(p): known.get(frozenset(p), UNKNOWN) for p in itertools.combinations(part, 2)}
        found += clustered(part, inside)
    return found


def b_cubed(home: dict[str, str], found: list[list[str]]) -> float:
    """B-cubed F1."""
    mine = {t: cluster for cluster in found for t in cluster}
    size = {name: list(home.values()).count(name) for name in set(home.values())}
    shared = {t: sum(home[u] == home[t] for u in mine[t]) for t in mine}
    precision = float(np.mean([n / len(mine[t]) for t, n in shared.items()]))
    recall = float(np.mean([n / size[home[t]] for t, n in shared.items()]))
    return 2 * precision * recall / (precision + recall)


def ask_from(own: list[Telling], home: dict[str, str], told: Pairs, scores: Any, cut: float, linked: float) -> float:
    """The lowest average score of two clusters that neighbours on the scale make one incident in `ASKED` times."""
    where = {t: i for i, c in enumerate(clusters(own, told, scores, cut, linked)) for t in c}
    between: dict[tuple[int, int], list[tuple[float, bool]]] = {}
    for (a, b), score in zip(told.tellings, scores, strict=True):
        low, high = sorted((where[a.id], where[b.id]))
        if low != high:
            between.setdefault((low, high), []).append((float(score) - cut, home[a.id] == home[b.id]))
    ranked = sorted(
        ((float(np.mean([s for s, _ in some])), any(same for _, same in some)) for some in between.values()),
        reverse=True,
    )
    for i in range(30, len(ranked)):
        window = ranked[i - 30 : i]
        if ASKED * sum(same for _, same in window) < len(window):
            return window[len(window) // 2][0]
    return 0.0


def coded_f1(coded: Pairs, beta: Any) -> float:
    """Best F1 of the coded pairs over all cuts: whether the weights rank them well."""
    scores = coded.values @ beta + coded.offset
    order = np.argsort(-scores)
    hits = np.cumsum(coded.same[order])
    return float(np.max(2 * hits / (np.arange(1, len(order) + 1) + coded.same.sum())))


def write(beta: Any, cut: float) -> None:
    """The YAML file with new weights."""
    table = {**dict(zip(FREE, beta[1:], strict=True)), **FIXED}
    head = "".join(line for line in OUT.read_text("utf-8").splitlines(keepends=True) if line.startswith("#"))
    rows = [{**row, "weight": round(float(table[row["name"]]), 2)} for row in TABLE["comparisons"]]
    made = {"start": round(float(beta[0]) - cut, 2)}
    OUT.write_text(head + yaml.safe_dump({**made, "comparisons": rows}, sort_keys=False, width=120), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:4], dry="--dry" in sys.argv)
