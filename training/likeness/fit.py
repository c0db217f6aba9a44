"""Fit the weights of the comparisons between tellings, and write src/reportedly/reconcile/likeness.yaml.

usage: python training/likeness/fit.py CLAIMS.jsonl GOLD.jsonl

CLAIMS is what `extract` writes; GOLD has one incident a line, {"id": …, "reports": [doc, …]}. Logistic regression
with a ridge, over the pairs of reports that share words or names; a report counts by its telling with a figure and
the earliest claim. Weights marked `by: hand` in the file are not fitted: the reports at hand say little of them (one
country, one kind of attack, days read with errors). The printed figures are of five-fold cross-validation over
incidents.
"""

from __future__ import annotations

import itertools
import json
import random
import sys
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from reportedly.model.incident import Telling
from reportedly.reconcile.blocking import candidates
from reportedly.reconcile.clusters import Pair, clustered, components
from reportedly.reconcile.compare import COMPARISONS, Both
from reportedly.reconcile.incidents import LINKED_FROM
from reportedly.reconcile.tellings import tellings_of
from reportedly.reconcile.words import cosine

OUT = Path(__file__).parents[2] / "src/reportedly/reconcile/likeness.yaml"
TABLE = yaml.safe_load(OUT.read_text("utf-8"))
FIXED = {row["name"]: row["weight"] for row in TABLE["comparisons"] if row["by"] == "hand"}
FREE = [name for name in COMPARISONS if name not in FIXED]
RIDGE = 1.0
CUT = -2.8  # log-odds from which a pair, averaged over two clusters, is one happening: shipped as the zero of the scale
LEAST_WORDS, LEAST_NAMES = 0.15, 0.1
UNLIKE = -5.0  # the score of a pair that shares neither words nor names


def main(claims_path: str, gold_path: str) -> None:
    """Fit, print, write."""
    reports = [json.loads(line) for line in Path(claims_path).read_text("utf-8").splitlines()]
    gold = [json.loads(line) for line in Path(gold_path).read_text("utf-8").splitlines()]
    home = {doc: incident["id"] for incident in gold for doc in incident["reports"]}
    own = [main_telling(report) for report in reports if report["doc"] in home]
    near = {frozenset(pair) for pair in candidates(own)}
    pairs = [(a, b) for i, a in enumerate(own) for b in own[:i] if alike(a, b) or frozenset((a.id, b.id)) in near]
    both = [Both(a, b) for a, b in pairs]
    values = {name: np.array([compare(pair) for pair in both]) for name, compare in COMPARISONS.items()}
    same = np.array([home[a.doc] == home[b.doc] for a, b in pairs], float)
    print(f"{len(pairs)} pairs, {int(same.sum())} of one incident")
    start, fitted = fit(values, same, np.ones(len(same), bool))
    for seed in range(3):
        print("cross-validated B-cubed F1", round(crossed(own, pairs, values, same, home, near, seed), 4))
    write(start - CUT, {**dict(zip(FREE, fitted, strict=True)), **FIXED})


def main_telling(report: dict[str, Any]) -> Telling:
    """The telling that a report counts by."""
    claims = {c["id"]: c for c in report["claims"]}

    def rank(telling: Telling) -> tuple[bool, int]:
        told = [claims[c] for c in telling.claims]
        figure = any(c["kind"] == "toll" and c.get("value") for c in told)
        return not figure, min((c["start"] for c in told), default=0)

    return min(tellings_of(report), key=rank)


def alike(a: Telling, b: Telling) -> bool:
    """Whether a pair is worth fitting on."""
    return cosine(a.words, b.words) > LEAST_WORDS or cosine(a.names, b.names) > LEAST_NAMES


def fit(values: dict[str, Any], same: Any, use: Any) -> tuple[float, list[float]]:
    """Newton's method with the fixed weights as an offset."""
    offset = sum(values[name] * w for name, w in FIXED.items())[use]
    x = np.column_stack([np.ones(use.sum()), *(values[name][use] for name in FREE)])
    y, b = same[use], np.zeros(len(FREE) + 1)
    ridge = RIDGE * np.eye(len(b))
    ridge[0, 0] = 0.0
    for _ in range(60):
        p = 1 / (1 + np.exp(-(x @ b + offset)))
        step = np.linalg.solve(x.T @ (x * (p * (1 - p) + 1e-9)[:, None]) + ridge, x.T @ (y - p) - ridge @ b)
        b += step
        if abs(step).max() < 1e-6:
            break
    return float(b[0]), [float(w) for w in b[1:]]


def crossed(
    own: list[Telling], pairs: list[Any], values: Any, same: Any, home: dict[str, str], near: set[Pair], seed: int
) -> float:
    """B-cubed F1 of clusters made with weights fitted on other incidents."""
    ids = sorted(set(home.values()))
    random.Random(seed).shuffle(ids)
    fold = {one: i % 5 for i, one in enumerate(ids)}
    folds = np.array([(fold[home[a.doc]], fold[home[b.doc]]) for a, b in pairs])
    scores: dict[Pair, float] = {}
    for k in range(5):
        train = (folds != k).all(axis=1)
        start, fitted = fit(values, same, train)
        table = {**dict(zip(FREE, fitted, strict=True)), **FIXED}
        total = start - CUT + sum(values[name] * w for name, w in table.items())
        scores |= {frozenset((pairs[i][0].id, pairs[i][1].id)): float(total[i]) for i in np.flatnonzero(~train)}
    docs = {t.id: t.doc for t in own}
    found = []
    for part in components(docs, [pair for pair in near if scores[pair] >= LINKED_FROM]):
        inside = {frozenset(p): scores.get(frozenset(p), UNLIKE) for p in itertools.combinations(part, 2)}
        found += [{docs[t] for t in c} for c in clustered(part, inside)]
    mine = {doc: cluster for cluster in found for doc in cluster}
    yours = {doc: {d for d in home if home[d] == home[doc]} for doc in mine}
    shared = {doc: len(mine[doc] & yours[doc]) for doc in mine}
    precision, recall = (sum(n / len(side[doc]) for doc, n in shared.items()) / len(mine) for side in (mine, yours))
    return 2 * precision * recall / (precision + recall)


def write(start: float, table: dict[str, float]) -> None:
    """The YAML file with new weights."""
    head = "".join(line for line in OUT.read_text("utf-8").splitlines(keepends=True) if line.startswith("#"))
    rows = [{**row, "weight": round(table[row["name"]], 2)} for row in TABLE["comparisons"]]
    OUT.write_text(
        head + yaml.safe_dump({"start": round(start, 2), "comparisons": rows}, sort_keys=False, width=120), "utf-8"
    )


if __name__ == "__main__":
    main(*sys.argv[1:3])
