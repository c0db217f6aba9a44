"""What a change of the record touches, worked out anew: the links of new tellings, then the incidents around them.

The steps of `Neighbourhood`, in this order: `replace` the tellings of some reports, `relink` those whose neighbours
changed, `regroup` the components around them into incidents. Each keeps to the neighbourhood; nothing else of the
record is read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Connection

from reportedly.model.incident import Telling
from reportedly.reconcile.blocking import HUBS, keys_of
from reportedly.reconcile.clusters import Pair
from reportedly.reconcile.compare import compare, link_id
from reportedly.reconcile.incidents import LINKED_FROM, Judged, cluster_all, cluster_component, parts_of, score_all
from reportedly.reconcile.tellings import tellings_of
from reportedly.record.forms import from_plain, to_plain
from reportedly.record.naming import Naming
from reportedly.store import derived, incidents, people
from reportedly.store.reports import fetch_reports


def refresh(connection: Connection, docs: Iterable[str], about: Iterable[str], revision: int) -> None:
    """Bring incidents up to date after the reports `docs` changed, or something was decided on the claims `about`."""
    around = Neighbourhood(connection, revision)
    around.replace(docs)
    around.relink()
    decided = {t for homes in derived.homes_of_claims(connection, about).values() for t in homes}
    around.seeds |= decided
    around.regroup(everywhere=bool(decided))


class Neighbourhood:
    """The part of the record that one change touches. `seeds` are tellings whose component must be worked out anew."""

    def __init__(self, connection: Connection, revision: int) -> None:
        self.connection = connection
        self.revision = revision
        self.judged = Judged(people.judgements_of(connection))
        self.known: dict[str, Telling] = {}
        self.dirty: set[str] = set()
        self.seeds: set[str] = set()
        self.before: dict[Pair, float] = {}  # links that were replaced or went with their tellings
        self.left_behind: set[str] = set()

    def replace(self, docs: Iterable[str]) -> None:
        """Put the tellings of the current versions of some reports in place of those that stood."""
        docs = set(docs)
        old = derived.tellings_of_docs(self.connection, docs)
        new = {
            t.id: t for report in fetch_reports(self.connection, docs) for t in tellings_of(report, self.judged.within)
        }
        forms = derived.payloads(self.connection, old.keys() & new.keys())
        same = {id_ for id_, form in forms.items() if from_plain(id_, form) == new[id_]}
        self.seeds |= same  # their claims may have changed in what no comparison sees
        self.forget(old.keys() - same)
        self.admit([t for id_, t in new.items() if id_ not in same])

    def forget(self, ids: Collection[str]) -> None:
        """Delete tellings; those that become hubs in their place must be compared with all of their key."""
        self.left_behind |= set(derived.incidents_of_tellings(self.connection, ids).values())
        touched = derived.links_of(self.connection, ids)
        self.before |= {frozenset(pair): score for pair, score in touched.items()}
        self.seeds |= {t for pair in touched for t in pair}
        for id_ in sorted(ids):
            for key in derived.keys_of_telling(self.connection, id_):
                hubs = derived.members(self.connection, key, HUBS + 1)
                if len(hubs) > HUBS and id_ < hubs[HUBS]:
                    self.dirty.add(hubs[HUBS])
            derived.drop_tellings(self.connection, [id_])
        gone = set(ids)
        self.seeds -= gone
        self.dirty -= gone

    def admit(self, new: Collection[Telling]) -> None:
        """Insert tellings; those that are no longer hubs for them lose what only that key bound to them."""
        rows = [stored(t) for t in new]
        derived.keep_tellings(self.connection, rows)
        keyed = {row["id"]: set(keys) for row, _, keys in rows}
        for key in sorted(set().union(*keyed.values())):
            added = {id_ for id_, keys in keyed.items() if key in keys}
            before = [t for t in derived.members(self.connection, key, HUBS + len(added)) if t not in added][:HUBS]
            after = set(derived.members(self.connection, key, HUBS))
            self.dirty |= {t for t in before if t not in after}
        self.known |= {t.id: t for t in new}
        self.dirty |= keyed.keys()

    def relink(self) -> None:
        """Compare each telling whose neighbours changed with all of them."""
        for id_ in sorted(self.dirty):
            before = derived.links_of(self.connection, [id_])
            self.before |= {frozenset(p): s for p, s in before.items() if self.stood(p, id_)}
            partners = self.partners(id_)
            found = self.load({id_, *partners})
            rows = []
            for other in sorted(partners):
                a, b = sorted((id_, other))
                rows.append(link_row(a, b, compare(found[a], found[b])))
            derived.replace_links(self.connection, id_, rows)
            after = {(row["a"], row["b"]): row["score"] for row in rows}
            strong = (pair for some in (before, after) for pair, score in some.items() if score >= LINKED_FROM)
            self.seeds |= {id_, *(t for pair in strong for t in pair)}

    def stood(self, pair: tuple[str, str], id_: str) -> bool:
        """Whether a link of a telling was there before this change, and not made by it from the other side."""
        other = pair[0] if pair[1] == id_ else pair[1]
        return other not in self.dirty or other > id_

    def partners(self, id_: str) -> set[str]:
        """The tellings that one is to be compared with, by the rule of `reconcile.blocking`."""
        out: set[str] = set()
        for key in derived.keys_of_telling(self.connection, id_):
            hubs = derived.members(self.connection, key, HUBS)
            out.update(derived.members(self.connection, key) if id_ in hubs else hubs)
        return out - {id_}

    def load(self, ids: Collection[str]) -> dict[str, Telling]:
        """Tellings by id."""
        missing = [id_ for id_ in ids if id_ not in self.known]
        self.known |= {i: from_plain(i, row) for i, row in derived.payloads(self.connection, missing).items()}
        return {id_: self.known[id_] for id_ in ids}

    def regroup(self, everywhere: bool = False) -> None:
        """Work out anew the incidents of all parts that changed or hold a seed; `everywhere`, of all parts in reach."""
        together, apart = self.judged_pairs()
        scores = self.reach(together)
        nodes = {t for pair in scores for t in pair} | self.seeds
        joined = [pair for pair in together if pair <= nodes]
        stood = {pair: score for pair, score in scores.items() if self.dirty.isdisjoint(pair)} | self.before
        old = {t for pair in stood for t in pair} | (nodes - self.dirty)
        unchanged = (
            set() if everywhere else {tuple(p) for p in parts_of(old, stood, [pair for pair in joined if pair <= old])}
        )
        naming = Naming(self.connection, self.revision)
        clusters: list[list[Telling]] = []
        for part in parts_of(nodes, scores, joined):
            if tuple(part) in unchanged and self.seeds.isdisjoint(part):
                continue
            own = set(part)
            links = derived.links_of(self.connection, own) if len(part) > 1 else {}
            inside = {frozenset(pair): score for pair, score in links.items() if own.issuperset(pair)}
            found = self.load(part)
            grouped = cluster_component([found[t] for t in part], inside, together, apart)
            clusters += [[found[t] for t in cluster] for cluster in grouped]
        naming.settle(clusters, self.left_behind)

    def reach(self, together: Collection[Pair]) -> dict[Pair, float]:
        """The strong links within the components of the seeds."""
        bound: dict[str, set[str]] = {}
        for pair in together:
            for t in pair:
                bound.setdefault(t, set()).update(pair - {t})
        scores: dict[Pair, float] = {}
        done: set[str] = set()
        todo = set(self.seeds)
        while todo:
            found = derived.links_of(self.connection, todo, LINKED_FROM)
            done |= todo
            scores |= {frozenset(pair): score for pair, score in found.items()}
            near = {t for pair in found for t in pair}
            near |= {other for t in todo for other in bound.get(t, ())}
            todo = near - done
        return {pair: score for pair, score in scores.items() if pair <= done}

    def judged_pairs(self) -> tuple[set[Pair], set[Pair]]:
        """Pairs of tellings that people judged."""
        about = [c for j in self.judged.judgements for c in (*j.left, *j.right)]
        return self.judged.pairs(derived.homes_of_claims(self.connection, about))


def rebuild(connection: Connection, revision: int) -> None:
    """Work everything out anew from reports and judgements, as after a change of the rules. Ids stay where clusters
    do.
    """
    judged = Judged(people.judgements_of(connection))
    derived.clear(connection)
    tellings: list[Telling] = []
    for report in fetch_reports(connection):
        new = tellings_of(report, judged.within)
        derived.keep_tellings(connection, [stored(t) for t in new])
        tellings += new
    scores = score_all(tellings)
    derived.keep_links(connection, (link_row(a, b, score) for (a, b), score in scores.items()))
    clusters = cluster_all(tellings, judged, scores)
    Naming(connection, revision).settle(clusters, incidents.ids(connection))


def stored(t: Telling) -> tuple[dict[str, Any], tuple[str, ...], list[int]]:
    """A telling as the store keeps it: its row, its claims, its keys."""
    return derived.row_of(t.id, t.doc, to_plain(t)), t.claims, [derived.key_number(key) for key in keys_of(t)]


def link_row(a: str, b: str, score: float) -> dict[str, Any]:
    """A link as a row; `a` comes before `b`."""
    return {"id": link_id(a, b), "a": a, "b": b, "score": score}
