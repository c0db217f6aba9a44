"""How many, whose word it is, and how well it is vouched for."""

from __future__ import annotations

from typing import Any

import pytest
from claims_made import attack, claim, party, report

from reportedly.errors import UsageFault
from reportedly.model.incident import PROFILES
from reportedly.reconcile.copies import agency, likeness, sketch
from reportedly.reconcile.incidents import reconcile
from reportedly.reconcile.words import ages, name_vector, numbers, persons, word_vector
from reportedly.rules import load_rules


def figure(values: list[dict[str, Any]], kind: str = "killed", profile: str = "ucdp") -> tuple[Any, ...] | None:
    """Low, best and high of reports that each tell one figure, a day apart."""
    pages = [
        attack(f"r{i}", seed=i, published=f"2020-02-0{3 + i}") | {"claims": claims_of(i, fields)}
        for i, fields in enumerate(values)
    ]
    (found,) = reconcile(pages, profile=profile)
    made = found.figures.get(kind)
    return (made.low, made.best, made.high) if made else None


def claims_of(i: int, fields: dict[str, Any]) -> list[dict[str, Any]]:
    """The claims of one report: the attack, and one toll with the fields given."""
    made = attack(f"r{i}", seed=i)["claims"]
    return [{**made[0], "low": fields.get("value"), "high": fields.get("value"), **fields}, made[1]]


# Each row: what it shows, the figures told a day apart, low, best, high under UCDP's rule.
FIGURES: list[tuple[str, list[dict[str, Any]], tuple[Any, ...]]] = [
    ("one source", [{"value": 5}], (5, 5, 5)),
    ("most sources beat the latest", [{"value": 5}, {"value": 5}, {"value": 9}], (5, 5, 9)),
    ("of equals the latest", [{"value": 5}, {"value": 7}], (5, 7, 7)),
    ("open bounds are kept", [{"value": 15, "low": 15, "high": None}], (15, 15, 15)),
    ("a told range", [{"value": 10, "low": 10, "high": 15}], (10, 10, 15)),
    ("what is only possible counts less", [{"value": 5}, {"value": 30, "status": "possible"}], (5, 5, 5)),
    ("possible where nothing is firm", [{"value": 30, "status": "possible"}], (30, 30, 30)),
    ("killed, no number told", [{"value": None, "hedge": "vague"}], (1, None, None)),
]  # fmt: skip


@pytest.mark.parametrize(("shows", "told", "expected"), FIGURES, ids=[row[0] for row in FIGURES])
def test_the_best_figure(shows: str, told: list[dict[str, Any]], expected: tuple[Any, ...]) -> None:
    assert figure(told) == expected


@pytest.mark.parametrize(("profile", "best"), [("acled", 5), ("ucdp", 7), ("range", None)])
def test_one_set_of_claims_gives_three_numbers(profile: str, best: int | None) -> None:
    assert figure([{"value": 5}, {"value": 7}], profile=profile) == (5, best, 7)


def test_there_is_no_other_profile() -> None:
    assert PROFILES == ("acled", "ucdp", "range")
    with pytest.raises(UsageFault, match="no profile"):
        figure([{"value": 5}], profile="most")


# Each row: who is told hurt, the words of the claim, who is told dead, how many hurt.
VICTIMS: list[tuple[str, str, str, int | None]] = [
    ("he", "he was hit in the chest", "the boy", None),  # first the wound is told, then the death
    ("the child", "the child was hit", "Amal Roe", None),
    ("another man", "another man was hit", "the boy", 1),
    ("a guard", "a guard was hit", "the boy", 1),  # no word for just anyone
    ("Basil Roe", "Basil Roe was hit", "Basil Roe", None),
    ("Basil Roe", "Basil Roe was hit", "Amal Poe", 1),  # two names
    ("Basil Roe", "Basil Roe was hit", "the boy", None),  # the boy may be he
]  # fmt: skip


@pytest.mark.parametrize(("hurt", "words", "dead", "expected"), VICTIMS)
def test_one_victim_is_not_counted_twice(hurt: str, words: str, dead: str, expected: int | None) -> None:
    told = [
        (words + ".", [claim(type_="injured", value=1, who={"text": hurt})]),
        (dead + " died.", [claim(value=1, who={"text": dead})]),
    ]
    (found,) = reconcile([report("a", told)])
    injured = found.figures.get("injured")
    assert (injured.best if injured else None) == expected


