"""The parse: what is left out or looked up changes nothing, and no text makes it long."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from reportedly.find.parse import (
    LONGEST_RUN,
    LONGEST_SENTENCE,
    MODEL,
    cut_words,
    forms_of,
    load_parser,
    parse,
    text_of,
)

PIECES = ("[", '("', "'", "-", ". ", "a ", "a/b/", "x", "\n", " ", "killed, ", "é", "中")


@pytest.fixture(scope="module")
def parser() -> Language:
    return load_parser()


@pytest.fixture(scope="module")
def plain() -> Language:
    """spaCy's own pipeline, with its own ruler and its own lists."""
    return spacy.load(MODEL, exclude=["ner"])


def told(doc: Doc) -> list[tuple[object, ...]]:
    """All that rules read of a parse."""
    return [(t.text, t.tag_, t.pos_, t.lemma_, str(t.morph), t.dep_, t.head.i, t.is_sent_start) for t in doc]


@pytest.mark.parametrize(
    "text",
    [
        # Rules of the ruler by tag alone, by tag and form, and by form and dependency ("you", "her", "that").
        "She told you that the men she had seen were theirs, not ours, and gave her this.",
        # Rules over two words, and clitics whose form decides.
        "He's gonna say they'd've left; let's go, y'all, 'cause I ain't staying.",
        # White space that is a word of its own.
        "The depot  burned.\n\n\tNobody was hurt.",
        # Base forms that only the lists know, exceptions, and words that are in none of them.
        "The geese fled worse bombings; axes, matrices and technicals of the Zarkals were running.",
        "THREE SOLDIERS WERE KILLED",
        "",
    ],
)
def test_tables_change_no_word(text: str, parser: Language, plain: Language) -> None:
    assert told(parser(text)) == told(plain(text))


@pytest.mark.parametrize("piece", PIECES)
def test_no_run_and_no_sentence_is_long(piece: str, parser: Language) -> None:
    text = piece * (15_000 // len(piece))
    doc = parse(text, parser)
    assert doc.text == text
    assert max(len(sentence) for sentence in doc.sents) <= LONGEST_SENTENCE
    assert max((len(token) for token in doc if not token.is_space), default=0) <= LONGEST_RUN


@pytest.mark.parametrize(
    ("length", "words"),
    [
        # A run as long as allowed stays whole, one letter more makes two.
        (LONGEST_RUN, 1),
        (LONGEST_RUN + 1, 2),
        (2 * LONGEST_RUN, 2),
    ],
)
def test_runs_are_cut_from_one_letter_too_many(length: int, words: int, parser: Language) -> None:
    assert len(cut_words("x" * length, parser)) == words


@settings(max_examples=25, deadline=None)
@given(parts=st.lists(st.tuples(st.sampled_from(PIECES), st.integers(1, 400)), max_size=4))
def test_words_cover_the_text_as_it_stands(parser: Language, parts: list[tuple[str, int]]) -> None:
    text = "".join(piece * count for piece, count in parts)
    doc = cut_words(text, parser)
    assert doc.text == text
    assert all(text[t.idx : t.idx + len(t)] == t.text for t in doc)


def test_text_and_forms_are_read_once(parser: Language) -> None:
    doc = parse("The Army left Kurdan.", parser)
    assert (text_of(doc), forms_of(doc)) == ("The Army left Kurdan.", ["the", "army", "left", "kurdan", "."])
    assert forms_of(doc) is forms_of(doc)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        # another speaks behind the semicolon: the parser took what stands before it for what that one says
        (
            "Police said at least nine people were killed when a bomb went off on Monday; the rebels denied responsibility.",
            2,
        ),
        # the other way round: the clause behind was taken for one of two that the speaker before it says
        (
            "Eleven people were shot dead by guards in Conakry on Thursday, party leaders said; police put the number at three.",
            2,
        ),
        # a heading is no part of the sentence below it
        ("Tensions between Lagos and Abuja\n\nExperts say that the rebels could keep the valley", 2),
        # a list is one sentence still
        ("Nine people were killed in Idlib; five in Hama; and three in Homs.", 1),
    ],
)
def test_no_sentence_runs_on(parser: Language, text: str, sentences: int) -> None:
    assert len(list(parse(text, parser).sents)) == sentences
