"""JSON Lines: one report a line, streamed. A broken line is one fault, and the others go on."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from reportedly.errors import InputFault
from reportedly.model.report import Report
from reportedly.read.finish import finish
from reportedly.read.written_day import day_of

MAX_LINE_BYTES = 20_000_000
# A file whose first lines are all broken is no JSON Lines file: it is given up after so many.
GIVE_UP = 20


def read_records(stream: BinaryIO, where: str, stem: str, published: dt.date | None) -> Iterator[Report | InputFault]:
    """The reports of a JSON Lines stream, in its order. `stem` names reports that carry no `doc`: `stem:line`."""
    seen = good = 0
    for number, line in _lines(stream):
        at = f"{where}:{number}"
        try:
            if number == 1 and line is not None:
                line = _first(line, where)
            if line is not None and not line.strip():
                continue
            seen += 1
            yield _report(line, at, f"{stem}:{number}", published)
            good += 1
        except InputFault as fault:
            yield fault
            if fault.where == where:
                return
            if not good and seen >= GIVE_UP:
                yield InputFault(where, f"none of its first {GIVE_UP} lines is a report: not read further")
                return
    if not seen:
        yield InputFault(where, "empty")


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines; None for one that is too long, which is passed over in pieces."""
    number = 0
    while line := stream.readline(MAX_LINE_BYTES + 1):
        number += 1
        if len(line) <= MAX_LINE_BYTES:
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(MAX_LINE_BYTES)
        yield number, None


def _first(line: bytes, where: str) -> bytes:
    """The first line without its byte order mark. Raises a fault of the whole file for what is no JSON Lines at all."""
    if line.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputFault(where, "UTF-16: JSON Lines must be UTF-8")
    if b"\0" in line:
        raise InputFault(where, "binary data, not JSON Lines")
    return line.removeprefix(b"\xef\xbb\xbf")


def _report(line: bytes | None, where: str, doc: str, published: dt.date | None) -> Report:
    if line is None:
        raise InputFault(where, f"a line of more than {MAX_LINE_BYTES // 1_000_000} MB")
    record = _parse(line, where)
    text = record.get("text")
    if not isinstance(text, str):
        raise InputFault(where, 'no "text" (it must be a string)')
    url, title, source = (_string(record.get(name)) for name in ("url", "title", "source"))
    day = day_of(record.get("published"))
    origins = [(name, "field") for name in ("url", "title", "source") if _string(record.get(name))]
    if day:
        origins.append(("published", "field"))
    elif record.get("published"):
        origins.append(("published", f"field not understood: {str(record['published'])[:40]}"))
    elif published:
        day = published
        origins.append(("published", "option"))
    return finish(
        Report(
            doc=_string(record.get("doc")) or doc,
            text=text,
            url=url,
            source=source,
            title=title,
            published=day,
            origins=tuple(origins),
            raw=line,
        ),
        where,
    )


def _parse(line: bytes, where: str) -> dict[str, Any]:
    try:
        record = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise InputFault(where, f"not UTF-8 at byte {error.start + 1}") from None
    except json.JSONDecodeError as error:
        raise InputFault(where, f"not JSON: {error.msg} at column {error.colno}") from None
    except (ValueError, RecursionError):
        raise InputFault(where, "not JSON that can be read (a number too long, or nested too deep)") from None
    if not isinstance(record, dict):
        raise InputFault(where, "not a JSON object")
    return record


def _string(value: object) -> str | None:
    """A given string (a number is written out); None for anything else and for blanks."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    try:
        return str(value).strip() or None
    except ValueError:
        return None
