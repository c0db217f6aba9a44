"""Which day a report counts its times from: its dateline, a date in its text, or the day it says it was published."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from reportedly.resolve.dates.absolute import told_date
from reportedly.resolve.dates.grammar import Mention, mentions
from reportedly.resolve.dates.guards import neighbours
from reportedly.resolve.dates.lexicon import Tokens
from reportedly.resolve.dates.tense import tense
from reportedly.rules import load_rules

_HEAD = 260
"""Characters at the beginning in which a full date is taken for a dateline."""
_RELEASE_CODE = re.compile(r"\b((?:19|20)\d\d)-(?:0[1-9]|1[0-2])-[A-Z]{1,3}-\d+")
_LATE = dt.timedelta(366)
"""How far behind `published` a day told as past still speaks against it; later ones are plans and bonds."""
_DATELINE_ENDS = ("-", "(", ")", "[")


def anchor_date(text: str, published: dt.date | None = None) -> tuple[dt.date | None, str]:
    """The day that a report counts from, and where it was found: `dateline`, `text`, `published` or `none`.

    A dateline goes before `published`; a day in the body only when it is told as past and lies after `published`,
    which then cannot be right.
    """
    return anchor_of(*mentions(text), published)


def anchor_of(tokens: Tokens, found: Sequence[Mention], published: dt.date | None) -> tuple[dt.date | None, str]:
    """As `anchor_date`, for a text whose mentions are known."""
    for mention in found:
        if mention.start > _HEAD:
            break
        day = _dateline(tokens, mention, published)
        if day is not None:
            cut = _cut_short(tokens, mention, day, published)
            return (published, "published") if cut else (day, "dateline")
    if published is None:
        return None, "none"
    later = _later_in_text(tokens, found, published)
    return (later, "text") if later else (published, "published")


def _dateline(tokens: Tokens, mention: Mention, published: dt.date | None) -> dt.date | None:
    """The day of a mention that stands as a dateline does: outside any sentence."""
    before, after = neighbours(tokens, mention.first - 1, -1, 2), neighbours(tokens, mention.last, 1, 1)
    told = told_date(mention, None)
    if told is not None:
        return None if _in_prose(before) else told
    if before[0] not in (",", "(") or after[0] not in _DATELINE_ENDS:
        return None
    year = _year_of_release(tokens.text, mention.start) or (published.year if published else None)
    if year is None:
        return None
    day = told_date(mention, year)
    if day and published and abs((day - published).days) > 180:
        day = told_date(mention, year + (1 if day < published else -1))
    return day


def _in_prose(before: list[str]) -> bool:
    """Whether the word before makes a full date part of a sentence ("on 3 May 2015", "due March 2020", not "posted on 3 May 2015")."""
    words = load_rules("dates")["dateline"]
    told = before[0] in words["day"] and before[1] in words["published"]
    return before[0] in words["prose"] and not told


def _year_of_release(text: str, before: int) -> int | None:
    """The year of a press release's number ("2012-06-S-026") in its head."""
    match = _RELEASE_CODE.search(text, 0, before)
    return int(match[1]) if match else None


def _cut_short(tokens: Tokens, mention: Mention, day: dt.date, published: dt.date | None) -> bool:
    """Whether a date at the very start has lost the first digit of its day: "5-04-2016" of 25-04-2016."""
    return (
        published is not None
        and mention.start == 0
        and mention.rule.id == "date.numeric"
        and re.match(r"\d\D0\d", tokens.text) is not None
        and (published.year, published.month, published.day % 10) == (day.year, day.month, day.day)
    )


def _later_in_text(tokens: Tokens, found: Sequence[Mention], published: dt.date) -> dt.date | None:
    """The latest full date told as past that lies after `published`, which then cannot be right."""
    days = [
        day
        for mention in found
        if mention.rule.id.startswith("date.")
        and (day := told_date(mention, None))
        and published < day <= published + _LATE
    ]
    if not days:
        return None
    past = [m for m in found if told_date(m, None) == max(days) and tense(tokens, m) == "past"]
    return max(days) if past else None
