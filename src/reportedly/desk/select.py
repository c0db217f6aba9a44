"""Which rows of the index a filter shows, and what the timeline, the map and the facets count among them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from reportedly.desk.columns import Ints, Mask
from reportedly.desk.filters import PAGE, Filter
from reportedly.desk.index import NO_DAY, POINTS, Index, PlaceKey, Table
from reportedly.model.incident import GRADES
from reportedly.model.vocabulary import KINDS, STATUSES

BARS = 140  # most bars of a timeline
STEPS = ("day", "week", "month", "year", "decade", "century")
YEARS = {"year": 1, "decade": 10, "century": 100}


@dataclass(frozen=True)
class Selection:
    """The rows shown, in the order of the table; `undated` and `unplaced` count those that no timeline or map can
    show."""

    rows: Ints
    undated: int
    unplaced: int

    @property
    def pages(self) -> int:
        """How many table pages, at least one."""
        return max(1, -(-len(self.rows) // PAGE))

    def page(self, number: int) -> Ints:
        """The rows of one page; past the last one, those of the last."""
        start = (min(number, self.pages) - 1) * PAGE
        return self.rows[start : start + PAGE]


@dataclass(frozen=True, slots=True)
class Bar:
    """One step of the timeline: from `start` to `end`, both included, and how many rows of each kind."""

    start: dt.date
    end: dt.date
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place and how many rows it has, by kind."""

    place: PlaceKey
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """All kinds."""
        return sum(self.counts)


def matching(index: Index, view: Filter, *, rejected: bool = False) -> Mask:
    """The rows of the view's table that pass its filters. An incident passes when one of its claims passes.

    What people rejected is left out, unless `rejected`.
    """
    claims = index.claims
    mask = _claims_matching(index, view)
    if not rejected:
        mask &= ~claims.rejected
    if view.show == "claims":
        return mask
    keep = np.zeros(len(index.incidents.ids), dtype=np.bool_)
    parents = claims.parent[mask]
    keep[parents[parents >= 0]] = True
    if not view.narrowed:
        keep[:] = True  # an incident of reports without claims is one nevertheless
    keep &= ~index.incidents.rejected
    if view.reviewed:
        keep &= index.incidents.reviewed == (view.reviewed == "yes")
    if view.since or view.until or view.box:
        keep &= _here_and_then(index, index.incidents, view)
    return keep


def _claims_matching(index: Index, view: Filter) -> Mask:
    """The claims that pass every filter."""
    table = index.claims
    mask = np.ones(len(table.ids), dtype=np.bool_)
    by_code: tuple[tuple[Sequence[str], Sequence[str], Ints], ...] = (
        (view.kind, KINDS, table.kind),
        (view.type, index.types, table.type),
        (view.status, STATUSES, table.status),
        (view.grade, GRADES, table.grade),
    )
    for wanted, names, column in by_code:
        if wanted:
            mask &= np.isin(column, [names.index(name) for name in wanted if name in names])
    if view.actor:
        mask &= table.actors.having(_named(index.actors, view.actor))
    if view.source:
        mask &= table.sources.having(_named(index.sources, view.source))
    if view.place:
        mask &= _at(table.place, [is_place(place, view.place) for place in index.places])
    if view.show == "claims":
        if view.reviewed:
            mask &= table.reviewed == (view.reviewed == "yes")
        mask &= _here_and_then(index, table, view)
    return mask


def _here_and_then(index: Index, table: Table, view: Filter) -> Mask:
    """The rows that lie in the time and the part of the map."""
    mask = np.ones(len(table.ids), dtype=np.bool_)
    if view.since:
        mask &= table.last >= view.since.toordinal()
    if view.until:
        mask &= (table.first <= view.until.toordinal()) & (table.first != NO_DAY)
    if view.box:
        west, south, east, north = view.box
        inside = [
            p.lat is not None and p.lon is not None and south <= p.lat <= north and west <= p.lon <= east
            for p in index.places
        ]
        mask &= _at(table.place, inside)
    return mask


def _at(column: Ints, wanted: Sequence[bool]) -> Mask:
    """The rows whose place is wanted; row without a place never is."""
    return np.array([*wanted, False], dtype=np.bool_)[column]  # -1 takes the last


def _named(names: Sequence[str], wanted: str) -> Mask:
    """Which names are the wanted one, or hold it when none is."""
    low = wanted.casefold()
    exact = np.array([name.casefold() == low for name in names], dtype=np.bool_)
    return exact if exact.any() else np.array([low in name.casefold() for name in names], dtype=np.bool_)


def is_place(place: PlaceKey, wanted: str) -> bool:
    """Whether a place is, or lies in, what is wanted: an id, a name, a first-level unit or a country code."""
    low = wanted.casefold()
    return low in (
        (place.id or "").casefold(),
        place.name.casefold(),
        (place.admin1 or "").casefold(),
        (place.country or "").casefold(),
    )


