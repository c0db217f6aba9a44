"""The day of publication where a page names it in no metadata: its scripts, the lines under its headline, its address.

Nothing is guessed: a date elsewhere on the page (today's, a comment's, another article's) is not taken, nor one whose
day and month could be exchanged, nor one of several that differ.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterator
from typing import Any

from reportedly.read.written_day import day_of, written_day
from reportedly.rules import load_rules

# The zone under a headline ends with the first paragraph of this many characters.
PARAGRAPH = 150
MAX_STAMP = 120

_URL_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?!\d)")


def page_day(tree: Any, url: str | None) -> tuple[dt.date, str] | None:
    """The day and where it was found; None if the page does not say."""
    for day, where in (
        (_in_scripts(tree), "script"),
        (_under_headline(tree), "under the headline"),
        (_in_address(url), "address"),
    ):
        if day:
            return day, where
    return None


def _in_scripts(tree: Any) -> dt.date | None:
    """The one value that all keys of publication in the page's scripts share."""
    days = {
        day
        for script in tree.iter("script")
        for match in _script_keys().finditer(script.text or "")
        if (day := day_of(match[1]))
    }
    return days.pop() if len(days) == 1 else None


@functools.cache
def _script_keys() -> re.Pattern[str]:
    keys = "|".join(map(re.escape, load_rules("pages")["script_keys"]))
    return re.compile(rf"""["']?(?:{keys})["']?\s*[:=]\s*["'](\d{{4}}-\d\d-\d\d)""", re.I)


def _under_headline(tree: Any) -> dt.date | None:
    """The first date in the short elements between the headline and the first paragraph."""
    for element in _zone(tree):
        if element.tag == "time" and (day := day_of(element.get("datetime"))):
            return day
        text = " ".join((element.text_content() or "").split())
        if len(text) <= MAX_STAMP and (day := written_day(text)):
            return day
    return None


def _zone(tree: Any) -> Iterator[Any]:
    """The elements after the first headline, up to the first paragraph."""
    headline = next(tree.iter("h1"), None)
    if headline is None:
        return
    for element in headline.xpath("following::*")[:80]:
        if element.tag in ("aside", "nav", "footer", "article", "h1", "h2"):
            return
        if element.tag in ("p", "div") and len(element.text or "") >= PARAGRAPH:
            return
        if isinstance(element.tag, str) and element.tag not in ("script", "style"):
            yield element


def _in_address(url: str | None) -> dt.date | None:
    """The day in an address such as …/2020/02/17/…: year, month, day."""
    match = _URL_DAY.search(url or "")
    try:
        return dt.date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
