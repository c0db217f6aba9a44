"""The stand-alone command `reportedly places`: one JSON object a report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from reportedly.gazetteer import Gazetteer
from reportedly.resolve.places.hits import Entity
from reportedly.resolve.places.outlets import outlet_country
from reportedly.resolve.places.recognise import find_places
from reportedly.resolve.places.resolve import resolve_places


def places_line(report: Mapping[str, Any], entities: Iterable[Entity] = (), *, gazetteer: Gazetteer) -> dict[str, Any]:
    """`{doc, places: [{start, end, text, id, name, country, admin1, lat, lon, precision, relation, kind}]}`.

    `report` has `doc` and `text`, and may have `source`, the site of the outlet. `kind` is that of `PlaceMention`:
    where it is `people` or `metonym`, nothing happened there.
    """
    text = report.get("text") or ""
    mentions = find_places(text, gazetteer=gazetteer, entities=entities)
    places = resolve_places(text, mentions, gazetteer=gazetteer, hints=outlet_country(report.get("source"), gazetteer))
    rows = [
        {
            "start": p.start, "end": p.end, "text": p.text, "id": p.id, "name": p.name, "country": p.country,
            "admin1": p.admin1, "lat": p.lat, "lon": p.lon, "precision": p.precision, "relation": p.relation, "kind":
            m.kind,
        }
        for m, p in zip(mentions, places, strict=True)
    ]  # fmt: skip
    return {"doc": report.get("doc"), "places": rows}
