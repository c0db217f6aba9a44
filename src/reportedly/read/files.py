"""One file to reports, by its ending."""

from __future__ import annotations

import datetime as dt
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from reportedly.errors import InputFault
from reportedly.model.report import Report
from reportedly.read.archive import read_archive
from reportedly.read.page import MAX_PAGE_BYTES
from reportedly.read.records import read_records
from reportedly.read.reports import MAX_TEXT_BYTES, page_report, text_report

ENDINGS = (".txt", ".html", ".htm", ".jsonl", ".warc", ".warc.gz")


def ending_of(name: str) -> str | None:
    """Which of `ENDINGS` a file's name has, in any case; None if none."""
    return next((ending for ending in ENDINGS if name.lower().endswith(ending)), None)


def read_file(path: Path, published: dt.date | None) -> Iterator[Report | InputFault]:
    """The reports of one file and the faults in it. Raises InputFault if the file as a whole cannot be read."""
    where = shown(path)
    ending = ending_of(path.name)
    try:
        mode = os.stat(path).st_mode
        if ending is None:
            raise InputFault(where, f"not a kind of file that is read ({' '.join(ENDINGS)})")
        if not stat.S_ISREG(mode):
            raise InputFault(where, "not a regular file")
        stem = shown(Path(path.name))[: -len(ending)] or shown(Path(path.name))
        with path.open("rb") as stream:
            if ending == ".jsonl":
                yield from read_records(stream, where, stem, published)
            elif ending.startswith(".warc"):
                yield from read_archive(stream, where, stem, published)
            elif ending == ".txt":
                yield text_report(stream.read(MAX_TEXT_BYTES + 1), where, stem, published)
            else:
                yield page_report(stream.read(MAX_PAGE_BYTES + 1), where, stem, published)
    except OSError as error:
        raise InputFault(where, why_unreadable(error)) from None
    except ValueError:  # a NUL in the name
        raise InputFault(where, "no name that a file can have") from None


def shown(path: Path) -> str:
    """A path as text; bytes of its name that are no text are written out."""
    return str(path).encode("utf-8", "backslashreplace").decode("utf-8")


def why_unreadable(error: OSError) -> str:
    """An operating system's refusal in one line."""
    return f"cannot be read ({error.strerror or type(error).__name__})"
