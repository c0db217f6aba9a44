"""Tables as CSV that no spreadsheet will compute: a cell that would be read as a formula is set in quotes as text."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

FORMULA = re.compile(r"^\s*[=+\-@\t\r|%＝＋－＠]")
NUMBER = re.compile(r"^[+-]?\d+(\.\d+)?$")


def safe(cell: object) -> str:
    """The cell as text. One that starts as a formula does gets an apostrophe before it, as OWASP advises; numbers
    stay."""
    text = (
        "" if cell is None else str(cell).encode("utf-8", "replace").decode("utf-8")
    )  # lone surrogates cannot be sent
    if NUMBER.match(text) or not (FORMULA.match(text) or text.startswith(("\t", "\r", "\n"))):
        return text
    return "'" + text


def csv_lines(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """RFC 4180 lines, the head first."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    for cells in itertools.chain([head], rows):
        buffer.seek(0)
        buffer.truncate()
        writer.writerow([safe(cell) for cell in cells])
        yield buffer.getvalue()
