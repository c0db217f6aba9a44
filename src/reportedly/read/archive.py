"""Web archives (WARC, plain or gzip): the HTML pages of their response records, streamed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, BinaryIO

from reportedly.errors import InputFault
from reportedly.model.report import Report
from reportedly.read.page import MAX_PAGE_BYTES
from reportedly.read.reports import page_report

HTML_TYPES = ("text/html", "application/xhtml+xml")


def read_archive(stream: BinaryIO, where: str, stem: str, published: dt.date | None) -> Iterator[Report | InputFault]:
    """The reports of an archive in its order; `doc` is `stem:n`, n counting its HTML pages from 1.

    Redirects, errors and other kinds of content are passed over. The date of the crawl is no date of publication.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType  # deferred: only archives need it

    count = 0
    try:
        for record in ArchiveIterator(stream, record_types=WarcRecordType.response, auto_decode="all"):
            if not _is_page(record):
                continue
            count += 1
            yield _page(record, f"{where}:{count}", f"{stem}:{count}", published)
    except Exception as error:  # a truncated or damaged archive: what came before it stands
        yield InputFault(where, f"a damaged archive after page {count} ({type(error).__name__})")
        return
    if not count:
        yield InputFault(where, "no HTML page in this archive")


def _is_page(record: Any) -> bool:
    kind = record.http_content_type or ""
    status = record.http_headers.status_code if record.http_headers else None
    return kind.lower() in HTML_TYPES and status in (None, 200)


def _page(record: Any, where: str, doc: str, published: dt.date | None) -> Report | InputFault:
    data = record.reader.read(MAX_PAGE_BYTES + 1)
    try:
        return page_report(
            data, where, doc, published, url=record.headers.get("WARC-Target-URI"), declared=record.http_charset
        )
    except InputFault as fault:
        return fault
