"""Series and control: figures over time with their bounds, and who holds what on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from reportedly.desk.cells import csv_lines
from reportedly.desk.chart import along, scale
from reportedly.desk.context import as_json, desk_of, page
from reportedly.desk.index import PlaceKey
from reportedly.desk.select import is_point
from reportedly.desk.words import a_day
from reportedly.model.series import Holding, Series

HUES = 6  # sources told apart by colour and shape
WIDE, HIGH = 800.0, 260.0
ENDED = ("lost",)


@dataclass(frozen=True, slots=True)
class Dot:
    """A reading in the plot: its place, its bounds as places, which source it is of, and its words."""

    x: float
    y: float
    low: float | None
    high: float | None
    hue: int
    mark: str | None
    words: str


def all_series(request: Request) -> Response:
    """The list, the longest first."""
    wanted = request.query_params.get("place", "").strip()[:200]
    found = [
        one
        for one in desk_of(request).record.series()
        if not wanted or wanted.casefold() in (one.place or "").casefold()
    ]
    found.sort(key=lambda one: (-len(one.readings), one.id))
    return page(
        request,
        "series_list.html",
        series=found[:300],
        total=len(found),
        wanted=wanted,
        titles={one.id: title(one) for one in found[:300]},
    )


def one_series(request: Request) -> Response:
    """One series as a plot and a table; `.csv` gives the readings as a file."""
    found = _series(request)
    dots, sources, ticks, lines = plot(found)
    return page(
        request,
        "series.html",
        series=found,
        title=title(found),
        dots=dots,
        sources=sources,
        ticks=ticks,
        lines=lines,
        unplotted=sum(1 for r in found.readings if r.value is None or not (r.as_of or r.published)),
    )


def series_file(request: Request) -> Response:
    """The readings as CSV."""
    found = _series(request)
    head = ["as_of", "published", "source", "value", "low", "high", "hedge", "mark", "doc", "claim"]
    lines = csv_lines(head, ([getattr(reading, key) for key in head] for reading in found.readings))
    return Response(
        "".join(lines),
        media_type="text/csv; charset=utf-8",
        headers={"content-disposition": 'attachment; filename="series.csv"'},
    )


def _series(request: Request) -> Series:
    id = request.path_params["id"]
    found = next((one for one in desk_of(request).record.series() if one.id == id), None)
    if not found:
        raise HTTPException(404, "There is no such series; it may have changed as reports were added.")
    return found  # type: ignore[no-any-return]


def title(series: Series) -> str:
    """What a series counts, where, since when."""
    who = series.people or (series.unit if series.unit != "people" else "people")
    words = f"{who} {series.type}"
    if series.place:
        words += f", {series.place}"
    words += f", since {series.since}" if series.since else ""
    return words[:1].upper() + words[1:]


def plot(series: Series) -> tuple[list[Dot], list[str], list[tuple[float, str]], list[list[Dot]]]:
    """Dots, sources by hue, ticks of the value axis, and each source's dots in order of time, to be joined by a
    line."""
    dated = [(day, r) for r in series.readings if r.value is not None and (day := a_day(r.as_of or r.published or ""))]
    dated.sort(key=lambda item: item[0])
    sources = list(dict.fromkeys(r.source for _, r in dated))
    left, right = scale([day.toordinal() for day, _ in dated])
    bottom, top = scale([0, *(v for _, r in dated for v in (r.value, r.low, r.high) if v is not None)])

    def up(value: int | None) -> float | None:
        return None if value is None else round(HIGH - along(value, bottom, top, HIGH), 2)

    dots, lines = [], defaultdict(list)
    for day, r in dated:
        words = f"{day}: {r.hedge.replace('_', ' ')} {r.value:,}, {r.source}" + (f" ({r.mark})" if r.mark else "")
        dot = Dot(
            along(day.toordinal(), left, right, WIDE),
            up(r.value) or 0.0,
            up(r.low),
            up(r.high),
            sources.index(r.source) % HUES,
            r.mark,
            words,
        )
        dots.append(dot)
        lines[r.source].append(dot)
    ticks = [
        (round(HIGH * (1 - part), 1), f"{bottom + (top - bottom) * part:,.0f}") for part in (0, 0.25, 0.5, 0.75, 1)
    ]
    return dots, sources, ticks, list(lines.values())


def control(request: Request) -> Response:
    """Who holds what on a day: the latest word on each place up to it, with how it came about."""
    asked = request.query_params.get("on", "")
    holdings = desk_of(request).record.holdings()
    known = sorted({h.day for h in holdings if h.day})
    day = a_day(asked)
    on = min(max(day.isoformat(), known[0]), known[-1]) if day and known else known[-1] if known else None
    place = request.query_params.get("place", "").strip()[:200]
    current = held(holdings, on) if on else []
    shown = [one for one in current if not place or place.casefold() in one.place.casefold()]
    way = [h for h in holdings if place and h.place.casefold() == place.casefold()]
    return page(
        request,
        "control.html",
        on=on,
        days=known,
        holdings=shown,
        place=place,
        way=way,
        undated=sum(1 for h in holdings if not h.day),
        states=KIND_OF_STATE,
        fault="" if day or not asked else f"“{asked[:40]}” is no day; write it as 2020-02-16",
    )


def control_map(request: Request) -> Response:
    """The same as GeoJSON: a point for each exact or near place; its colour is by the state."""
    desk, asked = desk_of(request), a_day(request.query_params.get("on", ""))
    index = desk.index()
    places = {place.name: place for place in index.places}
    features = [
        _feature(one, places.get(one.place))
        for one in held(desk.record.holdings(), asked.isoformat() if asked else "9999")
    ]
    return as_json({"type": "FeatureCollection", "features": [f for f in features if f]}, "application/geo+json")


KIND_OF_STATE = {
    "captured": "control",
    "held": "control",
    "contested": "event",
    "besieged": "toll",
    "lost": "displacement",
}


def _feature(one: Holding, place: PlaceKey | None) -> dict[str, Any] | None:
    if not place or not place.precision:
        return None
    point = {"type": "Point", "coordinates": [place.lon, place.lat]} if is_point(place) else None
    words = f"{one.state} by {one.holder or 'someone not named'}, {one.day or 'day unknown'} ({one.source})"
    properties = {
        "id": place.id,
        "name": one.place,
        "country": place.country,
        "precision": place.precision,
        "kind": KIND_OF_STATE.get(one.state, "control"),
        "label": f"{one.place}: {one.holder}" if one.holder else one.place,
        "words": words,
        "total": 1,
    }
    return {"type": "Feature", "geometry": point, "properties": properties}


def held(holdings: Iterable[Holding], on: str) -> list[Holding]:
    """The last word on each place up to a day (ISO 8601), by place."""
    latest: dict[str, Holding] = {}
    for one in holdings:
        if one.day and one.day <= on and (one.place not in latest or (latest[one.place].day or "") <= one.day):
            latest[one.place] = one
    return [latest[place] for place in sorted(latest)]
