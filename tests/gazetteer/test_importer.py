"""The user's own places: added whole or not at all, found before the package's, listed and removed."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.errors import InputFault, UsageFault
from reportedly.gazetteer import open_gazetteer
from reportedly.gazetteer.importer import PlacesFault, add_places, list_places, remove_places

LIST = "name,alternate names,lat,lon,admin,P-code\nTell Amara,Tal Amarah|تل عمارة,36.27,37.04,Aleppo,0012\n"


def dump_line(number: int, name: str, class_: str = "P", code: str = "PPL", **other: str) -> str:
    columns = [str(number), name, name, other.get("names", ""), other.get("lat", "36.2"), other.get("lon", "37.1")]
    columns += [
        class_,
        code,
        "SY",
        "",
        other.get("unit", "09"),
        "",
        "",
        "",
        "120",
        "",
        "300",
        "Asia/Damascus",
        "2024-01-01",
    ]
    return "\t".join(columns)


def area(properties: dict[str, Any], kind: str = "Polygon") -> dict[str, Any]:
    ring = [[36.4, 36.1], [36.8, 36.1], [36.8, 36.3], [36.4, 36.3], [36.4, 36.1]]
    coordinates = {"Polygon": [ring], "MultiPolygon": [[ring]], "Point": [36.6, 36.2, 410.0]}[kind]
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}


def add(folder: Path, name: str, content: str) -> Path:
    """Write a file and add it; returns the user's register."""
    (folder / name).write_text(content, encoding="utf-8")
    user = folder / "user.sqlite"
    add_places(folder / name, user, open_gazetteer(user))
    return user


def test_a_list_is_found_by_every_name_with_its_pcode_as_text(tmp_path: Path) -> None:
    """Leading zeros stay; unit and country come from the unit that the line names."""
    gazetteer = open_gazetteer(add(tmp_path, "mine.csv", LIST))
    for name in ("Tell Amara", "Tal Amara", "تل عمارة"):
        entry = gazetteer.lookup(name)[0]
        assert (entry.id, entry.name, entry.country, entry.admin1_name) == ("pcode:0012", "Tell Amara", "SY", "Aleppo")


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    user = add(tmp_path, "mine.csv", LIST)
    before = (list_places(user), open_gazetteer(user).lookup("Tell Amara"))
    add(tmp_path, "mine.csv", LIST)
    assert (list_places(user), open_gazetteer(user).lookup("Tell Amara")) == before


def test_the_users_place_replaces_the_packaged_one_at_the_same_spot(tmp_path: Path) -> None:
    """Elsewhere the packaged places of the name stay candidates."""
    user = add(tmp_path, "mine.csv", "name,lat,lon\nSaraqib,35.90,36.85\n")
    found = [e for e in open_gazetteer(user).lookup("Saraqib") if e.kind == "t"]
    assert [(e.id, e.lat) for e in found] == [("user:mine:Saraqib", 35.90)]
    other = add(tmp_path, "far.csv", "name,lat,lon\nParis,34.0,38.0\n")
    assert {e.country for e in open_gazetteer(other).lookup("Paris")} >= {None, "FR", "US"}


def test_a_country_dump_links_towns_to_units(tmp_path: Path) -> None:
    """A unit's row gives its number to the towns that name its code; numbers stay GeoNames'."""
    lines = [
        dump_line(1, "Kafr Test", names="Kfar Test,كفر تست"),
        dump_line(170062, "Muhafazat Halab", "A", "ADM1"),
        dump_line(3, "Nahr Test", "H", "STM"),
    ]
    gazetteer = open_gazetteer(add(tmp_path, "SY.txt", "\n".join(lines)))
    town, river = gazetteer.lookup("Kfar Test")[0], gazetteer.lookup("Nahr Test")[0]
    assert (town.id, town.admin1, town.kind, town.country) == ("geonames:1", 170062, "t", "SY")
    assert river.kind == "r"


def test_a_zipped_dump_is_read_as_published(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "SY.zip", "w") as archive:
        archive.writestr("readme.txt", "about")
        archive.writestr("SY.txt", dump_line(1, "Kafr Test"))
    user = tmp_path / "user.sqlite"
    assert add_places(tmp_path / "SY.zip", user, open_gazetteer(user)).places == 1


