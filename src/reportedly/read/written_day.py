"""Days as data and pages write them."""

from __future__ import annotations

import datetime as dt
import email.utils
import re

FIRST_YEAR = 1900
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_ISO = re.compile(r"\s*(\d{4})-?(\d{2})-?(\d{2})(?!\d)")
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH},?\s+(\d{{4}})\b", re.I)
_MONTH_FIRST = re.compile(rf"\b{_MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})\b", re.I)
_ISO_IN_TEXT = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")


def day_of(value: object) -> dt.date | None:
    """The day of an ISO 8601 or RFC 5322 date, as written (no time zone is applied); None if it is none."""
    if not isinstance(value, str):
        return None
    try:
        if match := _ISO.match(value):
            day = dt.date(*map(int, match.groups()))
        else:
            day = email.utils.parsedate_to_datetime(value.strip()[:64]).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return day if day.year >= FIRST_YEAR else None


def written_day(text: str) -> dt.date | None:
    """The first full date in a short English text ("Published 17 February 2020"). All-number dates other than ISO are
    not read: their day and month cannot be told apart."""
    try:
        if match := _ISO_IN_TEXT.search(text):
            return dt.date(*map(int, match.groups()))
        if match := _DAY_FIRST.search(text):
            return dt.date(int(match[3]), MONTHS.index(match[2].lower()) + 1, int(match[1]))
        if match := _MONTH_FIRST.search(text):
            return dt.date(int(match[3]), MONTHS.index(match[1].lower()) + 1, int(match[2]))
    except ValueError:
        pass
    return None
