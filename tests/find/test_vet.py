"""What the learned finder proposes as figures, held against the words. The sentences are ours."""

from __future__ import annotations

import dataclasses
import functools
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.find.amounts import find_amounts
from reportedly.find.figures import vet_figures
from reportedly.find.learned.decode import untold_amount
from reportedly.find.parse import load_parser
from reportedly.model.text import Span
from reportedly.model.told import Told
from reportedly.rules import load_rules

PARSER = functools.cache(load_parser)


def proposed(text: str, anchor: str, who: str = "", kind: str = "toll", **given: Any) -> Told:
    """A proposal as the learned finder makes it: the number at its anchor, else one that is not told in words."""
    at = Span(text.index(anchor), text.index(anchor) + len(anchor))
    counting = (None, "households", "houses")
    number = next((a for a in find_amounts(text) if a.span.overlaps(at) and a.unit in counting), None)
    roles = {"who": (Span(text.index(who), text.index(who) + len(who)),)} if who else {}
    fields: dict[str, Any] = {"type": "killed", "confidence": 0.9, "rule": "learned:1", "quote": Span(0, len(text))}
    return Told(kind, anchor=at, roles=roles, amount=number or untold_amount("none", at), **fields | given)


def vetted(text: str, *told: Told) -> list[tuple[str, int | None]]:
    return [
        (t.type, t.amount.value if t.amount else None)
        for t in vet_figures(PARSER()(text), text, find_amounts(text), told)
    ]


LEFT_OUT: list[tuple[str, dict[str, Any]]] = [
    # numbers that count no people
    ("A wounded girl called 911 and hid.", {"anchor": "911"}),
    ("He died at 5145 Old Mill Road.", {"anchor": "5145"}),
    ("He died of several gunshot wounds.", {"anchor": "several", "type": "injured"}),
    # no word tells of it
    ("Some 30 people danced in the street.", {"anchor": "30"}),
    ("One man was taken to the office.", {"anchor": "One", "type": "injured"}),
    # they did it, or are said to have
    ("Two men were charged with the killing of a girl.", {"anchor": "Two", "who": "Two men"}),
    # they did it: the object of the verb is others
    ("Three men shot dead two guards.", {"anchor": "Three", "who": "Three men"}),
    ("Four men shot at a post and fled.", {"anchor": "Four", "who": "Four men", "confidence": 0.6}),
    # they are free
    ("Two raiders were killed and ten hostages were freed.", {"anchor": "ten", "who": "ten hostages"}),
]


@pytest.mark.parametrize(("text", "given"), LEFT_OUT, ids=[t for t, _ in LEFT_OUT])
def test_what_the_words_do_not_bear_out_is_left_out(text: str, given: dict[str, Any]) -> None:
    assert vetted(text, proposed(text, **given)) == []


KEPT: list[tuple[str, dict[str, Any], tuple[str, int | None]]] = [
    # a word of the type in the sentence
    ("Raiders killed 12 farmers.", {"anchor": "12"}, ("killed", 12)),
    # a word that hints at it
    ("The names of 40 guards who have fallen were read.", {"anchor": "40"}, ("killed", 40)),
    # the sentence before tells what a bare number counts
    ("How many died is not known. The army says 150.", {"anchor": "150"}, ("killed", 150)),
    # a heading that lost its commas
    ("Girl child killed two others injured in an attack on the town", {"anchor": "child"}, ("killed", 1)),
    # who loses has it done to them
    (
        "A worker lost a leg and was treated.",
        {"anchor": "worker", "who": "A worker", "type": "injured"},
        ("injured", 1),
    ),
    # hit, but not told as dead
    ("Four people were shot at a dance.", {"anchor": "Four"}, ("casualties", 4)),
    # one person, by a noun, a name, an age
    ("Gunmen killed the mayor.", {"anchor": "mayor"}, ("killed", 1)),
    ("Gunmen killed Ana Bertoli.", {"anchor": "Bertoli", "who": "Ana Bertoli"}, ("killed", 1)),
    # the number that the finder passed over
    (
        "Guards shot Omar Haddad and one more gunman dead.",
        {"anchor": "gunman", "who": "Omar Haddad and one more gunman"},
        ("killed", 1),
    ),
    # several told one by one
    ("The shell killed a mother and her son.", {"anchor": "son", "who": "a mother and her son"}, ("killed", 2)),
    # the same, where the parse hangs the first of them on the place before
    (
        "No group owned the attack. In Hangu a tribal elder and his cousin were gunned down.",
        {"anchor": "cousin", "who": "a tribal elder and his cousin"},
        ("killed", 2),
    ),
    # one man of two trades
    (
        "Police arrested a bomb maker and smuggler.",
        {"anchor": "smuggler", "who": "a bomb maker and smuggler", "type": "detained"},
        ("detained", 1),
    ),
    # a bare plural has no number
    ("The shell killed children.", {"anchor": "children"}, ("killed", None)),
    # a share of people
    (
        "Half of the people were displaced.",
        {"anchor": "Half", "kind": "displacement", "type": "displaced"},
        ("displaced", None),
    ),
]


