"""The stages by themselves: read, dates, places, attributions, one JSON object a report."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import datetime
from typing import Any

import click

from reportedly.cli.main import command
from reportedly.cli.reports import PUBLISHED, readable
from reportedly.errors import InputFault
from reportedly.model.report import Report

INPUTS = click.argument("paths", nargs=-1)


def each(paths: tuple[str, ...], published: datetime | None, line: Callable[[Report], dict[str, Any]]) -> None:
    """Writes `line` of every report; without paths, of those on standard input."""
    faults: list[InputFault] = []
    for report in readable(paths or ("-",), published, faults):
        sys.stdout.buffer.write(
            json.dumps(line(report), ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"
        )
        sys.stdout.buffer.flush()
    if faults:
        sys.exit(1)


def plain(report: Report) -> dict[str, Any]:
    """What the stage functions take. They read all of the text: a stage by itself is asked for everything that is there."""
    published = report.published.isoformat() if report.published else None
    return {"doc": report.doc, "text": report.text, "published": published, "source": report.source}


@command("read")
@INPUTS
@PUBLISHED
def read(paths: tuple[str, ...], published: datetime | None) -> None:
    """Write what was read of each input: title, publisher, date, text, and what in it is page debris."""
    from reportedly.read import read_line

    each(paths, published, read_line)


@command("dates")
@INPUTS
@PUBLISHED
def dates(paths: tuple[str, ...], published: datetime | None) -> None:
    """Write the times told in each report, in TIMEX3 terms, with their first and last day."""
    from reportedly.resolve.dates import dates_line

    each(paths, published, lambda report: dates_line(plain(report)))


@command("places")
@INPUTS
@PUBLISHED
def places(paths: tuple[str, ...], published: datetime | None) -> None:
    """Write the places named in each report, and where they are."""
    from reportedly.gazetteer import open_gazetteer
    from reportedly.gazetteer.store import user_path
    from reportedly.resolve.places import places_line

    gazetteer = open_gazetteer(user_path())
    each(paths, published, lambda report: places_line(plain(report), gazetteer=gazetteer))


@command("attributions")
@INPUTS
@PUBLISHED
def attributions(paths: tuple[str, ...], published: datetime | None) -> None:
    """Write who is said to have said what, for every attribution of each report."""
    from reportedly.find.attributions import attributions_line
    from reportedly.find.parse import load_parser, parse

    parser = load_parser()

    def line(report: Report) -> dict[str, Any]:
        given = plain(report)
        return attributions_line(given, parse(given["text"], parser))

    each(paths, published, line)
