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

    def __init__(self) -> None:
        self.codes: dict[K, int] = {}

    def code(self, key: K) -> int:
        """The number of a name."""
        return self.codes.setdefault(key, len(self.codes))

    def keys(self) -> list[K]:
        """The names in the order of their numbers."""
        return list(self.codes)


class Many:
    """Several numbers a row, such as its actors."""

    def __init__(self, lists: Sequence[Sequence[int]]) -> None:
        self.rows: Ints = np.repeat(np.arange(len(lists), dtype=np.int32), [len(one) for one in lists])
        self.codes: Ints = np.fromiter((c for one in lists for c in one), dtype=np.int32, count=len(self.rows))
        self.size = len(lists)

    def having(self, wanted: Mask) -> Mask:
        """The rows of which any number is wanted."""
        out = np.zeros(self.size, dtype=np.bool_)
        if len(wanted):
            out[self.rows[wanted[self.codes]]] = True
        return out
