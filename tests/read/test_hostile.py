"""No content makes reading raise: every input gives a report or a fault."""

from __future__ import annotations

import io
import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.errors import InputFault
from reportedly.model.report import Report
from reportedly.read import read_inputs, read_line

PIECES = """<p> </p> <div> </article> <article> <h1> <table> <td> <!-- --> <script> </script> <meta charset=' '>
<script|type='application/ld+json'> {"@type":"Article", <![CDATA[ <?xml|version='1.0'|encoding='utf-16'?> <svg> <br>
&#0; &amp <a|href='javascript:'> <time|datetime=' 2020-02-31 Read|also:
The|army|shelled|the|old|town|and|killed|nine|people."""
TAGS = st.sampled_from([piece.replace("|", " ") for piece in PIECES.split()] + ["\0", "\ud7ff"])
HTML = st.lists(st.one_of(TAGS, st.text(max_size=20)), max_size=60).map("".join)


def all_of(name: str, data: bytes) -> list[Report | InputFault]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        return list(read_inputs([str(path)]))


def holds(items: list[Report | InputFault]) -> None:
    assert items
    for item in items:
        if isinstance(item, InputFault):
            assert "\n" not in str(item)
            continue
        line = read_line(item)
        json.dumps(line)
        assert item.text.strip()
        assert len(item.readable()) == len(item.text)


@pytest.mark.parametrize("name", ["x.txt", "x.html", "x.jsonl", "x.warc", "x.warc.gz"])
@settings(max_examples=25, deadline=None)
@given(data=st.binary(max_size=600))
def test_random_bytes(name: str, data: bytes) -> None:
    holds(all_of(name, data))


@settings(max_examples=40, deadline=None)
@given(HTML)
def test_hostile_pages(html: str) -> None:
    holds(all_of("x.html", html.encode("utf-8", "surrogatepass")))


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["doc", "text", "title", "source", "url", "published", "other"]),
        st.one_of(
            st.none(),
            st.booleans(),
            st.integers(),
            st.floats(),
            st.text(max_size=40),
            st.lists(st.integers(), max_size=2),
        ),
    )
)
def test_hostile_records(record: dict[str, object]) -> None:
    holds(list(read_inputs(["-"], stdin=io.BytesIO(json.dumps(record).encode()))))


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=()), min_size=1, max_size=200))
def test_a_given_text_comes_back_to_the_character(text: str) -> None:
    (item,) = read_inputs(["-"], stdin=io.BytesIO(json.dumps({"text": text}).encode()))
    assert isinstance(item, InputFault) or item.text == text


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 20_000 + "deep",
        "<p " + "a='b' " * 50_000,
        "<" * 100_000,
        "<script type='application/ld+json'>" + "[" * 50_000 + "</script>",
        "&amp;" * 50_000,
    ],
    ids=["nesting", "attributes", "brackets", "json", "entities"],
)
def test_pages_built_to_choke_a_parser(html: str) -> None:
    holds(all_of("x.html", f"<html><body>{html}".encode()))
