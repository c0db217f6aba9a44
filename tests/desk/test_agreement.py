"""Krippendorff's alpha gives the values that his book and computing guide give."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.desk.agreement import alpha, interval, nominal, ratio

# Four observers, twelve units, some missing: the reliability data of Krippendorff, "Computing Krippendorff's
# Alpha-Reliability" (2011), section D.
OBSERVED = [
    (1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3),
    (None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None),
]
UNITS = list(zip(*OBSERVED, strict=True))
# Two observers, ten units, two values: section A of the same guide.
BINARY = list(zip((0, 1, 0, 0, 0, 0, 0, 0, 1, 0), (1, 1, 1, 0, 0, 1, 0, 0, 0, 0), strict=True))


@pytest.mark.parametrize(
    ("units", "difference", "expected"),
    [
        (UNITS, nominal, 0.743),  # names
        (UNITS, interval, 0.849),  # numbers without a zero
        (UNITS, ratio, 0.797),  # counts
        (BINARY, nominal, 0.095),  # hardly better than chance
        ([("a", "a"), ("b", "b")], nominal, 1.0),  # full agreement
        ([("a", "b"), ("b", "a")], nominal, -0.5),  # less than chance gives
    ],
)
def test_alpha_is_the_published_value(units: list, difference, expected: float) -> None:
    assert alpha(units, difference) == pytest.approx(expected, abs=0.0006)


@pytest.mark.parametrize(
    "units",
    [
        [],  # nothing coded
        [("a", None), (None, "b")],  # nobody coded the same unit
        [("a", "a"), ("a", "a")],  # one value alone: chance would agree too
    ],
)
def test_alpha_is_unknown_where_nothing_can_be_told(units: list) -> None:
    assert alpha(units) is None


@given(st.lists(st.lists(st.one_of(st.none(), st.integers(0, 5)), min_size=2, max_size=4), max_size=30))
def test_alpha_never_exceeds_one_and_knows_no_order(units: list) -> None:
    found = alpha(units)
    assert found is None or found <= 1.0 + 1e-9
    turned = alpha([list(reversed(unit)) for unit in reversed(units)])
    assert turned == (None if found is None else pytest.approx(found))
