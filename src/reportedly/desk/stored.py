"""The desk's record over the store: answers from its tables, and puts what people decide into them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection

from reportedly.desk import decisions, queries
from reportedly.desk.record import (
    EDITED,
    REJECTED,
    Change,
    Changed,
    IncidentPage,
    Json,
    LinkReason,
    ReportText,
    Row,
    Version,
)
from reportedly.errors import UsageFault
from reportedly.model.incident import SAME
from reportedly.model.series import Holding, Series
from reportedly.reconcile.compare import link, weights
from reportedly.reconcile.control import holdings_of
from reportedly.reconcile.series import series_of
from reportedly.record.forms import from_plain
from reportedly.record.record import decide
from reportedly.store import Database, people
from reportedly.store.reports import new_revision
from reportedly.store.schema import additions, corrections, judgements

MOST_CHANGED = 2000  # claims; beyond that the whole record is read anew
LEAST = 0.005  # log-odds: a reason that weighs less is not shown
MOST_LINKS = 12  # shown on an incident's page
START = "what any two tellings start with"
OF_CLAIMS = (corrections, additions)  # what a decision about a claim leaves there
ELSEWHERE = {"j": judgements, "c": corrections}  # ids of changes that are not the desk's own
T = TypeVar("T")
Debris = Callable[[str, str | None], Iterable[tuple[int, int]]]


class Counted(Generic[T]):
    """What was counted over the whole record, kept until the record changes."""

    def __init__(self) -> None:
        self.kept: tuple[int, Sequence[T]] | None = None

    def of(self, record: StoredRecord, count: Callable[[Connection], Sequence[T]]) -> Sequence[T]:
        """The count of the record as it is now."""
        with record.database.reading() as connection:
            version = queries.last_revision(connection)
            if self.kept is None or self.kept[0] != version:
                self.kept = version, count(connection)
            return self.kept[1]


class StoredRecord:
    """A record in a database. `debris` tells which stretches of a report's text are no part of its telling."""

    def __init__(self, database: Database, debris: Debris = lambda text, title: ()) -> None:
        self.database = database
        self.debris = debris
        self._series: Counted[Series] = Counted()
        self._holdings: Counted[Holding] = Counted()

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
            fixes = people.corrections_of(connection)
            seen: set[str] = set()
            for row, incident in queries.every_claim(connection):
                if row.id not in seen:
                    seen.add(row.id)
                    yield as_row(row, fixes, verdicts, incident)

    def changed(self, since: str) -> Changed | None:
        """What people's decisions changed since a version; None after reports were read, or when it is too much."""
        with self.database.reading() as connection:
            if queries.read_since(connection, int(since)):
                return None
            claims, happenings = queries.touched(connection, int(since))
            happenings |= set(queries.homes_of(connection, claims).values())
            now = {one["id"]: one for one in queries.incident_payloads(connection, happenings)}
            claims |= {claim for one in now.values() for claim in one["claims"]}
            if len(claims) > MOST_CHANGED:
                return None
            rows = {row.id: row for row in reversed(self._rows(connection, claims))}
            gone = frozenset(claims - rows.keys()), frozenset(happenings - now.keys())
            return Changed(str(queries.last_revision(connection)), rows, now, *gone)

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
            return {row.id: row for row in reversed(self._rows(connection, ids))}

    def _rows(self, connection: Connection, ids: Iterable[str] | None, docs: Sequence[str] = ()) -> list[Row]:
        rows = list(queries.claim_rows(connection, ids, docs))
        return decided_rows(connection, rows, queries.homes_of(connection, [row.id for row in rows]))

    def report(self, doc: str, version: int | None = None) -> ReportText | None:
        """The current version of a report, or another one, with its claims as they stood then."""
        with self.database.reading() as connection:
            rows = queries.report_rows(connection, doc)
            shown = next((row for row in rows if version in (None, row.version)), None)
            if shown is None:
                return None
            if shown.current:
                told = self._rows(connection, None, [doc])
            else:  # the claims of an earlier version are in no incident
                told = decided_rows(connection, queries.rows_of_version(connection, shown.id), {})
        told.sort(key=lambda row: (row.claim["start"], row.claim["end"]))
        return ReportText(
            doc, shown.text, shown.title, shown.source, shown.published, shown.url, shown.language, tuple(told),
            tuple(self.debris(shown.text, shown.title)),
            tuple(Version(row.version, row.since[:10], row.current) for row in rows), shown.version,
        )  # fmt: skip

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
            told = [(says[name], value * weight) for name, value, weight in reasons if abs(value * weight) >= LEAST]
            out.append(LinkReason(link_id, forms[a][0], forms[b][0], score, (*told, (START, start))))
        return tuple(out)

    def _judgements(self, connection: Connection, about: set[str] | None = None, limit: int = 1000) -> list[Change]:
        out = []
        for row in queries.decided(connection, judgements, limit):
            left, right = json.loads(row.left), json.loads(row.right)
            if about is None or about & {*left, *right}:
                sides = {"left": left, "right": right}
                out.append(as_change("j", row, row.verdict, (*left, *right), before=sides))
        return out

    def changes(self, about: str | None = None, limit: int = 100) -> list[Change]:
        """What people did, here and elsewhere, newest first."""
        with self.database.reading() as connection:
            found = decisions.changes(connection, about, limit)
            found += self._judgements(connection, None if about is None else {about}, limit)
            mine = decisions.revisions_of(connection)
            for row in queries.decided(connection, corrections, limit, about):
                if row.revision not in mine:
                    after = {row.field: json.loads(row.value)}
                    found.append(as_change("c", row, EDITED, (row.claim_id,), after=after))
        return sorted(found, key=lambda change: change.when, reverse=True)[:limit]

    def series(self) -> Sequence[Series]:
        """The series of totals; rejected claims left out."""
        return self._series.of(self, lambda connection: series_of(queries.total_claims(connection)))

    def holdings(self) -> Sequence[Holding]:
        """Who held what; rejected claims left out."""
        return self._holdings.of(
            self,
            lambda connection: [h for some in holdings_of(queries.control_claims(connection)).values() for h in some],
        )

    def review(self, claim: str, verdict: str, who: str, why: str = "", after: Json | None = None) -> Change:
        """Keeps a verdict or a comment, and corrected fields; brings the incidents around the claim up to date."""
        with self.database.writing() as connection:
            row = next(iter(self._rows(connection, [claim])), None)
            if row is None:
                raise UsageFault("this claim is no longer in the record")
            before = {key: row.claim.get(key) for key in after or ()}
            fields = {**(after or {}), **({people.REJECTED: True} if verdict == REJECTED else {})}
            revision = None
            if fields:
                revision = new_revision(connection, who, f"{verdict} {claim}")
                for name, value in fields.items():
                    people.keep_correction(connection, claim, name, value, why, revision)
                decide(connection, [claim], revision)
            decisions.keep(connection, claim, verdict, who, why=why, before=before, after=after, revision=revision)
            return decisions.changes(connection, claim, 1)[0]

    def add(self, doc: str, claim: Json, who: str) -> Change:
        """Keeps a claim that a person saw in the current version of a report; from now on it takes part in incidents."""
        id = "p" + hashlib.sha256(f"{doc}\x1f{who}\x1f{json.dumps(claim, sort_keys=True)}".encode()).hexdigest()[:15]
        with self.database.writing() as connection:
            report = next(iter(queries.report_rows(connection, doc)), None)
            if report is None or report.text[claim["start"] : claim["end"]] != claim["quote"]:
                raise UsageFault("the report has changed meanwhile: reload the page and select the words again")
            if queries.is_added(connection, id):
                raise UsageFault("you have added this claim already")
            revision = new_revision(connection, who, f"added {id}")
            told = {**claim, "id": id}
            people.keep_addition(connection, told, report.id, revision)
            decide(connection, [id], revision)
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
            table = ELSEWHERE.get(lead)
            if table is None or not queries.stands(connection, table, int(number)):
                return None
            revision = new_revision(connection, who, f"undo {change}")
            about = people.claims_in(table, people.take_back(connection, table, int(number), revision))
            decide(connection, about, revision)
            return Change(change, "undone", tuple(about), who, "", undone_by=who)

    def _undo_decision(self, connection: Connection, number: int, who: str) -> Change | None:
        row = decisions.find(connection, number)
        if row is None:
            return None
        revision = None
        if row.revision is not None:
            revision = new_revision(connection, who, f"undo {row.what} {row.claim}")
            for table in OF_CLAIMS:
                people.take_back(connection, table, row.revision, revision)
            decide(connection, [row.claim], revision)
        decisions.keep(connection, row.claim, decisions.UNDO, who, undoes=number, revision=revision)
        return next(c for c in decisions.changes(connection, row.claim, 1000) if c.id == f"{decisions.LEAD}{number}")


def decided_rows(connection: Connection, rows: Sequence[Any], homes: Mapping[str, str]) -> list[Row]:
    """Claims as they stand, from rows of `queries`, with what people decided; `homes` gives the incident of each."""
    found = [row.id for row in rows]
    verdicts, fixes = decisions.verdicts_of(connection, found), people.corrections_of(connection, found)
    return [as_row(row, fixes, verdicts, homes.get(row.id)) for row in rows]


def as_row(row: Any, fixes: Mapping[str, Mapping[str, Any]], verdicts: Mapping[str, str], incident: str | None) -> Row:
    """A claim as it stands, from `queries.claim_rows` and what people decided."""
    told = json.loads(row.payload)
    claim, machine = people.corrected(told, fixes), None if row.added else told
    return Row(row.id, row.doc, row.source, row.published, claim, machine, verdicts.get(row.id), incident)


def as_change(
    lead: str, row: Any, what: str, about: tuple[str, ...], *, before: Json | None = None, after: Json | None = None
) -> Change:
    """A judgement or a correction, from `queries.decided`, as one of the changes."""
    id = f"{lead}{row.revision}"
    return Change(id, what, about, row.who, row.at, row.why, before or {}, after or {}, row.undone_by)
