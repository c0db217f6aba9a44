"""Training: from named data to weights. Run as `make train`; needs the packages of requirements-train.txt."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from reportedly.find.learned.labels import ATTRIBUTES, LABELS, ROLES, distance_bucket
from reportedly.learn.align import UNKNOWN
from reportedly.learn.network import ClaimReader, Encoder, load_encoder
from reportedly.learn.samples import Encoded, Sample, attribute_rows, batches, encode, length_class, role_matrix
from reportedly.learn.swaps import Swapper

CLAIM_COUNTS = (8, 16, 32, 64, 128, 512)
WARM = 0.06  # the share of steps in which the rate rises
Networks = tuple[Encoder, ClaimReader]
DISTANCE_TABLE = torch.tensor([distance_bucket(d) for d in range(-600, 601)])


@dataclass(slots=True)
class Settings:
    """What a run is made with; written into the data card."""

    trunk_epochs: int = 5  # gone through once, for all branches
    branch_epochs: int = 3  # of each branch, in an order of its own
    last_epochs: int = 2  # of each branch, on the gold, and on a fifth of ours so that other wars are not forgotten
    last_share: float = 0.2
    last_rate: float = 0.25  # of the rates below
    seed: int = 1
    budget: int = 1536  # words a step
    rate: float = 2e-4
    head_rate: float = 1e-3
    dropout: float = 0.1
    layers: int = 4  # of the six of the base: better than all six, and a third cheaper (docs/decisions/0006)
    reader_layers: int = 2
    swap: float = 0.5  # the share of windows in which names are swapped for others
    threads: int = 1  # two runs go side by side


@dataclass(slots=True)
class Batch:
    """One step's tensors."""

    ids: Tensor
    mask: Tensor
    features: Tensor
    firsts: Tensor
    word_mask: Tensor
    anchors: Tensor
    pool: Tensor
    labels: Tensor
    claim_mask: Tensor
    distances: Tensor
    roles: Tensor
    role_weights: Tensor
    attributes: Tensor


