"""The `dates` command, a line at a time."""

from __future__ import annotations

import datetime as dt
from typing import Any

from reportedly.resolve.dates import timex
from reportedly.resolve.dates.find import find_dates


def dates_line(obj: dict[str, Any]) -> dict[str, Any]:
    """The times of one input object {doc, text, published}, as the object that `reportedly dates` writes."""
    told = obj.get("published")
    try:
        published = dt.date.fromisoformat(str(told)[:10]) if told else None
    except ValueError:
        published = None
    times = []
    for t in find_dates(str(obj.get("text") or ""), published):
        named = timex.days(t.value)
        first, last = named or (t.first, t.last)
        times.append(
            {
                "start": t.span.start,
                "end": t.span.end,
                "text": t.text,
                "type": t.type,
                "value": t.value,
                "mod": t.mod,
                "from": first.isoformat() if first else None,
                "to": last.isoformat() if last else None,
                "precision": t.precision,
            }
        )
    return {"doc": obj.get("doc"), "times": times}
