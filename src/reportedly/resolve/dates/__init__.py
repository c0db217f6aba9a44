"""Times told in a report: found, resolved against the report's own date, and turned into days."""

from __future__ import annotations

from reportedly.resolve.dates.anchor import anchor_date
from reportedly.resolve.dates.find import find_dates
from reportedly.resolve.dates.line import dates_line
from reportedly.resolve.dates.window import window

__all__ = ["anchor_date", "dates_line", "find_dates", "window"]