def select(index: Index, view: Filter) -> Selection:
    """The rows shown, sorted."""
    table = index.table(view.show)
    rows = np.flatnonzero(matching(index, view)).astype(np.int32)
    first = table.first[rows]
    order: dict[str, Callable[[], npt.NDArray[Any]]] = {
        "newest": lambda: np.lexsort((rows, -first)),
        "oldest": lambda: np.lexsort((rows, np.where(first == NO_DAY, 10**7, first))),
        "largest": lambda: np.lexsort((rows, -table.size[rows])),
        "doubt": lambda: np.lexsort((rows, -table.doubt[rows])),
    }
    undated = int((first == NO_DAY).sum())
    unplaced = int((table.place[rows] < 0).sum())
    return Selection(rows[order[view.sort]()], undated, unplaced)


def timeline(index: Index, view: Filter, rows: Ints) -> tuple[str, list[Bar]]:
    """The step, and the bars from the first to the last day told, without gaps. A row counts on its first day."""
    table = index.table(view.show)
    first = table.first[rows]
    dated = first != NO_DAY
    first, kinds = first[dated], table.kind[rows][dated]
    if not len(first):
        return "day", []
    low = max(int(first.min()), view.since.toordinal()) if view.since else int(first.min())
    high = min(int(first.max()), view.until.toordinal()) if view.until else int(first.max())
    first = np.clip(first, low, max(low, high))
    start, end = dt.date.fromordinal(low), dt.date.fromordinal(max(low, high))
    for step in STEPS:
        borders = _borders(start, end, step)
        if len(borders) <= BARS:
            break
    edges = np.array([day.toordinal() for day in borders])
    bins = np.searchsorted(edges, first, side="right") - 1
    counts = np.zeros((len(borders), len(KINDS)), dtype=np.int64)
    np.add.at(counts, (bins, kinds), 1)
    ends = [day - dt.timedelta(1) for day in borders[1:]] + [_next(borders[-1], step) - dt.timedelta(1)]
    return step, [Bar(a, b, tuple(map(int, c))) for a, b, c in zip(borders, ends, counts, strict=True)]


def _borders(start: dt.date, end: dt.date, step: str) -> list[dt.date]:
    """The first days of the steps that cover start to end; no more than one past BARS."""
    if step in YEARS:
        day = dt.date(max(1, start.year - start.year % YEARS[step]), 1, 1)
    elif step == "week":
        day = dt.date.fromordinal(max(1, start.toordinal() - start.weekday()))
    else:
        day = start.replace(day=1) if step == "month" else start
    out: list[dt.date] = []
    while day <= end and len(out) <= BARS and day not in out[-1:]:
        out.append(day)
        day = _next(day, step)
    return out


def _next(day: dt.date, step: str) -> dt.date:
    """The first day of the step after the one that starts on a day."""
    try:
        if step == "month":
            return (day + dt.timedelta(31)).replace(day=1)
        if step in YEARS:
            return dt.date(day.year - day.year % YEARS[step] + YEARS[step], 1, 1)
        return day + dt.timedelta(7 if step == "week" else 1)
    except (OverflowError, ValueError):
        return dt.date.max


def spots(index: Index, view: Filter, rows: Ints) -> list[Spot]:
    """The places of the rows, the fullest first; which precision each has decides whether it may be a point."""
    table = index.table(view.show)
    place, kinds = table.place[rows], table.kind[rows]
    here = place >= 0
    counts = np.zeros((len(index.places), len(KINDS)), dtype=np.int64)
    np.add.at(counts, (place[here], kinds[here]), 1)
    totals = counts.sum(axis=1)
    full = np.flatnonzero(totals)
    return [Spot(index.places[n], tuple(map(int, counts[n]))) for n in full[np.argsort(-totals[full], kind="stable")]]


def is_point(place: PlaceKey) -> bool:
    """Whether a place may be pinned: only exact and near places with coordinates."""
    return place.precision in POINTS and place.lat is not None and place.lon is not None


def facets(index: Index, view: Filter) -> dict[str, dict[str, int]]:
    """For each field of few values, how many rows each value would show if it alone were chosen in that field."""
    table = index.table(view.show)
    out: dict[str, dict[str, int]] = {}
    fields: tuple[tuple[str, Sequence[str], Ints], ...] = (
        ("kind", KINDS, table.kind),
        ("status", STATUSES, table.status),
        ("grade", GRADES, table.grade),
    )
    base = matching(index, view)
    for key, names, column in fields:
        rest = replace(view, **{key: ()})  # type: ignore[arg-type]
        mask = matching(index, rest) if getattr(view, key) else base
        values = column[mask]
        counts = np.bincount(values[values >= 0], minlength=len(names))
        out[key] = {name: int(counts[n]) for n, name in enumerate(names)}
    return out


def suggestions(index: Index, field: str, typed: str, limit: int = 12) -> list[str]:
    """Names of the record that start with, or hold, what was typed."""
    names = {
        "place": sorted({n for p in index.places for n in (p.name, p.admin1) if n}),
        "actor": index.actors,
        "source": index.sources,
    }.get(field, [])
    low = typed.casefold()
    starting = [name for name in names if name.casefold().startswith(low)]
    holding = [name for name in names if low in name.casefold() and not name.casefold().startswith(low)]
    return (starting + holding)[:limit]
