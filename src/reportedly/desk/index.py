"""The whole record in columns, in memory: what the overview counts and filters, fast enough to answer while a finger
moves.

A row is a claim or an incident. Names (places, actors, sources) are numbered, so that a filter looks at each name
once and at
each row by number. Brought up to date when the record changes; the texts themselves stay in the store.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from reportedly.desk.columns import Ints, Many, Mask, Numbered
from reportedly.desk.record import REJECTED, Row
from reportedly.model.incident import GRADES
from reportedly.model.vocabulary import KINDS, STATUSES

NO_DAY = 0  # ordinal of a row without a day
POINTS = ("exact", "near")


@dataclass(frozen=True, slots=True)
class PlaceKey:
    """A place as rows share it; coordinates only for points (`exact`, `near`)."""

    id: str | None
    name: str
    country: str | None
    admin1: str | None
    precision: str | None
    lat: float | None
    lon: float | None


@dataclass(frozen=True)
class Table:
    """Rows in columns. Rejected claims are kept, and shown nowhere but in the queue. `first`, `last` are proleptic
    ordinals (NO_DAY: none told), `place` an index into places or -1,
    `size` the figure to sort by, `doubt` 0..1, `parent` a claim's incident or -1."""

    ids: list[str]
    kind: Ints
    type: Ints
    status: Ints
    grade: Ints
    reviewed: Mask
    rejected: Mask
    first: Ints
    last: Ints
    place: Ints
    size: npt.NDArray[np.float64]
    doubt: npt.NDArray[np.float32]
    parent: Ints
    actors: Many
    sources: Many


@dataclass(frozen=True)
class Index:
    """Both tables, and the names that their numbers stand for."""

    version: str
    claims: Table
    incidents: Table
    types: list[str]
    places: list[PlaceKey]
    actors: list[str]
    sources: list[str]
    docs: frozenset[str]
    named: Mapping[str, str]  # registered actors: id to name
    row_of: Mapping[str, int]  # claims: id to row

    @property
    def reports(self) -> int:
        """How many reports make claims."""
        return len(self.docs)

    def table(self, show: str) -> Table:
        """The rows of a view: `claims` or `incidents`."""
        return self.claims if show == "claims" else self.incidents


def build_index(version: str, rows: Iterable[Row], incidents: Iterable[Mapping[str, Any]]) -> Index:
    """Reads the record once."""
    return Builder().build(version, rows, incidents)


class Builder:
    """Reads rows into columns; with an `index`, goes on with its numbers for names."""

    def __init__(self, index: Index | None = None) -> None:
        self.types: Numbered[str] = Numbered(index.types if index else ())
        self.places: Numbered[PlaceKey] = Numbered(index.places if index else ())
        self.actors: Numbered[str] = Numbered(index.actors if index else ())
        self.sources: Numbered[str] = Numbered(index.sources if index else ())
        self.named: dict[str, str] = dict(index.named) if index else {}

    def build(self, version: str, rows: Iterable[Row], incidents: Iterable[Mapping[str, Any]]) -> Index:
        """The whole."""
        return self.index(version, *self.tables(rows, incidents))

    def tables(
        self, rows: Iterable[Row], incidents: Iterable[Mapping[str, Any]]
    ) -> tuple[Table, Table, frozenset[str]]:
        """The columns of claims and of incidents, and the docs of the claims. Parents are numbers of these incidents."""
        told = list(incidents)
        parents = {str(incident["id"]): number for number, incident in enumerate(told)}
        grades = {str(i["id"]): _grade(i) for i in told}
        docs: set[str] = set()
        columns: list[tuple[Any, ...]] = []
        by_incident: list[list[int]] = [[] for _ in told]
        for number, row in enumerate(rows):
            docs.add(row.doc)
            parent = parents.get(row.incident or "", -1)
            if parent >= 0:
                by_incident[parent].append(number)
            columns.append(self._claim(row, parent, grades.get(row.incident or "")))
        happenings = _table([self._incident(one, by_incident[n], columns) for n, one in enumerate(told)])
        return _table(columns), happenings, frozenset(docs)

    def index(self, version: str, claims: Table, incidents: Table, docs: frozenset[str]) -> Index:
        """The index of these columns, with the names as they are numbered now."""
        return Index(
            version=version,
            claims=claims,
            incidents=incidents,
            types=self.types.keys(),
            places=self.places.keys(),
            actors=self.actors.keys(),
            sources=self.sources.keys(),
            docs=docs,
            named=self.named,
            row_of={id: row for row, id in enumerate(claims.ids)},
        )

    def _claim(self, row: Row, parent: int, grade: str | None) -> tuple[Any, ...]:
        claim = row.claim
        first, last = span_of(claim.get("time"))
        by = claim.get("by") or {}
        value = claim.get("value")
        return (
            row.id,
            KINDS.index(claim["kind"]),
            self.types.code(str(claim["type"])),
            STATUSES.index(claim["status"]) if claim.get("status") in STATUSES else 0,
            GRADES.index(grade) if grade in GRADES else -1,
            (row.verdict is not None, row.verdict == REJECTED),
            first,
            last,
            self._place(_place_of(claim)),
            float(value) if isinstance(value, int | float) else -1.0,
            1.0 - float(claim.get("confidence") or 0.0),
            parent,
            [self.actors.code(n) for n in self._names(claim)],
            [self.sources.code(str(n)) for n in (row.publisher, by.get("name") or by.get("text")) if n],
        )

    def _names(self, claim: Mapping[str, Any]) -> set[str]:
        acting = actors_of(claim)
        self.named.update({str(one["id"]): str(one["name"]) for one in acting if one.get("id") and one.get("name")})
        return {str(one.get("name") or one.get("text")) for one in acting if one.get("name") or one.get("text")}

    def _incident(
        self, incident: Mapping[str, Any], members: list[int], columns: list[tuple[Any, ...]]
    ) -> tuple[Any, ...]:
        first, last = span_of(incident.get("time"))
        grade = _grade(incident)
        mine = [columns[n] for n in members]
        kind = min(
            (c[1] for c in mine), default=KINDS.index("event")
        )  # in the order of KINDS: who was harmed comes first
        return (
            str(incident["id"]),
            kind,
            next((c[2] for c in mine if c[1] == KINDS.index("event")), mine[0][2] if mine else self.types.code("")),
            min((c[3] for c in mine), default=0),
            GRADES.index(grade) if grade in GRADES else -1,
            (bool(mine) and all(c[5][0] for c in mine), bool(mine) and all(c[5][1] for c in mine)),
            first,
            last,
            self._place(incident.get("place")),
            max((_number(incident.get(part), "high") for part in ("killed", "injured")), default=-1.0),
            max((c[10] for c in mine), default=0.0),
            -1,
            sorted({code for c in mine for code in c[12]}),
            sorted({code for c in mine for code in c[13]}),
        )

    def _place(self, place: Mapping[str, Any] | None) -> int:
        if not place or not (place.get("name") or place.get("text")):
            return -1
        point = place.get("precision") in POINTS
        return self.places.code(
            PlaceKey(
                id=place.get("id"),
                name=str(place.get("name") or place.get("text")),
                country=place.get("country"),
                admin1=place.get("admin1"),
                precision=place.get("precision"),
                lat=place.get("lat") if point else None,
                lon=place.get("lon") if point else None,
            )
        )


