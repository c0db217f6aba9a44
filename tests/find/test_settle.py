"""One telling is one claim: learned proposals, completed by those of the rules."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.find.settle import settle
from reportedly.find.settle_figures import told_once
from reportedly.model.text import Amount, Span
from reportedly.model.told import Told

TRUST = {"toll": 0.8, "event": 0.5, "event.ASSAULT": 1.01, "event.assault.named": 0.8}


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
        ({"kind": "event", "type": "ASSAULT", "rule": "event.assault.named", "confidence": 0.8}, True),  # and a rule
    ],
)
def test_a_rule_alone_needs_the_confidence_of_its_kind(given: dict[str, Any], kept: bool) -> None:
    assert bool(settle([], [told(ONE, "One", number="One", **given)], TRUST)) is kept


SLOTS: list[tuple[str, dict[str, Any], dict[str, Any], dict[str, Any]]] = [
    # the rule's word says what befell them
    (
        "The patrol captured 30 gunmen",
        {"anchor": "30", "number": "30", "type": "abducted", "confidence": 0.9, "who": "gunmen"},
        {"anchor": "30", "number": "30", "type": "detained", "confidence": 0.96, "rule": "toll.detained.object"},
        {"type": "detained", "who": "gunmen"},
    ),
    # a word that tells other things too gives way to a surer finder
    (
        "Raiders seized 30 pupils",
        {"anchor": "30", "number": "30", "type": "abducted", "confidence": 0.7},
        {"anchor": "30", "number": "30", "type": "detained", "confidence": 0.55, "rule": "toll.detained.object"},
        {"type": "abducted"},
    ),
    # one person without a number: the rule counts
    (
        "Gunmen killed the mayor",
        {"anchor": "mayor", "value": None},
        {"anchor": "mayor", "number": "mayor", "rule": "toll.killed.object.person"},
        {"type": "killed", "value": 1},
    ),
    # words that took in the figure of another claim are cut
    (
        "took 30 suspects and killed seven raiders",
        {"anchor": "seven", "number": "seven", "value": 7, "quote": "30 suspects and killed seven raiders"},
        {
            "anchor": "seven",
            "number": "seven",
            "value": 7,
            "quote": "killed seven raiders",
            "rule": "toll.killed.object",
        },
        {"type": "killed", "value": 7, "quote": "killed seven raiders"},
    ),
]


BOTH = (
    "Police shot two men. "
    + "The minister spoke of roads and of schools and of much else besides. "
    + "Paris met Bonn."
)


@pytest.mark.parametrize(
    ("confidence", "anchor", "kept"),
    [
        (0.5, "two", False),  # a weak rule in a clause that the finder has read
        (0.5, "met", True),  # far from all that the finder tells
        (0.6, "two", True),  # a sure rule stands beside it
    ],
)
def test_a_weak_rule_stands_where_the_finder_tells_nothing(confidence: float, anchor: str, kept: bool) -> None:
    learned = told(BOTH, "shot", kind="event", type="ASSAULT", confidence=0.9)
    ruled = told(BOTH, anchor, kind="event", type="CONSULT", confidence=confidence)
    assert (ruled in settle([learned], [ruled], TRUST)) is kept


@pytest.mark.parametrize(("text", "learned", "ruled", "expected"), SLOTS, ids=[s[0] for s in SLOTS])
def test_a_figure_is_settled_slot_by_slot(
    text: str, learned: dict[str, Any], ruled: dict[str, Any], expected: dict[str, Any]
) -> None:
    others = [told(text, "30", number="30", type="detained", quote=Span(0, 7))] if "took 30" in text else []
    *_, one = settle([*others, figure(text, **learned)], [figure(text, **ruled)], TRUST)
    got = {
        "type": one.type,
        "value": one.amount.value if one.amount else None,
        "quote": one.quote.of(text),
        "who": "".join(span.of(text) for span in one.roles.get("who", ())),
    }
    assert {slot: got[slot] for slot in expected} == expected
    assert one.why, "what the other gave is told"


def figure(text: str, anchor: str, value: int | None = 1, quote: str = "", **given: Any) -> Told:
    one = told(text, anchor, **given)
    assert one.amount is not None
    span = Span(text.index(quote), text.index(quote) + len(quote)) if quote else one.quote
    return dataclasses.replace(one, quote=span, amount=dataclasses.replace(one.amount, value=value))


PAIR = "killing a mother and her son"


@pytest.mark.parametrize(
    ("proposals", "values"),
    [
        # one claim for both, of one person: the rule counts both
        ([told(PAIR, "son", who="a mother and her son")], [2]),
        # each told with people of its own: they stay apart
        ([told(PAIR, "mother", who="a mother"), told(PAIR, "son", who="her son")], [1, 1]),
        # two claims that share their people are one telling
        ([told(PAIR, "mother", who=PAIR[8:]), told(PAIR, "son", who=PAIR[8:], confidence=0.9)], [2]),
    ],
)
def test_people_told_one_by_one_are_counted_once(proposals: list[Told], values: list[int]) -> None:
    both = figure(PAIR, "mother and her son", value=2, who="mother and her son", rule="toll.killed.object.persons")
    told_all = settle(proposals, [both], TRUST)
    assert [t.amount.value for t in told_all if t.amount] == values


def test_a_leader_beside_his_men_is_none_of_them() -> None:
    text = "killed a commander and 12 of his men"
    men = figure(text, "12", value=12, number="12", who="his men")
    commander = told(text, "commander", who="commander", rule="toll.killed.object.person", confidence=0.95)
    assert [t.amount.value for t in settle([men], [commander], TRUST) if t.amount] == [1, 12]


TOGETHER = "killed a baker and two of his sons"


@pytest.mark.parametrize(
    "lumped",
    [
        # the finder tells the two, of all of them: the baker is one more
        figure(TOGETHER, "two", value=2, number="two", who="a baker and two of his sons"),
        # it tells the sons without their number: their own rule counts them, not the baker's
        figure(TOGETHER, "sons", value=None, who="a baker and two of his sons"),
    ],
)
def test_people_whom_the_finder_lumps_with_others_are_told_apart(lumped: Told) -> None:
    lumped = dataclasses.replace(lumped, roles={**lumped.roles, "place": (Span(0, 6),)})
    baker = figure(TOGETHER, "baker", who="baker", rule="toll.killed.object.person", confidence=0.95)
    sons = figure(TOGETHER, "two", value=2, number="two", who="sons", rule="toll.killed.object", confidence=0.95)
    out = settle([lumped], [baker, sons], TRUST)
    assert [t.amount.value for t in out if t.amount] == [1, 2]
    assert [[s.of(TOGETHER) for s in t.roles["who"]] for t in out] == [["baker"], ["sons"]]
    assert all(t.roles["place"] == (Span(0, 6),) for t in out), "what the finder says of all of them holds for each"


def test_a_number_of_homes_is_no_number_of_victims() -> None:
    text = "It destroyed 20 others and injured nine"
    homes = told(text, "20", number="20", kind="displacement", type="homeless", unit="houses", confidence=0.8, rule="r")
    hurt = [told(text, anchor, number=anchor, type="injured", confidence=0.6) for anchor in ("20", "nine")]
    left = settle(hurt, [homes], {"displacement": 0.8})
    assert sorted((t.type, t.anchor.of(text)) for t in left) == [("homeless", "20"), ("injured", "nine")]


WORDS = ["killed", "wounded", "twelve", "farmers", "and", "a", "mother"]
anchors = st.sampled_from(WORDS)
SENTENCE = " ".join(WORDS)
proposals = st.builds(
    told,
    st.just(SENTENCE),
    anchors,
    type=st.sampled_from(["killed", "injured"]),
    number=st.sampled_from(["", "twelve"]),
    confidence=st.floats(0, 1),
    rule=st.sampled_from(["toll.killed.object", "toll.killed.object.person", "toll.killed.object.persons"]),
)


@given(st.lists(proposals, max_size=4), st.lists(proposals, max_size=4))
def test_settling_invents_no_figure(learned: list[Told], ruled: list[Told]) -> None:
    """Each claim rests on words that one of the two pointed at, and no number stands twice for one type by both."""
    out = settle(learned, ruled, TRUST)
    pointed = {(t.anchor, t.type) for t in (*learned, *ruled)}
    assert all((t.anchor, t.type) in pointed for t in out)
    assert len(out) <= len(learned) + len(ruled)


def test_one_act_told_on_two_words_of_a_clause_is_one() -> None:
    text = "Protesters in Khartoum blocked roads on Sunday. Protesters marched in Omdurman too."
    first = told(text, "Protesters", kind="event", type="PROTEST", confidence=0.7)
    second = told(text, "blocked", kind="event", type="PROTEST", confidence=0.9)
    clause = Span(0, text.index("."))
    far = told(text, "marched", kind="event", type="PROTEST", confidence=0.8)
    both = [dataclasses.replace(one, quote=clause) for one in (first, second)]
    apart = dataclasses.replace(far, quote=Span(text.index("Protesters marched"), len(text)))
    assert [one.anchor.of(text) for one in settle([*both, apart], [], TRUST)] == ["blocked", "marched"]


def test_a_vow_of_force_is_a_threat() -> None:
    text = "The general pledged to continue the offensive."
    promise = told(text, "pledged", kind="event", type="AGREE", confidence=0.9)
    vow = told(text, "pledged", kind="event", type="THREATEN", confidence=0.62, rule="event.future.vow")
    other = told(text, "pledged", kind="event", type="REQUEST", confidence=0.9)
    assert [one.type for one in settle([promise], [vow], TRUST)] == ["THREATEN"]
    assert [one.type for one in settle([promise], [other], TRUST)] == ["AGREE"]


def test_a_strike_that_troops_call_for_is_a_strike() -> None:
    text = "The patrol called for an air strike on the ridge."
    asked = told(text, "called", kind="event", type="REQUEST", confidence=0.9)
    asked = dataclasses.replace(asked, roles={"recipient": (Span(22, 35),), "actor": (Span(0, 10),)})
    called = told(text, "called", kind="event", type="ASSAULT", rule="event.assault.airstrike.call", mode="airstrike")
    (one,) = settle([asked], [called], TRUST)
    assert (one.type, one.mode, one.rule) == ("ASSAULT", "airstrike", "event.assault.airstrike.call")
    assert one.roles == {"actor": (Span(0, 10),)}, "whom it was asked of is not whom it hits"
