"""Columns of an index: numbers for names, and rows that have several of them."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]
K = TypeVar("K", bound=Hashable)


class Numbered(Generic[K]):
    """Numbers for names, from 0 in the order in which they were first seen."""

    def __init__(self, known: Sequence[K] = ()) -> None:
        self.codes: dict[K, int] = {key: number for number, key in enumerate(known)}

    def code(self, key: K) -> int:
        """The number of a name."""
        return self.codes.setdefault(key, len(self.codes))

    def keys(self) -> list[K]:
        """The names in the order of their numbers."""
        return list(self.codes)


class Many:
    """Several numbers a row, such as its actors: `codes` with the `rows` that they belong to, ascending."""

    def __init__(self, rows: Ints, codes: Ints, size: int) -> None:
        self.rows, self.codes, self.size = rows, codes, size

    @classmethod
    def of(cls, lists: Sequence[Sequence[int]]) -> Many:
        """From a list of numbers for each row."""
        rows: Ints = np.repeat(np.arange(len(lists), dtype=np.int32), [len(one) for one in lists])
        return cls(rows, np.fromiter((c for one in lists for c in one), dtype=np.int32, count=len(rows)), len(lists))

    def having(self, wanted: Mask) -> Mask:
        """The rows of which any number is wanted."""
        out = np.zeros(self.size, dtype=np.bool_)
        if len(wanted):
            out[self.rows[wanted[self.codes]]] = True
        return out

    def joined(self, other: Many) -> Many:
        """These rows, then those of another."""
        rows = np.concatenate([self.rows, other.rows + np.int32(self.size)])
        return Many(rows, np.concatenate([self.codes, other.codes]), self.size + other.size)

    def taken(self, order: npt.NDArray[np.int64]) -> Many:
        """The rows of an order, in that order."""
        counts = np.bincount(self.rows, minlength=self.size)
        starts, lengths = np.cumsum(counts) - counts, counts[order]
        within = np.arange(int(lengths.sum())) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        rows: Ints = np.repeat(np.arange(len(order), dtype=np.int32), lengths)
        return Many(rows, self.codes[np.repeat(starts[order], lengths) + within], len(order))
