"""The parts of the build that need none of its packages: names of units, spellings worth keeping, outlines."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reportedly.gazetteer import shapes, sources

SQUARE = [(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0), (0.0, 0.0)]


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Hama Governorate", "Hama"),  # the word behind
        ("Province of Buenos Aires", "Buenos Aires"),  # the word before
        ("Harris County", "Harris County"),  # a county is named with its word
        ("Governorate", "Governorate"),  # nothing else is left
    ],
)
def test_the_word_for_the_unit_is_taken_off(name: str, bare: str) -> None:
    assert sources.bare_name(name) == bare


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Halab", True),
        ("حلب", True),  # Arabic letters
        ("ALP", False),  # an airport's code
        ("areppo", False),  # a transliteration of a third script
        ("Алеппо", False),  # a third script
        ("", False),
    ],
)
def test_spellings_worth_keeping(name: str, kept: bool) -> None:
    assert sources.is_findable(name) is kept


@pytest.mark.parametrize(
    ("name", "country", "shown"),
    [
        ("Khān Shaykhūn", "SY", "Khan Shaykhun"),  # marks of transliteration go
        ("‘Afrīn", "SY", "Afrin"),  # and the ayn
        ("Bogotá", "CO", "Bogotá"),  # accents of the language itself stay
    ],
)
def test_names_are_shown_as_they_are_written(name: str, country: str, shown: str) -> None:
    assert sources.shown(name, country) == shown


@pytest.mark.parametrize(
    ("word", "forms"),
    [("Syrian", ("Syrian", "Syrians")), ("Chinese", ("Chinese",)), ("Frenchman", ("Frenchman", "Frenchmen"))],
)
def test_demonyms_take_their_plural(word: str, forms: tuple[str, ...]) -> None:
    assert sources.plurals(word) == forms


def test_the_middle_of_areas_is_weighed_by_their_size() -> None:
    """Latitude first; a hole in the ring's direction does not turn it over."""
    feature: dict[str, Any] = {"geometry": {"type": "Polygon", "coordinates": [SQUARE]}}
    turned: dict[str, Any] = {"geometry": {"type": "MultiPolygon", "coordinates": [[SQUARE[::-1]]]}}
    assert shapes.middle([feature]) == shapes.middle([turned]) == (1.0, 1.0, 4.0)
    assert shapes.middle([]) == (0.0, 0.0, 0.0)


def test_a_ring_loses_what_lies_on_its_lines() -> None:
    wavy = [(0.0, 0.0), (1.0, 0.001), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0), (0.0, 0.0)]
    assert shapes.simplified(wavy) == SQUARE
    slim = shapes.slim({"geometry": {"type": "Polygon", "coordinates": [wavy]}}, {"name": "Test"})
    assert slim is not None
    assert slim["geometry"]["coordinates"] == [[SQUARE]]
    speck = [(x / 1e3, y / 1e3) for x, y in SQUARE]
    assert shapes.slim({"geometry": {"type": "Polygon", "coordinates": [speck]}}, {}) is None


def test_outlines_are_written_the_same_every_time(tmp_path: Path) -> None:
    for name in ("a", "b"):
        shapes.write(tmp_path / name, [{"type": "Feature"}])
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
