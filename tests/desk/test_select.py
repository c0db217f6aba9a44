"""What a filter shows: rows, timeline, places and counts, all of the same rows."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from memory import MemoryRecord
from sample import sample
from starlette.datastructures import QueryParams

from reportedly.desk.filters import read_filter
from reportedly.desk.index import Index, build_index
from reportedly.desk.select import BARS, _borders, facets, is_point, select, spots, suggestions, timeline


@pytest.fixture(scope="module")
def index() -> Index:
    record = MemoryRecord(sample())
    return build_index("1", record.rows(), record.incidents())


def view_of(query: str):
    return read_filter(QueryParams(query))


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("show=claims", 15),  # all
        ("show=claims&kind=toll", 5),  # one kind
        ("show=claims&kind=toll&kind=control", 7),  # either of two
        ("show=claims&place=Aleppo", 10),  # the town, and what lies in the province of its name
        ("show=claims&place=geonames:170063", 6),  # the town alone, by its id
        ("show=claims&place=SY", 15),  # a country
        ("show=claims&place=aleppo&from=2020-02-10&to=2020-02-16", 8),  # a place and a week
        ("show=claims&from=2020-02-01&to=2020-02-01", 2),  # a window that covers the day counts
        ("show=claims&actor=Government of Syria", 7),  # who did it, whatever the words
        ("show=claims&actor=opposition", 1),  # part of a name
        ("show=claims&source=Northern Wire", 4),  # the publisher
        ("show=claims&source=hospital staff", 1),  # who is quoted
        ("show=claims&box=36.9,36.1,37.2,36.3", 10),  # part of the map: points alone
        ("show=claims&reviewed=yes", 0),  # nobody has looked yet
        ("show=claims&status=denied", 0),  # nothing is denied
        ("kind=displacement", 0),  # a total is no incident
        ("place=Kafr Naha", 2),  # two shellings, two weeks apart
        ("actor=Government of Syria", 1),  # an incident by one of its claims
        ("from=2020-03-01", 1),  # by the incident's own day
    ],
)
def test_a_filter_shows_what_it_says(index: Index, query: str, rows: int) -> None:
    assert len(select(index, view_of(query)).rows) == rows


@pytest.mark.parametrize(
    "query", ["show=claims", "", "show=claims&kind=toll", "show=claims&from=2020-02-12&to=2020-02-14", "place=nowhere"]
)
def test_map_timeline_and_table_count_the_same_rows(index: Index, query: str) -> None:
    view = view_of(query)
    chosen = select(index, view)
    _, bars = timeline(index, view, chosen.rows)
    assert sum(sum(bar.counts) for bar in bars) == len(chosen.rows) - chosen.undated
    assert sum(spot.total for spot in spots(index, view, chosen.rows)) == len(chosen.rows) - chosen.unplaced
    assert sum(facets(index, view)["status"].values()) == len(chosen.rows)


def test_only_exact_and_near_places_are_points(index: Index) -> None:
    found = spots(index, view_of("show=claims"), select(index, view_of("show=claims")).rows)
    assert {spot.place.name for spot in found if is_point(spot.place)} == {"Aleppo", "Kafr Naha", "Saraqib"}
    assert all(spot.place.lat is None for spot in found if not is_point(spot.place))


@given(st.dates(), st.dates(), st.sampled_from(["day", "week", "month", "year", "decade", "century"]))
def test_steps_cover_the_time_without_gaps(a: dt.date, b: dt.date, step: str) -> None:
    start, end = min(a, b), max(a, b)
    borders = _borders(start, end, step)
    assert borders[0] <= start
    assert all(x < y for x, y in itertools.pairwise(borders))
    if step == "century":
        assert len(borders) <= BARS


def test_a_name_is_suggested_by_its_start_first(index: Index) -> None:
    assert suggestions(index, "place", "a")[0] == "Aleppo"
    assert suggestions(index, "source", "wire") == ["Northern Wire"]
    assert suggestions(index, "weather", "a") == []


def test_an_empty_record_has_an_empty_index() -> None:
    empty = build_index("0", [], [])
    view = view_of("show=claims&place=x&actor=y&from=2020-01-01")
    chosen = select(empty, view)
    assert (len(chosen.rows), chosen.pages, timeline(empty, view, chosen.rows)[1]) == (0, 1, [])
