"""Which tellings are compared at all: those that share a key, and of a key that many share, each with its hubs.

A key depends on one telling alone. The hubs of a key are its first tellings by id, a choice that depends on the set
and not on the order of arrival. So adding a report brings up its neighbours and nobody else, and cost grows with the
number of reports, not with its square, even where half the record shares a name.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator

from reportedly.model.incident import Point, Telling
from reportedly.reconcile.copies import bands
from reportedly.reconcile.words import is_rare, rarity

CELL = 0.3  # degrees; two cells a side, half a cell apart, so that places within 15 km of each other share one
HUBS = 10  # of a key: with so many tellings or fewer, all pairs are compared
MOST_DAYS = 7  # a longer time makes no key of its days
RARE_WORDS = 12
RARE_FROM = 5.0  # rarity: words in fewer than one report of 150
PAIRED_NAMES = 8
MOST_PHRASES = 12
WINDOW = 30  # days: reports that share a rare word meet when published within about so many


def keys_of(telling: Telling) -> frozenset[str]:
    """The keys of a telling."""
    return frozenset(
        [
            *when_where(telling),
            *rare_words(telling),
            *full_names(telling),
            *name_pairs(telling),
            *who(telling),
            *bands(telling.sketch),
        ]
    )


def when_where(telling: Telling) -> Iterator[str]:
    """Day and place: the cells of each point, and the province."""
    places = {cell for point in telling.points for cell in cells(point)}
    places |= {f"{country}.{division}" for country, division in telling.areas if division}
    for first, last in telling.days:
        if last - first < MOST_DAYS:
            for day in range(first, last + 2):  # the day after too: a night has two dates
                yield from (f"d{day}:{place}" for place in places)


def cells(point: Point) -> set[str]:
    """The four overlapping cells that a point lies in."""
    wide = max(0.05, math.cos(math.radians(point.lat)))  # a degree of longitude shrinks towards the poles
    out = set()
    for shift in (0.0, CELL / 2):
        row = math.floor((point.lat + shift) / CELL)
        out |= {f"{shift}/{row}/{other}/{math.floor((point.lon * wide + other) / CELL)}" for other in (0.0, CELL / 2)}
    return out


def rare_words(telling: Telling) -> Iterator[str]:
    """The rarest names and words of the lead, with the month of publication."""
    if telling.published is None:
        return
    some = {**telling.lead, **telling.names}
    rare = sorted((w for w in some if rarity(w) > RARE_FROM), key=lambda w: (-rarity(w), -some[w], w))
    for word in rare[:RARE_WORDS]:
        yield from (f"n{window}:{word}" for window in windows(telling.published, WINDOW))


def full_names(telling: Telling) -> Iterator[str]:
    """Full names of rare words, whenever published."""
    yield from (f"f:{name}" for name in sorted(p for p in telling.phrases if is_rare(p))[:MOST_PHRASES])


def name_pairs(telling: Telling) -> Iterator[str]:
    """Pairs of the rarest names, whenever published: what a trial a year later still shares with the first report."""
    some = sorted(rarest(telling)[:PAIRED_NAMES])
    yield from (f"q:{a} {b}" for i, a in enumerate(some) for b in some[i + 1 :])


def rarest(telling: Telling) -> list[str]:
    """Names that hardly any report holds, the weightiest first."""
    top = rarity("")
    return sorted((n for n in telling.names if rarity(n) > top - 1.0), key=lambda n: (-telling.names[n], n))


def windows(day: int, size: int) -> tuple[str, str]:
    """Two overlapping windows of days: those of two days at most half a window apart share one."""
    return f"a{day // size}", f"b{(day + size // 2) // size}"


def who(telling: Telling) -> Iterator[str]:
    """People told with their age, whenever published."""
    yield from (f"p:{person}" for person in telling.persons)


def candidates(tellings: Iterable[Telling]) -> set[tuple[str, str]]:
    """Pairs of ids, sorted, that are to be compared."""
    buckets: dict[str, list[str]] = defaultdict(list)
    for telling in tellings:
        for key in keys_of(telling):
            buckets[key].append(telling.id)
    pairs: set[tuple[str, str]] = set()
    for ids in buckets.values():
        if len(ids) > 1:
            ids.sort()
            pairs.update((hub, other) for i, hub in enumerate(ids[:HUBS]) for other in ids[i + 1 :])
    return pairs
