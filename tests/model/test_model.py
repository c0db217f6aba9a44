"""The words of the model: vocabularies without doubles, spans, and a text with its debris blanked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.model import vocabulary
from reportedly.model.report import Report
from reportedly.model.text import Mask, Span, gap, quote_span, sentence_of

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


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (Span(0, 4), Span(7, 9), 3),  # what stands between
        (Span(7, 9), Span(0, 4), 3),  # whichever comes first
        (Span(0, 4), Span(4, 9), 0),  # they touch
        (Span(0, 4), Span(2, 9), 0),  # they overlap
    ],
)
def test_the_gap_between_two_spans(a: Span, b: Span, expected: int) -> None:
    assert gap(a, b) == expected


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("fell", "The fort fell."),  # the first sentence begins with the text
        ("Nobody", "Nobody saw it.”"),  # a closing quotation mark belongs to the sentence before
        ("claims", "A headline without a mark claims it"),  # a line break ends a sentence too
    ],
)
def test_a_sentence_by_its_marks(words: str, sentence: str) -> None:
    text = "The fort fell. Nobody saw it.” They left.\nA headline without a mark claims it\nAnd so on."
    start = text.index(words)
    found = sentence_of(Span(start, start + len(words)), text)
    assert found.of(text).strip().rstrip(".”") == sentence.rstrip(".”")


@given(st.text(alphabet="ab. \n", max_size=60), SPANS)
def test_a_sentence_holds_what_it_is_of(text: str, span: Span) -> None:
    inside = Span(min(span.start, len(text)), min(span.end, len(text)))
    assert sentence_of(inside, text).holds(inside)


@pytest.mark.parametrize(
    ("coded", "expected"),
    [
        ({"quote": "two died"}, Span(0, 8)),  # the first occurrence
        ({"quote": "two died", "nth": 2}, Span(14, 22)),  # the second, where gold says so
        ({"quote": "two died", "nth": 3}, Span(0, 0)),  # one that is not there is empty, and overlaps nothing
    ],
)
def test_where_a_quote_stands(coded: dict[str, object], expected: Span) -> None:
    assert quote_span("two died, and two died later", coded) == expected
