"""Windows of coded reports as tensors' worth of lists: what one step of training sees."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tokenizers import Tokenizer

from reportedly.find.learned.labels import ATTRIBUTES, LABELS, ROLES
from reportedly.find.learned.words import Window, cut_windows, lay_pieces, plain_word, split_words, word_features
from reportedly.learn.align import UNKNOWN, Aligner, Target

LENGTHS = (64, 128, 192, 256, 320, 384, 416)


@dataclass(slots=True)
class Sample:
    """One window: its words, their features, and the targets that lie wholly within, over its own word numbers."""

    doc: str
    words: list[str]
    features: list[tuple[int, ...]]
    targets: list[Target]


@dataclass(slots=True)
class Encoded:
    """A sample cut into word pieces."""

    ids: list[int]
    features: list[tuple[int, ...]]
    firsts: list[int]
    anchors: list[list[int]]  # [word][label]: 1, 0 or UNKNOWN
    labels: list[int]
    pools: list[tuple[int, ...]]
    roles: list[dict[str, tuple[int, ...]]]
    attributes: list[dict[str, int]]


def make_samples(report: dict[str, Any], aligner: Aligner, tokenizer: Tokenizer, times: Any) -> list[Sample]:
    """The windows of one gold report. `times` gives the time expressions of a text (for the features)."""
    text = report["text"]
    spans = split_words(text)
    words = [s.of(text) for s in spans]
    features = word_features(text, spans, aligner.find_amounts(text), times(report))
    targets = aligner.align(report)
    pieces = [len(e.ids) for e in tokenizer.encode_batch(words, add_special_tokens=False)] if words else []
    return [
        Sample(
            report["doc"],
            words[w.first : w.last],
            features[w.first : w.last],
            [t for t in (shifted(t, w) for t in targets) if t],
        )
        for w in cut_windows(pieces)
    ]


def shifted(target: Target, window: Window) -> Target | None:
    """The target over the window's own word numbers; None when its anchor is outside. Roles cut off are unknown."""
    if not all(window.first <= i < window.last for i in target.anchor):
        return None
    low, high = window.first, window.last
    roles = {
        role: tuple(i - low for i in at if low <= i < high)
        for role, at in target.roles.items()
        if not at or any(low <= i < high for i in at)
    }
    return Target(
        target.label,
        tuple(i - low for i in target.anchor),
        tuple(i - low for i in target.quote if low <= i < high),
        target.optional,
        roles,
        target.attributes,
    )


def encode(sample: Sample, tokenizer: Tokenizer, swaps: dict[str, str] | None = None) -> Encoded:
    """Word pieces and targets of a sample. `swaps` puts other words in place of words (lower case), one for one; words
    that take a side become plain ones, as at run time."""
    words = [swaps.get(w.lower(), w) for w in sample.words] if swaps else sample.words
    coded = tokenizer.encode([plain_word(w) for w in words], is_pretokenized=True)
    firsts, features = lay_pieces(coded.word_ids, sample.features)
    anchors = anchor_targets(sample)
    return Encoded(
        coded.ids,
        features,
        firsts,
        anchors,
        [LABELS.index(t.label) for t in sample.targets],
        [t.anchor for t in sample.targets],
        [t.roles for t in sample.targets],
        [t.attributes for t in sample.targets],
    )


def anchor_targets(sample: Sample) -> list[list[int]]:
    """Which words carry which label. The words of an optional claim's quote are unknown for all labels of its kind."""
    out = [[0] * len(LABELS) for _ in sample.words]
    for target in sample.targets:
        if target.optional:
            kind = target.label.split(".")[0]
            for i in target.quote:
                for k, label in enumerate(LABELS):
                    if label.startswith(kind):
                        out[i][k] = UNKNOWN
    for target in sample.targets:
        if not target.optional:
            for i in target.anchor:
                out[i][LABELS.index(target.label)] = 1
    return out


def role_matrix(encoded: Encoded, words: int) -> tuple[list[list[list[float]]], list[list[float]]]:
    """[claim][role][word] as 0/1, and [claim][role] weights: 0 where the role is unknown or not of this kind."""
    values, weights = [], []
    for roles in encoded.roles:
        rows = [[0.0] * words for _ in ROLES]
        weight = [0.0] * len(ROLES)
        for k, role in enumerate(ROLES):
            if role in roles:
                weight[k] = 1.0
                for i in roles[role]:
                    rows[k][i] = 1.0
        values.append(rows)
        weights.append(weight)
    return values, weights


def attribute_rows(encoded: Encoded) -> list[list[int]]:
    """[claim][attribute] class numbers, UNKNOWN where a claim has none."""
    return [[given.get(name, UNKNOWN) for name in ATTRIBUTES] for given in encoded.attributes]


def batches(samples: Sequence[Sample], budget: int, chance: random.Random) -> list[list[Sample]]:
    """Samples of one length class together, as many as `budget` words allow, in random order.

    A length class holds samples of up to so many words: few classes mean few shapes of tensors, and the first step with
    a new shape costs the processor's library most of a second; but what fills up a class is computed for nothing.
    """
    classes: dict[int, list[Sample]] = {}
    for sample in samples:
        classes.setdefault(length_class(len(sample.words)), []).append(sample)
    out: list[list[Sample]] = []
    for size, members in sorted(classes.items()):
        members = members[:]
        chance.shuffle(members)
        count = max(1, budget // size)
        out += [members[i : i + count] for i in range(0, len(members), count)]
    chance.shuffle(out)
    return out


def length_class(length: int) -> int:
    """The length that a window of so many words (or pieces) is padded to."""
    return next((size for size in LENGTHS if length <= size), length)
