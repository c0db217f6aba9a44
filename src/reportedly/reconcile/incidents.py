"""From claims to incidents: a pure function of the set of reports."""

from __future__ import annotations

import hashlib
import itertools
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from reportedly.model.incident import DIFFERENT, SAME, Incident, Judgement, Telling
from reportedly.reconcile.blocking import candidates
from reportedly.reconcile.claims import JSON, actor_ids, founds, is_incident, iso, ordinal
from reportedly.reconcile.clusters import Pair, clustered, components, pairs_of
from reportedly.reconcile.compare import compare
from reportedly.reconcile.copies import copies_among
from reportedly.reconcile.figures import figure_of
from reportedly.reconcile.grades import grade
from reportedly.reconcile.sources import Origin, origin_of, source_of, without_copies
from reportedly.reconcile.tellings import tellings_of

FIGURES = ("killed", "injured", "missing", "abducted", "detained", "trapped", "casualties")
LINKED_FROM = 0.0  # a pair with this score joins two tellings to one component, within which clusters form
LARGEST = 100  # tellings of a component; a larger one falls apart, so that within each all pairs can be scored
STRONGEST = 9.0  # a link that nothing breaks
FULLY_COMPARED = 100  # tellings of a component, up to which all its pairs are scored; beyond, those that share a key
PLACE_FIELDS = ("name", "id", "country", "admin1", "lat", "lon", "precision", "text")
PRECISIONS = ("exact", "near", "admin2", "admin1", "country", "region", None)


def reconcile(
    reports: Iterable[JSON], judgements: Sequence[Judgement] = (), profile: str = "ucdp"
) -> Iterator[Incident]:
    """The incidents that some reports tell of, by day and id. Reports are objects of the claims file, in any order."""
    judged = Judged(judgements)
    tellings: list[Telling] = []
    origins: dict[str, Origin] = {}
    claims: dict[str, dict[str, JSON]] = {}
    for report in reports:
        origins[report["doc"]] = origin_of(report)
        claims[report["doc"]] = {c["id"]: c for c in report["claims"]}
        tellings += tellings_of(report, judged.within)
    found = [
        incident(members, claims, origins, profile)
        for members in cluster_all(tellings, judged, score_all(tellings))
        if any(t.founds for t in members)
    ]
    return iter(sorted(found, key=lambda i: (i.time or ("9",), i.id)))


class Judged:
    """What people have judged, as pairs of claims, and of the tellings that hold them."""

    def __init__(self, judgements: Sequence[Judgement]) -> None:
        self.judgements = judgements
        different = [j for j in judgements if j.verdict == DIFFERENT]
        self.within: set[Pair] = set().union(*(pairs_of(j.left, j.right) for j in different))

    def pairs(self, home: Mapping[str, Collection[str]]) -> tuple[set[Pair], set[Pair]]:
        """Pairs of tellings that belong together, and that do not. `home` maps a claim to the tellings that hold it."""
        together, apart = set[Pair](), set[Pair]()
        for j in self.judgements:
            left, right = ({t for c in side for t in home.get(c, ())} for side in (j.left, j.right))
            if j.verdict == SAME:
                chain = sorted(left | right)
                together |= {frozenset(p) for p in itertools.pairwise(chain)} if left and right else set()
            else:
                apart |= pairs_of(left, right)
        return together - apart, apart


def score_all(tellings: Iterable[Telling]) -> dict[tuple[str, str], float]:
    """The scores of all pairs that are to be compared, the lesser id first."""
    by_id = {t.id: t for t in tellings}
    return {pair: compare(by_id[pair[0]], by_id[pair[1]]) for pair in candidates(by_id.values())}


def cluster_all(
    tellings: Sequence[Telling], judged: Judged, scores: Mapping[tuple[str, str], float]
) -> list[list[Telling]]:
    """All tellings in clusters."""
    by_id = {t.id: t for t in tellings}
    home: dict[str, list[str]] = {}
    for t in by_id.values():
        for claim in t.claims:
            home.setdefault(claim, []).append(t.id)
    together, apart = judged.pairs(home)
    parts = parts_of(by_id, scores, together)
    where = {t: i for i, c in enumerate(parts) for t in c}
    inside: dict[int, dict[Pair, float]] = {}
    for (a, b), score in scores.items():
        if where[a] == where[b]:
            inside.setdefault(where[a], {})[frozenset((a, b))] = score
    out = []
    for i, part in enumerate(parts):
        members = [by_id[t] for t in part]
        out += [[by_id[t] for t in c] for c in cluster_component(members, inside.get(i, {}), together, apart)]
    return out


