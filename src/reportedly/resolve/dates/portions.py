"""Readers of what is counted out within a month: its first half, its last week, its second Friday."""

from __future__ import annotations

import datetime as dt
import re

from reportedly.resolve.dates import timex
from reportedly.resolve.dates.absolute import dated
from reportedly.resolve.dates.grammar import Mention
from reportedly.resolve.dates.numbers import number_of
from reportedly.resolve.dates.scene import Reading, Scene
from reportedly.resolve.dates.spans import OPENING, edge

_HALF = 15
"""The last day of a month's first half."""


def of_month(mention: Mention, scene: Scene) -> Reading | None:
    """The first half of March, the last two weeks of May, the final days of July 2014."""
    value, whole = _month(mention, scene)
    if value is None or whole is None:
        return Reading("DATE", value)
    opening = mention.get("which") in OPENING
    mod = "START" if opening else "END"
    if mention.rule.id == "month.half":
        middle = whole[0].replace(day=_HALF)
        days = (whole[0], middle) if opening else (middle + dt.timedelta(1), whole[1])
        return Reading("DATE", value, mod, days=days, precision="week")
    unit = str(scene.word("spans", mention.get("spans")) or "W")
    count = number_of(mention.get("n") or "") if mention.get("spans") else 1
    return Reading("DATE", value, mod, days=edge(whole, unit, count, opening), precision="day")


def weekday_of_month(mention: Mention, scene: Scene) -> Reading | None:
    """The first Friday of March, the last Sunday in May."""
    value, whole = _month(mention, scene)
    number, rank = scene.word("weekday", mention.get("weekday")), scene.word("rank", mention.get("rank"))
    if value is None or whole is None or number is None:
        return Reading("DATE", value)
    if rank is None:
        day = whole[1] - dt.timedelta((whole[1].isoweekday() - int(number)) % 7)
    else:
        day = whole[0] + dt.timedelta((int(number) - whole[0].isoweekday()) % 7 + 7 * (int(rank) - 1))
    return Reading("DATE", day.isoformat()) if day <= whole[1] else None


def weekday_ago(mention: Mention, scene: Scene) -> Reading | None:
    """Two Fridays ago."""
    number = scene.word("weekday", mention.get("weekday"))
    count, anchor = number_of(mention.get("n") or ""), scene.anchor
    if number is None or count is None or anchor is None:
        return Reading("DATE", None)
    gap = (anchor.isoweekday() - int(number)) % 7 or 7
    return Reading("DATE", (anchor - dt.timedelta(gap + 7 * (int(count) - 1))).isoformat())


def _month(mention: Mention, scene: Scene) -> tuple[str | None, timex.Days | None]:
    """The value of the month that is named, and its days."""
    number, year = scene.word("month", mention.get("month")), mention.get("year")
    if number is None:
        return None, None
    told = dated(mention, scene, int(re.sub(r"\D", "", year)) if year else None, int(number), None)
    return (told.value, timex.days(told.value)) if told else (None, None)
