"""From a claim as told to a claim: the words of its roles are whole words, its window is the one told."""

from __future__ import annotations

import datetime as dt

import pytest

from reportedly.actors import load_register
from reportedly.gazetteer import open_gazetteer
from reportedly.model.report import Report
from reportedly.model.text import Span
from reportedly.model.told import Told
from reportedly.resolve.claims import unmeasured, when, whole_words
from reportedly.resolve.dates import find_dates
from reportedly.resolve.scene import set_scene


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("In Panjwa’i district, a patrol", "i district", "Panjwa’i district"),  # cut at its apostrophe
        ("In Nahr-e Saraj, a patrol", "Saraj", "Saraj"),  # a space: nothing was cut
        ("In Nahr-Saraj, a patrol", "Saraj", "Nahr-Saraj"),  # cut at its hyphen
        ("In Gao, a patrol", "Gao", "Gao"),  # whole as it is
        ("(Gao)", "Gao", "Gao"),  # a bracket is no part of a word
    ],
)
def test_a_span_begins_with_a_whole_word(text: str, words: str, expected: str) -> None:
    start = text.index(words)
    assert whole_words(Span(start, start + len(words)), text).of(text) == expected


@pytest.mark.parametrize(
    ("dated", "first", "last"),
    [
        ("since", dt.date(2003, 1, 1), dt.date(2020, 3, 12)),  # from then until the report
        ("then", dt.date(2003, 1, 1), dt.date(2003, 12, 31)),  # the year itself
    ],
)
def test_a_time_counted_from_and_the_time_itself(dated: str, first: dt.date, last: dt.date) -> None:
    text, day = "It was the worst raid since 2003, when 35 drivers died.", dt.date(2020, 3, 12)
    scene = set_scene(Report("x", text, published=day), text, find_dates(text, day), open_gazetteer(), load_register())
    year, claim = (Span(text.index(w), text.index(w) + len(w)) for w in ("2003", "35"))
    found = when(Told("toll", "killed", claim, claim, roles={"time": (year,)}, dated=dated), scene)
    assert found is not None
    assert (found.start, found.end) == (first, last)


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("more than half of Idlib province", "Idlib province"),
        ("70 percent of the country", "the country"),
        ("% of Port-au-Prince", "Port-au-Prince"),  # cut behind its number
        ("the siege of Aleppo", "Aleppo"),
        ("the town of Halfaya", "the town of Halfaya"),
        ("Most", "Most"),  # a town
    ],
)
def test_a_place_is_without_its_measure(words: str, place: str) -> None:
    assert unmeasured(Span(0, len(words)), words).of(words) == place
