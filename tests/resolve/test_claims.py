"""From a claim as told to a claim: the words of its roles are whole words, its window is the one told."""

from __future__ import annotations

import pytest

from reportedly.model.text import Span
from reportedly.resolve.claims import whole_words


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
