"""What a change of the record touches, worked out anew: the links of new tellings, then the incidents around them.

The steps of `Neighbourhood`, in this order: `replace` the tellings of some reports, `relink` those whose neighbours
changed, `regroup` the components around them into incidents. Each keeps to the neighbourhood; nothing else of the
record is read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection

from reportedly.model.incident import Telling
from reportedly.reconcile.blocking import HUBS, keys_of
from reportedly.reconcile.clusters import Pair
from reportedly.reconcile.compare import compare, link_id
from reportedly.reconcile.incidents import LINKED_FROM, Judged, cluster_all, cluster_component, score_all
from reportedly.reconcile.tellings import tellings_of
from reportedly.record.forms import from_plain, to_plain
from reportedly.record.naming import Naming
from reportedly.record.parts import Parts
from reportedly.store import derived, incidents, people
from reportedly.store.reports import fetch_reports


def refresh(connection: Connection, docs: Iterable[str], about: Iterable[str], revision: int) -> None:
    """Bring incidents up to date after the reports `docs` changed, or something was decided on the claims `about`."""
    around = Neighbourhood(connection, revision)
    around.replace(docs)
    around.relink()
    decided = {t for homes in derived.homes_of_claims(connection, about).values() for t in homes}
    around.seeds |= decided
    around.regroup()


class Neighbourhood:
    """The part of the record that one change touches. `seeds` are tellings whose part must be worked out anew, `ends`
    those of which a strong link came or went: their parts may have changed.
    """

    def __init__(self, connection: Connection, revision: int) -> None:
        self.connection = connection
        self.revision = revision
        self.judged = Judged(people.judgements_of(connection))
        self.known: dict[str, Telling] = {}
        self.dirty: set[str] = set()
        self.seeds: set[str] = set()
        self.ends: set[str] = set()
        self.gone: set[str] = set()
        self.before: dict[str, dict[str, float]] = {}  # strong links that were replaced or went with their tellings
        self.strong: dict[str, dict[str, float]] = {}  # strong links as they are now, as far as they were asked for
        self.once = self.judged_pairs(Judged(people.judgements_of(connection, before=revision)))[0]
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
        self.remember(derived.links_of(self.connection, ids, LINKED_FROM))
        for id_ in sorted(ids):
            for key in derived.keys_of_telling(self.connection, id_):
                hubs = derived.members(self.connection, key, HUBS + 1)
                if len(hubs) > HUBS and id_ < hubs[HUBS]:
                    self.dirty.add(hubs[HUBS])
            derived.drop_tellings(self.connection, [id_])
        self.gone |= set(ids)
        self.dirty -= self.gone

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
        self.gone -= keyed.keys()  # told otherwise, not gone

    def remember(self, links: Mapping[tuple[str, str], float]) -> None:
        """Keep strong links as they were before this change."""
        for (a, b), score in links.items():
            self.before.setdefault(a, {})[b] = self.before.setdefault(b, {})[a] = score
            self.ends |= {a, b}

    def relink(self) -> None:
        """Compare each telling whose neighbours changed with all of them."""
        for id_ in sorted(self.dirty):
            old = derived.links_of(self.connection, [id_], LINKED_FROM)
            self.remember({pair: score for pair, score in old.items() if self.stood(pair, id_)})
            partners = self.partners(id_)
            found = self.load({id_, *partners})
            rows = []
            for other in sorted(partners):
                a, b = sorted((id_, other))
                rows.append(link_row(a, b, compare(found[a], found[b])))
            derived.replace_links(self.connection, id_, rows)
            self.ends |= {t for row in rows if row["score"] >= LINKED_FROM for t in (row["a"], row["b"])}
        self.seeds |= self.dirty

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

    def regroup(self) -> None:
        """Work out anew the incidents of all parts that changed or hold a seed."""
        together, apart = self.judged_pairs(self.judged)
        self.ends |= {t for pair in together ^ self.once for t in pair}
        now, then = Parts(self.near_now, together), Parts(self.near_then, self.once)
        touched = (self.seeds | self.ends) - self.gone
        maybe = {t for end in touched for t in (*now.of(end), *then.of(end))}
        maybe |= {t for end in self.ends & self.gone for t in then.of(end)}
        naming = Naming(self.connection, self.revision)
        clusters: list[list[Telling]] = []
        for part in sorted({now.of(t) for t in maybe - self.gone}):
            if self.seeds.isdisjoint(part) and part == then.of(part[0]):
                continue
            own = set(part)
            links = derived.links_of(self.connection, own) if len(part) > 1 else {}
            inside = {frozenset(pair): score for pair, score in links.items() if own.issuperset(pair)}
            found = self.load(part)
            grouped = cluster_component([found[t] for t in part], inside, together, apart)
            clusters += [[found[t] for t in cluster] for cluster in grouped]
        naming.settle(clusters, self.left_behind)

    def near_now(self, ids: Collection[str]) -> dict[str, dict[str, float]]:
        """The strong links of some tellings."""
        missing = {t for t in ids if t not in self.strong}
        self.strong |= {t: {} for t in missing}
        for (a, b), score in derived.links_of(self.connection, missing, LINKED_FROM).items():
            if a in missing:
                self.strong[a][b] = score
            if b in missing:
                self.strong[b][a] = score
        return {t: self.strong[t] for t in ids}

    def near_then(self, ids: Collection[str]) -> dict[str, dict[str, float]]:
        """The strong links of some tellings before this change."""
        now = self.near_now(ids)
        out = {}
        for t in ids:
            kept = {} if t in self.dirty else {o: s for o, s in now[t].items() if o not in self.dirty}
            out[t] = kept | self.before.get(t, {})
        return out

    def judged_pairs(self, judged: Judged) -> tuple[set[Pair], set[Pair]]:
        """Pairs of tellings that people judged."""
        about = [c for j in judged.judgements for c in (*j.left, *j.right)]
        return judged.pairs(derived.homes_of_claims(self.connection, about))


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
