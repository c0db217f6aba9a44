"""A claim in words for the pages: figures with their hedges, places, days, sources. Works on claims as JSON
(docs/claims.md).

Whatever a report wrote is data: direction controls and other invisible characters are shown as a mark, and an address
becomes a
link only when it is plain http or https.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

Json = Mapping[str, Any]

HEDGES = {
    "more_than": "more than ", "at_least": "at least ", "nearly": "nearly ", "about": "about ", "up_to": "up to ",
    "vague": "some ",
}  # fmt: skip
DIRECTION = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# The marks U+200E, U+200F and U+061C stay: Arabic and Hebrew need them, and every page isolates what a report wrote.
MARK = "\ufffd"


def visible(words: object) -> str:
    """The words with direction and control characters shown as a mark, character for character; None is empty."""
    text = "" if words is None else str(words)
    return "".join(MARK if _hidden(c) else c for c in text)


def _hidden(c: str) -> bool:
    return c in DIRECTION or (c < " " and c not in "\n\t") or "\x7f" <= c < "\xa0" or "\ud800" <= c <= "\udfff"


def web_address(url: object) -> str | None:
    """The address when a browser may follow it: absolute, http or https, no user part. Else None."""
    if not isinstance(url, str) or url != url.strip() or any(_hidden(c) or c in "\t\n " for c in url):
        return None
    try:
        parts = urlsplit(url)
        named = parts.hostname
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and named and "@" not in parts.netloc else None


def number(value: object) -> str:
    """12,300; None is a dash."""
    return f"{value:,}" if isinstance(value, int | float) else "–"


def figure(claim: Json) -> str:
    """The number with its hedge, as told; empty for a claim that has none."""
    if "value" not in claim:
        return ""
    value, hedge = claim["value"], claim.get("hedge") or "exact"
    if value is None:
        return "no number told"
    if hedge == "range" and claim.get("high") is not None:
        return f"{number(value)}–{number(claim['high'])}"
    return HEDGES.get(hedge, "") + number(value)


def name(one: Json | None) -> str:
    """What a place, actor or source is called: its registered name, else its words."""
    return str(one.get("name") or one.get("text") or "") if one else ""


def names(many: object) -> str:
    """One or several, with commas."""
    if isinstance(many, Mapping):
        return name(many)
    return ", ".join(filter(None, map(name, many))) if isinstance(many, list | tuple) else ""


def place(one: Json | None) -> str:
    """The place with the unit that it lies in."""
    if not one:
        return ""
    parts = [f"{one['relation']} {name(one)}" if one.get("relation") else name(one)]
    for part in (one.get("admin1"), one.get("country")):
        if part and part not in parts:
            parts.append(str(part))
    return ", ".join(parts)


def where(claim: Json) -> str:
    """Where; for people who moved, from where to where."""
    if claim.get("place"):
        return place(claim["place"])
    if claim["kind"] == "displacement":
        return " → ".join(place(p) for p in (claim.get("from"), claim.get("to")) if p)
    return ""


def days(time: Json | None) -> str:
    """First and last day, or one."""
    if not time or not time.get("start"):
        return ""
    start, end = str(time["start"]), str(time.get("end") or time["start"])
    return start if start == end else f"{start} – {end}"


def deed(claim: Json) -> str:
    """What: the type in small letters, with the mode."""
    words = str(claim.get("type") or "").lower()
    return f"{words}, {claim['mode']}" if claim.get("mode") else words


def whom(claim: Json) -> str:
    """Whom or how many."""
    kind = claim["kind"]
    if kind == "toll":
        parts = [figure(claim), name(claim.get("who"))]
        marks = [word for key, word in (("total", "in all"), ("part", "part of them")) if claim.get(key)]
        return " ".join(filter(None, parts)) + (f" ({', '.join(marks)})" if marks else "")
    if kind == "displacement":
        return f"{figure(claim)} {claim.get('unit') or 'people'}"
    if kind == "control":
        share = f"{claim['share']:g} %" if isinstance(claim.get("share"), int | float) else ""
        lost = f"from {name(claim['from'])}" if claim.get("from") else ""
        return " ".join(filter(None, (share, lost)))
    return names(claim.get("recipient"))


def who(claim: Json) -> str:
    """Who acts; for a toll who is said to have done it."""
    return names(claim.get("perpetrator")) if claim["kind"] == "toll" else names(claim.get("actor"))


def told_by(claim: Json, publisher: object = None) -> str:
    """Who says so: the source named, else the report itself."""
    by = claim.get("by")
    if not by:
        return str(publisher or "the report itself")
    return " ← ".join((name(by), *map(str, by.get("via") or ())))


def a_day(text: str) -> dt.date | None:
    """A day written YYYY-MM-DD; None for anything else."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
