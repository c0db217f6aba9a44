"""extract and show: from files to claims, for programs and for people."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

import click

from reportedly.cli.main import command
from reportedly.errors import InputFault
from reportedly.model.report import Report

DAY = click.DateTime(formats=["%Y-%m-%d"])
PATHS = click.argument("paths", nargs=-1, required=True)
PUBLISHED = click.option("--published", type=DAY, help="The date of inputs that carry none.")


def readable(paths: Iterable[str], published: datetime | None, faults: list[InputFault]) -> Iterator[Report]:
    """The reports of some inputs; what cannot be read gets its line on standard error, and the rest goes on."""
    from reportedly.read import read_inputs

    day: date | None = published.date() if published else None
    for item in read_inputs(list(paths), published=day, stdin=sys.stdin.buffer):
        if isinstance(item, InputFault):
            faults.append(item)
            click.echo(f"reportedly: {item}", err=True)
        else:
            yield item


def with_progress(reports: Iterable[Report]) -> Iterator[Report]:
    """The same reports; on a terminal a line on standard error counts them."""
    if not sys.stderr.isatty() or sys.stdout.isatty():
        yield from reports
        return
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("reports", total=None)
        for report in reports:
            progress.update(task, description=report.doc[:40])
            yield report
            progress.advance(task)


@command("extract")
@PATHS
@PUBLISHED
def extract(paths: tuple[str, ...], published: datetime | None) -> None:
    """Write the claims of reports, one JSON object a report (docs/claims.md).

    PATHS are files and folders of .txt, .html, .jsonl, .warc(.gz); `-` is standard input, as JSONL. Each report is
    written as soon as it is read.
    """
    from reportedly.export.claims import report_line
    from reportedly.pipeline import default_tools, extract_claims

    faults: list[InputFault] = []
    tools = default_tools()
    for report in with_progress(readable(paths, published, faults)):
        sys.stdout.buffer.write(report_line(report, extract_claims(report, tools)).encode("utf-8") + b"\n")
        sys.stdout.buffer.flush()
    if faults:
        sys.exit(1)


@command("show")
@PATHS
@PUBLISHED
@click.option("--why", is_flag=True, help="Print for each claim what triggered it and what was decided.")
@click.option("--width", type=click.IntRange(min=60), help="Columns to use; the terminal's by default.")
def show(paths: tuple[str, ...], published: datetime | None, why: bool, width: int | None) -> None:
    """Show reports with their claims highlighted, and the claims as a table."""
    from rich.console import Console

    from reportedly.desk.terminal import show_report
    from reportedly.pipeline import default_tools, extract_claims

    faults: list[InputFault] = []
    tools = default_tools()
    options: dict[str, Any] = {"width": width} if width else {}
    console = Console(**options)
    for report in readable(paths, published, faults):
        show_report(report, extract_claims(report, tools), console, why=why)
    if faults:
        sys.exit(1)
