"""Readers of dates that name a month, a year, a season or a weekday; a missing year is found from the anchor."""

from __future__ import annotations

import datetime as dt
import re

from reportedly.resolve.dates import timex
from reportedly.resolve.dates.grammar import Mention
from reportedly.resolve.dates.lexicon import lexicon
from reportedly.resolve.dates.scene import Reading, Scene

_REPEATED = re.compile(r"\bon(?: \w+days(?:,| and| or))?$")
"""What stands before a weekday in the plural that repeats: "on Mondays and Fridays"."""
_NEAR_AHEAD = 31
"""Days ahead within which a date without a year and without a tense is taken as to come."""
_JUST_GONE = 61
"""A day or month within this many days back is meant whatever the tense: its next turn is most of a year away."""
_TOO_FAR_BACK = 350
"""A day told in the past without its year is hardly older than this: the report's date is then a little too early."""


def date(mention: Mention, scene: Scene) -> Reading | None:
    """A day or month, with or without its year."""
    month = scene.word("month", mention.get("month")) or mention.get("mm")
    day, year = mention.get("day") or mention.get("late"), _year(mention)
    if glued := mention.get("ddyyyy"):
        day, year = glued[:-4], int(glued[-4:])
    if rank := scene.word("rank", mention.get("rank")):
        day = str(int(rank) + int(scene.word("tens", mention.get("tens")) or 0))
    if month is None:
        return None
    return dated(mention, scene, year, int(month), int(re.sub(r"\D", "", day)) if day else None)


def day_alone(mention: Mention, scene: Scene) -> Reading | None:
    """On the 9th: of the month told last, else of the report's; of the month before if that is still to come."""
    number, told = int(mention.get("day") or 0), scene.chain("day", "month")
    if told is None or scene.anchor is None:
        return Reading("DATE", f"XXXX-XX-{number:02}")
    first = (scene.anchor if mention.get("which") in ("this", "last") else told[0]).replace(day=1)
    ahead = first.replace(day=min(number, 28)) > scene.anchor and scene.tense(mention) != "future"
    if mention.get("which") == "last" or (ahead and not mention.get("which")):
        first = timex.shift_months(first, -1)
    value = f"{first.year:04}-{first.month:02}-{number:02}"
    return Reading("DATE", value) if timex.days(value) else None


def told_date(mention: Mention, year: int | None) -> dt.date | None:
    """The day that a mention tells in full, or in the given year if it tells none; None if it tells no day."""
    if not mention.rule.id.startswith("date."):
        return None
    table = lexicon().classes["month"]
    month = table.get((mention.get("month") or "").rstrip(".,")) or mention.get("mm")
    day, told = mention.get("day") or mention.get("late"), _year(mention)
    if glued := mention.get("ddyyyy"):
        day, told = glued[:-4], int(glued[-4:])
    told = told or year
    if not (month and day and told):
        return None
    try:
        return dt.date(told, int(month), int(re.sub(r"\D", "", day)))
    except ValueError:
        return None


def dated(mention: Mention, scene: Scene, year: int | None, month: int, day: int | None) -> Reading | None:
    """The reading of a month or day, its year found if it is not told."""
    ending = f"-{day:02}" if day else ""
    if year is None:
        year = nearest_year(mention, scene, month, day)
        if year is None:
            return Reading("DATE", f"XXXX-{month:02}{ending}", scene.mod(mention))
    value = f"{year:04}-{month:02}{ending}"
    return Reading("DATE", value, scene.mod(mention)) if timex.days(value) else None


def nearest_year(mention: Mention, scene: Scene, month: int, day: int | None) -> int | None:
    """The year that a month or day without one is meant in: the past in news, unless the sentence looks ahead."""
    anchor = scene.anchor
    if anchor is None:
        return None
    told, here = (month, day or 0), (anchor.month, anchor.day if day else 0)
    if told == here:
        return anchor.year
    ahead = anchor.year + (told < here)
    to_come, gone = _distance(anchor, ahead, month, day), -_distance(anchor, ahead - 1, month, day)
    direction = scene.tense(mention)
    if direction == "past":
        return ahead if day and gone > _TOO_FAR_BACK else ahead - 1
    if gone <= _JUST_GONE:
        return ahead - 1
    return ahead if direction == "future" or to_come <= _NEAR_AHEAD else ahead - 1


