"""What holds for every line of the claims file: spans, ids, sources, areas."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reportedly.export.claims import report_line
from reportedly.model.report import Report
from reportedly.pipeline import default_tools, extract_claims
from reportedly.read import read_inputs

EXAMPLES = Path(__file__).parents[2] / "examples"


def claims(lines: list[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    return ((line["text"], claim) for line in lines for claim in line["claims"])


def spans(value: Any) -> Iterator[dict[str, Any]]:
    """Every object inside a claim that stands at a span."""
    if isinstance(value, list):
        for one in value:
            yield from spans(one)
    elif isinstance(value, dict):
        if value.get("start") is not None and "mod" not in value:  # a time has days instead
            yield value
        for one in value.values():
            yield from spans(one)


def test_quotes_are_the_words_of_their_spans(lines: list[dict[str, Any]]) -> None:
    for text, claim in claims(lines):
        assert 0 <= claim["start"] < claim["end"] <= len(text)
        assert claim["quote"] == text[claim["start"] : claim["end"]]


def test_sources_places_and_actors_are_the_words_of_their_spans(lines: list[dict[str, Any]]) -> None:
    seen = 0
    for text, claim in claims(lines):
        for one in spans({k: v for k, v in claim.items() if isinstance(v, dict | list)}):
            assert one["text"] == text[one["start"] : one["end"]]
            seen += 1
    assert seen > 100


def test_ids_are_unique_within_a_report_and_in_all(lines: list[dict[str, Any]]) -> None:
    ids = [claim["id"] for _, claim in claims(lines)]
    assert len(set(ids)) == len(ids)


def test_claims_come_in_the_order_of_their_words(lines: list[dict[str, Any]]) -> None:
    for line in lines:
        starts = [claim["start"] for claim in line["claims"]]
        assert starts == sorted(starts)


def test_a_second_run_in_another_order_writes_the_same(lines: list[dict[str, Any]]) -> None:
    tools = default_tools()
    reports = [item for item in read_inputs([str(EXAMPLES)]) if isinstance(item, Report)]
    again = {r.doc: json.loads(report_line(r, extract_claims(r, tools))) for r in reversed(reports)}
    assert list(again) == [line["doc"] for line in reversed(lines)]
    assert [again[line["doc"]] for line in lines] == lines


def test_an_answer_is_the_id_of_a_claim_of_the_same_report(lines: list[dict[str, Any]]) -> None:
    for line in lines:
        ids = {claim["id"] for claim in line["claims"]}
        assert {claim["answers"] for claim in line["claims"]} - {None} <= ids


def test_a_number_lies_within_its_bounds(lines: list[dict[str, Any]]) -> None:
    for _, claim in claims(lines):
        if claim.get("value") is not None:
            low, high = claim["low"], claim["high"]
            assert (low is None or low <= claim["value"]) and (high is None or claim["value"] <= high), claim


def test_a_report_without_a_date_dates_nothing_by_itself() -> None:
    """No day of publication and none written in the text: "on Friday" and "now" are no day, today's least of all."""
    report = Report(
        "undated",
        "Shells hit the market of Sarmin on Friday, killing 12 people, a doctor said. The rebels now hold the town. "
        "The army denies the attack.",
    )
    found = extract_claims(report, default_tools())
    assert len(found) >= 3
    assert [c.time for c in found if c.time] == []


def test_what_has_an_id_has_a_name_and_the_other_way_round(lines: list[dict[str, Any]]) -> None:
    for _, claim in claims(lines):
        for one in spans({k: v for k, v in claim.items() if isinstance(v, dict | list)}):
            assert (one["id"] is None) == (one["name"] is None), one


def test_every_claim_says_how_it_came_about(lines: list[dict[str, Any]]) -> None:
    for _, claim in claims(lines):
        assert claim["rule"]
        assert claim["why"]
        assert 0 <= claim["confidence"] <= 1


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("Nine people were killed in Saraqib — قصف.", False),  # what UTF-8 holds is written as it is
        ("Nine people were killed \ud800 in Saraqib.", True),  # a lone surrogate as an escape
        ('Nine "people"\n\twere killed\u2028 in Saraqib\x7f.', False),  # one line stays one line
    ],
)
def test_a_line_is_one_line_of_utf8_and_reads_back(text: str, escaped: bool) -> None:
    line = report_line(Report(doc="x", text=text), ())
    assert "\n" not in line
    line.encode("utf-8")
    assert ("\\ud800" in line) is escaped
    assert json.loads(line)["text"] == text
