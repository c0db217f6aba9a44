"""Readers of nights and other parts of a day that is told by its date: "the night of 3 to 4 May"."""

from __future__ import annotations

import datetime as dt
import re

from reportedly.resolve.dates.absolute import at_part, date, weekday
from reportedly.resolve.dates.grammar import Mention
from reportedly.resolve.dates.scene import Reading, Scene

_ONE = dt.timedelta(1)


def of_date(mention: Mention, scene: Scene) -> Reading | None:
    """The evening of March 3, the night of 3 to 4 May, overnight on 5 June."""
    told = date(mention, scene)
    day = day_of(told)
    if day is None:
        return told
    if mention.get("over"):
        return night(day, scene)
    reading = at_part(mention, scene, day)
    if second := mention.get("day_b"):
        last = day + _ONE
        if last.day != int(re.sub(r"\D", "", second)):
            return None
        return Reading("TIME", f"{day}TNI", days=(day, last), precision="day")
    return reading


def overnight_on(mention: Mention, scene: Scene) -> Reading | None:
    """Overnight Tuesday is the night that begins then, overnight into Tuesday the one that ends then."""
    told = weekday(mention, scene)
    day = day_of(told)
    if day is None:
        return told
    ends = bool(mention.get("side")) or day == scene.anchor
    return night(day - _ONE if ends else day, scene)


def day_of(told: Reading | None) -> dt.date | None:
    """The day that was read; None where it hangs on a day or year that is not known."""
    if told is None or told.value is None or told.value.startswith("XXXX"):
        return None
    return dt.date.fromisoformat(told.value[:10])


def night(day: dt.date, scene: Scene) -> Reading:
    """The night from a day to the next, or to the report's day where that is nearer."""
    last = min(day + _ONE, scene.anchor) if scene.anchor and scene.anchor >= day else day + _ONE
    return Reading("TIME", f"{day}TNI", days=(day, last), precision="day")
