"""The sample reports: ten reports, all read, all marked as fiction, the copy the same as what it copies."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportedly.model.report import Report
from reportedly.read import read_inputs

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def reports() -> dict[str, Report]:
    items = list(read_inputs([str(EXAMPLES)]))
    assert all(isinstance(item, Report) for item in items), items
    return {item.doc: item for item in items if isinstance(item, Report)}


def test_every_sample_is_read_and_says_that_it_is_fiction(reports: dict[str, Report]) -> None:
    files = [path for path in EXAMPLES.iterdir() if path.suffix in (".html", ".txt")]
    assert len(reports) == len(files) == 10
    assert all(b"iction" in path.read_bytes() for path in files)


def test_pages_give_title_publisher_and_day(reports: dict[str, Report]) -> None:
    pages = [report for name, report in reports.items() if (EXAMPLES / f"{name}.html").exists()]
    assert all(report.title and report.source and report.published for report in pages)


@pytest.mark.parametrize(
    "words",
    [
        "cookie",
        "newsletter",
        "Leave a",
        "user71",
        "Flour prices",
        "Most read",
        "Harvest festival",
        "Cocoa",
        "READ MORE",
    ],
)
def test_no_page_furniture_is_read(reports: dict[str, Report], words: str) -> None:
    assert not [name for name, report in reports.items() if words in report.readable()]


def test_the_copy_repeats_the_agency(reports: dict[str, Report]) -> None:
    agency, copy = reports["market-northern-wire"], reports["market-harbour-gazette"]
    assert copy.source != agency.source
    shared = [line for line in copy.text.split("\n") if line in agency.text]
    assert len(shared) >= 4
    assert "Northern Wire" in copy.text


def test_the_long_report_is_masked_and_not_cut(reports: dict[str, Report]) -> None:
    report = reports["market-le-fanal"]
    assert report.text == (EXAMPLES / "market-le-fanal.txt").read_text(encoding="utf-8")
    debris = " ".join(mask.span.of(report.text) for mask in report.masks if mask.kind == "debris")
    for words in ("Read also The road", "Subscribers only", "Get short URL 0 154", "LEAVE A REPLY", "RANIA SHAMI"):
        assert words in debris
    assert [mask.span.of(report.text)[:18] for mask in report.masks if mask.kind == "caption"] == ["Displaced families"]
