"""The learned finder at run time: ONNX Runtime and a tokenizer, no training framework."""

from __future__ import annotations

import functools
import hashlib
import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray
from tokenizers import Tokenizer

from reportedly.errors import InstallFault
from reportedly.find.learned.decode import Anchor, beside_words, find_anchors, read_claim
from reportedly.find.learned.edges import trimmed
from reportedly.find.learned.labels import LABELS, distance_bucket
from reportedly.find.learned.words import (
    SHAPES,
    Window,
    cut_windows,
    lay_pieces,
    plain_word,
    split_words,
    word_features,
)
from reportedly.model.text import Amount, Span, encodable
from reportedly.model.told import TimeExpression, Told

FILES = ("encoder.onnx", "reader.onnx", "tokenizer.json")
WIDEST = 600  # distances beyond so many words share a bucket


class LearnedFinder:
    """Proposes claims of all kinds. `card` says with which weights, thresholds and data it was made."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self.card = read_card(folder)
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        self.encoder = ort.InferenceSession(str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"])
        self.reader = ort.InferenceSession(str(folder / "reader.onnx"), options, providers=["CPUExecutionProvider"])
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self.thresholds: Mapping[str, float] = self.card["thresholds"]
        # Slope and offset by kind; without them (while tuning) confidence is the network's own probability.
        self.calibration: Mapping[str, tuple[float, float]] = self.card.get("calibration", {})
        self.rule = f"learned:{self.card['version']}"
        self.buckets = np.array([distance_bucket(d) for d in range(-WIDEST, WIDEST + 1)], dtype=np.int64)

    def find(self, text: str, amounts: Sequence[Amount], times: Sequence[TimeExpression]) -> tuple[Told, ...]:
        """The claims that a report's text tells, in order. `amounts` and `times` are those found in the same text."""
        spans = split_words(text)
        if not spans:
            return ()
        whole = encodable(text)
        words = [plain_word(s.of(whole)) for s in spans]
        features = word_features(text, spans, amounts, times)
        pieces = Counter(self.tokenizer.encode(words, is_pretokenized=True, add_special_tokens=False).word_ids)
        counts = [pieces[i] for i in range(len(words))]
        out: list[Told] = []
        for window in cut_windows(counts):
            out += [trimmed(one, text) for one in self.read_window(window, words, spans, features, amounts)]
        return tuple(out)

    def read_window(
        self,
        window: Window,
        words: Sequence[str],
        spans: Sequence[Span],
        features: Sequence[tuple[int, ...]],
        amounts: Sequence[Amount],
    ) -> list[Told]:
        """The claims of one window."""
        coded = self.tokenizer.encode(list(words[window.first : window.last]), is_pretokenized=True)
        size = window.last - window.first
        firsts, laid = lay_pieces(coded.word_ids, features[window.first : window.last])
        states, logits = self.encoder.run(
            None,
            {
                "ids": np.array([coded.ids], dtype=np.int64),
                "features": np.array([laid], dtype=np.int64),
                "firsts": np.array([firsts], dtype=np.int64),
            },
        )
        own = (window.own_first - window.first, window.own_last - window.first)
        anchors = find_anchors(logits[0], self.thresholds, own)
        if not anchors:
            return []
        roles, attributes = self.ask(states, anchors, size)
        marks = np.array([f[0] == SHAPES.index("mark") for f in features[window.first : window.last]])
        roles = beside_words(roles, marks)
        here = spans[window.first : window.last]
        return [
            read_claim(anchor, roles[i], attributes[i], here, amounts, self.rule, self.confidence(anchor))
            for i, anchor in enumerate(anchors)
        ]

    def confidence(self, anchor: Anchor) -> float:
        """The chance that the claim is right, as measured on reports that the finder was not trained on."""
        if not self.calibration:
            return anchor.probability
        slope, offset = self.calibration[anchor.label.split(".")[0]]
        p = min(max(anchor.probability, 1e-4), 1 - 1e-4)
        return 1 / (1 + math.exp(-(slope * math.log(p / (1 - p)) + offset)))

    def ask(self, states: NDArray[Any], anchors: Sequence[Anchor], size: int) -> tuple[NDArray[Any], NDArray[Any]]:
        """Role and attribute logits of each anchor."""
        pool = np.zeros((1, len(anchors), size), dtype=np.float32)
        distances = np.zeros((1, len(anchors), size), dtype=np.int64)
        for i, anchor in enumerate(anchors):
            pool[0, i, anchor.first : anchor.last] = 1.0 / (anchor.last - anchor.first)
            offsets = np.clip(np.arange(size) - anchor.first, -WIDEST, WIDEST)
            distances[0, i] = self.buckets[offsets + WIDEST]
        labels = np.array([[LABELS.index(a.label) for a in anchors]], dtype=np.int64)
        roles, attributes = self.reader.run(
            None, {"states": states, "pool": pool, "labels": labels, "distances": distances}
        )
        return roles[0], attributes[0]


def read_card(folder: Path) -> dict[str, Any]:
    """The data card beside the weights; each file must have the digest that the card pins. Raises `InstallFault`."""
    try:
        card: dict[str, Any] = json.loads((folder / "card.json").read_text(encoding="utf-8"))
        for name in FILES:
            digest = hashlib.sha256((folder / name).read_bytes()).hexdigest()
            if digest != card["sha256"][name]:
                raise InstallFault(f"{name}: not the file that card.json pins; install the package again")
    except OSError as fault:
        raise InstallFault(
            f"the finder's weights cannot be read ({fault.filename}); install the package again"
        ) from None
    return card


@functools.cache
def shipped_finder() -> LearnedFinder:
    """The finder with the weights of this package, loaded once."""
    return LearnedFinder(Path(str(resources.files("reportedly.find.learned") / "weights")))
