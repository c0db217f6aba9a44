"""The figures of `eval` are those of the public scorer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reportedly.measure.report import below_floors, figures, score_lines
from reportedly.measure.score import score
from reportedly.measure.slots import name_right, names_agree, time_right
from reportedly.model.vocabulary import KINDS

CASE: dict[str, Any] = json.loads((Path(__file__).parents[1] / "data" / "score_case.json").read_text(encoding="utf-8"))


def scored() -> Any:
    return score(CASE["gold"], {report["doc"]: report for report in CASE["told"]})


def test_figures_are_those_of_the_public_scorer() -> None:
    """`figures` in the case file were printed by the scorer published with the gold, on these very reports."""
    now = scored()
    for kind in (*KINDS, "all"):
        for name, table in (("found", now.found), ("core", now.core)):
            theirs = CASE["figures"][kind][name]
            ours = table[kind]
            assert (ours.precision, ours.recall, ours.f1, ours.wanted) == (
                theirs["p"],
                theirs["r"],
                theirs["f1"],
                theirs["n"],
            ), (kind, name)
    theirs = {key: (value["right"], value["n"]) for key, value in CASE["figures"]["slots"].items()}
    ours = {f"{kind}.{slot}": (round(right / asked, 3), asked) for (kind, slot), (right, asked) in now.slots.items()}
    assert ours == theirs


@pytest.mark.parametrize(
    ("wanted", "told", "agree"),
    [
        (["the army"], ["Syrian army"], True),  # one holds the other, articles aside
        (["Syrian army"], ["army"], True),  # either way round
        (["army"], ["armyworm"], False),  # word by word, not letter by letter
        (["Déir"], ["deir"], True),  # accents and case aside
        (["the"], ["the"], False),  # nothing but an article agrees with nothing
        (["x b c"], ["x c"], False),  # only runs of words
    ],
)
def test_names_agree_word_by_word(wanted: list[str], told: list[str], agree: bool) -> None:
    assert names_agree(wanted, told) is agree


def test_a_slot_that_gold_leaves_open_is_not_asked() -> None:
    assert name_right(None, {"text": "anyone"}) is None
    assert time_right({"time": {"precision": "unknown"}}, {}) is None


def test_a_floor_that_is_not_reached_is_named() -> None:
    now = figures(scored())
    name = "found.toll.f1"
    assert below_floors(now, {name: now[name]}) == []
    assert below_floors(now, {name: 1.0}) == [f"{name} is {now[name]:.3f}, its floor 1.000"]
    assert below_floors(now, {"no.such.figure": 0.1}), "a figure that is gone is below its floor"


def test_the_table_has_a_line_for_each_kind_and_slot() -> None:
    now = scored()
    assert len(score_lines(now, KINDS)) == 2 + len(KINDS) + 1 + len(now.slots)


def test_confidence_is_held_against_what_was_found() -> None:
    """Claims that carry a confidence are counted as right or wrong; those that carry none are left out."""
    told = {report["doc"]: report for report in CASE["told"]}
    assert "calibration.error" not in figures(score(CASE["gold"], told))
    sure = {d: {**r, "claims": [{**c, "confidence": 1.0} for c in r["claims"]]} for d, r in told.items()}
    scores = score(CASE["gold"], sure)
    assert figures(scores)["calibration.error"] == pytest.approx(1 - scores.found["all"].precision, abs=0.001)
    assert score_lines(scores, KINDS)[-1].startswith("confidence: calibration error")
