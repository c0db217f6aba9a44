"""The part that a telling belongs to, found from inside: what `reconcile.incidents.parts_of` says of all, without looking at
all. A walk ends where a component outgrows its bound, so that a dense record costs no more than a sparse one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from reportedly.reconcile import incidents as rules
from reportedly.reconcile.clusters import Pair

Neighbours = Mapping[str, Mapping[str, float]]


class Parts:
    """The parts of a graph of tellings. `near` gives the strong links of some tellings; `together` are pairs that people
    judged to be one happening.
    """

    def __init__(self, near: Callable[[Collection[str]], Neighbours], together: Collection[Pair]) -> None:
        self.near = near
        self.bound: dict[str, set[str]] = {}
        for pair in together:
            for t in pair:
                self.bound.setdefault(t, set()).update(pair - {t})
        self.found: dict[str, tuple[str, ...]] = {}
        self.outgrown: dict[float, set[str]] = {}

    def of(self, telling: str) -> tuple[str, ...]:
        """The tellings of its part, sorted."""
        threshold = rules.LINKED_FROM
        while telling not in self.found:
            part = self.walk(telling, threshold)
            if part is not None:
                whole = tuple(sorted(part))
                self.found |= dict.fromkeys(whole, whole)
            threshold += 1.0
        return self.found[telling]

    def walk(self, telling: str, threshold: float) -> set[str] | None:
        """The component by links of a threshold; None when it is too large to be a part."""
        bounded = threshold < rules.STRONGEST
        outgrown = self.outgrown.setdefault(threshold, set())
        done, todo = {telling}, {telling}
        while todo:
            near = self.near(todo)
            new = {other for t in todo for other, score in near.get(t, {}).items() if score >= threshold}
            new |= {other for t in todo for other in self.bound.get(t, ())}
            todo = new - done
            done |= todo
            if bounded and (len(done) > rules.LARGEST or not outgrown.isdisjoint(done)):
                outgrown |= done
                return None
        return done
