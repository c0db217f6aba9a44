"""A record in memory, for tests of the pages alone: incidents by `reconcile`, changes in a list."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from reportedly.desk.record import ACCEPTED, EDITED, REJECTED, Change, IncidentPage, Json, ReportText, Row
from reportedly.export.incidents import incident_json
from reportedly.model.incident import Judgement
from reportedly.model.series import Holding, Reading, Series
from reportedly.reconcile.incidents import reconcile


class MemoryRecord:
    """Takes reports as JSON; keeps what people do beside them."""

    def __init__(self, reports: Sequence[dict[str, Any]]) -> None:
        self.reports = {one["doc"]: dict(one) for one in reports}
        self.log: list[Change] = []
        self.added: list[tuple[str, dict[str, Any]]] = []
        self.numbers = itertools.count(1)
        self.found: tuple[int, dict[str, Json]] | None = None

    def version(self) -> str:
        return f"{len(self.reports)}.{len(self.log)}.{sum(c.undone_by is not None for c in self.log)}"

    def verdicts(self, since: int) -> tuple[int, dict[str, str | None]]:
        return 1, {row.id: row.verdict for row in self.rows()}

    def changed(self, since: str) -> None:
        return None

    def happening(self) -> dict[str, Json]:
        judged = [
            Judgement(c.what, tuple(c.before["left"]), tuple(c.before["right"]))
            for c in self.live()
            if c.what in ("same", "different")
        ]
        if self.found is None or self.found[0] != len(judged):
            self.found = len(judged), {i.id: incident_json(i) for i in reconcile(self.reports.values(), judged)}
        return self.found[1]

    def live(self) -> list[Change]:
        return [c for c in self.log if not c.undone_by]

    def rows(self) -> Iterator[Row]:
        home = {claim: i["id"] for i in self.happening().values() for claim in i["claims"]}
        live = self.live()
        for doc, one in self.reports.items():
            for machine in one["claims"]:
                yield self.row(doc, one, machine, home, live)
        for doc, claim in self.added:
            if any(c.what == "added" and c.about == (claim["id"],) for c in live):
                yield Row(
                    claim["id"], doc, self.reports[doc]["source"], self.reports[doc]["published"], claim, None, EDITED
                )

    def row(self, doc: str, one: Json, machine: Json, home: Mapping[str, str], live: Sequence[Change]) -> Row:
        mine = [c for c in live if c.about == (machine["id"],)]
        now = dict(machine)
        for change in mine:
            now |= change.after
        verdict = next((c.what for c in reversed(mine) if c.what in (ACCEPTED, EDITED, REJECTED)), None)
        return Row(machine["id"], doc, one["source"], one["published"], now, machine, verdict, home.get(machine["id"]))

    def incidents(self) -> Iterable[Json]:
        return self.happening().values()

    def happenings(self, ids: Sequence[str]) -> dict[str, Json]:
        return {id: one for id in ids if (one := self.happening().get(id))}

    def claims(self, ids: Sequence[str]) -> dict[str, Row]:
        return {row.id: row for row in self.rows() if row.id in ids}

    def report(self, doc: str, version: int | None = None) -> ReportText | None:
        one = self.reports.get(doc)
        if not one or version not in (None, 1):
            return None
        rows = sorted((row for row in self.rows() if row.doc == doc), key=lambda row: row.claim["start"])
        return ReportText(
            doc, one["text"], one["title"], one["source"], one["published"], one["url"], one["language"], tuple(rows)
        )

    def incident(self, id: str) -> IncidentPage | str | None:
        one = self.happening().get(id)
        if not one:
            return None
        rows = tuple(row for row in self.rows() if row.id in one["claims"])
        mine = tuple(
            c for c in self.changes(limit=1000) if c.what in ("same", "different") and set(c.about) & set(one["claims"])
        )
        return IncidentPage(one, rows, (), mine)

    def changes(self, about: str | None = None, limit: int = 100) -> list[Change]:
        return [c for c in reversed(self.log) if about is None or about in c.about][:limit]

    def series(self) -> Sequence[Series]:
        rows = [r for r in self.rows() if r.claim["kind"] == "displacement"]
        readings = [
            Reading(
                r.id,
                r.doc,
                r.publisher or "",
                r.claim["time"]["end"],
                r.published,
                r.claim["value"],
                r.claim["low"],
                r.claim["high"],
                r.claim["hedge"],
            )
            for r in rows
        ]
        return (
            [Series("s1", "displacement", "displaced", "people", None, "Idlib", "2019-12-01", tuple(readings))]
            if readings
            else []
        )

    def holdings(self) -> Sequence[Holding]:
        rows = [r for r in self.rows() if r.claim["kind"] == "control"]
        return [
            Holding(
                r.id,
                r.doc,
                r.publisher or "",
                r.claim["place"]["name"],
                r.claim["type"],
                r.claim["actor"]["name"],
                r.claim["time"]["start"],
            )
            for r in rows
        ]

    def _log(self, what: str, about: tuple[str, ...], who: str, why: str, before: Json, after: Json) -> Change:
        change = Change(f"h{next(self.numbers)}", what, about, who, "2020-03-01T10:00:00+00:00", why, before, after)
        self.log.append(change)
        return change

    def review(self, claim: str, verdict: str, who: str, why: str = "", after: Json | None = None) -> Change:
        now = self.claims([claim])[claim].claim
        return self._log(verdict, (claim,), who, why, {key: now.get(key) for key in after or ()}, after or {})

    def add(self, doc: str, claim: Json, who: str) -> Change:
        id = f"p{next(self.numbers)}"
        self.added.append((doc, {**claim, "id": id}))
        return self._log("added", (id,), who, "", {}, {})

    def judge(self, verdict: str, left: Sequence[str], right: Sequence[str], who: str, why: str = "") -> Change:
        return self._log(verdict, (*left, *right), who, why, {"left": list(left), "right": list(right)}, {})

    def undo(self, change: str, who: str) -> Change | None:
        for number, one in enumerate(self.log):
            if one.id == change and not one.undone_by:
                self.log[number] = dataclasses.replace(one, undone_by=who)
                return self.log[number]
        return None
