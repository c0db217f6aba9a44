"""From the finder's numbers to claims as told: anchors, then the words of each role, then the closed slots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reportedly.find.learned.labels import ATTRIBUTES, LABELS, ROLES, ROLES_OF
from reportedly.find.learned.words import COUNTING_UNITS
from reportedly.model.text import Amount, Span
from reportedly.model.told import Told
from reportedly.model.vocabulary import UNITS

Numbers = NDArray[np.float32]

SURE, FAINT = 0.5, 0.3  # a role word above SURE fills the role; without one, the best above FAINT does,
LAID = {"perpetrator": 0.45}  # or here this: a killing laid at the wrong door is worse than one laid at none
BRIDGE = 0.2  # words between two sure ones belong to the run from here on
OPPOSITE = {"event": ("actor", "recipient"), "displacement": ("from", "to")}
MANY = ("place", "actor", "recipient")  # roles that keep more than one run


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words `first` to `last` (exclusive) of a window carry a claim of this label."""

    label: str
    first: int
    last: int
    probability: float


def sigmoid(x: Numbers) -> Numbers:
    """The logistic function, safe for large values."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(x, -30, 30))), dtype=np.float32)


def find_anchors(logits: Numbers, thresholds: Mapping[str, float], own: tuple[int, int]) -> list[Anchor]:
    """Runs of words above their label's threshold; of two labels of one kind on the same words, the likelier."""
    likely = sigmoid(logits)
    runs: list[Anchor] = []
    for k, label in enumerate(LABELS):
        for first, last in runs_above(likely[:, k], thresholds[label]):
            if own[0] <= first < own[1]:
                runs.append(Anchor(label, first, last, float(likely[first:last, k].max())))
    kept: list[Anchor] = []
    for anchor in sorted(runs, key=lambda a: (-a.probability, a.first, a.label)):
        kind = anchor.label.split(".")[0]
        if not any(k.label.split(".")[0] == kind and k.first < anchor.last and anchor.first < k.last for k in kept):
            kept.append(anchor)
    return sorted(kept, key=lambda a: (a.first, a.label))


def runs_above(row: Numbers, threshold: float) -> list[tuple[int, int]]:
    """Stretches [first, last) of a row that are at or above the threshold."""
    at = np.flatnonzero(row >= threshold)
    out: list[tuple[int, int]] = []
    for i in at.tolist():
        if out and out[-1][1] == i:
            out[-1] = (out[-1][0], i + 1)
        else:
            out.append((i, i + 1))
    return out


def beside_words(rows: Numbers, marks: NDArray[np.bool_]) -> Numbers:
    """Role logits [..., W] in which a mark is no likelier than the likelier word beside it: no bracket fills a role alone."""
    before = np.concatenate([rows[..., :1], rows[..., :-1]], -1)
    after = np.concatenate([rows[..., 1:], rows[..., -1:]], -1)
    return np.asarray(np.where(marks, np.minimum(rows, np.maximum(before, after)), rows), dtype=np.float32)


def parted(likely: Numbers, kind: str) -> Numbers:
    """Role probabilities [R, W] in which a word fills one of two opposite roles, whichever is likelier: nobody acts on
    themselves, and nobody flees to where they fled from."""
    if kind not in OPPOSITE:
        return likely
    out = likely.copy()
    one, other = (ROLES.index(role) for role in OPPOSITE[kind])
    first = likely[one] >= likely[other]
    out[one], out[other] = np.where(first, likely[one], 0.0), np.where(first, 0.0, likely[other])
    return out


def role_runs(row: Numbers, many: bool, least: float = FAINT) -> list[tuple[int, int]]:
    """The stretches of words that fill a role, the likeliest first; none where no word reaches `least`."""
    best = int(row.argmax())
    if row[best] < least:
        return []
    runs = runs_above(row, SURE) or [(best, best + 1)]
    joined: list[tuple[int, int]] = []
    for first, last in runs:
        while first > 0 and row[first - 1] >= BRIDGE and (not joined or joined[-1][1] < first):
            first -= 1
        while last < len(row) and row[last] >= BRIDGE:
            last += 1
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    joined.sort(key=lambda r: -float(row[r[0] : r[1]].max()))
    return joined if many else joined[:1]


def read_claim(
    anchor: Anchor,
    roles: Numbers,
    attributes: Numbers,
    words: Sequence[Span],
    amounts: Sequence[Amount],
    rule: str,
    confidence: float,
) -> Told:
    """One claim as told. `roles` [R, W] and `attributes` [A] are logits over the window whose words are given."""
    kind, type_ = anchor.label.split(".")
    closed = read_attributes(attributes)
    likely = sigmoid(roles)
    if (kind, closed["mode"]) != ("event", "clash"):  # both sides of a clash act
        likely = parted(likely, kind)
    span = Span(words[anchor.first].start, words[anchor.last - 1].end)
    filled: dict[str, tuple[Span, ...]] = {}
    for role in (*ROLES_OF[kind], "time"):
        runs = role_runs(likely[ROLES.index(role)], role in MANY, LAID.get(role, FAINT))
        if runs:
            filled[role] = tuple(Span(words[a].start, words[b - 1].end) for a, b in runs)
    amount = next((a for a in amounts if a.span.overlaps(span) and a.unit in COUNTING_UNITS), None)
    if kind in ("toll", "displacement"):
        amount = amount or untold_amount(closed["number"], span)
    return Told(
        kind=kind,
        type=type_,
        anchor=span,
        quote=quote_around(likely[ROLES.index("quote")], anchor, words),
        status="denied" if amount and amount.value == 0 else closed["status"],
        roles=filled,
        amount=amount if kind in ("toll", "displacement") else None,
        mode=closed["mode"] if type_ == "ASSAULT" else None,
        unit=unit_of(amount, closed["unit"]) if kind == "displacement" else None,
        total=kind == "toll" and closed["total"] == "yes",
        part=kind in ("toll", "displacement") and closed["part"] == "yes",
        dated=closed["dated"],
        rule=rule,
        confidence=confidence,
    )


def unit_of(amount: Amount | None, read: str) -> str:
    """What a displacement counts: what stands with its number, else what the network reads."""
    return amount.unit if amount is not None and amount.unit in UNITS else read


def read_attributes(logits: Numbers) -> dict[str, str]:
    """The likeliest value of each closed slot."""
    out, at = {}, 0
    for name, values in ATTRIBUTES.items():
        out[name] = values[int(logits[at : at + len(values)].argmax())]
        at += len(values)
    return out


def untold_amount(number: str, span: Span) -> Amount:
    """The amount of a claim whose words hold no number: one person, a vague plural (3, by the codebook), none, zero."""
    value = {"one": 1, "several": 3, "zero": 0}.get(number)
    exact = number in ("one", "zero")
    return Amount(span, "", value, value if exact else None, value if exact else None, "exact" if exact else "vague")


def quote_around(row: Numbers, anchor: Anchor, words: Sequence[Span]) -> Span:
    """The clause that states the claim: the likely words on both sides of the anchor, without a break."""
    first, last = anchor.first, anchor.last
    while first > 0 and row[first - 1] >= SURE:
        first -= 1
    while last < len(words) and row[last] >= SURE:
        last += 1
    return Span(words[first].start, words[last - 1].end)
