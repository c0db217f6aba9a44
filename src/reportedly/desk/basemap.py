"""Land, countries and their first-level units for the map: Natural Earth, as it comes with the package."""

from __future__ import annotations

import functools
import gzip
import json
from collections import defaultdict
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import Response

KEPT = {"cache-control": "public, max-age=86400"}
MOST = 40  # countries in one answer


@functools.cache
def _packed_countries() -> bytes:
    return (files("reportedly.gazetteer") / "countries.geojson.gz").read_bytes()


@functools.cache
def _units() -> dict[str, str]:
    """The features of each country, as the inside of a JSON array."""
    packed = (files("reportedly.gazetteer") / "admin1.geojson.gz").read_bytes()
    found: defaultdict[str, list[str]] = defaultdict(list)
    for feature in json.loads(gzip.decompress(packed))["features"]:
        found[feature["properties"]["country"]].append(json.dumps(feature, separators=(",", ":")))
    return {country: ",".join(features) for country, features in found.items()}


def countries(request: Request) -> Response:
    """Outlines of all countries."""
    packed = _packed_countries()
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(
            packed,
            media_type="application/geo+json",
            headers=KEPT | {"content-encoding": "gzip", "vary": "accept-encoding"},
        )
    return Response(gzip.decompress(packed), media_type="application/geo+json", headers=KEPT)


def admin1(request: Request) -> Response:
    """Outlines of the first-level units of some countries (`countries=SY,IQ`)."""
    wanted = dict.fromkeys(request.query_params.get("countries", "").split(","))
    found = [units for code in list(wanted)[:MOST] if (units := _units().get(code))]
    body = f'{{"type":"FeatureCollection","features":[{",".join(found)}]}}'
    return Response(body, media_type="application/geo+json", headers=KEPT)
