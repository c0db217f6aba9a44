"""Which id a cluster goes by. An incident keeps its id as long as most of it stays together; what merges or splits
leaves a tombstone.
"""

from __future__ import annotations

import functools
import itertools
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection

from reportedly.export.incidents import incident_json
from reportedly.model.incident import Telling
from reportedly.reconcile.claims import JSON
from reportedly.reconcile.incidents import incident, incident_id
from reportedly.reconcile.sources import origin_of
from reportedly.store import derived, incidents
from reportedly.store.reports import fetch_reports

BATCH = 300  # clusters whose reports are held at once


class Naming:
    """Incidents written for clusters, in one revision."""

    def __init__(self, connection: Connection, revision: int) -> None:
        self.connection = connection
        self.revision = revision

    def settle(self, clusters: Sequence[Sequence[Telling]], left_behind: Collection[str]) -> None:
        """Write the incidents of clusters that make up whole components. `left_behind` are incidents that lost
        tellings for good.
        """
        telling = [c for c in clusters if any(t.founds for t in c)]
        before = derived.incidents_of_tellings(self.connection, [t.id for c in clusters for t in c])
        old = incidents.fetch(self.connection, {*before.values(), *left_behind})
        names = self.names(telling, before, old)
        self.write(telling, names, old)
        self.mourn(telling, names, before, old, {t.id for c in clusters for t in c})

    def names(
        self, clusters: Sequence[Sequence[Telling]], before: dict[str, str], old: dict[str, Any]
    ) -> dict[int, str]:
        """Cluster → id: each old id goes to the cluster that has most of its claims, and each cluster keeps the id
        that it has most of; of equals the oldest id. A cluster whose every id went elsewhere is new.
        """
        held: Counter[tuple[int, str]] = Counter()
        claims = {c: id_ for id_, (_, payload) in old.items() for c in payload["claims"]}
        for i, cluster in enumerate(clusters):
            held.update((i, claims[c]) for t in cluster for c in t.claims if c in claims)
            held.update((i, before[t.id]) for t in cluster if t.id in before)
        names: dict[int, str] = {}
        given: set[str] = set()
        for (i, id_), _ in sorted(held.items(), key=lambda e: (-e[1], old[e[0][1]][0], e[0][1], e[0][0])):
            if i not in names and id_ not in given:
                names[i] = id_
                given.add(id_)
        return names

    def write(self, clusters: Sequence[Sequence[Telling]], names: dict[int, str], old: dict[str, Any]) -> None:
        """Save the incidents that changed, some at a time; clusters without a name get one."""
        for start in range(0, len(clusters), BATCH):
            self.write_some(clusters[start : start + BATCH], start, names, old)

    def write_some(
        self, clusters: Sequence[Sequence[Telling]], start: int, names: dict[int, str], old: dict[str, Any]
    ) -> None:
        """Save clusters of which the first has the number `start`."""
        docs = {t.doc for c in clusters for t in c}
        reports = {r["doc"]: r for r in fetch_reports(self.connection, docs, text=False)}
        claims: dict[str, dict[str, JSON]] = {d: {c["id"]: c for c in r["claims"]} for d, r in reports.items()}
        origins = {d: origin_of(r) for d, r in reports.items()}
        for i, cluster in enumerate(clusters, start):
            made = incident(cluster, claims, origins, id_=names.get(i))
            if i not in names:
                names[i] = self.fresh(made.claims)
            payload = {**incident_json(made), "id": names[i]}
            before = old.get(names[i], (0, None))[1]
            tellings = [t.id for t in cluster]
            if payload != before:
                incidents.save(self.connection, payload, tellings, self.revision)
                incidents.log(
                    self.connection, self.revision, names[i], "changed" if before else "added", before, payload
                )
            elif incidents.tellings_of(self.connection, names[i]) != sorted(tellings):
                incidents.place_tellings(self.connection, names[i], tellings)

    def fresh(self, claims: Sequence[str]) -> str:
        """An id that no incident has; nor had, unless it was gone and one of its claims is back."""
        back = [self.gone[claim] for claim in claims if claim in self.gone]
        salted = (incident_id(claims[0] + (f"\x1f{salt}" if salt else "")) for salt in itertools.count())
        return next(id_ for id_ in itertools.chain(back, salted) if not incidents.is_taken(self.connection, id_))

    @functools.cached_property
    def gone(self) -> dict[str, str]:
        """Claim → incident, of those that are gone."""
        return incidents.gone_claims(self.connection)

    def mourn(
        self,
        clusters: Sequence[Sequence[Telling]],
        names: dict[int, str],
        before: dict[str, str],
        old: dict[str, Any],
        touched: Collection[str],
    ) -> None:
        """Tombstones for ids that ended, and for those that were split. `touched` are all tellings that were settled."""
        became: dict[str, set[str]] = {id_: set() for id_ in old}
        claims = {c: id_ for id_, (_, payload) in old.items() for c in payload["claims"]}
        for i, cluster in enumerate(clusters):
            origins = {before[t.id] for t in cluster if t.id in before}
            for id_ in origins | {claims[c] for t in cluster for c in t.claims if c in claims}:
                became[id_].add(names[i])
        living = set(names.values())
        for id_, after in sorted(became.items()):
            if id_ in living:
                if len(after) > 1:
                    incidents.bury(self.connection, id_, "split", after, self.revision)
                continue
            if set(incidents.tellings_of(self.connection, id_)) - set(touched):
                continue  # it lives on in a part of the record that was not touched
            reason = "merged" if len(after) == 1 else "split" if after else incidents.GONE
            incidents.bury(self.connection, id_, reason, after, self.revision)
            incidents.remove(self.connection, id_)
            incidents.log(self.connection, self.revision, id_, reason, old[id_][1], None)
