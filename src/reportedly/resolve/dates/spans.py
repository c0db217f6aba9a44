"""Readers of lengths of time, repetitions, clock times and references."""

from __future__ import annotations

import datetime as dt
import re

from reportedly.resolve.dates import timex
from reportedly.resolve.dates.grammar import Mention
from reportedly.resolve.dates.numbers import number_of
from reportedly.resolve.dates.relative import span_value
from reportedly.resolve.dates.scene import Reading, Scene

_BACK = frozenset(("past", "last", "recent", "previous", "preceding", "latest"))
_AHEAD = frozenset(("next", "coming", "following"))
_RECENT = {"D": ("D", 7), "W": ("W", 3), "M": ("M", 3), "H": ("D", 1), "N": ("D", 0), "S": ("D", 0)}
"""How far back "recent days", "weeks", "months" reach: a convention of this project (docs/codebook.md)."""
_FEW = 3.0
"""What "a few" and "several" count, as in the guideline of the gold."""
_LATELY = -1
"""Months back that "recently" reaches, by the same convention."""
OPENING = frozenset(("first", "opening", "early"))
"""Words for the beginning of a time, where the others name its end."""
_EDGE = {"D": ("D", 10), "W": ("W", 2), "M": ("M", 3), "Q": ("M", 3)}
"""What "the first days", "the final weeks" of a month or year name, by this project's convention."""
_PRECISION = {"D": "day", "W": "week", "F": "week", "M": "month", "Q": "month", "Y": "year", "E": "year", "C": "year"}


def span_last(mention: Mention, scene: Scene) -> Reading | None:
    """The past nine years, recent days, the next three weeks: a length that ends or begins at the report's day."""
    unit = str(scene.word("spans", mention.get("spans")) or scene.word("unit", mention.get("unit")))
    told, which = mention.get("n") or "", mention.get("which") or ""
    count = number_of(told) if told else None
    value = span_value(count, unit)
    back, ahead, anchor = which in _BACK, which in _AHEAD, scene.anchor
    if anchor is None or not (back or ahead):
        return Reading("DURATION", value)
    if count is None and told:
        count = _FEW
    if count is None:
        if unit not in _RECENT:
            return Reading("DURATION", value)
        other = timex.shifted(anchor, _RECENT[unit][0], _RECENT[unit][1] * (-1 if back else 1))
    else:
        other = timex.shifted(anchor, unit, -count if back else count)
    days = (other, anchor) if back else (anchor, other)
    return Reading("DURATION", value, days=days, precision=_PRECISION.get(unit, "day"))


def span_first(mention: Mention, scene: Scene) -> Reading | None:
    """The first six months of 2013: a length at the beginning, or the end, of the year told next."""
    unit, count = str(scene.word("spans", mention.get("spans"))), number_of(mention.get("n") or "")
    year, anchor = int(mention.get("year") or 0), scene.anchor
    if not year:
        if anchor is None:
            return Reading("DURATION", span_value(count, unit))
        year = anchor.year - (mention.get("of") == "last")
    days = edge((dt.date(year, 1, 1), dt.date(year, 12, 31)), unit, count, mention.get("which") in OPENING)
    if anchor and days[0] <= anchor < days[1]:
        days = (days[0], anchor)
    return Reading("DURATION", span_value(count, unit), days=days, precision=_PRECISION.get(unit, "day"))


def edge(whole: timex.Days, unit: str, count: float | None, opening: bool) -> timex.Days:
    """The first, or the last, `count` units of a month or year; without a count the part that "early" or "late" names."""
    first, last = whole
    if count is None:
        unit, count = _EDGE.get(unit, (unit, 1))
    one = dt.timedelta(1)
    if opening:
        return first, min(last, timex.shifted(first, unit, count) - one)
    return max(first, timex.shifted(last + one, unit, -count)), last


def span(mention: Mention, scene: Scene) -> Reading | None:
    """A length of time that is not tied to a day."""
    unit = next(str(value) for c in ("unit", "spans", "span") if (value := scene.word(c, mention.get(c))) is not None)
    words = scene.tokens.words(mention.first, mention.last).lower()
    told = mention.get("n") or mention.get("int")
    count = number_of(told) if told else (1 if mention.rule.id == "span.ended" else None)
    if count is not None and "and a half" in words:
        count += 0.5
    value, mod = span_value(count, unit), _approximate(mention.get("approx"))
    if scene.anchor and count is not None and unit in _PRECISION and _still_running(mention, scene):
        days = (timex.shifted(scene.anchor, unit, -count), scene.anchor)
        return Reading("DURATION", value, mod, days=days, precision=_PRECISION[unit])
    return Reading("DURATION", value, mod)


