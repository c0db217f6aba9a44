"""Every time that a text tells, resolved."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from reportedly.model.text import Span
from reportedly.model.told import TimeExpression
from reportedly.resolve.dates import absolute, nights, portions, relative, spans, timex
from reportedly.resolve.dates.anchor import anchor_of
from reportedly.resolve.dates.grammar import Mention, mentions
from reportedly.resolve.dates.scene import Reading, Scene

_READERS: dict[str, Callable[[Mention, Scene], Reading | None]] = {
    "date": absolute.date,
    "day_alone": absolute.day_alone,
    "month": absolute.month,
    "month_of": absolute.month_of,
    "year": absolute.year,
    "decade": absolute.decade,
    "quarter": absolute.quarter,
    "season": absolute.season,
    "weekday": absolute.weekday,
    "night": nights.of_date,
    "overnight_on": nights.overnight_on,
    "month_portion": portions.of_month,
    "weekday_of_month": portions.weekday_of_month,
    "weekday_ago": portions.weekday_ago,
    "deictic": relative.deictic,
    "part_today": relative.part_today,
    "part_chain": relative.part_told,
    "which": relative.which,
    "ago": relative.ago,
    "span_last": spans.span_last,
    "span": spans.span,
    "span_first": spans.span_first,
    "reference": spans.reference,
    "repeated": spans.repeated,
    "clock": spans.clock,
    "nth": spans.nth,
    "running_year": spans.running_year,
    "week_of": absolute.week_of,
    "feast": absolute.feast,
    "fixed": absolute.fixed,
    "year_end": absolute.year_end,
}

_SINCE = re.compile(r"\bsince(?: (?:around|about|at least|as early as|early|late)(?: on| in)?)?$")
_BEHIND_CLOCK = re.compile(r"(?: local time)?(?:,? on)?,? ", re.I)
_COUNTED = re.compile(r"\b(?:ago|before|after|later|earlier)$")
_TO_DAY = re.compile(r" (?:up to|leading up to|to|until|ending|ended|ending on|ending at|through)(?: the)? ")
_TO = frozenset(("to", "until", "till", "through", "-", "–", "—", "up to"))


def find_dates(text: str, published: dt.date | None = None) -> tuple[TimeExpression, ...]:
    """All time expressions of a text in TIMEX3 terms, in order.

    Counted from the text's own date where it has one (see `anchor_date`), else from `published`; without either, what
    depends on it has no value and no days. Spans are code points of `text`.
    """
    tokens, found = mentions(text)
    anchor, _ = anchor_of(tokens, found, published)
    scene = Scene(tokens, anchor)
    out = []
    for mention in found:
        try:
            reading = _READERS[mention.rule.means](mention, scene)
        except (ValueError, OverflowError):
            reading = None
        if reading is None:
            continue
        expression = _expression(mention, reading, scene)
        if mention.rule.means != "ago" or timex.grain(expression.value) != "quarter":
            scene.tell(mention, expression.value, timex.days(expression.value))
        out.append(expression)
    return tuple(_lengths_to(text, _ranges(text, _clocks(text, out))))


def _expression(mention: Mention, reading: Reading, scene: Scene) -> TimeExpression:
    days = reading.days or timex.days(reading.value)
    mod, first, last = reading.mod, None, None
    if days:
        edge = " of" in (mention.get("part") or "")
        first, last = reading.days or timex.narrowed(reading.value, days, mod, edge=edge)
        first, last = _told_so_far(mention, reading, scene, first, last)
    if reading.type in ("DATE", "TIME"):
        led = scene.before(mention)
        if _SINCE.search(led):
            if mod == "MID" and first and timex.grain(reading.value) == "month":
                first = first.replace(day=15)
            mod, last = "SINCE", None
        elif led.split()[-1:] and led.split()[-1] in ("before", "until", "till", "by"):
            mod = mod or "BEFORE"
    return TimeExpression(
        Span(mention.start, mention.end),
        scene.tokens.text[mention.start : mention.end],
        reading.type,
        reading.value,
        mod,
        first,
        last,
        reading.precision or timex.precision(reading.value),
    )


def _told_so_far(
    mention: Mention, reading: Reading, scene: Scene, first: dt.date, last: dt.date
) -> tuple[dt.date, dt.date]:
    """The days of a running week, month or year: up to the report's day, or from it on if the words look ahead."""
    anchor = scene.anchor
    if reading.type != "DATE" or anchor is None or not first <= anchor < last or timex.grain(reading.value) == "day":
        return first, last
    return (anchor, last) if scene.tense(mention) == "future" else (first, anchor)


def _clocks(text: str, told: list[TimeExpression]) -> list[TimeExpression]:
    """Expressions, each hour put on the day that is told right behind it ("at 3 a.m. local time on Friday")."""
    out = list(told)
    for i, (one, two) in enumerate(pairwise(told)):
        hour = re.search(r"T\d\d:\d\d$", one.value or "")
        on_day = two.first is not None and two.first == two.last and two.type in ("DATE", "TIME")
        if (
            hour
            and on_day
            and not _COUNTED.search(two.text)
            and _BEHIND_CLOCK.fullmatch(text[one.span.end : two.span.start])
        ):
            out[i] = replace(one, value=f"{two.first}{hour[0]}", first=two.first, last=two.last)
    return out


def _lengths_to(text: str, told: list[TimeExpression]) -> list[TimeExpression]:
    """Expressions, each length that is told to end on a day given its days ("in the 24 hours to 8 a.m. Monday")."""
    out = list(told)
    for i, (one, two) in enumerate(pairwise(told)):
        begun = timex.back(one.value, two.first) if one.type == "DURATION" and two.first == two.last else None
        if begun and _TO_DAY.fullmatch(text[one.span.end : two.span.start].lower()):
            out[i] = replace(one, first=begun, last=two.first)
        elif days := _run_up_to(text, one, two):
            out[i] = replace(one, first=days[0], last=days[1])
    return out


def _run_up_to(text: str, one: TimeExpression, two: TimeExpression) -> timex.Days | None:
    """The days of a length told as running up to a day told right behind it: "for a third day on Tuesday"."""
    if one.type != "DURATION" or not (one.first and one.last and two.first) or two.first != two.last:
        return None
    led = one.span.start >= 4 and text.startswith("for ", one.span.start - 4)
    if not led or text[one.span.end : two.span.start] not in (" ", " on "):
        return None
    length = one.last - one.first
    return (two.first - length, two.first) if two.first - dt.date.min >= length else None


def _follow(one: TimeExpression, two: TimeExpression) -> bool:
    """Whether the second day is the one after the first: "on Saturday and Sunday" is one time."""
    if one.first is None or two.first is None or one.first != one.last or two.first != two.last:
        return False
    return two.first - one.first == dt.timedelta(1)


def _ranges(text: str, told: list[TimeExpression]) -> list[TimeExpression]:
    """Expressions, the first end of each range or pair of days stretched to the last day of the second ("from 3 to 8 March")."""
    out = list(told)
    for i, (one, two) in enumerate(pairwise(told)):
        if one.type != "DATE" or two.type != "DATE" or not (one.first and two.last):
            continue
        link = text[one.span.end : two.span.start].strip(" \n,").lower().removesuffix("the").strip()
        led = text[max(0, one.span.start - 20) : one.span.start].lower().rstrip().removesuffix("the").rstrip()
        spans = link in _TO or (link == "and" and (led.endswith("between") or _follow(one, two)))
        if spans and one.first <= two.last and one.mod != "SINCE":
            out[i] = replace(one, last=two.last)
    return out
