"""An address holds the whole filter: reading what was written gives it back, and what is wrong is said."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import QueryParams

from reportedly.desk.filters import Filter, read_filter, words
from reportedly.model.incident import GRADES
from reportedly.model.vocabulary import KINDS, STATUSES

NAME = st.text(st.characters(codec="utf-8"), max_size=20).map(str.strip)
some = lambda names: st.lists(st.sampled_from(names), unique=True, max_size=3).map(tuple)  # noqa: E731
FILTERS = st.builds(
    Filter,
    show=st.sampled_from(["incidents", "claims"]),
    kind=some(KINDS),
    status=some(STATUSES),
    grade=some(GRADES),
    reviewed=st.sampled_from(["", "yes", "no"]),
    place=NAME,
    actor=NAME,
    source=NAME,
    since=st.one_of(st.none(), st.dates(max_value=dt.date(2020, 1, 1))),
    until=st.one_of(st.none(), st.dates(min_value=dt.date(2020, 1, 1))),
    sort=st.sampled_from(["newest", "oldest", "largest", "doubt"]),
    page=st.integers(1, 999),
)


@given(FILTERS)
def test_an_address_gives_its_filter_back(view: Filter) -> None:
    assert read_filter(QueryParams(view.query(page=view.page))) == view


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ("kind=weather", "there is no kind “weather”"),  # a kind that does not exist
        ("from=yesterday", "“yesterday” is no day"),  # a day in words
        ("box=1,2,3", "the part of the map could not be read"),  # a corner is missing
        ("box=9,9,1,1", "the part of the map lies outside the world"),  # east of west
        ("box=nan,nan,nan,nan", "the part of the map lies outside the world"),  # no numbers
        ("page=-1&sort=colour", "there is no sort “colour”"),  # an order that does not exist
    ],
)
def test_what_cannot_be_understood_is_named_and_left_out(query: str, fault: str) -> None:
    view = read_filter(QueryParams(query))
    assert view.faults
    assert view.faults[0].startswith(fault)
    assert not view.narrowed


@given(st.text())
def test_no_address_is_too_strange(query: str) -> None:
    read_filter(QueryParams(query))


def test_every_filter_has_a_chip_that_takes_it_away() -> None:
    view = read_filter(
        QueryParams("kind=toll&kind=event&place=Aleppo&from=2020-02-10&grade=weak&reviewed=no&box=1,2,3,4")
    )
    chips = words(view, {})
    assert len(chips) == 7
    assert all(query != view.query() for _, query in chips)


def test_days_the_wrong_way_round_are_turned() -> None:
    view = read_filter(QueryParams("from=2020-03-01&to=2020-02-01"))
    assert (view.since, view.until) == (dt.date(2020, 2, 1), dt.date(2020, 3, 1))