# Each row: what it shows, the claims of one report as (type, number, who, words), dead, hurt.
TOLLS: list[tuple[str, list[tuple[str, int | None, str, str]], int | None, int | None]] = [
    (
        "who is only told to be shot is hurt where others are",
        [("killed", 4, "people", "four people were shot"), ("injured", 4, "people", "four people were wounded")],
        None,
        4,
    ),
    (
        "a shot that a death follows is no second victim",
        [("killed", 2, "men", "two men died"), ("injured", 2, "men", "both had gunshot wounds")],
        2,
        None,
    ),
    ("two parts in one phrase", [("killed", 1, "a man and two children", "a man and two children died")], 3, None),
    ("a list of names", [("killed", None, "Amal Roe, 5-year-old Basil Roe and Cara Roe", "killed them")], 3, None),
    (
        "single victims named one by one",
        [("killed", 1, "Amal Roe", "Amal Roe died"), ("killed", 1, "Basil Poe", "Basil Poe died")],
        2,
        None,
    ),
    (
        "one person by first and last name",
        [("killed", 1, "Amal Roe", "Amal Roe died"), ("killed", 1, "Roe", "Roe was killed")],
        1,
        None,
    ),
    ("who kills himself after", [("killed", 1, "his wife", "killed his wife and then himself")], 2, None),
    ("who alone kills himself", [("killed", 1, "a boy", "a boy killed himself")], 1, None),
    (
        "one more is no total",
        [("injured", 1, "a fourth victim", "a fourth victim was hurt"), ("injured", 4, "people", "four were hurt")],
        None,
        4,
    ),
    (
        "an age is no number",
        [("killed", 20, "Amal Roe", "killed Amal Roe, 20"), ("killed", 1, "woman", "a woman died")],
        1,
        None,
    ),
    (
        "suspects are no victims",
        [("killed", 2, "two men", "two men were charged with the killing"), ("killed", 1, "girl", "a girl was killed")],
        1,
        None,
    ),
    (
        "several wounds are no people",
        [("injured", None, "", "died of multiple bullet wounds"), ("killed", 1, "man", "a man died")],
        1,
        None,
    ),
]


@pytest.mark.parametrize(("shows", "claims", "dead", "hurt"), TOLLS, ids=[row[0] for row in TOLLS])
def test_victims_are_counted_once(shows: str, claims: list[Any], dead: int | None, hurt: int | None) -> None:
    told = [
        (
            words + ".",
            [claim(type_=kind, value=value, hedge="vague" if value is None else "exact", who={"text": who})],
        )
        for kind, value, who, words in claims
    ]
    (found,) = reconcile([report("a", told)])
    best = {kind: f.best for kind, f in found.figures.items()}
    assert (best.get("killed"), best.get("injured")) == (dead, hurt)


def test_several_wounds_are_not_several_people() -> None:
    told = [claim(type_="injured", value=3, hedge="vague", who={"text": "several gunshot wounds"}), claim(value=1)]
    (found,) = reconcile([report("a", [("He died of several gunshot wounds.", told)])])
    assert "injured" not in found.figures


def test_several_told_hurt_are_others_than_the_dead() -> None:
    told = [claim(type_="injured", value=4, who={"text": "people"}), claim(value=1, who={"text": "man"})]
    (found,) = reconcile([report("a", [("One man died and four people were hurt.", told)])])
    assert found.figures["injured"].best == 4


def graded(*claims: dict[str, Any], docs: int = 1) -> str:
    """The grade of an incident that reports of different outlets tell alike, each in its own words."""
    pages = []
    for i in range(docs):
        page = attack(f"r{i}", seed=i)
        base = {k: page["claims"][0][k] for k in ("time", "place", "start", "end", "quote")}
        made = [{**c, **base, "id": f"{i}.{n}"} for n, c in enumerate(claims)]
        pages.append({**page, "claims": [*made, page["claims"][1]]})
    (found,) = reconcile(pages)
    return found.grade.name


def test_grades_are_airwars() -> None:
    mine = {**(party("army") or {}), "start": 0, "end": 4}
    assert graded(claim(value=5)) == "weak"
    assert graded(claim(value=5), docs=2) == "fair"
    assert graded(claim(value=5, perpetrator=party("army"))) == "weak"
    assert graded(claim(value=5, perpetrator=party("army"), by=mine)) == "confirmed"
    assert graded(claim(value=5, perpetrator=party("army")), claim(value=5, perpetrator=party("rebels"))) == "contested"
    assert graded(claim(value=5, who=party(None, "rebel fighters", "REB"))) == "discounted"


@pytest.mark.parametrize("rule", load_rules("agencies"), ids=lambda r: r["name"])
def test_credits_of_agencies(rule: dict[str, Any]) -> None:
    assert [agency(text, None) for text in rule["examples"]] == [rule["name"]] * len(rule["examples"])
    assert [agency(text, None) for text in rule["not_examples"]] == [None] * len(rule["not_examples"])
    assert all(agency("", outlet.upper()) == rule["name"] for outlet in rule["outlets"])


def test_copies_are_like_and_others_are_not() -> None:
    first, second = (
        " ".join(p[0] for p in [[s] for s in attack(d, seed=s)["text"].split()]) for d, s in (("a", 0), ("b", 3))
    )
    assert likeness(sketch(first), sketch(first + " Our partner.")) > 0.8
    assert likeness(sketch(first), sketch(second)) < 0.5
    assert sketch("Too short to say.") == ()


def test_words_and_names_of_a_text() -> None:
    text = (
        "Police named Erin Vale, 26, of Harrow. Police said Vale was shot in the 1400 block of Alder Road at 3:30. "
        "The 9-year-old ran."
    )
    assert persons(text) == {"vale 26"}
    assert ages(text) == {"26", "9"}
    assert numbers(text) == {"1400"} | ({"30"} & numbers(text))
    assert {"vale", "erin", "harrow", "alder"} <= name_vector(text).keys()
    assert "police" not in name_vector(text)  # a frequent word
    assert "vale" not in name_vector(text, frozenset({"vale"}))  # a party's
    assert abs(sum(w * w for w in word_vector(text).values()) - 1) < 0.01
