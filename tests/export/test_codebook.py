"""The codebook says every word of the vocabularies, and no other."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from reportedly.export.docs import codebook
from reportedly.find.amounts import find_amounts
from reportedly.model import vocabulary
from reportedly.rules import load_rules

BOOK: dict[str, Any] = load_rules("codebook")
SECTIONS = {
    "kinds": vocabulary.KINDS,
    **{f"types.{kind}": words for kind, words in vocabulary.TYPES.items()},
    "statuses": vocabulary.STATUSES,
    "hedges": vocabulary.HEDGES,
    "modes": vocabulary.MODES,
    "units": vocabulary.UNITS,
    "time_precisions": vocabulary.TIME_PRECISIONS,
    "place_precisions": vocabulary.PLACE_PRECISIONS,
    "source_kinds": vocabulary.SOURCE_KINDS,
}
SOURCE = Path(__file__).parents[2] / "src" / "reportedly"


def section(name: str) -> dict[str, dict[str, str]]:
    """A section of the book: `types.toll` lies in `types`."""
    out: Any = BOOK
    for part in name.split("."):
        out = out[part]
    return out  # type: ignore[no-any-return]


@pytest.mark.parametrize("name", SECTIONS)
def test_a_section_has_the_words_of_its_vocabulary_and_no_other(name: str) -> None:
    assert sorted(section(name)) == sorted(SECTIONS[name])


@pytest.mark.parametrize("name", [*SECTIONS, "sectors"])
def test_every_word_has_a_meaning_and_an_example_that_fit_a_table(name: str) -> None:
    for word, entry in section(name).items():
        assert set(entry) == {"means", "example"}, word
        assert entry["means"].endswith("."), word
        assert entry["example"].strip(), word
        assert not re.search(r"[|\n]", entry["means"] + entry["example"]), word


@pytest.mark.parametrize("name", SECTIONS)
def test_the_page_shows_every_word(name: str) -> None:
    page = codebook()
    assert not [word for word in section(name) if f"| `{word}` | " not in page]


def test_no_section_is_left_over() -> None:
    assert set(BOOK) == {name.split(".")[0] for name in SECTIONS} | {"sectors", "vague_numbers", "conventions"}


def test_every_sector_that_an_actor_can_have_is_explained() -> None:
    files = [*(SOURCE / "actors").glob("*.yaml"), *(SOURCE / "rules").glob("*.yaml")]
    used = {code for file in files for code in re.findall(r"\bsector: *([A-Z]{3})\b", file.read_text(encoding="utf-8"))}
    assert used
    assert used <= set(BOOK["sectors"]) <= set(vocabulary.SECTORS)


@pytest.mark.parametrize(
    ("words", "value"), [(w, value) for row, value in BOOK["vague_numbers"].items() for w in row.split(", ")]
)
def test_words_for_numbers_are_read_as_the_book_says(words: str, value: int) -> None:
    said = words if words.split()[0] in {"a", "several", "many"} else f"{words} of"
    said = f"A {words} of" if words == "couple" else said
    first = find_amounts(f"{said} people were killed in the village.".capitalize())[0]
    assert (first.value, first.hedge) == (value, "vague")
