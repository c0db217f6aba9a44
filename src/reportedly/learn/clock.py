"""The times of gold reports: their expressions, and the days that a claim would take from each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from reportedly.learn.align import Dated
from reportedly.model.told import TimeExpression
from reportedly.resolve.dates import anchor_date, find_dates, window


def published_day(report: Mapping[str, Any]) -> dt.date | None:
    """The report's date."""
    return dt.date.fromisoformat(report["published"]) if report.get("published") else None


def times_of(report: Mapping[str, Any]) -> Sequence[TimeExpression]:
    """The time expressions of a gold report."""
    return find_dates(report["text"], published_day(report))


def windows_of(text: str, published: dt.date | None) -> list[Dated]:
    """The time expressions of a text with the days that a claim would take from them, and those that a total would."""
    day = anchor_date(text, published)[0]
    return [(e, window(e, day), window(e, day, running=True)) for e in find_dates(text, published)]
