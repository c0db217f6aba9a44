"""The overview: map, timeline and table of one view of the record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from reportedly.desk import words
from reportedly.desk.chart import bars
from reportedly.desk.columns import Ints
from reportedly.desk.context import Desk, as_json, desk_of, page
from reportedly.desk.filters import Filter, read_filter
from reportedly.desk.filters import words as chips_of
from reportedly.desk.index import Index
from reportedly.desk.record import Row
from reportedly.desk.select import Spot, facets, is_point, select, spots, suggestions, timeline
from reportedly.model.incident import GRADES
from reportedly.model.vocabulary import KINDS, STATUSES

AREAS = 12  # areas listed beside the map


def overview(request: Request) -> Response:
    """The whole page."""
    desk, view = desk_of(request), read_filter(request.query_params)
    return page(request, "overview.html", **results(desk, view), kinds=KINDS, statuses=STATUSES, grades=GRADES)


def part(request: Request) -> Response:
    """What of the page a filter changes: the script puts it in place of the old."""
    desk, view = desk_of(request), read_filter(request.query_params)
    return page(request, "results.html", **results(desk, view), kinds=KINDS, statuses=STATUSES, grades=GRADES)


def results(desk: Desk, view: Filter) -> dict[str, Any]:
    """What the page shows."""
    index = desk.index()
    chosen = select(index, view)
    step, steps = timeline(index, view, chosen.rows)
    places = spots(index, view, chosen.rows)
    areas = [spot for spot in places if not is_point(spot.place)]
    return {
        "view": view,
        "chips": chips_of(view, {}),
        "total": len(chosen.rows),
        "all": len(index.table(view.show).ids),
        "empty": not index.claims.ids and not index.incidents.ids,
        "reports": index.reports,
        "chosen": chosen,
        "rows": table_rows(desk, index, view, chosen.page(view.page)),
        "page_number": min(view.page, chosen.pages),
        "step": step,
        "chart": bars(steps),
        "facets": facets(index, view),
        "points": [spot for spot in places if is_point(spot.place)][: AREAS * 2],
        "point_count": len(places) - len(areas),
        "areas": areas[:AREAS],
        "area_count": len(areas),
    }


def table_rows(desk: Desk, index: Index, view: Filter, rows: Ints) -> list[dict[str, Any]]:
    """The cells of some rows, in order; one that has just gone from the record is left out."""
    ids = [index.table(view.show).ids[n] for n in rows]
    if view.show == "claims":
        claims = desk.record.claims(ids)
        return [claim_cells(claims[id]) for id in ids if id in claims]
    happenings = desk.record.happenings(ids)
    table = index.incidents
    return [
        incident_cells(happenings[id], index, int(n), bool(table.reviewed[n]))
        for id, n in zip(ids, rows, strict=True)
        if id in happenings
    ]


def claim_cells(row: Row) -> dict[str, Any]:
    """A claim in one line."""
    claim = row.claim
    return {
        "id": row.id,
        "kind": claim["kind"],
        "what": words.deed(claim),
        "who": words.who(claim),
        "whom": words.whom(claim),
        "place": words.where(claim) or ", ".join(words.place(p) for p in claim.get("places") or ()),
        "precision": (claim.get("place") or {}).get("precision"),
        "days": words.days(claim.get("time")),
        "said_by": words.told_by(claim, row.publisher),
        "publisher": row.publisher,
        "status": claim["status"],
        "verdict": row.verdict,
        "quote": claim.get("quote") or "",
        "doc": row.doc,
        "incident": row.incident,
        "confidence": claim.get("confidence"),
    }


def incident_cells(incident: Mapping[str, Any], index: Index, number: int, reviewed: bool) -> dict[str, Any]:
    """An incident in one line."""
    return {
        "id": incident["id"],
        "kind": KINDS[int(index.incidents.kind[number])],
        "what": str(incident.get("kind") or index.types[int(index.incidents.type[number])]).lower().replace("_", " "),
        "place": words.place(incident.get("place")),
        "precision": (incident.get("place") or {}).get("precision"),
        "days": words.days(incident.get("time")),
        "killed": incident.get("killed"),
        "injured": incident.get("injured"),
        "actors": ", ".join(index.named.get(id, id) for id in incident.get("actors") or ()),
        "sources": len(incident.get("sources") or ()),
        "reports": len(incident.get("reports") or ()),
        "grade": incident["grade"].get("name"),
        "reason": incident["grade"].get("reason"),
        "reviewed": reviewed,
    }


def map_features(places: list[Spot]) -> dict[str, Any]:
    """GeoJSON of the map: points of exact and near places; areas carry their id and no geometry."""
    return {"type": "FeatureCollection", "features": [feature(spot) for spot in places if spot.place.precision]}


def feature(spot: Spot) -> dict[str, Any]:
    """One place. RFC 7946: longitude first; without a point the geometry is null."""
    place = spot.place
    point = {"type": "Point", "coordinates": [place.lon, place.lat]} if is_point(place) else None
    properties = {
        "id": place.id,
        "name": place.name,
        "country": place.country,
        "admin1": place.admin1,
        "precision": place.precision,
        "total": spot.total,
        "kind": KINDS[spot.counts.index(max(spot.counts))],
        **dict(zip(KINDS, spot.counts, strict=True)),
    }
    return {"type": "Feature", "geometry": point, "properties": properties}


def suggest(request: Request) -> Response:
    """Names of the record for a field of the filter."""
    field, typed = request.query_params.get("field", ""), request.query_params.get("typed", "")[:100]
    return as_json(suggestions(desk_of(request).index(), field, typed))
