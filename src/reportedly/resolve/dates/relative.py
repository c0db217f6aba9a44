"""Readers of times counted from the report's day or from a time told before."""

from __future__ import annotations

import datetime as dt

from reportedly.resolve.dates import timex
from reportedly.resolve.dates.absolute import at_part
from reportedly.resolve.dates.grammar import Mention
from reportedly.resolve.dates.numbers import number_of
from reportedly.resolve.dates.scene import Reading, Scene

_STEP = {"last": -1, "previous": -1, "preceding": -1, "past": -1, "next": 1, "coming": 1, "following": 1, "upcoming": 1}
_BEFORE_LAST = -2
_FROM_TOLD = frozenset(("previous", "preceding", "following", "same", "that"))
_UNITS = {"quarter": "Q", "half": "H"}


def deictic(mention: Mention, scene: Scene) -> Reading | None:
    """Today, yesterday, tomorrow and the days around them."""
    if scene.anchor is None:
        return Reading("DATE", "PRESENT_REF" if (mention.get("deictic") or "").startswith("today") else None)
    if which := mention.get("which"):
        return Reading("DATE", (scene.anchor + dt.timedelta(-2 if "before" in which else 2)).isoformat())
    offset = scene.word("deictic", mention.get("deictic"))
    return at_part(mention, scene, scene.anchor + dt.timedelta(int(offset or 0)))


def part_today(mention: Mention, scene: Scene) -> Reading | None:
    """This morning, last night, tonight; overnight runs from the evening before to the report's day."""
    if scene.anchor is None:
        return Reading("TIME", None)
    which, yesterday = mention.get("which") or "", scene.anchor - dt.timedelta(1)
    if which == "overnight":
        return Reading("TIME", f"{yesterday}TNI", days=(yesterday, scene.anchor), precision="day")
    if which == "tonight":
        return Reading("TIME", f"{scene.anchor}TNI")
    return at_part(mention, scene, scene.anchor if which == "this" else yesterday)


def part_told(mention: Mention, scene: Scene) -> Reading | None:
    """The morning, that night, the next evening: of the day told last in the sentence or before."""
    told = scene.chain("day")
    if told is None:
        return Reading("TIME", None)
    step = {"next": 1, "following": 1, "previous": -1}.get(mention.get("which") or "", 0)
    return at_part(mention, scene, told[0] + dt.timedelta(step))


def which(mention: Mention, scene: Scene) -> Reading | None:
    """Last week, that month, the same day, the end of the year."""
    words = (mention.get("which") or "this").split()[-1]
    if side := mention.get("side"):
        told = scene.chain("day")
        return Reading("DATE", (told[0] + dt.timedelta(1 if side == "after" else -1)).isoformat() if told else None)
    unit = str(scene.word("long", mention.get("long") or mention.get("long_b")))
    from_told = words in _FROM_TOLD or (words == "next" and unit == "D")
    base = scene.chain("day", "month", "year", "week") if from_told else None
    day = base[0] if base else scene.anchor
    if words in ("same", "that", "the") and unit == "D" and (told := scene.chain("day")):
        day = told[0]
    if day is None:
        return Reading("DATE", None)
    step = _BEFORE_LAST if mention.get("which") == "before last" else _STEP.get(words, 0)
    whole = scene.tokens.words(mention.first, mention.last).lower().startswith("the last ") and unit != "D"
    if (words == "past" or whole) and unit != "G":
        return Reading(
            "DURATION", span_value(1, unit), days=(timex.shifted(day, unit, -1), day), precision=_precision(unit)
        )
    value = unit_value(timex.shifted(day, unit, step) if unit != "G" else day, unit)
    if unit == "G":
        value = _weekend(mention, scene, day, step)
    return Reading("DATE", value, scene.mod(mention))


def _weekend(mention: Mention, scene: Scene, day: dt.date, step: int) -> str:
    """The weekend meant: on a weekday the last one, unless the words look ahead."""
    plain = step == 0 and mention.get("which") != "this"
    if plain and day.isoweekday() < 6 and scene.tense(mention) != "future":
        step = -1
    return timex.week(day + dt.timedelta(7 * step)) + "-WE"