def parts_of(
    nodes: Iterable[str],
    scores: Mapping[Any, float],
    together: Collection[Pair],
    threshold: float = LINKED_FROM,
) -> list[list[str]]:
    """The components within which clusters form. One that outgrows `LARGEST` falls apart into those of stronger links,
    so that no chain of doubtful links makes the whole record one neighbourhood. `scores` are by pair of ids.
    """
    strong = [pair for pair, score in scores.items() if score >= threshold]
    found = components(nodes, itertools.chain(strong, together))
    if threshold >= STRONGEST:
        return found
    out = [part for part in found if len(part) <= LARGEST]
    for part in found:
        if len(part) > LARGEST:
            own = set(part)
            inside = {pair: scores[pair] for pair in strong if own.issuperset(pair)}
            out += parts_of(part, inside, [pair for pair in together if own.issuperset(pair)], threshold + 1.0)
    return sorted(out)


def cluster_component(
    members: Sequence[Telling], scores: Mapping[Pair, float], together: Collection[Pair], apart: Collection[Pair]
) -> list[list[str]]:
    """The clusters of tellings that strong links join, directly or through others."""
    ids = [t.id for t in members]
    if len(ids) == 1:
        return [ids]
    full = dict(scores)
    if len(ids) <= FULLY_COMPARED:
        for a, b in itertools.combinations(members, 2):
            pair = frozenset((a.id, b.id))
            if pair not in full:
                full[pair] = compare(a, b)
    own = set(ids)
    return clustered(ids, full, [p for p in together if p <= own], [p for p in apart if p <= own])


def incident(
    members: Sequence[Telling],
    claims: Mapping[str, Mapping[str, JSON]],
    origins: Mapping[str, Origin],
    profile: str = "ucdp",
    id_: str | None = None,
) -> Incident:
    """What a cluster of tellings amounts to. `claims` are by report and id."""
    docs = {c: t.doc for t in members for c in t.claims}
    own = {c: claims[doc][c] for c, doc in docs.items()}
    reports = sorted({t.doc for t in members}, key=lambda d: (origins[d].published or "9", d))
    mine = {doc: origins[doc] for doc in reports}
    copies = copies_among(members)
    counted = without_copies(mine, copies)
    order = sorted(own, key=lambda c: (reports.index(docs[c]), own[c]["start"], own[c]["end"], c))
    told = [own[c] for c in order]
    telling = [c for c in told if is_incident(c)]
    sources = tuple(sorted({source_of(c, docs[c["id"]], counted) for c in telling if founds(c)}))
    figures = {kind: f for kind in FIGURES if (f := figure_of(kind, own, docs, mine, counted, profile))}
    return Incident(
        id=id_ or incident_id(order[0]),
        kind=kind_of(members),
        reports=tuple(reports),
        claims=tuple(order),
        tellings=tuple(sorted(t.id for t in members)),
        figures=figures,
        time=time_of(telling),
        place=place_of(telling),
        actors=tuple(sorted(set().union(*(actor_ids(c) for c in telling)))),
        sources=sources,
        copies=copies,
        denials=tuple(c["id"] for c in told if c["status"] == "denied"),
        grade=grade(told, docs, counted, sources),
    )


def incident_id(claim: str) -> str:
    """An id made of the first claim of the earliest report: reports that come later do not change it."""
    return "i" + hashlib.sha256(claim.encode()).hexdigest()[:15]


def kind_of(members: Iterable[Telling]) -> str:
    """The way of attack that most tellings tell; "harm" when none tells one."""
    modes = Counter(t.mode for t in members if t.mode)
    return max(sorted(modes), key=modes.__getitem__, default="harm")


def time_of(claims: Iterable[JSON]) -> tuple[str, str] | None:
    """The days that most claims tell, of equals the narrowest, then the earliest; claims without days have no say."""
    times = Counter(
        (first, last)
        for c in claims
        if (t := c.get("time")) and (first := ordinal(t["start"])) and (last := ordinal(t["end"])) and first <= last
    )
    if not times:
        return None
    first, last = min(times, key=lambda d: (-times[d], d[1] - d[0], d))
    return iso(first), iso(last)


def place_of(claims: Iterable[JSON]) -> dict[str, Any] | None:
    """The place that most claims tell, of equals the most precise; one that was identified before one that was not."""
    places = [p for c in claims if (p := c.get("place"))]
    if not places:
        return None
    votes = Counter(place_key(p) for p in places)
    best = min(
        places,
        key=lambda p: (p.get("id") is None, -votes[place_key(p)], PRECISIONS.index(p.get("precision")), place_key(p)),
    )
    return {name: best.get(name) for name in PLACE_FIELDS}


def place_key(place: JSON) -> str:
    """What makes two places the same: their id, else their words."""
    return str(place.get("id") or place["text"].casefold())
