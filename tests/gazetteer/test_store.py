"""The packaged gazetteer: what is in it, how it is found, and that it is the one that was pinned."""

from __future__ import annotations

import gzip
import json
import time
from importlib import resources
from pathlib import Path

import pytest

from reportedly.errors import InstallFault
from reportedly.gazetteer import Gazetteer, open_gazetteer
from reportedly.gazetteer.build import content_digest

HERE = Path(str(resources.files("reportedly.gazetteer")))


@pytest.fixture(scope="module")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    return open_gazetteer(tmp_path_factory.mktemp("none") / "none.sqlite")


def test_the_file_is_the_pinned_one_and_small() -> None:
    """The rows have the digest of gazetteer.json, and the file stays under 25 MB."""
    about = json.loads((HERE / "gazetteer.json").read_text(encoding="utf-8"))
    assert content_digest(HERE / "gazetteer.sqlite") == about["content_sha256"]
    assert (HERE / "gazetteer.sqlite").stat().st_size <= 25_000_000


def test_it_is_ready_at_once(tmp_path: Path) -> None:
    """Opening and the first look-up take less than 0.3 s."""
    start = time.perf_counter()
    open_gazetteer(tmp_path / "none.sqlite").lookup("Goma")
    assert time.perf_counter() - start < 0.3


@pytest.mark.parametrize(
    ("name", "kind", "country"),
    [
        ("Khan Sheikhoun", "t", "SY"),  # a town under another spelling
        ("Idlib", "p", "SY"),  # a first-level unit without its word
        ("Idlib Governorate", "p", "SY"),  # and with it
        ("Harris County", "d", "US"),  # a second-level unit
        ("Syrie", "c", "SY"),  # a country in French
        ("سوريا", "c", "SY"),  # and in Arabic
        ("Burma", "c", "MM"),  # a former name
        ("Sahel", "r", None),  # a region that lies in several countries
        ("Eastern Ghouta", "r", "SY"),  # a region in one
        ("Kiev", "t", "UA"),  # a former spelling
    ],
)
def test_a_name_finds_its_place(gazetteer: Gazetteer, name: str, kind: str, country: str | None) -> None:
    assert (kind, country) in {(e.kind, e.country) for e in gazetteer.lookup(name)}


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("Syrians", 4),  # people
        ("US", 2),  # short
        ("Fla.", 3),  # an abbreviation that needs a comma
    ],
)
def test_how_a_name_is_meant_is_told(gazetteer: Gazetteer, name: str, how: int) -> None:
    assert how in {e.how for e in gazetteer.lookup(name)}


def test_units_capitals_and_codes(gazetteer: Gazetteer) -> None:
    """A town knows its first-level unit; a country its capital and codes."""
    (town,) = [e for e in gazetteer.lookup("Saraqib") if e.kind == "t"]
    unit = gazetteer.by_number(town.admin1)
    assert unit is not None
    assert (unit.name, unit.id) == ("Idlib", "geonames:169387")
    capital = gazetteer.capital("SY")
    assert capital is not None
    assert capital.name == "Damascus"
    assert (gazetteer.iso2("SYR"), gazetteer.iso2("sy"), gazetteer.iso2("XX")) == ("SY", "SY", None)


@pytest.mark.parametrize("name", ["", "   ", "'", "-", "\x00", "‘"])
def test_an_empty_name_finds_nothing(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.lookup(name) == ()
    assert gazetteer.alike(name) == ()


def test_a_missing_file_is_the_installations_fault(tmp_path: Path) -> None:
    with pytest.raises(InstallFault):
        Gazetteer(tmp_path / "gone.sqlite")


@pytest.mark.parametrize(("file", "most"), [("admin1.geojson.gz", 2_500_000), ("countries.geojson.gz", 1_000_000)])
def test_the_outlines_are_small_geojson(file: str, most: int) -> None:
    """Every feature is a MultiPolygon on the globe."""
    packed = (HERE / file).read_bytes()
    assert len(packed) <= most
    features = json.loads(gzip.decompress(packed))["features"]
    assert len(features) > 200
    for feature in features:
        assert feature["geometry"]["type"] == "MultiPolygon"
        for polygon in feature["geometry"]["coordinates"]:
            assert all(-180 <= x <= 180 and -90 <= y <= 90 for ring in polygon for x, y in ring)
