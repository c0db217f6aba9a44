"""Thresholds and calibration, on proposals of which it is known whether they are right."""

from __future__ import annotations

import math

import pytest

from reportedly.find.learned.labels import LABELS
from reportedly.learn.tune import best_thresholds, fit_logistic, found_f1, log_odds

NONE = dict.fromkeys(LABELS, 0)


def proposals(label: str, *rows: tuple[float, bool]) -> list[tuple[str, float, bool]]:
    return [(label, p, right) for p, right in rows for _ in range(30)]


@pytest.mark.parametrize(
    ("rows", "best"),
    [
        (((0.9, True), (0.6, False)), (0.65, 0.9)),  # what is wrong lies below: the bar goes between
        (((0.9, True), (0.6, True)), (0.45, 0.6)),  # all is right: the bar stays near a half and lets all through
    ],
)
def test_the_threshold_is_the_one_with_the_best_f1(
    rows: tuple[tuple[float, bool], ...], best: tuple[float, float]
) -> None:
    wanted = NONE | {"toll.killed": 60}
    low, high = best
    assert low <= best_thresholds(proposals("toll.killed", *rows), wanted)["toll.killed"] <= high


def test_a_rare_label_takes_the_threshold_of_its_kind() -> None:
    found = [*proposals("toll.killed", (0.9, True), (0.6, False)), ("toll.missing", 0.6, True)]
    thresholds = best_thresholds(found, NONE | {"toll.killed": 30, "toll.missing": 1})
    assert thresholds["toll.missing"] == 0.65


def test_found_f1_is_that_of_the_best_thresholds() -> None:
    found = proposals("toll.killed", (0.9, True), (0.6, False))
    figures = found_f1(found, NONE | {"toll.killed": 60})
    assert figures["toll"] == round(2 * 30 / (30 + 60), 3)  # thirty told, all right, of sixty
    assert figures["event"] == 0.0  # nothing told, nothing wanted


def test_calibration_turns_overconfidence_down() -> None:
    """Claims told with 0.95 of which six in ten hold come out near 0.6."""
    slope, offset = fit_logistic([(0.95, k % 10 < 6) for k in range(1000)])
    chance = 1 / (1 + math.exp(-(slope * log_odds(0.95) + offset)))
    assert chance == pytest.approx(0.6, abs=0.02)
