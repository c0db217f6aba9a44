"""From scored pairs to clusters: average link, bound by what people have judged. The order of the input changes
nothing.
"""

from __future__ import annotations

import heapq
import itertools
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

SAME_FROM = 0.0  # average score of two clusters from which they are one happening
ASK_FROM = -1.3  # … from which a person is asked

Pair = frozenset[str]


def components(nodes: Iterable[str], pairs: Iterable[Collection[str]]) -> list[list[str]]:
    """Nodes that are joined, directly or through others: sorted within, and by their first."""
    first = {node: node for node in nodes}

    def root(node: str) -> str:
        while first[node] != node:
            first[node] = first[first[node]]
            node = first[node]
        return node

    for pair in pairs:
        a, b = sorted(root(n) for n in pair)
        first[b] = a
    groups: dict[str, list[str]] = defaultdict(list)
    for node in sorted(first):
        groups[root(node)].append(node)
    return sorted(groups.values())


def clustered(
    nodes: Collection[str],
    scores: Mapping[Pair, float],
    together: Collection[Pair] = (),
    apart: Collection[Pair] = (),
) -> list[list[str]]:
    """Clusters of nodes, sorted.

    `scores` are log-odds of pairs; `together` and `apart` are pairs that a person has judged. A judgement beats every
    score, and `apart` beats `together`, however long the chain between the two.
    """
    merger = _Merger(nodes, scores, apart)
    for pair in sorted(together, key=sorted):
        merger.join(*sorted(pair))
    merger.run()
    return sorted(sorted(members) for members in merger.members.values())


class _Merger:
    """Average-link agglomeration over the pairs that were scored. A cluster is named by its first node."""

    def __init__(self, nodes: Collection[str], scores: Mapping[Pair, float], apart: Collection[Pair]) -> None:
        self.members: dict[str, list[str]] = {node: [node] for node in sorted(nodes)}
        self.home = {node: node for node in nodes}
        self.sums: dict[str, dict[str, tuple[float, int]]] = defaultdict(dict)
        self.against: dict[str, set[str]] = defaultdict(set)
        for pair, score in scores.items():
            a, b = pair
            if a in self.home and b in self.home:
                self.sums[a][b] = self.sums[b][a] = (score, 1)
        for pair in apart:
            a, b = pair
            if a in self.home and b in self.home:
                self.against[a].add(b)
                self.against[b].add(a)

    def average(self, a: str, b: str) -> float:
        """The mean score of the scored pairs between two clusters."""
        total, count = self.sums[a][b]
        return total / count

    def allowed(self, a: str, b: str) -> bool:
        """Whether no judgement keeps them apart."""
        return not any(self.home[node] == b for m in self.members[a] for node in self.against.get(m, ()))

    def join(self, a: str, b: str) -> None:
        """Make the clusters of two nodes one, if that is allowed."""
        a, b = sorted((self.home[a], self.home[b]))
        if a == b or not self.allowed(a, b):
            return
        for node in self.members[b]:
            self.home[node] = a
        self.members[a] += self.members.pop(b)
        row = self.sums.pop(b, {})
        self.sums[a].pop(b, None)
        row.pop(a, None)
        for other, (total, count) in row.items():
            had, times = self.sums[a].get(other, (0.0, 0))
            self.sums[a][other] = self.sums[other][a] = (had + total, times + count)
            del self.sums[other][b]

    def run(self) -> None:
        """Join the two nearest clusters as long as they are near enough."""
        heap = [self.entry(a, b) for a, row in self.sums.items() for b in row if a < b]
        heapq.heapify(heap)
        while heap:
            entry = heapq.heappop(heap)
            _, a, b = entry
            if -entry[0] < SAME_FROM:
                return
            if a not in self.members or b not in self.members or entry != self.entry(a, b):
                continue
            if not self.allowed(a, b):
                continue
            self.join(a, b)
            for other in list(self.sums[a]):
                heapq.heappush(heap, self.entry(*sorted((a, other))))

    def entry(self, a: str, b: str) -> tuple[float, str, str]:
        """How a pair of clusters stands in the heap: the nearest first, then by name."""
        return (-round(self.average(a, b), 9), a, b)


def doubtful(clusters: Iterable[Collection[str]], scores: Mapping[Pair, float]) -> list[Pair]:
    """Pairs of nodes, one for each two clusters, that a person should be asked about: the best pair between them,
    where the average of the scored pairs is near but not near enough.
    """
    home = {node: i for i, cluster in enumerate(clusters) for node in cluster}
    between: dict[tuple[int, int], list[tuple[float, list[str]]]] = defaultdict(list)
    for pair, score in scores.items():
        a, b = sorted(pair)
        if home[a] != home[b]:
            between[min(home[a], home[b]), max(home[a], home[b])].append((score, [a, b]))
    out = []
    for _, found in sorted(between.items()):
        if sum(score for score, _ in found) / len(found) >= ASK_FROM:
            out.append(frozenset(max(found, key=lambda f: (f[0], f[1]))[1]))
    return out


def pairs_of(left: Iterable[str], right: Iterable[str]) -> set[Pair]:
    """All pairs with one of each side."""
    return {frozenset(pair) for pair in itertools.product(left, right) if pair[0] != pair[1]}
