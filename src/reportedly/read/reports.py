"""One text or page to a report."""

from __future__ import annotations

import datetime as dt

from reportedly.errors import InputFault
from reportedly.model.report import Report
from reportedly.read.decode import decode
from reportedly.read.finish import MAX_TEXT_CHARS, finish
from reportedly.read.page import MAX_PAGE_BYTES, read_page

# Four bytes are the most that a character takes.
MAX_TEXT_BYTES = 4 * MAX_TEXT_CHARS


def text_report(data: bytes, where: str, doc: str, published: dt.date | None) -> Report:
    """A plain text as it is. Raises InputFault."""
    _bound(data, where, MAX_TEXT_BYTES, "text")
    origins = (("published", "option"),) if published else ()
    return finish(Report(doc=doc, text=decode(data, where), published=published, origins=origins, raw=data), where)


def page_report(
    data: bytes,
    where: str,
    doc: str,
    published: dt.date | None,
    *,
    url: str | None = None,
    declared: str | None = None,
) -> Report:
    """The article of an HTML page. `url` and `declared` (an encoding) are what the server said. Raises InputFault."""
    _bound(data, where, MAX_PAGE_BYTES, "page")
    page = read_page(decode(data, where, declared=declared, page=True), where, url)
    fields = dict(page.fields)
    if url:
        fields["url"] = (url, "archive")
    if published and "published" not in fields:
        fields["published"] = (published.isoformat(), "option")
    values = {name: value for name, (value, _) in fields.items()}
    day = values.get("published")
    return finish(
        Report(
            doc=doc,
            text=page.text,
            url=values.get("url"),
            source=values.get("source"),
            title=values.get("title"),
            published=dt.date.fromisoformat(day) if day else None,
            origins=tuple((name, origin) for name, (_, origin) in fields.items()),
            raw=data,
        ),
        where,
    )


def _bound(data: bytes, where: str, limit: int, kind: str) -> None:
    if len(data) > limit:
        raise InputFault(where, f"larger than {limit // 1_000_000} MB: no {kind} of one report")