def unit_value(day: dt.date, unit: str) -> str | None:
    """The value of the day, week, month, quarter, year, decade or century around a day."""
    match unit:
        case "D":
            return day.isoformat()
        case "W" | "F":
            return timex.week(day)
        case "M":
            return f"{day.year:04}-{day.month:02}"
        case "Q":
            return f"{day.year:04}-Q{(day.month + 2) // 3}"
        case "Y":
            return f"{day.year:04}"
        case "E":
            return f"{day.year // 10:03}"
        case "C":
            return f"{day.year // 100:02}"
    return None


def _precision(unit: str) -> str:
    return {"D": "day", "W": "week", "F": "week", "G": "day", "M": "month", "Q": "month"}.get(
        unit, "year" if unit in "YEC" else "day"
    )


def ago(mention: Mention, scene: Scene) -> Reading | None:
    """Two months ago, three days later, a year earlier."""
    side = (mention.get("which") or "").split()[0]
    unit = str(scene.word("unit", mention.get("unit") or mention.get("spans")))
    if unit == "None":
        unit = str(scene.word("span", mention.get("span")))
    count = 1 if mention.get("span") else number_of(mention.get("n") or "")
    if count is not None and "and a half" in scene.tokens.words(mention.first, mention.last).lower():
        count += 0.5
    ahead = side in ("later", "after", "afterwards", "from", "hence")
    if count is None and unit not in "HNS":
        return Reading("DATE", "PAST_REF") if side == "ago" else Reading("DURATION", span_value(None, unit))
    if unit == "Y" and count == 1 and not ahead and (year_ago := _same_quarter(mention, scene)):
        return Reading("DATE", year_ago)
    told = scene.chain() if side not in ("ago", "from", "hence") else None
    base = told[1 if ahead else 0] if told else scene.anchor
    if base is None or (not scene.told and side in ("later", "after", "afterwards")):  # than a day that nobody tells
        return Reading("DATE", None)
    if unit in "HNS" or count is None:
        return Reading("DURATION", span_value(count, unit), days=(base, base), precision="day")
    day = timex.shifted(base, unit, count if ahead else -count)
    mod = "APPROX" if mention.get("approx") else None
    return Reading("DATE", unit_value(day, "M" if unit == "Y" and count % 1 else unit), mod)


def _same_quarter(mention: Mention, scene: Scene) -> str | None:
    """A year ago, said of a quarter told shortly before, is that quarter of the year before."""
    for told, value, _ in reversed(scene.told):
        if mention.start - told.end > 400:
            return None
        if timex.grain(value) == "quarter":
            return f"{int(value[:4]) - 1:04}{value[4:]}"
    return None


def span_value(count: float | None, unit: str) -> str:
    """The TIMEX3 value of a length: P3D, PT2H, PXW; decades above one in years, halves in months."""
    time, letter = ("T", {"H": "H", "N": "M", "S": "S"}[unit]) if unit in "HNS" else ("", unit)
    if count is None:
        return f"P{time}X{letter}"
    if letter == "F":
        count, letter = count * 2, "W"
    if letter == "E" and count != 1:
        count, letter = count * 10, "Y"
    if letter == "C" and count != 1:
        count, letter = count * 100, "Y"
    if letter == "G":
        return f"P{count:g}WE"
    whole = int(count)
    if count != whole:
        smaller = {"Y": (12, "M"), "D": (24, "H"), "H": (60, "M"), "M": (60, "S") if time else (30, "D"), "W": (7, "D")}
        if letter in smaller:
            factor, below = smaller[letter]
            sign = "T" if letter == "D" else ""
            rest = f"{sign}{round((count - whole) * factor)}{below}"
            return f"P{time}{whole}{letter}{rest}" if whole else f"P{'T' if letter == 'D' else time}{rest.lstrip('T')}"
    return f"P{time}{whole}{letter}"
