"""Views of the record as files: table, map or timeline, as CSV, JSON or GeoJSON, written a piece at a time."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from reportedly.desk import words
from reportedly.desk.cells import csv_lines
from reportedly.desk.context import Desk, desk_of
from reportedly.desk.filters import Filter, read_filter
from reportedly.desk.index import Index
from reportedly.desk.overview import map_features, table_rows
from reportedly.desk.select import Selection, is_point, select, spots, timeline
from reportedly.model.vocabulary import KINDS

CHUNK = 500  # rows read from the store at a time


def export(request: Request) -> Response:
    """One view as a file: table, map or timeline, as csv, json or geojson."""
    what, form = request.path_params["what"], request.path_params["form"]
    desk, view = desk_of(request), read_filter(request.query_params)
    index = desk.index()
    chosen = select(index, view)
    found = FILES.get((what, form))
    if not found:
        raise HTTPException(404, f"There is no {what} as {form}; a view comes as csv, json or geojson.")
    name = f"reportedly-{view.show}-{what}.{form}"
    return StreamingResponse(
        found(desk, index, view, chosen),
        media_type=TYPES[form],
        headers={"content-disposition": f'attachment; filename="{name}"'},
    )


TYPES = {
    "csv": "text/csv; charset=utf-8; header=present",
    "json": "application/json",
    "geojson": "application/geo+json",
}


def _rows(desk: Desk, index: Index, view: Filter, chosen: Selection) -> Iterator[dict[str, Any]]:
    for start in range(0, len(chosen.rows), CHUNK):
        yield from table_rows(desk, index, view, chosen.rows[start : start + CHUNK])


def _flat(value: Any) -> Any:
    """A figure as one cell."""
    if isinstance(value, Mapping):
        return (
            f"{words.number(value.get('low'))} / {words.number(value.get('best'))} / {words.number(value.get('high'))}"
        )
    return value


def table_csv(desk: Desk, index: Index, view: Filter, chosen: Selection) -> Iterator[str]:
    """A row a line."""
    head: list[str] = []
    rows = _rows(desk, index, view, chosen)
    first = next(rows, None)
    if first is None:
        yield from csv_lines(["id"], [])
        return
    head = list(first)
    yield from csv_lines(head, ([_flat(row[key]) for key in head] for row in (first, *rows)))


def _array(items: Iterator[Any], lead: str = "[", tail: str = "]") -> Iterator[str]:
    """A JSON array, an item at a time."""
    yield lead
    for number, item in enumerate(items):
        yield (",\n" if number else "\n") + json.dumps(item, ensure_ascii=True)
    yield tail + "\n"


def table_json(desk: Desk, index: Index, view: Filter, chosen: Selection) -> Iterator[str]:
    """The rows as they stand in the record: claims or incidents as JSON."""

    def full() -> Iterator[Any]:
        ids = [index.table(view.show).ids[n] for n in chosen.rows]
        for start in range(0, len(ids), CHUNK):
            some = ids[start : start + CHUNK]
            if view.show == "claims":
                found = desk.record.claims(some)
                yield from (
                    dict(found[id].claim) | {"doc": found[id].doc, "source": found[id].publisher}
                    for id in some
                    if id in found
                )
            else:
                happenings = desk.record.happenings(some)
                yield from (happenings[id] for id in some if id in happenings)

    return _array(full())


def table_geojson(desk: Desk, index: Index, view: Filter, chosen: Selection) -> Iterator[str]:
    """The rows as features; only rows at an exact or near place have a point."""
    table = index.table(view.show)

    def features() -> Iterator[Any]:
        for start in range(0, len(chosen.rows), CHUNK):
            some = chosen.rows[start : start + CHUNK]
            places = {table.ids[n]: int(table.place[n]) for n in some}
            for row in table_rows(desk, index, view, some):
                number = places[row["id"]]
                place = index.places[number] if number >= 0 else None
                point = {"type": "Point", "coordinates": [place.lon, place.lat]} if place and is_point(place) else None
                yield {"type": "Feature", "id": row["id"], "geometry": point, "properties": row}

    return _array(features(), '{"type": "FeatureCollection", "features": [', "]}")


def map_geojson(desk: Desk, index: Index, view: Filter, chosen: Selection) -> Iterator[str]:
    """The places and how many rows each has."""
    yield json.dumps(map_features(spots(index, view, chosen.rows)))


def map_csv(desk: Desk, index: Index, view: Filter, chosen: Selection) -> Iterator[str]:
    """The same as a table."""
    head = ["id", "name", "admin1", "country", "precision", "lat", "lon", *KINDS]
    found = spots(index, view, chosen.rows)
    cells = ([*(getattr(spot.place, key) for key in head[:7]), *spot.counts] for spot in found)
    return csv_lines(head, cells)


def _steps(index: Index, view: Filter, chosen: Selection) -> Iterator[tuple[dt.date, dt.date, tuple[int, ...]]]:
    for bar in timeline(index, view, chosen.rows)[1]:
        yield bar.start, bar.end, bar.counts


def timeline_csv(desk: Desk, index: Index, view: Filter, chosen: Selection) -> Iterator[str]:
    """A step a line."""
    return csv_lines(["start", "end", *KINDS], ([a, b, *counts] for a, b, counts in _steps(index, view, chosen)))


def timeline_json(desk: Desk, index: Index, view: Filter, chosen: Selection) -> Iterator[str]:
    """The same as objects."""
    steps = _steps(index, view, chosen)
    return _array({"start": str(a), "end": str(b), **dict(zip(KINDS, counts, strict=True))} for a, b, counts in steps)


FILES = {
    ("table", "csv"): table_csv,
    ("table", "json"): table_json,
    ("table", "geojson"): table_geojson,
    ("map", "csv"): map_csv,
    ("map", "json"): map_geojson,
    ("map", "geojson"): map_geojson,
    ("timeline", "csv"): timeline_csv,
    ("timeline", "json"): timeline_json,
}
