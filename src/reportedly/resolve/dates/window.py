"""The days that a claim dated by an expression would carry."""

from __future__ import annotations

import datetime as dt

from reportedly.model.told import TimeExpression


def window(expression: TimeExpression, anchor: dt.date | None, running: bool = False) -> tuple[dt.date, dt.date] | None:
    """First and last day of what an expression tells; None where it names no days.

    An open window ("since March") ends at the anchor, the report's day. With `running` every window does: what began
    then goes on, as in "the war that began in March 2011 has killed …". Repetitions ("every Friday") have no window.
    """
    if expression.type == "SET" or expression.first is None:
        return None
    last = anchor if running or expression.last is None else expression.last
    return (expression.first, last) if last is not None and expression.first <= last else None
