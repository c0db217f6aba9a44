"""Files of places that a user may add, read line by line: GeoNames dumps, boundaries as GeoJSON, lists as CSV.

Every reader yields a `UserPlace` or a `Fault` for each line (each feature of a GeoJSON); it never stops at a fault.
"""

from __future__ import annotations

import csv
import io
import json
import math
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from reportedly.gazetteer import shapes


@dataclass(frozen=True, slots=True)
class UserPlace:
    """One place of a user's file. `id` is a GeoNames number or P-code, as told; `kind` as in `store.Entry`."""

    line: int
    id: str | None
    name: str
    kind: str
    country: str | None
    admin1: str | None
    lat: float
    lon: float
    names: tuple[str, ...] = ()
    population: int = 0


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a line, and what to do."""

    line: int
    what: str


Row = UserPlace | Fault
GEONAMES_COLUMNS = 19
_SEPARATORS = re.compile(r"[|;,]")
_COLUMNS = {
    "name": ("name", "place", "village", "town"),
    "names": ("alternate names", "alternate_names", "alternatenames", "alternates", "aliases", "other names"),
    "lat": ("lat", "latitude", "y"),
    "lon": ("lon", "lng", "long", "longitude", "x"),
    "admin": ("admin", "admin1", "province", "governorate", "state", "region"),
    "pcode": ("p-code", "pcode", "p_code", "code"),
    "country": ("country", "iso", "iso2", "country_code"),
    "population": ("population", "pop"),
}
_LEVEL = re.compile(r"adm(?:in)?(\d)_?(?:pcode|p_code|code)$")


def read_places(path: Path) -> tuple[str, Iterator[Row]]:
    """The form of a file (`geonames`, `geojson` or `csv`), told by its name and first line, and its lines."""
    suffix = path.suffix.casefold()
    if suffix == ".zip":
        return "geonames", _zipped(path)
    if suffix in (".geojson", ".json"):
        return "geojson", _features(path)
    with path.open(encoding="utf-8", errors="replace") as file:
        tabs = file.readline().count("\t")
    reader: Callable[[TextIO], Iterator[Row]] = _csv if suffix == ".csv" or tabs < 3 else _geonames
    return ("csv" if reader is _csv else "geonames"), _opened(path, reader)


def _opened(path: Path, reader: Callable[[TextIO], Iterator[Row]]) -> Iterator[Row]:
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        yield from reader(file)


def _zipped(path: Path) -> Iterator[Row]:
    """The dump inside a zip, as GeoNames publishes it ("SY.zip" holds "SY.txt" and a readme)."""
    try:
        with zipfile.ZipFile(path) as archive:
            member = f"{path.stem}.txt"
            if member not in archive.namelist():
                yield Fault(0, f"holds no {member}; give the unpacked file")
                return
            with archive.open(member) as raw:
                yield from _geonames(io.TextIOWrapper(raw, encoding="utf-8", errors="surrogateescape", newline=""))
    except zipfile.BadZipFile:
        yield Fault(0, "is no zip file")


def _geonames(file: TextIO) -> Iterator[Row]:
    """A GeoNames country dump: tab-separated, 19 columns, no header (geonames.org/export, "geoname" table)."""
    for number, line in enumerate(file, start=1):
        columns = line.rstrip("\r\n").split("\t")
        if len(columns) != GEONAMES_COLUMNS:
            yield Fault(number, f"has {len(columns)} columns, not {GEONAMES_COLUMNS} separated by tabs")
            continue
        id_, name, plain, alternates, lat, lon, class_, code, country, _, first = columns[:11]
        point = _point(lat, lon)
        if not id_.isdigit():
            yield Fault(number, f"has no number in its first column: {id_[:20]!r}")
        elif isinstance(point, str):
            yield Fault(number, point)
        elif not _is_clean(name):
            yield Fault(number, "has no name, or one that is not UTF-8")
        else:
            names = (plain, *(n for n in alternates.split(",") if _is_clean(n)))
            people = int(columns[14]) if columns[14].isdigit() else 0
            unit = f"{country}.{first}" if first and first != "00" else None
            yield UserPlace(number, id_, name, _kind(class_, code), country or None, unit, *point, names, people)


def _kind(class_: str, code: str) -> str:
    """The kind of a GeoNames feature class and code; spots (airports, camps, bridges) count as towns, being points."""
    if class_ == "A":
        return "p" if code.startswith("ADM1") else "c" if code.startswith("PCL") else "d"
    return "t" if class_ in ("P", "S", "R") else "r"


def _csv(file: TextIO) -> Iterator[Row]:
    """A list with a header: name, lat and lon are needed; alternate names (split at | ; or ,), admin, P-code."""
    reader = csv.reader(file)
    header = [cell.strip().casefold() for cell in next(reader, [])]
    at = {field: header.index(name) for field, names in _COLUMNS.items() for name in names if name in header}
    if missing := [field for field in ("name", "lat", "lon") if field not in at]:
        yield Fault(1, f"its header lacks {', '.join(missing)}; it has {', '.join(header) or 'nothing'}")
        return
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield _listed(reader.line_num, cells, at, len(header))
    except csv.Error as error:
        yield Fault(reader.line_num, f"is no CSV: {error}")


def _listed(number: int, cells: list[str], at: dict[str, int], width: int) -> Row:
    """One line of a list."""
    if len(cells) != width:
        return Fault(number, f"has {len(cells)} columns, the header {width}")
    told = {field: cells[index].strip() for field, index in at.items()}
    point = _point(told["lat"], told["lon"])
    if isinstance(point, str):
        return Fault(number, point)
    if not _is_clean(told["name"]):
        return Fault(number, "has no name, or one that is not UTF-8")
    people = told.get("population", "").replace(",", "")
    if people and not people.isdigit():
        return Fault(number, f"has a population that is no number: {people[:20]!r}")
    names = tuple(n.strip() for n in _SEPARATORS.split(told.get("names", "")) if _is_clean(n))
    pcode, country, admin = (told.get(field) or None for field in ("pcode", "country", "admin"))
    return UserPlace(number, pcode, told["name"], "t", country, admin, *point, names, int(people or 0))


def _features(path: Path) -> Iterator[Row]:
    """Boundaries or points as GeoJSON: OCHA's COD-AB (ADM2_EN, ADM2_PCODE), geoBoundaries (shapeName, shapeType …)."""
    try:
        features = json.loads(path.read_text(encoding="utf-8-sig"))["features"]
    except (ValueError, KeyError, TypeError) as error:
        yield Fault(0, f"is no GeoJSON collection of features: {error}")
        return
    for number, feature in enumerate(features, start=1):
        try:
            yield _feature(number, feature)
        except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
            yield Fault(number, f"is no feature with a geometry and properties: {error}")


