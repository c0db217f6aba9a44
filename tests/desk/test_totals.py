"""Figures over time and ground held, as drawn: nothing smoothed, nothing invented."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.desk.chart import HEIGHT, WIDTH, along, bars, scale
from reportedly.desk.select import Bar
from reportedly.desk.totals import HIGH, held, plot, title
from reportedly.model.series import Holding, Reading, Series


def reading(
    day: str | None, value: int | None, source: str = "Bulletin", low: int | None = None, mark: str | None = None
):
    return Reading("c", "d", source, day, None, value, low, None, "exact", mark)


def series(*readings: Reading) -> Series:
    return Series("s", "displacement", "displaced", "people", None, "Idlib", "2019-12-01", readings)


def test_a_plot_starts_at_nought_and_keeps_every_reading() -> None:
    one = series(
        reading("2020-01-01", 100, low=50),
        reading("2020-01-03", 400),
        reading("2020-01-02", 200, "Monitor", mark="fall"),
    )
    dots, sources, ticks, lines = plot(one)
    assert [dot.x for dot in dots] == [0.0, 400.0, 800.0]  # in the order of days, to scale
    assert [dot.y for dot in dots] == [HIGH * 0.75, HIGH * 0.5, 0.0]
    assert (dots[0].low, dots[0].high) == (HIGH * 0.875, None)  # a bound that is open stays open
    assert sources == ["Bulletin", "Monitor"]
    assert [len(line) for line in lines] == [2, 1]
    assert [dot.mark for dot in dots] == [None, "fall", None]
    assert ticks[0][1] == "0"


def test_readings_without_a_number_or_a_day_are_not_drawn() -> None:
    assert plot(series(reading(None, 5), reading("2020-01-01", None)))[0] == []


def test_a_series_says_what_it_counts() -> None:
    assert title(series()) == "People displaced, Idlib, since 2019-12-01"


@pytest.mark.parametrize(
    ("on", "holder"),
    [
        ("2020-02-01", None),  # before anyone was said to hold it
        ("2020-02-06", "army"),  # on the day itself
        ("2020-02-20", "army"),  # until someone else is
        ("2020-03-01", "rebels"),  # the last word
    ],
)
def test_the_last_word_up_to_a_day_counts(on: str, holder: str | None) -> None:
    told = [
        Holding("1", "d", "s", "Saraqib", "captured", "rebels", "2020-02-27"),
        Holding("2", "d", "s", "Saraqib", "captured", "army", "2020-02-06"),
        Holding("3", "d", "s", "Saraqib", "held", "nobody", None),
    ]
    assert [one.holder for one in held(told, on)] == ([holder] if holder else [])


STEPS = st.lists(st.tuples(*[st.integers(0, 10**6)] * 4), min_size=1, max_size=140)


@given(STEPS)
def test_bars_stay_within_the_drawing_and_in_order(counts: list[tuple[int, ...]]) -> None:
    steps = [
        Bar(dt.date(2020, 1, 1) + dt.timedelta(n), dt.date(2020, 1, 1) + dt.timedelta(n), c)
        for n, c in enumerate(counts)
    ]
    drawn = bars(steps)
    assert drawn.top == max(sum(c) for c in counts)
    for column in drawn.columns:
        assert column.bar_x >= -0.01
        assert column.bar_x + column.bar_width <= WIDTH + 1
        assert all(block.y >= -8 and block.height <= HEIGHT for block in column.blocks)  # least heights may add up


@given(st.lists(st.one_of(st.none(), st.floats(-1e12, 1e12)), max_size=9))
def test_a_scale_is_never_empty(values: list[float | None]) -> None:
    low, high = scale(values)
    assert low < high
    for value in values:
        assert value is None or -0.01 <= along(value, low, high) <= 100.01
