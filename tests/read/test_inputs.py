"""The door in: which files are read, in which order, and what is said of those that cannot be."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import json
import os
from pathlib import Path

import pytest

from reportedly.errors import InputFault
from reportedly.model.report import Report
from reportedly.read import read_inputs, read_line
from reportedly.read.page import MAX_PAGE_BYTES
from reportedly.read.records import GIVE_UP

TEXT = "At least nine people were killed on Monday when shells hit the market of the old town, the mayor said."
PAGE = (
    "<html><head><title>Nine killed</title></head><body><article>"
    f"<p>{TEXT}</p><p>{TEXT[:60]} again, he said.</p></article></body></html>"
)


def read(*paths: object, **options: object) -> list[Report | InputFault]:
    return list(read_inputs([str(path) for path in paths], **options))  # type: ignore[arg-type]


def faults(items: list[Report | InputFault]) -> list[tuple[str, str]]:
    return [(item.where, item.what) for item in items if isinstance(item, InputFault)]


def docs(items: list[Report | InputFault]) -> list[str]:
    return [item.doc for item in items if isinstance(item, Report)]


def test_a_folder_is_read_below_and_in_the_order_of_names(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "x.txt").write_text(TEXT)
    (tmp_path / "c.HTML").write_text(PAGE)
    (tmp_path / "a.jsonl").write_text(json.dumps({"doc": "one", "text": TEXT}) + "\n")
    (tmp_path / "notes.md").write_text("not a report")
    assert docs(read(tmp_path)) == ["one", "x", "c"]


def test_records_keep_their_text_to_the_character_and_unknown_fields_do_no_harm(tmp_path: Path) -> None:
    text = f"  {TEXT}\r\n\r\n\u201cTwo\u201d more\u00a0died.\t\n"
    record = {"doc": 7, "text": text, "url": "https://a.example/1", "title": None, "source": "sana", "score": [1]}
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps(record | {"published": "2016-08-15T10:00:00Z"}))
    (report,) = read(path)
    assert isinstance(report, Report)
    assert (report.text, report.doc, report.source, report.title) == (text, "7", "sana", None)
    assert report.published == dt.date(2016, 8, 15)
    assert dict(report.origins)["published"] == "field"


def test_a_broken_line_is_one_fault_and_the_others_go_on(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    good = json.dumps({"text": TEXT}).encode()
    path.write_bytes(
        b"\n".join([good, b'{"text": "cut', b"", b"[1]", b'{"doc": "no text"}', b'{"text": "\xff"}', good])
    )
    items = read(path)
    assert docs(items) == ["in:1", "in:7"]
    assert [where.rsplit(":", 1)[1] for where, _ in faults(items)] == ["2", "4", "5", "6"]
    assert all("\n" not in what for _, what in faults(items))


@pytest.mark.parametrize(
    ("line", "what"),
    [
        # nested deeper than any reader goes
        (b'{"text": ' + b"[" * 100_000, "not JSON"),
        # a number that Python refuses to read
        (b'{"n": ' + b"9" * 5_000 + b', "text": "x"}', "not JSON"),
        # a text that is blank
        (b'{"text": " \\n "}', "empty"),
        # a NUL in the text
        (b'{"text": "nine\\u0000killed"}', "binary"),
    ],
)
def test_lines_that_are_no_reports(line: bytes, what: str) -> None:
    ((where, said),) = faults(read("-", stdin=io.BytesIO(line)))
    assert where == "standard input:1"
    assert what in said


def test_standard_input_is_json_lines() -> None:
    items = read("-", stdin=io.BytesIO(b"\xef\xbb\xbf" + json.dumps({"text": TEXT}).encode()))
    assert docs(items) == ["stdin:1"]


def test_a_file_whose_lines_are_all_broken_is_given_up(tmp_path: Path) -> None:
    path = tmp_path / "prose.jsonl"
    path.write_text(f"{TEXT}\n" * 500)
    said = faults(read(path))
    assert len(said) == GIVE_UP + 1
    assert "not read further" in said[-1][1]


def test_a_line_that_is_too_long_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportedly.read.records.MAX_LINE_BYTES", 1_000)
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps({"text": TEXT * 50}) + "\n" + json.dumps({"text": TEXT}))
    items = read(path)
    assert docs(items) == ["in:2"]
    assert faults(items)[0][0].endswith(":1")


def test_reports_stream(tmp_path: Path) -> None:
    lines = (json.dumps({"text": TEXT}).encode() + b"\n" for _ in range(10**9))

    class Endless(io.RawIOBase):
        def readline(self, size: int | None = -1, /) -> bytes:
            return next(lines)

    stream = read_inputs(["-"], stdin=Endless())  # type: ignore[arg-type]
    assert [next(stream).doc for _ in range(3)] == ["stdin:1", "stdin:2", "stdin:3"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t\n", "empty"),
        ("empty.jsonl", b"\n", "empty"),
        ("zeros.txt", b"nine\0\0\0 people", "binary"),
        ("noise.txt", bytes(range(1, 256)) * 20, "binary"),
        ("noise.jsonl", b"\x89PNG\0\0\n" * 50, "binary"),
        ("paper.txt", b"%PDF-1.7 \xe2\xe3", "PDF"),
        ("utf16.jsonl", '{"text": "x"}'.encode("utf-16"), "UTF-16"),
        ("none.html", b"<html><body><script>x()</script></body></html>", "no article text"),
        ("words.html", b"\x00\x01\x02", "binary"),
        ("cut.warc.gz", gzip.compress(b"WARC/1.0\r\nWARC-Type: response\r\n")[:20], "archive"),
        ("photo.jpg", b"\xff\xd8\xff", "not a kind of file"),
        ("large.txt", b"a " * 600_000, "1,000,000"),
    ],
)
def test_files_that_are_no_reports_get_one_line_each(tmp_path: Path, name: str, data: bytes, what: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    ((where, said),) = faults(read(path))
    assert where == str(path)
    assert what in said


def test_a_page_of_fifty_megabytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "dump.html"
    with path.open("wb") as out:
        out.write(b"<html><body>")
        out.truncate(50_000_000)
    assert faults(read(path)) == [(str(path), f"larger than {MAX_PAGE_BYTES // 1_000_000} MB: no page of one report")]


def test_what_cannot_be_opened_is_a_fault_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "ok.txt").write_text(TEXT)
    os.mkfifo(tmp_path / "pipe.txt")
    items = read(tmp_path, tmp_path / "missing.txt", "", "a\0b.txt")
    assert docs(items) == ["ok"]
    assert [Path(where).name for where, _ in faults(items)][:4] == ["gone.txt", "loop", "pipe.txt", "missing.txt"]
    assert len(faults(items)) == 6


def test_an_empty_folder_is_a_fault(tmp_path: Path) -> None:
    assert "a folder without" in faults(read(tmp_path))[0][1]


def test_a_given_date_is_for_inputs_that_carry_none(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.jsonl").write_text(
        "\n".join(json.dumps({"text": TEXT, "published": day}) for day in (None, "2020-02-17", "soon"))
    )
    items = read(tmp_path, published=dt.date(2021, 5, 1))
    assert [item.published for item in items if isinstance(item, Report)] == [
        dt.date(2021, 5, 1),
        dt.date(2021, 5, 1),
        dt.date(2020, 2, 17),
        None,  # it carries a date, though not one that can be read: none is put in its place
    ]


def warc(*records: tuple[str, bytes]) -> bytes:
    out = b""
    for head, body in records:
        http = f"HTTP/1.1 {head}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
        out += (
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/1\r\n"
            "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\nWARC-Date: 2024-01-01T00:00:00Z\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
        ).encode()
        out += http + b"\r\n\r\n"
    return out


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_an_archive_gives_its_html_pages(tmp_path: Path, pack: object) -> None:
    path = tmp_path / ("crawl.warc" if pack is bytes else "crawl.warc.gz")
    records = (
        ("200 OK\r\nContent-Type: text/html; charset=utf-8", PAGE.encode()),
        ("404 Not Found\r\nContent-Type: text/html", PAGE.encode()),
        ("200 OK\r\nContent-Type: image/png", b"\x89PNG"),
        ("200 OK\r\nContent-Type: text/html", b"\0\0"),
        ("200 OK\r\nContent-Type: text/html", PAGE.encode()),
    )
    path.write_bytes(pack(warc(*records)))  # type: ignore[operator]
    items = read(path)
    assert docs(items) == ["crawl:1", "crawl:3"]
    assert faults(items) == [(f"{path}:2", "binary data, not text")]
    first = items[0]
    assert isinstance(first, Report)
    assert first.url == "https://news.example/1"
    assert first.published is None  # the day of the crawl is no day of publication


def test_the_read_line_of_a_report(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"{TEXT}\nLEAVE A REPLY")
    (report,) = read(path)
    assert isinstance(report, Report)
    line = read_line(report)
    assert list(line) == ["doc", "url", "source", "title", "published", "language", "text", "masks", "origins"]
    (mask,) = line["masks"]
    assert line["text"][mask["start"] : mask["end"]] == "LEAVE A REPLY"
    json.dumps(line)