_RUNNING = re.compile(
    r"\b(?:has|have|besieged|blockaded|under (?:\w+ ){0,2}(?:siege|blockade)|encircled)\b[^.]*\bfor$"
    r"|^(?:besieged|encircled) for$"
)
_OVER = re.compile(r"\b(?:after|ended|ending|lifted|broke|following)(?: an?| the| its| their)?$")
"""What stands before a length that is over: "after a three-week siege"."""


def _still_running(mention: Mention, scene: Scene) -> bool:
    """Whether a length is told of what lasts until the report's day: "has been besieged for two years"."""
    if mention.rule.id == "span.lasting":
        return _OVER.search(scene.before(mention, 120)) is None
    return _RUNNING.search(scene.before(mention, 120)) is not None


def nth(mention: Mention, scene: Scene) -> Reading | None:
    """For a third day: from two days before the report's day to it."""
    unit = str(scene.word("span", mention.get("span")) or "D")
    told = scene.word("rank", mention.get("rank")) or mention.get("int")
    if scene.anchor is None or told is None:
        return Reading("DURATION", span_value(float(told) if told else None, unit))
    days = (timex.shifted(scene.anchor, unit, 1 - int(told)), scene.anchor)
    if unit not in "DH":
        days = (timex.shifted(scene.anchor, unit, -int(told)), scene.anchor)
    return Reading("DURATION", span_value(int(told), unit), days=days, precision=_PRECISION.get(unit, "day"))


def running_year(mention: Mention, scene: Scene) -> Reading | None:
    """In its fifth year: begun between five and four years ago, so from four and a half years before the report's day."""
    told = scene.word("rank", mention.get("rank")) or mention.get("int")
    if scene.anchor is None or told is None:
        return Reading("DURATION", None)
    begun = timex.shifted(scene.anchor, "M", 6 - 12 * int(told))
    return Reading("DURATION", span_value(int(told), "Y"), days=(begun, scene.anchor), precision="year")


def _approximate(words: str | None) -> str | None:
    if not words:
        return None
    if words in ("more than", "over", "just over"):
        return "MORE_THAN"
    if words in ("less than", "nearly", "almost", "just under", "up to", "close to"):
        return "LESS_THAN"
    return "EQUAL_OR_MORE" if words == "at least" else "APPROX"


def reference(mention: Mention, scene: Scene) -> Reading | None:
    """Now, recently, soon."""
    value = mention.rule.value
    anchor, days = scene.anchor, None
    if anchor and value == "PRESENT_REF":
        days = (anchor, anchor)
    elif anchor and mention.get("past"):
        days = (timex.shift_months(anchor, _LATELY), anchor)
    return Reading("DATE", value, days=days)


def repeated(mention: Mention, scene: Scene) -> Reading | None:
    """Daily, every two weeks, on Fridays."""
    if weekday := scene.word("weekday", mention.get("weekday")):
        return Reading("SET", f"XXXX-WXX-{weekday}")
    if part := scene.word("part_of_day", mention.get("part_of_day")):
        return Reading("SET", f"XXXX-XX-XXT{part}")
    if season := scene.word("season", mention.get("season")):
        return Reading("SET", f"XXXX-{season}")
    unit = scene.word("adverb", mention.get("adverb")) or scene.word("unit", mention.get("unit"))
    told = mention.get("n")
    return Reading("SET", span_value(number_of(told) if told else 1, str(unit)))


def clock(mention: Mention, scene: Scene) -> Reading | None:
    """An hour of the day told last."""
    digits = mention.get("hhmm")
    hour, minute = (int(digits[:-2]), int(digits[-2:])) if digits else (int(mention.get("hour") or 0), None)
    if minute is None and (told := mention.get("minute")):
        minute = int(told)
    if half := mention.get("ampm"):
        if hour > 12:
            return None
        hour = hour % 12 + (12 if re.match("p", half) else 0)
    if hour > 24:
        return None
    told_day = scene.chain("day")
    time = f"T{hour:02}:{minute or 0:02}"
    return Reading("TIME", f"{told_day[0]}{time}" if told_day else f"XXXX-XX-XX{time}")
