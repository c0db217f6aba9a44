"""Rows as people and programs read them: a table, CSV, or one JSON object a line."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import click

IDS = ("incident", "id")  # columns that are never cut
Columns = Mapping[str, Callable[[Any], Any]]


def show(rows: Iterable[Mapping[str, Any]], columns: Columns, form: str) -> None:
    """Write rows: whole as JSON, one line each, or the columns as CSV or as a table."""
    if form == "json":
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False))
        return
    cells = [[cell(read(row)) for read in columns.values()] for row in rows]
    if form == "csv":
        writer = csv.writer(sys.stdout)
        writer.writerow(columns)
        writer.writerows(cells)
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, header_style="bold")
    for name in columns:
        table.add_column(name, no_wrap=name in IDS, min_width=16 if name in IDS else None)
    for line in cells:
        table.add_row(*(Text(value) for value in line))
    Console().print(table)


def cell(value: Any) -> str:
    """A value in a table."""
    if value is None:
        return ""
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def span(figure: Mapping[str, Any] | None) -> str:
    """A figure in few characters: best, and the bounds where they differ."""
    if not figure:
        return ""
    low, best, high = (figure[name] for name in ("low", "best", "high"))
    bounds = f"{low}–{'' if high is None else high}"
    return str(best) if low == best == high else bounds if best is None else f"{best} ({bounds})"


INCIDENT_COLUMNS: Columns = {
    "incident": lambda i: i["id"],
    "when": lambda i: " ".join(dict.fromkeys((i["time"] or {}).values())),
    "where": lambda i: (i["place"] or {}).get("name") or (i["place"] or {}).get("text"),
    "kind": lambda i: i["kind"],
    "killed": lambda i: span(i["killed"]),
    "injured": lambda i: span(i["injured"]),
    "reports": lambda i: len(i["reports"]),
    "sources": lambda i: len(i["sources"]),
    "grade": lambda i: i["grade"]["name"],
}
