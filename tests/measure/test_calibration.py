"""How far confidence is from the share that holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.measure.calibration import calibration_error


@pytest.mark.parametrize(
    ("told", "error"),
    [
        ([], 0.0),  # nothing told
        ([(1.0, True), (0.0, False)], 0.0),  # sure and right at both ends
        ([(0.75, True), (0.75, True), (0.75, True), (0.75, False)], 0.0),  # three in four hold
        ([(0.95, False)], 0.95),  # sure and wrong
        ([(0.85, True), (0.15, True)], 0.5),  # two bins, each weighted by its claims
    ],
)
def test_calibration_error(told: list[tuple[float, bool]], error: float) -> None:
    assert calibration_error(told) == pytest.approx(error)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans())))
def test_it_is_a_share_and_no_order_changes_it(told: list[tuple[float, bool]]) -> None:
    error = calibration_error(told)
    assert 0 <= error <= 1
    assert calibration_error(told[::-1]) == pytest.approx(error)
