"""From trained networks to the files of the package: int8 ONNX, the tokenizer, and a card that pins their digests."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from reportedly.find.learned.finder import FILES
from reportedly.find.learned.labels import LABELS
from reportedly.learn.network import WIDTH, ClaimReader, Encoder
from reportedly.learn.slim import slim


class ShippedEncoder(nn.Module):
    """The encoder without padding: one window at a time."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, ids: Tensor, features: Tensor, firsts: Tensor) -> tuple[Tensor, Tensor]:
        """See `Encoder.forward`."""
        out: tuple[Tensor, Tensor] = self.encoder(ids, torch.ones_like(ids, dtype=torch.float32), features, firsts)
        return out


class ShippedReader(nn.Module):
    """The claim reader without padding."""

    def __init__(self, reader: ClaimReader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, states: Tensor, pool: Tensor, labels: Tensor, distances: Tensor) -> tuple[Tensor, Tensor]:
        """See `ClaimReader.forward`."""
        out: tuple[Tensor, Tensor] = self.reader(states, torch.ones_like(states[:, :, 0]), pool, labels, distances)
        return out


def ship(
    encoder: Encoder,
    reader: ClaimReader,
    tokenizer: Path,
    folder: Path,
    version: str,
    thresholds: Mapping[str, float],
    used: Iterable[str],
    card: Mapping[str, Any],
) -> None:
    """Writes encoder.onnx, reader.onnx, tokenizer.json and card.json into `folder`; `used` are the pieces of the data."""
    folder.mkdir(parents=True, exist_ok=True)
    pieces, words, claims = 24, 20, 3
    encoder_inputs = (
        torch.ones(1, pieces, dtype=torch.long),
        torch.zeros(1, pieces, 4, dtype=torch.long),
        torch.arange(words)[None],
    )
    reader_inputs = (
        torch.zeros(1, words, WIDTH),
        torch.ones(1, claims, words) / words,
        torch.zeros(1, claims, dtype=torch.long),
        torch.zeros(1, claims, words, dtype=torch.long),
    )
    export(
        ShippedEncoder(encoder.eval()),
        encoder_inputs,
        folder / "encoder.onnx",
        {"ids": {1: "p"}, "features": {1: "p"}, "firsts": {1: "w"}, "states": {1: "w"}, "logits": {1: "w"}},
    )
    export(
        ShippedReader(reader.eval()),
        reader_inputs,
        folder / "reader.onnx",
        {
            "states": {1: "w"},
            "pool": {1: "n", 2: "w"},
            "labels": {1: "n"},
            "distances": {1: "n", 2: "w"},
            "roles": {1: "n", 3: "w"},
            "attributes": {1: "n"},
        },
    )
    shutil.copyfile(tokenizer, folder / "tokenizer.json")
    slim(folder, used)
    digests = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES}
    thresholds = {label: round(thresholds[label], 3) for label in LABELS}
    content = {"version": version, "sha256": digests, "thresholds": thresholds, **card}
    (folder / "card.json").write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def export(module: nn.Module, inputs: tuple[Tensor, ...], path: Path, axes: dict[str, dict[int, str]]) -> None:
    """One int8 ONNX file: weights per channel, activations on the fly."""
    names = list(axes)
    with tempfile.TemporaryDirectory() as scratch:
        plain = str(Path(scratch) / "plain.onnx")
        torch.onnx.export(
            module.eval(),
            inputs,
            plain,
            input_names=names[: len(inputs)],
            output_names=names[len(inputs) :],
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(plain, path, per_channel=True, weight_type=QuantType.QInt8)
