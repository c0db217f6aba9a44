"""The notation of written reports: read to the shape of the gold, faults named with their line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reportedly.learn.corpus import is_test, read_written_folder, split_written
from reportedly.learn.written import WrittenError, read_block

FOLDER = Path(__file__).parents[2] / "training" / "reports"
HEAD = "x-1 | 2024-03-05 | outlet | Title | style=agency\n"
TEXT = "Shells killed at least 12 people in Gao on Monday, the governor said.\n---\n"


def claim_of(line: str) -> dict[str, Any]:
    claims = read_block(HEAD + TEXT + line, "war")["claims"]
    assert len(claims) == 1
    return claims[0]  # type: ignore[no-any-return]


def test_a_block_has_the_shape_of_the_gold() -> None:
    report = read_block(HEAD + TEXT, "war")
    assert report["doc"] == "x-1"
    assert report["published"] == "2024-03-05"
    assert report["style"] == "agency"
    assert report["text"].endswith("said.")
    assert report["claims"] == []


def test_a_claim_line_becomes_a_claim() -> None:
    claim = claim_of(
        'toll killed "killed at least 12 people" v=12 hedge=at_least who="people|12 people" by="the governor" time=2024-03-04 place="Gao" optional'
    )
    assert claim["value"] == 12
    assert claim["who"] == ["people", "12 people"]
    assert claim["time"] == {"start": "2024-03-04", "end": "2024-03-04", "precision": "day"}
    assert claim["optional"] is True
    assert claim["perpetrator"] is None
    assert claim["total"] is False


def test_an_interval_keeps_its_precision() -> None:
    claim = claim_of('toll killed "12 people" v=12 time=2024-03-01..2024-03-05:week')
    assert claim["time"] == {"start": "2024-03-01", "end": "2024-03-05", "precision": "week"}


@pytest.mark.parametrize(
    "line",
    [
        'toll killed "not in the text" v=1',  # the quote must stand in the text
        'toll murdered "12 people" v=12',  # types are a closed vocabulary
        'toll killed "12 people" v=12 hedge=roughly',  # so are hedges
        'toll killed "12 people" v=12 mode=clash',  # a slot that the kind does not have
        'toll killed "12 people" v=12 who="nurses"',  # a name that is nowhere in the text
        'toll killed "12 people" v=12 time=March',  # no date
        'toll killed "12 people" v=12 maybe',  # a word that is no flag
        'toll killed "12 people" v=12 nth=2',  # the quote stands only once
        'toll killed "12 people',  # a quotation mark that is never closed
    ],
)
def test_a_fault_is_named_with_its_report(line: str) -> None:
    with pytest.raises(WrittenError, match="x-1"):
        claim_of(line)


def test_all_our_reports_can_be_read_and_a_fifth_of_them_is_a_test() -> None:
    reports = list(read_written_folder(FOLDER))
    train, test = split_written(reports)
    assert len(reports) >= 120
    assert 0.15 < len(test) / len(reports) < 0.27
    assert not {r["doc"] for r in train} & {r["doc"] for r in test}
    assert len({r["doc"] for r in reports}) == len(reports)
    assert all(is_test(r["doc"]) for r in test)
