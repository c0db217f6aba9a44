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
        (((0.9, True), (0.62, False)), 0.725),  # what is wrong lies below 0.65: the middle of 0.65 to 0.8
        (((0.9, True), (0.62, True)), 0.4),  # all is right down to 0.62: the middle of 0.2 to 0.6
        (((0.9, False), (0.62, True)), 0.4),  # the surer is wrong: still the bars that keep what is right
    ],
)
def test_the_threshold_is_the_middle_of_the_best(rows: tuple[tuple[float, bool], ...], best: float) -> None:
    wanted = NONE | {"toll.killed": 30 * sum(right for _, right in rows)}
    assert best_thresholds(proposals("toll.killed", *rows), wanted)["toll.killed"] == best


def test_a_rare_label_leans_on_its_kind() -> None:
    """One proposal of its own, right at 0.3, weighs little against its kind, which is right only above 0.6."""
    found = [*proposals("toll.killed", (0.9, True), (0.62, False)), ("toll.missing", 0.3, True)]
    thresholds = best_thresholds(found, NONE | {"toll.killed": 30, "toll.missing": 1})
    assert thresholds["toll.missing"] > 0.6
    assert thresholds["toll.trapped"] > 0.6


def test_found_f1_is_that_of_the_best_thresholds() -> None:
    found = proposals("toll.killed", (0.9, True), (0.62, False))
    figures = found_f1(found, NONE | {"toll.killed": 60})
    assert figures["toll"] == round(2 * 30 / (30 + 60), 3)  # thirty told, all right, of sixty
    assert figures["event"] == 0.0  # nothing told, nothing wanted


def test_calibration_turns_overconfidence_down() -> None:
    """Claims told with 0.95 of which six in ten hold come out near 0.6."""
    slope, offset = fit_logistic([(0.95, k % 10 < 6) for k in range(1000)])
    chance = 1 / (1 + math.exp(-(slope * log_odds(0.95) + offset)))
    assert chance == pytest.approx(0.6, abs=0.02)
