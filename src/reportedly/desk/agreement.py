"""Krippendorff's alpha: how far coders agree beyond chance (Krippendorff, Content Analysis, 4th ed. 2018, chapter
12)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any

Difference = Callable[[Any, Any], float]


def nominal(a: Any, b: Any) -> float:
    """Names: the same or not."""
    return float(a != b)


def interval(a: float, b: float) -> float:
    """Numbers on a scale without a meaning of zero, such as days: the difference squared."""
    return float((a - b) ** 2)


def ratio(a: float, b: float) -> float:
    """Counts: the difference as a share of the sum, squared; two zeros agree. Numbers must not be negative."""
    return ((a - b) / (a + b)) ** 2 if a + b else 0.0


def alpha(units: Iterable[Sequence[Hashable | None]], difference: Difference = nominal) -> float | None:
    """Alpha over units, each the values that the coders gave it (None: not coded).

    1 is full agreement, 0 what chance gives, below it is less than chance. Units with fewer than two values say
    nothing and are
    left out. None when no unit has two values, or when all values are the same: then there is nothing to tell
    agreement by.
    """
    paired = [[v for v in unit if v is not None] for unit in units]
    paired = [unit for unit in paired if len(unit) > 1]
    totals = Counter(v for unit in paired for v in unit)
    n = sum(totals.values())
    if n < 2 or len(totals) < 2:
        return None
    observed = sum(_disagreement(Counter(unit), difference) / (len(unit) - 1) for unit in paired) / n
    expected = _disagreement(totals, difference) / (n * (n - 1))
    return 1 - observed / expected if expected else None


def _disagreement(counts: Counter[Any], difference: Difference) -> float:
    """The differences of all ordered pairs of values."""
    values = list(counts.items())
    return 2 * sum(
        many * other * difference(a, b) for i, (a, many) in enumerate(values) for b, other in values[i + 1 :]
    )