def _distance(anchor: dt.date, year: int, month: int, day: int | None) -> int:
    """Days from the anchor to a day, or to the first of a month; 29 February stands for 1 March."""
    return (dt.date(year, month, 1) - anchor).days + (day or 1) - 1


def _year(mention: Mention) -> int | None:
    if year := mention.get("year"):
        return int(year)
    if two := mention.get("yy"):
        return int(two) + (1900 if int(two) >= 50 else 2000)
    return None


def month(mention: Mention, scene: Scene) -> Reading | None:
    """A bare month."""
    number = scene.word("month", mention.get("month"))
    return dated(mention, scene, None, int(number), None) if number else None


def month_of(mention: Mention, scene: Scene) -> Reading | None:
    """ "October last year", "last November"."""
    number, anchor = scene.word("month", mention.get("month")), scene.anchor
    if number is None:
        return None
    which = (mention.get("which") or "").split()[-1]
    if which in ("same", "that", "following", "previous"):
        told = scene.chain()
        year = told[0].year + {"following": 1, "previous": -1}.get(which, 0) if told else None
    elif anchor is None:
        year = None
    elif mention.rule.id == "month.of_year_told" or which == "this":
        year = anchor.year + {"last": -1, "next": 1}.get(which, 0)
    elif which == "next":
        year = anchor.year + (int(number) <= anchor.month)
    else:
        year = anchor.year - (int(number) >= anchor.month)
    return dated(mention, scene, year, int(number), None)


def year(mention: Mention, scene: Scene) -> Reading | None:
    """A bare year."""
    told = _year(mention)
    if told and mention.half == "b" and mention.rule.id == "year.season":
        told += 1
    return Reading("DATE", f"{told:04}", scene.mod(mention)) if told else None


def decade(mention: Mention, scene: Scene) -> Reading | None:
    """ "the 1990s", "the '80s"."""
    told = _year(mention)
    if told is None or told % 10:
        return None
    return Reading("DATE", f"{told // 10:03}", scene.mod(mention))


def quarter(mention: Mention, scene: Scene) -> Reading | None:
    """A quarter or half of a year; `the quarter` is the last one told."""
    rank, year, anchor = (
        mention.get("which_quarter") or scene.word("rank", mention.get("rank")),
        _year(mention),
        scene.anchor,
    )
    letter = "H" if mention.get("what") == "half" else "Q"
    if rank is None:
        last = scene.last_value("quarter")
        return Reading("DATE", last) if last else None
    if int(rank) > (2 if letter == "H" else 4):
        return None
    words = scene.tokens.words(mention.first, mention.last).lower()
    if year is None and anchor is not None:
        which = mention.get("which") or next((w for w in ("next", "last", "this") if words.startswith(w)), None)
        if which:
            year = anchor.year + {"next": 1, "last": -1}.get(which, 0)
        else:
            start = timex.days(f"{anchor.year}-{letter}{rank}")
            year = anchor.year - (start is not None and start[0] > anchor and scene.tense(mention) != "future")
    return Reading("DATE", f"{year:04}-{letter}{rank}") if year else None


def season(mention: Mention, scene: Scene) -> Reading | None:
    """A season, of a year told or found."""
    code, year, anchor = scene.word("season", mention.get("season")), _year(mention), scene.anchor
    if code is None:
        return None
    if year is None and anchor is not None:
        which = (mention.get("which") or "").split()
        start = timex.SEASONS[str(code)][0]
        year = anchor.year - (anchor.month < start)
        first = which[-1] if which else ""
        if first == "last":
            running = year == anchor.year and anchor.month <= timex.SEASONS[str(code)][1]
            year -= running + (which[0] != "last")
        elif first == "next" or (not which and scene.tense(mention) == "future"):
            year += 1
        elif first == "this":
            year = anchor.year - (code == "WI" and anchor.month < 6)
    return Reading("DATE", f"{year:04}-{code}", scene.mod(mention)) if year else None


