"""Whether `confidence` means what it says: of the claims told with 0.8, do eight in ten hold?"""

from __future__ import annotations

from collections.abc import Sequence

BINS = 10


def calibration_error(told: Sequence[tuple[float, bool]]) -> float:
    """Expected calibration error (Naeini et al. 2015), 0..1, of (confidence, right) pairs: the mean over ten equal bins of
    |share right - mean confidence|, each bin weighted by its size. 0 for no pairs."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in told:
        bins.setdefault(min(int(confidence * BINS), BINS - 1), []).append((confidence, right))
    gaps = [abs(sum(right for _, right in inside) - sum(c for c, _ in inside)) for inside in bins.values()]
    return sum(gaps) / len(told) if told else 0.0
