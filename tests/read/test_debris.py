"""Debris and captions: every rule against its own examples, and what masks never do."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.model.report import Report
from reportedly.model.text import Mask, Span
from reportedly.read.debris import apply_rule, debris_rules, find_masks, settle
from reportedly.read.teasers import inline_teasers
from reportedly.rules import load_rules

RULES = load_rules("debris")["rules"]
TEASERS = load_rules("teasers")


def marked(example: str) -> tuple[str, list[str]]:
    """An example without its marks, and the parts that they mark."""
    return re.sub("[⟦⟧]", "", example), re.findall("⟦(.*?)⟧", example, re.S)


def rule(name: str):
    return next(r for r in debris_rules() if r.id == name)


@pytest.mark.parametrize(("name", "example"), [(r["id"], e) for r in RULES for e in r["examples"]])
def test_every_rule_masks_its_examples(name: str, example: str) -> None:
    text, parts = marked(example)
    assert [mask.span.of(text) for mask in apply_rule(rule(name), text)] == parts


@pytest.mark.parametrize(("name", "example"), [(r["id"], e) for r in RULES for e in r["not_examples"]])
def test_no_rule_masks_its_not_examples(name: str, example: str) -> None:
    assert list(apply_rule(rule(name), example)) == []


def test_every_rule_has_both_kinds_of_example_and_a_name_of_its_own() -> None:
    assert all(r["examples"] and r["not_examples"] for r in RULES)
    assert len({r["id"] for r in RULES}) == len(RULES)


@pytest.mark.parametrize("example", TEASERS["examples"])
def test_a_credit_and_a_headline_in_running_text_are_a_teaser(example: str) -> None:
    text, parts = marked(example)
    assert [mask.span.of(text) for mask in inline_teasers(text)] == parts


@pytest.mark.parametrize("example", TEASERS["not_examples"])
def test_a_credit_in_a_sentence_is_no_teaser(example: str) -> None:
    assert list(inline_teasers(example)) == []


LEAD = "Nine people were killed and forty were hurt in the old town on Monday."


@pytest.mark.parametrize(
    ("text", "title", "masked"),
    [
        # a caption first without, then with its credit: caption, repeat and credit
        (
            "Women queue for water outside the town on Friday 4 March.\n"
            "Women queue for water outside the town on Friday 4 March. LENA BRANDT / AFP",
            None,
            [
                ("caption", "Women queue for water outside the town on Friday 4 March."),
                ("debris", "Women queue for water outside the town on Friday 4 March."),
                ("debris", "LENA BRANDT / AFP"),
            ],
        ),
        # the lead twice on end, as pages give it as summary and as first sentence
        (f"{LEAD} {LEAD} The mayor asked for help.", None, [("debris", LEAD)]),
        # the same sentence far below tells of another incident of a round-up
        (f"{LEAD} {'The road was cut by snow. The mayor asked for help. ' * 5}{LEAD}", None, []),
        # the headline a second time
        (
            "Shells hit market in old town. Shops were shut. Shells hit market in old town",
            "Shells hit market in old town",
            [("debris", "Shells hit market in old town")],
        ),
        # a short line twice is a heading, not a repeat
        ("In the north\nOne died.\nIn the north\nTwo died.", None, []),
    ],
)
def test_what_is_given_twice_is_debris_the_second_time(
    text: str, title: str | None, masked: list[tuple[str, str]]
) -> None:
    assert [(mask.kind, mask.span.of(text)) for mask in find_masks(text, title)] == masked


def test_masks_blank_debris_and_leave_captions_readable() -> None:
    text = "A crater in the road.\n[AFP] It was Monday.\n\nLEAVE A REPLY\nThe toll rose to nine."
    report = Report(doc="d", text=text, masks=find_masks(text))
    assert len(report.readable()) == len(text)
    assert "LEAVE" not in report.readable()
    assert report.readable().endswith("\nThe toll rose to nine.")


@pytest.mark.parametrize(
    ("masks", "left"),
    [
        # debris within a caption takes its part of it
        ([("caption", 0, 30), ("debris", 10, 20)], [("caption", 0, 10), ("debris", 10, 20), ("caption", 20, 30)]),
        # two stretches of debris that overlap do so no longer
        ([("debris", 0, 10), ("debris", 5, 15)], [("debris", 0, 10), ("debris", 10, 15)]),
        # a caption all within debris is gone
        ([("debris", 0, 30), ("caption", 5, 15)], [("debris", 0, 30)]),
        # the same caption found twice is one
        ([("caption", 0, 10), ("caption", 0, 10)], [("caption", 0, 10)]),
    ],
)
def test_masks_are_settled(masks: list[tuple[str, int, int]], left: list[tuple[str, int, int]]) -> None:
    settled = settle([Mask(Span(start, end), kind, "r") for kind, start, end in masks])
    assert [(mask.kind, mask.span.start, mask.span.end) for mask in settled] == left


PIECES = st.sampled_from(
    [
        "Read also ",
        "Get short URL 0 1",
        "(File photo)",
        "\n",
        ". ",
        "AP Photo ",
        "Tags ",
        "Related ",
        "A B C D E ",
        "/ AFP",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=40).map("".join)), st.text(max_size=40))
def test_masks_lie_in_order_and_apart_within_any_text(text: str, title: str) -> None:
    at = 0
    for mask in find_masks(text, title):
        assert at <= mask.span.start < mask.span.end <= len(text)
        assert mask.kind in ("debris", "caption")
        at = mask.span.end
