"""Looking into the record: incidents by what is asked of them, one incident's versions side by side, links and their
reasons.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from reportedly.errors import UsageFault
from reportedly.model.series import Holding, Series
from reportedly.reconcile.claims import fold
from reportedly.reconcile.compare import explain, link
from reportedly.reconcile.control import holdings_of, state_on
from reportedly.reconcile.series import series_of
from reportedly.record.forms import from_plain
from reportedly.store import Database, derived, incidents
from reportedly.store.reports import docs_of_claims, fetch_reports

JSON = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Filter:
    """What incidents are asked for; None asks for nothing. Days are ISO 8601, inclusive; words are folded and sought
    within.
    """

    since: str | None = None
    until: str | None = None
    place: str | None = None
    kind: str | None = None
    actor: str | None = None
    source: str | None = None
    grade: str | None = None

    def takes(self, incident: JSON) -> bool:
        """Whether an incident is asked for. One without a day is in no span of days."""
        time, place = incident["time"] or {}, incident["place"] or {}
        spans = (
            (self.since is None or (time.get("end") or "") >= self.since)
            and (self.until is None or (time.get("start") or "9999-99") <= self.until)
        )  # fmt: skip
        where = (place.get(k) for k in ("id", "name", "text", "admin1", "country"))
        return (
            spans
            and within(self.place, where)
            and within(self.actor, incident["actors"])
            and within(self.source, incident["sources"])
            and self.kind in (None, incident["kind"])
            and self.grade in (None, incident["grade"]["name"])
        )


def within(words: str | None, texts: Any) -> bool:
    """Whether any of some texts holds the words; nothing asked is always held."""
    return words is None or any(fold(words) in fold(str(text)) for text in texts if text)


def find_incidents(database: Database, wanted: Filter) -> Iterator[JSON]:
    """The incidents asked for, by day."""
    with database.reading() as connection:
        yield from (i for i in incidents.every(connection) if wanted.takes(i))


def look_at(database: Database, id_: str) -> dict[str, Any]:
    """One incident with the words of each claim, report by report, and its links. An old id leads to what it became."""
    with database.reading() as connection:
        found = incidents.fetch(connection, [id_]).get(id_)
        if found is None:
            return {"id": id_, "became": became(connection, id_)}
        payload = found[1]
        reports = {r["doc"]: r for r in fetch_reports(connection, payload["reports"])}
        own = set(payload["claims"])
        versions = [
            {
                **{name: reports[doc][name] for name in ("doc", "source", "title", "published", "url")},
                "claims": [c for c in reports[doc]["claims"] if c["id"] in own],
            }
            for doc in payload["reports"]
        ]
        mine = set(incidents.tellings_of(connection, id_))
        scores = derived.links_of(connection, mine)
        homes = derived.incidents_of_tellings(connection, {t for pair in scores for t in pair})
        links = [
            {"id": derived_id, "score": round(score, 2), "to": other}
            for derived_id, other, score in near_links(scores, mine, homes)
        ]
        return {**payload, "versions": versions, "links": links, "was": incidents.tombstones_of(connection, id_)}


def near_links(
    scores: Mapping[tuple[str, str], float], mine: set[str], homes: Mapping[str, str]
) -> Iterator[tuple[str, str | None, float]]:
    """Links within an incident (to None), and those to other incidents that a person might be asked about."""
    from reportedly.reconcile.clusters import ASK_FROM
    from reportedly.reconcile.compare import link_id

    for (a, b), score in sorted(scores.items(), key=lambda s: (-s[1], s[0])):
        inside = a in mine and b in mine
        if inside or score >= ASK_FROM:
            yield link_id(a, b), None if inside else homes.get(b if a in mine else a), score


def became(connection: Connection, id_: str) -> list[dict[str, Any]]:
    """What became of an id that is no incident's; it is a fault when it never was one."""
    graves = incidents.tombstones_of(connection, id_)
    if not graves:
        raise UsageFault(f"no incident {id_} in the record")
    return graves


def explain_link(database: Database, id_: str) -> list[str]:
    """Why two tellings are, or are not, held to be of one happening: the reports, the reasons by weight, the sum."""
    with database.reading() as connection:
        ends = derived.link_ends(connection, id_)
        if ends is None:
            raise UsageFault(f"no link {id_} in the record")
        forms = derived.payloads(connection, ends)
        homes = derived.incidents_of_tellings(connection, ends)
    a, b = (from_plain(t, forms[t]) for t in ends)
    found = link(a, b)
    ways = "one incident" if homes.get(a.id) == homes.get(b.id) else "two incidents"
    return [
        f"{a.doc} and {b.doc}: {ways}",
        *explain(found),
        f"{found.score:+.2f}  in all (one happening from 0 on, on average)",
    ]


def all_series(database: Database) -> list[Series]:
    """The series of all totals in the record."""
    with database.reading() as connection:
        return series_of(fetch_reports(connection, text=False))


def holdings_at(database: Database, place: str) -> list[Holding]:
    """All claims of who holds a place, by its id or name, in the order of their days."""
    with database.reading() as connection:
        found = holdings_of(fetch_reports(connection, text=False))
    wanted = fold(place)
    for key, some in found.items():
        if key == place or wanted in {fold(h.place) for h in some}:
            return some
    raise UsageFault(f"nobody is said to hold {place}")


def holder_on(database: Database, place: str, day: str) -> Holding | None:
    """Who is said to hold a place on a day (ISO 8601)."""
    return state_on(holdings_at(database, place), day)


def changes(database: Database, since: str) -> list[dict[str, Any]]:
    """What changed since a revision (a number) or a moment (ISO 8601, UTC), oldest first."""
    with database.reading() as connection:
        if since.isdigit():
            start = int(since)
        elif re.match(r"\d{4}-\d\d-\d\d", since):
            start = incidents.revision_at(connection, since)
        else:
            raise UsageFault(f"neither a revision nor a day: {since}")
        return list(incidents.changes_since(connection, start))


def where_claim(database: Database, claim: str) -> str | None:
    """The incident that a claim is part of."""
    with database.reading() as connection:
        if claim not in docs_of_claims(connection, [claim]):
            raise UsageFault(f"no claim {claim} in the record")
        homes = derived.homes_of_claims(connection, [claim]).get(claim, [])
        return next(iter(derived.incidents_of_tellings(connection, homes).values()), None)
