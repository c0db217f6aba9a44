"""One telling is one claim: learned proposals, completed by those of the rules."""

from __future__ import annotations

from typing import Any

import pytest

from reportedly.find.settle import settle, told_once
from reportedly.model.text import Amount, Span
from reportedly.model.told import Told

TRUST = {"toll": 0.8, "event": 0.5, "event.ASSAULT": 1.01}


def told(text: str, anchor: str, **given: Any) -> Told:
    at = Span(text.index(anchor), text.index(anchor) + len(anchor))
    who = given.pop("who", None)
    roles = {"who": (Span(text.index(who), text.index(who) + len(who)),)} if who else {}
    number = given.pop("number", "")
    amount = Amount(at, number, 1, 1, 1, "exact")
    fields: dict[str, Any] = {
        "kind": "toll",
        "type": "killed",
        "quote": Span(0, len(text)),
        "roles": roles,
        "amount": amount,
    }
    return Told(anchor=at, **fields | given)


ONE = "One local child was killed"
NAMED = "killing Amin, the leader of the group"
TWO = "killed the commander Amin and one other fighter"


@pytest.mark.parametrize(
    ("proposals", "left"),
    [
        # the number and the person whom it counts: one telling
        ([told(ONE, "One", number="One", who="One local child"), told(ONE, "child", who="One local child")], ["One"]),
        # two words for one person: the surer stays
        (
            [
                told(NAMED, "Amin", who="Amin, the leader", confidence=0.9),
                told(NAMED, "leader", who="Amin, the leader", confidence=0.6),
            ],
            ["Amin"],
        ),
        # two people told together: both stay
        (
            [
                told(TWO, "Amin", who="the commander Amin and one other fighter"),
                told(TWO, "one", number="one", who="the commander Amin and one other fighter"),
            ],
            ["Amin", "one"],
        ),
        # another type is another claim
        (
            [
                told(ONE, "One", number="One", who="One local child"),
                told(ONE, "child", who="One local child", type="injured"),
            ],
            ["One", "child"],
        ),
    ],
)
def test_a_person_is_told_once(proposals: list[Told], left: list[str]) -> None:
    text = next(t for t in (ONE, NAMED, TWO) if proposals[0].quote.end == len(t))
    assert [t.anchor.of(text) for t in told_once(proposals)] == left


def test_a_rule_fills_what_the_finder_left_empty() -> None:
    learned = told(ONE, "One", number="One")
    ruled = told(ONE, "One", number="One", who="One local child", confidence=0.9, rule="toll.killed")
    (one,) = settle([learned], [ruled], TRUST)
    assert one.roles["who"] == ruled.roles["who"]
    assert one.why == ("who by toll.killed",)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"confidence": 0.9}, True),  # sure enough to stand alone
        ({"confidence": 0.7}, False),  # not sure enough for its kind
        ({"kind": "event", "type": "REQUEST", "confidence": 0.6}, True),  # each kind has its own bar
        ({"kind": "event", "type": "ASSAULT", "confidence": 0.99}, False),  # and a type may have one
    ],
)
def test_a_rule_alone_needs_the_confidence_of_its_kind(given: dict[str, Any], kept: bool) -> None:
    assert bool(settle([], [told(ONE, "One", number="One", **given)], TRUST)) is kept


def test_a_rule_does_not_contradict_the_finder_on_the_same_words() -> None:
    learned = told(ONE, "One", number="One", type="injured")
    assert settle([learned], [told(ONE, "One", number="One", confidence=0.99)], TRUST) == (learned,)
