"""Which claim a person should look at next: the doubtful, the disputed, and those on which much hangs, in one order
with its reasons."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from reportedly.desk.filters import Filter
from reportedly.desk.index import Index
from reportedly.desk.select import matching
from reportedly.model.incident import GRADES

# What each part adds to a claim's place in the queue; each part lies between 0 and 1.
DOUBT, CONFLICT, CONSEQUENCE = 1.0, 0.7, 0.6
MANY = 6.0  # a figure of 10 to the power of this weighs fully


@dataclass(frozen=True)
class Queue:
    """Claims waiting, the most pressing first; `done` of `total` in this view were looked at."""

    ids: list[str]
    done: int
    total: int


def pressing(index: Index) -> npt.NDArray[np.float64]:
    """How pressing each claim is."""
    table = index.claims
    consequence = np.log10(np.maximum(table.size, 0) + 1) / MANY
    disputed = table.grade == GRADES.index("contested")
    found: npt.NDArray[np.float64] = (
        DOUBT * table.doubt + CONFLICT * disputed + CONSEQUENCE * np.minimum(consequence, 1)
    )
    return found


def waiting(index: Index, view: Filter, skipped: Collection[str] = (), limit: int = 50) -> Queue:
    """The queue of a view. What was skipped comes last."""
    mask = matching(index, replace(view, show="claims", reviewed=""), rejected=True)
    open_ = np.flatnonzero(mask & ~index.claims.reviewed)
    score = pressing(index)[open_]
    if skipped:
        score -= np.isin(open_, [n for n in open_ if index.claims.ids[n] in skipped]) * 10.0
    order = open_[np.lexsort((open_, -score))][:limit]
    total = int(mask.sum())
    return Queue([index.claims.ids[n] for n in order], total - len(open_), total)


def reasons(confidence: float | None, grade: str | None, value: int | None) -> list[str]:
    """Why a claim is in the queue, in words."""
    out = []
    if confidence is not None and confidence < 0.7:
        out.append(f"the machine is not sure ({confidence:.2f})")
    if grade == "contested":
        out.append("sources contradict each other")
    if value is not None and value >= 100:
        out.append(f"much hangs on it ({value:,})")
    return out or ["nobody has looked at it yet"]
