"""Gold claims over the words of their text: anchors, roles, times, and what cannot be aligned."""

from __future__ import annotations

from typing import Any

import pytest

from reportedly.find.amounts import find_amounts
from reportedly.find.learned.words import split_words
from reportedly.learn.align import Aligner, Target, count_triggers, number_class, stem_of
from reportedly.learn.clock import windows_of
from reportedly.learn.written import read_block

REPORT = """x-1 | 2024-03-05 | outlet | Title
Shells killed at least 12 people and a nurse in Gao on Monday, the governor said. Rebels seized the bridge. The rebels have left.
---
toll killed "killed at least 12 people" v=12 hedge=at_least who="people" by="the governor" time=2024-03-04 place="Gao"
toll killed "a nurse" v=1 who="nurse|a nurse" time=2024-03-04 place="Gao"
control captured "Rebels seized the bridge" actor="Rebels|The rebels" place="the bridge" optional
event ASSAULT "Shells killed" mode=shelling time=2023-01-01 place="Gao"
"""


def aligned() -> tuple[list[Target], list[str], Aligner]:
    report: dict[str, Any] = read_block(REPORT, "war")
    # "seized" is the word that the quotes of captures share over a corpus.
    others = [
        {
            "text": "Troops seized the hill.",
            "claims": [
                {
                    "kind": "control",
                    "type": "captured",
                    "quote": "seized the hill",
                    "actor": None,
                    "place": ["the hill"],
                    "by": None,
                    "from": None,
                }
            ],
        }
    ] * 5
    aligner = Aligner(count_triggers([report, *others]), find_amounts, windows_of)
    text = report["text"]
    return aligner.align(report), [w.of(text) for w in split_words(text)], aligner


def words_of(target: Target, words: list[str], role: str) -> str:
    return " ".join(words[i] for i in target.roles[role])


def test_a_toll_is_anchored_on_its_figure() -> None:
    targets, words, _ = aligned()
    assert [words[i] for i in targets[0].anchor] == ["12"]


def test_a_toll_without_a_figure_is_anchored_on_its_victim() -> None:
    targets, words, _ = aligned()
    assert [words[i] for i in targets[1].anchor] == ["nurse"]
    assert targets[1].attributes["number"] == 1


def test_a_capture_is_anchored_on_the_word_that_captures_share() -> None:
    targets, words, _ = aligned()
    assert [words[i] for i in targets[2].anchor] == ["seized"]
    assert targets[2].optional


def test_roles_are_the_words_nearest_to_the_claim() -> None:
    targets, words, _ = aligned()
    assert words_of(targets[0], words, "by") == "the governor"
    assert words_of(targets[2], words, "actor") == "Rebels", "the mention in the quote, not the later one"
    assert targets[0].roles["perpetrator"] == (), "gold says null: an empty role to learn from"


def test_a_time_is_the_expression_that_means_it() -> None:
    targets, words, _ = aligned()
    assert words_of(targets[0], words, "time") == "on Monday" or words_of(targets[0], words, "time") == "Monday"


def test_a_time_that_no_words_mean_is_left_out_and_counted() -> None:
    targets, _, aligner = aligned()
    assert "time" not in targets[3].roles
    assert aligner.tally.lost["time"] == 1
    assert any(line.startswith("time") and "1 of" in line for line in aligner.tally.lines())


@pytest.mark.parametrize(
    ("a", "b"),
    [("shelled", "shelling"), ("killed", "kills"), ("strikes", "strike")],  # endings fall away
)
def test_stems_bring_forms_together(a: str, b: str) -> None:
    assert stem_of(a) == stem_of(b) != ""


@pytest.mark.parametrize(
    ("value", "quote", "hedge", "expected"),
    [
        (12, "12 people", "exact", "told"),  # a number in words of its own
        (1, "a child", "exact", "one"),  # one person without the number
        (1, "one woman", "exact", "told"),  # the number is told
        (3, "several people", "vague", "several"),  # the convention for a vague plural
        (None, "civilians died", "vague", "none"),  # no number
        (0, "no casualties", "exact", "zero"),  # a denied toll
    ],
)
def test_how_a_number_is_told(value: int | None, quote: str, hedge: str, expected: str) -> None:
    assert number_class(value, {"quote": quote, "hedge": hedge}) == expected
