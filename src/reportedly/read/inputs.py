"""The door in: files, folders and standard input to a stream of reports and faults."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from reportedly.errors import InputFault
from reportedly.model.report import Report
from reportedly.read.files import ENDINGS, ending_of, read_file, shown, why_unreadable
from reportedly.read.records import read_records


def read_inputs(
    paths: Sequence[str], *, published: dt.date | None = None, stdin: BinaryIO | None = None
) -> Iterator[Report | InputFault]:
    """The reports of `paths` in their order, and a fault (given, not raised) for each input that is none.

    A path is a file of one of `ENDINGS`, a folder (all such files below it, in the order of their names) or `-`
    (standard input, as JSON Lines). `published` is the date for inputs that carry none. Nothing is held beyond the
    report at hand, and no content makes this raise.
    """
    for path in paths:
        if path == "-":
            yield from _standard_input(stdin or sys.stdin.buffer, published)
            continue
        for item in _walk(path):
            if isinstance(item, InputFault):
                yield item
                continue
            try:
                yield from read_file(item, published)
            except InputFault as fault:
                yield fault


def _standard_input(stream: BinaryIO, published: dt.date | None) -> Iterator[Report | InputFault]:
    try:
        yield from read_records(stream, "standard input", "stdin", published)
    except OSError as error:
        yield InputFault("standard input", why_unreadable(error))


def _walk(name: str) -> Iterator[Path | InputFault]:
    """The files that a path names; itself, if it is no folder."""
    path = Path(name)
    if not name or not os.path.isdir(name):
        yield path if name else InputFault('""', "no name of a file")
        return
    found = False
    for item in _below(path):
        found = True
        yield item
    if not found:
        yield InputFault(shown(path), f"a folder without {' '.join(ENDINGS)}")


def _below(top: Path) -> Iterator[Path | InputFault]:
    """The files below a folder that can be reports, by name. A link back to a folder that holds it is a fault."""
    pending: list[tuple[Path, tuple[tuple[int, int], ...]]] = [(top, ())]
    while pending:
        path, above = pending.pop()
        if not os.path.isdir(path):
            yield path
            continue
        try:
            known = os.stat(path)
            identity = (known.st_dev, known.st_ino)
            if identity in above:
                yield InputFault(shown(path), "a link back to a folder that holds it")
                continue
            entries = sorted(os.scandir(path), key=lambda entry: entry.name, reverse=True)
        except OSError as error:
            yield InputFault(shown(path), why_unreadable(error))
            continue
        for entry in entries:
            if os.path.isdir(entry.path) or ending_of(entry.name):
                pending.append((Path(entry.path), (*above, identity)))