def collate(encoded: Sequence[Encoded], budget: int) -> Batch:
    """Pads a few encoded samples to one batch of one of few shapes."""
    words = length_class(max(len(e.firsts) for e in encoded))
    pieces = length_class(max(len(e.ids) for e in encoded))
    claims = next(n for n in CLAIM_COUNTS if n >= max(len(e.labels) for e in encoded))
    size = max(1, budget // words)
    b = Batch(
        ids=torch.zeros(size, pieces, dtype=torch.long),
        mask=torch.zeros(size, pieces),
        features=torch.zeros(size, pieces, 4, dtype=torch.long),
        firsts=torch.zeros(size, words, dtype=torch.long),
        word_mask=torch.zeros(size, words),
        anchors=torch.full((size, words, len(LABELS)), UNKNOWN, dtype=torch.long),
        pool=torch.zeros(size, claims, words),
        labels=torch.zeros(size, claims, dtype=torch.long),
        claim_mask=torch.zeros(size, claims),
        distances=torch.zeros(size, claims, words, dtype=torch.long),
        roles=torch.zeros(size, claims, len(ROLES), words),
        role_weights=torch.zeros(size, claims, len(ROLES)),
        attributes=torch.full((size, claims, len(ATTRIBUTES)), UNKNOWN, dtype=torch.long),
    )
    for k, e in enumerate(encoded):
        p, w, n = len(e.ids), len(e.firsts), len(e.labels)
        b.ids[k, :p], b.mask[k, :p] = torch.tensor(e.ids), 1.0
        b.features[k, :p] = torch.tensor(e.features)
        b.firsts[k, :w], b.word_mask[k, :w] = torch.tensor(e.firsts), 1.0
        b.anchors[k, :w] = torch.tensor(e.anchors)
        if not n:
            continue
        b.labels[k, :n], b.claim_mask[k, :n] = torch.tensor(e.labels), 1.0
        values, weights = role_matrix(e, w)
        b.roles[k, :n, :, :w], b.role_weights[k, :n] = torch.tensor(values), torch.tensor(weights)
        b.attributes[k, :n] = torch.tensor(attribute_rows(e))
        for c, anchor in enumerate(e.pools):
            b.pool[k, c, list(anchor)] = 1.0 / len(anchor)
            b.distances[k, c] = DISTANCE_TABLE[torch.arange(words) - anchor[0] + 600]
    return b


def losses(encoder: Encoder, reader: ClaimReader, b: Batch) -> tuple[Tensor, Tensor, Tensor]:
    """Anchor, role and attribute losses of a batch."""
    states, logits = encoder(b.ids, b.mask, b.features, b.firsts)
    known = b.anchors != UNKNOWN
    wanted = b.anchors.clamp(min=0).float()
    weight = torch.where(wanted > 0, 3.0, 1.0) * known
    anchor = (nn.functional.binary_cross_entropy_with_logits(logits.float(), wanted, reduction="none") * weight).sum()
    anchor = anchor / (wanted.sum() + 1.0)
    scores, attributes = reader(states, b.word_mask, b.pool, b.labels, b.distances)
    hold = (b.role_weights * b.claim_mask[:, :, None])[:, :, :, None] * b.word_mask[:, None, None, :]
    role = nn.functional.binary_cross_entropy_with_logits(scores.float(), b.roles, reduction="none")
    role = (role * hold * torch.where(b.roles > 0, 2.0, 1.0)).sum() / (b.roles.sum() + 1.0)
    attribute = torch.zeros(())
    parts = attributes.float().split([len(v) for v in ATTRIBUTES.values()], -1)
    for k, part in enumerate(parts):
        target = b.attributes[:, :, k].reshape(-1)
        if (target != UNKNOWN).any():
            attribute = attribute + nn.functional.cross_entropy(
                part.reshape(-1, part.shape[-1]), target, ignore_index=UNKNOWN
            )
    return anchor, role, attribute


def new_networks(folder: Path, settings: Settings) -> Networks:
    """The networks before training: the encoder with the weights of the base in `folder`, the reader at random."""
    return (
        load_encoder(folder, settings.layers, settings.dropout),
        ClaimReader(settings.reader_layers, settings.dropout),
    )


def train_trunk(samples: Sequence[Sample], tokenizer: Tokenizer, folder: Path, settings: Settings) -> Networks:
    """The networks that all branches begin with: the base in `folder` after some epochs at a rate that does not fall.
    The same data, settings and threads give the same weights."""
    begin(settings, 0)
    networks = new_networks(folder, settings)
    go_through(samples, tokenizer, networks, settings, settings.trunk_epochs, 1.0, falls=False)
    return networks


def train_branch(
    samples: Sequence[Sample],
    last: Sequence[Sample],
    tokenizer: Tokenizer,
    networks: Networks,
    settings: Settings,
    order: int,
) -> Networks:
    """The networks of a trunk after the epochs in which the rate falls, and after those on `last`, the samples that count
    most. Another `order` goes through the same data otherwise."""
    begin(settings, order)
    go_through(samples, tokenizer, networks, settings, settings.branch_epochs, 1.0)
    go_through(last, tokenizer, networks, settings, settings.last_epochs, settings.last_rate)
    return networks


def begin(settings: Settings, order: int) -> None:
    """Sets all that chance decides."""
    torch.manual_seed(settings.seed + order)
    random.seed(settings.seed + order)
    torch.set_num_threads(settings.threads)


def go_through(
    samples: Sequence[Sample],
    tokenizer: Tokenizer,
    networks: Networks,
    settings: Settings,
    epochs: int,
    rate: float,
    falls: bool = True,
) -> None:
    """Trains the networks for some epochs at a share of the settings' rates of learning; if it falls, down to nothing."""
    encoder, reader = networks
    swapper, chance = Swapper(samples), random.Random(random.random())
    heads = [p for n, p in encoder.named_parameters() if n.startswith(("anchor", "features"))]
    body = [p for n, p in encoder.named_parameters() if not n.startswith(("anchor", "features"))]
    optimiser = torch.optim.AdamW(  # fused: a fifth less time a step
        [
            {"params": body, "lr": rate * settings.rate},
            {"params": [*heads, *reader.parameters()], "lr": rate * settings.head_rate},
        ],
        weight_decay=0.01,
        fused=True,
    )
    steps = epochs * len(batches(samples, settings.budget, random.Random(0)))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser,
        lambda s: min(1.0, (s + 1) / (WARM * steps)) * (0.5 * (1 + math.cos(math.pi * s / steps)) if falls else 1.0),
    )
    encoder.train(), reader.train()
    for epoch in range(epochs):
        began, sums, count = time.time(), [0.0, 0.0, 0.0], 0
        for group in batches(samples, settings.budget, chance):
            swaps = [swapper.draw(s, chance) if chance.random() < settings.swap else None for s in group]
            b = collate([encode(s, tokenizer, w) for s, w in zip(group, swaps, strict=True)], settings.budget)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                parts = losses(encoder, reader, b)
            loss = parts[0] + parts[1] + 0.3 * parts[2]
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_([*encoder.parameters(), *reader.parameters()], 1.0)
            optimiser.step(), schedule.step(), optimiser.zero_grad()
            sums, count = [a + float(p.detach()) for a, p in zip(sums, parts, strict=True)], count + 1
        shown = "  ".join(f"{n} {s / count:.4f}" for n, s in zip(("anchor", "role", "attribute"), sums, strict=True))
        print(f"epoch {epoch + 1}/{epochs}  {shown}  {time.time() - began:.0f} s", flush=True)
    encoder.eval(), reader.eval()