@pytest.mark.parametrize(
    ("properties", "kind", "expected"),
    [
        # COD-AB: the deepest level with a P-code
        (
            {"ADM0_PCODE": "SY", "ADM1_EN": "Idleb", "ADM1_PCODE": "SY07", "ADM2_EN": "Harim", "ADM2_PCODE": "SY0703"},
            "Polygon",
            ("pcode:SY0703", "Harim", "d", "SY"),
        ),
        # a third dimension is left out
        ({"name": "Spot Test", "adm0_pcode": "SY"}, "Point", ("user:b:Spot Test", "Spot Test", "t", "SY")),
        # geoBoundaries: shape names and a country code of three letters
        (
            {"shapeName": "Halab", "shapeID": "S1", "shapeGroup": "SYR", "shapeType": "ADM1"},
            "MultiPolygon",
            ("pcode:S1", "Halab", "p", "SY"),
        ),
    ],
)
def test_boundaries_are_read(tmp_path: Path, properties: dict[str, Any], kind: str, expected: tuple[str, ...]) -> None:
    user = add(tmp_path, "b.geojson", json.dumps({"features": [area(properties, kind)]}))
    entry = open_gazetteer(user).lookup(expected[1])[0]
    assert (entry.id, entry.name, entry.kind, entry.country) == expected
    assert (round(entry.lat, 2), round(entry.lon, 2)) == (36.2, 36.6)


FAULTY = [
    ("x.csv", "name,lat,lon\nA,91,3\nB,1,2\n,1,2\nC,x,2\nD,1\n", (2, 4, 5, 6)),  # each fault with its line
    ("x.csv", "name,lat\nA,1\n", (1,)),  # a header without lon
    ("x.csv", "", (1,)),  # nothing at all
    ("x.csv", "name,lat,lon\n", (0,)),  # no place
    ("x.csv", "name,lat,lon,pcode\nA,1,1,007\nB,2,2,007\n", (3,)),  # a P-code twice
    ("x.csv", "name,lat,lon\nA,nan,1\n", (2,)),  # not on the globe
    ("x.csv", "name,lat,lon,population\nA,1,1,many\n", (2,)),  # people that are no number
    ("x.txt", dump_line(1, "A") + "\n" + "a\tb\tc\td", (2,)),  # too few columns
    ("x.txt", dump_line(1, "A") + "\n" + dump_line(1, "B"), (2,)),  # a number twice
    ("x.txt", dump_line(1, ""), (1,)),  # no name
    ("x.geojson", "{", (0,)),  # no JSON
    ("x.geojson", '{"features": [1]}', (1,)),  # no feature
    ("x.geojson", json.dumps({"features": [area({"ADM1_EN": "A", "ADM1_PCODE": 7})]}), (1,)),  # a P-code as a number
    ("x.geojson", json.dumps({"features": [area({})]}), (1,)),  # no name
]


@pytest.mark.parametrize(("name", "content", "lines"), FAULTY)
def test_a_fault_is_told_by_line_and_nothing_is_added(
    tmp_path: Path, name: str, content: str, lines: tuple[int, ...]
) -> None:
    """What was there before under the same name stays."""
    user = add(tmp_path, "x.csv", LIST)
    with pytest.raises(PlacesFault) as fault:
        add(tmp_path, name, content)
    assert tuple(f.line for f in fault.value.faults) == lines
    assert [s.places for s in list_places(user)] == [1]
    assert open_gazetteer(user).lookup("Tell Amara")[0].id == "pcode:0012"


def test_sources_are_listed_replaced_and_removed(tmp_path: Path) -> None:
    user = add(tmp_path, "a.csv", LIST)
    add(tmp_path, "b.csv", "name,lat,lon\nElsewhere Test,1,1\n")
    add(tmp_path, "a.csv", "name,lat,lon\nAnother Test,1,1\nThird Test,2,2\n")
    assert [(s.name, s.places, s.form) for s in list_places(user)] == [("a", 2, "csv"), ("b", 1, "csv")]
    assert remove_places("a", user) == 2
    assert [s.name for s in list_places(user)] == ["b"]
    assert open_gazetteer(user).lookup("Another Test") == ()
    with pytest.raises(UsageFault):
        remove_places("a", user)


def test_what_is_no_file_or_no_register_is_told(tmp_path: Path) -> None:
    gazetteer = open_gazetteer(tmp_path / "none.sqlite")
    with pytest.raises(InputFault):
        add_places(tmp_path / "gone.csv", tmp_path / "user.sqlite", gazetteer)
    (tmp_path / "mine.csv").write_text(LIST, encoding="utf-8")
    (tmp_path / "user.sqlite").write_text("no database, but long enough to be looked at as one" * 20)
    with pytest.raises(InputFault):
        add_places(tmp_path / "mine.csv", tmp_path / "user.sqlite", gazetteer)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300), st.sampled_from(["csv", "txt", "geojson", "zip"]))
def test_hostile_files_are_refused_or_read(tmp_path: Path, content: bytes, ending: str) -> None:
    """Any bytes end in a place or in a fault of the file, never in another error."""
    file = tmp_path / f"h.{ending}"
    file.write_bytes(content)
    user = tmp_path / "hostile.sqlite"
    try:
        add_places(file, user, open_gazetteer(tmp_path / "none.sqlite"))
    except InputFault:
        assert list_places(user) == () or "h" in {s.name for s in list_places(user)}