def weekday(mention: Mention, scene: Scene) -> Reading | None:
    """A day of the week, with or without a part of the day."""
    words = re.sub(
        r"'s$", "", mention.get("weekday") or mention.get("wd") or mention.get("wd_x") or mention.get("wd_short") or ""
    )
    words = words.strip(" .'")
    number = scene.word("weekday", words) or scene.word("wd", words.removesuffix("s")) or scene.word("wd", words)
    if number is None:
        return None
    number = int(number)
    if words.endswith("days") and _REPEATED.search(scene.before(mention)):
        return Reading("SET", f"XXXX-WXX-{number}")
    day = _weekday(mention, scene, number)
    if day is None:
        return Reading("DATE", f"XXXX-WXX-{number}")
    return at_part(mention, scene, day)


def at_part(mention: Mention, scene: Scene, day: dt.date) -> Reading:
    """A day, or the part of it that the mention names."""
    names = ("part_of_day", "part_of_day_c", "part_of_day_b")
    part = next((scene.word("part_of_day", mention.get(k)) for k in names if mention.get(k)), None)
    if part is None:
        return Reading("DATE", day.isoformat(), scene.mod(mention))
    return Reading("TIME", f"{day.isoformat()}T{part}", scene.mod(mention))


def _weekday(mention: Mention, scene: Scene, number: int) -> dt.date | None:
    which = (mention.get("which") or "").split()[-1:]
    told = which[0] if which else ""
    if told in ("previous", "preceding", "following", "same"):
        days = scene.chain("day")
        if days is None:
            return None
        gap = (number - days[0].isoweekday()) % 7
        if told == "following":
            return days[0] + dt.timedelta(gap or 7)
        return days[0] + dt.timedelta(gap - 7 if gap or told != "same" else 0)
    anchor = scene.anchor
    if anchor is None:
        return None
    if mention.rule.id == "weekday.week":
        return dt.date.fromisocalendar(*anchor.isocalendar()[:2], number) + dt.timedelta(
            {"last": -7, "next": 7}.get(told, 0)
        )
    gap = (number - anchor.isoweekday()) % 7
    if told in ("next", "coming"):
        return anchor + dt.timedelta(gap or 7)
    if told in ("last", "past"):
        return anchor + dt.timedelta(gap - 7)
    if told == "this" and gap:
        return anchor + dt.timedelta(gap - 7 if scene.tense(mention) == "past" else gap)
    ahead = not _possessive(mention, scene) and scene.tense(mention) == "future"
    return anchor + dt.timedelta(gap if not gap or ahead else gap - 7)


def _possessive(mention: Mention, scene: Scene) -> bool:
    """ "Monday's attack" has happened, whatever the verb around it."""
    return scene.tokens.code.startswith("'", mention.last) or scene.tokens.text[: mention.end].endswith("days")


def year_end(mention: Mention, scene: Scene) -> Reading | None:
    """The end of the year: its last day, of the year before where the words look back."""
    if scene.anchor is None:
        return Reading("DATE", None)
    past = scene.before(mention).endswith("since")
    return Reading("DATE", f"{scene.anchor.year - past:04}-12-31")


def fixed(mention: Mention, scene: Scene) -> Reading | None:
    """A day known by its name; it cannot lie after the report."""
    value = mention.rule.value
    late = value is None or (scene.anchor is not None and scene.anchor.isoformat() < value)
    return None if late else Reading("DATE", value)


def feast(mention: Mention, scene: Scene) -> Reading | None:
    """A feast of the solar calendar; those of the moon have no value."""
    named = {"christmas eve": "12-24", "eve": "12-31", "day": "01-01"}
    told = mention.get("eve")
    fixed = named.get(told, named[told.split()[-1]]) if told else str(scene.word("feast", mention.get("feast")) or "")
    if not fixed:
        return Reading("DATE", None)
    return dated(mention, scene, _year(mention), int(fixed[:2]), int(fixed[3:]))


def week_of(mention: Mention, scene: Scene) -> Reading | None:
    """The first week of July: days 1 to 7, the second 8 to 14, and so on."""
    rank, number = scene.word("rank", mention.get("rank")), scene.word("month", mention.get("month"))
    if rank is None or number is None or int(rank) > 5:
        return None
    year = _year(mention) or nearest_year(mention, scene, int(number), None)
    if year is None:
        return Reading("DATE", None)
    first, last = timex.months(year, int(number), int(number))
    start = first + dt.timedelta(7 * (int(rank) - 1))
    days = (start, min(last, start + dt.timedelta(6)))
    return Reading("DATE", timex.week(start), days=days, precision="week") if start <= last else None
