"""What only a process of its own can show: results stream, a kill leaves whole lines, a reader may leave."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reportedly.record import open_record

TEXT = "At least nine people were killed on Monday when shells hit the market of Saraqib, the mayor said."
COMMAND = Path(sys.executable).parent / "reportedly"


def start(*arguments: str) -> subprocess.Popen[bytes]:
    pipe = subprocess.PIPE
    environment = os.environ | {"OMP_NUM_THREADS": "1"}
    return subprocess.Popen([COMMAND, *arguments], stdin=pipe, stdout=pipe, stderr=pipe, env=environment)


def line(number: int) -> bytes:
    return json.dumps({"doc": str(number), "text": TEXT}).encode() + b"\n"


@pytest.mark.parametrize("end", ["killed", "the reader leaves"])
def test_each_report_is_written_before_the_next_is_read(end: str) -> None:
    """The third line is never given: two reports come out all the same, whole, and the process still waits."""
    with start("extract", "-") as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdin.write(line(1) + line(2))
        process.stdin.flush()
        out = [process.stdout.readline(), process.stdout.readline()]
        assert process.poll() is None
        if end == "killed":
            process.kill()
            rest = process.stdout.read()
        else:
            process.stdout.close()
            process.stdin.write(line(3))
            process.stdin.close()
            rest = b""
        fault = process.stderr.read()
    assert [json.loads(one)["doc"] for one in out] == ["1", "2"]
    assert all(one.endswith(b"\n") for one in out)
    assert rest == b""
    assert fault == b""
    assert process.returncode == (-9 if end == "killed" else 141)


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "{page}"),  # Rich writes
        ("incidents", "--db", "{db}"),  # a table of Rich's
        ("incidents", "--db", "{db}", "--format", "csv"),  # csv, which is not flushed before the end
        ("actors", "Hezbollah"),  # Click writes
        ("db", "dump", "--db", "{db}"),  # a file that Click opens
        ("read", "{page}"),  # bytes
        ("--help",),  # Click itself
    ],
)
def test_nothing_is_said_when_nobody_reads(arguments: tuple[str, ...], tmp_path: Path) -> None:
    page, db = tmp_path / "page.jsonl", tmp_path / "r.sqlite"
    page.write_bytes(line(1))
    record = open_record(str(db))
    record.add({"doc": "a", "text": TEXT, "published": None, "claims": []})
    with start(*(one.format(page=page, db=db) for one in arguments)) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141
