"""What one step of training sees of a window."""

from __future__ import annotations

from pathlib import Path

import pytest
from tokenizers import Tokenizer

import reportedly.find.learned as learned
from reportedly.learn.samples import Sample, encode

TOKENIZER = Tokenizer.from_file(str(Path(learned.__file__).parent / "weights" / "tokenizer.json"))


def ids(words: str, swaps: dict[str, str] | None = None) -> list[int]:
    cut = words.split()
    return encode(Sample("x", cut, [(0, 0, 0, 0)] * len(cut), []), TOKENIZER, swaps).ids


@pytest.mark.parametrize(
    ("told", "read"),
    [
        ("Terrorists shelled Idlib", "fighters shelled Idlib"),  # a word that takes a side is read as the plain one
        ("the regime shelled Idlib", "the government shelled Idlib"),  # as the finder does at run time
        ("gunmen shelled Idlib", "gunmen shelled Idlib"),  # any other word stays
    ],
)
def test_training_reads_plain_words(told: str, read: str) -> None:
    assert ids(told) == ids(read)


def test_a_stand_in_is_read_plain_too() -> None:
    assert ids("gunmen shelled Idlib", {"gunmen": "jihadists"}) == ids("fighters shelled Idlib")
