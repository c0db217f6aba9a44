"""Values in pieces that one statement can hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

CHUNK = 400  # values in one IN (…)


def chunks(values: Iterable[str]) -> Iterator[list[str]]:
    """Values in pieces that one statement can hold, each once and sorted."""
    some = sorted(set(values))
    for i in range(0, len(some), CHUNK):
        yield some[i : i + CHUNK]
