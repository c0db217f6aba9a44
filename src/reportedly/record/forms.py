"""Tellings as plain objects, as the store keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reportedly.model.incident import Point, Telling


def to_plain(t: Telling) -> dict[str, Any]:
    """A telling as JSON can hold it."""
    return {
        "claims": list(t.claims),
        "mode": t.mode,
        "published": t.published,
        "days": [list(d) for d in t.days],
        "points": [[p.lat, p.lon, p.exact, p.id] for p in t.points],
        "areas": sorted(map(list, t.areas), key=str),
        "places": sorted(t.places),
        "actors": sorted(t.actors),
        "figures": {kind: sorted(some) for kind, some in t.figures.items()},
        "words": dict(t.words),
        "names": dict(t.names),
        "phrases": sorted(t.phrases),
        "ages": sorted(t.ages),
        "persons": sorted(t.persons),
        "numbers": sorted(t.numbers),
        "sketch": list(t.sketch),
        "doc": t.doc,
        "founds": t.founds,
        "lead": dict(t.lead),
        "streets": sorted(t.streets),
        "sexes": sorted(t.sexes),
    }


def from_plain(id_: str, row: Mapping[str, Any]) -> Telling:
    """The telling again."""
    return Telling(
        id=id_,
        doc=row["doc"],
        claims=tuple(row["claims"]),
        mode=row["mode"],
        published=row["published"],
        days=tuple((first, last) for first, last in row["days"]),
        points=tuple(Point(*p) for p in row["points"]),
        areas=frozenset((country, division) for country, division in row["areas"]),
        places=frozenset(row["places"]),
        actors=frozenset(row["actors"]),
        figures={kind: frozenset(some) for kind, some in row["figures"].items()},
        words=row["words"],
        names=row["names"],
        phrases=frozenset(row["phrases"]),
        ages=frozenset(row["ages"]),
        persons=frozenset(row["persons"]),
        numbers=frozenset(row["numbers"]),
        sketch=tuple(row["sketch"]),
        founds=row["founds"],
        lead=row["lead"],
        streets=frozenset(row["streets"]),
        sexes=frozenset(row["sexes"]),
    )
