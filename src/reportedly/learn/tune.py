"""Thresholds and calibrated confidence, from reports that the networks were not trained on."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reportedly.find.learned.labels import LABELS
from reportedly.measure.score import excused, match
from reportedly.model.text import quote_span
from reportedly.model.told import Told

Finder = Callable[[Mapping[str, Any]], Sequence[Told]]

LOWEST = 0.2  # anchors below this are never looked at
STEPS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8)
SHARED = 100  # so many claims of a label weigh as much as all of its kind
SLACK = 0.02  # what an F1 may be below the best and still be as good: less says nothing on so few reports
ENOUGH = 25  # proposals that are needed to calibrate
Trial = tuple[str, float, bool]  # label, probability, right


def trials(reports: Iterable[Mapping[str, Any]], find: Finder) -> tuple[list[Trial], dict[str, int]]:
    """Every proposal above LOWEST with whether it is right (optional gold left out), and how many of a label are wanted."""
    out: list[Trial] = []
    wanted: dict[str, int] = dict.fromkeys(LABELS, 0)
    for report in reports:
        golds = report["claims"]
        spans = [quote_span(report["text"], gold) for gold in golds]
        for gold in golds:
            wanted[f"{gold['kind']}.{gold['type']}"] += not gold.get("optional")
        told = sorted(find(report), key=lambda t: -t.confidence)
        plain = [{"kind": t.kind, "type": t.type, "start": t.quote.start, "end": t.quote.end} for t in told]
        paired = {pair.told: golds[pair.gold] for pair in match(golds, spans, plain)}
        for j, one in enumerate(told):
            gold = paired.get(j)
            if gold is None and excused(plain[j], golds, spans):
                continue
            if gold is None or not gold.get("optional"):
                out.append((f"{one.kind}.{one.type}", one.confidence, gold is not None))
    return out, wanted


def best_thresholds(found: Sequence[Trial], wanted: Mapping[str, int]) -> dict[str, float]:
    """For each label the middle of the thresholds whose F1 is within SLACK of the best: other texts shift it either way.

    The F1 is the label's own and that of its kind together: its own counts n, its kind's SHARED, where n claims of the
    label are wanted.
    """
    out = {}
    for label in LABELS:
        kind = [other for other in LABELS if other.split(".")[0] == label.split(".")[0]]
        own = wanted[label] / (wanted[label] + SHARED)
        scores = {
            step: own * f1_at(found, wanted, [label], dict.fromkeys(LABELS, step))
            + (1 - own) * f1_at(found, wanted, kind, dict.fromkeys(LABELS, step))
            for step in STEPS
        }
        good = [step for step, score in scores.items() if score >= max(scores.values()) - SLACK]
        out[label] = round(sum(good) / len(good), 3)
    return out


def found_f1(found: Sequence[Trial], wanted: Mapping[str, int]) -> dict[str, float]:
    """Found F1 by kind and of all, at the best thresholds."""
    thresholds = best_thresholds(found, wanted)
    kinds = sorted({label.split(".")[0] for label in LABELS})
    return {
        kind or "all": round(f1_at(found, wanted, [x for x in LABELS if x.startswith(kind)], thresholds), 3)
        for kind in (*kinds, "")
    }


def f1_at(
    found: Sequence[Trial], wanted: Mapping[str, int], labels: Sequence[str], thresholds: Mapping[str, float]
) -> float:
    """Found F1 over some labels, of proposals at or above their label's threshold."""
    kept = [right for label, p, right in found if label in labels and p >= thresholds[label]]
    total = len(kept) + sum(wanted[label] for label in labels)
    return 2 * sum(kept) / total if total else 0.0


def calibration(found: Sequence[Trial], thresholds: Mapping[str, float]) -> dict[str, tuple[float, float]]:
    """For each kind (slope, offset) that turn the log odds of a kept proposal into the chance that it is right."""
    out: dict[str, tuple[float, float]] = {}
    for kind in sorted({label.split(".")[0] for label in LABELS}):
        kept = [(p, right) for label, p, right in found if label.startswith(kind) and p >= thresholds[label]]
        out[kind] = fit_logistic(kept) if len(kept) >= ENOUGH else (1.0, 0.0)
    return out


def fit_logistic(pairs: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """Slope and offset by damped Newton steps on the logistic likelihood, with a mild pull to (1, 0)."""
    x = np.array([log_odds(p) for p, _ in pairs])
    y = np.array([float(right) for _, right in pairs])
    prior = np.array([1.0, 0.0])
    rows = np.stack([x, np.ones_like(x)], 1)

    def cost(weights: NDArray[np.float64]) -> float:
        scores = rows @ weights
        return float(np.logaddexp(0, scores).sum() - (y * scores).sum() + 0.5 * ((weights - prior) ** 2).sum())

    weights = prior.copy()
    for _ in range(100):
        chance = 1 / (1 + np.exp(-rows @ weights))
        gradient = rows.T @ (chance - y) + (weights - prior)
        curve = (rows * (chance * (1 - chance))[:, None]).T @ rows + np.eye(2)
        step, size = np.linalg.solve(curve, gradient), 1.0
        while size > 1e-6 and cost(weights - size * step) > cost(weights):
            size /= 2
        weights = weights - size * step
    return round(float(weights[0]), 4), round(float(weights[1]), 4)


def log_odds(p: float) -> float:
    """The log odds of a probability, kept finite."""
    p = min(max(p, 1e-4), 1 - 1e-4)
    return math.log(p / (1 - p))
