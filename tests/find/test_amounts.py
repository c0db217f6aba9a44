"""Amounts: what numbers, hedges, ranges and traps mean. The rows are ours."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.find.amounts import find_amounts, find_implicit
from reportedly.model.text import Amount
from reportedly.model.vocabulary import HEDGES
from reportedly.rules import load_rules


def only(text: str) -> Amount:
    """The one amount of the text that counts people or homes."""
    counted = [a for a in find_amounts(text) if a.unit in (None, "households", "houses")]
    assert len(counted) == 1, counted
    return counted[0]


VALUES = [
    ("1,200 people fled", 1200),  # commas
    ("1.200 people fled", 1200),  # points between thousands
    ("1 200 people fled", 1200),  # a space, also where the comma was lost
    ("200\u202f000 people fled", 200_000),  # a narrow space
    ("1'200 people fled", 1200),  # apostrophe
    ("2.5 million people fled", 2_500_000),  # a decimal with its scale
    ("1.5m people fled", 1_500_000),  # a suffix
    ("300k people fled", 300_000),
    ("3 million people fled", 3_000_000),
    ("a 30-strong band attacked", 30),  # tied by a hyphen
    ("a 20-member band attacked", 20),
    ("twenty-one men fled", 21),
    ("twenty one men fled", 21),  # hyphen lost
    ("FORTY-TWO MEN FLED", 42),  # upper case
    ("a hundred and thirty men fled", 130),
    ("three hundred and five men fled", 305),
    ("two thousand five hundred men fled", 2500),
    ("two hundred thousand men fled", 200_000),
    ("half a million people fled", 500_000),
    ("a million and a half people fled", 1_500_000),
    ("one and a half million people fled", 1_500_000),
    ("two and a half million people fled", 2_500_000),
    ("a quarter of a million people fled", 250_000),
    ("three quarters of a million people fled", 750_000),
    ("a dozen men fled", 12),
    ("two dozen men fled", 24),
    ("half a dozen men fled", 6),
    ("eleven hundred men fled", 1100),
    ("one woman fled", 1),
    ("Dozens fled", 12),  # the rest by convention
    ("Several hundred fled", 300),
    ("Hundreds of thousands fled", 100_000),
    ("a number of men fled", 3),
    ("a couple of men fled", 2),
    ("No casualties were seen", 0),
    ("None of the men fled", 0),
    ("On 5 August 200 people fled", 200),  # the day is no thousand
    ("On August 5 200 people fled", 200),
    ("More than 2000 people fled", 2000),  # no year
    ("In 2016 300 people fled", 300),
]


@pytest.mark.parametrize(("text", "value"), VALUES, ids=[t for t, _ in VALUES])
def test_value(text: str, value: int) -> None:
    assert only(text).value == value


BOUNDS: list[tuple[str, tuple[int | None, int | None, int | None, str]]] = [
    ("15 were hurt", (15, 15, 15, "exact")),
    ("more than 380 were hurt", (380, 380, None, "more_than")),
    ("over a hundred were hurt", (100, 100, None, "more_than")),
    ("at least 15 were hurt", (15, 15, None, "at_least")),
    ("AT LEAST 15 WERE HURT", (15, 15, None, "at_least")),
    ("at least another 15 were hurt", (15, 15, None, "at_least")),  # a word between
    ("at least some 20 were hurt", (20, 20, None, "at_least")),  # two hedges: the outer one
    ("up to an estimated 400 were hurt", (400, None, 400, "up_to")),
    ("nearly 900,000 left", (900_000, None, 900_000, "nearly")),
    ("some 40 were hurt", (40, None, None, "about")),
    ("as many as 40 were hurt", (40, None, 40, "up_to")),
    ("40 or more were hurt", (40, 40, None, "at_least")),  # a hedge behind
    ("40+ were hurt", (40, 40, None, "at_least")),
    ("dozens were hurt", (12, 12, None, "vague")),  # the convention is a lower bound
    ("more than a dozen were hurt", (12, 12, None, "more_than")),
    ("between 20 and 25 were hurt", (20, 20, 25, "range")),
    ("20-25 were hurt", (20, 20, 25, "range")),
    ("some 20 to 25 were hurt", (20, 20, 25, "range")),
    ("10, maybe 15 were hurt", (10, 10, 15, "range")),
    ("two or three were hurt", (2, 2, 3, "range")),
    ("1.5 to 2 million were hurt", (1_500_000, 1_500_000, 2_000_000, "range")),  # one scale for both
    ("between 300 and 400 thousand were hurt", (300_000, 300_000, 400_000, "range")),
]


@pytest.mark.parametrize(("text", "told"), BOUNDS, ids=[t for t, _ in BOUNDS])
def test_hedge_and_bounds(text: str, told: tuple[int | None, int | None, int | None, str]) -> None:
    amount = only(text)
    assert (amount.value, amount.low, amount.high, amount.hedge) == told


TRAPS = [
    ("70 % of the valley", "percent"),
    ("two thirds of the valley", "percent"),
    ("a ransom of $5 million", "money"),
    ("a post 12 km away", "distance"),
    ("a 40-kilometre road", "distance"),
    ("a boy aged 9", "age"),
    ("a 2-year-old", "age"),
    ("the five-year war", "time"),
    ("at 6:30", "time"),
    ("at 0340 today", "time"),
    ("7 July", "date"),
    ("July 7", "date"),
    ("in 2016", "date"),
    ("the 3rd attack", "ordinal"),
    ("Resolution 2254", "resolution"),
    ("a T-55", "weapon"),
    ("12 tanks", "weapon"),
    ("three long-range rockets", "weapon"),
    ("five villages", "thing"),
    ("430 families", "households"),
    ("60 mud-brick homes", "houses"),
    ("Ana Bertoli, 31 were", "age"),  # an age behind a full name
    ("Ana Bertoli, 31; others fled", "age"),
    ("a man of 36 was hurt", "age"),
    ("a girl called 911", "resolution"),  # a telephone number
    ("the 800 block of Elm Row", "resolution"),  # an address
    ("5145 Old Mill Road", "resolution"),
    ("he had several gunshot wounds", "thing"),
    ("Friday 17 June 2016 civilians killed", "date"),  # a year, though people follow
]


@pytest.mark.parametrize(("text", "unit"), TRAPS, ids=[t for t, _ in TRAPS])
def test_unit(text: str, unit: str) -> None:
    assert {a.unit for a in find_amounts(text)} == {unit}


SEVERAL: list[tuple[str, list[int]]] = [
    ("2 of the 5 died", [2, 5]),  # a part and its whole stay two
    ("The toll rose from 9 to 12", [9, 12]),  # an update is no range
    ("It rose to 12, up from 9", [12, 9]),
    ("12 dead, 30 wounded", [12, 30]),
    ("two men and three women", [2, 3]),  # "and" joins only behind a hundred
    ("the third attack", []),  # an ordinal word counts nothing
    ("one of the most wanted; one another", []),
    ("How many died? As many as ten.", [10]),
    ("five (5) families", [5]),  # one number told twice
    ("1,200 (one thousand two hundred) people", [1200]),
    ("620 families (3,100 people)", [620, 3100]),  # two figures
    ("five (six with the driver)", [5, 6]),
    ("5 (5) votes", [5, 5]),  # digits twice may be a note
]


@pytest.mark.parametrize(("text", "values"), SEVERAL, ids=[t for t, _ in SEVERAL])
def test_all_numbers_in_order(text: str, values: list[int]) -> None:
    assert [a.value for a in find_amounts(text)] == values


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Three of the five men died", [None, "whole"]),  # the five are only what the three are taken from
        ("Four of Idlib's 12 doctors were killed", [None, "whole"]),
        ("two out of five patients died", [None, "whole"]),
        ("half of the 300 captives", ["percent", "whole"]),
        ("one of the 12 killed", [None, None]),  # twelve were killed
        ("two of the twelve people who died", [None, None]),
        ("12 died, of the 40 hurt", [None, None]),  # more than "of" stands between
    ],
)
def test_a_whole_counts_nobody(text: str, units: list[str | None]) -> None:
    assert [a.unit for a in find_amounts(text)] == units


def test_whole_rule_matches_its_examples_only() -> None:
    rule = load_rules("amounts")["whole"]
    assert all("whole" in [a.unit for a in find_amounts(e)] for e in rule["examples"])
    assert not any("whole" in [a.unit for a in find_amounts(e)] for e in rule["not_examples"])


def test_span_is_the_number_without_its_hedge() -> None:
    text = "At least forty-two people fled."
    amount = only(text)
    assert amount.span.of(text) == amount.text == "forty-two"


def entries(rules: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    out = [("hedge", e["hedge"], e) for e in rules["hedges"]] + [("unit", e["unit"], e) for e in rules["units"]]
    out += [("words", str(e["words"][0]), e) for e in rules["vague"]]
    return [*out, *[("hedge", "range", e) for e in rules["ranges"]]]


def fits(kind: str, name: str, entry: dict[str, Any], amount: Amount) -> bool:
    if kind == "words":
        return amount.text.lower() in entry["words"]
    return bool(getattr(amount, kind) == name)


@pytest.mark.parametrize(
    ("kind", "name", "entry"), entries(load_rules("amounts")), ids=lambda x: x if isinstance(x, str) else ""
)
def test_every_rule_matches_its_examples_only(kind: str, name: str, entry: dict[str, Any]) -> None:
    for example in entry["examples"]:
        assert any(fits(kind, name, entry, a) for a in find_amounts(example)), example
    for example in entry["not_examples"]:
        assert not any(fits(kind, name, entry, a) for a in find_amounts(example)), example


def test_years_hours_and_one_match_their_examples_only() -> None:
    rules = load_rules("amounts")
    for example in rules["years"]["examples"]:
        assert [a.unit for a in find_amounts(example)] == ["date"], example
    for example in rules["years"]["not_examples"]:
        assert [a.unit for a in find_amounts(example)] == [None], example
    assert all([a.unit for a in find_amounts(e)] == ["time"] for e in rules["hours"]["examples"])
    assert all([a.unit for a in find_amounts(e)] == [None] for e in rules["hours"]["not_examples"])
    assert all([a.value for a in find_amounts(e)] == [1] for e in rules["one"]["examples"])
    assert not any(find_amounts(e) for e in rules["one"]["not_examples"])


def test_zero_and_implicit_rules_match_their_examples_only() -> None:
    rules = load_rules("amounts")
    for example in rules["none"]["examples"]:
        assert [a.value for a in find_amounts(example)] == [0], example
    assert not [e for e in rules["none"]["not_examples"] if any(a.value == 0 for a in find_amounts(e))]
    for example in rules["implicit"]["examples"]:
        assert [a.value for a in find_implicit(example)] == [1], example
    assert not [e for e in rules["implicit"]["not_examples"] if find_implicit(e)]


WORDS = """a an and of the one two twenty hundred thousand million half dozen dozens 5 12 1,200 1.5 2016 July % $ km m -
to or between more than at least people killed , . : / + no none -strong T- 0 00 1e5 ١٢ ½ ²"""
PIECES = st.lists(st.sampled_from([*WORDS.split(), "\n"]), max_size=14).map(" ".join)


@given(st.one_of(st.text(max_size=80), PIECES))
def test_any_text_gives_ordered_amounts_that_quote_it(text: str) -> None:
    at = 0
    for amount in find_amounts(text):
        assert amount.span.start >= at
        assert amount.span.of(text) == amount.text != ""
        assert amount.hedge in HEDGES
        assert amount.low is None or amount.high is None or amount.low <= amount.high
        at = amount.span.end
    for person in find_implicit(text):
        assert person.span.of(text) == person.text


@given(st.integers(min_value=0, max_value=10**9))
def test_digits_with_and_without_commas_are_the_same_number(number: int) -> None:
    for written in (str(number), f"{number:,}"):
        assert [a.value for a in find_amounts(f"Rebels freed exactly {written} hostages")] == [number]
