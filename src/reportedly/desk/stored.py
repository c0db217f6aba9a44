"""The desk's record over the store: answers from its tables, and puts what people decide into them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection

from reportedly.desk import decisions, queries
from reportedly.desk.record import EDITED, REJECTED, Change, IncidentPage, Json, LinkReason, ReportText, Row
from reportedly.desk.tables import prepare
from reportedly.errors import UsageFault
from reportedly.model.incident import SAME
from reportedly.model.series import Holding, Series
from reportedly.reconcile.compare import link, weights
from reportedly.reconcile.control import holdings_of
from reportedly.reconcile.series import series_of
from reportedly.record.forms import from_plain
from reportedly.record.record import decide
from reportedly.store import Database, people
from reportedly.store.reports import fetch_reports, new_revision
from reportedly.store.schema import corrections, judgements

MOST_LINKS = 12  # shown on an incident's page
START = "what any two tellings start with"
REJECT_FIELD = "rejected"  # beside the machine's fields, so that whoever reads corrections can leave the claim out
Debris = Callable[[str, str | None], Iterable[tuple[int, int]]]


class StoredRecord:
    """A record in a database. `debris` tells which stretches of a report's text are no part of its telling."""

    def __init__(self, database: Database, debris: Debris = lambda text, title: ()) -> None:
        with database.writing() as connection:
            prepare(connection)
        self.database = database
        self.debris = debris
        self._counted: tuple[str, Sequence[Series], Sequence[Holding]] | None = None

    def version(self) -> str:
        """The latest revision."""
        with self.database.reading() as connection:
            return str(queries.last_revision(connection))

    def verdicts(self, since: int) -> tuple[int, dict[str, str | None]]:
        """Verdicts since a mark."""
        with self.database.reading() as connection:
            return decisions.since(connection, since)

    def rows(self) -> Iterator[Row]:
        """Every claim, once."""
        with self.database.reading() as connection:
            verdicts = decisions.verdicts_of(connection)
            fixes = queries.fixes_of(connection, queries.corrected_claims(connection))
            seen: set[str] = set()
            for id, payload, doc, source, published, incident in queries.every_claim(connection):
                if id not in seen:
                    seen.add(id)
                    machine = json.loads(payload)
                    claim = {**machine, **fixes[id]} if id in fixes else machine
                    yield Row(id, doc, source, published, claim, machine, verdicts.get(id), incident)
            yield from self._added(connection)

    def incidents(self) -> Iterator[Json]:
        """Every incident."""
        with self.database.reading() as connection:
            yield from queries.incident_payloads(connection)

    def happenings(self, ids: Sequence[str]) -> dict[str, Json]:
        """Some incidents."""
        with self.database.reading() as connection:
            return {one["id"]: one for one in queries.incident_payloads(connection, ids)}

    def claims(self, ids: Sequence[str]) -> dict[str, Row]:
        """Some claims; one that several reports make stands for the first of them."""
        with self.database.reading() as connection:
            found = self._rows(connection, ids)
            added = {row.id: row for row in self._added(connection) if row.id in set(ids)}
        return {row.id: row for row in reversed(found)} | added

    def _rows(self, connection: Connection, ids: Iterable[str] | None, docs: Sequence[str] = ()) -> list[Row]:
        rows = list(queries.claim_rows(connection, ids, docs))
        verdicts = decisions.verdicts_of(connection, [row.id for row in rows])
        fixes = queries.fixes_of(connection, (row.id for row in rows))
        out = []
        for row in rows:
            machine = json.loads(row.payload)
            claim = {**machine, **fixes.get(row.id, {})}
            out.append(
                Row(row.id, row.doc, row.source, row.published, claim, machine, verdicts.get(row.id), row.incident)
            )
        return out

    def _added(self, connection: Connection, doc: str | None = None) -> Iterator[Row]:
        """Claims that people added, with what was corrected in them since."""
        later: dict[str, dict[str, Any]] = {}
        added = []
        for row in decisions.standing(connection):
            if row.what == decisions.ADDED and doc in (None, row.doc):
                added.append(row)
            elif row.what == EDITED:
                later.setdefault(row.claim, {}).update(json.loads(row.after))
        verdicts = decisions.verdicts_of(connection, [row.claim for row in added])
        for row in added:
            report = next(iter(queries.report_rows(connection, row.doc)), None)
            if report:
                claim = json.loads(row.after) | later.get(row.claim, {})
                yield Row(row.claim, row.doc, report.source, report.published, claim, None, verdicts.get(row.claim))

    def report(self, doc: str) -> ReportText | None:
        """The current version of a report."""
        with self.database.reading() as connection:
            versions = queries.report_rows(connection, doc)
            if not versions:
                return None
            now = versions[0]
            rows = [*self._rows(connection, None, [doc]), *self._added(connection, doc)]
        rows.sort(key=lambda row: (row.claim["start"], row.claim["end"]))
        debris = tuple(self.debris(now.text, now.title))
        return ReportText(
            doc,
            now.text,
            now.title,
            now.source,
            now.published,
            now.url,
            now.language,
            tuple(rows),
            debris,
            tuple(v.id for v in versions),
        )

    def incident(self, id: str) -> IncidentPage | str | None:
        """An incident with its claims, links and judgements; or where it went."""
        with self.database.reading() as connection:
            found = next(queries.incident_payloads(connection, [id]), None)
            if found is None:
                heirs = queries.became(connection, id)
                return heirs[0] if heirs else None
            rows = tuple(row for row in self._rows(connection, found["claims"]) if row.doc in found["reports"])
            return IncidentPage(
                found, rows, self._links(connection, id), tuple(self._judgements(connection, set(found["claims"])))
            )

    def _links(self, connection: Connection, id: str) -> tuple[LinkReason, ...]:
        """The strongest links inside an incident, with their reasons in words."""
        found = queries.links_inside(connection, id, MOST_LINKS)
        forms = queries.telling_rows(connection, {end for _, a, b, _ in found for end in (a, b)})
        says, start = weights().says, weights().start
        out = []
        for link_id, a, b, score in found:
            reasons = link(from_plain(a, forms[a][1]), from_plain(b, forms[b][1])).reasons
            told = [(says[name], value * weight) for name, value, weight in reasons]
            out.append(LinkReason(link_id, forms[a][0], forms[b][0], score, (*told, (START, start))))
        return tuple(out)

    def _judgements(self, connection: Connection, about: set[str] | None = None, limit: int = 1000) -> list[Change]:
        out = []
        for row in queries.judgement_rows(connection, limit):
            left, right = json.loads(row.left), json.loads(row.right)
            if about is None or about & {*left, *right}:
                sides = {"left": left, "right": right}
                out.append(
                    Change(
                        f"j{row.revision}",
                        row.verdict,
                        (*left, *right),
                        row.who,
                        row.at,
                        row.why,
                        sides,
                        {},
                        row.undone_by,
                    )
                )
        return out

    def changes(self, about: str | None = None, limit: int = 100) -> list[Change]:
        """What people did, here and elsewhere, newest first."""
        with self.database.reading() as connection:
            found = decisions.changes(connection, about, limit)
            found += self._judgements(connection, None if about is None else {about}, limit)
            for row in queries.correction_rows(connection, decisions.revisions_of(connection), limit):
                if about in (None, row.claim_id):
                    after = {row.field: json.loads(row.value)}
                    found.append(
                        Change(
                            f"c{row.revision}",
                            EDITED,
                            (row.claim_id,),
                            row.who,
                            row.at,
                            row.why,
                            {},
                            after,
                            row.undone_by,
                        )
                    )
        return sorted(found, key=lambda change: change.when, reverse=True)[:limit]

    def series(self) -> Sequence[Series]:
        """The series of totals; rejected claims left out."""
        return self._totals()[1]

    def holdings(self) -> Sequence[Holding]:
        """Who held what; rejected claims left out."""
        return self._totals()[2]

    def _totals(self) -> tuple[str, Sequence[Series], Sequence[Holding]]:
        version = self.version()
        with self.database.reading() as connection:
            rejected = {id for id, verdict in decisions.verdicts_of(connection).items() if verdict == REJECTED}
            if self._counted is None or self._counted[0] != version:
                reports = [
                    {**report, "claims": [claim for claim in report["claims"] if claim["id"] not in rejected]}
                    for report in fetch_reports(connection, queries.counting_claims(connection), text=False)
                ]
                holdings = [one for some in holdings_of(reports).values() for one in some]
                self._counted = version, series_of(reports), holdings
            return self._counted

    def review(self, claim: str, verdict: str, who: str, why: str = "", after: Json | None = None) -> Change:
        """Keeps a verdict or a comment, and corrected fields; brings the incidents around the claim up to date."""
        with self.database.writing() as connection:
            row = next((r for r in self._rows(connection, [claim])), None) or next(
                (r for r in self._added(connection) if r.id == claim), None
            )
            if row is None:
                raise UsageFault("this claim is no longer in the record")
            before = {key: row.claim.get(key) for key in after or ()}
            fields = {**(after or {}), **({REJECT_FIELD: True} if verdict == REJECTED else {})}
            revision = None
            if fields:
                revision = new_revision(connection, who, f"{verdict} {claim}")
                if row.machine is not None:
                    for name, value in fields.items():
                        people.keep_correction(connection, claim, name, value, why, revision)
                    decide(connection, [claim], revision)
            decisions.keep(connection, claim, verdict, who, why=why, before=before, after=after, revision=revision)
            return decisions.changes(connection, claim, 1)[0]

    def add(self, doc: str, claim: Json, who: str) -> Change:
        """Keeps a claim that a person saw. It stands beside the machine's; incidents do not know it."""
        id = "p" + hashlib.sha256(f"{doc}\x1f{who}\x1f{json.dumps(claim, sort_keys=True)}".encode()).hexdigest()[:15]
        with self.database.writing() as connection:
            revision = new_revision(connection, who, f"added {id}")
            told = {**claim, "id": id}
            decisions.keep(connection, id, decisions.ADDED, who, after=told, doc=doc, revision=revision)
            return decisions.changes(connection, id, 1)[0]

    def judge(self, verdict: str, left: Sequence[str], right: Sequence[str], who: str, why: str = "") -> Change:
        """Keeps a judgement about two sides. One claim of each stands for its side when they are the same."""
        if verdict == SAME:
            left, right = left[:1], right[:1]
        with self.database.writing() as connection:
            revision = new_revision(connection, who, f"{verdict}, at the desk")
            people.keep_judgement(connection, verdict, left, right, "at the desk", why, revision)
            decide(connection, [*left, *right], revision)
            return self._judgements(connection, None, 1)[0]

    def undo(self, change: str, who: str) -> Change | None:
        """Takes a change back, whatever its kind, and brings the incidents around it up to date."""
        lead, number = change[:1], change[1:]
        if not number.isdecimal():
            return None
        with self.database.writing() as connection:
            if lead == decisions.LEAD:
                return self._undo_decision(connection, int(number), who)
            table = {"j": judgements, "c": corrections}.get(lead)
            if table is None or not queries.stands(connection, table, int(number)):
                return None
            revision = new_revision(connection, who, f"undo {change}")
            about = queries.take_back(connection, table, int(number), revision)
            decide(connection, about, revision)
            return Change(change, "undone", tuple(about), who, "", undone_by=who)

    def _undo_decision(self, connection: Connection, number: int, who: str) -> Change | None:
        row = decisions.find(connection, number)
        if row is None:
            return None
        revision = None
        if row.revision is not None:
            revision = new_revision(connection, who, f"undo {row.what} {row.claim}")
            if queries.stands(connection, corrections, row.revision):
                about = queries.take_back(connection, corrections, row.revision, revision)
                decide(connection, about, revision)
        decisions.keep(connection, row.claim, decisions.UNDO, who, undoes=number, revision=revision)
        return next(c for c in decisions.changes(connection, row.claim, 1000) if c.id == f"{decisions.LEAD}{number}")
