"""A smaller vocabulary for the shipped files: rare word pieces that the training data never uses are cut from both.

A word whose piece is gone is spelt with smaller ones, as any rare word is. The table of pieces is half of the encoder.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import numpy_helper
from tokenizers import Tokenizer

SIZE = 23_000


def kept_pieces(vocabulary: dict[str, int], used: Iterable[str], size: int = SIZE) -> list[str]:
    """The pieces to keep, in their old order: special ones, single characters, those used, then the most frequent.

    The vocabulary of BERT lists its pieces from the most to the least frequent; pieces with letters that the
    tokenizer never leaves in an English text (CJK, Arabic, Greek …) are the first to go.
    """
    needed = set(used)
    order = sorted(vocabulary, key=lambda piece: vocabulary[piece])
    plain = [p for p in order if p.isascii() and not p.startswith("[unused")]
    must = {p for p in plain if p in needed or p.startswith("[") or len(p.removeprefix("##")) == 1}
    room = max(0, size - len(must))
    kept = must | set([p for p in plain if p not in must][:room])
    return [p for p in order if p in kept]


def used_pieces(texts: Iterable[str], tokenizer: Tokenizer) -> set[str]:
    """Every piece that the texts are cut into."""
    return {piece for text in texts for piece in tokenizer.encode(text).tokens}


def slim(folder: Path, used: Iterable[str], size: int = SIZE) -> int:
    """Cuts the vocabulary of the encoder and the tokenizer in a folder; returns how many pieces are left."""
    path = folder / "tokenizer.json"
    tokenizer: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    vocabulary: dict[str, int] = tokenizer["model"]["vocab"]
    kept = kept_pieces(vocabulary, used, size)
    rows = [vocabulary[piece] for piece in kept]
    renumbered = {piece: i for i, piece in enumerate(kept)}
    tokenizer["model"]["vocab"] = renumbered
    for token in tokenizer["added_tokens"]:
        token["id"] = renumbered[token["content"]]
    renumber_template(tokenizer["post_processor"], renumbered)
    path.write_text(json.dumps(tokenizer, ensure_ascii=False), encoding="utf-8")
    model = onnx.load(str(folder / "encoder.onnx"))
    for tensor in model.graph.initializer:
        if list(tensor.dims)[:1] == [len(vocabulary)]:
            cut = np.ascontiguousarray(numpy_helper.to_array(tensor)[rows])
            tensor.CopyFrom(numpy_helper.from_array(cut, tensor.name))
    onnx.save(model, str(folder / "encoder.onnx"))
    return len(kept)


def renumber_template(part: Any, renumbered: dict[str, int]) -> None:
    """Puts the new numbers into the tokenizer's template of special tokens, in place."""
    for token in part.get("special_tokens", {}).values():
        token["ids"] = [renumbered[name] for name in token["tokens"]]