@pytest.mark.parametrize(("text", "given", "expected"), KEPT, ids=[t for t, _, _ in KEPT])
def test_what_the_words_bear_out_stays(text: str, given: dict[str, Any], expected: tuple[str, int | None]) -> None:
    assert vetted(text, proposed(text, **given)) == [expected]


def test_people_that_are_only_pointed_back_to_are_told_once() -> None:
    text = "Troops killed one insurgent. In the fight the insurgent was killed."
    told = (proposed(text, "one"), proposed(text, "the insurgent", who="the insurgent"))
    assert vetted(text, *told) == [("killed", 1)]


def test_claims_of_other_kinds_pass() -> None:
    text = "Troops took Belmora."
    told = Told("control", "captured", Span(7, 11), Span(0, 19))
    assert vet_figures(PARSER()(text), text, (), (told,)) == (told,)


def test_hints_are_for_types_of_the_vocabulary() -> None:
    types = {entry["type"] for entry in load_rules("figures")["triggers"]}
    assert set(load_rules("figures")["hints"]) <= types


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["killed", "12", "911", "farmers", "a", "boy", ",", ".", "the", "shot", "and", "hostages", "freed", "3rd"]
        ),
        max_size=15,
    )
)
def test_any_text_gives_some_of_the_proposals(words: list[str]) -> None:
    """Nothing raises, and nothing is made up: what stays rests on anchors that were proposed."""
    text = " ".join(words)
    amounts = find_amounts(text)
    told = [Told("toll", "killed", a.span, Span(0, len(text)), amount=a, confidence=0.9) for a in amounts]
    out = vet_figures(PARSER()(text), text, amounts, told)
    assert [t.anchor for t in out] == [t.anchor for t in told if t.anchor in {o.anchor for o in out}]


def test_somebody_named_and_described_is_one() -> None:
    text = "Jets bombed the town, killing Amin Sabbagh, a local councillor, and his two sons."
    named = proposed(text, "Sabbagh", who="Amin Sabbagh")
    described = proposed(text, "councillor", who="a local councillor")
    sons = proposed(text, "two", who="his two sons")
    assert vetted(text, named, described, sons) == [("killed", 1), ("killed", 2)]


def test_somebody_described_by_another_is_one() -> None:
    text = "Omar Sabbagh, the young grandson of Amin Haddad, was shot to death at home."
    named = proposed(text, "Sabbagh", who="Omar Sabbagh")
    described = proposed(text, "Haddad", who="the young grandson of Amin Haddad")
    assert vetted(text, named, described) == [("killed", 1)]


@pytest.mark.parametrize(
    ("text", "doer", "left"),
    [
        ("The army killed nine rebels and lost two soldiers near Goma.", "The army", False),  # they are its own
        ("The army lost two soldiers to snipers near Goma.", "snipers", True),  # somebody else did it
    ],
)
def test_who_lost_people_did_not_do_it(text: str, doer: str, left: bool) -> None:
    told = proposed(text, "two", who="two soldiers")
    at = Span(text.index(doer), text.index(doer) + len(doer))
    told = dataclasses.replace(told, roles={**told.roles, "perpetrator": (at,)})
    (found,) = vet_figures(PARSER()(text), text, find_amounts(text), [told])
    assert ("perpetrator" in found.roles) is left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Rebels shelled the port. Nine men died.", ["Rebels"]),
        # named only afterwards: it may be another attack, unless that is what the sentence tells
        ("Nine men died. Rebels claimed responsibility for the blast.", ["Rebels"]),
        ("Nine men died. Rebels shelled the port.", []),
    ],
)
def test_who_is_named_only_afterwards_did_not_do_it(text: str, left: list[str]) -> None:
    at = Span(text.index("Rebels"), text.index("Rebels") + 6)
    one = proposed(text, "Nine")
    one = dataclasses.replace(one, roles={"perpetrator": (at,)})
    (out,) = vet_figures(PARSER()(text), text, find_amounts(text), [one])
    assert [span.of(text) for span in out.roles.get("perpetrator", ())] == left


@pytest.mark.parametrize(
    ("text", "who", "type_", "left"),
    [
        # counted by a number of their own, and not harmed
        ("The court tried 17 men over the bombing that killed 45.", "men", "killed", []),
        # the same people told on
        ("The blast killed 12 farmers and wounded 45.", "farmers", "injured", ["farmers"]),
    ],
)
def test_people_of_another_number_are_not_the_victims(text: str, who: str, type_: str, left: list[str]) -> None:
    (out,) = vet_figures(PARSER()(text), text, find_amounts(text), [proposed(text, "45", who=who, type=type_)])
    assert [span.of(text) for span in out.roles.get("who", ())] == left
