"""Incidents, their tombstones and the history of their changes in the database."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from reportedly.store.pieces import chunks
from reportedly.store.schema import changes, incident_tellings, incidents, revisions, tombstones

GONE = "gone"  # the reason of a tombstone: the last claim was taken out, or the report no longer tells it


def fetch(connection: Connection, ids: Iterable[str]) -> dict[str, Any]:
    """Incident id → (born, payload)."""
    out: dict[str, Any] = {}
    for some in chunks(ids):
        rows = connection.execute(select(incidents).where(incidents.c.id.in_(some)))
        out |= {row.id: (row.born, json.loads(row.payload)) for row in rows}
    return out


def every(connection: Connection) -> Iterator[dict[str, Any]]:
    """All incidents by first day and id."""
    query = select(incidents.c.payload).order_by(incidents.c.first_day.is_(None), incidents.c.first_day, incidents.c.id)
    yield from (json.loads(payload) for payload in connection.execute(query).scalars())


def ids(connection: Connection) -> list[str]:
    """The ids of all incidents."""
    return list(connection.execute(select(incidents.c.id)).scalars())


def tellings_of(connection: Connection, id_: str) -> list[str]:
    """The tellings of an incident."""
    query = select(incident_tellings.c.telling_id).where(incident_tellings.c.incident_id == id_)
    return sorted(connection.execute(query).scalars())


def save(connection: Connection, payload: Mapping[str, Any], tellings: Iterable[str], revision: int) -> None:
    """Insert an incident, or write it over where it stands."""
    time, place = payload["time"] or {}, payload["place"] or {}
    row = {
        "kind": payload["kind"],
        "first_day": time.get("start"),
        "last_day": time.get("end"),
        "country": place.get("country"),
        "grade": payload["grade"]["name"],
        "payload": json.dumps(payload),
        "revision": revision,
    }
    done = connection.execute(update(incidents).where(incidents.c.id == payload["id"]).values(row))
    if not done.rowcount:
        connection.execute(insert(incidents).values({**row, "id": payload["id"], "born": revision}))
    place_tellings(connection, payload["id"], tellings)


def place_tellings(connection: Connection, id_: str, tellings: Iterable[str]) -> None:
    """Make these the tellings of an incident, out of whatever incident they were in."""
    mine = sorted(tellings)
    for some in chunks(mine):
        connection.execute(delete(incident_tellings).where(incident_tellings.c.telling_id.in_(some)))
    connection.execute(delete(incident_tellings).where(incident_tellings.c.incident_id == id_))
    connection.execute(insert(incident_tellings), [{"telling_id": t, "incident_id": id_} for t in mine])


def bury(connection: Connection, id_: str, reason: str, became: Iterable[str], revision: int) -> None:
    """Leave a tombstone for an id, or for what it was before a split."""
    row = {"id": id_, "revision": revision, "reason": reason, "became": json.dumps(sorted(became))}
    connection.execute(insert(tombstones).values(row))


def remove(connection: Connection, id_: str) -> None:
    """Delete an incident that has its tombstone."""
    connection.execute(delete(incident_tellings).where(incident_tellings.c.incident_id == id_))
    connection.execute(delete(incidents).where(incidents.c.id == id_))


def tombstones_of(connection: Connection, id_: str) -> list[dict[str, Any]]:
    """What became of an id, oldest first."""
    query = select(tombstones).where(tombstones.c.id == id_).order_by(tombstones.c.revision)
    rows = connection.execute(query)
    return [{"revision": r.revision, "reason": r.reason, "became": json.loads(r.became)} for r in rows]


def is_taken(connection: Connection, id_: str) -> bool:
    """Whether an id is an incident's, or was one's that went into another. One that was simply gone may come back."""
    if connection.execute(select(incidents.c.id).where(incidents.c.id == id_)).first() is not None:
        return True
    graves = tombstones_of(connection, id_)
    return bool(graves) and graves[-1]["reason"] != GONE


def gone_claims(connection: Connection) -> dict[str, str]:
    """Claim → the incident that it was last in, of incidents that are gone."""
    gone = select(tombstones.c.id).where(tombstones.c.reason == GONE)
    query = select(changes.c.incident_id, changes.c.before).where(changes.c.incident_id.in_(gone))
    out: dict[str, str] = {}
    for row in connection.execute(query.where(changes.c.before.is_not(None)).order_by(changes.c.revision)):
        out |= dict.fromkeys(json.loads(row.before)["claims"], row.incident_id)
    return out


def log(connection: Connection, revision: int, id_: str, what: str, before: Any, after: Any) -> None:
    """Keep what a revision did to an incident."""
    told = {
        name: None if value is None else json.dumps(value) for name, value in (("before", before), ("after", after))
    }
    connection.execute(insert(changes).values(revision=revision, incident_id=id_, what=what, **told))


def changes_since(connection: Connection, since: int) -> Iterator[dict[str, Any]]:
    """Changes of incidents after a revision, oldest first."""
    query = (
        select(changes, revisions.c.at, revisions.c.who)
        .join(revisions, revisions.c.id == changes.c.revision)
        .where(changes.c.revision > since)
        .order_by(changes.c.revision, changes.c.incident_id)
    )
    for row in connection.execute(query):
        yield {
            "revision": row.revision,
            "at": row.at,
            "who": row.who,
            "incident": row.incident_id,
            "what": row.what,
            "before": json.loads(row.before) if row.before else None,
            "after": json.loads(row.after) if row.after else None,
        }


def revision_at(connection: Connection, moment: str) -> int:
    """The last revision before a moment (ISO 8601, UTC), 0 when there is none."""
    query = select(revisions.c.id).where(revisions.c.at < moment).order_by(revisions.c.id.desc()).limit(1)
    return int(connection.execute(query).scalar() or 0)
