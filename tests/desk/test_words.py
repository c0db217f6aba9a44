"""Claims in words, addresses that may be followed, and cells that no spreadsheet computes."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.desk import words
from reportedly.desk.cells import csv_lines, safe


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ({"value": 15, "hedge": "at_least"}, "at least 15"),  # the hedge stays with the number
        ({"value": 10, "high": 15, "hedge": "range"}, "10–15"),  # a range
        ({"value": 900000, "hedge": "nearly"}, "nearly 900,000"),  # thousands are set apart
        ({"value": None, "hedge": "vague"}, "no number told"),  # no number is not nought
        ({"type": "ASSAULT"}, ""),  # an event has no figure
    ],
)
def test_a_figure_keeps_its_hedge(claim: dict, expected: str) -> None:
    assert words.figure(claim) == expected


@pytest.mark.parametrize(
    ("url", "followed"),
    [
        ("https://news.example/a?b=1#c", True),  # a plain address
        ("http://news.example/", True),  # and without encryption
        ("javascript:alert(1)", False),  # code
        ("JaVaScRiPt:alert(1)", False),  # code, in capitals
        ("java\tscript:alert(1)", False),  # a tab that browsers drop
        (" javascript:alert(1)", False),  # a space before it
        ("data:text/html,<script>alert(1)</script>", False),  # a page in an address
        ("//evil.example/x", False),  # no scheme
        ("https://bank.example@evil.example/", False),  # the user part that looks like a host
        ("https://evil.example/\u202egpj", False),  # a direction control
        ("http://[::1", False),  # broken
        (None, False),  # none
    ],
)
def test_only_plain_addresses_become_links(url: object, followed: bool) -> None:
    assert (words.web_address(url) is not None) == followed


@given(st.text())
def test_nothing_invisible_is_left(text: str) -> None:
    shown = words.visible(text)
    assert len(shown) == len(text)
    assert not set(shown) & words.DIRECTION
    shown.encode("utf-8")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("=1+1", "'=1+1"),  # a formula
        ("@SUM(A1)", "'@SUM(A1)"),  # Lotus's
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),  # DDE
        ("  =1+1", "'  =1+1"),  # spaces do not hide it
        ("\t=1", "'\t=1"),  # nor tabs
        ("＝1+1", "'＝1+1"),  # nor wide characters
        ("-5", "-5"),  # a number is a number
        (12, "12"),  # so is this
        (None, ""),  # nothing
        ("Aleppo", "Aleppo"),  # a word
    ],
)
def test_a_cell_is_never_a_formula(cell: object, expected: str) -> None:
    assert safe(cell) == expected


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r\x00")), min_size=1, max_size=4))
def test_a_table_reads_back_as_it_was(cells: list[str]) -> None:
    back = list(csv.reader(io.StringIO("".join(csv_lines(["h"] * len(cells), [cells])), newline="")))[1]
    assert [one.removeprefix("'") for one in back] == [one.removeprefix("'") for one in cells]
