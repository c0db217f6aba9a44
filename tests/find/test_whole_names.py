"""Parties are told by their whole names."""

from __future__ import annotations

import functools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from reportedly.find.parse import load_parser, parse
from reportedly.find.whole_names import with_whole_names
from reportedly.model.text import Span
from reportedly.model.told import Told


@functools.cache
def parser() -> Language:
    return load_parser()


def named(text: str, words: str, role: str = "actor") -> str:
    """The words of a role after the step, for a claim whose finder gave `words`."""
    at = text.rindex(words)
    told = Told("event", "ASSAULT", Span(0, 1), Span(0, len(text)), roles={role: (Span(at, at + len(words)),)})
    (out,) = with_whole_names([told], parse(text, parser()))
    return out.roles[role][0].of(text)


@pytest.mark.parametrize(
    ("text", "words", "whole"),
    [
        # cut before its noun
        ("He was held by the security force at dawn.", "the security", "the security force"),
        ("He saw two Afghan border guards.", "two", "two Afghan border guards"),
        # cut within a name
        ("Police say that they blamed Omar Sabri Haddad for most of the raids.", "Omar Sabri", "Omar Sabri Haddad"),
        # without the words that name it
        ("It was taken by fighters of the Islamic State group.", "State group", "Islamic State group"),
        ("Shells fell on the Afghan troops near the pass.", "troops", "Afghan troops"),
        # a day before them is no part of their name
        ("On Monday rebels shelled the port for hours.", "rebels", "rebels"),
        # the noun behind names no party: the words before it do
        ("The rebel attacks went on all night.", "rebel", "rebel"),
        # what only describes is left out, and so is a number
        ("Shells hit three young soldiers near the pass.", "soldiers", "soldiers"),
        # whole already
        ("Rebels shelled the camp.", "Rebels", "Rebels"),
        # a headline's capitals make a name of any word
        ("Syrian Army Regains Key Town in Idlib Countryside", "Army", "Army"),
    ],
)  # fmt: skip
def test_whole(text: str, words: str, whole: str) -> None:
    assert named(text, words) == whole


def test_a_place_is_left_as_it_is() -> None:
    assert named("Shells fell near Afghan army posts.", "Afghan", role="place") == "Afghan"


@given(st.text(max_size=60), st.integers(0, 60), st.integers(1, 60))
def test_any_words_of_any_text_stay_within_the_new_ones(text: str, start: int, length: int) -> None:
    span = Span(start, start + length)
    told = Told("toll", "killed", span, span, roles={"who": (span,)})
    (out,) = with_whole_names([told], parse(text, parser()))
    (whole,) = out.roles["who"]
    assert whole.start <= span.start and whole.end >= span.end
    assert whole.end <= max(len(text), span.end)
