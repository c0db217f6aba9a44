"""Who denies a deed or condemns it is not told as having done it."""

from __future__ import annotations

import functools
import re

import pytest
from spacy.language import Language

from reportedly.find.deniers import disowns, without_deniers
from reportedly.find.parse import load_parser, parse, root_of
from reportedly.model.text import Span
from reportedly.model.told import Told
from reportedly.rules import load_rules

RULES = load_rules("doers")["disowning"]


@functools.cache
def parser() -> Language:
    return load_parser()


def claim(
    text: str, deed: str, doer: str, kind: str = "event", type_: str = "ASSAULT", status: str = "reported"
) -> Told:
    """A claim carried by one word of a text, done by others of its words."""
    at, by = text.index(deed), text.index(doer)
    role = "actor" if kind == "event" else "perpetrator"
    roles = {role: (Span(by, by + len(doer)),)}
    return Told(kind, type_, Span(at, at + len(deed)), Span(0, len(text)), roles=roles, status=status)


@pytest.mark.parametrize(
    ("told", "text", "stands"),
    [
        # a denial in the sentence behind lays nothing to the denier
        (("killed", "The Taliban"), "A bomb killed 12 people. The Taliban denied responsibility.", False),
        # nor does a condemnation, in a relative clause either
        (("blast", "The militia"), "A blast hit a bus. The militia, who condemned it, left.", False),
        # a deed told of the same subject stays
        (("shelled", "The army"), "The army condemned the raid and shelled the town.", True),
        # other words of speech leave it open
        (("hit", "The army"), "Jets hit a bus. The army said it was a mistake.", True),
        # what is not the deed may be denied
        (("hit", "The army"), "Jets hit a bus. The army denied the convoy access.", True),
    ],
)
def test_who_disowns_a_deed_is_not_told_as_its_doer(told: tuple[str, str], text: str, stands: bool) -> None:
    one = without_deniers(claim(text, *told), parse(text, parser()))
    assert ("actor" in one.roles) is stands
    assert any("disowns it" in line for line in one.why) is not stands


@pytest.mark.parametrize(
    "told",
    [
        # what is itself denied keeps them: the status says so
        claim("The rebels denied they killed ten.", "killed", "The rebels", "toll", "killed", "denied"),
        # an act of speech is theirs
        claim("The rebels condemned the raid.", "condemned", "The rebels", "event", "ACCUSE"),
    ],
)
def test_other_claims_are_left_as_they_are(told: Told) -> None:
    text = "The rebels denied they killed ten." if told.kind == "toll" else "The rebels condemned the raid."
    assert without_deniers(told, parse(text, parser())) is told


@pytest.mark.parametrize(
    ("marked", "expected"), [*((e, True) for e in RULES["examples"]), *((e, False) for e in RULES["not_examples"])]
)
def test_disowning_rule_matches_its_examples_only(marked: str, expected: bool) -> None:
    text = re.sub(r"[\[\]]", "", marked)
    doer = Span(0, marked.index("]") - 1)
    assert disowns(root_of(doer, parse(text, parser())), None) is expected
