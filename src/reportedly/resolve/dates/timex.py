"""TIMEX3 values and the calendar days they name."""

from __future__ import annotations

import calendar
import datetime as dt
import re

Days = tuple[dt.date, dt.date]

SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}
"""First and last month of a season in the northern hemisphere; winter runs into the next year (13 is January)."""

_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(form))
    for name, form in (
        ("day", r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?"),
        ("weekend", r"(\d{4})-W(\d\d)-WE"),
        ("week", r"(\d{4})-W(\d\d)"),
        ("quarter", r"(\d{4})-Q([1-4])"),
        ("half", r"(\d{4})-H([12])"),
        ("season", r"(\d{4})-(SP|SU|FA|WI)"),
        ("month", r"(\d{4})-(\d\d)"),
        ("year", r"(\d{4})"),
        ("decade", r"(\d{3})"),
        ("century", r"(\d\d)"),
    )
)
_PRECISION = {
    "day": "day", "weekend": "day", "week": "week", "quarter": "month", "half": "month", "season": "month",
    "month": "month", "year": "year", "decade": "year", "century": "year",
}  # fmt: skip


def grain(value: str | None) -> str | None:
    """How finely a value names days: day, weekend, week, month, quarter, half, season, year, decade, century."""
    return next((name for name, form in _FORMS if value and form.fullmatch(value)), None)


def precision(value: str | None) -> str:
    """The grain as one of `vocabulary.TIME_PRECISIONS`."""
    return _PRECISION.get(grain(value) or "", "unknown")


def days(value: str | None) -> Days | None:
    """First and last day that a value names; None for references, durations and what no calendar has."""
    name = grain(value)
    if value is None or name is None:
        return None
    match = dict(_FORMS)[name].fullmatch(value)
    assert match is not None
    try:
        return _days(name, match.groups())
    except (ValueError, OverflowError):
        return None


def _days(name: str, parts: tuple[str, ...]) -> Days:
    year = int(parts[0])
    match name:
        case "day":
            day = dt.date(year, int(parts[1]), int(parts[2]))
            return day, day
        case "week" | "weekend":
            monday = dt.date.fromisocalendar(year, int(parts[1]), 1)
            return monday + dt.timedelta(5 if name == "weekend" else 0), monday + dt.timedelta(6)
        case "month":
            return months(year, int(parts[1]), int(parts[1]))
        case "quarter":
            return months(year, int(parts[1]) * 3 - 2, int(parts[1]) * 3)
        case "half":
            return months(year, int(parts[1]) * 6 - 5, int(parts[1]) * 6)
        case "season":
            return months(year, *SEASONS[parts[1]])
        case "decade":
            return dt.date(year * 10, 1, 1), dt.date(year * 10 + 9, 12, 31)
        case "century":
            return dt.date(year * 100, 1, 1), dt.date(year * 100 + 99, 12, 31)
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def months(year: int, first: int, last: int) -> Days:
    """The days from month `first` to month `last` of a year; 13 and up run into the next years."""
    start = dt.date(year + (first - 1) // 12, (first - 1) % 12 + 1, 1)
    end_year, end_month = year + (last - 1) // 12, (last - 1) % 12 + 1
    if not 1 <= first <= last:
        raise ValueError(f"no months {first} to {last}")
    return start, dt.date(end_year, end_month, calendar.monthrange(end_year, end_month)[1])


_PARTS = {
    "year": {"START": (1, 4), "MID": (6, 7), "END": (10, 12)},
    "month": {"START": (1, 10), "MID": (11, 20), "END": (21, 31)},
    "week": {"START": (1, 3), "MID": (3, 4), "END": (5, 7)},
}
"""What "early", "mid" and "late" name, by this project's convention: months of a year, days of a month, weekdays."""


_EDGES = {"START": (1, 1), "END": (12, 12)}
"""Months that "the beginning of" and "the end of" a year name."""


def narrowed(value: str | None, span: Days, mod: str | None, edge: bool = False) -> Days:
    """The part of a time that START, MID or END names; decades and the like are cut into thirds, days not at all.

    `edge`: told as "the end of", which in a year is narrower than "late".
    """
    first, last = span
    if mod not in ("START", "MID", "END"):
        return span
    match grain(value):
        case "year":
            low, high = _EDGES[mod] if edge and mod in _EDGES else _PARTS["year"][mod]
            return months(first.year, low, high)
        case "month" | "week" as name:
            low, high = _PARTS[name][mod]
            return first + dt.timedelta(low - 1), min(last, first + dt.timedelta(high - 1))
        case "quarter" | "half" | "season" | "decade" | "century":
            third = ((last - first).days + 1) // 3
            begin = {"START": 0, "MID": third, "END": 2 * third}[mod]
            return first + dt.timedelta(begin), last if mod == "END" else first + dt.timedelta(begin + third - 1)
    return span


def week(day: dt.date) -> str:
    """The ISO week of a day, as a value."""
    year, number, _ = day.isocalendar()
    return f"{year:04}-W{number:02}"


_LENGTH = re.compile(r"P(T?)(\d+)([YMWDHQ])")


def back(length: str | None, day: dt.date | None) -> dt.date | None:
    """The day on which a length ("PT24H", "P1W") begins that ends on `day`; None where either is not told, or before all
    calendars."""
    match = _LENGTH.fullmatch(length or "")
    if match is None or day is None or (match[1] and match[3] != "H"):
        return None
    try:
        return shifted(day, match[3], -int(match[2]))
    except (ValueError, OverflowError):
        return None


def shift_months(day: dt.date, by: int) -> dt.date:
    """The same day of the month `by` months on, or that month's last day."""
    index = day.year * 12 + day.month - 1 + by
    year, month = index // 12, index % 12 + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def shifted(day: dt.date, unit: str, by: float) -> dt.date:
    """A day moved by a number of units (D, W, F fortnight, M, Y, Q, E decade, C century; hours and less stay within the day)."""
    match unit:
        case "D" | "W" | "G" | "F":
            return day + dt.timedelta(round(by * {"D": 1, "F": 14}.get(unit, 7)))
        case "M" | "Q" | "Y" | "E" | "C":
            return shift_months(day, round(by * {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}[unit]))
    return day + dt.timedelta(round(by * {"H": 1, "N": 1 / 60, "S": 1 / 3600}.get(unit, 0) / 24 - 1e-9))
