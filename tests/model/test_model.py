"""The words of the model: vocabularies without doubles, spans, and a text with its debris blanked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.model import vocabulary
from reportedly.model.report import Report
from reportedly.model.text import Mask, Span

NAMES = (
    "KINDS STATUSES HEDGES MODES UNITS TIME_PRECISIONS PLACE_PRECISIONS SECTORS SOURCE_KINDS".split()  # noqa: SIM905
)
SPANS = st.builds(lambda a, b: Span(min(a, b), max(a, b)), st.integers(0, 40), st.integers(0, 40))


@pytest.mark.parametrize("name", NAMES)
def test_a_vocabulary_says_no_word_twice(name: str) -> None:
    words = getattr(vocabulary, name)
    assert len(set(words)) == len(words) > 0


def test_every_kind_has_its_types() -> None:
    assert tuple(vocabulary.TYPES) == vocabulary.KINDS
    types = [word for words in vocabulary.TYPES.values() for word in words]
    assert len(set(types)) == len(types)
    assert len(vocabulary.TYPES["event"]) == 16  # PLOVER's


@given(SPANS, SPANS)
def test_spans_overlap_where_they_share_a_character(a: Span, b: Span) -> None:
    mine, theirs = set(range(a.start, a.end)), set(range(b.start, b.end))
    if mine and theirs:
        assert a.overlaps(b) is bool(mine & theirs) is b.overlaps(a)
        assert a.holds(b) is (theirs <= mine)


@given(st.text(max_size=40), st.lists(SPANS, max_size=4))
def test_blanking_debris_keeps_length_lines_and_all_else(text: str, spans: list[Span]) -> None:
    kinds = ("debris", "caption")
    masks = tuple(Mask(span, kinds[i % 2], "test") for i, span in enumerate(spans))
    readable = Report(doc="x", text=text, masks=masks).readable()
    hidden = {at for mask in masks if mask.kind == "debris" for at in range(mask.span.start, mask.span.end)}
    assert len(readable) == len(text)
    for at, (given_, read) in enumerate(zip(text, readable, strict=True)):
        assert read == (given_ if at not in hidden or given_ == "\n" else " ")