def _table(columns: list[tuple[Any, ...]]) -> Table:
    """Rows turned into columns."""
    cells: list[Any] = list(zip(*columns, strict=True)) if columns else [()] * 14
    whole = [np.array(cells[n], dtype=np.int32) for n in (1, 2, 3, 4, 6, 7, 8, 11)]
    return Table(
        list(cells[0]),
        whole[0],
        whole[1],
        whole[2],
        whole[3],
        np.array([c[0] for c in cells[5]], dtype=np.bool_),
        np.array([c[1] for c in cells[5]], dtype=np.bool_),
        whole[4],
        whole[5],
        whole[6],
        np.array(cells[9], dtype=np.float64),
        np.array(cells[10], dtype=np.float32),
        whole[7],
        Many.of(cells[12]),
        Many.of(cells[13]),
    )


def _grade(incident: Mapping[str, Any]) -> str | None:
    """The name of the grade, given alone or with its reason."""
    grade = incident.get("grade")
    return grade.get("name") if isinstance(grade, Mapping) else grade


def _number(figure: Any, key: str) -> float:
    """A bound of a figure; -1 when it is open or there is none."""
    value = figure.get(key) if isinstance(figure, Mapping) else None
    return float(value) if isinstance(value, int | float) else -1.0


def _place_of(claim: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Where a claim is shown: its place, else where people went to or came from."""
    if claim.get("place"):
        return claim["place"]  # type: ignore[no-any-return]
    moved = claim["kind"] == "displacement"
    return (claim.get("to") or claim.get("from")) if moved else next(iter(claim.get("places") or ()), None)


def actors_of(claim: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Everyone who acts in a claim or is acted on."""
    found: list[Mapping[str, Any]] = []
    for role in ("actor", "recipient", "perpetrator") + (("from",) if claim["kind"] == "control" else ()):
        value = claim.get(role)
        found += value if isinstance(value, list) else [value] if value else []
    return found


def span_of(time: Mapping[str, Any] | None) -> tuple[int, int]:
    """First and last day as ordinals; NO_DAY twice when there is none."""
    try:
        first = dt.date.fromisoformat(str(time["start"])[:10]).toordinal() if time else NO_DAY
        last = dt.date.fromisoformat(str(time["end"])[:10]).toordinal() if time and time.get("end") else first
    except (ValueError, KeyError):
        return NO_DAY, NO_DAY
    return first, max(first, last)


def mark_reviewed(index: Index, verdicts: Mapping[str, str | None]) -> None:
    """Brings the columns of what people decided up to date, in place. An incident is reviewed, or rejected, when all
    its claims are."""
    claims, incidents = index.claims, index.incidents
    for id, verdict in verdicts.items():
        if (row := index.row_of.get(id)) is not None:
            claims.reviewed[row], claims.rejected[row] = verdict is not None, verdict == REJECTED
    held = claims.parent >= 0
    many = len(incidents.ids)
    members = np.bincount(claims.parent[held], minlength=many)
    for column, whole in ((claims.reviewed, incidents.reviewed), (claims.rejected, incidents.rejected)):
        left = np.bincount(claims.parent[held & ~column], minlength=many)
        whole[:] = (members > 0) & (left == 0)
