"""The weights that date claims are found where the coded days are likeliest."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from reportedly.find.timing.signs import CLOSED, NONE, REPORT, Option
from reportedly.learn.timing_weights import fit, lowest, rights

DAY = dt.date(2016, 3, 16)
SUNDAY = dt.date(2016, 3, 13)
WAYS = (Option(CLOSED, None, (SUNDAY, SUNDAY)), Option(REPORT, None, (DAY, DAY)), Option(NONE, None, None))


def coded(start: dt.date, precision: str) -> dict[str, object]:
    return {"time": {"start": start.isoformat(), "end": start.isoformat(), "precision": precision}}


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (coded(SUNDAY, "day"), [True, False, False]),  # the coded day itself
        (coded(SUNDAY, "week"), [True, True, False]),  # within the slack that its precision allows
        ({"time": None}, [False, False, True]),  # coded without a time
        (coded(SUNDAY, "unknown"), None),  # the coder did not know
        (coded(dt.date(2015, 1, 1), "day"), None),  # no option gives it
    ],
)
def test_which_options_are_right(claim: dict[str, object], expected: list[bool] | None) -> None:
    assert rights(claim, WAYS) == expected


def test_a_sign_of_right_options_weighs_more() -> None:
    rows = [[{"near": 1.0}, {"far": 1.0}]] * 9 + [[{"near": 1.0, "late": 1.0}, {"far": 1.0}]]
    right = [[True, False]] * 9 + [[False, True]]
    weights = fit(rows, right, 1)
    assert weights["near"] > 0 > weights["late"]
    assert set(fit(rows, right, 2)) == {"near", "far"}  # seen once is not enough


def test_the_lowest_point_is_found() -> None:
    bend, low = np.array([1.0, 10.0, 100.0]), np.array([3.0, -2.0, 0.5])
    found = lowest(lambda x: (float(bend @ (x - low) ** 2) + 1, 2 * bend * (x - low)), 3)
    assert found == pytest.approx(low, abs=1e-2)