def _feature(number: int, feature: dict[str, Any]) -> Row:
    """One feature: its level is the deepest that has a P-code."""
    given = {key.casefold(): value for key, value in feature["properties"].items()}
    levels = sorted(level for key in given if (level := _level(key)) is not None and given[key] not in (None, ""))
    shape = re.search(r"\d", str(given.get("shapetype") or ""))
    level = levels[-1] if levels else int(shape.group()) if shape else None
    pcode = next((given[key] for key in given if level is not None and _level(key) == level), None)
    is_point = feature["geometry"]["type"] in ("Point", "MultiPoint")
    if is_point:
        pcode, level = given.get("pcode"), None
    if pcode is not None and not isinstance(pcode, str):
        return Fault(number, f"has a P-code that is not text: {pcode!r}")
    names = _feature_names(given, level)
    if not names:
        return Fault(number, "has no name (ADMn_EN, shapeName or name)")
    point = _middle(feature)
    if isinstance(point, str):
        return Fault(number, point)
    kind = "t" if level is None else {0: "c", 1: "p"}.get(level, "d")
    country = next((v for v in (given.get("adm0_pcode"), given.get("shapegroup"), given.get("iso2")) if v), None)
    unit = next((given[k] for k in ("adm1_en", "adm1_name", "adm1_fr", "admin1name_en") if given.get(k)), None)
    return UserPlace(
        number, pcode or given.get("shapeid"), names[0], kind, country, None if kind == "p" else unit, *point, names[1:]
    )


def _level(key: str) -> int | None:
    """The level that a property's name tells the P-code of ("adm2_pcode")."""
    match = _LEVEL.match(key)
    return int(match.group(1)) if match else None


def _feature_names(given: dict[str, Any], level: int | None) -> tuple[str, ...]:
    """The names of a feature at its level, the English first."""
    stems = [f"adm{level}_", f"admin{level}name_"] if level is not None else []
    found = [given.get(f"adm{level}_en"), given.get(f"adm{level}_name"), given.get("shapename"), given.get("name")]
    found += [v for k, v in given.items() if any(k.startswith(s) and len(k) == len(s) + 2 for s in stems)]
    return tuple(dict.fromkeys(n.strip() for n in found if isinstance(n, str) and _is_clean(n)))


def _middle(feature: dict[str, Any]) -> tuple[float, float] | str:
    """Latitude and longitude of a point, or of the middle of an area."""
    geometry = feature["geometry"]
    if geometry["type"] == "Point":
        lon, lat = geometry["coordinates"][:2]
    elif geometry["type"] == "MultiPoint":
        lon, lat = geometry["coordinates"][0][:2]
    elif geometry["type"] in ("Polygon", "MultiPolygon"):
        flat = {"geometry": {**geometry, "coordinates": _flat(geometry["coordinates"])}}
        lat, lon, _ = shapes.middle([flat])
    else:
        return f"has a geometry of type {geometry['type']!r}; points and polygons can be used"
    return _point(lat, lon)


def _flat(coordinates: Any) -> Any:
    """Coordinates without a third dimension."""
    if coordinates and isinstance(coordinates[0], int | float):
        return coordinates[:2]
    return [_flat(part) for part in coordinates]


def _point(lat: Any, lon: Any) -> tuple[float, float] | str:
    """Latitude and longitude in degrees, or what is wrong with them."""
    try:
        north, east = float(lat), float(lon)
    except (TypeError, ValueError):
        return f"has coordinates that are no numbers: {lat!r}, {lon!r}"
    if not (math.isfinite(north) and math.isfinite(east) and -90 <= north <= 90 and -180 <= east <= 180):
        return f"has coordinates that are not on the globe: latitude {lat}, longitude {lon}"
    return north, east


def _is_clean(name: str) -> bool:
    """Whether a name has a letter or digit and is text."""
    return any(c.isalnum() for c in name) and not any("\ud800" <= c <= "\udfff" for c in name)
