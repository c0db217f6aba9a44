"""By what means: every rule proves itself, and what nothing tells is left open."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.find.evidence import has_evidence
from reportedly.find.means import mode_of
from reportedly.find.wording import lower, phrase_pattern
from reportedly.model.text import Span
from reportedly.model.told import Told
from reportedly.model.vocabulary import MODES
from reportedly.rules import load_rules

MEANS = load_rules("means")["rules"]
EVIDENCE = load_rules("evidence")["rules"]


def act(bracketed: str, told: str | None, kind: str = "event", type_: str = "ASSAULT") -> tuple[Told, str]:
    """A claim that the words in brackets carry, told by the whole sentence."""
    start, end = bracketed.index("["), bracketed.index("]") - 1
    text = bracketed.replace("[", "").replace("]", "")
    return Told(kind, type_, Span(start, end), Span(0, len(text)), mode=told), text


@pytest.mark.parametrize("rule", MEANS, ids=lambda rule: rule["rule"])
def test_means_examples(rule: dict[str, Any]) -> None:
    assert rule["mode"] in MODES
    for example in rule["examples"]:
        assert mode_of(*act(example["text"], example["told"]))[0] == rule["mode"], example
    for example in rule["not_examples"]:
        assert mode_of(*act(example["text"], example["told"]))[0] != rule["mode"], example


@pytest.mark.parametrize(
    ("bracketed", "told", "expected"),
    [
        # a means that nothing tells is open; an advance or a fight needs none
        ("The force [targeted] a compound near the village.", "airstrike", "other"),
        ("The force [attacked] the village.", "ground", "ground"),
        # a hint lets the finder's mode stand, and decides nothing
        ("The [raids] went on all night.", "airstrike", "airstrike"),
        ("The [raids] went on all night.", "ground", "ground"),
        # the act's own words go before those beside it
        ("The [execution] of an air force pilot shocked the town.", "airstrike", "shooting"),
        # of several means the finder's own stands
        ("The town was hit by [air strikes and shelling].", "shelling", "shelling"),
        ("The town was hit by [air strikes and shelling].", "airstrike", "airstrike"),
        # the means behind the quote, in its clause
        ("Regime forces also [pounded] the towns with heavy artillery.", "airstrike", "shelling"),
        # no mode proposed
        ("Unknown men [killed] a judge.", None, "other"),
        # capitals
        ("GUERRILLAS [KIDNAPPED] A JUDGE.", "other", "abduction"),
    ],
)
def test_mode_of(bracketed: str, told: str | None, expected: str) -> None:
    assert mode_of(*act(bracketed, told))[0] == expected


@pytest.mark.parametrize(
    ("text", "anchor", "target", "told", "expected"),
    [
        # what flies there is hit, and no means
        ("Rebels fired on a Russian warplane.", "fired", "a Russian warplane", "airstrike", "other"),
        # nor is what is made there
        ("The army hit a workshop for explosive devices.", "hit", "a workshop for explosive devices", None, "other"),
        # what does it is
        ("A drone dropped a grenade on a post.", "dropped", "a grenade", "drone", "drone"),
        # downed aircraft are told by what is hit
        ("Rebels shot down a drone.", "shot down", "a drone", "drone", "other"),
    ],
)
def test_what_is_hit_is_no_means(text: str, anchor: str, target: str, told: str | None, expected: str) -> None:
    def span(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    hit = Told("event", "ASSAULT", span(anchor), span(text), roles={"recipient": (span(target),)}, mode=told)
    assert mode_of(hit, text)[0] == expected


def test_means_told_a_sentence_before_count() -> None:
    """ "Jets crossed the border. They hit …" is an air strike; the same words alone are not."""
    alone = "They hit two depots near the river."
    after = f"Jets crossed the border at dawn. {alone}"
    at = len(after) - len(alone)
    told = Told("event", "ASSAULT", Span(at + 5, at + 8), Span(at, len(after)), mode="airstrike")
    assert mode_of(told, after)[0] == "airstrike"
    told = Told("event", "ASSAULT", Span(5, 8), Span(0, len(alone)), mode="airstrike")
    assert mode_of(told, alone) == ("other", "no word near tells airstrike")


@pytest.mark.parametrize("rule", EVIDENCE, ids=lambda rule: rule["rule"])
def test_evidence_examples(rule: dict[str, Any]) -> None:
    kind, type_ = rule["of"].split(".")
    for example in rule["examples"]:
        told, text = act(example, None, kind, type_)
        assert has_evidence(Told(kind, type_, told.anchor, told.anchor), text), example
    for example in rule["not_examples"]:
        told, text = act(example, None, kind, type_)
        assert not has_evidence(Told(kind, type_, told.anchor, told.anchor), text), example


def test_other_kinds_need_no_evidence() -> None:
    assert has_evidence(Told("event", "CONSULT", Span(0, 4), Span(0, 4)), "They met.")


@pytest.mark.parametrize(
    ("listed", "text", "found"),
    [
        # words apart, as one, with a hyphen
        ("air strike*", "two air strikes", True),
        ("air strike*", "an airstrike", True),
        ("air strike*", "air-strikes", True),
        # whole words only
        ("mine", "miners", False),
        # a gap of at most five words
        ("shot down … jet*", "shot down a small unarmed jet", True),
        ("shot down … jet*", "shot down one two three four five six jet", False),
    ],
)
def test_phrases(listed: str, text: str, found: bool) -> None:
    assert bool(phrase_pattern([listed]).search(text)) is found


@given(st.text())
def test_lower_keeps_length(text: str) -> None:
    assert len(lower(text)) == len(text)


@settings(max_examples=80, deadline=None)
@given(
    st.text(alphabet=st.sampled_from("air strke shld.[]İ\n"), max_size=80),
    st.integers(0, 90),
    st.integers(0, 90),
    st.sampled_from((None, *MODES)),
)
def test_hostile_spans_give_a_mode(text: str, start: int, end: int, told: str | None) -> None:
    span = Span(min(start, end), max(start, end))
    assert mode_of(Told("event", "ASSAULT", span, span, mode=told), text)[0] in MODES
